"""Plain data as the text of a `team.yaml`: a block for each key, with its comment, and a line for each item."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_ /-]*")
WIDE = 116
"""Characters beyond which an item is written key by key."""
_OTHER_MEANING = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}


def yaml_text(document: Mapping[str, Any], comments: Mapping[str, str]) -> str:
    """The document with comments, by top-level key, above what they are about."""
    lines: list[str] = []
    for key, value in document.items():
        lines += [f"# {line}" for line in comments.get(key, "").splitlines()]
        if isinstance(value, list):
            lines += [f"{key}:", *(line for item in value for line in _item(item))]
        else:
            lines += _entry(key, value, "")
        lines.append("")
    return "\n".join(lines)


def _item(item: Any) -> list[str]:
    """An item of a list: one line, or where that would be too wide one for each key."""
    whole = f"  - {_flow(item)}"
    if len(whole) <= WIDE or not isinstance(item, Mapping):
        return [whole]
    lines = [line for key, value in item.items() for line in _entry(key, value, "    ")]
    return [f"  - {lines[0].lstrip()}", *lines[1:]]


def _entry(key: str, value: Any, indent: str) -> list[str]:
    """A key with its value, likewise."""
    whole = f"{indent}{key}: {_flow(value)}"
    if len(whole) <= WIDE or not isinstance(value, Mapping):
        return [whole]
    return [f"{indent}{key}:", *(line for inner, each in value.items() for line in _entry(inner, each, indent + "  "))]


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.lower() not in _OTHER_MEANING:
        return value
    return json.dumps(value)
