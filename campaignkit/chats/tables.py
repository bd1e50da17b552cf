"""A table of messages, such as a CRM exports: one column of texts, and who and when beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from campaignkit.chats import chat_export
from campaignkit.chats.dates import Order, day_of
from campaignkit.chats.message import ChatMessage
from campaignkit.errors import BadInput
from campaignkit.rows.column_names import hint, meant

WANTED = ("text", "sender", "time")
_CALLED = {"text": "message", "sender": "phone", "time": "sent"}
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
            time=_time(one.get(where["time"] or ""), order),
            text=str(text),
            incoming=True,
            file=name,
            line=number,
        )

    return read


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


def _time(value: Any, order: Order | None) -> datetime | None:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    text = str(value or "").strip()
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        pass
    found = chat_export.head(f"{text} - ") or chat_export.head(f"{text} 0:00 - ")
    if found is None or order is None or (found.beside and found.at.hour <= 12):
        return None  # an hour beside words that no language has
    day = day_of(found.day, order)
    return None if day is None else datetime.combine(day, found.at)
