"""Every design x theme in five languages, as a picture a theme and language, and a page of them.

    python tests/benchmarks/gallery.py [FOLDER]

FOLDER: default docs/gallery. What cannot be drawn is printed with its reason, and leaves a gap.
A picture more a theme shows odd shapes: A3, a card for the hand, a strip, a banner, a slender and
a round label. Every other design of the photo theme has a picture, of lights out of focus, which
is made here.
"""

from __future__ import annotations

import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from campaignkit import layout, pictures, qr
from campaignkit.assets.printed_asset import pdf_page, pixels_of
from campaignkit.assets.sticker import Sticker, sticker
from campaignkit.business import Business
from campaignkit.errors import CampaignError
from campaignkit.layout import themes
from campaignkit.payments import pix

CELL, GAP, GROUND, ACROSS = 220, 8, 232, 6  # pixels; designs in a row
QUALITY = 18  # of WebP: all of them below 4 MB
COLORS = {
    "bold": ["#1D4E89", "#F7B32B"],
    "classic": ["#0F766E", "#F59E0B"],
    "craft": ["#9C3D22", "#5B7F4B"],
    "market": ["#B5451B", "#F2B632"],
    "minimal": ["#1F3A5F", "#C8553D"],
    "one-ink": ["#000000", "#000000"],
    "photo": ["#7A1F3D", "#F4A259"],
}
LIGHTS, PHOTO = 90, (900, 1200)  # discs of light in the picture; its height and width, pixels
SHOPS = {
    "en": ("Harbour Bakery", "020 7946 0018", "GB", "Mon–Fri 7–18; Sat 8–14"),
    "pt_BR": ("Padaria Sol", "(11) 98765-4321", "BR", "Seg–sex 6h–20h; Sáb 7h–18h"),
    "ar": ("مخبز الشمس", "0100 123 4567", "EG", "السبت–الخميس ٨–٢٢"),
    "hi": ("सूरज बेकरी", "98765 43210", "IN", "सोम–शुक्र 8–20; शनि 9–18"),
    "es": ("Panadería El Sol", "55 1234 5678", "MX", "Lun–vie 7–20; Sáb 8–14"),
}
SHAPES = (
    ("poster", (297, 420), "rect"),
    ("chat-with-us", (105, 148), "rect"),
    ("chat-with-us", (80, 80), "round"),
    ("price-tag", (80, 80), "round"),
    ("chat-with-us", (60, 180), "rect"),
    ("opening-hours", (148, 210), "rect"),
    ("chat-with-us", (190, 38), "rect"),
    ("street-banner", (3000, 800), "rect"),
)  # designs, width and height in mm, outlines
LINK = "https://wa.me/5511987654321"
PAYMENT = pix.payload(key="sol@example.com", name="Padaria Sol", city="Recife", amount="25.50")
FACTS = {
    "table": "12",
    "price": "R$ 4,50",
    "menu": LINK,
    "pay": PAYMENT,
    "ingredients": "500 g · 100 %",
    "event": "Sol 2027",
    "when": "12/6 · 19:00",
    "number": "0047",
    "to": "M. Souza",
    "address_to": "Rua Augusta 1500\n01304-001 São Paulo",
    "network": "PadariaSol",
    "password": "paoquentinho",
    "offer": "20 %",
}


@cache
def photo() -> str:
    """Return the path of a picture as of a shop at night: warm lights out of focus."""
    chance = np.random.default_rng(7)
    y, x = np.mgrid[: PHOTO[0], : PHOTO[1]].astype(np.float32)
    warm = np.array([255, 190, 110], np.float32)
    shade = 0.22 + 0.3 * (1 - y / PHOTO[0])
    pixels = shade[:, :, None] * np.array([150, 92, 60], np.float32)
    for _ in range(LIGHTS):
        across, down = chance.uniform(0, PHOTO[1]), PHOTO[0] * chance.beta(1.6, 2.2)
        radius = chance.uniform(18, 70)
        away = np.hypot(x - across, y - down) / radius
        disc = np.clip((1 - away) * 9, 0, 1) * (0.55 + 0.45 * away**2)
        glow = warm * chance.uniform(0.75, 1.0, 3)
        pixels += disc[:, :, None] * glow * chance.uniform(0.18, 0.6)
    file = Path(tempfile.mkdtemp()) / "shop.png"
    file.write_bytes(pictures.png(pixels.clip(0, 255).astype(np.uint8)))
    return str(file)


def made(name: str, theme: str, language: str) -> Sticker:
    design = layout.load(name)
    called, phone, country, hours = SHOPS[language]
    shop = Business(
        called,
        phone=phone,
        country=country,
        language=language,
        hours=hours,
        colors=COLORS[theme],
    )
    artwork = "bakery" if not design.artwork else None
    if theme == "photo" and layout.names().index(name) % 2:
        artwork = photo()
    options: dict[str, Any] = {"theme": theme, "artwork": artwork}
    if design.link in ("payment", "given"):
        options["link"] = PAYMENT if design.link == "payment" else "https://example.com/review"
    wanted = {*design.needs, *({"password"} & design.options.keys())}
    facts = {key: FACTS[key] for key in wanted if key in FACTS}
    return sticker(name, shop, facts=facts, **options)


def picture(name: str, theme: str, language: str) -> np.ndarray[Any, Any] | None:
    """Return a design as pixels, its longer side a cell; None: it cannot be drawn."""
    try:
        one = made(name, theme, language)
        data = one.png(dpi=2 * CELL / max(one.size) * 25.4)
    except CampaignError as err:
        print(f"{name}, {theme}, {language}: {err}")
        return None
    return pictures.open_within(data, CELL).array()[:, :, :3]


def shaped(name: str, theme: str, size: tuple[float, float], outline: str) -> Any:
    """Return a design on a label of a size (mm) and outline as pixels, its longer side a cell."""
    drawing = made(name, theme, "en").drawn(
        qr.encode(LINK), width=size[0], height=size[1], shape=outline
    )
    data = pictures.png(pixels_of(pdf_page(drawing), dpi=2 * CELL / max(size) * 25.4))
    pixels = pictures.open_within(data, CELL).array()[:, :, :3].copy()
    if outline == "round":
        down, across = np.mgrid[: pixels.shape[0], : pixels.shape[1]]
        radius = pixels.shape[0] / 2
        pixels[np.hypot(down + 0.5 - radius, across + 0.5 - radius) > radius] = GROUND
    return pixels


def board(shown: list[np.ndarray[Any, Any] | None]) -> np.ndarray[Any, Any]:
    """Return pictures side by side: a row as high as it needs."""
    rows = [shown[at : at + ACROSS] for at in range(0, len(shown), ACROSS)]
    heights = [max(each.shape[0] for each in row if each is not None) for row in rows]
    size = (sum(heights) + (len(rows) + 1) * GAP, ACROSS * (CELL + GAP) + GAP, 3)
    pixels = np.full(size, GROUND, dtype=np.uint8)
    top = GAP
    for row, height in zip(rows, heights, strict=True):
        for column, each in enumerate(row):
            if each is not None:
                y = top + (height - each.shape[0]) // 2
                x = GAP + column * (CELL + GAP) + (CELL - each.shape[1]) // 2
                pixels[y : y + each.shape[0], x : x + each.shape[1]] = each
        top += height + GAP
    return pixels


def page() -> str:
    """Return the page of the docs."""
    lines = [
        "# Gallery",
        "",
        "Every design in every theme, in five languages, and each theme on odd shapes. Made by "
        "`python tests/benchmarks/gallery.py`.",
        "",
        f"In each picture, {ACROSS} in a row:",
        "",
    ]
    lines += [
        f"{n}. **{name}**: {layout.load(name).description}"
        for n, name in enumerate(layout.names(), 1)
    ]
    for theme in themes.names():
        lines += ["", f"## {theme}", "", themes.load_theme(theme).description]
        for language in SHOPS:
            said = f"Every design in the theme {theme}, {language}"
            lines += ["", f"![{said}](gallery/{theme}-{language}.webp)"]
        said = f"The theme {theme} on A3, in the hand, and on round, slender and long labels"
        lines += ["", f"![{said}](gallery/{theme}-shapes.webp)"]
    return "\n".join(lines) + "\n"


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for theme in themes.names():
        boards = {
            language: [picture(name, theme, language) for name in layout.names()]
            for language in SHOPS
        }
        boards["shapes"] = [shaped(name, theme, size, outline) for name, size, outline in SHAPES]
        for which, shown in boards.items():
            path = folder / f"{theme}-{which}.webp"
            path.write_bytes(pictures.webp(board(shown), quality=QUALITY))
            print(path)
    (folder.parent / "gallery.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs/gallery"))
