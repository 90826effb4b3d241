"""The picture of a hiring plan: well-formed, safe, and never larger than people look at."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from staffing.documents.workspace import Workspace
from staffing.hiring.answer import HiringPlan
from staffing.reports.hiring.levels import level_ticks
from staffing.reports.hiring.picture import hiring_picture
from tests.reports.hiring.made import (
    EVIL,
    WEEKS,
    agents,
    evil,
    late_start,
    nobody,
    one_role,
    opening,
    plan,
    role,
    two_roles,
)

SVG = "{http://www.w3.org/2000/svg}"


def drawn(made: HiringPlan) -> ElementTree.Element:
    return ElementTree.fromstring(hiring_picture(made))


def texts(made: HiringPlan) -> list[str]:
    return ["".join(each.itertext()) for each in drawn(made).iter(f"{SVG}text")]


def paths(made: HiringPlan, name: str) -> list[str]:
    return [each.attrib["d"] for each in drawn(made).iter(f"{SVG}path") if each.attrib.get("class") == name]


def test_every_line_band_and_opening_is_drawn(workspace: Workspace) -> None:
    made = one_role(workspace)
    for name in ("required", "today", "with_requisitions", "with_plan", "need", "reach"):
        assert len(paths(made, name)) == 2, name  # one of them in the legend
    assert len(paths(made, "mark")) == 4
    assert {"1: 19 Mar", "2: 28 Sep", "open by", "start"} <= set(texts(made))
    assert "before 2026-06-22 nobody hired now can help" in texts(made)


def test_the_picture_says_in_words_what_it_shows(workspace: Workspace) -> None:
    root = drawn(two_roles(workspace))
    said = root.findtext(f"{SVG}desc") or ""
    assert root.findtext(f"{SVG}title") == "Small desk: hiring, 2026-03-02 to 2027-02-28"
    assert "the first, for agent, by 2026-03-19" in said
    assert "lead: Largest expected gap" in said


def test_all_lies_within_the_picture(workspace: Workspace) -> None:
    for made in (one_role(workspace), two_roles(workspace), nobody(workspace), evil(workspace)):
        root = drawn(made)
        width, height = (float(root.attrib[side]) for side in ("width", "height"))
        for each in root.iter(f"{SVG}text"):
            assert 0 <= float(each.attrib["x"]) <= width
            assert 0 <= float(each.attrib["y"]) <= height
        assert "nan" not in hiring_picture(made)


def test_a_label_without_room_before_the_next_mark_is_left_out(workspace: Workspace) -> None:
    staffed = agents(workspace)
    made = plan(workspace, (role(staffed, {}),), *(opening(staffed.id, week) for week in (16, 17, 18, 40)))
    labels = [text for text in texts(made) if re.fullmatch(r"1: \d+ \w+", text)]
    assert len(labels) == 4  # of each row the last of the crowd, and the one far from it
    assert len(paths(made, "mark")) == 8


def test_what_is_due_and_what_help_comes_never_stay_within_the_axis(workspace: Workspace) -> None:
    made = plan(workspace, (role(agents(workspace), {2: 1}, first_useful=WEEKS),), opening("agent", 2))
    assert paths(made, "now") == []
    assert paths(made, "mark")[0].startswith("M65.5 ")


def test_a_start_after_the_weeks_is_told_beside_its_opening(workspace: Workspace) -> None:
    made = late_start(workspace)
    assert len(paths(made, "mark")) == 1
    assert "open by" in texts(made)
    assert "start" not in texts(made)
    assert "open by 2026-12-17: 1 person, agent, start 2027-03-22" in hiring_picture(made)
    both = replace(made, openings=(*made.openings, opening("agent", 16)))
    assert len(paths(both, "mark")) == 3
    assert "To be opened for a start after these weeks: 1 person for agent (start 2027-03-22)." in hiring_picture(both)


def test_a_role_without_figures_has_no_lines(workspace: Workspace) -> None:
    none = np.full(WEEKS, np.nan)
    bare = role(agents(workspace), {}, required=none)
    lines = tuple(replace(each, available=none, available_p10=none, available_p90=none) for each in bare.lines)
    made = plan(workspace, (replace(bare, lines=lines),))  # type: ignore[arg-type]
    assert len(paths(made, "required")) == len(paths(made, "reach")) == 1


def test_many_roles_are_cut_and_counted(workspace: Workspace) -> None:
    made = one_role(workspace)
    assert "and 3 more roles, in hiring_gap.csv" in texts(replace(made, roles=made.roles * 11))
    assert not any("more role" in text for text in texts(made))


def test_no_name_leaves_its_text(workspace: Workspace) -> None:
    picture = hiring_picture(evil(workspace))
    assert "<script" not in picture
    assert "\x1b" not in picture
    assert any(EVIL[:20] in text for text in texts(evil(workspace)))


@pytest.mark.parametrize(
    ("numbers", "ticks"),
    [
        ([4.2, 6.8], [4.0, 5.0, 6.0, 7.0]),
        ([0.3, 6.8], [0.0, 2.0, 4.0, 6.0, 8.0]),
        ([2.0, 2.0], [2.0, 2.5]),
        ([0.0], [0.0, 0.5]),
        ([-0.4, 1.1], [-0.5, 0.0, 0.5, 1.0, 1.5]),
        ([float("nan")], [0.0, 0.5, 1.0]),
    ],
)
def test_the_scale_has_round_numbers_around_the_lines(numbers: list[float], ticks: list[float]) -> None:
    assert level_ticks(numbers) == pytest.approx(ticks)
