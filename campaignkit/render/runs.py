"""Squares of modules in, one PDF path a square out: every horizontal run of dark is a rectangle.

All squares of one size are traced together on arrays: a page of codes costs about what one
code would cost in a loop. The path is in modules, x to the right, row 0 first, filled once.
"""

from __future__ import annotations

from collections.abc import Sequence

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
    # Every number has the same count of digits, so that lines are rows of one byte array.
    digits = 2 if size <= 90 else 3
    first = 10 ** (digits - 1)
    edges = np.zeros((count, size, size + 1), np.int8)
    edges[:, :, :-1] = squares
    edges[:, :, 1:] -= squares
    flat = edges.reshape(-1)
    starts = np.flatnonzero(flat == 1)
    lengths = np.flatnonzero(flat == -1) - starts
    starts, lengths = _split(starts, lengths)
    row, x = np.divmod(starts, size + 1)
    square, y = np.divmod(row, size)
    line = b"%s %s 1 1 re\n" % (b"0" * digits, b"0" * digits)
    lines = np.tile(np.frombuffer(line, np.uint8), (len(starts), 1))
    _write_digits(lines[:, :digits], x + first)
    _write_digits(lines[:, digits + 1 : 2 * digits + 1], y + first)
    lines[:, 2 * digits + 2] = lengths + ord("0")
    text = lines.tobytes()
    ends = (np.searchsorted(square, np.arange(1, count + 1)) * len(line)).tolist()
    head = b"1 0 0 1 -%d -%d cm\n" % (first, first)
    return [head + text[a:b] + b"f\n" for a, b in zip([0, *ends[:-1]], ends, strict=True)]


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


def _write_digits(columns: NDArray[np.uint8], values: NDArray[np.intp]) -> None:
    for column in range(columns.shape[1] - 1, -1, -1):
        values, digit = np.divmod(values, 10)
        columns[:, column] = digit + ord("0")


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
