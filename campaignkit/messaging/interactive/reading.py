"""JSON of an interactive message → its value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from campaignkit.errors import BadInput, near_or_all
from campaignkit.frozen import Frozen
from campaignkit.messaging.interactive import actions
from campaignkit.messaging.interactive.actions import Action, Choice, Reply, Section
from campaignkit.messaging.orders import Order, OrderItem, OrderStatus

Json = Mapping[str, Any]


def facts(data: Any) -> dict[str, Any]:
    """Return the arguments of `Interactive` that JSON describes.

    Raises:
        BadInput: it is no interactive message, or of a kind not known here.
    """
    whole = _object(data, "the message")
    inside = _object(whole.get("interactive", whole), "interactive")
    kind = str(inside.get("type"))
    if kind not in _READERS:
        near = near_or_all(kind, _READERS)
        raise BadInput(
            f"{kind!r} is no kind of interactive message.{near}",
            rule="interactive.kind",
            value=kind,
        )
    try:
        action = _READERS[kind](_object(inside.get("action"), "action"))
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError) as err:
        if isinstance(err, BadInput):
            raise
        raise BadInput(
            f"the action of the {kind} message is not written as the platform has it ({err}).",
            rule="interactive.action",
            value=kind,
        ) from err
    said = {key: _words(inside, key) for key in ("body", "footer")}
    words = {"text": said["body"] or "", "footer": said["footer"]}
    return {**words, **_header(inside.get("header")), "action": action}


def _words(inside: Json, key: str) -> str | None:
    """Return the text of the body or footer, None if there is none."""
    part = inside.get(key)
    text = None if part is None else _object(part, key).get("text")
    return None if text is None else str(text)


def _object(value: Any, what: str) -> Json:
    if not isinstance(value, Mapping):
        raise BadInput(
            f"{what} is {type(value).__name__}, not a JSON object.",
            rule="interactive.form",
            value=what,
        )
    return value


def _header(data: Any) -> dict[str, Any]:
    if data is None:
        return {}
    header = _object(data, "header")
    kind = str(header.get("type"))
    if kind == "text":
        return {"header": str(header.get("text") or "")}
    file = _object(header.get(kind), f"header.{kind}")
    if kind not in ("image", "video", "document"):
        raise BadInput(
            f"{kind!r} is no header. Write text, image, video or document.",
            rule="interactive.header",
            value=kind,
        )
    more = {"filename": str(file["filename"])} if "filename" in file else {}
    return {kind: str(file.get("id") or file.get("link") or ""), **more}


def _replies(data: Json) -> Action:
    given = [each["reply"] for each in data["buttons"]]
    return actions.Replies(tuple(Reply(str(b["title"]), str(b["id"])) for b in given))


def _choices(data: Json) -> Action:
    sections = []
    for each in data["sections"]:
        rows = [Choice(str(r["title"]), str(r["id"]), r.get("description")) for r in each["rows"]]
        sections.append(Section(each.get("title"), tuple(rows)))
    return actions.Choices(str(data["button"]), tuple(sections))


def _link(data: Json) -> Action:
    given = data["parameters"]
    return actions.Link(str(given["display_text"]), str(given["url"]))


def _address(data: Json) -> Action:
    given = data["parameters"]
    saved = tuple(Frozen(each["value"]) for each in given.get("saved_addresses", ()))
    values, errors = given.get("values", {}), given.get("validation_errors", {})
    return actions.AskAddress(str(given["country"]), Frozen(values), saved, Frozen(errors))


def _catalog(data: Json) -> Action:
    shown = data.get("parameters", {}).get("thumbnail_product_retailer_id")
    return actions.OpenCatalog(shown or None)


def _products(data: Json) -> Action:
    sections = []
    for each in data["sections"]:
        ids = tuple(str(item["product_retailer_id"]) for item in each["product_items"])
        sections.append(Section(each.get("title"), products=ids))
    return actions.ManyProducts(str(data["catalog_id"]), tuple(sections))


def _form(data: Json) -> Action:
    given = data["parameters"]
    begins = given.get("flow_action_payload", {})
    return actions.OpenForm(
        str(given["flow_cta"]),
        given.get("flow_id"),
        given.get("flow_name"),
        given.get("flow_token"),
        begins.get("screen"),
        Frozen(begins.get("data", {})),
        draft=given.get("mode") == "draft",
        exchange=given.get("flow_action") == "data_exchange",
    )


def _amount(data: Json) -> Decimal:
    return Decimal(data["value"]) / Decimal(data["offset"])


def _order(data: Json) -> Action:
    given = data["parameters"]
    order = given.get("order", {})
    pays = {way["type"]: way[way["type"]] for way in given.get("payment_settings", ())}
    pix = pays.get("pix_dynamic_code", {})
    facts: dict[str, Any] = {"currency": given["currency"], "goods": given["type"]}
    facts |= {"items": [_item(each) for each in order.get("items", ())]}
    facts |= {"total": _amount(given["total_amount"]), "catalog_id": order.get("catalog_id")}
    for key in ("tax", "shipping", "discount"):
        if key in order:
            facts |= {key: _amount(order[key]), f"{key}_text": order[key].get("description")}
    facts |= {"pix": pix.get("code"), "pix_name": pix.get("merchant_name")}
    facts |= {"pix_key": pix.get("key"), "boleto": pays.get("boleto", {}).get("digitable_line")}
    facts |= {"payment_link": pays.get("payment_link", {}).get("uri")}
    facts |= {"upi": pays.get("upi_intent_link", {}).get("link")}
    facts |= {"payment_configuration": given.get("payment_configuration")}
    if "expiration" in order:
        when = order["expiration"]
        facts |= {"expires": int(when["timestamp"]), "expires_text": when.get("description")}
    if given.get("beneficiaries"):
        facts["beneficiary"] = given["beneficiaries"][0]
    return actions.ReviewAndPay(Order(str(given["reference_id"]), **facts))


def _item(data: Json) -> OrderItem:
    known = {"name", "amount", "quantity", "sale_amount", "retailer_id"}
    sale = data.get("sale_amount")
    more = {str(key): value for key, value in data.items() if key not in known}
    return OrderItem(
        str(data["name"]),
        _amount(data["amount"]),
        data["quantity"],
        sale_amount=None if sale is None else _amount(sale),
        retailer_id=data.get("retailer_id"),
        **more,
    )


def _status(data: Json) -> Action:
    given = data["parameters"]
    order, payment = given.get("order", {}), given.get("payment", {})
    status = OrderStatus(
        str(given["reference_id"]),
        order.get("status"),
        order.get("description"),
        payment.get("status"),
        payment.get("timestamp"),
    )
    return actions.ReviewOrder(status)


_READERS: dict[str, Callable[[Json], Action]] = {
    "button": _replies,
    "list": _choices,
    "cta_url": _link,
    "location_request_message": lambda _: actions.AskLocation(),
    "address_message": _address,
    "contact_request": lambda _: actions.AskContact(),
    "catalog_message": _catalog,
    "product": lambda data: actions.OneProduct(
        str(data["catalog_id"]), str(data["product_retailer_id"])
    ),
    "product_list": _products,
    "flow": _form,
    "order_details": _order,
    "order_status": _status,
}
