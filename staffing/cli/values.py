"""Values of options: what click's own types let pass or tell too briefly."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


class WholeNumber(click.IntRange):
    """A whole number from `min` to `max`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Fails with what is allowed."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is none of the whole numbers from {self.min} to {self.max}", param, ctx)


def whole_numbers(least: int, most: int) -> Callable[[click.Context, click.Parameter, str], tuple[int, ...]]:
    """A callback that reads whole numbers from `least` to `most` with commas between them, each once."""

    def read(ctx: click.Context, param: click.Parameter, value: str) -> tuple[int, ...]:
        found: list[int] = []
        for text in (part.strip() for part in value.split(",")):
            number = int(text) if re.fullmatch(r"[0-9]{1,18}", text) else -1
            if not least <= number <= most:
                said = f"{text!r} is none of the whole numbers from {least} to {most}"
                raise click.BadParameter(f"{said}; write them with commas between them")
            if number in found:
                raise click.BadParameter(f"{number} is given twice")
            found.append(number)
        return tuple(found)

    return read


class NumberAbove(click.FloatRange):
    """A number above `least`, up to `most`."""

    def __init__(self, least: float, most: float) -> None:
        super().__init__(least, most, min_open=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Fails with what is allowed; NaN, which is neither below nor above a limit, is no number."""
        try:
            number = super().convert(value, param, ctx)
        except click.BadParameter:
            number = math.nan
        if math.isnan(number):
            self.fail(f"{value!r} is no number above {self.min}, up to {self.max}", param, ctx)
        return number


class NamedPath(click.Path):
    """A path as typed; an empty one, which would be the folder that one is in, is none."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Fails where nothing is given."""
        if not str(value).strip():
            self.fail("is empty; give a path, a single dot for this folder", param, ctx)
        return Path(os.fsdecode(super().convert(value, param, ctx)))
