"""The sheet that measures a printer, and what a scan of it tells."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Any

from campaignkit import printers
from campaignkit import stock as stocks
from campaignkit.assets.file_check import first_page_pixels
from campaignkit.assets.paged_asset import FinishedPage, Paged
from campaignkit.calibrating import Fit, by_numbers, measured, page_of, ruler_mm
from campaignkit.calibrating.marks import START_MM
from campaignkit.display import html_facts
from campaignkit.drawing import Page
from campaignkit.errors import BadInput
from campaignkit.printers import Printer
from campaignkit.printers.machine import SKEW_MOST
from campaignkit.printers.profiles import chosen
from campaignkit.problems import Problem
from campaignkit.sheets import aligned
from campaignkit.stock import Stock

_NUMBERS = (3, 4)  # of a ruler


def calibration(
    stock: str | Stock = "A4", *, printer: str | Printer | None = None
) -> CalibrationSheet:
    """Return the sheet that measures a printer: codes that hold their own place, and rulers.

    Print it at 100 % on plain paper or on the labels themselves, scan or photograph it whole, and
    give the picture to `measure_printer`.

    Args:
        stock: The label sheet, whose outlines are drawn, or a page such as "A4".
        printer: A printer that is known already: the sheet then shows what is left to correct.

    Raises:
        NotFound: there is no such label sheet, page or printer.
        TooBig: the page has no room for the rulers.

    >>> calibration("Avery L7160").page_count
    1
    """
    if isinstance(stock, Stock):
        paper = stock
    elif stocks.is_page(stock):
        paper = Stock.single(*stocks.page_size(stock))
    else:
        paper = stocks.find(stock)
    return CalibrationSheet(paper, chosen(printer), page_of(paper))


class CalibrationSheet(Paged):
    """One page that measures a printer. It saves, checks and shows itself as a sheet does."""

    def __init__(self, stock: Stock, printer: Printer | None, page: Page) -> None:
        self.stock, self.printer, self._page = stock, printer, page

    @property
    def title(self) -> str:
        """What it is for."""
        return f"Calibration: {self.stock.name}"

    @property
    def language(self) -> str:
        """The language of its words."""
        return "en"

    @property
    def on_paper(self) -> bool:
        """Its codes keep off the edges, whatever prints it."""
        return False

    @property
    def page_count(self) -> int:
        """One."""
        return 1

    def pages(self, *, notes: list[Problem] | None = None) -> Iterator[Page]:
        """Yield the page."""
        machine = None if self.printer is None else replace(self.printer, dpi=None)
        yield aligned(self._page, machine)

    def page(self, number: int = 1) -> FinishedPage:
        """Return its page: it shows itself, and has `.png()` and `.pdf()`."""
        (page,) = self.pages()
        return FinishedPage(page, number, self._alternative(page, number))

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.stock, self.printer)

    def _alternative(self, page: Page, number: int) -> str:
        count = len(page.placed[0].drawing.codes())
        return f"Calibration sheet for {self.stock.name}: {count} codes"


def _again(stock: Stock, printer: Printer | None) -> CalibrationSheet:
    """Return the sheet anew: its shaped words cannot be pickled."""
    return CalibrationSheet(stock, printer, page_of(stock))


@dataclass(frozen=True, slots=True, repr=False)
class PrinterMeasurement:
    """What a printer was found to do, and the profile that undoes it.

    offset_mm: how far right and down of their places it puts marks. scale: how much larger,
    across and down. skew: degrees clockwise. spread_mm: how far ink runs beyond each edge; None
    where nobody could tell. Each `…_error` is one standard deviation. found, of: codes.
    residual_mm: what is left when all this is taken away. edges: "paper", "frame" or "ruler", by
    which the paper was found. printer: the `Printer` to print with: it moves everything back.
    """

    offset_mm: tuple[float, float]
    scale: tuple[float, float]
    skew: float
    spread_mm: float | None
    offset_error: tuple[float, float]
    scale_error: tuple[float, float]
    skew_error: float
    spread_error: float | None
    found: int
    of: int
    residual_mm: float
    edges: str
    printer: Printer

    def save(self, name: str, *, file: str | PathLike[str] | None = None) -> Path:
        """Keep the profile under a name, for `printer=name`; return the file."""
        return printers.save(self.printer, name, file=file)

    def facts(self) -> dict[str, str]:
        """Return what was found, each with how far it may be off."""
        x, y = self.offset_mm
        known = {
            "puts marks": f"{x:+.2f} ± {self.offset_error[0]:.2f} mm to the right, "
            f"{y:+.2f} ± {self.offset_error[1]:.2f} mm down",
            "scales": " x ".join(
                f"{each:.4f} ± {off:.4f}"
                for each, off in zip(self.scale, self.scale_error, strict=True)
            ),
            "turns": f"{self.skew:+.3f} ± {self.skew_error:.3f}°"
            if math.isfinite(self.skew_error)
            else "",
            "ink spreads": ""
            if self.spread_mm is None
            else f"{self.spread_mm:+.3f} ± {self.spread_error:.3f} mm",
            "codes": f"{self.found} of {self.of}" if self.of else "",
            "paper found by": {"paper": "its edges", "frame": "the picture's frame"}.get(
                self.edges, "a ruler"
            ),
        }
        return {key: value for key, value in known.items() if value}

    def __str__(self) -> str:
        return "\n".join(f"{key:15} {value}" for key, value in self.facts().items())

    def __repr__(self) -> str:
        x, y = self.offset_mm
        across, down = self.scale
        return (
            f"<PrinterMeasurement: {x:+.2f} mm right, {y:+.2f} mm down, x {across:.4f}, "
            f"{down:.4f}, {self.skew:+.3f}°>"
        )

    def _repr_html_(self) -> str:
        return html_facts("What the printer does", self.facts())


def measure_printer(
    scan: str | PathLike[str] | None = None,
    *,
    readings: tuple[float, ...] | None = None,
    stock: str | Stock = "A4",
    name: str | None = None,
    kind: str | Printer | None = None,
    file: str | PathLike[str] | None = None,
) -> PrinterMeasurement:
    """Measure a printer by its calibration sheet, and keep its profile.

    Args:
        scan: A scan or photograph of the printed sheet, as a picture or a PDF. In a photograph,
            and in a scan that shows more than the page, all four edges of the paper must be seen.
        readings: Instead of a scan, what a ruler says, mm: paper's left edge to line 1, top edge
            to line 2, line 1 to line 3; and down the left ruler, if it was measured, too.
        stock: With readings: the label sheet or page that the sheet was made for.
        name: Keep the profile under this name, for `printer=name`. None: it is not kept.
        kind: What else is known of the printer: a ready kind such as "laser", or a `Printer`.
        file: Where profiles are kept; default: the user's own file.

    Raises:
        BadInput: there are too few codes, the paper's edges are not seen, or the readings are
            none.
        NotFound: there is no such picture, kind or stock.

    >>> measure_printer(readings=(20.8, 19.5, 170.2)).printer.offset_mm
    (-0.7756, 0.5229)
    """
    base = chosen(kind) or Printer()
    if readings is not None:
        found = _by_ruler(readings, _page_of(stock), base)
    elif scan is not None:
        found = _by_scan(scan, base)
    else:
        raise BadInput(
            "give a scan of the calibration sheet, or readings=(left, top, across) in mm.",
            rule="calibration.nothing",
        )
    if name is not None:
        found.save(name, file=file)
    return found


def _by_scan(scan: str | PathLike[str], base: Printer) -> PrinterMeasurement:
    seen = measured(first_page_pixels(scan), name=str(scan))
    return _measurement(
        seen.fit,
        base,
        spread=(seen.spread, seen.spread_error),
        codes=(seen.found, seen.of),
        edges=seen.edges,
    )


def _by_ruler(readings: Any, page: tuple[float, float], base: Printer) -> PrinterMeasurement:
    long = (ruler_mm(page[0]), ruler_mm(page[1]))
    nominal = (START_MM, START_MM, *long)
    given = tuple(readings) if isinstance(readings, tuple | list) else ()
    # a tenth and a centimetre off: our guess at what is inches, or another ruler, and no printer
    good = len(given) in _NUMBERS and all(
        isinstance(each, int | float)
        and not isinstance(each, bool)
        and abs(each - asked) <= 0.1 * asked + 10
        for each, asked in zip(given, nominal, strict=False)
    )
    if not good:
        raise BadInput(
            f"readings={readings!r} are not what a ruler says of this sheet. Give mm: left edge to "
            f"line 1 (about {START_MM:g}), top edge to line 2 (about {START_MM:g}), line 1 to "
            f"line 3 (about {long[0]:g}), and the left ruler's length (about {long[1]:g}) if you "
            "measured it.",
            rule="calibration.readings",
            readings=readings,
        )
    left, top, across, *down = map(float, given)
    fit = by_numbers(left, top, across, down[0] if down else None, long)
    return _measurement(fit, base, spread=None, codes=(0, 0), edges="ruler")


def _measurement(
    fit: Fit,
    base: Printer,
    *,
    spread: tuple[float, float] | None,
    codes: tuple[int, int],
    edges: str,
) -> PrinterMeasurement:
    return PrinterMeasurement(
        offset_mm=fit.offset,
        scale=fit.scale,
        skew=fit.skew,
        spread_mm=None if spread is None else spread[0],
        offset_error=fit.offset_error,
        scale_error=fit.scale_error,
        skew_error=fit.skew_error,
        spread_error=None if spread is None else spread[1],
        found=codes[0],
        of=codes[1],
        residual_mm=fit.residual,
        edges=edges,
        printer=_undone(fit, base, None if spread is None else spread[0]),
    )


def _undone(fit: Fit, base: Printer, spread: float | None) -> Printer:
    """Return the profile that moves marks so that this printer puts them where they belong."""
    if abs(fit.skew) > SKEW_MOST:
        raise BadInput(
            f"the print is turned by {fit.skew:.1f}°: no printer does that each time alike. The "
            "paper went in crooked: lay it against the guides, print the sheet again, and scan "
            "that.",
            rule="calibration.crooked",
            skew=round(fit.skew, 1),
        )
    did = Printer(offset_mm=fit.offset, scale=fit.scale, skew=fit.skew)
    # where three corners of a square must be drawn to land right: that is the printer's inverse
    (x, y), (right_x, right_y), (low_x, low_y) = (
        did.unmoved(*place) for place in ((0.0, 0.0), (100.0, 0.0), (0.0, 100.0))
    )
    across = math.hypot(right_x - x, right_y - y) / 100
    down = math.hypot(low_x - x, low_y - y) / 100
    ink = base.spread_mm if spread is None else round(min(max(spread, -0.2), 0.3), 4)
    return replace(
        base,
        offset_mm=(round(x, 4), round(y, 4)),
        scale=(round(across, 6), round(down, 6)),
        skew=round(math.degrees(math.atan2(right_y - y, right_x - x)), 5),
        spread_mm=ink,
    )


def _page_of(stock: str | Stock) -> tuple[float, float]:
    if isinstance(stock, Stock):
        return stock.page
    return stocks.page_size(stock) if stocks.is_page(stock) else stocks.find(stock).page
