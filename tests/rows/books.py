"""Workbooks of several sheets, for tests."""

from __future__ import annotations

import zipfile
from html import escape
from io import BytesIO

_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def book(sheets, *, hidden=(), view='<bookViews><workbookView activeTab="0"/></bookViews>'):
    """Return an XLSX. sheets: their rows of texts and numbers, by name."""
    parts = {"xl/workbook.xml": _list(sheets, hidden, view), "xl/_rels/workbook.xml.rels": ""}
    links = ""
    for number, rows in enumerate(sheets.values(), 1):
        part = f"worksheets/sheet{number}.xml"
        links += f'<Relationship Id="r{number}" Type="{_KIND}/worksheet" Target="{part}"/>'
        data = "".join(map(_row, rows))
        parts[f"xl/{part}"] = f"<worksheet><sheetData>{data}</sheetData></worksheet>"
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships>{links}</Relationships>"
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return out.getvalue()


def _list(sheets, hidden, view):
    listed = ""
    for number, name in enumerate(sheets, 1):
        state = ' state="hidden"' if name in hidden else ""
        listed += f'<sheet name="{escape(name)}" sheetId="{number}"{state} r:id="r{number}"/>'
    return f'<workbook xmlns:r="{_KIND}">{view}<sheets>{listed}</sheets></workbook>'


def _row(cells):
    made = (
        f"<c><v>{cell}</v></c>"
        if isinstance(cell, int | float)
        else f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        for cell in cells
    )
    return f"<row>{''.join(made)}</row>"
