"""Which articles of which labour packs state a rule."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from staffing.rules.packs import pack_of, packs_known


@dataclass(frozen=True)
class Article:
    """A place in the law that a rule states: the pack that has it, the rule's parameters there, and what is other."""

    pack: str
    article: str
    parameters: dict[str, Any] = field(default_factory=dict)
    note: str = ""


def articles() -> dict[str, tuple[Article, ...]]:
    """The articles of each rule, by its name."""
    found: dict[str, tuple[Article, ...]] = {}
    for pack in packs_known():
        for entry in pack_of(pack).rules:
            name = entry.rule.rule
            given = entry.rule.model_dump(mode="json", exclude_defaults=True, exclude={"rule", "label"})
            found[name] = (*found.get(name, ()), Article(pack, entry.article, given, entry.note))
    return found
