"""A scenario to a workspace: each difference arrives, and what cannot be is told under the scenario's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from staffing.build.handling import with_handle_times
from staffing.build.people import rostered
from staffing.documents.people import Agent, Assignment, Event, Leave
from staffing.documents.scenario import NOTHING_ASSUMED, Change, Scenario
from staffing.documents.workspace import Workspace
from staffing.errors import InputError
from staffing.outlook import look_ahead
from staffing.read.workspace import read_workspace
from staffing.scenarios.apply import Applied, apply, event_of, touched
from tests.read.conftest import FILES, TWO_SITES, Desk, write_files
from tests.reports.small_desk import publish_last_week, write_small_desk

FIRST = date(2026, 11, 9)
LAST = date(2026, 11, 15)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Of the readers' tests: budi and sari (away on Thursday and Friday), a sale of payments on Wednesday."""
    return write_files(tmp_path_factory.mktemp("apply") / "desk", FILES)


@pytest.fixture(scope="module")
def base(desk: Desk) -> Workspace:
    return desk.read()


def applied(base: Workspace, *pairs: tuple[str, str]) -> Applied:
    return apply(base, Scenario(name="later", set=pairs))


def under(base: Workspace, *pairs: tuple[str, str]) -> Workspace:
    return applied(base, *pairs).workspace


def refusal(base: Workspace, *pairs: tuple[str, str]) -> str:
    with pytest.raises(InputError) as caught:
        applied(base, *pairs)
    return str(caught.value)


def test_without_differences_the_base_is_the_very_same(base: Workspace) -> None:
    found = apply(base, Scenario(name="base"))
    assert found.workspace is base
    assert found.notes == ()


def test_only_what_differs_is_other_than_in_the_base(base: Workspace) -> None:
    found = under(base, ("volume", "x1.2"))
    assert found.assumed.volume == (("payments", 1.2), ("listings", 1.2))
    for name in ("team", "agents", "leave", "events", "requests", "published", "tickets", "as_of", "first_day"):
        assert getattr(found, name) is getattr(base, name)
    assert base.assumed == NOTHING_ASSUMED


def test_handle_times_are_assumed_and_not_written_into_the_team(base: Workspace) -> None:
    found = under(base, ("queues.payments.handle_minutes", "+10%"), ("queues.listings.handle_minutes.cv", "0.5"))
    assert found.team is base.team
    assert found.assumed.handle == (
        ("payments", "mean", Change("times", 1.1)),
        ("listings", "cv", Change("set", 0.5)),
    )


def test_keys_of_the_team_arrive_in_the_team(base: Workspace) -> None:
    found = under(base, ("targets.rate_24h", "+5%"), ("rules.min_rest", "off"), ("queues.payments.target_hours", "48"))
    assert found.team.targets.rate_24h == 0.945
    assert [rule.rule for rule in found.team.rules] == ["max_consecutive_days"]
    assert [queue.target_hours for queue in found.team.queues] == [48, 24]
    assert base.team.targets.rate_24h == 0.9


def test_people_come_and_go_with_notes(base: Workspace) -> None:
    more = applied(base, ("agents", "+2"))
    assert [agent.agent_id for agent in rostered(more.workspace)] == ["budi", "sari", "new-1", "new-2"]
    assert more.notes == ("added on full_time: 1 x every queue, 1 x payments|listings",)
    less = applied(base, ("agents.full_time", "1"))
    assert [agent.agent_id for agent in rostered(less.workspace)] == ["budi"]
    assert less.notes == ("taken away, the newest first: sari (hired 2026-11-02)",)


def test_consent_to_overtime_can_be_given_or_taken_from_all(base: Workspace) -> None:
    consenting = under(base, ("overtime.consent", "all"))
    assert [agent.overtime for agent in consenting.agents] == [True, True, True]
    assert not any(agent.overtime for agent in under(consenting, ("overtime.consent", "none")).agents)
    assert [agent.model_copy(update={"overtime": False}) for agent in consenting.agents] == list(base.agents)


def test_differences_of_the_team_and_of_its_people_hold_together(base: Workspace) -> None:
    found = under(
        base,
        ("agents", "+1"),
        ("leave", "off"),
        ("overtime.consent", "all"),
        ("overtime.max_minutes_per_week", "480"),
        ("volume", "1.5"),
    )
    assert found.leave == ()
    assert found.team.overtime.max_minutes_per_week == 480
    assert [agent.agent_id for agent in found.agents] == ["budi", "sari", "tono", "new-1"]
    assert found.agents[0].overtime
    assert found.assumed.volume[0] == ("payments", 1.5)


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [
        (-7, -2, [(-7, -2)]),
        (-2, 0, [(-2, -1)]),
        (-2, -1, [(-2, -1)]),
        (0, 6, []),
        (2, 3, []),
        (6, 7, [(7, 7)]),
        (7, 9, [(7, 9)]),
        (-3, 10, [(-3, -1), (7, 10)]),
    ],
)
def test_leave_that_is_off_is_cut_at_the_edges_of_the_plan(
    base: Workspace, start: int, end: int, kept: list[tuple[int, int]]
) -> None:
    def row(first: int, last: int) -> Leave:
        return Leave(
            agent_id="sari", start=FIRST + timedelta(days=first), end=FIRST + timedelta(days=last), kind="annual"
        )

    away = replace(base, leave=(row(start, end),))
    assert under(away, ("leave", "off")).leave == tuple(row(*days) for days in kept)


def test_borrowed_people_come_beside_all_others(base: Workspace) -> None:
    found = under(base, ("borrow.people", "2"), ("borrow.start", "2026-11-08"), ("borrow.days", "3"))
    assert found.agents[:3] == base.agents
    assert [(agent.agent_id, agent.hired_on, agent.leaves_on) for agent in found.agents[3:]] == [
        (f"borrowed-{number}", date(2026, 11, 8), date(2026, 11, 10)) for number in (1, 2)
    ]
    assert {agent.contract for agent in found.agents[3:]} == {"full_time"}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            ("2", "2026-11-16", "3"),
            "borrow.start is 2026-11-16, and its 3 days hold none of the plan, 2026-11-09 to 2026-11-15",
        ),
        (
            ("2", "2026-11-06", "3"),
            "borrow.start is 2026-11-06, and its 3 days hold none of the plan, 2026-11-09 to 2026-11-15",
        ),
        (("0", "2026-11-09", "3"), 'borrow.people is "0"; write a whole number from 1 to 20000'),
        (("+2", "2026-11-09", "3"), 'borrow.people is "+2"; write a whole number from 1 to 20000'),
        (("2", "2026-11-09", "367"), 'borrow.days is "367"; write a whole number from 1 to 366'),
        (("2", "9 November", "3"), 'borrow.start is "9 November"; it must be a date such as 2026-11-23'),
        (("2", "2026-11-31", "3"), 'borrow.start is "2026-11-31"; it must be a day that exists, written as 2026-11-23'),
    ],
)
def test_whom_nobody_can_borrow_is_told(base: Workspace, cells: tuple[str, str, str], said: str) -> None:
    people, start, days = cells
    asked = (("borrow.people", people), ("borrow.start", start), ("borrow.days", days))
    assert refusal(base, *asked) == f"scenario later: {said}"


@pytest.mark.parametrize(("start", "days"), [("2026-11-15", "1"), ("2026-11-06", "4"), ("2026-11-01", "366")])
def test_people_can_be_borrowed_for_any_day_of_the_plan(base: Workspace, start: str, days: str) -> None:
    asked = (("borrow.people", "1"), ("borrow.start", start), ("borrow.days", days))
    assert [agent.agent_id for agent in rostered(under(base, *asked))][-1] == "borrowed-1"


def test_an_event_comes_beside_those_of_events_csv(base: Workspace) -> None:
    found = under(base, ("event.date", "2026-11-13"), ("event.uplift", "1.8"))
    new = Event(date=date(2026, 11, 13), name="event of 2026-11-13", kind="sale", uplift=1.8, lag_days=10)
    assert found.events == (*base.events, new)


def test_an_event_of_a_day_and_queue_that_has_one_takes_its_place(base: Workspace) -> None:
    (known,) = base.events
    (found,) = under(base, ("event.date", "2026-11-11"), ("event.queue", "payments"), ("event.uplift", "3")).events
    assert found == known.model_copy(update={"uplift": 3.0})
    parts = (("event.lead_days", "0"), ("event.lag_days", "4"))
    (found,) = under(base, ("event.date", "2026-11-11"), ("event.queue", "payments"), *parts).events
    assert found == known.model_copy(update={"lead_days": 0, "lag_days": 4})


def test_an_event_of_all_queues_takes_the_place_of_one_of_all_queues(base: Workspace) -> None:
    known = Event(date=date(2026, 11, 12), name="Payday", kind="payday", uplift=1.5, lead_days=1, lag_days=3)
    world = replace(base, events=(*base.events, known))
    found = under(world, ("event.date", "2026-11-12"), ("event.uplift", "2"))
    assert found.events == (*base.events, known.model_copy(update={"uplift": 2.0}))


@pytest.mark.parametrize(
    ("day", "lead", "lag", "touches"),
    [
        ("2026-11-08", "0", "0", False),
        ("2026-11-08", "0", "1", True),
        ("2026-11-15", "0", "0", True),
        ("2026-11-16", "0", "5", False),
        ("2026-11-18", "3", "0", True),
        ("2026-11-18", "2", "9", False),
    ],
)
def test_an_event_has_to_touch_the_plan(base: Workspace, day: str, lead: str, lag: str, touches: bool) -> None:
    asked = (("event.date", day), ("event.uplift", "2"), ("event.lead_days", lead), ("event.lag_days", lag))
    if touches:
        assert len(under(base, *asked).events) == 2
        return
    start, end = (date.fromisoformat(day) + timedelta(days=by) for by in (-int(lead), int(lag)))
    assert refusal(base, *asked) == (
        f"scenario later: event.date is {day}, which touches {start} to {end}, outside the forecast of the plan, "
        f"{FIRST} to {LAST}; plan its week with --week"
    )


def test_the_days_that_an_event_touches() -> None:
    event = Event(date=date(2026, 11, 11), name="Sale")
    assert touched(event) == (date(2026, 11, 11), date(2026, 11, 11))
    longer = event.model_copy(update={"lead_days": 1, "lag_days": 2})
    assert touched(longer) == (date(2026, 11, 10), date(2026, 11, 13))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            {"date": "2026-11-12"},
            "event.uplift is missing; say how many times the usual volume the day brings, such as 2.5",
        ),
        (
            {"date": "2026-11-12", "uplift": "0"},
            'event.uplift is "0"; write a factor above 0 and at most 100, such as 2.5',
        ),
        (
            {"date": "2026-11-12", "uplift": "twice"},
            'event.uplift is "twice"; write a factor above 0 and at most 100, such as 2.5',
        ),
        (
            {"date": "2026-11-12", "uplift": "2", "queue": "paymnts"},
            'event.queue is "paymnts", which is no queue of team.yaml; nearest is "payments"',
        ),
        ({"date": "12.11.2026", "uplift": "2"}, 'event.date is "12.11.2026"; it must be a date such as 2026-11-23'),
        (
            {"date": "2026-11-12", "uplift": "2", "lag_days": "61"},
            'event.lag_days is "61"; write a whole number from 0 to 60',
        ),
        (
            {"date": "2026-11-12", "uplift": "2", "lead_days": "-1"},
            'event.lead_days is "-1"; write a whole number from 0 to 60',
        ),
    ],
)
def test_what_is_no_event_is_told(base: Workspace, cells: dict[str, str], said: str) -> None:
    with pytest.raises(InputError) as caught:
        event_of(cells, base)
    assert str(caught.value) == said
    assert refusal(base, *((f"event.{part}", value) for part, value in cells.items())) == f"scenario later: {said}"


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        (
            "targets.rate_24",
            "0.9",
            'scenario later: team.yaml:8:1 targets.rate_24 is not a known key; nearest is "rate',
        ),
        ("targets.rate_24h", "+0.2", "scenario later: team.yaml:9:3 targets.rate_24h is 1.1; it must be a share "),
        ("shifts.lat.end", "22:00", "scenario later: team.yaml shifts.lat.end leads nowhere: "),
        ("volumes", "2", "scenario later: volumes is not a known key; "),
        ("agents", "-2", "scenario later: nobody would be left to plan; "),
        ("agents", "-3", "scenario later: agents.full_time would be -1; "),
        ("agents.part", "1", "scenario later: agents.part names no contract of team.yaml; "),
        (
            "shifts.early.end",
            "05:00",
            "scenario later: team.yaml:13:33 shifts.early.end is 05:00, not after its start 06:00",
        ),
    ],
)
def test_every_refusal_names_the_scenario_once(base: Workspace, key: str, value: str, said: str) -> None:
    told = refusal(base, (key, value))
    assert told.startswith(said)
    assert told.count("scenario later: ") == len(told.splitlines())


def test_what_does_not_fit_the_people_of_a_site_is_told_under_the_name_of_the_scenario(tmp_path: Path) -> None:
    base = write_files(tmp_path / "desk", TWO_SITES).read()
    assert refusal(base, ("sites.manila.rules.weekly_rest_days", "{days: 3}")) == (
        "scenario later: team.yaml:11:5 sites.manila.rules.weekly_rest_days wants 3 days off a week, but the contract "
        "full_time at 29:5 has 5 days_per_week; at most 4 fit"
    )


def test_a_team_of_two_sites_can_differ_at_one(tmp_path: Path) -> None:
    base = write_files(tmp_path / "desk", TWO_SITES).read()
    found = under(base, ("sites.manila.overtime.max_minutes_per_week", "600"), ("agents", "+2"))
    assert [site.overtime.max_minutes_per_week if site.overtime else None for site in found.team.sites] == [None, 600]
    assert [agent.site for agent in found.agents[3:]] == ["jakarta", "manila"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The reports' desk, whose last week before the plan is published: there is something to simulate before it."""
    folder = write_small_desk(tmp_path_factory.mktemp("small") / "desk")
    publish_last_week(folder)
    return read_workspace(folder)


def test_volume_grows_with_the_plan_and_not_before(small: Workspace) -> None:
    base, more = look_ahead(small), look_ahead(under(small, ("queues.billing.volume", "x1.5")))
    assert base.bridge.start < 0
    start = more.forecast.ds.get_loc(more.axis.local(0))
    assert isinstance(start, int)
    assert start > 0
    number = {name: row for row, name in enumerate(base.forecast.unique_ids)}
    was, found = base.forecast.mean, more.forecast.mean
    assert (found[:, :start] == was[:, :start]).all()
    assert found[number["billing"], start:] == pytest.approx(1.5 * was[number["billing"], start:])
    assert (found[number["refunds"]] == was[number["refunds"]]).all()


def test_a_longer_handle_time_is_more_work_of_as_many_cases(small: Workspace) -> None:
    base, more = look_ahead(small), look_ahead(under(small, ("queues.refunds.handle_minutes", "x2")))
    assert (base.forecast.mean == more.forecast.mean).all()
    assert [queue.handle_minutes.mean for queue in more.workspace.team.queues] == [20, 60]
    assert [queue.handle_minutes.mean for queue in with_handle_times(small)[0].team.queues] == [20, 30]


def test_a_handle_time_that_cannot_be_is_refused_when_it_is_known(small: Workspace) -> None:
    with pytest.raises(InputError, match=r"queues.billing.handle_minutes.mean would be 2000; it must be between 0.1"):
        look_ahead(under(small, ("queues.billing.handle_minutes", "x100")))


def test_who_is_taken_away_works_until_the_plan_begins(small: Workspace) -> None:
    found = look_ahead(under(small, ("agents", "-1")))
    base = look_ahead(small)
    assert found.problem.agent_names == ("ana", "bela")
    assert [agent.agent_id for agent in found.bridge.leavers] == ["caio"]
    assert (found.bridge.leaver_shifts == base.bridge.shifts[2:]).all()
    assert base.problem.demand.opening_work.sum() > 0
    # the same people on the same days: the same cases are open when the plan begins
    assert (found.problem.demand.opening_work == base.problem.demand.opening_work).all()


def test_who_is_new_changes_nothing_before_the_plan(small: Workspace) -> None:
    found, base = look_ahead(under(small, ("agents", "+1"))), look_ahead(small)
    assert found.problem.agent_names == ("ana", "bela", "caio", "new-1")
    assert (found.problem.demand.opening_work == base.problem.demand.opening_work).all()
    assert isinstance(found.workspace.agents[-1], Agent)


def test_an_event_said_again_with_the_same_uplift_changes_nothing(base: Workspace) -> None:
    known = Event(date=date(2026, 11, 12), name="Flash", kind="sale", uplift=2.0, lead_days=0)
    world = replace(base, events=(known,))
    assert under(world, ("event.date", "2026-11-12"), ("event.uplift", "2")).events == (known,)


def test_an_event_of_one_queue_leaves_that_of_all_to_the_others(base: Workspace) -> None:
    known = Event(date=date(2026, 11, 12), name="Flash", kind="sale", uplift=2.0)
    asked = ("event.date", "2026-11-12"), ("event.queue", "payments"), ("event.uplift", "3")
    found = under(replace(base, events=(known,)), *asked).events
    assert found == (known, known.model_copy(update={"queue": "payments", "uplift": 3.0}))


def test_an_event_of_all_queues_takes_the_place_of_that_of_one(base: Workspace) -> None:
    known = Event(date=date(2026, 11, 12), name="Flash", kind="sale", queue="payments", uplift=2.0)
    found = under(replace(base, events=(known,)), ("event.date", "2026-11-12"), ("event.uplift", "3")).events
    assert found == (known.model_copy(update={"queue": "", "uplift": 3.0}),)


def test_of_two_events_on_a_day_one_is_named(base: Workspace) -> None:
    flash = Event(date=date(2026, 11, 12), name="Flash", kind="sale", uplift=2.0)
    payday = Event(date=date(2026, 11, 12), name="Payday", kind="payday", uplift=1.2)
    world = replace(base, events=(flash, payday))
    asked = ("event.date", "2026-11-12"), ("event.uplift", "3")
    assert "event.name is missing: events.csv has Flash, Payday on 2026-11-12" in refusal(world, *asked)
    found = under(world, *asked, ("event.name", "flash")).events
    assert [(one.name.casefold(), one.uplift) for one in found] == [("payday", 1.2), ("flash", 3.0)]


def test_consent_reaches_those_who_come(base: Workspace) -> None:
    found = under(base, ("overtime.consent", "all"), ("agents", "+1"))
    assert found.agents[-1].agent_id == "new-1"
    assert found.agents[-1].overtime


def test_a_shift_that_is_off_is_worked_by_nobody_whatever_is_published_for_the_plan(base: Workspace) -> None:
    rows = tuple(Assignment(agent_id="budi", date=day, shift_id="late") for day in (FIRST - timedelta(days=3), FIRST))
    found = under(replace(base, published=rows), ("shifts.late", "off"))
    assert found.published == rows[:1]


def test_files_that_changed_meanwhile_are_not_mixed_with_the_base(tmp_path: Path) -> None:
    own = write_files(tmp_path / "desk", FILES)
    workspace = own.read()
    with (own.folder / "agents.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert "holds another agents.csv than when this began" in refusal(workspace, ("targets.rate_24h", "0.85"))


def test_what_a_difference_comes_to_is_noted(base: Workspace) -> None:
    assert applied(base, ("leave", "off")).notes == ("no leave on the planned days: sari (2026-11-12 to 2026-11-13)",)
    away = replace(base, leave=())
    assert applied(away, ("leave", "off")).notes == ("nobody is on leave on the planned days anyway",)
    borrowed = (("borrow.people", "2"), ("borrow.start", "2026-11-13"), ("borrow.days", "5"))
    assert applied(base, *borrowed).notes == (
        "borrowed on full_time: 2 from 2026-11-13 to 2026-11-17, 3 of the days within the plan",
    )
    new = ("shifts.noon", '{start: "11:00", end: "19:00"}')
    assert applied(base, new).notes == (
        "noon is 11:00-19:00, 8 h paid",
        "no contract has the shift noon, so nobody works it: add it to contracts.ID.shifts",
    )
    assert applied(base, ("shifts.late", "off")).notes == ("nobody works late any more",)
    assert "has no effect while" in applied(base, ("overtime.consent", "all")).notes[0]
    limits = (("overtime.max_minutes_per_week", "480"), ("overtime.max_extra_days", "1"))
    assert applied(base, ("overtime.consent", "all"), *limits).notes == ()
