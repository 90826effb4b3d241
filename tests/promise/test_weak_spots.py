"""Weak spots and remedies of a desk with a hole in its week, simulated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from staffing.engines.direct.greedy import greedy_roster
from staffing.outlook import Outlook, look_ahead, sample_paths, simulated
from staffing.promise.extra import Line, kept, missed_minutes, paired, reach, replications_for
from staffing.promise.remedies import SHIFTS, hire_for, promisable, remedies
from staffing.promise.weak_spots import weak_spots
from staffing.read.workspace import read_workspace
from staffing.roster import Roster
from staffing.service.windows import risk_of
from tests.reports.small_desk import write_small_desk

REPLICATIONS, SEED = 300, 2


@pytest.fixture(scope="module")
def outlook(tmp_path_factory: pytest.TempPathFactory) -> Outlook:
    return look_ahead(read_workspace(write_small_desk(tmp_path_factory.mktemp("desk") / "w")))


@pytest.fixture(scope="module")
def holed(outlook: Outlook) -> Roster:
    """A good roster but for Thursday and Friday, on which nobody works."""
    work = greedy_roster(outlook.problem, outlook.rules).work.copy()
    work[:, 3:5] = False
    return Roster(work)


class Judge:
    """The simulation, with a note of what was asked of it."""

    def __init__(self, outlook: Outlook, roster: Roster) -> None:
        self.outlook, self.roster = outlook, roster
        self.asked: list[tuple[Line, ...]] = []
        self.volume = sample_paths(outlook, REPLICATIONS, SEED)

    def __call__(self, lines: Sequence[Line], replications: int) -> Any:
        self.asked.append(tuple(lines))
        more = [(line, 0) for line in lines]
        return simulated(self.outlook, self.roster, self.volume[:replications], SEED, more=more)


def test_the_day_before_the_hole_is_weak_and_a_shift_in_the_hole_mends_it(outlook: Outlook, holed: Roster) -> None:
    problem, judge = outlook.problem, Judge(outlook, holed)
    service = judge((), REPLICATIONS)
    spots = weak_spots(problem, service, risk_of(problem, holed, outlook.uncertainty, 0.9), judge)
    assert [spot.day for spot in spots] == list(range(problem.days))
    wednesday, thursday = spots[2], spots[3]
    assert thursday.miss == pytest.approx(1 - service.day_rate_mean[3])
    assert thursday.miss > 0.5
    assert thursday.one_more is not None
    assert thursday.one_more.cell[0] in (3, 4)
    assert thursday.one_more.miss < thursday.miss
    assert 0 < thursday.one_more.day_gain.low < thursday.one_more.day_gain.mean
    assert thursday.hours is not None
    first, last = thursday.hours
    assert set(problem.demand.interval_day[first:last]) == {3}
    assert wednesday.miss < thursday.miss


def test_a_day_without_misses_needs_no_shift_and_none_is_simulated(outlook: Outlook) -> None:
    problem = outlook.problem
    full = Roster(np.eye(problem.shifts, dtype=bool)[None, [0] * problem.days].repeat(problem.agents, axis=0))
    judge = Judge(outlook, full)
    service = judge((), REPLICATIONS)
    clean = replace(service, day_rate_mean=np.ones(problem.days), missed=np.zeros_like(service.missed))
    judge.asked.clear()
    spots = weak_spots(problem, clean, risk_of(problem, full, outlook.uncertainty, 0.9), judge)
    assert judge.asked == []
    assert all(spot.one_more is None and spot.hours is None for spot in spots)


def test_missed_minutes_are_the_missed_share_of_the_work(outlook: Outlook, holed: Roster) -> None:
    service = Judge(outlook, holed)((), REPLICATIONS)
    minutes = missed_minutes(outlook.problem, service)
    assert minutes.shape == outlook.problem.demand.work.shape
    assert (minutes <= outlook.problem.demand.work + 1e-9).all()
    assert minutes[0].sum() > 0.3 * outlook.problem.demand.work[0, 72:120].sum()


def test_shifts_that_end_before_a_case_arrives_or_begin_after_its_deadline_reach_it_least(
    outlook: Outlook, holed: Roster
) -> None:
    service = Judge(outlook, holed)((), REPLICATIONS)
    only_friday = np.zeros_like(service.missed)
    only_friday[:, 4 * 24 + 9] = service.arrived[:, 4 * 24 + 9]
    score = reach(outlook.problem, replace(service, missed=only_friday), np.ones(1))
    assert score[4].max() > score[3].max() > 0
    assert score[6].max() == 0
    assert (score[:3] == 0).all()


def test_remedies_add_shifts_and_people_until_the_promise_is_kept(outlook: Outlook, holed: Roster) -> None:
    problem, judge = outlook.problem, Judge(outlook, holed)
    service = judge((), REPLICATIONS)
    assert not service.met
    found = remedies(problem, service, hire_for(problem, holed, outlook.uncertainty, service), judge)
    shifts, people = found
    assert (shifts.kind, people.kind) == ("shifts", "people")
    assert 1 <= len(shifts.lines) <= SHIFTS
    assert all(len(line) == 1 for line in shifts.lines)
    assert shifts.paid_minutes == 450 * len(shifts.lines)
    again = judge(shifts.lines, REPLICATIONS)
    assert (again.probability_met, again.met) == (shifts.probability, shifts.met)
    assert people.met
    assert all(len(line) == 5 and len({shift for _, shift in line}) == 1 for line in people.lines)
    assert people.paid_minutes == 5 * 450 * len(people.lines)


def test_a_person_is_hired_on_the_contract_that_most_have(outlook: Outlook, holed: Roster) -> None:
    problem = outlook.problem
    part_timer = problem.contract_days.copy()
    part_timer[0] = 2
    service = Judge(outlook, holed)((), REPLICATIONS)
    hire = hire_for(replace(problem, contract_days=part_timer), holed, outlook.uncertainty, service)
    assert (hire.like, hire.days, hire.shifts) == (1, 5, (0, 1))


def test_a_team_with_enough_capacity_needs_nobody_at_the_least(outlook: Outlook) -> None:
    problem = outlook.problem
    full = Roster(np.eye(problem.shifts, dtype=bool)[None, [0] * problem.days].repeat(problem.agents, axis=0))
    service = Judge(outlook, full)((), REPLICATIONS)
    assert hire_for(problem, full, outlook.uncertainty, service).least == 0
    nobody = Roster.empty(problem)
    assert hire_for(problem, nobody, outlook.uncertainty, service).least >= 1


def test_what_could_be_promised_is_what_the_simulated_weeks_keep(outlook: Outlook, holed: Roster) -> None:
    service = Judge(outlook, holed)((), REPLICATIONS)
    instead = promisable(service)
    assert instead.confidence <= service.probability_lower < instead.confidence + 0.01
    assert (service.rates >= instead.rate).mean() >= service.confidence


def test_a_paired_difference_is_narrower_than_either_side() -> None:
    rng = np.random.default_rng(1)
    common = rng.normal(0.8, 0.1, (500, 2))
    found = paired(common + 0.02 + rng.normal(0, 0.001, (500, 2)), common)
    assert found.low < 0.02 < found.high
    assert found.high - found.low < 0.001
    assert paired(common, common).low == paired(common, common).high == 0


def test_weeks_kept_are_counted_by_replication(outlook: Outlook, holed: Roster) -> None:
    service = Judge(outlook, holed)((), REPLICATIONS)
    assert kept(service).mean() == pytest.approx(service.probability_met)
    assert kept(service).shape == (REPLICATIONS,)


def test_replications_of_a_search_shrink_with_its_size_and_stay_within_limits() -> None:
    assert replications_for(1000, 21) == 500
    assert replications_for(1000, 60) == 250
    assert replications_for(1e6, 200) == 150
