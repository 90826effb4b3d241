"""The utilization band against whole people, and against the occupancy cap."""

from __future__ import annotations

import math
import re

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.explain.band import band_against_occupancy, band_without_headcount
from staffing.problem import Problem
from staffing.rules.team.occupancy_cap import OccupancyCap
from staffing.rules.team.utilization_band import UtilizationBand
from tests.explain.worlds import fortnight, found, one
from tests.rules.worlds import tiny_demand, tiny_world


def team(agents: int, work: int, **changes: int) -> Problem:
    """Agents of three shifts of 480 minutes, 1440 in all, guaranteed unless said otherwise; all work comes at once."""
    arriving = np.zeros(9, dtype=np.int64)
    arriving[0] = work
    least = np.full((agents, 1), changes.get("guaranteed", 1440))
    return tiny_world(agents, 3, minutes_guaranteed=least, demand=tiny_demand(3, arriving))


def test_a_utilization_out_of_reach_under_the_occupancy_cap_is_told_and_one_in_reach_is_not() -> None:
    # on shifts that are on queue throughout, utilization can reach the occupancy cap itself
    assert found(band_against_occupancy, one(), OccupancyCap(share=0.8), UtilizationBand(min=0.8)) == []
    (finding,) = found(band_against_occupancy, one(), OccupancyCap(share=0.8), UtilizationBand(min=0.81))
    assert "utilization can be 80% at most" in finding.message


def test_a_band_that_the_team_keeps_is_no_finding_up_to_both_ends() -> None:
    # two people are paid 2880 minutes: 2016 of work are 70% of them
    assert found(band_without_headcount, team(2, 2016), UtilizationBand(min=0.7, max=0.9)) == []
    assert found(band_without_headcount, team(2, 2016), UtilizationBand(min=0.5, max=0.7)) == []


def test_a_band_without_whole_headcount_is_told_with_the_nearest_and_what_would_help() -> None:
    # 2016 minutes: 140% of one, 70% of two, 46.7% of three people
    (finding,) = found(band_without_headcount, team(2, 2016), UtilizationBand(min=0.75, max=0.8))
    assert not finding.fatal
    assert finding.check == "headcount"
    assert finding.message == (
        "no whole headcount gives utilization between 75% and 80%: 1 agent gives 140% utilization (occupancy 140%), "
        "2 agents give 70% utilization (occupancy 70%). A band from 70% would hold 2, one up to 140% would hold 1, and "
        "1 with a part-timer of about 19 h a week would be in it as it is"
    )


def test_the_team_there_is_stands_beside_the_nearest_headcounts() -> None:
    (finding,) = found(band_without_headcount, team(5, 2016), UtilizationBand(min=0.75, max=0.8))
    assert "2 agents give 70% utilization (occupancy 70%), the 5 agents give 28% utilization (occupancy 28%)" in (
        finding.message
    )


def test_a_band_above_one_person_s_utilization_has_no_headcount_below() -> None:
    (finding,) = found(band_without_headcount, team(1, 360), UtilizationBand(min=0.5, max=0.8))
    assert finding.message == (
        "no whole headcount gives utilization between 50% and 80%: 1 agent gives 25% utilization (occupancy 25%). "
        "A band from 25% would hold 1"
    )


def test_people_too_many_are_told_with_those_that_would_do() -> None:
    (finding,) = found(band_without_headcount, team(5, 2016), UtilizationBand(min=0.45, max=0.75))
    assert finding.message == (
        "the 5 agents give 28% utilization (occupancy 28%), below the band of 45% to 75%; 2 to 3 agents would keep it, "
        "2 people fewer. A band from 28% would hold the team there is"
    )


def test_people_too_few_are_told_with_those_that_would_do() -> None:
    (finding,) = found(band_without_headcount, team(2, 2880), UtilizationBand(min=0.65, max=0.8))
    assert "above the band of 65% to 80%; 3 agents would keep it, 1 person more. A band up to 100%" in finding.message


def test_a_headcount_above_the_occupancy_cap_is_told_as_such() -> None:
    rules = UtilizationBand(min=0.65, max=0.75), OccupancyCap(share=0.6)
    (finding,) = found(band_without_headcount, team(3, 2016), *rules)
    assert "2 agents would keep it, 1 person fewer with an occupancy of 70%, above 60%" in finding.message


def test_a_band_without_lower_end_is_kept_by_any_number_that_is_enough() -> None:
    assert found(band_without_headcount, team(9, 2016), UtilizationBand(max=0.8)) == []
    (finding,) = found(band_without_headcount, team(1, 2016), UtilizationBand(max=0.8))
    assert "2 or more agents would keep it, 1 person more" in finding.message


def test_hours_that_need_not_be_given_make_room_in_the_band() -> None:
    # two people may be given 2400 to 2880 minutes: 70% to 84%
    assert found(band_without_headcount, team(2, 2016, guaranteed=1200), UtilizationBand(min=0.75, max=0.8)) == []
    (finding,) = found(band_without_headcount, team(2, 2016, guaranteed=1200), UtilizationBand(min=0.85, max=0.9))
    assert "1 agent gives at least 140% utilization (occupancy 140%), 2 agents give at most 84% utilization" in (
        finding.message
    )
    # one more person has the same room
    (finding,) = found(band_without_headcount, team(1, 2016, guaranteed=1200), UtilizationBand(min=0.85, max=0.9))
    assert "2 agents give at most 84% utilization" in finding.message


def test_leave_counts_with_the_mean_of_the_commonest_contract() -> None:
    # three people owe 3, 3 and 0 days: the third is not there, and a person is worth 1440 minutes
    due, minutes = np.array([[3], [3], [0]]), np.array([[1440], [1440], [0]])
    work = team(3, 2016).demand
    problem = tiny_world(3, 3, days_due=due, minutes_due=minutes, minutes_guaranteed=minutes, demand=work)
    assert found(band_without_headcount, problem, UtilizationBand(min=0.65, max=0.75)) == []
    assert "1 person more" in found(band_without_headcount, problem, UtilizationBand(min=0.45, max=0.5))[0].message


def test_the_part_timer_s_hours_are_those_of_a_week() -> None:
    # two weeks of 2400 minutes: 6720 of work are 140% of one person and 70% of two
    arriving = np.zeros(42, dtype=np.int64)
    arriving[[0, 21]] = 3360
    (finding,) = found(
        band_without_headcount, fortnight(demand=tiny_demand(14, arriving)), UtilizationBand(min=0.75, max=0.8)
    )
    # between 6720 / 0.8 and 6720 / 0.75 minutes less the 4800 of one: 30 to 34.7 h a week
    assert "1 with a part-timer of about 32 h a week would be in it as it is" in finding.message


def test_without_work_people_or_band_there_is_nothing_to_say() -> None:
    band = UtilizationBand(min=0.75, max=0.8)
    assert found(band_without_headcount, team(2, 0), band) == []
    assert found(band_without_headcount, one(days_due=np.array([[0]])), band) == []
    assert found(band_without_headcount, team(2, 2016)) == []


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    agents=st.integers(1, 4),
    work=st.integers(1, 9000),
    guaranteed=st.integers(300, 1440),
    low=st.integers(1, 99),
    width=st.integers(0, 60),
)
def test_the_headcounts_told_are_those_of_a_count(
    agents: int, work: int, guaranteed: int, low: int, width: int
) -> None:
    least, most = low / 100, min(low + width, 100) / 100
    people = range(1, 4000)
    fitting = [n for n in people if n * guaranteed * least <= work + 1e-6 and n * 1440 * most >= work - 1e-6]
    problem, band = team(agents, work, guaranteed=guaranteed), UtilizationBand(min=least, max=most)
    messages = [finding.message for finding in found(band_without_headcount, problem, band)]
    if agents in fitting:
        assert messages == []
    elif not fitting:
        assert messages[0].startswith("no whole headcount")
    else:
        told = re.search(r"; (\d+)(?: to (\d+))? agents? would keep it", messages[0])
        assert told is not None
        assert [int(told[1]), int(told[2] or told[1])] == [fitting[0], fitting[-1]]


@settings(derandomize=True, max_examples=60, deadline=None)
@given(work=st.integers(400, 9000), low=st.integers(20, 99), width=st.integers(0, 6))
def test_the_part_timer_named_brings_the_team_into_the_band(work: int, low: int, width: int) -> None:
    band = UtilizationBand(min=low / 100, max=min(low + width, 100) / 100)
    for finding in found(band_without_headcount, team(1, work), band):
        told = re.search(r"and (\d+) with a part-timer of about ([\d.]+) h", finding.message)
        if told is not None:
            paid = 1440 * int(told[1]) + 60 * float(told[2])
            # a tenth of an hour is as near as the figure is told
            assert work / (paid + 3) <= band.max
            assert work / (paid - 3) >= band.min or math.isclose(work / paid, band.min, abs_tol=0.01)


def test_an_overloaded_team_is_told_of_no_band_that_would_hold_it() -> None:
    (finding,) = found(band_without_headcount, team(2, 3600), UtilizationBand(min=0.45, max=0.75))
    assert "above the band of 45% to 75%" in finding.message
    assert "A band" not in finding.message
    (busy,) = found(band_without_headcount, team(2, 2400), UtilizationBand(min=0.45, max=0.75))
    assert busy.message.endswith("would hold the team there is")
