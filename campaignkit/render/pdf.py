"""Pages of drawings in, one PDF out. The only place where a drawing becomes marks.

A code is one filled path, never a picture: sharp at any size, no seam between
modules. Text is real text of embedded subset fonts, one glyph a cluster, so that it can
be searched and copied. A drawing used by others is one form, however often it is used.
Colours are RGB; greys, and so black, are written in grey: one ink.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from itertools import repeat
from typing import TYPE_CHECKING, Any, BinaryIO

from campaignkit import svg_paths
from campaignkit.drawing import (
    UNMOVED,
    UNTURNED,
    ArcText,
    CodeBox,
    Drawing,
    Image,
    Page,
    Shape,
    Text,
    Use,
)
from campaignkit.render.document import PdfWriter, Stream, dictionary, name, number, numbers
from campaignkit.render.fonts import Fonts
from campaignkit.render.images import add_picture, shown
from campaignkit.render.modules import outlines
from campaignkit.render.operators import LONG, fill, shape
from campaignkit.render.vectors import add_vector
from campaignkit.text import Run, emoji_image
from campaignkit.units import MM_PER_INCH, PT_PER_MM
from campaignkit.vectors import Vector

if TYPE_CHECKING:
    from campaignkit.pictures import Picture

_RESOURCES = "Resources"
_EMOJI_DPI, _EMOJI_STEP = 300, 16  # pixels of an emoji: as paper shows, in few different sizes
_LONG_KEPT = 64  # long shapes that are remembered: those of a page or two


def write(
    pages: Iterable[Page], out: BinaryIO, *, title: str = "campaignkit", language: str = "en"
) -> int:
    """Write the pages to `out` as one PDF; return how many there were.

    One page is held at a time. Same pages, same bytes.

    Raises:
        CampaignError: whatever making a page raises; `out` then holds an unfinished file.
    """
    writer = _PageWriter(out, title=title, language=language)
    count = 0
    for page in pages:
        writer.add(page)
        count += 1
    writer.close()
    return count


class _PageWriter:
    """What one file has learned so far: its fonts, forms and pictures."""

    def __init__(self, out: BinaryIO, *, title: str, language: str) -> None:
        self._document = PdfWriter(out, title=title, language=language)
        self._resources = self._document.Reference(dictionary({}), _RESOURCES)
        self._fonts = Fonts()
        self._forms: dict[Drawing, str] = {}
        self._same_forms: dict[tuple[tuple[float, ...], bytes], str] = {}
        self._long_shapes: dict[Shape, str | None] = {}
        self._images: dict[Picture, str] = {}
        self._vectors: dict[Vector, str] = {}
        self._xobjects: dict[str, Any] = {}
        self._writers: dict[type, Callable[[Any], bytes]] = {
            Text: self._text,
            ArcText: self._arc,
            Use: self._use,
            Shape: self._shape,
            Image: self._image,
        }

    def add(self, page: Page) -> None:
        everything = (*page.under, *page.placed)
        unique = list(dict.fromkeys(placed.drawing for placed in everything))
        operators = dict(zip(unique, self._operators(unique), strict=True))
        scale = number(PT_PER_MM)
        height = page.height * PT_PER_MM
        parts = [f"{scale} 0 0 -{scale} 0 {number(height)} cm\n".encode()]
        if page.matrix != UNMOVED:
            parts.append(f"{' '.join(f'{each:.8g}' for each in page.matrix)} cm\n".encode())
        for placed in everything:
            parts.append(f"q 1 0 0 1 {number(placed.x)} {number(placed.y)} cm\n".encode())
            parts.append(operators[placed.drawing])
            parts.append(b"Q\n")
        width = page.width * PT_PER_MM
        self._document.add_page(width, height, b"".join(parts), self._resources)

    def close(self) -> None:
        entries: dict[str, Any] = {}
        if fonts := self._fonts.add_to(self._document):
            entries["Font"] = dictionary(fonts)
        if self._xobjects:
            entries["XObject"] = dictionary(self._xobjects)
        self._document.idToObject[_RESOURCES] = dictionary(entries)
        self._document.close()

    def _operators(self, drawings: list[Drawing]) -> list[bytes]:
        """Return the operators of each drawing; the codes of all of them are traced together."""
        traced = iter(outlines([code for each in drawings for code in each.codes()]))

        def code(box: CodeBox) -> bytes:
            logo = box.picture
            return _code(box, next(traced)) + (self._image(logo) if logo else b"")

        write: dict[type, Callable[[Any], bytes]] = {**self._writers, CodeBox: code}
        return [b"".join([write[type(item)](item) for item in each.items]) for each in drawings]

    def _text(self, text: Text) -> bytes:
        size = text.size
        parts = [fill(text.fill), b"BT\n"]
        pictures: list[Image] = []
        for run in text.line.runs:
            font, shown = self._fonts.show(run)
            x, y = number(text.x + run.x * size), number(text.y)
            parts.append(f"/{font} {number(size)} Tf 1 0 0 -1 {x} {y} Tm ".encode())
            parts.append(shown)
            if run.face.is_color:  # its glyphs are empty, for copying; what is seen are pictures
                pictures.extend(emoji(text, run))
        parts.append(b"ET\n")
        parts.extend(map(self._image, pictures))
        return b"".join(parts)

    def _arc(self, arc: ArcText) -> bytes:
        parts = [fill(arc.fill), b"BT\n"]
        font = ""
        for run, cluster, (a, b, c, d, x, y) in arc.letters():
            name, shown = self._fonts.show(run._replace(clusters=(cluster,), kerns=()))
            if name != font:
                parts.append(f"/{name} {number(arc.size)} Tf ".encode())
                font = name
            turn = " ".join(f"{each / arc.size:.4g}" for each in (a, b, c, d))
            parts.append(f"{turn} {number(x)} {number(y)} Tm ".encode())
            parts.append(shown)
        parts.append(b"ET\n")
        return b"".join(parts)

    def _use(self, use: Use) -> bytes:
        form = self._forms.get(use.drawing)
        if form is None:
            form = self._forms[use.drawing] = self._form(use.drawing)
        if use.x == 0 and use.y == 0 and use.matrix == UNTURNED:
            return f"/{form} Do\n".encode()
        turn = " ".join(map(str, use.matrix))
        return f"q {turn} {number(use.x)} {number(use.y)} cm /{form} Do Q\n".encode()

    def _form(self, drawing: Drawing) -> str:
        """Return the form of a drawing; equal drawings share one, however many were made."""
        (content,) = self._operators([drawing])
        return self._form_of(content, (0, 0, drawing.width, drawing.height))

    def _form_of(self, content: bytes, box: tuple[float, ...]) -> str:
        form = self._same_forms.get((box, content))
        if form is None:
            form = self._same_forms[box, content] = f"S{len(self._same_forms)}"
            entries = {
                "Type": name("XObject"),
                "Subtype": name("Form"),
                "BBox": numbers(*box),
                "Resources": self._resources,
            }
            self._xobjects[form] = self._document.add(Stream(content, entries))
        return form

    def _shape(self, item: Shape) -> bytes:
        """Return the operators of a shape: a long one that comes again is a form from then on."""
        if len(item.path) < LONG or item.stroke is not None:
            return shape(item)
        if item not in self._long_shapes:
            if len(self._long_shapes) == _LONG_KEPT:
                del self._long_shapes[next(iter(self._long_shapes))]
            self._long_shapes[item] = None
            return shape(item)
        form = self._long_shapes[item]
        if form is None:
            form = self._long_shapes[item] = self._form_of(shape(item), svg_paths.bounds(item.path))
        return f"/{form} Do\n".encode()

    def _image(self, image: Image) -> bytes:
        if isinstance(image.picture, Vector):
            return self._vector(image, image.picture)
        picture = shown(image)
        key = self._images.get(picture)
        if key is None:
            key = self._images[picture] = f"I{len(self._images)}"
            self._xobjects[key] = add_picture(self._document, picture)
        width, height = number(image.width), number(-image.height)
        x, y = number(image.x), number(image.y + image.height)
        return f"q {width} 0 0 {height} {x} {y} cm /{key} Do Q\n".encode()

    def _vector(self, image: Image, vector: Vector) -> bytes:
        key = self._vectors.get(vector)
        if key is None:
            key = self._vectors[vector] = f"V{len(self._vectors)}"
            self._xobjects[key] = add_vector(self._document, vector)
        scale = (image.width / vector.width, image.height / vector.height)
        across, down = (f"{each:.8f}" for each in scale)  # of 1,000 units: four digits are few
        place = f"{across} 0 0 {down} {number(image.x)} {number(image.y)} cm"
        return f"q {place} /{key} Do Q\n".encode()


def emoji(text: Text, run: Run) -> Iterator[Image]:
    """Yield the pictures of a run of colour emoji, where they stand in the drawing."""
    size, upem = text.size, run.face.upem
    pixels = min(math.ceil(size / MM_PER_INCH * _EMOJI_DPI / _EMOJI_STEP) * _EMOJI_STEP, 2048)
    pen = text.x + run.x * size
    for cluster, kern in zip(run.clusters, run.kerns or repeat(0), strict=False):
        for glyph, x, y in cluster.parts:
            found = emoji_image(run.face, glyph, pixels)
            yield Image(
                x=pen + (x / upem + found.left) * size,
                y=text.y - (y / upem + found.top) * size,
                width=(found.right - found.left) * size,
                height=(found.top - found.bottom) * size,
                picture=found.picture,
            )
        pen += (cluster.advance + kern) / upem * size


def _code(box: CodeBox, runs: bytes) -> bytes:
    module = box.module
    corner = box.quiet * module
    x, y = number(box.x + corner), number(box.y + corner)
    panel = f"{number(box.x)} {number(box.y)} {number(box.side)} {number(box.side)} re f\n"
    place = f"q {module:.6g} 0 0 {module:.6g} {x} {y} cm\n"
    return b"".join((fill(box.light), panel.encode(), place.encode(), fill(box.dark), runs, b"Q\n"))
