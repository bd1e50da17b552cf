"""CSV and TSV: encoding and delimiter are found, or the reader is told what to say.

Read by Python's own `csv`. Text files without a byte-order mark must be UTF-8: guessing between
Windows code pages prints wrong letters on paper, so another encoding is named by the caller.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from campaignkit.errors import BadInput
from campaignkit.problems import Problem, Where
from campaignkit.rows.files import BROKEN, TableFile
from campaignkit.rows.headers import header_at, like_a_row, notes_after, passed_over
from campaignkit.rows.opening import Opening
from campaignkit.rows.table_row import TableLine, TableRow, told
from campaignkit.rows.values import named

CELL_LIMIT = 10_000_000  # characters; csv's own limit of 131,072 is below a long description
_HEAD = 65_536  # bytes looked at to find the encoding and the delimiter
_RECORDS = 100  # records looked at
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_LATIN_SIGNS = frozenset("€£¥©®™°ºª«»“”‘’–—·•¿¡½²³´§×±… \u00a0")  # of shops, in Windows-1252
CODE_PAGES = {"cp1256": "Windows-1256 (Arabic)", "cp1252": "Windows-1252"}
_NO_TEXT = (
    "punycode",
    "idna",
    "undefined",
    "unicode-escape",
    "raw-unicode-escape",
    "unicode_escape",
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def table(
    path: TableFile, encoding: str | None, delimiter: str | None
) -> tuple[tuple[str, ...], Opening]:
    """Return a file's columns, and what opens its rows.

    Raises:
        BadInput: see `campaignkit.rows.read`.
    """
    with path.open() as file:
        head = file.read(_HEAD)
    encoding = _codec(encoding) if encoding else _encoding(path, head)
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '\r\n"\0'):
        raise BadInput(
            f"delimiter={delimiter!r} is not one character, such as ';'.", rule="table.delimiter"
        )
    sample = _sample(path, head, encoding)
    said, sample = _excel_line(sample)
    is_cut = len(head) == _HEAD
    chosen = delimiter or said or _delimiter(path, sample, cut=is_cut)
    lines, passed = _laid_out(path, encoding, chosen, sample, skip=1 if said else 0, cut=is_cut)
    columns = named(lines.header(), str(path))
    if not any(any(map(str.strip, cells)) for _, cells in lines.records()):
        raise BadInput(f"{path} has a header and no rows.", rule="table.no-rows")
    return columns, Opening(_outcomes, (lines, columns, passed))


def _laid_out(
    path: TableFile, encoding: str, delimiter: str, sample: str, *, skip: int, cut: bool
) -> tuple[_CsvLines, tuple[Problem, ...]]:
    """Return where the header and the rows are, and what is told of the other lines."""
    records, _whole = _records(sample, delimiter, cut=cut)
    cells = [record for _, record in records]
    at = header_at(cells)
    below = notes_after(cells, at)
    passed = [*records[:at], *records[at + 1 : at + 1 + below]]
    told_of = (
        *passed_over([(line + skip, record) for line, record in passed], str(path)),
        *(like_a_row((records[at][0] + skip, cells[at]), str(path)) if cells else ()),
    )
    return _CsvLines(path, encoding, delimiter, skip, above=at, below=below), told_of


def _outcomes(
    lines: _CsvLines, columns: tuple[str, ...], passed: tuple[Problem, ...]
) -> Iterator[TableRow | Problem]:
    return told(_fitted(lines, columns), columns, str(lines.path), passed)


def _fitted(lines: _CsvLines, columns: tuple[str, ...]) -> Iterator[TableLine]:
    width = len(columns)
    for number, (line, cells) in enumerate(lines.records(), 1):
        if len(cells) == width or (len(cells) > width and not any(cells[width:])):
            yield TableLine(number, line, cells)
        elif not any(map(str.strip, cells)):
            yield TableLine(number, line, [])
        else:
            where = Where(file=str(lines.path), row=number, line=line)
            refused = _ragged(where, len(cells), width, lines.delimiter)
            yield TableLine(number, line, cells, refused=refused)


def _ragged(where: Where, cells: int, width: int, delimiter: str) -> Problem:
    many = cells > width
    name = _DELIMITERS.get(delimiter, repr(delimiter))
    quote = f"Put text that has a {name} in it between quotes."
    return Problem(
        rule="rows.too-many-cells" if many else "rows.too-few-cells",
        message=f"this row has {cells} cells; the header has {width}.",
        where=where,
        value=cells,
        limit=width,
        fix=quote if many else f"Add the missing cells: {width - cells} more of {name}.",
    )


@dataclass(frozen=True, slots=True)
class _CsvLines:
    """The records of one file, from the start each time.

    skip: lines that only a program reads. above, below: records before and after the header that
    are no rows.
    """

    path: TableFile
    encoding: str
    delimiter: str
    skip: int
    above: int = 0
    below: int = 0

    def header(self) -> list[str]:
        _line, cells = next(self._all(), (0, []))
        return cells

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the first line and the cells of every record under the header."""
        every = self._all()
        next(every, None)
        return every

    def _all(self) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(max(csv.field_size_limit(), CELL_LIMIT))
        opened = self.path.open()
        with io.TextIOWrapper(opened, encoding=self.encoding, newline="") as file:
            for _ in range(self.skip):
                next(file)
            reader = csv.reader(self._checked(file), delimiter=self.delimiter, strict=True)
            line = 1 + self.skip
            above, below = self.above, self.below
            try:
                is_under_header = False
                for cells in reader:
                    is_blank = not any(map(str.strip, cells))
                    if is_blank and not (is_under_header and len(cells) > 1):
                        pass
                    elif above:
                        above -= 1
                    elif below and is_under_header and not is_blank:
                        below -= 1
                    else:
                        is_under_header = True
                        yield line, cells
                    line = reader.line_num + 1 + self.skip
            except csv.Error as err:
                raise BadInput(
                    _broken(self.path, line, str(err)), rule="table.quotes", line=line
                ) from err
            except UnicodeError as err:
                raise BadInput(
                    _undecodable(self.path, self.encoding), rule="table.encoding"
                ) from err
            except BROKEN as err:
                raise BadInput(
                    f"{self.path} cannot be unpacked ({err}). Pack it anew.", rule="table.archive"
                ) from err

    def _checked(self, file: io.TextIOBase) -> Iterator[str]:
        while line := file.readline(CELL_LIMIT + 1):
            if "\0" in line:
                raise BadInput(
                    f"{self.path} has NUL bytes in it: it is no text file, or is cut. Save it anew "
                    "as 'CSV UTF-8'.",
                    rule="table.nul",
                )
            yield line


def _broken(path: TableFile, line: int, reason: str) -> str:
    if "field larger" in reason:
        reason = f"a cell has more than {CELL_LIMIT:,} characters"
    return (
        f"{path}, from line {line}: {reason}. A quote mark is not closed, or stands within a cell: "
        'write two ("") for one.'
    )


def _codec(name: str) -> str:
    try:
        found = codecs.lookup(name)
        found.incrementaldecoder("strict").decode(b"a")  # what is no text encoding fails here
        is_text = getattr(found, "_is_text_encoding", True)
    except LookupError as err:
        raise BadInput(
            f"encoding={name!r} is not known. Write it as in 'cp1252'.", rule="table.encoding"
        ) from err
    except (UnicodeError, TypeError, ValueError, OSError, EOFError):
        is_text = False
    if not is_text or found.name in _NO_TEXT:
        raise BadInput(
            f"encoding={name!r} is none of text files. Write it as in 'cp1252'.",
            rule="table.encoding",
        )
    return found.name


def _encoding(path: TableFile, head: bytes) -> str:
    if not head.strip():
        raise BadInput(
            f"{path} is empty. Its first line must name the columns.", rule="table.empty"
        )
    if head.startswith(b"PK\x03\x04"):
        raise BadInput(
            f"{path} is a spreadsheet under another name. Rename it to end in .xlsx.",
            rule="table.spreadsheet",
        )
    return unicode_form(head)


def unicode_form(head: bytes) -> str:
    """Return which encoding of Unicode a text is in, if it is in one, by its first bytes."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if head[:2].count(0) == 1:  # UTF-16 without its mark: a Latin letter has a NUL on one side
        return "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
    return "utf-8-sig"


def _sample(path: TableFile, head: bytes, encoding: str) -> str:
    try:
        return codecs.getincrementaldecoder(encoding)("strict").decode(head)
    except UnicodeError as err:  # UTF-16 without its mark is no UnicodeDecodeError
        raise BadInput(_undecodable(path, encoding), rule="table.encoding") from err


def _undecodable(path: TableFile, encoding: str) -> str:
    """Say where the first byte stands that is not in the encoding, and what it may be."""
    with path.open() as file:
        for number, line in enumerate(file, 1):
            if encoding.startswith(("utf-16", "utf-32")):
                break
            try:
                line.decode(encoding)
            except UnicodeDecodeError as err:
                place = f"{path}, line {number}, byte {err.start + 1}"
                return (
                    f"{place}: 0x{line[err.start]:02X} is not "
                    f"{encoding.removesuffix('-sig').upper()}. {_likely(line, err.start)}"
                )
    return f"{path} is not {encoding.upper()}, or is cut. Save it as 'CSV UTF-8'."


def _likely(line: bytes, at: int) -> str:
    """Say in which code page a line reads as words, and how to give it; ask if in none."""
    begin, end = max(0, at - 20), at + 20
    code = code_page(line)
    if code is None:
        return (
            "It is of another code page, which cannot be told: save the file as 'CSV UTF-8', or "
            "give its encoding, such as encoding='cp1251' (Cyrillic), 'cp1250' (Central Europe), "
            "'gb18030' (Chinese) or 'shift_jis' (Japanese)."
        )
    before, behind = line[begin:at].decode(code, "replace"), line[at:end].decode(code, "replace")
    before = re.sub(r"^[^\s;,|]*[\s;,|]+", "", before) if begin else before  # whole words
    behind = re.sub(r"[\s;,|][^\s;,|]*$", "", behind) if end < len(line) else behind
    text = f"{before}{behind}".strip()
    return (
        f"In {CODE_PAGES[code]} it reads {text!r}: save the file as 'CSV UTF-8', or give "
        f"encoding={code!r}."
    )


def code_page(line: bytes) -> str | None:
    """Return in which code page a line reads as words; None: in none that can be told.

    >>> code_page("Pão de queijo".encode("cp1252")), code_page("مرحبا".encode("cp1256"))
    ('cp1252', 'cp1256')
    """
    text = line.decode("cp1256", "replace")
    beyond = [sign for sign in text if not sign.isascii() and not sign.isspace()]
    words = (word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii())
    is_mixed = any(any(map(str.isascii, word)) for word in words)  # Latin, with accents
    if len(beyond) > 1 and not is_mixed and all("\u0600" <= sign <= "\u06ff" for sign in beyond):
        return "cp1256"
    return "cp1252" if _is_latin(line) else None


def in_unicode(data: bytes) -> tuple[bytes, str]:
    """Return a text file in UTF-8, and the code page that all its lines are in.

    As it is, and "": it is in Unicode, or in a code page that cannot be told.

    >>> in_unicode("nome;bairro\\nPão;Sé".encode("cp1252"))[0].decode()
    'nome;bairro\\nPão;Sé'
    """
    try:
        data.decode(unicode_form(data))
    except UnicodeError:
        pages = {code_page(line) for line in data.splitlines() if not line.isascii()}
        page = pages.pop() if len(pages) == 1 and b"\0" not in data else None
        if page is not None:
            with suppress(UnicodeError):
                return data.decode(page).encode(), page
    return data, ""


def _is_latin(line: bytes) -> bool:
    """Say whether bytes read in Windows-1252 as words whose accents stand among plain letters."""
    text = line.decode("cp1252", "replace")
    words = re.findall(r"[^\W\d_]+", text)
    signs = [sign for sign in text if not sign.isascii() and not sign.isalpha()]
    return set(signs) <= _LATIN_SIGNS and all(
        len(word) == 1 or any(map(str.isascii, word)) for word in words
    )


def _excel_line(sample: str) -> tuple[str | None, str]:
    """Return the delimiter that a first line "sep=;" names, as Excel writes it."""
    first, _, rest = sample.partition("\n")
    first = first.strip("\r\n ").casefold()
    if first.startswith("sep=") and len(first) == len("sep=;"):
        return first[-1], rest
    return None, sample


def _delimiter(path: TableFile, sample: str, *, cut: bool) -> str:
    """Return the delimiter under which the first records have as many cells as the header."""
    shares = {sign: _share(sample, sign, cut=cut) for sign in _DELIMITERS}
    several = {sign: share for sign, (width, share) in shares.items() if width > 1}
    if not several:
        alone = [sign for sign, (_width, share) in shares.items() if share == 1.0]
        return alone[0] if alone else ","
    best = max(several.values())
    fitting = [sign for sign, share in several.items() if share == best]
    if len(fitting) > 1:
        names = " and ".join(f"{_DELIMITERS[sign]} ({sign!r})" for sign in fitting)
        raise BadInput(
            f"{path}: {names} would both do as delimiter. Say which: delimiter=';'.",
            rule="table.delimiter",
        )
    return fitting[0]


def _share(sample: str, delimiter: str, *, cut: bool) -> tuple[int, float]:
    """Return the header's cells, and the share of records from it on that have as many."""
    records, is_whole = _records(sample, delimiter, cut=cut)
    cells = [record for _, record in records]
    at = header_at(cells)
    widths = [
        len(record) for record in cells[at : at + 1] + cells[at + 1 + notes_after(cells, at) :]
    ]
    if not is_whole:
        return (widths[0] if widths else 0), 0.0
    if cut and len(records) <= _RECORDS and len(widths) > 1:
        widths.pop()  # the sample ends within it
    if not widths:
        return 0, 0.0
    return widths[0], widths.count(widths[0]) / len(widths)


def _records(sample: str, delimiter: str, *, cut: bool) -> tuple[list[tuple[int, list[str]]], bool]:
    """Return the first records with something in them, each with its line; and whether all is well.

    False: a quote mark makes the delimiter impossible.
    """
    found: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, strict=not cut)
    line = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                found.append((line, cells))
            if len(found) > _RECORDS:
                break
            line = reader.line_num + 1
    except csv.Error:
        return found, False
    return found, True
