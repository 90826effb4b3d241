"""All files of a hiring plan, as text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from staffing.hiring.answer import HiringPlan
from staffing.reports.hiring.gap_csv import gap_csv, requisitions_csv
from staffing.reports.hiring.page import hiring_page
from staffing.reports.hiring.picture import hiring_picture
from staffing.reports.hiring.record import hiring_record


def hiring_files(plan: HiringPlan, started: datetime, seconds: float) -> tuple[dict[str, str], dict[str, Any]]:
    """Text by file name, and the record that becomes `hiring.json` when they are stored."""
    texts = {
        "hiring_gap.csv": gap_csv(plan),
        "requisitions_plan.csv": requisitions_csv(plan),
        "hiring_gap.md": hiring_page(plan),
        "hiring.svg": hiring_picture(plan),
    }
    return texts, hiring_record(plan, started, seconds)
