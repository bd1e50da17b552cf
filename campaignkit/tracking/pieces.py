"""What was printed, as the manifest of a build lists it: which reference is which piece."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from campaignkit import link_kinds, phones
from campaignkit.errors import BadInput, CampaignError
from campaignkit.tracking.reference_search import SOUND
from campaignkit.tracking.references import folded, is_sound

_PRINTED = ("ok", "unchecked", "")  # states of a manifest's line that something came of
_MARKS = "\u200e\u200f\u2066\u2067\u2068\u2069"
_PLACES = ("place", "key", "row", "asset")  # what tells pieces apart for a person, the best first


@dataclass(frozen=True, slots=True)
class Piece:
    """One printed piece. code: its reference, "" without one. facts: its line of the manifest.

    text: what the customer's phone types when it is scanned, or the text of its code.
    """

    code: str
    text: str
    facts: Mapping[str, Any]

    @property
    def place(self) -> str:
        """Where it hangs, or what else tells it from others."""
        return next((str(self.facts[name]) for name in _PLACES if self.facts.get(name)), "")

    @property
    def told(self) -> tuple[str, ...]:
        """What lines about the same piece have in common, whichever file and build they are of."""
        # a row that has a key is the same one though its table was sorted anew
        row = self.facts.get("key") or self.facts.get("row")
        told = (self.facts.get("shop"), self.facts.get("asset"), row, self.facts.get("place"))
        return self.code, *(str(each or "") for each in told), str(self.facts["payload"])


@dataclass(frozen=True, slots=True)
class Pieces:
    """All pieces of some campaigns, found by reference, and by the text of their codes."""

    by_code: Mapping[str, Piece | None]  # None: several pieces bear this
    by_text: Mapping[str, Piece | None]  # None: several pieces say this
    every: tuple[Piece, ...]
    held: tuple[Mapping[str, Any], ...] = ()  # lines of rows that an experiment held out

    @property
    def country(self) -> str | None:
        """Of the shop, if all chats that the pieces open are with numbers of one country."""
        phones_ = {_phone(piece) for piece in self.every} - {""}
        found = {phones.country_of(phone) for phone in phones_}
        return next(iter(found)) if len(found) == 1 else None

    @classmethod
    def of(cls, lines: Iterable[Mapping[str, Any]], *, name: str) -> Pieces:
        """Return the pieces of a manifest's lines; failed and held ones were never printed.

        A piece with a reference counts once, however many lines tell it: a file of each format
        is a line, and a campaign that was built again tells all its pieces again.

        Raises:
            BadInput: the lines have no payload: this is no manifest.
        """
        by_code: dict[str, Piece | None] = {}
        by_text: dict[str, Piece | None] = {}
        every = []
        held = []
        known: set[tuple[str, ...]] = set()
        for line in lines:
            if "payload" not in line:
                raise BadInput(
                    f"{name} has no column 'payload'. Give the manifest that a build wrote.",
                    rule="replies.manifest",
                    columns=len(line),
                )
            if line.get("status") == "held" and line.get("variant"):
                held.append(line)
            if str(line.get("status") or "") not in _PRINTED or not line["payload"]:
                continue
            piece = _piece(line)
            if piece.code:
                if (told := piece.told) in known:
                    continue
                known.add(told)
                by_code[piece.code] = None if piece.code in by_code else piece
            every.append(piece)
            said = plain(piece.text)
            if by_text.get(said, piece) != piece:
                by_text[said] = None
            else:
                by_text[said] = piece
        return cls(by_code, by_text, tuple(every), tuple(held))


def _piece(line: Mapping[str, Any]) -> Piece:
    payload = str(line["payload"])
    text = _typed(payload)
    code = folded(str(line.get("token") or ""))
    if not code:
        found = (folded(match[0]) for match in SOUND.finditer(text))
        code = next((each for each in found if is_sound(each)), "")
    return Piece(code, text, line)


def _phone(piece: Piece) -> str:
    """Return the number that a piece opens a chat with; "" if it opens none."""
    try:
        found = link_kinds.parse(str(piece.facts["payload"]))
    except CampaignError:
        return ""
    return str(getattr(found, "phone", "") or "")


def _typed(payload: str) -> str:
    """Return the text that a chat link types; of other codes the whole text."""
    try:
        found = link_kinds.parse(payload)
    except CampaignError:
        return payload
    return str(getattr(found, "text", "") or payload)


def plain(text: str) -> str:
    """Return a text as it is compared: small letters, single blanks, no marks of direction."""
    bare = "".join(sign for sign in text.casefold() if sign not in _MARKS)
    return " ".join(bare.split())
