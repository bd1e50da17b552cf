"""ZPL II of Zebra and of printers that speak as it does: one ^GF picture a label.

The picture is written in the run lengths of ^GFA, which every firmware knows: G to Y are 1 to 19,
g to z are 20 to 400, a comma fills a row with light, an exclamation mark with dark, and a colon
repeats the row above. A code on whole dots is mostly colons. A large picture is deflated (Z64).
Source: Zebra, ZPL II Programming Guide, "Alternative Data Compression Scheme for ~DG and ^GF".
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from itertools import groupby

import numpy as np

from campaignkit.label_streams.dots import Bits

DPI = 203
_ONES = "GHIJKLMNOPQRSTUVWXY"  # 1 to 19
_TWENTIES = "ghijklmnopqrstuvwxyz"  # 20 to 400
_Z64 = ":Z64:"
_LONG = 16_000  # bytes: a picture that takes more in run lengths is deflated instead
_PICTURE = re.compile(rb"\^GFA,(\d+),(\d+),(\d+),([^^~]*)")


def write(bits: Bits, *, dpi: float) -> bytes:
    """Return what prints one label; `dpi` is the printer's own affair here.

    >>> write(np.eye(8, dtype=bool), dpi=203).startswith(b"^XA^PW8^LL8^LH0,0^FO0,0^GFA,8,8,1,")
    True
    """
    rows, columns = bits.shape
    packed = np.packbits(bits, axis=1)
    wide = packed.shape[1]
    data = "".join(_rows([row.tobytes().hex().upper() for row in packed]))
    if len(data) > _LONG:
        data = min(data, _deflated(packed.tobytes()), key=len)
    total = rows * wide
    head = f"^XA^PW{columns}^LL{rows}^LH0,0^FO0,0^GFA,{total},{total},{wide},"
    return f"{head}{data}^FS^XZ\n".encode()


def read(data: bytes) -> Iterator[Bits]:
    """Yield the labels of a stream as dots."""
    labels = re.findall(rb"\^XA(.*?)\^XZ", data, re.DOTALL)
    if not labels or len(labels) != data.count(b"^XA"):
        raise ValueError("a label has no end")
    for label in labels:
        columns = int(re.search(rb"\^PW(\d+)", label)[1])  # type: ignore[index]
        rows = int(re.search(rb"\^LL(\d+)", label)[1])  # type: ignore[index]
        found = _PICTURE.search(label)
        if found is None:
            raise ValueError("a label has no ^GFA picture")
        wide = int(found[3])
        text = found[4].decode("ascii")
        if text.startswith(_Z64):
            raw = _inflated(text)
        else:
            raw = bytes.fromhex("".join(_unrolled(text, wide * 2)))
        packed = np.frombuffer(raw, np.uint8).reshape(-1, wide)
        if len(packed) != rows:
            raise ValueError(f"a picture has {len(packed)} rows of {rows}")
        yield np.unpackbits(packed, axis=1)[:, :columns].astype(bool)


def _deflated(data: bytes) -> str:
    """Return bytes as newer firmwares take them, half as long: zlib, in base 64, and its sum."""
    text = base64.b64encode(zlib.compress(data, 9)).decode("ascii")
    return f"{_Z64}{text}:{binascii.crc_hqx(text.encode(), 0):04X}"


def _inflated(text: str) -> bytes:
    data, _, check = text.removeprefix(_Z64).rpartition(":")
    if f"{binascii.crc_hqx(data.encode(), 0):04X}" != check:
        raise ValueError("the sum of a picture is wrong")
    return zlib.decompress(base64.b64decode(data))


def _rows(rows: list[str]) -> Iterator[str]:
    before = None
    for row in rows:
        yield ":" if row == before else _rolled(row)
        before = row


def _rolled(row: str) -> str:
    """Return a row in run lengths.

    >>> _rolled("00FF00"), _rolled("FFFF"), _rolled("0F0000")
    ('H0HF,', '!', '0F,')
    """
    kept = row.rstrip("0")
    if not kept:
        return ","
    if set(row) == {"F"}:
        return "!"
    end = "" if kept == row else ","
    if row.endswith("F") and len(row) - len(row.rstrip("F")) > 2:
        kept, end = row.rstrip("F"), "!"
    runs = ((sign, len(list(same))) for sign, same in groupby(kept))
    return "".join(_count(times) + sign for sign, times in runs) + end


def _count(times: int) -> str:
    if times == 1:
        return ""
    if times == 2:
        return "H"
    most = (len(_TWENTIES) * 20) + 19
    if times > most:
        raise ValueError(f"a run of {times} is too long")
    twenties, ones = divmod(times, 20)
    return (_TWENTIES[twenties - 1] if twenties else "") + (_ONES[ones - 1] if ones else "")


def _unrolled(text: str, wide: int) -> Iterator[str]:
    """Yield the rows of a picture: `wide` hexadecimal digits each."""
    row, before, times = "", "0" * wide, 0
    for sign in text:
        if sign in _ONES:
            times += _ONES.index(sign) + 1
            continue
        if sign in _TWENTIES:
            times += 20 * (_TWENTIES.index(sign) + 1)
            continue
        if sign == ":":
            yield before
            continue
        if sign in ",!":
            row = row.ljust(wide, "0" if sign == "," else "F")
        else:
            row += sign * (times or 1)
            times = 0
        if len(row) >= wide:
            before, row = row[:wide], row[wide:]
            yield before
