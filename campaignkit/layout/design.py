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

Lengths are mm or sums of them (`length_formulas`): `w` and `h` are the label's, and `title`,
`note`, `hours`, `address`, `website` and `logo` count 1 where a sticker has them, else 0, so that
"h - 6 - 4 * note" makes room for a note. Colours are #RRGGBB or a name of the shop's colours
(`palette`). Texts are Jinja over the facts; those five facts are "" where they are not given,
and `headline` is the title, or the wording's headline where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from math import log
from pathlib import Path
from typing import Any, Literal, TypeVar

from campaignkit import resources
from campaignkit.errors import BadInput, CampaignError, near_or_all
from campaignkit.layout.elements import (
    AnyElement,
    ArtElement,
    CodeElement,
    ColumnElement,
    ColumnItem,
    Element,
    EllipseElement,
    FeatureElement,
    ImageElement,
    Inset,
    LineElement,
    PathElement,
    RectElement,
    TextElement,
)
from campaignkit.layout.length_formulas import Measure
from campaignkit.layout.sizes import named_size
from campaignkit.layout.svg_designs import UNDETERMINED, svg_design
from campaignkit.specs import Field, Form, Names, field_validator, fit, model_validator, read
from campaignkit.wording import compile_text

__all__ = [
    "COMPOSITIONS",
    "FOLDER",
    "SLOTS",
    "AnyElement",
    "CodeElement",
    "ColumnElement",
    "ColumnItem",
    "Design",
    "Element",
    "EllipseElement",
    "ImageElement",
    "Layout",
    "LineElement",
    "PathElement",
    "RectElement",
    "TextElement",
    "load",
    "names",
]

FOLDER, COMPOSITIONS = "stickers", "compositions"
# Texts that a composition has room for, and a design may give; as a length, 1 where it does.
SLOTS = (*("eyebrow", "big", "headline", "price", "list", "body", "invitation", "fine", "foot"),)
IN_EMBLEM = ("eyebrow", "big")  # texts that an emblem says instead, where a layout shows it
Range = tuple[float, float]
_NEAREST = 5  # layouts whose limits are told to whoever has a label that none suits
_ANY_ASPECT = (0.05, 20.0)
_Said = TypeVar("_Said", TextElement, ColumnItem)


class Layout(Form):
    """One arrangement, for labels whose width and height (mm) lie in its ranges.

    bare: without the ornaments of theme and season, for which there is no room. fallback: only for
    stickers whose words have no room in the one before. ground: what lies below the ornaments of a
    season and what the design marks, above those of the theme; covering: it covers those, which are
    then left out.
    """

    name: str
    width: Range
    height: Range
    shape: Literal["rect", "round"] = "rect"
    aspect: Range = _ANY_ASPECT  # width : height
    bare: bool = False
    covering: bool = False
    fallback: bool = False
    let: dict[str, Measure] = Field(default_factory=dict)
    ground: tuple[AnyElement, ...] = ()
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

    def beyond(self, width: float, height: float) -> float:
        """Return how far a label is beyond the ranges, in factors of e; 0: it suits."""
        sides = (width, self.width), (height, self.height), (width / height, self.aspect)
        return sum(max(0.0, log(low / is_), log(is_ / high)) for is_, (low, high) in sides)

    def limits(self, aspect: float) -> str:
        """Say every limit that a label of this aspect meets, as in "37 to 62 x 20 to 31 mm"."""
        (left, right), (low, high) = self.width, self.height
        size = f"{left:g} to {right:g} x {low:g} to {high:g} mm"
        if self.aspect == _ANY_ASPECT and self.aspect[0] <= aspect <= self.aspect[1]:
            return size
        return f"{size}, {self.aspect[0]:g} to {self.aspect[1]:g} times as wide as high"


class Composition(Form):
    """Layouts that designs share; they differ in their words, artwork and feature.

    then: another, whose layouts are tried after these. items: texts of columns that many layouts
    have, by a name that a column gives for them.
    """

    items: dict[str, tuple[ColumnItem, ...]] = Field(default_factory=dict)
    layout: tuple[Layout, ...] = Field(min_length=1)
    then: str = ""

    @model_validator(mode="before")
    @classmethod
    def _with_items(cls, data: Any) -> Any:
        """Put the texts in the place of their name."""
        named = data.get("items", {})
        for layout in data.get("layout", ()):
            for each in layout.get("element", ()):
                if isinstance(each.get("item"), str):
                    each["item"] = named[each["item"]]
        return data


class Design(Form):
    """A design file.

    needs: facts each sticker must have, by name, with what they are; options: those it may have.
    composition: those whose layouts follow its own; with a theme, they alone are used. texts: what
    stands in the composition's slots; spare: those that the smallest labels do without. feature:
    what only this design has, in lengths of the composition's box for it. emblem: drawn where
    others show artwork, in lengths of a square; it says what its texts eyebrow and big say where
    there is none, or where a sticker's words do not fit it. panel: drawn on the panel, in lengths
    of it; crown: the share of its height that this takes above the words; tail: the share that it
    hangs below.
    inset, mark: what it keeps of the label for itself, and draws there: a hole, a line to cut.
    fold: printed twice, the upper one standing on its head, for a tent. reverse: printed as in a
    mirror, for the inside of a window.
    """

    title: str
    description: str = ""
    size: tuple[float, float]  # mm, when nothing else decides
    # What its code opens when nobody says; "payment": somebody must, and nothing else will do;
    # "given": somebody must.
    link: Literal["chat", "catalog", "payment", "call", "wifi", "given"] = "chat"
    needs: dict[str, str] = Field(default_factory=dict)
    options: dict[str, str] = Field(default_factory=dict)
    wording: dict[str, dict[str, str]]
    layout: tuple[Layout, ...] = ()
    composition: Names = ""
    texts: dict[str, str] = Field(default_factory=dict)
    spare: tuple[str, ...] = ()
    artwork: str = ""
    feature: tuple[AnyElement, ...] = ()
    emblem: tuple[AnyElement, ...] = ()
    panel: tuple[AnyElement, ...] = ()
    crown: float = Field(default=0.0, ge=0, le=0.5)
    tail: float = Field(default=0.0, ge=0, le=0.5)
    inset: Inset = Field(default_factory=Inset)
    mark: tuple[AnyElement, ...] = ()
    fold: bool = False
    reverse: bool = False
    pixels: tuple[int, int] | None = None
    name: str = ""
    folder: str = ""  # where its pictures lie

    @field_validator("size", mode="before")
    @classmethod
    def _sides_or_a_name(cls, value: Any) -> Any:
        if isinstance(value, str):
            try:
                return named_size(value)
            except BadInput as err:
                raise ValueError(err.plain.removeprefix("size_mm=")) from err
        sides = value if isinstance(value, list | tuple) else ()
        numbers = [each for each in sides if isinstance(each, int | float) and each > 0]
        if len(sides) != 2 or len(numbers) != 2:
            raise ValueError(
                'a size is [width, height] in mm, both above 0, or a name such as "A6 landscape"'
            )
        return value

    @field_validator("composition")
    @classmethod
    def _is_there(cls, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for name in (value,) if isinstance(value, str) else value:
            if name and name not in (there := resources.names(COMPOSITIONS, ".toml")):
                raise ValueError(f"there is no composition {name!r}.{near_or_all(name, there)}")
        return value

    @field_validator("texts")
    @classmethod
    def _can_be_filled(cls, value: dict[str, str]) -> dict[str, str]:
        for slot, text in value.items():
            try:
                compile_text(text, name=slot)
            except CampaignError as err:
                raise ValueError(err.plain) from err
        return value

    @model_validator(mode="after")
    def _has_words(self) -> Design:
        if not self.wording:
            raise ValueError("a design has wording in at least one language, as [wording.en]")
        if not self.layout and not self.composition:
            raise ValueError("a design has a [[layout]], or names a composition")
        for key, slots in (("texts", self.texts), ("spare", self.spare)):
            for slot in slots:
                if slot not in SLOTS:
                    raise ValueError(f"{key} has no {slot!r}. There are: {', '.join(SLOTS)}")
        return self

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it has wording for; of a drawing with words in it nobody knows them."""
        return tuple(sorted(set(self.wording) - {UNDETERMINED}))

    def __repr__(self) -> str:
        return f"<design {self.name or self.title!r}, {len(self.layout)} layouts>"

    def __hash__(self) -> int:
        return hash((self.name, self.folder, self.title, len(self.layout), self.composition))

    def fact_names(self) -> frozenset[str]:
        """Return every fact its texts speak of, those all designs have included."""
        return _fact_names(self)

    @property
    def composed(self) -> tuple[Layout, ...]:
        """The layouts of its composition, with its own texts and feature in their places."""
        return _composed(self)

    def layouts(self, *, themed: bool = False) -> tuple[Layout, ...]:
        """Return its layouts in the order they are tried; those of its composition if themed.

        A design without a composition keeps its own under every theme.
        """
        if themed and self.composition:
            return self.composed
        return (*self.layout, *self.composed)

    def shows_logo(self, width: float, height: float, shape: str = "rect") -> bool:
        """Say whether the layout that suits a label has a place for the shop's logo."""
        fitting = (each for each in self.layouts() if each.suits(width, height, shape))
        chosen = next(fitting, None)
        elements = () if chosen is None else chosen.element
        return any(getattr(each, "source", "") == "logo" for each in elements)

    def suiting(
        self,
        width: float,
        height: float,
        shape: str = "rect",
        *,
        themed: bool = False,
        inner: tuple[float, float] | None = None,
    ) -> Layout | None:
        """Return the first layout that suits a label, as `choose` says; None: there is none."""
        for layout in self.layouts(themed=themed):
            if layout.fallback:
                continue
            composed = inner is not None and any(layout is each for each in self.composed)
            bare = inner is not None and layout.bare
            size = inner if composed and inner is not None else (width, height)
            if not bare and layout.suits(*size, shape):
                return layout
        return None if inner is None else self.suiting(width, height, shape, themed=themed)

    def fallbacks(
        self, width: float, height: float, shape: str = "rect", *, themed: bool = False
    ) -> tuple[Layout, ...]:
        """Return the layouts for stickers whose words have no room in the one for this label."""
        layouts = self.layouts(themed=themed)
        return tuple(each for each in layouts if each.fallback and each.suits(width, height, shape))

    def choose(
        self,
        width: float,
        height: float,
        shape: str = "rect",
        *,
        themed: bool = False,
        inner: tuple[float, float] | None = None,
    ) -> Layout:
        """Return the first layout that suits a label.

        inner: what theme, season and design leave of it, mm; one of the composition is rather
        chosen for that.

        Raises:
            BadInput: none does; says which sizes do.
        """
        found = self.suiting(width, height, shape, themed=themed, inner=inner)
        if found is not None:
            return found
        layouts = self.layouts(themed=themed)
        fitting = [each for each in layouts if each.shape == shape and not each.fallback]
        nearest = sorted(fitting, key=lambda each: each.beyond(width, height))
        limits = list(dict.fromkeys(each.limits(width / height) for each in nearest))
        sizes = "; ".join(limits[:_NEAREST])
        if len(limits) > _NEAREST:
            sizes += f"; … (+{len(limits) - _NEAREST})"
        by_aspect = any(each.aspect != _ANY_ASPECT for each in fitting)
        ratio = f", {width / height:.3g} times as wide as high" if by_aspect else ""
        if shape == "round":
            ratio = ", round"
        raise BadInput(
            f"design {self.name!r} has no layout for a label of {width:g} x {height:g} mm{ratio}. "
            f"It suits {sizes or 'rectangular labels only'}.",
            rule="design.no-layout",
            design=self.name,
            width=width,
            height=height,
            shape=shape,
        )


@lru_cache(maxsize=128)
def _fact_names(design: Design) -> frozenset[str]:
    elements = [each for layout in design.layouts() for each in layout.element]
    own = (*design.feature, *design.emblem, *design.panel, *design.mark)
    texts = [text for each in (*elements, *own) for text in texts_of(each)]
    return frozenset(name for text in texts for name in compile_text(text, name="text").names)


def texts_of(element: AnyElement) -> tuple[str, ...]:
    """Return every template of an element."""
    if isinstance(element, ColumnElement):
        return (element.when, *(item.text for item in element.item))
    return (element.when, getattr(element, "text", ""))


@lru_cache(maxsize=128)
def _composed(design: Design) -> tuple[Layout, ...]:
    asked = design.composition
    names = (asked,) if isinstance(asked, str) else asked
    return tuple(
        layout.model_copy(update={"element": tuple(_filled(layout.element, design))})
        for name in names
        if name
        for layout in _layouts_of(name)
    )


def _layouts_of(name: str) -> tuple[Layout, ...]:
    """Return the layouts of a composition, and after them those of the one it names."""
    made = _composition(name)
    return (*made.layout, *(_layouts_of(made.then) if made.then else ()))


@cache
def _composition(name: str) -> Composition:
    text = resources.text(COMPOSITIONS, name, ".toml", what="composition")
    return read(text, Composition, file=f"{COMPOSITIONS}/{name}.toml")


def _filled(elements: tuple[AnyElement, ...], design: Design) -> Iterator[AnyElement]:
    """Yield elements with the design's texts in their slots, without those it does not fill."""
    shown = bool(design.emblem) and any(isinstance(e, ArtElement) and e.spot for e in elements)
    design = design.model_copy(update={"texts": _left(design.texts)}) if shown else design
    for element in elements:
        if isinstance(element, FeatureElement) and not design.feature:
            continue
        if isinstance(element, ColumnElement):
            items = tuple(filter(None, (_item(each, design) for each in element.item)))
            if items:
                yield element.model_copy(update={"item": items})
        elif isinstance(element, TextElement):
            if (said := _item(element, design)) is not None:
                yield said
        else:
            yield element


def _left(texts: dict[str, str]) -> dict[str, str]:
    """Return the texts of a design without those that its emblem says."""
    return {slot: text for slot, text in texts.items() if slot not in IN_EMBLEM}


def _item(item: _Said, design: Design) -> _Said | None:
    """Return a text with what the design has for its slot, else with its own; None: neither."""
    text = design.texts.get(item.slot, item.text) if item.slot else item.text
    if not text:
        return None
    spare = isinstance(item, ColumnItem) and item.slot in design.spare
    return item.model_copy(update={"text": text, **({"spare": True} if spare else {})})


def names() -> list[str]:
    """Return the names of the built-in designs.

    >>> "open-for-business" in names()
    True
    """
    return resources.names(FOLDER, ".toml")


def load(name: str) -> Design:
    """Return a built-in design by its name, or a merchant's own by the path of its .toml file or of
    an SVG whose elements have names (`svg_designs`).

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
    if name.lower().endswith((".toml", ".svg")) or "/" in name or "\\" in name:
        return _own(name)
    return _built_in(name)


@cache
def _built_in(name: str) -> Design:
    text = resources.text(FOLDER, name, ".toml", what="design")
    return _named(text, name=name, folder="", file=f"{name}.toml")


def _own(path: str) -> Design:
    return _own_text(resources.user_text(path, what="design"), path)


@lru_cache(maxsize=128)
def _own_text(text: str, file: str) -> Design:
    extra = {"name": Path(file).stem, "folder": str(Path(file).parent)}
    if not file.lower().endswith(".svg"):
        return _named(text, **extra, file=file)
    made, problems = fit(svg_design(text, file=file), Design, file=file)
    problems.raise_errors(file)
    assert made is not None  # no problems: it was read
    return made.model_copy(update=extra)


def _named(text: str, **extra: Any) -> Design:
    file = extra.pop("file")
    design = read(text, Design, file=file)
    return design.model_copy(update=extra)
