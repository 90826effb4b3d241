"""The example rosters that the rules carry are what they say they are."""

from __future__ import annotations

import pytest

from staffing.rules import EVERY, Rule
from staffing.rules.example import example_breaches

WITH_EXAMPLES = [rule for rule in EVERY if rule.allowed]


@pytest.mark.parametrize("kind", WITH_EXAMPLES, ids=lambda kind: kind.name())
def test_the_allowed_example_is_allowed_and_the_forbidden_one_is_not(kind: type[Rule]) -> None:
    rule = kind.model_validate(kind.example)
    assert not list(example_breaches(rule, kind.allowed))
    if kind.forbidden:
        assert list(example_breaches(rule, kind.forbidden))


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.name())
def test_every_rule_says_its_law_in_one_sentence_and_its_unit(kind: type[Rule]) -> None:
    assert kind.law.endswith(".")
    assert kind.law.count(". ") == 0
    assert kind.unit
    assert kind.kind in ("agent", "team")
