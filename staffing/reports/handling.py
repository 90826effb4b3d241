"""Sentences on where handle times come from, and how often cases come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forecasts.handling import Handling
from staffing.reports.plain_text import percent, plain

STATED_TOLD = 0.1
"""Where team.yaml weighs more than this, its weight is told."""


def handling_notes(found: Sequence[Handling]) -> list[str]:
    """What the plan takes the handle time of each queue to be, its trend, and the share of cases reopened."""
    return [sentence for one in found for sentence in _sentences(one)]


def _sentences(found: Handling) -> Iterator[str]:
    name = plain(found.queue)
    if found.weight == 0:
        stated = "" if found.stated is None else f" ({found.stated:g} min)"
        yield f"Handle time of {name} is that of team.yaml{stated}: the log holds none."
    else:
        yield (
            f"Handle time of {name}: {found.mean:.1f} min (95% interval {found.mean_lo:.1f} to {found.mean_hi:.1f}), "
            f"cv {found.cv:.2f}, from {_cases(found.cases)} of the log{_stated(found)}."
        )
    if found.trend:
        verb = "rises" if found.trend > 0 else "falls"
        yield f"Handle time of {name} {verb} by {percent(abs(found.trend))} a week, which that mean includes."
    if found.reopened is not None:
        yield f"Reopened of {name}: {percent(found.reopened)} of the resolved cases ({_cases(found.reopened_cases)})."


def _stated(found: Handling) -> str:
    if found.stated is None:
        return ""
    weight = 1 - found.weight
    told = f" and counts for {percent(weight, 0)} of it" if weight > STATED_TOLD else ""
    return f"; team.yaml says {found.stated:g}{told}"


def _cases(count: int) -> str:
    return f"{count:,} case" if count == 1 else f"{count:,} cases"
