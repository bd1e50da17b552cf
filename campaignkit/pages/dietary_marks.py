"""Dietary marks as they are drawn: behind a dish's name, and in the legend at the foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from campaignkit import svg_paths
from campaignkit.artwork import artwork
from campaignkit.business import contrast
from campaignkit.drawing import Drawing, Shape, Text, Use
from campaignkit.locales import digits
from campaignkit.pages import typesetting
from campaignkit.pages.dietary import DietaryMark, label
from campaignkit.pages.style import EntryStyle
from campaignkit.pages.typesetting import SetWords

_HIGH = 0.74  # of one em: as high as capital letters
_BETWEEN = 0.22  # em between two drawings
_NUMBERS = 0.62  # of the name's size
LEGEND = 0.72  # likewise
_APART = 1.1  # em between two parts of a legend
_LEADING = 1.45
_DARK = 3.0  # contrast with white from which red and green are lost on a ground: our guess
_PLATE = 0.16  # of a drawing's side: the light around it on a dark ground


def width(marks: Sequence[DietaryMark], style: EntryStyle, language: str) -> float:
    """Return how wide the marks behind a name are, the light before them included, mm."""
    if not marks:
        return 0.0
    drawings = sum(mark.times for mark in marks if mark.drawing)
    total = drawings * style.body * (_HIGH + _BETWEEN)
    if numbers := _numbers(marks, language):
        words = style.words(language, _NUMBERS, style.muted)
        total += typesetting.line_of(numbers, words).width * words.size + style.body * _BETWEEN
    return total + style.body * _BETWEEN


def drawn(
    marks: Sequence[DietaryMark],
    style: EntryStyle,
    language: str,
    x: float,
    base: float,
    *,
    rtl: bool,
) -> Iterator[Text | Use]:
    """Yield marks from x on, away from the name, on its baseline."""
    pen, sign = style.body * 2 * _BETWEEN, -1 if rtl else 1
    side, black, dark = style.body * _HIGH, is_black(style), is_dark(style)
    for mark in marks:
        for _ in range(mark.times if mark.drawing else 0):
            left = x + sign * pen - (side if rtl else 0.0)
            yield Use(drawing=_sign(mark.drawing, side, black, dark), x=left, y=base - side)
            pen += side + style.body * _BETWEEN
    if numbers := _numbers(marks, language):
        words = style.words(language, _NUMBERS, style.muted)
        line = typesetting.line_of(numbers, words)
        left = x + sign * pen - (line.width * words.size if rtl else 0.0)
        yield Text(left, base - style.body * 0.3, words.size, line, style.muted)


def is_dark(style: EntryStyle) -> bool:
    """Whether a ground is so dark that drawings need a light plate behind them."""
    return contrast(style.ground, "#FFFFFF") > _DARK


def is_black(style: EntryStyle) -> bool:
    """Whether a theme of one ink draws them."""
    return style.dress is not None and style.dress.theme.black


def legend(
    marks: Sequence[DietaryMark], style: EntryStyle, language: str, width: float
) -> tuple[tuple[Text | Use, ...], float]:
    """Return what says what marks mean, from the left top of a box so wide, and its height."""
    if not marks:
        return (), 0.0
    words = style.words(language, LEGEND, style.muted)
    looks = (is_black(style), is_dark(style))
    pen, row = 0.0, 0
    items: list[Text | Use] = []
    for mark in marks:
        part, wide = _part(mark, words, language, looks)
        if pen and pen + wide > width:
            pen, row = 0.0, row + 1
        left = width - pen - wide if words.rtl else pen
        y = words.size * (1 + row * _LEADING)
        items += (each._replace(x=each.x + left, y=each.y + y) for each in part)
        pen += wide + words.size * _APART
    return tuple(items), words.size * (1 + row * _LEADING + 0.3)


def _part(
    mark: DietaryMark, words: SetWords, language: str, looks: tuple[bool, bool]
) -> tuple[list[Text | Use], float]:
    """Return a mark and what it means, on the baseline 0 from 0 on, and how wide they are."""
    side, gap = words.size * _HIGH, words.size * 0.35
    said = label(mark, language)
    if not mark.drawing:
        said = f"{digits(str(mark.number), language)} {said}"
    line = typesetting.line_of(said, words)
    wide = line.width * words.size
    signs = mark.times if mark.drawing else 0
    taken = signs * (side + words.size * 0.12) + (gap if signs else 0.0)
    left = 0.0 if words.rtl else taken
    parts: list[Text | Use] = [Text(left, 0.0, words.size, line, words.color)]
    for at in range(signs):
        x = at * (side + words.size * 0.12) + (wide + gap if words.rtl else 0.0)
        parts.append(Use(drawing=_sign(mark.drawing, side, *looks), x=x, y=-side))
    return parts, wide + taken


def _numbers(marks: Sequence[DietaryMark], language: str) -> str:
    numbers = (digits(str(mark.number), language) for mark in marks if mark.number)
    return " · ".join(numbers)


@lru_cache(maxsize=64)
def _sign(name: str, side: float, black: bool, dark: bool) -> Drawing:
    """Return a drawing so large; written once, however many dishes bear it."""
    found = artwork(name).one_ink() if black else artwork(name)
    edge = side * _PLATE if dark else 0.0
    scale = (side - 2 * edge) / found.side
    shapes = [
        shape._replace(
            path=svg_paths.moved(shape.path, x=edge, y=edge, scale=scale),
            stroke_width=shape.stroke_width * scale,
        )
        for shape in found.shapes
    ]
    if dark:
        plate = svg_paths.rounded(0.0, 0.0, side, side, side * _PLATE)
        shapes.insert(0, Shape(path=plate, fill="#FFFFFF"))
    return Drawing(side, side, tuple(shapes))
