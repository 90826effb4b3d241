"""Labour packs, consents and waivers as people write them, and what is told where they cannot hold."""

from __future__ import annotations

from datetime import date

import pytest

from tests.read.conftest import TEAM, Desk

AT = "team.yaml:26"
KNOWN = "allowed are eu_2003_88, id_2021, sg_ea_part4"
EU = "AT, BE, BG, CY, CZ, DE, DK, EE, ES, FI, FR, GR and 18 more"

WRONG = {
    "an unknown pack": ("labour_pack: labour", f'{AT}:1 labour_pack is "labour", which is not a labour pack; {KNOWN}'),
    "an unknown pack of two": (
        "labour_pack: [id_2021, eu]",
        f'{AT}:24 labour_pack.1 is "eu", which is not a labour pack; {KNOWN}',
    ),
    "a pack twice": (
        "labour_pack: [id_2021, id_2021]",
        f'{AT}:24 labour_pack.1 is "id_2021" a second time; name each pack once',
    ),
    "the law of another country": (
        "labour_pack: eu_2003_88",
        (
            f'{AT}:1 labour_pack has "eu_2003_88", which is the law of {EU}, but no site is there (ID); name the pack '
            "of their country, or leave it out"
        ),
    ),
    "an unknown consent": (
        "consents: [holiday]",
        f'{AT}:12 consents.0 is "holiday"; it must be one of holidays, rest_days; nearest is "holidays"',
    ),
    "overtime of everybody": (
        "consents: [overtime]",
        f'{AT}:12 consents.0 is "overtime"; it must be one of holidays, rest_days',
    ),
    "a consent twice": (
        "consents: [holidays, holidays]",
        f'{AT}:22 consents.1 is "holidays" a second time; name each consent once',
    ),
    "a waiver without a pack": (
        "waivers: [{agent: budi, waiver: opt_out_48h}]",
        f'{AT}:25 waivers.0.waiver is "opt_out_48h", which only a labour pack can allow, and team.yaml names none',
    ),
    "a waiver that the pack does not allow": (
        "labour_pack: id_2021\nwaivers: [{agent: budi, waiver: opt_out_48h}]",
        (
            'team.yaml:27:25 waivers.0.waiver is "opt_out_48h", which no labour pack allows there; id_2021 allows no '
            "waiver to these people"
        ),
    ),
    "a waiver without an agent": (
        "waivers: [{waiver: opt_out_48h}]",
        f"{AT}:11 waivers.0.agent is missing; it must be given",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_a_team_says_of_the_law_wrongly_is_one_sentence(desk: Desk, name: str) -> None:
    written, sentence = WRONG[name]
    assert desk.edit("team.yaml", "history:", f"{written}\nhistory:").fault().splitlines()[0] == sentence


def european(desk: Desk, more: str = "") -> Desk:
    """The desk in Berlin, under the directive."""
    berlin = TEAM.replace("zone: Asia/Jakarta, country: ID", "zone: Europe/Berlin, country: DE")
    desk.write("published.csv", "agent_id,date,shift_id\n")  # its times are those of Jakarta
    return desk.write("team.yaml", berlin.replace("history:", f"labour_pack: eu_2003_88\n{more}history:"))


def people(desk: Desk, columns: str, budi: str, sari: str = "") -> Desk:
    empty = "," * columns.count(",")
    rows = f"budi,full_time,{budi}\nsari,full_time,{sari or empty}\n"
    return desk.write("agents.csv", f"agent_id,contract,{columns}\n{rows}")


def test_a_waiver_of_somebody_who_is_not_there_is_one_sentence(desk: Desk) -> None:
    more = "waivers: [{agent: sary, waiver: opt_out_48h}]\n"
    assert european(desk, more).fault() == (
        'team.yaml:27:12 waivers.0.agent is "sary", which is not in agents.csv; nearest is "sari"'
    )


def test_a_waiver_that_is_misspelt_of_somebody_who_is_not_there_tells_both(desk: Desk) -> None:
    more = "waivers: [{agent: sary, waiver: opt_out}]\n"
    assert european(desk, more).fault().splitlines() == [
        'team.yaml:27:25 waivers.0.waiver is "opt_out", which no labour pack allows; nearest is "opt_out_48h"',
        'team.yaml:27:12 waivers.0.agent is "sary", which is not in agents.csv; nearest is "sari"',
    ]


def test_a_waiver_that_is_misspelt_tells_what_the_pack_allows(desk: Desk) -> None:
    assert people(european(desk), "waivers", "opt_out").fault() == (
        'agents.csv:2 waivers has "opt_out", which no labour pack allows; nearest is "opt_out_48h"'
    )


def test_consents_and_waivers_are_read_and_overtime_stands_in_either_column(desk: Desk) -> None:
    columns = "overtime,consents,waivers,no_nights_until"
    found = people(european(desk), columns, ",overtime|holidays,opt_out_48h,", "yes,,,2026-12-31").read()
    budi, sari = found.agents
    assert (budi.overtime, budi.agrees_to("holidays"), budi.waivers) == (True, True, ("opt_out_48h",))
    assert (sari.overtime, sari.agrees_to("overtime"), sari.agrees_to("holidays")) == (True, True, False)
    assert (budi.no_nights_until, sari.no_nights_until) == (None, date(2026, 12, 31))


@pytest.mark.parametrize(
    ("columns", "cells", "sentence"),
    [
        ("consents", "overtme", 'consents is "overtme"; it must be one of overtime, holidays, rest_days'),
        ("consents", "overtime|overtime", 'consents has "overtime" twice; name each once'),
        ("overtime,consents", "no,overtime", "overtime is no, but consents has overtime; write one of the two"),
        (
            "waivers",
            "opt_out_48h",
            'waivers has "opt_out_48h", which only a labour pack can allow, and team.yaml names none',
        ),
        ("no_nights_until", "soon", 'no_nights_until is "soon"; write a date as 2026-11-23'),
    ],
)
def test_a_fault_in_consents_is_one_sentence(desk: Desk, columns: str, cells: str, sentence: str) -> None:
    assert people(desk, columns, cells).fault().startswith(f"agents.csv:2 {sentence}")


def under_id(desk: Desk) -> Desk:
    return desk.edit("team.yaml", "history:", "labour_pack: id_2021\nhistory:")


def test_a_shift_without_the_breaks_of_the_law_is_told_before_the_search(desk: Desk) -> None:
    assert under_id(desk).fault() == (
        "team.yaml:13:5 shifts.early has 270 minutes without a break of 30 minutes, and UU 13/2003 Art. 79(2)(a) "
        "allows at most 240; write its breaks, or add one\n"
        "team.yaml:14:5 shifts.late has 270 minutes without a break of 30 minutes, and UU 13/2003 Art. 79(2)(a) "
        "allows at most 240; write its breaks, or add one"
    )


def test_a_contract_that_is_overtime_by_itself_is_told_before_the_search(desk: Desk) -> None:
    under_id(desk).edit("team.yaml", '"10:30"', '"10:00"').edit("team.yaml", '"18:30"', '"18:00"').read()
    fault = desk.edit(
        "team.yaml", "minutes_per_week: 2400, days_per_week: 5", "minutes_per_week: 2401, days_per_week: 6"
    )
    assert fault.fault() == (
        "team.yaml:20:21 contracts.full_time.minutes_per_week is 2401, more than the normal week of 2400 minutes of "
        "PP 35/2021 Art. 21(2), 26(1), 28(1) (id_2021), which binds the site jakarta; what is beyond is overtime: "
        "write it under overtime"
    )
    desk.edit("team.yaml", "minutes_per_week: 2401, days_per_week: 6", "minutes_per_week: 1921, days_per_week: 4")
    desk.edit("team.yaml", 'end: "15:00"', 'end: "16:00"').edit("team.yaml", "minutes: 60}]}", "minutes: 90}]}")
    assert "is 1921, more than 4 normal days of 480 minutes of PP 35/2021" in desk.fault()


def test_a_wage_is_of_an_hour_or_of_a_month(desk: Desk) -> None:
    both = "shifts: [early, late], cost_per_hour: 10, cost_per_month: 1700}"
    said = "contracts.full_time.cost_per_hour and cost_per_month are both given; give one"
    assert desk.edit("team.yaml", "shifts: [early, late]}", both).fault() == f"team.yaml:20:86 {said}"
