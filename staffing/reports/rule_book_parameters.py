"""The parameters of a rule in words, from its pydantic model."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from staffing.rules import Rule

EVERYWHERE = ("rule", "weight", "label", "agents", "contracts")
"""Parameters of many rules, told once for all of them."""
LAST = ("min", "max")
_PLAIN = {"boolean": "true or false", "string": "text", "null": "nothing", "object": "a mapping"}


@dataclass(frozen=True)
class Parameter:
    """A parameter: its name, what it may be, and its default as plain data; None where it need not be given."""

    name: str
    allowed: str
    default: Any
    required: bool = False

    @property
    def default_text(self) -> str:
        """The default as it is written in `team.yaml`."""
        if self.required:
            return "must be given"
        if self.default is None or self.default in ([], {}, ""):
            return "none"
        return yaml_text(self.default)


def parameters_of(kind: type[Rule]) -> tuple[Parameter, ...]:
    """The parameters of a rule's own, limits last."""
    schema = kind.model_json_schema()
    names = [name for name in schema["properties"] if name not in EVERYWHERE]
    names.sort(key=lambda name: LAST.index(name) if name in LAST else -1)
    required = schema.get("required", ())
    return tuple(
        Parameter(
            name,
            _named(kind, name) or _words(schema["properties"][name], schema.get("$defs", {})),
            schema["properties"][name].get("default"),
            name in required,
        )
        for name in names
    )


def yaml_text(value: Any) -> str:
    """Plain data in one line of YAML: `{rule: min_rest, minutes: 660}`."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {yaml_text(part)}" for key, part in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(yaml_text, value)) + "]"
    if isinstance(value, str):
        plain = value.replace("_", "a").isalnum() and not value[0].isdigit()
        return value if plain else json.dumps(value)
    return json.dumps(value)


def _named(kind: type[Rule], name: str) -> str:
    """What is named, where a parameter holds ids; empty for others."""
    if name in kind.names_shifts:
        return " or ".join(["ids of shifts", *map(yaml_text, kind.shift_words)])
    if name in kind.names_agents:
        return "ids of agents"
    return "id of a queue" if name in kind.names_queues else ""


def _words(schema: dict[str, Any], shared: dict[str, Any]) -> str:
    """What a value may be: `whole number, 0 to 2880`."""
    if "$ref" in schema:
        return _words(shared[schema["$ref"].rsplit("/", 1)[1]], shared)
    if "anyOf" in schema:
        return " or ".join(_words(one, shared) for one in schema["anyOf"] if one.get("type") != "null")
    if "const" in schema:
        return yaml_text(schema["const"])
    if "enum" in schema:
        return "one of " + ", ".join(map(yaml_text, schema["enum"]))
    kind = schema.get("type", "")
    if kind in ("integer", "number"):
        return _limited("whole number" if kind == "integer" else "number", schema)
    if kind == "array":
        return _list_of(schema, shared)
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"mapping to {_words(schema['additionalProperties'], shared).replace('number', 'numbers', 1)}"
    return _PLAIN.get(kind, "a value")


def _list_of(schema: dict[str, Any], shared: dict[str, Any]) -> str:
    if "prefixItems" in schema:
        return "list of " + " and ".join(_words(one, shared) for one in schema["prefixItems"])
    one = _words(schema.get("items", {}), shared)
    fewest = f", at least {schema['minItems']}" if schema.get("minItems") else ""
    return f"list: {one}{fewest}"


def _limited(word: str, schema: dict[str, Any]) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    if low is not None and high is not None:
        return f"{word}, {low:g} to {_number(high)}"
    said = [
        f"{words} {_number(limit)}"
        for words, limit in (("at least", low), ("above", above), ("at most", high), ("below", below))
        if limit is not None
    ]
    return ", ".join([word, *said])


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"
