"""The page and the view of a what-if: the answer first, the blocks in their order, and nobody named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from staffing.documents.scenario import Scenario
from staffing.documents.workspace import Workspace
from staffing.outlook import Outlook
from staffing.reports.markdown import markdown_text
from staffing.reports.view.document import anonymous, named, read_view, view_text
from staffing.reports.view.page import Page, Picture, Table
from staffing.reports.whatif.conclusion import conclusion
from staffing.reports.whatif.page import whatif_page
from staffing.reports.whatif.picture import picture_words, whatif_picture
from staffing.reports.whatif.view import whatif_view
from staffing.scenarios.apply import apply
from staffing.scenarios.figures import Tried
from staffing.scenarios.whatif import WhatIf
from tests.reports.whatif_answers import EQUAL, HARDER, answer, figures, frontier, missing, price, sale, tried


@pytest.fixture(scope="session")
def workspace(outlook: Outlook) -> Workspace:
    return outlook.workspace


def asked(workspace: Workspace, *rows: Tried) -> WhatIf:
    return answer(workspace, *rows)


def tiles(given: WhatIf) -> dict[str, tuple[str, str, bool | None]]:
    return {each.name: (each.reached, each.wanted, each.met) for each in conclusion(given).figures}


def tables(page: Page, title: str) -> list[Table]:
    (section,) = [section for section in page.sections if section.title == title]
    return [block for block in section.blocks if isinstance(block, Table)]


def test_the_verdict_is_the_base_and_its_figures(workspace: Workspace) -> None:
    found = conclusion(answer(workspace))
    assert found.sentence == (
        "base: 95.1% of cases on time on average; the promise is kept in 94.0% of weeks (no less than 93.1%), promised "
        "in 90%: met."
    )
    assert found.met
    assert tiles(answer(workspace)) == {
        "base: weeks that keep the promise": ("94.0%", "90%", True),
        "base: utilization": ("61.0%", "50% to 70%", True),
        "base: paid hours": ("112.5", "", None),
        "scenarios that keep the promise": ("1 of 4", "", None),
    }


def test_a_base_without_a_roster_is_no_success(workspace: Workspace) -> None:
    found = conclusion(replace(answer(workspace), tried=(tried("base", failure="no roster meets the hard rules."),)))
    assert (found.sentence, found.met, found.figures) == ("base: no roster meets the hard rules.", False, ())


def test_the_best_scenario_is_named(workspace: Workspace) -> None:
    cheap, dear = tried("cheap", figures(cost=100.0), EQUAL), tried("dear", figures(), EQUAL)
    late, later = tried("late", missing(0.8), HARDER), tried("later", missing(0.7), HARDER)
    kept = "the promise is kept in 94.0% of weeks (no less than 93.1%)."
    said = {
        (dear, cheap): f"Both scenarios keep the promise; the cheapest of them is cheap: {kept}",
        (dear, late, cheap): f"2 of the 3 scenarios keep the promise; the cheapest of them is cheap: {kept}",
        (dear, late): f"1 of the 2 scenarios keeps the promise; it is dear: {kept}",
        (cheap,): f"cheap: {kept}",
        (later, late): (
            "None of the 2 scenarios keeps the promise; the nearest is late: the promise is kept in 80.0% of weeks (no "
            "less than 79.0%)."
        ),
        (tried("a", failure="no"), tried("b", failure="no")): "No roster was made for any scenario.",
    }
    for rows, sentence in said.items():
        assert conclusion(asked(workspace, *rows)).range == sentence


@pytest.mark.parametrize(
    ("rows", "sentence", "both"),
    [
        (((3, missing()), (4, figures())), "4 agents are the fewest that keep the promise, and the utilization", "4"),
        (
            ((4, figures(missed=("utilization",))), (5, figures())),
            "4 agents are the fewest that keep the promise; 5 agents are the fewest that keep the utilization",
            "5",
        ),
        (((4, figures(missed=("utilization",))),), "none that does keeps the utilization band as well.", "none"),
        (((3, missing()), (4, None)), "None of the headcounts tried (3 and 4) keeps the promise.", "none"),
        (((1, figures()),), "1 agent is the fewest that keeps the promise, and the utilization band as well.", "1"),
    ],
)
def test_the_fewest_agents_are_told(workspace: Workspace, rows: tuple, sentence: str, both: str) -> None:  # type: ignore[type-arg]
    heads = frontier(*rows)
    given = replace(answer(workspace), tried=(answer(workspace).base, *heads.tried), frontier=heads)
    assert sentence in conclusion(given).range
    assert tiles(given)["fewest agents that keep both"][0].split(" (")[0] == both
    assert "scenarios that keep the promise" not in tiles(given)


def test_the_best_way_to_meet_a_sale_is_told(workspace: Workspace) -> None:
    given = replace(answer(workspace), readiness=sale())
    assert conclusion(given).range == (
        "The best way found to meet mega sale: borrow 2 people from 2026-03-04 for 10 days: promise kept in 93.1% of "
        "weeks, 80 paid hours and 2,400 EUR more."
    )
    assert tiles(given)["with it, the team as it is: weeks that keep the promise"] == ("60.0%", "90%", False)
    assert tiles(given)["the best way: what it takes"][0] == "80 paid hours and 2,400 EUR more"
    worst = replace(sale(), options=sale().options[2:])
    assert conclusion(replace(given, readiness=worst)).range.startswith(
        "The one way tried to meet mega sale is overtime of everybody: not enough, promise kept in 80.0% of weeks"
    )
    none = replace(sale(), options=sale().options[2:] * 2)
    assert conclusion(replace(given, readiness=none)).range.startswith(
        "None of the 2 ways tried to meet mega sale is enough; the best is overtime of everybody: not enough,"
    )
    assert conclusion(replace(given, readiness=replace(sale(), options=()))).range == (
        "No way to meet mega sale was tried."
    )
    easy = replace(sale(), as_it_is=tried("as it is", figures(), EQUAL))
    assert conclusion(replace(given, readiness=easy)).range.endswith("every target: nothing has to be done.")
    assert "the best way: what it takes" not in tiles(replace(given, readiness=easy))


def test_prices_alone_have_no_answer_in_the_verdict(workspace: Workspace) -> None:
    step = price(tried("91%", figures(), HARDER))
    assert step.tighter is not None
    given = replace(answer(workspace), tried=(answer(workspace).base, step.tighter), prices=(step,))
    assert conclusion(given).range == ""
    assert whatif_page(given).sections[0].title == "What one step of a target costs"


def test_what_was_asked_comes_first_and_what_few_read_is_detail(workspace: Workspace) -> None:
    found = whatif_page(replace(answer(workspace), readiness=sale()))
    titles = [section.title for section in found.sections]
    assert titles[:4] == [
        "Readiness for mega sale, 2026-03-05",
        "Ways to meet it, the best first",
        "Scenarios",
        "Differences to the base",
    ]
    assert [section.title for section in found.sections if section.detail] == ["What each scenario sets", "Inputs"]


def test_the_picture_is_the_file_and_is_told_in_words(workspace: Workspace) -> None:
    given = answer(workspace)
    pictures = [block for each in whatif_page(given).sections for block in each.blocks if isinstance(block, Picture)]
    assert [(each.file, each.svg) for each in pictures] == [("whatif.svg", whatif_picture(given))]
    assert pictures[0].words.startswith("base: 95.1% of cases on time;")
    many = asked(workspace, *(tried(f"s{at}", figures(), EQUAL) for at in range(20)))
    assert picture_words(many).endswith("And 13 more scenarios.")


def test_differences_of_shares_are_bare_numbers_and_names_stay(workspace: Workspace) -> None:
    found = whatif_page(asked(workspace, tried("2 points more", figures(), HARDER)))
    ((row,),) = [table.rows for table in tables(found, "Differences to the base")]
    assert row[:2] == ("2 points more", "-2.1 (-2.4 to -1.8)")


def test_whoever_is_taken_away_stands_with_the_id(workspace: Workspace) -> None:
    scenario = Scenario(name="fewer", set=(("agents.full_time", "-1"), ("leave", "off")))
    notes = apply(workspace, scenario).notes
    assert any("caio" in note for note in notes)
    view = whatif_view(asked(workspace, Tried(scenario, missing(notes=notes), HARDER)))
    text = view_text(view)
    assert "caio" in text
    for agent in workspace.agents:
        assert agent.name == "" or agent.name not in text
    assert anonymous(view) == named(view) == view


def test_the_view_is_kept_and_read_back_whole(workspace: Workspace) -> None:
    view = whatif_view(replace(answer(workspace), readiness=sale()))
    assert (view.kind, view.stamp, view.names, view.calendars) == ("whatif", workspace.as_of, {}, ())
    assert read_view(view_text(view).encode(), "view.json") == view
    assert markdown_text(view.page).startswith("# Small desk: what if, 2026-03-02 to 2026-03-08\n\n**base: 95.1%")
