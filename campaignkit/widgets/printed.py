"""How a printed thing is shown: its picture, and its files to download."""

from __future__ import annotations

from campaignkit.assets.printing import PICTURE_DPI, PREVIEW_DPI, Printed
from campaignkit.assets.sheet import SheetPage
from campaignkit.assets.showing import figure
from campaignkit.units import px
from campaignkit.widgets import html

PROVEN = "Read back from the finished page, to the letter."
_PAGE_DPI = 96
_PAGE_MM = 140.0  # a page is shown at most so wide, to be seen as a whole
_LARGEST_PX = 1_000  # the longer side of a picture; larger ones only cost time
_PNG_MOST = 3_000_000  # pixels of a PNG made at every change; larger ones are saved by name


def picture(made: Printed, *, least_mm: float = 0.0) -> str:
    """Return it as it prints, as HTML with alternative text.

    least_mm: a narrower one is shown as wide as this, and says so.
    """
    width = max(made.size[0], least_mm)
    dpi = min(PREVIEW_DPI * width / made.size[0], _LARGEST_PX / px(max(made.size), 1))
    larger = width / made.size[0]
    note = f"Shown {larger:.1f} times as large as it prints." if larger > 1 else ""
    return figure(made.png(dpi=dpi), width, made.alternative, note=note)


def page(made: SheetPage) -> str:
    """Return a page as it prints, as HTML with alternative text."""
    width = min(made.content.width, _PAGE_MM)
    return figure(made.png(dpi=_PAGE_DPI), width, made.alternative)


def proven(made: Printed, name: str) -> tuple[str, dict[str, bytes]]:
    """Return what reading it back found, in words, and its files: none if phones cannot read it."""
    found = made.check()
    return html.findings(found, fine=PROVEN), {} if found.errors else files(made, name)


def files(made: Printed, name: str) -> dict[str, bytes]:
    """Return the files that `made.save()` would write, under the name's stem."""
    stem = name.rpartition(".")[0] or name
    found = {f"{stem}.pdf": made.pdf(), f"{stem}.svg": made.svg()}
    width, height = (px(side, PICTURE_DPI) for side in made.size)
    if width * height <= _PNG_MOST:
        found[f"{stem}.png"] = made.png()
    return found
