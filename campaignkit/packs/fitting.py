"""Pictures into stickers: 512 x 512 pixels, a margin, a white outline, few enough bytes.

Sizes are searched by quality in a handful of encodings, never by the encoder's slow ways. A
still picture is tried without any loss first, when it is flat enough to be small so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from campaignkit import pictures
from campaignkit.errors import TooBig
from campaignkit.packs.rules import emit
from campaignkit.pictures import Pixels

QUALITIES = (88, 76, 60, 42, 25, 10)  # each takes about two thirds of the bytes of the one before
SCALES = (1.0, 0.75, 0.5, 0.25)  # of the drawing, if even the last quality is too large
Frames = Sequence[tuple[Pixels, int]]
_LOSSLESS_MOST = 0.12  # bytes a pixel; more is a photo, which lossy serves better
_SAMPLE = 12  # frames that a film's quality is guessed from
_OPAQUE = 255
_WHITE = 0xFFFFFF
Box = tuple[int, int, int, int]
_CORNER = 0.06  # of a photo's shorter side


def still(pixels: Pixels, *, outline: bool = True) -> bytes:
    """Return RGBA pixels of any size as a still sticker, outlined in white."""
    return encoded([(framed(pixels, outline=outline), 0)])


def moving(frames: Frames, *, outline: bool = True) -> bytes:
    """Return frames of one size as a moving sticker; a single one as a still sticker."""
    seen = np.maximum.reduce([pixels[:, :, 3] for pixels, _ in frames])
    box = _seen(seen)
    return encoded([(framed(pixels, outline=outline, box=box), time) for pixels, time in frames])


def encoded(frames: Frames) -> bytes:
    """Return frames of 512 x 512 as WebP under the limits, the best that fits.

    Frames that are all equal make a still sticker.

    Raises:
        TooBig: nothing does; says how large the smallest was.
    """
    first = frames[0][0]
    if any(not np.array_equal(first, pixels) for pixels, _ in frames[1:]):
        return _film(frames, emit().animated_bytes)
    limit = emit().static_bytes
    made = pictures.webp(first)
    if len(made) <= min(limit, _LOSSLESS_MOST * first.shape[0] * first.shape[1]):
        return made
    for scale in SCALES:
        coarse = _coarse(first, scale)
        _, made = _search(partial(_still, coarse), range(len(QUALITIES)), limit)
        if len(made) <= limit:
            return made
    raise _too_big(made, limit)


def _still(pixels: Pixels, step: int) -> bytes:
    return pictures.webp(pixels, quality=QUALITIES[step])


def _film(frames: Frames, limit: int) -> bytes:
    """Return a film under the limit. Its quality is guessed from a few frames, then proved."""
    made = b""
    for scale in SCALES:
        coarse = [(_coarse(pixels, scale), time) for pixels, time in frames]
        share = min(1.0, _SAMPLE / len(frames))

        def some(step: int, part: Frames = coarse[:_SAMPLE]) -> bytes:
            return pictures.webp_film(part, quality=QUALITIES[step])

        first, made = _search(some, range(len(QUALITIES)), int(limit * share))
        for step in range(first, len(QUALITIES)):
            if share < 1:
                made = pictures.webp_film(coarse, quality=QUALITIES[step])
            if len(made) <= limit:
                return made
            if share == 1:
                break
    raise _too_big(made, limit)


def _too_big(made: bytes, limit: int) -> TooBig:
    return TooBig(
        f"the sticker takes {len(made):,} bytes at its coarsest; at most {limit:,}. "
        "Give it fewer frames, or less detail.",
        rule="pack-sticker.too-big",
        bytes=len(made),
        limit=limit,
    )


def _search(make: Callable[[int], bytes], steps: range, limit: int) -> tuple[int, bytes]:
    """Return the first of the steps that fits, else the last, and what it makes.

    The first is tried first, as it mostly fits; then the rest is halved.
    """
    made = {steps[0]: make(steps[0])}
    low, high = (steps[0] if len(made[steps[0]]) <= limit else steps[0] + 1), steps[-1]
    while steps[0] < low < high:
        middle = (low + high) // 2
        made[middle] = make(middle)
        low, high = (low, middle) if len(made[middle]) <= limit else (middle + 1, high)
    return low, made[low] if low in made else make(low)


def _coarse(pixels: Pixels, scale: float) -> Pixels:
    if scale == 1:
        return pixels
    height, width = pixels.shape[:2]
    small = pictures.resized(pixels, round(width * scale), round(height * scale))
    return pictures.resized(small, width, height)


# -- onto the canvas -------------------------------------------------------------------------------


def framed(pixels: Pixels, *, outline: bool = True, box: Box | None = None) -> Pixels:
    """Return RGBA pixels centred on 512 x 512, 16 clear pixels on every side.

    What is empty around the picture is cut away first, or what is outside of `box`. A picture
    that fills its rectangle gets round corners.
    """
    side, edge = emit().side, emit().outline if outline else 0
    room = side - 2 * (emit().margin + edge)
    left, top, right, bottom = box or _seen(pixels[:, :, 3])
    cut = pixels[top:bottom, left:right]
    height, width = cut.shape[:2]
    scale = room / max(width, height)
    across, down = max(1, round(width * scale)), max(1, round(height * scale))
    fitted = pictures.resized(cut, across, down) if (across, down) != (width, height) else cut
    if fitted[:, :, 3].min() == _OPAQUE:
        fitted = _rounded(fitted)
    canvas = np.zeros((side, side, 4), np.uint8)
    x, y = (side - across) // 2, (side - down) // 2
    canvas[y : y + down, x : x + across] = fitted
    return outlined(canvas) if outline else canvas


def _seen(alpha: NDArray[np.uint8]) -> Box:
    """Return the box (left, top, right, bottom) of what is not empty; all of it if nothing is."""
    rows = np.flatnonzero(alpha.any(axis=1))
    columns = np.flatnonzero(alpha.any(axis=0))
    if not len(rows):
        return 0, 0, alpha.shape[1], alpha.shape[0]
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _rounded(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    radius = _CORNER * min(height, width)
    y, x = np.ogrid[:height, :width]
    dx = np.maximum(0, radius - 0.5 - np.minimum(x, width - 1 - x))
    dy = np.maximum(0, radius - 0.5 - np.minimum(y, height - 1 - y))
    share = np.clip(radius + 0.5 - np.hypot(dx, dy), 0, 1)
    made = pixels.copy()
    made[:, :, 3] = np.round(share * 255)
    return made


def outlined(pixels: Pixels, *, width: int | None = None) -> Pixels:
    """Return RGBA pixels with white laid under them, `width` pixels (8) beyond their edge."""
    reach = emit().outline if width is None else width
    alpha = pixels[:, :, 3]
    under = _grown(alpha, reach)
    whole = under.astype("<u4") << 24 | _WHITE  # a pixel as one number, R first in memory
    whole[under == 0] = 0
    np.copyto(whole, np.ascontiguousarray(pixels).view("<u4")[:, :, 0], where=alpha == _OPAQUE)
    made: Pixels = whole.view(np.uint8).reshape(pixels.shape)
    y, x = np.nonzero((alpha > 0) & (alpha < _OPAQUE))  # few: most is covered, or is not
    over = alpha[y, x, None].astype(np.uint16)
    made[y, x, :3] = (pixels[y, x, :3] * over + 255 * (255 - over) + 127) // 255
    return made


def _grown(alpha: NDArray[np.uint8], radius: int) -> NDArray[np.uint8]:
    """Return alpha grown by a disc: the largest value within `radius` of each pixel."""
    padded = np.pad(alpha, radius)
    height, width = alpha.shape
    grown = np.zeros((height, width + 2 * radius), np.uint8)
    rows: dict[int, NDArray[np.uint8]] = {}
    for dy in range(radius + 1):  # rows by distance, both ways at once
        above = padded[radius - dy : radius - dy + height]
        below = padded[radius + dy : radius + dy + height]
        rows[dy] = np.maximum(above, below)
    column, reached = rows[0].copy(), 0
    for dx in range(radius, -1, -1):  # from the flat sides of the disc to its middle, ever taller
        tall = min(int(np.sqrt((radius + 0.5) ** 2 - dx**2)), radius)
        for dy in range(reached + 1, tall + 1):
            np.maximum(column, rows[dy], out=column)
        reached = tall
        for shift in {dx, -dx}:
            np.maximum(
                grown[:, radius : radius + width],
                column[:, radius + shift : radius + shift + width],
                out=grown[:, radius : radius + width],
            )
    return grown[:, radius : radius + width]


# -- time ------------------------------------------------------------------------------------------


def thinned(frames: Iterable[tuple[Pixels, int]]) -> list[tuple[Pixels, int]]:
    """Return frames with those left out that stand too short to be seen, ten seconds at most.

    The first is always kept: a sticker comes to rest on it.
    """
    step, total = emit().step_ms, emit().total_ms
    kept: list[tuple[Pixels, int]] = []
    spent = 0
    for pixels, time in islice(frames, pictures.MAX_FRAMES):
        if kept and kept[-1][1] < step and time:
            kept[-1] = (kept[-1][0], kept[-1][1] + time)
        else:
            kept.append((pixels, time))
        spent += time
        if spent >= total:
            kept[-1] = (kept[-1][0], kept[-1][1] - (spent - total))
            break
    return [(pixels, max(time, emit().frame_ms)) for pixels, time in kept] if kept[1:] else kept


# -- the icon --------------------------------------------------------------------------------------


def tray(pixels: Pixels) -> bytes:
    """Return RGBA pixels as the tray icon: PNG, 96 x 96, at most 50,000 bytes."""
    side = emit().tray_side
    left, top, right, bottom = _seen(pixels[:, :, 3])
    cut = pixels[top:bottom, left:right]
    scale = side / max(cut.shape[:2])
    height, width = (max(1, round(length * scale)) for length in cut.shape[:2])
    canvas = np.zeros((side, side, 4), np.uint8)
    x, y = (side - width) // 2, (side - height) // 2
    canvas[y : y + height, x : x + width] = pictures.resized(cut, width, height)
    return pictures.png(canvas, level=9)
