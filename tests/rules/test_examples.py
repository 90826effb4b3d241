"""The example rosters that the rules carry are what they say they are."""

from __future__ import annotations

import pytest

from staffing.roster import Roster
from staffing.rules import EVERY, Rule
from tests.rules.worlds import LETTERS, tiny_world

WITH_EXAMPLES = [rule for rule in EVERY if rule.allowed]


@pytest.mark.parametrize("kind", WITH_EXAMPLES, ids=lambda kind: kind.name())
def test_the_allowed_example_is_allowed_and_the_forbidden_one_is_not(kind: type[Rule]) -> None:
    rule, world = kind.model_validate(kind.example), tiny_world(1, 5)
    assert not list(rule.violations(world, Roster.parse(kind.allowed, LETTERS)))
    if kind.forbidden:
        assert list(rule.violations(world, Roster.parse(kind.forbidden, LETTERS)))


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.name())
def test_every_rule_says_its_law_in_one_sentence_and_its_unit(kind: type[Rule]) -> None:
    assert kind.law.endswith(".")
    assert kind.law.count(". ") == 0
    assert kind.unit
    assert kind.kind in ("agent", "team")
