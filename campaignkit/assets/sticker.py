"""One sticker: design, facts and the text of its code. Light until drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any

from campaignkit import layout
from campaignkit import text as text_room
from campaignkit.assets.code import checked_level
from campaignkit.assets.code_style import check_logo
from campaignkit.assets.plain_letters import FACT, check_payment, with_plain_letters
from campaignkit.assets.printed_asset import Printed
from campaignkit.business import Business
from campaignkit.drawing import Drawing
from campaignkit.errors import BadInput, did_you_mean
from campaignkit.frozen import Frozen
from campaignkit.layout import Design
from campaignkit.link_kinds import call, catalog, chat, wifi
from campaignkit.locales import parse
from campaignkit.merge import needs_cell
from campaignkit.merge.judging import doubts_of_text, doubts_of_words, has_suspects, judged
from campaignkit.merge.single_facts import single_facts
from campaignkit.problems import Problem, Where
from campaignkit.qr import Symbol
from campaignkit.resources import as_of
from campaignkit.wording import Empty, is_empty

if TYPE_CHECKING:
    from campaignkit.proof.lints.faces import Outline

Size = float | tuple[float, float]
NOWHERE = Where()
_LARGEST_MM = 5000  # the longest page a PDF 1.5 viewer must show: 14,400 pt


@dataclass(frozen=True, slots=True, repr=False)
class Sticker(Printed):
    """A design with its facts. Its code is encoded and its drawing made only when needed.

    payload: the text inside its code. size: width, height in mm, when no label decides.
    where: the row it was made from. font: the path of a font file or folder tried first.
    copies: how often a sheet prints it, if its row says. warnings: what is doubtful in its row.
    dress: its theme, season and artwork.
    """

    design: Design
    shop: Business
    language: str
    payload: str
    facts: Mapping[str, Any]
    size: tuple[float, float]
    level: str = "M"
    where: Where = NOWHERE
    font: str | None = None
    copies: int | None = None
    warnings: tuple[Problem, ...] = ()
    dress: layout.Styling | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", Frozen(self.facts))

    @property
    def title(self) -> str:
        """What it says first: its own title, else its design's headline."""
        facts = {"wording": layout.words(self.design, self.language), **self.facts}
        return layout.headline(facts) or self.design.title

    def notes(self) -> tuple[Problem, ...]:
        """Return what is said once of all stickers that look like it, not with each."""
        worn = () if self.dress is None else notes_of(self.dress)
        if layout.is_titled(self.facts):
            return worn
        return *worn, *layout.unworded(self.design, self.language)

    @property
    def alternative(self) -> str:
        """What it shows, in words."""
        return f"Sticker of {self.shop.name}: {self.title}. Code: {self.payload}"

    @property
    def picture_dpi(self) -> float:
        """As many as make the pixels of its design, if that is for screens."""
        pixels = self.design.pixels
        # a class with slots is made twice: a bare super() means the first of the two
        return (
            super(Sticker, self).picture_dpi if pixels is None else pixels[0] / self.size[0] * 25.4
        )

    @property
    def outline(self) -> Outline:
        """A picture for screens is cut by nobody."""
        return "rect" if self.design.pixels is None else "screen"

    @property
    def ring(self) -> str:
        """The shop's second colour."""
        return self.shop.colors.accent

    def drawn(
        self, symbol: Symbol | None, *, width: float, height: float, shape: str = "rect"
    ) -> Drawing:
        """Return its drawing for a label of width x height mm.

        Raises:
            BadInput: its design has no layout for that size.
            TooBig: a text or the code does not fit.
            NotFound: no font has one of its characters.
        """
        ready = layout.compiled(
            self.design,
            self.shop,
            self.language,
            width=width,
            height=height,
            shape=shape,
            font=self.font,
            dress=self.dress,
        )
        return ready.draw(self.facts, symbol, row=self.where.row)


def sticker(
    design: str,
    shop: Business,
    /,
    *,
    link: str | None = None,
    text: str | None = None,
    size_mm: Size | str | None = None,
    language: str | None = None,
    level: str = "M",
    font: str | PathLike[str] | None = None,
    theme: str | None = None,
    season: str | None = None,
    artwork: str | PathLike[str] | None = None,
    facts: Mapping[str, Any] | None = None,
    **more: Any,
) -> Sticker:
    """Return one sticker.

    Args:
        design: A name out of `designs()`, or the path of your own .toml file.
        shop: Who is selling.
        link: Any text for the code. Left out: a chat (or catalog) link to the shop.
        text: A chat message instead; the link is made of it.
        size_mm: Width and height, or the width alone, in mm; or the name of a size, "A6
            landscape", "business card". A sheet's label overrides it.
        language: Of the wording; default: the shop's.
        level: Error correction level of the code: L, M, Q or H.
        font: Your own font, the path of a file or folder; others only lend what it lacks.
        theme: How it looks: a name out of `themes()`, or the path of your own .toml file.
        season: Ornaments of a season or feast: "christmas", "sale", … or the path of your own.
        artwork: A drawing by its name or the trade's ("bakery", "Padaria"), "none", or the path
            of your own picture. Left out: the design's, or that of the trade the shop's name says.
        facts: Facts whose names collide with an option.
        more: Facts: `title` (a headline of your own), `note` (one small line), and what the
            design needs.

    Raises:
        NotFound: there is no such design.
        BadInput: a fact is missing or unknown, both link and text are given, or the link
            cannot be made.

    >>> shop = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    >>> sticker("open-for-business", shop, text="Oi!").payload
    'https://wa.me/5511987654321?text=Oi%21'
    """
    loaded = layout.load(design)
    whose = one_shop(shop)
    spoken = whose.language if language is None else parse(language)
    dress = layout.styling(theme, season, artwork)
    plan = StickerPlan.of(loaded, whose, spoken, dress)
    print_ = Printing.of(size_mm=size_mm, level=level, font=font, language=spoken)
    given = merged_facts(facts, more)
    plan.check_needed(given.keys())
    plan.check_known(more)
    made = plan.make(given, print_, link=link, text=text)
    notes = made.notes()
    return replace(made, warnings=(*made.warnings, *notes)) if notes else made


def one_shop(shop: object) -> Business:
    """Return the shop that was given.

    Raises:
        BadInput: it is none.
    """
    if not isinstance(shop, Business):
        raise BadInput(
            f"shop={shop!r} is not a Business. Make one: Business('Name', phone=…).",
            rule="shop.not-a-business",
        )
    return shop


@dataclass(frozen=True, slots=True)
class Printing:
    """How each is printed: its size, or the design's; the level of its code; the font."""

    size: Size | str | None
    level: str
    font: str | None

    @classmethod
    def of(
        cls,
        *,
        size_mm: Size | str | None,
        level: str,
        font: str | PathLike[str] | None,
        language: str,
    ) -> Printing:
        """Return them, checked.

        Raises:
            BadInput, NotFound: there is no such level or font.
        """
        own = None if font is None else _path(font)
        if own is not None:
            text_room.stack(language=language, font=own)  # says at once what is wrong with it
        return cls(size_mm, checked_level(level), own)


@lru_cache(maxsize=128)
def notes_of(dress: layout.Styling) -> tuple[Problem, ...]:
    """Return what of a theme cannot be as it is meant."""
    return () if dress.plain else tuple(dress.notes())


@dataclass(frozen=True, slots=True)
class StickerPlan:
    """What all stickers of one design, shop and language share."""

    design: Design
    shop: Business
    language: str
    facts: Mapping[str, Any]  # of the shop, for every template
    needs: frozenset[str]
    dress: layout.Styling | None
    blank: Mapping[str, str]  # what a design may be given, where a row gives none
    lines: frozenset[str]  # facts that are left out where their cell is empty, and told
    printed: frozenset[str]  # facts whose words people read
    asked: tuple[str, ...]  # what is needed, in the order in which it is told

    @classmethod
    def of(
        cls, design: Design, shop: Business, language: str, dress: layout.Styling | None = None
    ) -> StickerPlan:
        """Return what the stickers of a shop have in common.

        Raises:
            BadInput: nothing of the shop's logo would be seen, or it cannot be opened.
        """
        if shop.logo is not None:
            check_logo(shop.logo, as_of(shop.logo))
        facts = layout.shop_facts(design, shop, language)
        optional = {*layout.OPTIONAL, *design.options, layout.HEADLINE} - design.needs.keys()
        needs = (design.fact_names() | design.needs.keys()) - set(facts) - optional
        options = (name for name in design.options if name not in facts)
        blank = dict.fromkeys((*options, "title", "note"), "")
        # a title that is empty is not told: the design's own would stand
        lines = frozenset(layout.OPTIONAL) - needs - {"title"}
        printed = frozenset((*needs, *layout.OPTIONAL, *design.options)) - {"password"}
        asked = tuple(sorted(needs))
        return cls(design, shop, language, facts, needs, dress, blank, lines, printed, asked)

    def check_needed(self, given: Iterable[str]) -> None:
        """Raise unless every fact that the design needs is given."""
        made = FACT if self.design.link == "payment" else None
        for name in sorted(self.needs.difference(given)):
            if name == made:
                continue
            what = self.design.needs.get(name, "")
            near, as_in = did_you_mean(name, given), f" ({what})" if what else ""
            key = name
            raise BadInput(
                f"design {self.design.name!r} needs the fact {name!r}{as_in}. Give it as {key}=…."
                f"{near}",
                rule="design.missing-fact",
                name=name,
            )

    def check_known(self, given: Iterable[str]) -> None:
        """Raise unless each is a fact that the design knows."""
        known = {*self.needs, *self.design.options, *layout.OPTIONAL}
        for name in sorted(set(given) - known):
            near = did_you_mean(name, known) or f" It has: {', '.join(sorted(known))}."
            raise BadInput(
                f"design {self.design.name!r} has no fact {name!r}.{near}",
                rule="design.no-such-fact",
                name=name,
            )

    def make(
        self,
        given: Mapping[str, Any],
        print_: Printing,
        *,
        link: str | None,
        text: str | None,
        where: Where = NOWHERE,
    ) -> Sticker:
        """Return a sticker.

        Raises:
            BadInput: the link cannot be made, or no phone could use it; a needed fact is empty.
        """
        if self.design.link == "wifi" and link is None and text is None:
            payload = wifi.link(str(given.get("network", "")), str(given.get("password") or ""))
        else:
            payload = _payload(self.design, self.shop, link, text)
        if self.design.link == "payment":
            given = with_plain_letters(given, payload, self.language)
        facts = {**self.blank, **given}
        if (said := self._invited(payload)) is not None:
            facts.setdefault(layout.INVITATION, said)
        for name in filter(facts.__contains__, self.asked):
            if name in self.design.needs:
                needs_cell(name, facts[name], of=f"design {self.design.name!r}")
            elif is_empty(facts[name]):
                facts[name] = Empty(name)  # the design's own text says what then, or fails
        for name in layout.OPTIONAL:
            if name in facts and is_empty(facts[name]):
                facts[name] = ""
        if link is None:  # of a number that is the shop's own, the shop itself tells
            found = doubts_of_text(payload)
        else:
            found = judged(payload, country=self.shop.country)
        if has_suspects(facts, self.printed):  # few rows have any
            found += doubts_of_words(facts, self.printed)
        return Sticker(
            design=self.design,
            shop=self.shop,
            language=self.language,
            payload=payload,
            facts=facts,
            size=_size(print_.size, self.design),
            level=print_.level,
            where=where,
            font=print_.font,
            warnings=found,
            dress=self.dress,
        )

    def _invited(self, payload: str) -> str | None:
        """Return what the code invites to, where it opens something else than the design's."""
        own = self.design.link
        kind = layout.kind_of(payload)
        if own in (kind, "given") or (kind == "other" and own == "chat"):
            return None
        return layout.invitation(kind, self.language)


def _payload(
    design: Design,
    shop: Business,
    link: str | None,
    text: str | None,
) -> str:
    if link is not None and text is not None:
        raise BadInput(
            "give link= or text=, not both: text= makes a chat link of its own.",
            rule="sticker.link-and-text",
        )
    if design.link == "payment":
        check_payment(link, design=design.name)
    if link is not None:
        if not isinstance(link, str) or not link.strip():
            raise BadInput(
                f"link={link!r} is empty. Leave it out for a link to the shop's chat.",
                rule="sticker.no-link",
            )
        return link
    if text is not None:
        return chat.link(shop, text)
    if design.link == "given":
        raise BadInput(
            f"design {design.name!r} does not know what its code is to open. Give link= the "
            "address, as in link='https://g.page/r/…/review'.",
            rule="design.needs-link",
            design=design.name,
        )
    made = {"catalog": catalog.link, "call": call.link}.get(design.link, chat.link)
    return made(shop)


def merged_facts(facts: Mapping[str, Any] | None, more: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts given as options and those in facts=.

    Raises:
        BadInput: one is given twice, or is what no cell may hold (`single_facts`).
    """
    if facts is not None and not isinstance(facts, Mapping):
        raise BadInput(
            f"facts={facts!r} is not a mapping such as {{'title': 'Hello'}}.",
            rule="sticker.facts",
            facts=facts,
        )
    twice = sorted(set(facts or ()) & set(more))
    if twice:
        raise BadInput(
            f"{', '.join(twice)}: given both as an option and in facts=. Leave one out.",
            rule="sticker.fact-twice",
        )
    return single_facts({**(facts or {}), **more})


def _path(font: object) -> str:
    if not isinstance(font, str | PathLike):
        raise BadInput(
            f"font={font!r} is not a path. Give the path of a font file or folder.",
            rule="font.path",
            font=font,
        )
    return str(fspath(font))


def _size(size_mm: Size | str | None, design: Design) -> tuple[float, float]:
    if size_mm is None:
        return design.size
    if isinstance(size_mm, str):
        return layout.named_size(size_mm)
    pair = size_mm if isinstance(size_mm, tuple | list) else (size_mm, None)
    numbers = [side for side in pair if side is not None]
    good = len(pair) == 2 and all(
        isinstance(side, int | float) and not isinstance(side, bool) and 0 < side <= _LARGEST_MM
        for side in numbers
    )
    if not good:
        raise BadInput(
            f"size_mm={size_mm!r} is not a size: give (width, height) or the width alone, in mm, "
            f"above 0 and at most {_LARGEST_MM}.",
            rule="sticker.size",
            size_mm=size_mm,
        )
    width, height = design.size
    if pair[1] is None:
        return float(numbers[0]), float(numbers[0]) * height / width
    return float(numbers[0]), float(numbers[1])
