"""The heading of a section, a text for each language, as the theme sets it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from campaignkit import svg_paths
from campaignkit.drawing import Item, Shape
from campaignkit.layout import capital
from campaignkit.layout.outlines import Bounds
from campaignkit.pages import typesetting
from campaignkit.pages.flowing import Draw, ListBlock
from campaignkit.pages.style import EntryStyle
from campaignkit.pages.typesetting import Setting, SetWords
from campaignkit.pages.words import word

_ABOVE = 1.5  # em of light over a heading that is not the first
_PAD = 0.32  # em between the letters and the edges of a bar
# em from the letters to what follows, beyond the gap: the rule takes some of it.
_BELOW = {"rule": 0.3, "plain": 0.25, "wave": 0.32, "bar": 0.28, "pill": 0.28}
_WAVE = 2.2  # em of one wave under a heading


def heading(sections: tuple[str, ...], style: EntryStyle, width: float) -> ListBlock:
    """Return the heading of a section, a text for each language; it begins a section.

    Raises:
        TooBig, NotFound: as `entries.block`.
    """
    above = ceil(style.body * _ABOVE * style.air / style.grid) * style.grid + style.gap
    return replace(
        _heading(sections, style, width, _SIZES[style.heading]),
        above=above,
        keep=True,
        running=_heading(_continued(sections, style), style, width, 0.9),
        name=repr(sections[0]),
    )


_SIZES = {"rule": 1.35, "plain": 1.55, "wave": 1.6, "bar": 1.2, "pill": 1.25}  # of the body


def _continued(sections: tuple[str, ...], style: EntryStyle) -> tuple[str, ...]:
    pairs = zip(sections, style.languages, strict=True)
    return tuple(word("continued", language, section=text) for text, language in pairs)


def _heading(sections: tuple[str, ...], style: EntryStyle, width: float, share: float) -> ListBlock:
    said = dict(zip(style.languages, sections, strict=True))
    filled = style.heading in ("bar", "pill")
    pad = style.body * share * _PAD if filled else 0.0
    color, beside = (style.on_fill if filled else style.strong), 1.6 * pad
    parts: list[tuple[float, Setting, float, SetWords]] = []
    for each, left, room in style.halves(width):
        words = style.words(each, share, color, style.display_weight, role="display")
        shown = capital(said[each], each) if style.capitals else said[each]
        parts.append((left, typesetting.wrapped(shown, words, room - 2 * beside), room, words))
    rise = max(max(words.rise, one.first) for _, one, _, words in parts)
    fall = max(max(words.fall, one.height - one.first) for _, one, _, words in parts)
    base, height = pad + rise, 2 * pad + rise + fall

    def ruled(left: float, one: Setting, room: float, words: SetWords) -> Draw:
        def draw(x: float, y: float) -> Iterator[Item]:
            inset = left + beside
            box = Bounds(x + left, y, room, height)
            yield from _behind(style, one, box, rtl=words.rtl, beside=beside)
            yield from one.draw(x + inset, y + base - one.first)

        return draw

    nothing: Draw = lambda _x, _y: iter(())  # noqa: E731 where entries have their photos
    draws = (nothing, *(ruled(*each) for each in parts))
    below = style.body * _BELOW[style.heading]
    return ListBlock(height=style.on_grid(height + below), draws=draws)


def _behind(
    style: EntryStyle, one: Setting, box: Bounds, *, rtl: bool, beside: float
) -> Iterator[Item]:
    """Yield what a heading stands on or over."""
    body, bottom = style.body, box.y + box.height
    if style.heading == "bar":
        yield typesetting.filled(box.x, box.y, box.width, box.height, style.fill)
    elif style.heading == "pill":
        letters = max(line.width for _, _, line in one.block.lines) * one.block.size_mm
        wide = min(box.width, letters + 2 * beside)
        left = box.x + box.width - wide if rtl else box.x
        path = svg_paths.rounded(left, box.y, wide, box.height, box.height / 2)
        yield Shape(path=path, fill=style.fill)
    elif style.heading == "rule":
        yield typesetting.filled(box.x, bottom + body * 0.06, box.width, body * 0.07, style.strong)
    elif style.heading == "wave":
        path = _wave(box.x, bottom + body * 0.12, box.width, body)
        yield Shape(path=path, stroke=style.strong, stroke_width=body * 0.07)


def _wave(x: float, y: float, width: float, body: float) -> tuple[svg_paths.Segment, ...]:
    """Return a line that a hand draws: whole waves, nearly as long as asked for."""
    count = max(1, round(width / (body * _WAVE)))
    step, swing = width / count, body * 0.11
    made: list[svg_paths.Segment] = [("M", x, y)]
    for at in range(count):
        left = x + at * step
        made.append(
            ("C", left + step * 0.3, y - swing, left + step * 0.7, y + swing, left + step, y)
        )
    return tuple(made)
