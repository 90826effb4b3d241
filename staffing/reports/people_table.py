"""How busy each person is: a row each, for the page; compared only where there are cases enough."""

from __future__ import annotations

from staffing.plan import Outlook, Plan
from staffing.reports.measured import NOT_SEEN, TOO_FEW
from staffing.reports.people import by_site, paid_minutes, planned_agents, shown_name
from staffing.reports.plain_text import percent
from staffing.reports.skills import served_text, skills_differ
from staffing.reports.verdict import share_text
from staffing.service.compared import LEAST_CASES
from staffing.simulate.service import AgentService


def people_columns(outlook: Outlook) -> tuple[str, ...]:
    """The head: site and queues only where people differ in them."""
    figures = ("person", "paid hours", "cases", "utilization", "90% of weeks", "beside the band", "occupancy")
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
                f"{service.cases:.0f}",
                percent(service.utilization.mean),
                f"{percent(service.utilization.p05)} to {percent(service.utilization.p95)}",
                beside_band(plan, service),
                percent(service.occupancy),
            )
            skills = (served_text(outlook, agent),) if differ else ()
            rows.append((*figures, *((site,) if site else ()), *skills))
    return rows


def band_sentence(plan: Plan) -> str:
    """What the people's utilization is held against."""
    band = plan.outlook.workspace.team.targets.utilization
    return (
        f"The band is the utilization wanted of the team, {share_text(band.min)} to {share_text(band.max)}. A person "
        f"is above or below it where nine weeks in ten are, and compared from {LEAST_CASES} expected cases on."
    )


def beside_band(plan: Plan, service: AgentService) -> str:
    """Where a person's weeks lie beside the band wanted of the team."""
    band, share = plan.outlook.workspace.team.targets.utilization, service.utilization
    if service.cases < LEAST_CASES:
        return TOO_FEW
    if share.p05 > band.max:
        return "above"
    return "below" if share.p95 < band.min else NOT_SEEN
