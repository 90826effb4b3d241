"""Skills with their speed, consent to overtime, and who serves a queue at all."""

from __future__ import annotations

import pytest

from staffing.documents.people import Agent

from .conftest import Desk

QUEUES = ("payments", "listings")
HEADER = "agent_id,contract,role,skills,overtime\n"


def agents(desk: Desk, *rows: str) -> tuple[Agent, ...]:
    return desk.write("agents.csv", HEADER + "".join(f"{row}\n" for row in (*rows, "sari,full_time,,,"))).read().agents


def fault(desk: Desk, *rows: str) -> str:
    return desk.write("agents.csv", HEADER + "".join(f"{row}\n" for row in rows)).fault()


@pytest.mark.parametrize(
    ("written", "skills", "speeds"),
    [
        ("", (), {"payments": 1.0, "listings": 1.0}),
        ("payments", ("payments",), {"payments": 1.0}),
        ("listings:0.8|payments", ("listings:0.8", "payments"), {"listings": 0.8, "payments": 1.0}),
        (" payments : 1.50 | ", ("payments:1.5",), {"payments": 1.5}),
        ("payments:1.0", ("payments",), {"payments": 1.0}),
        ("payments:.01|listings:1.", ("payments:0.01", "listings"), {"payments": 0.01, "listings": 1.0}),
    ],
)
def test_skills_have_one_form(desk: Desk, written: str, skills: tuple[str, ...], speeds: dict[str, float]) -> None:
    budi = agents(desk, f"budi,full_time,,{written},")[0]
    assert budi.skills == skills
    assert budi.proficiency(QUEUES) == speeds


def test_a_decimal_comma_is_read_where_semicolons_part_the_cells(desk: Desk) -> None:
    desk.write("agents.csv", "agent_id;contract;skills\nbudi;full_time;payments:0,8\nsari;full_time;\n")
    assert desk.read().agents[0].skills == ("payments:0.8",)


@pytest.mark.parametrize(
    ("written", "consents"),
    [("yes", True), ("TRUE", True), ("1", True), ("No", False), ("false", False), ("0", False), ("", False)],
)
def test_consent_to_overtime_is_yes_or_no(desk: Desk, written: str, consents: bool) -> None:
    assert agents(desk, f"budi,full_time,,,{written}")[0].overtime is consents


@pytest.mark.parametrize("written", ["maybe", "2", "y", "on"])
def test_any_other_consent_is_refused(desk: Desk, written: str) -> None:
    said = f'agents.csv:2 overtime is "{written}"; write yes or no (true, false, 1 and 0 do too)'
    assert fault(desk, f"budi,full_time,,,{written}") == said


def test_a_queue_that_nobody_may_serve_is_told(desk: Desk) -> None:
    assert fault(desk, "budi,full_time,,payments,") == (
        "agents.csv gives nobody the skill for the queue listings of team.yaml; give it to at least one row with the "
        "role agent, or remove the queue"
    )


def test_a_queue_that_only_leads_may_serve_is_told(desk: Desk) -> None:
    assert fault(desk, "budi,full_time,,payments,", "tono,full_time,lead,,") == (
        "agents.csv gives only leads, who are not on queue, the skill for the queue listings of team.yaml; give it to "
        "at least one row with the role agent, or remove the queue"
    )


def test_different_people_may_serve_different_queues(desk: Desk) -> None:
    rows = HEADER + "budi,full_time,,payments,\nsari,full_time,,listings:0.5,\n"
    budi, sari = desk.write("agents.csv", rows).read().agents
    assert (budi.skills, sari.skills) == (("payments",), ("listings:0.5",))
