"""In what order the book of rules tells them: what people look for together stands together."""

from __future__ import annotations

from staffing.rules import EVERY, Rule

GROUPS: dict[str, tuple[str, ...]] = {
    "Limits": (
        "min_rest",
        "max_consecutive_days",
        "min_consecutive_days",
        "days_in_period",
        "days_in_window",
        "minutes_in_period",
        "minutes_in_window",
        "shifts_in_period",
        "shifts_in_window",
        "consecutive_shifts",
        "weekends_in_period",
        "consecutive_weekends",
        "weekend_minutes_in_period",
        "weekend_minutes_in_window",
    ),
    "Days off": (
        "weekly_rest_days",
        "days_off_in_period",
        "consecutive_days_off",
        "rest_in_window",
        "free_beside_day_off",
    ),
    "Patterns": ("shift_rotation", "forbidden_sequence", "different_shifts", "start_time_difference"),
    "People": (
        "requests",
        "preferred_shifts",
        "unwanted_shifts",
        "with_mentor",
        "together",
        "apart",
        "people_used",
        "last_resort",
    ),
    "Fairness": (
        "fair_late_shifts",
        "fair_nights",
        "fair_weekends",
        "fair_holidays",
        "fair_hours",
        "fair_requests",
    ),
    "Demand": (
        "min_on_queue",
        "people_per_shift",
        "people_per_day",
        "people_with_skill",
        "resolution_rate",
        "day_floor",
        "maximum_age",
        "occupancy_cap",
        "utilization_band",
        "window_margin",
    ),
    "Contract and law": (
        "one_shift_a_day",
        "allowed_shifts",
        "availability",
        "employment",
        "leave",
        "contract_days",
        "contract_minutes",
        "guaranteed_minutes",
        "paid_hours",
        "premium_pay",
        "daily_minutes",
        "break_in_shift",
        "overtime_minutes",
        "average_minutes",
        "night_average",
        "no_nights",
        "holiday_work",
    ),
    "Repair": ("pins", "published_changes", "published_days_off"),
}
OTHERS = "Others"
"""Where a rule stands that no group names."""


def is_group(name: str, group: str) -> bool:
    """Whether a group is meant, however its name is written: `days-off`, `Days off`."""
    return name.casefold().replace("-", " ").replace("_", " ") == group.casefold()


def grouped() -> dict[str, tuple[type[Rule], ...]]:
    """All rules there are, by group, in the order of the book."""
    left = {kind.name(): kind for kind in EVERY}
    found = {group: tuple(left.pop(name) for name in names if name in left) for group, names in GROUPS.items()}
    found[OTHERS] = tuple(left.values())
    return {group: kinds for group, kinds in found.items() if kinds}
