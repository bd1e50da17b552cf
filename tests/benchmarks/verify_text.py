"""One page of 25 strings in many scripts: copied back, rendered three ways, weighed, timed.

    python tests/benchmarks/verify_text.py [--out FOLDER]

Prints how many words PDFium and pypdf copy whole, how far Poppler and MuPDF draw the page
differently from PDFium, how many bytes of fonts it embeds, and what setting and painting
10,000 mixed strings costs beside plain reportlab. A string whose fonts are not installed is
named and left out. --out keeps the page as PDF and PNG.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdf
import pypdfium2
from PIL import Image

from campaignkit import pictures, text
from campaignkit.drawing import Drawing, Page, Placed, Text
from campaignkit.errors import NotFound
from campaignkit.render import pdf, raster

HERE = Path(__file__).parent
WIDTH, STEP = 150.0, 11.0
WORD = re.compile(r"[^\W_][\w\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0900-\u0e7f\u200c]*")


def _module(path: Path, name: str) -> object:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def lines() -> list[tuple[str, text.Line]]:
    """Return each string that can be shaped here, as the tests have it."""
    golden = _module(HERE.parent / "text" / "test_shaping.py", "golden").GOLDEN  # type: ignore[attr-defined]
    found = []
    for one in golden:
        try:
            stack = text.stack(language=one.language)
            found.append((one.text, text.shape(one.text, stack, direction=one.direction)))
        except NotFound as err:
            print(f"left out: {one.text}: {err}")
    return found


def page_of(shown: list[tuple[str, text.Line]]) -> Page:
    items = []
    for row, (_, line) in enumerate(shown):
        size = 6.0
        x = WIDTH - 6 - line.width * size if line.direction == "rtl" else 6.0
        items.append(Text(x=x, y=9 + row * STEP, size=size, line=line, fill="#1A1A1A"))
    height = 6 + len(shown) * STEP
    return Page(WIDTH, height, (Placed(0, 0, Drawing(WIDTH, height, tuple(items))),))


def written(pages: list[Page]) -> bytes:
    out = BytesIO()
    pdf.write(pages, out)
    return out.getvalue()


def copied(shown: list[tuple[str, text.Line]]) -> None:
    """Print how many words come back whole, each string alone on a page."""
    data = written([page_of([one]) for one in shown])
    words = [WORD.findall(string) for string, _ in shown]
    with pypdfium2.PdfDocument(data) as document:
        pdfium = [page.get_textpage().get_text_bounded() for page in document]
    readers = {
        "PDFium": pdfium,
        "pypdf": [p.extract_text() for p in pypdf.PdfReader(BytesIO(data)).pages],
    }
    total = sum(map(len, words))
    for name, texts in readers.items():
        lost = [w for some, said in zip(words, texts, strict=True) for w in some if w not in said]
        print(f"{name} copies {total - len(lost)} of {total} words whole; lost: {lost}")


def rendered(data: bytes, folder: Path) -> None:
    """Print how many of the page's dark pixels another reader draws elsewhere."""
    source = folder / "page.pdf"
    source.write_bytes(data)
    ours = raster.page(data, 1, dpi=150).astype(int)
    commands = {
        "Poppler": [
            "pdftoppm",
            "-r",
            "150",
            "-gray",
            "-singlefile",
            "-png",
            source,
            folder / "pop",
        ],
        "MuPDF": [
            "mutool",
            "draw",
            "-q",
            "-r",
            "150",
            "-c",
            "gray",
            "-o",
            folder / "mu.png",
            source,
        ],
    }
    for name, command in commands.items():
        if shutil.which(str(command[0])) is None:
            print(f"{name}: not installed, not compared")
            continue
        subprocess.run(list(map(str, command)), check=True, stderr=subprocess.DEVNULL)
        file = folder / ("pop.png" if name == "Poppler" else "mu.png")
        with Image.open(file) as picture:
            theirs = np.asarray(picture.convert("L")).astype(int)
        height, width = (min(a, b) for a, b in zip(ours.shape, theirs.shape, strict=True))
        far = _far_from(ours[:height, :width], theirs[:height, :width])
        print(f"{name}: {far[0]} dark pixels of {far[1]} are more than one pixel off PDFium's")


def _far_from(one: np.ndarray, other: np.ndarray) -> tuple[int, int]:
    """Count pixels dark in one picture and light all around in the other; and all dark ones."""
    off = 0
    for dark, light in ((one, other), (other, one)):
        padded = np.pad(light, 1, constant_values=255)
        around = np.min(
            [
                padded[y : y + dark.shape[0], x : x + dark.shape[1]]
                for y in range(3)
                for x in range(3)
            ],
            axis=0,
        )
        off += int(((dark < 96) & (around > 200)).sum())
    return off, int((one < 96).sum())


def fonts(data: bytes) -> None:
    files = {}
    for font in pypdf.PdfReader(BytesIO(data)).pages[0]["/Resources"]["/Font"].values():
        (descendant,) = font.get_object()["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"]
        files[descriptor["/FontName"]] = len(descriptor["/FontFile2"].get_object()._data)
    print(
        f"fonts embedded: {sum(files.values())} bytes, compressed, of {len(files)} fonts: {files}"
    )


def timed(rounds: int) -> None:
    """Print the cost of setting and painting beside reportlab's plain drawString."""
    bench = _module(HERE / "bench_text.py", "bench_text")
    for name in set(bench.FONT_OF.values()):  # type: ignore[attr-defined]
        bench.pdfmetrics.registerFont(bench.TTFont(name, str(bench.FONTS[name])))  # type: ignore[attr-defined]
    texts = bench.strings(10_000)  # type: ignore[attr-defined]

    def ours() -> None:
        stacks = {language: text.stack(language=language) for language in bench.WORDS}  # type: ignore[attr-defined]
        pages = []
        for first in range(0, len(texts), 100):
            items = tuple(
                Text(
                    x=10,
                    y=10 + row * 2.8,
                    size=3.5,
                    line=text.shape(said, stacks[language]),
                    fill="#000000",
                )
                for row, (language, said) in enumerate(texts[first : first + 100])
            )
            pages.append(Page(210, 297, (Placed(0, 0, Drawing(210, 297, items)),)))
        pdf.write(pages, BytesIO())

    bench.cpu(ours)  # type: ignore[attr-defined]
    pairs = [
        (bench.cpu(lambda: bench.with_reportlab(texts)), bench.cpu(ours))  # type: ignore[attr-defined]
        for _ in range(rounds)
    ]
    ratio = statistics.median(b / a for a, b in pairs)
    plain, full = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"10,000 mixed strings set and painted: {full:.2f} s, "
        f"plain reportlab {plain:.2f} s, {ratio:.1f} x"
    )


def main(out: Path | None, rounds: int) -> None:
    shown = lines()
    data = written([page_of(shown)])
    copied(shown)
    with tempfile.TemporaryDirectory() as folder:
        rendered(data, Path(folder))
    fonts(data)
    if out is not None:
        (out / "text.pdf").write_bytes(data)
        picture = raster.page(data, 1, dpi=110, grayscale=False)
        (out / "text.png").write_bytes(pictures.png(picture, dpi=110, level=9))
    started = time.perf_counter()
    timed(rounds)
    print(f"({time.perf_counter() - started:.0f} s)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    main(options.out, options.rounds)
