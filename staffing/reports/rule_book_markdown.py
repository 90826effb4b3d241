"""The book of rules as a page of the documentation, docs/rules.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from staffing.engines import ENGINES
from staffing.reports.plain_text import markdown
from staffing.reports.rule_book import Entry
from staffing.reports.rule_book_parameters import yaml_text
from staffing.reports.rule_book_wishes import WISHES
from staffing.rules.example import BOTH, DAYS, SAID

HEAD = f"""\
# Rules

What rosters keep, or what it costs not to. This page is made by `staffing rules --markdown`; `staffing rules NAME`
prints one rule of it.

A rule is an entry of `rules:` in `team.yaml`. Every one may have:

- `weight`: points for each unit of a breach, or `hard`: no roster may break it. The price of a roster is the sum of
  weight x amount over its breaches. An amount that rises (fairness) counts 1 for the first, 2 for the second, up
  to 6 each.
- `label`: a name of your own, so that a rule can be written more than once: it is then known as `rule:label`.

Where a rule may be written for some people only, `agents` (ids) and `contracts` say for whom it holds: everybody
without them. A site may have rules of its own in place of the team's of the same name; they are told as
`min_rest@toronto`. A rule of one agent looks at one person's line of work, a rule of the team at everybody's. The days
before the plan, as published, are looked at too; a breach is told where a planned day takes part in it.

In the examples {SAID}
A person whose row is empty does not work."""
WISHED = "I want ..."
MAKERS = "For developers"


def rules_page(found: Sequence[Entry]) -> str:
    """The whole page, of some rules."""
    groups = dict.fromkeys(entry.group for entry in found)
    links = (f"[{group}](#{group.lower().replace(' ', '-')})" for group in (*groups, MAKERS))
    parts = [HEAD.rstrip(), *_wishes(found), " · ".join(links)]
    for group, inside in _by_group(found):
        parts += [f"## {group}", _index(inside)]
        for entry in inside:
            parts += _section(entry)
    parts += [f"## {MAKERS}", *_for_makers(found)]
    return "\n\n".join(parts) + "\n"


def _by_group(found: Sequence[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    for group, inside in groupby(found, key=lambda entry: entry.group):
        yield group, list(inside)


def _wishes(found: Sequence[Entry]) -> Iterator[str]:
    """What people want in their own words, with the entry that says it."""
    known = {entry.name for entry in found}
    rows = [[wish.text, f"[{wish.rule}](#{wish.rule})", f"`{wish.written}`"] for wish in WISHES if wish.rule in known]
    if rows:
        yield f"## {WISHED}"
        yield _table([WISHED, "rule", "for example"], rows)


def _for_makers(found: Sequence[Entry]) -> Iterator[str]:
    """What a planner need not know: which engines keep which rule."""
    yield (
        f"The engines ({', '.join(ENGINES)}) keep every rule. Some rules can be counted day by day along one person's\n"
        "line of work, as the column engine does; it keeps the others as rows of its linear program (engines.md)."
    )
    for words, counted in (("Counted along one line", True), ("Not counted so", False)):
        names = [f"`{entry.name}`" for entry in found if entry.counted == counted]
        if names:
            yield f"{words}: {', '.join(names)}."


def _index(inside: Sequence[Entry]) -> str:
    rows = [[f"[{one.name}](#{one.name})", one.kind.law, one.kind.unit, str(one.weight)] for one in inside]
    return _table(["rule", "what it says", "a breach counts", "weight"], rows)


def _section(entry: Entry) -> Iterator[str]:
    yield f"### {entry.name}"
    yield entry.kind.law
    yield from entry.text
    if entry.written:
        yield f"    rules:\n      - {entry.written}"
    if entry.parameters:
        rows = [[f"`{one.name}`", one.allowed, one.default_text] for one in entry.parameters]
        yield _table(["parameter", "what it may be", "default"], rows)
    yield _facts(entry)
    if entry.kind.allowed:
        if entry.facts:
            yield f"In these examples {entry.facts.replace('*', '&ast;')}"
        yield _examples(entry)


def _facts(entry: Entry) -> str:
    people = "; for all agents, or for some `agents` or `contracts`" if entry.for_some else ""
    facts = [
        f"a rule of {'one agent' if entry.kind.kind == 'agent' else 'the team'}{people}",
        entry.where,
        f"weight {entry.weight}; a breach counts {entry.kind.unit}",
    ]
    for one in entry.articles:
        given = f": `{yaml_text(one.parameters)}`" if one.parameters else ""
        note = f" ({markdown(one.note)})" if one.note else ""
        facts.append(f"by law, `{one.pack}`, {markdown(one.article)}{given}{note}")
    return "\n".join(f"- {fact}" for fact in facts)


def _examples(entry: Entry) -> str:
    """The two rosters, a row for each person, and what is found in the forbidden one."""
    rows = []
    for word, text, notes in (
        ("allowed", entry.kind.allowed, []),
        ("forbidden", entry.kind.forbidden, entry.breaches()),
    ):
        for number, line in enumerate(text.split()):
            days = ["&ast;" if letter == BOTH else letter.replace("-", " ") for letter in line]
            rows.append([word if not number else "", *days, "" if number else "; ".join(map(markdown, notes))])
    return _table(["", *(str(day + 1) for day in range(DAYS)), ""], rows)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell or " " for cell in line) + " |" for line in lines)
