"""Untrusted text made harmless for a terminal or a page of Markdown."""

from __future__ import annotations

import re
import unicodedata

_INLINE = r"[\\`*\[\]|~]|(?<!\w)_|_(?!\w)"
_BLOCK = r"^[#>]|^[+-](?=\s|$)|^-(?=[-\s]*$)|^=(?=[=\s]*$)"
"""Quotes, headings, items, rules and underlines of headings; "--baseline" and "-5" are none of them."""
_MARKDOWN = re.compile(f"({_INLINE}|{_BLOCK})")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", "://": "&#58;//", "www.": "www&#46;"}
"""No tag begins without "<", so ">" may stay."""
_BREAKS = ("Zl", "Zp")


def plain(text: str) -> str:
    """One line of text without control characters: no escape codes, no line breaks, no turned reading direction."""
    if text.isascii() and text.isprintable():
        return text  # most texts are so, and a large team has a million of them
    return "".join(_shown(letter) for letter in text)


def _shown(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in _BREAKS or letter in "\t\n\r":
        return " "
    return "" if kind in ("Cc", "Cs") or _turns(letter) else letter


def _turns(letter: str) -> bool:
    """Whether a character changes the reading direction of what follows (it could disguise a name)."""
    return letter in "\u061c\u200e\u200f" or "\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069"


def markdown(text: str) -> str:
    """Text that Markdown shows as it is: nothing in it is a link, a tag, a cell border, a list or emphasis."""
    escaped = _NUMBERED.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", plain(text).strip()))
    for part, entity in _ENTITIES.items():
        escaped = escaped.replace(part, entity)
    return escaped


def percent(share: float, digits: int = 1) -> str:
    """A share as people read it: `98.6%`."""
    return f"{100 * share:.{digits}f}%"


def counted(count: int, noun: str) -> str:
    """A number of things: `1 row`, `2 rows`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def sentence_case(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
