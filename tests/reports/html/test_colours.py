from __future__ import annotations

import re
from pathlib import Path

import pytest

import staffing.reports.html as html

STYLE = (Path(html.__file__).parent / "style.css").read_text(encoding="utf-8")
THEMES = [dict(re.findall(r"--([\w-]+): (#\w+)", part)) for part in STYLE.split("@media screen and (prefers", 1)]


def _light(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_lines_and_marks_stand_out_from_what_they_lie_on(theme: dict[str, str]) -> None:
    marks = {name: _contrast(theme[name], theme["paper"]) for name in ("work", "capacity", "backlog", "late", "accent")}
    marks |= {"work on the band": _contrast(theme["work"], theme["band"])}
    assert {name: ratio for name, ratio in marks.items() if ratio < 3} == {}


def test_both_themes_set_the_same_colours() -> None:
    light, dark = (set(theme) for theme in THEMES)
    assert light == dark
