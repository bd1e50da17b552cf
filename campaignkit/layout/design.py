"""A sticker design as a merchant writes it: wording by language, and layouts by size, in TOML.

    title = "Chat with us"
    size = [63.5, 38.1]

    [wording.en]
    headline = "Chat with us"

    [[layout]]
    name = "label"
    width = [50, 120]
    height = [30, 60]
    let = { code = "h - 4" }

    [[layout.element]]
    kind = "qr"
    box = ["w - code - 2", 2, "code", "code"]

Lengths are mm or sums of them (`measures`): `w` and `h` are the label's, and `title`, `note`,
`hours`, `address`, `website` and `logo` count 1 where a sticker has them, else 0, so that
"h - 6 - 4 * note" makes room for a note. Colours are #RRGGBB or a name of the shop's colours
(`palette`). Texts are Jinja over the facts; those five facts are "" where they are not given,
and `headline` is the title, or the wording's headline where there is none.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from campaignkit import resources
from campaignkit.errors import BadInput
from campaignkit.layout.measures import Measure
from campaignkit.specs import Field, Form, field_validator, model_validator, read
from campaignkit.wording import compile_text

FOLDER = "stickers"
Box = tuple[Measure, Measure, Measure, Measure]  # left, top, width, height
Range = tuple[float, float]
_ANY_ASPECT = (0.05, 20.0)


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
    they would have to be smaller.
    """

    kind: Literal["text"]
    text: str
    size: Measure
    min_size: Measure
    lines: int = Field(default=1, ge=1, le=20)
    weight: int = Field(default=400, ge=100, le=900)
    align: Literal["start", "center", "end"] = "start"
    valign: Literal["top", "middle", "bottom"] = "middle"
    color: str = "ink"
    leading: float | None = Field(default=None, ge=0.8, le=3)
    optional: bool = False


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
    it with whole copies side by side, as many as nearly keep their proportions.
    flip: drawn as in a mirror where the design runs right to left.
    """

    kind: Literal["path"]
    data: str
    view: tuple[float, float, float, float] = (0, 0, 24, 24)
    fit: Literal["meet", "stretch", "repeat"] = "meet"
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


AnyElement = Annotated[
    TextElement
    | CodeElement
    | RectElement
    | EllipseElement
    | LineElement
    | PathElement
    | ImageElement,
    Field(discriminator="kind"),
]


class Layout(Form):
    """One arrangement, for labels whose width and height (mm) lie in its ranges."""

    name: str
    width: Range
    height: Range
    shape: Literal["rect", "round"] = "rect"
    aspect: Range = _ANY_ASPECT  # width : height
    let: dict[str, Measure] = Field(default_factory=dict)
    element: tuple[AnyElement, ...] = Field(min_length=1)

    @field_validator("width", "height", "aspect")
    @classmethod
    def _rising(cls, value: Range) -> Range:
        if not 0 < value[0] <= value[1]:
            raise ValueError(f"a range is [smallest, largest], not {list(value)}")
        return value

    def suits(self, width: float, height: float, shape: str) -> bool:
        """Say whether a label of this size and shape may use it."""
        slack = 0.01
        return (
            self.shape == shape
            and self.width[0] - slack <= width <= self.width[1] + slack
            and self.height[0] - slack <= height <= self.height[1] + slack
            and self.aspect[0] <= width / height <= self.aspect[1]
        )

    def limits(self, aspect: float) -> str:
        """Say every limit that a label of this aspect meets, as in "37 to 62 x 20 to 31 mm"."""
        (left, right), (low, high) = self.width, self.height
        size = f"{left:g} to {right:g} x {low:g} to {high:g} mm"
        if self.aspect == _ANY_ASPECT and self.aspect[0] <= aspect <= self.aspect[1]:
            return size
        return f"{size}, {self.aspect[0]:g} to {self.aspect[1]:g} times as wide as high"


class Design(Form):
    """A design file. needs: facts each sticker must have, by name, with what they are."""

    title: str
    description: str = ""
    size: tuple[float, float]  # mm, when nothing else decides
    # What its code opens when nobody says; "payment": somebody must, and nothing else will do.
    link: Literal["chat", "catalog", "payment"] = "chat"
    needs: dict[str, str] = Field(default_factory=dict)
    wording: dict[str, dict[str, str]]
    layout: tuple[Layout, ...] = Field(min_length=1)
    name: str = ""
    folder: str = ""  # where its pictures lie

    @field_validator("size")
    @classmethod
    def _positive(cls, value: tuple[float, float]) -> tuple[float, float]:
        if min(value) <= 0:
            raise ValueError("a size is [width, height] in mm, both above 0")
        return value

    @model_validator(mode="after")
    def _has_words(self) -> Design:
        if not self.wording:
            raise ValueError("a design has wording in at least one language, as [wording.en]")
        return self

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it has wording for."""
        return tuple(sorted(self.wording))

    def __repr__(self) -> str:
        return f"<design {self.name or self.title!r}, {len(self.layout)} layouts>"

    def __hash__(self) -> int:
        return hash((self.name, self.folder, self.title, len(self.layout)))

    def fact_names(self) -> frozenset[str]:
        """Return every fact its texts speak of, those all designs have included."""
        return _fact_names(self)

    def choose(self, width: float, height: float, shape: str = "rect") -> Layout:
        """Return the first layout that suits a label.

        Raises:
            BadInput: none does; says which sizes do.
        """
        for layout in self.layout:
            if layout.suits(width, height, shape):
                return layout
        fitting = [each for each in self.layout if each.shape == shape]
        sizes = "; ".join(each.limits(width / height) for each in fitting)
        by_aspect = any(each.aspect != _ANY_ASPECT for each in fitting)
        ratio = f", {width / height:.3g} times as wide as high" if by_aspect else ""
        raise BadInput(
            f"design {self.name!r} has no layout for a label of {width:g} x {height:g} mm{ratio}. "
            f"It suits {sizes or 'rectangular labels only'}.",
            rule="design.no-layout",
            design=self.name,
            width=width,
            height=height,
            shape=shape,
        )


@cache
def _fact_names(design: Design) -> frozenset[str]:
    texts = [
        text
        for layout in design.layout
        for element in layout.element
        for text in (element.when, getattr(element, "text", ""))
    ]
    return frozenset(name for text in texts for name in compile_text(text, name="text").names)


def names() -> list[str]:
    """Return the names of the built-in designs.

    >>> "open-for-business" in names()
    True
    """
    return resources.names(FOLDER, ".toml")


def load(name: str) -> Design:
    """Return a built-in design by its name, or a merchant's own by the path of its .toml file.

    Raises:
        NotFound: there is no such design or file.
        BadInput: the file is not a design; `problems` names each mistake and its line.
    """
    if not isinstance(name, str) or not name:
        raise BadInput(
            f"design={name!r} is not a name or a path. There are: {', '.join(names())}.",
            rule="design.name",
            name=name,
        )
    if name.endswith(".toml") or "/" in name or "\\" in name:
        return _own(name)
    return _built_in(name)


@cache
def _built_in(name: str) -> Design:
    text = resources.text(FOLDER, name, ".toml", what="design")
    return _named(text, name=name, folder="", file=f"{name}.toml")


def _own(path: str) -> Design:
    return _own_text(resources.user_text(path, what="design"), path)


@cache
def _own_text(text: str, file: str) -> Design:
    return _named(text, name=Path(file).stem, folder=str(Path(file).parent), file=file)


def _named(text: str, **extra: Any) -> Design:
    file = extra.pop("file")
    design = read(text, Design, file=file)
    return design.model_copy(update=extra)
