"""The contact sheet of a build: pictures of what was made, counts and problems, one static page."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import islice
from urllib.parse import quote

from campaignkit import pictures
from campaignkit.errors import CampaignError
from campaignkit.manifests import manifest
from campaignkit.manifests.manifest import Record
from campaignkit.manifests.results import Built
from campaignkit.render import raster
from campaignkit.stores import Place, place
from campaignkit.units import MM_PER_INCH

NAME = "contact.html"
_EACH = 3  # pictures of an asset
_MOST = 60  # in all: a page that opens at once; but one of each shop
_MOST_SHOPS = 300  # that have a picture; of the others there are links
_LINES = 200  # of problems: all are in problems.csv
_WIDTH = 220  # px of a picture as it is shown
_DPI, _DPI_MOST = 60, 300  # of a sheet; of a small piece, which would be a blur
_SIDE, _QUALITY = 520, 70  # px; of 100: 10 kB a picture
_HEAVY = 200_000  # bytes of a picture that is linked, not shown

_HEAD = """<!doctype html>
<html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Contact sheet</title>
<style>
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem;
  color: #1a1a1a; background: #fff }
h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin: 2rem 0 .3rem }
p.more { font-size: .85rem; color: #555; overflow-wrap: anywhere }
section { border-top: 1px solid #ddd; margin-top: 1.5rem }
section h2 { margin-top: .6rem }
div.shops { display: grid; gap: 0 2rem;
  grid-template-columns: repeat(auto-fill, minmax(30rem, 1fr)) }
@media (max-width: 34rem) { div.shops { display: block } }
ul.pictures { list-style: none; display: flex; flex-wrap: wrap; gap: 1rem; padding: 0 }
figure { margin: 0; width: 220px } img { width: 100%; border: 1px solid #ddd; background: #fff }
figcaption { font-size: .8rem; color: #555; overflow-wrap: anywhere }
table { border-collapse: collapse } td, th { padding: .2rem .8rem .2rem 0; text-align: start }
td.n { text-align: end; font-variant-numeric: tabular-nums }
pre { white-space: pre-wrap; background: #f6f6f6; padding: 1rem; border-radius: .4rem }
</style>
"""


def write(built: Built, folder: str) -> None:
    """Write contact.html beside the files of a build, in the folder that it was made in.

    Raises:
        BadInput: it cannot be written.
    """
    there = place(folder)
    head = [built.summary, *built.how_to_print]
    there.write(NAME, page(there, manifest.read(there), head, built.report))


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
    pictured = _pictured(shown)
    by_shop: dict[str, dict[str, _Files]] = {}
    for (shop, asset), files in shown.items():
        by_shop.setdefault(shop, {})[asset] = files
    many = set(by_shop) != {""}
    parts += ["<div class=shops>"] if many else []
    for shop, assets in by_shop.items():
        given = {asset: pictured[shop, asset] for asset in assets}
        if many:
            parts.append(_section(there, shop or "Of no shop", assets, given))
            continue
        parts += [_section(there, asset, {asset: each}, given) for asset, each in assets.items()]
    parts += ["</div>"] if many else []
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
        if not any(map(_is_shown, files.first)):
            continue
        more = max(0, min(len(files.first) - given[key], left))
        given[key] += more
        left -= more
    return given


def _section(
    there: Place, title: str, assets: Mapping[str, _Files], pictured: Mapping[str, int]
) -> str:
    """Return the pictures of a shop, or of an asset, and what else there is; "" if nothing is."""
    figures: list[str] = []
    others: list[str] = []
    for asset, files in assets.items():
        count = pictured[asset]
        figures += [_figure(there, name) for name in files.first[:count]]
        others += [_link(name) for name in files.first[count:]]
        if (rest := files.count - len(files.first)) > 0:
            others.append(f"{rest:,} more of {escape(asset)}")
    if not (figures or others):
        return ""
    listed = "".join(f"<li>{figure}</li>" for figure in figures)
    return "".join(
        (
            f"<section><h2 dir=auto>{escape(title)}</h2>",
            f"<ul class=pictures>{listed}</ul>" if listed else "",
            f"<p class=more>And {', '.join(others)}.</p>" if others else "",
            "</section>",
        )
    )


def _table(counts: Counter[tuple[str, str]]) -> str:
    assets = dict.fromkeys(asset for asset, _status in counts)
    first = {asset: at for at, asset in enumerate(assets)}
    lines = "".join(
        f"<tr><td>{escape(asset)}</td><td>{status}</td><td class=n>{count:,}</td></tr>"
        for (asset, status), count in sorted(counts.items(), key=lambda item: first[item[0][0]])
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
        source = _picture(there.read(name), name) if _is_shown(name) else ""
    except CampaignError:
        source = ""
    if not source:
        return f"<figure><figcaption>{link}</figcaption></figure>"
    alt = escape(f"First page of {name}")
    return (
        f"<figure><img alt='{alt}' width={_WIDTH} src='{source}'>"
        f"<figcaption>{link}</figcaption></figure>"
    )


def _picture(data: bytes, name: str) -> str:
    """Return a small picture as the address of an image, "" of one that would be large."""
    if name.endswith(".pdf"):
        dpi = _SIDE / max(raster.page_size(data, 1)) * MM_PER_INCH
        pixels = raster.page(data, 1, dpi=min(max(_DPI, dpi), _DPI_MOST), grayscale=False)
        return _address("webp", pictures.webp(pictures.reduced(pixels, _SIDE), quality=_QUALITY))
    # a large picture would make the page slow, and a link does as well
    return _address("png", data) if len(data) < _HEAVY else ""


def _address(kind: str, data: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
