"""The differences of a scenario, told apart by what they change, and what contradicts itself among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from staffing.documents.scenario import Assumed, Change, Scenario
from staffing.documents.team import Team
from staffing.errors import InputError
from staffing.read.faults import choice, shown
from staffing.read.team_changes import ROOTS

WORDS = ("agents", "borrow", "event", "leave", "volume")
"""Keys of scenarios that are no keys of `team.yaml`."""
BORROW = ("people", "start", "days")
EVENT = ("date", "name", "uplift", "queue", "lead_days", "lag_days")
CONSENT = "overtime.consent"


@dataclass(frozen=True)
class Differences:
    """What a scenario changes: heads by contract, the work, leave, consent to overtime, an event, borrowed people,
    and keys of `team.yaml`.

    `consent` is `all`, `none` or empty; `event` and `borrow` hold their cells as written.
    """

    heads: tuple[tuple[str, Change], ...]
    assumed: Assumed
    leave_off: bool
    consent: str
    event: dict[str, str]
    borrow: dict[str, str]
    team: tuple[tuple[str, str], ...]


def differences_of(scenario: Scenario, team: Team, contract: str) -> Differences:
    """The differences of a scenario to a team; `agents` alone is the contract given.

    Raises InputError for unknown keys, values that their keys do not take, and keys that contradict each other.
    """
    keys = [(_whole(key, team, contract), value.strip()) for key, value in scenario.set]
    _check_contradictions(scenario.name, [key for key, _ in keys])
    return _Sorted(scenario.name, team, dict(keys)).differences()


def _whole(key: str, team: Team, contract: str) -> str:
    """A key in its long form."""
    if key == "agents":
        return f"agents.{contract}"
    if any(key == f"queues.{queue.id}.handle_minutes" for queue in team.queues):
        return f"{key}.mean"
    return key


def _check_contradictions(name: str, keys: list[str]) -> None:
    for key, times in Counter(keys).items():
        if times > 1:
            raise InputError(f"scenario {name}: {key} is given {times} times; give it once")
        heads = key.startswith("agents.")  # ids of contracts may hold dots
        other = next((one for one in keys if one.startswith(f"{key}.") and not heads), "")
        if other:
            raise InputError(f"scenario {name}: {key} is given as a whole and {other} within it; keep one of the two")
    one = next((key for key in keys if key.startswith("queues.") and key.endswith(".volume")), "")
    if one and "volume" in keys:
        raise InputError(f"scenario {name}: volume is of all queues and {one} of one; keep one of the two")


class _Sorted:
    """The keys of one scenario by what they change."""

    def __init__(self, name: str, team: Team, given: dict[str, str]) -> None:
        self.name, self.team, self.given = name, team, given
        self.queues = [queue.id for queue in team.queues]

    def refuse(self, key: str, said: str) -> InputError:
        return InputError(f"scenario {self.name}: {key} {said}")

    def differences(self) -> Differences:
        return Differences(
            heads=tuple(self.heads()),
            assumed=Assumed(tuple(self.volume()), tuple(self.handle())),
            leave_off=self.word("leave", ("off",)) == "off",
            consent=self.word(CONSENT, ("all", "none")),
            event=self.cells("event", EVENT, needed=("date",)),
            borrow=self.cells("borrow", BORROW, needed=BORROW),
            team=tuple(self.of_team()),
        )

    def heads(self) -> Iterator[tuple[str, Change]]:
        contracts = [contract.id for contract in self.team.contracts]
        for key, value in self.given.items():
            if key.startswith("agents."):
                contract = key.removeprefix("agents.")
                if contract not in contracts:
                    raise self.refuse(key, f"names no contract of team.yaml{choice(contract, contracts)}")
                change = Change.of(value)
                if change is None or "%" in value or change.kind == "times" or not change.by.is_integer():
                    raise self.refuse(key, f"is {shown(value)}; write a whole number of people, or +1 or -1")
                yield contract, change

    def volume(self) -> Iterator[tuple[str, float]]:
        for queue in self.queues:
            for key in ("volume", f"queues.{queue}.volume"):
                if key in self.given:
                    change = Change.of(self.given[key])
                    factor = 0.0 if change is None else change.after(1.0)
                    if not 0 < factor <= 100:
                        said = "write a factor above 0 and at most 100, such as 1.2, or +20%"
                        raise self.refuse(key, f"is {shown(self.given[key])}; {said}")
                    yield queue, factor

    def handle(self) -> Iterator[tuple[str, Literal["mean", "cv"], Change]]:
        parts: tuple[Literal["mean"], Literal["cv"]] = "mean", "cv"
        for queue in self.queues:
            for part in parts:
                key = f"queues.{queue}.handle_minutes.{part}"
                if key in self.given:
                    change = Change.of(self.given[key])
                    if change is None:
                        raise self.refuse(key, f"is {shown(self.given[key])}; write a number, +2 or +10%")
                    yield queue, part, change

    def word(self, key: str, allowed: tuple[str, ...]) -> str:
        given = self.given.get(key)
        if given is None:
            return ""
        if given not in allowed:
            raise self.refuse(key, f"is {shown(given)}; it must be {' or '.join(map(shown, allowed))}")
        return given

    def cells(self, root: str, allowed: tuple[str, ...], needed: tuple[str, ...]) -> dict[str, str]:
        found = {}
        for key, value in self.given.items():
            if key == root:
                raise self.refuse(key, f"has parts; give {', '.join(f'{root}.{part}' for part in needed)}")
            if key.startswith(f"{root}."):
                part = key.removeprefix(f"{root}.")
                if part not in allowed:
                    raise self.refuse(key, f"is not a known key{choice(part, allowed)}")
                found[part] = value
        missing = [part for part in needed if found and part not in found]
        if missing:
            raise self.refuse(f"{root}.{missing[0]}", f"is missing; give it beside {root}.{next(iter(found))}")
        return found

    def of_team(self) -> Iterator[tuple[str, str]]:
        for key, value in self.given.items():
            root, *parts = key.split(".")
            if root in WORDS or key == CONSENT:
                if root in ("leave", "volume") and parts:
                    raise self.refuse(key, f"is not a known key; write {root}")
                continue
            if root == "queues" and parts and parts[-1] == "volume":
                self.check_queue(key, ".".join(parts[:-1]))
            elif root == "queues" and parts[-2:-1] == ["handle_minutes"]:
                self.check_queue(key, ".".join(parts[:-2]))
                if parts[-1] not in ("mean", "cv"):
                    raise self.refuse(key, f"is not a known key{choice(parts[-1], ('mean', 'cv'))}")
            elif root not in ROOTS:
                raise self.refuse(key, f"is not a known key{choice(root, (*WORDS, *ROOTS))}")
            elif not parts:
                raise self.refuse(key, f"is all of {root}; name what is to differ in it, as in {root}.NAME")
            else:
                yield key, value

    def check_queue(self, key: str, queue: str) -> None:
        if queue not in self.queues:
            raise self.refuse(key, f"names no queue of team.yaml{choice(queue, self.queues)}")
