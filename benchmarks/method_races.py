"""The tables of the three long benchmarks (honesty.py, replay.py, methods.py), from the JSON that they write."""

from __future__ import annotations

from typing import Any

from method_table import Table, percent


def honesty(record: dict[str, Any]) -> Table:
    """Promised probabilities against the share of weeks that met the target."""
    rows = []
    for one in record["bins"]:
        gap = 100 * (one["achieved"] - one["promised"])
        shares = percent(one["promised"]), percent(one["achieved"])
        rows.append([f"{one['from']:.0%} to {one['to']:.0%}", f"{one['teams']}", *shares, f"{gap:+.1f}"])
    said = (
        f"{record['teams']} teams; largest gap {100 * record['largest_gap']:.1f} points; Brier score of single weeks "
        f"{record['brier']:.3f}, and {record['brier_of_the_mean']:.3f} for always promising the mean share. Single "
        f"teams stray further than bins: {_straying(record['outcomes'])}."
    )
    return Table(said, ("promised P(week)", "teams", "mean promise", "weeks that met it", "gap, points"), rows)


def _straying(outcomes: list[dict[str, Any]]) -> str:
    gaps = sorted(abs(one["achieved"] - one["promised"]) for one in outcomes)
    half, most = gaps[len(gaps) // 2], gaps[int(0.9 * len(gaps))]
    return f"half of them by less than {100 * half:.1f} points, one in ten by {100 * most:.1f} or more"


def replay(record: dict[str, Any]) -> Table:
    """The weeks of every desk: predicted and achieved."""
    rows = [
        [
            desk,
            week["week"],
            f"{week['people']}",
            f"{percent(week['predicted_rate'])} ({percent(week['predicted_lo'])} to {percent(week['predicted_hi'])})",
            percent(week["achieved_rate"]),
            f"{week['predicted_cases']:.0f} / {week['cases']}",
            f"{percent(week['predicted_occupancy'])} / {percent(week['achieved_occupancy'])}",
            f"{week['paid_hours']:.0f} / {week['hindsight_hours']:.0f} / {week['workload_hours']:.0f}",
        ]
        for desk, weeks in record["desks"].items()
        for week in weeks
    ]
    weeks = [week for desk in record["desks"].values() for week in desk]
    inside = sum(week["predicted_lo"] <= week["achieved_rate"] <= week["predicted_hi"] for week in weeks)
    gap = sum(abs(week["achieved_rate"] - week["predicted_rate"]) for week in weeks) / len(weeks)
    width = sum(week["predicted_hi"] - week["predicted_lo"] for week in weeks) / len(weeks)
    over = sum(week["paid_hours"] / week["hindsight_hours"] - 1 for week in weeks) / len(weeks)
    said = (
        f"All {len(weeks)} weeks: {inside} inside the range said for nine weeks in ten (on average {100 * width:.1f} "
        f"points wide); mean absolute difference {100 * gap:.1f} points; paid hours {100 * over:+.0f}% "
        "against hindsight."
    )
    head = (
        "desk",
        "week",
        "people",
        "predicted rate (90% of weeks)",
        "achieved",
        "cases: predicted / came",
        "occupancy: predicted / achieved",
        "hours: paid / hindsight / work",
    )
    return Table(said, head, rows)


def methods(record: list[dict[str, Any]]) -> Table:
    """Agent-shifts by method, with what the simulation says of each."""
    rows = [
        [
            f"{one['load']}",
            one["method"],
            f"{one['shifts']}",
            f"{one['floor']:.1f}",
            percent(one["rate"]),
            percent(one["probability_met"]),
            percent(one["occupancy"]),
            f"{one['open_at_end']:.1f}",
        ]
        for one in record
    ]
    return Table(
        "Load 1 is 190 cases a week of 45 minutes; six productive hours a shift; `floor` is the workload / 6 h. `left` "
        "is what is open at the end of the week, on average.",
        ("load", "method", "agent-shifts", "floor", "rate", "P(week)", "occupancy", "left"),
        rows,
    )
