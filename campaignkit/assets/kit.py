"""A shop's matched set in one call: signs, cards, labels, stickers and pictures of one look.

A kit is a value: names and what is printed under each. It shows itself as one contact sheet, checks
all its pieces, and saves them into a folder. A piece that needs what was not given (a payment, a
catalog) is not in it; `left_out` says which and what it wants.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO, StringIO
from os import PathLike
from typing import Any

import numpy as np

from campaignkit import layout, locales, pictures
from campaignkit.arguments import check_path, check_text, shown, truth
from campaignkit.artwork import for_words as artwork_for
from campaignkit.assets.catalog import Catalog
from campaignkit.assets.notebook_display import Bundle, bundle
from campaignkit.assets.pack import StickerPack, sticker_pack
from campaignkit.assets.paged_asset import Paged
from campaignkit.assets.payment_sticker import pay_here
from campaignkit.assets.price_list import PriceList
from campaignkit.assets.printed_asset import Printed, pdf_page
from campaignkit.assets.sheet import sheet
from campaignkit.assets.sticker import one_shop, sticker
from campaignkit.business import Business
from campaignkit.errors import BadInput, CampaignError
from campaignkit.formulas import guarded
from campaignkit.frozen import Frozen
from campaignkit.layout import artwork_boxes
from campaignkit.link_kinds import catalog as catalog_link
from campaignkit.link_kinds import chat
from campaignkit.pictures import Pixels
from campaignkit.printers import Printer
from campaignkit.printers.profiles import chosen as printer_of
from campaignkit.problems import Problem, Problems
from campaignkit.stores import place

Piece = Printed | Paged | StickerPack
LABELS = {"A4": "Avery L7160", "Letter": "Avery 5160"}  # 21 or 30 address labels, sold everywhere
SCREENS = ("status", "square-post", "catalog-cover", "profile-picture")  # sent, not printed
MOVING = ("status", "square-post")  # also as loops
MENUS = frozenset({"cafe", "restaurant", "street-food", "juice", "sweets", "bakery", "ice-cream"})
_CELL, _GAP = 340, 20  # pixels of a piece on the contact sheet, and around it
_GROUND = 232
_FREE = np.full((_CELL, _CELL, 3), 244, np.uint8)  # a place that is filled later


@dataclass(frozen=True, slots=True, repr=False)
class Kit:
    """A shop's set. pieces: by name, what is printed or sent. left_out: what it lacks, and why.

    printer: what prints it, if that is known.
    """

    shop: Business
    theme: str
    language: str
    pieces: Mapping[str, Piece]
    links: Mapping[str, str]
    left_out: Mapping[str, str]
    printer: Printer | None = None

    def __post_init__(self) -> None:
        for name in ("pieces", "links", "left_out"):
            object.__setattr__(self, name, Frozen(getattr(self, name)))

    def __getitem__(self, name: str) -> Piece:
        return self.pieces[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.pieces)

    def __len__(self) -> int:
        return len(self.pieces)

    @property
    def alternative(self) -> str:
        """What it shows, in words."""
        return f"Kit of {self.shop.name}, theme {self.theme}: {', '.join(self.pieces)}"

    def check(self) -> Problems:
        """Read every code back from its finished page; each finding names its piece.

        What is doubtful about all, such as the shop's phone, is told of the first of them.
        """
        found: list[Problem] = []
        doubts: set[tuple[str, str]] = set()
        for name, piece in self.pieces.items():
            if isinstance(piece, StickerPack):
                told = piece.problems()
            else:
                told = piece.check(printer=None if name in SCREENS else self.printer)
            for each in told:
                doubt = each.rule, each.message
                if each.severity == "error" or doubt not in doubts:
                    found.append(replace(each, where=replace(each.where, file=name)))
                doubts.add(doubt)
        return Problems(found)

    def save(self, folder: str | PathLike[str], *, check: bool = True) -> tuple[str, ...]:
        """Write every piece, the contact sheet and the list of links; return the files' names.

        Args:
            folder: Made if it is not there; any place that fsspec can write.
            check: Read all codes back first; nothing is written if one does not scan.

        Raises:
            BadInput: a code does not scan, or the folder cannot be written.
        """
        check_path(folder, "folder", is_optional=False)
        if truth(check, "check"):
            self.check().raise_errors(f"the kit of {self.shop.name}")
        files = dict(self.files())
        out = place(folder, create=True)
        for name, data in files.items():
            out.write(name, data)
        return tuple(files)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the name and the content of each file, one at a time."""
        for name, piece in self.pieces.items():
            yield from _written(name, piece)
        yield "links.csv", self._links_csv()
        yield "contact-sheet.png", self.png()

    def png(self) -> bytes:
        """Return its contact sheet: every piece, side by side."""
        return _board([_preview(piece) for piece in self.pieces.values()])

    def _links_csv(self) -> bytes:
        out = StringIO(newline="")
        rows = [("what", "link"), *self.links.items()]
        csv.writer(out).writerows([guarded(cell).value for cell in row] for row in rows)
        return out.getvalue().encode("utf-8-sig")

    def __repr__(self) -> str:
        return f"<{self.alternative}>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        note = "; ".join(f"{name}: {why}" for name, why in self.left_out.items())
        return bundle(self.png(), width_mm=240, alternative=self.alternative, note=note)


def kit(
    shop: Business,
    /,
    *,
    theme: str | None = None,
    season: str | None = None,
    artwork: str | PathLike[str] | None = None,
    language: str | None = None,
    text: str | None = None,
    payment: str | None = None,
    catalog: Catalog | None = None,
    stock: str | None = None,
    printer: str | Printer | None = None,
) -> Kit:
    """Return a shop's matched set of everything it hangs up, hands out and sends.

    Args:
        shop: Who is selling.
        theme, season, artwork: As `sticker`; one look for all.
        language: Of the wording; default: the shop's.
        text: What a chat begins with.
        payment: What `pix`, `upi` or `epc` made: adds a pay sign, and a card with three codes.
        catalog: Adds a price list; a menu, where the shop's name says that it serves.
        stock: The sheet of labels; default: 21 labels on A4, or 30 on Letter.
        printer: The machine for labels and lists, as `sheet`; `check` reads what it makes of all.

    Raises:
        NotFound: there is no such theme, season, drawing, label sheet or printer.
        BadInput: the payment is none.

    >>> shop = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    >>> sorted(kit(shop, theme="market"))[:4]
    ['business-card', 'business-card-back', 'catalog-cover', 'counter-card']
    """
    worn: dict[str, Any] = {"theme": theme, "season": season, "artwork": artwork}
    given: dict[str, Any] = {"language": language, "text": text, "payment": payment}
    given |= {"catalog": catalog, "stock": stock, "printer": printer}
    return _made(one_shop(shop), **worn, **given)


def sketched(shop: Business, /, **options: Any) -> tuple[Kit, bytes]:
    """Return a kit but for its sticker pack, whose place is free on the contact sheet, a PNG.

    To be seen while the pack is drawn, which takes longer than all the rest. Options and errors
    are those of `kit`.
    """
    made = _made(one_shop(shop), with_pack=False, **options)
    previews = [_preview(piece) for piece in made.pieces.values()]
    # the pack stands before what is for screens: see `_made`
    previews.insert(len(previews) - len(SCREENS), _FREE)
    return made, _board(previews)


def _made(
    whose: Business,
    *,
    theme: str | None = None,
    season: str | None = None,
    artwork: str | PathLike[str] | None = None,
    language: str | None = None,
    text: str | None = None,
    payment: str | None = None,
    catalog: Catalog | None = None,
    stock: str | None = None,
    printer: str | Printer | None = None,
    with_pack: bool = True,
) -> Kit:
    check_text(text, "text")
    check_text(payment, "payment")
    if catalog is not None and not isinstance(catalog, Catalog):
        raise BadInput(
            f"catalog={shown(catalog)} is no catalog. Give what catalog(…) made.",
            rule="kit.catalog",
        )
    spoken = whose.language if language is None else locales.parse(language)
    worn: dict[str, Any] = {"theme": theme, "season": season, "artwork": artwork}
    artwork_boxes.chosen(layout.styling(theme, season, artwork).artwork, "", whose.name)
    link = chat.link(whose, text or "")
    machine = printer_of(printer)
    pieces = _signs(whose, stock, machine, {**worn, "language": spoken, "link": link})
    left_out = {"pay-sign": "give payment=", "price-list": "give catalog="}
    links = {"chat": link, "catalog": catalog_link.link(whose)}
    if payment is not None:
        del left_out["pay-sign"]
        links["payment"] = payment
        sign = pay_here(payment, whose, size_mm="A6 landscape", language=spoken, **worn)
        pieces["pay-sign"] = sign
        three = {"menu": links["catalog"], "pay": payment}
        options = {**worn, "language": spoken, "facts": three}
        pieces["table-card"] = sticker("table-card", whose, link=link, **options)
    if catalog is not None:
        del left_out["price-list"]
        pieces["price-list"] = _list(catalog, whose, language=spoken, printer=machine, **worn)
    if with_pack:
        pieces["sticker-pack"] = sticker_pack("open-for-business", whose, language=spoken)
    for name in SCREENS:
        opens = links["catalog"] if name == "catalog-cover" else link
        pieces[name] = sticker(name, whose, link=opens, language=spoken, **worn)
    called = layout.styling(theme).theme.name
    return Kit(whose, called, spoken, pieces, links, left_out, machine)


def _list(catalog: Catalog, shop: Business, **options: Any) -> PriceList:
    """Return the price list: one page with letters as large as fit, if all goes on one."""
    title = "menu" if artwork_for(shop.name) in MENUS else None
    made = catalog.price_list(title=title, pages=1, **options)
    try:
        _ = made.plan
    except CampaignError:  # more than a page, or faults that are told when it is drawn
        return catalog.price_list(title=title, **options)
    return made


def _signs(
    shop: Business, stock: str | None, printer: Printer | None, options: dict[str, Any]
) -> dict[str, Piece]:
    """Return what every shop prints, in the sizes of its country."""
    paper = locales.paper(shop.country)
    card, small = {
        "A4": ("business card", "A5"),
        "Letter": ("US business card", "half Letter"),
    }[paper]
    one = sticker("open-for-business", shop, **options)
    each = sheet(one, stock=LABELS[paper] if stock is None else stock).stock
    hours = {"opening-hours": ("opening-hours", small)} if shop.hours else {}
    named = {
        "window-poster": ("poster", paper),
        "counter-card": ("chat-with-us", small),
        **hours,
        "business-card": ("business-card", card),
        "business-card-back": ("business-card-back", card),
    }
    made: dict[str, Piece] = {
        name: sticker(design, shop, size_mm=size, **options)
        for name, (design, size) in named.items()
    }
    made["labels"] = sheet(one, stock=each, copies=each.per_sheet, printer=printer)
    made["table-tent"] = sticker("table-tent", shop, **options)
    return made


def _board(previews: Sequence[Pixels]) -> bytes:
    """Return pictures side by side, each in the middle of its cell, as a PNG."""
    columns = min(4, len(previews))
    rows = -(-len(previews) // columns)
    pitch = _CELL + _GAP
    size = (rows * pitch + _GAP, columns * pitch + _GAP, 3)
    board = np.full(size, _GROUND, dtype=np.uint8)
    # a preview may be smaller than its cell, never larger: see `_preview`
    for at, pixels in enumerate(previews):
        height, width = pixels.shape[:2]
        y = _GAP + at // columns * pitch + (_CELL - height) // 2
        x = _GAP + at % columns * pitch + (_CELL - width) // 2
        board[y : y + height, x : x + width] = pixels
    return pictures.png(board)


def _written(name: str, piece: Piece) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one piece."""
    if isinstance(piece, StickerPack):
        for number, data in enumerate(piece.archives(check=False), 1):
            yield f"{name}{f'-{number}' * (number > 1)}.wastickers", data
        return
    if name in SCREENS and isinstance(piece, Printed):
        yield f"{name}.png", piece.png()
        if name in MOVING:
            yield f"{name}.gif", piece.gif()
        return
    out = BytesIO()
    piece.save(out, check=False)
    yield f"{name}.pdf", out.getvalue()


def _preview(piece: Piece) -> Any:
    """Return a piece as pixels that fit a cell of the contact sheet."""
    from campaignkit.render import pdf, raster

    if isinstance(piece, StickerPack):
        found = pictures.open_within(piece.png(), _CELL)
        return found.array()[:, :, :3]
    page = pdf_page(piece.drawing()) if isinstance(piece, Printed) else next(piece.pages())
    out = BytesIO()
    pdf.write([page], out)
    dpi = (_CELL - 1) / max(page.width, page.height) * 25.4
    return raster.page(out.getvalue(), 1, dpi=dpi, grayscale=False)
