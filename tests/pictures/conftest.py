"""ICC profiles of known colours, built byte by byte (ICC.1:2010), so that no file is needed."""

from __future__ import annotations

import struct
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))  # `large_photos` also runs as a child

SRGB = ((0.4360747, 0.3850649, 0.1430804), (0.2225045, 0.7168786, 0.0606169),
        (0.0139322, 0.0971045, 0.7141733))  # fmt: skip
ADOBE_RGB = ((0.6097559, 0.2052401, 0.1492240), (0.3111242, 0.6256560, 0.0632197),
             (0.0194811, 0.0608902, 0.7448387))  # fmt: skip
DISPLAY_P3 = ((0.5151187, 0.2919778, 0.1571035), (0.2411892, 0.6922441, 0.0665668),
              (-0.0010505, 0.0418791, 0.7840713))  # fmt: skip
_SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
WHITE = (0.9642, 1.0, 0.8249)  # D50


def _fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _xyz(values: Sequence[float]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(*values)


def _curve(gamma: float | None) -> bytes:
    if gamma is None:
        return b"para\0\0\0\0" + struct.pack(">HH", 3, 0) + _fixed(*_SRGB_CURVE)
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"


def _profile(space: bytes, connection: bytes, kind: bytes, tags: dict[bytes, bytes]) -> bytes:
    text = b"test"
    tags = {b"desc": b"desc\0\0\0\0" + struct.pack(">I", 5) + text + b"\0" * 80, **tags}
    tags = {b"cprt": b"text\0\0\0\0none\0\0\0\0", **tags}
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    size = 128 + len(table) + len(body)
    head = struct.pack(">I4xI4s4s4s", size, 0x02400000, kind, space, connection) + bytes(12)
    head += b"acsp" + bytes(28) + _fixed(*WHITE)
    return head.ljust(128, b"\0") + table + body


def matrix_profile(matrix: Sequence[Sequence[float]], gamma: float | None) -> bytes:
    """Return a display's profile. matrix: its primaries in XYZ, as columns; gamma None: sRGB's."""
    columns = dict(zip((b"rXYZ", b"gXYZ", b"bXYZ"), zip(*matrix, strict=True), strict=True))
    curves = dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _curve(gamma))
    tags = {b"wtpt": _xyz(WHITE), **{k: _xyz(v) for k, v in columns.items()}, **curves}
    return _profile(b"RGB ", b"XYZ ", b"mntr", tags)


def grey_profile(gamma: float) -> bytes:
    """Return a profile of greys."""
    return _profile(b"GRAY", b"XYZ ", b"mntr", {b"wtpt": _xyz(WHITE), b"kTRC": _curve(gamma)})


def ink_profile(lab_of) -> bytes:
    """Return a press's profile. lab_of: what CIELAB a mix of cyan, magenta, yellow, black gives."""
    ramp = bytes(range(256))
    nodes = np.stack(np.meshgrid(*[[0, 1]] * 4, indexing="ij"), -1).reshape(-1, 4)
    labs = [lab_of(*node) for node in nodes]
    grid = bytes(
        round(min(max(v, 0), 255)) for L, a, b in labs for v in (L * 2.55, a + 128, b + 128)
    )
    head = b"mft1\0\0\0\0" + struct.pack(">BBBx", 4, 3, 2)
    lut = head + _fixed(1, 0, 0, 0, 1, 0, 0, 0, 1) + ramp * 4 + grid + ramp * 3
    return _profile(b"CMYK", b"Lab ", b"prtr", {b"wtpt": _xyz(WHITE), b"A2B0": lut, b"A2B1": lut})


@pytest.fixture(scope="session")
def profiles() -> dict[str, bytes]:
    """Profiles by their name."""
    return {
        "sRGB": matrix_profile(SRGB, None),
        "Adobe RGB": matrix_profile(ADOBE_RGB, 563 / 256),
        "Display P3": matrix_profile(DISPLAY_P3, None),
        "grey 1.8": grey_profile(1.8),
        # an ink that is no pure cyan: a plain formula gives (0, 255, 255) for it
        "inks": ink_profile(lambda c, m, y, k: (
            (100 - 45 * c - 50 * m - 8 * y) * (1 - 0.9 * k), (-35 * c + 72 * m - 5 * y) * (1 - k),
            (-48 * c - 3 * m + 90 * y) * (1 - k))),
    }  # fmt: skip
