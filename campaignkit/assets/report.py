"""What did the poster bring? Pieces, conversations, orders and money by place, with limits."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import Any

from campaignkit import evidence, locales
from campaignkit.assets.experiment_results import ReadOut, read_out, was_tried
from campaignkit.assets.replies import ChatReplies, Conversations, replies
from campaignkit.assets.report_chart import chart
from campaignkit.assets.report_page import ReportContent, ReportPages, page, sheet, table
from campaignkit.assets.report_sections import spent, tried
from campaignkit.assets.report_words import ReportWords, languages, words_of
from campaignkit.assets.spending import Spending, spending
from campaignkit.business import Business
from campaignkit.display import counted
from campaignkit.errors import BadInput, did_you_mean
from campaignkit.evidence import Comparison, Interval
from campaignkit.formulas import guarded
from campaignkit.locales import parse
from campaignkit.problems import Problem, Problems
from campaignkit.stores import Target, check_target, write_file
from campaignkit.tracking.matching import Conversation
from campaignkit.tracking.pieces import Piece
from campaignkit.tracking.source_rows import SourceRows

_SHOWN = 20
_FOR_PROGRAMS = (  # columns of a manifest in which nobody looks for groups
    *("payload", "payload_safe", "sha256", "settings", "cells", "part", "file", "line", "token"),
    *("problem", "status", "module_mm", "experiment"),
)
_FEW = 5  # conversations of a group: fewer say little, and the report says so


def report(
    manifest: Any,
    found: Any,
    /,
    *,
    by: str = "place",
    rows: Any = None,
    orders: Any = None,
    shop: Business | str | None = None,
    country: str | None = None,
    since: date | None = None,
    outcomes: Any = None,
    costs: Mapping[str, Any] | None = None,
    language: str = "en",
    **options: Any,
) -> Report:
    """Return what each place, design or variant brought.

    Args:
        manifest: The path of what a build wrote, its folder, its lines, or several of them.
        found: What `replies` gave, its conversations, or the paths of exported chats.
        by: What tells groups apart: a column of the manifest, "place", or a column of `rows`.
        rows: The table that the pieces were made from, if by= is a column of it, such as "bairro".
            Pieces find their rows by their key, else by the row's number.
        orders: As `ChatReplies.match`.
        shop: Whose it is: it stands above the page, and its side of the chats is no customer's.
        country: Whose money is told, and of phones without one; left out, the shop's, or that of
            the number that the pieces open a chat with.
        since: When the pieces went up; with it, the days to the first scan are told.
        outcomes: As `Report.experiment`; it stands in the page if something was tried.
        costs: As options of `spending`, such as {"page": "4,80", "app": True}: the page tells what
            a conversation and an order cost.
        language: Of the report: en, pt_BR, es, ar, hi, fr, de, it, id; in others it is English,
            all of it, and says why.
        options: Of `replies`, where paths are given.

    Raises:
        NotFound, BadInput: something cannot be read; the manifest has no such column.

    >>> pieces = [{"payload": f"Oi (ref {r})", "place": p} for r, p in
    ...           [("K4K6-RD2H", "Feira"), ("CJKN-R96P", "Largo")]]
    >>> said = [{"phone": "+551", "message": "Oi (ref K4K6-RD2H)"}]
    >>> [(row.name, row.pieces, row.conversations) for row in report(pieces, replies(said))]
    [('Feira', 1, 1), ('Largo', 1, 0)]
    """
    if not isinstance(by, str):
        raise BadInput(
            f"by={by!r} is no column. Name one of the manifest, or 'place'.",
            rule="report.by",
            value=type(by).__name__,
        )
    if since is not None and not isinstance(since, date):
        raise BadInput(
            f"since={since!r} is no day. Give a date, as in datetime.date(2026, 3, 1).",
            rule="report.since",
            value=type(since).__name__,
        )
    # a datetime is a date, too, and no date can be taken from it
    if isinstance(since, datetime):
        since = since.date()
    if country is None and isinstance(shop, Business):
        country = shop.country
    if isinstance(found, Conversations):
        conversations = found
    else:
        read = found if isinstance(found, ChatReplies) else replies(found, shop=shop, **options)
        conversations = read.match(manifest, orders=orders, country=country)
    country = country or conversations.pieces.country
    tongue = parse(language)
    table_ = None if rows is None else SourceRows.of(rows, conversations.pieces)
    judged = None
    if outcomes is not None or was_tried(conversations):
        judged = read_out(
            conversations,
            outcomes,
            value="conversations",
            at=None,
            since=since,
            language=tongue,
        )
    return Report(
        _rows(conversations, by, since, table_),
        by,
        conversations,
        tongue,
        since,
        shop=_name(shop, conversations),
        currency=locales.currency_of(country) if country else "",
        tried=judged,
        spent=None if costs is None else _spent(manifest, conversations, country, costs),
    )


def _name(shop: Business | str | None, found: Conversations) -> str:
    """Return whose pieces they are, as it is said, or as the manifest of many shops says it."""
    if shop is not None:
        return shop.name if isinstance(shop, Business) else str(shop)
    named = {str(piece.facts.get("shop") or "") for piece in found.pieces.every}
    return next(iter(named)) if len(named) == 1 else ""


def _spent(
    manifest: Any, found: Conversations, country: str | None, costs: Mapping[str, Any]
) -> Spending:
    if not isinstance(costs, Mapping) or country is None:
        raise BadInput(
            f"costs={costs!r}: say in whose money, and how much, as in country='BR', "
            "costs={'page': '4,80'}.",
            rule="report.costs",
            value=type(costs).__name__,
        )
    return spending(manifest, found, **{"country": country, **costs})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One group. rate: conversations for each piece. fair: the same in the light of all groups.

    scanned: the share of its pieces that brought at least one. days: from `since` to its first.
    """

    name: str
    pieces: int
    conversations: int
    rate: Interval
    fair: Interval
    scanned: Interval
    orders: int | None = None
    money: Decimal | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """What came back, the best group first. It shows itself, and saves as a page or a table."""

    rows: tuple[ReportRow, ...]
    by: str
    conversations: Conversations
    language: str
    since: date | None = None
    shop: str = ""
    currency: str = ""
    tried: ReadOut | None = None
    spent: Spending | None = None

    def __iter__(self) -> Iterator[ReportRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        total = sum(row.conversations for row in self.rows)
        best = f", best: {self.rows[0].name}" if total else ""
        groups = f"{counted(len(self.rows), 'group')}, {counted(total, 'conversation')}"
        return f"<report by {self.by}: {groups}{best}>"

    def __getitem__(self, name: str) -> ReportRow:
        for row in self.rows:
            if row.name == name:
                return row
        near = did_you_mean(name, [row.name for row in self.rows])
        raise BadInput(f"there is no {self.by} {name!r}.{near}", rule="report.no-group", name=name)

    def compare(self, first: str, second: str) -> Comparison:
        """Return how many times as much one group brought as another, and if it is chance.

        Raises:
            BadInput: there is no such group.
        """
        one, other = self[first], self[second]
        return evidence.compare(
            (one.conversations, one.pieces), (other.conversations, other.pieces)
        )

    def experiment(
        self, outcomes: Any = None, *, value: str = "conversations", at: date | None = None
    ) -> ReadOut:
        """Return what the variants did, judged by drawing again as the build drew.

        Args:
            outcomes: A table of what each place sold, or whatever else it brought: one column that
                names places as the manifest does (its key, its place, or under a head such as row
                its number), and an amount, as the report's language writes it. Several rows of a
                place are added; a place without any counts as 0, and a problem says how many.
                Only so can rows that were held out be compared.
            value: Without outcomes: "conversations", "orders" or "money".
            at: The day of this reading; left out, that of the last message.

        Raises:
            BadInput: nothing was tried; the table has no column of places or of amounts that is
                known; rows name no place, or several, all of which are told; amounts cannot be
                read.
        """
        return read_out(
            self.conversations,
            outcomes,
            value=value,
            at=at,
            since=self.since,
            language=self.language,
        )

    def problems(self) -> Problems:
        """Return what is not known: references of no piece, groups that say little."""
        found = list(self.conversations.problems())
        few = [row.name for row in self.rows if row.conversations < _FEW]
        if few:
            shown = ", ".join(few[:3]) + (", …" if len(few) > 3 else "")
            found.append(
                Problem(
                    rule="report.few",
                    message=f"{shown}: fewer than {_FEW} conversations say little.",
                    fix="Wait, or compare larger groups, such as designs.",
                    severity="warning",
                    value=len(few),
                    limit=_FEW,
                )
            )
        if lacking := words_of(self.language).lacking:
            found.append(_no_words(lacking))
        return Problems(found)

    def save(self, path: Target, /) -> Any:
        """Write it as a page (.html) or as paper (.pdf) in its language, or as a table (.csv).

        Raises:
            BadInput: the name ends in none of them, or nothing can be written there.
        """
        check_target(path, (".html", ".pdf", ".csv"))
        if str(path).casefold().endswith(".pdf"):
            return self.paper().save(path if not isinstance(path, PathLike) else Path(path))
        return write_file(path, self.data(str(path)))

    def data(self, name: str) -> bytes:
        """Return it as the bytes of a file of that name: a page, paper (.pdf) or a table (.csv).

        Raises:
            CampaignError: it cannot be set on paper.
        """
        ending = name.casefold().rpartition(".")[2]
        if ending == "pdf":
            out = io.BytesIO()
            self.paper().save(out)
            return out.getvalue()
        text, mark = (self._csv(), "utf-8-sig") if ending == "csv" else (self.html(), "utf-8")
        return text.encode(mark, "replace")  # a chat may hold half an emoji

    def paper(self) -> ReportPages:
        """Return it as pages for the wall of the shop: they show, check and save themselves."""
        return ReportPages(sheet(self._content()))

    def html(self) -> str:
        """Return it as a page that stands alone: no script, no address, readable aloud."""
        return page(self._content())

    def chart(self) -> Any:
        """Return it as a chart of Vega-Altair, to be restyled: bars with the lines of their limits.

        Raises:
            BadInput: the extra `[plots]` is not installed; names its install line.
        """
        return chart(self._content())

    def _repr_html_(self) -> str:
        return table(self._content(), _SHOWN)

    def _content(self) -> ReportContent:
        words = words_of(self.language, self.currency)
        tables = [] if self.tried is None else [tried(self.tried, words)]
        tables += [] if self.spent is None else [spent(self.spent, words)]
        return ReportContent(
            rows=self.rows,
            by=self.by,
            words=words,
            shop=self.shop,
            notes=tuple(self._notes(words)),
            tables=tuple(tables),
        )

    def _notes(self, words: ReportWords) -> Iterator[str]:
        if words.lacking:
            yield str(_no_words(words.lacking).message)
        yield from (words.of("few"), words.of("note"))
        unclear = len(self.conversations) - len(self.conversations.matched)
        if unclear:
            yield words.of("unclear", count=words.number(unclear, 0))
        for problem in self.conversations.problems():
            if problem.rule == "replies.orders-of-nobody":
                yield words.of("nobody", count=words.number(int(problem.value), 0))

    def _csv(self) -> str:
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        head = (
            *(self.by, "pieces", "conversations", "rate", "low", "high", "fair", "fair_low"),
            *("fair_high", "scanned", "orders", "money", "days"),
        )
        writer.writerow(head)
        for row in self.rows:
            cells = (
                *(row.name, row.pieces, row.conversations, *row.rate, *row.fair),
                *(row.scanned.value, row.orders, row.money, row.days),
            )
            writer.writerow(guarded(cell).value for cell in cells)
        return out.getvalue()


def _no_words(language: str) -> Problem:
    return Problem(
        rule="report.language",
        message="This report is in English: it has no words in "
        f"{locales.language_name(language, within='en')} yet.",
        fix=f"It speaks {', '.join(languages())}.",
        severity="warning",
        value=language,
    )


def _rows(
    found: Conversations, by: str, since: date | None, table_: SourceRows | None
) -> tuple[ReportRow, ...]:
    groups: dict[str, list[Piece]] = {}
    # a group that brought nothing has its row, too
    for piece in found.pieces.every:
        groups.setdefault(_group(piece, by, table_), []).append(piece)
    brought: dict[str, list[Conversation]] = {name: [] for name in groups}
    for one in found.matched:
        if one.piece is not None:
            brought[_group(one.piece, by, table_)].append(one)
    counts = [len(brought[name]) for name in groups]
    sizes = [float(len(pieces)) for pieces in groups.values()]
    fair = evidence.shrunk(counts, sizes) if groups else []
    # where nobody told of orders, none is known: that is not 0
    joined = any(one.orders is not None for one in found.matched)
    priced = any(one.money is not None for one in found.matched)
    made = [
        _row(name, len(pieces), brought[name], each, since, joined=joined, priced=priced)
        for (name, pieces), each in zip(groups.items(), fair, strict=True)
    ]
    return tuple(sorted(made, key=lambda row: (-row.fair.value, -row.conversations, row.name)))


def _row(
    name: str,
    pieces: int,
    brought: Sequence[Conversation],
    fair: Interval,
    since: date | None,
    *,
    joined: bool,
    priced: bool,
) -> ReportRow:
    said = {_identity(one) for one in brought}
    times = [one.first for one in brought if one.first is not None]
    return ReportRow(
        name=name,
        pieces=pieces,
        conversations=len(brought),
        rate=evidence.rate_interval(len(brought), pieces),
        fair=fair,
        scanned=evidence.share_interval(min(len(said), pieces), pieces),
        orders=sum(one.orders or 0 for one in brought) if joined else None,
        money=sum((one.money or Decimal(0) for one in brought), Decimal(0)) if priced else None,
        days=_days(times, since),
    )


def _identity(one: Conversation) -> str:
    return "" if one.piece is None else one.piece.code or one.piece.text


def _days(times: Sequence[datetime], since: date | None) -> int | None:
    return None if since is None or not times else (min(times).date() - since).days


def _group(piece: Piece, by: str, table_: SourceRows | None) -> str:
    facts: Mapping[str, Any] = piece.facts
    if table_ is not None and by in table_.columns:
        return table_.cell(piece, by)
    if by == "place":
        return piece.place
    if by not in facts:
        raise _no_column(by, facts, table_)
    return str(facts[by] if facts[by] is not None else "")


def _no_column(by: str, facts: Mapping[str, Any], table_: SourceRows | None) -> BadInput:
    told = [name for name in ("place", *facts) if name not in _FOR_PROGRAMS]
    known = dict.fromkeys([*told, *(() if table_ is None else table_.columns)])
    near = did_you_mean(by, known) or f" It has: {', '.join(known)}."
    if table_ is not None:
        return BadInput(
            f"neither the manifest nor the rows have a column {by!r}.{near}",
            rule="report.column",
            name=by,
        )
    more = (
        f" If {by!r} is a column of the table that the pieces were made from, give that table, "
        "too: rows='places.csv'."
    )
    return BadInput(
        f"the manifest has no column {by!r}.{near}{more}", rule="report.column", name=by
    )
