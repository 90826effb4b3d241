"""Help is quick: it imports nothing that is slow to import."""

from __future__ import annotations

import subprocess
import sys

import pytest

from staffing.cli.app import COMMANDS
from staffing.examples import NAMES
from tests.cli.conftest import Command

HEAVY = ("ortools", "pandas", "numpy", "numba", "pydantic", "rich", "sqlalchemy", "ruamel")
ASKED = [["--help"], ["--version"], [], *([name, "--help"] for name in COMMANDS)]


@pytest.mark.parametrize("arguments", ASKED, ids=" ".join)
def test_help_imports_no_heavy_package(arguments: list[str]) -> None:
    script = (
        "import sys\n"
        "from staffing.cli.app import run\n"
        f"run({arguments!r})\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_names_every_command_with_a_line(staffing: Command) -> None:
    told = staffing("--help")
    assert told.code == 0
    for name, line in COMMANDS.items():
        assert any(row.split(None, 1) == [name, line] for row in told.out.splitlines())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(staffing: Command, name: str) -> None:
    told = staffing(name, "--help")
    assert told.code == 0
    assert told.out.startswith(f"Usage: staffing {name}")


def test_the_help_of_init_names_every_example(staffing: Command) -> None:
    told = staffing("init", "--help").out
    assert all(name in told for name in NAMES)


def test_the_module_runs_as_a_program() -> None:
    done = subprocess.run([sys.executable, "-m", "staffing", "--version"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("staffing, version ")
