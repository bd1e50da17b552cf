"""How a QR code looks: the style of its modules, their colour, a logo in the middle.

Nothing here can make a code that does not scan unnoticed: what is printed is read back and
measured all the same. Contrast is judged there, from the pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from typing import TYPE_CHECKING, Any, get_args

from campaignkit.drawing import LOGO_BORDER, Style
from campaignkit.errors import BadInput, TooBig, did_you_mean
from campaignkit.qr import LEVELS, Symbol, budget, logo_modules, logo_share

if TYPE_CHECKING:
    from campaignkit.pictures import Picture

STYLES: tuple[Style, ...] = get_args(Style)
BLACK = "#000000"
_LOGO_PX = 1200  # 10 cm at 300 dpi; larger pictures are made to fit
_LEAST = 1.0  # modules that a logo is high or wide at least, to be seen at all: our guess


@dataclass(frozen=True, slots=True)
class Look:
    """style: one of STYLES. dark: "#RRGGBB", of the modules. logo: a picture, None: none.

    Raises:
        BadInput: another style, or no colour.
    """

    style: Style = "square"
    dark: str = BLACK
    logo: Picture | None = None

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
                f"the logo is {self.logo.width} x {self.logo.height} pixels: in the {modules} x "
                f"{modules} modules that this code can spare it would be a line, thinner than a "
                f"module. Crop it, so that it is at most {room / _LEAST:g} times as long as wide.",
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
        TooBig: the picture has more than 50 million pixels.
    """
    return Look(style, dark, None if logo is None else open_logo(logo))


def open_logo(path: object) -> Picture:
    """Return the picture at a path, made to fit where it is huge.

    Raises as `look` does.
    """
    if not isinstance(path, str | PathLike) or not str(path).strip():
        raise BadInput(f"logo={path!r} is not the path of a picture.", rule="logo.path", path=path)
    from campaignkit import pictures

    found = pictures.open_within(path, _LOGO_PX)
    alpha = found.alpha()
    if alpha is not None and not any(alpha):
        raise BadInput(
            f"logo={str(path)!r}: the picture is transparent everywhere, so nothing of it would "
            "be seen. Export it again with its ink.",
            rule="logo.transparent",
        )
    return found


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
