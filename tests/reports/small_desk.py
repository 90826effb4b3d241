"""A desk of three people and two queues, small enough to be planned in a second."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from staffing.plan import Baseline, Plan
from staffing.promise.extra import Difference
from staffing.reports.markdown import markdown_text
from staffing.reports.report_page import report_page
from staffing.roster import Roster

TEAM = """\
team: Small desk
sites: [{id: lisbon, zone: Europe/Lisbon}]
open_hours: {daily: "08:00-18:00", min_on_queue: 0}
queues:
  - {id: billing, target_hours: 24, handle_minutes: {mean: 20, cv: 1.0}}
  - {id: refunds, target_hours: 24, handle_minutes: {mean: 30, cv: 1.0}}
targets:
  rate_24h: 0.90
  confidence: 0.90
  day_floor: 0.50
  maximum_age_hours: 96
  occupancy_max: 0.95
  utilization: {min: 0.05, max: 0.95}
shrinkage: {absence: 0.02, in_shift: 0.10}
shifts:
  - {id: early, start: "08:00", end: "16:00", breaks: [{start: "12:00", minutes: 30}]}
  - {id: late, start: "10:00", end: "18:00", breaks: [{start: "14:00", minutes: 30}], late: true}
contracts:
  - {id: full_time, minutes_per_week: 2250, days_per_week: 5, shifts: [early, late], cost_per_hour: 20}
rules:
  - {rule: min_rest, minutes: 660}
  - {rule: max_consecutive_days, days: 6}
costs: {currency: EUR}
search: {seed: 3}
"""

AGENTS = """\
agent_id,name,contract,role
ana,Ana Sousa,full_time,agent
bela,,full_time,agent
caio,Caio Reis,full_time,agent
lara,Lara Pinto,full_time,lead
"""

REQUESTS = """\
agent_id,date,want,weight
ana,2026-03-02,off,5
bela,2026-03-03,late,10
caio,2026-03-04,late,10
"""

LEAVE = """\
agent_id,start,end,kind
caio,2026-03-03,2026-03-05,annual
"""


def write_small_desk(folder: Path, *, team: str = TEAM, agents: str = AGENTS) -> Path:
    """Write the workspace: six weeks of tickets up to Friday 27 February 2026, one dirty row, two open cases."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "team.yaml": team,
        "agents.csv": agents,
        "requests.csv": REQUESTS,
        "leave.csv": LEAVE,
        "tickets.csv": tickets(),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def tickets() -> str:
    """Ten cases a day, at fixed times, resolved two hours later."""
    lines = ["ticket_id,queue,created_at,resolved_at"]
    first = datetime(2026, 1, 12)
    for day in range(46):
        for number in range(10):
            created = first + timedelta(days=day, hours=8 + number, minutes=(7 * day + 13 * number) % 60)
            queue = ("billing", "billing", "refunds")[(day + number) % 3]
            lines.append(
                f"T{day:02d}{number},{queue},{created:%Y-%m-%d %H:%M},{created + timedelta(hours=2):%Y-%m-%d %H:%M}"
            )
    lines.append("BAD1,billing,2026-02-20 10:00,2026-02-19 10:00")
    lines.append("OPEN1,billing,2026-02-26 09:00,")
    lines.append("OPEN2,refunds,2026-02-27 08:00,")
    return "\n".join(lines) + "\n"


def publish_last_week(folder: Path, last: date = date(2026, 2, 28)) -> None:
    """Publish early for ana and late for bela and caio on the weekdays of the six days up to `last`."""
    days = [last - timedelta(days=back) for back in range(6)]
    rows = [
        f"{agent},{day},{shift}"
        for day in sorted(days)
        for agent, shift in (("ana", "early"), ("bela", "late"), ("caio", "late"))
        if day.weekday() < 6
    ]
    (folder / "published.csv").write_text("\n".join(["agent_id,date,shift_id", *rows]) + "\n", encoding="utf-8")


AHEAD, LEVEL = Difference(0.016, 0.01, 0.022), Difference(0.002, -0.004, 0.008)


def compared(
    plan: Plan,
    roster: Roster,
    rate: Difference = AHEAD,
    weeks: Difference = LEVEL,
    **figures: Any,
) -> Baseline:
    """A baseline with figures of our choice."""
    return Baseline("--baseline b.csv", roster, replace(plan.service, **figures), rate, weeks)


def page_text(plan: Plan) -> str:
    """The plan's page as Markdown."""
    return markdown_text(report_page(plan))
