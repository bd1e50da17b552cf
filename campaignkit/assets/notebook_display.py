"""How an asset shows itself in a notebook: one picture and one piece of HTML, nothing else.

PNG and HTML are the two that survive everywhere: in a notebook reopened without a kernel,
exported, or not trusted. The HTML carries the alternative text, which a PNG cannot.
"""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import Any

from campaignkit.units import px

Bundle = tuple[dict[str, Any], dict[str, Any]]

_CSS_DPI = 96
_FRAME = "max-width:100%;height:auto;background:#fff;border:1px solid #8884;border-radius:4px"


def bundle(png: bytes, *, width_mm: float, alternative: str, note: str = "") -> Bundle:
    """Return what IPython shows: (data, metadata). The picture appears in its printed width.

    note: one line under the picture, plain text.
    """
    data = {
        "text/plain": alternative,
        "text/html": figure(png, width_mm, alternative, note=note),
        "image/png": b64encode(png).decode(),
    }
    return data, {"image/png": {"width": _width(width_mm)}}


def figure(png: bytes, width_mm: float, alternative: str, *, note: str = "") -> str:
    """Return the picture as HTML that needs nothing from anywhere."""
    encoded = b64encode(png).decode()
    said = escape(alternative, quote=True)
    caption = f'<figcaption dir="auto" style="font-size:smaller">{escape(note)}</figcaption>'
    return (
        f'<figure style="margin:0 0 8px"><img alt="{said}" width="{_width(width_mm)}" '
        f'style="{_FRAME}" src="data:image/png;base64,{encoded}">{caption if note else ""}</figure>'
    )


def _width(width_mm: float) -> int:
    """Return CSS pixels; CSS counts 96 to an inch."""
    return max(1, round(px(width_mm, _CSS_DPI)))
