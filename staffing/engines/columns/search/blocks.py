"""Blocks of the neighbourhood search on several workers.

The search goes in rounds. A round is so many blocks, whatever the number of workers; each begins with the best roster
so far, draws its own parts from its own seed, and ends when its share of the work is used. What the blocks have changed
is then put together in an order that does not depend on which of them ended first. So the answer depends on the seed
and the work, not on where it was found. A block whose worker died twice is left out.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass

import numpy as np

from staffing.engines.columns.networks.lines import lines_of
from staffing.engines.columns.program.meter import Meter
from staffing.engines.columns.program.relaxation import Line
from staffing.engines.columns.program.rows import Numbers
from staffing.engines.columns.program.world import World, world_of
from staffing.engines.columns.search.parts import Kind
from staffing.engines.columns.search.search import Search
from staffing.engines.limits import Limits
from staffing.errors import OutsideError
from staffing.executor import Executor, Outcome, Spec, TasksInterrupted, open_executor, read_spec, run_tasks
from staffing.problem import Problem
from staffing.rules import Rule

BLOCKS = 4
"""Of a round. Fixed, so that the number of workers changes no answer."""
SHARE = 0.02
"""Of all work, that of a block."""
LEAST_WORK, MOST_WORK = 1.0, 1.5
"""Of a block: enough for some parts, and not so much that the blocks long search from a roster that is outdone."""


@dataclass(frozen=True, eq=False)
class Case:
    """What is solved; `name` is one that no other solve has, so that a worker knows it again."""

    name: str
    problem: Problem
    rules: tuple[Rule, ...]


@dataclass(frozen=True, eq=False)
class Block:
    """A block to be worked: plain data.

    `prices` [R] and `agent_prices` [A] are those of the root, `kinds` what this place of the round has learnt of the
    kinds of parts.
    """

    case: Case
    hard_price: float
    roster: tuple[Line, ...]
    prices: Numbers
    agent_prices: Numbers
    bound: int
    kinds: tuple[Kind, ...]
    limits: Limits


@dataclass(frozen=True, eq=False)
class Gain:
    """What came of a block: the lines that are not as they were, the price with them, and the work it took."""

    changed: tuple[Line, ...]
    cost: float
    work: float
    kinds: tuple[Kind, ...]
    interrupted: bool = False


Work = Callable[[Block], Gain]

_worlds: dict[str, World] = {}
"""Of this process: the world of the case that was worked last, by its name."""


def search_block(block: Block) -> Gain:
    """Work a block. Ctrl-C, which reaches it only in the process that asked, keeps what it has."""
    meter = Meter(block.limits)  # stating the world counts on the clock
    world = _world(block.case)
    world.set_hard_price(block.hard_price)
    search = Search(world, meter, block.limits.seed)
    search.begin(list(block.roster))
    search.prices, search.agent_prices, search.bound = block.prices, block.agent_prices, block.bound
    search.choice.kinds = list(deepcopy(block.kinds))
    interrupted = False
    try:
        search.improve()
    except KeyboardInterrupt:
        interrupted = True
    before = {line.agent: line.key for line in block.roster}
    changed = tuple(line for agent, line in sorted(search.roster.items()) if line.key != before[agent])
    return Gain(changed, search.cost, meter.work, tuple(search.choice.kinds), interrupted)


@contextmanager
def in_blocks(
    executor: Spec | str | None, problem: Problem, rules: Sequence[Rule], work: Work = search_block
) -> Iterator[Callable[[Search], None] | None]:
    """How a search goes on from its first roster on the workers of an executor; None without an executor.

    `work` stands at the top of a module, as the classes of all rules do. Raises InputError and OutsideError as
    `open_executor` does.
    """
    if executor is None:
        yield None
        return
    place = read_spec(executor) if isinstance(executor, str) else executor
    case = Case(uuid.uuid4().hex, problem, tuple(rules))
    begun = time.monotonic()
    with open_executor(place) as opened:
        try:
            yield lambda search: _go_on(_Rounds(search, opened, place, case, work), begun - search.meter.started)
        finally:
            _worlds.clear()


def _go_on(rounds: _Rounds, stating: float) -> None:
    """All rounds, unless the clock would run out while workers state the problem, which took so many seconds here."""
    meter = rounds.search.meter
    if rounds.search.world is _worlds.get(rounds.case.name) or meter.limits.seconds - meter.seconds > 2 * stating:
        rounds.run()


def _world(case: Case) -> World:
    if case.name not in _worlds:
        _worlds.clear()
        _worlds[case.name] = world_of(case.problem, case.rules, lines_of(case.problem, case.rules))
    return _worlds[case.name]


class _Rounds:
    """One search in rounds."""

    def __init__(self, search: Search, executor: Executor, place: Spec, case: Case, work: Work) -> None:
        self.search, self.executor, self.case, self.work = search, executor, case, work
        self.in_turn = -(-BLOCKS // max(1, place.processes))
        """Blocks of a round that one worker works, one after the other; of a cluster it is not known."""
        self.kinds = [tuple(search.choice.kinds)] * BLOCKS
        self.count = 0
        if place.kind == "serial":
            _worlds[case.name] = search.world

    def run(self) -> None:
        """Rounds until the roster is proven best, a limit is met, or no worker gives an answer any more."""
        search, answered = self.search, True
        while answered and not search.meter.spent() and not (search.proven and search.legal):
            answered = self._round()
            search.close_gap()

    def _round(self) -> bool:
        """Work a round and put its answers together; whether there was any. Ctrl-C passes on when that is done."""
        search, blocks = self.search, [self._block(place) for place in range(BLOCKS)]
        self.count += 1
        try:
            outcomes = run_tasks(self.executor, self.work, blocks, on_result=self._heard)
        except TasksInterrupted as interrupt:
            self._merge(interrupt.outcomes)
            raise
        except OutsideError:  # no worker can be had
            search.lost += len(blocks)
            return False
        self._merge(dict(enumerate(outcomes)))
        for block, outcome in zip(blocks, outcomes, strict=True):
            # a lost block counts as used, else the search would not end by its work
            search.meter.work += block.limits.work if outcome.error is not None else outcome.value.work
            search.lost += outcome.error is not None
        return any(outcome.error is None for outcome in outcomes)

    def _block(self, place: int) -> Block:
        search, meter = self.search, self.search.meter
        limits = meter.limits
        most = min(MOST_WORK, max(LEAST_WORK, SHARE * limits.work))
        seed = np.random.SeedSequence((limits.seed, self.count, place)).generate_state(1)
        own = Limits(
            work=min(most, (limits.work - meter.work) / BLOCKS),
            seconds=(limits.seconds - meter.seconds) / self.in_turn,
            seed=int(seed[0]) >> 1,  # solvers take 31 bits
        )
        roster = tuple(search.roster[agent] for agent in sorted(search.roster))
        common = search.world.hard_price, roster, search.prices, search.agent_prices, search.bound
        return Block(self.case, *common, self.kinds[place], own)

    def _heard(self, place: int, outcome: Outcome) -> None:
        """A block has ended: tell that the search goes on."""
        if outcome.error is None and outcome.value.interrupted:
            raise KeyboardInterrupt
        self.search.tell()

    def _merge(self, outcomes: dict[int, Outcome]) -> None:
        """The best block's roster, and on top of it what the others changed where that makes it cheaper still."""
        gains = {place: outcome.value for place, outcome in sorted(outcomes.items()) if outcome.error is None}
        for place, gain in gains.items():
            self.kinds[place] = gain.kinds
        for gain in sorted(gains.values(), key=lambda gain: float(gain.cost)):
            if gain.changed:
                merged = {**self.search.roster, **{line.agent: line for line in gain.changed}}
                self.search.begin(list(merged.values()))
