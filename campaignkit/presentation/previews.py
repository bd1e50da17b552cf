"""What is made, as a studio shows it: pages and stickers as they print, packs as in chats."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from html import escape

from campaignkit.assets.notebook_display import figure
from campaignkit.assets.pack import StickerPack
from campaignkit.assets.paged_asset import FinishedPage
from campaignkit.assets.printed_asset import PICTURE_DPI, PREVIEW_DPI, Printed
from campaignkit.assets.printer_test_page import trial_page
from campaignkit.errors import CampaignError
from campaignkit.packs import contact_sheet, webp
from campaignkit.packs.values import PackSticker
from campaignkit.presentation import html
from campaignkit.problems import Where
from campaignkit.stock import Stock
from campaignkit.translations import in_use
from campaignkit.translations import word as _
from campaignkit.units import px

_PAGE_DPI = 96
_PAGE_MM = 140.0  # a page is shown at most so wide, to be seen as a whole
_LARGEST_PX = 1_000  # the longer side of a picture; larger ones only cost time
_PNG_MOST = 3_000_000  # pixels of a PNG made at every change; larger ones are saved by name


def picture(made: Printed, *, least_mm: float = 0.0) -> str:
    """Return it as it prints, as HTML with alternative text.

    least_mm: a narrower one is shown as wide as this, and says so.
    """
    width = max(made.size[0], least_mm)
    dpi = min(PREVIEW_DPI * width / made.size[0], _LARGEST_PX / px(max(made.size), 1))
    larger = width / made.size[0]
    times = _("Shown {times} times as large as it prints.", times=f"{larger:.1f}")
    note = times if larger > 1 else ""
    return figure(made.png(dpi=dpi), width, html.spoken(made.alternative), note=note)


def page(made: FinishedPage) -> str:
    """Return a page as it prints, as HTML with alternative text."""
    width = min(made.content.width, _PAGE_MM)
    return figure(made.png(dpi=_PAGE_DPI), width, html.spoken(made.alternative))


_OUTLINE_PX = 64  # the height of a sheet's outlines on a button
_DRAWN_PX = 150  # of a sheet that is measured


def outline(stock: Stock) -> str:
    """Return the outlines of a sheet's labels as the address of a picture, for a style sheet."""
    data = b64encode(_outlines(stock, _OUTLINE_PX).encode()).decode()
    return f"data:image/svg+xml;base64,{data}"


def drawn_stock(stock: Stock, said: str) -> str:
    """Return the outlines of a sheet's labels, with their alternative text."""
    data = b64encode(_outlines(stock, _DRAWN_PX).encode()).decode()
    label = escape(said, quote=True)
    return f'<img class="ck-outline" alt="{label}" src="data:image/svg+xml;base64,{data}">'


def _outlines(stock: Stock, height_px: int) -> str:
    width, height = stock.page
    radius = stock.label[0] / 2 if stock.shape == "round" else stock.radius or 0
    labels = "".join(
        f'<rect x="{x:g}" y="{y:g}" width="{stock.label[0]:g}" height="{stock.label[1]:g}" '
        f'rx="{radius:g}" fill="#e8f5e9" stroke="#2e7d32" stroke-width="{height / 180:g}"/>'
        for x, y in stock.positions()
    )
    paper = (
        f'<rect width="{width:g}" height="{height:g}" fill="#fff" stroke="#777" stroke-width="2"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'height="{height_px}" width="{height_px * width / height:.0f}">{paper}{labels}</svg>'
    )


def proven(made: Printed, name: str, *, example: bool = False) -> tuple[str, dict[str, bytes]]:
    """Return what reading it back found, in words, and its files: none if phones cannot read it.

    It is one code on one page: where it stands there says nothing. example: the phone is nobody's,
    which is said in plainer words.
    """
    found = made.check()
    told = [each for each in found if not (example and each.rule == _NOBODYS)]
    nowhere = [replace(each, where=Where(row=each.where.row)) for each in told]
    words = html.findings(nowhere, fine=_("Read back from the finished page, to the letter."))
    if len(told) < len(found):
        words += html.said(_("This phone is an example's: type your own."))
    return words, {} if found.errors else files(made, name)


def files(made: Printed, name: str) -> dict[str, bytes]:
    """Return the files that `made.save()` would write, under the name's stem."""
    stem = name.rpartition(".")[0] or name
    found = {f"{stem}.pdf": made.pdf(), f"{stem}.svg": made.svg()}
    width, height = (px(side, PICTURE_DPI) for side in made.size)
    if width * height <= _PNG_MOST:
        found[f"{stem}.png"] = made.png()
    return found


_NOBODYS = "phone.not-valid"  # what is found of the number of the example
_SIDE_PX, _ICON_PX = 84, 40
# (ground, ink) of a light and a dark chat: contrast of ink on ground is at least 7 : 1
_WALLPAPERS = (("#E5DDD5", "#303030"), ("#0B141A", "#D5DDE2"))
_MOVING_MOST = 1_500_000  # bytes of moving stickers that are sent along; more stand still
_ROUND = "border-radius:8px"
_GRID = (
    f"display:grid;grid-template-columns:repeat(auto-fill,minmax({_SIDE_PX}px,1fr));gap:8px;"
    "justify-items:center;align-items:center"
)
_HEAD = "display:flex;gap:10px;align-items:center;margin:0 0 8px"


def chats(pack: StickerPack) -> str:
    """Return its icon and name, then every sticker with its alternative text, twice."""
    shown = pack.stickers[: contact_sheet.MOST]
    moving = sum(len(each.data or b"") for each in shown if _moves(each)) <= _MOVING_MOST
    cells = "".join(_cell(each, moving=moving) for each in shown)
    return f"{_head(pack)}{_both(cells)}{_left_out(len(pack) - len(shown))}"


def sketch(name: str, publisher: str, stickers: Sequence[tuple[str, bytes]]) -> str:
    """Return stickers that are being made: what each says, and a PNG of it."""
    icon = _image(_png(stickers[0][1]), "", _ICON_PX)
    cells = "".join(_image(_png(data), said, _SIDE_PX) for said, data in stickers)
    return f"{_titled(icon, name, publisher)}{_both(cells)}"


def _both(cells: str) -> str:
    names = (_("Light chat"), _("Dark chat"))
    return "".join(
        _chat(cells, name, *colors) for name, colors in zip(names, _WALLPAPERS, strict=True)
    )


def _head(pack: StickerPack) -> str:
    icon = _picture(pack.pack.tray or b"", _("The pack's icon"), _ICON_PX)
    return _titled(icon, pack.name or _("(no name)"), pack.pack.publisher or _("(no publisher)"))


def _titled(icon: str, name: str, publisher: str) -> str:
    said = f'<div dir="auto"><strong>{escape(name)}</strong><br>{escape(publisher)}</div>'
    return f'<div style="{_HEAD}">{icon}{said}</div>'


def _chat(cells: str, name: str, ground: str, ink: str) -> str:
    style = f"margin:0 0 8px;padding:8px 10px;background:{ground};border:1px solid #8884;{_ROUND}"
    caption = f'<figcaption style="color:{ink};font-size:smaller">{name}</figcaption>'
    return f'<figure style="{style}">{caption}<div style="{_GRID}">{cells}</div></figure>'


def _cell(each: PackSticker, *, moving: bool) -> str:
    said = each.spoken or each.file
    if moving and _moves(each):
        return _image(f"data:image/webp;base64,{_base64(each.data or b'')}", said, _SIDE_PX)
    return _picture(each.data or b"", said, _SIDE_PX)


def _picture(data: bytes, said: str, side: int) -> str:
    try:
        return _image(_png(contact_sheet.thumbnail(data)), said, side)
    except CampaignError:  # `problems()` says why
        style = f"width:{side - 8}px;height:{side - 8}px;border:4px solid #B00020;{_ROUND}"
        label = escape(_("{name}: cannot be opened", name=said), quote=True)
        return f'<span role="img" aria-label="{label}" style="{style}"></span>'


def _png(data: bytes) -> str:
    return f"data:image/png;base64,{_base64(data)}"


def _image(address: str, said: str, side: int) -> str:
    size = f'width="{side}" height="{side}"'
    style = "object-fit:contain;max-width:100%"
    return f'<img alt="{escape(said, quote=True)}" {size} style="{style}" src="{address}">'


def _left_out(count: int) -> str:
    return f"<p>{_('… and {count} more.', count=f'{count:,}')}</p>" if count else ""


def _moves(each: PackSticker) -> bool:
    return webp.look(each.data or b"").animated


@lru_cache(maxsize=256)
def _base64(data: bytes) -> str:
    return b64encode(data).decode()


def printing_advice(stock: Stock | None) -> str:
    """Return how to print it at its true size, with a page to try on plain paper first.

    stock: the label sheet; None: a list on plain paper needs no trial.
    """
    steps = [
        _("Open the PDF and print it at 100 % or “Actual size”, never “Fit to page”."),
        _("Choose the paper {paper} in the printer's settings.", paper=_paper(stock)),
    ]
    if stock is None:
        return _steps(steps[:1], "")
    steps.append(
        _("First print the test page on plain paper, and hold it against the label sheet.")
    )
    words = _("This line is 100 mm long. If your ruler says otherwise, print at 100 %.")
    data = trial_page(stock, words=words, language=in_use())
    return _steps(steps, html.actions(html.link(_("test page.pdf"), data, _("Get the test page"))))


def _paper(stock: Stock | None) -> str:
    return "" if stock is None else stock.page_name


def _steps(steps: Sequence[str], links: str) -> str:
    items = "".join(f"<li>{escape(step)}</li>" for step in steps)
    head = escape(_("How to print it"))
    return f'<div class="ck-steps"><strong>{head}</strong><ol>{items}</ol>{links}</div>'
