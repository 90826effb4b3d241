"""`scenarios/NAME.yaml`: differences to the base, and grids of them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from staffing.documents.scenario import AS_BASE, Scenario, ScenarioFile
from staffing.errors import InputError
from staffing.read.documents import document_of
from staffing.read.faults import choice, listed, shown
from staffing.read.folder import SourceFolder
from staffing.read.yaml_source import load_yaml

FOLDER = "scenarios"
MOST_POINTS = 10_000
"""Points of a grid that are tried without asking back."""
LONGEST_NAME = 200
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}")


def scenario_names(folder: Path) -> tuple[str, ...]:
    """Names of the scenario files of a workspace, sorted; none where it has no such folder."""
    place = Path(folder) / FOLDER
    if not place.is_dir():
        return ()
    files = (path for path in place.iterdir() if path.suffix == ".yaml" and path.is_file())
    return tuple(sorted(path.stem for path in files if _NAME.fullmatch(path.stem)))


def read_scenarios(
    folder: Path, names: Sequence[str], *, any_number: bool = False
) -> tuple[tuple[Scenario, ...], dict[str, str]]:
    """The scenarios of some files, their grids crossed, in the order asked; and the sha256 of each file by its name.

    Raises InputError for a name without a file, what is no scenario, an empty grid, and one of more than 10,000 points
    unless `any_number`.
    """
    files, found = SourceFolder(Path(folder)), list[Scenario]()
    for name in names:
        known = scenario_names(folder)
        if name not in known:
            there = choice(name, known) if known else f"; {FOLDER}/ of the workspace holds none"
            raise InputError(f"there is no scenario {shown(name)}{there}")
        path = f"{FOLDER}/{name}.yaml"
        source = load_yaml(files.path(path), path, as_written=True, keys="set or grid")
        file = document_of(ScenarioFile, source)
        alone = len(names) == 1 and file.grid  # then what the grid sets says enough
        found += points(file, "" if alone else name, f"{path} grid", any_number=any_number)
        files.remember(path)
    return tuple(found), files.digests


def points(file: ScenarioFile, name: str, where: str, *, any_number: bool = False) -> list[Scenario]:
    """The scenarios of one file: one, or all combinations of the values of its grid."""
    if not file.set and not file.grid:
        at = where.removesuffix(" grid")
        raise InputError(f"{at} names no difference; write keys and values under set, or under grid")
    for key, values in file.grid.items():
        if not values:
            raise InputError(f"{where} {key} is empty; give it at least one value")
        if key in file.set:
            at = where.removesuffix(" grid")
            raise InputError(f"{at} {key} stands under set and under grid; keep one of the two")
        if len(set(values)) < len(values):
            raise InputError(f"{where} {key} has a value twice: {listed(values)}; give each once")
    many = math.prod(len(values) for values in file.grid.values())
    if many > MOST_POINTS and not any_number:
        raise InputError(
            f"{where} has {many:,} points, more than {MOST_POINTS:,}; give --yes to try them all, or fewer values "
            "(--screen N works the best N of them in full)"
        )
    own = tuple(file.set.items())
    crossed = product(*([(key, value) for value in values] for key, values in file.grid.items()))
    short = _short_keys(list(file.grid))
    return [
        Scenario(
            name=_named(name, [(short[key], value) for key, value in chosen], place),
            set=tuple((key, value) for key, value in (*own, *chosen) if value != AS_BASE),
        )
        for place, chosen in enumerate(crossed, start=1)
    ]


def _short_keys(keys: Sequence[str]) -> dict[str, str]:
    """The last part of each key, where that tells them apart."""
    last = [key.rpartition(".")[2] for key in keys]
    return {key: short if last.count(short) == 1 else key for key, short in zip(keys, last, strict=True)}


def _named(name: str, chosen: Sequence[tuple[str, str]], place: int) -> str:
    """The file's name and what a point of its grid sets; with the point's number where that is cut."""
    said = ", ".join(f"{key}={value}" for key, value in chosen)
    said = f"{name}: {said}" if name and said else name or said
    return said if len(said) <= LONGEST_NAME else f"{said[: LONGEST_NAME - 12]}... {place}"
