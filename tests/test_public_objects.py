"""Every public object, in one table: a short repr, a display, a hash, copies that are the same."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from datetime import date
from functools import cache
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest

import campaignkit as ck
from campaignkit.frozen import Frozen

SHORT = 400  # characters of a repr
SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
ROWS = [{"n": 1, "place": "Feira"}, {"n": 2, "place": "Largo"}]
PRODUCTS = [{"id": "1", "title": "Pão", "price": "R$ 5,00"}]
CHAT = [{"phone": "+5511987654321", "message": "Oi! (ref K4K6-RD2H)"}]
PRINTED = [{"payload": "https://wa.me/5511987654321?text=Oi!%20(ref%20K4K6-RD2H)", "row": 17}]
COUPONS = [row | {"token": "K4K6-RD2H", "value": "10 %"} for row in PRINTED]
CONSENTS = [{"phone": "+5511987654321", "when": "2026-03-04", "how": "balcão"}]
RATES = [{"market": "BR", "currency": "BRL", "marketing": "0.02"}]
PAGE_NUMBER = 1
DAY = date(2026, 11, 2)


def itself(value: Any) -> Any:
    return value


def said(stream: Any) -> list[str]:
    """Return what a stream makes: streams of equal rows are told apart by nothing else."""
    return [str(getattr(one, "payload", one)) for one in stream]


def printed(paged: Any) -> int:
    return len(paged)


class Kind(NamedTuple):
    """How an object is made, whether it is a value, and what makes two of them the same."""

    make: Callable[[], Any]
    value: bool = True
    same: Callable[[Any], Any] = itself


@cache
def template() -> ck.MessageTemplate:
    return ck.MessageTemplate("hi", language="en", category="UTILITY", body="Hi", examples={})


def campaign() -> ck.Campaign:
    codes = [{"name": "tables", "text": "Mesa {{ n }}", "rows": ROWS}]
    return ck.Campaign(SHOP, codes=codes)


@cache
def manifest() -> ck.Manifest:
    with TemporaryDirectory() as folder:
        campaign().build(folder, check=False)
        return ck.manifest(folder)


def label() -> ck.Sticker:
    return ck.sticker("chat-with-us", SHOP, title="Oi")


KINDS = {
    "Business": Kind(lambda: SHOP),
    "Sticker": Kind(label),
    "Code": Kind(lambda: ck.qr_code("https://wa.me/5511987654321")),
    "Message": Kind(lambda: ck.message("order-ready", SHOP, order="A-17")),
    "MessageTemplate": Kind(template),
    "CalibrationSheet": Kind(lambda: ck.calibration("A4"), value=False, same=printed),
    "PrinterMeasurement": Kind(lambda: ck.measure_printer(readings=(20.5, 19.8, 170.1))),
    "Printer": Kind(lambda: ck.printer("laser")),
    "Stock": Kind(lambda: ck.stocks("L7160")[0]),
    "StickerPack": Kind(lambda: ck.sticker_pack("open-for-business", SHOP)),
    "Catalog": Kind(lambda: ck.catalog(PRODUCTS, SHOP)),
    "Problem": Kind(lambda: ck.Problem(rule="a.b", message="No.", value=[1], params={"x": [1]})),
    "Problems": Kind(lambda: ck.Problems([ck.Problem(rule="a.b", message="No.")])),
    "Plan": Kind(lambda: campaign().plan()),
    "Parsed": Kind(lambda: ck.parse_link("https://wa.me/5511987654321?text=Oi")),
    "Payment": Kind(lambda: ck.parse_payment("upi://pay?pa=chai@okbank&pn=Chai&cu=INR")),
    "Budget": Kind(lambda: ck.qr_budget("Oi")),
    "Stickers": Kind(
        lambda: ck.stickers("chat-with-us", SHOP, ROWS, text="Mesa {{ n }}"), value=False, same=said
    ),
    "Codes": Kind(lambda: ck.qr_codes(ROWS, text="Mesa {{ n }}"), value=False, same=said),
    "Links": Kind(lambda: ck.links(ROWS, SHOP, text="Mesa {{ n }}"), value=False, same=said),
    "Messages": Kind(lambda: ck.messages(ROWS, SHOP, text="Mesa {{ n }}"), value=False, same=said),
    "Sheet": Kind(lambda: ck.sheet(label(), stock="Avery L7160")),
    "Sheet of rows": Kind(
        lambda: ck.sheet(
            ck.stickers("chat-with-us", SHOP, ROWS, text="{{ n }}"), stock="Avery L7160"
        ),
        value=False,
        same=printed,
    ),
    "PriceList": Kind(lambda: ck.catalog(PRODUCTS, SHOP).price_list(), value=False, same=printed),
    "ShelfTags": Kind(
        lambda: ck.catalog(PRODUCTS, SHOP).shelf_tags(stock="Avery L7160"),
        value=False,
        same=printed,
    ),
    "Campaign": Kind(campaign, value=False, same=lambda made: str(made.plan())),
    "ChatReplies": Kind(lambda: ck.replies(CHAT), value=False, same=list),
    "Conversations": Kind(lambda: ck.replies(CHAT).match(PRINTED), value=False, same=len),
    "Report": Kind(lambda: ck.report(PRINTED, ck.replies(CHAT)), value=False, same=repr),
    "InteractiveMessage": Kind(lambda: ck.InteractiveMessage.buttons("Oi", ["A"])),
    "CopyCode": Kind(lambda: ck.CopyCode("SOL10")),
    "OpenOrder": Kind(ck.OpenOrder),
    "PhoneButton": Kind(lambda: ck.PhoneButton("Ligue", "+5511987654321")),
    "QuickReply": Kind(lambda: ck.QuickReply("Oi")),
    "UrlButton": Kind(lambda: ck.UrlButton("Veja", "https://a.example")),
    "Order": Kind(lambda: ck.Order("A-17", [ck.OrderItem("Bolo", 1)], currency="BRL")),
    "OrderItem": Kind(lambda: ck.OrderItem("Bolo", "12.50", 2)),
    "OrderStatus": Kind(lambda: ck.OrderStatus("A-17", "shipped")),
    "Consents": Kind(lambda: ck.Consents.read(CONSENTS)),
    "QuietHours": Kind(lambda: ck.QuietHours.of({"BR": "21:00-08:00"})),
    "QuietHours of all": Kind(lambda: ck.QuietHours.of(None)),
    "Rates": Kind(lambda: ck.Rates.read(RATES)),
    "Spending": Kind(lambda: ck.spending(PRINTED, country="BR", expected=1, at=DAY)),
    "Tokens": Kind(lambda: ck.Tokens(campaign="spring", secret="x" * 32)),
    "Experiment": Kind(lambda: ck.Experiment(variants={"a": {"text": "Oi"}, "b": {"text": "Ei"}})),
    "Coupons": Kind(lambda: ck.coupons(COUPONS), value=False, same=repr),
    "Manifest": Kind(manifest, value=False, same=list),
    "Kit": Kind(lambda: ck.kit(SHOP), value=False, same=repr),
    "stocks()": Kind(lambda: ck.stocks("L7160"), value=False),
    "designs()": Kind(ck.designs, value=False),
    "ready_messages()": Kind(ck.ready_messages, value=False),
}
ERRORS = ("BadInput", "CampaignError", "NotFound", "TooBig")
every_kind = pytest.mark.parametrize("name", KINDS)


def test_every_class_of_the_face_stands_in_the_table() -> None:
    classes = {name for name in ck.__all__ if isinstance(getattr(ck, name), type)}

    assert classes - set(ERRORS) - set(KINDS) == set()


@every_kind
def test_its_repr_is_short_and_no_address(name: str) -> None:
    shown = repr(KINDS[name].make())

    assert len(shown) <= SHORT
    assert " at 0x" not in shown


@every_kind
def test_it_shows_itself_in_a_notebook(name: str) -> None:
    made = KINDS[name].make()

    if hasattr(made, "_repr_mimebundle_"):
        data, _metadata = made._repr_mimebundle_()
        assert "text/html" in data
    else:
        assert "<" in made._repr_html_()


@every_kind
def test_a_copy_and_a_pickle_are_the_same(name: str) -> None:
    kind = KINDS[name]
    made = kind.make()

    for again in (copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert type(again) is type(made)
        assert kind.same(again) == kind.same(made)


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.value])
def test_values_made_alike_are_equal_and_hash_alike(name: str) -> None:
    one, other = KINDS[name].make(), copy.deepcopy(KINDS[name].make())

    assert one == other
    assert hash(one) == hash(other)
    assert one != object()


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.value])
def test_frozen_is_frozen_to_the_core(name: str) -> None:
    made = KINDS[name].make()
    if not dataclasses.is_dataclass(made):
        pytest.skip("no dataclass: nothing is set on it")

    for field in dataclasses.fields(made):
        with pytest.raises((dataclasses.FrozenInstanceError, AttributeError, TypeError)):
            setattr(made, field.name, None)
        value = getattr(made, field.name)
        measured = isinstance(made, ck.Problem) and field.name == "value"  # whatever was given
        changes = isinstance(value, list | dict) and not isinstance(value, Frozen)
        assert measured or not changes, field.name


def test_a_secret_is_not_shown() -> None:
    tokens = ck.Tokens(campaign="spring", secret="only we know")

    assert "only we know" not in repr(tokens) + tokens._repr_html_()


def test_a_frozen_mapping_refuses_every_change() -> None:
    facts = Frozen({"title": "Feira"})
    changes: list[Callable[[], object]] = [
        lambda: facts.__setitem__("title", "Mercado"),
        lambda: facts.__delitem__("title"),
        lambda: facts.update(title="Mercado"),
        lambda: facts.setdefault("note", ""),
        lambda: facts.pop("title"),
        lambda: facts.__ior__({"note": ""}),
        facts.popitem,
        facts.clear,
    ]

    for change in changes:
        with pytest.raises(TypeError, match="a frozen mapping cannot be changed"):
            change()
    assert facts == {"title": "Feira"} == copy.deepcopy(facts) == pickle.loads(pickle.dumps(facts))
    assert {**facts, "note": ""} == facts | {"note": ""}
