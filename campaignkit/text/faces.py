"""One opened font: what it covers, how it shapes, its outlines. The door to uharfbuzz.

Lengths are font units, y upward; `Face.upem` of them make one em. A variable font is always set
to a weight, because the default of several Noto fonts is Thin. Clusters are made once a face and
kept for good, so that identity is equality: their number is bounded by what the font can show.
Nothing here chooses a font or knows a size.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from struct import unpack_from
from typing import TYPE_CHECKING, Any, NamedTuple

import uharfbuzz as hb

from campaignkit.errors import BadInput, NotFound
from campaignkit.text.glyphs import Cluster

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORBIDS_EMBEDDING = 0x0002 | 0x0200  # OS/2 fsType: restricted licence; bitmap embedding only
ITALIC = 0x0001  # OS/2 fsSelection
# Shown by nobody, so no font needs them: joiners, direction controls, variation selectors.
INVISIBLE = frozenset(
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
    "\u2066\u2067\u2068\u2069\ufe0e\ufe0f"
)
_BY_CHARACTER = hb.BufferClusterLevel.MONOTONE_CHARACTERS
Glyph = tuple[int, int, int, int]  # glyph id, advance, x and y offset
Extent = tuple[int, int, int, int]  # left, bottom, right, top of the ink
# A cluster, the kern after it, its move to the right, the advance of both, its ink.
Entry = tuple[Cluster, int, int, int, int, int, int, int]
Point = tuple[float, float]
Segment = tuple[Any, ...]  # a letter of SVG paths, then the numbers of its points


class Painted(NamedTuple):
    """Pixels, bottom row first, BGRA multiplied by alpha; where they begin from the pen, in px."""

    rows: NDArray[np.uint8]
    left: int
    bottom: int


class _Segments:
    """A pen of fontTools' protocol that keeps what it is told."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []

    def moveTo(self, point: Point) -> None:  # noqa: N802
        self.segments.append(("M", *point))

    def lineTo(self, point: Point) -> None:  # noqa: N802
        self.segments.append(("L", *point))

    def qCurveTo(self, control: Point, point: Point) -> None:  # noqa: N802
        self.segments.append(("Q", *control, *point))

    def curveTo(self, first: Point, second: Point, point: Point) -> None:  # noqa: N802
        self.segments.append(("C", *first, *second, *point))

    def closePath(self) -> None:  # noqa: N802
        self.segments.append(("Z",))


class Face:
    """A font file at one weight. Make it with `open_face`, which shares equal ones."""

    def __init__(self, path: Path, index: int, weight: int) -> None:
        blob = hb.Blob.from_file_path(str(path))
        self.path = path
        self.index = index
        self._face = hb.Face(blob, index)
        self._font = hb.Font(self._face)
        self._fix_axes(weight)
        self.upem: int = self._face.upem
        extents = self._font.get_font_extents("ltr")
        self.ascent: int = extents.ascender
        self.descent: int = -extents.descender
        self._advances: dict[int, int] = {}
        self._extents: dict[int, Extent | None] = {}
        self._outlines: dict[int, tuple[Segment, ...]] = {}
        self.known: dict[tuple[str, tuple[Glyph, ...]], Entry] = {}  # the memory of `placing`
        self._single: dict[tuple[int, str], Cluster] = {}
        self._merged: dict[tuple[tuple[tuple[int, int, int], ...], str, int], Cluster] = {}

    def _fix_axes(self, weight: int) -> None:
        """Set every axis: wght to `weight` as far as it goes, the others to their default."""
        axes = {axis.tag: axis for axis in self._face.axis_infos}
        self.variable = "wght" in axes
        self.weight: int = weight if self.variable else self._number("OS/2", 4)
        if not axes:
            return
        chosen = {tag: axis.default_value for tag, axis in axes.items()}
        if self.variable:
            wght = axes["wght"]
            chosen["wght"] = min(max(weight, wght.min_value), wght.max_value)
            self.weight = int(chosen["wght"])
        self._font.set_variations(chosen)

    def _number(self, table: str, offset: int) -> int:
        """Return the 16 bits at `offset` of a table, or 0 where the font has no such table."""
        data: bytes = self._face.reference_table(table).data or b""
        return int.from_bytes(data[offset : offset + 2], "big")

    def __repr__(self) -> str:
        return f"Face({self.name!r})"

    @cached_property
    def name(self) -> str:
        """The PostScript name, with the weight for a variable font: stable and ASCII."""
        said = self._face.get_name(6) or self.path.stem
        plain = "".join(c for c in said if c.isascii() and (c.isalnum() or c == "-"))
        return f"{plain.split('-')[0]}-{self.weight}" if self.variable else plain

    @cached_property
    def family(self) -> str:
        """The typographic family name, which the weights of one design share."""
        return str(self._face.get_name(16) or self._face.get_name(1) or self.path.stem)

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character the font has a glyph for."""
        return frozenset(map(chr, self._face.unicodes))

    @cached_property
    def is_color(self) -> bool:
        """Whether its glyphs are colour pictures, for `emoji_image`, and not outlines."""
        face = self._face
        return bool(face.has_color_paint or face.has_color_layers or face.has_color_png)

    @cached_property
    def is_emoji(self) -> bool:
        """Whether it is an emoji font: those hold digits too, and never serve plain text."""
        return self.is_color or "Emoji" in self.family

    @cached_property
    def is_italic(self) -> bool:
        """Whether it is slanted."""
        return bool(self._number("OS/2", 62) & ITALIC)

    @cached_property
    def embeddable(self) -> bool:
        """Whether its licence bits (OpenType OS/2 fsType) let it into a PDF."""
        return not self._number("OS/2", 8) & FORBIDS_EMBEDDING

    @cached_property
    def script_tags(self) -> frozenset[str]:
        """The OpenType script tags its GSUB table has rules for ("morx" for an Apple font)."""
        tags = set(self._face.get_table_script_tags("GSUB"))
        return frozenset(tags | ({"morx"} & set(self._face.table_tags)))

    @cached_property
    def cap_height(self) -> int:
        """Height of capital letters; where the font does not say, 0.7 em (a guess)."""
        height = self._font.get_metric_position(hb.OTMetricsTag.CAP_HEIGHT)
        return int(height or 0.7 * self.upem)

    @cached_property
    def bounds(self) -> Extent:
        """The box of all ink of the font's default weight, as its head table says."""
        data: bytes = self._face.reference_table("head").data
        left, bottom, right, top = unpack_from(">4h", data, 36)
        return left, bottom, right, top

    def covers(self, cluster: str) -> bool:
        """Return whether the font has a glyph for every visible character of `cluster`."""
        return self.characters.issuperset(cluster) or self.characters.issuperset(
            set(cluster) - INVISIBLE
        )

    def advance(self, gid: int) -> int:
        """Return how far a glyph moves the pen."""
        known = self._advances.get(gid)
        if known is None:
            known = self._advances[gid] = self._font.get_glyph_h_advance(gid)
        return known

    def extent(self, gid: int) -> Extent | None:
        """Return the ink box of a glyph, or None for a blank one."""
        if gid not in self._extents:
            box = self._font.get_glyph_extents(gid)
            blank = box is None or not (box.width and box.height)
            self._extents[gid] = (
                None
                if blank
                else (
                    box.x_bearing,
                    box.y_bearing + box.height,
                    box.x_bearing + box.width,
                    box.y_bearing,
                )
            )
        return self._extents[gid]

    def outline(self, gid: int) -> tuple[Segment, ...]:
        """Return the outline of a glyph as path segments: M, L, Q, C with points, and Z."""
        known = self._outlines.get(gid)
        if known is None:
            pen = _Segments()
            self._font.draw_glyph_with_pen(gid, pen)
            known = self._outlines[gid] = tuple(pen.segments)
        return known

    def painted(self, gid: int, px: int) -> Painted | None:
        """Return a colour glyph's pixels at `px` an em, or None if it has no vectors."""
        import numpy as np

        paint = hb.RasterPaint()
        scale = px / self.upem
        paint.transform = (scale, 0, 0, scale, 0, 0)
        extents = self._font.get_glyph_extents(gid)
        if extents is None or not paint.set_glyph_extents(extents):
            return None
        if not paint.paint_glyph_or_fail(self._font, gid):
            return None
        image = paint.render()
        box = image.extents
        rows = np.frombuffer(image.buffer, np.uint8).reshape(box.height, box.stride)
        pixels = rows[:, : box.width * 4].reshape(box.height, box.width, 4).copy()
        return Painted(pixels, box.x_origin, box.y_origin)

    def png(self, gid: int) -> bytes:
        """Return the PNG of a bitmap glyph, b"" if there is none."""
        blob = self._font.get_glyph_color_png(gid)
        return bytes(blob.data) if blob is not None else b""

    def glyphs(
        self, text: str, start: int, end: int, *, rtl: bool, script: str, language: str
    ) -> tuple[list[Glyph], list[int]]:
        """Return glyphs of text[start:end] left to right, and where the text of each starts.

        The text around is context: Arabic letters join across it. Right to left, each character
        is its own cluster, which copies best; left to right, a cluster is a grapheme.
        """
        buffer = hb.Buffer()
        buffer.add_str(text, start, end - start)
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.script = script
        buffer.language = language
        if rtl:
            buffer.cluster_level = _BY_CHARACTER
        hb.shape(self._font, buffer)
        infos = buffer.glyph_infos
        glyphs = [
            (info.codepoint, at.x_advance, at.x_offset, at.y_offset)
            for info, at in zip(infos, buffer.glyph_positions, strict=True)
        ]
        return glyphs, [info.cluster for info in infos]

    def single(self, gid: int, text: str) -> Cluster:
        """Return the cluster of one glyph that stands where the pen is."""
        known = self._single.get((gid, text))
        if known is None:
            made = Cluster(((gid, 0, 0),), self.advance(gid), text, self.extent(gid))
            known = self._single.setdefault((gid, text), made)
        return known

    def merged(self, parts: tuple[tuple[int, int, int], ...], advance: int, text: str) -> Cluster:
        """Return the cluster of several glyphs, or of one that does not stand on the pen."""
        known = self._merged.get((parts, text, advance))
        if known is None:
            made = Cluster(parts, advance, text, self._union(parts))
            known = self._merged.setdefault((parts, text, advance), made)
        return known

    def _union(self, parts: tuple[tuple[int, int, int], ...]) -> Extent | None:
        boxes = [(box, x, y) for gid, x, y in parts if (box := self.extent(gid)) is not None]
        if not boxes:
            return None
        return (
            min(box[0] + x for box, x, _ in boxes),
            min(box[1] + y for box, _, y in boxes),
            max(box[2] + x for box, x, _ in boxes),
            max(box[3] + y for box, _, y in boxes),
        )


@lru_cache(maxsize=256)  # half a megabyte each, and weights may come from designs of one's own
def open_face(path: Path, index: int = 0, weight: int = 400) -> Face:
    """Return the font in a file at a weight (100 to 900); the same one for the same arguments.

    Raises:
        NotFound: there is no such file.
        BadInput: it is no font.
    """
    if not path.is_file():
        raise NotFound(
            f"no font file at {path}. Correct the path given as font=.",
            rule="font.file-missing",
            path=path,
        )
    try:
        face = Face(path, index, weight)
    except hb.HarfBuzzError as err:
        raise BadInput(
            f"{path} cannot be opened as a font: {err}. Use a .ttf or .otf file.",
            rule="font.unreadable",
            path=path,
        ) from err
    if not face.characters:
        raise BadInput(
            f"{path} is not a font: it has no characters. Use a .ttf or .otf file.",
            rule="font.no-characters",
            path=path,
        )
    return face


@lru_cache(maxsize=65536)
def script_of(character: str) -> str:
    """Return the ISO 15924 script of a character, "" for one that any script uses.

    >>> script_of("ह"), script_of("ع"), script_of("7")
    ('Deva', 'Arab', '')
    """
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    script = buffer.script
    return "" if script in (None, "Zyyy", "Zinh", "Zzzz") else str(script)
