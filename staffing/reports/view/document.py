"""`view.json`: all that pages, workbooks and calendars of a run are made from, as it is kept and read back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import ValidationError

from staffing.errors import InputError
from staffing.reports.view.calendars import Calendar
from staffing.reports.view.page import Page
from staffing.reports.view.part import Part
from staffing.reports.view.sheets import Workbook

VIEW = "view.json"
FORM: Literal[1] = 1
"""Raised whenever a view of before can no longer be read."""
_NAMED = re.compile("\ue000([^\ue000\ue001]*)\ue001")


class View(Part):
    """What is shown of a run. People stand in it as marks (`mark`), and their names beside it, in `names` by id."""

    form: Literal[1] = FORM
    kind: Literal["roster", "whatif", "hiring"]
    version: str
    stamp: datetime
    """What was known: `as_of`, with its offset."""
    names: dict[str, str]
    page: Page
    workbook: Workbook
    calendars: tuple[Calendar, ...] = ()


def mark(agent_id: str) -> str:
    """What stands for a person's name in a view."""
    return f"\ue000{agent_id}\ue001"


def named(view: View) -> View:
    """The view with everybody's name, or id where there is no name, in place of the marks."""
    return _filled(view, view.names)


def anonymous(view: View) -> View:
    """The view with ids in place of names."""
    return _filled(view.model_copy(update={"names": {}}), {})


def _filled(view: View, names: Mapping[str, str]) -> View:
    def filled(value: Any) -> Any:
        if isinstance(value, str):
            return _NAMED.sub(lambda found: names.get(found[1], found[1]), value)
        if isinstance(value, dict):
            return {key: filled(part) for key, part in value.items()}
        return [filled(part) for part in value] if isinstance(value, list) else value

    return View.model_validate_json(json.dumps(filled(view.model_dump(mode="json"))))


def view_text(view: View) -> str:
    """The view as JSON; ASCII."""
    return json.dumps(view.model_dump(mode="json"), separators=(",", ":"), allow_nan=False) + "\n"


def read_view(raw: bytes, name: str) -> View:
    """The view in a file called `name`. Raises InputError where it is none, or of another version."""
    try:
        document = json.loads(raw)
        form, version = document["form"], document["version"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError(f"{name} is not what a run writes; make the run again") from None
    if form != FORM:
        raise InputError(f"{name} was written by staffing {version!s:.20}, in another form; make the run again")
    try:
        return View.model_validate_json(raw)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise InputError(f"{name} was changed since its run, at {where:.80}; make the run again") from None
