"""All files of a run folder."""

from __future__ import annotations

from staffing.plan import Plan
from staffing.publication import Publication
from staffing.reports.cover_table import cover_csv
from staffing.reports.forecast_table import forecast_csv, forecast_rows
from staffing.reports.forecast_views import plan_picture
from staffing.reports.rejected_table import rejected_csv
from staffing.reports.roster_tables import roster_csv, segments_csv
from staffing.reports.roster_view import roster_view
from staffing.reports.view_files import view_files


def run_files(plan: Plan, publication: Publication, *, published: bool = False) -> dict[str, str | bytes]:
    """Text or bytes by file name, apart from the record.

    `publication` is the plan against what was published; `published` says whether it is one, or a draft.
    """
    outlook = plan.outlook
    tables = {
        "roster.csv": roster_csv(plan),
        "segments.csv": segments_csv(plan),
        "cover.csv": cover_csv(plan),
        "forecast.csv": forecast_csv(forecast_rows(outlook.planned_forecast, outlook.axis)),
        "forecast.svg": plan_picture(outlook),
        "rejected.csv": rejected_csv(outlook.workspace.tickets),
    }
    view = roster_view(plan, publication, published=published)
    return {**view_files(view), **tables}
