"""What an experiment showed: each arm against the others, by drawing again as the build drew."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from campaignkit import evidence, prices, rows
from campaignkit.assets.replies import Conversations
from campaignkit.display import html_table, text_table
from campaignkit.errors import BadInput, CampaignError
from campaignkit.evidence import Effect
from campaignkit.problems import Problem, Problems, Where
from campaignkit.rows.column_names import match, plain
from campaignkit.tracking.experiments import HELD

_VALUES = ("conversations", "orders", "money")
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.(?:[0-9]{1,2}|[0-9]{4,9}))?")
_RECORDED = re.compile(r"(\w+)=(\S+)")
_HEAD = ("arm", "places", "in all", "a place", "against", "effect", "from", "to", "p")
# What tells the units of a manifest apart, and what a table of outcomes may call them by.
_UNITS = ("key", "place", "row")
_Way = tuple[Mapping[str, set[str]], ...]  # names of units, the surest first


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmResult:
    """One arm. places: units that drew it. total: what they brought. against: the other arm.

    effect: how many times as much as the other arm, with limits and p; against rows held out, how
    much more a place, on average. None: there is nothing to compare with. is_told: whether anything
    tells what they brought; of rows held out no chat does, and their 0 means nothing.
    """

    name: str
    places: int
    total: float
    against: str = ""
    effect: Effect | None = None
    is_told: bool = True

    @property
    def mean(self) -> float:
        """What a place brought, on average."""
        return self.total / self.places if self.places else 0.0


@dataclass(frozen=True, slots=True)
class ReadOut:
    """What was tried, arm by arm. part: of the time that was set, which is over; None: none was."""

    arms: tuple[ArmResult, ...]
    value: str
    seed: int
    part: float | None
    found: Problems

    def __iter__(self) -> Iterator[ArmResult]:
        return iter(self.arms)

    def __len__(self) -> int:
        return len(self.arms)

    def __getitem__(self, name: str) -> ArmResult:
        for arm in self.arms:
            if arm.name == name:
                return arm
        there = ", ".join(arm.name for arm in self.arms)
        raise BadInput(f"no arm {name!r}. There are: {there}.", rule="experiment.arm", name=name)

    def problems(self) -> Problems:
        """Return what makes it uncertain: a look before the end, arms that cannot be compared."""
        return self.found

    @property
    def allowed_p(self) -> float:
        """Below which p a difference counts by now."""
        return evidence.allowed_p(self.part) if self.part else evidence.allowed_p(1.0)

    def _cells(self) -> list[tuple[Any, ...]]:
        return [_cells(arm) for arm in self.arms]

    def __str__(self) -> str:
        told = f"\n{self.found}" if self.found else ""
        return text_table(_HEAD, [[str(cell) for cell in line] for line in self._cells()]) + told

    def _repr_html_(self) -> str:
        told = self.found._repr_html_() if self.found else ""
        return html_table(_HEAD, self._cells()) + told


def read_out(
    found: Conversations,
    outcomes: Any,
    *,
    value: str,
    at: date | None,
    since: date | None,
    language: str = "en",
) -> ReadOut:
    """Return what an experiment showed; see `Report.experiment`.

    Raises:
        BadInput: nothing was tried, or the outcomes cannot be read.
    """
    units = _units(found)
    if value not in _VALUES:
        raise BadInput(f"value={value!r} is none of {', '.join(_VALUES)}.", rule="experiment.value")
    if at is not None and not isinstance(at, date):
        raise BadInput(
            f"at={at!r} is no day. Write it as in datetime.date(2026, 12, 31).",
            rule="experiment.day",
            value=at,
        )
    recorded = _Recorded.of(str(next(iter(units.values()))["experiment"]))
    seed = recorded.seed
    untold = 0
    if outcomes is None:
        brought = _counted(found, units, value)
    else:
        brought, untold = _sold(outcomes, units, language)
    arms = _arms(units, brought, seed, with_held=outcomes is not None)
    part = _part(recorded, at.date() if isinstance(at, datetime) else at or _last(found), since)
    problems = Problems(_doubts(arms, part, outcomes is not None, untold))
    return ReadOut(tuple(arms), value if outcomes is None else "outcomes", seed, part, problems)


def was_tried(found: Conversations) -> bool:
    """Say whether pieces were drawn by an experiment."""
    lines = [piece.facts for piece in found.pieces.every]
    return any(line.get("variant") and line.get("experiment") for line in lines)


def _units(found: Conversations) -> dict[str, Mapping[str, Any]]:
    """Return a line of the manifest for each unit that was drawn."""
    lines = [piece.facts for piece in found.pieces.every] + [*found.pieces.held]
    units = {_named(line): line for line in lines if line.get("variant") and line.get("experiment")}
    if not units:
        raise BadInput(
            "the manifest names no variant: nothing was tried. Build with variants= or holdout=, "
            "or with [experiment] in the campaign file.",
            rule="experiment.none",
        )
    return units


def _named(line: Mapping[str, Any]) -> str:
    return next((str(line[name]) for name in _UNITS if line.get(name)), "")


def _counted(found: Conversations, units: Mapping[str, Any], value: str) -> dict[str, float]:
    brought = dict.fromkeys(units, 0.0)
    for one in found.matched:
        name = "" if one.piece is None else _named(one.piece.facts)
        if name in brought:
            one_ = 1 if value == "conversations" else getattr(one, value) or 0
            brought[name] += float(one_)
    return brought


def _sold(
    outcomes: Any, units: Mapping[str, Mapping[str, Any]], language: str
) -> tuple[dict[str, float], int]:
    """Return what a table says that each unit brought, and of how many units it says nothing."""
    table = list(rows.read(outcomes))
    if not table:
        raise _nothing_told()
    columns = list(dict.fromkeys(str(name) for row in table for name in row))
    amount = _amount_column(columns)
    column, units_of = _place_column(table, [name for name in columns if name != amount], units)
    brought = dict.fromkeys(units, 0.0)
    told: set[str] = set()
    wrong = []
    for number, row in enumerate(table, 1):
        cell, place = row.get(amount), _name(row.get(column))
        is_blank = cell is None or cell == ""
        if is_blank and not place:  # an empty line of a spreadsheet
            continue
        found = units_of(place)
        if len(found) != 1:
            wrong.append(_misnamed(place, len(found), number, column))
            continue
        (unit,) = found
        if is_blank:
            continue
        told.add(unit)
        try:
            brought[unit] += _number(cell, language)
        except CampaignError as err:
            raise BadInput(
                f"row {number} of the outcomes: {str(cell)[:40]!r} is no number. {err.plain}",
                rule="experiment.outcome",
                row=number,
            ) from err
    Problems(wrong).raise_errors("the outcomes")
    if not told:
        raise _nothing_told()
    return brought, len(units) - len(told)


def _nothing_told() -> BadInput:
    return BadInput(
        "the outcomes name no place of the manifest with an amount. Give a column with the key or "
        "the place of each, as the manifest has them, and one called amount.",
        rule="experiment.outcomes",
    )


def _misnamed(place: str, found: int, number: int, column: str) -> Problem:
    where = Where(row=number, column=column)
    if found:
        return Problem(
            rule="experiment.shared-place",
            message=f"{place[:40]!r} names {found} places of the manifest.",
            fix="Tell them apart by their key, in a column called key.",
            where=where,
            value=place,
        )
    return Problem(
        rule="experiment.unknown-place",
        message=f"{place[:40]!r} names no place of the manifest.",
        fix="Write it as the manifest does, or leave the row out.",
        where=where,
        value=place,
    )


def _amount_column(columns: Sequence[str]) -> str:
    """Return the column that says how much.

    Raises:
        BadInput: none does, or several may.
    """
    found = match(columns, "outcomes").get("amount", [])
    if len(found) == 1 or (found and plain(found[0]) == "amount"):
        return found[0]
    named = ", ".join(found or columns)
    said = f"{named} may all be what a place brought" if found else f"{named}: none is an amount"
    raise BadInput(
        f"the outcomes have these columns: {said}. Call the one that is meant amount.",
        rule="experiment.amount",
        columns=named,
    )


def _place_column(
    table: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    units: Mapping[str, Mapping[str, Any]],
) -> tuple[str, Callable[[str], set[str]]]:
    """Return the one column that tells the place, and what finds the units that a cell names.

    Its head says so; else it is the one whose cells are keys or places. A number is a row's, or
    its key, only where the head says so.

    Raises:
        BadInput: no column tells the place, or several may.
    """
    keys, places, numbers, words = (defaultdict[str, set[str]](set) for _ in range(4))
    for unit, line in units.items():
        key, number = _name(line.get("key")), _name(line.get("row"))
        keys[key or number].add(unit)
        numbers[number or key].add(unit)
        places[_name(line.get("place"))].add(unit)
        if key != number and not key.isdecimal():
            words[key].add(unit)
    ways = {"key": (keys, places), "place": (places, words), "row": (numbers,)}
    heads = match(columns, "outcomes")
    by_head = [(head, ways[kind]) for kind in _UNITS for head in heads.get(kind, [])]
    found = [(head, way) for head, way in by_head if _hits(table, head, way)] or by_head
    if not found:
        way = ways["place"]
        hits = {name: _hits(table, name, way) for name in columns}
        most = max(hits.values(), default=0)
        best = [name for name in columns if most and hits[name] == most]
        if len(best) != 1:
            said = ", ".join(best) + " may all be" if best else f"{', '.join(columns)}: none is"
            raise BadInput(
                "the outcomes name no place of the manifest in one column alone: "
                f"{said} the place. Call the one that is meant key, or place.",
                rule="experiment.place-column",
                columns=", ".join(best or columns),
            )
        found = [(best[0], way)]
    head, way = found[0]
    return head, lambda cell: _called(cell, way)


def _hits(table: Sequence[Mapping[str, Any]], column: str, way: _Way) -> int:
    return sum(bool(_called(_name(row.get(column)), way)) for row in table)


def _called(cell: str, way: _Way) -> set[str]:
    return next((names[cell] for names in way if cell and cell in names), set())


def _name(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # a frame with gaps makes 5.0 of 5
    return "" if cell is None else str(cell).strip()


def _number(cell: Any, language: str) -> float:
    """Return a number of a table, or a price as its language writes it; less than nothing may be.

    Raises:
        BadInput: it is none, or may be two.
    """
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        if math.isfinite(cell):
            return float(cell)
    elif _PLAIN.fullmatch(text := str(cell).strip()):
        return float(text)
    # "1.500" is a thousand and a half in one language, one and a half in another.
    return float(prices.read(cell, currency="USD", language=language).amount)


def _arms(
    units: Mapping[str, Mapping[str, Any]],
    brought: Mapping[str, float],
    seed: int,
    *,
    with_held: bool,
) -> list[ArmResult]:
    names: dict[str, list[str]] = {}
    for unit, line in units.items():
        names.setdefault(str(line["variant"]), []).append(unit)
    printed = sorted(name for name in names if name != HELD)  # the first is compared with
    made = []
    for number, name in enumerate([*printed, *(each for each in names if each == HELD)]):
        against, effect = "", None
        if name != HELD and with_held and HELD in names:
            against, effect = HELD, _effect(units, brought, names, (name, HELD), seed)
        elif name != HELD and number:
            against, effect = printed[0], _effect(units, brought, names, (name, printed[0]), seed)
        total = sum(brought[unit] for unit in names[name])
        places = len(names[name])
        made.append(
            ArmResult(
                name=name,
                places=places,
                total=total,
                against=against,
                effect=effect,
                is_told=with_held or name != HELD,
            )
        )
    return made


def _effect(
    units: Mapping[str, Mapping[str, Any]],
    brought: Mapping[str, float],
    names: Mapping[str, Sequence[str]],
    pair: tuple[str, str],
    seed: int,
) -> Effect | None:
    first, second = pair
    # a seeded draw depends on the order of the units, which is not to be that of the manifest
    both = sorted([*names[first], *names[second]])
    values = [brought[unit] for unit in both]
    treated = [str(units[unit]["variant"]) == first for unit in both]
    blocks = [str(units[unit].get("block") or "") for unit in both]
    judged = evidence.difference if second == HELD else evidence.ratio
    try:
        return judged(values, treated, blocks, seed=seed)
    except BadInput as err:
        if err.rule not in ("evidence.empty", "evidence.below-zero"):
            raise
        return None  # `_doubts` tells of it


def _last(found: Conversations) -> date | None:
    return max((one.first.date() for one in found.rows if one.first is not None), default=None)


class _Recorded(NamedTuple):
    """What the manifest says of a draw: see `Experiment.recorded`."""

    seed: int
    begins: date | None
    ends: date | None

    @classmethod
    def of(cls, said: str) -> _Recorded:
        told = dict(_RECORDED.findall(said))
        days = {name: told[name] for name in ("begins", "ends") if name in told}
        try:
            read = {name: date.fromisoformat(day) for name, day in days.items()}
            return cls(int(told.get("seed", "0")), read.get("begins"), read.get("ends"))
        except ValueError as err:
            raise BadInput(
                f"the manifest says {said[:80]!r} of its experiment, which cannot be read. It is "
                "written as in 'seed=7 begins=2026-11-01 ends=2026-12-31': build again.",
                rule="experiment.recorded",
            ) from err


def _part(recorded: _Recorded, at: date | None, since: date | None) -> float | None:
    begins, ends = recorded.begins or since, recorded.ends
    if ends is None or at is None:
        return None
    if begins is None:  # how much is over is known only of what has ended
        return 1.0 if at >= ends else None
    return evidence.part_of(begins, ends, at)


def _doubts(
    arms: Sequence[ArmResult], part: float | None, told: bool, untold: int
) -> Iterator[Problem]:
    if untold:
        places = sum(arm.places for arm in arms)
        yield Problem(
            rule="experiment.untold-places",
            message=f"{untold:,} of {places:,} places have no outcome: they count as 0.",
            fix="Give every place, those that sold nothing with 0.",
            severity="warning",
            value=untold,
            limit=0,
        )
    if part is None:
        yield Problem(
            rule="experiment.no-end",
            message="No time was set for this experiment, or it is not known how much is over.",
            fix="Look once, at an end that you set before: begins and ends of [experiment]. Who "
            "looks again and again sees differences that are not there.",
            severity="warning",
        )
    elif part < 1:
        allowed = evidence.allowed_p(part) if part else 0.0
        yield Problem(
            rule="experiment.peeking",
            message=f"{part:.0%} of the time is over: a look before the end.",
            fix=f"Only a p below {allowed:.4f} counts by now; wait for the end.",
            severity="warning",
            value=round(part, 3),
            limit=round(allowed, 5),
        )
    if not told and any(arm.name == HELD for arm in arms):
        yield Problem(
            rule="experiment.no-outcomes",
            message="Nothing was printed for some places, so no chat tells what they sold.",
            fix="Give what each place sold: experiment('sales.csv'), with key or place and amount.",
            severity="warning",
        )
    for arm in arms:
        if arm.against and arm.effect is None:
            yield Problem(
                rule="experiment.uncompared",
                message=f"{arm.name} and {arm.against} share no block: they cannot be compared.",
                fix="Draw more places, or fewer strata.",
                severity="warning",
            )


def _cells(arm: ArmResult) -> tuple[Any, ...]:
    brought = (f"{arm.total:g}", f"{arm.mean:.2f}") if arm.is_told else ("", "")
    head = (arm.name, arm.places, *brought, arm.against)
    if arm.effect is None:
        return (*head, "", "", "", "")
    value, low, high, p, *_ = arm.effect
    shown = "" if value is None else f"{value:.2f}"
    unit = "" if arm.against == HELD else " x"
    return (*head, f"{shown}{unit}", f"{low:.2f}", f"{high:.2f}", f"{p:.4f}")
