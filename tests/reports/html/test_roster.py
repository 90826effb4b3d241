from __future__ import annotations

import pytest

from staffing.reports.html.page import html_page
from staffing.reports.html.roster import roster_html
from staffing.reports.html.span import span_svg
from staffing.reports.palette import SHIFTS
from staffing.reports.view.week import Share
from tests.reports.html.elements import Element, parsed
from tests.reports.html.sample import sample_page, sample_week

NAMES = ["Adi", "Siti", "Ana", "Mei", "Budi", "Chuka"]


@pytest.fixture(scope="module")
def root() -> Element:
    return parsed(str(roster_html(sample_week(NAMES), "r")))


def _row(root: Element, name: str) -> list[Element]:
    return next(row.children for row in root.all("tr") if row.children[0].words == name)


def test_a_day_shows_its_shift_and_tells_its_times(root: Element) -> None:
    cell = _row(root, "Siti")[4]
    assert (cell.text, cell.words) == ("late", "late 14:00-23:00")
    assert cell.attributes == {"class": "s2", "title": "14:00-23:00"}


def test_a_label_that_is_cut_tells_the_whole_id(root: Element) -> None:
    assert _row(root, "Ana")[7].words == "S short_evening 16:00-22:00"


def test_two_shifts_of_a_day_stand_in_one_cell(root: Element) -> None:
    assert _row(root, "Adi")[2].text == "early+late"


def test_days_without_work_differ_in_words(root: Element) -> None:
    assert _row(root, "Ana")[2].words == "· off"
    assert _row(root, "Mei")[1].words == "leave"
    assert _row(root, "Budi")[6].words == "not employed"


def test_requests_have_a_sign_and_are_told_in_words(root: Element) -> None:
    assert _row(root, "Adi")[5].words == "day 10:00-19:00 ✓ early wanted: granted"
    assert _row(root, "Siti")[2].words == "· off ✗ late wanted: refused"


def test_days_that_were_published_are_underlined_and_told(root: Element) -> None:
    cell = _row(root, "Adi")[1]
    assert cell.words == "early 06:00-15:00, published before and kept"
    assert "k" in cell.attributes["class"].split()


def test_figures_stand_beside_the_days_and_add_up_below(root: Element) -> None:
    heads = [head.words for head in root.all("thead")[0].all("th")]
    assert heads[0] == "Person"
    assert heads[4] == "5 Mar Thu holiday Nyepi"
    assert heads[8:] == ["Hours", "Late shifts", "Nights", "Weekend days", "Requests", "Utilization"]
    assert [cell.words for cell in _row(root, "Adi")[8:]] == ["40 of 40", "2", "0", "2", "1 of 1", "42% (22\u201360%)"]
    assert [cell.words for cell in _row(root, "At work")[1:]][7:12] == ["224 of 240", "7", "4", "8", "2 of 5"]


def test_figures_that_no_one_can_have_are_left_out() -> None:
    week = sample_week(NAMES)
    plain = week.model_copy(
        update={
            "shifts": tuple(shift.model_copy(update={"night": False, "late": False}) for shift in week.shifts),
            "weekend": (False,) * 7,
            "people": tuple(
                person.model_copy(update={"days": tuple(day.model_copy(update={"asked": ""}) for day in person.days)})
                for person in week.people
            ),
        }
    )
    heads = parsed(str(roster_html(plain, "r"))).all("thead")[0].all("th")
    assert [head.words for head in heads[8:]] == ["Hours", "Utilization"]


def test_the_legend_explains_what_occurs_and_nothing_else(root: Element) -> None:
    legend = [item.words for item in root.all("ul", class_="legend")[0].children]
    assert legend[0] == "06:00-15:00 early"
    assert "short_evening, 16:00-22:00 S" in legend
    assert "request refused ✗" in legend
    assert "Thu 5 Mar: Nyepi, public holiday" in [line.replace(" ,", ",") for line in legend]
    assert not [line for line in legend if "clock of each site" in line]
    quiet = sample_week(["Ana"])
    bare = quiet.model_copy(update={"people": (), "holidays": ("",) * 7})
    assert len(parsed(str(roster_html(bare, "r"))).all("ul", class_="legend")[0].children) == len(quiet.shifts)


def test_several_sites_are_groups_of_rows_with_a_head(root: Element) -> None:
    week = sample_week([f"P{at}" for at in range(8)])
    found = parsed(str(roster_html(week, "r")))
    assert [head.words for head in found.all("th", scope="rowgroup")] == ["Jakarta", "Toronto"]
    assert {head.attributes["colspan"] for head in found.all("th", scope="rowgroup")} == {"14"}
    assert not root.all("th", scope="rowgroup")


def test_each_week_is_a_table_and_the_last_has_the_utilization() -> None:
    found = parsed(str(roster_html(sample_week(NAMES, 4), "r")))
    assert [caption.words for caption in found.all("caption")][::3] == [
        "Mon 2 Mar to Sun 8 Mar 2026",
        "Mon 23 Mar to Sun 29 Mar 2026",
    ]
    assert [len(table.all("th", class_="p")) for table in found.all("table")] == [0, 0, 0, 1]


def test_every_row_is_as_long_as_the_head() -> None:
    for table in parsed(html_page(sample_page(60))).all("table"):
        lengths = {sum(int(cell.attributes.get("colspan", 1)) for cell in row.children) for row in table.all("tr")}
        assert len(lengths) == 1


def test_a_ninth_shift_has_the_first_ones_colour_and_a_texture() -> None:
    week = sample_week(NAMES)
    shifts = tuple(shift.model_copy(update={"number": at * len(SHIFTS)}) for at, shift in enumerate(week.shifts))
    chips = parsed(str(roster_html(week.model_copy(update={"shifts": shifts}), "r"))).all("span", class_="s0")
    assert [chip.attributes["class"] for chip in chips] == [f"chip s0{t}" for t in ("", " t1", " t2", "", " t1")]


def test_a_share_beyond_the_ends_is_drawn_at_the_end() -> None:
    drawn = span_svg(Share(mean=1.2, p05=-0.1, p95=2.0), (0.5, 0.75))
    assert 'd="M0 6H100"' in drawn
    assert 'd="M100 6h0"' in drawn


def test_who_works_no_hour_has_no_utilization() -> None:
    week = sample_week(NAMES)
    idle = week.people[0].model_copy(update={"paid_minutes": (0,)})
    found = parsed(str(roster_html(week.model_copy(update={"people": (idle, *week.people[1:])}), "r")))
    assert _row(found, "Adi")[-1].words == ""
    assert len(found.all("td", class_="p")) == len(NAMES)
