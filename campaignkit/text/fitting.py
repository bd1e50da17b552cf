"""Text in a box: lines are broken and the size shrinks, down to a stated one, until it fits.

Everything is measured by ink and by the plain box of the letters, not by the line box of the
font: Noto Sans declares 1.36 em and Noto Sans Arabic 2.11 em, which would make text needlessly
small. A block reaches from the capital letters of its first line to the descenders of its last,
or further where a mark does; lines stand LEADING apart, or further where the ink of two lines
would come closer than GAP. So nothing is clipped and nothing overlaps.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import ceil, floor
from typing import Literal, NamedTuple, get_args

from campaignkit.errors import BadInput, TooBig
from campaignkit.text.breaking import breaks
from campaignkit.text.glyphs import Block, Line
from campaignkit.text.runs import Paragraph
from campaignkit.text.shaping import clean, paragraph, shape, shape_slice
from campaignkit.text.stacks import Stack, missing, no_font_for
from campaignkit.units import SLACK_MM, mm_text

Align = Literal["start", "center", "end"]
Valign = Literal["top", "middle", "bottom"]
LEADING = 1.2  # em from baseline to baseline: a common default of typesetting
GAP = 0.08  # em of light that stays between the ink of two lines (a guess that reads well)
DESCENDER = 0.24  # em below the baseline that a block always has: "p" in Noto Sans
STEPS = 16  # halvings in a search: of 10 mm they leave less than 0.001 mm
BALANCED = 4  # a paragraph of at most so many lines gets lines of like length
# A line can be a trifle wider than its words: then the search starts again in a narrower box.
SQUEEZES = (1.0, 0.99, 0.96, 0.9)


class Piece(NamedTuple):
    """Text between two opportunities to break: where it stands, and how wide in em."""

    start: int
    end: int
    width: float  # of its ink and advance, without the spaces at its end
    advance: float  # with them


class Part(NamedTuple):
    """A paragraph and its pieces."""

    whole: Paragraph
    pieces: tuple[Piece, ...]


class Cut(NamedTuple):
    """A line to be: text[start:end] of a paragraph."""

    part: Part
    start: int
    end: int


class Metrics(NamedTuple):
    """What every line of a block needs, in em: above its baseline, below, and to the next."""

    above: float
    below: float
    pitch: float

    def height(self, lines: int) -> float:
        """Return the height of a block of so many lines, in em."""
        return self.above + (lines - 1) * self.pitch + self.below


class Box(NamedTuple):
    """The room there is, in mm, and how text is to stand in it."""

    width: float
    height: float
    largest: float  # one em
    smallest: float
    max_lines: int | None
    align: Align
    valign: Valign

    def has(self, lines: int, size: float, metrics: Metrics) -> bool:
        """Return whether a block of so many lines is not too high."""
        few = self.max_lines is None or lines <= self.max_lines
        return few and metrics.height(lines) * size <= self.height + SLACK_MM


def fit(
    text: str,
    *,
    width_mm: float,
    height_mm: float,
    size_mm: float,
    min_size_mm: float,
    stack: Stack,
    align: Align = "start",
    direction: str = "auto",
    max_lines: int | None = None,
    leading: float | None = None,
    valign: Valign = "top",
) -> Block:
    """Return `text` set in a box, as large as fits and no larger than `size_mm`.

    Args:
        text: Any languages; a line break in it is a line break on paper. Blank lines and spaces
            at either end are dropped.
        width_mm: Of the box. No line is wider, ink included.
        height_mm: Of the box.
        size_mm: One em at most.
        min_size_mm: One em at least.
        stack: The fonts; its language gives the direction of text without letters.
        align: "start" is left, or right for a paragraph that runs right to left.
        direction: "auto" asks each paragraph's first strong letter; or "ltr", "rtl".
        max_lines: None: as many as the height allows.
        leading: em from baseline to baseline, 1.2 if None; more where ink would touch.
        valign: Where the block stands in a box that is higher.

    Raises:
        TooBig: it does not fit at `min_size_mm`; says what it needs.
        NotFound: no font has one of its characters.
        BadInput: a length is not positive, or an option is unknown.

    >>> from campaignkit.text import stack
    >>> room = dict(width_mm=40, height_mm=12, size_mm=6, min_size_mm=2)
    >>> block = fit("Oi! Vi o adesivo na vitrine.", stack=stack(language="pt"), **room)
    >>> [line.text for _, _, line in block.lines], block.size_mm
    (['Oi! Vi o adesivo', 'na vitrine.'], 5.45)
    """
    box = Box(width_mm, height_mm, size_mm, min_size_mm, max_lines, align, valign)
    _check(box)
    cleaned = clean(text).strip()
    if not cleaned:
        return Block((), size_mm, 0.0, 0.0)
    fitted = _one_line(cleaned, box, stack, direction, leading)
    if fitted is None:
        fitted = _many_lines(cleaned, box, stack, direction, leading)
    lines, size, metrics = fitted
    return _placed(lines, size, metrics, box)


def _check(box: Box) -> None:
    names = {"width_mm": "width", "height_mm": "height", "size_mm": "largest"}
    for name, field in (names | {"min_size_mm": "smallest"}).items():
        length = getattr(box, field)
        if not 0 < length < float("inf"):
            raise BadInput(f"{name}={length} is not a length. Give millimetres above 0.")
    if box.smallest > box.largest:
        raise BadInput(
            f"min_size_mm={box.smallest} is more than size_mm={box.largest}. Exchange them."
        )
    if box.max_lines is not None and box.max_lines < 1:
        raise BadInput(f"max_lines={box.max_lines} leaves no line. Give 1 or more, or None.")
    for name, known in (("align", Align), ("valign", Valign)):
        if getattr(box, name) not in get_args(known):
            raise BadInput(
                f"{name}={getattr(box, name)!r} is unknown. Use {', '.join(get_args(known))}."
            )


def _one_line(
    text: str, box: Box, stack: Stack, direction: str, leading: float | None
) -> tuple[list[Line], float, Metrics] | None:
    """Return the text as one line of the largest size, if it fits so."""
    if "\n" in text:
        return None
    line = shape(text, stack, direction=direction)
    metrics = _metrics([line], stack, leading)
    fits = _extent(line) * box.largest <= box.width + SLACK_MM
    return ([line], box.largest, metrics) if fits and box.has(1, box.largest, metrics) else None


def _many_lines(
    text: str, box: Box, stack: Stack, direction: str, leading: float | None
) -> tuple[list[Line], float, Metrics]:
    paragraphs = [paragraph(line.strip(), stack, direction) for line in text.split("\n")]
    lost = missing(text, stack)
    if lost:
        raise no_font_for(lost)
    for anywhere in (False, True):
        words: list[Line] = []
        parts = [_part(whole, stack, words, anywhere=anywhere) for whole in paragraphs]
        metrics = _metrics(words, stack, leading)
        for squeeze in SQUEEZES:
            found = _search(parts, metrics, box._replace(width=box.width * squeeze))
            if found is None:
                break
            cuts, size = found
            lines = [shape_slice(cut.part.whole, cut.start, cut.end, stack) for cut in cuts]
            exact = min(size, (box.width + SLACK_MM) / max(map(_extent, lines)))
            if exact >= box.smallest:
                return lines, exact, metrics
    raise _too_big(text, parts, metrics, box)


def _part(whole: Paragraph, stack: Stack, words: list[Line], *, anywhere: bool) -> Part:
    """Return a paragraph cut where it may break; adds its shaped words to `words`."""
    pieces = []
    edges = [0, *breaks(whole.text, anywhere=anywhere), len(whole.text)]
    for start, end in pairwise(edges):
        piece = whole.text[start:end]
        word = shape(piece.rstrip(), stack, direction=whole.direction)
        spaces = shape(piece[len(word.text) :], stack, direction=whole.direction)
        words.append(word)
        pieces.append(Piece(start, end, _extent(word), word.width + spaces.width))
    return Part(whole, tuple(pieces))


def _extent(line: Line) -> float:
    """Return the width of a line in em, ink that hangs over included."""
    left, _, right, _ = line.ink
    return max(line.width, right) - min(0.0, left)


def _metrics(lines: list[Line], stack: Stack, leading: float | None) -> Metrics:
    top = max((line.ink[3] for line in lines), default=0.0)
    bottom = min((line.ink[1] for line in lines), default=0.0)
    capitals = stack.first.cap_height / stack.first.upem
    wanted = LEADING if leading is None else leading
    return Metrics(max(capitals, top), max(DESCENDER, -bottom), max(wanted, top - bottom + GAP))


def _search(parts: list[Part], metrics: Metrics, box: Box) -> tuple[list[Cut], float] | None:
    """Return the lines at the largest size at which they fit, or None."""

    def fits(size: float) -> bool:
        cuts = _wrap(parts, box.width / size)
        return cuts is not None and box.has(len(cuts), size, metrics)

    size = box.largest
    if not fits(size):
        if not fits(box.smallest):
            return None
        size = _bisect(fits, box.smallest, box.largest)
        size = max(box.smallest, floor(size * 100) / 100)
    cuts = [cut for part in parts for cut in _balanced(part, box.width / size)]
    return cuts, size


def _bisect(holds: Callable[[float], bool], low: float, high: float) -> float:
    """Return nearly the largest value for which `holds`; it holds at `low`, not at `high`."""
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def _wrap(parts: list[Part], width: float) -> list[Cut] | None:
    """Return the lines of all paragraphs in `width` em, or None if a piece is wider."""
    cuts: list[Cut] = []
    for part in parts:
        lines = _lines(part, width)
        if lines is None:
            return None
        cuts += lines
    return cuts


def _lines(part: Part, width: float) -> list[Cut] | None:
    """Return the lines of a paragraph, each as full as it gets."""
    lines: list[Cut] = []
    start, pen = 0, 0.0
    for piece in part.pieces:
        if piece.width > width:
            return None
        if pen + piece.width > width:
            lines.append(_cut(part, start, piece.start))
            start, pen = piece.start, 0.0
        pen += piece.advance
    lines.append(_cut(part, start, len(part.whole.text)))
    return lines


def _cut(part: Part, start: int, end: int) -> Cut:
    """Return a line without the spaces at its end."""
    return Cut(part, start, start + len(part.whole.text[start:end].rstrip()))


def _balanced(part: Part, width: float) -> list[Cut]:
    """Return the lines in the narrowest width that takes no more of them, if they are few."""
    cuts = _lines(part, width) or []
    if not 1 < len(cuts) <= BALANCED:
        return cuts

    def longer(narrow: float) -> bool:
        lines = _lines(part, narrow)
        return lines is None or len(lines) > len(cuts)

    narrowest = width if longer(width) else _bisect(longer, 0.0, width)
    step = width / 2**STEPS
    return _lines(part, narrowest + 2 * step) or cuts


def _placed(lines: list[Line], size: float, metrics: Metrics, box: Box) -> Block:
    """Return the lines where they stand in the box."""
    height = metrics.height(len(lines)) * size
    first = _top(lines, height, metrics.below * size, box) + metrics.above * size
    placed = tuple(
        (_left(line, size, box), first + row * metrics.pitch * size, line)
        for row, line in enumerate(lines)
    )
    return Block(placed, size, max(line.width for line in lines) * size, height)


def _left(line: Line, size: float, box: Box) -> float:
    """Return where a line's pen starts, so that neither advance nor ink leaves the box."""
    first = max(0.0, -line.ink[0]) * size
    last = box.width - max(line.width, line.ink[2]) * size
    if box.align == "center":
        return min(max((box.width - line.width * size) / 2, first), max(first, last))
    at_left = (box.align == "start") == (line.direction == "ltr")
    return first if at_left else max(first, last)


def _top(lines: list[Line], height: float, below: float, box: Box) -> float:
    """Return the top of a block in the box, mm.

    In the middle, capital letters are what the eye centres; text that runs right to left has
    none, and is centred by its ink.
    """
    room = max(box.height - height, 0.0)
    if box.valign == "middle":
        hang = below / 2 if lines[-1].direction == "ltr" else 0.0
        return min(room / 2 + hang, room)
    return 0.0 if box.valign == "top" else room


def _too_big(text: str, parts: list[Part], metrics: Metrics, box: Box) -> TooBig:
    """Return the error that says what the text needs at the smallest size, and what to do."""
    size = box.smallest
    room = box.width / size
    widest, part = max(
        ((piece, part) for part in parts for piece in part.pieces), key=lambda pair: pair[0].width
    )
    if box.max_lines == 1 and len(parts) == 1:
        whole = sum(piece.advance for piece in part.pieces[:-1]) + part.pieces[-1].width
        if whole > room:
            return _too_wide(text, whole, box)
    if widest.width > room:
        return _too_wide(part.whole.text[widest.start : widest.end].rstrip(), widest.width, box)
    cuts = _wrap(parts, room * SQUEEZES[-1]) or _wrap(parts, room) or []
    return _too_high(text, len(cuts), metrics, box)


def _too_wide(text: str, width: float, box: Box) -> TooBig:
    need = width * box.smallest
    less = max(1, ceil(len(text) * (1 - box.width / need)))
    return TooBig(
        f"{_quoted(text)} needs {mm_text(need)} at the smallest size {mm_text(box.smallest)}; "
        f"its box is {mm_text(box.width)} wide. "
        f"Shorten it by about {less} character{'s' * (less > 1)}, or give it more room."
    )


def _too_high(text: str, lines: int, metrics: Metrics, box: Box) -> TooBig:
    need = metrics.height(lines) * box.smallest
    most = next((n for n in range(lines, 0, -1) if box.has(n, box.smallest, metrics)), 0)
    limit = "" if box.max_lines is None else f" for {box.max_lines} lines at most"
    said = (
        f"{_quoted(text)} needs {lines} line{'s' * (lines > 1)}, {mm_text(need)} high, "
        f"at the smallest size {mm_text(box.smallest)}; "
        f"its box is {mm_text(box.width)} × {mm_text(box.height)}{limit}. "
    )
    if not most:
        return TooBig(
            f"{said}Make the box at least {mm_text(metrics.height(1) * box.smallest)} high."
        )
    less = max(1, ceil(len(text) * (1 - most / lines)))
    return TooBig(
        f"{said}Shorten it by about {less} character{'s' * (less > 1)}, or give it more room."
    )


def _quoted(text: str) -> str:
    """Return the beginning of a text, for a message."""
    line = " ".join(text.split())
    return repr(line if len(line) <= 40 else line[:39] + "…")
