"""The contact sheet of a build: pictures of what was made, counts and problems, one static page."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby, islice
from urllib.parse import quote

from campaignkit import pictures
from campaignkit.errors import CampaignError
from campaignkit.manifests import manifest
from campaignkit.manifests.manifest import Record
from campaignkit.manifests.results import Built
from campaignkit.render import raster
from campaignkit.stores import Place, place

NAME = "contact.html"
_EACH = 3  # pictures of an asset
_MOST = 60  # in all: a page that opens at once; but one of each shop
_MOST_SHOPS = 300  # that have a picture: of 15 kB each; of the others there are links
_LINES = 200  # of problems: all are in problems.csv
_WIDTH = 220  # px of a picture as it is shown
_DPI = 60

_HEAD = """<!doctype html>
<html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Contact sheet</title>
<style>
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem;
  color: #1a1a1a; background: #fff }
h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin: 2rem 0 .3rem }
h3 { font-size: .95rem; margin: .8rem 0 .4rem } p.more { font-size: .85rem; color: #555 }
section { border-top: 1px solid #ddd }
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
    shown: dict[tuple[str, str], _Files] = {}
    for record in records:
        counts[record.asset, record.status] += 1
        files = shown.setdefault((record.shop, record.asset), _Files())
        files.add(record.file)
    lead = [f"<p dir=auto>{escape(line)}</p>" for line in head[1:]]
    parts = [_HEAD, f"<h1>{escape(head[0])}</h1>", *lead, _table(counts)]
    if lines := list(report):
        more = [f"and {len(lines) - _LINES:,} more kinds"] if len(lines) > _LINES else []
        told = escape("\n".join([*lines[:_LINES], *more]))
        parts.append(f"<h2>Problems</h2><pre dir=auto>{told}</pre>")
    many = any(shop for shop, _asset in shown)
    pictured = _pictured(shown)
    for shop, assets in groupby(shown.items(), key=lambda item: item[0][0]):
        made = "".join(
            _asset(there, asset, files, pictured[shop, asset]) for (shop, asset), files in assets
        )
        if made:
            title = escape(shop) if shop else "Of no shop"
            parts.append(f"<section><h2 dir=auto>{title}</h2>{made}</section>" if many else made)
    return "\n".join([*parts, "</html>\n"]).encode()


@dataclass(slots=True)
class _Files:
    """The files of an asset: the first of them, and how many."""

    first: list[str] = field(default_factory=list)
    count: int = 0
    last: str = ""

    def add(self, file: str) -> None:
        """Count a file of a line; lines of one file follow each other."""
        if not file or file == self.last:
            return
        self.last = file
        self.count += 1
        if len(self.first) < _EACH:
            self.first.append(file)


def _pictured(shown: Mapping[tuple[str, str], _Files]) -> dict[tuple[str, str], int]:
    """Return how many pictures each asset gets: each shop one at least, while the page is light."""
    given = dict.fromkeys(shown, 0)
    first: dict[str, tuple[str, str]] = {}
    for key, files in shown.items():
        if files.count and any(map(_is_shown, files.first)):
            first.setdefault(key[0], key)
    for key in islice(first.values(), _MOST_SHOPS):
        given[key] = 1
    left = _MOST - sum(given.values())
    for key, files in shown.items():
        more = max(0, min(len(files.first) - given[key], left))
        given[key] += more
        left -= more
    return given


def _asset(there: Place, asset: str, files: _Files, pictures_of: int) -> str:
    """Return the pictures of an asset, and how many more files there are."""
    found = [_figure(there, name) for name in files.first[:pictures_of]]
    links = [_link(name) for name in files.first[pictures_of:]]
    rest = files.count - len(files.first)
    if not files.count:
        return ""
    listed = "".join(f"<li>{figure}</li>" for figure in found)
    more = ", ".join([*links, *([f"and {rest:,} more files"] if rest else [])])
    return "".join(
        (
            f"<h3 dir=auto>{escape(asset)}</h3>",
            f"<ul class=pictures>{listed}</ul>" if listed else "",
            f"<p class=more>{more}</p>" if more else "",
        )
    )


def _table(counts: Counter[tuple[str, str]]) -> str:
    lines = "".join(
        f"<tr><td>{escape(asset)}</td><td>{status}</td><td class=n>{count:,}</td></tr>"
        for (asset, status), count in counts.items()
    )
    return f"<table><tr><th>asset</th><th>status</th><th>lines</th></tr>{lines}</table>"


def _is_shown(name: str) -> bool:
    return name.endswith((".pdf", ".png"))


def _link(name: str) -> str:
    # a "#" or a "?" in a name is part of it
    return f"<a href='{escape(quote(name))}'>{escape(name)}</a>"


def _figure(there: Place, name: str) -> str:
    """Return a picture of the first page of a file, a link to the others."""
    link = _link(name)
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
