"""A glance finds no fault; it must never pass over one that a long look finds.

Pages with one planted fault each, drawn at random but the same each time, are proven both ways.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from campaignkit import qr
from campaignkit.proof import pages
from campaignkit.proof.compare import Expected
from campaignkit.render import raster

MM = 72 / 25.4
WIDTH, HEIGHT = 130, 100
Rules = set[tuple[str, str]]


class Sheet:
    """Four codes, and something wrong with one of them."""

    def __init__(self, seed: int) -> None:
        self.chance = chance = random.Random(seed)
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=(WIDTH * MM, HEIGHT * MM))
        self.module = chance.choice((0.33, 0.4, 0.5, 0.65, 0.8))
        self.expected: list[Expected] = []
        self.modules: list[np.ndarray] = []
        for number in range(4):
            text = f"https://wa.me/55119{chance.randrange(10**8):08d}"
            text += "?text=" + "Oi%21" * chance.randrange(5)
            drawn = qr.encode(text, level=chance.choice("LM")).modules
            x, y = (
                8 + at * step + chance.random()
                for at, step in ((number % 2, 60), (number // 2, 45))
            )
            side = len(drawn) * self.module
            self.expected.append(Expected(text=text, x_mm=x, y_mm=y, size_mm=side))
            self.modules.append(drawn)

    def code(self, number: int, **other: float) -> None:
        place = self.expected[number]
        module = self.module * other.get("scale", 1)
        path = self.canvas.beginPath()
        for row, column in np.argwhere(self.modules[number]).tolist():
            x = place.x_mm + other.get("right", 0) + column * module
            y = place.y_mm + other.get("down", 0) + row * module
            path.rect(x * MM, (HEIGHT - y - module) * MM, module * MM, module * MM)
        self.canvas.setFillGray(other.get("gray", 0))
        self.canvas.drawPath(path, stroke=0, fill=1)

    def box(self, x: float, y: float, width: float, height: float, gray: float) -> None:
        """A rectangle, in modules from the first code's top left."""
        self.canvas.setFillGray(gray)
        left = self.expected[0].x_mm + x * self.module
        bottom = HEIGHT - self.expected[0].y_mm - (y + height) * self.module
        size = (width * self.module * MM, height * self.module * MM)
        self.canvas.rect(left * MM, bottom * MM, *size, stroke=0, fill=1)

    def others(self) -> None:
        for number in (1, 2, 3):
            self.code(number)

    def pdf(self) -> bytes:
        self.canvas.save()
        return self.out.getvalue()


def patch(sheet: Sheet) -> None:
    sheet.code(0)
    size = sheet.chance.uniform(0.8, 7)
    most = len(sheet.modules[0]) - size
    x, y = sheet.chance.uniform(0, most), sheet.chance.uniform(0, most)
    sheet.box(x, y, size, size, sheet.chance.choice((1, 0, 0.5)))


def ink_beside(sheet: Sheet) -> None:
    sheet.code(0)
    off, size = sheet.chance.uniform(0.1, 3.6), sheet.chance.uniform(0.5, 4)
    along = sheet.chance.uniform(0, len(sheet.modules[0]))
    far = len(sheet.modules[0]) + off
    x, y = sheet.chance.choice(
        ((-off - size, along), (far, along), (along, -off - size), (along, far))
    )
    sheet.box(x, y, size, size, 0)


def line_across(sheet: Sheet) -> None:
    sheet.code(0)
    y, gray = sheet.chance.uniform(-3, len(sheet.modules[0]) + 3), sheet.chance.choice((0, 1))
    sheet.box(-5, y, len(sheet.modules[0]) + 10, sheet.chance.uniform(0.1, 1), gray)


def moved(sheet: Sheet) -> None:
    sheet.code(0, right=sheet.chance.uniform(-1, 1), down=sheet.chance.uniform(-1, 1))


def scaled(sheet: Sheet) -> None:
    sheet.code(0, scale=sheet.chance.uniform(0.93, 1.07))


def pale(sheet: Sheet) -> None:
    sheet.code(0, gray=sheet.chance.uniform(0, 0.8))


def turned(sheet: Sheet) -> None:
    square = sheet.modules[0]
    sheet.modules[0] = sheet.chance.choice((np.rot90(square), square[:, ::-1], ~square))
    sheet.code(0)


def missing(sheet: Sheet) -> None:
    return


def exchanged(sheet: Sheet) -> None:
    sheet.modules[0], sheet.modules[1] = sheet.modules[1], sheet.modules[0]
    sheet.code(0)


def uncalled_for(sheet: Sheet) -> None:
    sheet.code(0)
    del sheet.expected[0]


def nothing(sheet: Sheet) -> None:
    sheet.code(0)


FAULTS = (
    *(patch, ink_beside, line_across, moved, scaled, pale, turned),
    *(missing, exchanged, uncalled_for, nothing),
)


def rules(checked: pages.Checked) -> Rules:
    return {(problem.rule, problem.severity) for problem in checked.problems}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_glance_and_a_long_look_agree(
    fault: Callable[[Sheet], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: Rules = set()
    for seed in range(12):
        sheet = Sheet(seed)
        sheet.others()
        fault(sheet)
        data = sheet.pdf()
        (quick,) = pages.check_pdf(data, expected=[sheet.expected])
        with monkeypatch.context() as patched:
            patched.setattr(pages, "plain", lambda _image, pairs, **_dpi: [None] * len(pairs))
            (long,) = pages.check_pdf(data, expected=[sheet.expected])

        assert rules(quick) == rules(long), seed
        told |= rules(long)
    assert bool(told) == (fault is not nothing)


def test_a_page_without_a_fault_is_passed_at_a_glance(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet(next(n for n in range(99) if Sheet(n).module == 0.65))
    sheet.others()
    sheet.code(0)
    drawn: list[float] = []
    real = raster.OpenPage.gray

    def noted(page: raster.OpenPage, room: raster.PixelRoom, *, dpi: float = 300) -> raster.Pixels:
        drawn.append(dpi)
        return real(page, room, dpi=dpi)

    monkeypatch.setattr(raster.OpenPage, "gray", noted)
    (checked,) = pages.check_pdf(sheet.pdf(), expected=[sheet.expected])

    assert not checked.problems
    assert len(drawn) == 1 and drawn[0] < pages.DPI
