# ruff: noqa: E501 (the sentences are told as they are printed)
"""Premiums and overtime in team.yaml."""

from __future__ import annotations

import pytest

from .conftest import TEAM, Desk

NIGHT = 'kind: night, between: "22:00-30:00", multiplier: 1.25'
SITES = ", {id: manila, zone: Asia/Manila}]\n"
PLACE = "team.yaml:30:"


def paying(desk: Desk, *premiums: str, sites: bool = False) -> Desk:
    """The workspace with premiums, each on a line of its own from 29 on."""
    text = TEAM.replace("shifts: [early, late]}", "shifts: [early, late], cost_per_hour: 10}")
    text = text.replace("country: ID}]\n", "country: ID}" + SITES) if sites else text
    desk.write("team.yaml", text + "costs:\n  premiums:\n" + "".join(f"    - {{{each}}}\n" for each in premiums))
    if sites:
        desk.write("agents.csv", "agent_id,contract,site\nbudi,full_time,jakarta\nsari,full_time,manila\n")
    return desk


@pytest.mark.parametrize(
    ("premium", "sentence"),
    [
        ("kind: nite, multiplier: 2", '8 costs.premiums.0.kind is "nite"; it must be a known kind; nearest is "night"'),
        ("multiplier: 2", "7 costs.premiums.0.kind is empty; it must say which kind it is: the key kind is missing"),
        ("kind: night, multiplier: 2", "7 costs.premiums.night.between is missing; it must be given"),
        ("kind: night, between: 22-6, multiplier: 2", '21 costs.premiums.night.between is "22-6"; it must be a span "HH:MM-HH:MM", such as "06:00-23:00"'),
        ('kind: night, between: "22:00-06:00", multiplier: 2', '21 costs.premiums.night.between is "22:00-06:00"; it must end after it starts; write "22:00-30:00" to reach the next day'),
        ('kind: night, between: "22:00-47:00", multiplier: 2', "21 costs.premiums.night.between is 22:00-47:00, longer than a day; at most 24 hours are allowed"),
        ("kind: weekend, multiplier: 0.5", "23 costs.premiums.weekend.multiplier is 0.5; it must be at least 1; the wage is part of it: write 1.5 for 50% on top of the wage"),
        ("kind: weekend, multiplier: 150", "23 costs.premiums.weekend.multiplier is 150; it must be at most 10; 150 looks like a percentage: write 1.5"),
        ("kind: weekend, multiplier: 20", "23 costs.premiums.weekend.multiplier is 20; it must be at most 10"),
        ("kind: weekend, multiplier: 2, days: [saturdy]", ('45 costs.premiums.weekend.days.0 is "saturdy"; it must be one of monday, tuesday, wednesday, thursday, '
         'friday, saturday, sunday; nearest is "saturday"')),
        ("kind: weekend, multiplier: 2, days: [friday, friday]", '53 costs.premiums.weekend.days.1 is "friday" a second time; name each day once'),
        ("kind: weekend, multiplier: 2, sites: [jakrta]", '46 costs.premiums.weekend.sites.0 is "jakrta", which is not a site; nearest is "jakarta"'),
        ("kind: weekend, multiplier: 2, sites: [jakarta, jakarta]", '55 costs.premiums.weekend.sites.1 is "jakarta" a second time; name each site once'),
        ("kind: weekend, multiplier: 2, between: x", "38 costs.premiums.weekend.between is not a known key; allowed are days, kind, multiplier, sites"),
        ("kind: holiday, brackets: []", "23 costs.premiums.holiday.brackets is a list; it must have at least one entry"),
        ("kind: holiday, brackets: [{multiplier: 2}, {multiplier: 3}]", "7 costs.premiums.holiday: bracket 1 of 2 has no hours, as only the last may"),
        ("kind: overtime, brackets: [{hours: 1, multiplier: 2}]", "7 costs.premiums.overtime: bracket 1 of 1 has hours, but the last takes all that follow"),
        (
            "kind: overtime, brackets: [{hours: 1, multiplier: 2}, {multiplier: 1.5}]",
            "7 costs.premiums.overtime: bracket 2 has the multiplier 1.5, below the one before with 2; later hours may not be cheaper",
        ),
    ],
)  # fmt: skip
def test_a_fault_of_a_premium_is_one_sentence(desk: Desk, premium: str, sentence: str) -> None:
    assert paying(desk, premium).fault() == f"team.yaml:29:{sentence}"


HOLIDAY = "kind: holiday, brackets: [{multiplier: 2}]"
OVERTIME = "kind: overtime, brackets: [{hours: 1, multiplier: 1.5}, {multiplier: 2}]"
END = "premiums of one kind that overlap are not allowed"


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (NIGHT, 'kind: night, between: "04:00-08:00", multiplier: 2', "night premium at 29:7 from 04:00 to 06:00"),
        (NIGHT, 'kind: night, between: "21:00-24:00", multiplier: 2', "night premium at 29:7 from 22:00 to 24:00"),
        ('kind: night, between: "00:00-01:00", multiplier: 2', NIGHT, "night premium at 29:7 from 00:00 to 01:00"),
        (NIGHT, 'kind: night, between: "46:00-48:00", multiplier: 2', "night premium at 29:7 from 22:00 to 24:00"),
        ("kind: weekend, multiplier: 2", "kind: weekend, multiplier: 3, days: [friday, sunday]", "weekend premium at 29:7 on sunday"),
        (HOLIDAY, HOLIDAY, "holiday premium at 29:7"),
        (OVERTIME, OVERTIME, "overtime premium at 29:7"),
    ],
)  # fmt: skip
def test_premiums_of_one_kind_that_overlap_are_told(desk: Desk, one: str, other: str, said: str) -> None:
    assert paying(desk, one, other).fault() == f"{PLACE}7 costs.premiums.{said.split()[0]} overlaps the {said}; {END}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (NIGHT, 'kind: night, between: "06:00-22:00", multiplier: 1.1'),
        (NIGHT, 'kind: night, between: "30:00-46:00", multiplier: 1.1'),
        ("kind: weekend, multiplier: 2", "kind: weekend, multiplier: 3, days: [friday]"),
        (HOLIDAY, OVERTIME),
        (NIGHT, "kind: weekend, multiplier: 2"),
    ],
)
def test_premiums_side_by_side_are_read(desk: Desk, one: str, other: str) -> None:
    assert len(paying(desk, one, other).read().team.costs.premiums) == 2


@pytest.mark.parametrize("premium", [NIGHT, "kind: weekend, multiplier: 2", HOLIDAY, OVERTIME])
def test_sites_have_premiums_of_their_own(desk: Desk, premium: str) -> None:
    paying(desk, f"{premium}, sites: [jakarta]", f"{premium}, sites: [manila]", sites=True)
    assert len(desk.read().team.costs.premiums) == 2


def test_premiums_that_overlap_at_one_of_several_sites_name_it(desk: Desk) -> None:
    paying(desk, f"{HOLIDAY}, sites: [manila]", HOLIDAY, sites=True)
    said = "costs.premiums.holiday overlaps the holiday premium at 29:7 at the site manila"
    assert desk.fault() == f"{PLACE}7 {said}; {END}"


def test_a_premium_for_holidays_needs_neither_a_country_nor_a_table(desk: Desk) -> None:
    paying(desk, HOLIDAY).edit("team.yaml", ", country: ID", "")
    (desk.folder / "holidays.csv").unlink()
    assert desk.read().team.costs.premiums[0].kind == "holiday"


@pytest.mark.parametrize(
    ("overtime", "sentence"),
    [
        ("max_minutes_per_week: 8", "12 overtime.max_minutes_per_week is 8; minutes are wanted and this looks like hours: write 480"),
        ("max_minutes_per_day: 2", "12 overtime.max_minutes_per_day is 2; minutes are wanted and this looks like hours: write 120"),
        ("max_hours_per_week: 8", "12 overtime.max_hours_per_week is not a known key; write max_minutes_per_week: 480"),
        ("max_minutes_per_week: 6000", "12 overtime.max_minutes_per_week is 6000; it must be at most 5040"),
    ],
)  # fmt: skip
def test_a_fault_of_overtime_is_one_sentence(desk: Desk, overtime: str, sentence: str) -> None:
    assert (
        desk.edit("team.yaml", "history:", f"overtime: {{{overtime}}}\nhistory:").fault() == f"team.yaml:26:{sentence}"
    )


def test_overtime_to_which_nobody_consents_is_read(desk: Desk) -> None:
    desk.edit("team.yaml", "history:", "overtime: {max_minutes_per_week: 240, max_extra_days: 2}\nhistory:")
    assert desk.read().team.overtime.max_extra_days == 2


def test_a_premium_for_overtime_needs_none_allowed(desk: Desk) -> None:
    assert paying(desk, OVERTIME).read().team.overtime.max_minutes_per_week == 0


def test_premiums_without_any_wage_are_refused(desk: Desk) -> None:
    desk.write("team.yaml", TEAM + f"costs:\n  premiums:\n    - {{{NIGHT}}}\n")
    said = "costs.premiums are multiples of the wage, but no contract has a cost_per_hour"
    assert said in desk.fault()


def test_a_contract_without_the_wage_that_others_have_is_refused(desk: Desk) -> None:
    full = "  - {id: full_time, minutes_per_week: 2400, days_per_week: 5, shifts: [early, late]}\n"
    half = "  - {id: half, minutes_per_week: 960, days_per_week: 2, shifts: [early], cost_per_hour: 5}\n"
    desk.write("team.yaml", TEAM.replace(full, full + half))
    assert "contracts.full_time has no cost_per_hour, but the contract half at 21:" in desk.fault()
    free = full.replace("late]}", "late], cost_per_hour: 0}")
    desk.write("team.yaml", TEAM.replace(full, free + half))
    assert len(desk.read().team.contracts) == 2
