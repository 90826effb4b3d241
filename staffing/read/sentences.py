"""What pydantic found, in people's words: what is allowed, and what was probably meant."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any, get_args
from zoneinfo import available_timezones

from pydantic_core import ErrorDetails

from staffing.read.faults import choice, nearest
from staffing.rules import EVERY, AnyRule

PATTERNS = {
    r"^[A-Z]{2}$": "must be two capital letters such as ID",
    r"^[A-Z]{3}$": "must be three capital letters such as IDR",
}
WRITTEN = get_args(get_args(AnyRule)[0])
"""Kinds of rule that a team may write."""
_IDENTIFIER = 'must be made of letters, digits, "_", "-" or ".", at most 64 of them, a letter or digit first'


def _literal(context: Mapping[str, Any], given: Any) -> str:
    names = [part.strip(" '") for part in str(context["expected"]).replace(" or ", ", ").split(",")]
    if len(names) == 1:
        return f'must be "{names[0]}"'
    return f"must be one of {', '.join(names)}" + (choice(given, names) if isinstance(given, str) else "").replace(
        f"; allowed are {', '.join(names)}", ""
    )


def _pattern(context: Mapping[str, Any], given: Any) -> str:
    return PATTERNS.get(str(context["pattern"]), _IDENTIFIER)


def _at_most(context: Mapping[str, Any], given: Any) -> str:
    most = context.get("le", context.get("lt"))
    below = "below" if "lt" in context else "at most"
    number = _number(given)
    if most == 1 and 1 < number <= 100 and (number < 100 or "le" in context):
        return f"must be a share between 0 and 1; {number:g} looks like a percentage: write {number / 100:g}"
    return f"must be {below} {most:g}"


def _number(given: Any) -> float:
    """The number that a value of YAML or the text of a cell stands for; 0 for none."""
    try:
        return 0.0 if isinstance(given, bool) else float(given)
    except (TypeError, ValueError, OverflowError):
        return 0.0


def _no_number(context: Mapping[str, Any], given: Any) -> str:
    percent = _number(given.strip().removesuffix("%")) if isinstance(given, str) and given.strip()[-1:] == "%" else 0.0
    return "must be a number" + (f": write {percent / 100:g}" if percent else "")


def _at_least(context: Mapping[str, Any], given: Any) -> str:
    least, above = context.get("ge", context.get("gt")), "above" if "gt" in context else "at least"
    return f"must be {above} {least:g}"


def entries(number: int) -> str:
    """So many entries of a list: `one entry`, `2 entries`."""
    return "one entry" if number == 1 else f"{number} entries"


def _fixed(words: str) -> Callable[[Mapping[str, Any], Any], str]:
    return lambda context, given: words


_ALLOWED: dict[str, Callable[[Mapping[str, Any], Any], str]] = {
    "literal_error": _literal,
    "string_pattern_mismatch": _pattern,
    "less_than_equal": _at_most,
    "less_than": _at_most,
    "greater_than_equal": _at_least,
    "greater_than": _at_least,
    "string_type": _fixed("must be text; put it in quotes"),
    "string_too_short": _fixed("must not be empty"),
    "string_too_long": lambda context, given: f"must have at most {context['max_length']} characters",
    "too_short": lambda context, given: f"must have at least {entries(context['min_length'])}",
    "too_long": lambda context, given: f"must have at most {entries(context['max_length'])}",
    "tuple_type": _fixed("must be a list"),
    "dict_type": _fixed("must be a mapping of keys to values"),
    "model_type": _fixed("must be a mapping of keys to values"),
    "model_attributes_type": _fixed("must be a mapping of keys to values"),
    "date_type": _fixed("must be a date such as 2026-11-23"),
    "finite_number": _fixed("must be a finite number"),
    **dict.fromkeys(
        ("int_type", "int_parsing", "int_from_float", "int_parsing_size"), _fixed("must be a whole number")
    ),
    **dict.fromkeys(("float_type", "float_parsing"), _no_number),
    **dict.fromkeys(("bool_type", "bool_parsing"), _fixed("must be true or false")),
    "union_tag_not_found": lambda context, given: _unnamed(tag_key(context)),
    "union_tag_invalid": lambda context, given: _known_rule(context, given),
}


def _known_rule(context: Mapping[str, Any], given: Any) -> str:
    tags = [tag.strip(" '") for tag in str(context["expected_tags"]).split(",")]
    tag, key = str(context["tag"]), tag_key(context)
    if key != "rule":
        return f"must be a known {key}" + choice(tag, tags)
    if tag in (kind.name() for kind in WRITTEN):  # asked of a site
        return "must be a known rule; this one is of the whole team: write it under the rules of the team"
    if tag in (kind.name() for kind in EVERY):
        return f"must be a known rule; this one is not written: staffing rules {tag} says where it comes from"
    return "must be a known rule" + nearest_rules(tag, tags)


def nearest_rules(name: str, known: Iterable[str]) -> str:
    """The names of rules that were probably meant, the nearest first; and where to find them all.

    Names of rules share words, so that several may be near: `consecutive_days` is in three of them.
    """
    given, ratio = name.casefold()[:80], SequenceMatcher(autojunk=False)
    ratio.set_seq2(given)
    near: dict[str, float] = {}
    for one in known:
        ratio.set_seq1(one)
        near[one] = ratio.ratio()
    best = max(near.values(), default=0.0)
    told = sorted((one for one in near if near[one] >= max(0.6, best - 0.05)), key=lambda one: -near[one])[:3]
    if len(told) == 1:
        return f'; nearest is "{told[0]}"'
    if told:
        return "; nearest are " + ", ".join(f'"{one}"' for one in told)
    return "; staffing rules lists them all"


def tag_key(context: Mapping[str, Any]) -> str:
    """The key that tells the members of a union apart: `rule` of rules, `kind` of premiums."""
    return str(context["discriminator"]).strip("'")


def _unnamed(key: str) -> str:
    return f"must say which {key} it is: the key {key} is missing"


def instead_of_nothing(key: str, around: Any) -> str:
    """What to do about a key that is missing in a mapping: `write an IANA time zone such as Asia/Manila`."""
    if key != "zone":
        return "it must be given"
    name = str(around.get("id", "")).casefold() if isinstance(around, dict) else ""
    found = [zone for zone in available_timezones() if zone.count("/") == 1 and zone.casefold().endswith(f"/{name}")]
    return f"write an IANA time zone such as {min(found, default='Asia/Jakarta')}"


def allowed(error: ErrorDetails, given: Any) -> str:
    """What would be right in the place of a value that was refused: `must be at most 1`."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    say = _ALLOWED.get(error["type"])
    return say(error.get("ctx", {}), given) if say else error["msg"][:1].lower() + error["msg"][1:]


def nearest_zone(given: str) -> str:
    """`; nearest is "Europe/Berlin"` for the misspelt name of a time zone; empty when none is close."""
    # names without a place in them (UTC, Etc/GMT+7, EST) would be near to every offset, and rarely meant
    return nearest(given, (name for name in available_timezones() if "/" in name and not name.startswith("Etc/")))


def key_of_other_unit(key: str, given: Any, known: Collection[str]) -> str:
    """`; write minutes: 660` for the key `hours` with 11 where minutes are known; empty when it is no such key."""
    if isinstance(given, bool) or not isinstance(given, (int, float)):
        return ""
    for unit, wanted, factor, most in (("hours", "minutes", 60, 168), ("minutes", "hours", 1 / 60, 168 * 60)):
        meant = key.replace(unit, wanted)
        if meant != key and meant in known and given <= most:  # more than a week was not meant in this unit
            return f"; write {meant}: {given * factor:g}"
    return ""


def unit_hint(key: str, given: Any) -> str:
    """What a number far outside its range was probably meant in; empty when there is no guess."""
    if isinstance(given, bool) or not isinstance(given, (int, float)):
        return ""
    if key == "mean" and given > 1440:
        return f"; minutes are wanted and {given:g} looks like seconds: write {given / 60:g}"
    if key == "multiplier" and 0 < given < 1:
        return f"; the wage is part of it: write {1 + given:g} for {given:.0%} on top of the wage"
    if key == "multiplier" and 100 < given <= 1000:
        return f"; {given:g} looks like a percentage: write {given / 100:g}"
    if key in ("growth", "turnover", "share") and 1 < abs(given) <= 1000:
        return f"; {given:g} looks like a percentage: write {given / 100:g}"
    if key in ("target_hours", "maximum_age_hours") and given > 720 and given % 60 == 0:
        return f"; hours are wanted and {given:g} looks like minutes: write {given / 60:g}"
    if key in ("minutes_per_week", "min_minutes_per_week") and given > 10_080:
        return f"; minutes are wanted and {given:g} looks like seconds: write {given / 60:g}"
    return ""
