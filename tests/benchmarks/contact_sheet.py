"""The built-in designs to look at: in five languages on one sheet, and in their layouts.

    python tests/benchmarks/contact_sheet.py FOLDER

Writes designs.pdf, designs.png and layouts.png (the picture of the README, kept in docs/img), with
the defaults as they are, and prints what reading the codes back found.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

import campaignkit as ck

SHOPS = [
    ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR"),
    ck.Business("Harbour Coffee", phone="020 7946 0018", country="GB", colors="#0F4C5C"),
    ck.Business("مخبز الشمس", phone="010 01234567", country="EG", language="ar", colors="#1B6B4A"),
    ck.Business("सूरज बेकरी", phone="98765 43210", country="IN", language="hi", colors="#FFD600"),
    ck.Business("El Sol", phone="55 1234 5678", country="MX", language="es", colors="#5B2A86"),
]
BAKERY = ck.Business(
    "Padaria Sol",
    phone="(11) 98765-4321",
    country="BR",
    language="pt_BR",
    colors=["#7B2D26", "#F2A541"],
    hours="Todo dia, 6h às 20h",
    address="Rua das Acácias, 120",
    logo=Path(__file__).parents[2] / "templates" / "campaigns" / "bakery" / "logo.png",
)
NEEDS = {"table-number": {"table": 12}}
FOUR = ("chat-with-us", "open-for-business", "see-our-catalog", "table-number")
# Rows of the picture: design, shop, width and height in mm, round.
LAYOUTS = (
    (
        ("open-for-business", BAKERY, 105, 148, False),
        ("chat-with-us", SHOPS[2], 105, 148, False),
        ("see-our-catalog", SHOPS[4], 105, 148, False),
        ("table-number", SHOPS[1], 105, 148, False),
    ),
    (
        ("open-for-business", SHOPS[4], 148, 105, False),
        ("see-our-catalog", SHOPS[3], 148, 105, False),
        ("chat-with-us", BAKERY, 105, 105, True),
    ),
    (
        ("chat-with-us", SHOPS[3], 190, 38, False),
        ("table-number", SHOPS[2], 105, 37, False),
        ("chat-with-us", SHOPS[1], 50, 50, False),
        ("see-our-catalog", SHOPS[0], 38.1, 21.2, False),
    ),
)
WIDE, GAP, PX_MM = 1400, 12, 3.15


def picture(design: str, shop: ck.Business, width: float, height: float, round_: bool) -> Image:
    """Return one label as it prints, with its outline."""
    label = ck.sticker(design, shop, text="Oi!", size_mm=(width, height), **NEEDS.get(design, {}))
    if round_:
        stock = ck.Stock(
            name="round",
            page=(width, height),
            label=(width, height),
            grid=(1, 1),
            margin=(0, 0),
            shape="round",
        )
        data = ck.sheet(label, stock=stock).page(1).png(dpi=300)
    else:
        print(f"{design} {width:g} x {height:g} mm: {label.check()}")
        data = label.png(dpi=300)
    size = (round(width * PX_MM), round(height * PX_MM))
    made = Image.open(BytesIO(data)).convert("RGB").resize(size, Image.Resampling.LANCZOS)
    mask = Image.new("L", size, 0 if round_ else 255)
    draw = ImageDraw.Draw(mask)
    if round_:
        draw.ellipse((0, 0, size[0] - 1, size[1] - 1), fill=255)
    ground = Image.new("RGB", size, "#E2E2E2")
    ground.paste(made, mask=mask)
    pen = ImageDraw.Draw(ground)
    edge = (0, 0, size[0] - 1, size[1] - 1)
    (pen.ellipse if round_ else pen.rectangle)(edge, outline="#B0B0B0")
    return ground


def layouts(path: Path) -> None:
    """Write the picture of the layouts."""
    rows = [[picture(*each) for each in row] for row in LAYOUTS]
    high = sum(max(each.height for each in row) for row in rows) + GAP * (len(rows) + 1)
    whole = Image.new("RGB", (WIDE, high), "#E2E2E2")
    top = GAP
    for row in rows:
        left = GAP
        for each in row:
            whole.paste(each, (left, top))
            left += each.width + GAP
        top += max(each.height for each in row) + GAP
    whole.quantize(256, method=Image.Quantize.MAXCOVERAGE).save(path, optimize=True)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    labels = [
        ck.sticker(design, shop, text="1", **NEEDS.get(design, {}))
        for design in FOUR
        for shop in SHOPS
    ]
    sheet = ck.sheet(labels, stock="Avery Zweckform 3652")
    print(f"{len(labels)} stickers: {sheet.check()}")
    sheet.save(folder / "designs.pdf")
    (folder / "designs.png").write_bytes(sheet.page(1).png(dpi=150))
    layouts(folder / "layouts.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
