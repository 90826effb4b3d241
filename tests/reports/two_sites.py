"""A desk at two sites in two zones, with two queues, skills, a business clock, a holiday and a short day."""

from __future__ import annotations

from pathlib import Path

from tests.reports.small_desk import write_small_desk

TEAM = """\
team: Two sites
sites:
  - id: jakarta
    zone: Asia/Jakarta
    short_days: [{name: Ramadan, start: 2026-03-02, end: 2026-03-04, minutes: 60}]
    overtime: {max_minutes_per_week: 480, max_extra_days: 1}
  - {id: manila, zone: Asia/Manila, shifts: [early], holidays: closed}
open_hours: {daily: "08:00-18:00", min_on_queue: 0}
queues:
  - {id: billing, target_hours: 24, handle_minutes: {mean: 20, cv: 1.0}}
  - {id: refunds, target_hours: 8, clock: business, site: manila, rate_24h: 0.8, handle_minutes: {mean: 30, cv: 1.0}}
targets:
  rate_24h: 0.90
  confidence: 0.90
  day_floor: 0.50
  maximum_age_hours: 120
  occupancy_max: 0.95
  utilization: {min: 0.01, max: 0.95}
shrinkage: {absence: 0.02, in_shift: 0.10}
shifts:
  - {id: early, start: "08:00", end: "16:00", breaks: [{start: "12:00", minutes: 30}]}
  - {id: late, start: "10:00", end: "18:00", breaks: [{start: "14:00", minutes: 30}], late: true}
contracts:
  - {id: full_time, minutes_per_week: 2250, days_per_week: 5, shifts: [early, late], cost_per_hour: 20}
costs: {currency: USD}
search: {seed: 3}
"""

AGENTS = """\
agent_id,name,contract,role,site,skills,overtime
ana,Ana Sousa,full_time,agent,jakarta,billing,yes
bela,,full_time,agent,manila,billing|refunds:0.8,no
caio,Caio Reis,full_time,agent,jakarta,,no
dora,,full_time,agent,manila,refunds,no
lara,Lara Pinto,full_time,lead,jakarta,,no
"""

REQUESTS = "agent_id,date,want\nana,2026-03-02,off\n"
HOLIDAYS = "date,name,site\n2026-03-06,Foundation Day,manila\n"


def write_two_sites(folder: Path, *, team: str = TEAM, agents: str = AGENTS) -> Path:
    """Write the workspace, with the tickets and leave of the small desk."""
    write_small_desk(folder, team=team, agents=agents)
    (folder / "requests.csv").write_text(REQUESTS, encoding="utf-8")
    (folder / "holidays.csv").write_text(HOLIDAYS, encoding="utf-8")
    return folder
