"""Plain data written as YAML reads back as it was."""

from __future__ import annotations

from ruamel.yaml import YAML

from staffing.examples.crowd.yaml_text import WIDE, yaml_text

DOCUMENT = {
    "team": "Desk: one",
    "sites": [{"id": "a", "days": {f"day{number}": ["early", "late"] for number in range(9)}, "off": "off"}],
    "shares": {f"key{number}": {"low": 0.5, "high": number} for number in range(9)},
    "names": ["no", "7", "06:00", "x-1", "plain text"],
    "flags": {"yes": True, "nothing": None},
}


def test_what_is_written_reads_back_as_it_was():
    assert YAML(typ="safe").load(yaml_text(DOCUMENT, {})) == DOCUMENT


def test_wide_items_are_written_key_by_key():
    assert max(map(len, yaml_text(DOCUMENT, {}).splitlines())) <= WIDE


def test_comments_stand_above_what_they_are_about():
    text = yaml_text({"one": 1, "two": [2]}, {"two": "First line.\nSecond line."})
    assert text == "one: 1\n\n# First line.\n# Second line.\ntwo:\n  - 2\n"
