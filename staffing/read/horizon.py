"""Now, and the weeks that are planned."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forecasts.tickets import TicketLog
from staffing.documents.base import WEEKDAYS
from staffing.documents.team import Team
from staffing.errors import InputError

MOST_WEEKS = 53
FARTHEST_DAYS = 366


def now_of(log: TicketLog, as_of: datetime | None) -> datetime:
    """`as_of` as given, aware in the log's zone, else the log's last event; never the machine's clock."""
    if as_of is None:
        return log.last_event
    zone = ZoneInfo(log.zone)
    now = as_of.replace(tzinfo=zone) if as_of.tzinfo is None else as_of
    try:
        now = now.astimezone(zone)
    except OverflowError:
        raise InputError(f"--as-of is {as_of}, outside all history; give a time after the first ticket") from None
    first = log.frame["created_at"].min().to_pydatetime()
    last = log.last_event
    if (now - last).days > FARTHEST_DAYS:
        raise InputError(
            f"--as-of is {now.isoformat()}, more than {FARTHEST_DAYS} days after the last event of the tickets, "
            f"{last.isoformat()}; give an earlier time or a newer log"
        )
    if now < first:
        raise InputError(
            f"--as-of is {now.isoformat()}, before the first ticket, {first.isoformat()}; give a later time"
        )
    return now


def first_day_of(team: Team, now: datetime, week: date | None, weeks: int) -> date:
    """The first day planned: that of `week`, else of the first full week after now."""
    if not 1 <= weeks <= MOST_WEEKS:
        raise InputError(f"--weeks is {weeks}; 1 to {MOST_WEEKS} are allowed")
    starts = WEEKDAYS.index(team.week_starts)
    midnight = now.time() == time(0)
    earliest = now.date() if midnight else now.date() + timedelta(days=1)
    if week is None:
        return earliest + timedelta(days=(starts - earliest.weekday()) % 7)
    _check_weekday(week, starts, team.week_starts)
    if week < earliest:
        raise InputError(
            f"--week {week} begins before now, {now.isoformat()}, which is --as-of or the last event of the tickets; "
            f"give a later week, or --as-of {week} to plan it as of then"
        )
    if (week - now.date()).days > FARTHEST_DAYS:
        raise InputError(
            f"--week {week} begins more than {FARTHEST_DAYS} days after now, {now.date()}; give an earlier week"
        )
    return week


def _check_weekday(week: date, starts: int, name: str) -> None:
    if week.weekday() == starts:
        return
    back = timedelta(days=(week.weekday() - starts) % 7)
    if week - date.min < back or date.max - week < timedelta(days=7):
        raise InputError(f"--week {week} is outside all calendars; give a week near the tickets")
    near = week - back if back.days <= 3 else week - back + timedelta(days=7)
    raise InputError(
        f"--week {week} is a {WEEKDAYS[week.weekday()].capitalize()}, but weeks start on "
        f"{name.capitalize()}; nearest is {near}"
    )
