"""Whether a wish or leave can be granted, as plain data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from staffing.conflicts import Member
from staffing.documents.workspace import Workspace
from staffing.granting.against import Against
from staffing.granting.compared import Compared, DayChange, RuleChange
from staffing.granting.leave import LeaveAnswer
from staffing.granting.wish import WishAnswer
from staffing.outlook import Outlook
from staffing.plan import Settings
from staffing.reports.granting_headlines import any_headline, leave_headline, unplanned_sentences, wish_headline
from staffing.reports.granting_sentences import shift_counts
from staffing.reports.run_record import breach_record
from staffing.reports.service_record import service_record

GRANTED, POSSIBLE, IMPOSSIBLE = "granted", "possible", "impossible"


def wish_record(answer: WishAnswer, settings: Settings) -> dict[str, Any]:
    """What `staffing explain --json` prints of a wish."""
    asked, found = answer.asked, answer.against
    return {
        **_head(answer.outlook.workspace, settings),
        "agent": asked.agent_id,
        "date": asked.date.isoformat(),
        "want": list(asked.wants),
        "request_points": asked.weight,
        "roster": answer.present.source,
        "answer": GRANTED if answer.granted else POSSIBLE if found is None else IMPOSSIBLE,
        "sentence": wish_headline(answer),
        "published_left_out": answer.freed,
        "against": None if found is None else _against(answer.outlook, found),
        **_compared(answer.outlook, answer.compared),
    }


def leave_record(answer: LeaveAnswer, settings: Settings) -> dict[str, Any]:
    """What `staffing check --leave --json` prints."""
    found, outlook = answer.against, answer.outlook
    counts = {} if answer.compared is None else shift_counts(answer.compared)
    return {
        **_head(outlook.workspace, settings),
        "leave": [{"agent": x.agent_id, "start": x.start.isoformat(), "end": x.end.isoformat()} for x in answer.asked],
        "answer": GRANTED if answer.there else POSSIBLE if found is None else IMPOSSIBLE,
        "sentence": leave_headline(answer),
        "looked_at": _looked_at(answer),
        "published_left_out": [
            {"agent": row.agent_id, "date": row.date.isoformat(), "shift": row.shift_id} for row in answer.freed
        ],
        "against": None if found is None else _against(outlook, found),
        "shifts": [
            {"agent": outlook.problem.agent_names[agent], "before": before, "after": after}
            for agent, (before, after) in counts.items()
        ],
        **_compared(outlook, answer.compared),
    }


def any_record(outlook: Outlook, found: Against | None, settings: Settings) -> dict[str, Any]:
    """What `staffing explain --json` prints of no agent."""
    return {
        **_head(outlook.workspace, settings),
        "answer": POSSIBLE if found is None else IMPOSSIBLE,
        "sentence": any_headline(found, outlook),
        "against": None if found is None else _against(outlook, found),
    }


def _head(workspace: Workspace, settings: Settings) -> dict[str, Any]:
    return {
        "team": workspace.team.team,
        "as_of": workspace.as_of.isoformat(),
        "first_day": workspace.first_day.isoformat(),
        "weeks": workspace.weeks,
        "seed": settings.seed,
    }


def _against(outlook: Outlook, found: Against) -> dict[str, Any]:
    return {
        "facts": list(found.facts),
        "without_it_either": found.anyway,
        "conflicts": [
            {"confirmed": conflict.confirmed, "members": [_member(outlook, member) for member in conflict.members]}
            for conflict in found.conflicts
        ],
        "ways_out": [
            {
                "sentence": way.sentence,
                "amount": way.amount,
                "unit": way.unit,
                "price": way.objective,
                "article": way.article or None,
            }
            for way in found.ways
        ],
    }


def _member(outlook: Outlook, member: Member) -> dict[str, Any]:
    return {
        "rule": member.rule.rule,
        "agent": None if member.agent < 0 else outlook.problem.agent_names[member.agent],
        "date": None if member.day < 0 else outlook.axis.date_of(member.day).isoformat(),
        "what": member.what,
        "article": member.article or None,
    }


def _compared(outlook: Outlook, both: Compared | None) -> dict[str, Any]:
    """`before` and `after`, and what differs; null where there is nothing to compare."""
    if both is None:
        return dict.fromkeys(("before", "after", "difference", "rules", "changes", "cut_by_time", "people_open"))
    sides = {
        name: {
            "price": side.price,
            "hard_breaches": side.hard,
            "targets_missed": list(side.missed),
            "service": service_record(outlook, side.service),
        }
        for name, side in (("before", both.before), ("after", both.after))
    }
    return {
        **sides,
        "difference": {"price": both.points, "weeks": asdict(both.weeks), "rate": asdict(both.rate)},
        "rules": [_rule(outlook, change) for change in both.rules],
        "changes": [_change(outlook, day) for day in both.days],
        "cut_by_time": both.cut,
        "people_open": both.among or len(outlook.problem.agent_names),
    }


def _rule(outlook: Outlook, change: RuleChange) -> dict[str, Any]:
    figures = {name: getattr(change, name) for name in ("rule", "unit", "before", "after", "points")}
    return {**figures, "worse": [breach_record(outlook, breach) for breach in change.worse]}


def _looked_at(answer: LeaveAnswer) -> dict[str, Any]:
    """The planned days, and the weeks that would hold all of the leave."""
    workspace, (first, weeks) = answer.outlook.workspace, answer.whole
    return {
        "first_day": workspace.first_day.isoformat(),
        "last_day": workspace.last_day.isoformat(),
        "all": not answer.partly,
        "week_of_all": first.isoformat(),
        "weeks_of_all": weeks,
        "sentence": "; ".join(unplanned_sentences(answer)) or None,
    }


def _change(outlook: Outlook, day: DayChange) -> dict[str, Any]:
    names = outlook.problem.shift_names
    return {
        "agent": outlook.problem.agent_names[day.agent],
        "date": outlook.axis.date_of(day.day).isoformat(),
        "was": [names[shift] for shift in day.was],
        "now": [names[shift] for shift in day.now],
    }
