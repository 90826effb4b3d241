"""A hiring plan as a picture: one SVG file without scripts, fonts or links, the same bytes for the same numbers."""

from __future__ import annotations

from staffing.hiring.answer import TODAY, WITH_PLAN, WITH_REQUISITIONS, HiringPlan
from staffing.reports.hiring.frame import LEFT, WIDTH
from staffing.reports.hiring.headline import enough, headline
from staffing.reports.hiring.panel import panel
from staffing.reports.hiring.sentences import unpreventable_sentence, worst_sentence
from staffing.reports.hiring.tables import late_starts
from staffing.reports.hiring.why import reasons
from staffing.reports.hiring.words import chosen_roles, name_of, title
from staffing.reports.plain_text import counted
from staffing.reports.svg_text import cut, svg_text, xml_text

HEAD = 84
MOST = 8
"""Panels; of more roles those that are hired for and those with the largest gaps are drawn."""
_STYLE = """
svg{background:#fff;font:11px system-ui,sans-serif}
text{fill:#333}.big{font-size:15px;font-weight:600}.name{font-size:13px;font-weight:600}.soft{fill:#666}
.grid{stroke:#e4e4e4;fill:none}.now{stroke:#666;stroke-dasharray:2 3;fill:none}
.required,.today,.with_requisitions,.with_plan{fill:none;stroke-width:2;stroke-linejoin:round}
.required{stroke:#222}.need{fill:#888;fill-opacity:.2}.today{stroke:#D55E00;stroke-dasharray:2 4}
.with_requisitions{stroke:#009E73;stroke-dasharray:8 5}.with_plan{stroke:#0072B2;stroke-width:4}
.reach{fill:#0072B2;fill-opacity:.18}.mark{fill:#0072B2}.stem{stroke:#0072B2;stroke-opacity:.3;fill:none}
@media (prefers-color-scheme:dark){svg{background:#16181c}text{fill:#ddd}.soft{fill:#a0a0a0}.grid{stroke:#33363c}
.now{stroke:#a0a0a0}.required{stroke:#eee}.need{fill:#aaa}.today{stroke:#E69F00}.with_requisitions{stroke:#2fc79b}
.with_plan{stroke:#56B4E9}.reach{fill:#56B4E9;fill-opacity:.25}
.mark{fill:#56B4E9}.stem{stroke:#56B4E9}}
"""
"""Colours of Okabe and Ito (2008), which colour-blind people tell apart; the lines differ in their dashes as well."""


def hiring_picture(plan: HiringPlan) -> str:
    """The SVG: a panel for each role, under each other."""
    down, panels, roles = float(HEAD), [], chosen_roles(plan, MOST)
    for role in roles:
        drawn, height = panel(plan, role, down)
        panels.append(drawn)
        down += height
    if left := len(plan.roles) - len(roles):
        panels.append(svg_text(LEFT, down + 8, f"and {counted(left, 'more role')}, in hiring_gap.csv", "soft"))
        down += 24
    size = f'viewBox="0 0 {WIDTH} {down:.0f}" width="{WIDTH}" height="{down:.0f}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size}>',
            f"<title>{xml_text(title(plan))}</title>",
            f"<desc>{xml_text(picture_words(plan))}</desc>",
            f"<style>{_STYLE}</style>",
            svg_text(LEFT, 26, cut(title(plan), 600), "big"),
            svg_text(LEFT, 44, cut(headline(plan), WIDTH - LEFT - 20)),
            _legend(),
            *panels,
            "</svg>\n",
        ]
    )


def picture_words(plan: HiringPlan) -> str:
    """The picture for those who do not see it."""
    said = [part for part in (headline(plan), enough(plan), *reasons(plan), late_starts(plan)) if part]
    for role in chosen_roles(plan, MOST):
        said += [f"{name_of(role.staffed.id)}: {worst_sentence(plan, role)}", unpreventable_sentence(plan, role)]
    return " ".join(said)


def _legend() -> str:
    y = 62
    shapes = (
        (f'<path class="required" d="M{LEFT} {y}h22"/>', 0, "required"),
        (f'<path class="need" d="M{LEFT + 88} {y - 5}h22v10h-22z"/>', 88, "P10 to P90"),
        (f'<path class="{TODAY}" d="M{LEFT + 190} {y}h22"/>', 190, "available today"),
        (f'<path class="{WITH_REQUISITIONS}" d="M{LEFT + 318} {y}h22"/>', 318, "with open requisitions"),
        (f'<path class="{WITH_PLAN}" d="M{LEFT + 484} {y}h22"/>', 484, "with the plan"),
        (f'<path class="reach" d="M{LEFT + 596} {y - 5}h22v10h-22z"/>', 596, "P10 to P90"),
    )
    return "<g>" + "".join(shape + svg_text(LEFT + x + 28, y + 4, shown) for shape, x, shown in shapes) + "</g>"
