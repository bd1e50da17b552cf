"""Which sheets of a workbook (XLSX) hold a table, and a copy of it that shows one of them alone.

`read` takes the first sheet that is not hidden; in the copy that is the chosen one. Its cells are
untouched: numbers stay numbers, with their formats.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from html import unescape
from io import BytesIO
from itertools import islice

from campaignkit.errors import BadInput, CampaignError
from campaignkit.rows import sheet_xml, workbook, xlsx

_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_NAME = re.compile(r"""\bname=("[^"]*"|'[^']*')""")
_STATE = re.compile(r"""\s+state=("[^"]*"|'[^']*')""")
_FRONT = re.compile(r'(activeTab|firstSheet)="\d+"')
_A_TABLE = 2  # lines: a header and a row
_FILE = "the workbook"  # as messages name it


def tables(data: bytes) -> list[str]:
    """Return the sheets that are shown and have more than a line, in their order.

    Of what is no XLSX there are none: whoever reads it says what is wrong.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return [name for name in xlsx.shown_sheets(archive, "") if _is_table(archive, name)]
    except (CampaignError, *workbook.BROKEN):
        return []


def _is_table(archive: zipfile.ZipFile, name: str) -> bool:
    return len(list(islice(xlsx.lines(archive, "", name), _A_TABLE))) == _A_TABLE


def alone(data: bytes, sheet: str) -> bytes:
    """Return the workbook with all other sheets hidden; as it is, if the sheet is the first.

    Raises:
        BadInput: it is damaged.
        TooBig: a part of it unpacks to hundreds of times its size.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            is_first = xlsx.shown_sheets(archive, _FILE)[0] == sheet
            return data if is_first else _copied(archive, sheet)
    except CampaignError:
        raise
    except workbook.BROKEN as err:
        raise BadInput(
            f"{_FILE} is no spreadsheet that can be read ({err}). Save it anew.",
            rule="table.not-a-spreadsheet",
        ) from err


def _copied(archive: zipfile.ZipFile, sheet: str) -> bytes:
    book, out = xlsx.book_part(archive, _FILE), BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for part in archive.infolist():
            sheet_xml.refuse_bomb(part, _FILE)
            kept = zipfile.ZipInfo(part.filename, part.date_time)
            kept.compress_type = zipfile.ZIP_DEFLATED
            if part.filename == book:
                made.writestr(kept, _hidden(archive.read(part).decode(), sheet))
                continue
            with archive.open(part) as opened, made.open(kept, "w") as copy:
                shutil.copyfileobj(opened, copy)  # in pieces: a workbook may hold large pictures
    return out.getvalue()


def _hidden(book: str, sheet: str) -> str:
    names = [_name(tag) for tag in _SHEET.findall(book)]

    def turned(tag: re.Match[str]) -> str:
        shown = _STATE.sub("", tag[0])
        is_wanted = _name(tag[0]) == sheet
        return shown if is_wanted else _NAME.sub(r'\g<0> state="hidden"', shown)

    in_front = rf'\1="{names.index(sheet)}"'
    return _FRONT.sub(in_front, _SHEET.sub(turned, book))


def _name(tag: str) -> str:
    found = _NAME.search(tag)
    return "" if found is None else unescape(found[1][1:-1])
