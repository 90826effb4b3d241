"""Imports point down the list, third parties have owners, and no import outside it creeps in."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

ORDER = (
    ("errors",),
    ("executor",),
    ("labour",),
    ("problem", "roster", "result"),
    ("service",),
    ("rules",),
    ("engines", "simulate", "explain"),
    ("conflicts",),
    ("documents",),
    ("build", "read", "examples"),
    ("requirement",),
    ("promise",),
    ("outlook",),
    ("plan",),
    ("bench",),
    ("scenarios", "hiring", "publication", "granting"),
    ("store",),
    ("reports",),
    ("cli",),
    ("__main__",),
)
"""Each room may import itself and what stands above it; rooms of one line do not know each other."""

MAY_SHARE_A_LINE = {("roster", "problem"), ("result", "roster"), ("explain", "rules")}

OWNERS = {
    "ortools": {
        "staffing.engines",
        "staffing.conflicts",
        "staffing.service.max_flow",
        "staffing.service.highs",
        "staffing.hiring.starts",
    },
    "numba": {"staffing.simulate", "staffing.engines"},
    "pydantic": {"staffing.documents", "staffing.rules", "staffing.read", "staffing.reports.view"},
    "pydantic_core": {"staffing.read"},
    "ruamel": {"staffing.read", "staffing.rules.packs"},
    "python_calamine": {"staffing.read"},
    "sqlalchemy": {"staffing.read", "staffing.store"},
    "click": {"staffing.cli", "staffing.__main__"},
    "rich": {"staffing.cli", "staffing.reports"},
    "pandas": {"forecasts", "staffing.read", "staffing.reports", "staffing.examples"},
    "numpy": {"forecasts", "staffing"},
    "pyarrow": {"staffing.read"},
    "holidays": {"forecasts"},
    "hijridate": {"forecasts"},
    "distributed": {"staffing.executor"},
    "jinja2": {"staffing.reports"},
    "markupsafe": {"staffing.reports"},
    "xlsxwriter": {"staffing.reports"},
    "icalendar": {"staffing.reports"},
}
"""Who may import which third party; what is not listed may not be imported at all."""

FILES = sorted([*(ROOT / "staffing").rglob("*.py"), *(ROOT / "forecasts").rglob("*.py")])


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def level(name: str) -> int:
    return next(index for index, names in enumerate(ORDER) if name in names)


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_point_down_the_list(path: Path) -> None:
    own = module_of(path)
    for name in imports(path):
        if own.startswith("forecasts"):
            assert not name.startswith("staffing"), f"{own} imports {name}"
        elif name.startswith("staffing.") and room(own) and room(name) != room(own):
            below = level(room(name)) < level(room(own)) or (room(own), room(name)) in MAY_SHARE_A_LINE
            assert below, f"{own} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_third_parties_are_imported_by_their_owners_only(path: Path) -> None:
    own = module_of(path)
    for name in imports(path):
        top = name.split(".")[0]
        if top in sys.stdlib_module_names or top in ("staffing", "forecasts"):
            continue
        assert top in OWNERS, f"{own} imports {top}, which nobody owns"
        owners = OWNERS[top]
        assert any(own == owner or own.startswith(owner + ".") for owner in owners), f"{own} imports {top}"


def test_every_room_has_its_place() -> None:
    rooms = {path.stem for path in (ROOT / "staffing").iterdir() if path.suffix == ".py" or path.is_dir()}
    listed = {name for names in ORDER for name in names}
    assert rooms - {"__init__", "__pycache__"} <= listed


def test_no_eval_and_no_pickle() -> None:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"eval", "exec", "__import__"}, f"{path}:{node.lineno}"
        assert not {"pickle", "marshal", "shelve"} & set(imports(path)), path
