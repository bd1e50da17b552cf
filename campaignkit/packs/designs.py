"""Packs that are data: `templates/packs/<name>/pack.toml` and one TOML file a sticker.

pack.toml names the stickers in their order, the pack in each language, and frames: elements that
several stickers share. A sticker has its own elements, an emoji or three, and for each language
a headline and what a screen reader says. Elements are those of `layout.design`, on a square of
51.2 mm, a tenth of a millimetre a pixel. Adding a sticker is adding a file and naming it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from typing import Any

from campaignkit import layout, locales, resources
from campaignkit.business import Business
from campaignkit.drawing import Drawing, Page, Placed
from campaignkit.errors import BadInput
from campaignkit.layout.design import AnyElement, Design, Layout
from campaignkit.pictures import Pixels
from campaignkit.specs import Field, Form, read
from campaignkit.units import MM_PER_INCH
from campaignkit.wording import compile_text

FOLDER = "packs"
FILE = "pack.toml"
SIDE_MM = 51.2
_DPI = 512 / SIDE_MM * MM_PER_INCH
SMALLEST_MM = 20.0  # of a label that a drawing is printed on
_SIZES = (SMALLEST_MM, 205.0)


class PackDesignForm(Form):
    """A pack.toml. frame: elements drawn over those of the stickers that ask for it."""

    title: str
    description: str = ""
    wording: dict[str, dict[str, str]]
    stickers: tuple[str, ...] = Field(min_length=1, max_length=30)
    frame: dict[str, tuple[AnyElement, ...]] = Field(default_factory=dict)
    under: dict[str, tuple[AnyElement, ...]] = Field(default_factory=dict)


class PackStickerForm(Form):
    """One sticker's file."""

    title: str
    emojis: tuple[str, ...] = Field(min_length=1, max_length=3)
    frame: str = ""
    element: tuple[AnyElement, ...] = ()
    wording: dict[str, dict[str, str]]


class PackDesign:
    """A pack's design, its stickers in order: (name, emojis, design)."""

    def __init__(
        self, name: str, form: PackDesignForm, stickers: dict[str, PackStickerForm]
    ) -> None:
        self.name = name
        self.form = form
        self.stickers = {each: (s.emojis, _design(self, each, s)) for each, s in stickers.items()}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it has wording for."""
        return tuple(sorted(self.form.wording))

    def title(self, shop: Business, language: str) -> str:
        """Return what the pack is called."""
        chain = [*locales.fallbacks(language), *self.form.wording]
        words = self.form.wording[next(each for each in chain if each in self.form.wording)]
        facts = {**shop.facts(), "language": language}
        return compile_text(words["name"], name="name").render(facts).strip()


def _design(pack: PackDesign, name: str, sticker: PackStickerForm) -> Design:
    known = pack.form.frame
    if sticker.frame and sticker.frame not in known:
        raise BadInput(
            f"sticker {name!r} of pack {pack.name!r} asks for a frame {sticker.frame!r}; "
            f"there are: {', '.join(known)}.",
            rule="pack.frame",
            frame=sticker.frame,
        )
    under = pack.form.under.get(sticker.frame, ())
    elements = (*under, *sticker.element, *known.get(sticker.frame, ()))
    only = Layout(
        name="sticker", width=_SIZES, height=_SIZES, aspect=(0.98, 1.02), element=elements
    )
    return Design(
        title=sticker.title,
        size=(SIDE_MM, SIDE_MM),
        wording=sticker.wording,
        layout=(only,),
        name=f"{pack.name}/{name}",
    )


def names() -> list[str]:
    """Return the built-in packs.

    >>> "open-for-business" in names()
    True
    """
    return resources.names(FOLDER, "")


@cache
def load(name: str) -> PackDesign:
    """Return a built-in pack by its name.

    Raises:
        NotFound: there is none; names the nearest.
    """
    if name not in names():
        resources.text(FOLDER, name, "", what="sticker pack")
    folder = f"{FOLDER}/{name}"
    form = read(resources.text(folder, "pack", ".toml"), PackDesignForm, file=f"{name}/{FILE}")
    stickers = {
        each: read(
            resources.text(folder, each, ".toml"), PackStickerForm, file=f"{name}/{each}.toml"
        )
        for each in form.stickers
    }
    return PackDesign(name, form, stickers)


def drawing(
    design: Design, shop: Business, language: str, *, title: str = "", side: float = SIDE_MM
) -> Drawing:
    """Return a sticker of a pack as a drawing of side x side mm.

    Raises:
        TooBig: its words do not fit.
        NotFound: no font has one of their characters.
    """
    return drawn(ready(design, shop, language, side=side), title)


def ready(
    design: Design, shop: Business, language: str, *, side: float = SIDE_MM
) -> layout.Compiled:
    """Return a sticker of a pack made ready for a shop, language and size."""
    return layout.compiled(design, shop, language, width=side, height=side)


def drawn(compiled: layout.Compiled, title: str = "") -> Drawing:
    """Return the drawing of a sticker that is made ready. Raises what `drawing` does."""
    return compiled.draw({"title": title} if title else {}, None)


def spoken(design: Design, shop: Business, language: str) -> str:
    """Return what a screen reader says of a sticker."""
    words = layout.words(design, language)
    text = words.get("spoken") or words.get(layout.HEADLINE, "")
    facts: dict[str, Any] = layout.shop_facts(design, shop, language)
    return compile_text(text, name="spoken").render(facts).strip()


def bare_pixels(drawn: Drawing) -> Pixels:
    """Return a drawing as RGBA pixels, 512 across."""
    return next(all_pixels([drawn]))


def all_pixels(drawings: Sequence[Drawing]) -> Iterator[Pixels]:
    """Yield drawings as RGBA pixels, 512 across; one PDF has them all."""
    from campaignkit.render import pdf, raster

    out = BytesIO()
    pages = (Page(each.width, each.height, (Placed(0.0, 0.0, each),)) for each in drawings)
    pdf.write(pages, out)
    with raster.open_pdf(out.getvalue()) as document:
        for number, each in enumerate(drawings, 1):
            yield raster.cutout(document, number, dpi=_DPI * SIDE_MM / each.width)
