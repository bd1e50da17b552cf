"""One sticker, and one a row: design, facts and the text of its code. Light until drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os import PathLike, fspath
from typing import Any

from campaignkit import layout, wording
from campaignkit import text as text_room
from campaignkit.assets.printing import Printed
from campaignkit.business import Business
from campaignkit.drawing import Drawing
from campaignkit.errors import BadInput, CampaignError, did_you_mean
from campaignkit.frozen import Frozen
from campaignkit.layout import Design
from campaignkit.links import catalog, chat
from campaignkit.locales import parse
from campaignkit.problems import Problem, Problems, Where, of_error
from campaignkit.qr import LEVELS, Symbol
from campaignkit.rows import Rows, read

Size = float | tuple[float, float]
NOWHERE = Where()
_LARGEST_MM = 5000  # the longest page a PDF 1.5 viewer must show: 14,400 pt


@dataclass(frozen=True, slots=True, repr=False)
class Sticker(Printed):
    """A design with its facts. Its code is encoded and its drawing made only when needed.

    payload: the text inside its code. size: width, height in mm, when no label decides.
    where: the row it was made from. font: the path of a font file or folder tried first.
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
    plan = _Plan.of(design, shop, size_mm=size_mm, language=language, level=level, font=font)
    given = _merged(facts, more)
    plan.check(set(given), strict=set(more))
    return plan.make(given, link=link, text=text, where=Where())


def stickers(
    design: str,
    shop: Business,
    rows: Any,
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
) -> Stickers:
    """Return a stream of stickers, one a row.

    The arguments are those of `sticker`; every text among them is a Jinja template over the
    row's columns. The columns are facts too.

    Args:
        rows: The path of a CSV or XLSX table, a list of mappings, a dataframe, any iterable.

    Raises:
        NotFound: there is no such design or table.
        BadInput: a template cannot be read, or names a column that is not there.

    >>> shop = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    >>> rows = [{"table": 1}, {"table": 2}]
    >>> [s.payload for s in stickers("chat-with-us", shop, rows, text="Table {{ table }}")]
    ['https://wa.me/5511987654321?text=Table%201', 'https://wa.me/5511987654321?text=Table%202']
    """
    plan = _Plan.of(design, shop, size_mm=size_mm, language=language, level=level, font=font)
    return Stickers(plan, read(rows), _Templates.of(link, text, _merged(facts, more)))


@dataclass(frozen=True, slots=True)
class Failure:
    """A row that made no sticker, and why."""

    where: Where
    error: CampaignError

    @classmethod
    def of(cls, problem: Problem) -> Failure:
        """Return the failure that a row's own problem makes."""
        return cls(problem.where, Problems([problem]).error())


class Stickers:
    """One sticker a row. Can be read again as often as its rows can."""

    def __init__(self, plan: _Plan, rows: Rows, templates: _Templates) -> None:
        self._plan = plan
        self._rows = rows
        self._templates = templates
        self.language = plan.language
        self.title = f"{plan.shop.name}: {plan.design.title}"
        columns = rows.columns
        if columns is not None:
            templates.check(set(columns) | set(plan.facts), rows.source)
            plan.check(set(columns) | set(templates.facts), strict=set(templates.facts))

    def __iter__(self) -> Iterator[Sticker]:
        """Yield the stickers; raise at the first row that makes none."""
        for outcome in self.outcomes():
            if isinstance(outcome, Failure):
                raise _placed(outcome)
            yield outcome

    def outcomes(self) -> Iterator[Sticker | Failure]:
        """Yield a sticker for each row, or why there is none: a bad row is not the end."""
        for number, row in enumerate(self._rows.outcomes(), 1):
            where = Where(file=self._rows.source, row=number)
            if isinstance(row, Problem):
                yield Failure.of(row)
                continue
            try:
                yield self._one(row, where)
            except CampaignError as err:
                yield Failure(where, err)

    def _one(self, row: Mapping[str, Any], where: Where) -> Sticker:
        known = {**self._plan.facts, **row}
        link, text, facts = self._templates.render(known)
        given = {**row, **facts}
        self._plan.check(set(given), strict=set())
        return self._plan.make(given, link=link, text=text, where=where)


def _placed(failure: Failure) -> CampaignError:
    if failure.error.gathers:
        return failure.error
    return Problems(of_error(failure.error, failure.where)).error(kind=type(failure.error))


@dataclass(frozen=True, slots=True)
class _Plan:
    """What all stickers of one call share."""

    design: Design
    shop: Business
    language: str
    size: tuple[float, float]
    level: str
    font: str | None
    facts: Mapping[str, Any]  # of the shop, for every template
    needs: frozenset[str]

    @classmethod
    def of(
        cls,
        design: str,
        shop: Business,
        *,
        size_mm: Size | None,
        language: str | None,
        level: str,
        font: str | PathLike[str] | None,
    ) -> _Plan:
        if not isinstance(shop, Business):
            raise BadInput(f"shop={shop!r} is not a Business. Make one: Business('Name', phone=…).")
        if not isinstance(level, str) or level not in tuple(LEVELS):
            raise BadInput(f"level={level!r} is not an error correction level: L, M, Q or H.")
        loaded = layout.load(design)
        spoken = shop.language if language is None else parse(language)
        facts = layout.shop_facts(loaded, shop, spoken)
        needs = loaded.fact_names() - set(facts) - {*layout.OPTIONAL, layout.HEADLINE}
        own = None if font is None else _path(font)
        if own is not None:
            text_room.stack(language=spoken, font=own)  # says at once what is wrong with it
        return cls(loaded, shop, spoken, _size(size_mm, loaded), level, own, facts, needs)

    def check(self, given: set[str], *, strict: set[str]) -> None:
        """Raise unless every needed fact is given, and each of `strict` is one the design knows."""
        for name in sorted(self.needs - given):
            what = self.design.needs.get(name, "")
            near = did_you_mean(name, given)
            raise BadInput(
                f"design {self.design.name!r} needs the fact {name!r}"
                f"{f' ({what})' if what else ''}. Give it as {name}=….{near}"
            )
        known = {*self.needs, *layout.OPTIONAL}
        for name in sorted(strict - known):
            near = did_you_mean(name, known) or f" It has: {', '.join(sorted(known))}."
            raise BadInput(f"design {self.design.name!r} has no fact {name!r}.{near}")

    def make(
        self, given: Mapping[str, Any], *, link: str | None, text: str | None, where: Where
    ) -> Sticker:
        payload = _payload(self.design, self.shop, link, text)
        facts = {"title": "", "note": "", **given}
        return Sticker(
            design=self.design,
            shop=self.shop,
            language=self.language,
            payload=payload,
            facts=facts,
            size=self.size,
            level=self.level,
            where=where,
            font=self.font,
        )


@dataclass(frozen=True, slots=True)
class _Templates:
    """The texts of `stickers`, compiled once."""

    link: wording.Wording | None
    text: wording.Wording | None
    facts: Mapping[str, wording.Wording | Any]

    @classmethod
    def of(cls, link: str | None, text: str | None, facts: Mapping[str, Any]) -> _Templates:
        return cls(
            None if link is None else wording.compile_text(link, name="link"),
            None if text is None else wording.compile_text(text, name="text"),
            {
                name: wording.compile_text(value, name=name) if isinstance(value, str) else value
                for name, value in facts.items()
            },
        )

    def check(self, columns: set[str], source: str) -> None:
        """Raise if a template names what is no column and no fact of the shop."""
        templates = {"link": self.link, "text": self.text, **self.facts}
        for key, template in templates.items():
            if not isinstance(template, wording.Wording):
                continue
            for name in sorted(template.names - columns):
                near = did_you_mean(name, columns) or f" It has: {', '.join(sorted(columns))}."
                raise BadInput(f"{key} speaks of {name!r}, but {source} has no such column.{near}")

    def render(self, known: Mapping[str, Any]) -> tuple[str | None, str | None, dict[str, Any]]:
        link = None if self.link is None else self.link.render(known)
        text = None if self.text is None else self.text.render(known)
        facts = {
            name: value.render(known) if isinstance(value, wording.Wording) else value
            for name, value in self.facts.items()
        }
        return link, text, facts


def _payload(design: Design, shop: Business, link: str | None, text: str | None) -> str:
    if link is not None and text is not None:
        raise BadInput("give link= or text=, not both: text= makes a chat link of its own.")
    if link is not None:
        if not isinstance(link, str) or not link.strip():
            raise BadInput(f"link={link!r} is empty. Leave it out for a link to the shop's chat.")
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
