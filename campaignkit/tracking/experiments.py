"""Experiments: designs, texts or nothing, given to places by chance, so that what follows is cause.

`Experiment.rows` gives each row the cells `variant` and `variant_block`; `Experiment.varied` makes
one template of the texts of all variants, which chooses by that cell. So whatever is made of rows
(stickers, codes, links) is made of the variant that the row drew, by the same row engine as ever.
Rows that are held out stay in the stream, marked: nothing is made of them, and a build lists them.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Any

from campaignkit import evidence
from campaignkit.characters import checked
from campaignkit.display import ShownAsFacts
from campaignkit.errors import BadInput, CampaignError
from campaignkit.evidence import Draw, Unit
from campaignkit.frozen import Frozen
from campaignkit.problems import Problem, Where, of_error
from campaignkit.rows import Outcome, Rows
from campaignkit.rows.column_names import hint
from campaignkit.rows.table_row import TableRow, row_line, row_number, row_warnings
from campaignkit.tracking.row_keys import RowKey
from campaignkit.wording import marked

VARIANT, BLOCK = "variant", "variant_block"  # cells that a row gets
HELD = "none"  # the arm of rows of which nothing is made
ALL = "printed"  # the arm of all others, where nothing else differs
EXPECTED = 5.0  # conversations a place, where nobody says: what ours brought in the guide's town
_NAME = re.compile(r"[^\W_][\w \-]{0,39}")
_MOST_HELD = 0.9
_SHOWN = 4  # strata that are named


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment(ShownAsFacts):
    """What is tried, on whom, and how it is drawn.

    variants: what differs, by the name of each arm: {"short": {"text": "Oi!"}, "long": {"text":
    "Oi! Vi o cartaz", "design": "poster"}}. What an arm does not say is as for all. Arms are of
    equal size. holdout: the share of rows, 0 to 0.9, of which nothing is made: only against them
    can it be told what printing brings at all. seed: of the draw; left out, made of `name`. key:
    what tells rows apart, as of `Tokens`. strata: columns in each of whose values the arms are
    balanced, such as a city. match: columns of numbers; rows that are alike by them, in pairs or a
    few, get different arms. begins, ends: the first and the last day that count. expected: what a
    place will bring, for what a plan can show. name: of the experiment.

    Raises:
        BadInput: one arm alone and no holdout; a name that is none; a wrong share or day.

    >>> Experiment(variants={"a": {"text": "Oi"}, "b": {"text": "Ei"}}, holdout=0.2).arms
    {'a': Fraction(2, 5), 'b': Fraction(2, 5), 'none': Fraction(1, 5)}
    """

    variants: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    holdout: float = 0.0
    seed: int | None = None
    key: str | None = None
    strata: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    begins: date | None = None
    ends: date | None = None
    expected: float | None = None
    name: str = "experiment"

    def __post_init__(self) -> None:
        _check(self)
        variants = Frozen({arm: Frozen(dict(own)) for arm, own in self.variants.items()})
        object.__setattr__(self, "variants", variants)
        for key in ("strata", "match"):
            object.__setattr__(self, key, _columns(key, getattr(self, key)))
        for key in ("begins", "ends"):
            day = getattr(self, key)
            object.__setattr__(self, key, day.date() if isinstance(day, datetime) else day)
        if self.seed is None:
            drawn = hashlib.sha256(self.name.encode()).digest()[:4]
            object.__setattr__(self, "seed", int.from_bytes(drawn, "big"))

    @property
    def arms(self) -> dict[str, Fraction]:
        """The share of each arm; that of rows held out is called "none"."""
        held = Fraction(str(self.holdout))
        names = list(self.variants) or [ALL]
        shares = {name: (1 - held) / len(names) for name in names}
        return shares | ({HELD: held} if held else {})

    @property
    def recorded(self) -> str:
        """What a manifest says of the draw, so that it can be made and judged again.

        >>> Experiment(holdout=0.5, seed=7, ends=date(2026, 12, 31)).recorded
        'seed=7 ends=2026-12-31'
        """
        told = {"seed": self.seed, "begins": self.begins, "ends": self.ends}
        return " ".join(f"{name}={value}" for name, value in told.items() if value is not None)

    def rows(self, rows: Rows) -> Rows:
        """Return the same rows, each with its variant; those held out are marked.

        Raises:
            BadInput: the table has no such column, or already one called "variant".
        """
        if rows.columns is not None:
            self._check_columns(rows)
        columns = None if rows.columns is None else (*rows.columns, VARIANT, BLOCK)
        opened = _Drawn(self, rows if rows.again else _kept(rows))
        return Rows(opened, source=rows.source, columns=columns)

    def drawn(self, rows: Rows) -> dict[str, Draw]:
        """Return what each row of a table drew, by its key."""
        return _Drawn(self, rows).draws()

    def varied(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return texts, by key, that choose by the variant of a row where variants differ."""
        made = dict(given)
        for key in dict.fromkeys(key for own in self.variants.values() for key in own):
            by_arm = {arm: own[key] for arm, own in self.variants.items() if key in own}
            made[key] = _chosen(key, by_arm, made.get(key), whole=len(by_arm) == len(self.variants))
        return made

    def counts(self, rows: Rows) -> dict[str, int]:
        """Return how many rows of a table each arm gets."""
        drawn = Counter(draw.arm for draw in self.drawn(rows).values())
        return {arm: drawn[arm] for arm in self.arms}

    def told(self, rows: Rows) -> str:
        """Return in words who gets what, how alike the arms are, and what it can show.

        rows: those that `rows` gave. "": none of them can be drawn.
        """
        sound = [row for row in rows.outcomes() if not isinstance(row, Problem)]
        if not sound:
            return ""
        drawn = Counter(row[VARIANT] for row in sound)
        blocks = Counter(row[BLOCK] for row in sound)
        arms = ", ".join(f"{arm} {drawn[arm]:,}" for arm in self.arms)
        mean = self.expected or EXPECTED
        guess = "" if self.expected else " (a guess: say expected)"
        least = self.detectable(drawn, blocks=len(blocks))
        shown = (
            f"where a place brings {mean:g}{guess}, too few places to show any difference."
            if least is None
            else f"where a place brings {mean:g}{guess}, a difference of {least:.1f} x or more "
            "shows 4 times in 5."
        )
        parts = [f"{sum(drawn.values()):,} places, {arms}", *self._balanced(blocks), shown]
        return "; ".join(parts)

    def _balanced(self, blocks: Mapping[str, int]) -> Iterator[str]:
        """Yield in words in what the arms are alike. blocks: how many places each has."""
        within = " and ".join(self.strata)
        if self.match:
            each = f" within each {within}" if within else ""
            size = max(blocks.values(), default=0)
            yield (
                f"matched by {' and '.join(self.match)}{each}, in {len(blocks):,} groups of "
                f"{size if min(blocks.values(), default=0) == size else f'at most {size}'}"
            )
        elif self.strata:
            most = sorted(blocks, key=lambda name: (-blocks[name], name))
            shown = [f"{name or '(empty)'} {blocks[name]:,}" for name in most[:_SHOWN]]
            more = [f"and {len(most) - _SHOWN:,} more"] if len(most) > _SHOWN else []
            yield f"balanced in each {within} ({', '.join([*shown, *more])})"
        if small := sum(count < len(self.arms) for count in blocks.values()):
            yield f"groups with fewer places than there are arms: {small:,}"

    def detectable(
        self, counts: Mapping[str, int], *, expected: float | None = None, blocks: int = 1
    ) -> float | None:
        """Return the smallest difference that shows 4 times in 5, as a ratio, of the smaller arms.

        Of variants, where there are two; else of all against those held out. counts: how many
        places each arm has. expected: conversations, or whatever is counted, that
        a place brings. blocks: in how many strata or pairs they are compared; what these explain
        of how places differ is not known before, and makes it better. None: so few places, or
        so little of each, show nothing.
        """
        named = [arm for arm in self.arms if arm != HELD or len(self.arms) == 2]
        one, other = sorted(counts.get(arm, 0) for arm in named)[:2]
        if one < 2:
            return None
        mean = expected or self.expected or EXPECTED
        return evidence.detectable_ratio(
            pieces=(other, one),
            rate=mean,
            spread=evidence.SPREAD,
            strata=max(1, min(blocks, one)),
        )

    def _check_columns(self, rows: Rows) -> None:
        columns = rows.columns or ()
        for name in (*self.strata, *self.match):
            if name not in columns:
                near = hint(name, columns) or f" There are: {', '.join(columns)}."
                raise BadInput(
                    f"the experiment speaks of {name!r}, which is no column of {rows.source}."
                    f"{near}",
                    rule="experiment.column",
                    name=name,
                )
        if taken := {VARIANT, BLOCK} & set(columns):
            raise _taken(taken, rows.source)


def experiment_of(
    variants: object, holdout: float, *, name: str, seed: int | None = None
) -> Experiment | None:
    """Return what `variants=` and `holdout=` ask for; None: nothing.

    Raises:
        BadInput: they are something else.
    """
    if isinstance(variants, Experiment):
        return variants
    if variants is None and (holdout is None or (isinstance(holdout, int | float) and not holdout)):
        return None
    if variants is not None and not isinstance(variants, Mapping):
        raise _no_variants(variants)
    return Experiment(variants=variants or {}, holdout=holdout, name=name, seed=seed)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Opens rows with what each drew. All are read before the first is given."""

    experiment: Experiment
    table: Rows

    def __call__(self) -> Iterator[Outcome]:
        draws = self.draws()
        for key, row in self._keyed():
            if isinstance(row, Problem):
                yield row
                continue
            drew = draws[key]
            cells = {**row, VARIANT: drew.arm, BLOCK: drew.block}
            about = row_number(row, 0), row_warnings(row), row_line(row)
            yield TableRow(cells, *about, is_held=drew.arm == HELD)

    def draws(self) -> dict[str, Draw]:
        experiment = self.experiment
        sound = ((key, row) for key, row in self._keyed() if not isinstance(row, Problem))
        units = [self._unit(key, row) for key, row in sound]
        assert experiment.seed is not None  # made when it is not said
        return evidence.assigned(units, experiment.arms, seed=experiment.seed)

    def _unit(self, key: str, row: Mapping[str, Any]) -> Unit:
        cells = (row.get(name) for name in self.experiment.strata)
        strata = ("" if cell is None else str(cell) for cell in cells)
        near = tuple(float(row[name]) for name in self.experiment.match)
        return Unit(key, " / ".join(strata), near)

    def _keyed(self) -> Iterator[tuple[str, Outcome]]:
        """Yield each row with what it is called; a row that cannot be drawn is a problem."""
        key, own = RowKey.said(self.experiment.key), {VARIANT, BLOCK}
        for counted, row in enumerate(self.table.outcomes(), 1):
            if isinstance(row, Problem):
                yield "", row
                continue
            number = row_number(row, counted)
            whole = row if isinstance(row, TableRow) else TableRow(row, number)
            if own & whole.keys():
                raise _taken(own & whole.keys(), self.table.source)
            try:
                self._check_numbers(whole)
                yield key.of(whole, number, marked(whole)), whole
            except CampaignError as err:
                where = Where(file=self.table.source, row=number)
                yield "", next(iter(of_error(err, where)))

    def _check_numbers(self, row: Mapping[str, Any]) -> None:
        for name in self.experiment.match:
            try:
                float(row.get(name, ""))
            except (TypeError, ValueError):
                raise BadInput(
                    f"{row.get(name)!r} in {name!r} is no number, and rows are matched by it. "
                    "Write it as in 1250 or 12.5, or leave that column out of match.",
                    rule="experiment.match-cell",
                    column=name,
                ) from None


def _taken(columns: Collection[str], source: str) -> BadInput:
    name = min(columns)
    return BadInput(
        f"{source} has a column called {name!r}, which is the experiment's. Rename it.",
        rule="experiment.taken",
        name=name,
    )


def _kept(rows: Rows) -> Rows:
    """Return rows that can be read once so that they can be read again."""

    @cache
    def found() -> tuple[Outcome, ...]:
        return tuple(rows.outcomes())

    return Rows(lambda: iter(found()), source=rows.source, columns=rows.columns)


def _chosen(key: str, by_arm: Mapping[str, Any], base: Any, *, whole: bool) -> Any:
    """Return one value that says what each arm says: text that chooses, or a table of them."""
    takes_table = base is None or isinstance(base, Mapping)
    if takes_table and all(isinstance(said, Mapping) for said in by_arm.values()):
        known = dict(base or {})
        for inner in dict.fromkeys(name for said in by_arm.values() for name in said):
            told = {arm: said[inner] for arm, said in by_arm.items() if inner in said}
            all_say = whole and len(told) == len(by_arm)
            known[inner] = _chosen(f"{key}.{inner}", told, known.get(inner), whole=all_say)
        return known
    for arm, said in by_arm.items():
        if isinstance(said, bool) or not isinstance(said, str | int | float):
            raise BadInput(
                f"variant {arm!r} says {key}={said!r}, which is no text. Variants differ in texts.",
                rule="experiment.text",
                key=key,
            )
    parts = [f'variant == "{arm}" %}}{said}' for arm, said in by_arm.items()]
    rest = "" if whole or base is None else f"{{% else %}}{base}"
    return "{% if " + "{% elif ".join(parts) + rest + "{% endif %}"


def _no_variants(given: object) -> BadInput:
    return BadInput(
        f"variants={given!r} is neither a mapping such as {{'a': {{'text': '…'}}}}, nor "
        "Experiment(…).",
        rule="experiment.type",
        value=type(given).__name__,
    )


def _columns(key: str, given: object) -> tuple[str, ...]:
    """Return the names of columns, of which one alone may stand by itself."""
    names = (given,) if isinstance(given, str) else given
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
        raise BadInput(
            f"{key}={given!r} names no columns. Write them as in {key}=['city'].",
            rule="experiment.columns",
            key=key,
            value=type(given).__name__,
        )
    return tuple(names)


def _is_no_number(value: object) -> bool:
    return isinstance(value, bool) or not isinstance(value, int | float)


def _check(given: Experiment) -> None:
    if not isinstance(given.variants, Mapping):
        raise _no_variants(given.variants)
    checked(given.name, key="name")
    if given.key is not None:
        checked(given.key, key="key")
    names = list(given.variants)
    if _is_no_number(given.holdout) or not 0 <= given.holdout <= _MOST_HELD:
        raise BadInput(
            f"holdout={given.holdout!r} is no share of the rows. Give one from 0 to {_MOST_HELD}, "
            "as in 0.2.",
            rule="experiment.holdout",
            limit=_MOST_HELD,
        )
    if len(names) < 2 and (names or not given.holdout):
        raise BadInput(
            "an experiment compares: give two variants, as in {'a': {'text': '…'}, 'b': {…}}, or "
            "a holdout, as in 0.2.",
            rule="experiment.one-arm",
        )
    for name in names:
        if not isinstance(name, str) or not _NAME.fullmatch(name) or name.casefold() == HELD:
            raise BadInput(
                f"{name!r} cannot name a variant: letters, digits, blanks and hyphens, 40 at most; "
                f"{HELD!r} is what is held out.",
                rule="experiment.name",
                name=name,
            )
        if not isinstance(given.variants[name], Mapping):
            raise BadInput(
                f"variant {name!r} is no mapping of what differs. Write {{'text': '…'}} or "
                "{'design': '…'}.",
                rule="experiment.variant",
                name=name,
            )
        if "copies" in given.variants[name]:
            raise BadInput(
                f"variant {name!r} says copies: places are compared, so all have as many.",
                rule="experiment.copies",
            )
    _check_apart(given)
    _check_numbers(given)
    if given.begins and given.ends and given.ends <= given.begins:
        raise BadInput(
            f"the experiment ends on {given.ends}, which is not after {given.begins}.",
            rule="experiment.days",
        )


def _check_apart(given: Experiment) -> None:
    """Refuse two variants that say the same: whatever they brought, it would be chance."""
    seen: list[tuple[str, Mapping[str, Any]]] = []
    for name, own in given.variants.items():
        for other, said in seen:
            if said == own:
                raise BadInput(
                    f"variants {other!r} and {name!r} are the same: {dict(own)}. Let them "
                    "differ in a text or a design, or leave one out.",
                    rule="experiment.same",
                    variants=f"{other}, {name}",
                )
        seen.append((name, own))


def _check_numbers(given: Experiment) -> None:
    if given.seed is not None and (isinstance(given.seed, bool) or not isinstance(given.seed, int)):
        raise BadInput(
            f"seed={given.seed!r} is no whole number. Give one, as in seed=7, or leave it out.",
            rule="experiment.number",
            value=given.seed,
        )
    mean = given.expected
    if mean is not None and (_is_no_number(mean) or not 0 < mean < math.inf):
        raise BadInput(
            f"expected={mean!r} is nothing that a place could bring. Give a number above 0, as in "
            "expected=5.",
            rule="experiment.number",
            value=mean,
        )
    for key in ("begins", "ends"):
        day = getattr(given, key)
        if day is not None and not isinstance(day, date):
            raise BadInput(
                f"{key}={day!r} is no day. Write it as in datetime.date(2026, 12, 31).",
                rule="experiment.day",
                value=day,
            )
