"""What a layout may hold: text, codes, shapes, pictures, and columns of text that share one box.

Lengths are mm or sums of them (`length_formulas`). Colours are roles of the palette, or #RRGGBB.
"""

from __future__ import annotations

from typing import Annotated, Literal

from campaignkit.layout.length_formulas import Measure
from campaignkit.specs import Field, Form, Names, field_validator

Box = tuple[Measure, Measure, Measure, Measure]  # left, top, width, height
Face = Literal["display", "text", "numerals"]  # what a typeface of a theme is for
Manner = Literal["color", "tint", "line"]  # how artwork is drawn


class Inset(Form):
    """How far a theme, season or design keeps layouts from each edge, beyond their own margin."""

    top: Measure = 0.0
    right: Measure = 0.0
    bottom: Measure = 0.0
    left: Measure = 0.0
    round: Measure = 0.0  # all around, on a round label


class Element(Form):
    """What every element has. when: drawn only if this text, rendered, is not empty.

    A shape or picture whose box has no width or height is left out; text there is a mistake.
    """

    box: Box
    when: str = ""
    mirror: bool = True  # change sides in a right-to-left design


class TextElement(Element):
    """Text that shrinks from `size` to `min_size` (mm of one em) to fit its box.

    optional: words that a small label can do without, such as a call to scan: left out where
    they would have to be smaller. bend: along the circle in the box, over its top or under its
    bottom, as one line that takes at most `degrees` of it.
    """

    kind: Literal["text"]
    text: str = ""
    bend: Literal["", "top", "bottom"] = ""
    degrees: float = Field(default=150, gt=0, le=340)
    slot: str = ""  # of a composition: a text that the design gives, or nothing is drawn
    face: Face = "text"
    ground: str = ""  # the colour it stands on, from which it is kept at 4.5:1
    optional: bool = False
    size: Measure
    min_size: Measure
    lines: int = Field(default=1, ge=1, le=20)
    weight: int = Field(default=400, ge=100, le=900)
    align: Literal["start", "center", "end"] = "start"
    valign: Literal["top", "middle", "bottom"] = "middle"
    color: str = "ink"
    leading: float | None = Field(default=None, ge=0.8, le=3)


class CodeElement(Element):
    """The code. Its box is its light panel, quiet zone included; it is drawn square, centred.

    text: what is inside instead of the sticker's own link, so that a card may bear several codes.
    level: of error correction, of such a code; the sticker's own has the sticker's.
    """

    kind: Literal["qr"]
    text: str = ""
    level: Literal["L", "M", "Q", "H"] = "M"
    dark: str = "code"
    light: str = "paper"
    quiet: int = Field(default=4, ge=4, le=20)


class RectElement(Element):
    """A rectangle."""

    kind: Literal["rect"]
    fill: str | None = None
    stroke: str | None = None
    stroke_width: Measure = 0.3
    radius: Measure = 0.0


class EllipseElement(Element):
    """The ellipse that fills the box."""

    kind: Literal["ellipse"]
    fill: str | None = None
    stroke: str | None = None
    stroke_width: Measure = 0.3


class LineElement(Element):
    """A straight line from the box's left top to its right bottom; width or height may be 0."""

    kind: Literal["line"]
    stroke: str = "ink"
    stroke_width: Measure = 0.3


class PathElement(Element):
    """SVG path data, drawn in `view` units (x, y, width, height) and set into the box.

    fit: "meet" keeps its proportions and centres it, "stretch" fills the box, "repeat" fills
    it with whole copies side by side, as many as nearly keep their proportions, "stack" with
    copies one below another.
    flip: drawn as in a mirror where the design runs right to left.
    """

    kind: Literal["path"]
    data: str
    view: tuple[float, float, float, float] = (0, 0, 24, 24)
    fit: Literal["meet", "stretch", "repeat", "stack"] = "meet"
    flip: bool = False
    fill: str | None = None
    stroke: str | None = None
    stroke_width: Measure = 0.3

    @field_validator("view")
    @classmethod
    def _has_area(
        cls, value: tuple[float, float, float, float]
    ) -> tuple[float, float, float, float]:
        if min(value[2:]) <= 0:
            raise ValueError(
                f"a view is [x, y, width, height], the last two above 0: {list(value)}"
            )
        return value


class ImageElement(Element):
    """A picture fitted into the box, centred: the shop's "logo", or a path beside the design."""

    kind: Literal["image"]
    source: str = "logo"


class VectorElement(Element):
    """An SVG, as it is, stretched over the box: the artwork of a design that is itself an SVG."""

    kind: Literal["svg"]
    data: str


class ColumnItem(Form):
    """A text of a column. size, min_size, gap: as if nothing had to shrink; gap stands above it.

    optional: left out where the others would have no room, or it had to be smaller still. spare:
    so is this where nothing that a sticker says is in it, when no layout has room for all.
    plate: a colour behind its lines, with round ends; the text is then read on that. "pill": the
    theme's, if it has one.
    """

    text: str = ""
    slot: str = ""
    size: Measure
    min_size: Measure = 1.8
    gap: Measure = 0.0
    lines: int = Field(default=1, ge=1, le=60)
    weight: int = Field(default=0, ge=0, le=900)  # 0: the theme's for its face
    face: Face = "text"
    color: str = "ink"
    plate: str = ""
    optional: bool = False
    spare: bool = False
    leading: float | None = Field(default=None, ge=0.8, le=3)


class ColumnElement(Element):
    """Texts one below another in one box: each takes what it needs, an empty one nothing.

    They shrink together, so that none can touch another however long it is. ground: the colour
    of the box, from which their colours are kept at 4.5:1.
    """

    kind: Literal["column"]
    item: tuple[ColumnItem, ...] = Field(min_length=1)
    ground: str = "paper"
    align: Literal["start", "center", "end"] = "start"
    valign: Literal["top", "middle", "bottom"] = "middle"


class PanelElement(Element):
    """The area a message stands on, as the theme draws it: filled, outlined or not at all."""

    kind: Literal["panel"]
    radius: Measure = 0.0


class ArtElement(Element):
    """The drawing a design or a shop's trade asks for, fitted into the box; vectors.

    artwork: of its own, instead; several, side by side, as many as the box has room for.
    ground: "panel" on a panel, else what the theme stands on. spot: on a disc, where the theme
    has one and `disc` lets it; of a design with an emblem, that. manner: in its colours, in tints
    of `color`, or in line of it. reversed: as in a mirror. standing: on what is drawn below,
    without a shadow of its own. thickness: of lines, in sizes of the drawing. Where its box goes
    beyond the face, it is cut off there.
    """

    kind: Literal["art"]
    artwork: Names = ""
    ground: str = "ground"
    spot: bool = False
    disc: bool = True
    valign: Literal["top", "middle", "bottom"] = "middle"
    manner: Manner = "color"
    color: str = "ink"
    standing: bool = False
    reversed: bool = False
    thickness: float = Field(default=0.016, gt=0, le=0.1)


class ScatterElement(Element):
    """Drawings strewn over the box, a little turned, cut off at its edges.

    artwork: in turn; "" is the one that the shop's trade asks for. size: of each, mm; pitch: from
    one to the next, in sizes.
    """

    kind: Literal["scatter"]
    artwork: tuple[str, ...] = ("",)
    size: Measure
    pitch: float = Field(default=1.5, ge=1, le=6)
    ground: str = "ground"
    manner: Manner = "tint"
    color: str = "ink"


class PatternElement(Element):
    """One of the patterns that ship, as tiles of about `tile` mm over the box, in `color`."""

    kind: Literal["pattern"]
    artwork: str
    tile: Measure
    color: str = "line"


class FeatureElement(Element):
    """Where a composition shows what only this design has: its `feature`, drawn in this box."""

    kind: Literal["feature"]


class PhotoElement(Element):
    """The shop's own picture over the whole box, cut to it and dimmed for white letters.

    scrim: where it is dimmed: nowhere, everywhere, or from the side where the words stand; there
    over `share` of the box, and fading for as much again as is left, up to a third. round: cut to
    the ellipse in the box.
    """

    kind: Literal["photo"]
    scrim: Literal["none", "all", "bottom", "start"] = "all"
    share: Measure = 1.0
    round: bool = False


AnyElement = Annotated[
    TextElement
    | CodeElement
    | RectElement
    | EllipseElement
    | LineElement
    | PathElement
    | ImageElement
    | VectorElement
    | ColumnElement
    | PanelElement
    | ArtElement
    | FeatureElement
    | PhotoElement
    | PatternElement
    | ScatterElement,
    Field(discriminator="kind"),
]
