"""Brother's raster for QL label printers, 300 dpi, rows packed as in TIFF.

A row is the head's 720 pins (1,296 of the wide models), the first pin at the right; what is not
inked is sent as one byte. A label is printed from its upper edge on.
Source: Brother, Raster Command Reference of the QL-800 series, and of the QL-1100 series.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

import numpy as np

from campaignkit.label_streams.dots import Bits
from campaignkit.units import MM_PER_INCH

DPI = 300
_PINS, _PINS_WIDE = 720, 1296
_CLEAR = b"\x00" * 200 + b"\x1b@"
_RASTER, _INFO, _PACKED = b"\x1bia\x01", b"\x1biz", b"M\x02"
_MARGIN, _CUT = b"\x1bid", b"\x1biM\x40\x1biA\x01\x1biK\x08"
_ROW, _LIGHT, _PRINT = b"g\x00", b"Z", b"\x1a"
_DIE_CUT, _TAPE = 0x0B, 0x0A
_LONGEST = 128
_SPARE = 12  # dots: a label is up to a mm wider than its whole mm


def write(bits: Bits, *, dpi: float) -> bytes:
    """Return what prints one label. Labels wider than the head are refused.

    >>> write(np.ones((1, 16), dtype=bool), dpi=300)[200:202]
    b'\\x1b@'
    """
    rows, columns = bits.shape
    pins = _PINS if columns <= _PINS else _PINS_WIDE
    if columns > pins:
        raise ValueError(f"{columns} dots are more than the {pins} of the widest head")
    wide, long = (int(dots / dpi * MM_PER_INCH) for dots in (columns, rows))
    info = struct.pack("<BBBBIBB", 0x8E, _DIE_CUT, min(wide, 255), min(long, 255), rows, 0, 0)
    head = _CLEAR + _RASTER + _INFO + info + _CUT + _MARGIN + b"\x00\x00" + _PACKED
    side = _side(pins, wide)
    full = np.zeros((rows, pins), bool)
    full[:, side : side + columns] = bits
    packed = np.packbits(full[:, ::-1], axis=1)  # the first pin is at the right
    return head + b"".join(map(_row, packed)) + _PRINT


def read(data: bytes) -> Iterator[Bits]:
    """Yield the labels of a stream as dots."""
    for label in data.split(_CLEAR)[1:]:
        at = label.index(_INFO) + len(_INFO)
        _, _, wide, _, rows, _, _ = struct.unpack("<BBBBIBB", label[at : at + 10])
        at = label.index(_PACKED) + len(_PACKED)
        found: list[bytes] = []
        while label[at : at + 1] != _PRINT:
            if label[at : at + 1] == _LIGHT:
                found.append(b"")
                at += 1
            elif label[at : at + 2] == _ROW:
                length = label[at + 2]
                found.append(_unpacked(label[at + 3 : at + 3 + length]))
                at += 3 + length
            else:
                raise ValueError(f"byte {at} begins no command of ours")
        pins = max((len(row) for row in found), default=0) * 8 or _PINS
        full = np.array([np.unpackbits(_bytes(row, pins)) for row in found], bool)[:, ::-1]
        side = _side(pins, wide)
        columns = round(wide * DPI / MM_PER_INCH) + _SPARE
        if len(full) != rows:
            raise ValueError(f"a label has {len(full)} rows of {rows}")
        yield full[:, side : side + columns]


def _side(pins: int, wide: int) -> int:
    """Return the pins that stay free at the left of a label of so many whole mm."""
    return max(0, (pins - round(wide * DPI / MM_PER_INCH) - _SPARE) // 2)


def _bytes(row: bytes, pins: int) -> np.ndarray:
    return np.frombuffer(row.ljust(pins // 8, b"\x00"), np.uint8)


def _row(row: np.ndarray) -> bytes:
    data = row.tobytes()
    if not any(data):
        return _LIGHT
    packed = _packed(data)
    return _ROW + bytes([len(packed)]) + packed


def _packed(data: bytes) -> bytes:
    """Return bytes packed as TIFF's PackBits has it.

    >>> _packed(b"aaaabc"), _unpacked(_packed(b"aaaabc"))
    (b'\\xfda\\x01bc', b'aaaabc')
    """
    out, at = bytearray(), 0
    while at < len(data):
        same = at
        while same < len(data) and data[same] == data[at] and same - at < _LONGEST:
            same += 1
        if same - at > 1:
            out += bytes([257 - (same - at), data[at]])
            at = same
            continue
        end = at
        while (
            end < min(len(data), at + _LONGEST) and data[end : end + 1] != data[end + 1 : end + 2]
        ):
            end += 1
        out += bytes([end - at - 1]) + data[at:end]
        at = end
    return bytes(out)


def _unpacked(data: bytes) -> bytes:
    out, at = bytearray(), 0
    while at < len(data):
        count = data[at]
        if count > _LONGEST:
            out += data[at + 1 : at + 2] * (257 - count)
            at += 2
        else:
            out += data[at + 1 : at + 2 + count]
            at += 2 + count
    return bytes(out)
