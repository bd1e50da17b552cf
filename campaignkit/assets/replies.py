"""What came back: exported chats, webhooks and tables of messages, matched to printed pieces."""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from campaignkit import rows
from campaignkit.business import Business
from campaignkit.chats import ChatMessage, ChatSource, Veil, chat_sources, person
from campaignkit.chats.dates import ORDERS, Order
from campaignkit.chats.sources import order_of
from campaignkit.display import counted, html_table
from campaignkit.errors import BadInput, CampaignError
from campaignkit.formulas import guarded
from campaignkit.problems import Problem, Problems, of_error
from campaignkit.rows.files import found_at
from campaignkit.rows.frames import frame_of
from campaignkit.stores import Target, check_target, encoded, write_file
from campaignkit.tracking.matching import Conversation, Matching
from campaignkit.tracking.orders import Purchases, PurchasesNamed
from campaignkit.tracking.pieces import Pieces
from campaignkit.tracking.references import folded

_SHOWN = 5


def replies(
    paths: Any,
    /,
    *,
    shop: Business | str | None = None,
    dates: Order | None = None,
    columns: Mapping[str, str] | None = None,
    anonymous: bool = False,
    key: str | bytes | None = None,
) -> ChatReplies:
    """Return the messages of exported chats, webhooks or tables, as a stream.

    Nothing leaves this machine, and nothing is kept: files are read when they are asked for.

    Args:
        paths: Chats that phones exported (.txt, .zip, of Android and iPhone, in any language),
            webhooks of the Cloud API (.json, .jsonl), a table with a column of texts, a folder of
            them, a list of paths, or rows.
        shop: Who exported: the shop, or its name as the chats show it. Without it, a sender is a
            customer if the file is named after her, as exports are.
        dates: The order of day, month and year in the exports: "dmy", "mdy" or "ymd". Left out,
            they tell it themselves, or it is asked.
        columns: Of a table: {"text": "…", "sender": "…", "time": "…"}.
        anonymous: Names and numbers become keyed hashes; numbers, and the writer's name, go from
            texts, and what is matched keeps no text at all.
        key: Of the hashes: with the same key the same person has the same hash. Left out, a new
            one is drawn, and no two readings can be joined.

    Raises:
        NotFound: nothing is there.
        BadInput: a file is no chat and no table; dates can be read two ways, and `dates` is not
            given, or the words by a clock are of no language; says which files.

    >>> said = [{"phone": "+5511987654321", "message": "Oi! (ref K4K6-RD2H)"}]
    >>> [message.text for message in replies(said)]
    ['Oi! (ref K4K6-RD2H)']
    """
    if dates is not None and dates not in ORDERS:
        raise BadInput(
            f"dates={dates!r} is no order. Say 'dmy' for day, month, year; 'mdy' or 'ymd'.",
            rule="replies.dates",
            value=dates,
        )
    if columns is not None and not isinstance(columns, Mapping):
        raise BadInput(
            f"columns={columns!r} is no mapping. Write it as in {{'text': 'Message'}}.",
            rule="replies.columns",
            value=type(columns).__name__,
        )
    if not isinstance(key, str | bytes | None):
        raise BadInput(
            f"key={key!r} is no text. Give a secret of your own as text.",
            rule="replies.key",
            value=type(key).__name__,
        )
    veil = None
    if anonymous:
        drawn = secrets.token_bytes(32) if key is None else key
        veil = Veil(drawn if isinstance(drawn, bytes) else encoded(drawn, key="key"))
    sources = chat_sources(paths)
    return ChatReplies(
        sources,
        order_of(sources, dates, columns),
        ours=_names(shop),
        columns=columns,
        veil=veil,
        dates=dates,
    )


class ChatReplies:
    """Messages of customers and of the shop, in the order of their files. Read again at will."""

    def __init__(
        self,
        sources: tuple[ChatSource, ...],
        orders: Mapping[str, Order | None],
        *,
        ours: frozenset[str] = frozenset(),
        columns: Mapping[str, str] | None = None,
        veil: Veil | None = None,
        dates: Order | None = None,
    ) -> None:
        self.sources, self.veil = sources, veil
        self._orders, self._ours, self._columns, self._dates = orders, ours, columns, dates

    def __iter__(self) -> Iterator[ChatMessage]:
        return self._messages([])

    def _messages(self, broken: list[Problem]) -> Iterator[ChatMessage]:
        """Yield them. broken: gets the problems of lines that cannot be read."""
        for source in self.sources:
            broken.extend(source.notes)
            order = self._orders.get(source.name, self._dates)
            options: dict[str, Any] = {"columns": self._columns, "broken": broken}
            if source.lines is not None:
                options = {"side": partial(self._side, source.chat if source.is_signed else "")}
            found = source.messages(order, **options)
            yield from found if self.veil is None else map(self.veil.message, found)

    def match(
        self,
        manifest: Any,
        /,
        *,
        orders: Any = None,
        country: str | None = None,
        by_text: bool = True,
    ) -> Conversations:
        """Return which conversation began with which printed piece.

        Args:
            manifest: The path of what a build wrote (manifest.csv, or its folder), its lines, or a
                dataframe; several campaigns in a list.
            orders: A table of orders with a phone, a reference or the number of the order, and an
                amount. A number counts for the chat that names it, as in "Pedido #1042".
            country: Of phones, amounts and days in that table that say none; left out, the one
                that all chats of the pieces are in. An order from before its customer's chat, or
                that was cancelled, does not count.
            by_text: A message that is exactly the text of one piece, without a reference, counts
                too, with less confidence.

        Raises:
            NotFound, BadInput: the manifest or the orders cannot be read.
        """
        pieces = Pieces.of(manifest_lines(manifest), name=str(manifest)[:60])
        matching = Matching(pieces, by_text=by_text)
        broken: list[Problem] = []
        told: list[Problem] = []
        messages = self._messages(broken)
        if orders is None:
            found = matching.read(messages)
        else:
            bought = Purchases.read(orders, country=country or pieces.country, veil=self.veil)
            told.extend(bought.problems)
            named = PurchasesNamed(bought)
            # one reading of the chats: while they are matched, the orders they name are noted
            found = bought.joined(named.told(matching.read(_noted(messages, named))))
            if strangers := bought.strangers(found):
                told.append(_from_nobody(strangers, len(bought)))
        if self.veil is not None:  # who writes "it's me, Ana" is no hash: only what matched is kept
            found = [replace(one, text="") for one in found]
        return Conversations(tuple(found), pieces, (*self._veiled(broken), *told))

    def problems(self) -> Problems:
        """Return what is doubtful in the files: nothing is raised."""
        broken: list[Problem] = []
        try:
            messages = self._messages(broken)
            undated = sum(1 for said in messages if said.time is None and said.kind != "system")
        except CampaignError as err:
            return Problems(of_error(err))
        found = [*self._veiled(broken)]
        if undated:
            found.append(
                Problem(
                    rule="replies.undated",
                    message=f"{undated:,} messages have no date that can be read.",
                    fix="They are matched all the same, but no time is known of them.",
                    severity="warning",
                    value=undated,
                )
            )
        return Problems(found)

    def _veiled(self, broken: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return problems of lines; of an anonymous reading without names and what they hold."""
        if self.veil is None:
            return tuple(broken)
        return tuple(
            Problem(
                rule=one.rule,
                message="this line cannot be read.",
                where=replace(one.where, file=self.veil.name(one.where.file or "")),
            )
            for one in broken
        )

    def __reduce__(self) -> Any:
        if self.veil is None:
            return super().__reduce__()
        raise BadInput(
            "an anonymous reading knows the names of its files, and the key: it is not stored. "
            "Store what match() gives.",
            rule="replies.not-stored",
        )

    def __repr__(self) -> str:
        hide = str if self.veil is None else self.veil.name
        shown = ", ".join(hide(source.name) for source in self.sources[:3])
        more = f", … {len(self.sources)} files" if len(self.sources) > 3 else ""
        return f"<messages of {shown}{more}>"

    def _repr_html_(self) -> str:
        some = list(islice(self, _SHOWN))
        cells = [
            (said.time, "" if said.sender is None else said.sender, said.kind, said.text)
            for said in some
        ]
        return html_table(("time", "sender", "kind", "text"), cells)

    def _side(self, chat: str, name: str) -> bool | None:
        """Say whether a sender of an export is the customer; None: nobody tells."""
        sender = person(name)
        if sender in self._ours:
            return False
        if chat:
            # an export is named after its customer; where the shop is known, all others are
            return sender == person(chat) or bool(self._ours)
        return True if self._ours else None


_COLUMNS = (
    *("conversation", "sender", "how", "confidence", "typed", "place", "first", "answered"),
    *("edited", "orders", "money"),
)


@dataclass(frozen=True, slots=True)
class Conversations:
    """What `replies(…).match(…)` found. pieces: all that were printed, whether scanned or not.

    broken: lines of the chats that could not be read, files that were passed over, orders of nobody
    who wrote.
    """

    rows: tuple[Conversation, ...]
    pieces: Pieces
    broken: tuple[Problem, ...] = ()

    def __iter__(self) -> Iterator[Conversation]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def matched(self) -> tuple[Conversation, ...]:
        """Those that are sure to be of one piece."""
        return tuple(row for row in self.rows if row.piece is not None)

    def records(self) -> list[dict[str, Any]]:
        """Return a mapping for each, its piece's line of the manifest included."""
        return [self._record(row) for row in self.rows]

    @property
    def frame(self) -> Any:
        """All of them as a narwhals frame; `.to_native()` gives that of pandas, polars, … itself.

        Raises:
            BadInput: none of polars, pyarrow and pandas is installed.
        """
        records = self.records()
        names = [*_COLUMNS, *(f"piece_{name}" for name in self._piece_columns())]
        kinds = {"confidence": "real", "first": "moment", "answered": "real", "edited": "truth"}
        kinds |= {"orders": "whole", "money": "real"}
        columns = {
            name: [_plain_cell(one[name], kinds.get(name)) for one in records] for name in names
        }
        return frame_of(columns, kinds)

    def save(self, path: Target, /) -> Any:
        """Write them as CSV (UTF-8 that spreadsheets know).

        Raises:
            BadInput: the name does not end in .csv, or nothing can be written there.
        """
        check_target(path, (".csv",))
        out = io.StringIO(newline="")
        records = self.records()
        head = [*_COLUMNS, *(f"piece_{name}" for name in self._piece_columns())]
        writer = csv.writer(out)
        writer.writerow(head)
        for record in records:
            writer.writerow(guarded(record[name]).value for name in head)
        return write_file(path, out.getvalue().encode("utf-8-sig", "replace"))  # half an emoji

    def problems(self) -> Problems:
        """Return what cannot be told: broken lines; a reference that may be several, or none, with
        the first message that has it.
        """
        unclear: dict[tuple[str, str], Conversation] = {}
        for row in self.rows:
            if row.piece is None:
                unclear.setdefault((row.how, folded(row.typed)), row)
        return Problems([*self.broken, *map(_unclear, unclear.values())])

    def __repr__(self) -> str:
        unclear = len(self.rows) - len(self.matched)
        more = f", {unclear:,} unclear" if unclear else ""
        from_ = counted(len(self.pieces.every), "piece")
        return f"<{counted(len(self.matched), 'conversation')} from {from_}{more}>"

    def _repr_html_(self) -> str:
        shown = ("place", "how", "first", "sender", "text")
        cells = [tuple(getattr(row, name) for name in shown) for row in self.rows]
        return html_table(shown, cells, most=20)

    def _record(self, row: Conversation) -> dict[str, Any]:
        facts = {} if row.piece is None else row.piece.facts
        own = {name: getattr(row, name) for name in _COLUMNS}
        return own | {f"piece_{name}": facts.get(name) for name in self._piece_columns()}

    def _piece_columns(self) -> tuple[str, ...]:
        return tuple(self.pieces.every[0].facts) if self.pieces.every else ()


def _noted(messages: Iterable[ChatMessage], named: PurchasesNamed) -> Iterator[ChatMessage]:
    """Pass messages on, keeping which orders they name."""
    for said in messages:
        if said.kind != "system":
            named.note(said.conversation, said.sender, said.text)
        yield said


def _plain_cell(value: Any, kind: str | None) -> Any:
    if value is None or value == "":
        return None
    if kind is None:
        return str(value).encode(errors="replace").decode()  # no frame takes half an emoji
    return float(value) if kind == "real" else value


def _from_nobody(count: int, every: int) -> Problem:
    return Problem(
        rule="replies.orders-of-nobody",
        message=f"Orders of nobody whom a piece brought: {count:,} of {every:,}. None counts.",
        fix="Look whether the table has the phones as the chats show them, with their country.",
        severity="warning",
        value=count,
        limit=every,
    )


def _unclear(row: Conversation) -> Problem:
    if row.how == "ambiguous":
        return Problem(
            rule="replies.ambiguous",
            message=f"{row.typed!r} may be the reference of several pieces.",
            where=row.where,
            fix="Ask the customer where she saw it.",
            severity="warning",
            value=row.typed,
        )
    return Problem(
        rule="replies.unknown-reference",
        message=f"{row.typed!r} is the reference of none of these pieces.",
        where=row.where,
        fix="Give the manifests of all campaigns that still hang, in a list.",
        severity="warning",
        value=row.typed,
    )


def _names(shop: Business | str | None) -> frozenset[str]:
    if shop is None:
        return frozenset()
    if isinstance(shop, Business):
        return frozenset({person(shop.name), person(shop.phone)} - {""})
    return frozenset({person(str(shop))})


def manifest_lines(manifest: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the lines of manifests, however they are given: see `ChatReplies.match`."""
    if hasattr(manifest, "frame") and not isinstance(manifest, list | tuple):
        yield from (one._asdict() for one in manifest)  # what ck.manifest() gave
        return
    if isinstance(manifest, str | Path):
        place = Path(manifest)
        # a folder that was built into, or the list by itself
        yield from rows.read(place / "manifest.csv" if found_at(place) == "folder" else place)
        return
    if isinstance(manifest, list | tuple) and all(isinstance(one, str | Path) for one in manifest):
        for one in manifest:
            yield from manifest_lines(one)
        return
    yield from rows.read(manifest)
