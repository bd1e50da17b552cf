"""Which sheets of a workbook (XLSX) hold a table, and a copy of it that shows one of them alone.

`read` takes the first sheet that is not hidden; in the copy that is the chosen one. Its cells are
untouched: numbers stay numbers, with their formats.
"""

from __future__ import annotations

import re
import zipfile
from html import unescape
from io import BytesIO
from itertools import islice

from campaignkit.errors import CampaignError
from campaignkit.rows import workbook, xlsx

_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_NAME = re.compile(r"""\bname=("[^"]*"|'[^']*')""")
_STATE = re.compile(r"""\s+state=("[^"]*"|'[^']*')""")
_FRONT = re.compile(r'(activeTab|firstSheet)="\d+"')
_A_TABLE = 2  # lines: a header and a row


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
    """Return the workbook with all other sheets hidden; as it is, if the sheet is the first."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as made:
        if xlsx.shown_sheets(archive, "")[0] == sheet:
            return data
        book = xlsx.book_part(archive, "")
        for part in archive.infolist():
            said = archive.read(part)
            kept = _hidden(said.decode(), sheet).encode() if part.filename == book else said
            made.writestr(part, kept, zipfile.ZIP_DEFLATED)
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
