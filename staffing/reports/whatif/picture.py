"""A what-if as a picture: one SVG file without scripts, fonts or links, the same bytes for the same numbers."""

from __future__ import annotations

from collections.abc import Sequence

from staffing.reports.plain_text import counted
from staffing.reports.svg_text import cut, svg_text, xml_text
from staffing.reports.whatif.curve import curve_block
from staffing.reports.whatif.dots import dots_block, row_words
from staffing.reports.whatif.frontier import frontier_sentences
from staffing.reports.whatif.sentences import title
from staffing.reports.whatif.words import chosen, currency, everything
from staffing.scenarios.figures import Tried
from staffing.scenarios.whatif import WhatIf

WIDTH, LEFT, RIGHT, HEAD = 960, 20, 20, 70
MOST = 100
"""Rows of scenarios; of more the best are drawn."""
TOLD = 8
"""Rows told in words beside the picture; its description has all."""
AXIS = 40
"""Room for the numbers left of a frontier."""
_STYLE = """
svg{background:#fff;font:11px system-ui,sans-serif}
text{fill:#333}.big{font-size:15px;font-weight:600}.name{font-size:13px;font-weight:600}.soft{fill:#666}
.grid{stroke:#e4e4e4;fill:none}.line{stroke:#0072B2;stroke-opacity:.45;fill:none}
.span{stroke:#0072B2;stroke-width:2;fill:none}.dot{fill:#0072B2;stroke:#0072B2;stroke-width:2}
.ring{fill:#fff;stroke:#D55E00;stroke-width:2}.cross{stroke:#D55E00;stroke-width:2;fill:none}
.wanted{stroke:#444;stroke-dasharray:4 3;fill:none}.band{fill:#009E73;fill-opacity:.18}
@media (prefers-color-scheme:dark){svg{background:#16181c}text{fill:#ddd}.soft{fill:#a0a0a0}.grid{stroke:#33363c}
.line,.span{stroke:#56B4E9}.dot{fill:#56B4E9;stroke:#56B4E9}.ring{fill:#16181c;stroke:#E69F00}.cross{stroke:#E69F00}
.wanted{stroke:#c8c8c8}.band{fill-opacity:.3}}
"""
"""Colours of Okabe and Ito (2008), which colour-blind people tell apart; kept and missed differ in shape as well."""


def whatif_picture(answer: WhatIf) -> str:
    """The SVG: a frontier over its headcounts where there is one, and a row for every other scenario."""
    down, blocks = float(HEAD), []
    frontier, rows = answer.frontier, _rows(answer)
    if frontier is not None and frontier.heads:
        block, height = curve_block(frontier, down, LEFT + AXIS, WIDTH - RIGHT)
        down += height
        blocks.append(block)
    if rows:
        block, height = dots_block(rows, down, LEFT, WIDTH - RIGHT)
        down += height
        blocks.append(block)
    size = f'viewBox="0 0 {WIDTH} {down:.0f}" width="{WIDTH}" height="{down:.0f}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size}>',
            f"<title>{xml_text(title(answer))}</title>",
            f"<desc>{xml_text(picture_words(answer, MOST))}</desc>",
            f"<style>{_STYLE}</style>",
            svg_text(LEFT, 28, cut(title(answer), 600), "big"),
            _legend(frontier is not None),
            *blocks,
            "</svg>\n",
        ]
    )


def picture_words(answer: WhatIf, most: int = TOLD) -> str:
    """What the picture shows, for those who do not see it: at most so many of its rows."""
    frontier, rows = answer.frontier, _rows(answer)
    words = frontier_sentences(frontier, currency(answer)) if frontier is not None and frontier.heads else []
    words += [f"{row_words(tried)}." for tried in rows[:most]]
    left = len(rows) - most
    return " ".join([*words, *([f"And {counted(left, 'more scenario')}."] if left > 0 else [])])


def _rows(answer: WhatIf) -> Sequence[Tried]:
    """What is not on a frontier; the base alone needs no row beside one."""
    if answer.frontier is None:
        return chosen(everything(answer), MOST)
    on_it = set(answer.frontier.tried)
    others = [tried for tried in everything(answer) if tried not in on_it]
    return [] if others == [answer.base] else chosen(others, MOST)


def _legend(band: bool) -> str:
    y = 48
    shapes = [
        (f'<circle class="dot" cx="{LEFT + 8}" cy="{y}" r="4.5"/>', LEFT, "kept"),
        (f'<circle class="ring" cx="{LEFT + 78}" cy="{y}" r="4.5"/>', LEFT + 70, "missed"),
        (f'<path class="ring" d="M{LEFT + 155} {y}l5 -5l5 5l-5 5z"/>', LEFT + 152, "screened only"),
        (f'<path class="span" d="M{LEFT + 272} {y}h22"/>', LEFT + 280, "95% interval"),
        (f'<path class="wanted" d="M{LEFT + 400} {y}h22"/>', LEFT + 408, "target, confidence"),
    ]
    if band:
        shapes.append((f'<path class="band" d="M{LEFT + 558} {y - 5}h22v10h-22z"/>', LEFT + 566, "utilization band"))
    return "<g>" + "".join(shape + svg_text(x + 20, y + 4, shown) for shape, x, shown in shapes) + "</g>"
