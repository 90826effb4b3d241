"""Scenarios through the executor: each worked once, none lost by another, all compared with the base."""

from __future__ import annotations

from datetime import date

import pytest

from staffing.documents.scenario import Scenario
from staffing.errors import InputError, NoRosterError
from staffing.plan import Settings
from staffing.scenarios import run as running
from staffing.scenarios.figures import Figures
from staffing.scenarios.run import BASE, STOPPED, Interrupted, Run
from staffing.scenarios.task import Question, Source
from tests.scenarios.made import figures, samples

SOURCE = Source("nowhere", None, date(2026, 11, 2), 1, ())
WORKED: list[str] = []


def answered(question: Question) -> Figures:
    """What each scenario comes to: its name decides."""
    name = question.scenario.name
    WORKED.append(name)
    if name == "impossible":
        raise NoRosterError("no roster meets the hard rules")
    if name == "stopped":
        raise KeyboardInterrupt
    return figures(samples=samples(0.97, roster=b"b")) if name == "better" else figures()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    WORKED.clear()
    monkeypatch.setattr(running, "figures_of", answered)
    return Run("serial", SOURCE, Settings())


def named(name: str, value: str = "1") -> Scenario:
    return Scenario(name=name, set=(("volume", value),))


def test_scenarios_come_back_in_the_order_asked_and_are_compared_with_the_base(run: Run) -> None:
    tried = run.tried([named("better", "2"), BASE, named("same", "3")])
    assert [one.name for one in tried] == ["better", "base", "same"]
    assert tried[0].compared is not None
    assert tried[0].compared.rate.low > 0
    assert tried[1].compared is None


def test_a_scenario_that_changes_nothing_differs_by_exactly_zero(run: Run) -> None:
    (tried,) = run.tried([named("same")])
    assert tried.compared is not None
    gap = tried.compared
    for difference in (gap.rate, gap.weeks, gap.utilization, gap.occupancy):
        assert (difference.mean, difference.low, difference.high) == (0.0, 0.0, 0.0)
    assert (gap.headcount, gap.paid_hours, gap.cost) == (0, 0.0, 0.0)


def test_the_same_differences_are_worked_once_whatever_they_are_called(run: Run) -> None:
    tried = run.tried([named("one"), named("two"), Scenario(name="nothing changed")])
    assert WORKED == ["base", "one"]
    assert tried[0].figures is tried[1].figures
    assert tried[2].figures is run.base()
    run.tried([named("three")])
    assert WORKED == ["base", "one"]


def test_a_scenario_that_fails_is_marked_and_loses_no_other(run: Run) -> None:
    tried = run.tried([named("one"), named("impossible", "2"), named("three", "3")])
    assert [one.failure for one in tried] == ["", "no roster meets the hard rules", ""]
    assert tried[1].figures is None
    assert tried[2].figures is not None


def test_without_a_base_nothing_is_compared_and_its_error_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "BASE", Scenario(name="impossible"))
    (tried,) = run.tried([named("one")])
    assert tried.compared is None
    with pytest.raises(NoRosterError):
        run.base()


def test_ctrl_c_keeps_what_was_worked_until_then(run: Run) -> None:
    with pytest.raises(Interrupted) as stopped:
        run.tried([named("one"), named("stopped", "2"), named("three", "3")])
    tried = stopped.value.tried
    assert tried[0].figures is not None
    assert [one.failure for one in tried] == ["", STOPPED, STOPPED]
    assert run.base() is not None


def test_several_sentences_of_an_error_stand_on_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "figures_of", two_sentences)
    (tried,) = Run("serial", SOURCE, Settings()).tried([named("one")])
    assert tried.failure == "this; and that"


def two_sentences(question: Question) -> Figures:
    raise InputError("this\nand that")


def test_ctrl_c_in_a_later_round_keeps_the_earlier_ones(run: Run) -> None:
    run.tried([named("one")])
    with pytest.raises(Interrupted) as stopped:
        run.tried([named("stopped", "2")])
    assert [(one.name, one.failure) for one in stopped.value.tried] == [("one", ""), ("stopped", STOPPED)]
