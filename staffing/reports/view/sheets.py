"""A workbook as sheets of plain data."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from staffing.reports.view.part import Part
from staffing.reports.view.week import Week

Value: TypeAlias = str | int | float | None


class Column(Part):
    """A column of a table: its head, and what its cells are, and so how numbers look.

    `hours`: hours with one decimal; `share`: a fraction of 1 in percent; `money`: whole units; `number`: as it is;
    `decimal`: with one decimal, as full-time equivalents are told.
    """

    head: str
    form: Literal["text", "number", "decimal", "hours", "share", "money"] = "text"
    width: float = 12.0
    heat: bool = False
    """Whether its numbers are coloured by size."""


class Headed(Part):
    """A sheet by its name, with a title and sentences above what it holds."""

    name: str
    title: str
    notes: tuple[str, ...] = ()


class TableSheet(Headed):
    """Sentences, then a table with typed cells."""

    kind: Literal["table"] = "table"
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


class RosterSheet(Headed):
    """People x days in the colours of the shifts, with totals."""

    kind: Literal["roster"] = "roster"
    week: Week


class HeatMap(Part):
    """Days x hours of one number; None where nobody may work."""

    title: str
    days: tuple[str, ...]
    hours: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]


class CoverSheet(Headed):
    """Heat maps over the hours of the days."""

    kind: Literal["cover"] = "cover"
    maps: tuple[HeatMap, ...]


class LegendSheet(Headed):
    """What colours and words mean."""

    kind: Literal["legend"] = "legend"
    week: Week


class EditSheet(Headed):
    """The roster with lists of shifts, to change by hand and read back."""

    kind: Literal["edit"] = "edit"
    week: Week


Sheet: TypeAlias = Annotated[
    TableSheet | RosterSheet | CoverSheet | LegendSheet | EditSheet, Field(discriminator="kind")
]


class Workbook(Part):
    """All sheets, in their order."""

    title: str
    sheets: tuple[Sheet, ...]
