"""What a text still holds that no customer should read: a place nothing filled, HTML, lost letters.

A template that was never filled, a description copied out of a web shop, a table saved in one
encoding and read in another: each prints well and scans well, and is wrong on every label. What
can only be a slip is an error; what somebody may mean, as "[name]" or "<br>", is a warning.

Tables of rows ask earlier, with the column that is meant (`merge.templates`); this is the last
look, at the finished text, and the same at every door.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from campaignkit.problems import Problem, Severity

# Nothing below can be in a text without one of these.
_SUSPECT = re.compile(r"[{}<\[$%&\\\ufffdÂÃâØÙà]")
# The same as a link spells them, "$" aside. It begins with one sign and is told without flags, so
# that a search runs from one "%" to the next: every link of every row is asked.
_SUSPECT_ENCODED = re.compile(
    r"%(?:7[BbDd]|5[BbCc]|3[Cc]|2[456]|[Cc]3%(?:8[23]|9[89]|[Aa][02])|[Ee][Ff]%[Bb][Ff]%[Bb][Dd])"
)
_SHORT_LINK = 80  # characters: one whose text is a word is shorter
_NOT_AVAILABLE_ENCODED = re.compile(r"=(?:%20)*N(?:%2F|\.)[AD]\.?(?:%20)*$", re.IGNORECASE)
_SURE = re.compile(r"\{\{.{0,80}?\}\}|\{%.{0,80}?%\}|\$\{\w{1,40}\}")
_NAMES = (
    "nome|nombre|name|first name|last name|cliente|customer|client|telefone|phone|endereço|address"
    "|loja|tienda|shop|store|cidade|ciudad|city|mesa|table|preço|precio|price|data|fecha|date"
    "|اسم|الاسم|العميل|नाम|ग्राहक"
)
_MAYBE = re.compile(
    r"\{\{|\}\}|\{%|(?<!\d)%\}"  # half of a place
    r"|\{[^\W\d]\w{0,40}\}|\{\d?\}"  # {name}; {} and {0} of Python
    r"|(?<![\w$])\$[a-z_][a-z0-9_]{1,40}(?!\w)"  # $name, not US$ nor $5
    r"|(?<![\w%])%[^\W\d]\w{1,40}%|%\([A-Za-z_]\w*\)[sd]|(?<![\d\s])\s%[sd]\b"  # %name%, %s
    r"|\[[A-Za-z]+_[A-Za-z_]+\]|\[(?:" + _NAMES + r")\]"
    r"|<(?:" + _NAMES + r"|[A-Za-z]+_[A-Za-z_]+)>",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"</?(?:a|b|big|br|center|div|em|font|h[1-6]|hr|i|img|li|ol|p|small|span|strong|table|td|tr|u|ul)"
    r"(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}[0-9]{0,2}|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});")
_BREAK = re.compile(r"(?<![\\:])\\(?:r\\n|n)")
_FOLDER = re.compile(r"\b[A-Za-z]:\\")  # of a computer: C:\new
# Letters of two or three octets read one by one: "Ã£" for "ã", "â€“" for a dash, "Ø§" for an alef.
# After a closing quote "Ã”" is what people write.
_MISREAD = re.compile(
    r"[ÂÃ][\u00a0-\u00ba\u00bc-\u00bf\u0080-\u009fŠŒŽšœžŸƒˆ‰‚„†‡•€™˜›‹]"
    r"|â[€‚„][\u0080-\u00bf™œž¦“”˜šŠ¢•]"
    r"|(?:[ØÙ][\u0080-\u00bfŒŽœžŸƒˆ‰‚„…†‡•€™˜›‹“”‘’–—Šš]){2,}"
    r"|(?:à[¤¥][\u0080-\u00bfŒŽœžŸƒˆ‰‚„…†‡•€™˜›‹“”‘’–—Šš])+"
)
# What people write where they have nothing, in capitals: not available, no disponible.
NOT_AVAILABLE = frozenset(("N/A", "N.A.", "N/D", "N.D."))
_LONGEST_OF_PEOPLE = 6  # with a blank on either side
_LOST = "\ufffd"
_SHOWN = 40


def is_suspect(text: str) -> bool:
    """Say whether a text has a sign without which nothing can be left over in it."""
    return _SUSPECT.search(text) is not None or is_not_available(text)


def is_suspect_encoded(text: str) -> bool:
    """Say the same of a text as it stands in a link, percent-encoded.

    >>> is_suspect_encoded("Oi%20%7Bnome%7D"), is_suspect_encoded("Ol%C3%A1%21")
    (True, False)
    """
    if "$" in text or _SUSPECT_ENCODED.search(text) is not None:
        return True
    return len(text) < _SHORT_LINK and _NOT_AVAILABLE_ENCODED.search(text) is not None


def left_in(text: str, key: str) -> Iterator[Problem]:
    """Yield what a finished text still holds that nobody meant to be read, one of each kind.

    key: what the text is, in words: "title", "text", "code".

    >>> [each.rule for each in left_in("Oi {{ nome }}! Caf&eacute;", "text")]
    ['text.template', 'text.markup']
    >>> print(*left_in("PÃ£o francÃªs", "title"))
    the title holds 'PÃ£o', letters read in the wrong encoding. Write 'Pão'; a table is saved \
anew as 'CSV UTF-8'.
    >>> list(left_in("[K7Q2] 50% de desconto & frete, US$ 5 <3 :)", "text"))
    []
    """
    if not is_suspect(text):
        return
    if is_not_available(text):
        yield not_available(text.strip(), key)
    yield from _unfilled(text, key)
    yield from _markup(text, key)
    if _BREAK.search(text) and not _FOLDER.search(text):
        yield Problem(
            rule="text.line-break",
            message=rf"the {key} holds the signs \n, where a new line is meant.",
            value=text[:_SHOWN],
            fix="Begin a new line there, or take them out.",
            severity="warning",
            params={"key": key},
        )
    yield from _letters(text, key)


def is_not_available(text: object) -> bool:
    """Say whether a text is what people write where they have nothing, and nothing else.

    >>> [is_not_available(text) for text in ("N/A", " n/d ", "N/A 5", "NA", "-", None)]
    [True, True, False, False, False, False]
    """
    if type(text) is not str or len(text) > _LONGEST_OF_PEOPLE:
        return False
    return text.strip().upper() in NOT_AVAILABLE


def not_available(word: str, key: str) -> Problem:
    """Return what is to be said of a text that says that there is nothing to say."""
    return Problem(
        rule="text.not-available",
        message=f"the {key} says {word!r}, which people write where they have nothing.",
        value=word,
        fix="Fill it in, or leave it out. If it is meant, all is well.",
        severity="warning",
        params={"key": key, "word": word},
    )


def unfilled_place(text: str) -> tuple[str, Severity] | None:
    """Return the first place of a template that was not filled, and how sure that is.

    >>> unfilled_place("Oi {{ nome }}!"), unfilled_place("Oi %nome%!"), unfilled_place("10% {ok")
    (('{{ nome }}', 'error'), ('%nome%', 'warning'), None)
    """
    if not is_suspect(text):
        return None
    if sure := _SURE.search(text):
        return sure[0], "error"
    maybe = _MAYBE.search(text)
    return None if maybe is None else (maybe[0].strip(), "warning")


def _unfilled(text: str, key: str) -> Iterator[Problem]:
    found = unfilled_place(text)
    if found is None:
        return
    place, severity = found
    yield Problem(
        rule="text.template",
        message=f"the {key} holds {place!r}, a template not filled in.",
        value=place,
        fix="Fill it, or take it out.",
        severity=severity,
        params={"key": key, "place": place},
    )


def _markup(text: str, key: str) -> Iterator[Problem]:
    entity = next((x for x in _ENTITY.finditer(text) if html.unescape(x[0]) != x[0]), None)
    found = entity or _TAG.search(text)
    if found is None:
        return
    sign = "" if entity is None else html.unescape(entity[0])
    yield Problem(
        rule="text.markup",
        message=f"the {key} holds {found[0][:_SHOWN]!r}, left over from a web page.",
        value=found[0][:_SHOWN],
        fix=f"Write {sign!r}." if sign.strip() else "Take it out.",
        severity="warning",
        params={"key": key, "found": found[0][:_SHOWN]},
    )


def _letters(text: str, key: str) -> Iterator[Problem]:
    if _LOST in text:
        place = text.index(_LOST) + 1
        yield Problem(
            rule="text.lost-sign",
            message=f"the {key} has the sign {_LOST!r} at place {place}: a letter was lost when "
            "the text was saved or read.",
            value=text[:_SHOWN],
            fix="Type it again.",
            params={"key": key, "place": place},
        )
        return
    for word in text.split():
        if _MISREAD.search(word) and (meant := read_again(word)) is not None:
            yield Problem(
                rule="text.encoding",
                message=f"the {key} holds {word!r}, letters read in the wrong encoding.",
                value=word,
                fix=f"Write {meant!r}; a table is saved anew as 'CSV UTF-8'.",
                severity="warning",
                params={"key": key, "word": word, "meant": meant},
            )
            return


def read_again(word: str) -> str | None:
    """Return what was meant by letters that are UTF-8 read as Windows-1252; None: it is not that.

    >>> read_again("JosÃ©"), read_again("MAÇÃ”")
    ('José', None)
    """
    octets = bytearray()
    for sign in word:
        try:
            octets += sign.encode("cp1252")
        except UnicodeEncodeError:
            if ord(sign) > 0xFF:
                return None
            octets.append(ord(sign))  # of the five octets that Windows-1252 leaves out
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return None
