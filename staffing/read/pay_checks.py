"""Premiums that would pay an hour twice, and overtime in the wrong unit or of more days than a week has."""

from __future__ import annotations

from itertools import combinations

from staffing.documents.base import clock_text
from staffing.documents.pay import NightPremium, Premium, WeekendPremium
from staffing.documents.team import Team
from staffing.read.team_checks import Written
from staffing.read.yaml_source import Spot

DAY = 1440


def check_premiums(written: Written) -> None:
    """Of one kind, an hour at a site has one premium."""
    _check_wages(written)
    premiums = list(enumerate(written.team.costs.premiums))
    for number, premium in premiums:
        _check_alone(written, ("costs", "premiums", number), premium)
    for (first, one), (second, other) in combinations(premiums, 2):
        where = _sites_of(written.team, one) & _sites_of(written.team, other)
        common = _overlap(one, other) if where else None
        if common is not None:
            everywhere = len(where) == len(written.team.sites)
            at = "" if everywhere else f" at the site {next(s.id for s in written.team.sites if s.id in where)}"
            written.fault(
                ("costs", "premiums", second),
                f"overlaps the {one.kind} premium at {written.at(('costs', 'premiums', first))}{common}{at}; premiums "
                "of one kind that overlap are not allowed",
            )


def _check_wages(written: Written) -> None:
    """A premium is a multiple of a wage, and a cost without some people's wages would pass for the whole."""
    team, contracts = written.team, written.team.contracts
    paid = next((number for number, contract in enumerate(contracts) if team.cost_per_hour(contract)), None)
    if paid is None:
        if team.costs.premiums:
            said = "are multiples of the wage, but no contract has a cost_per_hour or cost_per_month"
            written.fault(("costs", "premiums"), f"{said}; give every contract its own, or remove them")
        return
    key = "cost_per_hour" if contracts[paid].cost_per_month is None else "cost_per_month"
    for number, contract in enumerate(contracts):
        given = [written.source.value(("contracts", number, one)) for one in ("cost_per_hour", "cost_per_month")]
        if given == [None, None]:
            written.fault(
                ("contracts", number),
                f"has no cost_per_hour, but the contract {contracts[paid].id} at "
                f"{written.at(('contracts', paid, key))} has a {key}; give {contract.id} its own, or 0",
            )


def _check_alone(written: Written, spot: Spot, premium: Premium) -> None:
    if isinstance(premium, NightPremium) and premium.between[1] - premium.between[0] > DAY:
        start, end = map(clock_text, premium.between)
        written.fault((*spot, "between"), f"is {start}-{end}, longer than a day; at most 24 hours are allowed")
    if isinstance(premium, WeekendPremium):
        for number, day in enumerate(premium.days):
            if day in premium.days[:number]:
                written.fault((*spot, "days", number), f'is "{day}" a second time; name each day once')


def _sites_of(team: Team, premium: Premium) -> set[str]:
    return set(premium.sites) or {site.id for site in team.sites}


def _overlap(one: Premium, other: Premium) -> str | None:
    """Where two premiums of one kind meet: ` from 04:00 to 06:00`, ` on saturday`, or empty: always; None if never."""
    if isinstance(one, NightPremium) and isinstance(other, NightPremium):
        return _common_time(one.between, other.between)
    if isinstance(one, WeekendPremium) and isinstance(other, WeekendPremium):
        return next((f" on {day}" for day in one.days if day in other.days), None)
    return "" if one.kind == other.kind else None


def _common_time(one: tuple[int, int], other: tuple[int, int]) -> str | None:
    """The first common minutes on the clock: 22:00-30:00 and 04:00-06:00 have 04:00 to 06:00."""
    for days in (-2, -1, 0, 1, 2):
        start, end = max(one[0], other[0] + days * DAY), min(one[1], other[1] + days * DAY)
        if start < end:
            return f" from {clock_text(start % DAY)} to {clock_text((end - 1) % DAY + 1)}"
    return None


def check_overtime(written: Written) -> None:
    """Overtime is written in minutes."""
    places: list[Spot] = [("overtime",), *(("sites", number, "overtime") for number in range(len(written.team.sites)))]
    documents = [written.team.overtime, *(site.overtime for site in written.team.sites)]
    for spot, overtime in zip(places, documents, strict=True):
        for key, most in (("max_minutes_per_week", 24), ("max_minutes_per_day", 12)):
            minutes = (getattr(overtime, key) or 0) if overtime else 0
            if 0 < minutes <= most:
                written.fault(
                    (*spot, key),
                    f"is {minutes}; minutes are wanted and this looks like hours: write {minutes * 60}",
                )
