"""A file of the benchmark as sections of rows, and the cells of a row held against what may stand in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from staffing.errors import InputError
from staffing.read.faults import Faults, choice, listed, shown

T = TypeVar("T")

SECTIONS = ("HORIZON", "SHIFTS", "STAFF", "DAYS_OFF", "SHIFT_ON_REQUESTS", "SHIFT_OFF_REQUESTS", "COVER")
BEGINS = "SECTION_"
LONGEST_ID = 40
_WHOLE = re.compile(r"-?[0-9]{1,12}", re.ASCII)


@dataclass(frozen=True)
class Row:
    """The cells of one line, which commas separate."""

    line: int
    cells: tuple[str, ...]

    def has(self, *columns: str) -> None:
        """InputError unless there are as many cells as columns."""
        if len(self.cells) != len(columns):
            raise InputError(f"has {len(self.cells)} cells; wanted are {len(columns)}: {', '.join(columns)}")

    def number(self, at: int, what: str, least: int, most: int) -> int:
        """The whole number in a cell."""
        return whole_number(self.cells[at], what, least, most)

    def known(self, at: int, what: str, ids: Collection[str]) -> str:
        """An id that was given before."""
        return known_id(self.cells[at], what, ids)

    def new(self, what: str, taken: Collection[str]) -> str:
        """An id in the first cell that nobody has yet."""
        given = self.cells[0]
        if not given or len(given) > LONGEST_ID or not given.isprintable() or set(given) & set("|="):
            allowed = f"allowed are 1 to {LONGEST_ID} printable characters without commas, | and ="
            raise InputError(f"{what} is {shown(given)}; {allowed}")
        if given in taken:
            raise InputError(f"{what} is {shown(given)}, which an earlier line has; every {what} stands once")
        return given


def whole_number(text: str, what: str, least: int, most: int) -> int:
    """The number that a text is; published files hold a `-0`, which is 0."""
    if _WHOLE.fullmatch(text) and least <= int(text) <= most:
        return int(text)
    raise InputError(f"{what} is {shown(text)}; allowed are whole numbers from {least} to {most}")


def known_id(text: str, what: str, ids: Collection[str]) -> str:
    """An id among those that there are."""
    if text not in ids:
        raise InputError(f"{what} is {shown(text)}{choice(text, ids)}")
    return text


@dataclass
class Sections:
    """The rows of a file by section, and what is found to be wrong with them."""

    file: str
    rows: dict[str, list[Row]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    """Line in which each section begins."""
    faults: Faults = field(default_factory=Faults)

    @classmethod
    def of(cls, text: str, file: str) -> Sections:
        """The sections of a text; raises InputError where one is unknown, stands twice or is missing."""
        found, name = cls(file), ""
        for line, raw in enumerate(text.split("\n"), 1):
            content = raw.strip()
            if content.startswith(BEGINS):
                name = found._begun(content.removeprefix(BEGINS), line)
            elif content and not content.startswith("#"):
                if not found.rows:
                    found.faults.add(f"stands before the first section, {BEGINS}{SECTIONS[0]}", file=file, line=line)
                    break  # most likely a file of another kind
                found.rows[name].append(Row(line, tuple(cell.strip() for cell in content.split(","))))
        for missing in (section for section in SECTIONS if section not in found.rows):
            found.faults.add(f"has no {BEGINS}{missing}; it may be empty, but must stand there", file=file)
        found.faults.raise_any()
        return found

    def _begun(self, name: str, line: int) -> str:
        if name not in SECTIONS:
            known = listed(BEGINS + section for section in SECTIONS)
            self.faults.add(f"section is {shown(BEGINS + name)}; allowed are {known}", file=self.file, line=line)
        elif name in self.rows:
            said = f"section {BEGINS}{name} began in line {self.lines[name]} already; each stands once"
            self.faults.add(said, file=self.file, line=line)
        self.lines.setdefault(name, line)
        self.rows.setdefault(name, [])
        return name

    def each(self, section: str, parse: Callable[[Row], T]) -> Iterator[T]:
        """What the rows of a section say; raises one InputError for all that is wrong in them."""
        for row in self.rows[section]:
            try:
                yield parse(row)
            except InputError as error:
                self.faults.add(str(error), file=self.file, line=row.line)
        self.faults.raise_any()
