"""A design made ready for one shop, language and label: what never changes is drawn once.

`compiled()` settles everything that the shop decides: boxes in mm, colours, fixed words. What
is left for each sticker are a few texts and the code. `Compiled.draw` adds those.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from campaignkit import drawing, resources, svg_paths
from campaignkit.business import Business
from campaignkit.drawing import UNTURNED, Drawing, Image, Item, Shape, Use
from campaignkit.layout import artwork_boxes
from campaignkit.layout.calls_to_action import invitation
from campaignkit.layout.compiled_design import (
    HEADLINE,
    OPTIONAL,
    CodeSpot,
    Compiled,
    Field,
    Names,
    Parts,
    headline,
)
from campaignkit.layout.design import Design, Layout, texts_of
from campaignkit.layout.design_words import optional_slots, words
from campaignkit.layout.element_boxes import Kept, dressed, placed
from campaignkit.layout.element_errors import naming, naming_let
from campaignkit.layout.elements import (
    AnyElement,
    ArtElement,
    CodeElement,
    FeatureElement,
    ImageElement,
)
from campaignkit.layout.length_formulas import measure
from campaignkit.layout.outlines import Bounds
from campaignkit.layout.painting import Painter
from campaignkit.layout.palette import blackened, expressed, palette, themed
from campaignkit.layout.themes import Styling, styling
from campaignkit.layout.transforms import centred, folded, reversed_
from campaignkit.locales import direction
from campaignkit.units import PT_PER_MM
from campaignkit.wording import compile_text

_READ_MM = 5 / PT_PER_MM  # smaller type is warned of
_SMALL = 2  # the stage in which texts are as small as their layout lets them
_ROUND_INSET = 0.7071  # the largest square in a circle
_HAIR = 1e-6  # mm: lengths that were added in another order


def compiled(
    design: Design,
    shop: Business,
    language: str,
    *,
    width: float,
    height: float,
    shape: str = "rect",
    font: str | None = None,
    dress: Styling | None = None,
) -> Compiled:
    """Return a design made ready for labels of width x height mm, in a theme if `dress` has one.

    On a round or elliptic label a design without a layout for it takes the largest upright
    box inside the outline; on a tall one that only a lying layout suits it lies on its side.
    font: the path of a font file or folder that is tried first. It is remembered until a picture
    that it shows is changed.

    Raises:
        BadInput: no layout suits that size, or the design has a mistake.
    """
    label = (width, height, shape)
    worn = styling() if dress is None else dress
    pictures_ = _as_of(design, shop, worn)
    return _compiled(design, shop, language, worn=worn, font=font, label=label, as_of=pictures_)


def _as_of(design: Design, shop: Business, worn: Styling) -> tuple[resources.AsOf, ...]:
    """Return the state of each picture beside a merchant's design, of the logo and the artwork."""
    beside = _pictures(design) if design.folder else ()
    files = beside if shop.logo is None else (*beside, shop.logo)
    if artwork_boxes.is_path(worn.artwork):
        files = (*files, Path(worn.artwork))
    return tuple(map(resources.as_of, files))


@lru_cache(maxsize=128)
def _pictures(design: Design) -> tuple[Path, ...]:
    elements = (element for layout in design.layouts() for element in layout.element)
    sources = (each.source for each in elements if isinstance(each, ImageElement))
    return tuple(Path(design.folder) / source for source in sources if source != "logo")


@lru_cache(maxsize=128)
def _compiled(
    design: Design,
    shop: Business,
    language: str,
    *,
    worn: Styling,
    font: str | None,
    label: tuple[float, float, str],
    as_of: tuple[resources.AsOf, ...],
) -> Compiled:
    width, height, shape = label
    is_folded = design.fold and shape == "rect"
    if is_folded:
        height /= 2
    usual = _Maker(design, shop, language, worn=worn, font=font)
    on_its_side = shape == "rect" and not is_folded and usual.is_turned(width, height)
    if on_its_side:
        width, height = height, width

    def made(settings: Sequence[_Setting]) -> Compiled:
        """Return it in the first setting, and the others for stickers that have no room there."""
        setting, *others = settings
        maker = _Maker(setting.design, shop, language, worn=worn, font=font, setting=setting)
        done = maker.make(setting.layout, setting.width, setting.height)
        if setting.width < width or setting.height < height:
            done = centred(done, width, height)
        if is_folded:
            done = folded(done)
        elif design.reverse:
            done = reversed_(done)
        instead = cache(partial(made, others)) if others else None
        return replace(done, on_its_side=on_its_side, instead=instead)

    settings = usual.settings(width, height, shape)
    if design.emblem:  # a name too long for it may stand among the words
        bare = design.model_copy(update={"emblem": ()})
        other = _Maker(bare, shop, language, worn=worn, font=font)
        settings += other.settings(width, height, shape)
    return made(sorted(settings, key=lambda setting: setting.stage))


def shop_facts(design: Design, shop: Business, language: str) -> dict[str, Any]:
    """Return the facts that are the same on every sticker of a shop."""
    wording = words(design, language)
    kind = {"given": "other"}.get(design.link, design.link)
    invited = wording.get("call") or invitation(kind, language)
    facts = {**shop.facts(), "language": language, "wording": wording, "invitation": invited}
    if shop.website:
        facts["website"] = shop.website.split("://", 1)[-1].rstrip("/")
    return facts


def _varies(element: AnyElement, design: Design, fixed: Mapping[str, Any]) -> bool:
    """Say whether an element can differ between stickers that share these facts."""
    if isinstance(element, CodeElement):
        return True
    inner: tuple[AnyElement, ...] = ()
    if isinstance(element, FeatureElement):
        inner = design.feature
    elif isinstance(element, ArtElement) and element.spot:
        inner = design.emblem
    texts = [text for each in (element, *inner) for text in texts_of(each)]
    return not {n for each in texts for n in compile_text(each, name="text").names} <= set(fixed)


def _without_frames(base: Sequence[Item], later: Iterable[object]) -> list[Item]:
    """Return what lies under all codes without frames of a code that nobody sees.

    These are as light as its panel, which covers them, and lie on bare paper. Many designs have
    one, and filling it took a tenth of the time of a page.
    """
    spots = [spot for spot in later if isinstance(spot, CodeSpot)]
    return [
        item
        for at, item in enumerate(base)
        if not any(_is_unseen(item, spot, base[:at]) for spot in spots)
    ]


def _is_unseen(item: Item, spot: CodeSpot, under: Sequence[Item]) -> bool:
    if not isinstance(item, Shape) or item.stroke is not None or item.fill != spot.light:
        return False
    left, top, right, bottom = svg_paths.bounds(item.path)
    panel = Bounds(spot.x - _HAIR, spot.y - _HAIR, spot.side + 2 * _HAIR, spot.side + 2 * _HAIR)
    inside = (
        panel.x <= left
        and panel.y <= top
        and right <= panel.x + panel.width
        and bottom <= panel.y + panel.height
    )
    return inside and not any(_may_meet(each, panel) for each in under)


def _may_meet(item: Item, box: Bounds) -> bool:
    """Say whether an item may lie in a box; of texts and what is turned that is taken for sure."""
    match item:
        case Shape():
            left, top, right, bottom = svg_paths.bounds(item.path)
            reach = item.stroke_width if item.stroke else 0.0
            across, down = right - left + 2 * reach, bottom - top + 2 * reach
            return Bounds(left - reach, top - reach, across, down).meets(box)
        case Image():
            return Bounds(item.x, item.y, item.width, item.height).meets(box)
        case Use() if item.matrix == UNTURNED:
            return Bounds(item.x, item.y, item.drawing.width, item.drawing.height).meets(box)
        case _:
            return True


class _Setting(NamedTuple):
    """How a label of so many mm may be set.

    stage: 0 with all texts and none below 5 pt, 1 without those it can spare, 2 also smaller.
    """

    design: Design
    layout: Layout
    width: float
    height: float
    stage: int

    @property
    def least(self) -> float:
        """The smallest type, mm; 0: as the layout says."""
        return 0.0 if self.stage == _SMALL else _READ_MM


class _Maker:
    """Compiles one design for one shop and language. setting: how its texts are set."""

    def __init__(
        self,
        design: Design,
        shop: Business,
        language: str,
        *,
        worn: Styling,
        font: str | None,
        setting: _Setting | None = None,
    ) -> None:
        self._given = design
        design = worn.theme.arranged(design)
        self._design, self._shop, self._worn = design, shop, worn
        self._rtl = direction(language) == "rtl"
        colors = palette(shop)
        if worn.theme.black and not worn.plain:
            colors = blackened(colors)
        self._painter = Painter(design, shop, language, worn=worn, font=font, colors=colors)
        if setting is not None:
            self._painter.least, self._painter.sparing = setting.least, setting.stage > 0
        self._within: dict[int, str] = {}  # elements drawn in a box of their own
        self._kept: Mapping[str, Kept] = {}
        self._facts = shop_facts(design, shop, language)

    def settings(self, width: float, height: float, shape: str = "rect") -> list[_Setting]:
        """Return how a label may be set, in the order it is tried.

        In the layout that suits it or its fallbacks; round ones that none suits, as the largest
        upright box inside the outline. A merchant's own layouts have the sizes that they say.

        Raises:
            BadInput: no layout suits that size; says the sizes that do.
        """
        themed, design = not self._worn.plain, self._design
        if shape == "rect":
            inner = self._inner(width, height)
            first = design.choose(width, height, themed=themed, inner=inner)
        else:
            shape = "round"
            suiting = design.suiting(width, height, shape, themed=themed)
            if suiting is None:
                return self._settings_inside(width, height)
            first = suiting
        layouts = (first, *design.fallbacks(width, height, shape, themed=themed))
        composed = [each for each in layouts if any(each is own for own in design.composed)]
        stages = [(stage, composed) for stage in range(0 if design.spare else 1, _SMALL)]
        return [
            _Setting(self._given, each, width, height, stage)
            for stage, some in (*stages, (_SMALL, layouts))
            for each in some
        ]

    def is_turned(self, width: float, height: float) -> bool:
        """Say whether a tall label is suited by a layout for it on its side, and by no other."""
        if height <= width:
            return False

        def is_suited(width: float, height: float) -> bool:
            inner, themed = self._inner(width, height), not self._worn.plain
            return self._design.suiting(width, height, themed=themed, inner=inner) is not None

        return not is_suited(width, height) and is_suited(height, width)

    def _settings_inside(self, width: float, height: float) -> list[_Setting]:
        inner = width * _ROUND_INSET, height * _ROUND_INSET
        themed = not self._worn.plain
        if self._design.suiting(*inner, themed=themed, inner=self._inner(*inner)) is None:
            self._design.choose(width, height, "round", themed=themed)
        return self.settings(*inner)

    def _inner(self, width: float, height: float) -> tuple[float, float]:
        """Return what theme, season and design leave of a rectangular label, mm."""
        names = self._dressed_lengths(width, height, frozenset(), round_=False)
        return names["W"], names["H"]

    def make(self, layout: Layout, width: float, height: float) -> Compiled:
        if any(layout is each for each in self._design.composed):
            layout = self._dressed(layout)
        elif layout.ground:
            layout = layout.model_copy(update={"element": (*layout.ground, *layout.element)})

        @lru_cache(maxsize=64)
        def parts(present: Names, own: Names) -> Parts:
            return self._parts(layout, width, height, present, own)

        has_code = any(isinstance(element, CodeElement) for element in layout.element)
        options = chain.from_iterable(optional_slots(self._design).values())
        telling = tuple(dict.fromkeys((*OPTIONAL, *sorted(options))))
        return Compiled(width, height, self._facts, parts, has_code, telling=telling)

    def _themed(self) -> dict[str, drawing.Color]:
        theme = self._worn.theme
        filled = theme.panel == "fill"
        return themed(self._shop, theme.colors, filled=filled, black=theme.black)

    def _dressed(self, layout: Layout) -> Layout:
        """Return a layout of a composition over the ornaments of its theme and season."""
        worn = self._worn
        self._painter.colors = self._themed()
        round_ = layout.shape == "round"
        under = worn.theme.round if round_ else worn.theme.element
        under = (() if layout.bare or layout.covering else under) + layout.ground
        if worn.season is not None and not layout.bare:
            hung = worn.season.round if round_ else worn.season.element
            self._within |= {id(each): "season" for each in hung}
            under += hung
        if not round_:
            self._within |= {id(each): "mark" for each in self._design.mark}
            under += self._design.mark
        if worn.season is not None:
            more = {**self._painter.colors, **worn.season.colors}
            for name, value in worn.season.colors.items():
                more[name] = expressed(value, more)
            self._painter.colors = blackened(more) if worn.theme.black else more
        return layout.model_copy(update={"element": (*under, *layout.element)})

    def _parts(
        self, layout: Layout, width: float, height: float, present: Names, own: Names
    ) -> Parts:
        blank = {name: "" for name in OPTIONAL if name not in present}
        known = {**blank, HEADLINE: headline(self._facts), **self._facts}
        fixed = {name: value for name, value in known.items() if name not in own}
        names = self._lengths(layout, width, height, present)
        base: list[Item] = []
        parts: list[Field | CodeSpot | list[Item]] = []
        moving: list[Bounds] = []
        for element in layout.element:
            with naming(self._design, layout, element):
                kept = self._kept.get(self._within.get(id(element), ""))
                bounds, lengths = placed(element, names, kept, rtl=self._rtl)
                if isinstance(element, CodeElement) and not (element.text or element.when):
                    parts.append(self._painter.code(element, bounds))
                    moving.append(bounds)
                    continue
                field = self._painter.field(element, bounds, lengths, fixed)
            if _varies(element, self._design, fixed):
                parts.append(field)
                moving.append(bounds)
            elif not any(bounds.meets(other) for other in moving):
                base.extend(field(fixed, None))
            elif isinstance(parts[-1], list):
                parts[-1].extend(field(fixed, None))
            else:
                parts.append(list(field(fixed, None)))
        base = _without_frames(base, parts)
        return tuple(
            Use(drawing=Drawing(width, height, tuple(part))) if isinstance(part, list) else part
            for part in ([base, *parts] if base else parts)
        )

    def _lengths(
        self, layout: Layout, width: float, height: float, present: Names
    ) -> dict[str, float]:
        """Return what lengths may name, the layout's own among them."""
        round_ = layout.shape == "round"
        names = self._dressed_lengths(width, height, present, round_=round_, bare=layout.bare)
        for name, value in layout.let.items():
            with naming_let(self._design, layout, name):
                names[name] = measure(value, names, axis=width)
        return names

    def _dressed_lengths(
        self,
        width: float,
        height: float,
        present: Names,
        *,
        round_: bool,
        bare: bool = False,
    ) -> dict[str, float]:
        """Return what every layout may name; an optional fact, or the logo, is 1 if it is there."""
        names: dict[str, float] = {name: float(name in present) for name in OPTIONAL}
        names |= {"w": width, "h": height, "logo": float(self._shop.logo is not None)}
        pictured = self._worn.theme.photo and artwork_boxes.is_path(self._worn.artwork)
        shown = bool(self._painter.artwork) and not pictured
        names["pictured"] = float(pictured)
        how: dict[str, Any] = {"shown": shown, "round_": round_, "bare": bare, "present": present}
        done = dressed(self._design, self._worn, names, **how)
        self._kept = done.kept
        return {**names, **done.names}
