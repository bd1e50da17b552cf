"""Photos of 200 megapixels made cheaply, and what opening one costs: run as a child with limits.

python large_photos.py PATH SIDE LIMIT_MB        prints width, height and the peak of memory in MB
"""

from __future__ import annotations

import resource
import struct
import sys
import zlib
from io import BytesIO

import numpy as np
from PIL import Image

WIDTH, HEIGHT = 16384, 12160  # 199.2 megapixels
_STRIP = 128  # rows: eight rows of 16 x 16 blocks, after which restart markers begin anew


def jpeg() -> bytes:
    """Return a JPEG: a strip of noise and a slope, again and again behind restart markers."""
    slope = np.linspace(0, 255, WIDTH, dtype=np.uint8)
    noise = np.random.default_rng(1).integers(0, 40, (_STRIP, WIDTH, 3), dtype=np.uint8)
    strip = Image.fromarray((slope[None, :, None] // 2 + noise).astype(np.uint8))
    out = BytesIO()
    strip.save(out, "JPEG", quality=60, restart_marker_rows=1)
    data = out.getvalue()
    frame, scan = data.index(b"\xff\xc0"), data.index(b"\xff\xda")
    head = bytearray(data)
    head[frame + 5 : frame + 7] = struct.pack(">H", HEIGHT)
    start = scan + 2 + int.from_bytes(data[scan + 2 : scan + 4], "big")
    parts = [bytes(head[:start]), *[data[start:-2], b"\xff\xd7"] * (HEIGHT // _STRIP)]
    return b"".join((*parts[:-1], b"\xff\xd9"))


def png(kind: int = 2) -> bytes:
    """Return a PNG whose rows are told as differences from those above, of a colour type."""
    channels = {0: 1, 2: 3, 6: 4}[kind]
    row = np.arange(WIDTH * channels, dtype=np.uint32).astype(np.uint8).tobytes()
    pack = zlib.compressobj(1)
    rows = [b"\0" + row, *[b"\2" + bytes(len(row))] * (HEIGHT - 1)]
    body = b"".join([pack.compress(each) for each in rows] + [pack.flush()])
    said = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, kind, 0, 0, 0)
    chunks = (b"IHDR" + said, b"IDAT" + body, b"IEND")
    made = [struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


KINDS = {
    "jpeg": jpeg,
    "png": png,
    "png-alpha": lambda: png(6),
}


def main(path: str, side: int, limit_mb: int) -> None:
    """Open a picture with a limit of memory; print its size and the peak."""
    from campaignkit.pictures import open_within

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    resource.setrlimit(resource.RLIMIT_DATA, (limit_mb << 20, limit_mb << 20))
    picture = open_within(path, side)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(picture.width, picture.height, (after - before) >> 10)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
