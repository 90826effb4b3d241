"""The people of a crowd as rows of `agents.csv`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from staffing.documents.people import Agent
from staffing.examples.crowd.mix import Mix, Pattern, SiteMix, dealt, heads

FIRST_NAMES = (
    "Ana", "Bayu", "Chloe", "Dewi", "Emeka", "Fatima", "Gita", "Hugo", "Ines", "Jonas", "Kofi", "Liza", "Marek",
    "Nadia", "Omar", "Priya", "Quentin", "Rosa", "Sari", "Tomas", "Uma", "Vera", "Wahyu", "Ximena", "Yusuf", "Zofia",
)  # fmt: skip
LAST_NAMES = (
    "Abad", "Bautista", "Costa", "Duarte", "Eriksen", "Fraser", "Gomes", "Hartono", "Ibarra", "Jansen", "Kowalski",
    "Lacson", "Moreira", "Novak", "Okafor", "Pratama", "Quimpo", "Rahman", "Santos", "Tremblay", "Utami", "Vargas",
    "Wibowo", "Xavier", "Yilmaz", "Zamora",
)  # fmt: skip
TRAINED_SINCE, TRAINEE_SPEED = 28, 0.8
"""Days since a trainee was hired, and how fast a trainee works."""


@dataclass(frozen=True)
class _Row:
    site: str
    contract: str
    skills: tuple[str, ...]
    hired_on: date
    availability: str = ""
    mentor: str = ""
    name: str = ""

    def agent(self, agent_id: str) -> Agent:
        return Agent(
            agent_id=agent_id,
            name=self.name,
            contract=self.contract,
            site=self.site,
            skills=self.skills,
            hired_on=self.hired_on,
            availability=self.availability,
            mentor=self.mentor,
        )


def people_of(mix: Mix, agents: int, first_day: date, rng: np.random.Generator) -> tuple[Agent, ...]:
    """So many people, site by site; ids are `a00001` and so on, trainees have a mentor of their site and contract."""
    rows: list[_Row] = []
    for site, number in zip(mix.sites, heads([each.share for each in mix.sites], agents), strict=True):
        rows += _site_rows(site, number, first_day, rng)
    digits = max(5, len(str(agents)))
    ids = [f"a{number:0{digits}d}" for number in range(1, agents + 1)]
    _pair_up(mix, rows, ids, first_day, rng)
    return tuple(row.agent(agent_id) for row, agent_id in zip(rows, ids, strict=True))


def _site_rows(site: SiteMix, people: int, first_day: date, rng: np.random.Generator) -> list[_Row]:
    contracts = [site.contracts[each][0] for each in dealt([share for _, share in site.contracts], people, rng)]
    sets = [tuple(name.split("|")) if name else () for name, _ in site.skills]
    skills = [sets[each] for each in dealt([share for _, share in site.skills], people, rng)]
    patterns = _patterns(site.patterns, contracts, rng)
    since = rng.integers(120, 3000, people)
    names = rng.integers(0, (len(FIRST_NAMES), len(LAST_NAMES)), (people, 2))
    return [
        _Row(
            site.site,
            contracts[number],
            skills[number],
            first_day - timedelta(days=int(since[number])),
            patterns[number],
            name=f"{FIRST_NAMES[names[number, 0]]} {LAST_NAMES[names[number, 1]]}",
        )
        for number in range(people)
    ]


def _patterns(patterns: Sequence[Pattern], contracts: list[str], rng: np.random.Generator) -> list[str]:
    """The pattern of each person, none for most; nobody has one that the contract cannot meet."""
    found = [""] * len(contracts)
    order = rng.permutation(len(contracts)).tolist()
    wanted = heads([*(each.share for each in patterns), 1 - sum(each.share for each in patterns)], len(contracts))
    for pattern, number in zip(patterns, wanted, strict=False):
        able = [person for person in order if not found[person] and contracts[person] in pattern.contracts]
        for person in able[:number]:
            found[person] = pattern.id
    return found


def _pair_up(mix: Mix, rows: list[_Row], ids: list[str], first_day: date, rng: np.random.Generator) -> None:
    """Make trainees of some people without a pattern, each with a mentor of the same site and contract."""
    free: dict[tuple[str, str], list[int]] = {}
    for person in rng.permutation(len(rows)).tolist():
        row = rows[person]
        if not row.availability and row.contract in mix.trained_on:
            free.setdefault((row.site, row.contract), []).append(person)
    for here, wanted in zip(
        mix.sites, heads([each.share for each in mix.sites], round(mix.trainees * len(rows))), strict=True
    ):
        able = max((free.get((here.site, contract), []) for contract in mix.trained_on), key=len)
        for trainee, mentor in list(zip(able[::2], able[1::2], strict=False))[:wanted]:
            skills = tuple(f"{queue}:{TRAINEE_SPEED}" for queue in rows[mentor].skills)
            hired = first_day - timedelta(days=TRAINED_SINCE)
            rows[trainee] = replace(rows[trainee], mentor=ids[mentor], skills=skills, hired_on=hired)
