"""A link for each row: `links` makes them, each judged as a phone would open it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from campaignkit.arguments import check_text
from campaignkit.assets.row_stream import RowStream
from campaignkit.business import Business
from campaignkit.merge import Failure, MergeRecord, Source, merged
from campaignkit.merge.code_text import CodeText, of_link
from campaignkit.merge.duplicates import Duplicates
from campaignkit.merge.judging import judged
from campaignkit.merge.shops import Shops
from campaignkit.problems import Problem, Where
from campaignkit.rows import Row, read
from campaignkit.tracking.tokens import Tokens, tokens_of


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A row and its link. warnings: what is doubtful about it."""

    where: Where
    row: Row
    link: str
    warnings: tuple[Problem, ...] = ()


class Links(RowStream[LinkRow, str]):
    """A link, or a payment text, for each row."""

    made = "links"

    def __init__(
        self, source: Source, text: CodeText, shops: Shops, *, tokens: Tokens | None = None
    ) -> None:
        self.source = source if tokens is None else tokens.rows(source)
        self._text, self._shops, self._tokens = text, shops, tokens

    def outcomes(self) -> Iterator[LinkRow | Failure]:
        """Yield each row with its link, or why it has none."""
        # where all rows say the same, to be alike is no slip
        seen = Duplicates() if self._text.differs(self._shops.facts()) else None
        for one in merged(self.source, self._shops.facts_of_all(), self._linked):
            if seen is None or isinstance(one, Failure):
                yield one
            else:
                found = seen.of(one.link, one.where, what="link")
                yield replace(one, warnings=(*one.warnings, *found)) if found else one

    def _linked(self, record: MergeRecord) -> LinkRow:
        shop, record = self._shops.placed(record)
        link = self._text.fill(record, shop)
        if self._tokens is not None:
            language = "en" if shop is None else shop.language
            link = self._tokens.in_row(record, link, language=language)
        country = None if shop is None else shop.country
        return LinkRow(record.where, record.row, link, judged(link, country=country))

    def _thing(self, one: LinkRow) -> str:
        return one.link

    def _said(self, one: LinkRow) -> str:
        return one.link


def links(
    rows: Any,
    /,
    shop: Business | Mapping[str, Any] | str | None = None,
    *,
    kind: str = "chat",
    phone: str | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    token: bool | str | Tokens = False,
    **fields: Any,
) -> Links:
    """Return a stream of links, one a row.

    Args:
        rows: The path of a CSV or XLSX table, a list of mappings, a dataframe, any iterable.
        shop: Whose link it is, as `stickers` takes it: one Business; its fields, templates over
            the row; or "{{ column }}".
        kind: Of link ("chat", "wifi", …) or payment ("pix", "upi", "epc").
        phone: A field of the link as any other; the shop's if left out.
        columns, encoding, sheet: How the table is read, as `ck.table`: {"phone": "WHATSAPP"}.
        token: As `stickers`: every link bears a reference of its own.
        fields: Of that kind, as its function takes them; texts are Jinja over the row.

    Raises:
        NotFound: there is no such kind or table.
        BadInput: a field is unknown or missing, or a template names what is no column.

    >>> rows = [{"stall": 4}, {"stall": 9}]
    >>> list(links(rows, phone="+5511987654321", text="Banca {{ stall }}"))
    ['https://wa.me/5511987654321?text=Banca%204', 'https://wa.me/5511987654321?text=Banca%209']
    """
    shops, source = (
        Shops(shop, needed=False),
        Source(read(rows, columns=columns, encoding=encoding, sheet=sheet)),
    )
    given = {**fields, **({} if phone is None else {"phone": phone})}
    check_text(kind, "kind")
    text = of_link(kind, given, has_shop=shop is not None)
    made = Links(source, text, shops, tokens=tokens_of(token, campaign="links"))
    shops.check(text.texts, made.source)
    return made
