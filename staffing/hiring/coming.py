"""The open requisitions as a plan counts them, for the page: whoever reads it knows them by name."""

from __future__ import annotations

from datetime import date

import numpy as np

from staffing.documents.workspace import Workspace
from staffing.hiring.answer import Coming
from staffing.hiring.supply.filling import fill_probability, start_chances


def coming_of(workspace: Workspace, weeks: tuple[date, ...], told: int) -> tuple[Coming, ...]:
    """All that are open, in the order of requisitions.csv; `weeks` are looked at, the first `told` of them told."""
    hiring, now = workspace.team.hiring, workspace.as_of.date()
    found = []
    for one in workspace.requisitions:
        if not one.is_open:
            continue
        comes = fill_probability(one, hiring.funnel)
        started = np.cumsum(start_chances(one, weeks, now, hiring))
        half = np.flatnonzero(started >= comes / 2 - 1e-9)
        found.append(
            Coming(
                requisition_id=one.requisition_id,
                role=one.role,
                headcount=one.headcount,
                stage=one.stage,
                comes=comes,
                within=float(started[told - 1]),
                median_start=weeks[half[0]] if len(half) and half[0] < told else None,
            )
        )
    return tuple(found)
