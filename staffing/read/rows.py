"""Rows of the people's tables to documents: every cell checked, every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from staffing.documents.base import Document
from staffing.errors import InputError
from staffing.read.faults import Faults, choice, shown
from staffing.read.sentences import allowed
from staffing.read.tables import Table

D = TypeVar("D", bound=Document)

MOST_PEOPLE_ROWS = 1_000_000
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_MOMENT = re.compile(r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?$")


@dataclass(frozen=True)
class Columns:
    """How the columns of a table are read; other columns are refused unless `others`."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    others: bool = False


@dataclass(frozen=True)
class Rows:
    """Documents, each with its line, and the faults found on the way."""

    name: str
    faults: Faults = field(default_factory=Faults)

    def add(self, line: int, message: str) -> None:
        """Note what is wrong in a line."""
        self.faults.add(message, file=self.name, line=line)

    def documents(self, table: Table, model: type[D], columns: Columns, zone: str = "UTC") -> list[tuple[int, D]]:
        """The documents of the rows that can be read; the others are noted."""
        names = _names(table, columns)
        found: list[tuple[int, D]] = []
        for line, cells in self._whole(table, len(names)):
            if len(found) >= MOST_PEOPLE_ROWS:
                raise InputError(f"has more than {MOST_PEOPLE_ROWS} rows", file=self.name, line=line)
            texts = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if name and cell.strip()}
            document = self._document(line, texts, model, columns, table.decimal_comma, zone)
            if document is not None:
                found.append((line, document))
            if len(self.faults.sentences) > 50:
                break  # a file that is no such table would give one for each of its lines
        self.faults.raise_any()  # before rows are checked against each other: a faulty one would seem missing
        return found

    def _whole(self, table: Table, width: int) -> Iterator[tuple[int, list[str]]]:
        for line, cells in table.rows:
            if len(cells) < width or any(cell.strip() for cell in cells[width:]):
                self.add(line, f"has {len(cells)} cells; the header has {width}")
                if len(self.faults.sentences) > 50:
                    return
            elif any(cell.strip() for cell in cells):
                yield line, cells

    def _document(
        self, line: int, texts: dict[str, str], model: type[D], columns: Columns, comma: bool, zone: str
    ) -> D | None:
        values: dict[str, object] = {}
        before = len(self.faults.sentences)
        for name, text in texts.items():
            try:
                values[name] = _value(name, text, columns, comma, zone)
            except ValueError as error:
                self.add(line, f"{name} is {shown(text)}; {error}")
        for name in columns.required:
            if name not in texts:
                self.add(line, f"{name} is empty; it must be given")
        if len(self.faults.sentences) > before:
            return None
        try:
            return model.model_validate(values)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                key = str(detail["loc"][0]) if detail["loc"] else ""
                words = allowed(detail, texts.get(key))
                self.add(line, f"{key} is {shown(texts.get(key))}; it {words}" if key else words)
            return None


def _names(table: Table, columns: Columns) -> list[str]:
    """Our names of the header's columns; "" for those not read."""
    known = (*columns.required, *columns.optional)
    names = [cell.casefold() for cell in table.header]
    for name, cell in zip(names, table.header, strict=True):
        if name and name not in known and not columns.others:
            raise InputError(f"the column {shown(cell)} is not known{choice(name, known)}", file=table.name, line=1)
        if name in known and names.count(name) > 1:
            raise InputError(f"the column {name} stands twice in the header; write it once", file=table.name, line=1)
    for name in columns.required:
        if name not in names:
            raise InputError(
                f"the column {name} is missing; required are {', '.join(columns.required)}", file=table.name, line=1
            )
    return [name if name in known else "" for name in names]


def _value(name: str, text: str, columns: Columns, comma: bool, zone: str) -> object:
    if name in columns.dates:
        return day_of(text)
    if name in columns.moments:
        return moment_of(text, zone)
    if name in columns.lists:
        return tuple(part.strip() for part in text.split("|") if part.strip())
    if name in columns.numbers and comma:
        return text.replace(",", ".")
    return text


def day_of(text: str) -> date:
    """A date written 2026-11-23."""
    if not _DATE.match(text):
        raise ValueError("write a date as 2026-11-23")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError("there is no such day; write a date as 2026-11-23") from None
    if not 1970 <= day.year <= 2199:
        raise ValueError("the year must be between 1970 and 2199")
    return day


def moment_of(text: str, zone: str) -> datetime:
    """A moment written 2026-11-23T06:00+07:00, or without offset in the zone given; aware in that zone."""
    if not _MOMENT.match(text):
        raise ValueError("write a time as 2026-11-23T06:00:00+07:00")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("there is no such time; write a time as 2026-11-23T06:00:00+07:00") from None
    if not 1970 <= moment.year <= 2199:
        raise ValueError("the year must be between 1970 and 2199")
    if moment.tzinfo is not None:
        return moment.astimezone(ZoneInfo(zone))
    local = moment.replace(tzinfo=ZoneInfo(zone))
    if not exists(local):
        raise ValueError(f"this time does not exist in {zone}, whose clocks skip it")
    return local


def exists(local: datetime) -> bool:
    """Whether clocks in its zone show this local time at all (DST skips an hour)."""
    there_and_back = local.astimezone(ZoneInfo("UTC")).astimezone(local.tzinfo)
    return there_and_back.replace(tzinfo=None, fold=0) == local.replace(tzinfo=None, fold=0)


def first_twice(pairs: list[tuple[int, str]]) -> list[tuple[int, str, int]]:
    """Line, name and first line of every name that was given before."""
    seen: dict[str, int] = {}
    twice = []
    for line, name in pairs:
        if name in seen:
            twice.append((line, name, seen[name]))
        seen.setdefault(name, line)
    return twice


def typed(documents: list[tuple[int, D]]) -> tuple[D, ...]:
    """The documents without their lines."""
    return tuple(document for _, document in documents)
