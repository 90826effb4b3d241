"""Tables of docs/method.md: how a figure is written, and how a block of the page is replaced."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from staffing.promise.extra import Difference

BLOCK = "<!-- figures: {name} -->\n"
END = "<!-- end -->"


@dataclass(frozen=True)
class Table:
    """Columns and rows as text, and the conditions under which they were measured."""

    said: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def markdown(self) -> str:
        """The conditions and the table, as a block of the page holds them."""
        lines = [self.head, ["---"] * len(self.head), *self.rows]
        return f"{self.said}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def percent(share: float, digits: int = 1) -> str:
    """A share in percent."""
    return f"{100 * share:.{digits}f}%"


def points(difference: Difference) -> str:
    """A difference of shares in points, with the half width of its 95% interval."""
    return f"{100 * difference.mean:+.1f} ± {50 * (difference.high - difference.low):.1f}"


def with_block(page: str, name: str, text: str) -> str:
    """The page with new figures in the block of this name. Raises ValueError where it has no such block, or several."""
    begin = BLOCK.format(name=name)
    found = re.findall(re.escape(begin) + ".*?" + re.escape(END), page, flags=re.DOTALL)
    if len(found) != 1:
        raise ValueError(f"the page has {len(found)} blocks `{begin.strip()}` ... `{END}`; one is needed")
    return page.replace(found[0], begin + text + END)
