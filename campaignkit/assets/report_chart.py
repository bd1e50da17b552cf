"""A report as a chart of Vega-Altair, for analysts who restyle it, join it to others, or put it on
a page of their own. The page of a report needs none: its bars are our own.

The one door to `altair`, of the extra `[plots]`.
"""

from __future__ import annotations

from typing import Any

from campaignkit.assets.report_page import ReportContent
from campaignkit.errors import BadInput
from campaignkit.locales import direction

_BAR, _LIMITS = "#0f4c5c", "#e36414"  # as on the page


def chart(told: ReportContent) -> Any:
    """Return bars with the lines of their limits, the best group first.

    Raises:
        BadInput: the extra `[plots]` is not installed.
    """
    try:
        import altair
    except ImportError as err:
        raise BadInput(
            "a chart needs altair: pip install 'campaignkit[plots]'. The page of a report has bars "
            "without it.",
            rule="report.plots-extra",
        ) from err
    words = told.words
    rows = [
        {
            "name": row.name,
            "pieces": row.pieces,
            "conversations": row.conversations,
            **dict(zip(("fair", "low", "high"), row.fair, strict=True)),
        }
        for row in told.rows
    ]
    rtl = direction(words.language) == "rtl"
    names = altair.Y("name:N", sort=None, title=words.column(told.by))
    if rtl:
        names = names.axis(orient="right")
    scale = altair.Scale(reverse=rtl, zero=True)
    base = altair.Chart(altair.Data(values=rows)).encode(y=names)  # type: ignore[no-untyped-call]
    bars = base.mark_bar(color=_BAR).encode(
        x=altair.X("fair:Q", scale=scale, title=words.of("fair")),
        tooltip=["name:N", "pieces:Q", "conversations:Q", "fair:Q", "low:Q", "high:Q"],
    )
    limits = base.mark_rule(color=_LIMITS, strokeWidth=2.5).encode(x="low:Q", x2="high:Q")
    title = words.of("title")
    whole = f"{title}: {told.shop}" if told.shop else title
    return (bars + limits).properties(title=whole, description=whole)
