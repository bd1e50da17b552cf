"""What check(printer=…) says of a print, against three decoders that look at a simulated one.

    python tests/benchmarks/verify_printers.py [prints [first seed]]

Each print is a code at its own size, colour, text and level, on one of seven printers, put on the
printer's dots or not. It is printed and photographed by code of its own (OpenCV), not by the
simulation that check() uses: other ink, a camera in a moving hand, blur, noise, light, JPEG. Both
screen alike, since a screen is the driver's choice and nothing to be right about. A print is
readable if two of zxing-cpp, zbar and OpenCV each read a third of FRAMES photographs: of a phone
that takes eight a second, that is at once. It cannot be read if two of three read none of them.
Between is luck: there one look in a hundred is read, or one in four. Shown: the table of module
sizes at 203 dpi; how often the verdict agrees; every "safe" that is not readable, with how many
photographs each decoder reads; and which of these cannot be read at all.

check() was tuned on seeds of TUNED; what is shown without a word is of seeds from HELD_OUT
on, at which nobody looked while tuning.
"""

from __future__ import annotations

import math
import os
import sys
from collections import Counter
from dataclasses import replace
from io import BytesIO
from typing import NamedTuple

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # or threads wait for each other

import cv2
import numpy as np
import pypdfium2
import zxingcpp
from pyzbar import pyzbar

from campaignkit.assets.printed_asset import pdf_page
from campaignkit.drawing import CodeBox, Drawing, Placed
from campaignkit.printers import Printer, printer
from campaignkit.printers.simulation import dots as screened
from campaignkit.problems import Problems
from campaignkit.proof.document import finished
from campaignkit.qr import encode
from campaignkit.render import pdf
from campaignkit.sheets import aligned

MACHINES = {
    **{kind: printer(kind) for kind in ("thermal-203", "thermal-300", "laser", "inkjet", "press")},
    "thermal too hot": Printer(dpi=203, ink="mono", spread_mm=0.07),
    "blotting paper": Printer(dpi=600, ink="mono", spread_mm=0.1),
}
KINDS = tuple(MACHINES)
SIZES = (0.33, 0.36, 0.40, 0.45, 0.5, 0.6, 0.75, 1.0)
TUNED, HELD_OUT = range(10_000, 50_000), 81_000
FRAMES, READ_LEAST = 24, 8  # what a phone looks at in three seconds, and how many it is to read
COLORS = ("#000000", "#000000", "#000000", "#0F4C5C", "#7B2D26", "#C0392B")
PX, BLUR, NOISE = 7.0, 0.1, 8.0  # "180 dpi" of paper; mm; grey levels
HAND = 4.0  # pixels that a hand moves between two photographs: decoders look at blocks of 8
cv2.setNumThreads(1)
CV = cv2.QRCodeDetector()


def page_of(text: str, module: float, color: str, machine: Printer, *, snap: bool, shift: float):
    symbol = encode(text)
    side = (len(symbol.modules) + 8) * module
    box = CodeBox(x=2, y=2, side=side, symbol=symbol, dark=color)
    page = pdf_page(Drawing(side + 4, side + 4, (box,)))
    moved = tuple(Placed(shift, shift, one.drawing) for one in page.placed)
    page = type(page)(page.width + 1, page.height + 1, moved)
    return aligned(page, machine) if snap else page


def verdict(page, machine: Printer) -> Problems:
    with finished([page], title="", language="en", texts=False) as made:
        return made.problems(printer=replace(machine, margin_mm=0.0))


class Paper(NamedTuple):
    """A print, before ink runs: how far each cell is from the ink's edge; less than 0 in it."""

    off: np.ndarray  # cells
    cell: float  # mm
    ink: float  # grey level
    spread: float  # mm


def printed(page, machine: Printer) -> Paper:
    dpi = min(25.4 / (machine.dot_mm or 25.4 / 600), 1200)
    out = BytesIO()
    pdf.write([whole_dots(page, 25.4 / dpi)], out)
    times = 3 if dpi < 1000 else 1  # odd: a dot has a middle pixel, and a printer asks for that
    sheet = pypdfium2.PdfDocument(out.getvalue())[0]
    scale = dpi * times / 72 * (1 - 1e-5)  # 1314.00003 pixels would become 1315
    fine = sheet.render(scale=scale, grayscale=True, no_smoothpath=True).to_numpy()
    fine = fine.squeeze()
    rows, columns = (length // times * times for length in fine.shape)
    dots = fine[:rows, :columns][times // 2 :: times, times // 2 :: times]
    if machine.ink == "mono":
        dots = np.where(screened(dots, dpi=dpi), 0, 255).astype(np.uint8)
    up = max(1, round(25.4 / dpi / 0.02))
    paper = dots.repeat(up, 0).repeat(up, 1)
    dark = (paper < (int(paper.min()) + 255) / 2).astype(np.uint8)  # half covered, or more
    beyond, within = (cv2.distanceTransform(ink, cv2.DIST_L2, 5) - 0.5 for ink in (1 - dark, dark))
    level = 25 + (np.median(paper[dark > 0]) if dark.any() else 0) / 255 * 210
    return Paper(np.where(dark, -within, beyond), 25.4 / dpi / up, level, machine.spread_mm)


def photograph(paper: Paper, rng) -> np.ndarray:
    """Return what a phone sees of the print: 7 pixels a mm, tilted, not quite sharp."""
    lit = inked(paper, (paper.spread + rng.normal(0, 0.01)) / paper.cell)
    # Half as fine is fine enough: 24 cells a mm or more, and what that blurs is taken off BLUR.
    lit = cv2.resize(lit, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    cell = paper.cell * 2
    angle = rng.uniform(-3, 3)
    height, width = lit.shape
    scale = PX * cell
    size = (int(width * scale) + 40, int(height * scale) + 40)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, scale)
    moved = rng.uniform(-HAND, HAND, 2)  # or each photograph of a print had the same pixels' luck
    turn[:, 2] += np.array(size) / 2 - np.array([width, height]) / 2 + moved
    blurred = cv2.GaussianBlur(lit, (0, 0), math.sqrt((BLUR / cell) ** 2 - 1 / 12))
    seen = cv2.warpAffine(blurred, turn, size, flags=cv2.INTER_LINEAR, borderValue=235.0)
    light = np.linspace(1 - rng.uniform(0, 0.2), 1, size[0])[None, :]
    seen = np.clip(seen * light + rng.normal(0, NOISE, seen.shape), 0, 255).astype(np.uint8)
    return cv2.imdecode(
        cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, 75])[1], cv2.IMREAD_GRAYSCALE
    )


def whole_dots(page, dot: float):
    """Return the page a little larger, a whole number of dots: PDFium would stretch it to one."""
    width, height = (math.ceil(length / dot) * dot - 1e-5 for length in (page.width, page.height))
    return type(page)(width, height, page.placed)


def inked(paper: Paper, cells: float) -> np.ndarray:
    """Return paper whose ink ran `cells` beyond its edges."""
    share = np.clip(np.float32(cells + 0.5) - paper.off, 0, 1)
    return np.float32(235) - share * np.float32(235 - paper.ink)


def read_by(page, machine: Printer, rng, text: str) -> Counter:
    """Return how many of FRAMES photographs each decoder reads, until two read enough of them."""
    read: Counter = Counter()
    paper = printed(page, machine)
    for _ in range(FRAMES):
        read.update(reads(photograph(paper, rng), text))
        if second(read) >= READ_LEAST:
            break
    return read


def second(read: Counter) -> int:
    """Return how many photographs at least two of three decoders read."""
    return sorted(read.values())[1]


def reads(image: np.ndarray, text: str) -> dict[str, bool]:
    form = zxingcpp.BarcodeFormat.QRCode
    found = {
        "zxing": text in {one.text for one in zxingcpp.read_barcodes(image, formats=form)},
        "zbar": text
        in {
            one.data.decode("utf-8", "replace")
            for one in pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol.QRCODE])
        },
    }
    try:
        found["opencv"] = CV.detectAndDecode(image)[0] == text
    except cv2.error:
        found["opencv"] = False
    return found


def text_of(number: int, length: int) -> str:
    return f"Mesa {number * 7919 + 12345678} " + ("obrigado pela visita " * 6)[: length - 14]


def main(prints: int, first: int) -> None:
    counts, unsafe = Counter(), []
    by_kind: dict[str, Counter] = {}
    for number in range(first, first + prints):
        rng = np.random.default_rng(number)
        machine = MACHINES[KINDS[number % len(KINDS)]]
        module = SIZES[int(rng.integers(len(SIZES)))]
        text = text_of(number, int(rng.choice([31, 60, 100])))
        color = COLORS[int(rng.integers(len(COLORS)))]
        page = page_of(
            text, module, color, machine, snap=bool(rng.integers(2)), shift=rng.uniform(0, 0.5)
        )
        problems = verdict(page, machine)
        safe = not problems.errors and not any(one.rule == "print.doubtful" for one in problems)
        read = read_by(page, machine, rng, text)
        readable = second(read) >= READ_LEAST
        counts[safe, readable] += 1
        by_kind.setdefault(KINDS[number % len(KINDS)], Counter())[safe, readable] += 1
        if safe and not readable:
            unsafe.append((number, KINDS[number % len(KINDS)], module, color, len(text), read))
        elif readable and not safe:
            print(
                "  cautious:",
                number,
                KINDS[number % len(KINDS)],
                module,
                color,
                len(text),
                problems[0].rule,
                flush=True,
            )
    print(
        f"{prints} prints, seeds from {first}: the verdict agrees with two of three decoders on "
        f"{(counts[True, True] + counts[False, False]) / prints:.1%}"
    )
    print("  (safe, readable):", dict(counts))
    for kind, found in by_kind.items():
        print(f"  {kind}: {dict(found)}")
    print(
        f"  called safe, and two of three do not read {READ_LEAST} of {FRAMES}: {len(unsafe)}; "
        f"not one: {sum(not second(each[-1]) for each in unsafe)}"
    )
    for *each, read in unsafe:
        print("   ", *each, dict(read))


def table(codes: int = 24) -> None:
    machine = printer("thermal-203")
    print("203 dpi, one ink, modules in mm; of", codes, "codes: told / unread by two of three")
    for module in (0.33, 0.36, 0.375, 0.40, 0.45, 0.5):
        told = unread = 0
        for number in range(codes):
            rng = np.random.default_rng(1000 + number)
            text = text_of(number, 30 if number % 2 else 100)
            snap = module in (0.375, 0.5)
            page = page_of(text, module, "#000000", machine, snap=snap, shift=rng.uniform(0, 0.5))
            told += bool(verdict(page, machine))
            unread += second(read_by(page, machine, rng, text)) < READ_LEAST
        print(f"  {module:5.3f}{' on the dots' if snap else '':12}  {told:2} / {unread:2}")


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    table()
    main(*given, *(500, HELD_OUT)[len(given) :])
