"""A code's dark modules as one path: squares in runs, round dots, or modules joined and rounded.

What a reader looks for stays square in every style: finder patterns, whose bars of 1:1:3:1:1 it
measures along both axes, and alignment patterns. In trials with seven decoders two found no
round finder at all, and dotted ones were read less by all; data modules may be dots down to a
diameter of 0.7 modules, and joined round ones were read about as well as squares. Timing modules
are drawn as data: OpenCV read 1,252 of 1,296 simulated captures so, and 1,258 with square ones.

Square ones of many codes are traced together, see `module_runs`. The others are drawn as fast, but
take some 8 KB in a file where squares take 0.5 (version 5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from campaignkit import qr
from campaignkit.drawing import CodeBox
from campaignkit.render.module_runs import rectangles, trace
from campaignkit.svg_paths import Segment

Bools: TypeAlias = NDArray[np.bool_]
Outline: TypeAlias = tuple[Segment, ...]  # in steps, from its module's top left

STEPS = 100  # a module; all coordinates are whole
_DOT = 43  # its radius: a diameter of 0.86 modules
# Where the handles of a curve stand that is a quarter, or half, of a circle; in radii.
_QUARTER_ARC, _HALF_ARC = 0.5523, 4 / 3
# Clockwise from the top left: the corners of a module, and which way one goes to reach each.
_CORNERS = ((0, 0), (STEPS, 0), (STEPS, STEPS), (0, STEPS))
_WAYS = ((0, -1), (1, 0), (0, 1), (-1, 0))


def outlines(codes: Sequence[CodeBox]) -> list[bytes]:
    """Return for each code the operators that fill its dark modules, as one path, in modules."""
    plain = iter(trace([code.ink for code in codes if code.style == "square"]))
    return [next(plain) if code.style == "square" else _styled(code) for code in codes]


def svg_outline(code: CodeBox) -> str:
    """Return the data of one SVG path, in steps."""
    solid, shapes = _parts(code)
    runs = [(x * STEPS, y * STEPS, width * STEPS) for x, y, width in rectangles(solid)]
    parts = [f"M{x} {y}h{width}v{STEPS}h-{width}z" for x, y, width in runs]
    for outline, where in shapes:
        for row, column in np.argwhere(where).tolist():
            parts.extend(_moved(outline, column * STEPS, row * STEPS))
            parts.append("Z")
    return "".join(parts)


def _styled(code: CodeBox) -> bytes:
    solid, shapes = _parts(code)
    # Coordinates begin where they all have the same count of digits, so that every module of one
    # shape is a row of one array.
    first = 10 if len(solid) < 90 else 100
    parts = [b"%g 0 0 %g -%d -%d cm\n" % (1 / STEPS, 1 / STEPS, first, first)]
    for x, y, width in rectangles(solid):
        place = ((x + first) * STEPS, (y + first) * STEPS, width * STEPS, STEPS)
        parts.append(b"%d %d %d %d re\n" % place)
    parts += [_repeated(outline, where, first) for outline, where in shapes]
    return b"".join([*parts, b"f\n"])


def _parts(code: CodeBox) -> tuple[Bools, list[tuple[Outline, Bools]]]:
    """Return the modules that are whole squares, and each other shape with where it stands."""
    ink = code.ink
    fixed = qr.finders(code.symbol.version) | qr.alignments(code.symbol.version)
    if code.style == "dots":
        return ink & fixed, [(dot(), ink & ~fixed)]
    corners = np.where(ink & ~fixed, _round_corners(ink), 0)
    kinds = [kind for kind in np.unique(corners).tolist() if kind]
    return ink & (corners == 0), [(rounded(kind), corners == kind) for kind in kinds]


def _round_corners(ink: Bools) -> NDArray[np.uint8]:
    """Return which corners of each module have no neighbour: bits, clockwise from the top left."""
    wide = np.pad(ink, 1)
    up, down, left, right = wide[:-2, 1:-1], wide[2:, 1:-1], wide[1:-1, :-2], wide[1:-1, 2:]
    joined = (up | left, up | right, down | right, down | left)
    found = np.zeros(ink.shape, np.uint8)
    for bit, each in enumerate(joined):
        found |= (~each).astype(np.uint8) << bit
    return found


@cache
def dot(radius: int = _DOT) -> Outline:
    """Return a circle in the middle of a module.

    Of two curves, within 2 % of its radius (8 um at 0.40 mm a module): half the bytes of four.
    """
    middle = STEPS // 2
    left, right, handle = middle - radius, middle + radius, round(radius * _HALF_ARC)
    return (
        ("M", left, middle),
        ("C", left, middle - handle, right, middle - handle, right, middle),
        ("C", right, middle + handle, left, middle + handle, left, middle),
    )


@cache
def rounded(corners: int) -> Outline:
    """Return a module with these corners rounded: bits, clockwise from the top left.

    >>> rounded(0)
    (('M', 0, 0), ('L', 100, 0), ('L', 100, 100), ('L', 0, 100))
    """
    if corners == 0b1111:
        return dot(STEPS // 2)
    path: list[tuple[str, list[int]]] = []
    for number, ((x, y), (right, down)) in enumerate(zip(_CORNERS, _WAYS, strict=True)):
        out_right, out_down = _WAYS[(number + 1) % 4]
        if not corners >> number & 1:
            path.append(("L", [x, y]))
            continue
        # From the middle of the side before the corner to the middle of the side behind it.
        half, handle = STEPS // 2, round(STEPS / 2 * (1 - _QUARTER_ARC))
        path.append(("L", [x - right * half, y - down * half]))
        first = (x - right * handle, y - down * handle)
        second = (x + out_right * handle, y + out_down * handle)
        path.append(("C", [*first, *second, x + out_right * half, y + out_down * half]))
    ends = [values[-2:] for _, values in path]
    kept = [one for i, one in enumerate(path) if one[0] == "C" or ends[i] != ends[i - 1]]
    start = ends[-1] if kept[0][0] == "C" else kept.pop(0)[1]  # a curve begins where one ends
    drawn: list[Segment] = [(operator, *values) for operator, values in kept]
    return (("M", *start), *drawn)


def _moved(outline: Outline, x: int, y: int) -> Iterator[str]:
    for operator, *values in outline:
        moved = (value + (y if i % 2 else x) for i, value in enumerate(values))
        yield operator + " ".join(f"{value:g}" for value in moved)


def _repeated(outline: Outline, where: Bools, first: int) -> bytes:
    """Return an outline's operators at every module of `where`."""
    digits = 4 if first == 10 else 5
    operators = {"M": b"m\n", "L": b"l\n", "C": b"c\n"}
    line = b"".join(
        b"".join(b"0" * digits + b" " for _ in values) + operators[operator]
        for operator, *values in outline
    )
    skeleton = np.frombuffer(line, np.uint8)
    digit_at = np.flatnonzero(skeleton == ord("0")).reshape(-1, digits)
    offsets = np.array([value for _, *values in outline for value in values], np.int64)
    rows, columns = np.nonzero(where)
    corner = (np.stack([columns, rows], axis=1) + first) * STEPS
    values = np.tile(corner, len(offsets) // 2) + offsets
    written = np.tile(skeleton, (len(rows), 1))
    scale = 10 ** np.arange(digits - 1, -1, -1)
    written[:, digit_at] += (values[..., None] // scale % 10).astype(np.uint8)
    return written.tobytes()
