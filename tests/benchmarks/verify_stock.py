"""Label sheets: what a comparison of their sources found, and whether what is drawn lies there.

    python tests/benchmarks/verify_stock.py [sheets]

Counts what each row of the table says of its sources. Then draws sheets of all makers and shapes
with the outlines of their labels, and measures the outlines in the pixels of the PDF: the worst
distance from where the stock says.
"""

from __future__ import annotations

import sys
from collections import Counter
from io import BytesIO

import numpy as np

import campaignkit as ck
from campaignkit import stock
from campaignkit.drawing import Page
from campaignkit.render import pdf, raster
from campaignkit.sheets import marks_of

DPI = 600
PX = DPI / 25.4
WINDOW_MM = 0.3


def counts() -> None:
    sheets = ck.stocks()
    said = Counter(sheet.agreement.split(" by ")[0] for sheet in sheets)
    mended = sum(bool(sheet.mended) for sheet in sheets)
    print(f"{len(sheets):,} sheets and rolls: {dict(said)}; mended: {mended}")
    off = sorted((float(s.agreement.split()[2]), s.name) for s in sheets if s.differs)
    print(f"  differ by more than 1 mm: {sum(o > 1 for o, _ in off)}; the worst: {off[-3:]}")


def chosen(count: int) -> list[stock.Stock]:
    """Return sheets of every maker in turn, of all shapes."""
    by_maker: dict[str, list[stock.Stock]] = {}
    for sheet in ck.stocks():
        if sheet.per_sheet > 1 and max(sheet.page) <= 330:
            by_maker.setdefault(f"{sheet.vendor} {sheet.shape}", []).append(sheet)
    found: list[stock.Stock] = []
    turn = 0
    while len(found) < count:
        for sheets in by_maker.values():
            if turn * 7 < len(sheets) and len(found) < count:
                found.append(sheets[turn * 7])
        turn += 1
    return found


def worst(sheet: stock.Stock) -> float:
    """Return how far an outline lies from where the stock says, mm."""
    out = BytesIO()
    pdf.write([Page(*sheet.page, (), marks_of(sheet, "outlines"))], out)
    with raster.open_pdf(out.getvalue()) as document, raster.OpenPage(document, 1) as page:
        dark = 255.0 - page.gray(raster.PixelRoom(), dpi=DPI)
    found = 0.0
    width, height = sheet.label
    for x, y in sheet.positions():
        for edge, along in ((x, y + height / 2), (x + width, y + height / 2)):
            found = max(found, off(dark[round(along * PX)], edge))
        for edge, along in ((y, x + width / 2), (y + height, x + width / 2)):
            found = max(found, off(dark[:, round(along * PX)], edge))
    return found


def off(profile: np.ndarray, edge: float) -> float:
    low, high = (round((edge + way * WINDOW_MM) * PX) for way in (-1, 1))
    if low < 0 or high >= len(profile):
        return 0.0  # at the edge of the paper half of the line is cut
    part = profile[low : high + 1]
    if not part.any():
        return float("inf")
    places = (np.arange(low, high + 1) + 0.5) / PX
    return abs(float((part * places).sum() / part.sum()) - edge)


def main(count: int) -> None:
    counts()
    measured = sorted((worst(sheet), sheet.name) for sheet in chosen(count))
    inside = sum(distance <= 0.05 for distance, _ in measured)
    print(f"{count} sheets drawn and measured: {inside} within 0.05 mm; the worst {measured[-3:]}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
