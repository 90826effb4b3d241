# ruff: noqa: E501 (the sentences are told as they are printed)
"""Whatever happens to the files of a workspace, reading ends in a workspace or in an error meant for people."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.documents.workspace import Workspace
from staffing.errors import InputError, OutsideError
from staffing.read.workspace import read_workspace

from .conftest import FILES, TWO_SITES, Desk, write_files

NASTY = (
    b"", b" ", b"\0", b"'", b'"', b"[", b"{", b"&a *a", b"!!python/object:os.system x", b"-1", b"0", b"1e999", b".nan",
    b"9" * 5000, b"99999999999999999999", b"null", b"true", b"2026-02-30", b"0001-01-01", b"9999-12-31", b"2026-11-03T10:15+99:99",
    b"48:00", b"24:60", b"../../etc/passwd", b"\xff\xfe", b"\xc3", b"\r", b"x" * 200_000, b"off", b"not:", b"|", b":", b"- ",
    "\u202e\u0000\U0001f600".encode(), b"Asia/Jakarta", b"UTC", b"[[[[[[[[[[", b"%YAML 9.9\n---", b"<<: 1", b"a,b;c,d",
)  # fmt: skip


RICH = {
    **TWO_SITES,
    "team.yaml": TWO_SITES["team.yaml"]
    .replace("names: [Payment Ops]", "clock: business, site: manila, rate_24h: 0.8")
    .replace("shifts: [early, late]}", "shifts: [early, late], cost_per_hour: 10}")
    + """\
overtime: {max_minutes_per_week: 240, max_minutes_per_day: 60}
costs:
  currency: IDR
  premiums:
    - {kind: night, between: "22:00-30:00", multiplier: 1.25, sites: [manila]}
    - {kind: weekend, days: [sunday], multiplier: 1.5}
    - {kind: holiday, brackets: [{hours: 8, multiplier: 2}, {multiplier: 3}]}
hiring:
  attrition: {turnover: 0.4}
  ramp: [0.6, 0.8, 1]
  training: {seats: 4, class_min: 2}
  mentoring: {hours_per_week: 4, weeks: 6}
  time_to_fill: {median_days: 45, p80_days: 65}
  freeze: [{start: 2026-12-21, end: 2027-01-03}]
  budget: {hires: 2, money: 4000}
  costs: {per_hire: 1500}
  roles: [{id: here, site: jakarta, skills: [payments, listings]}, {id: coach, of: lead, heads: 1}]
""",
    "requisitions.csv": "requisition_id,role,headcount,opened_on,stage,expected_start,fill_probability\n"
    "R-1,here,2,2026-10-12,accepted,2026-12-01,0.9\nR-2,agent,,2026-11-02,,,\n",
    "agents.csv": "agent_id,contract,site,skills,overtime\nbudi,full_time,jakarta,listings:0.8|payments,yes\nsari,full_time,manila,,no\n",
}


@st.composite
def mutation(draw: st.DrawFn, files: dict[str, str]) -> tuple[str, bytes]:
    """A file of a workspace with one to three changes."""
    name = draw(st.sampled_from(sorted(files)))
    raw = files[name].encode()
    for _ in range(draw(st.integers(1, 3))):
        raw = draw(st.sampled_from((_flip, _swap_cells, _lines, _insert, _replace_word, _cut)))(draw, raw)
    return name, raw


def _flip(draw: st.DrawFn, raw: bytes) -> bytes:
    at = draw(st.integers(0, max(len(raw) - 1, 0)))
    return raw[:at] + bytes([draw(st.integers(0, 255))]) + raw[at + 1 :]


def _swap_cells(draw: st.DrawFn, raw: bytes) -> bytes:
    cells = raw.split(b",")
    first, second = draw(st.integers(0, len(cells) - 1)), draw(st.integers(0, len(cells) - 1))
    cells[first], cells[second] = cells[second], cells[first]
    return b",".join(cells)


def _lines(draw: st.DrawFn, raw: bytes) -> bytes:
    lines = raw.splitlines(keepends=True) or [b""]
    at = draw(st.integers(0, len(lines) - 1))
    return b"".join(lines[:at] + lines[at : at + 1] * draw(st.sampled_from((0, 2))) + lines[at + 1 :])


def _insert(draw: st.DrawFn, raw: bytes) -> bytes:
    at = draw(st.integers(0, len(raw)))
    return raw[:at] + draw(st.sampled_from(NASTY)) + raw[at:]


def _replace_word(draw: st.DrawFn, raw: bytes) -> bytes:
    marks = b" ,:[]{}\n"
    starts = [at for at in range(1, len(raw)) if raw[at - 1] in marks and raw[at] not in marks] or [0]
    start = draw(st.sampled_from(starts))
    end = next((at for at in range(start, len(raw)) if raw[at] in marks), len(raw))
    return raw[:start] + draw(st.sampled_from(NASTY)) + raw[end:]


def _cut(draw: st.DrawFn, raw: bytes) -> bytes:
    return raw[: draw(st.integers(0, len(raw)))]


def check(files: dict[str, str], name: str, raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk: Desk = write_files(Path(folder) / "desk", files).write(name, raw)
        try:
            assert isinstance(read_workspace(desk.folder), Workspace)
        except (InputError, OutsideError) as error:
            for line in str(error).splitlines():
                assert line.isprintable(), line
                assert len(line) < 600


@settings(derandomize=True, max_examples=200, deadline=None)
@given(mutation(FILES))
def test_a_mutated_workspace_is_read_or_refused_in_sentences(changed: tuple[str, bytes]) -> None:
    check(FILES, *changed)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(mutation(RICH))
def test_a_mutated_workspace_of_two_sites_is_read_or_refused_in_sentences(changed: tuple[str, bytes]) -> None:
    check(RICH, *changed)


def test_the_workspace_of_two_sites_is_read_as_it_is(tmp_path: Path) -> None:
    workspace = write_files(tmp_path / "rich", RICH).read()
    assert (len(workspace.team.sites), len(workspace.team.costs.premiums), len(workspace.holidays)) == (2, 3, 2)
    assert [(row.role, row.headcount) for row in workspace.requisitions] == [("here", 2), ("agent", 1)]
