"""Every rule of every pack, at the number at which the law begins to say no."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from staffing.build.rules import pack_rules
from staffing.labour import CONSENTS, Labour
from staffing.problem import Problem
from staffing.roster import Roster
from staffing.rules.packs import pack_of, packs_known
from tests.build.desks import agents_of, team_of
from tests.rules.packs.articles import ARTICLES, Article
from tests.rules.worlds import tiny_world

EVERY = [(pack, case) for pack, cases in ARTICLES.items() for case in cases]


def flagged(days: Any, past: int, total: int) -> np.ndarray:
    """[1, H + D] true on days that count from the first planned one."""
    found = np.zeros((1, total), dtype=bool)
    found[0, np.array(list(days), dtype=int) + past] = True
    return found


def world(case: Article) -> Problem:
    past, total = len(case.history), len(case.history) + 7
    clock = np.array([case.m, case.n])
    breaks = tuple((one,) if one else () for one in (case.m_break, case.n_break))
    paid = np.array([end - start - sum(b - a for a, b in own) for (start, end), own in zip(clock, breaks, strict=True)])
    midnights = (np.arange(total) - past)[:, None] * 1440
    facts = {
        "breaks": breaks,
        "unpaid": breaks,
        "holiday": flagged(case.facts.get("holiday", ()), past, total),
        "no_nights": flagged(case.facts.get("no_nights", ()), past, total),
        "night": np.array(case.facts.get("night", (False, False))),
        "month": np.array(case.facts.get("month", (0,) * total)),
        "consents": np.array([[name in case.agreed] for name in CONSENTS]),
    }
    return tiny_world(
        1,
        7,
        case.history,
        shift_start=midnights + clock[:, 0],
        shift_end=midnights + clock[:, 1],
        credited_minutes=paid,
        paid_minutes=np.tile(paid, (total, 1)),
        week=(np.arange(total) - past) // 7,
        contract_days=np.array([case.contract_days]),
        on_leave=flagged(case.facts.get("on_leave", ()), past, total),
        labour=Labour(consent_names=CONSENTS, clock=clock, **facts),
    )


@pytest.mark.parametrize(("pack", "case"), EVERY, ids=[f"{case.rule}-{n}" for n, (_, case) in enumerate(EVERY)])
def test_an_article_is_broken_by_a_minute_more_and_kept_by_none(pack: str, case: Article) -> None:
    (rule,) = [one for one in pack_rules(team_of(labour_pack=pack), ()) if one.rule == case.rule]
    found = list(rule.violations(world(case), Roster.parse(case.roster, "MN")))
    assert sum(breach.amount for breach in found) == case.over
    assert rule.article == case.article
    assert all((breach.rule, breach.article) == (case.rule, case.article) for breach in found)


def test_every_rule_of_a_pack_has_a_case_that_keeps_it_and_one_that_breaks_it() -> None:
    assert set(ARTICLES) == set(packs_known())
    for pack, cases in ARTICLES.items():
        rules = {rule.rule for rule in pack_rules(team_of(labour_pack=pack), ())}
        assert {case.rule for case in cases if case.over} == rules
        assert {case.rule for case in cases if not case.over} == rules


@pytest.mark.parametrize("pack", packs_known())
def test_a_pack_says_where_it_is_from_and_that_it_is_no_legal_advice(pack: str) -> None:
    found = pack_of(pack)
    assert found.id == pack
    assert found.notice.startswith("It is no legal advice.")
    assert all(source.url or source.publication for source in found.sources)
    assert all(each.rule.hard for each in found.rules)
    assert found.model_validate(found.model_dump()) == found


def test_only_a_waiver_that_the_law_allows_lifts_a_rule_and_for_nobody_else() -> None:
    agents = agents_of({"waivers": ["opt_out_48h"]}, {}, {})
    team = team_of(labour_pack="eu_2003_88", waivers=[{"agent": "a2", "waiver": "opt_out_48h"}])
    waived = {rule.rule: rule.waived for rule in pack_rules(team, agents)}
    assert waived.pop("average_minutes@eu_2003_88") == ("a0", "a2")
    assert set(waived.values()) == {()}


def test_a_pack_binds_the_sites_of_its_country_and_those_that_say_none() -> None:
    sites = [
        {"id": "batam", "zone": "Asia/Jakarta", "country": "ID"},
        {"id": "one_north", "zone": "Asia/Singapore", "country": "SG"},
        {"id": "somewhere", "zone": "UTC"},
    ]
    team = team_of(sites=sites, labour_pack=["id_2021", "sg_ea_part4"])
    where = {rule.rule.partition("@")[2]: rule.sites for rule in pack_rules(team, ())}
    assert where == {"id_2021": (0, 2), "sg_ea_part4": (1, 2)}


@pytest.mark.parametrize(
    ("wage", "currency", "bound"), [(2600, "SGD", True), (2601, "SGD", False), (2601, "USD", True), (None, "SGD", True)]
)
def test_whoever_earns_more_than_the_limit_is_not_bound(wage: float | None, currency: str, bound: bool) -> None:
    contract = {"id": "full", "minutes_per_week": 2400, "days_per_week": 5, "shifts": ["early"], "cost_per_month": wage}
    other = {**contract, "id": "other", "cost_per_month": 2000}
    team = team_of(labour_pack="sg_ea_part4", contracts=[contract, other], costs={"currency": currency})
    assert {rule.contracts for rule in pack_rules(team, ())} == {() if bound else ("other",)}
    alone = team_of(labour_pack="sg_ea_part4", contracts=[contract], costs={"currency": currency})
    assert bool(list(pack_rules(alone, ()))) is bound
