"""A page as blocks of plain data, which Markdown and HTML show each in their way."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from staffing.reports.view.part import Part
from staffing.reports.view.week import Week


class Text(Part):
    """Sentences: each a paragraph (`plain`), an item of a list (`list`), or all set off from the rest (`note`)."""

    kind: Literal["text"] = "text"
    sentences: tuple[str, ...]
    style: Literal["plain", "list", "note", "strong"] = "plain"


class Items(Part):
    """A list in two levels: a sentence, and those that stand below it."""

    kind: Literal["items"] = "items"
    items: tuple[tuple[str, tuple[str, ...]], ...]


class Table(Part):
    """A table of text; every row is as long as `columns`."""

    kind: Literal["table"] = "table"
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


class Picture(Part):
    """A picture that is a file of the run folder as well; `svg` is its text, `words` say what it shows."""

    kind: Literal["picture"] = "picture"
    file: str
    svg: str
    words: str


class Roster(Part):
    """The planned weeks as a grid."""

    kind: Literal["roster"] = "roster"
    week: Week


class Series(Part):
    """One line, step or band of a chart: a value for each interval, None where there is none.

    `role`: `work`, `capacity`, `backlog`, `late`: what it is, which chooses its colour, the same in all charts.
    `low` and `high` are the edges of its band, empty where it has none; `band` says what they hold.
    """

    name: str
    role: Literal["work", "capacity", "backlog", "late"]
    shape: Literal["line", "step", "area"]
    values: tuple[float | None, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    band: str = ""


class Chart(Part):
    """Numbers over the hours of the plan; `starts` are the local starts of the intervals, `until` the end of the last.

    `words` say in a sentence or two what the chart shows, for people who do not see it.
    """

    kind: Literal["chart"] = "chart"
    title: str
    unit: str
    starts: tuple[datetime, ...]
    until: datetime
    series: tuple[Series, ...]
    words: str


Block: TypeAlias = Annotated[Text | Items | Table | Picture | Roster | Chart, Field(discriminator="kind")]


class Section(Part):
    """Blocks under a heading; `detail`: more than most want, closed at first, not printed. `paper`: to be printed."""

    title: str
    blocks: tuple[Block, ...]
    detail: bool = False
    paper: bool = True


class Figure(Part):
    """One number of the verdict: what it is, what was reached, what was wanted; `met` is None where nothing was."""

    name: str
    reached: str
    wanted: str
    met: bool | None


class Verdict(Part):
    """What the page says first: the promise in a sentence, its range, and the figures beside it.

    `mark`: what is met or missed, in two or three words (`Promise met`).
    """

    mark: str
    sentence: str
    range: str
    met: bool
    figures: tuple[Figure, ...]


class Page(Part):
    """The whole page; `note` stands at its foot."""

    title: str
    verdict: Verdict | None
    sections: tuple[Section, ...]
    note: str = ""
