"""Shifts, words, queues and people that rules name are known ones."""

from __future__ import annotations

import pytest

from staffing.build.problem import rules_of
from staffing.rules.agent.pins import Pins

from .conftest import Desk

RULES = "  - {rule: max_consecutive_days, days: 6}"


def written(desk: Desk, rule: str) -> Desk:
    return desk.edit("team.yaml", RULES, f"{RULES}\n  - {{{rule}}}")


@pytest.mark.parametrize(
    ("rule", "sentence"),
    {
        "a shift": (
            "rule: shift_rotation, first: [late], then: [erly]",
            'rules.shift_rotation.then.0 is "erly", which is not a shift; nearest is "early"',
        ),
        "a word that another rule has": (
            "rule: unwanted_shifts, shifts: [off]",
            'rules.unwanted_shifts.shifts.0 is "off", which is not a shift; allowed are early, late',
        ),
        "a word that no rule has": (
            "rule: forbidden_sequence, shifts: [late, nothing]",
            'rules.forbidden_sequence.shifts.1 is "nothing", which is not a shift; allowed are early, late, off, any',
        ),
        "a queue": (
            "rule: people_with_skill, queue: payment, min: 2",
            'rules.people_with_skill.queue is "payment", which is not a queue; nearest is "payments"',
        ),
        "a person": (
            "rule: together, people: [budi, sary]",
            'rules.together.people.1 is "sary", which is not in agents.csv; nearest is "sari"',
        ),
    }.values(),
    ids=lambda value: value.split(",")[0],
)
def test_an_unknown_name_is_one_sentence_with_what_is_allowed(desk: Desk, rule: str, sentence: str) -> None:
    assert sentence in written(desk, rule).fault()


def test_a_day_off_and_any_shift_may_stand_in_a_sequence(desk: Desk) -> None:
    (*_, rule) = written(desk, 'rule: forbidden_sequence, shifts: [late, "off", any]').read().team.rules
    assert rule.model_dump()["shifts"] == ("late", "off", "any")


def test_pins_may_have_a_weight_and_are_still_one_rule(desk: Desk) -> None:
    team = written(desk, "rule: pins, weight: 200").read().team
    assert [rule.weight for rule in rules_of(team) if isinstance(rule, Pins)] == [200]
