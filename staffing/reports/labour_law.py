"""The labour packs in force: whom they bind, what they pay, the duties of a roster, and that it is no legal advice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from staffing.build.pay import least_premiums
from staffing.build.rules import waived_by
from staffing.documents.pay import Bracket, InBrackets, Premium
from staffing.documents.people import Agent
from staffing.plan import Outlook
from staffing.reports.people import planned_agents
from staffing.reports.plain_text import counted
from staffing.roster import Roster
from staffing.rules.clock import span_text
from staffing.rules.packs import LabourPack
from staffing.rules.packs.pack import Duty

TITLE = "Labour law"
_WHEN = {"reaches": ("reaches into", "reach into"), "ends": ("begins or ends in", "begin or end in")}


def pack_records(outlook: Outlook, roster: Roster | None = None) -> list[dict[str, Any]]:
    """The packs as plain data; `shifts` of a duty are those of the roster, or without one the templates that ask it."""
    team = outlook.workspace.team
    return [
        {
            "pack": pack.id,
            "title": pack.title,
            "effective": pack.effective.isoformat(),
            "notice": pack.notice,
            "people": len(_bound(outlook, pack)),
            "consents": {asked.name: _agreeing(outlook, pack, asked.name) for asked in pack.consents},
            "waived": {waiver: _waiving(outlook, pack, waiver) for waiver in pack.waivers},
            "duties": [
                {"article": duty.article, "text": duty.text, "shifts": _asking(outlook, pack, duty, roster)}
                for duty in pack.duties
            ],
        }
        for pack in team.packs
    ]


def law_lines(outlook: Outlook, roster: Roster | None = None) -> Iterator[str]:
    """The packs as sentences: of the roster, or without one of what its shifts would bring."""
    for pack in outlook.workspace.team.packs:
        people = counted(len(_bound(outlook, pack)), "agent")
        yield _notice(outlook, pack)
        yield from _salaries(outlook, pack)
        for asked in pack.consents:
            agreed = _agreeing(outlook, pack, asked.name)
            yield f"{asked.text} ({asked.article}): {agreed} of {people} have agreed"
        for waiver in pack.waivers:
            if waiving := _waiving(outlook, pack, waiver):
                yield f"{waiver} ({pack.id}): waived by {', '.join(waiving)}"
        for duty in pack.duties:
            if shifts := _asking(outlook, pack, duty, roster):
                found = counted(shifts, "shift") + ("" if roster is not None else " of team.yaml")
                yield f"{found} {_WHEN[duty.when][shifts > 1]} {span_text(duty.between)}: {duty.text} ({duty.article})"
    yield from _pay(outlook)


def notices(outlook: Outlook) -> Iterator[str]:
    """Of each pack what it is, whom it binds, and that it is no legal advice."""
    return (_notice(outlook, pack) for pack in outlook.workspace.team.packs)


def _notice(outlook: Outlook, pack: LabourPack) -> str:
    people = counted(len(_bound(outlook, pack)), "agent")
    return f"{pack.title} ({pack.id}, in force since {pack.effective}) binds {people}. {pack.notice}"


def _bound(outlook: Outlook, pack: LabourPack) -> list[Agent]:
    """The planned people whom a pack binds."""
    team = outlook.workspace.team
    contracts = {contract.id for contract in team.contracts if team.binds(pack, contract)}
    return [one for one in _here(outlook, pack) if one.contract in contracts]


def _here(outlook: Outlook, pack: LabourPack) -> list[Agent]:
    team = outlook.workspace.team
    return [agent for agent in planned_agents(outlook) if pack in team.packs_at(team.site_of(agent.site))]


def _agreeing(outlook: Outlook, pack: LabourPack, what: str) -> int:
    """How many of those whom a pack binds have agreed to something."""
    bound = {agent.agent_id for agent in _bound(outlook, pack)}
    agreed = outlook.problem.labour.consented(what)
    return sum(name in bound and bool(yes) for name, yes in zip(outlook.problem.agent_names, agreed, strict=True))


def _waiving(outlook: Outlook, pack: LabourPack, waiver: str) -> list[str]:
    return list(waived_by(outlook.workspace.team, _bound(outlook, pack), waiver))


def _asking(outlook: Outlook, pack: LabourPack, duty: Duty, roster: Roster | None) -> int:
    """Shifts of a roster that ask for a duty; without one the shifts of team.yaml that would."""
    problem, team = outlook.problem, outlook.workspace.team
    here = np.array([pack in team.packs_at(team.sites[site]) for site in problem.shift_site])
    asking = here & np.array([duty.asked_by(start, end) for start, end in problem.labour.clock.tolist()])
    if roster is None:
        return len(set(problem.shift_template[asking].tolist()))
    return int(roster.work[:, :, asking].sum())


def _salaries(outlook: Outlook, pack: LabourPack) -> Iterator[str]:
    """Who earns too much to be bound, and whose wage is not known."""
    limit, team = pack.salary_limit, outlook.workspace.team
    if limit is None:
        return
    said = f"{limit.amount:,g} {limit.currency} a month ({limit.article})"
    if limit.currency != team.costs.currency:
        yield f"{pack.id}: wages are in {team.costs.currency}, so nobody is taken to earn more than {said}"
        return
    monthly = {contract.id for contract in team.contracts if contract.cost_per_month is not None}
    unknown = sum(agent.contract not in monthly for agent in _here(outlook, pack))
    if above := len(_here(outlook, pack)) - len(_bound(outlook, pack)):
        yield f"{pack.id}: {counted(above, 'agent')} not bound, with more than {said}"
    if unknown:
        yield f"{pack.id}: {counted(unknown, 'agent')} without cost_per_month, taken to earn at most {said}"


def _pay(outlook: Outlook) -> Iterator[str]:
    """Where the packs' pay is counted, and where the team's own is below it; each is said once."""
    team = outlook.workspace.team
    said: dict[str, None] = {}
    for site in team.sites:
        own: dict[str, Premium] = {
            one.kind: one for one in team.costs.premiums if not one.sites or site.id in one.sites
        }
        for kind, (least, article, note) in least_premiums(team, site).items():
            written = own.get(kind)
            if written is None and outlook.problem.wage.any():
                more = f"; {note}" if note else ""
                said[f"{kind} pay: {_brackets(least.brackets)} ({article}){more}"] = None
            elif isinstance(written, InBrackets) and (below := _first_below(written.brackets, least.brackets)):
                said[f"{kind} pay of team.yaml is {below} is the least ({article})"] = None
    yield from said


def _brackets(brackets: tuple[Bracket, ...]) -> str:
    """`1.5 times the wage for 1 h, then 2 times`."""
    first, *others = brackets
    told = [f"{first.multiplier:g} times the wage" + (f" for {first.hours:g} h" if first.hours else "")]
    told += [f"{one.multiplier:g} times" + (f" for {one.hours:g} h" if one.hours else "") for one in others]
    return ", then ".join(told)


def _first_below(own: tuple[Bracket, ...], least: tuple[Bracket, ...]) -> str:
    """`1.25 times the wage in the first hour, where 1.5`: where own brackets first pay less; empty where nowhere."""
    for hours in sorted({0.0, *_starts(own), *_starts(least)}):
        paid, due = _multiplier(own, hours), _multiplier(least, hours)
        if paid < due:
            after = f" after {hours:g} h" if hours else ""
            return f"{paid:g} times the wage{after}, where {due:g}"
    return ""


def _starts(brackets: tuple[Bracket, ...]) -> Iterator[float]:
    after = 0.0
    for bracket in brackets:
        yield after
        after += bracket.hours or 0.0


def _multiplier(brackets: tuple[Bracket, ...], hours: float) -> float:
    """Multiple of the wage that the minute after so many hours is paid."""
    return [one.multiplier for start, one in zip(_starts(brackets), brackets, strict=True) if start <= hours][-1]
