"""Plain data to documents, with every fault of pydantic told where it stands in the file."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from staffing.read.faults import Faults, choice, shown
from staffing.read.sentences import (
    allowed,
    entries,
    instead_of_nothing,
    key_of_other_unit,
    nearest_zone,
    tag_key,
    unit_hint,
)
from staffing.read.yaml_source import Key, Spot, YamlSource

D = TypeVar("D", bound=BaseModel)


def document_of(model: type[D], source: YamlSource) -> D:
    """The document that a YAML file holds; InputError with every fault's line and column."""
    faults = Faults()
    try:
        document = model.model_validate(source.data, context={"written": True})
    except ValidationError as error:
        _tell(error, model, source, faults)
        faults.raise_any()
        raise
    _refuse_booleans(source.data, document.model_dump(mode="python"), source, (), faults)
    faults.raise_any()
    return document


def _tell(error: ValidationError, model: type[BaseModel], source: YamlSource, faults: Faults) -> None:
    """One sentence for each spot; the members of a union say theirs together."""
    by_spot: dict[Spot, list[ErrorDetails]] = {}
    for detail in error.errors(include_url=False):
        spot = _spot(detail, source.data)
        if detail["type"] != "too_short" or not _long_enough(detail, source.value(spot)):
            by_spot.setdefault(spot, []).append(detail)
    for spot, details in by_spot.items():
        if details[0]["type"] == "extra_forbidden":
            key, known = str(spot[-1]), keys_allowed(model, spot[:-1], source)
            near = key_of_other_unit(key, source.value(spot), known) or choice(key, known)
            place, message = spot, f"{source.label(spot)} is not a known key{near}"
        else:
            place, message = _sentence(spot, details, source)
        line, column = source.where(place)
        faults.add(message, file=source.name, line=line, column=column)


def _long_enough(detail: ErrorDetails, value: Any) -> bool:
    """Whether a list that pydantic finds too short is not: then some of its entries are faulty, and told."""
    return isinstance(value, list) and len(value) >= int(detail["ctx"]["min_length"])


def _spot(detail: ErrorDetails, data: Any) -> Spot:
    """The keys and indices of an error that exist in the file; pydantic adds the names of union members."""
    spot: list[Key] = []
    value = data
    for number, part in enumerate(detail["loc"]):
        if _holds(value, part):
            spot.append(part)
            value = value[part]
        elif detail["type"] == "missing" and number == len(detail["loc"]) - 1:
            spot.append(part)
    return tuple(spot)


def _holds(value: Any, part: Key) -> bool:
    if isinstance(value, list):
        return isinstance(part, int) and part < len(value)
    return isinstance(value, dict) and part in value


def _sentence(spot: Spot, details: list[ErrorDetails], source: YamlSource) -> tuple[Spot, str]:
    """Where to point, and what to say."""
    detail, value = details[0], source.value(spot)
    label = source.label(spot) or "the file"
    if detail["type"] == "missing":
        return spot[:-1], f"{label} is missing; {instead_of_nothing(str(spot[-1]), source.value(spot[:-1]))}"
    if detail["loc"] and detail["loc"][-1] == "[key]":
        return spot, f"{label} is not a known key; it {allowed(detail, str(spot[-1]))}"
    words = [allowed(one, value) for one in details]
    if detail["type"].startswith("union_tag"):
        return _tagged(spot, detail, words[0], source)
    if detail["type"] == "value_error" and isinstance(value, dict):
        key = words[0].split(" ", 1)[0].rstrip(",")
        joined = " " if key == "has" else ": "  # said of the mapping itself, or of a key that is left out
        return ((*spot, key), f"{label}.{words[0]}") if key in value else (spot, f"{label}{joined}{words[0]}")
    if detail["type"] in ("too_short", "too_long") and isinstance(value, list) and value:
        return spot, f"{label} has {entries(len(value))}; it {_either(words)}"
    hint = unit_hint(str(spot[-1]), value) if spot else ""
    if spot and spot[-1] == "zone" and isinstance(value, str):
        hint = nearest_zone(value)
    return spot, f"{label} is {shown(value)}; it {_either(words)}{hint}"


def _tagged(spot: Spot, detail: ErrorDetails, words: str, source: YamlSource) -> tuple[Spot, str]:
    """A rule or premium of which the name is unknown or missing."""
    key = tag_key(detail.get("ctx", {}))
    if spot[0] == "sites":
        words = words.replace("a known rule", "a rule that a site may have")
    given = shown(_named(source.value(spot), key))
    return (*spot, key), f"{source.label(spot[:-1])}.{spot[-1]}.{key} is {given}; it {words}"


def _either(words: list[str]) -> str:
    """`must be one of any, off, or a list`."""
    first, *others = dict.fromkeys(words)
    return ", or ".join((first, *(other.removeprefix("must be ") for other in others)))


def _named(value: Any, key: str) -> Any:
    """Which member of a union a value says it is."""
    return value.get(key) if isinstance(value, dict) else value


def keys_allowed(model: type[BaseModel], spot: Spot, source: YamlSource) -> list[str]:
    """Keys that are allowed in the mapping at a spot."""
    root = model.model_json_schema()
    schemas = [root]
    for depth in range(len(spot) + 1):
        schemas = [one for schema in schemas for one in _resolved(root, schema, source.value(spot[:depth]))]
        if depth < len(spot):
            schemas = [_below(schema, spot[depth]) for schema in schemas]
    return sorted({key for schema in schemas for key in schema.get("properties", {})})


def _resolved(root: dict[str, Any], schema: dict[str, Any], value: Any) -> list[dict[str, Any]]:
    """The plain schemas behind references, unions and the kinds of rule and premium."""
    if "$ref" in schema:
        return _resolved(root, root["$defs"][schema["$ref"].rsplit("/", 1)[1]], value)
    if "discriminator" in schema:
        target = schema["discriminator"]["mapping"].get(_named(value, schema["discriminator"]["propertyName"]))
        return _resolved(root, {"$ref": target}, value) if target else []
    several = [one for key in ("anyOf", "oneOf", "allOf") for one in schema.get(key, [])]
    return [plain for one in several for plain in _resolved(root, one, value)] if several else [schema]


def _below(schema: dict[str, Any], part: Key) -> dict[str, Any]:
    found = schema.get("items") if isinstance(part, int) else schema.get("properties", {}).get(part)
    return found if isinstance(found, dict) else {}


def _refuse_booleans(given: Any, read: Any, source: YamlSource, spot: Spot, faults: Faults) -> None:
    """`true` where a number is wanted would silently be 1."""
    if isinstance(given, dict) and isinstance(read, dict):
        for key in given:
            _refuse_booleans(given[key], read.get(key), source, (*spot, key), faults)
    elif isinstance(given, list) and isinstance(read, (list, tuple)):
        for index, (one, other) in enumerate(zip(given, read, strict=False)):
            _refuse_booleans(one, other, source, (*spot, index), faults)
    elif isinstance(given, bool) and not isinstance(read, bool):
        line, column = source.where(spot)
        faults.add(
            f"{source.label(spot)} is {shown(given)}; it must be a number", file=source.name, line=line, column=column
        )
