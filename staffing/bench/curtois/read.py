"""A file of the benchmark -> Instance. Whoever wrote it, every fault is a sentence with its line."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain
from pathlib import Path

from staffing.bench.curtois.instance import CoverNeed, Instance, ShiftRequest, ShiftType, StaffMember
from staffing.bench.curtois.sections import BEGINS, Row, Sections, known_id, whole_number
from staffing.errors import InputError
from staffing.read.faults import shown
from staffing.read.folder import decoded, opened

MOST_BYTES = 20 * 1024 * 1024
MOST_DAYS = 600
LONGEST_SHIFT = 1440
"""Minutes: the shifts have no clock, and nobody works into the day after."""
MOST_CELLS = 5_000_000
"""People x days x shifts: three times those of the largest instance that is published."""
LONGEST_RUN = 31
"""Days in a row that a limit may ask for; a most from the horizon on limits nothing."""
LEAST_RUN = 14
"""Days in a row that a least number may ask for."""
MOST_PEOPLE, MOST_WEIGHT = 10_000, 1_000_000


def read_instance(path: Path) -> Instance:
    """The instance in a file; raises InputError where it is none."""
    file = str(path)
    with opened(path, file) as open_file:
        raw = open_file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise InputError(f"is larger than {MOST_BYTES // 1024**2} MB; no instance is", file=file)
    return instance_of(decoded(raw, file), file)


def instance_of(text: str, file: str) -> Instance:
    """The instance that a text is; `file` is what messages call it."""
    sections = Sections.of(text, file)
    days = _horizon(sections)  # this, and which shifts and people there are, is what all else is held against
    names = _ids(sections, "SHIFTS", "shift id")
    shifts = sections.each("SHIFTS", lambda row: _shift(row, names))
    sections.check()
    members = _ids(sections, "STAFF", "staff id")
    if len(members) * days * len(names) > MOST_CELLS:
        said = f"{len(members)} people x {days} days x {len(names)} shifts is too much; at most {MOST_CELLS} in all"
        raise InputError(said, file=file, line=sections.lines["STAFF"])
    longest = days * max(shift.minutes for shift in shifts)
    found = Instance(
        days=days,
        shifts=shifts,
        staff=sections.each("STAFF", lambda row: _member(row, names, days, longest)),
        days_off=tuple(chain.from_iterable(sections.each("DAYS_OFF", lambda row: _days_off(row, members, days)))),
        on_requests=sections.each("SHIFT_ON_REQUESTS", lambda row: _request(row, members, names, days)),
        off_requests=sections.each("SHIFT_OFF_REQUESTS", lambda row: _request(row, members, names, days)),
        cover=_cover(sections, names, days),
    )
    sections.check()
    return found


def _horizon(sections: Sections) -> int:
    rows, line = sections.rows["HORIZON"], sections.lines["HORIZON"]
    if len(rows) != 1:
        said = f"{BEGINS}HORIZON has {len(rows)} lines; wanted is one with the number of days"
        raise InputError(said, file=sections.file, line=rows[1].line if rows else line)

    def parse(row: Row) -> int:
        row.has("days")
        return row.number(0, "horizon", 1, MOST_DAYS)

    days = sections.each("HORIZON", parse)
    sections.check()
    return days[0]


def _ids(sections: Sections, section: str, what: str) -> dict[str, None]:
    """The ids in the first cells of a section, in order; at least one."""
    found: dict[str, None] = {}

    def parse(row: Row) -> None:
        found[row.new(what, found)] = None

    sections.each(section, parse)
    sections.check()
    if not found:
        raise InputError(
            f"{BEGINS}{section} is empty; it must have a line", file=sections.file, line=sections.lines[section]
        )
    return found


def _shift(row: Row, names: Collection[str]) -> ShiftType:
    row.has("shift id", "minutes", "shifts that cannot follow (A|B, or empty)")
    following = [part.strip() for part in row.cells[2].split("|")] if row.cells[2] else []
    not_next = tuple(known_id(part, "shift that cannot follow", names) for part in following)
    return ShiftType(row.cells[0], row.number(1, "minutes", 1, LONGEST_SHIFT), not_next)


def _member(row: Row, names: Collection[str], days: int, longest: int) -> StaffMember:
    row.has(
        "staff id", "most of each shift", "most minutes", "least minutes", "most shifts in a row",
        "least shifts in a row", "least days off in a row", "most weekends",
    )  # fmt: skip
    most, least = row.number(2, "most minutes", 0, 10**9), row.number(3, "least minutes", 0, longest)
    if least > most:
        raise InputError(f"least minutes is {least}, above most minutes {most}; it must not be above it")
    in_a_row = row.number(4, "most shifts in a row", 1, 10**9)
    if LONGEST_RUN < in_a_row < days:
        allowed = f"allowed are 1 to {LONGEST_RUN}, or the {days} days of the horizon"
        raise InputError(f"most shifts in a row is {in_a_row}; {allowed}")
    return StaffMember(
        id=row.cells[0],
        most_of=_most_of(row.cells[1], names),
        most_minutes=most,
        least_minutes=least,
        most_in_a_row=in_a_row,
        least_in_a_row=row.number(5, "least shifts in a row", 0, LEAST_RUN),
        least_off_in_a_row=row.number(6, "least days off in a row", 0, LEAST_RUN),
        most_weekends=row.number(7, "most weekends", 0, 10**9),
    )


def _most_of(text: str, names: Collection[str]) -> tuple[tuple[str, int], ...]:
    """The most of each shift from `A=3|B=5`, which names every shift once."""
    found: dict[str, int] = {}
    for part in text.split("|"):
        name, sign, most = (piece.strip() for piece in part.partition("="))
        if not sign:
            raise InputError(f"most of each shift has {shown(part)}; write it as SHIFT=NUMBER with | in between")
        if name in found:
            raise InputError(f"most of each shift names {shown(name)} twice; each shift stands once")
        found[known_id(name, "most of each shift: the shift", names)] = whole_number(most, f"most of {name}", 0, 10**9)
    missing = [name for name in names if name not in found]
    if missing:
        raise InputError(f"most of each shift lacks {shown(missing[0])}; every shift needs a number")
    return tuple(found.items())


def _days_off(row: Row, members: Collection[str], days: int) -> list[tuple[str, int]]:
    if len(row.cells) < 2:
        raise InputError("has 1 cell; wanted are a staff id and at least one day")
    staff = row.known(0, "staff id", members)
    return [(staff, row.number(at, "day off", 0, days - 1)) for at in range(1, len(row.cells))]


def _request(row: Row, members: Collection[str], names: Collection[str], days: int) -> ShiftRequest:
    row.has("staff id", "day", "shift id", "weight")
    return ShiftRequest(
        row.known(0, "staff id", members),
        row.number(1, "day", 0, days - 1),
        row.known(2, "shift id", names),
        row.number(3, "weight", 0, MOST_WEIGHT),
    )


def _cover(sections: Sections, names: Collection[str], days: int) -> tuple[CoverNeed, ...]:
    """What is needed, each shift of a day once."""
    seen: set[tuple[int, str]] = set()

    def parse(row: Row) -> CoverNeed:
        row.has("day", "shift id", "people", "weight under", "weight over")
        cell = row.number(0, "day", 0, days - 1), row.known(1, "shift id", names)
        if cell in seen:
            raise InputError(
                f"asks for {shown(cell[1])} on day {cell[0]} a second time; each shift of a day stands once"
            )
        seen.add(cell)
        people = row.number(2, "people", 0, MOST_PEOPLE)
        return CoverNeed(
            *cell, people, row.number(3, "weight under", 0, MOST_WEIGHT), row.number(4, "weight over", 0, MOST_WEIGHT)
        )

    return sections.each("COVER", parse)
