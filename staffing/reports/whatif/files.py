"""All files of an answered what-if."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from staffing.reports.view_files import view_files
from staffing.reports.whatif.record import whatif_record
from staffing.reports.whatif.table import whatif_csv
from staffing.reports.whatif.view import whatif_view
from staffing.scenarios.whatif import WhatIf


def whatif_files(answer: WhatIf, started: datetime, seconds: float) -> tuple[dict[str, str | bytes], dict[str, Any]]:
    """Text or bytes by file name, and the record that becomes `whatif.json` when they are stored."""
    files = {"whatif.csv": whatif_csv(answer), **view_files(whatif_view(answer))}
    return files, whatif_record(answer, started, seconds)
