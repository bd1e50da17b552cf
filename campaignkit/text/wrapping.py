"""The largest size at which text fits a box, and where its lines then end.

Arithmetic on the widths of words, in em: nothing is shaped twice, nothing is placed. A size is
found by halving, in steps of a hundredth of a millimetre; then a paragraph of few lines gets the
narrowest ones that are no more.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate, pairwise
from math import floor
from operator import add
from typing import NamedTuple

from campaignkit.text.breaking import breaks
from campaignkit.text.font_stacks import Stack
from campaignkit.text.lines import Direction, Line
from campaignkit.text.runs import Paragraph
from campaignkit.text.shaping import paragraph, shape
from campaignkit.units import SLACK_MM

STEP_MM = 0.01  # sizes are multiples of it
FEW = 12  # pieces for which every number of lines is tried, instead of sizes
BALANCED = 4  # a paragraph of at most so many lines gets lines of like length


class CutParagraph(NamedTuple):
    """A paragraph cut at its opportunities to break: parallel lists, lengths in em."""

    text: str
    direction: Direction
    starts: list[int]
    widths: list[float]  # of ink and advance, without the spaces at the end
    advances: list[float]  # with them
    least: dict[int, list[float]]  # what `narrowest` found, by the most lines asked for
    lines: dict[int, tuple[tuple[int, int], ...]]  # what `balanced` found, by how many they are

    def paragraph(self, stack: Stack) -> Paragraph:
        """Return it with its levels, to be shaped in parts."""
        return paragraph(self.text, stack, self.direction)


class Metrics(NamedTuple):
    """What every line of a block needs, in em: above its baseline, below, and to the next."""

    above: float
    below: float
    pitch: float

    def height(self, lines: int) -> float:
        """Return the height of a block of so many lines, in em."""
        return self.above + (lines - 1) * self.pitch + self.below


class BlockRoom(NamedTuple):
    """What a block may take, in mm: the box, the sizes of an em, the number of lines."""

    width: float
    height: float
    largest: float
    smallest: float
    max_lines: int | None

    def has(self, lines: int, size: float, metrics: Metrics) -> bool:
        """Return whether a block of so many lines is not too high."""
        few = self.max_lines is None or lines <= self.max_lines
        return few and metrics.height(lines) * size <= self.height + SLACK_MM


def extent(line: Line) -> float:
    """Return the width of a line in em, ink that hangs over included."""
    left, _, right, _ = line.ink
    return max(line.width, right) - min(0.0, left)


def pieces(line: Line, stack: Stack, *, anywhere: bool) -> CutParagraph:
    """Return a paragraph, shaped as one line, cut where it may break; `anywhere`: see `breaks`."""
    text = line.text
    edges = [0, *breaks(text, anywhere=anywhere), len(text)]
    pens = _pens(line, edges)
    if pens is None:
        return _shaped(line, edges, stack)
    advances = [after - before for before, after in pairwise(pens)]
    widths = advances.copy()
    for at, end in enumerate(edges[1:]):
        if text[end - 1].isspace():
            widths[at] -= _spaces(text, edges[at], end, stack)
    return CutParagraph(text, line.direction, edges[:-1], widths, advances, {}, {})


def _pens(line: Line, edges: list[int]) -> list[float] | None:
    """Return where the pen is at each edge of a line of one run, or None where that is unclear."""
    if len(line.runs) != 1:
        return None
    run = line.runs[0]
    upem = run.face.upem
    kerns = run.kerns or (0,) * len(run.clusters)
    if line.direction == "ltr" and len(run.clusters) == len(line.text):
        passed = [0, *accumulate(map(add, [cluster.advance for cluster in run.clusters], kerns))]
        return [passed[edge] / upem for edge in edges]
    steps = list(zip(run.clusters, kerns, strict=True))
    if line.direction == "rtl":
        steps.reverse()
    wanted = iter(edges)
    edge = next(wanted)
    pens: list[float] = []
    at = pen = 0
    for cluster, kern in steps:
        if at == edge:
            pens.append(pen / upem)
            edge = next(wanted)
        at += len(cluster.text)
        pen += cluster.advance + kern
    pens.append(pen / upem)
    return pens if len(pens) == len(edges) and at == edges[-1] else None


def _spaces(text: str, start: int, end: int, stack: Stack) -> float:
    piece = text[start:end]
    return shape(piece[len(piece.rstrip()) :], stack).width


def _shaped(whole: Line, edges: list[int], stack: Stack) -> CutParagraph:
    """Return pieces of which each word was shaped alone."""
    widths, advances = [], []
    for start, end in pairwise(edges):
        line = shape(whole.text[start:end].rstrip(), stack, direction=whole.direction)
        widths.append(extent(line))
        advances.append(line.width + _spaces(whole.text, start, end, stack))
    return CutParagraph(whole.text, whole.direction, edges[:-1], widths, advances, {}, {})


def search(parts: list[CutParagraph], metrics: Metrics, room: BlockRoom) -> float | None:
    """Return the largest size at which the paragraphs fit, in mm, or None."""
    if len(parts) == 1 and len(parts[0].widths) <= FEW:
        return _search_few(parts[0], metrics, room)

    def fits(size: float) -> bool:
        lines = 0
        for part in parts:
            more = count(part, room.width / size)
            if not more:
                return False
            lines += more
        return room.has(lines, size, metrics)

    if fits(room.largest):
        return room.largest
    if not fits(room.smallest):
        return None
    steps = _last(
        lambda step: fits(step * STEP_MM), room.smallest / STEP_MM, room.largest / STEP_MM
    )
    return max(room.smallest, steps * STEP_MM)


def _search_few(part: CutParagraph, metrics: Metrics, room: BlockRoom) -> float | None:
    most = len(part.widths) if room.max_lines is None else room.max_lines
    size = max(
        min(
            room.width / wide if wide > 0 else room.largest,  # a lone vowel sign has no width
            (room.height + SLACK_MM) / metrics.height(lines),
        )
        for lines, wide in enumerate(narrowest(part, most), 1)
    )
    if size >= room.largest:
        return room.largest
    return None if size < room.smallest else max(room.smallest, stepped(size))


def stepped(size: float) -> float:
    """Return the next smaller size that is a whole number of steps."""
    return floor(size / STEP_MM) * STEP_MM


def narrowest(part: CutParagraph, most: int) -> list[float]:
    """Return the least width, in em, of 1, 2, … lines, up to `most` or a line a piece."""
    if (known := part.least.get(most)) is not None:
        return known
    return part.least.setdefault(most, _narrowest(part, most))


def _narrowest(part: CutParagraph, most: int) -> list[float]:
    widths, pens = part.widths, [0.0, *accumulate(part.advances)]
    count = len(widths)
    least = [0.0, *map(add, pens, widths)]  # of the first 0, 1, 2, … pieces, on one line
    found = [least[count]]
    for lines in range(2, min(most, count) + 1):
        before, least = least, least[:]
        for end in range(lines, count + 1):
            best = before[end]
            for cut in range(end - 1, lines - 2, -1):
                last = pens[end - 1] - pens[cut] + widths[end - 1]
                if last >= best:
                    break  # and longer still with more pieces
                best = max(before[cut], last) if before[cut] < best else best
            least[end] = best
        found.append(least[count])
    return found


def _last(holds: Callable[[int], bool], low: float, high: float) -> int:
    """Return the last whole number from `low` to `high` for which `holds`; true at `low`."""
    first, last = floor(low), floor(high)
    while first < last:
        middle = (first + last + 1) // 2
        first, last = (middle, last) if holds(middle) else (first, middle - 1)
    return first


def count(part: CutParagraph, width: float) -> int:
    """Return how many lines a paragraph takes in `width` em; 0 if a piece of it is wider."""
    lines, widest = fill(part, width)
    return lines if widest <= width else 0


def fill(part: CutParagraph, width: float) -> tuple[int, float]:
    """Return how many lines of `width` em a paragraph fills, and how wide the widest is."""
    lines, pen, widest = 1, 0.0, 0.0
    for wide, advance in zip(part.widths, part.advances, strict=True):
        end = pen + wide
        if end > width and pen:
            lines, pen, end = lines + 1, 0.0, wide
        pen += advance
        widest = max(widest, end)
    return lines, widest


def balanced(part: CutParagraph, width: float) -> tuple[tuple[int, int], ...]:
    """Return the lines of a paragraph, as (start, end), in the narrowest width for as many."""
    lines = count(part, width)
    if not 0 < lines <= BALANCED:
        return _cuts(part, width)
    if len(part.widths) > FEW and lines > 1:
        steps = 200  # of half a hundredth
        narrow = steps - _last(
            lambda step: count(part, width * (1 - step / steps)) == lines, 0, steps - 1
        )
        return _cuts(part, width * narrow / steps)
    if (known := part.lines.get(lines)) is None:
        if lines > 1:
            width = min(width, narrowest(part, lines)[-1] * (1 + 1e-9))
        known = part.lines[lines] = _cuts(part, width)
    return known


def _cuts(part: CutParagraph, width: float) -> tuple[tuple[int, int], ...]:
    """Return the lines in `width` em, each as full as it gets, without spaces at their ends."""
    starts = [0]
    pen = 0.0
    for start, wide, advance in zip(part.starts, part.widths, part.advances, strict=True):
        if pen + wide > width:
            starts.append(start)
            pen = 0.0
        pen += advance
    text = part.text
    return tuple(
        [
            (start, start + len(text[start:end].rstrip()))
            for start, end in pairwise([*starts, len(text)])
        ]
    )
