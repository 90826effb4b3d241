"""Rules that contradict each other or the contracts."""

from __future__ import annotations

from typing import Any

from staffing.documents.team import Contract
from staffing.read.team_checks import Written


def check_rules(written: Written) -> None:
    """No rule stands twice, and the contracts can be worked under the hard ones."""
    first: dict[str, int] = {}
    for number, rule in enumerate(written.team.rules):
        if rule.rule in first:
            other = written.at(("rules", first[rule.rule]))
            written.fault(("rules", number), f"stands a second time, first at {other}; write each rule once")
        first.setdefault(rule.rule, number)
    for name, check in (
        ("min_rest", _check_rest),
        ("weekly_rest_days", _check_rest_days),
        ("max_consecutive_days", _check_consecutive),
    ):
        if name in first and written.team.rules[first[name]].hard:
            check(written, first[name], written.team.rules[first[name]])


def _check_rest(written: Written, number: int, rule: Any) -> None:
    if 0 < rule.minutes <= 24:
        written.fault(
            ("rules", number, "minutes"),
            f"is {rule.minutes}; minutes are wanted and this looks like hours: write {rule.minutes * 60}",
        )
        return
    shifts = {shift.id: shift for shift in written.team.shifts}
    for place, contract in enumerate(written.team.contracts):
        own = [shifts[name] for name in contract.shifts if name in shifts]
        longest = max((one.start + 1440 - other.end for one in own for other in own), default=rule.minutes)
        if longest < rule.minutes and contract.days_per_week > 4:  # every second day makes four a week
            written.fault(
                ("rules", number),
                f"wants {rule.minutes} minutes, but no two shifts of the contract {contract.id} at "
                f"{written.at(('contracts', place))} on successive days leave more than {longest}, and its "
                f"{contract.days_per_week} days a week need them; rest less or add a shift",
            )


def _check_rest_days(written: Written, number: int, rule: Any) -> None:
    for place, contract in enumerate(written.team.contracts):
        if rule.days + contract.days_per_week > 7:
            _too_many_days(written, number, place, contract, f"wants {rule.days} days off a week", 7 - rule.days)


def _check_consecutive(written: Written, number: int, rule: Any) -> None:
    most = 7 - 7 // (rule.days + 1)
    for place, contract in enumerate(written.team.contracts):
        if contract.days_per_week > most:
            _too_many_days(written, number, place, contract, f"allows {rule.days} days in a row", most)


def _too_many_days(written: Written, number: int, place: int, contract: Contract, wants: str, most: int) -> None:
    written.fault(
        ("rules", number),
        f"{wants}, but the contract {contract.id} at {written.at(('contracts', place))} has {contract.days_per_week} "
        f"days_per_week; at most {most} fit",
    )
