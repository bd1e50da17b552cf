"""A QR code on its own: it saves, checks and shows itself, and can go on a sheet.

With a style, a colour, a logo in its middle: as far as decoders were seen to read them (`Look`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from campaignkit import qr
from campaignkit.assets.code_style import BLACK, PLAIN, Look, look
from campaignkit.assets.printed_asset import Printed
from campaignkit.drawing import CodeBox, Drawing
from campaignkit.errors import BadInput, TooBig
from campaignkit.problems import Problem, Where
from campaignkit.qr import LEVELS, MIN_MODULE_MM, MODULE_MM, QUIET_MODULES, Mode, Symbol
from campaignkit.units import mm_text

NOWHERE = Where()

if TYPE_CHECKING:
    from os import PathLike

    import numpy as np
    from numpy.typing import NDArray

    from campaignkit.proof.repair import Change


@dataclass(frozen=True, slots=True, repr=False)
class Code(Printed):
    """A QR code. Its size is its modules at 0.40 mm each, quiet zone included, unless said.

    where: the row it was made from, if any. look: its style, colour and logo. copies: how often
    a sheet prints it, if its row says. warnings: what is doubtful in its row. changes: what
    `repaired` changed.

    Raises:
        BadInput, TooBig: it cannot spare the modules that its logo covers.
    """

    symbol: Symbol
    size: tuple[float, float]
    language: str = "en"
    where: Where = NOWHERE
    look: Look = PLAIN
    copies: int | None = None
    warnings: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        self.look.cleared(self.symbol)

    @property
    def modules(self) -> NDArray[np.bool_]:
        """The square of modules, True is dark, without the quiet zone."""
        return self.symbol.modules

    @property
    def version(self) -> int:
        """1 to 40; 17 + 4 x version modules a side."""
        return self.symbol.version

    @property
    def level(self) -> str:
        """The error correction level drawn: L, M, Q or H."""
        return self.symbol.level

    @property
    def mask(self) -> int:
        """The mask pattern, 0 to 7."""
        return self.symbol.mask

    @property
    def segments(self) -> tuple[tuple[Mode, bytes], ...]:
        """How the text is encoded: (mode, bytes) in order."""
        return self.symbol.segments

    @property
    def text(self) -> str:
        """The text inside."""
        return self.symbol.text

    @property
    def payload(self) -> str:
        """The text inside, as every printed asset calls it."""
        return self.symbol.text

    @property
    def title(self) -> str:
        """What it is, in two words."""
        return "QR code"

    @property
    def alternative(self) -> str:
        """What it says."""
        return f"QR code: {self.text}"

    def repaired(self, *, distance_mm: float | None = None, dpi: float | None = None) -> Code:
        """Return the nearest code that passes `check`; its `changes` say what is different.

        As little is changed as will do, in this order: the level, where a logo is too much for
        it; the colour; the width. What it says, its style and its logo are kept. A code that
        passes is returned as it is.

        Args:
            distance_mm: From how far it is to be scanned; None: held in the hand.
            dpi: Of the printer: a module then has whole dots, four at least.

        Raises:
            BadInput, TooBig: no level leaves room for its logo.

        >>> better = qr_code("https://wa.me/5511987654321", size_mm=8, dark="#25D366").repaired()
        >>> better.size, better.look.dark
        ((10.9, 10.9), '#178841')
        >>> [str(change) for change in better.changes][1]
        'side_mm: 8 mm -> 10.9 mm, its modules of 0.24 mm have to be 0.33 mm'
        """
        from campaignkit.proof.repair import CodePlan, repaired

        plan = CodePlan(
            text=self.text,
            side_mm=min(self.size),
            level=self.level,
            dark=self.look.dark,
            has_logo=self.look.logo is not None,
        )
        better, changes = repaired(plan, distance_mm=distance_mm, dpi=dpi)
        if not changes:
            return self
        # encoded again only if the level differs: the modules stay those that were looked at
        symbol = self.symbol
        if better.level != self.level:
            symbol = qr.encode(self.text, level=better.level)
        return replace(
            self,
            symbol=symbol,
            size=(better.side_mm, better.side_mm),
            look=replace(self.look, dark=better.dark),
            changes=changes,
        )

    def drawn(
        self, symbol: Symbol | None, *, width: float, height: float, shape: str = "rect"
    ) -> Drawing:
        """Return it as large as fits a label of width x height mm, centred.

        Raises:
            TooBig: its modules would be below the smallest safe size.
        """
        # 0.7071: the largest square in a circle
        side = min(width, height) * (1.0 if shape == "rect" else 0.7071)
        corner = ((width - side) / 2, (height - side) / 2)
        box = CodeBox(
            x=corner[0],
            y=corner[1],
            side=side,
            symbol=symbol or self.symbol,
            dark=self.look.dark,
            style=self.look.style,
            logo=self.look.logo,
            cleared=self.look.cleared(self.symbol),
        )
        if box.module < MIN_MODULE_MM:
            across = len(self.modules) + 2 * QUIET_MODULES
            raise TooBig(
                f"this code has {across} modules across with its quiet zone; in {mm_text(side)} "
                f"each would be {mm_text(box.module)}, below the smallest safe "
                f"{mm_text(MIN_MODULE_MM)}. Print it {mm_text(across * MIN_MODULE_MM)} wide, or "
                "shorten its text.",
                rule="code.module-small",
                across=across,
            )
        return Drawing(width, height, (box,), self.where.row)


def qr_code(
    text: str,
    *,
    level: str = "M",
    boost: bool = False,
    size_mm: float | None = None,
    style: str = "square",
    dark: str = BLACK,
    logo: str | PathLike[str] | None = None,
) -> Code:
    """Return the QR code of a text.

    Args:
        text: What a phone reads: a link, any text, UTF-8.
        level: Error correction, drawn as asked: L, M, Q or H (7, 15, 25, 30 % of codewords).
        boost: Raise the level as far as the version stays the same.
        size_mm: Width in mm, quiet zone included. Left out: 0.40 mm a module.
        style: Of its modules: "square"; "dots", round ones of 0.86 modules; "rounded", joined
            with round corners. What phones look for first, the three large squares and the small
            ones, stays square: of seven decoders two never found round ones.
        dark: Colour of its modules, "#RRGGBB". The check says if it is too light.
        logo: Path of a picture or an SVG, in the middle on a light square of whole modules. That
            takes at most 5 % of the code at level M, 8 % at Q, 10 % at H; 5 % where it covers
            an alignment pattern, as from version 7 (45 modules) to 13. In trials codes were lost
            from 12 % at M, 20 % at Q and H.

    Raises:
        BadInput: the text is empty, the level or style unknown, the size no length, the colour
            no colour; the logo is no picture, or the level L.
        NotFound: there is no such logo.
        TooBig: the text does not fit, or the code is too small for a logo; says what would do.

    >>> code = qr_code("https://wa.me/5511987654321")
    >>> code.version, code.level, code.modules.shape
    (2, 'M', (25, 25))
    """
    symbol = qr.encode(text, level=level, boost=boost)
    if size_mm is None:
        side = (len(symbol.modules) + 2 * QUIET_MODULES) * MODULE_MM
    else:
        side = checked_side(size_mm)
    return Code(symbol, (side, side), look=look(style, dark, logo))


def checked_level(level: object) -> str:
    """Return a level of error correction.

    Raises:
        BadInput: it is none of the four letters.
    """
    if not isinstance(level, str) or level not in tuple(LEVELS):
        raise BadInput(
            f"level={level!r} is not an error correction level: L, M, Q or H.", rule="qr.level"
        )
    return level


def checked_side(size_mm: object) -> float:
    """Return the width of a code in mm.

    Raises:
        BadInput: it is no length above 0 and below 5000.
    """
    if isinstance(size_mm, int | float) and not isinstance(size_mm, bool) and 0 < size_mm < 5000:
        return float(size_mm)
    raise BadInput(
        f"size_mm={size_mm!r} is not a width in mm, above 0 and below 5000.",
        rule="code.size",
        size_mm=size_mm,
    )
