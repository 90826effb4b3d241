"""A share of a person as a small picture: the mean, the range of nine weeks in ten, and what is wanted behind them."""

from __future__ import annotations

from markupsafe import Markup

from staffing.reports.view.week import Share

DASH = "\u2013"


def span_svg(share: Share, band: tuple[float, float]) -> Markup:
    """The picture from 0 to 100%; what lies beyond is at the end. The text beside it says the same."""
    low, high, least, most, mean = (_place(part) for part in (share.p05, share.p95, *band, share.mean))
    return Markup(
        f'<svg class="u" viewBox="0 0 100 12" aria-hidden="true"><path class="w" d="M{least} 0H{most}V12H{least}Z"/>'
        f'<path class="r" d="M{low} 6H{high}"/><path class="m" d="M{mean} 6h0"/></svg>'
    )


def span_text(share: Share) -> tuple[str, str]:
    """Mean and range as text: `64%` and `43-82%` with a dash."""
    return f"{100 * share.mean:.0f}%", percents(share.p05, share.p95)


def percents(low: float, high: float) -> str:
    """A range of shares as text."""
    return f"{100 * low:.0f}{DASH}{100 * high:.0f}%"


def _place(share: float) -> str:
    return f"{100 * min(max(share, 0.0), 1.0):.1f}".removesuffix(".0")
