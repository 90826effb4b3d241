"""What a workspace holds, in a few lines or as data."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from forecasts.calendar_table import findings
from staffing.documents.workspace import Workspace
from staffing.plan import Outlook
from staffing.reports.achieved import achieved, achieved_sentence
from staffing.reports.event_table import event_notes
from staffing.reports.handling import handling_notes
from staffing.reports.labour_law import law_lines, pack_records
from staffing.reports.notes import history_weeks, log_warnings
from staffing.reports.opening import open_ages, opening_record, opening_sentences
from staffing.reports.plain_text import counted, plain
from staffing.reports.rejected_table import counted_reasons
from staffing.reports.site_facts import site_lines, site_records
from staffing.reports.skills import group_records
from staffing.reports.trainees import trainee_lines, trainee_records

_AGE_EDGES = (8, 24, 72)


def workspace_facts(outlook: Outlook) -> dict[str, Any]:
    """The facts as plain data."""
    workspace = outlook.workspace
    people = Counter(agent.role for agent in workspace.agents)
    return {
        "team": workspace.team.team,
        "zone": workspace.team.zone,
        "agents": people["agent"],
        "leads": people["lead"],
        "contracts": dict(sorted(Counter(agent.contract for agent in workspace.agents).items())),
        "sites": site_records(outlook),
        "labour_packs": pack_records(outlook),
        "groups": group_records(outlook),
        "business_clocks": [queue.id for queue in workspace.team.queues if queue.clock == "business"],
        "shifts": [shift.id for shift in workspace.team.shifts],
        "queues": [queue.id for queue in workspace.team.queues],
        "as_of": workspace.as_of.isoformat(),
        "first_day": workspace.first_day.isoformat(),
        "last_day": workspace.last_day.isoformat(),
        "tickets": len(workspace.tickets.frame),
        "history_weeks": round(history_weeks(workspace), 1),
        "rejected": dict(counted_reasons(workspace.tickets)),
        "achieved": achieved(workspace),
        "open_cases": _ages(workspace),
        "opening": opening_record(outlook),
        "warnings": list(log_warnings(workspace)),
        "leave": len(workspace.leave),
        "requests": len(workspace.requests),
        "published": len(workspace.published),
        "in_training": trainee_records(outlook),
        "requisitions": _requisitions(workspace),
        "handle_times": handling_notes(outlook.handled),
        "events": list(event_notes(outlook)),
        "found_in_log": [plain(said) for said in findings(outlook.fitted)],
    }


def fact_lines(outlook: Outlook) -> Iterator[str]:
    """The facts as sentences."""
    workspace, facts = outlook.workspace, workspace_facts(outlook)
    contracts = ", ".join(f"{count} {name}" for name, count in facts["contracts"].items())
    yield f"people: {counted(facts['agents'], 'agent')} and {counted(facts['leads'], 'lead')} ({contracts})"
    yield f"shifts: {', '.join(facts['shifts'])}; queues: {', '.join(facts['queues'])}"
    yield from site_lines(outlook)
    yield from law_lines(outlook)
    yield f"now: {workspace.as_of:%A %Y-%m-%d %H:%M} in {facts['zone']}"
    yield f"week planned: {facts['first_day']} to {facts['last_day']}"
    rejected = sum(facts["rejected"].values())
    yield f"tickets: {facts['tickets']} over {facts['history_weeks']:g} weeks, {rejected} more rejected"
    for reason, count in facts["rejected"].items():
        yield f"  {count} x {reason}"
    yield achieved_sentence(facts["achieved"])
    yield f"open cases: {_age_words(facts['open_cases'])}"
    yield from opening_sentences(outlook)
    yield (
        f"rows: {facts['leave']} of leave, {counted(facts['requests'], 'request')}, "
        f"{counted(facts['published'], 'published assignment')}"
    )
    yield from trainee_lines(outlook)
    yield from _requisition_lines(facts["requisitions"])
    yield from (f"mind: {warning}" for warning in facts["warnings"])
    yield from (sentence for name in ("handle_times", "events", "found_in_log") for sentence in facts[name])


def _requisitions(workspace: Workspace) -> dict[str, int]:
    """Requisitions in all, and of those that are open the number and the people wanted."""
    found = [one for one in workspace.requisitions if one.is_open]
    people = sum(one.headcount for one in found)
    return {"count": len(workspace.requisitions), "open": len(found), "people": people}


def _requisition_lines(found: dict[str, int]) -> Iterator[str]:
    if not found["count"]:
        return
    every = f" of {found['count']}" if found["open"] < found["count"] else ""
    people = "1 person" if found["people"] == 1 else f"{found['people']} people"
    yield f"requisitions: {found['open']} open{every}" + (f", for {people}" if found["open"] else "")


def _ages(workspace: Workspace) -> dict[str, Any]:
    ages = open_ages(workspace)
    names = [f"{low}-{high} h" for low, high in pairwise((0, *_AGE_EDGES))] + [f"over {_AGE_EDGES[-1]} h"]
    spans = pairwise((0.0, *_AGE_EDGES, math.inf))
    by_age = {name: sum(low <= age < high for age in ages) for name, (low, high) in zip(names, spans, strict=True)}
    return {
        "count": len(ages),
        "oldest_hours": round(ages[0], 1) if ages else None,
        "by_age": by_age,
    }


def _age_words(ages: dict[str, Any]) -> str:
    if not ages["count"]:
        return "none"
    spans = ", ".join(f"{count} of {span}" for span, count in ages["by_age"].items() if count)
    return f"{ages['count']}, the oldest {ages['oldest_hours']} h old ({spans})"
