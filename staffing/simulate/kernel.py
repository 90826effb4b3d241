"""The compiled simulator: one replication after the other, event by event; `judge` says what the rules are.

There is no clock that ticks. For each skill group a heap holds when each agent is next free; of a group, the one
free first decides next, so at any moment there are as many candidates as groups. Where none of them has a case to
take, time moves to the next moment at which one may. Nothing can be taken before that moment, so decisions
come in the order of time, and an agent's work on a case is laid out over their stretches in one go.

Functions that are called once a case or more take single tables, not a tuple of them, and touch each on every path
to one way out: numba then leaves out counting references, which would cost more than the simulation.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from staffing.simulate.arrays import Ints, Records, Room, Rules, Tables, Tally
from staffing.simulate.clock import open_cases
from staffing.simulate.compiled import compiled, compiled_entry, digest_of_sources
from staffing.simulate.desk import SHIFT_ENDS
from staffing.simulate.dispatch import OLDEST_FIRST, count_waiting, oldest, open_lines, put_back, savable_or
from staffing.simulate.draws import child, draw_cases, draw_crew, mixed
from staffing.simulate.heap import add, comes_before, settle_down
from staffing.simulate.tally import count_cases, count_people, within

HANDOVER, KEEP = SHIFT_ENDS.index("handover"), SHIFT_ENDS.index("keep")


@compiled
def handle(
    rules: Rules, agents: Records, stretches: Records, cases: Records, agent: int, case: int, speed: float, now: float
) -> tuple[float, float]:
    """Lay out the work on a case from `now` on; when the agent is free again, and when the case is handed back.

    Infinity stands for never. At proficiency `speed` the work takes 1 / speed of its time. Moves the agent's position
    to the stretch they are free in. A case that is still open when the run ends keeps in `remaining` what is left of
    it then, whoever has it in hand.
    """
    k, last = agents[agent]["position"], agents[agent]["last"]
    work = cases[case]["remaining"] / speed  # on this agent's clock
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
                cases[case]["remaining"] = work * speed
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
            cases[case]["remaining"] = work * speed
            break
    agents[agent]["position"] = k
    agents[agent]["handling"] += handling * rules.present_share
    agents[agent]["overtime"] += overtime
    cases[case]["agent"] = agent
    return free, back


@compiled
def start_shifts(agents: Records, stretches: Records, groups: Records, free: Records) -> None:
    """Everyone who has a stretch is free from the start of the first one, and no case waits for any group."""
    for group in range(len(groups)):
        groups[group]["present"] = groups[group]["eligible"] = 0
    for agent in range(len(agents)):
        first = agents[agent]["first"]
        agents[agent]["position"] = first
        agents[agent]["handling"] = agents[agent]["overtime"] = 0.0
        if first < agents[agent]["last"]:
            group = groups[agents[agent]["group"]]
            add(free, group["top"], group["present"], stretches[first]["start"], agent)
            group["present"] += 1


@compiled
def release(groups: Records, free: Records, group: int, time: float) -> None:
    """The agent on top of the group's heap is free again at `time`, or never."""
    top, size = groups[group]["top"], groups[group]["present"]
    agent = free[top]["number"]
    if time == np.inf:
        size -= 1
        time, agent = free[top + size]["time"], free[top + size]["number"]
    groups[group]["present"] = size
    settle_down(free, top, size, time, agent)


@compiled
def move_on(agents: Records, stretches: Records, agent: int) -> float:
    """An agent leaves a stretch that is over; when the next one starts."""
    k = agents[agent]["position"] + 1
    agents[agent]["position"] = k
    return float(stretches[k]["start"]) if k < agents[agent]["last"] else np.inf


@compiled
def flexibility(groups: Records, group: int) -> int:
    """How many queues a group serves."""
    return int(groups[group]["last_queue"] - groups[group]["first_queue"])


@compiled
def clear_top(agents: Records, stretches: Records, groups: Records, free: Records, group: int, now: float) -> None:
    """Whoever is free in a stretch that is over moves on, until the top of the group's heap is free now or later."""
    top = groups[group]["top"]
    while (
        groups[group]["present"] > 0
        and free[top]["time"] <= now
        and now >= stretches[agents[free[top]["number"]]["position"]]["end"]
    ):
        release(groups, free, group, move_on(agents, stretches, free[top]["number"]))


@compiled
def group_that_decides(
    agents: Records, stretches: Records, groups: Records, free: Records, now: float
) -> tuple[int, float]:
    """The group whose first agent takes a case now, or -1; then also when the next of those with cases is free."""
    best, soonest = -1, np.inf
    for group in range(len(groups)):
        if groups[group]["eligible"] > 0 and (best < 0 or flexibility(groups, group) == flexibility(groups, best)):
            clear_top(agents, stretches, groups, free, group, now)
            top = groups[group]["top"]
            if groups[group]["present"] > 0:
                if free[top]["time"] > now:
                    soonest = min(soonest, free[top]["time"])
                elif best < 0 or comes_before(free, top, groups[best]["top"]):
                    best = group
    return best, soonest


@compiled
def run(rules: Rules, tables: Tables, room: Room, total: int) -> None:
    """One replication: fill in when each case is finished."""
    queues, proficiency, serves, served = tables.queues, tables.proficiency, tables.serves, tables.group_queues
    cases, agents, stretches, groups, free, back, lines = room
    open_lines(cases, lines, total)
    start_shifts(agents, stretches, groups, free)
    arrived = away = 0
    now = tables.interval_start[0]
    while now < rules.run_end:
        while arrived < total and cases[arrived]["created"] <= now:
            cases[arrived]["waiting"] = 1
            count_waiting(groups, serves, cases[arrived]["queue"], 1)
            arrived += 1
        while away > 0 and back[0]["time"] <= now:
            put_back(cases, lines, back[0]["number"])
            count_waiting(groups, serves, cases[back[0]["number"]]["queue"], 1)
            away -= 1
            settle_down(back, 0, away, back[away]["time"], back[away]["number"])
        group, soonest = group_that_decides(agents, stretches, groups, free, now)
        if group < 0:  # nothing happens before someone is free, a case comes or one is handed back
            arrival = cases[arrived]["created"] if arrived < total else np.inf
            now = min(soonest, arrival, back[0]["time"] if away > 0 else np.inf)
            continue
        agent = free[groups[group]["top"]]["number"]
        case = oldest(groups, served, cases, lines, group, arrived)
        if rules.order != OLDEST_FIRST and now - cases[case]["created"] <= rules.urgent_age:
            case = savable_or(case, queues, proficiency[agent], groups, served, cases, lines, group, arrived, now)
        cases[case]["waiting"] = 0
        count_waiting(groups, serves, cases[case]["queue"], -1)
        speed = proficiency[agent, cases[case]["queue"]]
        free_again, handed_back = handle(rules, agents, stretches, cases, agent, case, speed, now)
        if handed_back < np.inf:
            add(back, 0, away, handed_back, case)
            away += 1
        release(groups, free, group, free_again)


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
            open_cases(tables.queues, tables.corners, room.cases, total, rules.present_share)
            run(rules, tables, room, total)
            count_people(rules, room, tally, k)
            count_cases(rules, tables, room.cases, tally, total, k)

    return simulate


simulate = _entry(digest_of_sources())
