"""What the reader of a message can do: one value for each kind of interactive message.

Sources: Meta, WhatsApp Business Platform, "Interactive reply buttons", "Interactive list",
"Interactive call-to-action URL", "Location request", "Address", "Share products", "Send a flow"
messages, and "Business-scoped user ids" for contact requests (read until May 2026).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

from campaignkit.errors import BadInput
from campaignkit.frozen import Frozen
from campaignkit.messaging.orders import Order, OrderStatus
from campaignkit.spec_errors import quoted

Json = dict[str, Any]


def check_texts(owner: Any) -> None:
    """Refuse a value whose texts are none: fields of the type `str`, or `str | None`.

    Raises:
        BadInput: says which.
    """
    for item in fields(owner):
        value = getattr(owner, item.name)
        optional = item.type == "str | None"
        if not (item.type == "str" or optional) or (optional and value is None):
            continue
        if not isinstance(value, str):
            raise BadInput(
                f"{item.name}={value!r} is no text.",
                rule="interactive.form",
                key=item.name,
                value=value,
            )


def _check_kind(key: str, value: object, kind: type, example: str) -> None:
    if not isinstance(value, kind):
        raise BadInput(
            f"{key}={quoted(value)} is not what it should be. Give it as in {example}.",
            rule="interactive.form",
            key=key,
            value=value,
        )


def _without_none(**values: Any) -> Json:
    return {key: value for key, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply button. id: what comes back when it is tapped; its title if left out."""

    title: str
    id: str = ""

    def __post_init__(self) -> None:
        """The id is the title where there is none."""
        check_texts(self)
        object.__setattr__(self, "id", self.id or self.title)


@dataclass(frozen=True, slots=True)
class Replies:
    """Up to three buttons that answer with their own title."""

    TYPE: ClassVar[str] = "button"

    buttons: tuple[Reply, ...]

    def written(self) -> Json:
        """Return the action as the platform takes it."""
        made = [{"type": "reply", "reply": {"id": b.id, "title": b.title}} for b in self.buttons]
        return {"buttons": made}


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of a list. id: what comes back when it is chosen; its title if left out."""

    title: str
    id: str = ""
    description: str | None = None

    def __post_init__(self) -> None:
        """The id is the title where there is none."""
        check_texts(self)
        object.__setattr__(self, "id", self.id or self.title)


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of a list, or products, under a title."""

    title: str | None
    rows: tuple[Choice, ...] = ()
    products: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """A title is a text."""
        check_texts(self)


@dataclass(frozen=True, slots=True)
class Choices:
    """A list that opens at a button: up to ten rows."""

    TYPE: ClassVar[str] = "list"

    label: str
    sections: tuple[Section, ...]

    def written(self) -> Json:
        """Return the action as the platform takes it."""
        made = []
        for section in self.sections:
            rows = [
                _without_none(id=row.id, title=row.title, description=row.description)
                for row in section.rows
            ]
            made.append({**_without_none(title=section.title), "rows": rows})
        return {"button": self.label, "sections": made}


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens a page."""

    TYPE: ClassVar[str] = "cta_url"

    label: str
    url: str

    def written(self) -> Json:
        """Return the action as the platform takes it."""
        return {"name": "cta_url", "parameters": {"display_text": self.label, "url": self.url}}


@dataclass(frozen=True, slots=True)
class AskLocation:
    """A button that sends where the reader is."""

    TYPE: ClassVar[str] = "location_request_message"

    def written(self) -> Json:
        """Return the action as the platform takes it."""
        return {"name": "send_location"}


@dataclass(frozen=True, slots=True)
class AskAddress:
    """A form for an address (India). values: filled in already; errors: what to correct."""

    TYPE: ClassVar[str] = "address_message"
    FIELDS: ClassVar[tuple[str, ...]] = (
        *("name", "phone_number", "in_pin_code", "house_number", "floor_number"),
        *("tower_number", "building_name", "address", "landmark_area", "city", "state"),
    )

    country: str = "IN"
    values: Mapping[str, str] = field(default_factory=Frozen)
    saved: tuple[Mapping[str, str], ...] = ()
    errors: Mapping[str, str] = field(default_factory=Frozen)

    def written(self) -> Json:
        """Return the action as the platform takes it."""
        parameters: Json = {"country": self.country}
        if self.values:
            parameters["values"] = dict(self.values)
        if self.saved:
            parameters["saved_addresses"] = [
                {"id": f"address{number}", "value": dict(each)}
                for number, each in enumerate(self.saved, 1)
            ]
        if self.errors:
            parameters["validation_errors"] = dict(self.errors)
        return {"name": "address_message", "parameters": parameters}


@dataclass(frozen=True, slots=True)
class AskContact:
    """A button that shares the reader's phone number."""

    TYPE: ClassVar[str] = "contact_request"

    def written(self) -> Json:
        """Return the action as the platform takes it."""
        return {"name": "request_contact_info"}


@dataclass(frozen=True, slots=True)
class OpenCatalog:
    """A button that opens the shop's catalog. thumbnail: a product's id; the first if left out."""

    TYPE: ClassVar[str] = "catalog_message"

    thumbnail: str | None = None

    def written(self) -> Json:
        """Return the action as the platform takes it."""
        shown = {"thumbnail_product_retailer_id": self.thumbnail}
        more = {"parameters": shown} if self.thumbnail else {}
        return {"name": "catalog_message", **more}


@dataclass(frozen=True, slots=True)
class OneProduct:
    """A product of the catalog."""

    TYPE: ClassVar[str] = "product"

    catalog_id: str
    product: str

    def written(self) -> Json:
        """Return the action as the platform takes it."""
        return {"catalog_id": self.catalog_id, "product_retailer_id": self.product}


@dataclass(frozen=True, slots=True)
class ManyProducts:
    """Up to thirty products of the catalog, under up to ten titles."""

    TYPE: ClassVar[str] = "product_list"

    catalog_id: str
    sections: tuple[Section, ...]

    def written(self) -> Json:
        """Return the action as the platform takes it."""
        made = []
        for section in self.sections:
            items = [{"product_retailer_id": each} for each in section.products]
            made.append({**_without_none(title=section.title), "product_items": items})
        return {"catalog_id": self.catalog_id, "sections": made}


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A button that opens a form (a flow). One of id and name says which.

    token: comes back with the answer; "unused" if left out, as the platform does. screen, data:
    where it begins, and with what. draft: the form is not published yet.
    """

    TYPE: ClassVar[str] = "flow"

    label: str
    id: str | None = None
    name: str | None = None
    token: str | None = None
    screen: str | None = None
    data: Mapping[str, Any] = field(default_factory=Frozen)
    draft: bool = False
    exchange: bool = False

    def written(self) -> Json:
        """Return the action as the platform takes it."""
        begins = _without_none(screen=self.screen, data=dict(self.data) or None)
        parameters = _without_none(
            flow_message_version="3",
            flow_token=self.token,
            flow_id=self.id,
            flow_name=self.name,
            flow_cta=self.label,
            mode="draft" if self.draft else None,
            flow_action="data_exchange" if self.exchange else "navigate",
            flow_action_payload=begins or None,
        )
        return {"name": "flow", "parameters": parameters}


@dataclass(frozen=True, slots=True)
class ReviewAndPay:
    """An order to be paid (Brazil, India)."""

    TYPE: ClassVar[str] = "order_details"

    order: Order

    def __post_init__(self) -> None:
        """An order is one."""
        _check_kind("order", self.order, Order, "Order('A-17', [OrderItem('Bolo', '12.50')])")

    def written(self) -> Json:
        """Return the action as the platform takes it."""
        return {"name": "review_and_pay", "parameters": self.order.to_api()}


@dataclass(frozen=True, slots=True)
class ReviewOrder:
    """News of an order."""

    TYPE: ClassVar[str] = "order_status"

    status: OrderStatus

    def __post_init__(self) -> None:
        """News of an order is one."""
        _check_kind("status", self.status, OrderStatus, "OrderStatus('A-17', 'shipped')")

    def written(self) -> Json:
        """Return the action as the platform takes it."""
        return {"name": "review_order", "parameters": self.status.to_api()}


Action = (
    Replies
    | Choices
    | Link
    | AskLocation
    | AskAddress
    | AskContact
    | OpenCatalog
    | OneProduct
    | ManyProducts
    | OpenForm
    | ReviewAndPay
    | ReviewOrder
)
