"""The face: `import campaignkit as ck`. Every name here is promised; everything else may move.

A name is loaded when it is first used, so importing campaignkit costs next to nothing. Type
checkers and editors read the imports below; a name that is not there is an error to them too.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from campaignkit.assets.calibration import (
        CalibrationSheet,
        PrinterMeasurement,
        calibration,
        measure_printer,
    )
    from campaignkit.assets.catalog import Catalog, catalog
    from campaignkit.assets.code import Code, qr_code
    from campaignkit.assets.code_rows import qr_codes
    from campaignkit.assets.coupons import Coupons, coupons
    from campaignkit.assets.file_check import check, codes
    from campaignkit.assets.file_fixes import check_packs, check_templates, fix
    from campaignkit.assets.interactive_message import InteractiveMessage
    from campaignkit.assets.kit import Kit, kit
    from campaignkit.assets.link_rows import links
    from campaignkit.assets.listing import (
        designs,
        palettes,
        ready_messages,
        seasons,
        stocks,
        themes,
    )
    from campaignkit.assets.message import Message, message
    from campaignkit.assets.message_rows import messages
    from campaignkit.assets.pack import StickerPack, sticker_pack
    from campaignkit.assets.payment_sticker import pay_here
    from campaignkit.assets.price_list import PriceList
    from campaignkit.assets.replies import ChatReplies, Conversations, replies
    from campaignkit.assets.report import Report, report
    from campaignkit.assets.sheet import Sheet, sheet
    from campaignkit.assets.spending import Spending, spending
    from campaignkit.assets.sticker import Sticker, sticker
    from campaignkit.assets.sticker_rows import stickers
    from campaignkit.assets.template import MessageTemplate, people_twice
    from campaignkit.business import Business
    from campaignkit.campaigns import Campaign, campaign, seller
    from campaignkit.campaigns.starters import start as init
    from campaignkit.errors import BadInput, CampaignError, NotFound, TooBig
    from campaignkit.layout.palettes import logo_colors
    from campaignkit.link_kinds import parse as parse_link
    from campaignkit.link_kinds.call import link as call_link
    from campaignkit.link_kinds.catalog import link as catalog_link
    from campaignkit.link_kinds.channel import link as channel_link
    from campaignkit.link_kinds.chat import link as chat_link
    from campaignkit.link_kinds.geo import link as geo
    from campaignkit.link_kinds.group import link as group_link
    from campaignkit.link_kinds.mailto import link as mailto
    from campaignkit.link_kinds.pack import link as pack_link
    from campaignkit.link_kinds.product import link as product_link
    from campaignkit.link_kinds.short import link as short_link
    from campaignkit.link_kinds.sms import link as sms
    from campaignkit.link_kinds.tel import link as tel
    from campaignkit.link_kinds.vcard import link as vcard
    from campaignkit.link_kinds.wifi import link as wifi
    from campaignkit.manifests.frame import Manifest, manifest
    from campaignkit.messaging.consent import Consents, QuietHours
    from campaignkit.messaging.orders import Order, OrderItem, OrderStatus, order_rows
    from campaignkit.messaging.pricing import Rates
    from campaignkit.messaging.templates import (
        CopyCode,
        OpenOrder,
        PhoneButton,
        QuickReply,
        UrlButton,
    )
    from campaignkit.messaging.variants import variant_of
    from campaignkit.payments import parse as parse_payment
    from campaignkit.payments.epc import payload as epc
    from campaignkit.payments.pix import payload as pix
    from campaignkit.payments.upi import payload as upi
    from campaignkit.printers import Printer, printer
    from campaignkit.problems import Problem, Problems
    from campaignkit.qr import budget as qr_budget
    from campaignkit.rows import read as table
    from campaignkit.stock import Stock
    from campaignkit.tracking.experiments import Experiment
    from campaignkit.tracking.tokens import Tokens
    from campaignkit.translations import use_language
    from campaignkit.widgets.studio import studio

    __version__: str

__all__ = [
    "BadInput",
    "Business",
    "CalibrationSheet",
    "Campaign",
    "CampaignError",
    "Catalog",
    "ChatReplies",
    "Code",
    "Consents",
    "Conversations",
    "CopyCode",
    "Coupons",
    "Experiment",
    "InteractiveMessage",
    "Kit",
    "Manifest",
    "Message",
    "MessageTemplate",
    "NotFound",
    "OpenOrder",
    "Order",
    "OrderItem",
    "OrderStatus",
    "PhoneButton",
    "PriceList",
    "Printer",
    "PrinterMeasurement",
    "Problem",
    "Problems",
    "QuickReply",
    "QuietHours",
    "Rates",
    "Report",
    "Sheet",
    "Spending",
    "Sticker",
    "StickerPack",
    "Stock",
    "Tokens",
    "TooBig",
    "UrlButton",
    "calibration",
    "call_link",
    "campaign",
    "catalog",
    "catalog_link",
    "channel_link",
    "chat_link",
    "check",
    "check_packs",
    "check_templates",
    "codes",
    "coupons",
    "designs",
    "epc",
    "fix",
    "geo",
    "group_link",
    "init",
    "kit",
    "links",
    "logo_colors",
    "mailto",
    "manifest",
    "measure_printer",
    "message",
    "messages",
    "order_rows",
    "pack_link",
    "palettes",
    "parse_link",
    "parse_payment",
    "pay_here",
    "people_twice",
    "pix",
    "printer",
    "product_link",
    "qr_budget",
    "qr_code",
    "qr_codes",
    "ready_messages",
    "replies",
    "report",
    "seasons",
    "seller",
    "sheet",
    "short_link",
    "sms",
    "spending",
    "sticker",
    "sticker_pack",
    "stickers",
    "stocks",
    "studio",
    "table",
    "tel",
    "themes",
    "upi",
    "use_language",
    "variant_of",
    "vcard",
    "wifi",
]

# Where a name lives: a module, and what it is called there if it is not called the same.
_LINKS = ("call", "catalog", "channel", "chat", "group", "pack", "product", "short")
_PLAIN = ("geo", "mailto", "sms", "tel", "vcard", "wifi")
_PAYMENTS = ("epc", "pix", "upi")
_HOMES = {
    "BadInput": "errors",
    "Business": "business",
    "CalibrationSheet": "assets.calibration",
    "Campaign": "campaigns",
    "CampaignError": "errors",
    "Catalog": "assets.catalog",
    "ChatReplies": "assets.replies",
    "Code": "assets.code",
    "Consents": "messaging.consent",
    "Conversations": "assets.replies",
    "CopyCode": "messaging.templates",
    "Coupons": "assets.coupons",
    "Experiment": "tracking.experiments",
    "InteractiveMessage": "assets.interactive_message",
    "Kit": "assets.kit",
    "Message": "assets.message",
    "MessageTemplate": "assets.template",
    "NotFound": "errors",
    "OpenOrder": "messaging.templates",
    "Order": "messaging.orders",
    "OrderItem": "messaging.orders",
    "OrderStatus": "messaging.orders",
    "PhoneButton": "messaging.templates",
    "PriceList": "assets.price_list",
    "Printer": "printers",
    "PrinterMeasurement": "assets.calibration",
    "Problem": "problems",
    "Problems": "problems",
    "QuickReply": "messaging.templates",
    "QuietHours": "messaging.consent",
    "Rates": "messaging.pricing",
    "Report": "assets.report",
    "Sheet": "assets.sheet",
    "Sticker": "assets.sticker",
    "StickerPack": "assets.pack",
    "Stock": "stock",
    "Tokens": "tracking.tokens",
    "TooBig": "errors",
    "UrlButton": "messaging.templates",
    "calibration": "assets.calibration",
    "campaign": "campaigns",
    "catalog": "assets.catalog",
    "check": "assets.file_check",
    "check_packs": "assets.file_fixes",
    "codes": "assets.file_check",
    "coupons": "assets.coupons",
    "check_templates": "assets.file_fixes",
    "designs": "assets.listing",
    "fix": "assets.file_fixes",
    "init": "campaigns.starters:start",
    "kit": "assets.kit:kit",
    "Manifest": "manifests.frame",
    "manifest": "manifests.frame",
    "links": "assets.link_rows",
    "measure_printer": "assets.calibration",
    "logo_colors": "layout.palettes",
    "message": "assets.message",
    "messages": "assets.message_rows",
    "order_rows": "messaging.orders",
    "parse_link": "link_kinds:parse",
    "parse_payment": "payments:parse",
    "pay_here": "assets.payment_sticker",
    "printer": "printers",
    "people_twice": "assets.template",
    "qr_budget": "qr:budget",
    "qr_code": "assets.code",
    "qr_codes": "assets.code_rows",
    "ready_messages": "assets.listing",
    "replies": "assets.replies",
    "report": "assets.report",
    "seller": "campaigns",
    "Spending": "assets.spending",
    "sheet": "assets.sheet",
    "spending": "assets.spending",
    "sticker": "assets.sticker",
    "sticker_pack": "assets.pack",
    "stickers": "assets.sticker_rows",
    "stocks": "assets.listing",
    "seasons": "assets.listing",
    "palettes": "assets.listing",
    "themes": "assets.listing",
    "studio": "widgets.studio",
    "table": "rows:read",
    "use_language": "translations",
    "variant_of": "messaging.variants",
    **{f"{kind}_link": f"link_kinds.{kind}:link" for kind in _LINKS},
    **{kind: f"link_kinds.{kind}:link" for kind in _PLAIN},
    **{format_: f"payments.{format_}:payload" for format_ in _PAYMENTS},
}


_RENAMED = {"budget": "qr_budget"}  # names of the first edition, still understood


if not TYPE_CHECKING:  # to a type checker, a lazy face would make every slip a name

    def __getattr__(name: str) -> Any:
        if name == "__version__":
            return import_module("importlib.metadata").version("campaignkit")
        if name in _RENAMED:
            new = _RENAMED[name]
            warn = import_module("warnings").warn
            warn(f"ck.{name} is called ck.{new}", DeprecationWarning, stacklevel=2)
            name = new
        if name not in _HOMES:
            raise AttributeError(f"module 'campaignkit' has no attribute {name!r}")
        home, _, called = _HOMES[name].partition(":")
        module = import_module(f"campaignkit.{home}")
        value = getattr(module, called or name)
        if called:  # help() is to show it as it is known here, and pickle to find it again
            value.__name__ = value.__qualname__ = name
            setattr(module, name, value)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return list(__all__)
