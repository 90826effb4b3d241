"""What in `team.yaml` contradicts itself: names, targets, hours, and what this version does not have yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from staffing.documents.base import WEEKDAYS, clock_text
from staffing.documents.team import Team
from staffing.read.faults import Faults, choice, shown
from staffing.read.sentences import nearest_zone
from staffing.read.yaml_source import Spot, YamlSource


@dataclass(frozen=True)
class Written:
    """A team, where each of its keys stands, and the faults found."""

    team: Team
    source: YamlSource
    faults: Faults = field(default_factory=Faults)

    def fault(self, spot: Spot, message: str) -> None:
        """Note a fault at a spot: `shifts.night.end` and the message after it."""
        line, column = self.source.where(spot)
        self.faults.add(f"{self.source.label(spot)} {message}", file=self.source.name, line=line, column=column)

    def at(self, spot: Spot) -> str:
        """`line:column` of a spot, to name a second place."""
        return "{}:{}".format(*self.source.where(spot))


def check_names(written: Written) -> None:
    """Ids are unique, and whatever is referred to exists."""
    team = written.team
    for group in ("sites", "queues", "shifts", "contracts", "availability"):
        _check_ids(written, group)
    _check_queue_names(written)
    shifts = [shift.id for shift in team.shifts]
    for number, contract in enumerate(team.contracts):
        _check_shifts(written, ("contracts", number, "shifts"), contract.shifts, shifts)
    for number, pattern in enumerate(team.availability):
        for day, value in pattern.days.items():
            if not isinstance(value, str):
                _check_shifts(written, ("availability", number, "days", day), value, shifts)
    if team.tickets.zone is not None:
        try:
            ZoneInfo(team.tickets.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            said = f"is {shown(team.tickets.zone)}; it must be an IANA time zone such as Asia/Jakarta"
            written.fault(("tickets", "zone"), said + nearest_zone(team.tickets.zone))


def _check_ids(written: Written, group: str) -> None:
    first: dict[str, int] = {}
    for number, entry in enumerate(getattr(written.team, group)):
        if entry.id in first:
            other = written.at((group, first[entry.id], "id"))
            written.fault(
                (group, number, "id"), f"is {shown(entry.id)}, which {group} has already at {other}; ids are unique"
            )
        first.setdefault(entry.id, number)


def _check_queue_names(written: Written) -> None:
    """No name means two queues."""
    first: dict[str, tuple[str, Spot]] = {}
    for number, queue in enumerate(written.team.queues):
        names = [
            (queue.id, ("queues", number, "id")),
            *((n, ("queues", number, "names", k)) for k, n in enumerate(queue.names)),
        ]
        for name, spot in names:
            owner, at = first.setdefault(name.strip().casefold(), (queue.id, spot))
            if owner != queue.id:
                written.fault(
                    spot,
                    f"is {shown(name)}, which names the queue {owner} at {written.at(at)}; a name means one queue",
                )


def _check_shifts(written: Written, spot: Spot, given: Iterable[str], known: list[str]) -> None:
    seen: set[str] = set()
    for number, shift in enumerate(given):
        if shift not in known:
            written.fault((*spot, number), f"is {shown(shift)}, which is not a shift{choice(shift, known)}")
        elif shift in seen:
            written.fault((*spot, number), f"is {shown(shift)} a second time; name each shift once")
        seen.add(shift)


def check_not_yet(written: Written) -> None:
    """What a later version will read is refused, not ignored."""
    team = written.team
    if len(team.sites) > 1:
        written.fault(
            ("sites",), f"has {len(team.sites)} entries, but several sites come in a later version; write one"
        )
    if team.labour_pack is not None:
        written.fault(
            ("labour_pack",),
            f"is {shown(team.labour_pack)}, but labour packs are not in this version; write its rules under rules:",
        )
    if team.on_queue_share > 0:
        written.fault(
            ("on_queue_share",),
            f"is {team.on_queue_share:g}, but leads on queue come in a later version; write 0 or leave it out",
        )


def check_targets(written: Written) -> None:
    """Targets that cannot hold together."""
    targets = written.team.targets
    if targets.day_floor > targets.rate_24h:
        if _is_given(written, "day_floor"):
            said = f"is {targets.day_floor:g}, above rate_24h {targets.rate_24h:g}{_place(written, 'rate_24h')}"
            written.fault(("targets", "day_floor"), f"{said}; it must be at most that")
        else:
            said = f"is {targets.rate_24h:g}, below day_floor {targets.day_floor:g}{_place(written, 'day_floor')}"
            written.fault(("targets", "rate_24h"), f"{said}; it must be at least that")
    slowest = max(written.team.queues, key=lambda queue: queue.target_hours)
    if targets.maximum_age_hours < slowest.target_hours:
        written.fault(
            ("targets", "maximum_age_hours"),
            f"is {targets.maximum_age_hours}, below the target_hours {slowest.target_hours} of the queue {slowest.id}; "
            f"it must be at least {slowest.target_hours}",
        )


def _is_given(written: Written, key: str) -> bool:
    return written.source.value(("targets", key)) is not None


def _place(written: Written, key: str) -> str:
    return f" at {written.at(('targets', key))}" if _is_given(written, key) else " (the default)"


def check_handle_minutes(written: Written) -> None:
    """A usual case fits into a shift."""
    longest = max(written.team.shifts, key=lambda shift: shift.end - shift.start)
    for number, queue in enumerate(written.team.queues):
        mean = queue.handle_minutes.mean
        if mean > longest.end - longest.start:
            written.fault(
                ("queues", number, "handle_minutes", "mean"),
                f"is {mean:g}, longer than the longest shift {longest.id} with {longest.end - longest.start} minutes; "
                f"minutes are wanted and this looks like seconds: write {mean / 60:g}",
            )


def check_open_hours(written: Written) -> None:
    """People must be on queue in open hours, so some shift must reach every open minute."""
    team = written.team
    if not team.open_hours.min_on_queue:
        return
    told: set[tuple[int, int, str]] = set()
    for weekday, day in enumerate(WEEKDAYS):
        span = team.open_hours.span(weekday)
        key = day if getattr(team.open_hours, day) is not None else "daily"
        gap = _uncovered(team, span) if span else None
        if span and gap and (*gap, key) not in told:
            told.add((*gap, key))
            written.fault(
                ("open_hours", key),
                f"is {clock_text(span[0])}-{clock_text(span[1])}, but no shift covers {clock_text(gap[0])}-"
                f"{clock_text(gap[1])}, when min_on_queue is {team.open_hours.min_on_queue}; add a shift",
            )


def _uncovered(team: Team, span: tuple[int, int]) -> tuple[int, int] | None:
    """The first stretch of open minutes that no shift of this day or its neighbours covers."""
    spells = sorted((shift.start + day, shift.end + day) for shift in team.shifts for day in (-1440, 0, 1440))
    reached = span[0]
    for start, end in spells:
        if start > reached:
            break
        reached = max(reached, end)
    if reached >= span[1]:
        return None
    following = min((start for start, _ in spells if start > reached), default=span[1])
    return reached, min(following, span[1])
