"""The book of rules in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from staffing.reports.plain_text import plain
from staffing.reports.rule_book import Entry
from staffing.reports.rule_book_parameters import yaml_text
from staffing.rules.example import SAID

INDENT = (0, 0, 0, 2)


def print_rules(out: Console, found: Iterable[Entry]) -> None:
    """Every rule with its sentence, its parameters, its examples, and where it holds."""
    for group, inside in groupby(found, key=lambda entry: entry.group):
        out.print(Text(group, style="bold underline"))
        out.print()
        for entry in inside:
            out.print(Text(entry.name, style="bold"))
            for line in rule_lines(entry):
                out.print(Padding(Text(plain(line)), INDENT))
            out.print()
    out.print(Text(f"In the examples {SAID}"))


def rule_lines(entry: Entry) -> Iterator[str]:
    """What there is to say of a rule, without its name."""
    yield entry.kind.law
    for one in entry.parameters:
        yield f"{one.name}: {one.allowed}; " + ("it must be given" if one.required else f"default {one.default_text}")
    yield f"weight: {entry.weight}; a breach counts {entry.kind.unit}"
    if entry.kind.allowed:
        given = ", ".join(f"{key} {yaml_text(value)}" for key, value in entry.kind.example.items())
        yield "allowed: " + " / ".join(entry.kind.allowed.split()) + (f" (with {given})" if given else "")
    if entry.kind.forbidden:
        yield f"forbidden: {' / '.join(entry.kind.forbidden.split())}: {'; '.join(entry.breaches())}"
    if entry.facts:
        yield f"in these examples {entry.facts}"
    yield f"{entry.kind.kind} rule, {entry.where.replace('`', '')}"
    if entry.article:
        yield f"by law: {entry.article}"
