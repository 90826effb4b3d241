"""Untrusted text in an SVG picture: escaped, cut to the room there is."""

from __future__ import annotations

import unicodedata
from xml.sax.saxutils import escape

from staffing.reports.plain_text import plain

_LETTER, _CAPITAL, _WIDE = 6.3, 8.2, 12.0


def svg_text(x: float, y: float, text: str, name: str = "", anchor: str = "") -> str:
    """A text element of the class `name`; `anchor` is `middle` or `end`, at the start where it is empty."""
    named = f' class="{name}"' if name else ""
    anchored = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{named}{anchored}>{xml_text(text)}</text>'


def pixels(text: str) -> float:
    """About how wide a text of 11 pixels is, rather too much than too little."""
    return sum(_WIDE if _wide(letter) else _CAPITAL if letter.isupper() else _LETTER for letter in text)


def _wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def cut(text: str, most: float) -> str:
    """The text; where it is wider than `most` pixels, its beginning and an ellipsis."""
    shown = plain(text)
    if pixels(shown) <= most:
        return shown
    while shown and pixels(shown) + _WIDE > most:
        shown = shown[:-1]
    return shown.rstrip() + "…"


def xml_text(text: str) -> str:
    """Untrusted text as XML allows it between tags."""
    return escape(plain(text).translate({0xFFFE: None, 0xFFFF: None}))
