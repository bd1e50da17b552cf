"""How a printed thing is shown: its picture, and its files to download."""

from __future__ import annotations

from campaignkit.assets.printing import PICTURE_DPI, PREVIEW_DPI, Printed
from campaignkit.assets.showing import figure
from campaignkit.units import px

PROVEN = "Read back from the finished page, to the letter."
_LARGEST_PX = 1_000  # the longer side of a picture; larger ones only cost time
_PNG_MOST = 3_000_000  # pixels of a PNG made at every change; larger ones are saved by name


def picture(made: Printed) -> str:
    """Return it as it prints, as HTML with alternative text."""
    dpi = min(PREVIEW_DPI, _LARGEST_PX / px(max(made.size), 1))
    return figure(made.png(dpi=dpi), made.size[0], made.alternative)


def files(made: Printed, name: str) -> dict[str, bytes]:
    """Return the files that `made.save()` would write, under the name's stem."""
    stem = name.rpartition(".")[0] or name
    found = {f"{stem}.pdf": made.pdf(), f"{stem}.svg": made.svg()}
    width, height = (px(side, PICTURE_DPI) for side in made.size)
    if width * height <= _PNG_MOST:
        found[f"{stem}.png"] = made.png()
    return found
