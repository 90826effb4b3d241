"""The planned weeks as people x days: what the page's grid, the workbook and its sheet to edit all show."""

from __future__ import annotations

from datetime import date
from typing import Literal

from staffing.reports.view.part import Part


class ShownShift(Part):
    """A shift as people know it; `number` is its place in team.yaml, which chooses its colour.

    `times` are by the clock of each site (`22:00-06:00 (next day)`); `night`: three hours of it
    or more lie between 23:00 and 06:00. `label` is the short name in the grid. `paid_minutes` are those of a usual day.
    """

    id: str
    label: str
    times: str
    number: int
    paid_minutes: int
    late: bool
    night: bool
    sites: tuple[str, ...] = ()
    """Where it is worked; empty where there is one site."""


class Day(Part):
    """One day of one person; `shifts` are ids, of which a broken roster may have several a day.

    `kind`: `work`, `off`, `leave` or `out` (not employed). `asked` is what was asked for that day in words
    (`late wanted`), empty where nothing was; `granted` says whether the roster gives it.
    """

    kind: Literal["work", "off", "leave", "out"]
    shifts: tuple[str, ...] = ()
    asked: str = ""
    granted: bool = False
    published: bool = False
    """Whether the day was published before this plan and is kept."""
    holiday: bool = False
    """Whether it is a public holiday at the person's site."""


class Share(Part):
    """A share's mean over simulated weeks and the range that holds 90% of them."""

    mean: float
    p05: float
    p95: float


class Person(Part):
    """One person's row; `name` is what is shown, the id where there is no name. `days` are all planned days."""

    agent_id: str
    name: str
    site: str
    """Empty where there is one site."""
    contract: str
    serves: str
    """The queues served, in words; empty where all serve the same."""
    days: tuple[Day, ...]
    paid_minutes: tuple[int, ...]
    """Of each planned week."""
    due_minutes: tuple[int, ...]
    """What the contract owes in each planned week."""
    nights: int
    weekend_days: int
    late_shifts: int
    asked: int
    granted: int
    utilization: Share
    occupancy: float
    cases: float
    """Expected in the planned weeks."""
    shifts: tuple[str, ...]
    """Ids of the shifts that contract and site allow: the list of the sheet to edit."""


class Week(Part):
    """All planned weeks: `dates` are their days, 7 a week; people stand in the order of sites, then of agents.csv."""

    dates: tuple[date, ...]
    weekend: tuple[bool, ...]
    holidays: tuple[str, ...]
    """By day the public holidays, `Idul Fitri (jakarta)` where several sites; empty where none."""
    shifts: tuple[ShownShift, ...]
    people: tuple[Person, ...]
    at_work: tuple[int, ...]
    """People at work on each day."""
    band: tuple[float, float]
    """The utilization wanted of the team."""
