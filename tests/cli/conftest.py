"""The small desk as a folder, and the command line in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from staffing.cli.app import run
from tests.reports.small_desk import write_small_desk
from tests.worked_once import forget, remember


@dataclass(frozen=True)
class Outcome:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Command = Callable[..., Outcome]


@pytest.fixture
def staffing(capsys: pytest.CaptureFixture[str]) -> Command:
    def call(*arguments: object) -> Outcome:
        code = run([str(argument) for argument in arguments])
        return Outcome(code, *capsys.readouterr())

    return call


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return write_small_desk(tmp_path / "desk")


@pytest.fixture
def worked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Searches and requirements of equal input are worked once for all tests."""
    remember(monkeypatch)


@pytest.fixture
def worked_anew(monkeypatch: pytest.MonkeyPatch, worked_once: None) -> None:
    """Nothing is taken from other tests or from another command of the same test: for tests of two runs alike."""
    forget(monkeypatch)
