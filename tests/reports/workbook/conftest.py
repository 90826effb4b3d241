"""The workbook of the small desk's plan, as a run writes it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from staffing.plan import Plan
from staffing.reports.people import marked, names_of
from staffing.reports.roster_workbook import roster_workbook
from staffing.reports.view.document import View, named
from staffing.reports.view.page import Page
from staffing.reports.view.sheets import Workbook
from staffing.reports.workbook.render import xlsx_bytes

REQUIRED = "libreoffice" in os.environ.get("STAFFING_REQUIRE", "").split(",")
Convert = Callable[[Path, str], Path]


@pytest.fixture(scope="session")
def workbook(plan: Plan) -> Workbook:
    """With everybody's name."""
    view = View(
        kind="roster",
        version="1",
        stamp=plan.outlook.workspace.as_of,
        names=names_of(plan.outlook),
        page=Page(title="x", verdict=None, sections=()),
        workbook=roster_workbook(marked(plan)),
    )
    return named(view).workbook


@pytest.fixture(scope="session")
def raw(plan: Plan, workbook: Workbook) -> bytes:
    return xlsx_bytes(workbook, plan.outlook.workspace.as_of)


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """A file to another format by LibreOffice, with a profile of its own."""
    soffice = shutil.which("soffice")
    if soffice is None:
        if REQUIRED:
            pytest.fail("soffice is not installed, and STAFFING_REQUIRE asks for libreoffice")
        pytest.skip("soffice is not installed (Debian: apt-get install libreoffice-calc-nogui)")
    home = tmp_path_factory.mktemp("libreoffice")

    def converted(path: Path, ending: str) -> Path:
        out = tmp_path_factory.mktemp("converted")
        command = [soffice, f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", ending]
        done = subprocess.run([*command, "--outdir", str(out), str(path)], capture_output=True, text=True, timeout=180)
        made = out / f"{path.stem}.{ending}"
        assert made.is_file(), done.stdout + done.stderr
        return made

    return converted
