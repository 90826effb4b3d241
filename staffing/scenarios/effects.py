"""What a difference comes to, where its key does not say so: shifts in hours, and what has no effect by itself."""

from __future__ import annotations

from collections.abc import Iterator

from staffing.documents.base import clock_text
from staffing.documents.team import Shift, Team


def team_notes(base: Team, team: Team) -> Iterator[str]:
    """Shifts that are other than in the base, and shifts that no contract has."""
    before = {shift.id: shift for shift in base.shifts}
    worked = {shift for contract in team.contracts for shift in contract.shifts}
    was_worked = {shift for contract in base.contracts for shift in contract.shifts}
    for shift in team.shifts:
        if shift != before.get(shift.id):
            yield f"{shift.id} is {_span(shift)}"
        if shift.id not in worked and shift.id in was_worked:
            yield f"nobody works {shift.id} any more"
        elif shift.id not in worked and shift.id not in before:
            yield f"no contract has the shift {shift.id}, so nobody works it: add it to contracts.ID.shifts"


def consent_note(team: Team) -> Iterator[str]:
    """Consent alone allows nothing where the limits are zero."""
    limits = [team.overtime, *(site.overtime for site in team.sites if site.overtime is not None)]
    if not any(one.max_minutes_per_week or one.max_extra_days for one in limits):
        yield (
            "overtime.consent has no effect while overtime.max_minutes_per_week and overtime.max_extra_days are 0: "
            "set them, too"
        )


def _span(shift: Shift) -> str:
    hours = shift.paid_minutes / 60
    return f"{clock_text(shift.start)}-{clock_text(shift.end)}, {hours:g} h paid"
