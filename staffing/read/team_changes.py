"""A `team.yaml` with differences: keys such as `targets.rate_24h`, each with its value as text."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from staffing.documents.scenario import Change
from staffing.documents.team import Team
from staffing.errors import InputError
from staffing.read.documents import keys_allowed
from staffing.read.faults import choice, shown
from staffing.read.yaml_source import Key, Spot, YamlSource, plain_value

ROOTS = (
    "availability",
    "contracts",
    "costs",
    "dispatch",
    "hiring",
    "open_hours",
    "overtime",
    "queues",
    "rules",
    "shifts",
    "shrinkage",
    "sites",
    "targets",
)
"""Keys of `team.yaml` below which a scenario may differ from the base."""
FIXED = {
    "costs": ("currency",),
    "queues": ("id", "names", "handle_minutes"),
    "sites": ("id", "zone", "country", "shifts"),
    "shifts": ("id",),
    "contracts": ("id",),
    "availability": ("id",),
    "rules": ("rule",),
    "hiring": ("id",),
}
"""Keys of the entries of lists that a scenario may not change: what else was read hangs on them."""
NAMED_BY = {"availability": "id", "contracts": "id", "premiums": "kind", "roles": "id", "rules": "rule", "shifts": "id"}
"""Lists to which a scenario may add an entry, and the key that names one."""
INSTEAD = {"probability": "turnover", "turnover": "probability"}
"""Keys of attrition of which one takes the place of the other."""
TOGETHER = {"hours_per_week": "weeks", "weeks": "hours_per_week"}
"""Keys of mentoring that say nothing alone: where one becomes 0, so does the other."""
FOLLOWS = {"hiring.attrition": INSTEAD, "hiring.new_hires": INSTEAD, "hiring.mentoring": TOGETHER}
OFF = "off"
SIGNED = {"growth"}
"""Keys whose numbers may be below 0, so that a sign sets them and does not change them."""


def changed_source(source: YamlSource, team: Team, changes: Iterable[tuple[str, str]], name: str) -> YamlSource:
    """The same file with some values changed, under a name for messages; it is checked as any `team.yaml` is.

    `team` is what the file says as it is: numbers that it leaves out are changed from their defaults. Raises InputError
    for a key that leads nowhere, or may not be changed, and for a value that cannot be read.
    """
    changed, pairs = YamlSource(name, deepcopy(source.data), source.marks), tuple(changes)
    for key, text in pairs:
        _Difference(changed, team, key, text).make()
    for key, _ in pairs:
        _follow(changed, key, [one for one, _ in pairs])
    return changed


class _Difference:
    """One key and its value as text, made in a file's plain data."""

    def __init__(self, source: YamlSource, team: Team, key: str, text: str) -> None:
        self.source, self.team, self.key, self.text = source, team, key, text

    def refuse(self, message: str) -> InputError:
        return InputError(f"{self.source.name} {self.key} {message}")

    def make(self) -> None:
        *above, last = self.spot()
        holder = self.source.value(tuple(above))
        if self.text == OFF and isinstance(last, int):
            self.take_away(above, last)
        elif isinstance(holder, list) and last == len(holder):  # a new entry, as the last one
            holder.append(self.new_entry(str(above[-1])))
        elif isinstance(holder, list) and isinstance(holder[int(last)], dict):
            raise self.refuse("is a whole entry; name what is to differ in it")
        elif isinstance(holder, (dict, list)):
            holder[last] = self.value((*above, last))  # type: ignore[index]
        else:
            raise self.refuse(f"is not there: {self.source.label(tuple(above))} is {shown(holder)}")

    def spot(self) -> Spot:
        """Keys and indices that lead to what is changed; only the last may be new."""
        parts: list[str] = self.key.split(".")
        value, spot = self.source.data, list[Key]()
        while parts:
            place: Key = parts[0]
            used = 1
            if isinstance(value, list):
                place, used = self.entry(value, spot, parts)
            if _is_fixed(spot, place):
                raise self.refuse("may not differ from the base; leave it out")
            spot.append(place)
            parts = parts[used:]
            if isinstance(value, dict):
                if place not in value and parts:  # left out so far; the whole file is checked for known keys
                    value[place] = [] if place in NAMED_BY else {}
                value = value.get(place)
            else:
                value = value[int(place)] if isinstance(value, list) and int(place) < len(value) else None
        return tuple(spot)

    def entry(self, entries: list[Any], spot: list[Key], parts: list[str]) -> tuple[int, int]:
        """The entry of a list that the next parts name, which may hold dots, and how many they are."""
        names = [_name_of(entry) for entry in entries]
        for used in range(len(parts), 0, -1):
            if (name := ".".join(parts[:used])) in names:
                return names.index(name), used
        if len(parts) == 1 and self.text.lstrip().startswith("{") and spot[-1] in NAMED_BY:
            return len(entries), 1
        where = self.source.label(tuple(spot))
        known = [name for name in names if name]
        there = choice(parts[0], known) if known else "; no entries are written there"
        raise self.refuse(f"leads nowhere: {where} has no {shown(parts[0])}{there}")

    def value(self, spot: Spot) -> Any:
        """What is to stand at a spot."""
        change = Change.of(self.text)
        if change is None:
            return plain_value(self.text, f"{self.source.name} {self.key}")
        change = _signed(change, self.text) if spot[-1] in SIGNED else change
        before = self.source.value(spot)
        if before is None:
            before = _in_force(self.team, self.source, spot)
        if before is None and change.kind != "set":
            if spot[-1] in keys_allowed(Team, spot[:-1], self.source):
                said = "but the base has no value there that it could change; write the value itself"
                raise self.refuse(f"is {shown(self.text)}, {said}")
            return self.text  # it is no key at all: the check of the whole file knows which is meant
        if change.kind == "set":
            after: float = change.by
        elif isinstance(before, (int, float)) and not isinstance(before, bool):
            after = round(change.after(before), 10)
        else:
            raise self.refuse(f"is {shown(self.text)}, but it is {shown(before)}, no number to change; write a value")
        return int(after) if float(after).is_integer() else after

    def new_entry(self, entries: str) -> Any:
        value = plain_value(self.text, f"{self.source.name} {self.key}")
        name = self.key.rpartition(".")[2]
        return {NAMED_BY[entries]: name, **value} if isinstance(value, dict) else value

    def take_away(self, above: list[Key], number: int) -> None:
        """A rule goes; a shift stays for the days before the plan, and no contract has it any more."""
        if above == ["shifts"]:
            name = self.source.data["shifts"][number]["id"]
            for contract in self.source.data["contracts"]:
                contract["shifts"] = [shift for shift in contract["shifts"] if shift != name]
        elif above[-1:] == ["rules"]:
            del self.source.value(tuple(above))[number]
        else:
            raise self.refuse('is "off"; only a shift or a rule can be off')


def _signed(change: Change, text: str) -> Change:
    """What a number with a sign means where the sign is part of the number: -0.3 and -30% set it to -0.3."""
    number = Change.of(text.strip().lstrip("+-"))
    negative = text.strip().startswith("-")
    return change if number is None or number.kind != "set" else Change("set", -number.by if negative else number.by)


def _is_fixed(spot: list[Key], place: Key) -> bool:
    """Whether a key below a spot may not be changed; in lists it is a key of an entry."""
    root = str(spot[0]) if spot else ""
    return len(spot) == {"costs": 1, "hiring": 3}.get(root, 2) and place in FIXED.get(root, ())


def _follow(source: YamlSource, key: str, keys: list[str]) -> None:
    """Change what a key of `hiring` drags along, unless the scenario names that too: then both are checked as given."""
    above, _, last = key.rpartition(".")
    other = FOLLOWS.get(above, {}).get(last)
    if other is None or f"{above}.{other}" in keys:
        return
    holder = source.value(tuple(above.split(".")))
    if last in INSTEAD:
        holder.pop(other, None)
    elif holder[last] == 0:
        holder[other] = 0


def _name_of(entry: Any) -> str:
    if not isinstance(entry, dict):
        return str(entry)
    return str(entry.get("id") or entry.get("rule") or entry.get("kind") or entry.get("name") or "")


def _in_force(team: Team, source: YamlSource, spot: Spot) -> Any:
    """What a key that the file leaves out is by default; None where it has no default."""
    value: Any = team
    for depth, part in enumerate(spot):
        if isinstance(part, int):
            wanted = _name_of(source.value(spot[: depth + 1]))
            names = [getattr(one, "id", getattr(one, "rule", getattr(one, "kind", ""))) for one in value]
            value = value[names.index(wanted)] if wanted in names else None
        else:
            value = getattr(value, part, None)
        if value is None:
            return None
    return value
