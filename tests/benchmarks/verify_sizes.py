"""Every label size of the stock x every design: drawn, or refused with all limits.

    python tests/benchmarks/verify_sizes.py [--named]

Each design is drawn on each distinct label of all sheets and rolls (to 0.1 mm) with a shop of
usual length, in turn in Portuguese, Arabic, Hindi and English. What is drawn must have its code
on the label, with modules of MIN_MODULE_MM at least; what is refused must say so in mm: the
layouts' limits, or the text or code that does not fit. Shown: a table of the sizes named in
NAMED (with the layout's lints), then a line a band of sizes. --named: the first table alone.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from typing import Any

from campaignkit import layout, qr
from campaignkit.business import Business
from campaignkit.errors import CampaignError, TooBig
from campaignkit.proof.lints import lint
from campaignkit.qr import MIN_MODULE_MM
from campaignkit.stock import table

SHOPS = (
    Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR"),
    Business("مخبز الشمس", phone="0100 123 4567", country="EG", language="ar"),
    Business("सूरज बेकरी", phone="98765 43210", country="IN", language="hi"),
    Business("Harbour Coffee", phone="020 7946 0018", country="GB", language="en"),
)
NAMED = (  # those that shops ask for, and that had no layout
    (54.0, 17.0, "rect"),
    (17.0, 54.0, "rect"),
    (25.0, 25.0, "rect"),
    (34.0, 22.0, "rect"),
    (44.5, 12.7, "rect"),
    (12.7, 44.5, "rect"),
    (20.0, 30.0, "rect"),
    (87.3, 16.9, "rect"),
    (38.1, 21.2, "rect"),
    (63.5, 38.1, "rect"),
    (99.1, 57.3, "rect"),
    *((float(d), float(d), "round") for d in (24, 30, 40, 50, 60)),
)
LINK = "https://wa.me/5511987654321"
FACTS = {"price": "R$ 9,90", "table": "12", "menu": LINK, "pay": LINK, "clear": "Pix R$ 12,50"}
FACTS |= {"network": "Padaria", "product": "Mel", "amount": "R$ 10"}
BANDS = (13, 17, 22, 30, 40, 60, 100, 1000)  # mm of the shorter side
Label = tuple[float, float, str]


def of_stock() -> list[Label]:
    """Return every distinct label of the table."""
    found = {
        (*(round(side, 1) for side in stock.label), "rect" if stock.shape == "rect" else "round")
        for stock in map(table.stock_of, table.lines())
    }
    return sorted(found, key=lambda each: (min(each[:2]), each))


def drawn(design: layout.Design, shop: Business, label: Label) -> Any:
    """Return the drawing of a design on a label.

    Raises:
        CampaignError: it cannot be drawn.
    """
    width, height, shape = label
    ready = layout.compiled(design, shop, shop.language, width=width, height=height, shape=shape)
    facts: dict[str, Any] = dict.fromkeys(design.options, "")
    facts |= {name: FACTS.get(name, "12") for name in design.needs}
    return ready.draw({**facts, "title": "", "note": ""}, qr.encode(LINK))


def outcome(design: layout.Design, shop: Business, label: Label, *, linted: bool) -> str:
    """Return one sign: # drawn, L no layout, C the code, T a text does not fit; ! is a fault."""
    try:
        made = drawn(design, shop, label)
    except CampaignError as err:
        return _refusal(design, label, err)
    width, height, shape = label
    if (made.width, made.height) != (width, height):
        return "!"
    for code in made.codes():
        corners = (code.x, code.y, code.x + code.side, code.y + code.side)
        inside = min(corners) > -0.01 and corners[2] < width + 0.01 and corners[3] < height + 0.01
        if not inside or code.module < MIN_MODULE_MM - 1e-6:
            return "!"
    outline = "round" if shape == "round" else "rect"
    if linted and any(each.severity == "error" for each in lint(made, outline=outline)):
        return "!"
    return "#"


def _refusal(design: layout.Design, label: Label, err: CampaignError) -> str:
    said = str(err)
    if isinstance(err, TooBig):
        code = "modules across" in said
        return ("C" if code else "T") if re.search(r"\d mm", said) else "!"
    fitting = (each for each in design.layouts() if each.shape == label[2])
    nearest = min(fitting, key=lambda each: each.beyond(*label[:2]), default=None)
    return "L" if nearest is None or nearest.limits(label[0] / label[1]) in said else "!"


def named() -> int:
    """Print the table of NAMED; return the faults."""
    designs = [layout.load(name) for name in layout.names()]
    print("sizes x designs: # drawn, L no layout, C code, T text too large for it, ! fault")
    print("  four signs each: pt_BR, ar, hi, en")
    for number, design in enumerate(designs, 1):
        print(f"  {number:2} {design.name}")
    print(" " * 22 + " ".join(f"{number:<4}" for number in range(1, len(designs) + 1)))
    faults = 0
    for label in NAMED:
        cells = [
            "".join(outcome(design, shop, label, linted=True) for shop in SHOPS)
            for design in designs
        ]
        faults += "".join(cells).count("!")
        print(f"  {label[0]:5g} x {label[1]:5g} {label[2]:5} ", " ".join(cells))
    return faults


def bands() -> int:
    """Print what becomes of all labels of the stock; return the faults."""
    designs = [layout.load(name) for name in layout.names()]
    counts: dict[int, Counter[str]] = {}
    labels: Counter[int] = Counter()
    for number, label in enumerate(of_stock()):
        band = next((most for most in BANDS if min(label[:2]) < most), BANDS[-1])
        labels[band] += 1
        for at, design in enumerate(designs):
            shop = SHOPS[(number + at) % len(SHOPS)]
            found = outcome(design, shop, label, linted=False)
            counts.setdefault(band, Counter())[found] += 1
            if found == "!":
                print("  fault:", design.name, label, shop.language)
    print("shorter side, mm    labels    drawn  no layout   code   text  faults")
    for band, found in sorted(counts.items()):
        signs = "  ".join(f"{found[sign]:7}" for sign in "#LCT!")
        print(f"  below {band:4}          {labels[band]:6}  {signs}")
    return sum(found["!"] for found in counts.values())


if __name__ == "__main__":
    faults = named()
    if "--named" not in sys.argv:
        faults += bands()
    print("faults:", faults)
    sys.exit(bool(faults))
