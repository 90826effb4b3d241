"""A second opinion on the rules, written by hand from the laws and the documents alone.

It knows no Problem, no Roster and no rule of the package: only what people wrote, and the calendar. Laws are given as
they stand in `team.yaml`. Rows are (agent, date, shift) as in `roster.csv`; breaches are amounts by (rule, agent,
date), dated as the reports date them, which the chapters in `tests/rules/oracles` say law by law. Nobody in particular
is the agent "", and the plan as a whole the date None.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from tests.rules.oracles import counts, labour, patterns, people, runs, standing
from tests.rules.oracles.facts import DAY, Facts, Work
from tests.rules.oracles.line import Line
from tests.rules.oracles.standing import Given

__all__ = ["DAY", "Breach", "Oracle", "Row", "name_of"]

Row = tuple[str, date, str]
Breach = tuple[str, str, date | None]
LINES = {**standing.LINES, **counts.LINES, **patterns.LINES, **runs.LINES, **labour.LINES}
"""Laws of one agent's line of work: (facts, what is given, the line) -> (date, amount) of each breach."""
TEAM = people.TEAM
"""Laws of people together: (facts, what is given, the lines by agent) -> (agent, date, amount)."""


UNSURE = {"premium_pay"}
"""Laws of which the amount of a breach does not follow from what is written here; each counts 1 a date."""


class Oracle:
    """The laws of a team, with their names, over what is written of its people and days."""

    def __init__(self, facts: Facts, laws: Iterable[Given]) -> None:
        self.facts = facts
        self.laws: dict[str, Given] = {name_of(law): law for law in laws}
        self._known: dict[tuple[str, Line], Mapping[date, int]] = {}
        self._bound: dict[tuple[str, str], bool] = {}

    def breaches(self, rows: Iterable[Row]) -> Counter[Breach]:
        """Every breach of a roster by anybody."""
        return self.of_lines(self.lines(rows))

    def of_lines(self, lines: Mapping[str, Line]) -> Counter[Breach]:
        """Every breach of some lines of work."""
        return Counter({key: amount for name in self.laws for key, amount in self.of_law(name, lines).items()})

    def lines(self, rows: Iterable[Row]) -> dict[str, Line]:
        """The work of everybody who is planned."""
        of: dict[str, list[Work]] = defaultdict(list)
        for agent, day, shift in rows:
            of[agent].append((day, shift))
        return {agent: Line(self.facts, agent, of[agent]) for agent in self.facts.people}

    def of_law(self, name: str, lines: Mapping[str, Line]) -> Counter[Breach]:
        """Every breach of one law."""
        law = self.laws[name]
        found: Counter[Breach] = Counter()
        if law["rule"] in TEAM:
            for agent, day, amount in TEAM[law["rule"]](self.facts, law, lines):
                found[name, agent, day] += amount
            return found
        for agent, line in lines.items():
            for day, amount in self.of_line(name, line).items():
                found[name, agent, day] += amount
        return found

    def of_line(self, name: str, line: Line) -> Mapping[date, int]:
        """The breaches of one law by one agent."""
        key = (name, line)
        if key not in self._known:
            found: dict[date, int] = {}
            if self._is_bound(name, line.agent):
                law = self.laws[name]
                for day, amount in LINES[law["rule"]](line.facts, law, line):
                    found[day] = 1 if law["rule"] in UNSURE else found.get(day, 0) + amount
            self._known[key] = found
        return self._known[key]

    def keeps(self, name: str, lines: Mapping[str, Line]) -> bool:
        """Whether nobody breaks a law."""
        if self.laws[name]["rule"] in TEAM:
            return not self.of_law(name, lines)
        return not any(self.of_line(name, line) for line in lines.values())

    def breaks(self, name: str, lines: Mapping[str, Line], changed: Mapping[str, Line]) -> bool:
        """Whether a law is broken by some lines in place of others, which keep it."""
        return not self.keeps(name, {**lines, **changed} if self.laws[name]["rule"] in TEAM else changed)

    def badness(self, line: Line) -> Counter[date]:
        """How bad the breaches of laws of one line of work are, by date: one for each, the amounts a little counted."""
        found: Counter[date] = Counter()
        for name, law in self.laws.items():
            if law["rule"] not in TEAM:
                for day, amount in self.of_line(name, line).items():
                    found[day] += 1000 + amount
        return found

    def broken(self, lines: Mapping[str, Line], changed: Iterable[str]) -> bool:
        """Whether any law is broken, where only the lines of some may break one of their own."""
        alone = [name for name, law in self.laws.items() if law["rule"] not in TEAM]
        if any(self.of_line(name, lines[agent]) for agent in changed for name in alone):
            return True
        return not all(self.keeps(name, lines) for name in self.laws if name not in alone)

    def _is_bound(self, name: str, agent: str) -> bool:
        if (name, agent) not in self._bound:
            self._bound[name, agent] = self.binds(self.laws[name], agent)
        return self._bound[name, agent]

    def binds(self, law: Given, agent: str) -> bool:
        """Whether a law is written for somebody: by site, id, contract and wage, and not waived."""
        person, contract, team = self.facts.agents[agent], self.facts.contract(agent), self.facts.team
        limit, wage = law.get("salary_limit"), contract.cost_per_month
        site = self.facts.at(agent).site.id
        waived = {*person.waivers, *(each.waiver for each in team.waivers if each.agent == agent)}
        return (
            law.get("at", site) == site
            and ("at" in law or f"{name_of(law)}@{site}" not in self.laws)
            and (not law.get("agents") or agent in law["agents"])
            and (not law.get("contracts") or contract.id in law["contracts"])
            and not (limit and limit["currency"] == team.costs.currency and wage and wage > limit["amount"])
            and law.get("waiver") not in waived
        )


def name_of(law: Given) -> str:
    """Under what a law is known: the name of its rule, its label, and its site where it is one site's own."""
    if "name" in law:
        return str(law["name"])
    name = f"{law['rule']}:{law['label']}" if law.get("label") else str(law["rule"])
    return f"{name}@{law['at']}" if "at" in law else name
