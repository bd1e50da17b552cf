"""Finished stickers a second, against the scripts people write today. Run it, do not import it.

    python tests/benchmarks/bench_sheets.py [--stickers N] [--memory]

Every maker gets the same rows: 24 labels on A4, each with its own 81-character chat link at
level M and two lines of text of its own. Makers take turns in rounds, so that a busy machine
slows all of them; rates and ratios are medians over the rounds. --memory makes 100,000
stickers in one file and prints the peak.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

PAGE, COLUMNS, ROWS, LABEL = (595.276, 841.89), 3, 8, (181.4, 96.0)
STOCK = "Avery L7159"  # 24 on A4
Row = dict[str, str]


def rows(count: int, *, first: int = 0) -> list[Row]:
    made = [
        {"link": _link(n), "place": f"Feira {n:05d}", "street": f"Rua das Flores {n * 7 % 9973}"}
        for n in range(first, first + count)
    ]
    assert {len(row["link"]) for row in made} == {81}
    return made


def _link(n: int) -> str:
    words = ("cha", "pao", "mel", "uva")[n % 4]
    text = f"Oi%21%20Estou%20na%20feira%20{n * 2654435761 % 10**9:09d}%20e%20"
    return f"https://wa.me/5511987654321?text={text}{words}"


def with_campaignkit(given: list[Row], *, check: bool = False) -> bytes:
    import campaignkit as ck

    shop = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    labels = ck.stickers(
        "chat-with-us", shop, given, link="{{ link }}", title="{{ place }}", note="{{ street }}"
    )
    out = BytesIO()
    ck.sheet(labels, stock=STOCK).save(out, check=check)
    return out.getvalue()


def with_campaignkit_checked(given: list[Row]) -> bytes:
    return with_campaignkit(given, check=True)


def with_qrcode(given: list[Row]) -> bytes:
    import qrcode
    from reportlab.lib.utils import ImageReader

    def code(text: str) -> object:
        made = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, box_size=10, border=4)
        made.add_data(text)
        png = BytesIO()
        made.make_image().save(png, "PNG")
        png.seek(0)
        return ImageReader(png)

    return _with_pictures(given, code)


def with_segno(given: list[Row]) -> bytes:
    import segno
    from reportlab.lib.utils import ImageReader

    def code(text: str) -> object:
        png = BytesIO()
        segno.make_qr(text, error="m", boost_error=False).save(png, kind="png", scale=10)
        png.seek(0)
        return ImageReader(png)

    return _with_pictures(given, code)


def _with_pictures(given: list[Row], code: Callable[[str], object]) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=PAGE)
    for row, x, y in _places(given, canvas.showPage):
        canvas.drawImage(code(row["link"]), x + 95, y + 8, 80, 80)
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(x + 8, y + 60, row["place"])
        canvas.setFont("Helvetica", 8)
        canvas.drawString(x + 8, y + 40, row["street"])
    canvas.save()
    return out.getvalue()


def with_reportlab(given: list[Row]) -> bytes:
    from reportlab.graphics import renderPDF
    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.graphics.shapes import Drawing
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=PAGE)
    for row, x, y in _places(given, canvas.showPage):
        widget = QrCodeWidget(row["link"], barLevel="M", barWidth=80, barHeight=80)
        drawing = Drawing(80, 80)
        drawing.add(widget)
        renderPDF.draw(drawing, canvas, x + 95, y + 8)
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(x + 8, y + 60, row["place"])
        canvas.setFont("Helvetica", 8)
        canvas.drawString(x + 8, y + 40, row["street"])
    canvas.save()
    return out.getvalue()


def _places(given: list[Row], next_page: Callable[[], None]) -> Iterator[tuple[Row, float, float]]:
    for n, row in enumerate(given):
        cell = n % (COLUMNS * ROWS)
        if n and cell == 0:
            next_page()
        down, across = divmod(cell, COLUMNS)
        yield row, 18 + across * LABEL[0], PAGE[1] - 37 - (down + 1) * LABEL[1]


MAKERS: dict[str, tuple[Callable[[list[Row]], bytes], float]] = {
    "qrcode + reportlab": (with_qrcode, 0.05),
    "segno + reportlab": (with_segno, 0.05),
    "reportlab's own widget": (with_reportlab, 0.05),
    "campaignkit": (with_campaignkit, 1.0),
    "campaignkit, checked": (with_campaignkit_checked, 0.2),
}


def compare(count: int, rounds: int) -> None:
    """Print rates, ratios to the first maker, and bytes a sticker."""
    rates: dict[str, list[float]] = {name: [] for name in MAKERS}
    sizes: dict[str, float] = {}
    for turn in range(rounds + 1):  # the first round warms up
        given = rows(count, first=turn * count)  # new texts each time: no cache may help
        for name, (maker, share) in MAKERS.items():
            part = given[: max(48, round(count * share))]
            begun = time.process_time()
            made = maker(part)
            spent = time.process_time() - begun
            sizes[name] = len(made) / len(part)
            if turn:
                rates[name].append(len(part) / spent)
    first = rates[next(iter(MAKERS))]
    print(f"{count} stickers, {rounds} rounds, CPU seconds of one process, medians")
    print(f"{'':26}{'a second':>10}{'x qrcode':>10}{'bytes each':>12}")
    for name, rate in rates.items():
        ratio = statistics.median(a / b for a, b in zip(rate, first, strict=True))
        print(f"{name:26}{statistics.median(rate):10.0f}{ratio:10.1f}{sizes[name]:12.0f}")
    made, proven = rates["campaignkit"], rates["campaignkit, checked"]
    share = statistics.median(a / b for a, b in zip(made, proven, strict=True))
    print(f"1 checked for every {share:.1f} unchecked")


def memory(count: int) -> None:
    """Print the peak memory of one process that makes `count` stickers in one file."""
    import campaignkit as ck

    shop = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    stream = (row for start in range(0, count, 1000) for row in rows(1000, first=start))
    labels = ck.stickers(
        "chat-with-us", shop, stream, link="{{ link }}", title="{{ place }}", note="{{ street }}"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "all.pdf"
        begun = time.perf_counter()
        ck.sheet(labels, stock=STOCK).save(str(path), check=False)
        spent = time.perf_counter() - begun
        size = path.stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} stickers in one file: {spent:.1f} s, {size / count:.0f} bytes each,")
    print(f"peak memory {peak:.0f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stickers", type=int, default=2400)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory", type=int, nargs="?", const=100_000, metavar="N")
    options = parser.parse_args()
    if options.memory:
        memory(options.memory)
    else:
        compare(options.stickers, options.rounds)
