"""A design made ready, moved whole: centred on a label, folded to a tent, or as in a mirror.

Codes stay items of the outermost drawing: there the proof looks for them. A code that stands on
its head is drawn upright, since readers take it either way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from campaignkit import svg_paths
from campaignkit.drawing import CodeBox, Drawing, Item, Shape, Use
from campaignkit.layout.compiled_design import Compiled, Names, Parts, items_of
from campaignkit.qr import Symbol

_FOLD_MM, _DASH_MM = 0.6, 2.5  # the line along which a tent is folded, and its dashes
Change = Callable[[list[Item]], Iterable[Item]]


def centred(made: Compiled, width: float, height: float) -> Compiled:
    """Return a design in the middle of a larger label."""
    x, y = (width - made.width) / 2, (height - made.height) / 2
    return _changed(made, width, height, lambda items: (_moved(each, x, y) for each in items))


def folded(made: Compiled) -> Compiled:
    """Return a tent of twice the height: the design below, and above standing on its head."""

    def change(items: list[Item]) -> Iterator[Item]:
        face, codes = _apart(made, items)
        yield Use(drawing=face, x=0.0, y=made.height)
        yield Use(drawing=face, x=made.width, y=made.height, turned=True)
        yield Use(drawing=_fold_line(made.width), y=made.height - _FOLD_MM / 2)
        for code in codes:
            yield code._replace(y=code.y + made.height)
            x, y = made.width - code.x - code.side, made.height - code.y - code.side
            yield code._replace(x=x, y=y)

    return _changed(made, made.width, made.height * 2, change)


@lru_cache(maxsize=64)
def _fold_line(width: float) -> Drawing:
    """Return the dashes along which a tent is folded."""
    count = max(1, round(width / (2 * _DASH_MM)))
    dash = width / (2 * count)
    path = tuple(
        segment
        for at in range(count)
        for segment in (("M", (2 * at + 0.5) * dash, 0.0), ("L", (2 * at + 1.5) * dash, 0.0))
    )
    lines = (
        Shape(svg_paths.moved(path, y=_FOLD_MM / 2), stroke=color, stroke_width=thick)
        for color, thick in (("#FFFFFF", _FOLD_MM), ("#767676", _FOLD_MM / 2))
    )
    return Drawing(width, _FOLD_MM, tuple(lines), ornament=True)


def reversed_(made: Compiled) -> Compiled:
    """Return a design as in a mirror: printed so, it is read through the glass it sticks to."""

    def change(items: list[Item]) -> Iterator[Item]:
        face, codes = _apart(made, items)
        yield Use(drawing=face, x=made.width, mirrored=True)
        for code in codes:
            symbol = code.symbol.mirrored()
            yield code._replace(x=made.width - code.x - code.side, symbol=symbol)

    return _changed(made, made.width, made.height, change)


def _apart(made: Compiled, items: list[Item]) -> tuple[Drawing, list[CodeBox]]:
    """Return what is no code as one drawing, and the codes."""
    face = tuple(each for each in items if not isinstance(each, CodeBox))
    codes = [each for each in items if isinstance(each, CodeBox)]
    return Drawing(made.width, made.height, face), codes


def _changed(made: Compiled, width: float, height: float, change: Change) -> Compiled:
    def parts(present: Names, own: Names) -> Parts:
        inner = made.parts(present, own)

        def changed(facts: Mapping[str, Any], symbol: Symbol | None) -> list[Item]:
            return list(change(items_of(inner, facts, symbol)))

        return (changed,)

    return Compiled(width, height, made.facts, parts, made.has_code, telling=made.telling)


def _moved(item: Item, x: float, y: float) -> Item:
    if isinstance(item, Shape):
        return item._replace(path=svg_paths.moved(item.path, x=x, y=y))
    return item._replace(x=item.x + x, y=item.y + y)
