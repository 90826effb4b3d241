"""What cross-training would be worth, as people and programs read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from staffing.plan import Outlook, Plan
from staffing.promise.training import Training, Worth
from staffing.reports.differences import gain
from staffing.reports.people import planned_agents, shown_name

TITLE = "What training would be worth"
NOTE = (
    "The same roster on the same random weeks, with whoever is trained serving the queue from now on; differences to "
    "the roster as it is, each with its 95% interval."
)
TOGETHER = "all together"
LINE_COLUMNS = ("training", "cases on time", "weeks kept")


def training_lines(plan: Plan) -> list[tuple[str, str, str]]:
    """For the terminal: a row per training, and under it one per queue where there are several."""
    rows = []
    for worth in plan.training:
        rows.append((_name(plan.outlook, worth.trainings), gain(worth.rate), gain(worth.weeks)))
        if len(worth.queues) > 1:
            queues = zip(plan.outlook.problem.queue_names, worth.queues, strict=True)
            rows += [(f"  {queue}", gain(own), "") for queue, own in queues]
    return rows


def training_columns(plan: Plan) -> tuple[str, ...]:
    """The head of the page's table."""
    queues = plan.outlook.problem.queue_names
    return (*LINE_COLUMNS, *(queues if len(queues) > 1 else ()))


def training_rows(plan: Plan) -> list[tuple[str, ...]]:
    """For the page: a row per training."""
    return [
        (
            _name(plan.outlook, worth.trainings),
            gain(worth.rate),
            gain(worth.weeks),
            *(map(gain, worth.queues) if len(worth.queues) > 1 else ()),
        )
        for worth in plan.training
    ]


def training_records(plan: Plan) -> list[dict[str, Any]]:
    """Each training alone, as plain data."""
    problem = plan.outlook.problem
    return [
        {
            "agent": problem.agent_names[training.agent],
            "queue": problem.queue_names[training.queue],
            "proficiency": training.proficiency,
            **_differences(plan, worth),
        }
        for worth in plan.training
        if len(worth.trainings) == 1
        for training in worth.trainings
    ]


def together_record(plan: Plan) -> dict[str, Any] | None:
    """All trainings together; None where there are not several."""
    return next((_differences(plan, worth) for worth in plan.training if len(worth.trainings) > 1), None)


def _differences(plan: Plan, worth: Worth) -> dict[str, Any]:
    queues = zip(plan.outlook.problem.queue_names, worth.queues, strict=True)
    return {
        "rate": asdict(worth.rate),
        "weeks": asdict(worth.weeks),
        "queues": {queue: asdict(own) for queue, own in queues},
    }


def _name(outlook: Outlook, trainings: Sequence[Training]) -> str:
    """`Ana Sousa: refunds at 0.8`."""
    if len(trainings) > 1:
        return TOGETHER
    (training,) = trainings
    name, queue = shown_name(planned_agents(outlook)[training.agent]), outlook.problem.queue_names[training.queue]
    return f"{name}: {queue}" if training.proficiency == 1 else f"{name}: {queue} at {training.proficiency:g}"
