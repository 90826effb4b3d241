"""Labour packs that do not exist or bind nobody, waivers that no pack allows, and contracts that the law forbids."""

from __future__ import annotations

from collections.abc import Iterable

from staffing.documents.people import Agent
from staffing.documents.sites import Site
from staffing.documents.team import Contract
from staffing.read.consents import no_such_waiver
from staffing.read.faults import choice, listed, shown
from staffing.read.shift_checks import break_of, longest_without_break
from staffing.read.team_checks import Written
from staffing.read.yaml_source import Spot
from staffing.rules.agent.break_in_shift import BreakInShift
from staffing.rules.agent.overtime_minutes import OvertimeMinutes
from staffing.rules.contracted import days_entry
from staffing.rules.packs import LabourPack, packs_known
from staffing.rules.packs.pack import PackRule


def check_packs(written: Written) -> None:
    """Every pack named is known, stands there once and binds a site."""
    team = written.team
    several = not isinstance(team.labour_pack, str)
    for number, name in enumerate(team.pack_names):
        spot: Spot = ("labour_pack", number) if several else ("labour_pack",)
        if name not in packs_known():
            written.fault(spot, f"is {shown(name)}, which is not a labour pack{choice(name, packs_known())}")
        elif name in team.pack_names[:number]:
            written.fault(spot, f"is {shown(name)} a second time; name each pack once")
    for pack in team.packs:
        _check_binds(written, pack)
    for number, consent in enumerate(team.consents):
        if consent in team.consents[:number]:
            written.fault(("consents", number), f"is {shown(consent)} a second time; name each consent once")


def check_packs_in_use(written: Written, agents: Iterable[Agent]) -> None:
    """Who waives is in agents.csv, packs allow it, and the law the contracts worked at each site; InputError else."""
    team, everybody = written.team, list(agents)
    people = {agent.agent_id: agent for agent in everybody}
    known = [waiver for pack in team.packs for waiver in pack.waivers]
    for number, one in enumerate(team.waivers):  # both in one go, though the waiver alone needs no agents.csv
        if one.waiver not in known:
            said = f"is {shown(one.waiver)}, which {no_such_waiver(one.waiver, team, known)}"
            written.fault(("waivers", number, "waiver"), said)
        if one.agent not in people:
            said = f"is {shown(one.agent)}, which is not in agents.csv{choice(one.agent, people)}"
            written.fault(("waivers", number, "agent"), said)
    for site in team.sites:
        used = {agent.contract for agent in everybody if agent.role == "agent" and team.site_of(agent.site) is site}
        for place, contract in enumerate(team.contracts):
            for pack in team.packs_at(site) if contract.id in used else ():
                if team.binds(pack, contract):
                    _check_contract(written, pack, site, place)
    written.faults.raise_any()


def _check_binds(written: Written, pack: LabourPack) -> None:
    team = written.team
    if not any(pack in team.packs_at(site) for site in team.sites):
        there = listed(dict.fromkeys(site.country or "" for site in team.sites))
        said = f"has {shown(pack.id)}, which is the law of {listed(pack.countries)}, but no site is there ({there})"
        written.fault(("labour_pack",), f"{said}; name the pack of their country, or leave it out")
    for number, site in enumerate(team.sites):
        if site.id == pack.id:
            said = f"is {shown(site.id)}, as the labour pack is named; give the site another id"
            written.fault(("sites", number, "id"), said)


def _check_contract(written: Written, pack: LabourPack, site: Site, place: int) -> None:
    contract = written.team.contracts[place]
    for each in pack.rules:
        said = None
        if isinstance(each.rule, OvertimeMinutes):
            said = _too_long_a_week(each.rule, contract)
        elif isinstance(each.rule, BreakInShift):
            _check_breaks(written, each, each.rule, site, contract)
        if said is not None:
            written.fault(
                ("contracts", place, "minutes_per_week"),
                f"is {contract.minutes_per_week}, more than {said} of {each.article} ({pack.id}), which binds the "
                f"site {site.id}; what is beyond is overtime: write it under overtime",
            )


def _too_long_a_week(rule: OvertimeMinutes, contract: Contract) -> str | None:
    """What of a normal week or day a contract exceeds by itself, before any overtime."""
    if rule.week is not None and contract.minutes_per_week > rule.week:
        return f"the normal week of {rule.week} minutes"
    if rule.by_contract_days:
        day = rule.by_contract_days[days_entry(rule.by_contract_days, contract.days_per_week)]
        if contract.minutes_per_week > day * contract.days_per_week:
            return f"{contract.days_per_week} normal days of {day} minutes"
    return None


def _check_breaks(written: Written, each: PackRule, rule: BreakInShift, site: Site, contract: Contract) -> None:
    """Every shift of a contract has the breaks that the law asks for: without them nobody may work it."""
    shifts = {shift.id: number for number, shift in enumerate(written.team.shifts)}
    for shift in written.team.shifts_at(site):
        longest = longest_without_break(rule, shift)
        if shift.id in contract.shifts and longest > rule.after:
            written.fault(
                ("shifts", shifts[shift.id]),
                f"has {longest} minutes without {break_of(rule)}, and {each.article} allows at most {rule.after}; "
                "write its breaks, or add one",
            )
