"""Text in, a shaped `Line` out: bidi levels, runs of one font and script, HarfBuzz.

The order of the work: clean, find the base direction, levels, runs in logical order, the visual
order of runs, shape each. A Line is free of size, so it is remembered and shared.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import is_normalized, normalize

from campaignkit.errors import BadInput
from campaignkit.text import bidi
from campaignkit.text.font_stacks import Stack
from campaignkit.text.lines import Direction, Line, Run
from campaignkit.text.placing import place
from campaignkit.text.runs import Item, Paragraph, itemize

_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x84\x86-\x9f\ufeff]")
NEW_LINE = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    """Return `text` in composed form (NFC), tabs as spaces, controls dropped, lines as "\\n".

    >>> clean("Sa\\u0303o\\tJoa\\u0303o\\r\\n\\ufeffok")
    'São João\\nok'
    """
    if text.isprintable() and (text.isascii() or is_normalized("NFC", text)):
        return text
    lines = NEW_LINE.sub("\n", text).replace("\t", " ")
    return normalize("NFC", _CONTROLS.sub("", lines))


def base(text: str, stack: Stack, direction: str) -> Direction:
    """Return the base direction of a paragraph: as asked, or by its letters, or its language."""
    if direction == "auto":
        return bidi.base_direction(text, "rtl" if bidi.is_rtl(stack.language) else "ltr")
    if direction == "ltr":
        return "ltr"
    if direction == "rtl":
        return "rtl"
    raise BadInput(
        f"direction={direction!r} is none. Use 'ltr', 'rtl' or 'auto'.",
        rule="text.direction",
        direction=direction,
    )


def shape(text: str, stack: Stack, *, direction: str = "auto") -> Line:
    """Return one line of text, shaped.

    Args:
        text: One line in logical order, in any languages.
        direction: "ltr", "rtl", or "auto": that of the first strong letter, else the language's.

    Raises:
        BadInput: `text` has a line break; `direction` is none.
        NotFound: no font has one of its characters; names the script and what to install.

    >>> from campaignkit.text import stack
    >>> line = shape("हिन्दी", stack(language="hi"))
    >>> [cluster.text for run in line.runs for cluster in run.clusters]
    ['हि', 'न्', 'दी']
    >>> round(line.width, 2)
    1.89
    """
    return _shape(text, stack, direction)


@lru_cache(maxsize=1024)
def _shape(text: str, stack: Stack, direction: str) -> Line:
    cleaned = clean(text)
    if "\n" in cleaned:
        raise BadInput(
            f"{text!r} has more than one line. Use fit(), or shape each line.",
            rule="text.several-lines",
            text=text,
        )
    return shape_slice(paragraph(cleaned, stack, direction), 0, len(cleaned), stack)


def paragraph(text: str, stack: Stack, direction: str) -> Paragraph:
    """Return cleaned text without line breaks as a paragraph, its levels resolved."""
    side = base(text, stack, direction)
    return Paragraph(text, side, bidi.levels(text, side))


def shape_slice(whole: Paragraph, start: int, end: int, stack: Stack) -> Line:
    """Return the line from `start` to `end` of a paragraph; spaces at its ends are kept."""
    items = itemize(whole, start, end, stack)
    if len(items) == 1:
        return _of_one_run(whole, items[0], stack)
    if len(items) > 1:
        items = [items[index] for index in bidi.visual_order([item.level for item in items])]
    runs: list[Run] = []
    inks: list[tuple[float, float, float, float]] = []
    pen = 0.0
    for item in items:
        placed = place(whole.text, item, stack.tag)
        em = 1 / item.face.upem
        x = pen + placed.shift * em
        runs.append(Run(item.face, placed.clusters, placed.kerns, x, placed.width * em))
        if placed.ink is not None:
            left, bottom, right, top = placed.ink
            inks.append((pen + left * em, bottom * em, pen + right * em, top * em))
        pen += placed.width * em
    faces = {run.face for run in runs} or {stack.first}
    return Line(
        whole.text[start:end],
        whole.direction,
        tuple(runs),
        pen,
        max(face.ascent / face.upem for face in faces),
        max(face.descent / face.upem for face in faces),
        _union(inks),
    )


def _of_one_run(whole: Paragraph, item: Item, stack: Stack) -> Line:
    """Return the line of a single item: most lines are."""
    face = item.face
    em = 1 / face.upem
    placed = place(whole.text, item, stack.tag)
    width = placed.width * em
    ink = (0.0, 0.0, 0.0, 0.0)
    if placed.ink is not None:
        left, bottom, right, top = placed.ink
        ink = (left * em, bottom * em, right * em, top * em)
    run = Run(face, placed.clusters, placed.kerns, placed.shift * em, width)
    text = whole.text[item.start : item.end]
    return Line(text, whole.direction, (run,), width, face.ascent * em, face.descent * em, ink)


def _union(
    boxes: list[tuple[float, float, float, float]],
) -> tuple[float, float, float, float]:
    if len(boxes) < 2:
        return boxes[0] if boxes else (0.0, 0.0, 0.0, 0.0)
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
