"""The team of a scale case: two sites half a world apart, three queues, four contracts, eleven shifts a site."""

from __future__ import annotations

from typing import Any

from staffing.documents.team import Team
from staffing.examples.crowd.mix import Mix, Pattern, Shares, SiteMix

OCCUPANCY = 0.90
ABSENCE, IN_SHIFT = 0.07, 0.12

QUEUES = {"claims": (0.45, 70.0), "accounts": (0.35, 55.0), "disputes": (0.20, 95.0)}
"""Of each queue its share of the work, and its mean handle time."""

SKILLS: Shares = (
    ("claims", 0.24),
    ("accounts", 0.18),
    ("claims|accounts", 0.24),
    ("accounts|disputes", 0.12),
    ("disputes", 0.10),
    ("claims|accounts|disputes", 0.12),
)
CONTRACTS: Shares = (("full_time", 0.44), ("part_time", 0.24), ("compressed", 0.10), ("flexible", 0.22))
FULL_DAY = ("full_time", "flexible")

MIX = Mix(
    sites=(
        SiteMix(
            "manila",
            0.58,
            CONTRACTS,
            SKILLS,
            (
                Pattern("office_hours", 0.02, ("full_time", "part_time")),
                Pattern("nights", 0.02, FULL_DAY),
                Pattern("no_weekends", 0.02, ("full_time", "part_time", "compressed")),
                Pattern("long_weekends", 0.02, ("flexible",)),
            ),
        ),
        SiteMix(
            "lisbon",
            0.42,
            CONTRACTS,
            SKILLS,
            (
                Pattern("office_hours", 0.03, ("full_time", "part_time")),
                Pattern("no_weekends", 0.03, ("full_time", "part_time", "compressed")),
                Pattern("long_weekends", 0.02, ("flexible",)),
            ),
        ),
    ),
    trainees=0.02,
    trained_on=("full_time",),
    whole_week=0.03,
    some_days=0.04,
    asking=0.5,
    asked=0.2,
)

DAYTIME = ("early", "early_b", "morning", "day", "day_b", "six_morning")
WORKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
EVERY_DAY = (*WORKDAYS, "saturday", "sunday")


def team_of(agents: int) -> Team:
    """The document of a team of so many people; only the least people on queue depend on their number."""
    return Team.model_validate(
        {
            "team": f"Escalations of {agents} people",
            "sites": [
                {
                    "id": "manila",
                    "zone": "Asia/Manila",
                    "shifts": [*DAYTIME, "late", "night", "six_evening", "long", "long_late"],
                },
                {
                    "id": "lisbon",
                    "zone": "Europe/Lisbon",
                    "shifts": ["early", "morning", "day", "day_b", "late", "late_b", "six_morning", "six_evening",
                               "five_evening", "long", "long_late"],
                },
            ],
            "open_hours": {"daily": "00:00-24:00", "min_on_queue": max(1, agents // 40)},
            "queues": [
                {"id": name, "target_hours": 24, "handle_minutes": {"mean": minutes, "cv": 1.0}}
                for name, (_, minutes) in QUEUES.items()
            ],
            "targets": {
                "rate_24h": 0.95,
                "day_floor": 0.85,
                "maximum_age_hours": 72,
                "occupancy_max": OCCUPANCY,
                "utilization": {"min": 0.55, "max": 0.80},
            },
            "shrinkage": {"absence": ABSENCE, "in_shift": IN_SHIFT},
            "shifts": _shifts(),
            "contracts": _contracts(),
            "availability": _patterns(),
            "rules": _rules(),
            "costs": {"premiums": [{"kind": "night", "between": "22:00-30:00", "multiplier": 1.25}]},
        }
    )  # fmt: skip


def _shifts() -> list[dict[str, Any]]:
    return [
        _shift("early", 6, 9, 10),
        _shift("early_b", 6, 9, 11),
        _shift("morning", 8, 9, 12),
        _shift("day", 10, 9, 14),
        _shift("day_b", 10, 9, 15),
        _shift("late", 14, 9, 18, late=True),
        _shift("late_b", 14, 9, 19, late=True),
        _shift("night", 22, 9, 26),
        _shift("six_morning", 8, 6),
        _shift("six_evening", 16, 6),
        _shift("five_evening", 17, 5),
        _shift("long", 7, 11, 12),
        _shift("long_late", 12, 11, 17, late=True),
    ]


def _shift(name: str, start: int, hours: int, pause: int | None = None, *, late: bool = False) -> dict[str, Any]:
    """A shift by whole hours of the clock; a break lasts an hour and is not paid."""
    breaks = [] if pause is None else [{"start": f"{pause:02d}:00", "minutes": 60}]
    return {"id": name, "start": f"{start:02d}:00", "end": f"{start + hours:02d}:00", "breaks": breaks, "late": late}


def _contracts() -> list[dict[str, Any]]:
    eight_hours = ["early", "early_b", "morning", "day", "day_b", "late", "late_b", "night"]
    return [
        {"id": "full_time", "minutes_per_week": 2400, "days_per_week": 5, "shifts": eight_hours, "cost_per_hour": 10.0},
        {
            "id": "part_time",
            "minutes_per_week": 1440,
            "min_minutes_per_week": 900,
            "days_per_week": 4,
            "shifts": ["six_morning", "six_evening", "five_evening"],
            "cost_per_hour": 10.5,
        },
        {
            "id": "compressed",
            "minutes_per_week": 2400,
            "days_per_week": 4,
            "shifts": ["long", "long_late"],
            "cost_per_hour": 10.0,
        },
        {
            "id": "flexible",
            "minutes_per_week": 1920,
            "min_minutes_per_week": 960,
            "days_per_week": 4,
            "shifts": eight_hours,
            "cost_per_hour": 11.5,
        },
    ]


def _patterns() -> list[dict[str, Any]]:
    weekend = {"saturday": "off", "sunday": "off"}
    return [
        {"id": "office_hours", "days": {**dict.fromkeys(WORKDAYS, DAYTIME), **weekend}},
        {"id": "nights", "days": dict.fromkeys(EVERY_DAY, ("night",))},
        {"id": "no_weekends", "days": weekend},
        {"id": "long_weekends", "days": dict.fromkeys(WORKDAYS[:4], "off")},
    ]


def _rules() -> list[dict[str, Any]]:
    return [
        {"rule": "min_rest", "minutes": 660},
        {"rule": "max_consecutive_days", "days": 6},
        {"rule": "weekly_rest_days", "days": 1, "by_contract_days": {5: 2}},
        {"rule": "start_time_difference", "minutes": 240},
        {"rule": "fair_late_shifts", "weight": 20},
        {"rule": "fair_weekends", "weight": 20},
        {"rule": "fair_requests", "weight": 20},
        {"rule": "with_mentor", "weight": 50},
    ]
