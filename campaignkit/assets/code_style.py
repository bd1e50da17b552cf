"""How a QR code looks: the style of its modules, their colour, a logo in the middle.

Nothing here can make a code that does not scan unnoticed: what is printed is read back and
measured all the same. Contrast is judged there, from the pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from campaignkit.drawing import LOGO_BORDER, Style
from campaignkit.errors import BadInput, TooBig, did_you_mean
from campaignkit.qr import LEVELS, Symbol, budget, logo_modules, logo_share
from campaignkit.resources import AsOf

if TYPE_CHECKING:
    from campaignkit.vectors import Figure

STYLES: tuple[Style, ...] = get_args(Style)
BLACK = "#000000"
_LOGO_MM = 50.8  # of the largest logo kept with all its pixels: 1,200 of them at 600 an inch
_JUDGED_MM = 10.0  # of a box small enough to open a picture quickly
_LEAST = 1.0  # modules that a logo is high or wide at least, to be seen at all: our guess


@dataclass(frozen=True, slots=True)
class Look:
    """style: one of STYLES. dark: "#RRGGBB", of the modules. logo: a picture, outlines, or
    None.

    Raises:
        BadInput: another style, or no colour.
    """

    style: Style = "square"
    dark: str = BLACK
    logo: Figure | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.style, str) or self.style not in STYLES:
            near = did_you_mean(str(self.style), STYLES) or f" There are: {', '.join(STYLES)}."
            raise BadInput(
                f"there is no style called {self.style!r}.{near}",
                rule="code.style",
                style=self.style,
            )
        if not isinstance(self.dark, str) or self.dark != BLACK:
            from campaignkit.business import hex_color  # it knows phones and languages: a while

            object.__setattr__(self, "dark", hex_color(self.dark, key="dark"))

    def cleared(self, symbol: Symbol) -> int:
        """Return the modules along the square that the logo takes in the middle; 0 without one.

        Raises:
            BadInput: there is none at this level, or the picture is too long and thin.
            TooBig: the code is too small for a logo that could be made out.
        """
        if self.logo is None:
            return 0
        check_level(symbol.level)
        modules = logo_modules(symbol.version, symbol.level)
        if not modules:
            raise TooBig(_no_room(symbol), rule="logo.no-room")
        short, long = sorted((self.logo.width, self.logo.height))
        room = modules - 2 * LOGO_BORDER
        if room * short < long * _LEAST:
            raise BadInput(
                f"the logo is {self.logo.width:g} x {self.logo.height:g} pixels: in the "
                f"{modules} x {modules} modules that this code can spare it would be a line, "
                "thinner than a module. Crop it, so that it is at most "
                f"{room / _LEAST:g} times as long as wide.",
                rule="logo.thin",
                modules=modules,
            )
        return modules


PLAIN = Look()


def look(style: Any = "square", dark: Any = BLACK, logo: str | PathLike[str] | None = None) -> Look:
    """Return how a code looks; logo: the path of a picture.

    Raises:
        BadInput: no such style, no colour, or what is there is no picture.
        NotFound: there is no such picture; names the nearest.
        TooBig: the picture has more than 200 million pixels.
    """
    return Look(style, dark, None if logo is None else open_logo(logo))


def open_logo(path: object) -> Figure:
    """Return the picture at a path, made to fit where it is huge, or the outlines of an SVG.

    Raises as `look` does.
    """
    if not isinstance(path, str | PathLike) or not str(path).strip():
        raise BadInput(f"logo={path!r} is not the path of a picture.", rule="logo.path", path=path)
    from campaignkit import vectors

    return vectors.open_logo(path, _LOGO_MM, _LOGO_MM)


@lru_cache(maxsize=16)
def check_logo(path: Path, _state: AsOf) -> None:
    """Raise if nothing of a shop's logo would be seen, or it cannot be opened.

    It is remembered until the file is changed.
    """
    from campaignkit import vectors

    vectors.open_logo(path, _JUDGED_MM, _JUDGED_MM)


def check_level(level: str) -> None:
    """Raise BadInput if a code of this level can spare nothing for a logo."""
    if not logo_share(level):
        shares = ", ".join(f"{each!r} ({logo_share(each):.0%})" for each in LEVELS[1:])
        raise BadInput(
            f"level={level!r} leaves no room for a logo: too little of the code can be restored. "
            f"Use level {shares}; in brackets how much of the code a logo may cover.",
            rule="logo.level",
            level=level,
            shares=shares,
        )


def _no_room(symbol: Symbol) -> str:
    """Return what is wrong with a code of the smallest version, and what would do."""
    side = len(symbol.modules)
    larger = budget(symbol.text, level=LEVELS[-1])
    said = (
        f"a code of {side} x {side} modules cannot spare the 5 x 5 that a logo needs to be made "
        "out: information that every reader needs is nearer to its middle."
    )
    for level in LEVELS[LEVELS.index(symbol.level) + 1 :]:
        larger = budget(symbol.text, level=level)
        if larger.version > symbol.version:
            return f"{said} Use level {level}, at which it has {larger.modules} x {larger.modules}."
    return f"{said} Use level H and a longer text: at least {larger.bytes_left + 1} bytes more."
