"""The recipe: an instance is made a problem, solved, judged anew, and written down."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from staffing.bench.curtois.earlier import Earlier, read_earlier
from staffing.bench.curtois.evaluate import broken, objective
from staffing.bench.curtois.instance import Instance
from staffing.bench.curtois.problem import problem_of, rules_of
from staffing.bench.curtois.write import answer_file, write_answer
from staffing.conflicts.smallest import smallest_conflict
from staffing.conflicts.words import conflict_sentences
from staffing.engines.choose import solve
from staffing.engines.limits import Limits
from staffing.errors import OutsideError
from staffing.problem import OFF, Problem
from staffing.result import Result, Status
from staffing.rules import Rule

SECONDS_FOR_WHY = 10.0
UNLIMITED = 1e9
"""Deterministic work that no search reaches: in a race the clock alone is the limit."""

Progress = Callable[[int | None, int, float], None]
"""Called with the best price so far, the bound, and the share of the time that has gone."""


@dataclass(frozen=True)
class Race:
    """How each instance is solved, and where the answers go."""

    folder: Path
    seconds: float = 60.0
    seed: int = 1
    engine: str = "auto"
    executor: str | None = None
    """Where blocks of the column engine's search are worked; None: in this process, without blocks."""


@dataclass(frozen=True)
class Answer:
    """What was found for one instance; `roster` has the shift id of each day by person, None on a day off."""

    name: str
    instance: Instance
    status: str
    engine: str
    objective: int | None
    bound: int | None
    """What the engine has proven that no roster is below; None where there is no roster at all."""
    seconds: float
    roster: dict[str, list[str | None]] | None
    interrupted: bool
    kept: Earlier | None = None
    """A better answer of an earlier run, which stays in the file."""
    why: tuple[str, ...] = ()
    """Rules and facts that cannot hold together, where no roster meets the hard rules and they are known."""

    @property
    def written(self) -> bool:
        """Whether this answer is in the file; one that was cut off before there was a roster is not."""
        return self.kept is None and not (self.interrupted and self.roster is None)

    @property
    def gap(self) -> float | None:
        """(objective - bound) / objective; 0 for a free roster, None without one."""
        if self.objective is None or self.bound is None:
            return None
        return (self.objective - self.bound) / self.objective if self.objective else 0.0


def run(name: str, instance: Instance, race: Race, progress: Progress | None = None) -> Answer:
    """Solve an instance and write `NAME.json`, unless the better answer of an earlier run is there.

    Raises OutsideError where the engine's roster is none of the instance, or its price or bound is not true; then
    nothing is written.
    """
    started = time.monotonic()

    def tell(phase: str, price: int | None, bound: int) -> None:
        if progress is not None:
            progress(price, bound, min(1.0, (time.monotonic() - started) / race.seconds))

    problem, rules = problem_of(instance), rules_of(instance)
    left = max(0.1, race.seconds - (time.monotonic() - started))
    result = solve(problem, rules, Limits(UNLIMITED, left, race.seed), tell, engine=race.engine, executor=race.executor)
    roster = _lines(instance, result)
    answer = Answer(
        name=name,
        instance=instance,
        status=result.status.value,
        engine=result.engine,
        objective=None if roster is None else _judged(name, instance, roster, result),
        bound=None if result.status == Status.INFEASIBLE else result.bound,
        seconds=round(time.monotonic() - started, 2),
        roster=roster,
        interrupted=result.limit_hit == "interrupt",
        why=_why(problem, rules) if result.status == Status.INFEASIBLE else (),
    )
    earlier = read_earlier(answer_file(race.folder, name), instance)
    if earlier is not None:
        _check_against(earlier, answer)
        if earlier.better_than(answer.objective, answer.bound):
            return replace(answer, kept=earlier)
    if answer.written:
        write_answer(race.folder, name, _document(answer, race))
    return answer


def _why(problem: Problem, rules: Sequence[Rule]) -> tuple[str, ...]:
    """A smallest set of rules and facts that cannot hold together, a sentence each."""
    conflict = smallest_conflict(problem, rules, SECONDS_FOR_WHY)
    return () if conflict is None else tuple(conflict_sentences(problem, conflict))


def _check_against(earlier: Earlier, answer: Answer) -> None:
    """OutsideError where an engine rules a roster out that an earlier run has found."""
    if answer.status == Status.INFEASIBLE.value:
        said = "that there is no roster"
    elif answer.bound is not None and answer.bound > earlier.objective:
        said = f"that {answer.bound} is a bound"
    else:
        return
    found = f"the roster of an earlier run costs {earlier.objective}"
    raise OutsideError(f"{answer.name}: {answer.engine} says {said}; {found}")


def _document(answer: Answer, race: Race) -> dict[str, object]:
    """What is written of an answer, its roster last."""
    from staffing import __version__

    return {
        "instance": answer.name,
        "objective": answer.objective,
        "bound": answer.bound,
        "seconds": answer.seconds,
        "engine": answer.engine,
        "status": answer.status,
        "seed": race.seed,
        "violations": None if answer.roster is None else 0,
        "version": __version__,
        "roster": answer.roster,
    }


def _lines(instance: Instance, result: Result) -> dict[str, list[str | None]] | None:
    """The roster in the words of the instance."""
    if result.roster is None:
        return None
    if (result.roster.work.sum(axis=2) > 1).any():
        raise OutsideError(f"{result.engine} gave somebody two shifts on one day; this is a fault of the engine")
    ids = [shift.id for shift in instance.shifts]
    lines = np.asarray(result.roster.shift_of()).tolist()
    return {
        member.id: [None if shift == OFF else ids[shift] for shift in line]
        for member, line in zip(instance.staff, lines, strict=True)
    }


def _judged(name: str, instance: Instance, roster: dict[str, list[str | None]], result: Result) -> int:
    """The price of a roster by the judge; OutsideError where it is none, or where the engine says something else."""
    faults = broken(instance, roster)
    if faults:
        said = f"the roster of {result.engine} breaks hard rules {len(faults)} times, first: {faults[0]}"
        raise OutsideError(f"{name}: {said}")
    price = objective(instance, roster)
    if price != result.objective:
        raise OutsideError(f"{name}: {result.engine} says its roster costs {result.objective}; it costs {price}")
    if result.bound > price:
        raise OutsideError(f"{name}: {result.engine} says that {result.bound} is a bound; its roster costs {price}")
    return price
