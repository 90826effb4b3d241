"""Labour packs: labour law as data, one YAML file each, read once.

A pack's rules are ordinary rules under a name of their own, `min_rest@eu_2003_88`, which carry the article of the law.
They hold beside the rules of the team, so the stricter one wins.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

from staffing.rules.packs.pack import LabourPack

_ENDING = ".yaml"


@cache  # asked for every agent
def packs_known() -> tuple[str, ...]:
    """Names of the packs there are, in their order."""
    names = (entry.name for entry in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(_ENDING) for name in names if name.endswith(_ENDING)))


@cache
def pack_of(name: str) -> LabourPack:
    """The pack of a name. KeyError where there is none."""
    if name not in packs_known():
        raise KeyError(name)
    text = files(__package__).joinpath(name + _ENDING).read_text(encoding="utf-8")
    return LabourPack.model_validate(YAML(typ="safe", pure=True).load(text))


__all__ = ["LabourPack", "pack_of", "packs_known"]
