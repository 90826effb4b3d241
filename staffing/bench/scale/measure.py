"""One size, in this process: the case is built, solved and checked."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from staffing.bench.scale.check import checked
from staffing.bench.scale.instance import scale_case
from staffing.engines.choose import chosen, placed, solve
from staffing.engines.limits import Limits
from staffing.executor import Spec, read_spec
from staffing.result import Status

UNLIMITED = 1e9
"""Deterministic work that no search reaches: for an engine that is named, the clock alone is the limit."""
STATUS = Path("/proc/self/status")
"""Where Linux tells the peak of this process alone."""

Tell = Callable[[str, int | None, int, float], None]
"""Called with the phase, the best price so far, the bound, and the share of the time limit that has gone."""


@dataclass(frozen=True)
class Task:
    """A size, and how it is solved; `seconds` limit building and search together."""

    agents: int
    seed: int
    seconds: float
    engine: str
    executor: str | None


def measured(task: Task, tell: Tell) -> dict[str, Any]:
    """The row of a size as plain data, without the seconds of the whole process, which only its parent knows."""
    begun = time.monotonic()

    def told(phase: str, price: int | None, bound: int) -> None:
        tell(phase, price, bound, min(1.0, (time.monotonic() - begun) / task.seconds))

    tell("building", None, 0, 0.0)
    case = scale_case(task.agents, task.seed)
    built = time.monotonic()
    work = Limits().work if task.engine == "auto" else UNLIMITED
    limits = Limits(work, max(0.1, task.seconds - (built - begun)), task.seed)
    where = placed(case.problem, chosen(case.problem, case.rules, task.engine)[0], task.executor)
    result = solve(case.problem, case.rules, limits, told, engine=task.engine, executor=where)
    solved = time.monotonic()
    told("checking", result.objective, result.bound)
    check = None if result.roster is None else checked(case, result, result.roster)
    gap = result.gap
    return {
        "agents": task.agents,
        "objective": result.objective,
        "bound": None if result.status == Status.INFEASIBLE else result.bound,
        "gap": None if gap is None else round(gap, 6),
        "peak_mib": peak_mib(processes_of(where)),
        "violations": None if check is None else check.violations,
        "status": result.status.value,
        "engine": result.engine,
        "because": result.because,
        "limit_hit": result.limit_hit,
        "seed": task.seed,
        "build_seconds": round(built - begun, 2),
        "solve_seconds": round(solved - built, 2),
        "check_seconds": round(time.monotonic() - solved, 2),
        "requests": None if check is None else asdict(check.requests),
        "prices": {} if check is None else check.prices,
        "faults": [] if check is None else list(check.faults),
    }


def processes_of(where: Spec | str | None) -> int:
    """How many processes of this machine work for this one."""
    spec = read_spec(where) if isinstance(where, str) else where
    return 0 if spec is None else spec.processes


def peak_mib(processes: int = 0) -> float | None:
    """The most memory that this process held so far, in MiB, and as often the most of those that it started.

    None where the system does not tell.
    """
    try:
        import resource
    except ImportError:  # elsewhere than on POSIX
        return None
    unit = 2**20 if sys.platform == "darwin" else 2**10
    own, others = (resource.getrusage(who).ru_maxrss / unit for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round((_own_peak() or own) + processes * others, 1)


def _own_peak() -> float | None:
    """In MiB; of RUSAGE_SELF Linux says at least as much as the parent held when it started this process."""
    try:
        lines = STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return None
    peak = next((line for line in lines if line.startswith("VmHWM:")), None)
    return None if peak is None else int(peak.split()[1]) / 2**10
