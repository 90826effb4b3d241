"""A page of every kind of block, with names that try to be markup."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from staffing.reports.view.page import (
    Block,
    Chart,
    Figure,
    Items,
    Page,
    Picture,
    Roster,
    Section,
    Series,
    Table,
    Text,
    Verdict,
)
from staffing.reports.view.week import Day, Person, Share, ShownShift, Week

SCRIPT = "<script>alert(1)</script>"
NASTY = (
    SCRIPT,
    '"><img src=x onerror=alert(2)>',
    "javascript:alert(3)",
    "</style></title></svg><iframe src=//evil.example>",
    "{{ 7 * 7 }}{% include 'page.html' %}",
    "' onmouseover='alert(4)",
    "&lt;b&gt; ]]> <!-- --> \x1b[31m\x00\u202eevil",
    "=cmd|' /C calc'!A0",
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 30">'
    '<script>alert(5)</script><path d="M4 26L40 9 90 4"/></svg>'
)
MONDAY = date(2026, 3, 2)
_SPANS = {"early": (6, 15), "day": (10, 19), "late": (14, 23), "night": (22, 31), "short_evening": (16, 22)}
_NAMES = ("Adi Nugroho", "Siti Rahmawati Putri", "Ana", "Mei-Ling Chou", "Budi", "Chukwuemeka Okonkwo")


def sample_page(people: int = 6, weeks: int = 1, nasty: bool = False) -> Page:
    """A page of so many people; `nasty` puts markup wherever people may have written something."""
    names = [NASTY[at % len(NASTY)] if nasty else name for at, name in enumerate(_names(people))]
    evil = NASTY[3] if nasty else ""
    return Page(
        title=f"Seller escalations {evil}: 2026-03-02 to 2026-03-08",
        verdict=_verdict(evil),
        sections=(
            Section(title=f"Roster {evil}", blocks=(Roster(week=sample_week(names, weeks, evil)),)),
            Section(title="Volume against capacity", blocks=(work_chart(weeks, evil), backlog_chart(weeks, evil))),
            Section(title="Requests and rules", blocks=_sentences(names, evil)),
            Section(title="Against the last published week", blocks=(_comparison(evil),)),
            Section(title="Utilization per person", blocks=(_people(names, evil),), detail=True),
            Section(
                title="Forecast",
                blocks=(Picture(file="forecast.svg", svg=SVG, words=f"It grows. {evil}"),),
                detail=True,
            ),
        ),
        note=f"Made by staffing 0.1.0 from agents.csv and tickets.csv, as of 2026-02-27T18:00+07:00. {evil}",
    )


def sample_week(names: list[str], weeks: int = 1, evil: str = "") -> Week:
    """People of two sites from the seventh on, with every kind of day and request."""
    dates = tuple(MONDAY + timedelta(days=day) for day in range(7 * weeks))
    shifts = tuple(_shift(at, name, evil) for at, name in enumerate(_SPANS))
    return Week(
        dates=dates,
        weekend=tuple(day.weekday() > 4 for day in dates),
        holidays=tuple(f"Nyepi {evil}" if day == date(2026, 3, 5) else "" for day in dates),
        shifts=shifts,
        people=tuple(_person(at, name, len(names), weeks) for at, name in enumerate(names)),
        at_work=tuple((5 * len(names) - day) // 7 for day in range(7 * weeks)),
        band=(0.5, 0.75),
    )


def _names(people: int) -> list[str]:
    return [_NAMES[at] if at < len(_NAMES) else f"{_NAMES[at % len(_NAMES)].split()[0]} {at}" for at in range(people)]


def _verdict(evil: str) -> Verdict:
    return Verdict(
        mark="Promise met",
        sentence="24 h resolution: 98.3% of cases on time on average; at least 90% of them in 97.1% of weeks (no less "
        f"than 95.8%, simulated), promised in 90%: met{evil}.",
        range="Nine weeks in ten lie between 91.2% and 100.0%.",
        met=True,
        figures=(
            Figure(
                name="promise",
                reached="97.1% of weeks (no less than 95.8%)",
                wanted="90% on time in 90% of weeks",
                met=True,
            ),
            Figure(name="worst day", reached=f"84.2% (Sat 7 Mar){evil}", wanted="at least 80%", met=True),
            Figure(name="oldest open case", reached="78.4 h", wanted="at most 72 h", met=False),
            Figure(name="cost", reached="1,234,000 IDR", wanted="", met=None),
        ),
    )


def _shift(number: int, name: str, evil: str) -> ShownShift:
    start, end = _SPANS[name]
    times = f"{start:02d}:00-{end % 24:02d}:00{' (next day)' if end > 24 else ''}"
    label = name if len(name) < 8 else "S"
    return ShownShift(
        id=name,
        label=f"{label}{evil[:8]}" if number == 1 else label,
        times=times,
        number=number if number < 4 else 12,
        paid_minutes=480,
        late=name == "late",
        night=name == "night",
    )


def _person(at: int, name: str, people: int, weeks: int) -> Person:
    days = tuple(_day(at, day) for day in range(7 * weeks))
    mean = 0.42 + 0.07 * (at % 6)
    worked = [sum(day.kind == "work" for day in days[first : first + 7]) for first in range(0, len(days), 7)]
    return Person(
        agent_id=f"a{at:03d}",
        name=name,
        site="" if people < 7 else "jakarta" if at < people // 2 else "toronto",
        contract="full_time",
        serves="",
        days=days,
        paid_minutes=tuple(480 * count for count in worked),
        due_minutes=(2400,) * weeks,
        nights=sum(day.shifts == ("night",) for day in days),
        weekend_days=sum(day.kind == "work" and place % 7 > 4 for place, day in enumerate(days)),
        late_shifts=sum(day.shifts == ("late",) for day in days),
        asked=sum(bool(day.asked) for day in days),
        granted=sum(day.granted for day in days),
        utilization=Share(mean=mean, p05=mean - 0.2, p95=mean + 0.18),
        occupancy=mean,
        cases=31.5,
        shifts=tuple(_SPANS),
    )


def _day(at: int, day: int) -> Day:
    if at == 3 and day < 3:
        return Day(kind="leave", asked="off wanted" if day == 1 else "", granted=day == 1)
    if at == 4 and day > 4:
        return Day(kind="out")
    if (at + day) % 7 in (2, 3):
        return Day(kind="off", asked="late wanted" if at % 3 == 1 else "", published=day == 0)
    names = tuple(_SPANS)
    shifts = (names[(at + day // 3) % len(names)],) if (at, day) != (0, 1) else ("early", "late")
    asked = "early wanted" if at % 3 == 0 and day == 4 else ""
    return Day(kind="work", shifts=shifts, asked=asked, granted=at % 2 == 0, published=day == 0)


def hours(weeks: int = 1, zone: str = "Asia/Jakarta") -> tuple[datetime, ...]:
    """The local starts of all hours from Monday, each with its own offset."""
    first = datetime.combine(MONDAY, datetime.min.time(), ZoneInfo(zone)).astimezone(UTC)
    return tuple((first + timedelta(hours=at)).astimezone(ZoneInfo(zone)) for at in range(168 * weeks))


def work_chart(weeks: int = 1, evil: str = "") -> Chart:
    """Work as an area with its band below the capacity's steps."""
    starts = hours(weeks)
    work = [2.2 + 1.8 * math.sin((start.hour - 8) * math.pi / 12) + 0.4 * (start.weekday() == 0) for start in starts]
    return Chart(
        title=f"Work that arrives and capacity, by hour{evil}",
        unit=f"hours of work an hour{evil}",
        starts=starts,
        until=starts[-1] + timedelta(hours=1),
        series=(
            _banded("work that arrives", "work", "area", work, 0.8),
            Series(
                name="capacity",
                role="capacity",
                shape="step",
                values=tuple(2.0 * (6 <= s.hour < 23) + 3.0 * (10 <= s.hour < 19) for s in starts),
            ),
        ),
        words=f"Capacity is above the work by day and below it at night.{evil}",
    )


def backlog_chart(weeks: int = 1, evil: str = "") -> Chart:
    """The backlog with its band, that of another roster, and late cases."""
    starts = hours(weeks)
    backlog = [12 + 9 * math.cos((start.hour - 5) * math.pi / 12) + start.weekday() for start in starts]
    return Chart(
        title="Backlog",
        unit="open cases",
        starts=starts,
        until=starts[-1] + timedelta(hours=1),
        series=(
            _banded("backlog, ours", "backlog", "line", backlog, 6.0),
            Series(
                name="backlog of the last published week",
                role="backlog",
                shape="line",
                values=tuple(1.2 * b for b in backlog),
            ),
            Series(
                name=f"late cases{evil}",
                role="late",
                shape="line",
                values=tuple(None if 20 < at < 40 else b / 9 for at, b in enumerate(backlog)),
            ),
        ),
        words="The backlog is highest in the early morning.",
    )


def _banded(name: str, role: str, shape: str, values: list[float], half: float) -> Series:
    return Series.model_validate(
        {
            "name": name,
            "role": role,
            "shape": shape,
            "values": values,
            "low": [max(0.0, value - half) for value in values],
            "high": [value + half for value in values],
            "band": f"90% of weeks, {name}",
        }
    )


def _sentences(names: list[str], evil: str) -> tuple[Block, ...]:
    refused = f"{names[0]} wanted off on Thu 5 Mar: refused, because granting it costs 12 points{evil}."
    return (
        Text(sentences=(f"Two requests of 14 are refused. {evil}",)),
        Text(sentences=(refused, refused), style="list"),
        Text(sentences=(f"Prices are what the search paid, not money.{evil}",), style="note"),
        Text(sentences=("No hard rule is broken.",), style="strong"),
        Items(items=((f"Fair weekends{evil}", (f"{names[1]}: two weekend days, 20 points", "Ana: one")), ("Rest", ()))),
    )


def _comparison(evil: str) -> Table:
    return Table(
        caption=f"Ours and the last published week on the same random weeks{evil}",
        columns=("figure", "this roster", "last published week", "difference", "verdict"),
        rows=(
            ("mean rate on time", "98.3%", "93.1%", "+5.2 points", f"better{evil}"),
            ("weeks that keep the promise", "97.1% (95.8% to 98.0%)", "71.3%", "+25.8 points", "better"),
            ("paid hours", "240", "1,240", "-1,000", "too few to tell"),
        ),
    )


def _people(names: list[str], evil: str) -> Table:
    rows = tuple(
        (name, "40", f"{50 + at % 9}.0%", "41.2% to 77.0%", "2026-03-02", f"listings{evil}")
        for at, name in enumerate(names)
    )
    return Table(columns=("person", "paid hours", "utilization", "90% of weeks", "since", "serves"), rows=rows)
