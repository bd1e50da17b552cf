"""A table of messages, such as a CRM exports: one column of texts, and who and when beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from itertools import chain
from typing import Any

from campaignkit.chats import chat_export, webhook
from campaignkit.chats.chat_export import MessageHead
from campaignkit.chats.dates import Numbers, Order, day_of
from campaignkit.chats.message import ChatMessage
from campaignkit.errors import BadInput
from campaignkit.rows.column_names import hint, meant

WANTED = ("text", "sender", "time")
_CALLED = {"text": "message", "sender": "phone", "time": "sent"}
_APART = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")  # "2026-11-03 14:30:00 -0300", as shops export
# "06-Nov-26"
_SPELLED = re.compile(r"(\d{1,2})[-/ ]([^\W\d][^\s\d/-]{2,11})[-/ ](\d{4}|\d\d)(?!\d)")
Read = Callable[[Mapping[str, Any], int], ChatMessage | None]


def reader(
    row: Mapping[str, Any],
    name: str,
    *,
    order: Order | None = None,
    columns: Mapping[str, str] | None = None,
) -> Read:
    """Return what makes a message of each row of a table that begins with this one.

    columns: which column is the "text", the "sender" and the "time", where their heads do not say.

    Raises:
        BadInput: no column holds texts, or a column that is named is not there.
    """
    where = {wanted: _column(wanted, row, name, columns or {}) for wanted in WANTED}

    def read(one: Mapping[str, Any], number: int) -> ChatMessage | None:
        text = one.get(where["text"] or "")
        if text is None:
            return None
        sender = one.get(where["sender"] or "")
        who = None if sender is None else str(sender)
        return ChatMessage(
            conversation=who or f"{name}, row {number}",
            sender=who,
            time=time_of(one.get(where["time"] or ""), order),
            text=str(text),
            incoming=True,
            file=name,
            line=number,
        )

    return read


def days(rows: Iterable[Mapping[str, Any]], name: str, columns: Mapping[str, str]) -> list[Numbers]:
    """Return the days of a table as written, one after the other; those of ISO 8601 tell all."""
    first, every = _begun(rows)
    column = None if first is None else _column("time", first, name, columns)
    return [] if column is None else written_days(every, column)


def written_days(rows: Iterable[Mapping[str, Any]], column: str) -> list[Numbers]:
    """Return the days of a column as written, without those of ISO 8601."""
    found: list[Numbers] = []
    for row in rows:
        if webhook.is_webhook(row):
            return []
        head = _head(row.get(column))
        if head is not None and (not found or found[-1] != head.day):
            found.append(head.day)
    return found


def _begun(
    rows: Iterable[Mapping[str, Any]],
) -> tuple[Mapping[str, Any] | None, Iterable[Mapping[str, Any]]]:
    """Return the first of rows, None if there is none, and all of them."""
    every = iter(rows)
    first = next(every, None)
    return first, every if first is None else chain((first,), every)


def _column(
    wanted: str, row: Mapping[str, Any], name: str, columns: Mapping[str, str]
) -> str | None:
    given = columns.get(wanted)
    if given is not None and given not in row:
        raise BadInput(
            f"{name} has no column {given!r} for the {wanted}.{hint(given, row)}",
            rule="replies.column",
            column=given,
        )
    found = [given] if given else [*meant(_CALLED[wanted], row), *meant("name", row)][:1]
    if wanted == "text" and not given:
        found = meant(_CALLED["text"], row)
        if not found:
            raise BadInput(
                f"{name} has no column of messages. There are: {', '.join(map(str, row))}. Say "
                "which: columns={'text': '…'}.",
                rule="replies.no-text",
                columns=len(row),
            )
    if wanted == "time" and not given:
        found = meant(_CALLED["time"], row)
    return found[0] if found else None


def time_of(value: Any, order: Order | None) -> datetime | None:
    """Return the time of a cell by the clock it was written by; None: it tells none.

    order: of day, month and year, where they are not those of ISO 8601.

    >>> time_of("3/11/2026 14:30", "dmy"), time_of("today", "dmy")
    (datetime.datetime(2026, 11, 3, 14, 30), None)
    >>> time_of("06-Nov-26", "ymd")
    datetime.datetime(2026, 11, 6, 0, 0)
    """
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if (moment := _iso(value)) is not None:
        return moment
    found = _head(value)
    if found is None or order is None or (found.beside and found.at.hour <= 12):
        return None  # an hour beside words that no language has
    day = day_of(found.day, order)
    return None if day is None else datetime.combine(day, found.at)


def _iso(value: Any) -> datetime | None:
    try:
        text = _APART.sub("", str(value or "").strip())
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _head(value: Any) -> MessageHead | None:
    """Return a day and a time that are written as phones write them; None: ISO 8601, or none."""
    text = str(value or "").strip()
    if not text or isinstance(value, date) or _iso(text) is not None:
        return None
    text = _SPELLED.sub(lambda day: f"{day[1]} {day[2]} {('20' + day[3])[-4:]}", text, count=1)
    forms = (f"{text} - ", f"{text} 0:00 - ")
    readers = (chat_export.head, chat_export.timed_head, chat_export.spelled_head)
    return next((found for form in forms for read in readers if (found := read(form))), None)
