"""`--train` and `--executor` of `staffing simulate`: read what is asked, and simulate it, here or elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from staffing.cli.options import WeekOptions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from staffing.documents.workspace import Workspace
    from staffing.outlook import Progress
    from staffing.plan import Plan
    from staffing.promise.training import JudgeVariants, Reached, Variant

FASTEST = 1.5
_FORM = re.compile(r"(?P<agent>[^=:]+)=(?P<queue>[^=:]+)(?::(?P<proficiency>.+))?")
_NUMBER = re.compile(r"\d+\.?\d*|\.\d+")


class Asked(NamedTuple):
    """One `--train` as typed."""

    agent: str
    queue: str
    proficiency: float

    @property
    def text(self) -> str:
        """For messages."""
        speed = "" if self.proficiency == 1 else f":{self.proficiency:g}"
        return f"--train {self.agent}={self.queue}{speed}"


def asked(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[Asked, ...]:
    """What was typed, each in its parts."""
    found = tuple(map(_asked, values))
    for number, one in enumerate(found):
        if one[:2] in [other[:2] for other in found[:number]]:
            raise click.BadParameter(f"{one.agent}={one.queue} is given twice; give each agent and queue once")
    return found


def _asked(text: str) -> Asked:
    parts = _FORM.fullmatch(text)
    if parts is None:
        raise click.BadParameter(f"{text!r} is no training; write it as AGENT=QUEUE or AGENT=QUEUE:0.8")
    given = parts["proficiency"] or "1"
    speed = float(given) if _NUMBER.fullmatch(given) else 0.0
    if not 0 < speed <= FASTEST:
        raise click.BadParameter(
            f"{text!r} has the proficiency {given}; it must be a number above 0 and at most {FASTEST:g}"
        )
    return Asked(parts["agent"].strip(), parts["queue"].strip(), speed)


def check_trainings(workspace: Workspace, wanted: Sequence[Asked]) -> None:
    """Raise InputError, in one sentence, for the first training that the workspace does not allow."""
    from staffing.build.people import rostered
    from staffing.errors import InputError

    agents = {agent.agent_id: agent for agent in workspace.agents}
    queues = tuple(queue.id for queue in workspace.team.queues)
    planned = {agent.agent_id for agent in rostered(workspace)}
    for one in wanted:
        if one.agent not in agents:
            raise InputError(f"{one.text}: {one.agent} is not in agents.csv{_near(one.agent, agents)}")
        agent = agents[one.agent]
        if agent.role == "lead":
            raise InputError(f"{one.text}: {one.agent} is a lead, who is not on queue; name an agent")
        if one.agent not in planned:
            days = f"{workspace.first_day} to {workspace.last_day}"
            raise InputError(f"{one.text}: {one.agent} is not employed from {days}; name somebody who is")
        if one.queue not in queues:
            raise InputError(f"{one.text}: {one.queue} is not a queue of team.yaml{_near(one.queue, queues)}")
        if agent.proficiency(queues).get(one.queue) == one.proficiency:
            raise InputError(
                f"{one.text}: {one.agent} serves {one.queue} at {one.proficiency:g} already; leave it out or give "
                "another proficiency"
            )


def _near(given: str, names: Iterable[str]) -> str:
    known = list(names)
    near = get_close_matches(given, known, n=1)
    return f"; did you mean {near[0]}?" if near else f"; there are {', '.join(known[:10])}"


def with_trainings(
    plan: Plan, wanted: Sequence[Asked], options: WeekOptions, executor: str, progress: Progress | None
) -> Plan:
    """The plan with what the trainings are worth."""
    from staffing.plan import with_training
    from staffing.promise.training import Training

    problem = plan.outlook.problem
    trainings = [
        Training(problem.agent_names.index(one.agent), problem.queue_names.index(one.queue), one.proficiency)
        for one in wanted
    ]
    judge = None if executor == "serial" else _judge_elsewhere(plan, options, executor, progress)
    return with_training(plan, trainings, progress, judge)


@dataclass(frozen=True, eq=False)
class VariantTask:
    """A roster and its trainings, with all that rebuilds the outlook elsewhere, as plain data.

    `digests`: sha256 of the workspace's files, so that another copy of it does not pass for this one.
    """

    folder: str
    as_of: datetime | None
    week: date | None
    weeks: int
    digests: dict[str, str]
    seed: int
    replications: int
    work: NDArray[np.bool_]
    trainings: tuple[tuple[int, int, float], ...]


def judge_variant(task: VariantTask) -> Reached:
    """Work one task: the same figures as in the process that sent it."""
    from staffing.errors import InputError
    from staffing.outlook import Bench, look_ahead
    from staffing.promise.training import Training
    from staffing.read.workspace import read_workspace
    from staffing.roster import Roster

    workspace = read_workspace(Path(task.folder), as_of=task.as_of, week=task.week, weeks=task.weeks)
    other = sorted(name for name, digest in workspace.digests.items() if task.digests.get(name) != digest)
    if other:
        raise InputError(f"{task.folder} holds another {other[0]} where the task runs; give it the same files")
    bench = Bench(look_ahead(workspace), task.seed, task.replications, None)
    (found,) = bench.judge_variants(Roster(task.work))([tuple(Training(*one) for one in task.trainings)])
    return found


def _judge_elsewhere(plan: Plan, options: WeekOptions, executor: str, progress: Progress | None) -> JudgeVariants:
    from staffing.executor import run_tasks

    def told(done: int, total: int) -> None:
        if progress is not None:
            progress("simulating training", done / total)

    def task(variant: Variant) -> VariantTask:
        trainings = tuple((int(one.agent), int(one.queue), one.proficiency) for one in variant)
        return VariantTask(
            str(options.folder.resolve()),
            options.as_of,
            options.week,
            options.weeks,
            plan.outlook.workspace.digests,
            plan.settings.seed,
            plan.service.replications,
            plan.roster.work,
            trainings,
        )

    def judge(variants: Sequence[Variant]) -> list[Reached]:
        told(0, len(variants))
        outcomes = run_tasks(executor, judge_variant, [task(variant) for variant in variants], progress=told)
        return [outcome.result() for outcome in outcomes]

    return judge
