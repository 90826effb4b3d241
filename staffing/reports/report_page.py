"""The plan on one page, for people: `report.html` and `report.md` show it each in their way."""

from __future__ import annotations

from staffing.plan import Plan
from staffing.reports.charts import backlog_chart, work_chart
from staffing.reports.roster_page import details, people, promise
from staffing.reports.view.page import Page, Roster, Section
from staffing.reports.week_view import week_of


def report_page(plan: Plan, changes: Section | None = None) -> Page:
    """The whole page; `changes` to what was published stand right below the roster."""
    workspace = plan.outlook.workspace
    sections = (
        Section(title="Roster", blocks=(Roster(week=week_of(plan)),)),
        changes,
        promise.broken(plan),
        promise.queues(plan),
        Section(title="Work and capacity", blocks=(work_chart(plan),)),
        Section(title="Backlog", blocks=(backlog_chart(plan),)),
        promise.helps(plan),
        promise.targets(plan),
        promise.weak(plan),
        promise.beside(plan),
        people.refused(plan),
        people.prices(plan),
        people.people(plan),
        people.fairness(plan),
        people.from_log(plan),
        people.pay(plan),
        promise.risk(plan),
        promise.training(plan),
        details.limits(plan),
        details.law(plan),
        details.assumed(plan),
        details.search(plan),
        details.inputs(plan),
    )
    return Page(
        title=f"{workspace.team.team}: {workspace.first_day} to {workspace.last_day}",
        verdict=promise.head(plan),
        sections=tuple(section for section in sections if section is not None),
    )
