"""What is made, as a studio shows it: pages and stickers as they print, packs as in chats."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from campaignkit.assets.pack import StickerPack
from campaignkit.assets.paged import FinishedPage
from campaignkit.assets.printing import PICTURE_DPI, PREVIEW_DPI, Printed
from campaignkit.assets.showing import figure
from campaignkit.errors import CampaignError
from campaignkit.packs import contact, webp
from campaignkit.packs.values import PackSticker
from campaignkit.units import px
from campaignkit.widgets import html

PROVEN = "Read back from the finished page, to the letter."
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
    note = f"Shown {larger:.1f} times as large as it prints." if larger > 1 else ""
    return figure(made.png(dpi=dpi), width, made.alternative, note=note)


def page(made: FinishedPage) -> str:
    """Return a page as it prints, as HTML with alternative text."""
    width = min(made.content.width, _PAGE_MM)
    return figure(made.png(dpi=_PAGE_DPI), width, made.alternative)


def proven(made: Printed, name: str) -> tuple[str, dict[str, bytes]]:
    """Return what reading it back found, in words, and its files: none if phones cannot read it."""
    found = made.check()
    return html.findings(found, fine=PROVEN), {} if found.errors else files(made, name)


def files(made: Printed, name: str) -> dict[str, bytes]:
    """Return the files that `made.save()` would write, under the name's stem."""
    stem = name.rpartition(".")[0] or name
    found = {f"{stem}.pdf": made.pdf(), f"{stem}.svg": made.svg()}
    width, height = (px(side, PICTURE_DPI) for side in made.size)
    if width * height <= _PNG_MOST:
        found[f"{stem}.png"] = made.png()
    return found


_SIDE_PX, _ICON_PX = 84, 40
# (what it is called, ground, ink): contrast of ink on ground is at least 7 : 1
_WALLPAPERS = (("Light chat", "#E5DDD5", "#303030"), ("Dark chat", "#0B141A", "#D5DDE2"))
_MOVING_MOST = 1_500_000  # bytes of moving stickers that are sent along; more stand still
_ROUND = "border-radius:8px"
_GRID = (
    f"display:grid;grid-template-columns:repeat(auto-fill,minmax({_SIDE_PX}px,1fr));gap:8px;"
    "justify-items:center;align-items:center"
)
_HEAD = "display:flex;gap:10px;align-items:center;margin:0 0 8px"


def chats(pack: StickerPack) -> str:
    """Return its icon and name, then every sticker with its alternative text, twice."""
    shown = pack.stickers[: contact.MOST]
    moving = sum(len(each.data or b"") for each in shown if _moves(each)) <= _MOVING_MOST
    cells = "".join(_cell(each, moving=moving) for each in shown)
    return f"{_head(pack)}{_both(cells)}{_left_out(len(pack) - len(shown))}"


def sketch(name: str, publisher: str, stickers: Sequence[tuple[str, bytes]]) -> str:
    """Return stickers that are being made: what each says, and a PNG of it."""
    icon = _image(_png(stickers[0][1]), "", _ICON_PX)
    cells = "".join(_image(_png(data), said, _SIDE_PX) for said, data in stickers)
    return f"{_titled(icon, name, publisher)}{_both(cells)}"


def _both(cells: str) -> str:
    return "".join(_chat(cells, *wallpaper) for wallpaper in _WALLPAPERS)


def _head(pack: StickerPack) -> str:
    icon = _picture(pack.pack.tray or b"", "The pack's icon", _ICON_PX)
    return _titled(icon, pack.name or "(no name)", pack.pack.publisher or "(no publisher)")


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
        return _image(_png(contact.thumbnail(data)), said, side)
    except CampaignError:  # `problems()` says why
        style = f"width:{side - 8}px;height:{side - 8}px;border:4px solid #B00020;{_ROUND}"
        label = escape(f"{said}: cannot be opened", quote=True)
        return f'<span role="img" aria-label="{label}" style="{style}"></span>'


def _png(data: bytes) -> str:
    return f"data:image/png;base64,{_base64(data)}"


def _image(address: str, said: str, side: int) -> str:
    size = f'width="{side}" height="{side}"'
    style = "object-fit:contain;max-width:100%"
    return f'<img alt="{escape(said, quote=True)}" {size} style="{style}" src="{address}">'


def _left_out(count: int) -> str:
    return f"<p>and {count:,} more</p>" if count else ""


def _moves(each: PackSticker) -> bool:
    return webp.look(each.data or b"").animated


@lru_cache(maxsize=256)
def _base64(data: bytes) -> str:
    return b64encode(data).decode()
