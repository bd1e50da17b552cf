"""The filters of wording. What may grow is measured before it grows.

`money`, `phone`, `date` and `digits` follow the facts `language`, `country` and `currency`
unless told otherwise: `{{ price | money("USD") }}`. `timetable` makes a table of opening hours.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from jinja2 import Environment, pass_context, pass_environment, pass_eval_context
from jinja2 import filters as built_in
from jinja2.nodes import EvalContext
from jinja2.runtime import Context

from campaignkit import locales, phones
from campaignkit.errors import BadInput
from campaignkit.wording.values import (
    TABLE_GAP,
    Empty,
    TooMuch,
    charge,
    check_length,
    sized,
    weighed,
)

# Jinja's own that cannot give more than a few times what they take.
_KEPT = (
    "abs capitalize count d default dictsort first float int items last length list lower map max "
    "min reject rejectattr reverse select selectattr sort string sum title trim truncate unique "
    "upper urlencode wordcount"
)
_ASKS_TABLES = 50  # units of what looks into the tables of a language or of phone numbers
_SORTING = ("sort", "dictsort", "unique")  # each item is compared with several others
_OF_EMPTY = ("d", "default", "count", "length", "wordcount")  # what an empty cell answers
_ENTRIES = re.compile(r"\s*[;\u061b\u00b7|\n]\s*")
_TIMES = re.compile(
    r"(?P<days>\D*?[^\W\d_]\D*?)[\s:,]+(?P<times>\d.*)|(?P<day>[^\d:]+?)\s*:\s+(?P<word>.+)"
)
_ROWS_OF_TABLE = 2  # fewer are no table
_WIDEST = 999  # of a field in a format: "%999s"
_PRECISEST = 20  # decimal places


def check_format(pattern: str, values: Iterable[Any] = ()) -> str:
    """Return a pattern of "%" fields, unless it gives a very long text with these values."""
    longest = max((len(value) for value in values if isinstance(value, str)), default=0)
    check_length(pattern.count("%") * longest)
    if "*" in pattern or any(int(n) > _WIDEST for n in re.findall(r"[0-9]+", pattern)):
        raise TooMuch(f"a field in {pattern!r} is wider than {_WIDEST}.")
    return pattern


@pass_context
def money(
    context: Context, value: object, currency: str | None = None, language: str | None = None
) -> str:
    """An amount as people write it; a float from a spreadsheet counts as it is shown there."""
    exact = Decimal(repr(value)) if isinstance(value, float) else value
    code = currency or _fact(context, "currency", "money")
    return locales.money(exact, code, language or _fact(context, "language", "money"))  # type: ignore[arg-type]


@pass_context
def phone(context: Context, value: str | int, country: str | None = None) -> str:
    """A number as people at home write it."""
    home = country or context.get("country")
    return phones.pretty(phones.to_e164(value, home), home)


@pass_context
def date(context: Context, value: object, style: locales.DateStyle = "long") -> str:
    """A date, or text in the form 2026-03-04, as people write it."""
    if isinstance(value, str):
        try:
            value = datetime.date.fromisoformat(value.strip()[:10])
        except ValueError as err:
            raise BadInput(
                f"{value!r} is not a date. Write it as in 2026-03-04.",
                rule="wording.date",
                value=value,
            ) from err
    return locales.date(value, _fact(context, "language", "date"), style=style)  # type: ignore[arg-type]


@pass_context
def digits(context: Context, value: object) -> str:
    """A number or text in the digits of the language."""
    return locales.digits(str(value), _fact(context, "language", "digits"))


def timetable(value: object) -> str:
    """Opening hours, an entry a line, as a table: days at its start, times at its end.

    Entries end with a semicolon, a dot in the middle, a bar or a new line. Where fewer than two of
    them have both days and times, they are lines as they come.
    """
    entries = [entry for entry in _ENTRIES.split(str(value).strip()) if entry]
    found = [_TIMES.fullmatch(entry) for entry in entries]
    if sum(each is not None for each in found) < _ROWS_OF_TABLE:
        return "\n".join(entries)
    rows = zip(entries, found, strict=True)
    return "\n".join(TABLE_GAP.join(_two(one)) if one else entry for entry, one in rows)


def _two(found: re.Match[str]) -> tuple[str, str]:
    days, times, day, word = found.group("days", "times", "day", "word")
    return (day, word) if days is None else (days, times)


def _fact(context: Context, name: str, asker: str) -> str:
    value = context.get(name)
    if not value:
        raise BadInput(
            f"the filter {asker!r} needs a fact called {name!r}.",
            rule="wording.filter-fact",
            asker=asker,
            name=name,
        )
    return str(value)


@pass_eval_context
def join(context: EvalContext, value: Iterable[Any], d: str = "", attribute: Any = None) -> str:
    """Jinja's, with its result measured first."""
    items = list(value)
    check_length(sum(len(item) for item in items if isinstance(item, str)))
    if (len(items) - 1) * len(d) > len(sized(items)) * 100:
        raise TooMuch("the text between two items has more than 100 characters.")
    return str(built_in.sync_do_join(context, items, d, attribute))


def replace(value: object, old: str, new: str, count: int | None = None) -> str:
    """Jinja's, with its result measured first."""
    text = str(value)
    times = text.count(old) if count is None else min(count, text.count(old))
    if len(text) + times * len(new) > len(text) + 100_000:
        raise TooMuch(f"replacing {times:,} times by {len(new):,} characters is too long.")
    return text.replace(old, new, -1 if count is None else count)


def format_(value: object, *args: Any, **kwargs: Any) -> str:
    """Jinja's: "%.2f" | format(price), with the width of each field limited."""
    pattern = check_format(str(value), (*args, *kwargs.values()))
    return built_in.do_format(pattern, *args, **kwargs)


@pass_environment
def sum_(
    environment: Environment, value: Iterable[Any], attribute: Any = None, start: Any = 0
) -> Any:
    """Jinja's, of numbers."""
    if isinstance(start, (str, list, tuple, Mapping)):
        raise BadInput(
            "sum adds numbers. For texts there is {{ names | join(', ') }}.", rule="wording.filter"
        )
    return built_in.do_sum(environment, value, attribute, start)


def default(value: Any, default_value: Any = "", boolean: bool = False) -> Any:
    """Jinja's; an empty cell has no value of its own either."""
    if isinstance(value, Empty):
        return default_value
    return built_in.do_default(value, default_value, boolean)


def round_(value: float, precision: int = 0, method: Any = "common") -> float:
    """Jinja's, with at most 20 decimal places."""
    if abs(precision) > _PRECISEST:
        raise TooMuch(f"round({precision}) has more than {_PRECISEST} places.")
    return built_in.do_round(value, precision, method)


def every() -> dict[str, Callable[..., Any]]:
    """Return the filters by name, each with its result charged."""
    own = {"money": money, "phone": phone, "date": date, "digits": digits, "join": join}
    own["timetable"] = timetable
    own |= {"replace": replace, "format": format_, "round": round_, "sum": sum_}
    kept = {name: built_in.FILTERS[name] for name in _KEPT.split()}
    own["d"] = own["default"] = default
    return {name: _measured(name, function) for name, function in (kept | own).items()}


def counted(items: Iterable[Any], cost: int = 1) -> Iterator[Any]:
    """Yield what is in `items`, each one charged."""
    for item in items:
        charge(cost)
        yield item


def _measured(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    mark = getattr(function, "jinja_pass_arg", None)  # how Jinja passes context or environment
    at = 0 if mark is None else 1  # of the value

    units = _ASKS_TABLES if name in ("money", "phone", "date", "digits") else 1

    def measured(*args: Any, **kwargs: Any) -> Any:
        charge(units)
        for _ in range(4 if name in _SORTING else 1):
            weighed([*args[at:], *kwargs.values()])
        if name not in _OF_EMPTY and len(args) > at and isinstance(args[at], Empty):
            return args[at]  # of an empty cell there is nothing to make: printed, it is told
        made = function(*args, **kwargs)
        return counted(made) if hasattr(made, "__next__") else sized(made)

    if mark is not None:
        measured.jinja_pass_arg = mark  # type: ignore[attr-defined]
    return measured
