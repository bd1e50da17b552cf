"""ESC/POS rasters, for receipt printers and small label printers that print as they do.

The label is sent in bands of `GS v 0`, each no wider than its ink, the rest of its left given by
`GS L`; light rows are fed with `ESC J`. There is no compression, but rows that come twice, as those
of codes do, are sent once and printed in double height. At the end the paper is fed to the next
label (`GS FF`).
Source: Epson, ESC/POS Command Reference, "GS v 0", "GS L", "ESC J", "ESC @", "GS FF".
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from campaignkit.label_streams.dots import Bits

DPI = 203
_BAND = 24  # rows sent: a printer's memory holds them, and what is light at their sides is not sent
_FEED = 255  # rows at most
_INIT, _RASTER, _LEFT = b"\x1b@", b"\x1dv0", b"\x1dL"
_DOUBLE_HIGH = 2  # of GS v 0: each row is printed twice
_JUMP, _NEXT = b"\x1bJ", b"\x1d\x0c"


def write(bits: Bits, *, dpi: float) -> bytes:
    """Return what prints one label; `dpi` is the printer's own affair here.

    >>> write(np.ones((1, 8), dtype=bool), dpi=203)[:2]
    b'\\x1b@'
    """
    rows, columns = bits.shape
    parts, light = [_INIT, b"\x1dW" + _two(columns)], 0
    top = 0
    while top < rows:
        if not bits[top].any():
            light, top = light + 1, top + 1
            continue
        parts += _fed(light)
        light = 0
        times = 2 if _is_double(bits, top) else 1
        low, last = top, min(rows, top + _BAND * times)
        while low < last and bits[low].any() and _is_double(bits, low) == (times == 2):
            low += times
        parts.append(_band(bits[top:low:times], times))
        top = low
    return b"".join([*parts, *_fed(light), _NEXT])


def read(data: bytes) -> Iterator[Bits]:
    """Yield the labels of a stream as dots."""
    at, left, columns = 0, 0, 0
    rows: list[Bits] = []
    while at < len(data):
        if data.startswith(_RASTER, at):
            wide, high = _number(data, at + 4), _number(data, at + 6)
            end = at + 8 + wide * high
            packed = np.frombuffer(data[at + 8 : end], np.uint8).reshape(high, wide)
            ink = np.unpackbits(packed, axis=1).astype(bool)
            band = np.zeros((high, columns + 8), bool)
            band[:, left : left + ink.shape[1]] = ink[:, : band.shape[1] - left]
            times = 2 if data[at + 3] == _DOUBLE_HIGH else 1
            rows.append(band[:, :columns].repeat(times, axis=0))
            at = end
        elif data.startswith(_INIT, at):
            rows, left, at = [], 0, at + 2
        elif data.startswith(b"\x1dW", at):
            columns, at = _number(data, at + 2), at + 4
        elif data.startswith(_LEFT, at):
            left, at = _number(data, at + 2), at + 4
        elif data.startswith(_JUMP, at):
            rows.append(np.zeros((data[at + 2], columns), bool))
            at += 3
        elif data.startswith(_NEXT, at):
            yield np.concatenate(rows)
            at += 2
        else:
            raise ValueError(f"byte {at} begins no command of ours")


def _is_double(bits: Bits, row: int) -> bool:
    """Say whether a row and the next are the same."""
    return row + 1 < len(bits) and bool((bits[row] == bits[row + 1]).all())


def _band(part: Bits, times: int) -> bytes:
    columns = np.flatnonzero(part.any(axis=0))
    left, right = int(columns[0]), int(columns[-1]) + 1
    ink = part[:, left:right]
    packed = np.packbits(ink, axis=1)
    mode = bytes([_DOUBLE_HIGH if times == 2 else 0])
    head = _LEFT + _two(left) + _RASTER + mode + _two(packed.shape[1]) + _two(len(packed))
    return head + packed.tobytes()


def _fed(light: int) -> list[bytes]:
    whole, rest = divmod(light, _FEED)
    return [_JUMP + bytes([_FEED])] * whole + ([_JUMP + bytes([rest])] if rest else [])


def _two(number: int) -> bytes:
    return number.to_bytes(2, "little")


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")
