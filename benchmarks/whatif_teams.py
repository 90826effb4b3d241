"""Random teams for benchmarks/whatif.py: small desks with a log of some weeks, each a workspace folder."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

WEEKS = 8
FIRST = datetime(2026, 1, 5)
CONTRACT = "full_time"

TEAM = """\
team: Team {number}
sites: [{{id: here, zone: Europe/Lisbon}}]
open_hours: {{daily: "{opens}-{closes}", min_on_queue: 1}}
queues:
{queues}
targets:
  rate_24h: {rate}
  confidence: 0.90
  day_floor: 0.60
  maximum_age_hours: 96
  occupancy_max: 0.95
  utilization: {{min: 0.30, max: 0.90}}
shrinkage: {{absence: {absence}, in_shift: {in_shift}}}
shifts:
  - {{id: early, start: "{opens}", end: "{early_end}", breaks: [{{start: "{early_break}", minutes: 60}}]}}
  - {{id: late, start: "{late_start}", end: "{closes}", breaks: [{{start: "{late_break}", minutes: 60}}], late: true}}
contracts:
  - {{id: full_time, minutes_per_week: 2400, days_per_week: 5, shifts: [early, late], cost_per_hour: 20}}
rules:
  - {{rule: min_rest, minutes: 660}}
  - {{rule: max_consecutive_days, days: 6}}
costs: {{currency: EUR}}
search: {{seed: 1, time_limit_seconds: 600}}
"""


def write_team(folder: Path, number: int) -> Path:
    """Write the team of a number: 3 to 7 people, one or two queues, busy for 70 to 100% of their time on queue."""
    rng = np.random.default_rng([20261126, number])
    people, queues = int(rng.integers(3, 8)), int(rng.integers(1, 3))
    opens, span = int(rng.integers(6, 9)), int(rng.integers(12, 17))
    means = rng.integers(10, 40, size=queues)
    absence, in_shift = round(float(rng.uniform(0.02, 0.08)), 3), round(float(rng.uniform(0.05, 0.15)), 3)
    hours = people * 40 * (1 - absence) * (1 - in_shift) * float(rng.uniform(0.7, 1.0))
    a_week = hours * 60 * rng.dirichlet(np.full(queues, 5.0)) / means
    folder.mkdir(parents=True, exist_ok=True)
    text = TEAM.format(
        number=number,
        opens=_clock(opens),
        closes=_clock(opens + span),
        early_end=_clock(opens + 9),
        early_break=_clock(opens + 4),
        late_start=_clock(opens + span - 9),
        late_break=_clock(opens + span - 5),
        queues="\n".join(
            f"  - {{id: q{place}, target_hours: 24, handle_minutes: {{mean: {mean}, cv: 1.0}}}}"
            for place, mean in enumerate(means)
        ),
        rate=float(rng.choice([0.8, 0.85, 0.9, 0.95])),
        absence=absence,
        in_shift=in_shift,
    )
    (folder / "team.yaml").write_text(text, encoding="utf-8")
    rows = [f"p{place},{CONTRACT},2024-0{1 + place}-01" for place in range(people)]
    (folder / "agents.csv").write_text("agent_id,contract,hired_on\n" + "\n".join(rows) + "\n", encoding="utf-8")
    (folder / "tickets.csv").write_text(_tickets(rng, a_week, (opens, span)), encoding="utf-8")
    return folder


def _clock(hour: int) -> str:
    return f"{hour:02d}:00"


def _tickets(rng: np.random.Generator, a_week: np.ndarray, hours: tuple[int, int]) -> str:
    """Cases of busy and quiet weeks and days, resolved within half a day."""
    opens, span = hours
    lines = ["ticket_id,queue,created_at,resolved_at"]
    weekly = rng.gamma(100.0, 0.01, size=WEEKS)
    for day in range(7 * WEEKS):
        daily = weekly[day // 7] * rng.gamma(50.0, 0.02)
        for queue, usual in enumerate(a_week):
            for _ in range(rng.poisson(usual / 7 * daily)):
                created = FIRST + timedelta(days=day, minutes=float(rng.uniform(60 * opens, 60 * (opens + span))))
                done = created + timedelta(minutes=float(rng.uniform(10, 700)))
                lines.append(f"t{len(lines)},q{queue},{created:%Y-%m-%dT%H:%M},{done:%Y-%m-%dT%H:%M}")
    last = FIRST + timedelta(days=7 * WEEKS, minutes=-1)
    lines.append(f"t{len(lines)},q0,{last:%Y-%m-%dT%H:%M},")
    return "\n".join(lines) + "\n"
