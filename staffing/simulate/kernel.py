"""The compiled simulator: one replication after the other, event by event; `judge` says what the rules are.

There is no clock that ticks: time moves to the next case that comes or is handed back and, where a case waits, to the
next agent who may become free. Nobody is woken to find nothing to do. Who is at work is in a `calendar`, who is idle
stands in line (`idle`), what waits is marked (`waiting`); of a case and an agent the next one is looked up in each,
which takes the same few steps with six agents and with twenty thousand. Nothing can be taken between two such moments,
so decisions come in the order of time, and an agent's work on a case is laid out over their stretches in one go.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from staffing.simulate.arrays import Flags, Ints, Records, Room, Rules, Tables
from staffing.simulate.calendar import first_due, open_calendar, put_down
from staffing.simulate.clock import open_cases
from staffing.simulate.compiled import compiled, compiled_entry, digest_of_sources
from staffing.simulate.counts import Tally
from staffing.simulate.desk import SHIFT_ENDS
from staffing.simulate.dispatch import OLDEST_FIRST, oldest, open_lines, savable_or, take, wait
from staffing.simulate.draws import child, draw_cases, draw_crew, mixed
from staffing.simulate.heap import add, settle_down
from staffing.simulate.idle import bring_in, leave_line, line_up, some_waits, start_shifts, who_decides
from staffing.simulate.tally import count_cases, count_people, within

HANDOVER, KEEP = SHIFT_ENDS.index("handover"), SHIFT_ENDS.index("keep")


@compiled
def handle(
    rules: Rules, agents: Records, stretches: Records, absent: Flags, cases: Records, agent: int, case: int,
    speed: float, now: float,
) -> tuple[float, float]:  # fmt: skip
    """Lay out the work on a case from `now` on; when the agent is free again, and when the case is handed back.

    Infinity stands for never. At proficiency `speed` the work takes 1 / speed of its time. Moves the agent's position
    to the stretch they are free in. A case that is still open when the run ends keeps in `remaining` what is left of
    it then, whoever has it in hand.
    """
    k, last = agents[agent]["position"], agents[agent]["last"]
    work = cases[case]["remaining"] / speed  # on this agent's clock
    handling, overtime, free, back = 0.0, 0.0, np.inf, np.inf
    until = agents[agent]["end"]
    while True:
        end = min(until, rules.run_end)
        if now + work <= end:
            free = now + work
            cases[case]["finish"] = free
            handling += within(now, free, rules.plan_end)
            break
        handling += within(now, end, rules.plan_end)
        work -= end - now
        shift = stretches[k]["shift"]
        k += 1
        while k < last and absent[k]:
            k += 1
        resumes = stretches[k]["start"] if k < last else np.inf
        if k == last or stretches[k]["shift"] != shift:
            if rules.at_shift_end == HANDOVER:
                cases[case]["remaining"] = work * speed
                free, back = resumes, end
                break
            if rules.at_shift_end != KEEP:
                done, latest = end + work, min(resumes, rules.run_end)
                overtime += within(end, min(done, latest), rules.plan_end)
                if done <= latest:
                    cases[case]["finish"] = done
                    free = resumes
                    break
                work -= latest - end
        now = resumes
        if now >= rules.run_end:
            cases[case]["remaining"] = work * speed
            break
        until = stretches[k]["end"]
    if k != agents[agent]["position"] and k < last:
        agents[agent]["position"] = k
        agents[agent]["start"], agents[agent]["end"] = stretches[k]["start"], stretches[k]["end"]
    agents[agent]["handling"] += handling * rules.present_share
    agents[agent]["overtime"] += overtime
    cases[case]["agent"] = agent
    return free, back


@compiled
def give(rules: Rules, tables: Tables, room: Room, agent: int, away: int, total: int, now: float) -> int:
    """An agent takes the case whose turn it is; how many cases will be handed back, `away` of them before this one."""
    cases, agents, lines, marks = room.cases, room.agents, room.lines, room.marks
    group = agents[agent]["group"]
    case = oldest(room.groups, tables.group_queues, lines, group, total)
    if rules.order != OLDEST_FIRST and now - cases[case]["created"] <= rules.urgent_age:
        case = savable_or(case, tables, agent, group, cases, lines, marks, total, now)
    take(cases, lines, marks, tables.serves, room.bits, case, total)
    leave_line(agents, room.groups, room.bits, agent)
    speed = tables.proficiency[agent, cases[case]["queue"]]
    free, back = handle(rules, agents, tables.stretches, room.absent, cases, agent, case, speed, now)
    if back < np.inf:
        add(room.back, away, back, case)
        away += 1
    agents[agent]["free"] = free
    if free <= now:  # next to nothing was left of the case
        if agents[agent]["end"] > now:
            line_up(agents, room.groups, room.bits, agent, now)
    elif free < rules.run_end and free > agents[agent]["start"]:  # else the start of a stretch makes them free
        put_down(room.calendar, room.spans, agents, agent)
    return away


@compiled
def run(rules: Rules, tables: Tables, room: Room, total: int) -> None:
    """One replication: fill in when each case is finished."""
    cases, back, begins, end = room.cases, room.back, tables.begins, rules.run_end
    now = tables.interval_start[0]
    open_lines(room.lines, room.marks, total)
    start_shifts(room.agents, room.groups, room.bits)
    open_calendar(room.calendar, room.spans, now, end)
    arrived = away = begun = 0
    while now < end:
        while arrived < total and cases[arrived]["created"] <= now:
            wait(cases, room.lines, room.marks, tables.serves, room.bits, arrived, total)
            arrived += 1
        while away > 0 and back[0]["time"] <= now:
            wait(cases, room.lines, room.marks, tables.serves, room.bits, back[0]["number"], total)
            away -= 1
            settle_down(back, away, back[away]["time"], back[away]["number"])
        begun = bring_in(tables, room, begun, now, end)
        agent = who_decides(room.agents, room.groups, room.bits, now)
        while agent >= 0:
            away = give(rules, tables, room, agent, away, total, now)
            agent = who_decides(room.agents, room.groups, room.bits, now)
        now = min(cases[arrived]["created"] if arrived < total else np.inf, back[0]["time"] if away > 0 else np.inf)
        if some_waits(room.bits):
            now = min(now, begins[begun]["time"] if begun < len(begins) else np.inf)
            now = min(now, first_due(room.calendar, room.spans, room.due, room.agents, now, end))


Simulate = Callable[[Rules, Tables, Ints, int, Room, Tally], None]


def _entry(digest: int) -> Simulate:
    @compiled_entry
    def simulate(rules: Rules, tables: Tables, volume: Ints, first: int, room: Room, tally: Tally) -> None:
        """Simulate the replications of `volume` [n, Q, T], numbered from `first`.

        Afterwards `room` holds the cases of the last replication, with their finish.
        """
        if digest < 0:  # never: the digest is here to be part of the cache's key
            return
        seed = mixed(np.uint64(rules.seed))
        for k in range(volume.shape[0]):
            key = child(seed, first + k)
            total = draw_cases(tables, rules.plan_first, volume[k], key, room.cases, room.places)
            draw_crew(tables, rules.absence, key, room.absent)
            open_cases(tables.queues, tables.corners, room.cases, total, rules.present_share)
            run(rules, tables, room, total)
            count_people(rules, tables, room, tally, k)
            count_cases(rules, tables, room.cases, tally, total, k)

    return simulate


simulate = _entry(digest_of_sources())
