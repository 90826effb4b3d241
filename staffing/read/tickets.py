"""The ticket log: its columns found, its times and numbers read, its faulty rows put aside with their reasons."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pandas as pd

from forecasts.tickets import TicketLog
from staffing.documents.team import Team
from staffing.errors import InputError
from staffing.read.faults import listed, shown
from staffing.read.folder import SourceFolder
from staffing.read.last_events import TIMES, check_last_events
from staffing.read.row_faults import RowFaults
from staffing.read.tables import Row, Table, open_table
from staffing.read.ticket_columns import OURS, ColumnMap, map_columns
from staffing.read.times import ParsedTimes, parse_numbers, parse_times
from staffing.read.yaml_source import YamlSource

MINUTES = ("handle_minutes", "paused_minutes")
BLOCK = 20_000
DEFAULT_FILES = ("tickets.csv", "tickets.parquet", "tickets.xlsx")
SCORES = {"good": 1.0, "bad": 0.0}
"""Satisfaction in words, as Zendesk exports it; other words are no score."""
ANY_NAME = "*"
"""As a queue's name in `team.yaml`: every name of the export that no queue claims."""


def read_tickets(folder: SourceFolder, team: Team, source: YamlSource, *, tells_now: bool = False) -> TicketLog:
    """The ticket log of a workspace, its times aware in the team's zone.

    Where its last event `tells_now`, a log whose last few events come long after the others is an InputError.
    """
    table = _open(folder, team, source)
    columns = map_columns(table.header, table.name, team, source)
    texts, lines, ragged = _texts(table, columns)
    if not len(texts):
        raise InputError("has a header but no tickets; give at least four weeks of them", file=table.name)
    frame, faults = _frame(table, texts, lines, ragged, columns, team)
    if tells_now:
        kept = np.flatnonzero(~faults.any)
        check_last_events(frame.iloc[kept], texts.iloc[kept], [lines[place] for place in kept], table.name)
    if table.name in (team.tickets.file, *DEFAULT_FILES):
        folder.remember(table.name)
    return _log(frame, faults, lines, columns, team)


def _open(folder: SourceFolder, team: Team, source: YamlSource) -> Table:
    tickets = team.tickets
    if tickets.url is not None and tickets.query is not None:
        from staffing.read.database import query_table  # SQLAlchemy takes a while to import, and few need it

        return query_table(tickets.url, tickets.query, folder, _written_at(source, "url"))
    if tickets.file is not None:
        return open_table(folder.path(tickets.file, _written_at(source, "file")), tickets.file)
    found = [name for name in DEFAULT_FILES if folder.holds(name)]
    if len(found) > 1:
        raise InputError(
            f"the workspace holds {listed(found)}; say in team.yaml which one is meant: tickets: {{file: {found[0]}}}"
        )
    name = found[0] if found else DEFAULT_FILES[0]
    return open_table(folder.path(name), name)


def _written_at(source: YamlSource, key: str) -> str:
    line, column = source.where(("tickets", key))
    return f"{source.name}:{line}:{column} tickets.{key}"


def _texts(table: Table, columns: ColumnMap) -> tuple[pd.DataFrame, list[int], dict[int, str]]:
    """The mapped cells as text, the line of each row, and rows with the wrong number of cells."""
    lines: list[int] = []
    ragged: dict[int, str] = {}
    frames: list[pd.DataFrame] = []
    while block := list(islice(table.rows, BLOCK)):
        _check_width(block, len(table.header), lines, ragged)
        mapped = {name: [cells[place] for _, cells in block] for name, place in columns.places.items()}
        frames.append(pd.DataFrame(mapped, dtype=object))
        if len(frames) == 1:
            _check_first_block(frames[0], lines, ragged, table.name)
    texts = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(columns.places), dtype=object)
    for name in OURS:
        if name not in texts:
            texts[name] = ""
    return texts, lines, ragged


def _check_width(block: list[Row], width: int, lines: list[int], ragged: dict[int, str]) -> None:
    """Note the lines of a block, and its rows with the wrong number of cells."""
    for place, (line, cells) in enumerate(block, len(lines)):
        if len(cells) != width and (len(cells) < width or any(cells[width:])):
            ragged[place] = f"the row has {len(cells)} cells, the header has {width}"
            cells.extend([""] * (width - len(cells)))
        lines.append(line)


def _check_first_block(texts: pd.DataFrame, lines: list[int], ragged: dict[int, str], file: str) -> None:
    """A large file that is no log is refused at its first rows."""
    if len(ragged) > len(lines) / 2:
        place, reason = next(iter(ragged.items()))
        said = f"{len(ragged)} of the first {len(lines)} rows do not fit the header, so this is no table: {reason}"
        raise InputError(said, file=file, line=lines[place])
    if len(lines) < BLOCK:
        return  # read it whole: all of its faults can be told
    readable = (
        ~parse_times(texts["created_at"], "UTC").unreadable
        | ~parse_times(texts["created_at"], "UTC", dayfirst=True).unreadable
    )
    if readable.mean() < 0.1:
        place = int(np.argmin(readable))
        said = f"created_at is {shown(str(texts['created_at'].iloc[place]))}, and {int((~readable).sum())} of the first"
        raise InputError(f"{said} {BLOCK} rows have no time such as 2026-11-03 09:15", file=file, line=lines[place])


def _frame(
    table: Table, texts: pd.DataFrame, lines: list[int], ragged: dict[int, str], columns: ColumnMap, team: Team
) -> tuple[pd.DataFrame, RowFaults]:
    """Every row with its values typed, and what is wrong with it."""
    faults = RowFaults(texts)
    for place, reason in ragged.items():
        faults.kinds[place], faults.reasons[place] = "a wrong number of cells", reason
    frame = pd.DataFrame({"ticket_id": _stripped(texts["ticket_id"])})
    _check_ids(frame["ticket_id"], faults)
    frame["queue"] = _queues(texts["queue"], "queue" in columns.places, team, faults)
    zone = team.tickets.zone or team.zone
    times = {name: parse_times(texts[name], zone, dayfirst=team.tickets.dayfirst) for name in TIMES}
    for name in TIMES:
        _check_offsets(times[name], name, table.name, texts[name], lines)
    _check_times(times, zone, faults)
    for name in TIMES:
        frame[name] = times[name].utc.dt.tz_convert(team.zone)
    _read_numbers(frame, texts, columns, table.decimal_comma, faults)
    frame["agent_id"] = _stripped(texts["agent_id"])
    _check_share(faults, lines, table.name, team)
    _check_unit(frame, faults, table.name)
    return frame, faults


def _log(frame: pd.DataFrame, faults: RowFaults, lines: list[int], columns: ColumnMap, team: Team) -> TicketLog:
    """The good rows, and the others with their reasons."""
    kept = frame.loc[~faults.any].reset_index(drop=True)
    rejected = faults.texts.loc[faults.any, list(columns.places)].reset_index(drop=True)
    rejected.insert(0, "row", np.asarray(lines, dtype=np.int64)[faults.any])
    rejected.insert(1, "reason", faults.reasons[faults.any])
    return TicketLog(kept, rejected, team.zone)


def _stripped(texts: pd.Series[str]) -> pd.Series[str]:
    return pd.Series(list(map(str.strip, texts)), dtype="str")


def _check_ids(ids: pd.Series[str], faults: RowFaults) -> None:
    faults.note((ids == "").to_numpy(), "an empty ticket_id", "ticket_id", "and a ticket needs an id")
    again = ids.duplicated(keep="first").to_numpy() & (ids != "").to_numpy()
    faults.note(again, "a duplicate ticket_id", "ticket_id", "which an earlier row has already; the first is kept")


def _queues(texts: pd.Series[str], mapped: bool, team: Team, faults: RowFaults) -> pd.Series[str]:
    if not mapped:
        return pd.Series([team.queues[0].id] * len(texts), dtype="str")
    known = {name.strip().casefold(): queue.id for queue in team.queues for name in (queue.id, *queue.names)}
    codes, distinct = pd.factorize(texts.to_numpy(dtype=object))
    other = known.get(ANY_NAME, "")
    ids = np.array([known.get(str(text).strip().casefold(), other) for text in distinct], dtype=object)[codes]
    said = f"which is no queue of team.yaml ({listed(queue.id for queue in team.queues)}) nor one of their names"
    faults.note(np.asarray(ids == "", dtype=bool), "an unknown queue", "queue", said)
    return pd.Series(ids, dtype="str")


def _check_offsets(times: ParsedTimes, name: str, file: str, texts: pd.Series[str], lines: list[int]) -> None:
    """A column in which some times carry an offset and others do not cannot be trusted."""
    if times.aware.any() and times.naive.any():
        aware, naive = int(np.argmax(times.aware)), int(np.argmax(times.naive))
        raise InputError(
            f"{name} is {shown(str(texts.iloc[aware]))} with an offset, but line {lines[naive]} has "
            f"{shown(str(texts.iloc[naive]))} without; write the offset in all rows or in none",
            file=file, line=lines[aware],
        )  # fmt: skip


def _check_times(times: dict[str, ParsedTimes], zone: str, faults: RowFaults) -> None:
    for name, column in times.items():
        faults.note(column.unreadable, f"an unreadable {name}", name, "not a time such as 2026-11-03 09:15")
        faults.note(
            column.skipped,
            f"a {name} that does not exist",
            name,
            f"a time that does not exist in {zone}, whose clocks skip it",
        )
    created = times["created_at"].utc
    faults.note(
        created.isna().to_numpy(), "an empty created_at", "created_at", "and a ticket needs the time of its creation"
    )
    for name in ("resolved_at", "reopened_at"):
        before = (times[name].utc < created).to_numpy()
        faults.note(np.asarray(before, dtype=bool), f"a {name} before created_at", name, "before created_at")


def _read_numbers(frame: pd.DataFrame, texts: pd.DataFrame, columns: ColumnMap, comma: bool, faults: RowFaults) -> None:
    for name in MINUTES:
        values, unreadable = parse_numbers(texts[name], decimal_comma=comma, minutes=columns.minutes.get(name, 1.0))
        faults.note(unreadable, f"an unreadable {name}", name, "not a number")
        faults.note(
            np.less(values, 0, where=~np.isnan(values), out=np.zeros(len(values), dtype=bool)),
            f"a negative {name}",
            name,
            "below 0",
        )
        frame[name] = values
    frame["csat"], _ = parse_numbers(texts["csat"], decimal_comma=comma, words=SCORES)


def _check_share(faults: RowFaults, lines: list[int], file: str, team: Team) -> None:
    """Too many faulty rows have one cause that is worth finding."""
    count, rows = int(faults.any.sum()), len(lines)
    most = team.history.max_rejected
    if not count or (count <= most * rows and count < rows):
        return
    first = int(np.argmax(faults.any))
    kinds = pd.Series(faults.kinds[faults.any]).value_counts()
    named = ", ".join(f"{number} with {kind}" for kind, number in kinds.head(3).items())
    hint = ""
    if any(str(kind).startswith("an unreadable") for kind in kinds.index) and _order_helps(faults, team):
        order = "false" if team.tickets.dayfirst else "true"
        hint = f"; with tickets.dayfirst: {order} they could be read"
    raise InputError(
        f"{count} of {rows} rows are faulty, more than history.max_rejected {most:g} allows: {named}; for instance "
        f"line {lines[first]}: {faults.reasons[first]}{hint}",
        file=file,
    )


def _order_helps(faults: RowFaults, team: Team) -> bool:
    """Whether the other order of day and month reads the times that this one does not."""
    for name in TIMES:
        texts = faults.texts[name][faults.kinds == f"an unreadable {name}"].head(100)
        if len(texts):
            other = parse_times(texts, "UTC", dayfirst=not team.tickets.dayfirst)
            return bool(other.unreadable.mean() < 0.5)
    return False


def _check_unit(frame: pd.DataFrame, faults: RowFaults, file: str) -> None:
    handled = frame["handle_minutes"][~faults.any]
    usual = float(handled.median()) if handled.notna().any() else 0.0
    if usual > 1440:
        raise InputError(
            f"handle_minutes is {usual:g} in half of the rows or more; minutes are wanted, at most 1440 for a usual "
            f"case, and this looks like seconds: divide by 60",
            file=file,
        )
