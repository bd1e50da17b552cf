"""JSON: a list of objects, read object by object; JSON Lines, an object a line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from campaignkit.errors import BadInput, TooBig
from campaignkit.problems import Problem, Where
from campaignkit.rows.files import BROKEN, TableFile
from campaignkit.rows.values import clean

_PIECE = 1 << 16  # characters at a time
_MOST = 10_000_000  # characters of one object, or of a line
_LISTS = ("entry", "rows", "data", "items", "products", "records", "results")


def rows(file: TableFile) -> Iterator[dict[str, Any] | Problem]:
    """Yield the objects of a file as rows.

    Raises:
        BadInput: it is no JSON from some place on, or no list of objects.
        TooBig: one object has more than 10 million characters.
    """
    by_line = file.suffix in (".jsonl", ".ndjson")
    try:
        with io.TextIOWrapper(file.open(), encoding="utf-8-sig") as opened:
            yield from _lines(opened, file) if by_line else _list(opened, file)
    except UnicodeDecodeError as err:
        raise BadInput(
            f"{file} is not UTF-8 text. Save it as UTF-8.", rule="table.encoding"
        ) from err
    except BROKEN as err:
        raise BadInput(
            f"{file} cannot be unpacked ({err}). Pack it anew.", rule="table.archive"
        ) from err


def _lines(opened: io.TextIOWrapper, file: TableFile) -> Iterator[dict[str, Any] | Problem]:
    number = line = 0
    while text := opened.readline(_MOST + 1):
        line += 1
        if len(text) > _MOST:
            raise _too_big(file, f"line {line}")
        if not text.strip():
            continue
        number += 1
        try:
            yield _row(json.loads(text), file, number, line)
        except (ValueError, RecursionError) as err:
            yield _no_object(f"this line is not JSON ({_said(err)}).", file, number, line)


def _list(opened: io.TextIOWrapper, file: TableFile) -> Iterator[dict[str, Any] | Problem]:
    text = opened.read(_PIECE).lstrip()
    if text.startswith("{"):
        yield from _held(text + opened.read(_MOST), file)
        return
    if not text.startswith("["):
        raise _no_list(file)
    decoder, number, at, most = json.JSONDecoder(), 0, 1, _PIECE
    while True:
        at = _past_blank(text, at, ", \t\r\n" if number else " \t\r\n")
        if at < len(text) and text[at] == "]":
            return
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as err:
            more = opened.read(most)  # more each time: an object is tried a few times, not often
            if not more:
                raise BadInput(
                    f"{file}, object {number + 1}, is not JSON, or the file is cut: {_said(err)}.",
                    rule="table.json",
                    row=number + 1,
                ) from err
            text, at, most = text[at:] + more, 0, most * 2
            if len(text) > 2 * _MOST:
                raise _too_big(file, f"object {number + 1}") from err
            continue
        number, most = number + 1, _PIECE
        yield _row(item, file, number, None)


def _past_blank(text: str, at: int, blank: str) -> int:
    while at < len(text) and text[at] in blank:
        at += 1
    return at


def _held(text: str, file: TableFile) -> Iterator[dict[str, Any] | Problem]:
    """Yield the rows of an object that holds a list of them."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as err:
        raise BadInput(
            f"{file} is not JSON ({_said(err)}). An object a line is JSON Lines: let its name end "
            "in .jsonl.",
            rule="table.json",
        ) from err
    lists = [found[key] for key in _LISTS if isinstance(found.get(key), list)]
    if not lists:
        raise _no_list(file)
    for number, item in enumerate(lists[0], 1):
        yield _row(item, file, number, None)


def _row(item: Any, file: TableFile, number: int, line: int | None) -> dict[str, Any] | Problem:
    if isinstance(item, Mapping):
        return {key: clean(value) for key, value in item.items()}
    return _no_object(f"this is {str(item)[:40]!r}, no object.", file, number, line)


def _no_object(message: str, file: TableFile, number: int, line: int | None) -> Problem:
    return Problem(
        rule="table.json",
        message=message,
        where=Where(file=str(file), row=number, line=line),
        fix='Write each row as {"column": value}.',
    )


def _no_list(file: TableFile) -> BadInput:
    keys = ", ".join(_LISTS)
    return BadInput(
        f"{file} holds no list of rows. Write [{{…}}, {{…}}], or put the list under one of {keys}.",
        rule="table.json",
    )


def _too_big(file: TableFile, place: str) -> TooBig:
    return TooBig(
        f"{file}, {place}, has more than {_MOST:,} characters. Is it the right file?",
        rule="table.json",
    )


def _said(err: BaseException) -> str:
    return "brackets nested too deep" if isinstance(err, RecursionError) else str(err)
