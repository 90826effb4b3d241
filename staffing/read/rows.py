"""Rows of the people's tables to documents: every cell checked, every fault with its line."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from pydantic import ValidationError

from staffing.documents.base import Document
from staffing.errors import InputError
from staffing.read.dates import day_of, moment_of
from staffing.read.faults import Faults, choice, listed, nearest, shown
from staffing.read.sentences import allowed
from staffing.read.tables import Table

D = TypeVar("D", bound=Document)
H = TypeVar("H", bound=Hashable)

MOST_PEOPLE_ROWS = 1_000_000
FLAGS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
ZoneOf: TypeAlias = Callable[[Mapping[str, str]], str]
"""The zone of times without offset in a row, by its cells."""


@dataclass(frozen=True)
class Columns:
    """How the columns of a table are read; other columns are refused unless `others`."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    others: bool = False


@dataclass(frozen=True)
class Rows:
    """Documents, each with its line, and the faults found on the way."""

    name: str
    faults: Faults = field(default_factory=Faults)

    def add(self, line: int, message: str) -> None:
        """Note what is wrong in a line."""
        self.faults.add(message, file=self.name, line=line)

    def documents(
        self, table: Table, model: type[D], columns: Columns, zone_of: ZoneOf | None = None
    ) -> list[tuple[int, D]]:
        """The documents of the rows that can be read; the others are noted."""
        names = _names(table, columns)
        found: list[tuple[int, D]] = []
        for line, cells in self._whole(table, len(names)):
            if len(found) >= MOST_PEOPLE_ROWS:
                raise InputError(f"has more than {MOST_PEOPLE_ROWS} rows", file=self.name, line=line)
            texts = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if name and cell.strip()}
            zone = zone_of(texts) if zone_of else "UTC"
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
    twice = next((name for name in names if name in known and names.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"the column {twice} stands twice in the header; write it once", file=table.name, line=1)
    missing = [name for name in columns.required if name not in names]
    unknown = [] if columns.others else [cell for cell in table.header if cell and cell.casefold() not in known]
    if missing or unknown:
        raise InputError(_wrong_columns(missing, unknown, known, columns.required), file=table.name, line=1)
    return [name if name in known else "" for name in names]


def _wrong_columns(missing: list[str], unknown: list[str], known: tuple[str, ...], required: tuple[str, ...]) -> str:
    """What to say of a header: a required column under another name is one fault, not two."""
    if missing and unknown and not nearest(unknown[0], missing):
        names = f"column{'s' * (len(missing) > 1)} {' and '.join(missing)}"
        verb = "is" if len(unknown) == 1 else "are"
        return f"has no {names}; {listed(shown(cell) for cell in unknown)} {verb} not known"
    if unknown:
        return f"the column {shown(unknown[0])} is not known{choice(unknown[0], known)}"
    return f"the column {missing[0]} is missing; required are {', '.join(required)}"


def _value(name: str, text: str, columns: Columns, comma: bool, zone: str) -> object:
    if name in columns.dates:
        return day_of(text)
    if name in columns.moments:
        return moment_of(text, zone)
    if name in columns.lists:
        return tuple(part.strip() for part in text.split("|") if part.strip())
    if name in columns.flags:
        if text.casefold() not in FLAGS:
            raise ValueError("write yes or no (true, false, 1 and 0 do too)")
        return FLAGS[text.casefold()]
    if name in columns.numbers and comma:
        return text.replace(",", ".")
    return text


def first_twice(pairs: list[tuple[int, H]]) -> list[tuple[int, H, int]]:
    """Line, key and first line of every key that was given before."""
    seen: dict[H, int] = {}
    twice = []
    for line, key in pairs:
        if key in seen:
            twice.append((line, key, seen[key]))
        seen.setdefault(key, line)
    return twice


def typed(documents: list[tuple[int, D]]) -> tuple[D, ...]:
    """The documents without their lines."""
    return tuple(document for _, document in documents)
