"""One sticker, and one a row: design, facts and the text of its code. Light until drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from os import PathLike, fspath
from typing import Any

from campaignkit import layout
from campaignkit import text as text_room
from campaignkit.assets.printing import Printed
from campaignkit.business import Business
from campaignkit.drawing import Drawing
from campaignkit.errors import BadInput, did_you_mean
from campaignkit.frozen import Frozen
from campaignkit.layout import Design
from campaignkit.links import catalog, chat
from campaignkit.locales import parse
from campaignkit.merge import (
    Failure,
    MergeRecord,
    Source,
    Templates,
    merged,
    needs_cell,
    whole_number,
)
from campaignkit.merge.duplicates import Duplicates
from campaignkit.merge.shops import Shops
from campaignkit.problems import Problem, Where
from campaignkit.qr import LEVELS, Symbol
from campaignkit.rows import read
from campaignkit.wording import Empty, Wording, is_empty, is_template

Size = float | tuple[float, float]
NOWHERE = Where()
_PLANNED = {"design", "language"}  # options that decide what is compiled
_REMEMBERED = 128  # compiled designs, as `layout` remembers them
_LARGEST_MM = 5000  # the longest page a PDF 1.5 viewer must show: 14,400 pt


@dataclass(frozen=True, slots=True, repr=False)
class Sticker(Printed):
    """A design with its facts. Its code is encoded and its drawing made only when needed.

    payload: the text inside its code. size: width, height in mm, when no label decides.
    where: the row it was made from. font: the path of a font file or folder tried first.
    copies: how often a sheet prints it, if its row says. warnings: what is doubtful in its row.
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

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", Frozen(self.facts))

    @property
    def title(self) -> str:
        """What it says first: its own title, else its design's headline."""
        facts = {"wording": layout.words(self.design, self.language), **self.facts}
        return layout.headline(facts) or self.design.title

    @property
    def alternative(self) -> str:
        """What it shows, in words."""
        return f"Sticker of {self.shop.name}: {self.title}. Code: {self.payload}"

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
        )
        return ready.draw(self.facts, symbol, row=self.where.row)


def sticker(
    design: str,
    shop: Business,
    /,
    *,
    link: str | None = None,
    text: str | None = None,
    size_mm: Size | None = None,
    language: str | None = None,
    level: str = "M",
    font: str | PathLike[str] | None = None,
    facts: Mapping[str, Any] | None = None,
    **more: Any,
) -> Sticker:
    """Return one sticker.

    Args:
        design: A name out of `designs()`, or the path of your own .toml file.
        shop: Who is selling.
        link: Any text for the code. Left out: a chat (or catalog) link to the shop.
        text: A chat message instead; the link is made of it.
        size_mm: Width and height, or the width alone, in mm. A sheet's label overrides it.
        language: Of the wording; default: the shop's.
        level: Error correction level of the code: L, M, Q or H.
        font: Your own font, the path of a file or folder; others only lend what it lacks.
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
    plan = _Plan.of(loaded, whose, spoken)
    print_ = _Printing.of(size_mm=size_mm, level=level, font=font, language=spoken)
    given = _merged(facts, more)
    plan.check(set(given), strict=set(more))
    return plan.make(given, print_, link=link, text=text)


def stickers(
    design: str,
    shop: Business | Mapping[str, Any] | str,
    rows: Any,
    /,
    *,
    link: str | None = None,
    text: str | None = None,
    size_mm: Size | None = None,
    language: str | None = None,
    level: str = "M",
    copies: int | str | None = None,
    phone: str | None = None,
    font: str | PathLike[str] | None = None,
    facts: Mapping[str, Any] | None = None,
    **more: Any,
) -> Stickers:
    """Return a stream of stickers, one a row.

    The arguments are those of `sticker`; every text among them, `design`, `language` and `level`
    too, is a Jinja template over the row's columns. The columns are facts too.

    Args:
        shop: One Business for all rows; its fields by name, each a template; or "{{ column }}",
            of a column that holds either.
        rows: The path of a CSV or XLSX table, a list of mappings, a dataframe, any iterable.
        copies: How often a sheet prints each; left out, what the sheet says.
        phone: Of the shop, instead of its own, for shops that differ in no more.

    Raises:
        NotFound: there is no such design or table.
        BadInput: a template cannot be read, or names a column that is not there.

    >>> shop = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    >>> rows = [{"table": 1}, {"table": 2}]
    >>> [s.payload for s in stickers("chat-with-us", shop, rows, text="Table {{ table }}")]
    ['https://wa.me/5511987654321?text=Table%201', 'https://wa.me/5511987654321?text=Table%202']
    """
    if not isinstance(design, str):
        layout.load(design)  # says what a design is
    if not isinstance(language, str | None):
        parse(language)  # says what a language is
    options = {"design": design, "language": language, "level": level, "copies": copies}
    said = _Said.of(link, text, _merged(facts, more))
    return Stickers(
        Shops(shop, phone=phone), Source(read(rows)), said, options, size_mm=size_mm, font=font
    )


class Stickers:
    """One sticker a row. Can be read again as often as its rows can.

    language, title: of the first of them, if they are not all alike.
    """

    def __init__(
        self,
        shops: Shops,
        source: Source,
        said: _Said,
        options: Mapping[str, Any],
        *,
        size_mm: Size | None = None,
        font: str | PathLike[str] | None = None,
        load: Callable[[str], Design] = layout.load,
    ) -> None:
        self._shops, self._source, self._said = shops, source, said
        self._options = Templates.of(options)
        self._size_mm, self._font, self._load = size_mm, font, load
        self._plans: dict[tuple[str, Business, str], _Plan] = {}
        self._prints: dict[tuple[str, str], _Printing] = {}
        self._only = self._plan_of_all()
        self.language = "en" if self._only is None else self._only.language
        self.title = self._titled()
        self._check()

    # -- the stream ------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[Sticker]:
        """Yield the stickers; raise at the first row that makes none."""
        for outcome in self.outcomes():
            if isinstance(outcome, Failure):
                raise outcome.placed()
            yield outcome

    def outcomes(self) -> Iterator[Sticker | Failure]:
        """Yield a sticker for each row, or why there is none: a bad row is not the end."""
        seen = Duplicates() if self._said.payload.differs(self._facts_of_all()) else None
        for one in merged(self._source, self._facts(), self._one):
            if seen is None or isinstance(one, Failure):
                yield one
            else:
                found = seen.of(one.payload, one.where)
                yield replace(one, warnings=(*one.warnings, *found)) if found else one

    def _one(self, record: MergeRecord) -> Sticker:
        plan, print_, copies = self._chosen(record)
        if plan is not self._only:
            record = record.under(plan.facts)
        link, text, facts = self._said.fill(record, plan)
        given = {**record.row, **facts}
        plan.check(set(given), strict=set())
        made = plan.make(given, print_, link=link, text=text, where=record.where)
        return made if copies is None else replace(made, copies=copies)

    # -- what a row chooses ----------------------------------------------------------------------

    def _chosen(self, record: MergeRecord) -> tuple[_Plan, _Printing, int | None]:
        chosen = self._options.fill(record, optional=("language", "level", "copies"))
        level = chosen.get("level") or "M"
        copies = whole_number(chosen.get("copies"), "copies")
        if self._only is not None:
            return self._only, self._printing(level, self._only.language), copies
        shop = self._shops.of_row(record)
        language = parse(chosen["language"]) if chosen.get("language") else shop.language
        plan = self._planned(chosen["design"], shop, language)
        return plan, self._printing(level, language), copies

    def _plan_of_all(self) -> _Plan | None:
        """Return the plan of all rows; None if design, shop or language depend on the row."""
        texts = self._options.texts
        shop = self._shops.only
        if shop is None or any(is_template(texts[key].source) for key in _PLANNED & texts.keys()):
            return None
        given = self._options.by_key
        language = given.get("language")
        spoken = shop.language if language is None else parse(language.source)
        return self._planned(given["design"].source, shop, spoken)

    def _planned(self, design: str, shop: Business, language: str) -> _Plan:
        key = design, shop, language
        if key not in self._plans:
            if len(self._plans) >= _REMEMBERED:
                self._plans.clear()
            self._plans[key] = _Plan.of(self._load(design), shop, language)
        return self._plans[key]

    def _printing(self, level: str, language: str) -> _Printing:
        key = level, language
        if key not in self._prints:
            self._prints[key] = _Printing.of(
                size_mm=self._size_mm, level=level, font=self._font, language=language
            )
        return self._prints[key]

    # -- before any row --------------------------------------------------------------------------

    def _facts(self) -> Mapping[str, Any]:
        """Return what is under the cells of every row."""
        if self._only is not None:
            return self._only.facts
        return {} if self._shops.base is None else self._shops.base.facts()

    def _facts_of_all(self) -> set[str]:
        """Return the names of facts that are no cells of a row."""
        return self._shops.facts() | (set() if self._only is None else set(self._only.facts))

    def _titled(self) -> str:
        names = [
            *([self._shops.only.name] if self._shops.only else []),
            *([self._only.design.title] if self._only else []),
        ]
        return ": ".join(names) or "Stickers"

    def _check(self) -> None:
        """Raise for what is wrong in every row."""
        level = self._options.by_key.get("level")
        if level is not None and not (isinstance(level, Wording) and is_template(level.source)):
            said = level.source if isinstance(level, Wording) else level
            self._printing(said, self.language)
        columns = self._source.rows.columns
        if columns is None:
            return
        facts = self._facts_of_all() | (set(layout.OPTIONAL) if self._only is None else set())
        for templates in (self._options, self._shops.templates):
            templates.check(self._source, self._facts())
        for templates in (self._said.payload, self._said.facts):
            templates.check(self._source, facts)
        if self._only is not None:
            named = set(self._said.facts.by_key)
            self._only.check(set(columns) | named, strict=named)


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
class _Printing:
    """How each is printed: its size, or the design's; the level of its code; the font."""

    size: Size | None
    level: str
    font: str | None

    @classmethod
    def of(
        cls,
        *,
        size_mm: Size | None,
        level: str,
        font: str | PathLike[str] | None,
        language: str,
    ) -> _Printing:
        if not isinstance(level, str) or level not in tuple(LEVELS):
            raise BadInput(
                f"level={level!r} is not an error correction level: L, M, Q or H.", rule="qr.level"
            )
        own = None if font is None else _path(font)
        if own is not None:
            text_room.stack(language=language, font=own)  # says at once what is wrong with it
        return cls(size_mm, level, own)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What all stickers of one design, shop and language share."""

    design: Design
    shop: Business
    language: str
    facts: Mapping[str, Any]  # of the shop, for every template
    needs: frozenset[str]

    @classmethod
    def of(cls, design: Design, shop: Business, language: str) -> _Plan:
        facts = layout.shop_facts(design, shop, language)
        needs = design.fact_names() - set(facts) - {*layout.OPTIONAL, layout.HEADLINE}
        return cls(design, shop, language, facts, needs)

    def check(self, given: set[str], *, strict: set[str]) -> None:
        """Raise unless every needed fact is given, and each of `strict` is one the design knows."""
        for name in sorted(self.needs - given):
            what = self.design.needs.get(name, "")
            near = did_you_mean(name, given)
            raise BadInput(
                f"design {self.design.name!r} needs the fact {name!r}"
                f"{f' ({what})' if what else ''}. Give it as {name}=….{near}",
                rule="design.missing-fact",
                name=name,
            )
        known = {*self.needs, *layout.OPTIONAL}
        for name in sorted(strict - known):
            near = did_you_mean(name, known) or f" It has: {', '.join(sorted(known))}."
            raise BadInput(
                f"design {self.design.name!r} has no fact {name!r}.{near}",
                rule="design.no-such-fact",
                name=name,
            )

    def make(
        self,
        given: Mapping[str, Any],
        print_: _Printing,
        *,
        link: str | None,
        text: str | None,
        where: Where = NOWHERE,
    ) -> Sticker:
        return Sticker(
            design=self.design,
            shop=self.shop,
            language=self.language,
            payload=_payload(self.design, self.shop, link, text),
            facts=self._filled(given),
            size=_size(print_.size, self.design),
            level=print_.level,
            where=where,
            font=print_.font,
        )

    def _filled(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the facts of one sticker: what is needed holds something, the rest may not."""
        facts = {"title": "", "note": "", **given}
        for name in self.needs & facts.keys():
            if name in self.design.needs:
                needs_cell(name, facts[name], of=f"design {self.design.name!r}")
            elif is_empty(facts[name]):
                facts[name] = Empty(name)  # the design's own text says what then, or fails
        for name in layout.OPTIONAL:
            if is_empty(facts.get(name, 0)):
                facts[name] = ""
        return facts


@dataclass(frozen=True, slots=True)
class _Said:
    """The texts of `stickers`, compiled once. payload: link or text."""

    payload: Templates
    facts: Templates

    @classmethod
    def of(cls, link: str | None, text: str | None, facts: Mapping[str, Any]) -> _Said:
        return cls(Templates.of({"link": link, "text": text}), Templates.of(facts))

    def fill(
        self, record: MergeRecord, plan: _Plan
    ) -> tuple[str | None, str | None, Mapping[str, Any]]:
        said = self.payload.fill(record)
        return said.get("link"), said.get("text"), self.facts.fill(record, optional=layout.OPTIONAL)


def _payload(design: Design, shop: Business, link: str | None, text: str | None) -> str:
    if link is not None and text is not None:
        raise BadInput(
            "give link= or text=, not both: text= makes a chat link of its own.",
            rule="sticker.link-and-text",
        )
    if link is not None:
        if not isinstance(link, str) or not link.strip():
            raise BadInput(
                f"link={link!r} is empty. Leave it out for a link to the shop's chat.",
                rule="sticker.no-link",
            )
        return link
    if text is not None:
        return chat.link(shop, text)
    return catalog.link(shop) if design.link == "catalog" else chat.link(shop)


def _merged(facts: Mapping[str, Any] | None, more: Mapping[str, Any]) -> dict[str, Any]:
    if facts is not None and not isinstance(facts, Mapping):
        raise BadInput(f"facts={facts!r} is not a mapping such as {{'title': 'Hello'}}.")
    twice = sorted(set(facts or ()) & set(more))
    if twice:
        raise BadInput(f"{', '.join(twice)}: given both as an option and in facts=. Leave one out.")
    return {**(facts or {}), **more}


def _path(font: object) -> str:
    if not isinstance(font, str | PathLike):
        raise BadInput(f"font={font!r} is not a path. Give the path of a font file or folder.")
    return str(fspath(font))


def _size(size_mm: Size | None, design: Design) -> tuple[float, float]:
    if size_mm is None:
        return design.size
    pair = size_mm if isinstance(size_mm, tuple | list) else (size_mm, None)
    numbers = [side for side in pair if side is not None]
    good = len(pair) == 2 and all(
        isinstance(side, int | float) and not isinstance(side, bool) and 0 < side <= _LARGEST_MM
        for side in numbers
    )
    if not good:
        raise BadInput(
            f"size_mm={size_mm!r} is not a size: give (width, height) or the width alone, in mm, "
            f"above 0 and at most {_LARGEST_MM}."
        )
    width, height = design.size
    if pair[1] is None:
        return float(numbers[0]), float(numbers[0]) * height / width
    return float(numbers[0]), float(numbers[1])
