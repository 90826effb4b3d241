"""Open hours with too few people for them, and the cause that is told."""

from __future__ import annotations

from staffing.explain.cover import leave_against_cover
from staffing.rules.team.min_on_queue import MinOnQueue
from tests.explain.worlds import away, found, two
from tests.rules.worlds import tiny_cover, tiny_world

ON_QUEUE = MinOnQueue(weight="hard")


def test_cover_that_everybody_there_just_gives_is_no_finding() -> None:
    assert found(leave_against_cover, two(cover=tiny_cover(3, 2)), ON_QUEUE) == []


def test_cover_that_leave_makes_impossible_is_told_with_day_and_hours() -> None:
    problem = two(cover=tiny_cover(3, 2), on_leave=away(2, (1, 1)))
    first, second = found(leave_against_cover, problem, ON_QUEUE)
    assert first.fatal
    assert first.message == (
        "day1 M wants 2 on queue and only 1 may work then: 1 on leave; move leave, allow another shift or lower "
        "open_hours.min_on_queue"
    )
    assert "day1 N wants" in second.message


def test_the_same_gap_on_several_days_is_told_once() -> None:
    cover = tuple(stretch for stretch in tiny_cover(5, 3) if stretch.span == "M")
    (finding,) = found(leave_against_cover, tiny_world(2, 5, cover=cover), ON_QUEUE)
    assert finding.message.startswith("day0, day1, day2 and 2 more days M wants 3 on queue and only 2 may work then: ")
    assert "contracts and availability leave no more" in finding.message


def test_a_gap_in_which_every_shift_has_its_break_is_told_as_such() -> None:
    stretch = tiny_cover(3, 1)[0]
    lunch = stretch._replace(start=600, end=660, cells=(), span="10:00-11:00")
    before_opening = stretch._replace(start=300, end=360, cells=(), span="05:00-06:00")
    both = found(leave_against_cover, two(cover=(lunch, before_opening)), ON_QUEUE)
    assert [finding.message.split(": ")[1] for finding in both] == [
        "every shift of that time has its break; stagger the breaks",
        "no shift covers that time; add one or change open_hours",
    ]
    assert "nobody may work then" in both[0].message


def test_cover_that_cannot_be_had_is_not_fatal_where_it_has_a_price() -> None:
    problem = two(cover=tiny_cover(3, 3))
    assert {finding.fatal for finding in found(leave_against_cover, problem, MinOnQueue())} == {False}


def test_people_of_the_history_who_are_still_there_count_for_cover() -> None:
    stretch = tiny_cover(3, 3)[0]
    assert len(found(leave_against_cover, two(cover=(stretch,)), ON_QUEUE)) == 1
    assert found(leave_against_cover, two(cover=(stretch._replace(present=1),)), ON_QUEUE) == []
