"""What single people's lines of work cannot hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from staffing.explain.finding import Finding, first_day
from staffing.explain.reach import possible, reachable
from staffing.problem import OFF, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.agent.guaranteed_minutes import GuaranteedMinutes
from staffing.rules.agent.pins import Pins
from staffing.rules.applied import Applied


def pins_against_rules(problem: Problem, rules: Sequence[Rule]) -> Iterator[Finding]:
    """What is published and must stay, taken alone, breaks a hard rule: whatever is added, it stays broken."""
    if any(isinstance(rule.stated, Pins) and not rule.hard for rule in rules):
        return  # at a price it may be changed
    work = np.zeros((problem.agents, problem.days, problem.shifts), dtype=bool)
    for agent, day in np.argwhere(problem.pins != OFF):
        work[agent, day, problem.pins[agent, day]] = True
    pinned, nothing = Roster(work), Roster.empty(problem)
    faults: dict[int, list[Violation]] = defaultdict(list)
    for rule in rules:
        if rule.hard and rule.stated.kind == "agent":
            # what nobody's work breaks as well (hours due, a shift wanted) is not the pins' doing
            missing = {(breach.agent, breach.day) for breach in rule.violations(problem, nothing)}
            for breach in rule.violations(problem, pinned):
                if (breach.agent, breach.day) not in missing:
                    faults[breach.agent].append(breach)
    for _, found in sorted(faults.items()):
        yield Finding("pins", _pins_said(problem, found), fatal=True)


def _pins_said(problem: Problem, faults: Sequence[Violation]) -> str:
    """What the pins of one person break, each rule once, and what to do about it."""
    first, log = faults[0], "out of published.csv (what people were told is in its log)"
    gives = f"published.csv gives {problem.agent_names[first.agent]}"
    if len(faults) == 1:
        when = problem.day_names[first.day]
        return (
            f"{gives} a shift on {when} that breaks {first.rule}: {first.note}; take that row {log}, or change the rule"
        )
    notes: dict[str, list[str]] = defaultdict(list)
    for breach in faults:
        notes[breach.rule].append(breach.note)
    said = [f"{rule} ({own[0]}{f', and {len(own) - 1} more' if len(own) > 1 else ''})" for rule, own in notes.items()]
    rules = "the rule" if len(said) == 1 else "the rules"
    return f"{gives} shifts that break {', '.join(said)}; take rows {log}, or change {rules}"


def contract_against_shifts(problem: Problem, rules: Sequence[Rule]) -> Iterator[Finding]:
    """Nobody can be given more than the days and shifts open to them add up to."""
    open_ = possible(problem)
    for agent in range(problem.agents):
        hard = any(rule.hard and _guarantees(rule, problem, agent) for rule in rules)
        for week in range(problem.weeks):
            least = int(problem.minutes_guaranteed[agent, week])
            reach = reachable(problem, open_, agent, week)
            if reach < least:
                days, more = int(problem.days_due[agent, week]), int(problem.overtime_days[agent, week])
                due = f"{days} days are due" + (f", {more} more with overtime" if more else "")
                yield Finding(
                    "contract",
                    f"{problem.agent_names[agent]} can be given at most {reach} of {least} guaranteed minutes in the "
                    f"week of {first_day(problem, week)}: {due}, and the shifts open on them add up to no more",
                    fatal=hard,
                )


def _guarantees(rule: Rule, problem: Problem, agent: int) -> bool:
    """Whether a rule asks for the guaranteed minutes of an agent."""
    if isinstance(rule, Applied):
        return rule.binds(problem, agent) and _guarantees(rule.whole, problem, agent)
    return isinstance(rule, GuaranteedMinutes)
