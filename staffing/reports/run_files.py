"""All files of a run folder, as text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from staffing.plan import Plan
from staffing.reports.cover_table import cover_csv
from staffing.reports.forecast_table import forecast_csv, forecast_rows
from staffing.reports.forecast_views import plan_picture
from staffing.reports.markdown_page import report_page
from staffing.reports.rejected_table import rejected_csv
from staffing.reports.roster_tables import roster_csv, segments_csv
from staffing.reports.run_record import run_record


def run_files(plan: Plan, started_at: datetime, seconds: float) -> tuple[dict[str, str], dict[str, Any]]:
    """Text by file name, and the record that becomes `run.json` when they are stored."""
    outlook = plan.outlook
    texts = {
        "roster.csv": roster_csv(plan),
        "segments.csv": segments_csv(plan),
        "cover.csv": cover_csv(plan),
        "forecast.csv": forecast_csv(forecast_rows(outlook.planned_forecast, outlook.axis)),
        "forecast.svg": plan_picture(outlook),
        "rejected.csv": rejected_csv(outlook.workspace.tickets),
        "report.md": report_page(plan),
    }
    return texts, run_record(plan, started_at, seconds)
