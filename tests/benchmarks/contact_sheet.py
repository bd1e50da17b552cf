"""Each built-in design in five languages on one sheet of labels, to look at and to print.

    python tests/benchmarks/contact_sheet.py FOLDER

Writes designs.pdf and designs.png, and prints what reading the codes of the finished page
back found.
"""

from __future__ import annotations

import sys
from pathlib import Path

import campaignkit as ck

SHOPS = [
    ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR"),
    ck.Business("Harbour Coffee", phone="020 7946 0018", country="GB", colors="#0F4C5C"),
    ck.Business("مخبز الشمس", phone="010 01234567", country="EG", language="ar", colors="#1B6B4A"),
    ck.Business("सूरज बेकरी", phone="98765 43210", country="IN", language="hi", colors="#FFD600"),
    ck.Business("El Sol", phone="55 1234 5678", country="MX", language="es", colors="#5B2A86"),
]
NEEDS = {"table-number": {"table": 12}}


def main(folder: Path) -> None:
    labels = [
        ck.sticker(design.name, shop, text="1", **NEEDS.get(design.name, {}))
        for design in ck.designs()
        if design.name not in {"pay-here", "shelf-tag"}  # these need prices and payments
        for shop in SHOPS
    ]
    sheet = ck.sheet(labels, stock="Avery Zweckform 3652")
    print(f"{len(labels)} stickers: {sheet.check()}")
    sheet.save(folder / "designs.pdf")
    (folder / "designs.png").write_bytes(sheet.page(1).png(dpi=150))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
