"""Telegram's animated stickers, .tgs: Lottie animations in gzip, drawn by rlottie.

Tried: `lottie` (draws through cairo, a system library). rlottie is what Telegram draws with; on
two of 1,500 animations changed at random it ended the process, so it runs in one of its own. An
animation may name no picture files, which rlottie would open.
Source: Telegram, "Animated stickers" (512 pixels, 3 s, 60 frames a second, 64 kB packed).
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from threading import Timer
from typing import IO, Any

import numpy as np

from campaignkit.errors import BadInput, TooBig
from campaignkit.packs.rules import emit
from campaignkit.pictures import Pixels

MOST_BYTES = 8_000_000  # unpacked; Telegram takes 64 kB packed
_CHILD = Path(__file__).with_name("lottie_child.py")
_PATIENCE_S = 60  # of the clock, for a child that neither draws nor ends
_DEEPEST = 200  # of lists in lists; honest animations have some 20
_DAMAGED = "picture.damaged"


def is_installed() -> bool:
    """Say whether rlottie is there."""
    return find_spec("rlottie_python") is not None


def animation(data: bytes) -> tuple[bytes, tuple[float, float]]:
    """Return what a .tgs unpacks to, and its width and height.

    Raises:
        BadInput: it is none, is damaged, nests without end, or names picture files.
        TooBig: it unpacks to more than MOST_BYTES.
    """
    try:
        text = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data, MOST_BYTES + 1)
        table = json.loads(text.decode("utf-8-sig")) if len(text) <= MOST_BYTES else {}
    except (zlib.error, ValueError, RecursionError) as err:
        raise BadInput(f"the TGS is damaged ({err}). Save it anew.", rule=_DAMAGED) from err
    if len(text) > MOST_BYTES:
        raise TooBig(
            f"the TGS unpacks to more than {MOST_BYTES:,} bytes. Do not trust it.",
            rule="picture.film-bytes",
            limit=MOST_BYTES,
        )
    sizes = [table.get(name) for name in ("w", "h")] if isinstance(table, dict) else []
    sound = all(isinstance(each, int | float) and 1 <= each <= 10_000 for each in sizes)
    if not sizes or not sound or not isinstance(table.get("layers"), list):
        raise BadInput(
            "this is no Telegram sticker: packed, but without w, h and layers. Save it anew.",
            rule=_DAMAGED,
        )
    assets = table.get("assets") or []
    if not isinstance(assets, list) or any(isinstance(a, dict) and "p" in a for a in assets):
        raise BadInput(
            "the TGS shows picture files, which no Telegram sticker may. Save it as WebM.",
            rule="picture.film-files",
        )
    if _depth(table) > _DEEPEST:
        raise BadInput(f"the TGS nests deeper than {_DEEPEST}. Do not trust it.", rule=_DAMAGED)
    return text, (float(table["w"]), float(table["h"]))


def _depth(value: Any) -> int:
    """Return how deep lists and tables nest, counted without recursion."""
    deepest, level = 0, [value]
    while level:
        deepest += 1
        within = (each.values() if isinstance(each, dict) else each for each in level)
        level = [inner for each in within for inner in each if isinstance(inner, dict | list)]
    return deepest


def frames(text: bytes, width: int, height: int) -> Iterator[tuple[Pixels, int]]:
    """Yield the frames of an animation, RGBA, and their milliseconds.

    Of a quick one only as many as a sticker keeps.

    Raises:
        BadInput: it cannot be drawn, or has no frame.
    """
    head = {"width": width, "height": height, "step_ms": emit().step_ms}
    command = [sys.executable, "-P", str(_CHILD)]
    pipe = subprocess.PIPE
    count = 0
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as child:
        clock = Timer(_PATIENCE_S, child.kill)
        clock.start()
        try:
            assert child.stdin is not None  # both are pipes
            assert child.stdout is not None
            _send(child.stdin, json.dumps(head).encode() + b"\n" + text)
            while len(time := child.stdout.read(4)) == 4:
                raw = child.stdout.read(width * height * 4)
                if len(raw) < width * height * 4:
                    break
                count += 1
                pixels = np.frombuffer(raw, np.uint8).reshape(height, width, 4)
                yield _straight(pixels), struct.unpack("<I", time)[0]
            ended = child.wait()
        finally:
            clock.cancel()
            child.kill()
    if ended:
        raise BadInput("the TGS cannot be drawn: it is damaged. Save it anew.", rule=_DAMAGED)
    if not count:
        raise BadInput("the TGS has no frame that can be shown.", rule="picture.no-frames")


def _send(pipe: IO[bytes], data: bytes) -> None:
    try:
        pipe.write(data)
        pipe.close()
    except OSError:
        return  # the child has ended; its end says why


def _straight(pixels: Pixels) -> Pixels:
    """Return BGRA in which colours are multiplied by what shines through as plain RGBA."""
    alpha = pixels[:, :, 3:].astype(np.uint16)
    colors = pixels[:, :, 2::-1].astype(np.uint16) * 255 // np.maximum(alpha, 1)
    return np.dstack([np.minimum(colors, 255).astype(np.uint8), pixels[:, :, 3]])
