"""A sticker for each row: `stickers`. Whatever makes it may be told by the row itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from os import PathLike, fspath
from typing import Any

from campaignkit import layout
from campaignkit.arguments import check_mapping, check_path, check_text
from campaignkit.assets.code import checked_level
from campaignkit.assets.row_stream import RowStream
from campaignkit.assets.sticker import Printing, Size, Sticker, StickerPlan, merged_facts
from campaignkit.business import Business
from campaignkit.layout import Design
from campaignkit.locales import parse
from campaignkit.merge import Failure, MergeRecord, Source, Templates, merged, whole_number
from campaignkit.merge.duplicates import Duplicates
from campaignkit.merge.shops import Shops
from campaignkit.problems import Problem
from campaignkit.rows import read
from campaignkit.tracking.experiments import Experiment, experiment_of
from campaignkit.tracking.tokens import Tokens, tokens_of
from campaignkit.wording import is_template

_WORN = ("theme", "season", "artwork")
_PLANNED = {"design", "language", *_WORN}  # options that decide what is compiled
_REMEMBERED = 128  # compiled designs, as `layout` remembers them


def stickers(
    design: str,
    shop: Business | Mapping[str, Any] | str,
    rows: Any,
    /,
    *,
    link: str | None = None,
    text: str | None = None,
    size_mm: Size | str | None = None,
    language: str | None = None,
    level: str = "M",
    copies: int | str | None = None,
    phone: str | None = None,
    font: str | PathLike[str] | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    theme: str | None = None,
    season: str | None = None,
    artwork: str | PathLike[str] | None = None,
    token: bool | str | Tokens = False,
    variants: Mapping[str, Mapping[str, Any]] | Experiment | None = None,
    holdout: float = 0.0,
    facts: Mapping[str, Any] | None = None,
    **more: Any,
) -> Stickers:
    """Return a stream of stickers, one a row.

    The arguments are those of `sticker`; every text among them, `design`, `language`, `level`,
    `theme`, `season` and `artwork` too, is a Jinja template over the row's columns. The columns are
    facts too.

    Args:
        shop: One Business for all rows; its fields by name, each a template; or "{{ column }}",
            of a column that holds either.
        rows: The path of a CSV or XLSX table, a list of mappings, a dataframe, any iterable.
        copies: How often a sheet prints each; left out, what the sheet says.
        phone: Of the shop, instead of its own, for shops that differ in no more.
        token: True, or a pattern such as "[{{ token }}]": every piece bears a reference of its
            own, by which `replies` knows it again; each copy too. `Tokens(…)` says more.
        variants: What is tried, by a name: {"a": {"text": "Oi!"}, "b": {"design": "poster"}}. Each
            row draws one, and has it as the cell `variant`. `Experiment(…)` says more.
        holdout: The share of rows, drawn likewise, of which nothing is made.
        columns, encoding, sheet: How the table is read, as `ck.table`: {"phone": "WHATSAPP"}.

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
    if not isinstance(level, str):
        checked_level(level)  # says what a level is
    dressed = {"theme": theme, "season": season, "artwork": artwork}
    for key, value in dressed.items():
        check_path(value, key)
    check_text(phone, "phone")
    worn = {key: _plain_path(value) for key, value in dressed.items()}
    options = {"design": design, "language": language, "level": level, "copies": copies, **worn}
    told = merged_facts(facts, more)
    table = read(rows, columns=columns, encoding=encoding, sheet=sheet)
    if experiment := experiment_of(variants, holdout, name=design):
        table = experiment.rows(table)
        options, link, text, told = _varied(experiment, options, link, text, told)
    return Stickers(
        Shops(shop, phone=phone),
        Source(table),
        StickerTexts.of(link, text, told),
        options,
        size_mm=size_mm,
        font=font,
        tokens=tokens_of(token, campaign=design),
    )


def _varied(
    experiment: Experiment,
    options: Mapping[str, Any],
    link: str | None,
    text: str | None,
    facts: Mapping[str, Any],
) -> tuple[dict[str, Any], str | None, str | None, dict[str, Any]]:
    """Return what is said of all rows, choosing by the variant of each; what is no option is a
    fact.
    """
    own = {"link": link, "text": text}
    arms = {arm: _with_its_facts(said) for arm, said in experiment.variants.items()}
    made = replace(experiment, variants=arms).varied({**facts, **options, **own})
    chosen = {key: made.pop(key) for key in options}
    return chosen, made.pop("link"), made.pop("text"), made


def _with_its_facts(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an arm says, with the facts of its `facts` beside it, as of all rows."""
    check_mapping(facts := said.get("facts"), "facts")
    return {key: each for key, each in said.items() if key != "facts"} | dict(facts or {})


@dataclass(frozen=True, slots=True)
class StickerTexts:
    """The texts of `stickers`, compiled once. payload: link or text."""

    payload: Templates
    facts: Templates

    @classmethod
    def of(cls, link: str | None, text: str | None, facts: Mapping[str, Any]) -> StickerTexts:
        return cls(Templates.of({"link": link, "text": text}), Templates.of(facts))

    def fill(
        self, record: MergeRecord, plan: StickerPlan
    ) -> tuple[str | None, str | None, Mapping[str, Any]]:
        said = self.payload.fill(record)
        facts = self.facts.fill(record, optional=plan.needs, lines=plan.lines)
        return said.get("link"), said.get("text"), facts


def _plain_path(artwork: str | PathLike[str] | None) -> str | None:
    return fspath(artwork) if isinstance(artwork, PathLike) else artwork


class Stickers(RowStream[Sticker, Sticker]):
    """One sticker a row. Can be read again as often as its rows can.

    language, title: of the first of them, if they are not all alike.
    """

    made = "stickers"

    def __init__(
        self,
        shops: Shops,
        source: Source,
        texts: StickerTexts,
        options: Mapping[str, Any],
        *,
        size_mm: Size | str | None = None,
        font: str | PathLike[str] | None = None,
        load: Callable[[str], Design] = layout.load,
        tokens: Tokens | None = None,
    ) -> None:
        self._tokens = tokens
        if tokens is not None:  # a piece for each copy, since each bears its own reference
            copies, options = options.get("copies"), {**options, "copies": None}
            source = tokens.rows(source, copies=copies)
        self._shops, self.source, self._texts = shops, source, texts
        self._options = Templates.of(options)
        self._size_mm, self._font, self._load = size_mm, font, load
        self._plans: dict[tuple[str, Business, str, tuple[str, ...]], StickerPlan] = {}
        self._prints: dict[tuple[str, str], Printing] = {}
        self._only = self._plan_of_all()
        self.language = "en" if self._only is None else self._only.language
        self.title = self._titled()
        self._check(options.get("level"))

    # -- the stream ------------------------------------------------------------------------------

    def outcomes(self) -> Iterator[Sticker | Failure]:
        """Yield a sticker for each row, or why there is none: a bad row is not the end."""
        # where all rows say the same, to be alike is no slip
        seen = Duplicates() if self.differs else None
        told: set[Problem] = set()
        worn: Any = None
        for one in merged(self.source, self._facts(), self._one):
            if isinstance(one, Failure):
                yield one
                continue
            found = [] if seen is None else [*seen.of(one.payload, one.where)]
            look = one.design, one.language, one.dress, not one.facts.get("title")
            if look != worn:  # most rows share one
                worn = look
                notes = [note for note in one.notes() if note not in told]
                found += notes
                told.update(notes)
            yield replace(one, warnings=(*one.warnings, *found)) if found else one

    @property
    def differs(self) -> bool:
        """Whether each row is to say its own in its code."""
        return self._texts.payload.differs(self._facts_of_all())

    def items(self) -> Iterator[tuple[Mapping[str, Any], Sticker | Failure]]:
        """Yield each sticker with the facts of its shop and its row, or why there is none."""
        for one in self.outcomes():
            own = {} if isinstance(one, Failure) else one.facts
            yield {**self._facts(), **own}, one

    def _thing(self, one: Sticker) -> Sticker:
        return one

    def _said(self, one: Sticker) -> str:
        return f"{one.title}: {one.payload}"

    def _one(self, record: MergeRecord) -> Sticker:
        plan, print_, copies = self._chosen(record)
        # of the plan of all rows `_facts` has put everything below the row already
        if plan is not self._only:
            record = record.under({**self._shops.facts_of(plan.shop), **plan.facts})
        link, text, facts = self._texts.fill(record, plan)
        given = {**record.row, **facts}
        plan.check_needed(given.keys())
        made = plan.make(given, print_, link=link, text=text, where=record.where)
        if self._tokens is not None:
            payload = self._tokens.in_row(record, made.payload, language=made.language)
            made = replace(made, payload=payload, copies=1)
        return made if copies is None else replace(made, copies=copies)

    # -- what a row chooses ----------------------------------------------------------------------

    def _chosen(self, record: MergeRecord) -> tuple[StickerPlan, Printing, int | None]:
        chosen = self._options.fill(record, optional=("language", "level", "copies", *_WORN))
        level = chosen.get("level") or "M"
        copies = whole_number(chosen.get("copies"), "copies")
        if self._only is not None:
            return self._only, self._printing(level, self._only.language), copies
        shop = self._shops.of_row(record)
        language = parse(chosen["language"]) if chosen.get("language") else shop.language
        worn = tuple(str(chosen.get(key) or "") for key in _WORN)
        plan = self._planned(chosen["design"], shop, language, worn)
        return plan, self._printing(level, language), copies

    def _plan_of_all(self) -> StickerPlan | None:
        """Return the plan of all rows; None if design, shop or language depend on the row."""
        texts = self._options.texts
        shop = self._shops.only
        if shop is None or any(is_template(texts[key].source) for key in _PLANNED & texts.keys()):
            return None
        given = self._options.by_key
        language = given.get("language")
        spoken = shop.language if language is None else parse(language.source)
        worn = tuple(given[key].source if key in given else "" for key in _WORN)
        return self._planned(given["design"].source, shop, spoken, worn)

    def _planned(
        self, design: str, shop: Business, language: str, worn: tuple[str, ...]
    ) -> StickerPlan:
        key = design, shop, language, worn
        if key not in self._plans:
            if len(self._plans) >= _REMEMBERED:
                self._plans.clear()
            dress = layout.styling(*worn)
            self._plans[key] = StickerPlan.of(self._load(design), shop, language, dress)
        return self._plans[key]

    def _printing(self, level: str, language: str) -> Printing:
        key = level, language
        if key not in self._prints:
            self._prints[key] = Printing.of(
                size_mm=self._size_mm, level=level, font=self._font, language=language
            )
        return self._prints[key]

    # -- before any row --------------------------------------------------------------------------

    def _facts(self) -> Mapping[str, Any]:
        """Return what is under the cells of every row."""
        own = {} if self._only is None else self._only.facts
        return {**self._shops.facts_of_all(), **own}

    def _facts_of_all(self) -> set[str]:
        """Return the names of facts that are no cells of a row."""
        return self._shops.facts() | (set() if self._only is None else set(self._only.facts))

    def _titled(self) -> str:
        names = [
            *([self._shops.only.name] if self._shops.only else []),
            *([self._only.design.title] if self._only else []),
        ]
        return ": ".join(names) or "Stickers"

    def _check(self, level: Any) -> None:
        """Raise for what is wrong in every row."""
        if not is_template(level):
            self._printing(level, self.language)
        columns = self.source.rows.columns
        if columns is None:  # of an iterator: nobody knows them before its first row
            return
        facts = self._facts_of_all() | (set(layout.OPTIONAL) if self._only is None else set())
        for templates in (self._options, self._shops.templates):
            templates.check(self.source, self._facts())
        for templates in (self._texts.payload, self._texts.facts):
            templates.check(self.source, facts)
        if self._only is not None:
            named = self._texts.facts.by_key
            self._only.check_needed((*columns, *named))
            self._only.check_known(named)
