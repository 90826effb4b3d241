"""The utilization band against what any headcount of whole people gives."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from staffing.explain.finding import Finding, percent, percent_above, percent_below
from staffing.explain.reach import on_queue_at_most, possible, reachable, rule_of
from staffing.problem import Flags, Integers, Problem
from staffing.rules import Rule
from staffing.rules.team.occupancy_cap import OccupancyCap
from staffing.rules.team.utilization_band import UtilizationBand

EPSILON = 1e-9


def band_against_occupancy(problem: Problem, rules: Sequence[Rule]) -> Iterator[Finding]:
    """A utilization that the occupancy cap, shrinkage and speed leave out of reach on every shift."""
    band, limit = rule_of(rules, UtilizationBand), rule_of(rules, OccupancyCap)
    least, cap = 0.0 if band is None else band.min, 1.0 if limit is None else limit.share
    best, speed = on_queue_at_most(problem), int(problem.speed.max(initial=0))
    if least > cap * best + EPSILON:
        fast = "" if speed == 100 else f" (at the highest speed, {speed}%)"
        yield Finding(
            "band",
            f"targets.utilization.min is {least:.0%}, but with occupancy at most {cap:.0%} and {best:.0%} of paid time "
            f"on queue{fast} utilization can be {cap * best:.0%} at most; lower it, or raise occupancy_max",
        )


@dataclass(frozen=True)
class Staff:
    """The team by paid minutes of the plan, and what one person more or fewer on its commonest contract changes."""

    people: int
    least: float
    """Minutes that are guaranteed, as far as the shifts open to people can give them."""
    most: float
    """Minutes that can be given within days and minutes due and overtime."""
    least_each: float
    most_each: float
    on_queue: float
    """Minutes of handling that a paid minute brings, on average over such people and the shifts open to them."""
    base: float
    """Minutes of handling from shifts begun before the plan."""

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """The staff of a problem; people who can be given nothing are not counted."""
        open_, weeks = possible(problem), range(problem.weeks)
        most = np.array([[reachable(problem, open_, agent, week) for week in weeks] for agent in range(problem.agents)])
        least = np.minimum(problem.minutes_guaranteed, most).sum(axis=1)
        there = np.flatnonzero(most.sum(axis=1))
        contracts = [_contract(problem, int(agent)) for agent in there]
        common = Counter(contracts).most_common(1)[0][0] if contracts else None
        alike = there[[contract == common for contract in contracts]] if contracts else there
        total = most.sum(axis=1)
        return cls(
            people=len(there),
            least=float(least[there].sum()),
            most=float(total[there].sum()),
            least_each=float(least[alike].mean()) if len(alike) else 0.0,
            most_each=float(total[alike].mean()) if len(alike) else 0.0,
            on_queue=_on_queue(problem, np.asarray(open_[alike].any(axis=0)), problem.speed[alike]),
            base=float(problem.demand.base_total[: problem.demand.intervals].sum()),
        )

    def paid(self, people: int) -> tuple[float, float]:
        """Least and most paid minutes of so many people."""
        more = people - self.people
        return self.least + more * self.least_each, self.most + more * self.most_each

    def occupancy(self, work: float, paid: float) -> float:
        """Occupancy at so much work and paid minutes; infinite where nobody is on queue."""
        there = paid * self.on_queue + self.base
        return work / there if there else math.inf

    def fitting(self, least: float, most: float) -> tuple[int, float]:
        """Fewest and most people whose paid minutes can lie between two amounts; crossed where there are none."""
        fewest = self.people + math.ceil((least - self.most) / self.most_each - EPSILON)
        if not self.least_each or most == math.inf:
            return max(fewest, 1), math.inf
        return max(fewest, 1), self.people + math.floor((most - self.least) / self.least_each + EPSILON)


def _contract(problem: Problem, agent: int) -> tuple[int, int, tuple[bool, ...]]:
    """What tells contracts apart: days a week, minutes a day, shifts."""
    a_day = problem.minutes_due[agent].sum() / max(1, problem.days_due[agent].sum())
    return int(problem.contract_days[agent]), round(a_day), tuple(problem.contract_allows[agent].tolist())


def _on_queue(problem: Problem, open_: Flags, speeds: Integers) -> float:
    added = problem.demand.capacity[:, :, : problem.demand.intervals].sum(axis=2)[open_].sum()
    share = float(speeds.mean()) / 100 if len(speeds) else 1.0
    return share * float(added / max(1, problem.paid_minutes[problem.history_days :][open_].sum()))


def band_without_headcount(problem: Problem, rules: Sequence[Rule]) -> Iterator[Finding]:
    """A band that no whole number of people meets, or that another number than today's would meet.

    Headcounts other than today's differ from it by people on the commonest contract, with its mean leave.
    """
    band, work = rule_of(rules, UtilizationBand), float(problem.demand.work.sum())
    staff = Staff.of(problem)
    if band is None or not work or not staff.most_each or band.max <= 0:
        return
    least, most = work / band.max, work / band.min if band.min else math.inf
    fewest, limit = staff.fitting(least, most)
    if fewest > limit:
        yield Finding("headcount", _no_headcount(staff, band, work, fewest, problem.weeks))
    elif not fewest <= staff.people <= limit:
        cap = rule_of(rules, OccupancyCap)
        yield Finding(
            "headcount", _other_headcount(staff, band, work, (fewest, limit), 1.0 if cap is None else cap.share)
        )


def _no_headcount(staff: Staff, band: UtilizationBand, work: float, above: int, weeks: int) -> str:
    below = above - 1
    paid = staff.paid(below)[1]
    few, many = work / paid if below and paid > 0 else math.inf, work / staff.paid(above)[0]
    figures, ways = [], [f"a band from {percent_below(many)} would hold {above}"]
    if few < math.inf:
        figures.append(_figure(staff, work, below, "at least "))
        ways.append(f"one up to {percent_above(few)} would hold {below}")
        need = work / band.max - paid, work / band.min - paid
        ways.append(f"{below} with a part-timer of {_about(need, weeks)} h a week would be in it as it is")
    figures.append(_figure(staff, work, above, "at most "))
    if staff.people not in (below, above):
        side = "at most " if staff.people > above else "at least "
        figures.append(f"the {_figure(staff, work, staff.people, side)}")
    return f"no whole headcount gives {_band(band)}: {', '.join(figures)}. {_list(ways)}"


def _other_headcount(staff: Staff, band: UtilizationBand, work: float, fitting: tuple[int, float], cap: float) -> str:
    fewest, limit = fitting
    too_many = staff.people > limit
    nearest = int(limit) if too_many else fewest
    change = abs(staff.people - nearest)
    busy = staff.occupancy(work, staff.paid(nearest)[1])
    strain = f" with an occupancy of {busy:.0%}, above {cap:.0%}" if busy > cap else ""
    held = f"{fewest}" if fewest == limit else f"{fewest} or more" if limit == math.inf else f"{fewest} to {limit:.0f}"
    agents = "agent" if fewest == limit == 1 else "agents"
    people = f"{change} {'person' if change == 1 else 'people'}"
    paid = staff.paid(staff.people)
    if too_many:
        there, side = _figure(staff, work, staff.people, "at most "), "below"
        people, edge = f"{people} fewer", f"from {percent_below(work / paid[0])}"
    else:
        there, side = _figure(staff, work, staff.people, "at least "), "above"
        people, edge = f"{people} more", f"up to {percent_above(work / paid[1])}"
    # a band that only an overloaded team could be held by is no way out
    possible = too_many or (work <= paid[1] and staff.occupancy(work, paid[1]) <= 1)
    way = f". A band {edge} would hold the team there is" if possible else ""
    return (
        f"the {there}, {side} the band of {percent(band.min)} to {percent(band.max)}; {held} {agents} would keep it, "
        f"{people}{strain}{way}"
    )


def _figure(staff: Staff, work: float, people: int, side: str) -> str:
    """So many agents with their utilization and occupancy; where hours are not fixed, the nearer end of the range."""
    least, most = staff.paid(people)
    paid = least if side == "at most " else most
    occupancy = staff.occupancy(work, paid)
    side = "" if least == most else side
    said = f"{people} {'agents give' if people > 1 else 'agent gives'} {side}{percent(work / paid)} utilization"
    return f"{said} (occupancy {occupancy:.0%})" if occupancy < math.inf else said


def _about(need: tuple[float, float], weeks: int) -> str:
    """Hours a week in the middle of a range of minutes, whole where whole hours still lie in it."""
    low, high = (minutes / 60 / weeks for minutes in need)
    middle = (low + high) / 2
    return f"about {middle:.0f}" if low <= round(middle) <= high else f"about {middle:.1f}"


def _band(band: UtilizationBand) -> str:
    return f"utilization between {percent(band.min)} and {percent(band.max)}"


def _list(ways: Sequence[str]) -> str:
    said = ", ".join(ways[:-1]) + (", and " if len(ways) > 1 else "") + ways[-1]
    return said[0].upper() + said[1:]
