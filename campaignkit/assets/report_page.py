"""A report as a page that stands alone, in the shop's language: a table, bars with their limits.

No script, no address on the web, no clock: the same report gives the same page. Every bar is told
in words, for those who hear the page. What was tried, and what it cost, stand below, in tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Protocol

from campaignkit.assets.paged_asset import Paged
from campaignkit.assets.report_words import ReportWords
from campaignkit.drawing import Page
from campaignkit.locales import direction
from campaignkit.pages import BarLine, BarTable, PlainTable
from campaignkit.problems import Problem

if TYPE_CHECKING:
    from campaignkit.evidence import Interval

_WIDE = 240  # px of a bar at the most
_STYLE = """
body{font:16px/1.45 system-ui,"Noto Sans","Noto Sans Arabic",sans-serif;color:#1a1a1a;
background:#fff;margin:2rem auto;max-width:66rem;padding:0 1rem}
h1{font-size:1.7rem;margin:0 0 1rem}table{border-collapse:collapse;width:100%}
th,td{padding:.45rem .6rem;text-align:start;border-bottom:1px solid #d9dee0;vertical-align:middle}
h2{font-size:1.2rem;margin:2rem 0 .6rem}.s{font-size:1.1rem;margin:-.8rem 0 1rem}
td:first-child{min-width:9rem}
tfoot td{font-weight:600;border-top:2px solid #0f4c5c}
th{font-weight:600;border-bottom:2px solid #0f4c5c}
td.n{font-variant-numeric:tabular-nums}
p{color:#444;margin:.8rem 0}
svg{display:block;width:100%;min-width:4.5rem;max-width:248px;height:auto}
@media print{body{margin:0}}
.t{overflow-x:auto;container-type:inline-size}
@container(max-width:36rem){table,tbody,tfoot{display:block}
thead{position:absolute;clip-path:inset(50%);height:1px;overflow:hidden}
tr{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.1rem 1.2rem;padding:.7rem 0;
border-bottom:1px solid #d9dee0}
tfoot tr{border-top:2px solid #0f4c5c}
td,tfoot td{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 .6rem;border:0;
padding:.1rem 0;min-width:0;font-weight:400}
td:first-child,td.w{grid-column:1/-1}td:first-child{font-weight:600;font-size:1.1rem}
td:not(:first-child)::before{content:attr(data-is);color:#555}
td:empty{display:none}svg{max-width:none}}
"""


class Group(Protocol):
    """What the page asks of a group."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def pieces(self) -> int:
        """How many were printed."""

    @property
    def conversations(self) -> int:
        """What they brought."""

    @property
    def orders(self) -> int | None:
        """Of those who wrote; None: nobody told."""

    @property
    def money(self) -> Decimal | None:
        """Of those orders."""

    @property
    def rate(self) -> Interval:
        """Conversations for each piece."""

    @property
    def fair(self) -> Interval:
        """The same in the light of all groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """What a page tells. shop: whose it is. notes: below the table. tables: below the notes."""

    rows: Sequence[Group]
    by: str
    words: ReportWords
    shop: str = ""
    notes: tuple[str, ...] = ()
    tables: tuple[PlainTable, ...] = ()

    @property
    def keys(self) -> list[str]:
        """What the columns tell."""
        told = ("orders", "money", "days")
        more = [
            key for key in told if any(getattr(row, key, None) is not None for row in self.rows)
        ]
        return [self.by, "pieces", "conversations", "each", "fair", *more]

    @property
    def heads(self) -> dict[str, str]:
        """What the columns are called."""
        by, *others = self.keys
        return {by: self.words.column(by)} | {key: self.words.of(key) for key in others}

    def said(self, row: Group, key: str) -> str:
        """Return what a column tells of a group."""
        if key == "each":
            return self.words.number(row.rate.value)
        value = getattr(row, key, None)
        if value is None:
            return ""
        return self.words.money(value) if key == "money" else self.words.number(value, 0)

    def total(self, key: str) -> str:
        """Return what a column tells of all groups together."""
        if key == "each":
            pieces = sum(row.pieces for row in self.rows)
            return self.words.number(sum(row.conversations for row in self.rows) / pieces)
        if key in ("fair", "days"):
            return ""
        told = [value for row in self.rows if (value := getattr(row, key, None)) is not None]
        if key == "money":
            return self.words.money(sum(told, Decimal(0)))
        return self.words.number(sum(told), 0)


def page(told: ReportContent) -> str:
    """Return the page."""
    words = told.words
    title = words.of("title")
    whole = f"{title}: {told.shop}" if told.shop else title
    shop = f'<p class="s"><bdi>{escape(told.shop)}</bdi></p>' if told.shop else ""
    return (
        f"<!DOCTYPE html>\n<html {_spoken(words)}>"
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(whole)}</title><style>{_STYLE}</style><h1>{escape(title)}</h1>{shop}"
        + _scrolled(table(told))
        + _notes(told.notes)
        + "".join(_plain_table(each) for each in told.tables)
        + "</html>\n"
    )


def sheet(told: ReportContent) -> BarTable:
    """Return the page as paper: the same words, the same bars, said in words too."""
    words = told.words
    keys = [key for key in told.keys if key != "fair"]
    lines = [
        BarLine(
            row.name,
            tuple(told.said(row, key) for key in keys[1:]),
            (row.fair.value, row.fair.low, row.fair.high),
        )
        for row in told.rows
    ]
    total = (words.of("total"), *(told.total(key) for key in keys[1:]))
    return BarTable(
        title=words.of("title"),
        subtitle=told.shop,
        heads=(*(told.heads[key] for key in keys), words.of("fair")),
        lines=tuple(lines),
        total=total if len(told.rows) > 1 else (),
        notes=told.notes,
        tables=told.tables,
        language=words.language,
    )


class ReportPages(Paged):
    """A report on paper. Nothing is set before it is shown, saved or checked."""

    def __init__(self, table: BarTable) -> None:
        self.table = table

    @property
    def title(self) -> str:
        """What it is."""
        return self.table.title

    @property
    def language(self) -> str:
        """Of its words."""
        return self.table.language

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return sum(1 for _ in self.table.pages())

    def pages(self, *, notes: list[Problem] | None = None) -> Iterator[Page]:
        """Yield the finished pages. notes: stays as it is; a table has none.

        Raises:
            CampaignError: a name cannot be set.
        """
        return self.table.pages()

    def _alternative(self, page: Page, number: int) -> str:
        return f"{self.title}, {number}"


def table(told: ReportContent, most: int | None = None) -> str:
    """Return the table alone, as a notebook shows it. most: groups; None: all."""
    keys, words = told.keys, told.words
    head = "".join(f"<th{_wide(key)}>{escape(said)}</th>" for key, said in told.heads.items())
    # where nothing came back no bar has a length: any width will do to measure them by
    widest = max((row.fair.high for row in told.rows), default=1.0) or 1.0
    body = "".join(_line(told, row, keys, widest) for row in told.rows[:most])
    foot = _total(told, keys) if len(told.rows) > 1 else ""
    return (
        f"<table {_spoken(words)}><thead><tr>{head}</tr></thead><tbody>{body}</tbody>{foot}</table>"
    )


def _total(told: ReportContent, keys: Sequence[str]) -> str:
    cells = "".join(_cell(told, key, escape(told.total(key))) for key in keys[1:])
    return f"<tfoot><tr><td>{escape(told.words.of('total'))}</td>{cells}</tr></tfoot>"


def _notes(notes: Sequence[str]) -> str:
    return "".join(f"<p>{escape(note)}</p>" for note in notes)


def _plain_table(told: PlainTable) -> str:
    def line(cells: Sequence[str]) -> str:
        pairs = zip(told.heads, cells, strict=True)
        made = (f"<td{_is(head)}><bdi>{escape(cell)}</bdi></td>" for head, cell in pairs)
        return f"<tr>{''.join(made)}</tr>"

    heads = "".join(f"<th><bdi>{escape(cell)}</bdi></th>" for cell in told.heads)
    head = f"<thead><tr>{heads}</tr></thead>"
    body = "".join(map(line, told.lines))
    made = _scrolled(f"<table>{head}<tbody>{body}</tbody></table>")
    return f"<h2>{escape(told.title)}</h2>{made}{_notes(told.notes)}"


def _scrolled(table: str) -> str:
    """Return a table that scrolls by itself where the page is narrow, with the keyboard, too."""
    return f'<div class="t" tabindex="0">{table}</div>'


def _spoken(words: ReportWords) -> str:
    return f'lang="{words.language.replace("_", "-")}" dir="{direction(words.language)}"'


def _line(told: ReportContent, row: Group, keys: Sequence[str], most: float) -> str:
    cells = [f"<td><bdi>{escape(row.name)}</bdi></td>"]
    for key in keys[1:]:
        is_bar = key == "fair"
        said = _bar(row, told.words, most) if is_bar else escape(told.said(row, key))
        cells.append(_cell(told, key, said))
    return f"<tr>{''.join(cells)}</tr>"


def _cell(told: ReportContent, key: str, said: str) -> str:
    """Return a cell that knows what its column is called: a phone shows no heads of columns."""
    return f"<td{_wide(key, 'n')}{_is(told.heads[key])}>{said}</td>"


def _is(head: str) -> str:
    return f' data-is="{escape(head)}"'


def _bar(row: Group, words: ReportWords, most: float) -> str:
    """Return a bar with the line of its limits, and both in words."""
    value, low, high = row.fair
    shown = {"value": words.number(value), "low": words.number(low), "high": words.number(high)}
    told = words.of("range", **shown)
    # a bar grows from where a line of text begins
    turned = ' style="transform:scaleX(-1)"' if direction(words.language) == "rtl" else ""
    x = [round(_WIDE * part / most, 1) for part in (value, low, high)]
    return (
        f'<svg role="img" width="{_WIDE + 8}" height="22" viewBox="0 0 {_WIDE + 8} 22"{turned}>'
        f"<title>{escape(row.name)}: {escape(told)}</title>"
        f'<rect x="0" y="4" width="{max(x[0], 1)}" height="14" rx="3" fill="#0f4c5c"/>'
        f'<path d="M{x[1]} 11H{x[2]}M{x[1]} 7V15M{x[2]} 7V15" stroke="#e36414" '
        'stroke-width="2.5" fill="none"/></svg>'
    )


def _wide(key: str, other: str = "") -> str:
    kind = "w" if key == "fair" else other
    return f' class="{kind}"' if kind else ""
