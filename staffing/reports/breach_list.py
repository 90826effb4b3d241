"""Every breach of a roster, those of hard rules first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from staffing.plan import Outlook
from staffing.reports.run_record import breach_record
from staffing.result import Violation


def breach_records(outlook: Outlook, breaches: Sequence[Violation]) -> list[dict[str, Any]]:
    """The breaches as plain data, hard ones first, each with `hard` and the rule's law."""
    rules = {rule.rule: rule for rule in outlook.rules}
    ordered = sorted(breaches, key=lambda breach: not rules[breach.rule].hard)
    return [{**breach_record(outlook, b), "hard": rules[b.rule].hard, "law": rules[b.rule].law} for b in ordered]


def breach_sentence(record: dict[str, Any]) -> str:
    """One breach as people read it: rule, who, when, what, and what it costs."""
    where = ", ".join(part for part in (record["agent"] or "team", record["date"]) if part)
    kind = "HARD" if record["hard"] else f"priced {record['price']}"
    return f"{kind}: {record['rule']} ({where}): {record['note']} [{record['amount']} {record['unit']}]"
