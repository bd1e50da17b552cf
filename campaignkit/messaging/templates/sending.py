"""Template and row → the JSON that sends one message (POST /{phone-number-id}/messages).

Only components that carry a value are sent. Nothing is sent from here.
Source: Meta, WhatsApp Business Platform, "Sending template messages" (March 2026).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from campaignkit.errors import BadInput
from campaignkit.messaging import rules
from campaignkit.messaging.recipients import addressed, is_user_id, recipient
from campaignkit.messaging.templates import addresses, components, ordering, values
from campaignkit.messaging.templates.buttons import AnyButton, OneTimeCode
from campaignkit.messaging.templates.money import Amount, Moment
from campaignkit.messaging.templates.nonsense import is_missing
from campaignkit.messaging.templates.slots import Slot, slots
from campaignkit.messaging.templates.template import Template
from campaignkit.messaging.templates.variables import in_order, names
from campaignkit.problems import Problem, Where

Row = Mapping[str, Any]
Json = dict[str, Any]


def payload(template: Template, to: str, row: Row) -> Json:
    """Return what sends `template` to one person, its values already checked.

    to: a phone number in full, or a business-scoped user id. row: values by slot (`slots`).

    >>> t = Template("x", language="en", body="Hello {{1}}, welcome.")
    >>> payload(t, "+55 11 98765-4321", {"1": "Ana"})["template"]["components"]
    [{'type': 'body', 'parameters': [{'type': 'text', 'text': 'Ana'}]}]
    """
    writer = _PayloadWriter(template, row)
    body: Json = {"name": template.name, "language": {"code": template.language}}
    made = [component for part in template.parts for component in writer.component(part)]
    if ordering.kind(template) == "status":
        made.append(ordering.status(row))
    if made:
        body["components"] = made
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **addressed(to),
        "type": "template",
        "template": body,
    }


def recipient_problems(
    template: Template, to: Any, where: Where, country: str | None = None
) -> Iterator[Problem]:
    """Give what is wrong with a recipient; country: as `recipient`."""
    try:
        found = recipient("" if to is None else to, country)
    except BadInput as err:
        message, fix = err.halves()
        rule = "send.username" if err.rule == "send.username" else "send.to"
        yield rules.problem(rule, where, to, said=message, better=fix)
        return
    has_code = any(isinstance(button, OneTimeCode) for button in template.buttons)
    if (has_code or template.kind == "AUTHENTICATION") and is_user_id(found):
        yield rules.problem("send.to-user", where, found)


def as_row(row: Row | Sequence[Any]) -> Row:
    """Return a row by names; a list's values are {{1}}, {{2}} and so on.

    Raises:
        BadInput: it is neither a mapping nor a list.
    """
    if isinstance(row, Mapping):
        return {str(key): value for key, value in row.items()}
    if isinstance(row, Sequence) and not isinstance(row, str):
        return {str(number): value for number, value in enumerate(row, 1)}
    raise BadInput(
        f"row={row!r} is no row. Give a dict, or a list of the values in order.",
        rule="send.row",
        row=row,
    )


class _PayloadWriter:
    """Writes the components of one message."""

    def __init__(self, template: Template, row: Row) -> None:
        self.template = template
        self.row = row
        self.slots: dict[str, list[Slot]] = {}
        for slot in slots(template):
            self.slots.setdefault(slot.where, []).append(slot)

    def value(self, key: str) -> Any:
        value = self.row.get(key)
        if isinstance(value, str) and not value.strip():
            return None
        return None if is_missing(value) else value

    def text(self, key: str) -> str:
        return values.said(self.value(key), self.template.language)

    def component(self, part: components.AnyComponent, prefix: str = "") -> Iterator[Json]:
        """Give what a component of the template becomes: none, one, or one for each button."""
        match part:
            case components.Header():
                yield from self._filled("header", self._header(part, prefix))
            case components.Body() if self.template.kind == "AUTHENTICATION":
                yield self._made("body", [{"type": "text", "text": self.text("code")}])
            case components.Body():
                yield from self._filled("body", self._texts(part.text, prefix))
            case components.Buttons(buttons=buttons):
                for number, button in enumerate(buttons):
                    yield from self._button(button, number, prefix)
            case components.LimitedTimeOffer() if part.has_expiration is not False:
                ends = {"expiration_time_ms": values.milliseconds(self.value("expires"))}
                offer = {"type": "limited_time_offer", "limited_time_offer": ends}
                yield self._made("limited_time_offer", [offer])
            case components.Carousel():
                yield {"type": "carousel", "cards": self._cards(part)}

    def _made(self, kind: str, parameters: list[Json]) -> Json:
        return {"type": kind, "parameters": parameters}

    def _filled(self, kind: str, parameters: list[Json]) -> Iterator[Json]:
        if parameters:
            yield self._made(kind, parameters)

    def _texts(self, text: str | None, prefix: str, only: str = "") -> list[Json]:
        made = []
        for name in in_order(text):
            value = self.value(f"{prefix}{only or name}")
            parameter: Json = {"type": "text", "text": values.said(value, self.template.language)}
            if isinstance(value, Amount | Moment):
                parameter = value.parameter()
            if self.template.is_named:
                parameter = {"type": parameter["type"], "parameter_name": name, **parameter}
            made.append(parameter)
        return made

    def _header(self, part: components.Header, prefix: str) -> list[Json]:
        match part.kind:
            case "TEXT":
                return self._texts(part.text, prefix, "" if self.template.is_named else "header")
            case kind if kind in components.MEDIA:
                return [self._media("video" if kind == "GIF" else kind.lower(), prefix)]
            case "LOCATION":
                return [{"type": "location", "location": self._location()}]
            case "PRODUCT":
                return [self._product(self.text(f"{prefix}product"))]
        return []

    def _media(self, kind: str, prefix: str) -> Json:
        text = self.text(f"{prefix}{kind}")
        file: Json = {"id" if text.isdecimal() else "link": text}
        if kind == "document" and self.value(f"{prefix}filename"):
            file["filename"] = self.text(f"{prefix}filename")
        return {"type": kind, kind: file}

    def _location(self) -> Json:
        place = {"latitude": self.text("latitude"), "longitude": self.text("longitude")}
        further = {"name": self.value("place"), "address": self.value("address")}
        return place | {key: str(value) for key, value in further.items() if value is not None}

    def _product(self, name: str) -> Json:
        product = {"product_retailer_id": name, "catalog_id": self.text("catalog_id")}
        return {"type": "product", "product": product}

    def _button(self, button: AnyButton, number: int, prefix: str) -> Iterator[Json]:
        key = f"{prefix}button_{number + 1}"
        kind = {"OTP": "url"}.get(button.TYPE, button.TYPE.lower())
        parameters = self._parameters(button, key)
        head = {"type": "button", "sub_type": kind, "index": number}
        if parameters:
            yield {**head, "parameters": parameters}
        elif button.TYPE == "FLOW":
            yield head  # left out, the platform answers with error 131009

    def _parameters(self, button: AnyButton, key: str) -> list[Json]:
        kind = button.TYPE
        if kind == "OTP" or (kind == "URL" and self.template.kind == "AUTHENTICATION"):
            key = "code"  # a listing has it as an address that copies the code
        match kind:
            case "URL" if key != "code" and names(url := getattr(button, "url", None) or ""):
                return [{"type": "text", "text": addresses.encoded(url, self.text(key))}]
            case "OTP" | "URL" if key == "code":
                return [{"type": "text", "text": self.text(key)}]
            case "COPY_CODE":
                return [{"type": "coupon_code", "coupon_code": self.text(key)}]
            case "QUICK_REPLY" | "VOICE_CALL":
                return self._call_or_reply(key)
            case "ORDER_DETAILS" | "CATALOG" | "MPM" | "FLOW":
                action = self._action(kind)
                return [{"type": "action", "action": action}] if action else []
        return []

    def _call_or_reply(self, key: str) -> list[Json]:
        made: list[Json] = []
        if (minutes := self.value(f"{key}_minutes")) is not None:
            made.append({"type": "ttl_minutes", "ttl_minutes": int(minutes)})
        if self.value(key) is not None:
            made.append({"type": "payload", "payload": self.text(key)})
        return made

    def _action(self, kind: str) -> Json:
        if kind == "ORDER_DETAILS":
            return ordering.details(self.template, self.row)
        if kind == "FLOW":
            given = {"flow_token": "flow_token", "flow_data": "flow_action_data"}
            found = {new: self.value(key) for key, new in given.items()}
            if found["flow_action_data"] is not None:
                found["flow_action_data"] = values.flow_data(found["flow_action_data"])
            return {key: value for key, value in found.items() if value is not None}
        action: Json = {}
        if self.value("thumbnail") is not None:
            action["thumbnail_product_retailer_id"] = self.text("thumbnail")
        if kind == "MPM":
            action["sections"] = values.sections(self.value("sections"))
        return action

    def _cards(self, carousel: components.Carousel) -> list[Json]:
        cards = carousel.cards
        products = list(self.value("products") or ()) if carousel.has_products else []
        if products:  # created with two cards, sent with up to ten like the first
            cards = cards[:1] * len(products)
        made = []
        for number, card in enumerate(cards):
            prefix = f"card_{number + 1}_"
            parts = card.components if isinstance(card, components.Card) else ()
            inside = [x for part in parts for x in self.component(part, prefix)]
            if products:
                header = self._made("header", [self._product(str(products[number]))])
                inside = [header, *(x for x in inside if x["type"] != "header")]
            made.append({"card_index": number, "components": inside})
        return made
