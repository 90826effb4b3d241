"""How busy each person is: a row each, for the page."""

from __future__ import annotations

from staffing.plan import Outlook, Plan
from staffing.reports.people import by_site, paid_minutes, planned_agents, shown_name
from staffing.reports.plain_text import percent
from staffing.reports.skills import served_text, skills_differ


def people_columns(outlook: Outlook) -> tuple[str, ...]:
    """The head: site and queues only where people differ in them."""
    figures = ("person", "paid hours", "utilization", "90% of weeks", "occupancy")
    several = len(outlook.problem.site_names) > 1
    return (*figures, *(("site",) if several else ()), *(("serves",) if skills_differ(outlook) else ()))


def people_rows(plan: Plan) -> list[tuple[str, ...]]:
    """One row per person, by site."""
    outlook, minutes = plan.outlook, paid_minutes(plan)
    agents, differ = planned_agents(outlook), skills_differ(outlook)
    rows = []
    for site, members in by_site(outlook):
        for agent in members:
            service = plan.service.agents[agent]
            figures = (
                shown_name(agents[agent]),
                f"{int(minutes[agent]) / 60:g}",
                percent(service.utilization.mean),
                f"{percent(service.utilization.p05)} to {percent(service.utilization.p95)}",
                percent(service.occupancy),
            )
            skills = (served_text(outlook, agent),) if differ else ()
            rows.append((*figures, *((site,) if site else ()), *skills))
    return rows
