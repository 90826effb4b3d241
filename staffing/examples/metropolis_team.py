"""The team of metropolis: four sites around the world, twelve queues, four contracts, and of whom it consists."""

from __future__ import annotations

from typing import Any

from staffing.examples.crowd.mix import Mix, Pattern, SiteMix

QUEUES = {
    "payments": (60, 1.0),
    "refunds": (50, 0.8),
    "chargebacks": (85, 0.7),
    "listings": (65, 1.0),
    "counterfeits": (80, 0.6),
    "appeals": (110, 0.7),
    "logistics": (55, 1.0),
    "returns": (60, 0.9),
    "damages": (75, 0.6),
    "accounts": (55, 1.0),
    "verification": (70, 0.8),
    "partners": (95, 0.6),
}
"""Mean handle time of each queue, and how much time it takes of somebody who serves several, beside the others."""

PAY, PAY_ALL = "payments|refunds", "payments|refunds|chargebacks"
SHOP, SHOP_ALL = "listings|counterfeits", "listings|counterfeits|appeals"
SHIP, SHIP_ALL = "logistics|returns", "logistics|returns|damages"
DOOR, DOOR_ALL = "accounts|verification", "accounts|verification|partners"
EIGHT_HOURS = ("early", "early_b", "day", "late", "late_b", "night")
WORKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
DAYTIME = ("early", "early_b", "day", "short")

MIX = Mix(
    sites=(
        SiteMix(
            "manila",
            0.36,
            (("full_time", 0.62), ("part_time", 0.20), ("flexible", 0.18)),
            ((PAY, 0.22), (PAY_ALL, 0.18), (SHOP, 0.20), (SHOP_ALL, 0.12), (SHIP, 0.16), (SHIP_ALL, 0.12)),
            (
                Pattern("office_hours", 0.03, ("full_time", "part_time")),
                Pattern("nights", 0.03, ("full_time", "flexible")),
                Pattern("long_weekends", 0.02, ("flexible",)),
            ),
        ),
        SiteMix(
            "jakarta",
            0.26,
            (("full_time", 0.75), ("part_time", 0.25)),
            ((PAY, 0.20), (SHOP, 0.20), (SHIP, 0.22), (SHIP_ALL, 0.14), (DOOR, 0.24)),
            (
                Pattern("office_hours", 0.05, ("full_time", "part_time")),
                Pattern("no_weekends", 0.03, ("full_time", "part_time")),
            ),
        ),
        SiteMix(
            "warsaw",
            0.22,
            (("full_time", 0.60), ("part_time", 0.18), ("compressed", 0.22)),
            ((DOOR, 0.30), (PAY_ALL, 0.25), ("chargebacks", 0.10), (SHOP_ALL, 0.20), ("appeals", 0.15)),
            (
                Pattern("office_hours", 0.04, ("full_time", "part_time")),
                Pattern("no_weekends", 0.04, ("full_time", "part_time", "compressed")),
            ),
        ),
        SiteMix(
            "toronto",
            0.16,
            (("full_time", 0.40), ("part_time", 0.15), ("compressed", 0.25), ("flexible", 0.20)),
            ((DOOR, 0.25), (DOOR_ALL, 0.40), (PAY_ALL, 0.20), (SHIP_ALL, 0.15)),
            (
                Pattern("no_weekends", 0.05, ("full_time", "part_time", "compressed")),
                Pattern("long_weekends", 0.04, ("flexible",)),
            ),
        ),
    ),
    trainees=0.02,
    trained_on=("full_time",),
    whole_week=0.03,
    some_days=0.04,
    asking=0.4,
    asked=0.2,
)

COMMENTS = {
    "team": "Thousands of people around the world, drawn at random. What every team needs is told in the team.yaml of\n"
    "seller-escalations, what several sites add in that of regional-hub.",
    "sites": "The easternmost site comes first: its midnights begin the plan, and nobody works before them.",
    "open_hours": "Somewhere, people are on queue around the clock.",
    "queues": "Queues with one deadline, one clock and the same people are one class to the plan.",
    "shifts": "Some shifts have the same hours and other breaks, so that a break does not leave the queues alone.",
    "contracts": "Less is guaranteed than may be worked to those on part-time and flexible contracts.",
    "labour_pack": "Each pack binds the sites of its countries.",
}


def team_document(agents: int) -> dict[str, Any]:
    """`team.yaml` as plain data; only the least people on queue depend on the number of agents."""
    return {
        "team": "Metropolis",
        "sites": _sites(agents),
        "week_starts": "monday",
        "open_hours": {"daily": "00:00-24:00", "min_on_queue": max(1, agents // 60)},
        "queues": _queues(),
        "targets": {
            "rate_24h": 0.95,
            "confidence": 0.90,
            "day_floor": 0.85,
            "maximum_age_hours": 144,
            "occupancy_max": 0.90,
            "utilization": {"min": 0.55, "max": 0.80},
        },
        "shrinkage": {"absence": 0.07, "in_shift": 0.12},
        "dispatch": {"order": "oldest_savable_first", "at_shift_end": "handover"},
        "shifts": _shifts(),
        "contracts": _contracts(),
        "availability": _patterns(),
        "labour_pack": ["id_2021", "eu_2003_88"],
        "consents": ["holidays"],
        "rules": [
            {"rule": "min_rest", "minutes": 660},
            {"rule": "max_consecutive_days", "days": 6},
            {"rule": "weekly_rest_days", "days": 1},
            {"rule": "start_time_difference", "minutes": 240},
            {"rule": "fair_late_shifts", "weight": 20},
            {"rule": "fair_weekends", "weight": 20},
            {"rule": "fair_requests", "weight": 20},
            {"rule": "with_mentor", "weight": 50},
        ],
        "costs": {"currency": "USD", "premiums": [{"kind": "night", "between": "22:00-30:00", "multiplier": 1.25}]},
        "tickets": {"file": "tickets.csv", "zone": "UTC"},
        "history": {"max_rejected": 0.01},
        "search": {"engine": "auto", "time_limit_seconds": 600, "seed": 1},
    }


def _sites(agents: int) -> list[dict[str, Any]]:
    return [
        {
            "id": "manila",
            "zone": "Asia/Manila",
            "country": "PH",
            "shifts": ["early", "early_b", "day", "late", "late_b", "night", "short", "short_late"],
        },
        {
            "id": "jakarta",
            "zone": "Asia/Jakarta",
            "country": "ID",
            "shifts": ["early", "early_b", "day", "late", "late_b", "short", "short_late"],
        },
        {
            "id": "warsaw",
            "zone": "Europe/Warsaw",
            "country": "PL",
            "holidays": "closed",
            "open_hours": {"daily": "06:00-23:00", "min_on_queue": max(1, agents // 500)},
            "shifts": ["early", "early_b", "day", "late", "short", "short_late", "long", "long_late"],
        },
        {
            "id": "toronto",
            "zone": "America/Toronto",
            "country": "CA",
            "shifts": ["early", "day", "late", "short", "short_late", "long", "long_late"],
        },
    ]


def _queues() -> list[dict[str, Any]]:
    queues: list[dict[str, Any]] = [
        {"id": name, "target_hours": 24, "handle_minutes": {"mean": mean, "cv": 1.0}}
        for name, (mean, _) in QUEUES.items()
    ]
    own: dict[str, dict[str, Any]] = {
        "appeals": {"target_hours": 48},
        "partners": {
            "target_hours": 16,
            "clock": "business",
            "site": "toronto",
            "open_hours": {"daily": "08:00-20:00", "sunday": "closed"},
        },
    }
    return [{**queue, **own.get(queue["id"], {})} for queue in queues]


def _shifts() -> list[dict[str, Any]]:
    return [
        _shift("early", "06:00", "15:00", ("10:00", 60)),
        _shift("early_b", "06:00", "15:00", ("09:30", 30), ("13:00", 30)),
        _shift("day", "09:00", "18:00", ("13:00", 60)),
        _shift("late", "14:00", "23:00", ("18:00", 60), late=True),
        _shift("late_b", "14:00", "23:00", ("17:30", 30), ("21:00", 30), late=True),
        _shift("night", "22:00", "31:00", ("26:00", 60)),
        _shift("short", "08:00", "14:30", ("12:00", 30)),
        _shift("short_late", "16:00", "22:30", ("19:30", 30), late=True),
        _shift("long", "08:00", "19:00", ("12:00", 30), ("16:00", 30)),
        _shift("long_late", "11:00", "22:00", ("15:00", 30), ("19:00", 30), late=True),
    ]


def _shift(name: str, start: str, end: str, *breaks: tuple[str, int], late: bool = False) -> dict[str, Any]:
    pauses = [{"start": begin, "minutes": minutes, "paid": False} for begin, minutes in breaks]
    return {"id": name, "start": start, "end": end, "breaks": pauses, **({"late": True} if late else {})}


def _contracts() -> list[dict[str, Any]]:
    return [
        _contract("full_time", 2400, 5, EIGHT_HOURS, 9.0),
        _contract("part_time", 1440, 4, ("short", "short_late"), 9.5, least=1080),
        _contract("compressed", 2400, 4, ("long", "long_late"), 16.0),
        _contract("flexible", 1920, 4, EIGHT_HOURS, 10.0, least=960),
    ]


def _contract(
    name: str, minutes: int, days: int, shifts: tuple[str, ...], cost: float, *, least: int | None = None
) -> dict[str, Any]:
    guaranteed = {} if least is None else {"min_minutes_per_week": least}
    return {
        "id": name,
        "minutes_per_week": minutes,
        **guaranteed,
        "days_per_week": days,
        "shifts": list(shifts),
        "cost_per_hour": cost,
    }


def _patterns() -> list[dict[str, Any]]:
    weekend = {"saturday": "off", "sunday": "off"}
    nights = dict.fromkeys((*WORKDAYS, "saturday", "sunday"), ("night",))
    return [
        {"id": "office_hours", "days": {**dict.fromkeys(WORKDAYS, DAYTIME), **weekend}},
        {"id": "nights", "days": nights},
        {"id": "no_weekends", "days": weekend},
        {"id": "long_weekends", "days": dict.fromkeys(WORKDAYS[:4], "off")},
    ]
