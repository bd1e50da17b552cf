"""Tables in figures: how fast rows come, and how much memory a long table takes.

    python tests/benchmarks/bench_tables.py [--mb 300] [--rows 50000]

Writes a CSV of so many MB, the same packed, and an XLSX of so many rows into a temporary folder,
reads each in a process of its own, and prints rows a second of processor time, and the process's
peak memory. Beside the XLSX stands what calamine takes, which gives neither formats nor findings.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

HEADS = ("id", "nome", "descricao", "preco", "estoque", "foto", "categoria")
TEXTS = 1000  # shared by the cells of the XLSX


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--mb", type=int, default=300)
    asked.add_argument("--rows", type=int, default=50_000)
    asked.add_argument("--read", nargs=2, metavar=("HOW", "FILE"), help=argparse.SUPPRESS)
    said = asked.parse_args()
    if said.read:
        print(json.dumps(measured(*said.read)))
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, how, path in files(Path(folder), said.mb, said.rows):
            command = [sys.executable, __file__, "--read", how, str(path)]
            found = json.loads(subprocess.check_output(command, text=True))
            print(
                f"{name:28} {path.stat().st_size / 1e6:7.1f} MB  {found['rows']:9,} rows  "
                f"{found['rows'] / found['seconds']:9,.0f} rows/s  peak {found['peak_mb']:5.0f} MB"
            )


def files(folder: Path, mb: int, rows: int) -> Iterator[tuple[str, str, Path]]:
    """Write the tables, and yield what to call each, how it is read, and its path."""
    path = folder / "table.csv"
    written(path, mb * 1_000_000)
    yield "rows.read, CSV", "rows", path
    packed = folder / "table.csv.gz"
    with path.open("rb") as file, gzip.open(packed, "wb") as target:
        for line in islice(
            file, 100_001
        ):  # this process stays small: its children inherit its peak
            target.write(line)
    yield "rows.read, CSV packed", "rows", packed
    small = folder / "small.csv"
    written(small, 10_000_000)
    yield "ck.catalog, CSV", "catalog", small
    book = folder / "table.xlsx"
    workbook(book, rows)
    yield "rows.read, XLSX", "rows", book
    yield "calamine, XLSX", "calamine", book


def written(path: Path, size: int) -> None:
    """Write a CSV of so many bytes, or a line more."""
    with path.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(HEADS)
        number = 0
        while file.tell() < size:
            for _ in range(1000):
                number += 1
                words = "Uma descrição com palavras, para encher a linha. " * 3
                price, link = f"{number % 900},{number % 100:02}", f"https://a.example/{number}.jpg"
                section = f"Seção {number % 20}"
                lines.writerow(
                    (f"P-{number}", f"Produto {number}", words, price, number % 50, link, section)
                )


def workbook(path: Path, rows: int) -> None:
    """Write an XLSX as spreadsheets do: shared texts, numbers, a text in its cell."""
    start = "http://schemas.openxmlformats.org/"
    link = '<Relationship Id="r{}" Type="' + start + 'officeDocument/2006/relationships/{}" '
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", f'<Types xmlns="{start}package/2006/content-types"/>'
        )
        relations = f'<Relationships xmlns="{start}package/2006/relationships">'
        book = link.format(1, "officeDocument") + 'Target="xl/workbook.xml"/></Relationships>'
        archive.writestr("_rels/.rels", relations + book)
        parts = (("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"))
        links = (
            link.format(at, kind) + f'Target="{to}"/>' for at, (kind, to) in enumerate(parts, 1)
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f"{relations}{''.join(links)}</Relationships>"
        )
        sheet = '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
        archive.writestr("xl/workbook.xml", f'<workbook xmlns:r="r">{sheet}')
        texts = (*HEADS[:6], *(f"text {at}" for at in range(TEXTS)))
        shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
        archive.writestr("xl/sharedStrings.xml", f"<sst>{shared}</sst>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as file:
            file.write(b"<worksheet><sheetData>")
            heads = "".join(f'<c r="{c}1" t="s"><v>{at}</v></c>' for at, c in enumerate("ABCDEF"))
            file.write(f'<row r="1">{heads}</row>'.encode())
            for row in range(2, rows + 2):
                file.write(sheet_row(row).encode())
            file.write(b"</sheetData></worksheet>")


def sheet_row(row: int) -> str:
    shared = "".join(
        f'<c r="{column}{row}" t="s"><v>{6 + row * step % TEXTS}</v></c>'
        for column, step in (("A", 1), ("B", 7), ("C", 3))
    )
    numbers = f'<c r="D{row}"><v>{row / 100}</v></c><c r="E{row}"><v>{row % 50}</v></c>'
    text = f'<c r="F{row}" t="inlineStr"><is><t>https://a.example/{row}.jpg</t></is></c>'
    return f'<row r="{row}">{shared}{numbers}{text}</row>'


def measured(how: str, path: str) -> dict[str, float]:
    """Read a table here, and return its rows, the seconds they took, and the peak in MB."""
    if how == "calamine":
        from python_calamine import CalamineWorkbook

        start = time.process_time()
        with CalamineWorkbook.from_path(path) as book:
            rows = sum(1 for _ in book.get_sheet_by_index(0).iter_rows()) - 1
    elif how == "catalog":
        import campaignkit as ck

        shop = ck.Business("Sol", phone="(11) 98765-4321", country="BR")
        start = time.process_time()
        rows = len(ck.catalog(path, shop).products)
    else:
        from campaignkit.rows import read

        start = time.process_time()
        rows = sum(1 for _ in read(path))
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rows": rows, "seconds": seconds, "peak_mb": peak}


if __name__ == "__main__":
    main()
