"""The contact sheet of a build: pictures of what was made, counts and problems, one static page."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from campaignkit import pictures
from campaignkit.errors import CampaignError
from campaignkit.manifests import manifest
from campaignkit.manifests.manifest import Record
from campaignkit.manifests.results import Built
from campaignkit.render import raster
from campaignkit.stores import Place, place

NAME = "contact.html"
_EACH = 3  # pictures of an asset
_MOST = 60  # in all: a page that opens at once
_WIDTH = 220  # px of a picture as it is shown
_DPI = 60

_HEAD = """<!doctype html>
<html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Contact sheet</title>
<style>
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem;
  color: #1a1a1a; background: #fff }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
ul.pictures { list-style: none; display: flex; flex-wrap: wrap; gap: 1rem; padding: 0 }
figure { margin: 0; width: 220px } img { width: 100%; border: 1px solid #ddd; background: #fff }
figcaption { font-size: .8rem; color: #555; overflow-wrap: anywhere }
table { border-collapse: collapse } td, th { padding: .2rem .8rem .2rem 0; text-align: start }
td.n { text-align: end; font-variant-numeric: tabular-nums }
pre { white-space: pre-wrap; background: #f6f6f6; padding: 1rem; border-radius: .4rem }
</style>
"""


def write(built: Built) -> str:
    """Write contact.html beside the files of a build; return its path.

    Raises:
        BadInput: it cannot be written.
    """
    there = place(built.out)
    head = [built.summary, *built.how_to_print]
    there.write(NAME, page(there, manifest.read(there), head, built.report))
    return f"{built.out.rstrip('/')}/{NAME}"


def page(
    there: Place, records: Iterable[Record], head: Sequence[str], report: Iterable[str]
) -> bytes:
    """Return the page. there: where the files of the records lie. head: its title, and lines."""
    counts: Counter[tuple[str, str]] = Counter()
    shown: dict[str, dict[str, None]] = {}
    for record in records:
        counts[record.asset, record.status] += 1
        files = shown.setdefault(record.asset, {})
        if record.file and len(files) < _EACH:
            files[record.file] = None
    pictures_left = _MOST
    lead = [f"<p dir=auto>{escape(line)}</p>" for line in head[1:]]
    parts = [_HEAD, f"<h1>{escape(head[0])}</h1>", *lead, _table(counts)]
    if lines := list(report):
        parts.append(f"<h2>Problems</h2><pre>{escape(chr(10).join(lines[:200]))}</pre>")
    for asset, files in shown.items():
        figures = [_figure(there, name) for name in list(files)[:pictures_left]]
        pictures_left -= len(figures)
        found = "".join(f"<li>{figure}</li>" for figure in figures if figure)
        if found:
            parts.append(f"<h2>{escape(asset)}</h2><ul class=pictures>{found}</ul>")
    return "\n".join([*parts, "</html>\n"]).encode()


def _table(counts: Counter[tuple[str, str]]) -> str:
    lines = "".join(
        f"<tr><td>{escape(asset)}</td><td>{status}</td><td class=n>{count:,}</td></tr>"
        for (asset, status), count in counts.items()
    )
    return f"<table><tr><th>asset</th><th>status</th><th>lines</th></tr>{lines}</table>"


def _figure(there: Place, name: str) -> str:
    """Return a picture of the first page of a file, a link to the others."""
    link = f"<a href='{escape(name)}'>{escape(name)}</a>"
    try:
        # of a file that cannot be shown the page is made all the same: its link stays
        png = _png(there.read(name), name)
    except CampaignError:
        png = None
    if png is None:
        return f"<figure><figcaption>{link}</figcaption></figure>"
    data = base64.b64encode(png).decode()
    alt = escape(f"First page of {name}")
    source = f"data:image/png;base64,{data}"
    return (
        f"<figure><img alt='{alt}' width={_WIDTH} src='{source}'>"
        f"<figcaption>{link}</figcaption></figure>"
    )


def _png(data: bytes, name: str) -> bytes | None:
    if name.endswith(".pdf"):
        return pictures.png(raster.page(data, 1, dpi=_DPI, grayscale=False), dpi=_DPI)
    # a large picture would make the page slow, and a link does as well
    return data if name.endswith(".png") and len(data) < 200_000 else None
