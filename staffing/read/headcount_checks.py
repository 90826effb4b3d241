"""Hard rules that want more people at once than there are, or than other rules allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from staffing.documents.base import WEEKDAYS
from staffing.documents.people import Agent
from staffing.documents.sites import Site
from staffing.documents.team import Team
from staffing.read.shift_checks import Placed
from staffing.read.team_checks import Written
from staffing.read.week_facts import known_as
from staffing.read.yaml_source import Spot

_OF_PEOPLE = ("people_used", "people_per_day", "people_per_shift", "people_with_skill")


class _Need(NamedTuple):
    """People whom the shifts of a day want together, and the rules that want them."""

    people: int
    rules: tuple[Placed, ...]


def check_enough_people(written: Written, rules: Iterable[Placed], agents: Iterable[Agent]) -> None:
    """There are as many people as hard rules want at once, and no other rule forbids so many."""
    everybody, left = list(agents), []
    for spot, rule in rules:
        if not rule.hard or rule.rule not in _OF_PEOPLE:
            continue
        there, what = _people_for(written.team, rule, everybody)
        if rule.min is not None and rule.min > there:
            said = f"is {rule.min}, but only {there} of the people in agents.csv {what}; write at most {there}"
            written.fault((*spot, "min"), said)
        else:
            left.append((spot, rule))
    _check_days(written, [each for each in left if each[1].rule.startswith("people_per_")], everybody)


def _people_for(team: Team, rule: Any, agents: list[Agent]) -> tuple[int, str]:
    """How many people can work what a rule counts: the fewest of its shifts and sites."""
    if rule.rule not in ("people_per_shift", "people_with_skill"):
        return len(agents), "can be rostered"
    queues, queue = tuple(one.id for one in team.queues), getattr(rule, "queue", "")
    contracts = {contract.id: contract.shifts for contract in team.contracts}
    able = [agent for agent in agents if not queue or queue in agent.proficiency(queues)]
    counts = {
        (shift.id, site.id): sum(
            shift.id in contracts[agent.contract] and team.site_of(agent.site) is site for agent in able
        )
        for site in team.sites
        for shift in team.shifts_at(site)
        if not rule.shifts or shift.id in rule.shifts
    }
    (shift, site), fewest = min(counts.items(), key=lambda item: item[1], default=(("", ""), len(able)))
    where = f" at {site}" if len(team.sites) > 1 else ""
    return fewest, f"can work {shift}{where}" + (f" and serve {queue}" if queue else "")


def _check_days(written: Written, rules: Sequence[Placed], agents: list[Agent]) -> None:
    """On each weekday; nobody works two shifts a day, so that each shift wants people of its own."""
    team, told = written.team, set[Spot]()
    for weekday, day in enumerate(WEEKDAYS):
        on_day = [(spot, rule) for spot, rule in rules if not rule.weekdays or day in rule.weekdays]
        needs = []
        for site in team.sites:
            here = sum(team.site_of(agent.site) is site for agent in agents)
            hours = team.open_hours if site.open_hours is None else site.open_hours
            need = _need(team, site, on_day)
            if not (here and need.people) or hours.span(weekday) is None:  # else nobody is needed
                continue
            needs.append(need)
            spot = need.rules[-1][0]
            if need.people > here and spot not in told:
                told.add(spot)
                where = f" at {site.id}" if len(team.sites) > 1 else ""
                said = f"only {here} of the people in agents.csv can be rostered{where}, and nobody works two shifts"
                written.fault((*spot, "min"), f"{_wanted(written, need, day)}{where}, but {said}; want fewer")
        if all(spot not in told for need in needs for spot, _ in need.rules):
            _check_most(written, [each for each in on_day if each[1].rule == "people_per_day"], needs, day, told)


def _need(team: Team, site: Site, on_day: Iterable[Placed]) -> _Need:
    """What `people_per_shift` wants at a site: of each shift the most that any of the rules wants."""
    wanted: dict[str, int] = {}
    by: dict[str, Placed] = {}
    for spot, rule in on_day:
        for shift in team.shifts_at(site) if rule.rule == "people_per_shift" else ():
            if (not rule.shifts or shift.id in rule.shifts) and (rule.min or 0) > wanted.get(shift.id, 0):
                wanted[shift.id], by[shift.id] = rule.min, (spot, rule)
    rules = {spot: (spot, rule) for spot, rule in by.values()}
    return _Need(sum(wanted.values()), tuple(sorted(rules.values(), key=lambda placed: int(placed[0][-1]))))


def _day(rules: Iterable[Placed], day: str) -> str:
    """The weekday, where a rule is of some of them only."""
    return day.capitalize() if any(rule.weekdays for _, rule in rules) else "day"


def _wanted(written: Written, need: _Need, day: str) -> str:
    *others, (_, rule) = need.rules
    beside = ", ".join(f"{known_as(other)} at {written.at(spot)}" for spot, other in others)
    together = f" together with {beside}" if beside else ""
    return f"is {rule.min}, which{together} wants {need.people} people on a {_day(need.rules, day)}"


def _check_most(written: Written, limits: Iterable[Placed], needs: Sequence[_Need], day: str, told: set[Spot]) -> None:
    """No rule allows fewer people on a day than its shifts want."""
    wanted, rules = sum(need.people for need in needs), {rule[0]: rule for need in needs for rule in need.rules}
    for spot, rule in limits:
        if rule.max is not None and rule.max < wanted and spot not in told:
            told.add(spot)
            by = ", ".join(f"{known_as(other)} at {written.at(at)}" for at, other in rules.values())
            when = _day([(spot, rule), *rules.values()], day)
            said = f"is {rule.max}, but {by} wants {wanted} people on a {when}, as nobody works two shifts"
            written.fault((*spot, "max"), f"{said}; allow that many, or want fewer")
