"""What every printed asset can do: draw itself, save itself, prove itself, show itself.

Everything it does is the finished PDF: a picture is that PDF rasterised, a check reads the
codes of that PDF back.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from campaignkit import qr, stores
from campaignkit.arguments import check_distance, truth
from campaignkit.assets.file_endings import STREAMS, stream_language
from campaignkit.assets.notebook_display import Bundle, bundle
from campaignkit.drawing import Drawing, Page, Placed
from campaignkit.errors import BadInput, CampaignError
from campaignkit.printers import Printer
from campaignkit.printers.profiles import chosen
from campaignkit.problems import Problem, Problems, Where, of_error
from campaignkit.tracking import ModuleCost, module_cost

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from campaignkit.proof.grade import Grade
    from campaignkit.proof.lints.faces import Outline
    from campaignkit.qr import Symbol

PREVIEW_DPI = 192  # twice a screen's 96: sharp on dense displays
PICTURE_DPI = 300
FORMATS = (".pdf", ".png", ".svg", ".webp", ".gif")


def pdf_page(drawing: Drawing) -> Page:
    """Return the page that is just this drawing, at its own size."""
    return Page(drawing.width, drawing.height, (Placed(0.0, 0.0, drawing),))


def pixels_of(page: Page, *, dpi: float) -> NDArray[np.uint8]:
    """Return a page as it prints, RGB.

    Raises:
        TooBig: at `dpi` it would have too many pixels; says the most.
    """
    from campaignkit.render import pdf, raster

    out = BytesIO()
    pdf.write([page], out)
    return raster.page(out.getvalue(), 1, dpi=dpi, grayscale=False)


class Printed(ABC):
    """One thing with (at most) one code that can be drawn at a size."""

    __slots__ = ()

    if TYPE_CHECKING:  # fields of an asset: a dataclass would take a real property for a default

        @property
        @abstractmethod
        def payload(self) -> str:
            """The text inside its code."""

        @property
        @abstractmethod
        def level(self) -> str:
            """The error correction level of its code: L, M, Q or H."""

        @property
        @abstractmethod
        def size(self) -> tuple[float, float]:
            """Width and height, mm, where no label decides."""

        @property
        @abstractmethod
        def where(self) -> Where:
            """The row it was made from, if any."""

        @property
        @abstractmethod
        def copies(self) -> int | None:
            """How often a sheet prints it, if its row says."""

        @property
        @abstractmethod
        def warnings(self) -> tuple[Problem, ...]:
            """What is doubtful in its row."""

        @property
        @abstractmethod
        def language(self) -> str:
            """The language of its words."""

        @property
        @abstractmethod
        def title(self) -> str:
            """What it says first."""

        @property
        @abstractmethod
        def alternative(self) -> str:
            """What it shows, in words."""

    @abstractmethod
    def drawn(
        self, symbol: Symbol | None, *, width: float, height: float, shape: str = "rect"
    ) -> Drawing:
        """Return its drawing for a label of width x height mm."""

    @property
    def outline(self) -> Outline:
        """Of its face, where no label decides."""
        return "rect"

    def drawing(self) -> Drawing:
        """Return its drawing at its own size."""
        symbol = qr.encode(self.payload, level=self.level)
        return self.drawn(symbol, width=self.size[0], height=self.size[1])

    @property
    def reference_cost(self) -> ModuleCost | None:
        """What the reference in its code costs in modules; None: it bears none."""
        return module_cost(self.payload, level=self.level)

    def pdf(self) -> bytes:
        """Return the PDF of one page, as large as it is."""
        from campaignkit.render import pdf

        out = BytesIO()
        pdf.write([pdf_page(self.drawing())], out, title=self.title, language=self.language)
        return out.getvalue()

    @property
    def picture_dpi(self) -> float:
        """At how many dots an inch it becomes a picture where nobody says."""
        return PICTURE_DPI

    def png(self, *, dpi: float | None = None) -> bytes:
        """Return its picture as it prints, PNG.

        dpi: 300 if left out; of a design for screens as many as make its pixels.

        Raises:
            TooBig: at `dpi` it would have too many pixels; says the most.
        """
        from campaignkit import pictures
        from campaignkit.render import raster

        fine = self.picture_dpi if dpi is None else dpi
        return pictures.png(raster.page(self.pdf(), 1, dpi=fine, grayscale=False), dpi=fine)

    def webp(self) -> bytes:
        """Return its picture as it prints, every pixel as it is, WebP: a third of a PNG."""
        from campaignkit import pictures

        return pictures.webp(pixels_of(pdf_page(self.drawing()), dpi=self.picture_dpi))

    def gif(self) -> bytes:
        """Return it as a gentle loop for a status: a ring of light breathes around its code.

        Raises:
            BadInput: it has no code.
        """
        from campaignkit.assets.screen_pictures import LOOP_PX, loop

        drawing = self.drawing()
        base = pixels_of(pdf_page(drawing), dpi=LOOP_PX / drawing.width * 25.4)
        return loop(drawing, base, self.ring)

    @property
    def ring(self) -> str:
        """The colour that breathes around its code."""
        return "#FFC400"

    def svg(self) -> bytes:
        """Return it as SVG for a designer; text is outlines."""
        from campaignkit.render.svg import svg

        return svg(self.drawing(), title=self.title, description=self.alternative)

    def save(
        self,
        path: str | Path | BinaryIO,
        *,
        check: bool = True,
        printer: str | Printer | None = None,
    ) -> Path | None:
        """Write it as .pdf, .png, .svg, .webp, (moving) .gif, or a label printer's stream.

        Returns the path.

        Args:
            path: The file, or an open binary stream, which gets a PDF. For label printers .zpl,
                .tspl, .escpos or .ql: one bit a dot, codes on whole dots.
            check: Read the code back from the finished page, or the finished stream, first.
            printer: The label printer a stream is for; its dpi counts.

        Raises:
            TooBig: a stream's code would have modules of less than three dots.
            BadInput: the suffix is none of these, the folder does not exist, or the code
                does not scan; `problems` says why. Nothing is written then.
        """
        check = truth(check, "check")
        if (language := stream_language(path)) is not None:
            from campaignkit.assets.printer_stream import save_stream

            pages = [pdf_page(self.drawing())]
            options: dict[str, Any] = {"check": check, "title": self.title}
            return save_stream(pages, path, language, printer=chosen(printer), **options)
        suffix = Path(path).suffix.lower() if isinstance(path, str | Path) else ".pdf"
        if suffix not in FORMATS:
            raise BadInput(
                f"{path}: a file ends with {', '.join(FORMATS)}; this one with {suffix!r}. For a "
                f"label printer it ends with {', '.join(STREAMS)}.",
                rule="file.format",
                suffix=suffix,
            )
        if check:
            found = self._checked(pdf_page(self.drawing()), None)
            named = str(path) if isinstance(path, str | Path) else "the stream"
            found.raise_errors(named, kind=found.kind)
        data = self._made(suffix)
        return stores.write_file(path, data)

    def _made(self, suffix: str) -> bytes:
        made: dict[str, Callable[[], bytes]] = {
            ".pdf": self.pdf,
            ".png": self.png,
            ".svg": self.svg,
            ".webp": self.webp,
            ".gif": self.gif,
        }
        return made[suffix]()

    def check(
        self, *, distance_mm: float | None = None, printer: str | Printer | None = None
    ) -> Problems:
        """Read its code back from its finished page, and measure whether phones will.

        distance_mm: how far away people stand when they scan; None: no such demand. printer: read
        also what this printer would make of it, on its dots and with its ink; what it leaves blank
        at the edge of its paper is a matter of the sheet.
        """
        check_distance(distance_mm)
        machine = chosen(printer)
        machine = None if machine is None else replace(machine, margin_mm=0.0)
        try:
            page = pdf_page(self.drawing())
        except CampaignError as err:
            return Problems(of_error(err, self.where))
        return self._checked(page, distance_mm, machine)

    def grade(self) -> Grade:
        """Return the marks of its code as it prints, A to F in the terms of ISO/IEC 15415.

        With what would raise them, and how much blur, tilt, spread and damage it bears. Takes
        some 15 ms.

        Raises:
            BadInput: it has no code, or none that can be read; `problems` says why.

        >>> from campaignkit.assets.code import qr_code
        >>> qr_code("https://wa.me/5511987654321", dark="#FFD600").grade()
        <grade F for contrast: pale>
        """
        from campaignkit.proof.pages import check_pdf

        (page,) = check_pdf(self.pdf(), grades=1)
        for code in page.found:
            if code.grade is not None:
                return code.grade
        # a code that is there, and cannot be read, has a better reason than "no code"
        self.check().raise_errors(self.title)
        raise BadInput(f"{self.title}: there is no code to grade.", rule="code.no-grade")

    def _checked(
        self, page: Page, distance_mm: float | None, printer: Printer | None = None
    ) -> Problems:
        from campaignkit.layout import faint_pictures
        from campaignkit.proof.document import finished, together

        with finished(
            [page], title=self.title, language=self.language, outline=self.outline
        ) as made:
            faint = (each for placed in page.placed for each in faint_pictures(placed.drawing))
            notes = [note.placed(self.where) for note in (*self.warnings, *faint)]
            found = made.problems(distance_mm=distance_mm, printer=printer)
            return Problems(together(notes, found))

    def __repr__(self) -> str:
        return f"<{self.alternative}>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        png = self.png(dpi=PREVIEW_DPI)
        return bundle(png, width_mm=self.size[0], alternative=self.alternative)
