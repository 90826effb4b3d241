"""How the roster was found that keeps the promise: what was asked of the plan, and what each ask gave."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from staffing.plan import Plan
from staffing.promise.calibrate import Calibrated
from staffing.reports.plain_text import counted, percent
from staffing.reports.verdict import share_text
from staffing.service.rates import Z95

COLUMNS = ("asked of the plan", "weeks that keep the promise", "no less than", "price", "z", "")

_CUT = {
    "time": "Calibration was cut by the time limit (--time-limit) after",
    "interrupt": "Calibration was interrupted after",
}


def calibration_lines(plan: Plan) -> Iterator[str]:
    """One sentence where more than one plan was tried."""
    found = plan.calibrated
    if found is not None and found.ended == "beyond":
        yield "More was not asked of the plan: no roster of the people there can keep the promise often enough."
    if found is None or (len(found.attempts) < 2 and found.ended not in _CUT):
        return
    first = found.attempts[0]
    tried = f"{_CUT.get(found.ended, 'Calibration tried')} {counted(len(found.attempts), 'plan')}"
    enough = "" if found.ended == "met" else ", none of which keeps the promise often enough beyond chance"
    yield (
        f"{tried}{enough}. On the random numbers that choose, the first keeps the promise in "
        f"{percent(first.probability)} of weeks; "
        f"{_taken(found) if found.ended == 'met' else _nearest(found)}."
    )


def _taken(found: Calibrated) -> str:
    chosen = found.attempts[found.chosen]
    return (
        f"the one taken was asked for {chosen.ask.sentence}, and keeps it in {percent(chosen.probability)}"
        f"{_price(found, found.chosen)}"
    )


def _nearest(found: Calibrated) -> str:
    """Where none keeps the promise: why that one is taken, and the one that keeps it most often."""
    nearest = max(range(len(found.attempts)), key=lambda place: found.attempts[place].probability)
    chosen = found.attempts[found.chosen]
    taken = f"another, which keeps it in {percent(chosen.probability)}, is taken" if found.chosen else "it is taken"
    if found.attempts[nearest].probability <= chosen.probability:
        return f"{taken}; no other keeps it more often"
    other = found.attempts[nearest]
    return (
        f"{taken}: it misses fewest of the targets, and of those that do so comes nearest to the promise, or is the "
        f"cheapest of equals, at {counted(chosen.price, 'point')}. Asked for {other.ask.sentence}, another keeps it in "
        f"{percent(other.probability)} at {counted(other.price, 'point')}"
    )


def verdict_sentence(plan: Plan) -> str:
    """On how many random weeks the roster was judged, and why on so many."""
    service, fresh = plan.service, "" if plan.calibrated is None else " that took no part in the choice"
    return (
        f"The verdict is a simulation of {counted(service.replications, 'plan')} on random numbers{fresh}. Their "
        f"number keeps the 95% interval of a share of {share_text(service.confidence)} of weeks within "
        f"{100 * error(plan):.2f} points either way."
    )


def calibration_rows(plan: Plan) -> list[tuple[str, ...]]:
    """Every plan tried, in order; the last column marks the one that was taken."""
    found = plan.calibrated
    return (
        [
            (
                attempt.ask.sentence,
                percent(attempt.probability),
                percent(attempt.lower),
                str(attempt.price),
                f"{attempt.z:.2f}" if math.isfinite(attempt.z) else "none",
                "taken" if place == found.chosen else "",
            )
            for place, attempt in enumerate(found.attempts)
        ]
        if found is not None
        else []
    )


def calibration_record(plan: Plan) -> dict[str, Any] | None:
    """The attempts as plain data; None for a roster that was given."""
    found = plan.calibrated
    if found is None:
        return None
    return {
        "attempts": [
            {
                "asked_rate": attempt.ask.rate,
                "asked_occupancy": attempt.ask.occupancy,
                "asked_margin": attempt.ask.margin,
                "probability": attempt.probability,
                "lower": attempt.lower,
                "price": attempt.price,
                "z": attempt.z,
            }
            for attempt in found.attempts
        ],
        "chosen": found.chosen,
        "ended": found.ended,
        "error": error(plan),
        "replications": plan.service.replications,
    }


def error(plan: Plan) -> float:
    """Half the 95% interval of a simulated share of weeks as large as the confidence wanted."""
    share = plan.service.confidence
    return Z95 * math.sqrt(share * (1 - share) / plan.service.replications)


def _price(found: Calibrated, place: int) -> str:
    """What an attempt costs in price points beyond the targets as written."""
    more = found.attempts[place].price - found.attempts[0].price
    return f", for {counted(more, 'price point')} more" if more > 0 else ", for no price point more"
