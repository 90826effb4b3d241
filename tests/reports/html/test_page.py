from __future__ import annotations

import re
from base64 import b64decode

import pytest

from staffing.reports.html.page import html_page
from staffing.reports.view.page import Block, Figure, Items, Page, Section, Text, Verdict
from tests.reports.html.elements import Element, parsed
from tests.reports.html.sample import NASTY, SVG, sample_page

ALLOWED = re.findall(
    r"\w+",
    """html head meta title style body a header h1 nav ul li main section p b span small strong h2 details summary div
    table caption colgroup col thead tbody tfoot tr th td em i figure figcaption svg path text desc g img footer""",
)


@pytest.fixture(scope="module")
def root() -> Element:
    return parsed(html_page(sample_page()))


def test_every_element_is_closed_where_it_should_be_and_ids_are_there_once(root: Element) -> None:
    ids = [element.attributes["id"] for element in root.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    named = [word for element in root.all() for word in element.attributes.get("aria-labelledby", "").split()]
    linked = [link.attributes["href"].removeprefix("#") for link in root.all("a")]
    assert {*named, *linked} <= set(ids)


def test_the_same_page_makes_the_same_text() -> None:
    assert html_page(sample_page(nasty=True)) == html_page(sample_page(nasty=True))


def test_the_page_runs_nothing_and_fetches_nothing() -> None:
    root = parsed(html_page(sample_page(8, nasty=True)))
    assert {element.tag for element in root.all()} - {""} <= set(ALLOWED)
    assert not [
        name for element in root.all() for name in element.attributes if name.startswith("on") or name == "style"
    ]
    links = [value for element in root.all() for name, value in element.attributes.items() if name in ("href", "src")]
    assert all(link.startswith(("#", "data:image/svg+xml;base64,")) for link in links)
    style = root.all("style")[0].text
    assert "url(" not in style
    assert "@import" not in style
    policy = root.all("meta", http_equiv="Content-Security-Policy")[0].attributes["content"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")


@pytest.mark.parametrize("evil", NASTY)
def test_markup_in_a_name_is_shown_as_it_was_written(evil: str) -> None:
    text = html_page(sample_page(8, nasty=True))
    shown = evil.replace("\x1b", "").replace("\x00", "").replace("\u202e", "")
    assert " ".join(shown.split()) in [cell.words for cell in parsed(text).all("th", scope="row")]
    assert not {"\x1b", "\x00", "\u202e"} & set(text)


def test_every_kind_of_text_may_be_markup() -> None:
    evil = NASTY[3]
    root = parsed(html_page(sample_page(8, nasty=True)))
    for tag in ("title", "h1", "h2", "a", "p", "li", "caption", "td", "span", "desc", "text"):
        assert [element for element in root.all(tag) if evil in element.words], tag


def test_the_verdict_says_by_word_and_sign_whether_it_is_met(root: Element) -> None:
    verdict = root.all("section", class_="verdict")[0]
    assert verdict.all("p")[0].words == "Promise met, but missed: oldest open case ✓"
    tiles = [[part.words for part in tile.children] for tile in verdict.all("li")]
    assert tiles[0] == [
        "Promise",
        "97.1% of weeks (no less than 95.8%)",
        "wanted: 90% on time in 90% of weeks",
        "met ✓",
    ]
    assert tiles[2] == ["Oldest open case", "78.4 h", "wanted: at most 72 h", "missed ✗"]
    assert tiles[3] == ["Cost", "1,234,000 IDR"]


@pytest.mark.parametrize(
    ("reached", "lead", "rest"),
    [
        ("2026-03-19", "2026-03-19", ""),
        ("2 requisitions, 3 people", "2", "requisitions, 3 people"),
        ("1 of 4", "1 of 4", ""),
        ("412,345 EUR", "412,345 EUR", ""),
        ("-0.8 FTE (5.2 required)", "-0.8 FTE", "(5.2 required)"),
        ("06:00-15:00", "06:00-15:00", ""),
        ("50% to 80%", "50%", "to 80%"),
        ("2%", "2%", ""),
        ("3rd", "3rd", ""),
        ("none", "none", ""),
    ],
)
def test_a_tile_shows_its_number_large_and_its_words_small(reached: str, lead: str, rest: str) -> None:
    figure = Figure(name="it", reached=reached, wanted="", met=None)
    verdict = Verdict(mark="Met", sentence="It is.", range="", met=True, figures=(figure,))
    tile = parsed(html_page(Page(title="T", verdict=verdict, sections=()))).all("span", class_="reached")[0]
    assert tile.words == f"{lead} {rest}".strip()
    assert "".join(small.words for small in tile.all("small")) == rest


def test_a_missed_verdict_says_so() -> None:
    page = sample_page()
    verdict = Verdict(mark="Missed", sentence="Too few people.", range="", met=False, figures=())
    root = parsed(html_page(page.model_copy(update={"verdict": verdict})))
    assert root.all("section", class_="missed")[0].words == "Missed ✗ Too few people."


def test_sections_are_headed_linked_and_those_of_detail_closed(root: Element) -> None:
    titles = [heading.words for heading in root.all("h2")]
    assert [link.words for link in root.all("nav")[0].all("a")] == titles
    details = root.all("details")
    assert [part.all("h2")[0].words for part in details] == ["Utilization per person", "Forecast"]
    assert all("open" not in part.attributes for part in details)
    assert "Not printed: 2 sections that" in root.all("footer")[0].words


def test_a_page_of_nothing_is_a_page() -> None:
    root = parsed(html_page(Page(title="Empty", verdict=None, sections=())))
    assert root.all("h1")[0].words == "Empty"
    assert not root.all("nav")
    assert not root.all("footer")


@pytest.mark.parametrize("blocks", [(), (Text(sentences=(), style="list"), Items(items=()))])
def test_a_section_that_says_nothing_is_left_out_and_numbers_stay(blocks: tuple[Block, ...]) -> None:
    said = Section(title="B", blocks=(Text(sentences=("There.",)),))
    root = parsed(html_page(Page(title="T", verdict=None, sections=(Section(title="A", blocks=blocks), said))))
    assert [(part.attributes["id"], part.words) for part in root.all("section")] == [("section-2", "B There.")]


def test_a_picture_is_an_image_apart_told_in_words(root: Element) -> None:
    image = root.all("img")[0].attributes
    assert b64decode(image["src"].removeprefix("data:image/svg+xml;base64,")).decode() == SVG
    assert image["alt"] == "It grows. "


def test_sixty_people_take_no_more_than_110_kilobytes() -> None:
    assert len(html_page(sample_page(60)).encode()) < 110_000
