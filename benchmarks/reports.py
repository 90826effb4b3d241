"""How long the files that people open take, how large they are, and on how many sheets the page prints.

    PYTHONPATH=. python benchmarks/reports.py [WORKSPACE ...] [--json FILE]

By default the example workspaces. Each is planned once (with little search: its quality does not matter here). `view`
is what it takes to build what is shown from the plan, `html`, `xlsx`, `ics` and `md` what it takes to make each of them
from that, in seconds of the clock, the best of three; `again` is `staffing report` as a process of its own, start and
writing included. The sizes of the page and the workbook, and the page's sheets of A4 where Chromium is there.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from staffing.outlook import look_ahead
from staffing.plan import Settings, make_plan
from staffing.publication import publication_of
from staffing.read.workspace import read_workspace
from staffing.reports.roster_view import roster_view
from staffing.reports.run_files import run_files
from staffing.reports.run_record import run_record
from staffing.reports.view_files import FORMATS, view_files
from staffing.store.run_folder import write_run

CONFIGS = Path(__file__).parent.parent / "configs"
EXAMPLES = [CONFIGS / name for name in ("seller-escalations", "regional-hub", "incident-desk")]
TIMES = 3


def measured(folder: Path) -> dict[str, Any]:
    """The row of a workspace."""
    plan = make_plan(look_ahead(read_workspace(folder)), Settings(work=1.0, replications=500))
    publication = publication_of(plan)
    _ = plan.outlook.requirement  # part of a run's record, whatever is shown
    view = roster_view(plan, publication, published=False)
    with tempfile.TemporaryDirectory() as place:
        run = Path(place) / "run"
        write_run(run, run_files(plan, publication), run_record(plan, datetime.now(UTC), 0.0))
        return {
            "workspace": folder.name,
            "people": len(plan.outlook.problem.agent_names),
            "view": best(lambda: roster_view(plan, publication, published=False)),
            **{form: best(lambda form=form: view_files(view, (form,))) for form in FORMATS},
            "again": best(lambda: again(run)),
            "html_kb": (run / "report.html").stat().st_size / 1000,
            "xlsx_kb": (run / "roster.xlsx").stat().st_size / 1000,
            "sheets": sheets(run / "report.html"),
        }


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of some times."""
    found = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found)


def again(run: Path) -> None:
    """Make all files of a run again, as a user does."""
    subprocess.run([sys.executable, "-m", "staffing", "report", str(run)], check=True, stdout=subprocess.DEVNULL)


def sheets(page: Path) -> int | None:
    """Sheets of A4 on which a page prints; None without Chromium."""
    if shutil.which("chromium") is None:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        shown = browser.new_page()
        shown.goto(page.as_uri())
        pdf = shown.pdf(prefer_css_page_size=True, print_background=True)
        browser.close()
    return pdf.count(b"/Type /Page\n") or pdf.count(b"/Type /Page ")


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("workspaces", nargs="*", type=Path, default=EXAMPLES)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    rows = [measured(folder) for folder in given.workspaces]
    print(" ".join(f"{name:>9}" for name in rows[0]))
    for row in rows:
        print(" ".join(f"{value:9.2f}" if isinstance(value, float) else f"{value!s:>9.9}" for value in row.values()))
    if given.json:
        given.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
