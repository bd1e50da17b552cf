"""A catalog in figures: prices, feed faults, a price list of 300 items, 40 table cards.

    python tests/benchmarks/bench_catalog.py [--out FOLDER]

Prints how many of the prices people type are read, how many planted faults are found with row
and column, how long a list of 300 items in English and Arabic takes in a fresh process, in which
order two other programs extract its text, and how many codes are read back. --out keeps the files.
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pypdf
import pypdfium2

import campaignkit as ck
from campaignkit import prices, rows
from campaignkit.assets.catalog import Catalog, catalog
from campaignkit.products import checking, items, quotes
from campaignkit.render import raster

TESTS = Path(__file__).resolve().parent.parent
ITEMS = 300
SHOP = ck.Business(
    "Al Noor Tea House", phone="050 123 4567", country="AE", language="en", address="12 Creek Road"
)


def teas(count: int = ITEMS) -> Catalog:
    """Return a catalog in English and Arabic; each seventh name takes two lines."""
    long = (" with cardamom, saffron and evaporated milk", " بالهيل والزعفران والحليب المبخر")
    table = [
        {
            "id": f"T-{n}",
            "title": f"Special tea number {n}{long[0] if n % 7 == 0 else ''}",
            "title_ar": f"شاي خاص رقم {n}{long[1] if n % 7 == 0 else ''}",
            "description": "Black tea, boiled with milk" if n % 3 == 0 else "",
            "description_ar": "شاي أسود مغلي مع الحليب" if n % 3 == 0 else "",
            "price": f"{5 + n * 0.75:.2f}",
            "sale_price": f"{4 + n * 0.5:.2f}" if n % 11 == 0 else "",
            "section": f"Hot drinks {n // 25 + 1}",
            "section_ar": f"مشروبات ساخنة {n // 25 + 1}",
        }
        for n in range(count)
    ]
    return catalog(table, SHOP)


def timed_list() -> None:
    """Build the list, once unchecked and once proven, and print what it took. A fresh process."""
    begin = time.perf_counter()
    made = teas().price_list(beside="ar")
    out = BytesIO()
    made.save(out, check=False)
    built = time.perf_counter() - begin
    begin = time.perf_counter()
    made.save(BytesIO())
    proven = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{ITEMS} items, English + Arabic: {raster.page_count(out.getvalue())} pages, "
        f"{len(out.getvalue()):,} bytes, built in {built:.2f} s, "
        f"with every code read back {proven:.2f} s, peak {peak:.0f} MB"
    )


def read_prices() -> None:
    known = module("prices/test_prices.py")
    good = sum(
        str(prices.read(text, currency=currency, language=language)) == wanted
        for text, currency, language, wanted in known.CASES
    )
    print(f"prices: {good} of {len(known.CASES)} in {len(known.READ)} locales read right")


def read_quotes() -> None:
    known = module("products/test_quotes.py")
    good = sum(
        known.told(quotes.read(text, currency=place[0], language=place[1])) == known.plain(wanted)
        for text, place, wanted in known.CASES
    )
    print(f"prices with words around them: {good} of {len(known.CASES)} read right")


def read_exports(folder: Path) -> None:
    known = module("products/test_exports.py")
    made = {name: known.opened(name, folder) for name in known.FILES}
    fed = sum(not each.problems().errors for each in made.values())
    begin = time.perf_counter()
    head, *lines = known.SHOPIFY.splitlines()
    long = "\n".join([head, *(f"p{n}-{line}" for n in range(2000) for line in lines)])
    (folder / "long.csv").write_text(long, encoding="utf-8")
    count = len(catalog(folder / "long.csv", known.US).products)
    rate = 2000 * len(lines) / (time.perf_counter() - begin)
    print(
        f"exports: {fed} of {len(made)} to a feed as they are; {count:,} products of one of "
        f"{2000 * len(lines):,} rows, {rate:,.0f} rows a second"
    )


def find_faults() -> None:
    known = module("products/test_feed.py")
    found = 0
    for column, text, rule in known.FAULTS:
        table = [{**known.ALL, "id": "A"}, {**known.ALL, "id": "B", column: text}]
        told = checking.check(items.read(rows.read(table), shop=known.SHOP))
        found += (rule, 2, column) in {(p.rule, p.where.row, p.where.column) for p in told}
    table = [{**known.ALL, "id": str(n)} for n in range(10_000)]
    begin = time.perf_counter()
    told = checking.check(items.read(rows.read(table), shop=known.SHOP))
    rate = len(table) / (time.perf_counter() - begin)
    print(
        f"feed: {found} of {len(known.FAULTS)} faults found with row and column; "
        f"{len(told)} findings in {len(table):,} good rows, {rate:,.0f} rows a second"
    )


def extract(folder: Path) -> None:
    path = folder / "list.pdf"
    made = teas().price_list(beside="ar")
    made.save(path)
    wanted = [f"Special tea number {n}" for n in range(ITEMS)]
    with closing(pypdfium2.PdfDocument(path)) as document:
        copied = [page.get_textpage().get_text_range() for page in document]
    texts = {
        "PDFium": "\n".join(copied),
        "pypdf": "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages),
    }
    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
        texts["pdftotext -raw"] = done.stdout.decode()
    for name, text in texts.items():
        places = [place(text, words) for words in wanted]
        places_ar = [place(text, f"شاي خاص رقم {n}") for n in range(ITEMS)]
        whole = [at for at in places_ar if at >= 0]
        print(
            f"text by {name}: {sum(at >= 0 for at in places)} of {ITEMS} English names, in order: "
            f"{places == sorted(places)}; {len(whole)} Arabic names in one piece"
            f"{f', in order: {whole == sorted(whole)}' if whole else ''}"
        )
    codes = sum(len(page.placed[0].drawing.codes()) for page in made.pages())
    print(f"codes on it: {codes}, problems reading them back: {len(made.check())}")
    for number in range(1, raster.page_count(path) + 1):
        (folder / f"list-{number}.png").write_bytes(made.page(number).png(dpi=80))


def place(text: str, words: str) -> int:
    """Return where `words` stand, not followed by a further digit."""
    at = text.find(words)
    while at >= 0 and text[at + len(words) : at + len(words) + 1].isdigit():
        at = text.find(words, at + 1)
    return at


def cards(folder: Path) -> None:
    shop = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    pay = ck.pix(key="sol@example.com", name="Padaria Sol", city="Recife")
    table = [
        {"menu": f"https://padaria.example/mesa/{n}", "pay": pay, "n": n} for n in range(1, 41)
    ]
    made = ck.sheet(
        ck.stickers("table-card", shop, table, text="Mesa {{ n }}", title="Mesa {{ n }}"),
        stock=ck.Stock.single(85, 55),
    )
    begin = time.perf_counter()
    problems = made.check()
    made.save(folder / "cards.pdf", check=False)
    boxes = [code for page in made.pages() for code in page.placed[0].drawing.codes()]
    print(
        f"40 cards of 85 x 55 mm: {len(boxes)} codes, smallest module "
        f"{min(code.module for code in boxes):.2f} mm, {len(problems)} problems, read back in "
        f"{time.perf_counter() - begin:.1f} s"
    )


def tags(folder: Path) -> None:
    begin = time.perf_counter()
    teas().shelf_tags(stock="Avery L7160").save(folder / "tags.pdf")
    print(f"{ITEMS} shelf tags, every code read back: {time.perf_counter() - begin:.1f} s")


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(Path(name).stem, TESTS / name)
    assert spec is not None and spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--timed-list", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.timed_list:
        timed_list()
        return
    read_prices()
    read_quotes()
    with tempfile.TemporaryDirectory() as folder:
        read_exports(Path(folder))
    find_faults()
    subprocess.run([sys.executable, __file__, "--timed-list"], check=True)
    with tempfile.TemporaryDirectory() as made:
        folder = chosen.out or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        extract(folder)
        cards(folder)
        tags(folder)


if __name__ == "__main__":
    main()
