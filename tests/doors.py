"""Every door of the face, with one call of each that is right; what is wrong is put in from here.

`DOORS` is by name: what is called, with what, and what is then done with what it gives, since a
stream only speaks when it is read. A value of `NONSENSE` in the place of any one argument is to be
answered in our words, or taken. `tests/test_nonsense.py` tries some of them, and
`tests/benchmarks/nonsense.py` all.
"""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import campaignkit as ck


class Awkward:
    """An object of no use: it cannot be compared, counted or kept as a key."""

    def __repr__(self) -> str:
        return "<awkward>"

    def __eq__(self, _other: object) -> bool:
        raise TypeError("awkward cannot be compared")

    __hash__ = None  # type: ignore[assignment]


NONSENSE: tuple[Any, ...] = (
    *(None, True, 99, -1, 10**30, 7.5, float("nan"), float("inf"), 1e308, 1j, Decimal("sNaN")),
    *("", " ", "\0", "\ud800", "x" * 5000, "9" * 400, "{{", "{{ a.b }}", "../x", "nan", "=1+1"),
    *(b"", b"\xff", [], [None], [[]], {}, {"a": None}, {1: 2}, (1, 2), (1,) * 7, {1}, set()),
    *(range(9), object(), Awkward(), int, len, lambda: None, np.array([1, 2]), date(1, 1, 1)),
    *(Path("no"), iter([1]), ValueError("x"), ..., NotImplemented),
)  # fmt: skip


def nothing(made: Any) -> None:
    """Do nothing with what a door gives."""


@dataclass(frozen=True)
class Door:
    """call: what is called. given: its arguments that must be there, by name.

    then: what is done with what it gives. more: a name that stands for any other keyword.
    """

    call: Callable[..., Any]
    given: Mapping[str, Any] = field(default_factory=dict)
    then: Callable[[Any], Any] = nothing
    more: str | None = None

    def parameters(self) -> list[str]:
        """Return the names of everything it takes."""
        found = inspect.signature(self.call).parameters.values()
        named = [
            each.name for each in found if each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)
        ]
        return [*named, *([self.more] if self.more else [])]

    def asked(self, name: str, value: Any) -> None:
        """Call it with one argument of this value; what goes wrong is raised."""
        given = {**self.given, name: value}
        before, options = [], {}
        for each in inspect.signature(self.call).parameters.values():
            if each.name in given and each.kind is each.POSITIONAL_ONLY:
                before.append(given.pop(each.name))
        options = given
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.then(self.call(*before, **options))


def first(made: Any) -> None:
    """Read the first of a stream, and what it says of its problems."""
    next(iter(made), None)
    made.problems()


@cache
def shop() -> ck.Business:
    return ck.Business("Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


@cache
def code() -> ck.Code:
    return ck.qr_code("https://wa.me/5511987654321")


@cache
def label() -> ck.Sticker:
    return ck.sticker("chat-with-us", shop(), text="Oi")


@cache
def goods() -> ck.Catalog:
    return ck.catalog(
        [{"id": "1", "title": "Pão", "price": "1.20 BRL", "image_link": "https://a.example/b.png"}],
        shop(),
    )


@cache
def paid() -> str:
    return ck.pix(key="a@b.co", name="Sol", city="SP")


def campaign(**tables: Any) -> ck.Campaign:
    return ck.Campaign(shop(), **tables)


def buttons() -> ck.InteractiveMessage:
    return ck.InteractiveMessage.buttons("Oi", ["A"])


def greeting() -> ck.MessageTemplate:
    return ck.MessageTemplate(
        "hi", language="en", category="UTILITY", body="It is {{n}} o'clock.", examples={"n": "1"}
    )


@cache
def pack() -> ck.StickerPack:
    return ck.sticker_pack("open-for-business", shop())


@cache
def made_kit() -> ck.Kit:
    return ck.kit(shop())


def labels() -> ck.Campaign:
    return campaign(stickers=[{"name": "a", "design": "chat-with-us", "rows": ROWS, "text": "Oi"}])


LABEL = {"page": (210, 297), "label": (50, 50), "grid": (2, 2), "margin": (1, 1), "name": "x"}
ROWS = [{"n": 1, "phone": "(11) 98765-4321"}]
TABLE = "rows.csv"  # what a desk has: see `desk`


def desk(folder: Path) -> None:
    """Write what some doors read: a table, a campaign file, a picture, a PDF."""
    (folder / TABLE).write_text("n,title,price\n1,Pão,1\n", encoding="utf-8")
    text = '[business]\nname = "Sol"\nphone = "(11) 98765-4321"\ncountry = "BR"\n'
    text += '[[codes]]\nname = "a"\ntext = "https://wa.me/5511987654321"\n'
    (folder / "campaign.toml").write_text(text, encoding="utf-8")
    code().save(folder / "code.png")
    code().save(folder / "code.pdf")
    ck.campaign(folder / "campaign.toml").build(folder / "built", check=False)
    pack = ck.sticker_pack("open-for-business", shop())
    pack.save(folder / "pack.wastickers")
    ck.MessageTemplate("ready", language="en", category="UTILITY", body="It is ready.").save(
        folder / "template.json"
    )


def shown(made: Any) -> None:
    """Show what is made, as a notebook does."""
    str(made)
    bundle = getattr(made, "_repr_mimebundle_", None)
    if bundle is not None:
        bundle()


def drawn(made: Any) -> None:
    """Draw the first page."""
    made.page(1)


def left(made: Any) -> None:
    """Go in and out again, so that what held before holds."""
    with made:
        pass


DOORS: dict[str, Door] = {
    "Business": Door(ck.Business, {"name": "Sol", "phone": "(11) 98765-4321", "country": "BR"}),
    "Campaign": Door(
        ck.Campaign,
        {"shop": shop(), "codes": [{"name": "a", "text": "x"}]},
        lambda made: made.problems(),
    ),
    "Consents.read": Door(ck.Consents.read, {"source": ROWS}),
    "CopyCode": Door(ck.CopyCode),
    "InteractiveMessage.buttons": Door(
        ck.InteractiveMessage.buttons, {"text": "Oi", "buttons": ["A"]}, lambda it: it.problems()
    ),
    "InteractiveMessage.list": Door(
        ck.InteractiveMessage.list,
        {"text": "Oi", "label": "A", "rows": ["x"]},
        lambda it: it.problems(),
    ),
    "Message": Door(ck.Message, {"text": "Oi"}, shown),
    "Message.of_text": Door(ck.Message.of_text, {"text": "Oi", "shop": shop()}, shown),
    "MessageTemplate": Door(
        ck.MessageTemplate,
        {"name": "ready", "language": "en", "category": "UTILITY", "body": "It is ready."},
        lambda made: (made.problems(), made.to_api()),
    ),
    "MessageTemplate.from_api": Door(
        ck.MessageTemplate.from_api, {"data": {"name": "x"}}, lambda made: made.problems()
    ),
    "MessageTemplate.open": Door(ck.MessageTemplate.open, {"path": "template.json"}),
    "OpenOrder": Door(ck.OpenOrder),
    "Order": Door(ck.Order, {"reference": "A-1", "items": [{"name": "x", "amount": 1}]}),
    "OrderItem": Door(ck.OrderItem, {"name": "x", "amount": 1}),
    "OrderStatus": Door(ck.OrderStatus, {"reference": "A-1"}),
    "PhoneButton": Door(ck.PhoneButton),
    "Printer": Door(ck.Printer),
    "QuickReply": Door(ck.QuickReply),
    "QuietHours.of": Door(ck.QuietHours.of, {"given": {"BR": "21:00-08:00"}}),
    "Rates.read": Door(
        ck.Rates.read, {"source": [{"market": "BR", "currency": "BRL", "marketing": "0.02"}]}
    ),
    "Stock": Door(ck.Stock, LABEL),
    "StickerPack.open": Door(ck.StickerPack.open, {"path": "pack.wastickers"}),
    "UrlButton": Door(ck.UrlButton),
    "calibration": Door(ck.calibration),
    "call_link": Door(ck.call_link, {"phone": "+5511987654321"}),
    "campaign": Door(ck.campaign, {"path": "campaign.toml"}, lambda made: made.problems()),
    "catalog": Door(ck.catalog, {"source": TABLE, "for_shop": shop()}, lambda it: it.problems()),
    "catalog_link": Door(ck.catalog_link, {"phone": "+5511987654321"}),
    "channel_link": Door(ck.channel_link, {"channel": "0029VaQbcDEFgh1Jk2LmNp3q"}),
    "chat_link": Door(ck.chat_link, {"phone": "+5511987654321"}),
    "check": Door(ck.check, {"path": "code.png"}),
    "check_packs": Door(ck.check_packs, {"path": "pack.wastickers"}),
    "codes": Door(ck.codes, {"path": "code.png"}),
    "epc": Door(ck.epc, {"name": "Sol", "iban": "DE89370400440532013000", "amount": 1}),
    "fix": Door(ck.fix, {"path": "pack.wastickers", "out": "fixed.wastickers"}),
    "geo": Door(ck.geo, {"latitude": 1, "longitude": 2}),
    "group_link": Door(ck.group_link, {"invite": "JTB9dXR2cWkL3mN4pQ5rS6"}),
    "init": Door(ck.init, {"folder": "begun"}),
    "kit": Door(ck.kit, {"shop": shop()}),
    "links": Door(ck.links, {"rows": ROWS, "shop": shop()}, first, "text"),
    "logo_colors": Door(ck.logo_colors, {"logo": "code.png"}),
    "mailto": Door(ck.mailto, {"address": "a@b.co"}),
    "manifest": Door(ck.manifest, {"path": "built"}),
    "measure_printer": Door(ck.measure_printer),
    "message": Door(
        ck.message, {"name": "order-ready", "shop": shop(), "order": "A"}, shown, "order"
    ),
    "messages": Door(ck.messages, {"rows": ROWS, "shop": shop(), "text": "Oi"}, first, "a"),
    "order_rows": Door(
        ck.order_rows, {"source": [{"reference": "A-1", "item": "Bolo", "price": "1"}]}
    ),
    "pack_link": Door(ck.pack_link, {"pack": "abc"}),
    "parse_link": Door(ck.parse_link, {"text": "https://wa.me/5511987654321"}),
    "parse_payment": Door(ck.parse_payment, {"text": paid()}),
    "pay_here": Door(ck.pay_here, {"payment": paid(), "shop": shop()}, shown, "title"),
    "pix": Door(ck.pix, {"key": "a@b.co", "name": "Sol", "city": "SP"}),
    "printer": Door(ck.printer, {"name": "laser"}),
    "product_link": Door(
        ck.product_link, {"phone": "+5511987654321", "product": "5826448410763231"}
    ),
    "qr_budget": Door(ck.qr_budget, {"text": "x"}),
    "qr_code": Door(ck.qr_code, {"text": "https://wa.me/5511987654321"}),
    "qr_codes": Door(ck.qr_codes, {"rows": ROWS, "shop": shop(), "kind": "chat"}, first, "text"),
    "seller": Door(ck.seller, {"path": "campaign.toml"}),
    "sheet": Door(ck.sheet, {"stickers": code(), "stock": "Avery L7160"}, drawn),
    "short_link": Door(ck.short_link, {"code": "ABCDEFGHIJKLM1"}),
    "sms": Door(ck.sms, {"phone": "+5511987654321"}),
    "sticker": Door(ck.sticker, {"design": "chat-with-us", "shop": shop()}, nothing, "title"),
    "sticker_pack": Door(ck.sticker_pack, {"what": "open-for-business", "shop": shop()}),
    "stickers": Door(
        ck.stickers, {"design": "chat-with-us", "shop": shop(), "rows": ROWS}, first, "title"
    ),
    "stocks": Door(ck.stocks, {"text": "L7160"}),
    "studio": Door(ck.studio, {"shop": shop()}, nothing, "title"),
    "table": Door(ck.table, {"source": TABLE}, list),
    "tel": Door(ck.tel, {"phone": "+5511987654321"}),
    "upi": Door(ck.upi, {"address": "sol@ybl", "name": "Sol"}),
    "use_language": Door(ck.use_language, {"language": "es"}, left),
    "variant_of": Door(ck.variant_of, {"payload": {"a": 1}}),
    "vcard": Door(ck.vcard, {"name": "Sol", "phone": "+5511987654321"}),
    "wifi": Door(ck.wifi, {"ssid": "Sol"}),
    # what a value can do
    "Campaign.build": Door(campaign(codes=[{"name": "a", "text": "x"}]).build, {"out": "out"}),
    "Campaign.diff": Door(campaign(codes=[{"name": "a", "text": "x"}]).diff, {"out": "out"}),
    "Campaign.reprint": Door(labels().reprint, {"asset": "a", "rows": [1], "stock": "Avery L7160"}),
    "Catalog.price_list": Door(goods().price_list, {}, lambda made: made.page(1)),
    "Catalog.save_feed": Door(goods().save_feed, {"path": "feed.csv"}),
    "Catalog.shelf_tags": Door(goods().shelf_tags, {"stock": "Avery L7160"}, drawn),
    "Code.save": Door(code().save, {"path": "a.png"}),
    "Code.check": Door(code().check),
    "Message.link": Door(ck.Message("Oi").link, {}),
    "Sheet.page": Door(ck.sheet(code(), stock="Avery L7160").page, {"number": 1}),
    "Sheet.save": Door(ck.sheet(code(), stock="Avery L7160").save, {"path": "a.pdf"}),
    "CalibrationSheet.check": Door(ck.calibration().check),
    "Campaign.files": Door(campaign(codes=[{"name": "a", "text": "x"}]).files),
    "Campaign.save": Door(campaign(codes=[{"name": "a", "text": "x"}]).save, {"path": "c.toml"}),
    "Catalog.feed_rows": Door(goods().feed_rows, {}, list),
    "Catalog.problems": Door(goods().problems),
    "Catalog.product_message": Door(
        goods().product_message, {"to": "+5511987654321", "product": "1", "catalog_id": "1234567"}
    ),
    "Catalog.tags": Door(goods().tags, {"language": "pt_BR"}, list),
    "Catalog.without": Door(goods().without, {"rows": [1]}),
    "Code.png": Door(code().png),
    "Code.repaired": Door(code().repaired),
    "Consents.last": Door(ck.Consents.read(ROWS).last, {"to": "+5511987654321"}),
    "InteractiveMessage.from_api": Door(
        ck.InteractiveMessage.from_api, {"data": buttons().payload("+5511987654321")}
    ),
    "InteractiveMessage.html": Door(buttons().html),
    "InteractiveMessage.link": Door(
        ck.InteractiveMessage.link,
        {"text": "Oi", "label": "A", "url": "https://a.example"},
        lambda made: made.problems(),
    ),
    "InteractiveMessage.payload": Door(buttons().payload, {"to": "+5511987654321"}),
    "InteractiveMessage.save": Door(buttons().save, {"target": "i.json"}),
    "Kit.save": Door(made_kit().save, {"folder": "kit", "check": False}),
    "Manifest.find": Door(
        lambda code_text: ck.manifest("built").find(code_text), {"code_text": "x"}
    ),
    "Manifest.save": Door(lambda path: ck.manifest("built").save(path), {"path": "m.csv"}),
    "Message.html": Door(ck.Message("Oi").html),
    "Message.save": Door(ck.Message("Oi").save, {"path": "m.txt"}),
    "MessageTemplate.bind": Door(
        greeting().bind, {"rows": ROWS, "to": "phone"}, lambda made: made.problems()
    ),
    "MessageTemplate.html": Door(greeting().html),
    "MessageTemplate.payload": Door(
        greeting().payload, {"to": "+5511987654321", "row": {"n": "1"}}
    ),
    "MessageTemplate.save": Door(greeting().save, {"target": "t.json"}),
    "MessageTemplate.with_": Door(greeting().with_, {}, nothing, "body"),
    "PriceList.check": Door(goods().price_list().check),
    "PriceList.page": Door(goods().price_list().page, {"number": 1}),
    "Problems.listed": Door(ck.Problems().listed),
    "QuietHours.broken": Door(
        ck.QuietHours.of("21:00-08:00").broken,
        {"to": "+5511987654321", "at": datetime(2026, 1, 1, 12, tzinfo=UTC)},
    ),
    "Sheet.check": Door(ck.sheet(code(), stock="Avery L7160").check),
    "StickerPack.labels": Door(pack().labels),
    "StickerPack.save": Door(pack().save, {"path": "a.wastickers"}),
    "StickerPack.save_app": Door(pack().save_app, {"folder": "app"}),
    "StickerPack.worded": Door(pack().worded),
    "Stock.place": Door(ck.Stock(**LABEL).place, {"position": 1}),
    "Stock.single": Door(ck.Stock.single, {"width": 50, "height": 30}),
    "Sticker.check": Door(label().check),
    "Sticker.png": Door(label().png),
    "Sticker.save": Door(label().save, {"path": "a.png"}),
}  # fmt: skip

# Names of the face that no one calls with something of their own: what is made elsewhere, errors,
# what takes nothing, and what tests of its own ask with nonsense.
LEFT_OUT = {
    "made by a function": (
        *("CalibrationSheet", "Catalog", "ChatReplies", "Code", "Conversations", "Coupons", "Kit"),
        *("Manifest", "PriceList", "PrinterMeasurement", "Report", "Sheet", "Spending", "Sticker"),
    ),
    "errors and findings": (
        *("BadInput", "CampaignError", "NotFound", "Problem", "Problems", "TooBig"),
    ),
    "takes nothing": ("designs", "palettes", "ready_messages", "seasons", "themes"),
    "what comes back": (
        *("Experiment", "Tokens", "coupons", "people_twice", "replies", "report", "spending"),
        "check_templates",
    ),
}


def fault(door: Door, name: str, value: Any) -> str | None:
    """Return what is wrong with how a door answers a value, None if it is well."""
    if name == "progress" and callable(value):
        return None  # it is called, and what it raises is its own
    try:
        door.asked(name, value)
    except ck.CampaignError as err:
        words = str(err)
        longest = max(map(len, words.splitlines() or [""]))
        return None if 5 < longest < 2000 else f"a sentence of {longest:,} characters"
    except Exception as err:
        return f"{type(err).__name__}: {err}"
    return None
