"""Shifts that hard rules forbid on every day: too long, without their breaks, or not wanted by whom they would be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from staffing.documents.team import Shift
from staffing.read.team_checks import Written
from staffing.read.week_facts import Who, minutes_of_day
from staffing.read.yaml_source import Spot

Placed = tuple[Spot, Any]
"""A rule and where it stands."""


def shifts_left(written: Written, bound: Iterable[Placed], who: Who) -> Who:
    """The same people with the shifts that the hard rules which bind them allow; rules that leave none are told."""
    earlier: list[Placed] = []
    for spot, rule in bound:
        left = tuple(shift for shift in who.shifts if not _forbids(rule, shift, who))
        if left == who.shifts:
            continue
        if rule.rule == "break_in_shift" and not rule.agents:
            _tell_breaks(written, spot, rule, who)
        elif not left:
            written.fault(spot, _none_left(written, rule, earlier, who))
        earlier.append((spot, rule))
        who = replace(who, shifts=left)
    return who


def longest_without_break(rule: Any, shift: Shift) -> int:
    """Minutes of a shift without a break, as the rule `break_in_shift` counts them."""
    pauses = [(pause.start, pause.start + pause.minutes) for pause in shift.breaks]
    return int(rule.longest((shift.start, shift.end), pauses))


def break_of(rule: Any) -> str:
    """`a break of 30 minutes`."""
    return "a break" if rule.minutes == 1 else f"a break of {rule.minutes} minutes"


def _forbids(rule: Any, shift: Shift, who: Who) -> bool:
    """Whether nobody of some people may work a shift, on whichever day."""
    if rule.rule == "daily_minutes":
        return shift.paid_minutes > minutes_of_day(rule, who)
    if rule.rule == "break_in_shift":
        return longest_without_break(rule, shift) > int(rule.after)
    if rule.rule == "last_resort":
        return bool(who.agent in rule.people)
    if rule.rule in ("unwanted_shifts", "preferred_shifts"):
        named = bool(shift.id in rule.shifts)
        return named if rule.rule == "unwanted_shifts" else not named
    return False


def _tell_breaks(written: Written, spot: Spot, rule: Any, who: Who) -> None:
    """A shift that nobody of a contract may work has no place in it."""
    shifts = {shift.id: number for number, shift in enumerate(written.team.shifts)}
    for shift in who.shifts:
        longest = longest_without_break(rule, shift)
        if longest > rule.after:
            at = f"at {written.at(('shifts', shifts[shift.id]))}, a shift of the contract {who.contract.id},"
            said = f"allows {rule.after} minutes without {break_of(rule)}, but {shift.id} {at} has {longest}"
            written.fault(spot, f"{said}; allow that, write the breaks of the shift, or add one")


def _none_left(written: Written, rule: Any, earlier: list[Placed], who: Who) -> str:
    contract = f"the contract {who.contract.id} at {written.at(('contracts', who.place))}"
    if rule.rule == "daily_minutes" and not earlier:
        shift = min(who.shifts, key=lambda one: one.paid_minutes)
        said = f"allows {minutes_of_day(rule, who)} minutes a day, but {shift.id}, the shortest shift of {contract},"
        return f"{said} has {who.shortest}; allow that or add a shorter shift"
    named = any(getattr(one, "agents", ()) or one.rule == "last_resort" for _, one in (*earlier, ((), rule)))
    whom = f"{who.agent} " if named and who.agent else ""
    others = ", ".join(f"{written.source.label(spot)} at {written.at(spot)}" for spot, _ in earlier)
    beside = f" beside {others}" if others else ""
    return f"is hard and leaves {whom}no shift of {contract}{beside}; leave one, or give the rule a weight"
