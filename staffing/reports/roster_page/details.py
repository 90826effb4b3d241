"""How a plan came about: what limits it, what was assumed, the search, and the inputs."""

from __future__ import annotations

from staffing.plan import Plan
from staffing.reports.calibration import COLUMNS as ATTEMPTS
from staffing.reports.calibration import calibration_lines, calibration_rows, verdict_sentence
from staffing.reports.labour_law import TITLE as LABOUR_LAW
from staffing.reports.labour_law import law_lines
from staffing.reports.measured import unmeasured
from staffing.reports.notes import assumptions, solver_sentences
from staffing.reports.roster_page.blocks import listed, paragraphs, section, table
from staffing.reports.view.page import Section


def limits(plan: Plan) -> Section | None:
    """Facts that limit every roster of the week."""
    return section("What limits this plan", listed(one.message for one in plan.outlook.findings), detail=True)


def law(plan: Plan) -> Section | None:
    """The labour packs in force, with the duties that the roster brings."""
    return section(LABOUR_LAW, listed(law_lines(plan.outlook, plan.roster)), detail=True)


def assumed(plan: Plan) -> Section | None:
    """What the plan takes for granted."""
    missing = unmeasured(plan.outlook)
    said = [*assumptions(plan.outlook), *([missing] if missing else [])]
    return section("What was assumed", listed(said), detail=True)


def search(plan: Plan) -> Section | None:
    """Solver, bound and gap, and the plans that were tried."""
    said = [*calibration_lines(plan), verdict_sentence(plan), *solver_sentences(plan)]
    return section("The search", listed(said), table(ATTEMPTS, calibration_rows(plan)), detail=True)


def inputs(plan: Plan) -> Section | None:
    """What was read, and when it was known."""
    workspace = plan.outlook.workspace
    rows = [(name, digest[:16]) for name, digest in sorted(workspace.digests.items())]
    known = f"As of {workspace.as_of.isoformat()}; seed {plan.settings.seed}."
    return section("Inputs", paragraphs(known), table(("file", "sha256 begins"), rows), detail=True)
