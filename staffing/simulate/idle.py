"""Who is idle, compiled: of each skill group a line of the agents who have nothing in hand, the longest free in front.

Whoever becomes free joins the line of their group at its end, so the line stays in order by itself, and who takes the
next case is looked up, not searched for. One bit a group says whether anybody stands in its line, another whether a
case waits that it serves; where no group has both, nobody has anything to decide.

Whose stretch ends while they are idle stays in the line until they come to its front or their next stretch begins.
"""

from __future__ import annotations

import numpy as np

from staffing.simulate.arrays import Bits, Records, Room, Tables
from staffing.simulate.calendar import first_due, take_off
from staffing.simulate.compiled import compiled
from staffing.simulate.waiting import ONE, lowest

NOBODY, IN_NO_LINE = -1, -2
IDLE, CASES = 0, 1
"""Rows of the bits of groups: somebody stands in line; a case waits."""


@compiled
def start_shifts(agents: Records, groups: Records, bits: Bits) -> None:
    """Nobody has begun a stretch yet."""
    bits[:] = np.uint64(0)
    for group in range(len(groups)):
        groups[group]["front"] = groups[group]["rear"] = NOBODY
    for agent in range(len(agents)):
        agents[agent]["position"] = agents[agent]["first"]
        agents[agent]["ahead"] = IN_NO_LINE
        agents[agent]["free"] = agents[agent]["start"] = agents[agent]["end"] = -np.inf
        agents[agent]["handling"] = agents[agent]["overtime"] = 0.0


@compiled
def leave_line(agents: Records, groups: Records, bits: Bits, agent: int) -> None:
    """An agent who stands in line leaves it."""
    group, ahead, behind = agents[agent]["group"], agents[agent]["ahead"], agents[agent]["behind"]
    if ahead == NOBODY:
        groups[group]["front"] = behind
    else:
        agents[ahead]["behind"] = behind
    if behind == NOBODY:
        groups[group]["rear"] = ahead
    else:
        agents[behind]["ahead"] = ahead
    agents[agent]["ahead"] = IN_NO_LINE
    nobody = np.uint64(groups[group]["front"] == NOBODY)
    bits[IDLE, group // 64] &= ~(nobody << np.uint64(group % 64))


@compiled
def line_up(agents: Records, groups: Records, bits: Bits, agent: int, time: float) -> None:
    """An agent is free since `time`, the latest so far; of equals the first agent is ahead."""
    if agents[agent]["ahead"] != IN_NO_LINE:
        leave_line(agents, groups, bits, agent)
    group = agents[agent]["group"]
    ahead, behind = groups[group]["rear"], NOBODY
    while ahead != NOBODY and agents[ahead]["free"] == time and ahead > agent:
        ahead, behind = agents[ahead]["ahead"], ahead
    if ahead == NOBODY:
        groups[group]["front"] = agent
    else:
        agents[ahead]["behind"] = agent
    if behind == NOBODY:
        groups[group]["rear"] = agent
    else:
        agents[behind]["ahead"] = agent
    agents[agent]["free"], agents[agent]["ahead"], agents[agent]["behind"] = time, ahead, behind
    bits[IDLE, group // 64] |= ONE << np.uint64(group % 64)


@compiled
def front_of(agents: Records, groups: Records, bits: Bits, group: int, now: float) -> int:
    """Who has been free the longest in the group's line, -1 if nobody; those whose stretch is over leave it."""
    agent = groups[group]["front"]
    while agent != NOBODY and agents[agent]["end"] <= now:
        leave_line(agents, groups, bits, agent)
        agent = groups[group]["front"]
    return int(agent)


@compiled
def bring_in(tables: Tables, room: Room, begun: int, now: float, end: float) -> int:
    """All who are free by now stand in line, in the order in which they became so; how many stretches have begun.

    `begun` stretches have been looked at before; `end` is that of the run.
    """
    begins, stretches, absent, agents = tables.begins, tables.stretches, room.absent, room.agents
    calendar, spans, due, groups, bits = room.calendar, room.spans, room.due, room.groups, room.bits
    while True:
        time, agent = np.inf, NOBODY
        if begun < len(begins):
            time, agent = begins[begun]["time"], begins[begun]["agent"]
        until = min(time, now)
        done = first_due(calendar, spans, due, agents, until, end)
        if done <= until and (done < time or due[0]["number"] < agent):
            agent = due[0]["number"]
            take_off(calendar, due)
            if agents[agent]["end"] > done:  # else the next stretch makes them free
                line_up(agents, groups, bits, agent, done)
        elif time <= now:
            stretch = begins[begun]["stretch"]
            begun += 1
            if not absent[stretch] and agents[agent]["free"] <= time:
                agents[agent]["position"] = stretch
                agents[agent]["start"], agents[agent]["end"] = time, stretches[stretch]["end"]
                line_up(agents, groups, bits, agent, time)
        else:
            break
    return begun


@compiled
def some_waits(bits: Bits) -> bool:
    """Whether a case waits that somebody serves."""
    waits = False
    for word in range(bits.shape[1]):
        waits |= bits[CASES, word] != np.uint64(0)
    return waits


@compiled
def who_decides(agents: Records, groups: Records, bits: Bits, now: float) -> int:
    """The agent who takes a case now, -1 if nobody can: of the least flexible groups the one free the longest."""
    best, queues = NOBODY, 0
    for word in range(bits.shape[1]):
        left = bits[IDLE, word] & bits[CASES, word]
        while left != np.uint64(0):
            group = 64 * word + lowest(left)
            left &= left - ONE
            serves = groups[group]["last_queue"] - groups[group]["first_queue"]
            if best != NOBODY and serves > queues:  # groups are in order: none that follow serve fewer
                break
            agent = front_of(agents, groups, bits, group, now)
            if agent != NOBODY:
                since = agents[agent]["free"]
                if best == NOBODY or since < agents[best]["free"] or (since == agents[best]["free"] and agent < best):
                    best, queues = agent, serves
    return int(best)
