"""Squares of modules in, one PDF path a square out: every horizontal run of dark is a rectangle.

The same run in the rows below is one rectangle with it: a sixth fewer of them to write, and for
a reader to open and fill. All squares of one size are traced together on arrays: a page of codes
costs about what one code would cost in a loop. The path is in modules, x to the right, row 0
first, filled once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_LONGEST = 9  # one digit; a longer run is drawn as overlapping ones: no seam, the same ink


def trace(squares: Sequence[NDArray[np.bool_]]) -> list[bytes]:
    """Return for each square the operators that fill its dark modules, as one path.

    >>> import numpy as np
    >>> trace([np.array([[True, False], [True, True]])])
    [b'1 0 0 1 -10 -10 cm\\n10 10 1 1 re\\n10 11 2 1 re\\nf\\n']
    """
    traced: list[bytes] = [b""] * len(squares)
    for size in sorted({len(square) for square in squares}):
        indices = [i for i, square in enumerate(squares) if len(square) == size]
        paths = _trace_equal(np.stack([squares[i] for i in indices]))
        for index, path in zip(indices, paths, strict=True):
            traced[index] = path
    return traced


def _trace_equal(squares: NDArray[np.bool_]) -> list[bytes]:
    count, size, _ = squares.shape
    edges = np.zeros((count, size, size + 1), np.int8)
    edges[:, :, :-1] = squares
    edges[:, :, 1:] -= squares
    flat = edges.reshape(-1)
    starts = np.flatnonzero(flat == 1)
    starts, lengths = _split(starts, np.flatnonzero(flat == -1) - starts)
    starts, lengths, heights = _stacked(starts, lengths, size)
    first, corners, sides = _words(size)
    area = len(corners)
    lines = np.empty(len(starts), [("corner", corners.dtype), ("sides", sides.dtype)])
    lines["corner"] = corners[starts % area]
    lines["sides"] = sides[lengths * (_LONGEST + 1) + heights]
    text = lines.tobytes()
    ends = (np.searchsorted(starts, np.arange(1, count + 1) * area) * lines.itemsize).tolist()
    head = b"1 0 0 1 -%d -%d cm\n" % (first, first)
    return [head + text[a:b] + b"f\n" for a, b in zip([0, *ends[:-1]], ends, strict=True)]


@lru_cache(maxsize=40)
def _words(size: int) -> tuple[int, NDArray[np.void], NDArray[np.void]]:
    """Return the least coordinate, each place as "x y " and each width and height as "w h re".

    Coordinates begin where they all have the same count of digits, so that every rectangle
    is a row of one array. A place is counted row by row, each row one longer than the square.
    """
    first = 10 if size < 90 else 100
    places = "".join(f"{x + first} {y + first} " for y in range(size) for x in range(size + 1))
    digits = range(_LONGEST + 1)
    sides = "".join(f"{width} {height} re\n" for width in digits for height in digits)
    return (
        first,
        np.frombuffer(places.encode(), f"V{len(places) // (size * (size + 1))}"),
        np.frombuffer(sides.encode(), f"V{len(sides) // (_LONGEST + 1) ** 2}"),
    )


def _split(
    starts: NDArray[np.intp], lengths: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return runs of at most `_LONGEST` that cover the same modules, in the same order."""
    if not len(lengths) or lengths.max() <= _LONGEST:
        return starts, lengths
    pieces = -(-lengths // _LONGEST)
    piece = np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    end = np.repeat(starts + lengths, pieces)
    each = np.minimum(np.repeat(lengths, pieces), _LONGEST)
    return np.minimum(np.repeat(starts, pieces) + piece * _LONGEST, end - each), each


def _stacked(
    starts: NDArray[np.intp], lengths: NDArray[np.intp], size: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Return runs without those that lie under a like one, and how many rows each takes now.

    A stack begins anew at every ninth row of a square: so it has one digit, too, and none goes
    from one square into the next.
    """
    row = size + 1
    here = np.zeros(starts[-1] + 2 * row if len(starts) else 0, np.int8)
    here[starts] = lengths
    lies_under = (here[starts - row] == lengths) & (starts // row % size % _LONGEST > 0)
    goes_on = np.zeros(len(here), np.bool_)
    goes_on[starts[lies_under]] = True
    tops = starts[~lies_under]
    heights = np.ones(len(tops), np.intp)
    stacks, below = np.arange(len(tops)), tops + row
    while len(stacks := stacks[(more := goes_on[below])]):
        heights[stacks] += 1
        below = below[more] + row
    return tops, lengths[~lies_under], heights


def rectangles(square: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Return each horizontal run of dark modules as (x, y, width), row by row.

    >>> rectangles(np.array([[True, True], [False, True]]))
    [(0, 0, 2), (1, 1, 1)]
    """
    size = len(square)
    edges = np.zeros((size, size + 1), np.int8)
    edges[:, :-1] = square
    edges[:, 1:] -= square
    starts = np.flatnonzero(edges == 1)
    lengths = np.flatnonzero(edges == -1) - starts
    return [
        (int(s) % (size + 1), int(s) // (size + 1), int(n))
        for s, n in zip(starts, lengths, strict=True)
    ]
