"""A page as Markdown: for mail, chat and repositories. Everything in it is escaped; charts stay in the HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch
from itertools import groupby

from staffing.reports.plain_text import markdown
from staffing.reports.view.page import Block, Chart, Items, Page, Picture, Roster, Section, Table, Text, Verdict
from staffing.reports.view.week import Day, Person, Week


def markdown_text(page: Page) -> str:
    """The whole page."""
    parts = [f"# {markdown(page.title)}", *_verdict(page.verdict)]
    parts += [part for section in page.sections for part in _section(section)]
    parts += [markdown(page.note)] if page.note else []
    return "\n\n".join(parts) + "\n"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells are escaped."""
    lines = [[markdown(text) for text in row] for row in [header, *rows]]
    lines.insert(1, ["---"] * len(header))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _verdict(verdict: Verdict | None) -> Iterator[str]:
    if verdict is not None:
        yield f"**{markdown(verdict.sentence)}**"
        if verdict.range:
            yield markdown(verdict.range)


def _section(section: Section) -> Iterator[str]:
    parts = [part for block in section.blocks for part in _block(block)]
    if parts:
        yield f"## {markdown(section.title)}"
        yield from parts


@singledispatch
def _block(block: Block) -> Iterator[str]:
    raise TypeError(f"{type(block).__name__} is no block")


@_block.register
def _(block: Text) -> Iterator[str]:
    said = [markdown(sentence) for sentence in block.sentences]
    if not said:
        return
    if block.style == "list":
        yield "\n".join(f"- {sentence}" for sentence in said)
    elif block.style == "note":
        yield "\n>\n".join(f"> {sentence}" for sentence in said)
    else:
        yield from (f"**{sentence}**" if block.style == "strong" else sentence for sentence in said)


@_block.register
def _(block: Items) -> Iterator[str]:
    lines = []
    for sentence, below in block.items:
        lines += [f"- {markdown(sentence)}", *(f"  - {markdown(one)}" for one in below)]
    if lines:
        yield "\n".join(lines)


@_block.register
def _(block: Table) -> Iterator[str]:
    if block.caption:
        yield markdown(block.caption)
    yield table(block.columns, block.rows)


@_block.register
def _(block: Picture) -> Iterator[str]:
    yield f"![{markdown(block.words)}]({block.file})"


@_block.register
def _(block: Chart) -> Iterator[str]:
    """A chart is for the eye; what it says in words is said elsewhere on the page."""
    return iter(())


@_block.register
def _(block: Roster) -> Iterator[str]:
    week = block.week
    for first in range(0, len(week.dates), 7):
        yield _grid(week, first)
    yield markdown("; ".join(legend(week)))


def legend(week: Week) -> list[str]:
    """What the marks in the grid mean: all shifts, then what else occurs."""
    said = [
        f"{shift.label}: {shift.times}" if shift.label == shift.id else f"{shift.label}: {shift.id} {shift.times}"
        for shift in week.shifts
    ]
    if any(person.site for person in week.people):
        said.append("times: by the clock of each site")
    there = {day.kind for person in week.people for day in person.days}
    marks = (("off", "·: off"), ("leave", "leave: on leave"), ("out", "blank: not employed that day"))
    return said + [words for kind, words in marks if kind in there]


def day_text(week: Week, day: Day) -> str:
    """One day of a person in the grid."""
    label = {shift.id: shift.label for shift in week.shifts}
    if day.kind == "work":
        return "+".join(label[shift] for shift in day.shifts)
    return {"off": "·", "leave": "leave"}.get(day.kind, "")


def _grid(week: Week, first: int) -> str:
    days, number = slice(first, first + 7), first // 7
    header = ["", *(f"{day:%a %d}" for day in week.dates[days]), "hours"]
    rows: list[list[str]] = []
    for site, people in groupby(week.people, lambda person: person.site):
        rows += [[site, *[""] * (len(header) - 1)]] if site else []
        rows += [_row(week, person, days, number) for person in people]
    total = sum(person.paid_minutes[number] for person in week.people)
    return table(header, [*rows, ["people", *map(str, week.at_work[days]), f"{total / 60:g}"]])


def _row(week: Week, person: Person, days: slice, number: int) -> list[str]:
    return [person.name, *(day_text(week, day) for day in person.days[days]), f"{person.paid_minutes[number] / 60:g}"]
