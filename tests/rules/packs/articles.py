"""Article by article: what the law still allows, what it does not, and the number at the edge.

Each case is a roster of one agent in a world of the shifts M and N; `over` is what it exceeds the article by, 0 where
it keeps it. Sources: the packs name them, and so does each heading here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

Span = tuple[int, int]
H = 60


class Article(NamedTuple):
    """A roster under one rule of a pack."""

    rule: str
    article: str
    roster: str
    over: int
    m: Span = (6 * H, 14 * H)
    n: Span = (14 * H, 22 * H)
    m_break: Span | None = None
    n_break: Span | None = None
    history: str = ""
    contract_days: int = 5
    agreed: tuple[str, ...] = ()
    facts: Mapping[str, Any] = MappingProxyType({})


def lasting(minutes: int, start: int = 6 * H) -> Span:
    return start, start + minutes


DAILY = ("daily_minutes@id_2021", "PP 35/2021 Art. 21(2), 26(1), 28(1)")
WEEKLY = ("overtime_minutes@id_2021", "PP 35/2021 Art. 21(2), 26(1), 28(1)")
REST = ("weekly_rest_days@id_2021", "PP 35/2021 Art. 22, 28(1)")
PAUSE = ("break_in_shift@id_2021", "UU 13/2003 Art. 79(2)(a)")
NIGHT = ("no_nights@id_2021", "UU 13/2003 Art. 76(1), 76(2)")
HOLIDAY = ("holiday_work@id_2021", "UU 13/2003 Art. 85(1), 85(2)")
OVERTIME: dict[str, Any] = {"agreed": ("overtime",)}
LONGEST: dict[str, Any] = {"m": lasting(8 * H + 216), "n": lasting(8 * H + 217), **OVERTIME}
"""Five days of M are 18 hours of overtime; one N is a minute more."""
SIX: dict[str, Any] = {"m": lasting(400), "n": lasting(401), "contract_days": 6}
"""Six days of M are 40 hours."""

ID_2021 = [
    # PP 35/2021 Art. 21(2): seven hours a day at six days a week, eight at five
    Article(*DAILY, "M------", 0, m=lasting(480), n=lasting(481)),
    Article(*DAILY, "N------", 1, m=lasting(480), n=lasting(481)),
    Article(*DAILY, "M------", 0, m=lasting(420), n=lasting(421), contract_days=6),
    Article(*DAILY, "N------", 1, m=lasting(420), n=lasting(421), contract_days=6),
    # an hour's break is no work
    Article(*DAILY, "M------", 0, m=lasting(540), m_break=(600, 660)),
    # PP 35/2021 Art. 26(1), 28(1): four hours of overtime a day, with consent
    Article(*DAILY, "M------", 0, m=lasting(720), n=lasting(721), **OVERTIME),
    Article(*DAILY, "N------", 1, m=lasting(720), n=lasting(721), **OVERTIME),
    Article(*DAILY, "N------", 1, n=lasting(661), contract_days=6, **OVERTIME),
    # PP 35/2021 Art. 21(2): 40 hours a week
    Article(*WEEKLY, "MMMMMM-", 0, **SIX),
    Article(*WEEKLY, "NMMMMM-", 1, **SIX),
    # PP 35/2021 Art. 26(1): 18 hours of overtime a week, with consent
    Article(*WEEKLY, "MMMMM--", 0, **LONGEST),
    Article(*WEEKLY, "NMMMM--", 1, **LONGEST),
    Article(*WEEKLY, "M------", 216, m=lasting(696)),
    # PP 35/2021 Art. 26(2): neither a public holiday nor a rest day counts
    Article(*WEEKLY, "NMMMM--", 0, **LONGEST, facts={"holiday": (0,)}),
    Article(*WEEKLY, "MMMMMM-", 0, **OVERTIME),
    # PP 35/2021 Art. 22: one rest day at six days a week, two at five
    Article(*REST, "MMMMM--", 0),
    Article(*REST, "MMMMMM-", 1),
    Article(*REST, "MMMMMM-", 0, contract_days=6),
    Article(*REST, "MMMMMMM", 1, contract_days=6),
    # PP 35/2021 Art. 26(2), 28(1): one of them is overtime, with consent
    Article(*REST, "MMMMMM-", 0, **OVERTIME),
    Article(*REST, "MMMMMMM", 1, **OVERTIME),
    # UU 13/2003 Art. 79(2)(a): half an hour after four hours at the latest
    Article(*PAUSE, "M------", 0, m_break=(10 * H, 10 * H + 30), m=(6 * H, 14 * H + 30)),
    Article(*PAUSE, "N------", 1, n=(6 * H, 14 * H), n_break=(10 * H + 1, 10 * H + 31)),
    Article(*PAUSE, "N------", 211, n=(6 * H, 14 * H), n_break=(10 * H, 10 * H + 29)),
    Article(*PAUSE, "M------", 0, m=lasting(240)),
    # UU 13/2003 Art. 76(1), 76(2): nobody of these between 23:00 and 07:00
    Article(*NIGHT, "M------", 0, m=(15 * H, 23 * H), facts={"no_nights": (0,)}),
    Article(*NIGHT, "N------", 1, n=(15 * H + 1, 23 * H + 1), facts={"no_nights": (0,)}),
    Article(*NIGHT, "M------", 0, m=(7 * H, 15 * H), facts={"no_nights": (0,)}),
    Article(*NIGHT, "N------", 1, n=(7 * H - 1, 15 * H), facts={"no_nights": (0,)}),
    Article(*NIGHT, "-N-----", 0, n=(22 * H, 30 * H), facts={"no_nights": (0,)}),
    # UU 13/2003 Art. 85: on a public holiday only by agreement, or where work goes on
    Article(*HOLIDAY, "M-MM---", 0, facts={"holiday": (1,)}),
    Article(*HOLIDAY, "-M-----", 1, facts={"holiday": (1,)}),
    Article(*HOLIDAY, "-M-----", 0, facts={"holiday": (1,)}, agreed=("holidays",)),
    Article(*HOLIDAY, "M------", 0, facts={"holiday": (1,)}, m=(16 * H, 24 * H)),
    Article(*HOLIDAY, "N------", 1, facts={"holiday": (1,)}, n=(16 * H + 1, 24 * H + 1)),
]

AVERAGE = ("average_minutes@eu_2003_88", "2003/88/EC Art. 6(b), 16(b)")
NIGHT_AVERAGE = ("night_average@eu_2003_88", "2003/88/EC Art. 8(a), 16(c)")
WEEKS = "MMMMMM-"
FULL: dict[str, Any] = {"history": WEEKS * 16, "n": lasting(481)}
"""Sixteen weeks of 48 hours before the plan; N is a minute longer than M."""

EU_2003_88 = [
    # 2003/88/EC Art. 3: 11 hours in a row
    Article("min_rest@eu_2003_88", "2003/88/EC Art. 3", "NM-----", 0, n=(11 * H, 19 * H)),
    Article("min_rest@eu_2003_88", "2003/88/EC Art. 3", "NM-----", 1, n=(11 * H, 19 * H + 1)),
    Article("min_rest@eu_2003_88", "2003/88/EC Art. 3", "M------", 60, history="N", n=(12 * H, 20 * H)),
    # 2003/88/EC Art. 4: a break where the day is longer than six hours
    Article("break_in_shift@eu_2003_88", "2003/88/EC Art. 4", "M------", 0, m=lasting(360)),
    Article("break_in_shift@eu_2003_88", "2003/88/EC Art. 4", "M------", 1, m=lasting(361)),
    Article("break_in_shift@eu_2003_88", "2003/88/EC Art. 4", "M------", 0, m=lasting(480), m_break=(400, 415)),
    # 2003/88/EC Art. 5: 24 and 11 hours in every seven days
    Article("rest_in_window@eu_2003_88", "2003/88/EC Art. 5", "MMMMM-N", 0, n=(H, 2 * H)),
    Article("rest_in_window@eu_2003_88", "2003/88/EC Art. 5", "MMMMM-N", 1, n=(H - 1, 2 * H)),
    Article("rest_in_window@eu_2003_88", "2003/88/EC Art. 5", "MMMMMMM", 1),
    # 2003/88/EC Art. 6(b), 16(b): 48 hours a week on average over 17 weeks
    Article(*AVERAGE, WEEKS, 0, **FULL),
    Article(*AVERAGE, "NMMMMM-", 1, **FULL),
    Article(*AVERAGE, "MMMMMMM", 480, **FULL),
    Article(*AVERAGE, "MMMMMMM", 0, history="MMMMM--" + WEEKS * 15),
    # ... leave is neutral: seven days of it are not made up for by more work
    Article(*AVERAGE, "MMMMMMM", 480, history="-------" + WEEKS * 15, facts={"on_leave": range(-112, -105)}),
    Article(*AVERAGE, WEEKS, 0, history="-------" + WEEKS * 15, facts={"on_leave": range(-112, -105)}),
    # 2003/88/EC Art. 8(a), 16(c): eight hours a day on average for whoever works at night, weekly rest left out
    Article(*NIGHT_AVERAGE, "MMMMMM-", 0, facts={"night": (True, False)}),
    Article(*NIGHT_AVERAGE, "NMMMMM-", 1, facts={"night": (True, False)}, n=lasting(481)),
    Article(*NIGHT_AVERAGE, "NMMMMM-", 0, facts={"night": (False, False)}, n=lasting(481)),
]

DAY = ("daily_minutes@sg_ea_part4", "Employment Act 1968 s. 38(1)")
TWELVE = ("daily_minutes:with_overtime@sg_ea_part4", "Employment Act 1968 s. 38(8)")
MONTH = ("overtime_minutes@sg_ea_part4", "Employment Act 1968 s. 38(1), 38(5)")
LEISURE = ("break_in_shift@sg_ea_part4", "Employment Act 1968 s. 38(1)(a)")
SUNDAY = ("weekly_rest_days@sg_ea_part4", "Employment Act 1968 s. 36(1), 37(1)")
BUSY: dict[str, Any] = {"m": lasting(620), "n": lasting(621), "history": WEEKS * 3, **OVERTIME}
"""A week of six M is 54 normal hours, ten beyond the 44, and six times 80 minutes: four are 72 hours of overtime."""

SG_EA_PART4 = [
    # Employment Act 1968 s. 38(1): eight hours a day, or nine at five days a week or fewer
    Article(*DAY, "M------", 0, m=lasting(540)),
    Article(*DAY, "M------", 1, m=lasting(541)),
    Article(*DAY, "M------", 0, m=lasting(480), contract_days=6),
    Article(*DAY, "M------", 1, m=lasting(481), contract_days=6),
    # s. 38(8): twelve hours with overtime
    Article(*TWELVE, "M------", 0, m=lasting(720), **OVERTIME),
    Article(*TWELVE, "M------", 1, m=lasting(721), **OVERTIME),
    # s. 38(1): 44 hours a week
    Article(*MONTH, "MMMMM--", 0, m=lasting(528)),
    Article(*MONTH, "NMMMM--", 1, m=lasting(528), n=lasting(529)),
    # s. 38(5): 72 hours of overtime a month, with consent
    Article(*MONTH, WEEKS, 0, **BUSY),
    Article(*MONTH, "NMMMMM-", 1, **BUSY),
    # ... of a calendar month: the first week belongs to the one before
    Article(*MONTH, "NMMMMM-", 0, **BUSY, facts={"month": (0,) * 7 + (1,) * 21}),
    # s. 38(1)(a): six hours in a row
    Article(*LEISURE, "M------", 0, m=lasting(360)),
    Article(*LEISURE, "M------", 1, m=lasting(361)),
    # s. 36(1), 37(1): a rest day a week, worked with consent
    Article(*SUNDAY, "MMMMMM-", 0),
    Article(*SUNDAY, "MMMMMMM", 1),
    Article(*SUNDAY, "MMMMMMM", 0, agreed=("rest_days",)),
]

ARTICLES = {"id_2021": ID_2021, "eu_2003_88": EU_2003_88, "sg_ea_part4": SG_EA_PART4}
