"""A desk with night shifts at two sites, of which one puts its clocks forward in the night before Sunday 8 March."""

from __future__ import annotations

from pathlib import Path

from tests.reports.small_desk import write_small_desk

TEAM = """\
team: "Night; desk, north"
sites:
  - {id: toronto, zone: America/Toronto}
  - {id: jakarta, zone: Asia/Jakarta}
open_hours: {daily: "00:00-24:00", min_on_queue: 0}
queues:
  - {id: billing, target_hours: 24, handle_minutes: {mean: 20, cv: 1.0}}
  - {id: refunds, target_hours: 24, handle_minutes: {mean: 30, cv: 1.0}}
targets:
  rate_24h: 0.90
  confidence: 0.90
  day_floor: 0.50
  maximum_age_hours: 96
  occupancy_max: 0.95
  utilization: {min: 0.01, max: 0.95}
shrinkage: {absence: 0.02, in_shift: 0.10}
shifts:
  - {id: day, start: "08:00", end: "16:00", breaks: [{start: "12:00", minutes: 30}]}
  - id: night
    start: "22:00"
    end: "30:00"
    breaks: [{start: "25:45", minutes: 30}, {start: "28:00", minutes: 15, paid: true}]
contracts:
  - {id: full_time, minutes_per_week: 2250, days_per_week: 5, shifts: [day, night], cost_per_hour: 20}
costs: {currency: CAD}
search: {seed: 3}
"""
AGENTS = """\
agent_id,name,contract,role,site
ana,Ana Sousa,full_time,agent,toronto
bela,,full_time,agent,jakarta
lara,Lara Pinto,full_time,lead,toronto
"""


def write_night_desk(folder: Path) -> Path:
    """Write the workspace, without requests and leave."""
    write_small_desk(folder, team=TEAM, agents=AGENTS)
    for name in ("requests.csv", "leave.csv"):
        (folder / name).unlink()
    return folder
