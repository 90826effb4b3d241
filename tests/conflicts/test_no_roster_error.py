"""The error that no roster meets the hard rules is one line in a table, and a list in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.cli.app import NO_ROSTER, run
from staffing.errors import NoRosterError


def test_the_terminal_shows_every_line_of_the_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import staffing.cli.planning as planning

    def fail(*_: object, **__: object) -> None:
        raise NoRosterError("in one line", ("these 2 cannot hold together:", "  a\u001b[31mb: leave"))

    monkeypatch.setattr(planning, "read_workspace", fail)
    assert run(["roster", str(tmp_path)]) == NO_ROSTER
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == ["staffing: these 2 cannot hold together:", "staffing:   a[31mb: leave"]


def test_an_error_without_a_list_is_told_by_its_message() -> None:
    error = NoRosterError("none was found")
    assert (str(error), error.lines) == ("none was found", ("none was found",))
