"""What README and configs show is what the program prints.

Numbers are compared to the letter where the pinned packages run on the platform that the shown output was made on;
elsewhere the words are, because the last digit of a float may differ.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from staffing.examples import NAMES

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DEMO = "staffing-demo"
"""Commands that name it run where the demo has written it."""
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, flags=re.DOTALL)


def pinned() -> bool:
    pins = dict(
        line.split(" ")[0].strip().split("==")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line and "python_full_version >=" not in line
    )
    same = all(version(name) == pins[name] for name in ("numpy", "numba", "ortools", "pandas", "rich"))
    return same and sys.platform == "linux" and platform.machine() == "x86_64"


def comparable(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return lines if pinned() else [re.sub(r"[0-9.█░]+", "#", line) for line in lines]


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "staffing", *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )


def test_the_demo_prints_what_readme_shows(tmp_path: Path) -> None:
    (shown,) = [text for kind, text in BLOCKS if kind == "text"]
    done = run(["demo"], tmp_path)
    assert done.returncode == 0, done.stderr
    assert comparable(done.stdout) == comparable(shown)
    check_commands(tmp_path, [text for text in with_output() if DEMO in text])


def test_the_commands_of_readme_print_what_it_shows() -> None:
    check_commands(ROOT, [text for text in with_output() if DEMO not in text])


def with_output() -> list[str]:
    return [text for kind, text in BLOCKS if kind == "console" and "$ python -m staffing" in text]


def check_commands(folder: Path, texts: list[str]) -> None:
    assert texts
    for text in texts:
        command, _, shown = text.partition("\n")
        done = run(command.removeprefix("$ python -m staffing").split(), folder)
        assert done.returncode == 0, done.stderr
        assert comparable(done.stdout) == comparable(shown)


def test_the_python_of_readme_runs(tmp_path: Path) -> None:
    (code,) = [text for kind, text in BLOCKS if kind == "python"]
    script = tmp_path / "example.py"
    script.write_text(code, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, script], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "of weeks keep the promise" in done.stdout


def test_every_local_link_of_readme_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("name", NAMES)
def test_every_example_workspace_runs_to_a_roster(name: str, tmp_path: Path) -> None:
    done = run(["roster", str(ROOT / "configs" / name), "--out", str(tmp_path / "run"), "--json"], ROOT)
    assert done.returncode == 0, done.stderr + done.stdout
    assert (tmp_path / "run" / "report.md").exists()
