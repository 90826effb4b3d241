"""docs/rules.md is what the rules say of themselves, and its examples are what it says they are."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from staffing.reports.rule_book import Entry, entries
from staffing.reports.rule_book_markdown import WISHED, rules_page
from staffing.reports.rule_book_parameters import yaml_text
from staffing.reports.rule_book_wishes import WISHES, Wanted
from staffing.rules.example import example_breaches
from staffing.rules.example_facts import FACTS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
BOOK = entries()


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_page(BOOK), "run: staffing rules --markdown > docs/rules.md"


def test_every_link_of_the_index_has_its_section() -> None:
    text = PAGE.read_text(encoding="utf-8")
    headings = [name.lower().replace(" ", "-") for name in re.findall(r"^###? (.+)$", text, flags=re.MULTILINE)]
    assert len(set(headings)) == len(headings)
    assert {*re.findall(r"\]\(#(.+?)\)", text), WISHED.lower().replace(" ", "-")} == set(headings)


def test_every_rule_has_an_example_that_it_allows_and_one_that_it_forbids() -> None:
    assert [one.name for one in BOOK if not one.kind.allowed or not one.kind.forbidden] == []


def test_facts_are_of_rules_that_there_are() -> None:
    assert set(FACTS) <= {one.name for one in BOOK}


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish.text)
def test_what_is_wished_for_can_be_written(wish: Wanted) -> None:
    (entry,) = [one for one in BOOK if one.name == wish.rule]
    assert entry.by_team
    assert entry.kind.model_validate(YAML(typ="safe", pure=True).load(StringIO(wish.written))).rule == wish.rule


def test_engines_are_told_to_developers_at_the_end_of_the_page() -> None:
    text, makers = PAGE.read_text(encoding="utf-8").split("## For developers\n")
    assert "engines" not in text
    assert "direct" in makers
    assert all(f"`{one.name}`" in makers for one in BOOK)


@pytest.mark.parametrize("entry", BOOK, ids=lambda entry: entry.name)
def test_the_examples_of_the_page_are_allowed_and_forbidden(entry: Entry) -> None:
    rule = entry.kind.model_validate(entry.kind.example)
    assert not list(example_breaches(rule, entry.kind.allowed))
    assert entry.breaches()


@pytest.mark.parametrize("entry", [one for one in BOOK if one.written], ids=lambda entry: entry.name)
def test_the_entry_shown_can_be_read(entry: Entry) -> None:
    given = YAML(typ="safe", pure=True).load(StringIO(entry.written))
    assert entry.kind.model_validate(given).rule == entry.name


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"rule": "apart", "people": ("a", "b")}, "{rule: apart, people: [a, b]}"),
        (["23:00-31:00", "", "7", True, None, 0.5], '["23:00-31:00", "", "7", true, null, 0.5]'),
    ],
)
def test_data_are_written_as_yaml_that_reads_back(value: object, text: str) -> None:
    assert yaml_text(value) == text
