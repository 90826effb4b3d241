"""A problem for some of its people only."""

from __future__ import annotations

from dataclasses import replace

from staffing.problem import Integers, Problem, Wish

BY_AGENT = (
    "history",
    "contract_allows",
    "available",
    "on_leave",
    "leave_after",
    "employed",
    "contract_days",
    "days_due",
    "minutes_due",
    "minutes_guaranteed",
    "pins",
    "group",
    "speed",
    "agent_site",
    "wage",
    "overtime_minutes",
    "overtime_days",
)
"""Arrays of Problem whose first axis is the agents."""


def part_of(problem: Problem, agents: Integers) -> Problem:
    """The same problem for some agents, in the order given; all that is not theirs stays as it is."""
    place = {agent: number for number, agent in enumerate(agents.tolist())}
    return replace(
        problem,
        agent_names=tuple(problem.agent_names[agent] for agent in place),
        wishes=_of(problem.wishes, place),
        past_wishes=_of(problem.past_wishes, place),
        labour=problem.labour.of_agents(agents),
        **{name: getattr(problem, name)[agents] for name in BY_AGENT},
    )


def _of(wishes: tuple[Wish, ...], place: dict[int, int]) -> tuple[Wish, ...]:
    return tuple(wish._replace(agent=place[wish.agent]) for wish in wishes if wish.agent in place)
