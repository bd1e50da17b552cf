"""What an order holds: its items, sums and ways to pay, read from what people write."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any, Literal, TypeVar

from campaignkit.arguments import check_text
from campaignkit.display import ShownAsFacts
from campaignkit.errors import BadInput, did_you_mean
from campaignkit.frozen import Frozen
from campaignkit.messaging.orders import amounts
from campaignkit.problems import Problem, Problems
from campaignkit.spec_errors import quoted

Goods = Literal["digital-goods", "physical-goods"]
Amount = Decimal | int | str
T = TypeVar("T")
ZERO = Decimal("0.00")
_DIGITS = 6  # of a quantity; a guess at a slip
ITEM_KEYS = ("name", "amount", "quantity", "sale_amount", "retailer_id")
_FURTHER = (  # keys of an item that the platform takes, and nothing here reads
    *("country_of_origin", "importer_name", "importer_address", "image", "product_id"),
)
_CALLED = {  # what people call the keys of an item
    **dict.fromkeys(("qty", "qtd", "qtde", "quant", "cantidad", "pieces", "count"), "quantity"),
    **dict.fromkeys(("price", "preco", "preço", "precio", "valor", "unit_price"), "amount"),
    **dict.fromkeys(("nome", "nombre", "title", "item", "product"), "name"),
    **dict.fromkeys(("sku", "id", "item_id"), "retailer_id"),
    **dict.fromkeys(("sale_price", "promo"), "sale_amount"),
}


@dataclass(frozen=True, slots=True)
class OrderItem(ShownAsFacts):
    """One line of an order.

    Args:
        name: Up to 60 characters.
        amount: Of one piece.
        quantity: Whole pieces.
        sale_amount: Of one piece, where it costs less today: then this is what counts.
        retailer_id: The item's id in the catalog; Brazil wants one, its place if left out.
        currency: That of the order, if left out.
        extra: country_of_origin, importer_name and importer_address, which India asks for where
            there is no catalog; image; product_id.

    Raises:
        BadInput: an amount or the quantity cannot be read; there is no such key.

    >>> OrderItem("Bolo de fubá", "12.50", 2).sum
    Decimal('25.00')
    """

    name: str
    amount: Decimal
    quantity: int = 1
    sale_amount: Decimal | None = None
    retailer_id: str | None = None
    extra: Mapping[str, Any] = field(default_factory=Frozen)
    currency: str | None = field(default=None, compare=False)

    def __init__(
        self,
        name: str,
        amount: Amount,
        quantity: int = 1,
        *,
        sale_amount: Amount | None = None,
        retailer_id: str | None = None,
        currency: str | None = None,
        **extra: Any,
    ) -> None:
        check_text(currency, "currency")
        found = _Amounts(currency)
        values = {
            "name": "" if name is None else str(name).strip(),
            "amount": found.take(amount, f"the price of {quoted(name)}"),
            "quantity": found.quantity(quantity, f"the quantity of {quoted(name)}"),
            "sale_amount": found.maybe(sale_amount, f"the sale price of {quoted(name)}"),
            "retailer_id": None if retailer_id is None else str(retailer_id),
            "extra": Frozen(extra),
            "currency": currency or amounts.currency_of(amount),
        }
        found.check_keys(name, extra)
        found.raise_errors()
        for key, value in values.items():
            object.__setattr__(self, key, value)

    @property
    def price(self) -> Decimal:
        """What one piece costs."""
        return self.amount if self.sale_amount is None else self.sale_amount

    @property
    def sum(self) -> Decimal:
        """What the line costs."""
        return self.price * self.quantity


@dataclass(frozen=True, slots=True, repr=False)
class OrderFacts:
    """What an order holds, as `Order` tells it."""

    reference: str
    items: tuple[OrderItem, ...]
    currency: str | None
    tax: Decimal
    shipping: Decimal
    discount: Decimal
    total: Decimal | None
    texts: Mapping[str, str]
    goods: str
    pix: str | None
    pix_name: str | None
    pix_key: str | None
    boleto: str | None
    payment_link: str | None
    upi: str | None
    payment_configuration: str | None
    expires: datetime.datetime | int | str | None
    expires_text: str | None
    catalog_id: str | None
    beneficiary: Mapping[str, str] | None

    def __init__(
        self,
        reference: str,
        items: Iterable[OrderItem | Mapping[str, Any]] = (),
        *,
        currency: str | None = None,
        tax: Amount = 0,
        shipping: Amount = 0,
        discount: Amount = 0,
        total: Amount | None = None,
        tax_text: str | None = None,
        shipping_text: str | None = None,
        discount_text: str | None = None,
        goods: str = "digital-goods",
        pix: str | None = None,
        pix_name: str | None = None,
        pix_key: str | None = None,
        boleto: str | None = None,
        payment_link: str | None = None,
        upi: str | None = None,
        payment_configuration: str | None = None,
        expires: datetime.datetime | int | str | None = None,
        expires_text: str | None = None,
        catalog_id: str | None = None,
        beneficiary: Mapping[str, str] | None = None,
        **unknown: Any,
    ) -> None:
        told = {"pix": pix, "boleto": boleto, "upi": upi, "currency": currency}
        for name, given in {**told, "payment_configuration": payment_configuration}.items():
            check_text(given, name)
        pays = {"BRL": pix or boleto, "INR": upi or payment_configuration}
        usual = next((code for code, way in pays.items() if way), None)
        kept = (_text(currency) or usual or "").upper()
        found = _Amounts(kept or None)
        texts = {"tax": tax_text, "shipping": shipping_text, "discount": discount_text}
        values = {
            "reference": _text(reference) or "",
            "items": found.items(items),
            "currency": kept or None,
            "tax": found.take(tax, "tax"),
            "shipping": found.take(shipping, "shipping"),
            "discount": found.take(discount, "discount"),
            "total": found.maybe(total, "total"),
            "texts": Frozen({key: _text(text) for key, text in texts.items() if _text(text)}),
            "goods": _text(goods) or "",
            "pix": _text(pix),
            "pix_name": _text(pix_name),
            "pix_key": _text(pix_key),
            "boleto": _text(boleto),
            "payment_link": _text(payment_link),
            "upi": _text(upi),
            "payment_configuration": _text(payment_configuration),
            "expires": expires if isinstance(expires, datetime.datetime | int) else _text(expires),
            "expires_text": _text(expires_text),
            "catalog_id": _text(catalog_id),
            "beneficiary": found.mapping(beneficiary, "beneficiary"),
        }
        found.check_facts(unknown, (*values, *(f"{key}_text" for key in texts)))
        found.raise_errors()
        for key, value in values.items():
            object.__setattr__(self, key, value)

    @property
    def subtotal(self) -> Decimal:
        """What the items cost together; without items the total, less what is beside it."""
        if self.items or self.total is None:
            return sum((item.sum for item in self.items), ZERO)
        return self.total - self.tax - self.shipping + self.discount

    @property
    def amount(self) -> Decimal:
        """What is to be paid."""
        return self.subtotal + self.tax + self.shipping - self.discount


def _text(value: Any) -> str | None:
    text = "" if value is None else str(value).strip()
    return text or None


class _Amounts:
    """Reads amounts, and gathers what cannot be read."""

    def __init__(self, currency: str | None) -> None:
        self.currency = currency
        self.found: list[Problem] = []

    def take(self, value: Any, key: str) -> Decimal:
        if _is_blank(value):
            return ZERO
        return self._read(lambda: amounts.exact(value, key=key, currency=self.currency), ZERO)

    def maybe(self, value: Any, key: str) -> Decimal | None:
        return None if _is_blank(value) else self.take(value, key)

    def quantity(self, value: Any, key: str) -> int:
        return self._read(lambda: _pieces(value, key), 1)

    def check_keys(self, name: Any, extra: Mapping[str, Any]) -> None:
        for key in extra:
            if key not in _FURTHER:
                self._read(partial(_refuse_key, name, key), None)

    def check_facts(self, unknown: Iterable[str], known: Iterable[str]) -> None:
        listed = [key for key in known if key != "texts"]
        for key in unknown:
            self._read(partial(_refuse_fact, key, listed), None)

    def mapping(self, given: Any, key: str) -> Frozen[str, str] | None:
        if given is None or isinstance(given, Mapping):
            return None if given is None else Frozen(given)
        return self._read(partial(_refuse_mapping, given, key), None)

    def items(self, given: Any) -> tuple[OrderItem, ...]:
        if isinstance(given, str | Mapping) or not isinstance(given, Iterable):
            self._read(lambda: _refuse_items(given), None)
            return ()
        made = [self._read(partial(_item, each, self.currency), None) for each in given]
        return tuple(item for item in made if item is not None)

    def _read(self, read: Callable[[], T], instead: T) -> T:
        try:
            return read()
        except BadInput as err:
            self.found += err.problems
            return instead

    def raise_errors(self) -> None:
        Problems(self.found).raise_errors("order")


_FACTS_CALLED = {  # what people call the parts of an order
    **dict.fromkeys(("frete", "envio", "envío", "delivery"), "shipping"),
    **dict.fromkeys(("desconto", "descuento"), "discount"),
    **dict.fromkeys(("imposto", "impuesto", "taxes"), "tax"),
    **dict.fromkeys(("moeda", "moneda"), "currency"),
}


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value == "")


def _pieces(value: Any, key: str) -> int:
    text = str(value).strip()
    whole = text.removesuffix(".0") if isinstance(value, float) else text
    if isinstance(value, bool) or not (whole.isascii() and whole.isdecimal()):
        raise BadInput(
            f"{key} is {quoted(value)}, which is no whole number of pieces. Write it as in 2.",
            rule="order.quantity",
            value=value,
        )
    if len(whole) > _DIGITS:
        raise BadInput(
            f"{key} is {quoted(value)}, more than {_DIGITS} digits. Write how many pieces it is.",
            rule="order.quantity",
            value=value,
            limit=_DIGITS,
        )
    return int(whole)


def meant(key: str) -> str | None:
    """Return the key of an item that people call so, None where it is not known.

    >>> meant("Qtd"), meant("quantidade"), meant("phone")
    ('quantity', 'quantity', None)
    """
    folded = key.strip().casefold()
    near = did_you_mean(folded, ITEM_KEYS, most=1).partition("'")[2].partition("'")[0]
    return _CALLED.get(folded) or near or None


def _refuse_key(name: Any, key: str) -> None:
    near = meant(key)
    known = ", ".join((*ITEM_KEYS, *_FURTHER))
    raise BadInput(
        f"the item {quoted(name)} has no {key!r}. "
        + (f"Did you mean {near!r}?" if near else f"It has {known}."),
        rule="order.item-unknown",
        key=key,
    )


def _refuse_fact(key: str, known: list[str]) -> None:
    near = _FACTS_CALLED.get(key.casefold())
    told = f" Did you mean {near!r}?" if near else did_you_mean(key, known)
    raise BadInput(
        f"an order has no {key!r}.{told or f' It has {chr(44).join(known)}.'}",
        rule="order.unknown",
        keys=[key],
    )


def _refuse_items(given: Any) -> None:
    raise BadInput(
        f"items={quoted(given)} is no list of items. Write them as in "
        "[OrderItem('Bolo', '12.50', 2)].",
        rule="order.items",
        items=given,
    )


def _refuse_mapping(given: Any, key: str) -> None:
    raise BadInput(
        f"{key}={quoted(given)} is no mapping, such as {{'name': 'Ana', 'city': 'Pune'}}.",
        rule="order.form",
        key=key,
        value=given,
    )


def _item(given: Any, currency: str | None) -> OrderItem:
    if isinstance(given, OrderItem):
        return given
    if not isinstance(given, Mapping) or "name" not in given or "amount" not in given:
        raise BadInput(
            f"{quoted(given)} is no item: it needs a name and an amount. Write it as in "
            "{'name': 'Bolo', 'amount': '12.50', 'quantity': 2}.",
            rule="order.item",
            item=given,
        )
    facts = {str(key): value for key, value in given.items()}
    quantity = facts.pop("quantity", None)
    own = facts.pop("currency", None)
    return OrderItem(
        **{**facts, "quantity": 1 if quantity is None else quantity, "currency": own or currency}
    )
