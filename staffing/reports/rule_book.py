"""The book of rules: what each rule says, its parameters, an example, and where it holds. For `staffing rules`."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, get_args

from staffing.engines import ENGINES
from staffing.reports.rule_book_articles import Article, articles
from staffing.reports.rule_book_groups import grouped, is_group
from staffing.reports.rule_book_parameters import Parameter, parameters_of, yaml_text
from staffing.result import Violation
from staffing.rules import ALWAYS, AgentRule, AnyRule, Rule
from staffing.rules.example import example_breaches
from staffing.rules.example_facts import facts_of
from staffing.rules.rule import LineRule


@dataclass(frozen=True)
class Entry:
    """One rule in the book."""

    kind: type[Rule]
    group: str
    articles: tuple[Article, ...] = ()

    @property
    def name(self) -> str:
        """Under what `team.yaml` and reports know it."""
        return self.kind.name()

    @property
    def weight(self) -> int | str:
        """Points per unit of breach, or `hard`, where nothing is written."""
        weight: int | str = self.kind.model_fields["weight"].default
        return weight

    @property
    def text(self) -> list[str]:
        """What there is to know beyond the sentence, by paragraph."""
        return [" ".join(part.split()) for part in inspect.cleandoc(self.kind.__doc__ or "").split("\n\n") if part]

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Parameters of its own."""
        return parameters_of(self.kind)

    @property
    def by_team(self) -> bool:
        """Whether `team.yaml` may have it."""
        return self.kind in _members(AnyRule)

    @property
    def by_site(self) -> bool:
        """Whether a site may have its own."""
        return self.kind in _members(AgentRule)

    @property
    def for_some(self) -> bool:
        """Whether it may be written for some agents or contracts only."""
        return self.by_team and issubclass(self.kind, LineRule)

    @property
    def counted(self) -> bool:
        """Whether it can be counted along one agent's line of work, as engines need that build one line at a time."""
        return self.kind.resources is not Rule.resources

    @property
    def where(self) -> str:
        """Where it comes from."""
        if self.by_site:
            said = "written under `rules:` of the team or of a site"
        elif self.by_team:
            said = "written under `rules:` of the team"
        elif self.kind in ALWAYS:
            return "holds for every team as it is"
        else:
            return "from the law that `labour_pack` names" if self.articles else "from `targets:`"
        return f"holds for every team, and may be {said}" if self.kind in ALWAYS else said

    @property
    def written(self) -> str:
        """An entry of `rules:` in YAML, or nothing where there is none to show."""
        given = {"rule": self.name, **self.kind.example}
        return yaml_text(given) if self.by_team else ""

    @property
    def article(self) -> str | None:
        """Its articles in one line; None without."""
        return "; ".join(dict.fromkeys(f"{one.pack}: {one.article}" for one in self.articles)) or None

    @property
    def facts(self) -> str:
        """What is so in its examples beside what all of them have; empty where it is nothing."""
        return facts_of(self.name).said

    def breaches(self) -> list[str]:
        """What the rule finds in its forbidden example; of several people it is said of whom and when."""
        if not self.kind.forbidden:
            return []
        rule, several = self.kind.model_validate(self.kind.example), len(self.kind.forbidden.split()) > 1
        return [_told(breach, several) for breach in example_breaches(rule, self.kind.forbidden)]


def _told(breach: Violation, several: bool) -> str:
    """The note of a breach, and of several people of whom and when it is told, where the note does not say."""
    who = [f"agent{breach.agent}"] if breach.agent >= 0 else []
    when = [f"day {breach.day + 1}"] if breach.day >= 0 else []
    missing = [part for part in who + when if part not in breach.note] if several else []
    return f"{', '.join(missing)}: {breach.note}" if missing else breach.note


def entries(names: Iterable[str] = ()) -> list[Entry]:
    """The rules of those names, or of groups so named, in the order of the book; all of them without names."""
    wanted, law = set(names), articles()
    groups = {group for group in grouped() if any(is_group(name, group) for name in wanted)}
    return [
        Entry(kind, group, law.get(kind.name(), ()))
        for group, kinds in grouped().items()
        for kind in kinds
        if not wanted or group in groups or kind.name() in wanted
    ]


def records(found: Iterable[Entry]) -> list[dict[str, Any]]:
    """The rules as plain data."""
    return [
        {
            "rule": entry.name,
            "kind": entry.kind.kind,
            "sentence": entry.kind.law,
            "article": entry.article,
            "engines": list(ENGINES),
            "group": entry.group,
            "unit": entry.kind.unit,
            "weight": entry.weight,
            "parameters": [asdict(parameter) for parameter in entry.parameters],
            "written_in": [place for place, may in (("team", entry.by_team), ("site", entry.by_site)) if may],
            "every_team": entry.kind in ALWAYS,
            "for_some": ["agents", "contracts"] if entry.for_some else [],
            "resource": entry.counted,
            "example": dict(entry.kind.example),
            "allowed": entry.kind.allowed.split(),
            "forbidden": entry.kind.forbidden.split(),
            "articles": [asdict(one) for one in entry.articles],
        }
        for entry in found
    ]


def _members(union: Any) -> tuple[type[Rule], ...]:
    """The kinds of rule in an annotated union."""
    members: tuple[type[Rule], ...] = get_args(get_args(union)[0])
    return members
