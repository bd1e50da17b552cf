"""Pixels of a printed calibration sheet in, what its printer does out."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from campaignkit import qr
from campaignkit.calibrating import paper
from campaignkit.calibrating.distortion import Fit, solved
from campaignkit.calibrating.marks import MODULE_MM, MODULES, PlaceCode, marks_of
from campaignkit.calibrating.registration import Registered, register
from campaignkit.errors import BadInput
from campaignkit.proof.reader import Found, read
from campaignkit.units import MM_PER_INCH, mm_text

Floats = NDArray[np.float64]
LEAST = 6  # codes that must be found, not all in a row
_FRAME_SLACK = 0.012  # how far the sides of a scan of just the page may differ from the page's
_SIDE_PX = 1600  # of the picture that is searched for codes, at least
_ENOUGH = 0.5  # of the codes: with fewer it is searched again, thoroughly


class Reading(NamedTuple):
    """What was measured. found, of: codes. edges: "paper" where its four edges were seen, "frame"
    where the picture was taken for the paper. spread: mm of ink beyond each edge.
    """

    page: tuple[float, float]
    fit: Fit
    spread: float
    spread_error: float
    found: int
    of: int
    edges: str


def measured(gray: NDArray[np.uint8], *, name: str = "the picture") -> Reading:
    """Measure a printer by a scan or photograph of its calibration sheet.

    Raises:
        BadInput: too few codes of such a sheet were read, or nobody can tell where the paper ends.
    """
    gray = np.ascontiguousarray(gray)
    codes = _codes(gray, name)
    page = codes[0][0].page
    places = np.array([(mark.x, mark.y) for mark, _ in codes])
    half = MODULES / 2
    pixels: Floats = np.array([found.at(half, half) for _, found in codes])
    to_pixels = paper.homography(places, pixels)
    corners = paper.corners_of(gray, page, to_pixels)
    edges = "frame" if corners is None else "paper"
    width, height = page
    if corners is None:
        corners = _frame(gray, page, to_pixels, name)
    on_paper = np.array([(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)])
    to_mm = np.asarray(np.linalg.inv(paper.homography(on_paper, corners)), float)
    nominal, lying = _points(codes, to_mm)
    spreads: Floats = np.array([found.spread for _, found in codes]) * MODULE_MM
    fit = solved(nominal, lying)
    typical = float(np.median(spreads))
    off = 1.4826 * float(np.median(np.abs(spreads - typical)))
    return Reading(
        page=page,
        fit=fit,
        spread=typical,
        spread_error=max(off / np.sqrt(len(spreads)), 0.01),
        found=len(codes),
        of=len(marks_of(page)),
        edges=edges,
    )


def _codes(gray: NDArray[np.uint8], name: str) -> list[tuple[PlaceCode, Registered]]:
    """Return the codes of the sheet that were read, each where it lies."""
    times = max(1, max(gray.shape) // _SIDE_PX)
    small = _smaller(gray, times)
    ours: list[tuple[PlaceCode, Found]] = []
    for thorough in (False, True):
        read_codes = read(small, dpi=MM_PER_INCH / times, thorough=thorough)  # a mm is a pixel
        marks = [(PlaceCode.read(code.text), code) for code in read_codes]
        ours = [(mark, code) for mark, code in marks if mark is not None]
        if ours and len(ours) >= _ENOUGH * len(marks_of(ours[0][0].page)):
            break
    if not ours:
        raise BadInput(
            f"{name}: no code of a calibration sheet was read. Print ck.calibration(stock), and "
            "scan or photograph all of it, sharp and in good light.",
            rule="calibration.no-codes",
            file=name,
            others=len(read_codes),
        )
    page = Counter(mark.page for mark, _ in ours).most_common(1)[0][0]
    found: dict[PlaceCode, Registered] = {}
    for mark, code in ours:
        if mark.page != page:
            continue
        modules = qr.encode(mark.text, level="L").modules
        lies = register(gray, modules, np.array(code.corners))
        if lies is not None and (mark not in found or lies.like > found[mark].like):
            found[mark] = lies
    spread_out = len({mark.x for mark in found}) > 1 and len({mark.y for mark in found}) > 1
    if len(found) < LEAST or not spread_out:
        raise BadInput(
            f"{name}: {len(found)} codes of the calibration sheet were read well enough, and "
            f"{LEAST} are needed, in more than one row. Scan at 150 dpi or more, or go nearer.",
            rule="calibration.few-codes",
            file=name,
            found=len(found),
            least=LEAST,
        )
    return list(found.items())


def _smaller(gray: NDArray[np.uint8], times: int) -> NDArray[np.uint8]:
    """Return pixels that are the mean of so many each way: a decoder needs no more."""
    if times == 1:
        return gray
    rows, columns = (length // times for length in gray.shape)
    blocks = gray[: rows * times, : columns * times].reshape(rows, times, columns, times)
    return np.ascontiguousarray(blocks.mean(axis=(1, 3)).astype(np.uint8))


def _frame(
    gray: NDArray[np.uint8], page: tuple[float, float], to_pixels: Floats, name: str
) -> Floats:
    """Return the picture's own corners, if it is a scan of just the page."""
    height, width = gray.shape
    turned = abs(to_pixels[0, 0]) < abs(to_pixels[0, 1])
    across, down = (height, width) if turned else (width, height)
    shape = (across / down) / (page[0] / page[1])
    ends = paper.applied(to_pixels, np.array([(0, 0), (page[0], page[1])], float))
    off = np.abs(ends - np.clip(ends, 0, (width, height))).max() / across * page[0]
    if abs(shape - 1) > _FRAME_SLACK or off > 12:
        raise BadInput(
            f"{name}: nobody can tell where the paper ends: its edges are not seen, and the "
            f"picture has not the shape of the page, {mm_text(page[0])} x {mm_text(page[1])}. Lay "
            "it on dark ground, or crop the scan to the page.",
            rule="calibration.no-edges",
            file=name,
            page=page,
        )
    ends = np.array([(0, 0), (width, 0), (width, height), (0, height)], float)
    first = paper.applied(to_pixels, np.array([(0.0, 0.0)]))[0]
    begins = int(np.argmin(np.linalg.norm(ends - first, axis=1)))
    return np.roll(ends, -begins, axis=0)


def _points(codes: list[tuple[PlaceCode, Registered]], to_mm: Floats) -> tuple[Floats, Floats]:
    """Return the corners of all codes: where they should be, and where they lie, mm."""
    nominal, pixels = [], []
    for mark, found in codes:
        for u in (0.0, float(MODULES)):
            for v in (0.0, float(MODULES)):
                half = MODULES / 2
                nominal.append((mark.x + (u - half) * MODULE_MM, mark.y + (v - half) * MODULE_MM))
                pixels.append(found.at(u, v))
    return np.array(nominal), paper.applied(to_mm, np.array(pixels))
