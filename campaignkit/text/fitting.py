"""Text in a box: lines are broken and the size shrinks, down to a stated one, until it fits.

Everything is measured by ink and by the plain box of the letters, not by the line box of the
font: Noto Sans declares 1.36 em and Noto Sans Arabic 2.11 em, which would make text needlessly
small. A block reaches from the capital letters of its first line to the descenders of its last,
or further where a mark does; lines stand LEADING apart, or further where the ink of two lines
would come closer than GAP. So nothing is clipped and nothing overlaps.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import Literal, NamedTuple, get_args

from campaignkit.errors import BadInput, TooBig
from campaignkit.text.font_stacks import Stack, missing, no_font_for
from campaignkit.text.lines import Block, Line
from campaignkit.text.placing import between_spaces
from campaignkit.text.shaping import clean, shape, shape_slice
from campaignkit.text.wrapping import (
    BlockRoom,
    CutParagraph,
    Metrics,
    balanced,
    count,
    extent,
    fill,
    pieces,
    search,
    stepped,
)
from campaignkit.units import SLACK_MM, mm_text

Align = Literal["start", "center", "end"]
Valign = Literal["top", "middle", "bottom"]
LEADING = 1.2  # em from baseline to baseline: a common default of typesetting
# How much wider than its words a line is at most (a guess): words that are shaped together, and em
# that ink stands beyond the letters' own widths.
_WIDER, _OVERHANG = 1.05, 0.5
GAP = 0.08  # em of light that stays between the ink of two lines (a guess that reads well)
DESCENDER = 0.24  # em below the baseline that a block always has: "p" in Noto Sans
# A line can be a trifle wider than its words: then the search starts again in a narrower box.
SQUEEZES = (1.0, 0.99, 0.96, 0.9)


class Fitted(NamedTuple):
    """Lines, the size of an em in mm, and what each line needs."""

    lines: list[Line]
    size: float
    metrics: Metrics

    @property
    def height(self) -> float:
        """Of the block, from the first line's capitals to the last one's descenders, mm."""
        return self.metrics.height(len(self.lines)) * self.size

    def baselines(self) -> list[float]:
        """Return where each line stands, mm below the top of the block."""
        first, pitch = self.metrics.above * self.size, self.metrics.pitch * self.size
        return [first + at * pitch for at in range(len(self.lines))]


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
    room = BlockRoom(width_mm, height_mm, size_mm, min_size_mm, max_lines)
    _check(room, align, valign)
    cleaned = clean(text).strip()
    if not cleaned:
        return Block((), size_mm, 0.0, 0.0)
    fitted = _fit(cleaned, room, stack, direction, leading)
    return _placed(fitted, room, align, valign)


@lru_cache(maxsize=1024)
def _check(room: BlockRoom, align: str, valign: str) -> None:
    names = {"width": "width_mm", "height": "height_mm", "largest": "size_mm"}
    for field, name in (names | {"smallest": "min_size_mm"}).items():
        length = getattr(room, field)
        if not 0 < length < float("inf"):
            raise BadInput(
                f"{name}={length} is not a length. Give millimetres above 0.",
                rule="text.length",
                name=name,
                length=length,
            )
    if room.smallest > room.largest:
        raise BadInput(
            f"min_size_mm={room.smallest} is more than size_mm={room.largest}. Exchange them.",
            rule="text.sizes-exchanged",
            smallest=room.smallest,
            largest=room.largest,
        )
    if room.max_lines is not None and room.max_lines < 1:
        raise BadInput(
            f"max_lines={room.max_lines} leaves no line. Give 1 or more, or None.",
            rule="text.max-lines",
            max_lines=room.max_lines,
        )
    for name, value, known in (("align", align, Align), ("valign", valign, Valign)):
        if value not in get_args(known):
            raise BadInput(
                f"{name}={value!r} is unknown. Use {', '.join(get_args(known))}.",
                rule="text.align",
                name=name,
                value=value,
            )


@lru_cache(maxsize=256)
def _fit(text: str, room: BlockRoom, stack: Stack, direction: str, leading: float | None) -> Fitted:
    return prepared(text, stack, direction=direction, leading=leading).fitted(room)


def prepared(
    text: str, stack: Stack, *, direction: str = "auto", leading: float | None = None
) -> PreparedText:
    """Return a text that is not empty, shaped and cut, to be fitted wherever it is tried.

    text: without controls, as `clean` leaves it. leading: see `fit`.

    Raises:
        NotFound: no font has one of its characters.
    """
    return _prepared(text, stack, direction, leading)


class PreparedText:
    """A text shaped and cut, free of size: what every box that it is tried in shares.

    A column of texts tries each at several sizes; only the arithmetic is done again.
    """

    __slots__ = ("_cut", "_parts", "_stack", "lines", "metrics", "text", "widest")

    def __init__(self, text: str, stack: Stack, direction: str, leading: float | None) -> None:
        paragraphs = [line.strip() for line in text.split("\n")]
        if len(paragraphs) > 1 and (lost := missing(text, stack)):
            raise no_font_for(lost)
        self.text, self._stack = text, stack
        self.lines = [shape(line, stack, direction=direction) for line in paragraphs]
        self.metrics = _metrics(self.lines, stack, leading)
        self.widest = max([extent(line) for line in self.lines])
        self._parts: dict[bool, list[CutParagraph]] = {}
        self._cut: dict[_Ends, _Cut] = {}

    def fitted(self, room: BlockRoom) -> Fitted:
        """Return it in a room, as large as fits.

        Raises:
            TooBig: it does not fit at the smallest size; says what it needs.
        """
        size = room.largest
        lines = self._lines_at(size, room.width)
        if not lines or not room.has(lines, size, self.metrics):
            return self._wrapped(room)
        if self.widest * size <= room.width + SLACK_MM:  # as it is meant, most of the time
            return Fitted(self.lines, size, self.metrics)
        found = self._cut_at(self.parts(anywhere=False), size, room.width, room)
        return self._wrapped(room) if found is None else found

    def sure_height(self, room: BlockRoom) -> float | None:
        """Return its height at the largest size, mm; None if it is not plain that it fits so.

        Nothing is cut: it is what `fitted` will say.
        """
        size = room.largest
        lines = len(self.lines)
        if self.widest * size > room.width + SLACK_MM:
            filled = [fill(part, room.width / size) for part in self.parts(anywhere=False)]
            if max([widest for _, widest in filled]) * _WIDER + _OVERHANG > room.width / size:
                return None
            lines = sum([more for more, _ in filled])
        return self.metrics.height(lines) * size if room.has(lines, size, self.metrics) else None

    def height(self, size: float, width: float) -> float:
        """Return the height it has at a size at which it is known to fit a width, mm.

        It is what `fitted` will say, but for a line that turns out wider than its words.
        """
        lines = self._lines_at(size, width)
        if not lines:  # a word of it is to be broken
            lines = sum([count(part, width / size) for part in self.parts(anywhere=True)])
        return self.metrics.height(lines) * size

    def _lines_at(self, size: float, width: float) -> int:
        """Return how many lines it takes at a size; 0 if a word of it is wider."""
        if self.widest * size <= width + SLACK_MM:
            return len(self.lines)
        lines = 0
        for part in self.parts(anywhere=False):
            more = count(part, width / size)
            if not more:
                return 0
            lines += more
        return lines

    def _wrapped(self, room: BlockRoom) -> Fitted:
        """Return it on more lines or smaller."""
        first, *others = self.lines
        if not others and (alone := _on_one_line(first, self.metrics, room)) is not None:
            return alone
        for anywhere in (False, True):
            parts = self.parts(anywhere=anywhere)
            for squeeze in SQUEEZES:
                narrow = room if squeeze == 1 else room._replace(width=room.width * squeeze)
                size = search(parts, self.metrics, narrow)
                if size is None:
                    break
                if (found := self._cut_at(parts, size, narrow.width, room)) is not None:
                    return found
        raise _too_big(self.text, parts, self.metrics, room)

    def _cut_at(
        self, parts: list[CutParagraph], size: float, width: float, room: BlockRoom
    ) -> Fitted | None:
        """Return its lines of a width, a trifle smaller if one is wider than its words; or None."""
        cut = self._cut_so(parts, tuple([balanced(part, width / size) for part in parts]))
        high = cut.metrics.height(len(cut.lines))
        exact = min(size, (room.width + SLACK_MM) / cut.widest, (room.height + SLACK_MM) / high)
        return Fitted(cut.lines, exact, cut.metrics) if exact >= room.smallest else None

    def parts(self, *, anywhere: bool) -> list[CutParagraph]:
        """Return each paragraph cut where it may break."""
        if (known := self._parts.get(anywhere)) is not None:
            return known
        made = [pieces(line, self._stack, anywhere=anywhere) for line in self.lines]
        return self._parts.setdefault(anywhere, made)

    def _cut_so(self, parts: list[CutParagraph], ends: _Ends) -> _Cut:
        """Return the lines that begin and end there, in each paragraph."""
        if (known := self._cut.get(ends)) is not None:
            return known
        lines = [
            between_spaces(line, start, end)
            or shape_slice(part.paragraph(self._stack), start, end, self._stack)
            for line, part, breaks in zip(self.lines, parts, ends, strict=True)
            for start, end in breaks
        ]
        metrics = _held(self.metrics, lines)  # a stray mark may look otherwise in its own line
        made = _Cut(lines, metrics, max(1e-9, *map(extent, lines)))
        return self._cut.setdefault(ends, made)


_Ends = tuple[tuple[tuple[int, int], ...], ...]  # (start, end) of the lines of each paragraph


class _Cut(NamedTuple):
    """Lines of a text, what they need, and the width of the widest, in em."""

    lines: list[Line]
    metrics: Metrics
    widest: float


_prepared = lru_cache(maxsize=256)(PreparedText)


def _on_one_line(line: Line, metrics: Metrics, room: BlockRoom) -> Fitted | None:
    """Return a text smaller on one line, where two lines would be smaller still; else None.

    Only of plain letters: elsewhere words that are shaped alone may be wider than together.
    """
    if len(line.runs) != 1 or len(line.runs[0].clusters) != len(line.text):
        return None
    height = room.height + SLACK_MM
    size = min(room.largest, height / metrics.height(1))
    if line.width > 0:
        size = min(size, room.width / line.width)
    if size < room.smallest or (room.max_lines != 1 and size <= height / metrics.height(2)):
        return None
    size = max(room.smallest, stepped(size)) if size < room.largest else size
    size = min(size, (room.width + SLACK_MM) / max(1e-9, extent(line)))
    return Fitted([line], size, metrics) if size >= room.smallest else None


def _metrics(lines: list[Line], stack: Stack, leading: float | None) -> Metrics:
    capitals = stack.first.cap_height / stack.first.upem
    wanted = LEADING if leading is None else leading
    return _held(Metrics(capitals, DESCENDER, wanted), lines)


def _held(least: Metrics, lines: list[Line]) -> Metrics:
    """Return what lines need that may have more ink than the least they get."""
    top, bottom = max([line.ink[3] for line in lines]), min([line.ink[1] for line in lines])
    above, below, pitch = least
    if top <= above and -bottom <= below and top - bottom + GAP <= pitch:
        return least
    return Metrics(max(above, top), max(below, -bottom), max(pitch, top - bottom + GAP))


def _placed(fitted: Fitted, room: BlockRoom, align: str, valign: str) -> Block:
    """Return the lines where they stand in the box."""
    lines, size, metrics = fitted
    height = metrics.height(len(lines)) * size
    first = _top(fitted, height, room, valign) + metrics.above * size
    placed = tuple(
        (_left(line, size, room.width, align), first + row * metrics.pitch * size, line)
        for row, line in enumerate(lines)
    )
    return Block(placed, size, max([line.width for line in lines]) * size, height)


def _left(line: Line, size: float, width: float, align: str) -> float:
    """Return where a line's pen starts, so that neither advance nor ink leaves the box."""
    first = max(0.0, -line.ink[0]) * size
    last = width - max(line.width, line.ink[2]) * size
    if align == "center":
        return min(max((width - line.width * size) / 2, first), max(first, last))
    at_left = (align == "start") == (line.direction == "ltr")
    return first if at_left else max(first, last)


def _top(fitted: Fitted, height: float, room: BlockRoom, valign: str) -> float:
    """Return the top of a block in the box, mm.

    In the middle, capital letters are what the eye centres; text that runs right to left has
    none, and is centred by its ink.
    """
    free = max(room.height - height, 0.0)
    if valign == "middle":
        below = fitted.metrics.below * fitted.size
        hang = below / 2 if fitted.lines[-1].direction == "ltr" else 0.0
        return min(free / 2 + hang, free)
    return 0.0 if valign == "top" else free


def _too_big(text: str, parts: list[CutParagraph], metrics: Metrics, room: BlockRoom) -> TooBig:
    """Return the error that says what the text needs at the smallest size, and what to do."""
    has = room.width / room.smallest
    if room.max_lines == 1 and len(parts) == 1:
        whole = sum(parts[0].advances[:-1]) + parts[0].widths[-1]
        if whole > has:
            return _too_wide(text, whole, room)
    wide, part = max(((max(part.widths), part) for part in parts), key=lambda pair: pair[0])
    if wide > has:
        at = part.widths.index(wide)
        start, end = [*part.starts, len(part.text)][at : at + 2]
        return _too_wide(part.text[start:end].rstrip(), wide, room)
    lines = sum(count(part, has * SQUEEZES[-1]) or count(part, has) for part in parts)
    return _too_high(text, lines, metrics, room)


def _too_wide(text: str, width: float, room: BlockRoom) -> TooBig:
    need = width * room.smallest
    less = max(1, ceil(len(text) * (1 - room.width / need)))
    return TooBig(
        f"{_quoted(text)} needs {mm_text(need)} at the smallest size {mm_text(room.smallest)}; "
        f"its box is {mm_text(room.width)} wide. "
        f"Shorten it by about {counted(less, 'character')}, or give it more room.",
        rule="text.too-wide",
        less=less,
    )


def _too_high(text: str, lines: int, metrics: Metrics, room: BlockRoom) -> TooBig:
    need = metrics.height(lines) * room.smallest
    most = next((n for n in range(lines, 0, -1) if room.has(n, room.smallest, metrics)), 0)
    limit = "" if room.max_lines is None else f" for {room.max_lines} lines at most"
    shown, its_lines, size = _quoted(text), counted(lines, "line"), mm_text(room.smallest)
    box = f"{mm_text(room.width)} × {mm_text(room.height)}{limit}"
    if not most:
        least = mm_text(metrics.height(1) * room.smallest)
        return TooBig(
            f"{shown} needs {its_lines}, {mm_text(need)} high, at the smallest size {size}; its "
            f"box is {box}. Make the box at least {least} high.",
            rule="text.box-low",
            least=least,
        )
    less = max(1, ceil(len(text) * (1 - most / lines)))
    return TooBig(
        f"{shown} needs {its_lines}, {mm_text(need)} high, at the smallest size {size}; its box is "
        f"{box}. Shorten it by about {counted(less, 'character')}, or give it more room.",
        rule="text.too-high",
        less=less,
    )


def counted(number: int, what: str) -> str:
    """Return a number of things in words.

    >>> counted(1, "line"), counted(12, "line")
    ('1 line', '12 lines')
    """
    return f"{number} {what}{'s' * (number != 1)}"


def _quoted(text: str) -> str:
    """Return the beginning of a text, for a message."""
    line = " ".join(text.split())
    return repr(line if len(line) <= 40 else line[:39] + "…")
