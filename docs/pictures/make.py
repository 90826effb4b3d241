"""The pictures of README, made from real runs of the example: `python docs/pictures/make.py`.

Needs the `test` extra, Chromium (`chromium` on the path), LibreOffice (`soffice`), and of Python pypdfium2 and pillow.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
DAY = "2026-11-02"
WIDTH = 1180


def main() -> None:
    """Run the example, open what it wrote, and take the pictures."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        work = Path(place)
        runs = made(work)
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        shot(browser, (runs / DAY / "report.html").as_uri(), "page.png", height=1480)
        shot(browser, (runs / DAY / "report.html").as_uri(), "page-dark.png", height=1010, dark=True)
        shot(browser, (runs / f"{DAY}-hiring" / "hiring.html").as_uri(), "hiring.png", height=1130)
        browser.close()
        printed(runs / DAY / "roster.xlsx", work, HERE / "workbook.png")


def made(work: Path) -> Path:
    """The runs of the example: a roster, and a hiring plan."""
    for arguments in (["demo"], ["hiring", "staffing-demo"]):
        subprocess.run([sys.executable, "-m", "staffing", *arguments], cwd=work, stdout=subprocess.DEVNULL, check=False)
    return work / "staffing-demo" / "runs"


def printed(workbook: Path, work: Path, picture: Path) -> None:
    """The upper part of the first sheet of a workbook, as another program prints it."""
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(workbook)]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    sheet = pypdfium2.PdfDocument(work / f"{workbook.stem}.pdf")[0].render(scale=1.5).to_pil()
    sheet.crop((30, 30, sheet.width - 30, int(sheet.height * 0.36))).save(picture)


def shot(browser: Browser, address: str, name: str, *, height: int, dark: bool = False) -> None:
    """The top of a page, `height` pixels of it."""
    page = browser.new_page(
        viewport={"width": WIDTH, "height": height}, color_scheme="dark" if dark else "light", device_scale_factor=1
    )
    page.goto(address)
    page.screenshot(path=HERE / name)
    page.close()


if __name__ == "__main__":
    main()
