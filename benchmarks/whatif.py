"""What-if: its speed in processes, its screening, and whether it sells noise as effect.

    python benchmarks/whatif.py [--part speed|cluster|screen|alarms|heads|choice]... [--json FILE] [--quick]

`speed`: 24 scenarios of the six-agent example one by one and in two processes, start of the processes included.
`cluster`: a part of them in a Dask cluster on this machine (needs the `cluster` extra) with one worker killed: same
figures. `screen`: 20 random grids of random teams, the best three at a glance against the best three of the full
work, and how much less time a glance takes. `alarms`: 100 pairs of one scenario under two seeds, and how many are
called different at the 95% level. `heads`: 50 random teams with one and two people more: how often the rate is lower
beyond its interval. `choice`: rosters of the same question under several seeds of the search, judged on the same
random weeks: what `staffing.scenarios.compare.CHOICE` stands for. `--quick` does a fifth of everything. Two processes
need two cores that nobody else uses: the load of the machine before is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.executor import cluster
from benchmarks.whatif_teams import write_team
from staffing.documents.scenario import Scenario
from staffing.engines.direct import Limits
from staffing.examples import write_example
from staffing.executor import open_executor, run_tasks
from staffing.outlook import Bench, look_ahead
from staffing.plan import Settings
from staffing.promise.calibrate import Case, calibrate
from staffing.read.workspace import read_workspace
from staffing.reports.differences import differs
from staffing.scenarios.ask import best
from staffing.scenarios.compare import compare
from staffing.scenarios.figures import Figures, Floats, Tried
from staffing.scenarios.run import BASE, Run
from staffing.scenarios.task import Question, Source, figures_of, source_of
from staffing.scenarios.whatif import rank

SETTINGS = Settings(seconds=3600.0)
"""The clock cuts nothing: what it cuts has another answer every time."""
BEST = 3
FEWER = 5


def scenario(**changes: str) -> Scenario:
    """A scenario named by its differences; dots are written as two underscores."""
    pairs = tuple((key.replace("__", "."), value) for key, value in changes.items())
    return Scenario(name=", ".join("=".join(pair) for pair in pairs), set=pairs)


@contextmanager
def example() -> Iterator[Source]:
    """The six-agent example."""
    with tempfile.TemporaryDirectory() as folder:
        write_example("seller-escalations", Path(folder) / "desk")
        yield source_of(read_workspace(Path(folder) / "desk"), None)


@contextmanager
def teams(count: int) -> Iterator[list[Source]]:
    """Random teams."""
    with tempfile.TemporaryDirectory() as folder:
        made = (write_team(Path(folder) / str(number), number) for number in range(count))
        yield [source_of(read_workspace(team), None) for team in made]


def twenty_four() -> list[Scenario]:
    """People, volume and the target, crossed."""
    crossed = product(("0", "1", "2"), ("0.8", "0.9", "1", "1.1"), ("0.88", "0.9"))
    return [scenario(agents=f"+{heads}", volume=factor, targets__rate_24h=rate) for heads, factor, rate in crossed]


def plain(figures: Figures) -> tuple[Any, ...]:
    """What can be compared."""
    found = figures.samples
    return figures.rate_ci, figures.price, figures.cost, found.roster, found.rates.tobytes()


def speed(quick: bool) -> dict[str, Any]:
    """Seconds of the 24 scenarios at both places, and how many differ."""
    scenarios = twenty_four()[:: FEWER if quick else 1]
    with example() as source:
        questions = [Question(source, one, SETTINGS) for one in scenarios]
        seconds, answers = [], []
        for where in ("serial", "local:2"):
            begun = time.perf_counter()
            found = [outcome.result() for outcome in run_tasks(where, figures_of, questions)]
            seconds.append(time.perf_counter() - begun)
            answers.append([plain(one) for one in found])
    return {
        "scenarios": len(scenarios),
        "serial_seconds": seconds[0],
        "local_seconds": seconds[1],
        "ratio (goal 1.7)": seconds[0] / seconds[1],
        "different answers (goal 0)": sum(one != other for one, other in zip(*answers, strict=True)),
    }


@dataclass(frozen=True)
class Mortal:
    """A question, and a mark: the first process that gets it kills itself while it works."""

    question: Question
    mark: str


def answered(task: Mortal) -> Figures:
    """Work a question, or die of it once."""
    if task.mark and not Path(task.mark).exists():
        Path(task.mark).touch()
        threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGKILL)).start()
    return figures_of(task.question)


def killed(quick: bool) -> dict[str, Any]:
    """A Dask cluster of which a worker is killed, against the answers of this process."""
    scenarios = twenty_four()[::6] if quick else twenty_four()[::3]
    with example() as source, tempfile.TemporaryDirectory() as folder, cluster() as address:
        mark = Path(folder) / "killed"
        questions = [Question(source, one, SETTINGS) for one in scenarios]
        tasks = [Mortal(one, str(mark) if place == len(scenarios) // 2 else "") for place, one in enumerate(questions)]
        there = [plain(outcome.result()) for outcome in run_tasks(address, answered, tasks)]
        here = [plain(outcome.result()) for outcome in run_tasks("serial", figures_of, questions)]
        if not mark.exists():
            raise SystemExit("no worker was killed")
    return {
        "scenarios": len(scenarios),
        "different answers (goal 0)": sum(a != b for a, b in zip(here, there, strict=True)),
    }


def grid_of(number: int) -> list[Scenario]:
    """A random grid of twelve or so scenarios that a planner may ask."""
    rng = np.random.default_rng([7, number])
    values = {
        "agents": ("-1", "+0", "+1", "+2"),
        "volume": tuple(f"{factor:.2f}" for factor in sorted(rng.choice(np.arange(80, 131), 3, replace=False) / 100)),
        "shrinkage.absence": ("x0.5", "x1", "x2"),
        "targets.rate_24h": ("0.8", "0.9", "0.95"),
    }
    keys = rng.choice(list(values), size=2, replace=False)
    crossed = product(*(values[key] for key in keys))
    return [
        Scenario(name=", ".join(map("=".join, pairs)), set=pairs)
        for pairs in (tuple(zip(map(str, keys), point, strict=True)) for point in crossed)
    ]


def screen(quick: bool) -> dict[str, Any]:
    """Best of a glance against best of the full work."""
    same, seconds, grids = 0, [0.0, 0.0], 20 // (FEWER if quick else 1)
    with teams(grids) as sources, open_executor("local:2") as executor:
        for number, source in enumerate(sources):
            scenarios, run = grid_of(number), Run(executor, source, SETTINGS)
            run.tried([BASE])
            begun = time.perf_counter()
            glances = run.screened(scenarios)
            seconds[0] += time.perf_counter() - begun
            begun = time.perf_counter()
            full = run.tried(scenarios)
            seconds[1] += time.perf_counter() - begun
            chosen, right = ({one.name for one in best(found, BEST)} for found in (glances, full))
            same += chosen == right
            if chosen != right:
                _explain(number, glances, full)
    return {
        "grids": grids,
        "same best three (goal 18 of 20)": same,
        "glance_seconds": seconds[0],
        "full_seconds": seconds[1],
        "speed-up": seconds[1] / seconds[0],
    }


def _explain(number: int, glances: Sequence[Tried], full: Sequence[Tried]) -> None:
    print(f"  grid {number}:")
    for glance, one in sorted(zip(glances, full, strict=True), key=lambda pair: rank(pair[1])):
        at, there = glance.screen, one.figures
        print(
            f"    {one.name:<44} glance {at.probability_met if at else float('nan'):.3f} "
            f"full {there.probability_met if there else float('nan'):.3f} {one.failure}"
        )


def alarms(quick: bool) -> dict[str, Any]:
    """Pairs of one scenario under two seeds that are called different."""
    pairs = 100 // (FEWER if quick else 1)
    with teams(10) as sources, open_executor("local:2") as executor:
        questions = [
            Question(
                sources[pair % 10], scenario(volume=f"{0.8 + 0.03 * (pair // 10):.2f}"), replace(SETTINGS, seed=seed)
            )
            for pair in range(pairs)
            for seed in (2 * pair + 1, 2 * pair + 2)
        ]
        found = [outcome.result() for outcome in run_tasks(executor, figures_of, questions)]
    compared = [compare(one, other) for one, other in zip(found[::2], found[1::2], strict=True)]
    return {
        "pairs": pairs,
        "rate called different (goal 7 of 100)": sum(differs(one.rate) for one in compared),
        "weeks called different (goal 7 of 100)": sum(differs(one.weeks) for one in compared),
        "either": sum(differs(one.rate) or differs(one.weeks) for one in compared),
    }


def heads(quick: bool) -> dict[str, Any]:
    """Larger headcounts that show a lower rate beyond the interval."""
    count, lower, steps = 50 // (FEWER if quick else 1), 0, 0
    with teams(count) as sources, open_executor("local:2") as executor:
        for source in sources:
            tried = Run(executor, source, SETTINGS).tried([BASE, scenario(agents="+1"), scenario(agents="+2")])
            found = [one.figures for one in tried if one.figures is not None]
            for fewer, more in pairwise(found):
                steps += 1
                lower += compare(more, fewer).rate.high < 0
    return {"teams": count, "steps": steps, "lower beyond its interval (goal 0)": lower}


def choice(quick: bool) -> dict[str, Any]:
    """Spread of mean rates and shares of weeks kept over seeds of the search, against the spread between weeks.

    Teams apart in which some search had to climb: there each finds its own roster.
    """
    count, seeds = 16 // (FEWER if quick else 1), 6
    ratios: dict[tuple[str, bool], list[float]] = {}
    with teams(count) as sources, open_executor("local:2") as executor:
        tasks = [(source, seed) for source in sources for seed in range(1, seeds + 1)]
        found = [outcome.result() for outcome in run_tasks(executor, searched, tasks)]
    for place in range(0, len(found), seeds):
        own = found[place : place + seeds]
        climbed = any(attempts > 1 for *_, attempts in own)
        for which, name in enumerate(("rate", "weeks")):
            between = float(np.mean([values[which].std() for values in own]))
            spread = float(np.std([values[which].mean() for values in own], ddof=1))
            if between:
                ratios.setdefault((name, climbed), []).append(spread / between)
    return {"teams": count} | {
        f"{name}, {'climbed' if climbed else 'first roster'} ({len(values)} teams)": float(
            np.sqrt(np.mean(np.square(values)))
        )
        for (name, climbed), values in sorted(ratios.items())
    }


def searched(task: tuple[Source, int]) -> tuple[Floats, Floats, int]:
    """Rates and weeks kept of the roster that a seed of the search finds, on the random weeks of one seed."""
    source, seed = task
    outlook = look_ahead(read_workspace(Path(source.folder)))
    targets = outlook.workspace.team.targets
    bench = Bench(outlook, 1, SETTINGS.simulated_plans(targets.confidence), None)
    # the judge's own seeds differ, so that the verdict that chooses is another than the one that is compared
    case = Case(outlook.problem, outlook.rules, outlook.uncertainty, bench.judge, targets)
    found = calibrate(case, Limits(SETTINGS.work, SETTINGS.seconds, seed))
    assert found.result.roster is not None
    service = bench.judge(found.result.roster, 1)
    return service.rates.mean(axis=1), service.kept.mean(axis=1), len(found.attempts)


PARTS: dict[str, Callable[[bool], dict[str, Any]]] = {
    "speed": speed,
    "cluster": killed,
    "screen": screen,
    "alarms": alarms,
    "heads": heads,
    "choice": choice,
}


def main() -> None:
    """Measure, print, write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, action="append")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    print(f"load before: {os.getloadavg()[0]:.1f}")
    figures: dict[str, dict[str, Any]] = {}
    for name in options.part or PARTS:
        figures[name] = PARTS[name](options.quick)
        print(name)
        for what, value in figures[name].items():
            print(f"  {what:<42}{value:>10.3f}" if isinstance(value, float) else f"  {what:<42}{value:>10}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
