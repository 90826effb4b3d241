"""All files of a hiring plan."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from staffing.hiring.answer import HiringPlan
from staffing.reports.hiring.gap_csv import gap_csv, requisitions_csv
from staffing.reports.hiring.record import hiring_record
from staffing.reports.hiring.view import hiring_view
from staffing.reports.view_files import view_files


def hiring_files(plan: HiringPlan, started: datetime, seconds: float) -> tuple[dict[str, str | bytes], dict[str, Any]]:
    """Text or bytes by file name, and the record that becomes `hiring.json` when they are stored."""
    files: dict[str, str | bytes] = {"hiring_gap.csv": gap_csv(plan), "requisitions_plan.csv": requisitions_csv(plan)}
    return {**files, **view_files(hiring_view(plan))}, hiring_record(plan, started, seconds)
