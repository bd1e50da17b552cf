"""Files people write in TOML: read, checked against a form, every mistake named with its line.

The one door to pydantic. A form is a subclass of `Form`: unknown keys are mistakes, values
are frozen. All mistakes of a file come at once, as `Problems`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, TypeAlias, TypeVar, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from campaignkit.errors import did_you_mean
from campaignkit.problems import Problem, Problems, Where
from campaignkit.spec_errors import words

__all__ = [
    "Field",
    "Form",
    "Given",
    "Names",
    "field_validator",
    "fit",
    "lines_of",
    "locate",
    "model_validator",
    "parse",
    "read",
]

Place = tuple[str | int, ...]
_DEEPEST_KEY = 64  # names of a dotted key; tomllib takes the square of it. Ours have 3
_CHAIN = re.compile(
    rf"""(?<![\w."'-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){{{_DEEPEST_KEY}}}"""
)
Given = ValidationInfo  # what a validator may ask: field_name; data, the fields that came before


class Form(BaseModel):
    """A table of a TOML file: frozen, and strict about its keys."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, allow_inf_nan=False
    )


F = TypeVar("F", bound=Form)


def _names(value: Any) -> Any:
    each = (value,) if isinstance(value, str) else value
    if not isinstance(each, list | tuple) or not all(isinstance(name, str) for name in each):
        raise ValueError('give a name in quotes, or several in brackets: ["…", "…"]')
    return value


# One name or several. Of a plain union pydantic tells of each choice why it is not that one.
Names: TypeAlias = Annotated[str | tuple[str, ...], BeforeValidator(_names)]


def read(text: str, form: type[F], *, file: str) -> F:
    """Return the TOML `text` as a `form`.

    Raises:
        BadInput: it is not TOML (with line and column), or does not fit the form; `problems`
            holds every mistake with its line and key.

    >>> class Shop(Form):
    ...     name: str
    >>> read('name = "Sol"', Shop, file="shop.toml").name
    'Sol'
    """
    found, problems = parse(text, form, file=file)
    problems.raise_errors(file)
    assert found is not None  # no problems: it was read
    return found


def parse(text: str, form: type[F], *, file: str) -> tuple[F | None, Problems]:
    """Return the TOML `text` as a `form`, or None and what is wrong with it."""
    if chain := _CHAIN.search(text):
        at = Where(file=file, line=text.count("\n", 0, chain.start()) + 1)
        return None, Problems(
            [
                Problem(
                    rule="toml.key-depth",
                    message=f"a key has more than {_DEEPEST_KEY} names one within another.",
                    where=at,
                    limit=_DEEPEST_KEY,
                    fix="Write it plainer.",
                )
            ]
        )
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as err:
        line = re.search(r"line (\d+)", str(err))
        where = Where(file=file, line=int(line[1]) if line else text.count("\n") + 1)
        fix = "Texts stand in double quotes, tables in [brackets], lists of tables in [[two]]."
        return None, Problems(
            [Problem(rule="toml.syntax", message=f"this is not TOML: {err}.", where=where, fix=fix)]
        )
    except (RecursionError, ValueError) as err:
        deep = isinstance(err, RecursionError)
        said = "its brackets are nested too deep" if deep else "a number has too many digits"
        fix = "Write it plainer." if deep else "Put long numbers in quotes."
        return None, Problems(
            [Problem(rule="toml.syntax", message=f"{said}.", where=Where(file=file), fix=fix)]
        )
    return fit(data, form, file=file, lines=_lines(text))


def fit(
    data: Any, form: type[F], *, file: str | None = None, lines: Mapping[Place, int] | None = None
) -> tuple[F | None, Problems]:
    """Return values as a `form`, or None and what is wrong with them."""
    try:
        return form.model_validate(data), Problems()
    except ValidationError as err:
        errors = [dict(error) for error in err.errors(include_url=False)]
        return None, Problems(
            _problem(error, form, file, lines or {})
            for error in errors
            if not _follows(error, errors)
        )


def _follows(error: dict[str, Any], errors: Sequence[dict[str, Any]]) -> bool:
    """Say whether a list is too short only because something in it is wrong."""
    place = error["loc"]
    return error["type"] == "too_short" and any(
        other["loc"][: len(place)] == place and len(other["loc"]) > len(place) for other in errors
    )


def lines_of(text: str) -> dict[Place, int]:
    """Return the line of each table and key of a TOML text.

    >>> lines_of('[shop]\\nname = "Sol"')
    {('shop',): 1, ('shop', 'name'): 2}
    """
    return _lines(text)


def locate(place: Place, *, file: str | None, lines: Mapping[Place, int]) -> Where:
    """Return where a key stands, or the nearest table above it.

    >>> str(locate(("stickers", 0, "stock"), file="a.toml", lines={("stickers", 0): 7}))
    'a.toml, line 7, key stickers.1.stock'
    """
    return Where(file=file, line=_line(place, lines), key=_key(place))


def _problem(
    error: dict[str, Any], form: type[Form], file: str | None, lines: Mapping[Place, int]
) -> Problem:
    place = _written(tuple(error["loc"]), form)
    value = error["input"]
    message, fix = _words(error, form, place)
    return Problem(
        rule=f"toml.{error['type'].replace('_', '-')}",
        message=message,
        where=locate(place, file=file, lines=lines),
        value=value if isinstance(value, str | int | float | bool) else None,
        fix=fix,
    )


def _words(error: dict[str, Any], form: type[Form], place: Place) -> tuple[str, str]:
    last = place[-1] if place else ""
    if error["type"] == "missing":
        return f"{last!r} is missing.", f"Add a line {last} = …"
    if error["type"] == "extra_forbidden":
        known = _known_keys(form, place[:-1])
        near = did_you_mean(str(last), known).strip()
        return f"there is no key {last!r} here.", near or f"There are: {', '.join(known)}."
    if error["type"] == "union_tag_invalid":
        tag, tags = str(error["ctx"]["tag"]), str(error["ctx"]["expected_tags"])
        near = did_you_mean(tag, re.findall(r"'(.*?)'", tags)).strip()
        return f"there is no kind {tag!r} here.", near or f"There are: {tags}."
    return words(error["type"], str(error["msg"]), error["input"], error.get("ctx") or {})


def _written(place: Place, form: type[Form]) -> Place:
    """Return a place as the file has it: pydantic puts the chosen form's tag behind an index."""
    tags = _tags(form)
    return tuple(
        part
        for at, part in enumerate(place)
        if not (at and isinstance(place[at - 1], int) and part in tags)
    )


def _known_keys(form: type[Form], place: Sequence[str | int]) -> list[str]:
    """Return the keys of the table at `place`, following the forms nested in `form`."""
    forms: list[type[Form]] = [form]
    for part in place:
        if isinstance(part, str):
            forms = [found for each in forms for found in _nested(each, part)] or forms
    return sorted({key for each in forms for key in _keys(each)})


def _keys(form: type[Form]) -> Iterator[str]:
    for name, field in form.model_fields.items():
        yield field.alias or name


def _nested(form: type[Form], key: str) -> list[type[Form]]:
    for name, field in form.model_fields.items():
        if key in (name, field.alias):
            return list(_forms(field.annotation))
    return []


def _tags(form: type[Form]) -> set[str]:
    """Return the values of `kind` that choose between forms, at any depth."""
    found: set[str] = set()
    for name, field in form.model_fields.items():
        if name == "kind":
            found.update(map(str, get_args(field.annotation)))
        for nested in _forms(field.annotation):
            found |= _tags(nested)
    return found


def _forms(annotation: Any) -> Iterator[type[Form]]:
    if isinstance(annotation, type) and issubclass(annotation, Form):
        yield annotation
    for argument in get_args(annotation):
        yield from _forms(argument)


def _key(place: Place) -> str | None:
    """Return a place as people read it, tables of a list counted from 1: stickers 2, design."""
    words = [str(part + 1) if isinstance(part, int) else part for part in place]
    return ".".join(words) or None


def _line(place: Place, lines: Mapping[Place, int]) -> int | None:
    for end in range(len(place), 0, -1):
        if place[:end] in lines:
            return lines[place[:end]]
    return None


_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")


def _lines(text: str) -> dict[Place, int]:
    """Return the line of each key and table; tomllib itself forgets them."""
    lines: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    fence = ""
    for number, line in enumerate(text.splitlines(), 1):
        if fence:
            fence = "" if fence in line else fence
            continue
        if header := _HEADER.match(line):
            parts = _parts(header[2])
            table = _table(parts, counts, repeated=header[1] == "[[")
            lines.setdefault(table, number)
            lines.setdefault(tuple(parts), number)  # the first of its name, if it is a list
        elif key := _KEY.match(line):
            place = table
            for part in _parts(key[1]):
                place = (*place, part)
                lines.setdefault(place, number)
            fence = next((q for q in ('"""', "'''") if line.count(q) == 1), "")
    return lines


def _table(parts: list[str], counts: dict[Place, int], *, repeated: bool) -> Place:
    place: Place = ()
    for depth, part in enumerate(parts, 1):
        place = (*place, part)
        if repeated and depth == len(parts):
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place = (*place, counts[place])
    return place


def _parts(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in re.split(r"\s*\.\s*", dotted)]
