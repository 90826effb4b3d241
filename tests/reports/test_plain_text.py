"""Untrusted text is harmless in a terminal and on a page."""

from __future__ import annotations

import pytest

from staffing.reports.plain_text import counted, markdown, percent, plain


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Ayu", "Ayu"),
        ("\x1b[31mred", "[31mred"),
        ("a\nb\tc\rd\u2028e", "a b c d e"),
        ("a\x9b31mb", "a31mb"),
        ("evil\u202egnp.exe", "evilgnp.exe"),
        ("王小明 👩‍💻", "王小明 👩‍💻"),
        ("\ud800x", "x"),
    ],
)
def test_control_characters_do_not_pass(given: str, shown: str) -> None:
    assert plain(given) == shown


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a|b", r"a\|b"),
        ("a\n\n# b", "a  # b"),
        ("# b", r"\# b"),
        ("- b", r"\- b"),
        ("12. b", r"12\. b"),
        ("<script>&", "&lt;script>&amp;"),
        ("> b", r"\> b"),
        ("-", r"\-"),
        ("---", r"\---"),
        ("===", r"\==="),
        ("+ b", r"\+ b"),
        ("~~~", r"\~\~\~"),
        ("--baseline b.csv: 5 > 4 >= 3, a = -1 + 2", "--baseline b.csv: 5 > 4 >= 3, a = -1 + 2"),
        ("-5", "-5"),
        ("[a](http://b)", r"\[a\](http&#58;//b)"),
        ("www.b.com", "www&#46;b.com"),
        ("*a* `b` _c_", r"\*a\* \`b\` \_c\_"),
        ("day_floor 12.5 (a-b)", "day_floor 12.5 (a-b)"),
    ],
)
def test_markdown_shows_text_as_it_is(given: str, shown: str) -> None:
    assert markdown(given) == shown


def test_shares_and_counts_read_as_people_write_them() -> None:
    assert (percent(0.98649), percent(0.5, 0)) == ("98.6%", "50%")
    assert (counted(1, "row"), counted(0, "row"), counted(2, "row")) == ("1 row", "0 rows", "2 rows")
