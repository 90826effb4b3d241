"""The colours of everything that people open."""

from __future__ import annotations

from itertools import combinations

from staffing.reports import palette

AA = 4.5
"""Contrast of text that WCAG 2.2 asks for, success criterion 1.4.3."""


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_text_on_every_shift_can_be_read_in_both_themes() -> None:
    for colours in palette.SHIFTS:
        assert contrast(colours.light, colours.light_text) >= AA
        assert contrast(colours.dark, colours.dark_text) >= AA


def test_no_two_shifts_of_eight_have_a_colour_in_common() -> None:
    for one, other in combinations(palette.SHIFTS, 2):
        assert one.light != other.light
        assert one.dark != other.dark


def test_a_ninth_shift_has_a_colour_too() -> None:
    assert palette.shift_colours(8) == palette.shift_colours(0)


def test_quiet_text_and_warnings_can_be_read_where_they_stand() -> None:
    for fill in ("#ffffff", palette.WEEKEND, palette.HOLIDAY, palette.LEAVE):
        assert contrast(palette.QUIET, fill) >= AA
        assert contrast(palette.REFUSED, fill) >= AA


def test_numbers_can_be_read_at_both_ends_of_the_scale() -> None:
    for fill in (*palette.HEAT, palette.NONE, palette.HEAD):
        assert contrast(palette.INK, fill) >= AA
