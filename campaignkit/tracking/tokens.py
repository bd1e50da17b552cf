"""Tokens: a reference for every piece of an asset, from its row, in the text of its code.

`Tokens.rows` gives each row once for every copy, with the fact `token`; `Tokens.borne` puts it
where a customer's phone carries it back: into the message that a chat link types, into the
parameters of a web address, after any other text. A payment, a card and a network have no place.
"""

from __future__ import annotations

import inspect
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from campaignkit import link_kinds, payments
from campaignkit.characters import checked
from campaignkit.display import ShownAsFacts
from campaignkit.errors import BadInput, CampaignError
from campaignkit.merge import Failure, MergeRecord, Source, fill_cell, whole_number
from campaignkit.rows import Rows
from campaignkit.tracking.references import Reference, folded, reference
from campaignkit.tracking.row_keys import USUAL, RowKey
from campaignkit.tracking.wording import NAME, tagged, wording
from campaignkit.wording import Wording, compile_text, marked

NO_PLACE = "token.no-place"
VALUE, EXPIRES = "value", "expires"  # cells of a coupon
_BETWEEN = "\x1e"  # names of which a reference is made: no text has this sign
_TYPED = ("text", "body")  # what a kind of link calls the text that it types


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens(ShownAsFacts):
    """How the pieces of an asset are told apart.

    campaign: what tells this campaign from the shop's others; part of every reference.
    within: what tells these pieces from others of the campaign that have the same keys, such as
        the names of a shop and of an asset; part of every reference, too.
    pattern: how a reference stands in a text, such as "[{{ token }}]"; None: in words that the
        language has for it.
    key: what tells rows apart, a column or Jinja over the row; None: a column called id, key, code
        or sku, or the row's number. With a key, rows can be sorted anew and keep their references.
    secret: with one, nobody can tell a reference that he has not seen.
    optional: a code that has no place for a reference stays without one.
    value, expires: each reference is a coupon, good once, for this ("10 %", "R$ 5"), until the end
    of that day. It needs a secret, so that no one can make up another. Rows have both as cells.

    >>> tokens = Tokens(campaign="spring")
    >>> tokens.borne("https://wa.me/5511987654321?text=Oi", tokens.of("17"), language="pt_BR")
    'https://wa.me/5511987654321?text=Oi%20%28ref%20K4K6-RD2H%29'
    """

    campaign: str
    pattern: str | None = None
    key: str | None = None
    secret: str | bytes | None = field(default=None, repr=False)  # not for logs and notebooks
    optional: bool = False
    value: str | None = None
    expires: date | None = None
    within: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("campaign", "pattern", "key", "secret", "value"):
            self._check(name, getattr(self, name))
        if self.expires is not None and not isinstance(self.expires, date):
            raise BadInput(
                f"expires={self.expires!r} is no day. Write it as in datetime.date(2026, 12, 31).",
                rule="coupon.day",
                value=self.expires,
            )
        if self.value is not None and not self.secret:
            raise BadInput(
                f"coupons worth {self.value} without a secret: whoever knows the campaign could "
                "make up another. Give secret= some long text of your own, and keep it.",
                rule="coupon.secret",
            )
        wording("en", self.pattern)  # says what is wrong with a pattern
        if not self.campaign.strip():
            raise BadInput(
                "campaign='' tells no campaign from another. Name it, as in 'spring 2026'.",
                rule="token.campaign",
            )

    def _check(self, name: str, value: object) -> None:
        kinds = (str, bytes) if name == "secret" else (str,)
        if not isinstance(value, kinds) and (value is not None or name == "campaign"):
            raise BadInput(
                f"{name}={value!r} is no text.", rule="token.not-text", value=type(value).__name__
            )
        if isinstance(value, str):
            checked(value, key=name)

    @property
    def cells(self) -> tuple[str, ...]:
        """The names of the cells that rows get."""
        return (NAME,) if self.value is None else (NAME, VALUE, EXPIRES)

    def of(self, key: str, copy: int = 1) -> Reference:
        """Return the reference of one piece."""
        return self.drawn(key, copy, taken=())

    def drawn(self, key: str, copy: int, *, taken: Container[str]) -> Reference:
        """Return the reference of one piece, which is none of those that others bear."""
        named = _BETWEEN.join((self.campaign, *self.within))
        return reference(named, key, copy, secret=self.secret, taken=taken)

    def rows(self, source: Source, *, copies: object = None) -> Source:
        """Return a source that yields each row once for every copy, its reference a cell of it."""
        template = compile_text(copies, name="copies") if isinstance(copies, str) else copies
        key = RowKey.said(self.key)
        named = _with_columns(source.rows, self.cells)
        return TrackedSource(named, source.single, self, key, template)

    def borne(self, payload: str, found: Reference, *, language: str) -> str:
        """Return the text of a code with a reference in it; as it is if it has it already.

        Raises:
            BadInput: it is a payment, a card, a network or a link that no text can be added to,
                and references are not optional.
        """
        try:
            return self._borne(payload, found, language)
        except BadInput as err:
            if self.optional and err.rule == NO_PLACE:
                return payload
            raise

    def _borne(self, payload: str, found: Reference, language: str) -> str:
        if str(found) in payload:
            return payload
        said = wording(language, self.pattern)
        if payload.strip() and _is_payment(payload):
            raise _no_place("a payment code", "its reference would change what is paid")
        try:
            link = link_kinds.parse(payload)
        except CampaignError:
            if payload.casefold().startswith(("http://", "https://")):
                return tagged(payload, found, self.campaign)
            return said.added(payload, found)
        known = inspect.signature(link_kinds.kinds()[link.kind]).parameters
        typed = next((name for name in _TYPED if name in known), None)
        if typed is None:
            raise _no_place(f"a {link.kind} link", "it types no text")
        text = said.added(str(link.fields.get(typed) or ""), found)
        return link_kinds.rebuild(replace(link, fields={**link.fields, typed: text}))

    def in_row(self, record: MergeRecord, payload: str, *, language: str) -> str:
        """Return the text of a row's code with the reference that `rows` gave the row."""
        shown = str(record.row[NAME])
        return self.borne(payload, Reference(folded(shown)), language=language)


def tokens_of(token: bool | str | Tokens | None, *, campaign: str) -> Tokens | None:
    """Return what `token=` asks for: True, a pattern, or Tokens; None: nothing.

    Raises:
        BadInput: it is something else, or a pattern without its place.
    """
    if token is None or token is False:
        return None
    if isinstance(token, Tokens):
        return token
    if token is True or isinstance(token, str):
        return Tokens(campaign=campaign, pattern=None if token is True else token)
    raise BadInput(
        f"token={token!r} is neither True, nor a text with '{{{{ token }}}}', nor Tokens(…).",
        rule="token.type",
        value=token,
    )


@dataclass(frozen=True, slots=True)
class TrackedSource(Source):
    """Rows with their references: one row a piece."""

    tokens: Tokens | None = None
    key: RowKey = USUAL
    copies: object = None

    def records(self, facts: Mapping[str, Any]) -> Iterator[MergeRecord | Failure]:
        # The slot of super() is not found in a dataclass with slots that is made anew.
        taken: set[str] = set()
        for number, record in enumerate(Source.records(self, facts), 1):
            if isinstance(record, Failure):
                yield record
                continue
            try:
                pieces = list(self._pieces(record, number, taken))
            except CampaignError as err:
                yield Failure(record.where, err)
                continue
            yield from pieces

    def _pieces(self, record: MergeRecord, number: int, taken: set[str]) -> Iterator[MergeRecord]:
        assert self.tokens is not None
        key = self._key(record, number)
        for copy in range(1, self._count(record) + 1):
            found = self.tokens.drawn(key, copy, taken=taken)
            taken.add(found.code)
            cell: dict[str, Any] = {NAME: str(found)}
            if self.tokens.value is not None:
                cell |= {VALUE: self.tokens.value, EXPIRES: self.tokens.expires}
            yield replace(
                record, row={**record.row, **cell}, known={**record.known, **marked(cell)}
            )

    def _key(self, record: MergeRecord, number: int) -> str:
        counted = number if record.where.row is None else record.where.row
        return self.key.of(record.row, counted, record.known)

    def _count(self, record: MergeRecord) -> int:
        said = self.copies
        if isinstance(said, Wording):
            said = fill_cell(said, record.row)
        count = whole_number(said, "copies")
        return 1 if count is None else count


def _with_columns(rows: Rows, more: tuple[str, ...]) -> Rows:
    """Return rows whose columns include the reference, so that a text may name it."""
    columns = None if rows.columns is None else (*rows.columns, *more)
    return Rows(rows.outcomes, source=rows.source, columns=columns, again=rows.again)


def _is_payment(payload: str) -> bool:
    try:
        payments.parse(payload)
    except CampaignError:
        return False
    return True


def _no_place(what: str, why: str) -> BadInput:
    return BadInput(
        f"{what} has no place for a reference: {why}. Leave token= out, or link to the chat.",
        rule=NO_PLACE,
        value=what,
    )
