"""Designs as files: a copy to change, and a card that says what a design needs and suits."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path
from typing import Any

import numpy as np

from campaignkit import layout, pictures, resources, stores
from campaignkit.assets.sticker import Sticker, sticker
from campaignkit.business import Business
from campaignkit.errors import BadInput, CampaignError
from campaignkit.layout.design import FOLDER
from campaignkit.payments import pix

SIZES = ((63.5, 38.1), (99.1, 67.7), (105.0, 148.0), (148.0, 105.0), (120.0, 40.0), (90.0, 90.0))
_SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="en")
_EXAMPLES = {"price": "R$ 4,50", "table": "12", "number": "0047", "offer": "20 %"}
_LINK = "https://wa.me/5511987654321"
_CELL, _GAP, _GROUND = 420, 16, 232


def copy_design(name: str, path: str | PathLike[str]) -> Path:
    """Write a built-in design into a file of one's own.

    Raises:
        NotFound: there is no such design.
        BadInput: a file is there already, its name does not end with .toml, or its folder is not
            there.
    """
    text = resources.text(FOLDER, name, ".toml", what="design")
    target = Path(fspath(path))
    stores.check_target(str(target), (".toml",))
    if target.exists():
        raise BadInput(
            f"{target} is there already, and may have your changes. Name another with -o.",
            rule="design.copy-there",
            path=str(target),
        )
    stores.write_file(target, text.encode())
    return target


@dataclass(frozen=True, slots=True)
class DesignCard:
    """What a design needs, which labels it suits, and how it looks on some."""

    design: layout.Design
    theme: str | None = None
    path: str = ""

    @classmethod
    def of(cls, name: str, *, theme: str | None = None) -> DesignCard:
        """Return the card of a design by its name, or of the file of one's own.

        Raises:
            NotFound, BadInput: there is no such design or theme, or the file has mistakes.
        """
        layout.styling(theme)
        return cls(layout.load(name), theme, name)

    def __str__(self) -> str:
        design = self.design
        worn = design if self.theme is None else layout.load_theme(self.theme).arranged(design)
        facts = [
            *(f"  {name} (needed): {what}" for name, what in design.needs.items()),
            *(f"  {name}: {what}" for name, what in design.options.items()),
            "  title, note: understood by every design",
        ]
        limits = [
            f"  {each.name}: {each.width[0]:g} to {each.width[1]:g} x {each.height[0]:g} to "
            f"{each.height[1]:g} mm{', round' * (each.shape == 'round')}"
            for each in worn.layouts(themed=self.theme is not None)
        ]
        width, height = design.size
        return "\n".join(
            (
                f"{self.path}: {design.title}. {design.description}",
                f"Its own size: {width:g} x {height:g} mm.",
                f"Languages: {', '.join(design.languages) or 'as drawn'}.",
                "Facts:",
                *facts,
                "Labels:",
                *limits,
            )
        )

    def stickers(self) -> list[Sticker]:
        """Return it on some of the labels that it suits, its own size first, with example facts.

        Raises:
            CampaignError: it can be drawn on none of them; says why not at its own size.
        """
        design = self.design
        facts: dict[str, Any] = {
            name: _LINK if name in ("menu", "pay") else _EXAMPLES.get(name, name.capitalize())
            for name in design.needs
            if name != "clear"
        }
        link = None
        if design.link == "payment":
            link = pix.payload(key="sol@example.com", name="Sol", city="Recife", amount="25.50")
        if design.link == "given":
            link = "https://example.com"
        made: list[Sticker] = []
        faults: list[CampaignError] = []
        for size in (design.size, *SIZES):
            try:
                one = sticker(
                    self.path, _SHOP, link=link, size_mm=size, theme=self.theme, facts=facts
                )
                one.drawing()
            except CampaignError as err:
                faults.append(err)  # a size that it does not suit; which it does stands in the text
                continue
            made.append(one)
        if not made:
            raise faults[0]
        return made

    def png(self) -> bytes:
        """Return one picture of it on these labels, side by side."""
        shown = [
            pictures.open_within(one.png(dpi=_CELL / max(one.size) * 25.4), _CELL).array()[:, :, :3]
            for one in self.stickers()
        ]
        columns = min(4, len(shown))
        rows, pitch = -(-len(shown) // columns), _CELL + _GAP
        board = np.full((rows * pitch + _GAP, columns * pitch + _GAP, 3), _GROUND, dtype=np.uint8)
        for at, pixels in enumerate(shown):
            y, x = _GAP + at // columns * pitch, _GAP + at % columns * pitch
            board[y : y + pixels.shape[0], x : x + pixels.shape[1]] = pixels
        return pictures.png(board)
