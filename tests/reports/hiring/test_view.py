"""The view of a hiring plan: the verdict and its figures, what is detail, and nobody named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from staffing.documents.workspace import Workspace
from staffing.hiring.answer import HiringPlan
from staffing.reports.hiring.conclusion import conclusion
from staffing.reports.hiring.page import hiring_page
from staffing.reports.hiring.picture import hiring_picture, picture_words
from staffing.reports.hiring.view import hiring_view
from staffing.reports.svg_text import xml_text
from staffing.reports.view.document import anonymous, named, read_view, view_text
from staffing.reports.view.page import Picture
from tests.reports.hiring.made import WEEKS, nobody, one_role, role, two_roles


def tiles(plan: HiringPlan) -> dict[str, str]:
    return {each.name: each.reached for each in conclusion(plan).figures}


def test_the_verdict_says_what_to_open_and_whether_it_is_enough(workspace: Workspace) -> None:
    found = conclusion(one_role(workspace))
    assert found.sentence == "Open 2 requisitions for agent (3 people): the first by 2026-03-19."
    assert found.range == "With them no role is expected to be a full-time equivalent short in any week."
    assert found.met
    assert not conclusion(replace(one_role(workspace), met=False)).met


def test_the_figures_are_those_of_a_director_and_of_a_recruiter(workspace: Workspace) -> None:
    plan = one_role(workspace)
    line, last = plan.roles[0].lines, WEEKS - 1
    today, planned = f"{line[0].available[last]:.1f}", f"{line[2].available[last]:.1f}"
    required, gaps = f"{plan.roles[0].required[last]:.1f}", [f"{abs(each.gap[last]):.1f}" for each in line]
    first, late = "in the week of 2026-03-02", "in the week of 2027-02-22"
    assert tiles(plan) == {
        "requisitions to open": "2 requisitions, 3 people (2 already open)",
        "open the first by": "2026-03-19",
        f"too many {first}, the people of today": "0.8 FTE (5.2 required, 6.0 available)",
        f"too few {late}, the people of today": f"{gaps[0]} FTE ({required} required, {today} available)",
        f"too many {late}, with the plan": f"{gaps[2]} FTE ({required} required, {planned} available)",
        "largest chance to be 1 FTE short, before stop-gaps": "2% (agent, week of 2026-04-20)",
        "weeks that keep the promise, with the plan": "93%",
        "expected cost with the plan": "412,345 EUR",
    }


def test_of_several_roles_the_one_that_is_short_is_named(workspace: Workspace) -> None:
    plan = two_roles(workspace)
    assert tiles(plan)["too few in the week of 2026-03-02, the people of today"] == (
        "0.0 FTE (all roles: 7.2 required, 12.0 available)"
    )
    needy = replace(plan, roles=(plan.roles[0], replace(plan.roles[1], staffed=plan.roles[0].staffed)))
    thin = role(plan.roles[0].staffed, {}, required=np.full(WEEKS, 9.0))
    short = replace(needy, roles=(plan.roles[1], thin))
    assert tiles(short)["too few in the week of 2026-03-02, the people of today"].startswith(
        "3.0 FTE in agent (all roles: "
    )
    assert tiles(plan)["weeks that keep the promise, with the plan"] == "93% (agent)"


def test_a_plan_without_openings_has_no_first_one(workspace: Workspace) -> None:
    found = tiles(nobody(workspace))
    assert found["requisitions to open"] == "none"
    assert "open the first by" not in found


def test_no_chance_to_be_short_has_no_week(workspace: Workspace) -> None:
    plan = one_role(workspace)
    *others, planned = plan.roles[0].lines
    never = replace(plan.roles[0], lines=(*others, replace(planned, short=np.zeros(WEEKS))))
    assert tiles(replace(plan, roles=(never,)))["largest chance to be 1 FTE short, before stop-gaps"] == "0%"


def test_much_money_is_told_in_millions(workspace: Workspace) -> None:
    plan = one_role(workspace)
    dear = replace(plan, solved=replace(plan.solved, parts=(("wages", 377_540_913.0),)))
    assert tiles(dear)["expected cost with the plan"] == "377.5 million EUR"


def test_a_role_without_a_promise_has_no_figure_of_it(workspace: Workspace) -> None:
    leads = replace(two_roles(workspace), roles=two_roles(workspace).roles[1:], openings=())
    assert "weeks that keep the promise, with the plan" not in tiles(leads)


def test_what_few_read_is_detail(workspace: Workspace) -> None:
    found = hiring_page(one_role(workspace))
    assert [section.title for section in found.sections] == [
        "What to open",
        "Required and available, week by week",
        "How the first date comes about (agent, 1 person)",
        "Counted as under way",
        "agent",
        "Words",
        "What it rests on",
        "The search, and what the model leaves out",
    ]
    closed = [section.title for section in found.sections if section.detail]
    assert [title.split(" ")[0] for title in closed] == ["How", "What", "The"]
    assert found.note.endswith("the sha256 of each input is in hiring.json.")


def test_the_picture_is_the_file_and_its_own_words(workspace: Workspace) -> None:
    plan = one_role(workspace)
    blocks = [block for section in hiring_page(plan).sections for block in section.blocks]
    (picture,) = [block for block in blocks if isinstance(block, Picture)]
    assert (picture.file, picture.svg, picture.words) == ("hiring.svg", hiring_picture(plan), picture_words(plan))
    assert f"<desc>{xml_text(picture.words)}</desc>" in picture.svg


def test_the_view_names_nobody_and_is_read_back_whole(workspace: Workspace) -> None:
    view = hiring_view(two_roles(workspace))
    text = view_text(view)
    assert (view.kind, view.stamp, view.names) == ("hiring", workspace.as_of, {})
    assert read_view(text.encode(), "view.json") == view == named(view) == anonymous(view)
    assert not [agent.name for agent in workspace.agents if agent.name and agent.name in text]
