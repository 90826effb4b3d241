"""A what-if in the terminal fits 80 columns, in the order asked, and needs no colour."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from staffing.documents.workspace import Workspace
from staffing.outlook import Outlook
from staffing.reports.markdown import markdown_text
from staffing.reports.whatif.bars import bar_lines
from staffing.reports.whatif.page import whatif_page
from staffing.reports.whatif.picture import whatif_picture
from staffing.reports.whatif.table import (
    difference_columns,
    difference_rows,
    scenario_columns,
    scenario_rows,
    whatif_csv,
)
from staffing.reports.whatif.terminal import print_whatif
from staffing.scenarios.figures import Screen
from staffing.scenarios.whatif import WhatIf
from tests.reports.whatif_answers import EQUAL, HARDER, answer, figures, frontier, missing, price, sale, tried


@pytest.fixture(scope="session")
def workspace(outlook: Outlook) -> Workspace:
    return outlook.workspace


def shown(given: WhatIf, width: int = 80) -> str:
    stream = io.StringIO()
    print_whatif(Console(file=stream, width=width, markup=False, highlight=False, emoji=False), given)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


def test_everything_is_said_within_80_columns(workspace: Workspace) -> None:
    heads = frontier((3, missing(0.4)), (4, figures()), (5, None))
    steps = (price(tried("91%", figures(), HARDER)),)
    text = shown(answer(workspace, frontier=heads, readiness=sale(), prices=steps))
    assert max(map(cell_len, text.splitlines())) <= 80
    assert "\x1b" not in text
    for part in (
        "Small desk: what if, 2026-03-02 to 2026-03-08",
        "Weeks that keep the promise",
        "Differences to the base",
        "no difference seen",
        "How many agents, on the contract full_time",
        "Readiness for mega sale",
        "What one step of a target costs",
        "nobody: no roster meets the hard rules",
    ):
        assert part in text


def test_scenarios_keep_their_order_and_a_failed_one_is_marked(workspace: Workspace) -> None:
    lines = shown(answer(workspace)).splitlines()
    first = [line.split("  ")[0] for line in lines[4:16] if line and not line.startswith(" ")]
    names = [name.rstrip() for name in first if not name.startswith(("!", "scenario"))]
    assert [name.split(" 9")[0] for name in names[:5]] == ["base", "more volume", "nobody", "screened", "the same"]
    assert any(line.startswith("nobody") and "no roster" in line for line in lines)
    assert any(line.startswith("more volume") and "82.0%!" in line for line in lines)


def test_long_and_evil_names_fit(workspace: Workspace) -> None:
    evil = tried("[bold]\x1b[31m" + "王小明" * 30, figures(cost=145_600_000.0), HARDER)
    text = shown(answer(workspace, evil))
    assert max(map(cell_len, text.splitlines())) <= 80
    assert "\x1b" not in text
    assert "145,600,000" in text
    assert "[bold]" in text.replace("\n", "")


def test_no_cost_is_shown_where_there_is_none(workspace: Workspace) -> None:
    free = replace(answer(workspace), tried=(tried("base", figures(cost=0.0)), tried("x", figures(cost=0.0), EQUAL)))
    assert "EUR" not in shown(free)
    assert "cost, EUR" not in scenario_columns(free)
    for given in (free, answer(workspace)):
        assert {len(row) for row in scenario_rows(given)} == {len(scenario_columns(given))}
        assert {len(row) for row in difference_rows(given)} == {len(difference_columns(given))}


def test_a_wide_terminal_has_room_for_occupancy(workspace: Workspace) -> None:
    head = next(line for line in shown(answer(workspace), 120).splitlines() if "utilization  " in line)
    assert "occupancy" in head
    assert max(map(cell_len, shown(answer(workspace), 100).splitlines())) <= 100


def test_an_equal_scenario_shows_no_difference(workspace: Workspace) -> None:
    row = next(row for row in difference_rows(answer(workspace)) if row[0] == "the same")
    assert row[1:5] == ("no difference seen (0.0 to 0.0)",) * 4
    assert row[5:] == ("0", "0", "0")
    harder = next(row for row in difference_rows(answer(workspace)) if row[0] == "more volume")
    assert harder[1] == "-2.1 points (-2.4 to -1.8)"
    assert harder[5:] == ("+16", "+320", "+1")


def test_of_many_scenarios_the_best_are_shown(workspace: Workspace) -> None:
    many = [tried(f"s{at}", screen=Screen(0.9, at / 1000, 0.9, 4, 100.0, 0.0)) for at in range(1000)]
    failed = [tried(f"f{at}", failure="no") for at in range(50)]
    given = answer(workspace, *failed, *many, tried("worked", figures(), EQUAL), screened=True)
    text = shown(given)
    assert "and 1022 more scenarios, all in whatif.csv" in text
    assert "and 38 more in whatif.json" in text
    assert len(text.splitlines()) < 200
    assert [row[0][0] for row in scenario_rows(given, 3)] == ["base", "s900", "worked"]
    assert whatif_picture(given).count("<title>") == 1 + 100
    assert len(whatif_csv(given).splitlines()) == 1 + 1052
    assert "and 852 more scenarios" in markdown_text(whatif_page(given))


def test_bars_have_dot_interval_and_promise(workspace: Workspace) -> None:
    given = answer(workspace)
    scale, base, harder, failed, screened, _ = bar_lines(given.tried, 80)
    assert scale.split() == ["80%", "90%", "100%"]
    assert base.index("┃") < base.index("━") < base.index("●")
    assert harder.index("○") < harder.index("┃")
    assert base.endswith("94.0%")
    assert failed.split(maxsplit=1) == ["nobody", "no roster"]
    assert "◇" in screened
    assert bar_lines([tried("nobody", failure="no")], 80) == []


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_bars_at_the_ends(share: float) -> None:
    edge = tried("x", missing(share, probability_lower=max(0.0, share - 0.001)))
    lines = bar_lines([edge], 60)
    assert all(len(line) <= 60 for line in lines)
    assert lines[1].count("○") == 1
