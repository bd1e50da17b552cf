"""A QR code for each row: `qr_codes`. They are encoded in blocks, many times as fast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from os import PathLike
from typing import Any

from campaignkit import qr
from campaignkit.arguments import check_text, truth
from campaignkit.assets.code import Code, checked_level, checked_side
from campaignkit.assets.code_style import BLACK, PLAIN, Look, look
from campaignkit.assets.row_stream import RowStream
from campaignkit.business import Business
from campaignkit.errors import BadInput, CampaignError
from campaignkit.merge import Failure, MergeRecord, Source, Templates, merged, whole_number
from campaignkit.merge.code_text import CodeText, of_link, of_text
from campaignkit.merge.duplicates import Duplicates
from campaignkit.merge.judging import judged
from campaignkit.merge.shops import Shops
from campaignkit.problems import Problem
from campaignkit.qr import MODULE_MM, QUIET_MODULES, Symbol
from campaignkit.rows import read
from campaignkit.tracking.experiments import Experiment, experiment_of
from campaignkit.tracking.tokens import Tokens, tokens_of
from campaignkit.wording import is_template

_BLOCK = 256  # codes encoded together
_LEVEL = "M"


@dataclass(frozen=True, slots=True)
class _Filled:
    """A row and what its code is to be."""

    record: MergeRecord
    text: str
    level: str
    language: str
    copies: int | None
    warnings: tuple[Problem, ...]


class Codes(RowStream[Code, Code]):
    """A code for each row. Can be read again as often as its rows can.

    options: level and copies, and language, texts being Jinja over the row.
    """

    made = "QR codes"

    def __init__(
        self,
        source: Source,
        text: CodeText,
        shops: Shops,
        options: Mapping[str, Any],
        *,
        boost: bool = False,
        size_mm: float | None = None,
        look: Look = PLAIN,
        tokens: Tokens | None = None,
    ) -> None:
        self._tokens = tokens
        if tokens is not None:
            copies, options = options.get("copies"), {**options, "copies": None}
            source = tokens.rows(source, copies=copies)
        self.source, self._text, self._shops = source, text, shops
        self._options = Templates.of(options)
        self._boost, self._size_mm, self._look = boost, size_mm, look
        only = shops.only
        self.language = "en" if only is None else only.language
        self.title = "QR codes" if only is None else f"{only.name}: QR codes"
        # what is the same for all is wrong at once, not in each row
        if not is_template(options.get("level")):
            checked_level(options.get("level"))
        shops.check({**text.texts, **self._options.texts}, source)

    def outcomes(self) -> Iterator[Code | Failure]:
        """Yield a code for each row, or why there is none: a bad row is not the end."""
        return (outcome for _facts, outcome in self.items())

    @property
    def differs(self) -> bool:
        """Whether each row is to say its own."""
        return self._text.differs(self._shops.facts())

    def items(self) -> Iterator[tuple[Mapping[str, Any], Code | Failure]]:
        """Yield each row over its shop's facts, and its code or why there is none."""
        facts = self._shops.facts_of_all()
        # where all rows say the same, to be alike is no slip
        seen = Duplicates() if self.differs else None
        stream = merged(self.source, facts, self._filled)
        while block := list(islice(stream, _BLOCK)):
            symbols = iter(self._symbols([each for each in block if isinstance(each, _Filled)]))
            for each in block:
                if isinstance(each, Failure):
                    yield {}, each
                    continue
                code = self._code(each, next(symbols))
                if seen is not None and isinstance(code, Code):
                    found = seen.of(each.text, each.record.where)
                    code = replace(code, warnings=(*code.warnings, *found)) if found else code
                yield {**facts, **each.record.row}, code

    def _filled(self, record: MergeRecord) -> _Filled:
        shop, record = self._shops.placed(record)
        chosen = self._options.fill(record, optional=("level", "copies", "language"))
        language = chosen.get("language") or (self.language if shop is None else shop.language)
        text = self._text.fill(record, shop)
        if self._tokens is not None:
            text = self._tokens.in_row(record, text, language=language)
        return _Filled(
            record,
            text,
            chosen.get("level") or _LEVEL,
            language,
            # with references each copy is a row of its own by now
            1 if self._tokens else whole_number(chosen.get("copies"), "copies"),
            judged(text, country=None if shop is None else shop.country),
        )

    def _code(self, filled: _Filled, symbol: Symbol | CampaignError) -> Code | Failure:
        where = filled.record.where
        if isinstance(symbol, CampaignError):
            return Failure(where, symbol)
        own = (len(symbol.modules) + 2 * QUIET_MODULES) * MODULE_MM
        side = own if self._size_mm is None else float(self._size_mm)
        try:
            return Code(
                symbol,
                (side, side),
                filled.language,
                where,
                self._look,
                filled.copies,
                filled.warnings,
            )
        except CampaignError as err:  # it cannot spare the modules of a logo
            return Failure(where, err)

    def _symbols(self, block: list[_Filled]) -> list[Symbol | CampaignError]:
        levels = {each.level for each in block}
        if not self._boost and len(levels) == 1:
            try:
                return list(qr.encode_many([each.text for each in block], level=levels.pop()))
            except CampaignError:
                pass  # one of them cannot be encoded: below it is found
        return [self._symbol(each) for each in block]

    def _symbol(self, filled: _Filled) -> Symbol | CampaignError:
        try:
            return qr.encode(filled.text, level=filled.level, boost=self._boost)
        except CampaignError as err:
            return err

    def _thing(self, one: Code) -> Code:
        return one

    def _said(self, one: Code) -> str:
        return one.text


def qr_codes(
    rows: Any,
    /,
    shop: Business | Mapping[str, Any] | str | None = None,
    *,
    text: str | None = None,
    kind: str | None = None,
    level: str = "M",
    boost: bool = False,
    size_mm: float | None = None,
    copies: int | str | None = None,
    style: str = "square",
    dark: str = BLACK,
    logo: str | PathLike[str] | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    token: bool | str | Tokens = False,
    variants: Mapping[str, Mapping[str, Any]] | Experiment | None = None,
    holdout: float = 0.0,
    **fields: Any,
) -> Codes:
    """Return a stream of QR codes, one a row.

    Args:
        rows: The path of a CSV or XLSX table, a list of mappings, a dataframe, any iterable.
        shop: Whose codes they are, as `stickers` takes it; needed where a link is the shop's.
        text: Of the code, Jinja over the row; with a kind, its field of that name.
        kind: Of link ("chat", "wifi", …) or payment ("pix", "upi", "epc"), with its fields.
        level: As `qr_code`; Jinja over the row, as `copies`.
        copies: How often a sheet prints each; left out, what the sheet says.
        boost, size_mm, style, dark, logo: As `qr_code`.
        columns, encoding, sheet: How the table is read, as `ck.table`: {"phone": "WHATSAPP"}.
        token: As `stickers`: every code bears a reference of its own.
        variants, holdout: As `stickers`: each row draws what its code says, or that there is none.
        fields: Of the kind; texts are Jinja over the row.

    Raises:
        NotFound: there is no such kind, table or logo.
        BadInput: neither text nor kind; a field is unknown or missing; a template
            names what is no column.

    >>> rows = [{"table": 1}, {"table": 2}]
    >>> [code.text for code in qr_codes(rows, text="https://example.com/{{ table }}")]
    ['https://example.com/1', 'https://example.com/2']
    """
    check_text(text, "text")
    check_text(kind, "kind")
    boost = truth(boost, "boost")
    if text is None and kind is None:
        raise BadInput(
            "a code says a text, or a kind of link with its fields: give text= or kind=.",
            rule="code.text-or-kind",
        )
    if kind is None and fields:
        raise BadInput(
            f"{', '.join(fields)}: fields go with kind=, as in kind='chat'.", rule="code.fields"
        )
    table = read(rows, columns=columns, encoding=encoding, sheet=sheet)
    options: dict[str, Any] = {"level": level, "copies": copies}
    given = {**fields, **({} if text is None else {"text": text})}
    if experiment := experiment_of(variants, holdout, name="codes"):
        table = experiment.rows(table)
        given = experiment.varied({**options, **given})
        options = {key: given.pop(key) for key in options}
    said = of_text(str(given.get("text") or ""))
    if kind is not None:
        said = of_link(kind, given, has_shop=shop is not None)
    return Codes(
        Source(table),
        said,
        Shops(shop, needed=False),
        options,
        boost=boost,
        size_mm=None if size_mm is None else checked_side(size_mm),
        look=look(style, dark, logo),
        tokens=tokens_of(token, campaign="codes"),
    )
