"""Which conversation began with which piece: one is kept for each customer and piece."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import islice

from campaignkit.chats import ChatMessage
from campaignkit.problems import Where
from campaignkit.tracking.pieces import Piece, Pieces, plain
from campaignkit.tracking.reference_search import Spotter

CONFIDENCE: Mapping[str, float] = {"exact": 1.0, "repaired": 0.95, "text": 0.8}
_AROUND = " ([{<«*#:.-"  # signs between a label and its reference
_OPENS = re.compile(r"[^\w\s:.,;!?\-]{1,4}$")
_CLOSES = re.compile(r"[^\w\s:.,;!?\-]{0,4}")
_LABELS_READ = 1000  # pieces whose texts are asked what stands before a reference
Key = tuple[str, str | None, str]
NOWHERE = Where()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A chat that a printed piece began.

    how: "exact", "repaired" (a slip in the reference was put right) or "text" (no reference, but
    the very words of one piece); "ambiguous", "unknown" (a reference of none of these pieces): no
    piece. confidence: 0 to 1. edited: the customer changed the words. first: when it was written.
    answered: minutes until the shop's next message. orders, money: of this customer after it.
    numbers: of orders that her chat names.
    """

    conversation: str
    sender: str | None
    how: str
    confidence: float
    typed: str
    text: str
    edited: bool
    first: datetime | None
    piece: Piece | None = None
    answered: float | None = None
    orders: int | None = None
    money: Decimal | None = None
    where: Where = NOWHERE
    numbers: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where its piece hangs; "" without one."""
        return "" if self.piece is None else self.piece.place


class Matching:
    """Reads messages once, and keeps one conversation for each customer and piece."""

    def __init__(self, pieces: Pieces, *, by_text: bool) -> None:
        some = [each for each in islice(pieces.by_code.values(), _LABELS_READ) if each]
        self._pieces = pieces
        self._spotter = Spotter(
            pieces.by_code, map(_label, some), frames=filter(None, map(_frame, some))
        )
        self._by_text = by_text and bool(pieces.by_text)
        self._longest = max((len(text) for text in pieces.by_text), default=0) + 40
        self._found: dict[Key, Conversation] = {}
        self._waiting: dict[str, list[Key]] = {}

    def read(self, messages: Iterable[ChatMessage]) -> list[Conversation]:
        for said in messages:
            if said.kind == "system" or (said.sender is None and said.incoming is None):
                continue
            if said.incoming is False or self._is_answer(said):
                self._answered(said)
                continue
            for one in self._of(said):
                key = _key(one)
                if key not in self._found:
                    self._found[key] = one
                    self._waiting.setdefault(one.conversation, []).append(key)
        return list(self._found.values())

    def _of(self, said: ChatMessage) -> Iterator[Conversation]:
        if not said.text:
            return
        spotted = list(self._spotter.found(said.text))
        for found in spotted:
            piece = None if found.code is None else self._pieces.by_code[found.code]
            if found.code is not None and piece is None:
                yield self._conversation(said, "ambiguous", found.typed, None, edited=said.edited)
                continue
            edited = said.edited or piece is None or not _says(said.text, piece, found.typed)
            yield self._conversation(said, found.how, found.typed, piece, edited=edited)
        if not spotted and self._by_text and len(said.text) <= self._longest:
            piece = self._pieces.by_text.get(plain(said.text))
            if piece is not None:
                yield self._conversation(said, "text", "", piece, edited=said.edited)

    def _conversation(
        self, said: ChatMessage, how: str, typed: str, piece: Piece | None, *, edited: bool
    ) -> Conversation:
        return Conversation(
            conversation=said.conversation,
            sender=said.sender,
            how=how,
            confidence=CONFIDENCE.get(how, 0.0),
            typed=typed,
            text=said.text,
            edited=edited,
            first=said.time,
            piece=piece,
            where=Where(file=said.file, line=said.line),
        )

    def _is_answer(self, said: ChatMessage) -> bool:
        """Say whether the other side of a chat speaks, where the source does not tell sides."""
        # a source that tells sides is believed; else it is whoever did not write first
        if said.incoming is not None:
            return False
        keys = self._waiting.get(said.conversation)
        if not keys or any(sender == said.sender for _, sender, _ in keys):
            return False
        known = {what for _, _, what in keys}
        return all(_key(one)[2] in known for one in self._of(said))  # else: of a group

    def _answered(self, said: ChatMessage) -> None:
        for key in self._waiting.pop(said.conversation, ()):
            one = self._found[key]
            if one.first is not None and said.time is not None and one.answered is None:
                minutes = round((said.time - one.first).total_seconds() / 60, 2)
                self._found[key] = replace(one, answered=minutes)


def _key(one: Conversation) -> Key:
    piece = one.piece
    said = one.typed if piece is None else piece.code or piece.text
    return one.conversation, one.sender, said


def _says(text: str, piece: Piece, typed: str) -> bool:
    """Say whether a message is the words of its piece, whatever became of the reference."""
    said = plain(text).replace(plain(typed), "\x00", 1)
    meant = plain(piece.text).replace(plain(_shown(piece)), "\x00", 1)
    return said == meant


def _label(piece: Piece) -> str:
    """Return the word before a piece's reference, as its own text says it."""
    before, shown, _after = piece.text.partition(_shown(piece))
    return before.rstrip(_AROUND).rpartition(" ")[2].strip(_AROUND) if shown else ""


def _frame(piece: Piece) -> tuple[str, str] | None:
    """Return the signs right before and right after a piece's reference, such as "[" and "]"."""
    before, shown, after = piece.text.partition(_shown(piece))
    opens, closes = _OPENS.search(before), _CLOSES.match(after)
    return (opens[0], closes[0]) if shown and opens and closes else None


def _shown(piece: Piece) -> str:
    return f"{piece.code[:4]}-{piece.code[4:]}"
