"""The compiled simulator: one replication after the other, event by event; `judge` says what the rules are.

There is no clock that ticks. A heap holds when each agent is next free; the one free first decides next, at once
when a case waits, else at the next arrival or handover. Nothing can be taken before that moment, so decisions
come in the order of time, and an agent's work on a case is laid out over their stretches in one go.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from staffing.simulate.arrays import Ints, Records, Room, Rules, Tables, Tally
from staffing.simulate.compiled import compiled, compiled_entry, digest_of_sources
from staffing.simulate.desk import SHIFT_ENDS
from staffing.simulate.dispatch import add, next_case, open_queues, put_back, settle_down
from staffing.simulate.draws import child, draw_cases, draw_crew, mixed
from staffing.simulate.tally import count_cases, count_people, within

HANDOVER, KEEP = SHIFT_ENDS.index("handover"), SHIFT_ENDS.index("keep")


@compiled
def handle(
    rules: Rules, agents: Records, stretches: Records, cases: Records, agent: int, case: int, now: float
) -> tuple[float, float]:
    """Lay out the work on a case from `now` on; when the agent is free again, and when the case is handed back.

    Infinity stands for never. Moves the agent's position to the stretch they are free in. A case that is still open
    when the run ends keeps in `remaining` what is left of it then, whoever has it in hand.
    """
    k, last = agents[agent]["position"], agents[agent]["last"]
    work = cases[case]["remaining"]
    handling, overtime, free, back = 0.0, 0.0, np.inf, np.inf
    while True:
        end = min(stretches[k]["end"], rules.run_end)
        if now + work <= end:
            free = now + work
            cases[case]["finish"] = free
            handling += within(now, free, rules.plan_end)
            break
        handling += within(now, end, rules.plan_end)
        work -= end - now
        k += 1
        resumes = stretches[k]["start"] if k < last else np.inf
        if k == last or stretches[k]["shift"] != stretches[k - 1]["shift"]:
            if rules.at_shift_end == HANDOVER:
                cases[case]["remaining"] = work
                free, back = resumes, end
                break
            if rules.at_shift_end != KEEP:
                done, until = end + work, min(resumes, rules.run_end)
                overtime += within(end, min(done, until), rules.plan_end)
                if done <= until:
                    cases[case]["finish"] = done
                    free = resumes
                    break
                work -= until - end
        now = resumes
        if now >= rules.run_end:
            cases[case]["remaining"] = work
            break
    agents[agent]["position"] = k
    agents[agent]["handling"] += handling * rules.present_share
    agents[agent]["overtime"] += overtime
    return free, back


@compiled
def start_shifts(agents: Records, stretches: Records, free: Records) -> int:
    """Everyone is free from the start of their first stretch; the number of agents who have one."""
    size = 0
    for agent in range(len(agents)):
        first = agents[agent]["first"]
        agents[agent]["position"] = first
        agents[agent]["handling"] = agents[agent]["overtime"] = 0.0
        if first < agents[agent]["last"]:
            add(free, size, stretches[first]["start"], agent)
            size += 1
    return size


@compiled
def release(free: Records, size: int, time: float) -> int:
    """The agent on top of the heap is free again at `time`, or never; how many agents remain."""
    agent = free[0]["number"]
    if time == np.inf:
        size -= 1
        time, agent = free[size]["time"], free[size]["number"]
    if size > 0:
        settle_down(free, size, time, agent)
    return size


@compiled
def move_on(agents: Records, stretches: Records, agent: int) -> float:
    """An agent leaves a stretch that is over; when the next one starts."""
    k = agents[agent]["position"] + 1
    agents[agent]["position"] = k
    return float(stretches[k]["start"]) if k < agents[agent]["last"] else np.inf


@compiled
def run(rules: Rules, queues: Records, room: Room, total: int) -> None:
    """One replication: fill in when each case is finished."""
    cases, agents, stretches, free, back, head = room
    open_queues(cases, head, total)
    present = start_shifts(agents, stretches, free)
    arrived = waiting = away = 0
    now = -np.inf
    while present > 0:
        now = max(now, free[0]["time"])
        while now < rules.run_end:  # once for now; and, if none waits now, once more for the next moment with a case
            while arrived < total and cases[arrived]["created"] <= now:
                cases[arrived]["waiting"] = 1
                arrived += 1
                waiting += 1
            while away > 0 and back[0]["time"] <= now:
                put_back(cases, head, back[0]["number"])
                away, waiting = away - 1, waiting + 1
                settle_down(back, away, back[away]["time"], back[away]["number"])
            if waiting > 0:
                break
            arrival = cases[arrived]["created"] if arrived < total else np.inf
            now = min(arrival, back[0]["time"]) if away > 0 else arrival
        if now >= rules.run_end:
            break
        agent = free[0]["number"]
        if now >= stretches[agents[agent]["position"]]["end"]:
            present = release(free, present, move_on(agents, stretches, agent))
            continue
        case = next_case(rules, queues, cases, head, arrived, now)
        cases[case]["waiting"] = 0
        waiting -= 1
        free_again, handed_back = handle(rules, agents, stretches, cases, agent, case, now)
        if handed_back < np.inf:
            add(back, away, handed_back, case)
            away += 1
        present = release(free, present, free_again)


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
            total = draw_cases(tables, rules.plan_first, volume[k], key, room.cases)
            draw_crew(tables, rules.absence, key, room)
            for case in range(total):
                room.cases[case]["finish"] = np.inf
                room.cases[case]["remaining"] = room.cases[case]["handle"] / rules.present_share
            run(rules, tables.queues, room, total)
            count_people(rules, room, tally, k)
            count_cases(rules, tables, room.cases, tally, total, k)

    return simulate


simulate = _entry(digest_of_sources())
