"""Figures of people from the ticket log, each with its interval, and a difference only where chance does not make it.

There is no share on time: how long a case waits before somebody takes it is the desk's doing, not that of who takes it.
People stand in the order of the roster, never in that of a figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd

from staffing.plan import Outlook
from staffing.reports.people import by_site, planned_agents, shown_name
from staffing.reports.plain_text import counted, percent
from staffing.service.compared import (
    LEAST_CASES,
    Compared,
    Floats,
    Ints,
    Mix,
    compared_mean,
    compared_share,
    compared_speed,
    each_level,
    mix_of,
)

TITLE = "People, from the log"
WEEKS = 4
NOT_SEEN = "no difference seen"
TOO_FEW = "too few to tell"
SPEED = "Speed: the minutes that others take for the same mix of queues, over the person's own; above 1 is faster."
ORDER = (
    "People stand in the order of the roster. Cases on time are no figure of a person: how long a case waits before "
    "it is taken is not the doing of who takes it."
)
_COMPARE = {"speed": compared_speed, "reopened": compared_share, "satisfaction": compared_mean}
_WORDS = {
    "speed": {1: "faster than the mix", -1: "slower than the mix"},
    "reopened": {1: "reopened more often", -1: "reopened less often"},
    "satisfaction": {1: "rated higher", -1: "rated lower"},
}
_THINGS = {"speed": "case", "reopened": "case", "satisfaction": "score"}


@dataclass(frozen=True)
class Figure:
    """One figure of a person with its 95% interval; `side` of colleagues' on the same mix: 1 above, -1 below, 0 none.

    With fewer than `LEAST_CASES` `cases` the figure is None, and so are its ends.
    """

    cases: int
    value: float | None
    low: float | None
    high: float | None
    side: int


@dataclass(frozen=True)
class Measured:
    """One person's figures by name, as far as the log has them: `speed`, `reopened`, `satisfaction`."""

    agent: int
    resolved: int
    figures: dict[str, Figure]

    @property
    def words(self) -> str:
        """The person beside the others."""
        told = [figure for figure in self.figures.values() if figure.value is not None]
        apart = [_WORDS[name][figure.side] for name, figure in self.figures.items() if figure.side]
        return ", ".join(apart) or (NOT_SEEN if told else TOO_FEW)


def measured(outlook: Outlook) -> tuple[Measured, ...]:
    """The people of the roster, in its order; none where the log does not say who resolved a case."""
    recent = _recent(outlook)
    if recent.empty:
        return ()
    names = list(outlook.problem.agent_names)
    every, person = [*names, *sorted(set(recent["agent_id"]) - set(names))], recent["agent_id"]
    place = {name: number for number, name in enumerate(every)}
    resolved = person.map(place).to_numpy(dtype=np.int64)
    mixes = _mixes(outlook, recent, resolved, len(every))
    shown = [agent for _, members in by_site(outlook) for agent in members]
    comparisons = sum(int((mix.cases[shown] >= LEAST_CASES).sum()) for mix in mixes.values())
    found = {name: _COMPARE[name](mix, each_level(comparisons)) for name, mix in mixes.items()}
    count = np.bincount(resolved, minlength=len(every))
    return tuple(
        Measured(agent, int(count[agent]), {name: _figure(one, agent) for name, one in found.items()})
        for agent in shown
    )


def measured_record(outlook: Outlook) -> list[dict[str, Any]]:
    """The same as plain data; a figure of too few cases is null."""
    return [
        {
            "agent": outlook.problem.agent_names[one.agent],
            "resolved": one.resolved,
            **{name: _record(name, figure) for name, figure in one.figures.items()},
            "beside_the_others": one.words,
        }
        for one in measured(outlook)
    ]


def measured_columns(people: Sequence[Measured]) -> tuple[str, ...]:
    """The head of the table: the figures that the log has."""
    return ("person", "cases resolved", *people[0].figures, "beside the others")


def measured_rows(outlook: Outlook, people: Sequence[Measured]) -> list[tuple[str, ...]]:
    """One row per person."""
    agents = planned_agents(outlook)
    return [
        (
            shown_name(agents[one.agent]),
            str(one.resolved),
            *(_cell(name, figure) for name, figure in one.figures.items()),
            one.words,
        )
        for one in people
    ]


def measured_sentences(outlook: Outlook, people: Sequence[Measured]) -> tuple[str, ...]:
    """What the figures are, and what they are not."""
    comparisons = sum(figure.value is not None for one in people for figure in one.figures.values())
    since = f"{outlook.workspace.known_until:%a %d %b %H:%M}"
    return (
        f"Cases resolved in the {WEEKS} weeks before {since}, counted for the person whom the log names.",
        *((SPEED,) if "speed" in people[0].figures else ()),
        (
            f"Each figure has its 95% interval. With fewer than {LEAST_CASES} cases nothing is told, and a difference "
            f"to the others only where chance makes one in at most one of twenty such tables, its {comparisons} "
            "comparisons taken together."
        ),
        ORDER,
    )


def unmeasured(outlook: Outlook) -> str:
    """Why there are no figures of people from the log; empty where there are."""
    if not _recent(outlook).empty:
        return ""
    frame = outlook.workspace.tickets.frame
    if not frame["resolved_at"].notna().any():
        return "The ticket log has no resolution times, so it holds no figures of people."
    if not _named(frame).any():
        return "The ticket log does not say who resolved a case (agent_id), so it holds no figures of people."
    return f"The ticket log names nobody of the roster in its last {WEEKS} weeks, so it holds no figures of people."


def _recent(outlook: Outlook) -> pd.DataFrame:
    """Cases resolved lately by somebody named; none where nobody of the roster is among them."""
    frame, now = outlook.workspace.tickets.frame, pd.Timestamp(outlook.workspace.known_until)
    resolved = frame["resolved_at"]
    found = frame[(resolved >= now - timedelta(weeks=WEEKS)) & (resolved <= now) & _named(frame)]
    return found if found["agent_id"].isin(outlook.problem.agent_names).any() else found.iloc[:0]


def _named(frame: pd.DataFrame) -> pd.Series[bool]:
    return frame["agent_id"].fillna("") != ""


def _mixes(outlook: Outlook, recent: pd.DataFrame, person: Ints, people: int) -> dict[str, Mix]:
    """The mix of each figure that the log has; reopening is unknown where no case of the whole log was reopened."""
    codes, queues = pd.factorize(recent["queue"])
    numbers: dict[str, Floats] = {}
    minutes = recent["handle_minutes"].to_numpy(dtype=np.float64)
    numbers["speed"] = np.where(minutes > 0, minutes, np.nan)
    if outlook.workspace.tickets.frame["reopened_at"].notna().any():
        numbers["reopened"] = np.asarray(recent["reopened_at"].notna(), dtype=np.float64)
    numbers["satisfaction"] = recent["csat"].to_numpy(dtype=np.float64)
    return {
        name: mix_of(person, codes.astype(np.int64), number, people, len(queues))
        for name, number in numbers.items()
        if bool(np.isfinite(number).any())
    }


def _figure(found: Compared, agent: int) -> Figure:
    cases = int(found.cases[agent])
    if cases < LEAST_CASES:
        return Figure(cases, None, None, None, 0)
    value, low, high = (float(part[agent]) for part in (found.value, found.low, found.high))
    return Figure(cases, value, low, high, int(found.side[agent]))


def _record(name: str, figure: Figure) -> dict[str, Any]:
    told = asdict(figure)
    side = told.pop("side")
    return {**told, "beside_the_others": _said(name, figure.value, side)}


def _said(name: str, value: float | None, side: int) -> str:
    return TOO_FEW if value is None else _WORDS[name].get(side, NOT_SEEN)


def _cell(name: str, figure: Figure) -> str:
    if figure.value is None or figure.low is None or figure.high is None:
        return f"{TOO_FEW} ({counted(figure.cases, _THINGS[name])})"
    if name == "reopened":
        return f"{percent(figure.value)} ({100 * figure.low:.1f} to {percent(figure.high)})"
    return f"{figure.value:.2f} ({figure.low:.2f} to {figure.high:.2f})"
