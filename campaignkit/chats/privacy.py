"""Names and numbers as keyed hashes: chats can be counted without being known."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass, field

from campaignkit import phones
from campaignkit.chats.message import ChatMessage

_NUMBER = re.compile(r"\+?\d[\d\s().\-]{6,}\d")
_PARTS = re.compile(r"[^\w]+")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_FEWEST = 7  # digits of a phone: fewer are a name, such as that of a table
_LENGTH = 16  # hexadecimal digits, 64 bits: two of a million people meet once in 37 million trials


@dataclass(frozen=True, slots=True)
class Veil:
    """Hides who wrote. With the same key the same person has the same hash; without it, nobody.

    >>> veil = Veil(b"our own secret")
    >>> veil.name("Ana"), veil.name("Ana") == veil.name("ana ")
    ('bbf6b478c6e47a1e', True)
    >>> veil.text("Call me: +55 11 98765-4321")
    'Call me: …'
    """

    key: bytes = field(repr=False)

    def name(self, name: str) -> str:
        """Return the keyed hash (HMAC-SHA256) of a name or number."""
        return hmac.new(
            self.key, person(name).encode(errors="replace"), hashlib.sha256
        ).hexdigest()[:_LENGTH]

    def text(self, text: str, *names: str | None) -> str:
        """Return a text without numbers and mail addresses, and without names that are known.

        >>> Veil(b"x").text("Sou a Ana, da Sé", "Ana Souza")
        'Sou a …, da Sé'
        """
        bare = _ADDRESS.sub("…", _NUMBER.sub("…", text))
        parts = {part for name in names if name for part in _PARTS.split(name) if len(part) > 2}
        if not parts:
            return bare
        return re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, parts))})(?!\w)", "…", bare, flags=re.I)

    def message(self, said: ChatMessage) -> ChatMessage:
        """Return a message of somebody hidden. What WhatsApp says is of people: no word stays."""
        text = self.text(said.text, said.sender, said.conversation)
        return said._replace(
            conversation=self.name(said.conversation),
            sender=None if said.sender is None else self.name(said.sender),
            text="" if said.kind == "system" else text,
            file=self.name(said.file),
        )


def person(name: str) -> str:
    """Return a name or number as people are compared: digits alone, or small letters.

    Two ways to write one account are one, such as Brazil's with and without the ninth digit.

    >>> person("+55 11 98765-4321"), person(" Ana  Souza")
    ('551187654321', 'ana souza')
    """
    digits = "".join(sign for sign in name if sign.isdecimal())
    if len(digits) >= _FEWEST and not any(sign.isalpha() for sign in name):
        return phones.account(f"+{digits}")[1:]
    return " ".join(name.casefold().split())
