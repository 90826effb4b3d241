"""`staffing rules`: every rule there is, as text, as data and as a page."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from staffing.reports.rule_book_groups import GROUPS, OTHERS, grouped
from staffing.rules import EVERY
from staffing.rules.packs import pack_of, packs_known
from tests.cli.conftest import Command

NAMES = {kind.name() for kind in EVERY}


def test_the_data_are_a_list_of_every_rule_with_what_others_rely_on(staffing: Command) -> None:
    told = staffing("rules", "--json")
    assert told.code == 0
    found = json.loads(told.out)
    assert sorted(one["rule"] for one in found) == sorted(NAMES)
    for one in found:
        assert list(one)[:5] == ["rule", "kind", "sentence", "article", "engines"]
        assert one["kind"] in ("agent", "team")
        assert one["sentence"].endswith(".")
        assert one["engines"] == ["direct", "columns", "tours"]


def test_a_rule_of_a_labour_pack_has_its_articles(staffing: Command) -> None:
    found = {one["rule"]: one for one in json.loads(staffing("rules", "--json").out)}
    for pack in packs_known():
        for entry in pack_of(pack).rules:
            assert f"{pack}: {entry.article}" in found[entry.rule.rule]["article"]
    assert found["max_consecutive_days"]["article"] is None


def test_the_data_say_parameters_places_and_examples(staffing: Command) -> None:
    (told,) = json.loads(staffing("rules", "max_consecutive_days", "--json").out)
    days = {"name": "days", "allowed": "whole number, 1 to 31", "default": 6, "required": False}
    assert told["parameters"] == [days]
    assert (told["written_in"], told["every_team"], told["for_some"]) == (
        ["team", "site"],
        False,
        ["agents", "contracts"],
    )
    assert (told["weight"], told["unit"], told["resource"]) == ("hard", "days over", True)
    assert (told["example"], told["allowed"], told["forbidden"]) == ({"days": 3}, ["MMM-M"], ["-MMMM"])


def test_without_a_name_every_rule_is_printed_with_its_sentence(staffing: Command) -> None:
    told = staffing("rules")
    assert told.code == 0
    lines = told.out.splitlines()
    assert set(lines) >= NAMES
    words = " ".join(told.out.split())
    assert all(" ".join(kind.law.split()) in words for kind in EVERY)


def test_a_named_rule_is_printed_with_its_limits_and_what_breaks_it(staffing: Command) -> None:
    told = staffing("rules", "max_consecutive_days").out
    assert "  days: whole number, 1 to 31; default 6\n" in told
    assert "  weight: hard; a breach counts days over\n" in told
    assert "  allowed: MMM-M (with days 3)\n" in told
    assert "  forbidden: -MMMM: day 4 in a row; at most 3\n" in told
    assert "min_rest" not in told


def test_several_rules_may_be_named(staffing: Command) -> None:
    found = json.loads(staffing("rules", "--json", "requests", "min_rest").out)
    assert [one["rule"] for one in found] == ["min_rest", "requests"]


@pytest.mark.parametrize(
    ("name", "told"), [("min_rst", '"min_rst"; nearest is "min_rest"'), ("zzz", '"zzz"; staffing rules lists them all')]
)
def test_an_unknown_name_is_told_with_the_nearest(staffing: Command, name: str, told: str) -> None:
    done = staffing("rules", name)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1] == f"Error: there is no rule {told}"


@pytest.mark.parametrize("name", ["Fairness", "fairness"])
def test_a_group_may_be_named(staffing: Command, name: str) -> None:
    found = json.loads(staffing("rules", name, "min_rest", "--json").out)
    assert [one["rule"] for one in found] == ["min_rest", *GROUPS["Fairness"]]


def test_a_group_of_two_words_may_be_named(staffing: Command) -> None:
    for name in ("days off", "days-off"):
        assert [one["rule"] for one in json.loads(staffing("rules", name, "--json").out)] == list(GROUPS["Days off"])


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["max_nights_per_week"], "{rule: shifts_in_period, night: true, max: 2}"),
        (["weekends", "off", "in", "a", "month"], "{rule: weekends_in_period, period: month, max: 2}"),
        (["rest between shifts"], "{rule: min_rest, minutes: 660}"),
        (["mentor"], "{rule: with_mentor}"),
    ],
)
def test_an_unknown_name_finds_rules_by_its_words(staffing: Command, names: list[str], told: str) -> None:
    done = staffing("rules", *names)
    assert done.code == 2
    assert f'there is no rule "{" ".join(names)}"' in done.err
    assert told in " ".join(done.err.split())


def test_what_an_example_stands_on_is_told(staffing: Command) -> None:
    told = " ".join(staffing("rules", "requests").out.split())
    assert "in these examples agent0 wants M on day 2 and day 4 off, each with a weight of 10." in told
    assert "engines" not in told


def test_two_forms_at_once_are_refused(staffing: Command) -> None:
    done = staffing("rules", "--json", "--markdown")
    assert done.code == 2
    assert "--markdown and --json are two forms; give one" in done.err


def test_every_rule_stands_in_one_group_of_the_book() -> None:
    listed = [name for names in GROUPS.values() for name in names]
    assert len(listed) == len(set(listed))
    assert set(listed) == NAMES, "name new rules in staffing/reports/rule_book_groups.py"
    assert OTHERS not in grouped()


def test_the_command_imports_no_solver_and_no_table_package() -> None:
    script = (
        "import sys\n"
        "from staffing.cli.app import run\n"
        "run(['rules', 'min_rest'])\n"
        "print(sorted({'ortools', 'numba', 'pandas', 'sqlalchemy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
