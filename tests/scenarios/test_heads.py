"""More or fewer people: the newest go, and who comes is like those who are there."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.build.people import rostered
from staffing.documents.people import Agent, Assignment, Leave
from staffing.documents.scenario import Change
from staffing.documents.workspace import Workspace
from staffing.errors import InputError
from staffing.scenarios.heads import MOST, borrowed, default_contract, headcount, with_heads
from tests.build.desks import MONDAY, agents_of, team_of, workspace_of

BEFORE = MONDAY - timedelta(days=1)
SITES = [{"id": name, "zone": "Europe/Berlin"} for name in ("north", "south")]
QUEUES = [{"id": name, "handle_minutes": {"mean": 10}} for name in ("billing", "refunds")]
KINDS = [("north", ()), ("north", ("billing",)), ("south", ("billing", "refunds:0.8"))]


def world(*people: dict[str, Any], **changes: Any) -> Workspace:
    """Two contracts, `full` and `half`, of which nobody has the second unless a row says so."""
    contracts = [
        {"id": name, "minutes_per_week": 2250, "days_per_week": 5, "shifts": ["early", "night"]}
        for name in ("full", "half")
    ]
    team = team_of(contracts=contracts, queues=QUEUES, **changes)
    return workspace_of(team, agents=agents_of(*people))


def add(number: int) -> Change:
    return Change("add", number)


def names(workspace: Workspace) -> list[str]:
    return [agent.agent_id for agent in rostered(workspace)]


def new(workspace: Workspace, base: Workspace) -> list[Agent]:
    return list(workspace.agents[len(base.agents) :])


HIRED: tuple[dict[str, Any], ...] = (
    {"hired_on": date(2025, 3, 1)},
    {},
    {"hired_on": date(2026, 5, 1)},
    {"hired_on": date(2026, 5, 1)},
    {},
)


@pytest.mark.parametrize(
    ("less", "left"), [(1, "0124"), (2, "014"), (3, "14"), (4, "1")], ids=["one", "two", "three", "four"]
)
def test_the_newest_go_first_and_of_equals_the_last_row(less: int, left: str) -> None:
    found, _ = with_heads(world(*HIRED), "full", add(-less))
    assert names(found) == [f"a{number}" for number in left]


def test_who_is_taken_away_is_told_with_the_day_of_hiring() -> None:
    _, notes = with_heads(world(*HIRED), "full", add(-4))
    (note,) = notes
    assert note == (
        "taken away, the newest first: a3 (hired 2026-05-01), a2 (hired 2026-05-01), a0 (hired 2025-03-01), "
        "a4 (no hired_on)"
    )


def test_who_is_taken_away_stays_until_the_day_before_the_plan() -> None:
    base = world(*HIRED)
    found, _ = with_heads(base, "full", add(-1))
    assert [agent.leaves_on for agent in found.agents] == [None, None, None, BEFORE, None]
    assert [agent.model_copy(update={"leaves_on": None}) for agent in found.agents] == list(base.agents)


def test_who_would_only_start_within_the_plan_never_comes() -> None:
    base = world({}, {"hired_on": MONDAY}, {"hired_on": MONDAY + timedelta(days=2)}, {"hired_on": BEFORE})
    found, notes = with_heads(base, "full", add(-3))
    assert [(agent.agent_id, agent.leaves_on) for agent in found.agents] == [("a0", None), ("a3", BEFORE)]
    assert notes == (f"taken away, the newest first: a2 (hired 2026-11-25), a1 (hired {MONDAY}), a3 (hired {BEFORE})",)


def test_leave_and_published_days_of_who_is_taken_away_are_left_as_they_are() -> None:
    leave = (Leave(agent_id="a1", start=BEFORE, end=MONDAY),)
    rows = (Assignment(agent_id="a1", date=BEFORE, shift_id="early"),)
    base = workspace_of(team_of(), agents=agents_of({}, {}), leave=leave, published=rows)
    found, _ = with_heads(base, "full", add(-1))
    assert (found.leave, found.published) == (leave, rows)


def test_only_people_of_the_contract_who_are_planned_count() -> None:
    people: tuple[dict[str, Any], ...] = (
        {"role": "lead"},
        {},
        {"leaves_on": BEFORE},
        {"hired_on": MONDAY + timedelta(days=7)},
        {"contract": "half", "hired_on": date(2026, 11, 1)},
        {},
    )
    base = world(*people)
    assert headcount(base) == 3
    found, _ = with_heads(base, "full", add(-1))
    assert names(found) == ["a1", "a4"]
    found, _ = with_heads(base, "full", Change("set", 3))
    assert names(found) == ["a1", "a4", "a5", "new-1"]
    assert [agent.agent_id for agent in found.agents[:6]] == [f"a{number}" for number in range(6)]


@pytest.mark.parametrize("change", [add(0), Change("set", 2)])
def test_the_same_number_is_the_same_workspace(change: Change) -> None:
    base = world({}, {})
    assert with_heads(base, "full", change) == (base, ())


def test_new_people_start_with_the_plan_and_have_neither_pattern_nor_mentor() -> None:
    base = world({"hired_on": date(2026, 1, 1), "availability": "", "mentor": "a1", "skills": ("billing",)}, {})
    found, notes = with_heads(base, "full", add(1))
    (agent,) = new(found, base)
    assert agent == Agent(
        agent_id="new-1", name="New 1", contract="full", skills=("billing",), hired_on=MONDAY, leaves_on=None
    )
    assert notes == ("added on full: 1 x billing",)


def test_the_note_says_how_many_of_which_skills_and_where() -> None:
    base = world(
        {"site": "north"},
        {"site": "north", "skills": ("billing",)},
        {"site": "south", "skills": ("billing",)},
        sites=SITES,
    )
    _, notes = with_heads(base, "full", add(6))
    assert notes == ("added on full: 2 x every queue at north, 2 x billing at north, 2 x billing at south",)


def test_a_contract_that_nobody_has_takes_the_mix_of_everybody() -> None:
    base = world({"skills": ("billing",)}, {"skills": ("refunds",)}, {"skills": ("billing",)})
    found, _ = with_heads(base, "half", Change("set", 3))
    assert Counter(agent.skills for agent in new(found, base)) == {("billing",): 2, ("refunds",): 1}
    assert {agent.contract for agent in new(found, base)} == {"half"}


def test_a_contract_with_people_keeps_its_own_mix() -> None:
    base = world({"skills": ("billing",)}, {"contract": "half", "skills": ("refunds",)}, {"skills": ("billing",)})
    found, _ = with_heads(base, "half", add(2))
    assert {agent.skills for agent in new(found, base)} == {("refunds",)}


@settings(derandomize=True, max_examples=100, deadline=None)
@given(present=st.lists(st.integers(0, 2), min_size=1, max_size=30), more=st.integers(1, 60))
def test_new_people_keep_the_mix_of_sites_and_skills_to_within_one(present: list[int], more: int) -> None:
    base = world(*({"site": KINDS[kind][0], "skills": KINDS[kind][1]} for kind in present), sites=SITES)
    found, _ = with_heads(base, "full", add(more))
    come = Counter((agent.site, agent.skills) for agent in new(found, base))
    assert come.total() == more
    for number, kind in enumerate(KINDS):
        assert abs(come[kind] - more * present.count(number) / len(present)) < 1 + 1e-9


@settings(derandomize=True, max_examples=50, deadline=None)
@given(shares=st.lists(st.integers(1, 20), min_size=1, max_size=6), more=st.integers(1, 60))
def test_however_many_kinds_there_are_none_comes_once_too_often(shares: list[int], more: int) -> None:
    skills = [(f"billing:0.{kind + 1}",) for kind in range(len(shares))]
    base = world(*({"skills": skills[kind]} for kind, count in enumerate(shares) for _ in range(count)))
    found, _ = with_heads(base, "full", add(more))
    come = Counter(agent.skills for agent in new(found, base))
    for kind, count in enumerate(shares):
        assert come[skills[kind]] < more * count / sum(shares) + 1


@settings(derandomize=True, max_examples=30, deadline=None)
@given(present=st.lists(st.integers(0, 2), min_size=1, max_size=12))
def test_as_many_again_are_the_same_mix_again(present: list[int]) -> None:
    base = world(*({"site": KINDS[kind][0], "skills": KINDS[kind][1]} for kind in present), sites=SITES)
    found, _ = with_heads(base, "full", Change("times", 2))
    assert Counter((agent.site, agent.skills) for agent in new(found, base)) == Counter(
        (agent.site, agent.skills) for agent in base.agents
    )


def test_nobody_new_takes_an_id_that_is_taken() -> None:
    base = world({"agent_id": "new-2"}, {"agent_id": "new-1", "role": "lead"}, {"agent_id": "new-5"})
    found, _ = with_heads(base, "full", add(3))
    assert [agent.agent_id for agent in new(found, base)] == ["new-3", "new-4", "new-6"]
    again, _ = with_heads(found, "half", add(2))
    more = borrowed(borrowed(again, "half", 2, MONDAY, 2), "full", 1, MONDAY, 2)
    assert len({agent.agent_id for agent in more.agents}) == len(more.agents) == 11


def test_less_than_nobody_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        with_heads(world({}, {}, {"contract": "half"}), "full", add(-3))
    assert str(caught.value) == (
        "agents.full would be -1; 2 of that contract are planned, and no more can be taken away"
    )


def test_too_many_people_are_refused() -> None:
    with pytest.raises(InputError) as caught:
        with_heads(world({}), "full", Change("set", MOST + 1))
    assert str(caught.value) == "agents.full would be 20,001; at most 20,000 are planned"


def test_somebody_must_be_left() -> None:
    with pytest.raises(InputError, match="nobody would be left to plan; keep at least one person"):
        with_heads(world({}, {}, {"role": "lead"}), "full", Change("set", 0))
    found, _ = with_heads(world({}, {"contract": "half"}), "full", Change("set", 0))
    assert names(found) == ["a1"]


def test_every_queue_must_still_be_served() -> None:
    people = ({"skills": ("billing",)}, {"skills": ("billing", "refunds:0.5")}, {"role": "lead"})
    with pytest.raises(InputError) as caught:
        with_heads(world(*people), "full", add(-1))
    assert str(caught.value) == "nobody would be left who serves the queue refunds"


def test_the_contract_of_most_planned_people_is_the_usual_one() -> None:
    half: dict[str, Any] = {"contract": "half"}
    assert default_contract(world({}, half, half)) == "half"
    assert default_contract(world({}, half)) == "full"
    assert default_contract(world(half, {})) == "full"
    assert default_contract(world({}, half, {**half, "role": "lead"}, {**half, "leaves_on": BEFORE})) == "full"


def test_borrowed_people_are_there_for_their_days() -> None:
    base = world({"skills": ("billing",)}, {"skills": ("refunds",)}, {"contract": "half"})
    found = borrowed(base, "full", 4, MONDAY + timedelta(days=1), 3)
    come = new(found, base)
    assert [agent.name for agent in come] == [f"Borrowed {number}" for number in range(1, 5)]
    assert {(agent.hired_on, agent.leaves_on) for agent in come} == {(date(2026, 11, 24), date(2026, 11, 26))}
    assert Counter(agent.skills for agent in come) == {("billing",): 2, ("refunds",): 2}
