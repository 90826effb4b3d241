"""Who is in training in the planned days, where the rule `with_mentor` is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from staffing.build.labour import TRAINED_AFTER
from staffing.outlook import Outlook
from staffing.reports.people import planned_agents

RULE = "with_mentor"


def trainee_records(outlook: Outlook) -> list[dict[str, Any]] | None:
    """Those in training on a planned day, and their mentors; None where no rule asks."""
    if not any(rule.stated.rule == RULE for rule in outlook.rules):
        return None
    labour, planned, agents = outlook.problem.labour, outlook.problem.planned, planned_agents(outlook)
    return [
        {
            "agent": agents[number].agent_id,
            "mentor": agents[number].mentor,
            "mentor_planned": bool(labour.mentor[number] >= 0),
            "days": int(labour.trainee[number, planned].sum()),
        }
        for number in np.flatnonzero(labour.trainee[:, planned].any(axis=1)).tolist()
    ]


def trainee_lines(outlook: Outlook) -> Iterator[str]:
    """The same in one line, also where it is nobody, and why."""
    records = trainee_records(outlook)
    if records is None:
        return
    told = [
        f"{one['agent']} beside {one['mentor']}" + ("" if one["mentor_planned"] else " (not planned: nothing is asked)")
        for one in records
    ]
    if told:
        yield f"in training in the planned days ({RULE}): {', '.join(told)}"
    elif guided := [one for one in planned_agents(outlook) if one.mentor]:
        since = ", ".join(f"{one.agent_id} started on {one.hired_on}" for one in guided)
        weeks = TRAINED_AFTER // 7
        yield f"in training in the planned days ({RULE}): nobody; it lasts {weeks} weeks, and {since}"
    else:
        yield f"in training in the planned days ({RULE}): nobody; nobody has a mentor in agents.csv"
