"""How often proof errs, and how fast it is. Run: python tests/benchmarks/verify_proof.py [codes]

Good codes of versions 1 to 15, modules of 0.4 mm, at places that are no whole pixels, each in
a dark frame that begins where its quiet zone ends: no problem may be reported. Then the same
with a frame one module nearer: each must be. Last, the rate on A4 pages of 24 stickers, and what
a grade costs.
"""

from __future__ import annotations

import io
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator

import numpy as np
import qrcode
from reportlab.pdfgen import canvas

from campaignkit.proof import close_look, pages
from campaignkit.proof.compare import Expected, compare
from campaignkit.proof.grading import grade
from campaignkit.proof.measure import measure
from campaignkit.proof.reader import read
from campaignkit.render import raster

MM = 72 / 25.4
MODULE = 0.4
PAGE = (210.0, 297.0)
LEVELS = (
    qrcode.ERROR_CORRECT_L,
    qrcode.ERROR_CORRECT_M,
    qrcode.ERROR_CORRECT_Q,
    qrcode.ERROR_CORRECT_H,
)


def modules(text: str, version: int | None, level: int, mask: int) -> np.ndarray:
    code = qrcode.QRCode(version=version, error_correction=level, mask_pattern=mask, border=0)
    code.add_data(text, optimize=0)
    code.make(fit=version is None)
    return np.array(code.get_matrix())


def draw(paper: canvas.Canvas, dark: np.ndarray, x: float, y: float, module: float) -> None:
    path = paper.beginPath()
    for row, line in enumerate(np.pad(dark, ((0, 0), (1, 1))).astype(int)):
        starts, ends = (np.flatnonzero(np.diff(line) == way).tolist() for way in (1, -1))
        top = (PAGE[1] - y - (row + 1) * module) * MM
        for start, end in zip(starts, ends, strict=True):
            path.rect((x + start * module) * MM, top, (end - start) * module * MM, module * MM)
    paper.setFillColor("black")
    paper.drawPath(path, stroke=0, fill=1)


def framed(count: int, free: float, seed: int) -> Iterator[tuple[bytes, list[Expected]]]:
    """Pages of codes in black frames that leave `free` modules."""
    chance = random.Random(seed)
    made = 0
    while made < count:
        out, expected = io.BytesIO(), []
        paper = canvas.Canvas(out, pagesize=(PAGE[0] * MM, PAGE[1] * MM))
        for slot in range(min(20, count - made)):
            text = f"{seed}-{made + slot:06d}"
            dark = modules(text, chance.randint(1, 15), chance.choice(LEVELS), chance.randrange(8))
            x = 8 + slot % 4 * 50 + chance.random()
            y = 8 + slot // 4 * 56 + chance.random()
            edge, side = (free + 1) * MODULE, (len(dark) + 2 * free + 2) * MODULE
            paper.setLineWidth(2 * MODULE * MM)
            paper.rect((x - edge) * MM, (PAGE[1] - y + edge - side) * MM, side * MM, side * MM)
            draw(paper, dark, x, y, MODULE)
            expected.append(Expected(text=text, x_mm=x, y_mm=y, size_mm=len(dark) * MODULE))
        paper.save()
        made += len(expected)
        yield out.getvalue(), expected


def verdicts(count: int, free: float, seed: int) -> Counter[str]:
    found: Counter[str] = Counter()
    for data, expected in framed(count, free, seed):
        for checked in pages.check_pdf(data, expected=[expected]):
            found.update(problem.rule for problem in checked.problems)
    return found


def stickers() -> tuple[bytes, list[Expected]]:
    out, expected = io.BytesIO(), []
    paper = canvas.Canvas(out, pagesize=(PAGE[0] * MM, PAGE[1] * MM))
    for slot in range(24):
        text = (
            "https://wa.me/5511987654321?text=Oi%21%20Estou%20na%20feira%20do%20bairro%20"
            f"{slot:04d}"
        )
        dark = modules(text, None, LEVELS[1], slot % 8)
        module = 28 / (len(dark) + 8)
        x, y = 6.46 + slot % 3 * 66.54 + 3 + 4 * module, 13.06 + slot // 3 * 33.86 + 3 + 4 * module
        draw(paper, dark, x, y, module)
        paper.setFont("Helvetica", 9)
        for line, words in enumerate((f"Feira {slot}", "Fale com a gente")):
            paper.drawString((x + 29) * MM, (PAGE[1] - y - 8 - 5 * line) * MM, words)
        expected.append(Expected(text=text, x_mm=x, y_mm=y, size_mm=len(dark) * module))
    paper.save()
    return out.getvalue(), expected


def best(work: object, times: int = 9) -> float:
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()  # type: ignore[operator]
        spent.append(time.process_time() - start)
    return min(spent)


def speed() -> None:
    data, expected = stickers()
    with raster.open_pdf(data) as document:
        image = raster.page(document, 1)
        found = read(image, dpi=300)
        parts = {
            "raster": lambda: raster.page(document, 1),
            "read": lambda: read(image, dpi=300),
            "compare": lambda: compare(expected, found),
            "measure": lambda: [measure(image, code, dpi=300) for code in found],
        }
        for name, work in parts.items():
            print(f"  {name:8} {best(work) * 1e3:6.1f} ms")
        whole = best(lambda: list(pages.check_pdf(document, expected=[expected])))
    (checked,) = pages.check_pdf(data, expected=[expected])
    print(f"  checked  {whole * 1e3:6.1f} ms: {len(expected) / whole:.0f} codes a second")
    print(f"  problems {len(checked.problems)}")


def grading() -> None:
    """Print what a grade costs, by what it is made of; a code alone, as `grade_close` draws it."""
    data, _expected = stickers()
    with raster.open_pdf(data) as document, raster.OpenPage(document, 1) as sheet:
        first, *_ = read(sheet.pixels(), dpi=300)
        crop = close_look.crop_of(sheet, first)
        image = sheet.pixels(dpi=close_look.DPI, grayscale=False, crop=crop)
        (alone,) = read(image, dpi=close_look.DPI)
        numbers = measure(image, alone, dpi=close_look.DPI)
        parts = {
            "render": lambda: sheet.pixels(dpi=close_look.DPI, grayscale=False, crop=crop),
            "decode": lambda: read(image, dpi=close_look.DPI),
            "measure": lambda: measure(image, alone, dpi=close_look.DPI),
            "marks": lambda: grade(
                image, alone, dpi=close_look.DPI, measured=numbers, stress=False
            ),
            "stresses": lambda: grade(image, alone, dpi=close_look.DPI, measured=numbers),
        }
        spent = {name: best(work) * 1e3 for name, work in parts.items()}
        spent["stresses"] -= spent["marks"]
        whole = best(lambda: close_look.grade_close(sheet, first)) * 1e3
    print(f"a grade: {whole:.1f} ms a code (15 at most): ", end="")
    print(", ".join(f"{name} {ms:.1f}" for name, ms in spent.items()))


if __name__ == "__main__":
    codes = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    print(f"{codes} good codes: problems {dict(verdicts(codes, 4, 1)) or 'none'}")
    few = max(codes // 10, 1)
    print(f"{few} codes with 3 free modules: problems {dict(verdicts(few, 3, 2))}")
    print("an A4 page of 24 stickers, one core:")
    speed()
    grading()
