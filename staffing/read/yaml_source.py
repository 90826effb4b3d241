"""YAML 1.2 files: plain data, and the line and column of every key and entry.

Nodes are composed with ruamel.yaml and turned into plain data here, so that duplicate keys, tags, aliases that
multiply and numbers without end are refused where they stand.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from staffing.errors import InputError
from staffing.read.faults import shown
from staffing.read.folder import decoded, opened

Key: TypeAlias = str | int
Spot: TypeAlias = tuple[Key, ...]
"""Keys and indices that lead to a value."""

LARGEST_FILE = 256 * 1024
MOST_NODES = 20_000
DEEPEST = 24
_TEXT = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:merge", "tag:yaml.org,2002:value"}
_PLAIN = "tag:yaml.org,2002:"


@dataclass(frozen=True, eq=False)
class YamlSource:
    """A YAML file as plain data, with the line and column (from 1) of every key and entry."""

    name: str
    data: Any
    marks: dict[Spot, tuple[int, int]]

    def where(self, spot: Spot) -> tuple[int, int]:
        """Line and column of a spot, or of the nearest one above it."""
        while spot not in self.marks and spot:
            spot = spot[:-1]
        return self.marks.get(spot, (1, 1))

    def value(self, spot: Spot) -> Any:
        """The value at a spot; None when there is none."""
        value = self.data
        for part in spot:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def label(self, spot: Spot) -> str:
        """`shifts.night.end`: keys with dots between, entries of lists by their id, rule or kind where there is one."""
        parts, value = [], self.data
        for part in spot:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                value = None
            entry = value if isinstance(part, int) and isinstance(value, dict) else {}
            name = entry.get("id") or entry.get("rule") or entry.get("kind")
            parts.append(name if isinstance(name, str) and name.isprintable() and len(name) <= 64 else shown_key(part))
        return ".".join(parts)


def shown_key(key: Key) -> str:
    """A key as it stands in a label."""
    return str(key) if isinstance(key, int) or (key.isprintable() and len(key) <= 64) else shown(key)


TEAM_KEYS = "team, sites, queues, shifts and contracts"


def load_yaml(path: Path, name: str, *, as_written: bool = False, keys: str = TEAM_KEYS) -> YamlSource:
    """Read a YAML file; InputError with line and column for whatever is not plain YAML.

    `as_written`: every value is the text that stands there, so that `+2` is not 2; lists and mappings stay such.
    `keys` are those that an empty file should have.
    """
    with opened(path, name) as file:
        raw = file.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        raise InputError(
            f"is larger than {LARGEST_FILE // 1024} KB, which no {name} is; give the right file", file=name
        )
    text = decoded(raw, name)
    node = _compose(text, name)
    if node is None:
        raise InputError(f"is empty; write at least the keys {keys}", file=name)
    reader = _Reader(name, as_written)
    data = reader.plain(node, ())
    return YamlSource(name, data, reader.marks)


def plain_value(text: str, name: str) -> Any:
    """The plain data that a short text of YAML stands for: `[early, late]`. Raises InputError, beginning with `name`.

    Places in a text of one line would tell nobody anything, so it names none.
    """
    try:
        node = _compose(text, name)
        return None if node is None else _Reader(name).plain(node, ())
    except InputError:
        raise InputError(
            f'{name} is {shown(text)}, which cannot be read; write a value such as 1.2, "15:00" or [a, b]'
        ) from None


def _compose(text: str, name: str) -> Node | None:
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        problem = " ".join(str(error.problem or error.context or "it cannot be parsed").split())
        said = f"is not valid YAML: {problem[:120]}{_opened_at(error, text)}"
        raise InputError(said, file=name, line=line, column=column) from None
    except YAMLError:
        raise InputError("has characters that YAML does not allow; save it as UTF-8 text", file=name) from None
    except RecursionError:
        raise InputError(f"is nested without end; at most {DEEPEST} levels are allowed", file=name) from None
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, AssertionError, NotImplementedError):
        # the parser trips over some broken directives and escapes instead of refusing them
        raise InputError("is not valid YAML", file=name) from None
    return node


def _opened_at(error: MarkedYAMLError, text: str) -> str:
    """`; the { before it was opened at 24:5`: where a bracket or quote that is still open stands."""
    mark = error.context_mark
    if mark is None or not str(error.context).startswith(("while parsing a flow", "while scanning a quoted")):
        return ""
    sign = text[mark.index : mark.index + 1]  # a file that breaks off where a value should begin has no such sign
    if not sign or sign not in "[{\"'":
        return ""
    return f"; the {sign} before it was opened at {mark.line + 1}:{mark.column + 1}"


class _Reader:
    """Turns nodes into plain data and keeps where they stand."""

    def __init__(self, name: str, as_written: bool = False) -> None:
        self.name, self.as_written = name, as_written
        self.marks: dict[Spot, tuple[int, int]] = {}
        self.nodes = 0

    def refuse(self, node: Node, message: str) -> InputError:
        line, column = _at(node)
        return InputError(message, file=self.name, line=line, column=column)

    def plain(self, node: Node, spot: Spot) -> Any:
        """Plain data of a node."""
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise self.refuse(node, f"the aliases multiply to more than {MOST_NODES} values; write the values out")
        if len(spot) > DEEPEST:
            raise self.refuse(node, f"is nested deeper than {DEEPEST} levels, which is more than is allowed")
        self.marks.setdefault(spot, _at(node))
        if isinstance(node, MappingNode):
            return self.mapping(node, spot)
        if isinstance(node, SequenceNode):
            self.check_tag(node, f"{_PLAIN}seq")
            return [self.plain(entry, (*spot, index)) for index, entry in enumerate(node.value)]
        return self.scalar(node, self.label(spot))

    def mapping(self, node: MappingNode, spot: Spot) -> dict[str, Any]:
        self.check_tag(node, f"{_PLAIN}map")
        data: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                raise self.refuse(key, "a key is a list or a mapping; keys are plain words")
            word = str(key.value)
            if word in data:
                line, column = self.marks[(*spot, word)]
                raise self.refuse(
                    key, f"{shown_key(word)} is given a second time, first at {line}:{column}; write it once"
                )
            self.marks[(*spot, word)] = _at(key)
            data[word] = self.plain(value, (*spot, word))
        return data

    def scalar(self, node: Node, label: str) -> Any:
        tag, text = _tag(node), str(node.value)
        try:
            value = _SCALARS[tag](text) if tag in _SCALARS else None
        except (ValueError, OverflowError):
            raise self.refuse(node, f"{label} is {shown(text)}, not a number that can be read") from None
        if tag in _TEXT or (self.as_written and tag in _SCALARS):
            return text
        if tag not in _SCALARS:
            raise self.refuse(node, f"{label} has the tag {shown(tag.removeprefix(_PLAIN))}; tags are not allowed")
        if isinstance(value, float) and not math.isfinite(value):
            raise self.refuse(node, f"{label} is {text}; it must be a finite number")
        if isinstance(value, int) and abs(value) >= 2**53:
            raise self.refuse(node, f"{label} is {shown(text)}, larger than any number allowed here")
        return value

    def check_tag(self, node: Node, wanted: str) -> None:
        if _tag(node) != wanted:
            raise self.refuse(node, f"has the tag {shown(_tag(node).removeprefix(_PLAIN))}; tags are not allowed")

    def label(self, spot: Spot) -> str:
        return ".".join(shown_key(part) for part in spot) or "the whole file"


def _integer(text: str) -> int:
    digits = text.replace("_", "")
    return int(digits, 0) if digits.lstrip("+-")[:2] in ("0o", "0x", "0b") else int(digits)


def _real(text: str) -> float:
    word = text.lower().replace("_", "")
    return float(word.replace(".inf", "inf").replace(".nan", "nan"))


_SCALARS: dict[str, Callable[[str], int | float | bool | None]] = {
    f"{_PLAIN}int": _integer,
    f"{_PLAIN}float": _real,
    f"{_PLAIN}bool": lambda text: text.lower() == "true",
    f"{_PLAIN}null": lambda text: None,
}


def _at(node: Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _tag(node: Node) -> str:
    return str(node.tag or "")
