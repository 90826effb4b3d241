"""Contracts that no roster could fulfil, and working time in the wrong unit."""

from __future__ import annotations

from operator import attrgetter

from staffing.documents.team import Contract, Shift
from staffing.read.team_checks import Written


def check_contracts(written: Written) -> None:
    """Hours agreed can be reached, and are written in minutes."""
    shifts = {shift.id: shift for shift in written.team.shifts}
    for number, contract in enumerate(written.team.contracts):
        own = [shifts[name] for name in contract.shifts if name in shifts]
        if own:
            _check_minutes(written, number, contract, own)


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
    guaranteed = contract.min_minutes_per_week
    due, key = (
        (contract.minutes_per_week, "minutes_per_week") if guaranteed is None else (guaranteed, "min_minutes_per_week")
    )
    most = contract.days_per_week * longest.paid_minutes
    if due > most:
        written.fault(
            ("contracts", number, key),
            f"is {due}, but {contract.days_per_week} days of its longest shift {longest.id} with "
            f"{longest.paid_minutes} "
            f"paid minutes make {most}; write at most {most}, more days_per_week or a longer shift",
        )
