# ruff: noqa: E501 (the sentences are told as they are printed)
"""`team.yaml` with differences: what each kind of value does to a key, and what may not differ."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from staffing.documents.team import Team
from staffing.errors import InputError
from staffing.read.team import checked, load_team
from staffing.read.team_changes import changed_source
from staffing.read.workspace import under
from staffing.read.yaml_source import YamlSource, load_yaml, plain_value

from .conftest import FILES, TWO_SITES, Desk, write_files

NAME = "scenario later: team.yaml"


def changed(desk: Desk, *changes: tuple[str, str]) -> YamlSource:
    team, source = load_team(desk.folder / "team.yaml", "team.yaml")
    return changed_source(source, team, changes, NAME)


def team(desk: Desk, *changes: tuple[str, str]) -> Team:
    return checked(changed(desk, *changes))


def refusal(desk: Desk, *changes: tuple[str, str]) -> str:
    with pytest.raises(InputError) as caught:
        team(desk, *changes)
    return str(caught.value)


@pytest.mark.parametrize(
    ("written", "rate"),
    [("0.95", 0.95), ("95%", 0.95), ("-0.1", 0.8), ("+0.05", 0.95), ("x0.5", 0.45), ("-20%", 0.72), ("+10%", 0.99)],
)
def test_a_number_is_set_raised_lowered_or_multiplied(desk: Desk, written: str, rate: float) -> None:
    assert team(desk, ("targets.day_floor", "0.1"), ("targets.rate_24h", written)).targets.rate_24h == rate


def test_a_whole_number_stays_one(desk: Desk) -> None:
    found = changed(desk, ("contracts.full_time.minutes_per_week", "x1.25"), ("targets.maximum_age_hours", "+24"))
    minutes, hours = found.value(("contracts", 0, "minutes_per_week")), found.value(("targets", "maximum_age_hours"))
    assert (minutes, hours) == (3000, 96)
    assert [type(number) for number in (minutes, hours)] == [int, int]


def test_no_digits_of_floating_point_arithmetic_are_left_over(desk: Desk) -> None:
    assert changed(desk, ("targets.rate_24h", "x1.1")).value(("targets", "rate_24h")) == 0.99
    assert changed(desk, ("targets.rate_24h", "-0.3")).value(("targets", "rate_24h")) == 0.6


def test_a_number_that_the_file_leaves_out_is_changed_from_its_default(desk: Desk) -> None:
    found = team(
        desk,
        ("targets.confidence", "-5%"),
        ("targets.utilization.max", "-0.2"),
        ("shrinkage.absence", "+0.05"),
        ("overtime.max_minutes_per_week", "+480"),
        ("queues.listings.target_hours", "x2"),
        ("contracts.full_time.cost_per_hour", "+20"),
    )
    assert found.targets.confidence == 0.855
    assert found.targets.utilization.max == 0.8
    assert found.shrinkage.absence == 0.05
    assert found.overtime.max_minutes_per_week == 480
    assert found.queues[1].target_hours == 48
    assert found.contracts[0].cost_per_hour == 20


def test_what_a_default_of_an_entry_is_does_not_depend_on_its_place(desk: Desk) -> None:
    changes = ("shifts.mid", '{start: "10:00", end: "19:00"}'), ("shifts.early", "off")
    found = team(desk, *changes, ("queues.payments.target_hours", "+1"), ("queues.listings.target_hours", "+2"))
    assert [queue.target_hours for queue in found.queues] == [25, 26]


def test_words_times_and_spans_are_set(desk: Desk) -> None:
    found = team(
        desk,
        ("dispatch.order", "oldest_first"),
        ("shifts.late.end", '"23:30"'),
        ("shifts.early.start", "05:30"),
        ("open_hours.sunday", "closed"),
        ("sites.jakarta.holidays", "closed"),
        ("availability.mornings.days.monday", "off"),
    )
    assert found.dispatch.order == "oldest_first"
    assert (found.shifts[1].end, found.shifts[0].start) == (23 * 60 + 30, 5 * 60 + 30)
    assert found.open_hours.span(6) is None
    assert found.sites[0].holidays == "closed"
    assert found.availability[0].days["monday"] == "off"


def test_lists_and_mappings_are_set(desk: Desk) -> None:
    found = team(
        desk,
        ("contracts.full_time.shifts", "[late, early]"),
        ("shifts.early.breaks", "[]"),
        ("targets.utilization", "{min: 0.5, max: 0.6}"),
    )
    assert found.contracts[0].shifts == ("late", "early")
    assert found.shifts[0].breaks == ()
    assert (found.targets.utilization.min, found.targets.utilization.max) == (0.5, 0.6)


def test_a_new_shift_comes_last_and_a_contract_may_have_it(desk: Desk) -> None:
    found = team(
        desk,
        ("shifts.mid", '{start: "10:00", end: "19:00", breaks: [{start: "14:00", minutes: 60}]}'),
        ("contracts.full_time.shifts", "[early, late, mid]"),
    )
    assert [shift.id for shift in found.shifts] == ["early", "late", "mid"]
    assert (found.shifts[2].start, found.shifts[2].paid_minutes) == (600, 480)
    assert found.contracts[0].shifts == ("early", "late", "mid")


def test_a_new_rule_and_a_new_pattern_come_last(desk: Desk) -> None:
    found = team(desk, ("rules.weekly_rest_days", "{days: 2}"), ("availability.late", "{days: {monday: off}}"))
    assert [rule.rule for rule in found.rules] == ["min_rest", "max_consecutive_days", "weekly_rest_days"]
    assert [pattern.id for pattern in found.availability] == ["mornings", "late"]


def test_a_rule_can_be_off(desk: Desk) -> None:
    assert [rule.rule for rule in team(desk, ("rules.min_rest", "off")).rules] == ["max_consecutive_days"]
    both = team(desk, ("rules.min_rest", "off"), ("rules.max_consecutive_days", "off"))
    assert both.rules == ()


def test_what_comes_after_a_rule_that_is_off_still_finds_its_key(desk: Desk) -> None:
    (rule,) = team(desk, ("rules.min_rest", "off"), ("rules.max_consecutive_days.days", "-1")).rules
    assert rule.model_dump()["days"] == 5


def test_a_rule_of_one_site_can_differ_or_be_off(desk: Desk) -> None:
    other = write_files(desk.folder, TWO_SITES)
    assert team(other, ("sites.manila.rules.min_rest", "off")).sites[1].rules == ()
    (rule,) = team(other, ("sites.manila.rules.min_rest.minutes", "+60")).sites[1].rules
    assert rule.model_dump()["minutes"] == 780


def test_a_shift_that_is_off_stays_as_a_template_while_no_contract_has_it(desk: Desk) -> None:
    desk.edit("team.yaml", 'daily: "06:00-23:00"', 'daily: "06:00-15:00"')
    found = team(desk, ("shifts.late", "off"))
    assert [shift.id for shift in found.shifts] == ["early", "late"]
    assert found.contracts[0].shifts == ("early",)


def test_the_base_can_be_read_again_with_a_shift_off_that_its_tables_name(desk: Desk) -> None:
    base = desk.read()
    source = changed(desk, ("shifts.late", "off"))
    found = under(base, checked(source), source)
    assert found.team.contracts[0].shifts == ("early",)
    assert [row.shift_id for row in found.published] == ["early", "late"]
    assert (found.requests, found.leave, found.events) == (base.requests, base.leave, base.events)


def test_a_contract_that_would_be_left_without_a_shift_is_refused(desk: Desk) -> None:
    said = refusal(desk, ("shifts.late", "off"), ("shifts.early", "off"))
    assert said.startswith("scenario later: team.yaml:20:")
    assert "contracts.full_time.shifts" in said


def test_nothing_but_a_shift_or_a_rule_can_be_off(desk: Desk) -> None:
    for key in ("queues.payments", "contracts.full_time", "availability.mornings", "contracts.full_time.shifts.early"):
        assert refusal(desk, (key, "off")) == f'{NAME} {key} is "off"; only a shift or a rule can be off'


def test_entries_whose_names_hold_dots_are_found(desk: Desk) -> None:
    text = FILES["team.yaml"].replace("id: full_time", "id: full.time").replace("id: early", "id: early.v2")
    desk.write("team.yaml", text.replace("[early", "[early.v2"))
    found = team(
        desk,
        ("contracts.full.time.days_per_week", "6"),
        ("shifts.early.v2.end", "15:30"),
        ("contracts.full.time.shifts", "[early.v2, late]"),
    )
    assert (found.contracts[0].days_per_week, found.shifts[0].end) == (6, 15 * 60 + 30)


def test_of_two_names_that_fit_a_key_the_longer_one_is_meant(desk: Desk) -> None:
    more = "  - {id: full_time.half, minutes_per_week: 1200, days_per_week: 3, shifts: [early]}\navailability:\n"
    desk.edit("team.yaml", "availability:\n", more)
    found = team(desk, ("contracts.full_time.half.days_per_week", "4"), ("contracts.full_time.days_per_week", "6"))
    assert [contract.days_per_week for contract in found.contracts] == [6, 4]


@pytest.mark.parametrize(
    "key",
    [
        "queues.payments.id",
        "queues.payments.names",
        "queues.payments.handle_minutes",
        "queues.payments.handle_minutes.mean",
        "sites.jakarta.id",
        "sites.jakarta.zone",
        "sites.jakarta.country",
        "sites.jakarta.shifts",
        "shifts.early.id",
        "contracts.full_time.id",
        "availability.mornings.id",
        "rules.min_rest.rule",
    ],
)
def test_a_key_on_which_other_files_hang_may_not_differ(desk: Desk, key: str) -> None:
    assert refusal(desk, (key, "other")) == f"{NAME} {key} may not differ from the base; leave it out"


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("shifts.lat.end", "22:00", ' leads nowhere: shifts has no "lat"; nearest is "late"'),
        ("shifts.zz", "off", ' leads nowhere: shifts has no "zz"; allowed are early, late'),
        ("rules.min_rst.minutes", "1", ' leads nowhere: rules has no "min_rst"; nearest is "min_rest"'),
        (
            "contracts.full_tme.days_per_week",
            "4",
            ' leads nowhere: contracts has no "full_tme"; nearest is "full_time"',
        ),
        ("targets.rate_24h.deep", "1", " is not there: targets.rate_24h is 0.9"),
        ("targets.rate_24h.very.deep", "1", " is not there: targets.rate_24h.very is empty"),
        ("shifts.early.start", "+60", ' is "+60", but it is "06:00", no number to change; write a value'),
        (
            "shifts.late.breaks",
            "[{start",
            ' is "[{start", which cannot be read; write a value such as 1.2, "15:00" or [a, b]',
        ),
    ],
)
def test_a_key_that_leads_nowhere_or_cannot_change_so_is_told(desk: Desk, key: str, value: str, said: str) -> None:
    assert refusal(desk, (key, value)) == f"{NAME} {key}{said}"


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("targets.rate_24", "0.9", ':8:1 targets.rate_24 is not a known key; nearest is "rate_24h"'),
        ("targets.rate_24h", "soon", ':9:3 targets.rate_24h is "soon"; it must be a number'),
        (
            "targets.rate_24h",
            "95",
            ":9:3 targets.rate_24h is 95; it must be a share between 0 and 1; 95 looks like a percentage: write 0.95",
        ),
        ("targets.rate_24h", "x2", ":9:3 targets.rate_24h is 1.8; it must be a share between 0 and 1"),
        ("rules.min_rest.minuts", "660", ':24:5 rules.min_rest.minuts is not a known key; nearest is "minutes"'),
        ("shifts.early.strt", "06:00", ':13:5 shifts.early.strt is not a known key; nearest is "start"'),
        ("dispatch.order", "newest", ':1:1 dispatch.order is "newest"; it must be one of oldest_first, '),
    ],
)
def test_a_wrong_value_is_told_with_the_scenario_and_where_the_key_stands(
    desk: Desk, key: str, value: str, said: str
) -> None:
    assert refusal(desk, (key, value)).startswith(f"{NAME}{said}")


def test_what_does_not_fit_together_is_told_as_in_any_team_yaml(desk: Desk) -> None:
    said = refusal(desk, ("open_hours.daily", "05:00-23:00"))
    assert said == (
        f"{NAME}:4:14 open_hours.daily is 05:00-23:00, but no shift covers 05:00-06:00, when min_on_queue is 1; add a "
        "shift"
    )


def test_the_file_that_was_read_stays_as_it_is(desk: Desk) -> None:
    base, source = load_team(desk.folder / "team.yaml", "team.yaml")
    before = deepcopy(source.data)
    changes = (
        ("targets.rate_24h", "+0.05"),
        ("targets.utilization.max", "0.9"),
        ("rules.min_rest", "off"),
        ("shifts.late", "off"),
        ("shifts.mid", '{start: "06:00", end: "23:00"}'),
        ("shifts.early.breaks", "[]"),
        ("contracts.full_time.shifts", "[mid]"),
    )
    other = changed_source(source, base, changes, NAME)
    assert source.data == before
    assert other.data != before
    assert checked(source) == base
    assert (source.name, other.name) == ("team.yaml", NAME)


def test_no_difference_is_the_same_team(desk: Desk) -> None:
    assert team(desk) == load_team(desk.folder / "team.yaml", "team.yaml")[0]


def test_a_team_of_a_scenario_keeps_the_tickets_the_days_and_what_is_published(desk: Desk) -> None:
    base = desk.read()
    source = changed(desk, ("targets.rate_24h", "0.85"))
    found = under(base, checked(source), source)
    assert found.team.targets.rate_24h == 0.85
    assert found.tickets is base.tickets
    for name in ("folder", "agents", "leave", "requests", "events", "holidays", "published", "as_of", "first_day"):
        assert getattr(found, name) == getattr(base, name)
    assert (found.weeks, found.digests, found.assumed) == (base.weeks, base.digests, base.assumed)


def test_tables_that_no_longer_fit_the_team_are_told(desk: Desk) -> None:
    base = desk.read()
    _, source = load_team(desk.folder / "team.yaml", "team.yaml")
    data = deepcopy(source.data)
    data["availability"] = []
    other = YamlSource(NAME, data, source.marks)
    with pytest.raises(InputError) as caught:
        under(base, checked(other), other)
    assert str(caught.value).startswith('agents.csv:3 availability "mornings" is not an availability of team.yaml')


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.2", 1.2),
        ("15:00", "15:00"),
        ('"16"', "16"),
        ("[a, b]", ["a", "b"]),
        ("{a: 1}", {"a": 1}),
        ("true", True),
        ("", None),
        ("2026-11-23", "2026-11-23"),
        ("off", "off"),
    ],
)
def test_a_short_text_of_yaml_is_what_it_stands_for(text: str, value: Any) -> None:
    assert plain_value(text, "key") == value
    assert type(plain_value(text, "key")) is type(value)


@pytest.mark.parametrize("text", ["[a", "{a: 1, a: 2}", "!!python/none x", ".inf", "a: b: c", "9" * 40, "\x00"])
def test_a_short_text_that_is_no_plain_yaml_is_told_without_a_place(text: str) -> None:
    with pytest.raises(InputError) as caught:
        plain_value(text, "the key")
    said = str(caught.value)
    assert said.startswith("the key is ")
    assert said.endswith(', which cannot be read; write a value such as 1.2, "15:00" or [a, b]')


def test_as_written_every_value_is_the_text_that_stands_there(desk: Desk) -> None:
    text = 'a: +2\nb: 1.20\nc: "x1.2"\nd: true\ne: [1, 0x10, 1_000]\nf: {g: 2026-11-23, h: ~}\ni: 15:00\n'
    desk.write("scenario.yaml", text)
    found = load_yaml(desk.folder / "scenario.yaml", "scenario.yaml", as_written=True)
    assert found.data == {
        "a": "+2",
        "b": "1.20",
        "c": "x1.2",
        "d": "true",
        "e": ["1", "0x10", "1_000"],
        "f": {"g": "2026-11-23", "h": "~"},
        "i": "15:00",
    }
    assert load_yaml(desk.folder / "scenario.yaml", "scenario.yaml").data["a"] == 2


def test_tags_stay_refused_where_values_are_texts(desk: Desk) -> None:
    desk.write("scenario.yaml", "a: 1\nb: !secret x\n")
    with pytest.raises(InputError, match=r'scenario.yaml:2:4 b has the tag "!secret"; tags are not allowed'):
        load_yaml(desk.folder / "scenario.yaml", "scenario.yaml", as_written=True)


def test_an_empty_file_is_told_which_keys_it_should_have(desk: Desk) -> None:
    desk.write("scenario.yaml", "# nothing yet\n")
    with pytest.raises(InputError, match=r"scenario.yaml is empty; write at least the keys set or grid"):
        load_yaml(desk.folder / "scenario.yaml", "scenario.yaml", keys="set or grid")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("shifts.late", '{id: noon, start: "10:00", end: "18:00"}'),
        ("queues.payments", "{id: payments, handle_minutes: {mean: 99}}"),
        ("sites.jakarta", "{id: jakarta, zone: Asia/Tokyo}"),
    ],
)
def test_a_whole_entry_cannot_take_the_place_of_another(desk: Desk, key: str, value: str) -> None:
    assert refusal(desk, (key, value)) == f"{NAME} {key} is a whole entry; name what is to differ in it"


@pytest.mark.parametrize("key", ["queues.fresh", "sites.there", "shifts.early.breaks.pause"])
def test_only_lists_on_which_nothing_else_hangs_take_new_entries(desk: Desk, key: str) -> None:
    assert "leads nowhere" in refusal(desk, (key, "{minutes: 3}"))


def test_an_entry_can_be_added_to_a_list_that_the_file_leaves_out(desk: Desk) -> None:
    source = YamlSource("team.yaml", {**load_team(desk.folder / "team.yaml", "team.yaml")[1].data}, {})
    source.data.pop("rules", None)
    source.data.pop("costs", None)
    bare = checked(source)
    wage = ("contracts.full_time.cost_per_hour", "20")
    asked = [wage, ("rules.min_rest", "{minutes: 660}"), ("costs.premiums.weekend", "{multiplier: 1.5}")]
    found = checked(changed_source(source, bare, asked, NAME))
    assert [rule.rule for rule in found.rules] == ["min_rest"]
    assert [premium.kind for premium in found.costs.premiums] == ["weekend"]


def test_a_misspelt_key_with_a_relative_value_is_told_with_its_nearest(desk: Desk) -> None:
    assert 'targets.rate_24 is not a known key; nearest is "rate_24h"' in refusal(desk, ("targets.rate_24", "+0.01"))


def test_keys_of_hiring_that_the_file_leaves_out_are_set_or_changed_from_their_defaults(desk: Desk) -> None:
    found = team(
        desk,
        ("hiring.attrition.probability", "+0.05"),
        ("hiring.growth", "0.2"),
        ("hiring.ramp", "[0.8, 1.0]"),
        ("hiring.training.seats", "+4"),
        ("hiring.notice_days", "x2"),
        ("hiring.funnel.accept", "-10%"),
        ("hiring.freeze", "[{start: 2026-12-01, end: 2026-12-31}]"),
        ("hiring.stop_gaps.overtime.share", "0.2"),
        ("hiring.mentoring.hours_per_week", "4"),
        ("hiring.mentoring.weeks", "6"),
        ("hiring.roles.coach", "{of: lead, heads: 1}"),
    ).hiring
    assert (found.attrition.probability, found.growth, found.ramp) == (0.35, 0.2, (0.8, 1.0))
    assert (found.training.seats, found.notice_days, found.funnel.accept) == (14, 60, 0.72)
    assert [str(freeze.end) for freeze in found.freeze] == ["2026-12-31"]
    assert found.stop_gaps.overtime is not None
    assert (found.stop_gaps.overtime.share, found.stop_gaps.overtime.multiplier) == (0.2, 1.5)
    assert (found.mentoring.hours_per_week, found.mentoring.weeks) == (4, 6)
    assert [(role.id, role.of, role.heads) for role in found.roles] == [("coach", "lead", 1)]


HIRING = """\
hiring:
  attrition: {probability: 0.35}
  new_hires: {turnover: 0.8, weeks: 10}
  mentoring: {hours_per_week: 4, weeks: 6}
  growth: 0.1
  budget: {hires: 4}
  roles: [{id: senior, skills: [payments]}, {id: agent}]
history:"""


@pytest.fixture
def hiring(desk: Desk) -> Desk:
    return desk.edit("team.yaml", "history:", HIRING)


def test_keys_of_hiring_that_the_file_has_are_changed(hiring: Desk) -> None:
    found = team(
        hiring,
        ("hiring.attrition.probability", "x0.5"),
        ("hiring.growth", "+0.05"),
        ("hiring.budget.hires", "-1"),
        ("hiring.roles.senior.heads", "3"),
        ("hiring.roles.senior.skills", "[payments, listings]"),
    ).hiring
    assert (found.attrition.probability, found.growth, found.budget.hires) == (
        0.175,
        0.05,
        3,
    )  # a sign is part of a growth
    assert (found.roles[0].heads, found.roles[0].skills) == (3, ("payments", "listings"))
    assert team(hiring, ("hiring.growth", "null")).hiring.growth is None


def test_one_way_to_give_attrition_takes_the_place_of_the_other(hiring: Desk) -> None:
    found = team(hiring, ("hiring.attrition.turnover", "0.5"), ("hiring.new_hires.probability", "60%")).hiring
    assert (found.attrition.turnover, found.attrition.probability) == (0.5, None)
    assert found.new_hires is not None
    assert (found.new_hires.probability, found.new_hires.turnover, found.new_hires.weeks) == (0.6, None, 10)


def test_both_ways_in_one_scenario_are_told_as_in_a_file(hiring: Desk) -> None:
    both = ("hiring.attrition.turnover", "0.5"), ("hiring.attrition.probability", "0.4")
    for asked in (both, both[::-1]):
        assert refusal(hiring, *asked) == (
            f"{NAME}:27:15 hiring.attrition.probability is 0.4 beside turnover 0.5; attrition is given by one of them, "
            "so leave the other out"
        )


@pytest.mark.parametrize("key", ["hours_per_week", "weeks"])
def test_mentoring_is_switched_off_by_either_of_its_numbers(hiring: Desk, key: str) -> None:
    found = team(hiring, (f"hiring.mentoring.{key}", "0")).hiring.mentoring
    assert (found.hours_per_week, found.weeks) == (0, 0)


def test_mentoring_of_which_one_scenario_says_both_is_told_as_in_a_file(hiring: Desk) -> None:
    said = refusal(hiring, ("hiring.mentoring.hours_per_week", "0"), ("hiring.mentoring.weeks", "8"))
    assert said == (
        f"{NAME}:29:34 hiring.mentoring.weeks is 8, but hours_per_week is 0, so nobody is mentored; give hours_per_week "
        "above 0, or leave both out"
    )


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("hiring.attrition.turnover", "x1.2"),
        ("hiring.leave_days", "+2"),
        ("hiring.budget.money", "+20%"),
        ("hiring.costs.per_hire", "-10%"),
        ("hiring.training.class_max", "+2"),
        ("hiring.roles.senior.heads", "+1"),
        ("hiring.stop_gaps.outsourced.fte", "+1"),
        ("queues.payments.rate_24h", "+0.05"),
    ],
)
def test_what_the_base_does_not_say_cannot_be_raised_or_multiplied(hiring: Desk, key: str, text: str) -> None:
    assert refusal(hiring, (key, text)) == (
        f'{NAME} {key} is "{text}", but the base has no value there that it could change; write the value itself'
    )


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("hiring.growht", "0.1", ':26:1 hiring.growht is not a known key; nearest is "growth"'),
        ("hiring.training.seat", "+4", ':26:1 hiring.training.seat is not a known key; nearest is "seats"'),
        ("hiring.roles.boss.heads", "1", ' hiring.roles.boss.heads leads nowhere: hiring.roles has no "boss"; allowed are senior, agent'),
        ("hiring.roles.senior.id", "junior", " hiring.roles.senior.id may not differ from the base; leave it out"),
        ("hiring.roles.senior", "{heads: 1}", " hiring.roles.senior is a whole entry; name what is to differ in it"),
        ("hiring.attrition.probability", "40", ":27:15 hiring.attrition.probability is 40; it must be a share between 0 and 1; 40 looks like a percentage: write 0.4"),
        ("hiring.ramp", "[0.5, 0.9]", ":26:1 hiring.ramp ends at 0.9; its last week must be 1, the speed of everybody else"),
        ("hiring.budget.hires", "0", ":31:12 hiring.budget.hires is 0, so nobody could be hired; give at least 1 or leave it out"),
        ("hiring.stop_gaps.outsourced.fte", "2", ":26:1 hiring.stop_gaps.outsourced.cost_per_hour is missing; it must be given"),
        ("hiring.new_hires.turnover", "null", ":28:3 hiring.new_hires has neither probability (that somebody leaves within a year) nor turnover (leavers in a year / average headcount); give one of them"),
    ],
)  # fmt: skip
def test_a_key_of_hiring_that_cannot_be_so_is_one_sentence(hiring: Desk, key: str, value: str, said: str) -> None:
    assert refusal(hiring, (key, value)) == NAME + said


def test_a_role_that_nobody_wrote_cannot_be_changed(desk: Desk) -> None:
    said = ' leads nowhere: hiring.roles has no "agent"; no entries are written there'
    assert refusal(desk, ("hiring.roles.agent.heads", "3")) == f"{NAME} hiring.roles.agent.heads{said}"
