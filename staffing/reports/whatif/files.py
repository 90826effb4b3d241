"""All files of an answered what-if, as text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from staffing.reports.whatif.page import whatif_page
from staffing.reports.whatif.picture import whatif_picture
from staffing.reports.whatif.record import whatif_record
from staffing.reports.whatif.table import whatif_csv
from staffing.scenarios.whatif import WhatIf


def whatif_files(answer: WhatIf, started: datetime, seconds: float) -> tuple[dict[str, str], dict[str, Any]]:
    """Text by file name, and the record that becomes `whatif.json` when they are stored."""
    texts = {
        "whatif.csv": whatif_csv(answer),
        "whatif.md": whatif_page(answer),
        "whatif.svg": whatif_picture(answer),
    }
    return texts, whatif_record(answer, started, seconds)
