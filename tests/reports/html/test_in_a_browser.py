"""The page as Chromium shows it: on screens wide and narrow, light and dark, on paper and by keyboard."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from staffing.reports.html.page import html_page
from tests.reports.html.sample import sample_page

REQUIRED = "chromium" in os.environ.get("STAFFING_REQUIRE", "").split(",")
"""Whether a browser that is not there is a failure."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")
SAMPLES = {"six": (6, 1, False), "sixty": (60, 1, False), "weeks": (9, 4, False), "nasty": (8, 1, True)}


def _missing(reason: str) -> NoReturn:
    if REQUIRED:
        pytest.fail(f"{reason}, and STAFFING_REQUIRE asks for chromium")
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of this module."""
    program = shutil.which("chromium")
    if program is None:
        _missing("there is no chromium on the path")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright is not installed")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample pages as files, by name."""
    folder, found = tmp_path_factory.mktemp("pages"), {}
    for name, (people, weeks, nasty) in SAMPLES.items():
        found[name] = folder / f"{name}.html"
        found[name].write_text(html_page(sample_page(people, weeks, nasty)), encoding="utf-8")
    return found


def _opened(browser: Any, file: Path, width: int = 1280, scheme: str = "light") -> tuple[Any, list[str]]:
    """The page, and what it asks for, says to the console or throws, as it grows."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page, seen = context.new_page(), list[str]()
    page.on("request", lambda request: seen.append(request.url))
    page.on("console", lambda message: seen.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: seen.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (seen.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.goto(file.as_uri())
    return page, seen


def _open_all(page: Any) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")


@pytest.mark.parametrize("name", SAMPLES)
def test_no_request_leaves_and_the_console_is_silent(browser: Any, files: dict[str, Path], name: str) -> None:
    page, seen = _opened(browser, files[name])
    _open_all(page)
    page.mouse.move(300, 600)
    page.wait_for_load_state("networkidle")
    assert {url.split(",")[0] for url in seen} <= {files[name].as_uri(), "data:image/svg+xml;base64"}
    page.context.close()


def test_what_is_put_into_the_page_is_not_fetched(browser: Any, files: dict[str, Path]) -> None:
    page, _ = _opened(browser, files["six"])
    refused = page.evaluate(
        """() => new Promise((done) => {
            document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective));
            document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/x.png' }));
        })"""
    )
    assert refused == "img-src"
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", SAMPLES)
def test_all_text_can_be_read(browser: Any, files: dict[str, Path], name: str, width: int, scheme: str) -> None:
    """Contrast of WCAG AA, nothing cut off or under other text, and no scrolling sideways but in regions for it."""
    page, _ = _opened(browser, files[name], width, scheme)
    _open_all(page)
    found = page.evaluate(MEASURE)
    assert found.pop("texts") > 150
    assert found == {"faint": [], "cut": [], "outside": [], "small": [], "covered": []}
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    page.context.close()


@pytest.mark.parametrize(
    ("fault", "style"),
    [
        ("faint", ".range { color: #999 !important; }"),
        ("faint", ".grid .we { background: #777 !important; }"),
        ("faint", ".c text { fill: #aaa !important; }"),
        ("faint", ".s1 { background-image: repeating-linear-gradient(#555 0 4px, #fff 4px 8px) !important; }"),
        ("cut", ".sentence { width: 9rem; text-wrap: nowrap !important; overflow: hidden; }"),
        ("cut", ".range { height: .4rem; overflow: clip; }"),
        ("outside", ".note p { transform: translateX(60rem); }"),
        ("small", ".legend { font-size: 9px !important; }"),
        ("small", ".chart > svg { min-width: 40rem !important; width: 40rem !important; }"),
        ("covered", ".c text { font-size: 60px !important; }"),
    ],
)
def test_the_measure_finds_what_is_wrong(browser: Any, files: dict[str, Path], fault: str, style: str) -> None:
    page, _ = _opened(browser, files["six"])
    page.add_style_tag(content=style)
    assert page.evaluate(MEASURE)[fault]
    page.context.close()


def test_themes_differ_and_paper_is_light(browser: Any, files: dict[str, Path]) -> None:
    page, _ = _opened(browser, files["six"], scheme="dark")
    paper = "getComputedStyle(document.querySelector('section')).backgroundColor"
    dark = page.evaluate(paper)
    page.emulate_media(color_scheme="light")
    light = page.evaluate(paper)
    page.emulate_media(media="print", color_scheme="dark")
    assert light == page.evaluate(paper) == "rgb(255, 255, 255)" != dark
    page.context.close()


def test_on_paper_there_is_no_navigation_and_no_detail(browser: Any, files: dict[str, Path]) -> None:
    page, _ = _opened(browser, files["six"])
    page.emulate_media(media="print")
    shown = {name: page.locator(name).first.is_visible() for name in ("nav", "details", ".skip", ".paper", ".grid")}
    assert shown == {"nav": False, "details": False, ".skip": False, ".paper": True, ".grid": True}
    page.context.close()


@pytest.mark.parametrize("name", ["six", "sixty"])
def test_the_page_prints_on_two_sheets(browser: Any, files: dict[str, Path], name: str) -> None:
    page, _ = _opened(browser, files[name])
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
    page.context.close()


def test_everything_is_reached_by_keyboard_in_the_order_of_the_page(browser: Any, files: dict[str, Path]) -> None:
    page, _ = _opened(browser, files["six"])
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => {
                const { tagName, className, parentElement } = document.activeElement;
                const box = document.activeElement.getBoundingClientRect();
                const there = box.width > 1 && box.left >= 0 && getComputedStyle(document.activeElement).outlineStyle;
                return [className || tagName.toLowerCase(), there];
            }"""
        )
        if here[0] == "body":
            break
        assert here[1] == "solid", f"focus on {here[0]} is not seen"
        reached.append(here[0])
    assert reached == ["skip", *["a"] * 6, "region", "region chart", "region chart", "region", "summary", "summary"]
    page.context.close()


def test_the_skip_link_leads_to_the_content_and_a_summary_opens(browser: Any, files: dict[str, Path]) -> None:
    page, _ = _opened(browser, files["six"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    table = page.get_by_role("table", name="Utilization per person")
    assert not table.is_visible()
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert table.is_visible()
    page.context.close()


def test_parts_are_found_by_role_and_name(browser: Any, files: dict[str, Path]) -> None:
    page, _ = _opened(browser, files["six"])
    wanted = (
        ("banner", None),
        ("navigation", "Sections of this page"),
        ("main", None),
        ("contentinfo", None),
        ("region", "Roster"),
        ("table", "Mon 2 Mar to Sun 8 Mar 2026"),
        ("rowheader", "Adi Nugroho"),
        ("img", "Backlog The backlog is highest in the early morning."),
    )
    assert [(role, name) for role, name in wanted if page.get_by_role(role, name=name).count() < 1] == []
    page.context.close()
