# ruff: noqa: E501 (the sentences are told as they are printed)
"""Every fault of team.yaml is told in one sentence: where, what was given, what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.errors import InputError
from staffing.read.team import read_team, team_schema

from .conftest import TEAM, Desk

RULES = "  - {rule: max_consecutive_days, days: 6}"
SENTENCES = {
    "a misspelt key gives the nearest": (
        "week_starts",
        "week_start",
        'team.yaml:3:1 week_start is not a known key; nearest is "week_starts"',
    ),
    "a misspelt key of a rule gives that rule's nearest": (
        "minutes: 660",
        "minuts: 660",
        'team.yaml:24:22 rules.min_rest.minuts is not a known key; nearest is "minutes"',
    ),
    "a misspelt rule gives the nearest": (
        "min_rest,",
        "min_rst,",
        'team.yaml:24:6 rules.0.rule is "min_rst"; it must be a known rule; nearest is "min_rest"',
    ),
    "a misspelt value gives the nearest": (
        "starts: monday",
        "starts: mondy",
        (
            'team.yaml:3:1 week_starts is "mondy"; it must be one of monday, tuesday, wednesday, thursday, friday, '
            'saturday, sunday; nearest is "monday"'
        ),
    ),
    "a missing key stands where it should be": (
        ", handle_minutes: {mean: 22}",
        "",
        "team.yaml:7:5 queues.listings.handle_minutes is missing; it must be given",
    ),
    "a percentage is told to be a share": (
        "rate_24h: 0.90",
        "rate_24h: 90",
        "team.yaml:9:3 targets.rate_24h is 90; it must be a share between 0 and 1; 90 looks like a percentage: write 0.9",
    ),
    "handling time in seconds is recognised": (
        "mean: 14",
        "mean: 5400",
        (
            "team.yaml:6:55 queues.payments.handle_minutes.mean is 5400; it must be at most 1440; minutes are wanted and "
            "5400 looks like seconds: write 90"
        ),
    ),
    "a usual case longer than a shift looks like seconds": (
        "mean: 14",
        "mean: 840",
        (
            "team.yaml:6:55 queues.payments.handle_minutes.mean is 840, longer than the longest shift early with 540 "
            "minutes; minutes are wanted and this looks like seconds: write 14"
        ),
    ),
    "contract hours instead of minutes are recognised": (
        "minutes_per_week: 2400",
        "minutes_per_week: 40",
        (
            "team.yaml:20:21 contracts.full_time.minutes_per_week is 40, less than its shortest shift early with 480 paid "
            "minutes; minutes are wanted and this looks like hours: write 2400"
        ),
    ),
    "rest in hours is recognised": (
        "minutes: 660",
        "minutes: 11",
        "team.yaml:24:22 rules.min_rest.minutes is 11; minutes are wanted and this looks like hours: write 660",
    ),
    "a shift that ends before it starts": (
        'end: "23:00"',
        'end: "06:00"',
        'team.yaml:16:5 shifts.late.end is 06:00, not after its start 14:00; write "30:00" for the next day',
    ),
    "a bare number is no time of day": (
        'end: "23:00"',
        "end: 23",
        'team.yaml:16:5 shifts.late.end is 23; it must be a time "HH:MM", with hours 24 to 48 for the next day',
    ),
    "a span that cannot be read": (
        'daily: "06:00-23:00"',
        "daily: 6-23",
        'team.yaml:4:14 open_hours.daily is "6-23"; it must be a span "HH:MM-HH:MM", such as "06:00-23:00", or "closed"',
    ),
    "open hours that no shift covers": (
        "06:00-23:00",
        "06:00-24:00",
        (
            "team.yaml:4:14 open_hours.daily is 06:00-24:00, but no shift covers 23:00-24:00, when min_on_queue is 1; "
            "add a shift"
        ),
    ),
    "a contract with an unknown shift": (
        "shifts: [early, late]",
        "shifts: [earli, late]",
        'team.yaml:20:72 contracts.full_time.shifts.0 is "earli", which is not a shift; nearest is "early"',
    ),
    "an availability with an unknown shift": (
        "monday: [early]",
        "monday: [night]",
        'team.yaml:22:36 availability.mornings.days.monday.0 is "night", which is not a shift; allowed are early, late',
    ),
    "an availability with an unknown day": (
        "monday: [early]",
        "mon: [early]",
        (
            "team.yaml:22:27 availability.mornings.days.mon is not a known key; it must be one of monday, tuesday, "
            'wednesday, thursday, friday, saturday, sunday; nearest is "monday"'
        ),
    ),
    "an id given twice": (
        "id: listings",
        "id: payments",
        'team.yaml:7:6 queues.payments.id is "payments", which queues has already at 6:6; ids are unique',
    ),
    "a name that means two queues": (
        "[Payment Ops]",
        "[Listings]",
        'team.yaml:7:6 queues.listings.id is "listings", which names the queue payments at 6:83; a name means one queue',
    ),
    "an unknown zone": (
        "Asia/Jakarta",
        "Asia/Jakart",
        'team.yaml:2:23 sites.jakarta.zone is "Asia/Jakart"; it must be an IANA time zone such as Asia/Jakarta; nearest is "Asia/Jakarta"',
    ),
    "a zone that is no name has none nearest": (
        "Asia/Jakarta",
        "UTC+7",
        'team.yaml:2:23 sites.jakarta.zone is "UTC+7"; it must be an IANA time zone such as Asia/Jakarta',
    ),
    "a contract of fewer minutes than a shift": (
        "minutes_per_week: 2400",
        "minutes_per_week: 200",
        (
            "team.yaml:20:21 contracts.full_time.minutes_per_week is 200, less than its shortest shift early with 480 paid "
            "minutes; write at least 480, or give the contract a shift that is shorter"
        ),
    ),
    "rest under a key for hours": (
        "minutes: 660",
        "hours: 11",
        "team.yaml:24:22 rules.min_rest.hours is not a known key; write minutes: 660",
    ),
    "a target under a key for minutes": (
        "maximum_age_hours: 72",
        "maximum_age_minutes: 4320",
        "team.yaml:11:3 targets.maximum_age_minutes is not a known key; write maximum_age_hours: 72",
    ),
    "a key for hours with what cannot be hours": (
        "minutes: 660",
        "hours: 660",
        "team.yaml:24:22 rules.min_rest.hours is not a known key; allowed are agents, contracts, label, minutes, rule, weight",
    ),
    "a labour pack that does not exist": (
        "history:",
        "labour_pack: id_2020\nhistory:",
        'team.yaml:26:1 labour_pack is "id_2020", which is not a labour pack; nearest is "id_2021"',
    ),
    "leads on queue come later": (
        "history:",
        "on_queue_share: 0.5\nhistory:",
        "team.yaml:26:1 on_queue_share is 0.5, but leads on queue come in a later version; write 0 or leave it out",
    ),
    "a day floor above the promise": (
        "day_floor: 0.80",
        "day_floor: 0.95",
        "team.yaml:10:3 targets.day_floor is 0.95, above rate_24h 0.9 at 9:3; it must be at most that",
    ),
    "a maximum age below the target": (
        "maximum_age_hours: 72",
        "maximum_age_hours: 12",
        (
            "team.yaml:11:3 targets.maximum_age_hours is 12, below the target_hours 24 of the queue payments; it must be "
            "at least 24"
        ),
    ),
    "a contract that its shifts cannot fill": (
        "minutes_per_week: 2400",
        "minutes_per_week: 2500",
        (
            "team.yaml:20:21 contracts.full_time.minutes_per_week is 2500, but 5 days of its longest shift early with 480 "
            "paid minutes make 2400; write at most 2400, more days_per_week or a longer shift"
        ),
    ),
    "the same rule twice": (
        RULES,
        f"{RULES}\n  - {{rule: min_rest}}",
        "team.yaml:26:5 rules.min_rest stands a second time, first at 24:5; write each rule once, or give each a label of its own",
    ),
    "more rest days than the contract leaves": (
        RULES,
        "  - {rule: weekly_rest_days, days: 3}",
        (
            "team.yaml:25:5 rules.weekly_rest_days wants 3 days off a week, but the contract full_time at 20:5 has 5 "
            "days_per_week; at most 4 fit"
        ),
    ),
    "fewer days in a row than the contract needs": (
        RULES,
        "  - {rule: max_consecutive_days, days: 1}",
        (
            "team.yaml:25:5 rules.max_consecutive_days allows 1 day in a row, but the contract full_time at 20:5 has 5 "
            "days_per_week; at most 4 fit"
        ),
    ),
    "rest that no two successive shifts leave": (
        "minutes: 660",
        "minutes: 1400",
        (
            "team.yaml:24:5 rules.min_rest wants 1400 minutes, but no two shifts of the contract full_time at 20:5 on "
            "successive days leave more than 1380, and its 5 days a week need them; rest less or add a shift"
        ),
    ),
    "true is no number": (
        "days_per_week: 5",
        "days_per_week: true",
        "team.yaml:20:45 contracts.full_time.days_per_week is true; it must be a number",
    ),
    "a number that is no whole one": (
        "days_per_week: 5",
        "days_per_week: 4.5",
        "team.yaml:20:45 contracts.full_time.days_per_week is 4.5; it must be a whole number",
    ),
    "an id with a space": (
        "id: listings",
        "id: list ings",
        (
            'team.yaml:7:6 queues.list ings.id is "list ings"; it must be made of letters, digits, "_", "-" or ".", at '
            "most 64 of them, a letter or digit first"
        ),
    ),
    "a key given twice": (
        "late: true",
        "late: true\n    late: false",
        "team.yaml:19:5 late is given a second time, first at 18:5; write it once",
    ),
    "a tag": (
        "days_per_week: 5",
        "days_per_week: !!python/object:os.system x",
        'team.yaml:20:60 contracts.0.days_per_week has the tag "python/object:os.system"; tags are not allowed',
    ),
    "a huge number": (
        "days_per_week: 5",
        f"days_per_week: {'9' * 5000}",
        f'team.yaml:20:60 contracts.0.days_per_week is "{"9" * 40}...", not a number that can be read',
    ),
    "an infinite number": (
        "days_per_week: 5",
        "days_per_week: .inf",
        "team.yaml:20:60 contracts.0.days_per_week is .inf; it must be a finite number",
    ),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_a_fault_is_one_sentence_with_its_place(desk: Desk, case: str) -> None:
    old, new, sentence = SENTENCES[case]
    assert desk.edit("team.yaml", old, new).fault() == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "team.yaml is empty; write at least the keys team, sites, queues, shifts and contracts"),
        ("- 1\n- 2\n", "team.yaml:1:1 the file is a list; it must be a mapping of keys to values"),
        (
            "team: [x\nsites: 1",
            "team.yaml:2:6 is not valid YAML: expected ',' or ']', but got ':'; the [ before it was opened at 1:7",
        ),
        (
            "team: {a: 1\nsites: 1",
            "team.yaml:2:6 is not valid YAML: expected ',' or '}', but got ':'; the { before it was opened at 1:7",
        ),
        (
            "a: 1\nteam: 'x\n",
            "team.yaml:3:1 is not valid YAML: found unexpected end of stream; the ' before it was opened at 2:7",
        ),
        ("team: x\nsites: [", "team.yaml:2:9 is not valid YAML: expected the node content, but found '<stream end>'"),
        ("a: &x [*x]", "team.yaml:1:4 is nested deeper than 24 levels, which is more than is allowed"),
        (f"a: {'[' * 600}", "team.yaml is nested without end; at most 24 levels are allowed"),
        ("? [a]\n: 1\n", "team.yaml:1:3 a key is a list or a mapping; keys are plain words"),
    ],
)
def test_a_file_that_is_no_team_says_why(desk: Desk, text: str, sentence: str) -> None:
    assert desk.write("team.yaml", text).fault() == sentence


def test_aliases_that_multiply_are_refused(desk: Desk) -> None:
    rows = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert (
        "the aliases multiply to more than 20000 values; write the values out"
        in desk.write("team.yaml", "\n".join(rows)).fault()
    )


def test_a_small_anchor_is_read(desk: Desk) -> None:
    desk.edit("team.yaml", 'breaks: [{start: "10:30", minutes: 60}]', 'breaks: &lunch [{start: "14:10", minutes: 20}]')
    desk.edit("team.yaml", 'breaks: [{start: "18:30", minutes: 60}]', "breaks: *lunch")
    desk.edit("team.yaml", "minutes_per_week: 2400", "minutes_per_week: 2600")
    assert desk.read().team.shifts[1].breaks == desk.read().team.shifts[0].breaks


def test_times_of_day_and_off_stay_text(desk: Desk) -> None:
    team = desk.edit("team.yaml", 'start: "14:00"', "start: 14:00").read().team
    assert team.shifts[1].start == 840
    assert team.availability[0].days == {"monday": ("early",), "sunday": "off"}


def test_every_fault_is_told_on_a_line_of_its_own(desk: Desk) -> None:
    desk.edit("team.yaml", "rate_24h: 0.90", "rate_24h: 90").edit("team.yaml", "cv: 1.0", "cv: big")
    first, second = desk.fault().splitlines()
    assert first.startswith("team.yaml:6:") and second.startswith("team.yaml:9:3")  # noqa: PT018


def test_no_more_than_ten_faults_are_told(desk: Desk) -> None:
    desk.write("team.yaml", TEAM + "".join(f"key_{n}: 1\n" for n in range(30)))
    lines = desk.fault().splitlines()
    assert len(lines) == 11
    assert lines[-1] == "and 20 more faults like these"


def test_a_weak_rule_contradicts_no_contract(desk: Desk) -> None:
    desk.edit("team.yaml", RULES, "  - {rule: weekly_rest_days, days: 3, weight: 5}")
    assert desk.read().team.rules[1].rule == "weekly_rest_days"


def test_a_day_that_shifts_reach_from_the_day_before_is_covered(desk: Desk) -> None:
    desk.edit("team.yaml", '"06:00-23:00"', '"00:00-24:00"').edit("team.yaml", 'end: "23:00"', 'end: "30:00"')
    desk.edit("team.yaml", "maximum_age_hours: 72", "maximum_age_hours: 96")
    assert desk.read().team.open_hours.span(0) == (0, 1440)


def test_a_team_is_read_on_its_own(tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text("\ufeff" + TEAM)
    assert read_team(path).zone == "Asia/Jakarta"
    with pytest.raises(InputError, match=r"^nothing\.yaml does not exist"):
        read_team(tmp_path / "nothing.yaml")


def test_the_schema_knows_every_key_of_the_team() -> None:
    schema = team_schema()
    assert {"team", "sites", "queues", "targets", "shifts", "contracts", "rules"} <= set(schema["properties"])
    assert schema["additionalProperties"] is False
