"""Whether full sheets of the smallest labels pass, bare codes side by side. Run, do not import.

    python tests/benchmarks/verify_small_labels.py [stocks]

A full sheet of bare codes, each with a number of its own, on each of the stocks with the smallest
labels: finder patterns stand closest there, and a reader takes them for one another. Whatever
`check()` says of a code that is right is a false alarm. Then, on every sheet, one code says
something else and one has a line through its margin: both must be told, and nothing else.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import campaignkit as ck
from campaignkit.drawing import Page, Shape
from campaignkit.errors import CampaignError
from campaignkit.problems import Problems
from campaignkit.proof.document import labels_of
from campaignkit.proof.pages import check_pdf
from campaignkit.render import pdf


def sheets(count: int) -> Iterator[tuple[ck.Stock, ck.Sheet]]:
    """Yield full sheets of the smallest labels that have room for such a code."""
    smallest = sorted(ck.stocks(), key=lambda stock: (min(stock.label), max(stock.label)))
    for stock in smallest:
        if count == 0:
            return
        if stock.per_sheet < 2:
            continue
        sheet = ck.sheet([_code(n) for n in range(stock.per_sheet)], stock=stock.name)
        try:
            sheet.page(1)
        except CampaignError:
            continue  # modules below 0.33 mm, or none at all
        count -= 1
        yield stock, sheet


def _code(number: int) -> ck.Code:
    return ck.qr_code(f"https://wa.me/55119{80_000_000 + number}")


def found_on(sheet: ck.Sheet) -> Counter[str]:
    """Return the rules of what check() says of the codes of a sheet."""
    return _of_codes(sheet.check())


def _of_codes(problems: Problems) -> Counter[str]:
    return Counter(
        each.rule for each in problems if each.rule.startswith("scan.") or each.severity == "error"
    )


def planted_on(sheet: ck.Sheet) -> Counter[str]:
    """Return what is said of a sheet on which two codes are not what they should be."""
    (page,) = sheet.pages()
    expected = [code for label in labels_of(page) for code in label.codes]
    expected[0] = replace(expected[0], text="https://wa.me/5511900000000")
    last, second = page.placed[-1], expected[-1]
    module = second.size_mm / 25
    line = Shape(
        path=(
            ("M", second.x_mm - last.x - 2 * module, second.y_mm - last.y),
            ("L", second.x_mm - last.x - 2 * module, second.y_mm - last.y + second.size_mm),
        ),
        stroke="#000000",
        stroke_width=module,
    )
    drawing = replace(last.drawing, items=(*last.drawing.items, line))
    placed = (*page.placed[:-1], last._replace(drawing=drawing))
    spoilt = Page(page.width, page.height, placed, page.under, page.matrix)
    out = BytesIO()
    pdf.write([spoilt], out)
    (checked,) = check_pdf(out.getvalue(), expected=[expected])
    return _of_codes(checked.problems)


def main(count: int) -> None:
    codes, alarms, missed, stocks = 0, Counter[str](), Counter[str](), []
    for stock, sheet in sheets(count):
        stocks.append(stock)
        codes += stock.per_sheet
        if said := found_on(sheet):
            alarms += said
            print(f"  false alarms on {stock.name}: {dict(said)}")
        planted = planted_on(sheet)
        if planted != Counter({"scan.text": 1, "scan.quiet-zone": 1}):
            missed[stock.name] += 1
            print(f"  planted on {stock.name}: told {dict(planted)}")
    first, last = (" x ".join(f"{side:g}" for side in s.label) for s in (stocks[0], stocks[-1]))
    print(f"{len(stocks)} stocks, labels of {first} to {last} mm, {codes:,} codes: ", end="")
    print(f"{alarms.total()} false alarms")
    print(f"2 planted faults a sheet, of {2 * len(stocks)}: otherwise told on {len(missed)} sheets")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 45)
