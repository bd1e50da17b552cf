"""The text that WhatsApp exports of a chat (Android and iPhone), in the form of any language.

    31/12/2025, 23:59 - Ana: Oi!                    Android
    [31/12/2025, 23:59:59] Ana: Oi!                 iPhone
    31/12/14 23:59:59: Ana: Oi!                     iPhone, once
    23:59, 31 Dec 2014 - Ana: Oi!                   Android, once
    [23:59, 31/12/2025] Ana: Oi!                    copied from WhatsApp Web; iPhone, in Vietnamese
    [2025-12-31 23 h 59 min 59 s] Ana: Oi!          iPhone, in French of Canada

Dates, digits, day halves and separators are those of the phone (Unicode CLDR). Lines without a
head belong to the message before. A head without a sender is WhatsApp speaking.

Source: WhatsApp Help Center, "How to save your chat history" (export chat); forms as phones write
them in the languages of `tests/chats/exports.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator
from datetime import datetime, time
from functools import cache, lru_cache
from typing import NamedTuple

from campaignkit import locales, resources
from campaignkit.chats.dates import Numbers, Order, day_of
from campaignkit.chats.message import ChatMessage, Kind

Lines = Callable[[], Generator[str]]  # the lines of an export; read twice
_MARKS = "\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
# The marks themselves: of direction, of nothing, of the order of bytes.
_SIGNS = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_BETWEEN = rf"[{_MARKS}\s./\-年월년月]{{1,4}}"
_HEAD = re.compile(
    rf"[{_MARKS}]*(\[?)(\d{{1,4}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{1,4}})[.日일]?"
    rf"(?:\s?г\.)?[{_MARKS}]*[,،]?[{_MARKS}\s]*"
    r"(?:([^\W\d][^\d\[\]\n]{0,14}?)\s?)?"  # "klo", "um", or the half of the day in Korean
    r"(\d{1,2})(?:[:.h]|\sh\s)(\d{1,2})(?:(?:[:.]|\smin\s)(\d{1,2}))?"  # "21:5" in Yoruba
    rf"[{_MARKS}\s]*([^\d\[\]\n\-–—]{{0,16}}?)[{_MARKS}\s]*"
    rf"(?:\]|[{_MARKS}\s][-–—])[{_MARKS}]*\s?",
)
_TIMED = re.compile(  # the time before a day in numbers
    rf"[{_MARKS}]*(\[?)(?:([^\W\d][^\d\[\]\n]{{0,14}}?)\s?)?(\d{{1,2}})[:.](\d{{2}})(?:[:.](\d{{2}}))?"
    rf"[{_MARKS}\s]*([^\d\[\]\n\-–—,،]{{0,16}}?)[{_MARKS}\s]*[,،]?[{_MARKS}\s]+"
    rf"(\d{{1,4}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{1,4}})[.日일]?[{_MARKS}]*"
    rf"(?:\]|[{_MARKS}\s][-–—])[{_MARKS}]*\s?"
)
_COLON = re.compile(  # of the first iPhones: "31/12/14 23:59:08: Ana: Oi"
    rf"[{_MARKS}]*()(\d{{1,4}})[./-](\d{{1,2}})[./-](\d{{1,4}}),?\s()(\d{{1,2}})[:.](\d{{2}})"
    r"(?:[:.](\d{2}))?\s?((?:[aApP]\.?\s?[mM]\.?)?):\s"
)
_MONTH = r"[^\W\d][^\s\d,،]{2,11}"  # its vowels may be marks, as in Hindi
# Of older phones: the month in letters, or the time before the day.
_SPELLED = re.compile(
    rf"[{_MARKS}]*(\[?)(?=[^\n]{{8,50}}?(?:\] | [-–—] ))"
    r"(?:(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?[,،]?\s)?"
    rf"(?:(\d{{1,2}})\.?\s(?:de\s)?({_MONTH})|({_MONTH})\s(\d{{1,2}})),?\s(?:de\s)?(\d{{4}})"
    rf"(?:[,،]?\s(?:[^\W\d]{{1,3}}\s)?(\d{{1,2}})[:.](\d{{2}})(?:[:.](\d{{2}}))?)?"
    rf"[{_MARKS}\s]*([^\d\[\]\n\-–—]{{0,16}}?)[{_MARKS}\s]*(?:\]|[{_MARKS}\s][-–—])[{_MARKS}]*\s?"
)
_BEGINS = re.compile(rf"[{_MARKS}]*\[?\d")
_LONGEST_NOTE = 80  # characters of "This message was deleted." in any language
_LONGEST_NAME = 100  # characters before ": "; a group's name has 100 at most
_EDITED = re.compile(rf"\s*[{_MARKS}]*<[{_MARKS}]*[^<>:]{{4,60}}>[{_MARKS}]*$")
# What the marker says; somebody may have lost its mark, as copies through other programs do.
_SAYS_EDITED = re.compile(
    "edited|editad|editó|edité|تعديل|تحرير|संपादित|एडिट|बदलाव|modifi|bearbeitet|diedit|disunting"
    "|düzenlen|измен|edytowa|bewerkt|chỉnh sửa|编辑|編集|編輯|수정",
    re.IGNORECASE,
)
_MEDIA = re.compile(rf"[{_MARKS}]*<[{_MARKS}]*[^<>:\n]{{4,40}}>[{_MARKS}]*")
_ATTACHED = re.compile(
    rf"(?:^[{_MARKS}]*|\s*\u200e)<[^<>:\n]{{3,30}}:\s?[^<>\n]+\.\w{{2,5}}>[{_MARKS}]*$",
    re.MULTILINE,
)
# On an iPhone "menu.pdf • 2 pages document omitted", its own words after a mark.
_DOCUMENT = re.compile(r"[^\n]+\.\w{2,5}(?: •[^\n]*)? \u200e[^\n]+")
# On Android "IMG-20251231-WA0001.jpg (file attached)". Of other endings the words stay, which do no
# harm; "K4K6.RD2H (oi)" is no file.
_FILE = re.compile(
    rf"[{_MARKS}]*[^\n:<>]+\.(?:jpe?g|png|webp|gif|heic|mp4|3gp|mov|mkv|opus|m4a|mp3|aac|amr|ogg|wav"
    rf"|pdf|docx?|xlsx?|pptx?|odt|ods|vcf|txt|csv|zip|apk) \([^()]{{4,40}}\)[{_MARKS}]*",
    re.IGNORECASE,
)
_ENDS = ("] ", " - ")
_LONGEST_HEAD = 60  # signs of a head
_KNOWN = 100_000  # senders kept of one export
_STRAY = 0.01  # of the heads may be none: a line of a message that looks like one


class MessageHead(NamedTuple):
    """How a message begins: its date as written, its time, where its words begin.

    beside: the words by its clock that no language has for a part of the day, so that the time is
    as written; "": none. None: they are of a part of the day.
    """

    day: Numbers
    at: time
    ends: int
    beside: str | None = ""


def heads(lines: Iterable[str]) -> Iterator[MessageHead]:
    """Yield how each message begins, one after the other."""
    known = HeadReader()
    for line in lines:
        if found := known.of(line):
            yield found


class ClockWords:
    """Which words by the clocks of an export cannot be read; see `MessageHead.beside`.

    A clock of 12 hours has words at each time. Bare times, and hours beyond 12 beside the same
    words, are of a clock of 24, whose words tell nothing.
    """

    def __init__(self) -> None:
        self._heads = self._bare = self._unread = 0
        self._is_24 = False
        self._first = ""

    def see(self, found: MessageHead) -> None:
        self._heads += 1
        self._bare += found.beside == ""
        if not found.beside:
            return
        self._unread += 1
        self._is_24 = self._is_24 or not 1 <= found.at.hour <= 12
        self._first = self._first or found.beside

    @property
    def unread(self) -> str:
        """The first words by a clock of 12 hours that are not known; "" if there are none."""
        is_stray = self._unread <= self._bare or self._unread < self._heads * _STRAY
        return "" if self._is_24 or is_stray else self._first


class HeadReader:
    """Finds heads in the lines of one export: all are alike, days and times come again and again.

    What `head` says of a day and of a time is kept by their signs, so the whole pattern is tried
    only where one is met for the first time.
    """

    def __init__(self) -> None:
        self._days: dict[str, Numbers] = {}
        self._times: dict[str, tuple[time, str | None]] = {}
        self._end = " - "  # what closes a head here
        self._form = _HEAD
        self._is_first = True
        self._rare_form: Callable[[str], MessageHead | None] | None = None  # of all heads here

    def of(self, line: str) -> MessageHead | None:
        """Return how a line begins a message, or None."""
        end = self._end
        at = line.find(end, 8, _LONGEST_HEAD)
        hour = _hour_of(line, at)
        if hour > 0:
            day, when = self._days.get(line[:hour]), self._times.get(line[hour:at])
            if day is not None and when is not None:
                return MessageHead(day, when[0], at + len(end), when[1])
        if not _BEGINS.match(line):
            return self._rare(line) if at > 0 or line.lstrip(_SIGNS)[:1] == "[" else None
        match = self._form.match(line)
        found = None if match is None else _head_of(line, match)
        if found is None or match is None:
            return self._rare(line) or self._with_colon(line)
        self._is_first = False
        self._keep(line, match, found)
        return found

    def _rare(self, line: str) -> MessageHead | None:
        """Return a head with its month in letters, or its time first: a phone writes all alike."""
        if not self._is_first:
            return None if self._rare_form is None else self._rare_form(line)
        for form in (spelled_head, timed_head):
            if (found := form(line)) is not None:
                self._is_first, self._rare_form = False, form
                return found
        return None

    def _with_colon(self, line: str) -> MessageHead | None:
        """Return a head that ends in a colon, if the first one of this export does."""
        match = _COLON.match(line) if self._is_first else None
        found = None if match is None else _head_of(line, match)
        if found is not None:
            self._is_first, self._form = False, _COLON
        return found

    def _keep(self, line: str, match: re.Match[str], found: MessageHead) -> None:
        for end in _ENDS:
            at = line.find(end, 8, _LONGEST_HEAD)
            if at < 0 or at + len(end) != found.ends:
                continue
            if end != self._end:
                self._end = end
                self._days.clear()
                self._times.clear()
            hour = _hour_of(line, at)
            if hour == match.start(6) and not match[5]:  # a half of the day before belongs to both
                self._days[line[:hour]] = found.day
                self._times[line[hour:at]] = found.at, found.beside
            return


def _hour_of(line: str, end: int) -> int:
    """Return where the hour begins in a head that ends there; 0 or less: it has none."""
    colon = line.find(":", 4, end) if end > 0 else -1
    if colon < 0:
        return 0
    return colon - 2 if line[colon - 2].isdecimal() else colon - 1


Side = Callable[[str], bool | None]  # of a sender: is it the customer's? None: nobody tells


def messages(
    lines: Iterable[str], order: Order, *, chat: str, file: str, side: Side = lambda _: None
) -> Iterator[ChatMessage]:
    """Yield the messages of an export.

    chat: its name, as the file's name tells it. order: of the dates in it. side: whose message it
    is, by its sender.
    """
    words: list[str] = []  # of the message whose lines are being read
    begun: tuple[MessageHead, int] | None = None
    heads_ = HeadReader()
    made = _Made(order, chat, file, side)
    for number, line in enumerate(lines, 1):
        found = heads_.of(line)
        if found is None:
            words.append(line.rstrip("\r\n"))
            continue
        if begun:
            yield made.message(words, *begun)
        begun, words = (found, number), [line[found.ends :].rstrip("\r\n")]
    if begun:
        yield made.message(words, *begun)


def head(line: str) -> MessageHead | None:
    """Return how a line begins a message, or None.

    >>> head("[31/12/25, 11:59:08 PM] Ana: Hi").at
    datetime.time(23, 59, 8)
    >>> head("31 cakes, 12 rolls - thank you") is None
    True
    """
    match = _HEAD.match(line)
    return None if match is None else _head_of(line, match)


def spelled_head(line: str) -> MessageHead | None:
    """Return how a line begins a message whose month is in letters, or None.

    >>> spelled_head("Dec 31, 2025, 11:59 PM - Ana: Hi").day
    (2025, 12, 31)
    >>> spelled_head("23:59, 31 de dez de 2025 - Ana: Oi").at
    datetime.time(23, 59)
    """
    match = _SPELLED.match(line)
    if match is None or bool(match[1]) != (match[0].rstrip()[-1:] == "]"):
        return None
    before, after = match.group(2, 3, 4), match.group(10, 11, 12)
    month = locales.month_of(match[6] or match[7])
    if month is None or (before[0] is None) == (after[0] is None):
        return None
    hour, minute, second = after if before[0] is None else before
    read = _time(int(hour), int(minute), int(second or 0), (match[13] or "").strip())
    day = (int(match[9]), month, int(match[5] or match[8]))
    return None if read is None else MessageHead(day, read[0], match.end(), read[1])


def timed_head(line: str) -> MessageHead | None:
    """Return how a line begins a message whose time stands before its day, or None.

    >>> timed_head("[10:32 PM, 3/4/2026] Ana: Hi").at, timed_head("[10:32] Ana: Hi")
    (datetime.time(22, 32), None)
    """
    match = _TIMED.match(line)
    if match is None or bool(match[1]) != (match[0].rstrip(_SIGNS + " ")[-1:] == "]"):
        return None
    _bracket, before, hour, minute, second, after, *day = match.groups()
    read = _time(int(hour), int(minute), int(second or 0), (after or before or "").strip())
    one, two, three = map(int, day)
    return None if read is None else MessageHead((one, two, three), read[0], match.end(), read[1])


def _head_of(line: str, match: re.Match[str]) -> MessageHead | None:
    bracket, one, two, three, before, hour, minute, second, after = match.groups()
    if bool(bracket) != ("]" in line[match.start(7) : match.end()]):
        return None
    read = _time(int(hour), int(minute), int(second or 0), (after or before or "").strip())
    day = (int(one), int(two), int(three))
    return None if read is None else MessageHead(day, read[0], match.end(), read[1])


@lru_cache(maxsize=4096)
def _time(hour: int, minute: int, second: int, beside: str) -> tuple[time, str | None] | None:
    """Return a time, and the words by it as `MessageHead` has them."""
    is_bare = locales.is_beside_clocks(beside)
    meant = None if is_bare else locales.hour_of_day(hour, beside)
    try:
        at = time(hour if meant is None else meant, minute, second)
    except ValueError:
        return None
    if is_bare:
        return at, ""
    return at, beside if meant is None else None


class _Made:
    """Makes messages of their lines. What is the same of many is made once."""

    def __init__(self, order: Order, chat: str, file: str, side: Side) -> None:
        self._order, self._chat, self._file, self._side = order, chat, file, side
        self._senders: dict[str, tuple[str, bool | None]] = {}
        self._last: MessageHead | None = None
        self._when: datetime | None = None

    def message(self, words: list[str], begins: MessageHead, line: int) -> ChatMessage:
        if begins is not self._last:
            day = day_of(begins.day, self._order)
            self._when = None if day is None else datetime.combine(day, begins.at)
            self._last = begins
        first = words[0]
        sender, colon, rest = first.partition(": ")
        if not colon and first.endswith(":"):  # its first line is empty
            sender, colon = first[:-1], ":"
        known = self._senders.get(sender) if colon else None
        if known is None:
            if not colon or len(sender) > _LONGEST_NAME or '"' in sender or "“" in sender:
                said = "\n".join(words).strip()
                return ChatMessage(
                    self._chat, None, self._when, said, "system", file=self._file, line=line
                )
            known = self._known(sender)
        kind, text, edited = _read(rest, words[1:])
        name, side = known
        return ChatMessage(self._chat, name, self._when, text, kind, edited, side, self._file, line)

    def _known(self, sender: str) -> tuple[str, bool | None]:
        if len(self._senders) > _KNOWN:  # not names: lines of words before a colon
            self._senders.clear()
        name = _name(sender)
        found = self._senders[sender] = name, self._side(name)
        return found


def _read(first: str, others: list[str]) -> tuple[Kind, str, bool]:
    """Return what kind of message this is, its words, and whether they were edited."""
    text = "\n".join([first, *others]).rstrip("\n") if others else first
    plain, is_one_line = first.strip(_SIGNS), "\n" not in text
    if plain.endswith((")", ">")) and _FILE.fullmatch(first):
        return "media", "\n".join(others).strip(), False
    if (plain.endswith(">") or text.endswith(">")) and (file := _ATTACHED.search(text)):
        return "media", f"{text[: file.start()]}{text[file.end() :]}".strip(), False
    if is_one_line and len(plain) <= _LONGEST_NOTE and _is_deleted(plain):
        return "deleted", "", False
    if is_one_line and _is_media(first, plain):
        return "media", "", False
    edit = _EDITED.search(text) if text.endswith((">", "\u200e")) else None
    if edit and edit.start() > 0 and ("\u200e" in edit[0] or _SAYS_EDITED.search(edit[0])):
        return "text", _bare(text[: edit.start()]), True
    return "text", _bare(text) if others else plain, False


def _is_deleted(plain: str) -> bool:
    """Say whether this is what stands for a message that was deleted."""
    text = plain.casefold().rstrip(" .。")
    if text in _deleted():
        return True
    return "admin" in text and any(map(text.startswith, _deleted()))


@cache
def _deleted() -> frozenset[str]:
    phrases = resources.table("chats", "deleted").values()
    return frozenset(phrase.casefold() for each in phrases for phrase in each)


def _is_media(first: str, plain: str) -> bool:
    """Say whether this is what stands for a picture, a call, a document."""
    if plain[:1] == "<":
        return _MEDIA.fullmatch(first) is not None
    is_document = "\u200e" in plain and _DOCUMENT.fullmatch(first) is not None
    return is_document or _is_note(first, plain)


def _is_note(first: str, plain: str) -> bool:
    """Say whether an iPhone speaks of a picture: a mark that nobody types comes first."""
    has_words = " " in plain or max(plain, default="") >= "\u3040"  # Chinese has no blanks
    return first[:1] == "\u200e" and has_words and "<" not in first


@lru_cache(maxsize=1024)
def _name(sender: str) -> str:
    return _bare(sender).removeprefix("~").strip("\u00a0\u202f ")


def _bare(text: str) -> str:
    return text.strip(_SIGNS)
