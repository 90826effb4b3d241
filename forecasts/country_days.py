"""The days of a country's calendar on which volume departs from the ordinary week.

Public holidays and joint leave come from the `holidays` package, Ramadan from `hijridate` (Umm al-Qura); double
days and paydays are the conventions of the marketplaces of South-East Asia.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from forecasts.errors import ForecastError

DOUBLE_DAY_MARKETS = ("ID", "MY", "PH", "SG", "TH", "VN")
PAYDAY_MARKETS = ("ID",)
_FASTING = (
    "AE AF AL AZ BA BD BF BH BN DJ DZ EG EH GM GN ID IQ IR JO KG KM KW KZ LB LY MA ML MR MV MY NE NG OM PK PS QA SA"
    " SD SL SN SO SY TD TJ TM TN TR UZ XK YE YT"
)  # countries of Muslim majority (BA and NG: about half)
_MEGA_SALES = (9, 10, 11, 12)
_SETTLING_DAYS = 10  # delivery, settlement and returns trail a sale
_HIJRI_YEARS = (1343, 1500)  # what hijridate converts
_MARK = re.compile(r"\s*\(((?:observed|estimated|in lieu|substitute)[^()]*)\)$")
_JOINT_LEAVE = re.compile(r"\s+Joint Holiday$")
_RELIGIOUS = re.compile(
    r"\bEid\b|\bIsra\b|Prophet|Mawlid|Islamic New Year|Ramadan|Arafah|Ashura|Laylat al-Qadr|Night of Power"
    r"|Vesak|Visak|Bucha\b|Buddh|Poya|Waso\b|Day of Silence"
    r"|Good Friday|Easter|Maundy|Black Saturday|Holy (?:Thursday|Saturday|Trinity)"
    r"|Ascension|Pentecost|Whit Monday|Corpus (?:Christi|Domini)"
    r"|Christmas|Boxing Day|Saint Stephen|Epiphany|All S(?:aints|ouls)|Assumption|Immaculate|Dormition|Reformation Day"
    r"|(?:Lunar|Chinese|Korean) New Year|Spring Festival"
    r"|Diwali|Deepavali|Dussehra|\bHoli\b|Thaipusam|Janmashtami|Ganesh|Shivaratri|Sivarathri|Ram Navami|Guru Nanak"
    r"|Rosh Hashanah|Yom Kippur|Pesach|Sukkot|Shavuot|Simchat"
)


@dataclass(frozen=True)
class Occasion:
    """One instance of an event: a local day, what happens on it, and the days before and after that it touches.

    `event` is the same name every year and `kind` its class: mega_sale, double_day, religious, public, joint_leave,
    fasting, payday, or the planner's own. `scope` is the unique_id of the one series concerned, empty for all.
    `uplift` is the planner's factor on the volume at its peak (2.0: double). `lead` and `lag` count days.
    `estimated` says that the day may still move. `source` is country, calendar or planner.
    """

    day: date
    event: str
    kind: str
    scope: str = ""
    uplift: float | None = None
    lead: int = 0
    lag: int = 0
    estimated: bool = False
    source: str = "calendar"

    def touches(self, first: date, last: date) -> bool:
        """Whether a touched day lies in the period, both ends included."""
        return (first - self.day).days <= self.lag and (self.day - last).days <= self.lead


def country_occasions(country: str, first_year: int, last_year: int) -> tuple[Occasion, ...]:
    """What the country's calendar holds in the years, both included, in no particular order.

    Raises ForecastError for a country that the `holidays` package does not know. Years of which a source knows
    nothing add nothing.
    """
    found = list(_public_days(country, first_year, last_year))
    for year in range(first_year, last_year + 1):
        if country in DOUBLE_DAY_MARKETS:
            found += _double_days(year)
        if country in PAYDAY_MARKETS:
            found += (Occasion(_payday(year, month), "payday 25", "payday", lag=2) for month in range(1, 13))
    if country in _FASTING.split():
        found += _ramadans(first_year, last_year)
    return tuple(found)


def public_holidays(country: str, first: date, last: date) -> dict[date, str]:
    """The public holidays of a country between two days, both included, with their names; joint leave is none.

    Raises ForecastError for a country that the `holidays` package does not know.
    """
    days = _public_days(country, first.year, last.year)
    return {each.day: each.event for each in days if each.kind != "joint_leave" and first <= each.day <= last}


def double_day(day: date) -> str:
    """The event's name when the number of the month is that of the day, else empty."""
    return f"double day {day.month}.{day.day}" if day.month == day.day else ""


@lru_cache(maxsize=64)
def _public_days(country: str, first_year: int, last_year: int) -> tuple[Occasion, ...]:
    """Public holidays, and Indonesia's joint leave (SKB: the yearly decree of three ministers).

    The package has English names for every country, either translated or as its only language.
    """
    import holidays  # about 0.1 s, so only where days are asked for

    if country not in holidays.list_supported_countries(include_aliases=False):
        told = 'write the two capital letters of ISO 3166 of a country whose holidays are known, such as "ID" or "DE"'
        raise ForecastError(f'country is "{country}"; {told}')
    known = getattr(holidays, country)
    days = holidays.country_holidays(
        country,
        years=range(first_year, last_year + 1),
        expand=False,
        language="en_US" if "en_US" in known.supported_languages else None,
        categories=("public", "government") if country == "ID" else ("public",),
    )
    named = (_named(day, name.strip()) for day, names in days.items() for name in names.split(";"))
    return tuple({(each.day, each.event): each for each in named}.values())


def _named(day: date, name: str) -> Occasion:
    estimated = False
    while mark := _MARK.search(name):
        estimated |= "estimated" in mark[1]
        name = name[: mark.start()]
    if _JOINT_LEAVE.search(name):
        event = _JOINT_LEAVE.sub(" joint leave", name)
        return Occasion(day, event, "joint_leave", estimated=estimated, source="country")
    kind = "religious" if _RELIGIOUS.search(name) else "public"
    return Occasion(day, name, kind, lead=1, lag=1, estimated=estimated, source="country")


def _double_days(year: int) -> Iterator[Occasion]:
    for month in range(1, 13):
        day = date(year, month, month)
        kind = "mega_sale" if month in _MEGA_SALES else "double_day"
        yield Occasion(day, double_day(day), kind, lag=_SETTLING_DAYS)


def _payday(year: int, month: int) -> date:
    """The 25th, or the Friday before when that is a Saturday or a Sunday."""
    day = date(year, month, 25)
    return day - timedelta(days=max(0, day.weekday() - 4))


def _ramadans(first_year: int, last_year: int) -> Iterator[Occasion]:
    """Each Ramadan that begins in the years: day 0 is its first, the lag its other 28 or 29 days.

    Always estimated: the decreed first day may be another by one.
    """
    from hijridate import Hijri

    since = max(_HIJRI_YEARS[0], (first_year - 622) * 33 // 32)  # 33 years of the moon last 32 of the sun
    until = min(_HIJRI_YEARS[1], (last_year - 622) * 33 // 32 + 2)
    for year in range(since, until + 1):
        begin = Hijri(year, 9, 1)
        day = date(*begin.to_gregorian().datetuple())
        if first_year <= day.year <= last_year:
            yield Occasion(day, "Ramadan", "fasting", lag=begin.month_length() - 1, estimated=True)
