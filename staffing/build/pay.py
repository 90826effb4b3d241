"""Wages, premiums and the limits of overtime, as arrays. What they mean for a roster: staffing/service/pay.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from staffing.build.places import Place, Places
from staffing.documents.base import WEEKDAYS
from staffing.documents.pay import Bracket, HolidayPremium, NightPremium, OvertimePremium, Premium, WeekendPremium
from staffing.documents.people import Agent
from staffing.documents.sites import Site
from staffing.documents.team import Team
from staffing.problem import Flags, Integers, OvertimeBracket

KINDS = ("night", "weekend", "holiday")
"""Premiums on single minutes, in the order of the rows; overtime is one on weeks."""


def wages(team: Team, agents: Sequence[Agent]) -> Integers:
    """[A] cents an hour."""
    cost = {contract.id: round(team.cost_per_hour(contract) * 100) for contract in team.contracts}
    return np.array([cost[agent.contract] for agent in agents], dtype=np.int64)


def premiums(places: Places) -> tuple[tuple[str, ...], Integers]:
    """Names of the kinds that are paid, and [kinds, H + D, S] percent x paid minutes of each."""
    written = [one for one in premiums_in_force(places.team) if not isinstance(one, OvertimePremium)]
    names = tuple(kind for kind in KINDS if any(premium.kind == kind for premium in written))
    dates = places.axis.dates
    found = np.zeros((len(names), len(dates), len(places.shifts)), dtype=np.int64)
    for number, at in enumerate(places.shifts):
        place = places.every[at.place]
        here = [premium for premium in written if _holds_at(premium, place.site)]
        for index, day in enumerate(dates):
            pieces = [(piece.start, piece.end) for piece in places.pieces(number, day) if piece.paid]
            for premium in here:
                minutes = _common(pieces, list(_hours(premium, place, day)))
                found[names.index(premium.kind), index, number] += _added(premium, minutes)
    return names, found


def premiums_in_force(team: Team) -> tuple[Premium, ...]:
    """The team's premiums, and at each site those of its labour packs of the kinds for which the team has none."""
    found = list(team.costs.premiums)
    for site in team.sites:
        own = {premium.kind for premium in team.costs.premiums if _holds_at(premium, site)}
        found += [one.premium for kind, one in least_premiums(team, site).items() if kind not in own]
    return tuple(found)


class LeastPremium(NamedTuple):
    """What the law pays at least at a site, by which article, and how it is counted here."""

    premium: OvertimePremium | HolidayPremium
    article: str
    note: str


def least_premiums(team: Team, site: Site) -> dict[str, LeastPremium]:
    """What the labour packs pay at a site at least, by kind: the first pack that says it, for all its people alike.

    Where contracts differ in their days a week, that of most days has the dearer brackets.
    """
    days = max(contract.days_per_week for contract in team.contracts)
    extra = team.overtime_at(site).max_extra_days > 0
    found: dict[str, LeastPremium] = {}
    for pack in team.packs_at(site):
        for kind in dict.fromkeys(premium.kind for premium in pack.premiums):
            least = pack.premium(kind, days, extra_days=extra)
            if least is not None and kind not in found:
                brackets = tuple(Bracket(hours=each.hours, multiplier=each.multiplier) for each in least.brackets)
                paid: OvertimePremium | HolidayPremium = (
                    OvertimePremium(kind="overtime", brackets=brackets, sites=(site.id,))
                    if kind == "overtime"
                    else HolidayPremium(kind="holiday", brackets=brackets, sites=(site.id,))
                )
                found[kind] = LeastPremium(paid, least.article, least.note)
    return found


def overtime_limits(places: Places, agents: Sequence[Agent], days_due: Integers) -> tuple[Integers, Integers]:
    """[A, W] minutes and days that may be rostered beyond those due: of people who consent, in weeks with work due."""
    limits = [places.team.overtime_at(places.every[places.place_of(agent)].site) for agent in agents]
    may = np.array([agent.overtime for agent in agents], dtype=bool)[:, None] & (days_due > 0)
    minutes = np.array([limit.max_minutes_per_week for limit in limits], dtype=np.int64)
    days = np.array([limit.max_extra_days for limit in limits], dtype=np.int64)
    return may * minutes[:, None], may * days[:, None]


def overtime_pay(team: Team) -> tuple[tuple[OvertimeBracket, ...], ...]:
    """What overtime adds to the wage, by site; nothing where the team has no premium for it."""
    return tuple(_overtime_at(team, site) for site in team.sites)


def shifts_within_day_cap(places: Places, agents: Sequence[Agent]) -> Flags:
    """[A, S] whether a shift exceeds a day of the contract by no more than the overtime of a day.

    A day of the contract is its minutes a week over its days. Everything is within the cap where the agent's site sets
    none; where it sets one, a shift above the contract's day is overtime, and closed to people who do not consent.
    Shifts of other sites are within it too: another rule keeps people from them.
    """
    contracts = {contract.id: contract for contract in places.team.contracts}
    found = np.ones((len(agents), len(places.shifts)), dtype=bool)
    for number, agent in enumerate(agents):
        home, contract = places.place_of(agent), contracts[agent.contract]
        cap = places.team.overtime_at(places.every[home].site).max_minutes_per_day
        if cap is None:
            continue
        most = contract.minutes_per_week + (cap if agent.overtime else 0) * contract.days_per_week
        for shift, at in enumerate(places.shifts):
            found[number, shift] = at.place != home or at.shift.paid_minutes * contract.days_per_week <= most
    return found


def _holds_at(premium: Premium, site: Site) -> bool:
    return not premium.sites or site.id in premium.sites


def _overtime_at(team: Team, site: Site) -> tuple[OvertimeBracket, ...]:
    for premium in premiums_in_force(team):
        if isinstance(premium, OvertimePremium) and _holds_at(premium, site):
            after, found = 0, []
            for bracket in premium.brackets:
                found.append(OvertimeBracket(after, _percent(bracket.multiplier)))
                after += _minutes(bracket)
            return tuple(found)
    return ()


def _hours(
    premium: NightPremium | WeekendPremium | HolidayPremium, place: Place, day: date
) -> Iterator[tuple[int, int]]:
    """When a premium is paid, around a shift that starts on a day; a shift ends on the next day at the latest."""
    if isinstance(premium, NightPremium):
        for days in (-2, -1, 0, 1):
            start, end = premium.between
            yield place.axis.minute(day + timedelta(days), start), place.axis.minute(day + timedelta(days), end)
        return
    for on in (day, day + timedelta(1)):
        if on in place.holidays if isinstance(premium, HolidayPremium) else WEEKDAYS[on.weekday()] in premium.days:
            yield place.axis.minute(on, 0), place.axis.minute(on, 1440)


def _common(pieces: list[tuple[int, int]], hours: list[tuple[int, int]]) -> int:
    """Minutes of the pieces that lie within the hours."""
    return sum(max(0, min(end, until) - max(start, since)) for start, end in pieces for since, until in hours)


def _added(premium: NightPremium | WeekendPremium | HolidayPremium, minutes: int) -> int:
    """Percent x minutes on top of the wage."""
    if not isinstance(premium, HolidayPremium):
        return _percent(premium.multiplier) * minutes
    added = 0
    for bracket in premium.brackets:
        inside = minutes if bracket.hours is None else min(minutes, _minutes(bracket))
        added += _percent(bracket.multiplier) * inside
        minutes -= inside
    return added


def _percent(multiplier: float) -> int:
    return round((multiplier - 1) * 100)


def _minutes(bracket: Bracket) -> int:
    return round((bracket.hours or 0) * 60)
