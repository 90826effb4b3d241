"""What a hiring plan rests on, each thing with where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from staffing.documents.base import Document
from staffing.documents.hiring import Hiring
from staffing.documents.team import Team
from staffing.hiring.answer import Assumption
from staffing.hiring.prices import HIRE_WEEKS, is_priced, unit_of
from staffing.hiring.supply.attrition import Hazards, probability_a_year, turnover_a_year

if TYPE_CHECKING:
    from forecasts.long_range import LongRange

FILE, ASSUMED, LOG = "team.yaml", "assumed", "ticket log"


def assumptions_of(team: Team, ahead: LongRange, hazards: Hazards, leave: tuple[float, str]) -> tuple[Assumption, ...]:
    """All of them, in the order in which they are read; `leave` is the days a year and their source."""
    return (*_volume(team, ahead), *_people(team.hiring, hazards, leave), *_hiring(team.hiring), *_money(team))


def _source(document: Document, key: str) -> str:
    return FILE if key in document.model_fields_set else ASSUMED


def _volume(team: Team, ahead: LongRange) -> Iterator[Assumption]:
    history = f"{ahead.history_weeks} weeks of history"
    if ahead.growth is not None:
        yield Assumption("growth of the volume", f"{ahead.growth:+.0%} a year", FILE)
    else:
        for name, trend in zip(ahead.unique_ids, ahead.trend, strict=True):
            total = _lasting(float(trend), ahead.damping)
            yield Assumption(f"trend of {name}", f"{total:+.1%} in the end, most of it soon", f"{LOG}, {history}")
    learnt = [name for name, yearly in zip(ahead.unique_ids, ahead.yearly, strict=True) if yearly]
    if learnt:
        yield Assumption("yearly shape", f"learnt for {', '.join(learnt)}", f"{LOG}, {history}")
    else:
        said = "none: two years of history are needed; special days are in"
        yield Assumption("yearly shape", said, f"{LOG}, {history}")
    last = ahead.spread[:, -1].max()
    yield Assumption("level of the volume in the last week", f"uncertain by a factor of {1 + last:.2f}", LOG)
    targets = team.targets
    yield Assumption(
        "promise",
        f"{targets.rate_24h:.0%} on time in {targets.confidence:.0%} of weeks; occupancy as the size allows, at most "
        f"{targets.occupancy_max:.0%}",
        FILE,
    )
    shrinkage = team.shrinkage
    yield Assumption(
        "shrinkage", f"absence {shrinkage.absence:.0%}, in shift {shrinkage.in_shift:.0%}", _source(team, "shrinkage")
    )


def _lasting(trend: float, damping: float) -> float:
    """What a damped trend adds up to: a share of the level."""
    return float((1 + trend) ** (damping / (1 - damping)) - 1) if damping < 1 else trend


def _people(hiring: Hiring, hazards: Hazards, leave: tuple[float, str]) -> Iterator[Assumption]:
    source = _source(hiring, "attrition")
    seen = f"; {hazards.leavers} left in agents.csv since {hazards.since}" if hazards.since is not None else ""
    settled, new = probability_a_year(hazards.settled), probability_a_year(hazards.new)
    turnover = f"a turnover of {turnover_a_year(hazards.settled):.0%} of the average headcount"
    yield Assumption("attrition", f"{settled:.0%} of people leave within a year, {turnover}", source + seen)
    if new != settled:
        weeks = f"in the first {hazards.new_weeks} weeks"
        yield Assumption("attrition of new people", f"{new:.0%} a year, {weeks}", _source(hiring, "new_hires") + seen)
    yield Assumption("leave not asked for yet", f"{leave[0]:.1f} working days a person and year", leave[1])
    ramp = hiring.ramp
    said = f"{ramp[0]:.0%} of full speed at first, 100% after {ramp.index(1.0)} weeks" if len(ramp) > 1 else "none"
    yield Assumption("ramp after the training", said, _source(hiring, "ramp"))
    training = hiring.training
    passed = "" if training.pass_rate == 1 else f", {training.pass_rate:.0%} pass"
    yield Assumption(
        "training",
        f"{training.weeks} weeks, classes of {training.class_min} to {training.largest}, {training.trainers} at a "
        f"time{passed}",
        _source(hiring, "training"),
    )
    mentoring = hiring.mentoring
    if mentoring.hours_per_week and mentoring.weeks:
        said = f"{mentoring.hours_per_week:g} hours a week for {mentoring.weeks} weeks after the training"
        yield Assumption("mentoring", said, _source(hiring, "mentoring"))


def _hiring(hiring: Hiring) -> Iterator[Assumption]:
    fill, funnel = hiring.time_to_fill, hiring.funnel
    yield Assumption(
        "time to fill",
        f"half within {fill.median_days:g} days, 4 of 5 within {fill.p80_days:g}",
        _source(hiring, "time_to_fill"),
    )
    yield Assumption("notice", f"{hiring.notice_days} days", _source(hiring, "notice_days"))
    yield Assumption(
        "funnel",
        f"{funnel.interview:.0%} of candidates are interviewed, {funnel.offer:.0%} of these get an offer, "
        f"{funnel.accept:.0%} accept, {funnel.show:.0%} of them come",
        _source(hiring, "funnel"),
    )
    for freeze in hiring.freeze:
        said = f"nobody new starts from {freeze.start} to {freeze.end}; open requisitions are not held back"
        yield Assumption("freeze", said, FILE)
    if hiring.budget.hires is not None:
        people = "1 hire" if hiring.budget.hires == 1 else f"{hiring.budget.hires} hires"
        yield Assumption("budget", people, FILE)
    if hiring.budget.money is not None:
        yield Assumption("budget", f"{hiring.budget.money:,.0f} for hiring and classes", FILE)


def _money(team: Team) -> Iterator[Assumption]:
    costs, gaps, unit = team.hiring.costs, team.hiring.stop_gaps, unit_of(team)
    if not is_priced(team):
        said = "an hour of pay is the unit of money; no contract has cost_per_hour or cost_per_month"
        yield Assumption("wages", said, ASSUMED)
    if costs.per_hire is None:
        yield Assumption("a hire costs", f"{HIRE_WEEKS} weeks of wages", ASSUMED)
    else:
        yield Assumption("a hire costs", f"{costs.per_hire:,.0f} {unit}", FILE)
    if costs.per_class is None:
        yield Assumption("a class costs", "a person's wages for its weeks", ASSUMED)
    else:
        yield Assumption("a class costs", f"{costs.per_class:,.0f} {unit}", FILE)
    if costs.short_week is None:
        odds = team.targets.confidence / (1 - team.targets.confidence)
        said = f"{odds:.1f} times its wage, the odds of the promise ({team.targets.confidence:.0%} of weeks)"
        yield Assumption("a week with one FTE too few costs", said, ASSUMED)
    else:
        yield Assumption("a week with one FTE too few costs", f"{costs.short_week:,.0f} {unit}", FILE)
    if gaps.overtime is not None:
        said = f"up to {gaps.overtime.share:.0%} of the hours at hand, at {gaps.overtime.multiplier:g} times the wage"
        yield Assumption("overtime", said, FILE)
    if gaps.outsourced is not None:
        said = f"up to {gaps.outsourced.fte:g} FTE a role, {gaps.outsourced.cost_per_hour:,.0f} {unit} an hour"
        yield Assumption("outsourcing", said, FILE)
