"""What is told of a workspace: the openings under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from staffing.documents.requisition import Requisition, Stage
from staffing.outlook import Outlook
from staffing.reports.workspace_facts import fact_lines, workspace_facts

Openings = Callable[..., Outlook]


@pytest.fixture
def with_openings(outlook: Outlook) -> Openings:
    def make(*rows: tuple[Stage, int]) -> Outlook:
        openings = tuple(
            Requisition(requisition_id=f"R-{number}", role="agent", stage=stage, headcount=heads)
            for number, (stage, heads) in enumerate(rows)
        )
        return replace(outlook, workspace=replace(outlook.workspace, requisitions=openings))

    return make


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([("open", 1)], "requisitions: 1 open, for 1 person"),
        ([("accepted", 2), ("offer", 3)], "requisitions: 2 open, for 5 people"),
        ([("interview", 1), ("filled", 4), ("on_hold", 2)], "requisitions: 1 open of 3, for 1 person"),
        ([("cancelled", 1), ("filled", 4)], "requisitions: 0 open of 2"),
    ],
)
def test_open_requisitions_are_counted_with_the_people_wanted(
    with_openings: Openings, rows: list[tuple[Stage, int]], line: str
) -> None:
    lines = list(fact_lines(with_openings(*rows)))
    assert [told for told in lines if "requisition" in told] == [line]


def test_they_are_told_to_programs_as_well(with_openings: Openings) -> None:
    facts = workspace_facts(with_openings(("open", 2), ("filled", 4)))
    assert facts["requisitions"] == {"count": 2, "open": 1, "people": 2}


def test_a_workspace_without_any_does_not_speak_of_them(outlook: Outlook) -> None:
    assert "requisition" not in " ".join(fact_lines(outlook))
    assert workspace_facts(outlook)["requisitions"] == {"count": 0, "open": 0, "people": 0}
