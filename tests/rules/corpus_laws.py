"""Laws with random figures, written as in `team.yaml`: most of them bite here and there and leave valid rosters."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.rules.oracles.facts import DAY, Facts
from tests.rules.oracles.standing import Given

Draw = Callable[[Facts, random.Random], Given]
STANDING = (
    "one_shift_a_day",
    "allowed_shifts",
    "employment",
    "availability",
    "leave",
    "contract_days",
    "contract_minutes",
    "pins",
)
"""Laws that every team has."""
PERIODS = ("week", "week", "month", "plan")


def draw(rule: str, facts: Facts, chance: random.Random) -> Given:
    """A law of that name, sometimes with a label, and where that may be for some people only."""
    law: Given = {"rule": rule, **DRAWS[rule](facts, chance)}
    if chance.random() < 0.3:
        law["label"] = chance.choice(("own", "law.2"))
    if rule in FOR_SOME and chance.random() < 0.3:
        some = chance.sample(facts.people, min(len(facts.people), chance.randrange(2, 6)))
        if chance.random() < 0.3 or rule.startswith("published_"):
            return law | {"at": facts.at(some[0]).site.id}
        law |= {"agents": sorted(some)} if chance.random() < 0.6 else {"contracts": [facts.contract(some[0]).id]}
    return law


def _limits(chance: random.Random, most: int, step: int = 1) -> Given:
    """A least, a most, or both."""
    low, high = sorted((chance.randrange(0, most + 1), chance.randrange(0, most + 1)))
    kind = chance.random()
    if kind < 0.45:
        return {"max": high * step}
    return {"min": low * step} if kind < 0.75 else {"min": low * step, "max": high * step}


def _which(facts: Facts, chance: random.Random) -> Given:
    """Shifts by name, late ones, those of the night, or all."""
    names = sorted(facts.shifts)
    some = sorted(chance.sample(names, chance.randrange(1, len(names))))
    return chance.choice(({"shifts": some}, {"late": True}, {"night": True}, {}))


def _period(chance: random.Random, most: int, step: int = 1) -> Given:
    return {"period": chance.choice(PERIODS), **_limits(chance, most, step)}


def _window(chance: random.Random, most: int, step: int = 1) -> Given:
    days = chance.randrange(2, 15)
    return {"days": days, **_limits(chance, max(1, most * days // 10), step)}


def _some_shifts(facts: Facts, chance: random.Random, count: int) -> list[str]:
    return sorted(chance.sample(sorted(facts.shifts), count))


def _pair(facts: Facts, chance: random.Random) -> list[str]:
    return sorted(chance.sample(facts.people, 2))


def _weekdays(facts: Facts, chance: random.Random) -> list[str]:
    names = [f"{facts.monday + n * DAY:%A}".lower() for n in range(7)]
    return chance.sample(names, chance.choice((0, 0, 1, 3)))


def _day(chance: random.Random) -> Given:
    table = {"by_contract_days": {5: chance.choice((240, 480)), 6: chance.choice((420, 480))}}
    return {**chance.choice((table, {"max": chance.choice((239, 240, 479, 480))})), "overtime": chance.choice((0, 60))}


def _overtime(facts: Facts, chance: random.Random) -> Given:
    law: Given = {"max": 60 * chance.randrange(0, 20), "week": 60 * chance.randrange(10, 45)}
    if chance.random() < 0.5:
        law["by_contract_days"] = {5: chance.choice((420, 450, 480)), 6: 420}
    for key in ("holidays", "rest_days"):
        if chance.random() < 0.4 and (key == "holidays" or "by_contract_days" in law):
            law[key] = False
    return {**law, "period": chance.choice(("week", "month")), "consent": chance.choice(("overtime", None))}


def _sequence(facts: Facts, chance: random.Random) -> Given:
    names = [*facts.shifts, *facts.shifts, "off", "any"]
    return {"shifts": [chance.choice(names) for _ in range(chance.randrange(2, 4))]}


DRAWS: dict[str, Draw] = {
    "min_rest": lambda f, c: {"minutes": c.choice((480, 540, 660, 660, 840, 1440))},
    "max_consecutive_days": lambda f, c: {"days": c.randrange(2, 7)},
    "weekly_rest_days": lambda f, c: {"days": c.randrange(1, 4)},
    "guaranteed_minutes": lambda f, c: {"weight": "hard"},
    "requests": lambda f, c: {"weight": "hard"},
    "minutes_in_period": lambda f, c: _period(c, 60, 60),
    "minutes_in_window": lambda f, c: _window(c, 70, 60),
    "shifts_in_period": lambda f, c: {**_which(f, c), **_period(c, 6)},
    "shifts_in_window": lambda f, c: {**_which(f, c), **_window(c, 6)},
    "days_in_period": lambda f, c: _period(c, 8),
    "days_in_window": lambda f, c: _window(c, 7),
    "weekend_minutes_in_period": lambda f, c: _period(c, 24, 60),
    "weekend_minutes_in_window": lambda f, c: _window(c, 20, 60),
    "min_consecutive_days": lambda f, c: {"days": c.choice((2, 2, 3))},
    "consecutive_shifts": lambda f, c: {**_which(f, c), **_limits(c, 4)},
    "consecutive_days_off": lambda f, c: _limits(c, 5),
    "days_off_in_period": lambda f, c: _period(c, 6),
    "consecutive_weekends": lambda f, c: {"max": c.randrange(0, 3)},
    "weekends_in_period": lambda f, c: {"period": c.choice(PERIODS), **_limits(c, 4)},
    "rest_in_window": lambda f, c: c.choice(
        (
            {"days": c.randrange(3, 9), "minutes": c.choice((660, 1440, 2100, 2880, 3600))},
            {"days": c.randrange(3, 9), "minutes": c.choice((1440, 2100, 2880)), "inside": c.choice((660, 1440))},
            {"minutes": c.choice((2100, 2880)), "inside": 1440, "rolling": False},
        )
    ),
    "free_beside_day_off": lambda f, c: c.choice(({}, {"before": False}, {"after": False})),
    "daily_minutes": lambda f, c: _day(c),
    "break_in_shift": lambda f, c: {
        "after": c.choice((180, 239, 240, 300, 360)),
        "minutes": c.choice((30, 60, 61)),
        "without": c.choice(("stretch", "shift")),
    },
    "holiday_work": lambda f, c: {},
    "no_nights": lambda f, c: {"between": c.choice(("23:00-31:00", "20:00-28:00", "22:30-30:00"))},
    "overtime_minutes": _overtime,
    "average_minutes": lambda f, c: {"minutes": 60 * c.randrange(15, 50), "weeks": c.randrange(1, 8)},
    "night_average": lambda f, c: {"minutes": 30 * c.randrange(8, 18), "weeks": c.randrange(1, 8)},
    "different_shifts": lambda f, c: {"period": c.choice(PERIODS), "max": c.randrange(1, 4)},
    "shift_rotation": lambda f, c: {"first": _some_shifts(f, c, c.randrange(1, 3)), "then": _some_shifts(f, c, 2)},
    "forbidden_sequence": _sequence,
    "start_time_difference": lambda f, c: {"minutes": c.choice((0, 60, 120, 180, 240, 360, 480))},
    "preferred_shifts": lambda f, c: {"shifts": _some_shifts(f, c, c.randrange(1, len(f.shifts)))},
    "unwanted_shifts": lambda f, c: {"shifts": _some_shifts(f, c, 1)},
    "last_resort": lambda f, c: {"people": [c.choice(f.people)]},
    "published_days_off": lambda f, c: {},
    "published_changes": lambda f, c: {},
    "premium_pay": lambda f, c: {"weight": "hard"},
    "min_on_queue": lambda f, c: {"weight": "hard"},
    "people_per_shift": lambda f, c: {
        **_limits(c, 4),
        "shifts": _some_shifts(f, c, c.randrange(1, 3)),
        "weekdays": _weekdays(f, c),
    },
    "people_per_day": lambda f, c: {**_limits(c, 8), "weekdays": _weekdays(f, c)},
    "people_used": lambda f, c: _limits(c, len(f.people)),
    "people_with_skill": lambda f, c: {"queue": c.choice(f.team.queues).id, "shifts": _some_shifts(f, c, 1)},
    "apart": lambda f, c: {"people": _pair(f, c), "on": c.choice(("shift", "day"))},
    "together": lambda f, c: {"people": _pair(f, c)},
    "with_mentor": lambda f, c: {"minutes": c.choice((60, 240, 300, 480))},
}
FOR_SOME = {
    "min_rest",
    "max_consecutive_days",
    "weekly_rest_days",
    "guaranteed_minutes",
    "minutes_in_period",
    "minutes_in_window",
    "shifts_in_period",
    "shifts_in_window",
    "days_in_period",
    "days_in_window",
    "weekend_minutes_in_period",
    "weekend_minutes_in_window",
    "different_shifts",
    "shift_rotation",
    "forbidden_sequence",
    "start_time_difference",
    "preferred_shifts",
    "unwanted_shifts",
    "published_changes",
    "published_days_off",
    "daily_minutes",
    "break_in_shift",
    "holiday_work",
    "no_nights",
    "overtime_minutes",
    "average_minutes",
    "night_average",
    "min_consecutive_days",
    "consecutive_shifts",
    "consecutive_days_off",
    "days_off_in_period",
    "consecutive_weekends",
    "weekends_in_period",
    "rest_in_window",
    "free_beside_day_off",
}
"""Laws that may name agents and contracts."""
STEERED = {
    "min_rest",
    "max_consecutive_days",
    "weekly_rest_days",
    "guaranteed_minutes",
    "requests",
    "shift_rotation",
    "start_time_difference",
    "min_consecutive_days",
    "free_beside_day_off",
    "rest_in_window",
    "holiday_work",
    "no_nights",
    "premium_pay",
}
"""Laws that a roster is made to keep."""
SETTLED = {"published_days_off", "published_changes", "min_on_queue", "together", "with_mentor", "people_with_skill"}
"""Laws for which the roster, or what else is written, is made to fit."""
FITTED = set(DRAWS) - STEERED - SETTLED
"""Laws whose figures are drawn until a roster keeps them."""
