"""Whether anything in a written file is more than text; each check opens it with something else than what wrote it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import vobject
from markdown_it import MarkdownIt

NUMBER = re.compile(r"-?[0-9.]+([eE][+-]?[0-9]+)?%?")
TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "footer", "section", "article", "aside",
    "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "dl", "dt", "dd", "div", "span", "strong", "em", "small", "abbr",
    "b", "i", "a", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td", "figure",
    "figcaption", "img", "details", "summary", "svg", "g", "path", "rect", "line", "circle", "text", "desc",
    "polyline", "polygon", "tspan", "time", "br", "hr", "defs", "pattern", "clippath", "use", "symbol", "blockquote",
}  # fmt: skip
SHAPES = {"svg", "title", "desc", "style", "g", "path", "text", "circle", "rect", "line", "tspan"}
PROPERTIES = {
    "PRODID", "VERSION", "METHOD", "CALSCALE", "X-WR-CALNAME", "X-WR-TIMEZONE", "UID", "SEQUENCE", "DTSTAMP",
    "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "TRANSP", "CLASS",
    "CATEGORIES", "NAME", "X-MICROSOFT-CDO-BUSYSTATUS",
}  # fmt: skip
FUNCTIONS = {
    "SUM",
    "SUMPRODUCT",
    "SUMIF",
    "COUNTIF",
    "COUNTIFS",
    "IF",
    "IFERROR",
    "LEN",
    "ISNUMBER",
    "SEARCH",
    "COUNTA",
}


def check(path: Path) -> None:
    """Raise AssertionError where something in a file is live."""
    CHECKS[path.suffix](path.read_bytes())


def check_csv(raw: bytes) -> None:
    """No cell is a formula."""
    for row in csv.reader(io.StringIO(raw.decode(), newline="")):
        for cell in row:
            first = cell.lstrip(" ")[:1]
            assert first not in tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20") or NUMBER.fullmatch(cell) or not first, cell


def check_json(raw: bytes) -> None:
    """ASCII: nothing in it can steer a terminal."""
    json.loads(raw)
    assert raw.isascii()
    assert b"\x1b" not in raw


def check_text(text: str) -> None:
    """Nothing that steers a terminal or turns its text."""
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)


class _Tags(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            assert name not in ("srcset", "action", "formaction", "ping", "srcdoc", "style"), (tag, name)
            if name in ("href", "xlink:href"):
                assert (value or "").startswith("#"), value
            if name == "src":
                assert (value or "").startswith("data:image/svg+xml;base64,"), value
        if tag == "meta":
            assert {name for name, _ in attrs} <= {"charset", "name", "content", "http-equiv"}
            policy = dict(attrs).get("http-equiv")
            assert policy is None or policy.lower() == "content-security-policy", policy


def check_html(raw: bytes) -> None:
    """Only tags of ours, no handlers, nothing that leads outside."""
    text = raw.decode()
    check_text(text)
    parser = _Tags(convert_charrefs=True)
    parser.feed(text)
    parser.close()
    assert text.count("<style") == 1
    style = text[text.index("<style") : text.index("</style")]
    assert "url(" not in style
    assert "@import" not in style
    assert text.count("<title>") - text.count("<svg") <= 1


def check_svg(raw: bytes) -> None:
    """Only shapes and text."""
    check_text(raw.decode())
    for element in ElementTree.fromstring(raw).iter():
        assert element.tag.rpartition("}")[2] in SHAPES, element.tag
        assert not [name for name in element.attrib if name.startswith("on") or "href" in name]


def check_markdown(raw: bytes) -> None:
    """No tag, no link, and no picture but that beside the page."""
    check_text(raw.decode())
    for token in MarkdownIt("commonmark").enable("table").parse(raw.decode()):
        assert token.type != "html_block", token.content
        for part in token.children or ():
            assert part.type not in ("html_inline", "link_open"), part.content
            if part.type == "image":
                assert part.attrs["src"] in ("hiring.svg", "whatif.svg", "forecast.svg")


def check_workbook(raw: bytes) -> None:
    """Text is text: no formula but the totals of the sheet to edit, no link, no macro, nothing outside."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        for name in parts.namelist():
            assert not re.search(r"vba|external|activeX|embeddings|connections|customUI", name), name
            if name.endswith(".rels"):
                assert b"External" not in parts.read(name), name
    for sheet in openpyxl.load_workbook(io.BytesIO(raw)):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.hyperlink is None
            if cell.data_type == "f":
                assert sheet.title == "Edit", (sheet.title, cell.coordinate, cell.value)
                assert set(re.findall(r"([A-Z]+)\(", str(cell.value))) <= FUNCTIONS, cell.value


def formulas(raw: str | bytes) -> list[list[str]]:
    """All formulas and links of a workbook, sheet by sheet: a glance at its parts, without a library."""
    assert isinstance(raw, bytes)
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        sheets = [parts.read(name).decode() for name in sorted(parts.namelist()) if "worksheets/sheet" in name]
    return [re.findall(r"<f[ >].*?</f>|<hyperlink .*?>|<formula1>.*?</formula1>", sheet) for sheet in sheets]


def check_ics(raw: bytes) -> None:
    """Events, time zones and properties of ours, and no others."""
    for calendar in vobject.readComponents(raw.decode()):
        for part in calendar.components():
            assert part.name in ("VTIMEZONE", "VEVENT"), part.name
            if part.name == "VEVENT":
                assert {line.name for line in part.lines()} <= PROPERTIES
                assert not list(part.components())
        assert {line.name for line in calendar.lines()} <= PROPERTIES


CHECKS = {
    ".csv": check_csv,
    ".html": check_html,
    ".ics": check_ics,
    ".json": check_json,
    ".md": check_markdown,
    ".svg": check_svg,
    ".xlsx": check_workbook,
}
