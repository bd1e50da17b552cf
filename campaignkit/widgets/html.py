"""What a studio says in HTML: pictures, errors, findings, downloads. Everything is escaped here."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from html import escape

from campaignkit.errors import CampaignError
from campaignkit.problems import Problem

# Browsers take data: links of this size without a pause; larger files are saved by path.
LINK_MOST = 6_000_000  # bytes
FINDINGS_MOST = 40  # shown; a table of 10,000 rows can have as many
_ANY = "application/octet-stream"
_TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain;charset=utf-8",
    ".csv": "text/csv;charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".xml": "application/xml",
}


def error(text: str) -> str:
    """Return an error in words, spoken by screen readers when it appears.

    >>> error("5 < 6")
    '<div class="ck-error" role="alert" dir="auto">5 &lt; 6</div>'
    """
    return f'<div class="ck-error" role="alert" dir="auto">{_lines(text)}</div>'


def refused(err: CampaignError) -> str:
    """Return an error in words; one with several problems as their list."""
    return error(str(err)) if not err.gathers else findings(err.problems, fine="", role="alert")


def code(text: str) -> str:
    """Return a program to be read and copied."""
    return f'<pre class="ck-code" dir="ltr">{escape(text)}</pre>'


def bug(err: Exception) -> str:
    """Return what to say of an error that is ours to mend."""
    name = f"{type(err).__name__}: {err}"
    return error(
        f"This is a fault of campaignkit, not yours: {name}\nThe notebook's log says more. Please "
        "report it; the studio goes on."
    )


def said(text: str, *, kind: str = "said") -> str:
    """Return plain words; several lines stay several."""
    return f'<div class="ck-{kind}" role="status" dir="auto">{_lines(text)}</div>'


def findings(
    problems: Iterable[Problem], *, fine: str, most: int = FINDINGS_MOST, role: str = "status"
) -> str:
    """Return every finding as a list, or `fine` if there is none; of many the first `most`.

    role: "alert" is spoken at once by screen readers.
    """
    found = list(problems)
    items = [
        f'<li class="ck-{problem.severity}" dir="auto">{_lines(str(problem))}</li>'
        for problem in found[:most]
    ]
    if not items:
        return said(f"✓ {fine}", kind="fine")
    if left := len(found) - len(items):
        items.append(f"<li>… and {left:,} more.</li>")
    return f'<ul class="ck-findings" role="{role}">{"".join(items)}</ul>'


def cells(name: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table in a frame of its own, that is scrolled where it is wider than the page.

    >>> cells("Two", ["a", "b"], [["1", "<2>"]])[-90:]
    '<tr><td dir="auto">1</td><td dir="auto">&lt;2&gt;</td></tr></tbody></table></div></figure>'
    """
    first = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    lines = ("".join(f'<td dir="auto">{escape(cell)}</td>' for cell in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    named = escape(name, quote=True)
    return (
        f'<figure><div class="ck-cells" role="region" aria-label="{named}" tabindex="0"><table>'
        f"<thead><tr>{first}</tr></thead><tbody>{body}</tbody></table></div></figure>"
    )


def table(facts: Mapping[str, str]) -> str:
    """Return names and values, side by side."""
    pairs = "".join(
        f'<dt>{escape(name)}</dt><dd dir="auto">{escape(value)}</dd>'
        for name, value in facts.items()
    )
    return f'<dl class="ck-facts">{pairs}</dl>'


def downloads(files: Mapping[str, bytes]) -> str:
    """Return a link for each file, by its name; too large ones are to be saved by path.

    >>> downloads({"a.pdf": b"%PDF-"})[:70]
    '<div class="ck-downloads"><a class="ck-download" download="a.pdf" href'
    """
    links = "".join(_link(name, data) for name, data in files.items())
    return f'<div class="ck-downloads">{links}</div>' if files else ""


def _link(name: str, data: bytes) -> str:
    suffix = f".{name.rpartition('.')[2]}"
    shown = escape(name, quote=True)
    if len(data) > LINK_MOST:
        size = f"{len(data) / 1e6:.0f} MB"
        return f'<span class="ck-large">{shown} is {size}, too large for a link: save it.</span>'
    address = f"data:{_TYPES.get(suffix, _ANY)};base64,{b64encode(data).decode()}"
    return f'<a class="ck-download" download="{shown}" href="{address}">Download {shown}</a>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
