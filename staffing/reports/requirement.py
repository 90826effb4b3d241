"""How many full-time equivalents a week needs and has, by role: for programs and for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from staffing.requirement.requirement import RoleWeek, WeekNeeds


def requirement_record(needs: WeekNeeds) -> dict[str, Any]:
    """The needs of the planned week as plain data."""
    return {"full_time_hours": needs.full_time_hours, "roles": [asdict(role) for role in needs.roles]}


def requirement_sentences(needs: WeekNeeds) -> Iterator[str]:
    """A sentence for each role."""
    for role in needs.roles:
        whose = f" of {role.role}" if len(needs.roles) > 1 else ""
        # a role with a fixed number of heads has no work, and so no occupancy
        how = f" at occupancy {role.occupancy:.2f}" if role.workload_hours else ""
        yield (
            f"Needed{whose}: {role.required_fte:.1f} full-time equivalents{how}; at hand {role.available_fte:.1f}: "
            f"{_gap(role)}."
        )


def _gap(role: RoleWeek) -> str:
    """The difference of the two figures as they are printed."""
    gap = round(round(role.required_fte, 1) - round(role.available_fte, 1), 1)
    if not gap:
        return "as many as needed"
    return f"{gap:.1f} too few" if gap > 0 else f"{-gap:.1f} more than needed"
