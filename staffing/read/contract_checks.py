"""Contracts that no roster could fulfil, and working time in the wrong unit."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from staffing.documents.team import Contract, Shift
from staffing.read.team_checks import Written


def check_contracts(written: Written) -> None:
    """Hours agreed can be reached with the shifts worked at any site, and are written in minutes."""
    team = written.team
    shifts = {shift.id: shift for site in team.sites for shift in team.shifts_at(site)}
    for number, contract in enumerate(team.contracts):
        own = [shifts[name] for name in contract.shifts if name in shifts]
        if own:
            _check_minutes(written, number, contract, own)


def due_minutes(contract: Contract) -> int:
    """Paid minutes that must be rostered every week."""
    guaranteed = contract.min_minutes_per_week
    return contract.minutes_per_week if guaranteed is None else guaranteed


def most_minutes(contract: Contract, shifts: Iterable[Shift]) -> int:
    """Paid minutes of a week on the contract's days with the longest of some shifts."""
    return contract.days_per_week * max((shift.paid_minutes for shift in shifts), default=0)


def _check_minutes(written: Written, number: int, contract: Contract, shifts: list[Shift]) -> None:
    paid = attrgetter("paid_minutes")
    shortest, longest = min(shifts, key=paid), max(shifts, key=paid)
    if contract.minutes_per_week < shortest.paid_minutes:
        hours = contract.minutes_per_week <= 168
        least = shortest.paid_minutes
        advice = (
            f"minutes are wanted and this looks like hours: write {contract.minutes_per_week * 60}"
            if hours
            else f"write at least {least}, or give the contract a shift that is shorter"
        )
        written.fault(
            ("contracts", number, "minutes_per_week"),
            f"is {contract.minutes_per_week}, less than its shortest shift {shortest.id} with {least} paid minutes; "
            f"{advice}",
        )
        return
    due, most = due_minutes(contract), most_minutes(contract, shifts)
    key = "minutes_per_week" if contract.min_minutes_per_week is None else "min_minutes_per_week"
    if due > most:
        written.fault(
            ("contracts", number, key),
            f"is {due}, but {contract.days_per_week} days of its longest shift {longest.id} with "
            f"{longest.paid_minutes} "
            f"paid minutes make {most}; write at most {most}, more days_per_week or a longer shift",
        )
