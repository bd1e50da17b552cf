"""Files, folders and archives of chats: what each is, and what of it can be read.

A text file that begins as an export does is an export; a zip holds one or many; JSON holds what a
webhook brought; everything else is a table with a column of texts.
"""

from __future__ import annotations

import io
import itertools
import os
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from campaignkit import rows
from campaignkit.chats import chat_export, tables, webhook
from campaignkit.chats.chat_export import Lines, Side
from campaignkit.chats.dates import Numbers, Order, agreed, orders, orders_in_table, same
from campaignkit.chats.message import ChatMessage
from campaignkit.errors import BadInput, CampaignError, NotFound, TooBig
from campaignkit.problems import Problem, Where
from campaignkit.rows.delimited import CODE_PAGES, code_page, unicode_form
from campaignkit.rows.files import ArchivePart, found_at, local_path

_TABLES = (
    *(".csv", ".tsv", ".xlsx", ".xls", ".ods", ".parquet", ".feather"),
    *(".jsonl", ".ndjson", ".json"),
)
_READ = (".txt", ".zip", *_TABLES)
_LOOKED_AT = 200  # lines in which an export has a head at the latest
_DEEPEST = 2  # archives within an archive
_MOST_FILES = 100_000
_SHOWN = 200  # signs of a path that an error repeats
EMPTY = "replies.empty"
# What phones call an export, in any language: "WhatsApp Chat with Ana" (a word for "with", whatever
# a chat is called), "Ana के साथ WhatsApp चैट", and on iPhones "WhatsApp Chat - Ana".
_APP = "(?:whatsapp|واتساب|واتس اب|واتساپ|واٹس ایپ)"
_WITH = (
    "with|met|mit|med|con|com|avec|dengan|với|cu|s|sa|z|ze|с|со|з|із|με|na|na kay|kay|กับ|עם|مع|با"
)
_WITH_AFTER = (
    "के साथ|ke saath|सोबत|सह|এর সাথে|এর সঙ্গে|کے ساتھ|સાથે|ਨਾਲ|உடன்|తో|ile|bilan"
    "|님과의|님과|さんとの|との|的|-"
)
_CALLED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:[^\W\d][^ ]* ){{0,3}}?{_APP}(?:[ -][^\W\d][^ ]*){{0,2}}? (?:{_WITH}) "
        r"(?:контактом |kontaktem |użytkownikiem )?-?\s*(?P<name>.+)$",
        rf"^[^-]*{_APP}[^-]* - (?P<name>.+)$",
        rf"^(?:與|与|和)?\s?(?P<name>.+?)\s?(?:{_WITH_AFTER})\s?{_APP}",
    )
)


@dataclass(frozen=True, slots=True)
class ChatSource:
    """A file of messages. name: for people. chat: whose it is, as its name tells; "": it does not.

    is_signed: whoever the chat is named after speaks in it; else the name, of a group perhaps,
    does not tell who is the customer. days: the dates as written, one after the other, where they
    may be of several orders. notes: what is doubtful in it.
    """

    name: str
    chat: str
    lines: Lines | None = None
    path: Path | None = None
    days: tuple[Numbers, ...] = ()
    is_signed: bool = False
    notes: tuple[Problem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return any(note.rule == EMPTY for note in self.notes)

    def orders(self) -> tuple[Order, ...]:
        return orders(self.days) if self.lines is not None else orders_in_table(self.days)

    def with_days(self, columns: Mapping[str, str]) -> ChatSource:
        """Return a table with the dates that stand in it; an export as it is.

        columns: as of `messages`. What is wrong with it is told where it is read.
        """
        if self.lines is not None:
            return self
        with suppress(CampaignError):
            sound = (row for row in rows.read(self.path).outcomes() if not isinstance(row, Problem))
            return replace(self, days=tuple(tables.days(sound, self.name, columns)))
        return self

    def messages(
        self, order: Order | None, *, side: Side | None = None, **options: Any
    ) -> Iterator[ChatMessage]:
        """Yield its messages.

        side: of an export, whose a sender is. options: of a table, `columns`, and `broken`, a list
        that gets the problems of lines that cannot be read.
        """
        if self.lines is not None:
            told = {} if side is None else {"side": side}
            yield from chat_export.messages(
                self.lines(), order or "dmy", chat=self.chat or self.name, file=self.name, **told
            )
            return
        yield from _of_table(self.path, self.name, order, **options)


def chat_sources(paths: Any) -> tuple[ChatSource, ...]:
    """Return what there is to read at some paths: files, folders, archives, rows.

    Raises:
        NotFound: nothing is there.
        BadInput: a file is no chat and no table; says what it looked for.
        TooBig: a folder of more than 100,000 files.
    """
    files = [file for path in _each(paths) for file in _files(path)]
    names = _names([file for file in files if isinstance(file, Path)])
    found = tuple(source for file in files for source in _at(file, names))
    if found and all(one.is_empty for one in found):
        name = found[0].name
        raise BadInput(
            f"{name} is empty: nobody said anything. Export the chat from the phone again, without "
            "media.",
            rule="replies.no-chat",
            file=name,
        )
    if not found:
        raise NotFound(
            f"there is no chat in {paths!r}. Give exported chats (.txt, .zip), webhooks (.json, "
            ".jsonl), a table with a column of texts, or a folder of them.",
            rule="replies.none",
            paths=str(paths),
        )
    return found


def order_of(
    sources: Iterable[ChatSource], given: Order | None, columns: Mapping[str, str] | None = None
) -> dict[str, Order | None]:
    """Return the order of the dates in each source, by its name. columns: of tables, which is what.

    Raises:
        BadInput: neither the files nor the caller tell it; says which files, and asks.
    """
    if given is not None:
        return {source.name: given for source in sources}
    dated = [source.with_days(columns or {}) for source in sources]
    # a table may hold no days at all, which its problems tell; an export always has some
    exports = [one for one in dated if one.days and (one.lines is not None or one.orders())]
    possible = {source.name: source.orders() for source in exports}
    common = agreed(found for found in possible.values() if found)
    chosen: dict[str, Order | None] = {}
    unclear = []
    for source in exports:
        own = possible[source.name]
        if len(own) > 1 and len(common) == 1:
            own = common  # files of one phone: another one tells
        if len(own) == 1 or (own and same(source.days, own)):
            chosen[source.name] = own[0]
        else:
            unclear.append(source)
    if unclear:
        raise _asked(unclear, possible)
    return chosen


def _asked(unclear: list[ChatSource], possible: dict[str, tuple[Order, ...]]) -> BadInput:
    first = unclear[0]
    written = "/".join(map(str, first.days[0]))
    names = ", ".join(source.name for source in unclear[:3]) + (", …" if len(unclear) > 3 else "")
    if not possible[first.name]:
        return BadInput(
            f"the dates of {names} are no days in any order, such as {written}. Give the order as "
            "dates='dmy', 'mdy' or 'ymd', or set the phone to the Gregorian calendar and export "
            "the chat again.",
            rule="replies.date-order",
            value=written,
            files=len(unclear),
        )
    said = " or ".join(repr(order) for order in possible[first.name])
    return BadInput(
        f"{names}: is {written} written day first or month first? Nothing in it tells. Say "
        f"dates={said} (d day, m month, y year).",
        rule="replies.date-order",
        value=written,
        files=len(unclear),
    )


def _each(paths: Any) -> Iterator[Any]:
    if isinstance(paths, str | Path) or not isinstance(paths, Iterable):
        yield paths
        return
    items = list(islice(paths, _MOST_FILES))
    if items and not all(isinstance(item, str | Path) for item in items):
        yield items  # rows, not paths
        return
    yield from items


def _files(path: Any) -> Iterator[Any]:
    """Yield the files at a path, a folder's each; rows as they are."""
    if not isinstance(path, str | Path):
        yield path
        return
    place = local_path(str(path))
    stands = found_at(place)
    if stands == "folder":
        yield from _inside(place)
        return
    if stands != "file":
        raise NotFound(
            f"there is no file {str(place)[:_SHOWN]}. Give the chat that the phone exported.",
            rule="replies.no-file",
            path=str(place)[:_SHOWN],
        )
    yield place


def _names(files: Iterable[Path]) -> dict[Path, str]:
    """Return what each file is called: no two alike, and as short as that allows.

    A file that was taken out of its archive is called after its folder, which tells whose it is.
    """
    ways: tuple[Callable[[Path], str], ...] = (
        lambda file: "" if file.name == "_chat.txt" else file.name,
        lambda file: f"{file.parent.name}/{file.name}",
        str,
    )
    names: dict[Path, str] = {}
    left = list(dict.fromkeys(files))
    for way in ways:
        often = Counter(way(file) for file in left)
        names |= {file: way(file) for file in left if way(file) and often[way(file)] == 1}
        left = [file for file in left if file not in names]
    return names


def _at(file: Any, names: Mapping[Path, str]) -> Iterator[ChatSource]:
    if not isinstance(file, Path):
        yield ChatSource("the rows", "", path=file)
        return
    name = names[file]
    if zipfile.is_zipfile(file) and file.suffix.casefold() not in (".xlsx", ".ods"):
        yield from _of_archive(_File(file), name, 0)
    elif file.suffix.casefold() in _TABLES:
        yield ChatSource(name, "", path=file)
    else:
        yield _of_text(_File(file), name)


def _inside(folder: Path) -> list[Path]:
    """Return the files below a folder that may be chats; where nobody may look is passed over.

    Raises:
        TooBig: it has more files than anybody has chats.
    """
    found: list[Path] = []
    files = 0
    for base, _folders, names in os.walk(folder):
        files += len(names)
        if files > _MOST_FILES:
            raise TooBig(
                f"{str(folder)[:_SHOWN]} holds more than {_MOST_FILES:,} files. Give the folder "
                "that has the chats alone.",
                rule="replies.many-files",
                folder=str(folder)[:_SHOWN],
            )
        paths = (Path(base, name) for name in names if not _hidden(f"{base}/{name}"))
        found += (each for each in paths if each.suffix.casefold() in _READ)
    return sorted(each for each in found if found_at(each) == "file")


def _of_archive(packed: _File | _Member, name: str, depth: int) -> Iterator[ChatSource]:
    with packed.archive() as archive:
        inside = [
            each.filename
            for each in archive.infolist()[:_MOST_FILES]
            if not each.is_dir() and not _hidden(each.filename)
        ]
    for each in inside:
        suffix = PurePosixPath(each).suffix.casefold()
        if suffix == ".txt":
            yield _of_text(_Member(packed, each), f"{name}/{each}")
        elif suffix == ".zip" and depth < _DEEPEST:
            yield from _of_archive(_Member(packed, each), f"{name}/{each}", depth + 1)


@dataclass(frozen=True, slots=True)
class _File:
    """A file, opened each time it is called."""

    path: Path

    def __call__(self) -> BinaryIO:
        return self.path.open("rb")

    def archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(self.path)


@dataclass(frozen=True, slots=True)
class _Member:
    """A file within an archive, likewise."""

    packed: _File | _Member
    name: str

    def __call__(self) -> BinaryIO:
        archive = self.packed.archive()
        return cast(BinaryIO, io.BufferedReader(ArchivePart(archive, archive.open(self.name))))

    def archive(self) -> zipfile.ZipFile:
        with self() as part:
            return zipfile.ZipFile(io.BytesIO(part.read()))  # an archive is read from its end


def _hidden(name: str) -> bool:
    return "__MACOSX" in name or PurePosixPath(name).name.startswith(".")


def _of_text(opened: _File | _Member, name: str) -> ChatSource:
    encoding, notes = _encoding(opened, name)
    lines = _ExportText(opened, encoding)
    if _is_blank(lines):
        empty = Problem(
            rule=EMPTY,
            message=f"{name} is empty, and was passed over.",
            where=Where(file=name),
            fix="Export that chat again, without media.",
            severity="warning",
        )
        return ChatSource(name, "", lines, notes=(empty,))
    with closing(lines()) as some:
        stray = _before_first(islice(some, _LOOKED_AT))
    if stray is None:
        raise BadInput(
            f"{name} is not an exported chat: no line begins with a date and a time, as in "
            "'31/12/2025, 23:59 - Ana: Oi'. Export the chat from the phone again, without media.",
            rule="replies.no-chat",
            file=name,
        )
    if stray:
        notes = (*notes, _cut(name, stray))
    days: list[Numbers] = []
    chat = chat_name(name)
    looked = _Signed(lines(), chat)
    clock = chat_export.ClockWords()
    for found in chat_export.heads(looked):
        clock.see(found)
        if not days or days[-1] != found.day:
            days.append(found.day)
    if clock.unread:
        raise BadInput(
            f"{name}: is a time with {clock.unread!r} before noon or after it? Put AM or PM in its "
            "place throughout the file, or set the phone to 24 hours and export the chat again.",
            rule="replies.clock",
            value=clock.unread,
        )
    return ChatSource(name, chat, lines, None, tuple(days), looked.is_signed, notes)


def _before_first(lines: Iterable[str]) -> int | None:
    """Return how many lines stand before the first message; None: there is no message."""
    known, count = chat_export.HeadReader(), 0
    for line in lines:
        if known.of(line):
            return count
        count += not _says_nothing(line)
    return None


def _cut(name: str, count: int) -> Problem:
    return Problem(
        rule="replies.cut",
        message=f"{name} begins within a message: lines of nobody: {count:,}.",
        where=Where(file=name, line=1),
        fix="Join the parts of a chat that was cut in two, or export it again.",
        severity="warning",
        value=count,
        limit=0,
    )


class _Signed:
    """Lines that are passed on, looking whether somebody speaks in them."""

    def __init__(self, lines: Iterable[str], sender: str) -> None:
        self._lines, self._head = lines, f"{sender}: "
        self.is_signed = False

    def __iter__(self) -> Iterator[str]:
        lines = iter(self._lines)
        for line in lines:
            yield line
            if self._head in line:
                self.is_signed = True
                break
        yield from lines


@dataclass(frozen=True, slots=True)
class _ExportText:
    """The lines of a text, read anew each time it is called."""

    opened: _File | _Member
    encoding: str

    def __call__(self) -> Generator[str]:
        with io.TextIOWrapper(self.opened(), encoding=self.encoding, errors="replace") as text:
            yield from text


def _is_blank(lines: Lines) -> bool:
    with closing(lines()) as some:
        return all(map(_says_nothing, some))


def _says_nothing(line: str) -> bool:
    return not line.strip("\ufeff\x00 \t\r\n")


def _encoding(opened: _File | _Member, name: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the encoding of a text, and what is told of it.

    Phones write UTF-8; a program that saved it since may have written a Windows code page, in
    which no letter beyond ASCII is one of UTF-8.
    """
    with opened() as file:
        head = file.read(4)
        form = unicode_form(head)
        if form != "utf-8-sig":
            return form, ()
        line = _beyond(itertools.chain([head + file.readline()], file))
    page = None if line is None else code_page(line)
    if page is None:
        return form, ()
    told = Problem(
        rule="replies.encoding",
        message=f"{name} is no UTF-8, and was read as {CODE_PAGES[page]}.",
        where=Where(file=name),
        fix="If letters are wrong in it, export the chat again.",
        severity="warning",
    )
    return page, (told,)


def _beyond(lines: Iterable[bytes]) -> bytes | None:
    """Return the first line with signs beyond ASCII, if it is not UTF-8; else None."""
    line = next((line for line in lines if not line.isascii()), b"")
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return line
    return None


def chat_name(name: str) -> str:
    """Return whose chat a file is, as its name tells; "" if it does not.

    >>> chat_name("WhatsApp Chat with Ana.txt"), chat_name("WhatsApp Chat - Ana.zip/_chat.txt")
    ('Ana', 'Ana')
    """
    for part in reversed(re.split(r"[/\\]", name)):
        stem = re.sub(r"\.(?:txt|zip)$", "", part, flags=re.IGNORECASE)
        stem = re.sub(r"\s*\(\d+\)$", "", stem)
        for pattern in _CALLED:
            if found := pattern.search(stem):
                return str(found["name"]).strip()
    return ""


def _of_table(
    path: Any,
    name: str,
    order: Order | None,
    *,
    broken: list[Problem] | None = None,
    **options: Any,
) -> Iterator[ChatMessage]:
    table = rows.read(path)
    read = None
    for number, row in enumerate(table.outcomes(), 1):
        if isinstance(row, Problem):
            if broken is not None:
                broken.append(row)
            continue
        if webhook.is_webhook(row):
            yield from webhook.messages(row, file=name, line=number)
            continue
        read = read or tables.reader(row, name, order=order, **options)
        if (said := read(row, number)) is not None:
            yield said
