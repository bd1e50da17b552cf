"""Colours and styles of the bubble, written into each element: nothing else survives an export.

Left to itself the bubble follows the reader's light or dark setting (CSS `light-dark()`, which
stands for prefers-color-scheme in a style attribute); what does not know it shows the light one.
All pairs of text and ground are above 4.5:1 (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

from typing import Literal

Theme = Literal["auto", "light", "dark"]

COLORS = {  # light, dark
    "page": ("#ffffff", "#0b1014"),
    "ground": ("#ece7df", "#10191f"),
    "bubble": ("#ffffff", "#1f2c34"),
    "ink": ("#15202b", "#e8edf0"),
    "soft": ("#5b6b75", "#9aa9b2"),
    "link": ("#00639c", "#5cc2ee"),
    "line": ("#e3e6e8", "#33424b"),
    "box": ("#f1f3f4", "#2a3942"),
    "blank": ("#cfd8dc", "#3b4a54"),
    "mark": ("#fff1c2", "#5a4a12"),
}
FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif"
CODE = "font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.92em"


def paint(theme: Theme, **colors: str) -> str:
    """Return declarations of colours: paint("auto", background="bubble", color="ink").

    >>> paint("dark", color="ink")
    'color:#e8edf0;'
    >>> paint("auto", color="ink")
    'color:#15202b;color:light-dark(#15202b,#e8edf0);'
    """
    return "".join(_declared(name, color, theme) for name, color in colors.items())


def _declared(name: str, color: str, theme: Theme) -> str:
    light, dark = COLORS[color]
    css = name.replace("_", "-")
    if theme != "auto":
        return f"{css}:{light if theme == 'light' else dark};"
    return f"{css}:{light};{css}:light-dark({light},{dark});"


def scheme(theme: Theme) -> str:
    """Return which schemes the element is drawn for."""
    return f"color-scheme:{'light dark' if theme == 'auto' else theme};"
