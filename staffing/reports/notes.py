"""What a reader of a plan must know besides its figures: how the search ended, and what was assumed."""

from __future__ import annotations

from collections.abc import Iterator

from forecasts.calendar_table import findings
from staffing.documents.workspace import Workspace
from staffing.plan import Outlook, Plan
from staffing.reports.event_table import event_notes
from staffing.reports.handling import handling_notes
from staffing.reports.opening import opening_sentences
from staffing.reports.people import shown_name
from staffing.reports.plain_text import counted, plain
from staffing.reports.site_facts import special_days
from staffing.result import Result, Status

SHORT_HISTORY_WEEKS = 8
_ORDERS = {
    "oldest_first": "the oldest case first",
    "oldest_savable_first": "the oldest case that can still be on time first, late ones behind unless they near the "
    "maximum age",
}
_SHIFT_ENDS = {
    "handover": "a case unfinished at shift end is handed over",
    "keep": "a case unfinished at shift end waits for its agent",
    "overtime": "a case unfinished at shift end is finished in overtime",
}


def solver_sentences(plan: Plan) -> Iterator[str]:
    """How good the roster is proven to be, and what that bound means."""
    result = plan.result
    if result is None:
        yield "The roster was given, not searched for: there is no bound on how much better another one could be."
        return
    yield from _price_sentences(result)
    yield _engine_sentence(result)
    if result.limit_hit == "time" and result.status == Status.OPTIMAL:
        yield "The search for less waiting work was cut by its time limit (--time-limit)."
    elif result.limit_hit:
        yield _LIMITS[result.limit_hit]


def cut_far_off(plan: Plan) -> str:
    """What to do about a roster whose search the clock cut far from its bound; empty for any other."""
    result = plan.result
    if result is None or result.limit_hit != "time" or (result.gap or 0.0) < FAR_OFF:
        return ""
    price = f"{counted(result.objective or 0, 'point')}, no roster below {result.bound} is possible"
    return (
        f"The time limit cut the search far from the best ({price}): a much better roster may be there; raise "
        "--time-limit before you use this one, or plan fewer weeks at once"
    )


def _price_sentences(result: Result) -> Iterator[str]:
    price = f"The roster costs {counted(result.objective or 0, 'price point')} for breaches of priced rules"
    if result.objective == 0:
        yield "The roster keeps every priced rule: it costs 0 price points, and no roster can cost less."
        return
    if result.status != Status.OPTIMAL and result.bound <= 0:
        yield f"{price}; no useful bound on the price of another roster was proven in that time."
        return
    if result.status == Status.OPTIMAL:
        yield f"{price}; none costs less, proven by the {_engine(result)} engine."
        yield f"The proof holds for {_MODEL}; the simulated rate is measured on the roster itself."
        return
    gap = 0.0 if result.gap is None else result.gap
    yield (
        f"{price}; no roster can cost less than {result.bound} (gap {100 * gap:.1f}%), proven by "
        f"the {_engine(result)} engine."
    )
    yield f"The bound holds for {_MODEL}; the simulated rate is measured on the roster itself."


def _engine(result: Result) -> str:
    return result.engine.split(",")[0]


def _engine_sentence(result: Result) -> str:
    """Which engine searched, how, and why that one."""
    name, _, more = result.engine.partition(", ")
    how = {"columns": "column generation", "tours": "counts of tours, then people"}.get(name, "CP-SAT")
    why = f": {result.because}" if result.because else ""
    return f"The {name} engine searched ({how}{f', {more}' if more else ''}){why}."


FAR_OFF = 0.5
"""Share of its price that a roster may lie above its bound before people are warned."""
_MODEL = "the plan's own model, in which work flows evenly at the mean forecast"
_LIMITS = {
    "work": "The search stopped at its limit of deterministic work; the same inputs give the same roster again.",
    "time": "The search was cut by its time limit; another machine may find another roster (--time-limit).",
    "interrupt": "The search was interrupted; this is the best roster found until then.",
}


def assumptions(outlook: Outlook) -> Iterator[str]:
    """What the plan takes for granted."""
    workspace = outlook.workspace
    yield from opening_sentences(outlook)
    yield from log_warnings(workspace)
    dispatch = workspace.team.dispatch
    yield f"Work is taken {_ORDERS[dispatch.order]}; {_SHIFT_ENDS[dispatch.at_shift_end]}."
    yield from handling_notes(outlook.handled)
    yield "Absence and in-shift shrinkage are those of team.yaml, not measured from the log."
    leads = [shown_name(agent) for agent in workspace.agents if agent.role == "lead"]
    if leads:
        yield f"Leads are not rostered and not on queue: {', '.join(leads)}."
    yield from special_days(outlook)
    yield from event_notes(outlook)
    yield from (plain(said) for said in findings(outlook.fitted))
    weeks = history_weeks(workspace)
    if weeks < SHORT_HISTORY_WEEKS:
        yield f"The ticket log holds {weeks:.1f} weeks; below {SHORT_HISTORY_WEEKS} the forecast is a rough one."
    if len(workspace.tickets.rejected):
        yield f"Rejected from the ticket log: {counted(len(workspace.tickets.rejected), 'row')} (rejected.csv)."


def log_warnings(workspace: Workspace) -> Iterator[str]:
    """Where the ticket log and what people wrote do not fit together."""
    if workspace.known_until < workspace.as_of:
        days = (workspace.as_of - workspace.known_until).total_seconds() / 86_400
        yield (
            f"The ticket log ends {workspace.known_until:%Y-%m-%d %H:%M}, {days:.1f} days before now "
            f"({workspace.as_of:%Y-%m-%d %H:%M}): what came and was done since is unknown, not nothing."
        )


def history_weeks(workspace: Workspace) -> float:
    """Weeks from the first ticket to the end of what is known."""
    first = workspace.tickets.frame["created_at"].min().to_pydatetime()
    return float((workspace.known_until - first).total_seconds() / 604_800)
