"""What somebody may want to make, each with a picture: the first page of the studio."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from campaignkit.translations import Word
from campaignkit.translations import word as _

_INK, _SOFT, _PAPER, _LEAF = "#1b5e20", "#a5d6a7", "#ffffff", "#25a55b"


@dataclass(frozen=True, slots=True)
class Goal:
    """What somebody wants to make. studio: that makes it. table: what its controls begin with."""

    name: Word
    studio: str
    picture: str  # SVG, 120 x 84, without its outermost element
    table: Mapping[str, object]


def goals() -> list[Goal]:
    """Return what can be made, the most wanted first."""
    poster = {"design": "poster", "size_mm": (210.0, 297.0)}
    return [
        Goal(_("Labels and stickers"), "sheet", _labels(), {}),
        Goal(_("A poster for the window"), "sticker", _poster(), poster),
        Goal(_("A price list or shelf tags"), "catalog", _prices(), {}),
        Goal(_("A sign to be paid at"), "pay", _pay(), {}),
        Goal(_("The whole kit"), "kit", _kit(), {}),
        Goal(_("Stickers for chats"), "pack", _chat_stickers(), {}),
        Goal(_("Messages and templates"), "message", _messages(), {}),
        Goal(_("A single QR code"), "code", _page(18, 0, 84, 84) + _code(20, 6, 80, 72), {}),
        Goal(_("What it brought"), "report", _bars(), {}),
    ]


def address(picture: str) -> str:
    """Return the picture of a goal as an address that a style sheet can hold."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 84">{picture}</svg>'
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _rect(x: float, y: float, width: float, height: float, fill: str, *, radius: float = 3) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{radius:g}" '
        f'fill="{escape(fill)}"/>'
    )


def _page(x: float, y: float, width: float, height: float) -> str:
    return _rect(x, y, width, height, "#9e9e9e", radius=4) + _rect(
        x + 1, y + 1, width - 2, height - 2, _PAPER, radius=3
    )


def _code(x: float, y: float, width: float, height: float) -> str:
    """Return what is seen as a QR code from afar: three corners and some modules."""
    side = min(width, height)
    left, unit = x + (width - side) / 2, side / 11
    squares = [(0, 0, 4), (7, 0, 4), (0, 7, 4)]
    corners = "".join(
        _rect(left + column * unit, y + row * unit, size * unit, size * unit, _INK, radius=unit / 2)
        + _rect(
            left + (column + 1) * unit, y + (row + 1) * unit, 2 * unit, 2 * unit, _PAPER, radius=0
        )
        for column, row, size in squares
    )
    modules = ((5, 1), (5, 3), (4, 5), (6, 5), (8, 5), (1, 5), (5, 7), (7, 7), (9, 8), (8, 10))
    more = ((5, 9), (6, 10), (10, 6), (7, 9))
    dots = "".join(
        _rect(left + column * unit, y + row * unit, unit, unit, _INK, radius=unit / 4)
        for column, row in (*modules, *more)
    )
    return corners + dots


def _bars() -> str:
    bars = "".join(
        _rect(18, 10 + 17 * row, width, 11, _LEAF if row == 0 else _SOFT)
        for row, width in enumerate((78, 52, 34, 14))
    )
    return _page(6, 2, 108, 80) + bars


def _labels() -> str:
    cells = ((12 + 33 * column, 8 + 24 * row) for row in range(3) for column in range(3))
    return _page(6, 2, 108, 80) + "".join(
        _rect(x, y, 29, 20, _SOFT, radius=3)
        + _code(x + 2, y + 4, 12, 12)
        + _rect(x + 17, y + 5, 9, 3, _INK, radius=1)
        for x, y in cells
    )


def _poster() -> str:
    head = _rect(36, 8, 48, 12, _LEAF, radius=2)
    return (
        _page(30, 2, 60, 80) + head + _code(40, 26, 40, 40) + _rect(42, 72, 36, 4, _SOFT, radius=2)
    )


def _prices() -> str:
    lines = "".join(
        _rect(28, 18 + 11 * row, 34 - 5 * (row % 2), 4, _SOFT, radius=2)
        + _rect(76, 18 + 11 * row, 14, 4, _LEAF, radius=2)
        for row in range(5)
    )
    return _page(22, 2, 76, 80) + _rect(28, 7, 40, 6, _INK, radius=2) + lines


def _pay() -> str:
    sign = _rect(12, 12, 96, 56, _LEAF, radius=6) + _rect(62, 18, 40, 44, _PAPER, radius=3)
    coin = '<circle cx="36" cy="40" r="15" fill="#fff"/>' + _rect(33, 31, 6, 18, _LEAF, radius=2)
    return sign + _code(65, 22, 34, 36) + coin + _rect(50, 68, 20, 10, _SOFT, radius=2)


def _kit() -> str:
    poster = _page(6, 4, 40, 54) + _rect(10, 9, 32, 8, _LEAF, radius=2) + _code(14, 22, 24, 28)
    card = _page(52, 8, 62, 30) + _rect(57, 13, 24, 5, _INK, radius=1) + _code(86, 11, 24, 24)
    labels = "".join(
        _rect(53 + 22 * column, 46 + 17 * row, 18, 13, _SOFT, radius=2)
        for row in range(2)
        for column in range(3)
    )
    tent = _rect(8, 64, 36, 14, "#ffd54f", radius=3) + _rect(13, 69, 26, 4, _INK, radius=2)
    return poster + card + labels + tent


def _chat_stickers() -> str:
    faces = (
        f'<circle cx="{x}" cy="{y}" r="15" fill="{fill}"/>'
        f'<circle cx="{x - 5}" cy="{y - 3}" r="2" fill="{_INK}"/>'
        f'<circle cx="{x + 5}" cy="{y - 3}" r="2" fill="{_INK}"/>'
        f'<path d="M{x - 6} {y + 4}q6 7 12 0" stroke="{_INK}" stroke-width="2" fill="none"/>'
        for x, y, fill in ((24, 24, "#ffd54f"), (60, 24, _SOFT), (96, 24, "#ffab91"))
    )
    hearts = (
        f'<path d="M{x} {y}c-4-9-16-7-15 2c1 7 9 11 15 15c6-4 14-8 15-15c1-9-11-11-15-2z" '
        f'fill="{fill}"/>'
        for x, y, fill in ((24, 56, "#ef5350"), (60, 56, "#ffd54f"), (96, 56, _LEAF))
    )
    return "".join((*faces, *hearts))


def _messages() -> str:
    first = _rect(8, 8, 76, 26, "#e0e0e0", radius=8) + _rect(16, 15, 56, 4, "#9e9e9e", radius=2)
    second = _rect(36, 44, 76, 30, _SOFT, radius=8) + _rect(44, 52, 56, 4, _INK, radius=2)
    return (
        first
        + _rect(16, 23, 36, 4, "#9e9e9e", radius=2)
        + second
        + _rect(44, 62, 40, 4, _INK, radius=2)
    )
