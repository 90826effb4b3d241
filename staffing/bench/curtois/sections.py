"""A file of the benchmark as sections of rows, and the cells of a row held against what may stand in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TypeVar

from staffing.errors import InputError
from staffing.read.faults import Faults, choice, listed, shown

T = TypeVar("T")

NEEDED = ("HORIZON", "SHIFTS", "STAFF")
"""Sections with a line at least."""
SECTIONS = (*NEEDED, "DAYS_OFF", "SHIFT_ON_REQUESTS", "SHIFT_OFF_REQUESTS", "COVER")
BEGINS = "SECTION_"
NO_INSTANCE = "is no instance of the benchmark"
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
            wanted = f"wanted is one: {columns[0]}"
            if len(columns) > 1:
                wanted = f"wanted are {len(columns)}: {', '.join(columns)}"
            raise InputError(f"has {len(self.cells)} cell{'' if len(self.cells) == 1 else 's'}; {wanted}")

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
                    raise InputError(
                        f"{NO_INSTANCE}: a line {BEGINS}{SECTIONS[0]} must come first", file=file, line=line
                    )
                found.rows[name].append(Row(line, tuple(cell.strip() for cell in content.split(","))))
        if not found.rows:
            raise InputError(f"{NO_INSTANCE}: it has none of the sections, such as {BEGINS}{SECTIONS[0]}", file=file)
        for missing in (section for section in SECTIONS if section not in found.rows):
            how = "with a line at least" if missing in NEEDED else "if only as an empty section"
            found.faults.add(f"has no {BEGINS}{missing}; it must stand there, {how}", file=file)
        found.check()
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

    def each(self, section: str, parse: Callable[[Row], T]) -> tuple[T, ...]:
        """What the rows of a section say; one that is wrong is left out, and told by `check`."""
        found = []
        for row in self.rows[section]:
            try:
                found.append(parse(row))
            except InputError as error:
                self.faults.add(str(error), file=self.file, line=row.line)
        return tuple(found)

    def check(self) -> None:
        """Raise one InputError for all that was found to be wrong, if anything was."""
        self.faults.raise_any()
