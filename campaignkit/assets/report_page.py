"""A report as a page that stands alone, in the shop's language: a table, bars with their limits.

No script, no address on the web, no clock: the same report gives the same page. Every bar is told
in words, for those who hear the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Protocol

from campaignkit.assets.paged import Paged
from campaignkit.drawing import Page
from campaignkit.locales import direction
from campaignkit.pages import BarLine, BarTable
from campaignkit.problems import Problem

if TYPE_CHECKING:
    from campaignkit.evidence import Interval

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "What it brought",
        "place": "Place",
        "pieces": "Pieces",
        "conversations": "Conversations",
        "each": "For each piece",
        "fair": "In the light of all",
        "orders": "Orders",
        "money": "Money",
        "days": "Days to the first",
        "range": "{value} for each piece; 95 of 100 times between {low} and {high}",
        "unclear": "{count} messages had a reference that fits no piece, or several.",
        "few": "Few conversations say little: look at how wide the line is, not at the bar alone.",
        "note": "A customer who came without scanning is not in these numbers.",
    },
    "pt_BR": {
        "title": "O que trouxe",
        "place": "Lugar",
        "pieces": "Peças",
        "conversations": "Conversas",
        "each": "Por peça",
        "fair": "À luz de todas",
        "orders": "Pedidos",
        "money": "Valor",
        "days": "Dias até a primeira",
        "range": "{value} por peça; em 95 de 100 vezes entre {low} e {high}",
        "unclear": "{count} mensagens tinham um código que não é de nenhuma peça, ou é de várias.",
        "few": "Poucas conversas dizem pouco: veja a largura da linha, não só a barra.",
        "note": "Clientes que vieram sem escanear não estão nestes números.",
    },
    "es": {
        "title": "Lo que trajo",
        "place": "Lugar",
        "pieces": "Piezas",
        "conversations": "Conversaciones",
        "each": "Por pieza",
        "fair": "A la luz de todas",
        "orders": "Pedidos",
        "money": "Importe",
        "days": "Días hasta la primera",
        "range": "{value} por pieza; 95 de cada 100 veces entre {low} y {high}",
        "unclear": "{count} mensajes tenían una referencia de ninguna pieza, o de varias.",
        "few": "Pocas conversaciones dicen poco: mira el ancho de la línea, no solo la barra.",
        "note": "Quienes vinieron sin escanear no están en estos números.",
    },
    "ar": {
        "title": "ماذا جلبت",
        "place": "المكان",
        "pieces": "القطع",
        "conversations": "المحادثات",
        "each": "لكل قطعة",
        "fair": "مقارنةً بالجميع",
        "orders": "الطلبات",
        "money": "المبلغ",
        "days": "أيام حتى أول محادثة",
        "range": "{value} لكل قطعة؛ بين {low} و{high} في 95 من كل 100 مرة",
        "unclear": "عدد الرسائل برمز لا يخص أي قطعة أو يخص أكثر من قطعة: {count}.",
        "few": "المحادثات القليلة لا تقول الكثير: انظر إلى عرض الخط لا إلى العمود وحده.",
        "note": "العملاء الذين جاؤوا دون مسح الرمز غير محسوبين هنا.",
    },
    "hi": {
        "title": "क्या मिला",
        "place": "जगह",
        "pieces": "नग",
        "conversations": "बातचीत",
        "each": "हर नग पर",
        "fair": "सबको देखते हुए",
        "orders": "ऑर्डर",
        "money": "राशि",
        "days": "पहली तक दिन",
        "range": "हर नग पर {value}; 100 में से 95 बार {low} और {high} के बीच",
        "unclear": "{count} संदेशों का कोड किसी नग का नहीं था, या कई का था।",
        "few": "कम बातचीत से कम पता चलता है: सिर्फ़ पट्टी नहीं, रेखा की चौड़ाई भी देखें।",
        "note": "जो ग्राहक बिना स्कैन किए आए, वे इन अंकों में नहीं हैं।",
    },
}
_WIDE = 320  # px of a bar at the most
_STYLE = """
body{font:16px/1.45 system-ui,"Noto Sans","Noto Sans Arabic",sans-serif;color:#1a1a1a;
background:#fff;margin:2rem auto;max-width:62rem;padding:0 1rem}
h1{font-size:1.7rem;margin:0 0 1rem}table{border-collapse:collapse;width:100%}
th,td{padding:.45rem .6rem;text-align:start;border-bottom:1px solid #d9dee0;vertical-align:middle}
th{font-weight:600;border-bottom:2px solid #0f4c5c}td.n{font-variant-numeric:tabular-nums}
p{color:#444;margin:.8rem 0}svg{display:block}
@media print{body{margin:0}}@media(max-width:40rem){th.w,td.w{display:none}}
"""


class Group(Protocol):
    """What the page asks of a group."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def rate(self) -> Interval:
        """Conversations for each piece."""

    @property
    def fair(self) -> Interval:
        """The same in the light of all groups."""


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The words of a report in one language."""

    language: str
    said: Mapping[str, str]

    def of(self, key: str, **facts: object) -> str:
        """Return a word, or the key where there is none: the name of a column stays."""
        return self.said.get(key, key).format(**facts)


def words_of(language: str) -> ReportWords:
    """Return the words of a language, or of the nearest that there is.

    >>> words_of("pt_PT").of("place"), words_of("fr").of("place"), words_of("ar").of("place")
    ('Lugar', 'Place', 'المكان')
    """
    named = {key.split("_")[0]: key for key in _WORDS}
    found = language if language in _WORDS else named.get(language.split("_", maxsplit=1)[0], "en")
    return ReportWords(found, _WORDS[found])


def page(rows: Sequence[Group], *, by: str, words: ReportWords, unclear: int) -> str:
    """Return the page. unclear: messages whose reference says no single piece."""
    title = words.of("title")
    notes = [words.of("few"), words.of("note")]
    notes += [words.of("unclear", count=unclear)] if unclear else []
    return (
        f"<!DOCTYPE html>\n<html {_spoken(words)}>"
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style><h1>{escape(title)}</h1>"
        + table(rows, by=by, words=words)
        + "".join(f"<p>{escape(note)}</p>" for note in notes)
        + "</html>\n"
    )


def sheet(rows: Sequence[Group], *, by: str, words: ReportWords, unclear: int) -> BarTable:
    """Return the page as paper: the same words, the same bars, said in words too."""
    keys = [key for key in _keys(rows, by) if key != "fair"]
    notes = [words.of("few"), words.of("note")]
    notes += [words.of("unclear", count=unclear)] if unclear else []
    lines = [
        BarLine(
            row.name,
            tuple(_said(row, key) for key in keys[1:]),
            (row.fair.value, row.fair.low, row.fair.high),
        )
        for row in rows
    ]
    return BarTable(
        title=words.of("title"),
        heads=(*(words.of(key) for key in keys), words.of("fair")),
        lines=tuple(lines),
        notes=tuple(notes),
        language=words.language,
    )


def _bounds(row: Group) -> tuple[float, float, float]:
    return row.fair.value, row.fair.low, row.fair.high


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


def table(rows: Sequence[Group], *, by: str, words: ReportWords) -> str:
    """Return the table alone, as a notebook shows it."""
    keys = _keys(rows, by)
    head = "".join(f"<th{_wide(key)}>{escape(words.of(key))}</th>" for key in keys)
    most = max((row.fair.high for row in rows), default=1.0) or 1.0
    body = "".join(_line(row, keys, words, most) for row in rows)
    return f"<table {_spoken(words)}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _keys(rows: Sequence[Group], by: str) -> list[str]:
    more = [key for key in ("orders", "money", "days") if any(_of(row, key) for row in rows)]
    return [by, "pieces", "conversations", "each", "fair", *more]


def _said(row: Group, key: str) -> str:
    shown = f"{row.rate.value:.2f}" if key == "each" else _of(row, key)
    return "" if shown is None else str(shown)


def _spoken(words: ReportWords) -> str:
    return f'lang="{words.language.replace("_", "-")}" dir="{direction(words.language)}"'


def _line(row: Group, keys: Sequence[str], words: ReportWords, most: float) -> str:
    cells = [f"<td><bdi>{escape(row.name)}</bdi></td>"]
    for key in keys[1:]:
        if key == "fair":
            cells.append(f'<td class="w">{_bar(row, words, most)}</td>')
        else:
            cells.append(f'<td class="n">{escape(_said(row, key))}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _bar(row: Group, words: ReportWords, most: float) -> str:
    """Return a bar with the line of its limits, and both in words."""
    value, low, high = row.fair
    told = words.of("range", value=f"{value:.2f}", low=f"{low:.2f}", high=f"{high:.2f}")
    turned = ' style="transform:scaleX(-1)"' if direction(words.language) == "rtl" else ""
    x = [round(_WIDE * part / most, 1) for part in (value, low, high)]
    return (
        f'<svg role="img" width="{_WIDE + 8}" height="22" viewBox="0 0 {_WIDE + 8} 22"{turned}>'
        f"<title>{escape(row.name)}: {escape(told)}</title>"
        f'<rect x="0" y="4" width="{max(x[0], 1)}" height="14" rx="3" fill="#0f4c5c"/>'
        f'<path d="M{x[1]} 11H{x[2]}M{x[1]} 7V15M{x[2]} 7V15" stroke="#e36414" '
        'stroke-width="2.5" fill="none"/></svg>'
    )


def _of(row: Group, key: str) -> object:
    return getattr(row, key, None)


def _wide(key: str) -> str:
    return ' class="w"' if key == "fair" else ""
