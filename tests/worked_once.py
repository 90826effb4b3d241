"""Searches and requirements of equal input, worked once for all the tests that ask for them.

Both are functions of what goes in, and what they return never changes: many commands on the same small desk differ only
in what is around them. Tests that say so of two runs work everything anew (`worked_anew`).
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import staffing.outlook as outlook
import staffing.promise.calibrate as calibrate
from staffing.build.places import Places
from staffing.documents.workspace import Workspace
from staffing.engines.direct import Limits
from staffing.problem import Problem
from staffing.result import Result
from staffing.rules import Rule

search, requirement = calibrate.solve, outlook.requirement_of
_known: dict[bytes, Any] = {}


def remember(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the test ends, what was worked before is not worked again."""
    monkeypatch.setattr(calibrate, "solve", _search)
    monkeypatch.setattr(outlook, "requirement_of", _requirement)


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the test ends, everything is worked anew."""
    monkeypatch.setattr(calibrate, "solve", search)
    monkeypatch.setattr(outlook, "requirement_of", requirement)


def _search(problem: Problem, rules: Sequence[Rule], limits: Limits, progress: Any = None, **start: Any) -> Result:
    """The engine's answer; what the clock or a person may cut short, or somebody watches, is searched for anew."""
    if progress is not None:
        return search(problem, rules, limits, progress, **start)
    key = pickle.dumps(("search", problem, tuple(rules), limits.work, limits.seed, start))
    found: Result = _of(key, lambda: search(problem, rules, limits, **start))
    if found.limit_hit in ("time", "interrupt"):
        del _known[key]
    return found


def _requirement(workspace: Workspace, places: Places, *given: Any) -> Any:
    """What a week requires, wherever the workspace lies and whatever its places have been asked before."""
    key = pickle.dumps(("requirement", replace(workspace, folder=Path()), replace(places), given))
    return _of(key, lambda: requirement(workspace, places, *given))


def _of(key: bytes, work: Callable[[], Any]) -> Any:
    if key not in _known:
        _known[key] = work()
    return _known[key]
