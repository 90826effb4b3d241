"""The templates beside this module: whatever they print is escaped, and rid of control characters first."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from staffing.reports.plain_text import plain, sentence_case

_DATE = re.compile(r"(\d{4}-\d\d-\d\d[),.;:]?)")


def filled(name: str, **values: object) -> Markup:
    """The template `name` with its values; the result is markup and is not escaped again."""
    return Markup(_environment().get_template(name).render(**values))


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_plain,
    )
    found.filters |= {"sentence_case": sentence_case, "unbroken_dates": _unbroken_dates}
    return found


def _unbroken_dates(text: str) -> Markup:
    """The text as markup in which no line ends within a date."""
    parts = _DATE.split(plain(text))
    return Markup().join(
        Markup('<span class="day">{}</span>').format(part) if at % 2 else part for at, part in enumerate(parts)
    )


def _plain(value: object) -> object:
    return value if isinstance(value, Markup) else plain(str(value))
