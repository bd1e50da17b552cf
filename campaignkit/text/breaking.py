"""Where a line may end. Opportunities only: `fitting` chooses among them.

A simple set of rules, enough for labels: after spaces (not before a dash, a dot between two things
or a closing sign), after hyphens and slashes inside words, after zero-width spaces; after the en
dash of a span ("Mon–Fri 7–18") and between a number and its unit ("500 g") only in need, for they
belong together; between Han, kana and their like, except before closing and after opening signs.
Thai, Lao, Khmer and Myanmar write no spaces between words: without a dictionary they break at
spaces, and between clusters only in need.

Tried for UAX #14: `uniseg` 0.10 breaks much the same, but takes 3.7 ms for 49 characters, twenty
times as long as setting them (11 MB); `icu4py` 1.2 is right, Thai too, but weighs 42 MB. Neither
keeps a phone number whole.
"""

from __future__ import annotations

import re
from functools import cache

from campaignkit.text import clusters
from campaignkit.text.faces import script_of
from campaignkit.text.isolates import spans

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
_WIDE = f"[{_HAN}\uf900-\ufaff\uff01-\uffef\u3000-\u303f\U00020000-\U0003ffff]"
# JIS X 4051 in short: signs that do not begin a line, and those that do not end one.
_NOT_FIRST = (
    "[!%),.:;?\\]}¢°’”‰′″℃、。々〉》」』】〕〗〙〞ぁぃぅぇぉっゃゅょゎ゛゜ゝゞ"
    "ァィゥェォッャュョヮーヽヾ！％），．：；？］｝～]"
)
_NOT_LAST = "[$(\\[{£¥‘“〈《「『【〔〖〘〝（［｛￡￥]"
_OPPORTUNITY = rf"""
    [ \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000\u200b]+(?=[^ \u200b–—·•|!?:;،؛؟%»”\)\]}}])
    | (?<=\w)[-‐—/](?=\w)
    | [—](?=\w)
    | (?<=[?&=])(?=\w{{4}})
    | (?<={_WIDE})(?<!{_NOT_LAST})(?!{_NOT_FIRST})(?=[\w{_HAN}\uff01-\uffef\u3000-\u303f])
    | (?<=\w)(?={_WIDE})(?!{_NOT_FIRST})
    """
# Units that goods are sold by, as CLDR writes them short in the languages of the designs, and as
# shops do.
_UNIT = (
    r"(?:[km]?g|[cm]?[lL]|[ckm]?m[²³]?|h|min|kcal|k?[JVW]|oz|lb|pcs?"
    r"|ग्राम|ग्रा॰|कि॰?ग्रा॰?|किलो|मि॰?ली॰?|लीटर|सें?॰?मी॰?"
    r"|غم?|غرام|جم|كغم?|كجم|كيلو|لتر|مل|ملتر|سم|متر)(?![\w॰²³])"
)
# Latin words and numbers, of which nothing is one token: they break after their spaces, and most
# texts are such.
_PLAIN = re.compile(rf"(?!.*(?:(?:\d|[A-Z]{{2}}) +\d|\d +{_UNIT}))[A-Za-z0-9\u00c0-\u024f ]*+")
_MEASURED = re.compile(rf"(?<=\d)[ ]+(?={_UNIT})")
_SPAN = re.compile(r"(?<=\w)–(?=\w)")  # U+2013: from one day, hour or price to another
_NO_SPACES = frozenset({"Thai", "Laoo", "Khmr", "Mymr"})


@cache
def _opportunity() -> re.Pattern[str]:
    return re.compile(_OPPORTUNITY, re.VERBOSE)  # 10 ms, and a text on one line does without


def breaks(text: str, *, anywhere: bool = False) -> list[int]:
    """Return the indices at which a new line may begin, spaces before them hang.

    Numbers of several groups, such as phone numbers, stay whole, and so do spans and numbers with
    their unit. `anywhere`: also at the spaces of such numbers, after the dash of a span, and
    between clusters of scripts that write no spaces.

    >>> breaks("Oi! Ligue +55 11 98765"), breaks("zum E-Mail"), breaks("Mon–Fri 7–18")
    ([4, 10], [4, 6], [8])
    >>> breaks("Farinha 500 g"), breaks("Farinha 500 g", anywhere=True)
    ([8], [8, 12])
    >>> breaks("欢迎光临！")
    [1, 2, 3]
    """
    if _PLAIN.fullmatch(text):
        return [at for at in range(1, len(text)) if text[at - 1] == " " != text[at]]
    found = {match.end() for match in _opportunity().finditer(text)}
    if not anywhere:
        for start, end in spans(text):
            token = text[start:end]
            if any(map(str.isspace, token)) or not any(map(str.isalpha, token)):
                found -= set(range(start + 1, end))
        found.difference_update(match.end() for match in _MEASURED.finditer(text))
    else:
        found |= _between_clusters(text)
        found.update(match.end() for match in _SPAN.finditer(text))
    return sorted(found - {0, len(text)})


def _between_clusters(text: str) -> set[int]:
    found, at = set(), 0
    for piece in clusters.split(text):
        if script_of(piece[0]) in _NO_SPACES and not piece.isspace():
            found.add(at)
        at += len(piece)
    return found
