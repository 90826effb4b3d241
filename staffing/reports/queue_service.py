"""The promise one queue at a time: its mean rate, and how often it reaches its target."""

from __future__ import annotations

from collections.abc import Iterator

from staffing.documents.team import Queue
from staffing.plan import Plan
from staffing.reports.plain_text import percent
from staffing.reports.verdict import share_text


def queue_lines(plan: Plan) -> Iterator[str]:
    """One sentence per queue, where queues have more than one deadline, rate or crew."""
    if len(plan.outlook.problem.demand.class_names) == 1:
        return
    queues = {queue.id: queue for queue in plan.outlook.workspace.team.queues}
    for service in plan.service.queues:
        queue = queues[service.name]
        own = "" if queue.rate_24h is None else ", which the promise asks for"
        yield (
            f"{queue.id} ({_due(queue)}): {percent(service.rate_mean)} of its cases on time on average; at least "
            f"{share_text(service.target)} of them in {percent(service.probability_met)} of weeks{own}"
        )


def queue_table(plan: Plan) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Head and rows for the page; each queue's target where they differ."""
    found, target = plan.service.queues, plan.service.target
    rows: list[tuple[str, ...]] = [
        (q.name, percent(q.rate_mean), f"{100 * q.rate_ci[0]:.1f}-{percent(q.rate_ci[1])}", percent(q.probability_met))
        for q in found
    ]
    head = ("queue", "mean rate", "interval of the mean")
    if all(queue.target == target for queue in found):
        return (*head, f"weeks with at least {share_text(target)}"), rows
    with_target: list[tuple[str, ...]] = [
        (*row, share_text(queue.target)) for row, queue in zip(rows, found, strict=True)
    ]
    return (*head, "weeks with at least its target", "target"), with_target


def _due(queue: Queue) -> str:
    return f"{queue.target_hours} {'open h' if queue.clock == 'business' else 'h'}"
