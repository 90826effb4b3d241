"""The planned weeks as plain data: what the page's grid, the workbook and its sheet to edit are made from."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from staffing.build.places import Place
from staffing.plan import Plan
from staffing.problem import OFF, Wish
from staffing.reports.people import by_site, planned_agents, shown_name
from staffing.reports.plain_text import plain
from staffing.reports.refusals import refused_wishes
from staffing.reports.skills import served_text, skills_differ
from staffing.reports.view.week import Day, Person, Share, ShownShift, Week
from staffing.reports.week_grid import clock_span, day_kind, labels, paid_between
from staffing.reports.when import date_of

WIDEST_LABEL = 9


def week_of(plan: Plan) -> Week:
    """All planned weeks; people by site, then in the order of agents.csv."""
    axis, band = plan.outlook.axis, plan.outlook.workspace.team.targets.utilization
    shown = shown_shifts(plan)
    refused = set(refused_wishes(plan))
    dates = axis.dates[axis.history :]
    return Week(
        dates=dates,
        weekend=tuple(bool(flag) for flag in plan.outlook.problem.weekend[axis.history :]),
        holidays=tuple(", ".join(_holidays(plan, day)) for day in range(len(dates))),
        shifts=shown,
        people=tuple(
            _person(plan, agent, site, shown, refused) for site, members in by_site(plan.outlook) for agent in members
        ),
        at_work=tuple(int(count) for count in plan.roster.work.any(axis=2).sum(axis=0)),
        band=(band.min, band.max),
    )


def shown_shifts(plan: Plan) -> tuple[ShownShift, ...]:
    """The team's shifts, in its order."""
    places, shifts = plan.outlook.places, plan.outlook.workspace.team.shifts
    several = len(places.every) > 1
    return tuple(
        ShownShift(
            id=shift.id,
            label=label,
            times=clock_span(shift.start, shift.end),
            number=number,
            paid_minutes=shift.paid_minutes,
            late=shift.late,
            night=shift.is_night,
            sites=tuple(places.every[at.place].site.id for at in places.shifts if several and at.template == number),
        )
        for number, (label, shift) in enumerate(
            zip(labels([shift.id for shift in shifts], WIDEST_LABEL), shifts, strict=True)
        )
    )


def _person(plan: Plan, agent: int, site: str, shown: tuple[ShownShift, ...], refused: set[Wish]) -> Person:
    outlook, problem, service = plan.outlook, plan.outlook.problem, plan.service.agents[agent]
    who = planned_agents(outlook)[agent]
    work = plan.roster.work[agent]
    night = np.array([shown[template].night for template in problem.shift_template], dtype=bool)
    asked = problem.wishes_of[agent]
    allowed = problem.shift_template[problem.contract_allows[agent]]
    return Person(
        agent_id=who.agent_id,
        name=shown_name(who),
        site=site,
        contract=who.contract,
        serves=served_text(outlook, agent) if skills_differ(outlook) else "",
        days=tuple(_day(plan, agent, day, refused) for day in range(problem.days)),
        paid_minutes=tuple(paid_between(plan, agent, range(first, first + 7)) for first in range(0, problem.days, 7)),
        due_minutes=tuple(int(minutes) for minutes in problem.minutes_due[agent]),
        nights=int(work[:, night].sum()),
        weekend_days=int(work[problem.weekend[problem.history_days :]].any(axis=1).sum()),
        late_shifts=int(work[:, problem.late].sum()),
        asked=len(asked),
        granted=sum(wish not in refused for wish in asked),
        utilization=Share(mean=service.utilization.mean, p05=service.utilization.p05, p95=service.utilization.p95),
        occupancy=service.occupancy,
        cases=service.cases,
        shifts=tuple(shown[template].id for template in sorted(set(allowed.tolist()))),
    )


def _day(plan: Plan, agent: int, day: int, refused: set[Wish]) -> Day:
    problem, shifts = plan.outlook.problem, plan.outlook.workspace.team.shifts
    wishes = [wish for wish in problem.wishes_of[agent] if wish.day == problem.history_days + day]
    worked = np.flatnonzero(plan.roster.work[agent, day]).tolist()
    pinned = int(problem.pins[agent, day])
    place = plan.outlook.places.every[problem.agent_site[agent]]
    return Day(
        kind=day_kind(plan, agent, day),
        shifts=tuple(shifts[problem.shift_template[shift]].id for shift in worked),
        asked=", ".join(_asked(plan, wish) for wish in wishes),
        granted=bool(wishes) and not refused.intersection(wishes),
        published=pinned != OFF and pinned in worked,
        holiday=date_of(plan.outlook, day) in place.holidays,
    )


def _asked(plan: Plan, wish: Wish) -> str:
    """What was asked for in words: `late wanted`."""
    if wish.shift == OFF:
        return "day off wanted"
    template = plan.outlook.problem.shift_template[wish.shift]
    return f"{plan.outlook.workspace.team.shifts[template].id} {'not wanted' if wish.avoid else 'wanted'}"


def _holidays(plan: Plan, day: int) -> Iterator[str]:
    """The public holidays of a planned day, by name; sites that call it the same stand together."""
    places = plan.outlook.places.every
    date = date_of(plan.outlook, day)
    sites: dict[str, list[Place]] = {}
    for place in places:
        if date in place.holidays:
            sites.setdefault(plain(place.holidays[date]).strip(), []).append(place)
    for name, where in sites.items():
        yield f"{name} ({', '.join(place.site.id for place in where)})" if len(places) > 1 else name
