"""What the platform's webhooks bring: incoming messages of the WhatsApp Cloud API.

A payload, a change of it, its value, or one message alone are all understood; who sees them stored
stores them in one of these. Senders have a phone number, a business-scoped user id, or both.

Source: Meta, WhatsApp Business Platform, "Webhooks payload examples" and "Business-scoped user
IDs" (May 2026).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from campaignkit.chats.message import ChatMessage, Kind

_SENDERS = ("from", "from_user_id", "user_id", "wa_id")
# Where the words of a message stand, by its type.
_WORDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "text": (("body",),),
    "button": (("text",), ("payload",)),
    "interactive": (("button_reply", "title"), ("list_reply", "title"), ("nfm_reply", "body")),
    "order": (("text",),),
    "image": (("caption",),),
    "video": (("caption",),),
    "document": (("caption",),),
    "reaction": (),
}
_ECHOES = "message_echoes"  # what the shop itself wrote in the Business app
_MEDIA = {"image", "video", "document", "audio", "sticker", "location", "contacts"}


def is_webhook(row: Mapping[str, Any]) -> bool:
    """Say whether a row is something that a webhook brings."""
    if any(name in row for name in ("entry", "changes", "messages", "statuses", _ECHOES)):
        return True
    if isinstance(row.get("value"), Mapping):
        return is_webhook(row["value"])
    return "timestamp" in row and "type" in row and any(name in row for name in _SENDERS)


def messages(row: Mapping[str, Any], *, file: str, line: int | None) -> Iterator[ChatMessage]:
    """Yield the messages of customers that a webhook's payload holds, oldest first."""
    for value in _values(row):
        names = _names(value)
        echoes = value.get(_ECHOES)
        for said in echoes if isinstance(echoes, list) else []:
            if isinstance(said, Mapping) and (one := _message(said, {}, file, line)):
                to = str(said.get("to") or said.get("to_user_id") or "")
                yield one._replace(conversation=_who(to), incoming=False)
        found = value.get("messages", [value] if "timestamp" in value else [])
        for said in found if isinstance(found, list) else []:
            if isinstance(said, Mapping) and (one := _message(said, names, file, line)):
                yield one


def _values(row: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if isinstance(row.get("value"), Mapping):
        yield row["value"]
        return
    inner = next((row[name] for name in ("entry", "changes") if name in row), None)
    if inner is None:
        yield row
        return
    for each in inner if isinstance(inner, list) else [inner]:
        if isinstance(each, Mapping):
            yield from _values(each)


def _names(value: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the profile name of each sender that comes with a payload."""
    contacts = value.get("contacts")
    named: dict[str, str] = {}
    for contact in contacts if isinstance(contacts, list) else []:
        profile = contact.get("profile") if isinstance(contact, Mapping) else None
        name = profile.get("name") if isinstance(profile, Mapping) else None
        for key in ("wa_id", "user_id"):
            if name and contact.get(key):
                named[str(contact[key])] = str(name)
    return named


def _message(
    said: Mapping[str, Any], names: Mapping[str, str], file: str, line: int | None
) -> ChatMessage | None:
    sender = next((str(said[name]) for name in _SENDERS if said.get(name)), None)
    kind = str(said.get("type", "text"))
    if sender is None:
        return None
    if kind in ("system", "unsupported", "reaction"):
        return None
    spoken: Kind = "media" if kind in _MEDIA else "text"
    who = _who(sender)
    return ChatMessage(
        conversation=who,
        sender=names.get(sender, who),
        time=_time(said.get("timestamp")),
        text=_words(said, kind),
        kind=spoken,
        incoming=True,
        file=file,
        line=line,
    )


def _who(sender: str) -> str:
    return f"+{sender}" if sender.isdigit() else sender


def _words(said: Mapping[str, Any], kind: str) -> str:
    for path in _WORDS.get(kind, ()):
        found: Any = said.get(kind)
        for name in path:
            found = found.get(name) if isinstance(found, Mapping) else None
        if isinstance(found, str):
            return found
    return ""


def _time(stamp: object) -> datetime | None:
    """Return the time of a message, seconds since 1970 as the platform writes it, in UTC."""
    try:
        return datetime.fromtimestamp(int(str(stamp)), UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return None
