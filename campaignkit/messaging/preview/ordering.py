"""An order in a bubble: what is bought, each sum, and the ways to pay it."""

from __future__ import annotations

from decimal import Decimal
from html import escape

from campaignkit import locales
from campaignkit.errors import BadInput
from campaignkit.messaging.orders import Order, OrderStatus
from campaignkit.messaging.preview.phrases import counted, phrase
from campaignkit.messaging.preview.styles import Theme, paint

_ITEMS = 4  # of more, the rest is counted
_CURRENCY = "BRL"  # where an order has not said


def words(order: Order, language: str | None) -> list[tuple[str, str]]:
    """Return an order as pairs: what it is, what it costs.

    >>> from campaignkit.messaging.orders import OrderItem
    >>> words(Order("A-17", [OrderItem("Bolo", "12.50", 2)], payment_link="https://p.example/1",
    ...             currency="BRL"), "en")
    [('Bolo × 2', 'R$25.00'), ('Total', 'R$25.00')]
    """
    made = [(_named(item.name, item.quantity), item.sum) for item in order.items[:_ITEMS]]
    if left := order.items[_ITEMS:]:
        count = counted("more_items", len(left), language)
        made.append((count, sum((item.sum for item in left), Decimal(0))))
    shown = ("tax", "shipping", "discount") if order.items else ()  # without items: a bare total
    further = [(key, getattr(order, key)) for key in shown]
    if any(amount for _, amount in further):
        made.append((phrase("subtotal", language), order.subtotal))
    for key, amount in further:
        if amount:
            signed = -amount if key == "discount" else amount
            made.append((order.texts.get(key) or phrase(key, language), signed))
    made.append((phrase("total", language), order.amount))
    return [(name, money(amount, order.currency, language)) for name, amount in made]


def _named(name: str, quantity: int) -> str:
    return name if quantity == 1 else f"{name} × {quantity}"


def money(amount: Decimal, currency: str | None, language: str | None) -> str:
    """Return an amount as the message's language writes it, safe in text of any direction."""
    try:
        written = locales.money(abs(amount), currency or _CURRENCY, language or "en")
    except BadInput:  # no such currency: the order's own findings say so
        written = f"{abs(amount):.2f} {currency}"
    written = f"\N{MINUS SIGN}{written}" if amount < 0 else written
    return apart(written, language)


def apart(text: str, language: str | None) -> str:
    """Return a code or an amount so that it keeps its order in text that runs from the right."""
    is_rtl = locales.direction(language or "en") == "rtl"
    return f"\N{LEFT-TO-RIGHT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if is_rtl else text


def title(reference: str, language: str | None) -> str:
    """Return the line above an order or news of one: its number."""
    return phrase("order", language).format(reference=apart(reference, language))


def ways(order: Order | None, language: str | None) -> list[str]:
    """Return the labels of the buttons that pay an order."""
    named = {
        "pix": "copy_pix",
        "boleto": "copy_boleto",
        "payment_link": "open_link",
        "upi": "pay_upi",
    }
    given = [key for key in named if order is not None and getattr(order, key)]
    return [phrase(named[key], language) for key in given]


def box(order: Order | None, language: str | None, theme: Theme) -> str:
    """Return an order as a box; None: one that no row has filled in yet."""
    reference = "…" if order is None else order.reference
    title = phrase("order", language).format(reference=apart(reference, language))
    pairs = [(phrase("total", language), "…")] if order is None else words(order, language)
    lines = "".join(
        _line(name, amount, theme, last=at == len(pairs))
        for at, (name, amount) in enumerate(pairs, 1)
    )
    return _box(f"<b>{escape(title)}</b>{lines}", theme)


def status_box(status: OrderStatus | None, language: str | None, theme: Theme) -> str:
    """Return news of an order as a box; None: news that no row has filled in yet."""
    reference = "…" if status is None else status.reference
    title = phrase("order", language).format(reference=apart(reference, language))
    said = [] if status is None else status_words(status, language)
    soft = paint(theme, color="soft")
    lines = "".join(f'<div style="{soft}">{escape(line)}</div>' for line in said)
    return _box(f"<b>{escape(title)}</b>{lines}", theme)


def status_words(status: OrderStatus, language: str | None) -> list[str]:
    """Return what became of an order, in words."""
    written = status.to_api() if not status.problems().errors else {}
    said = []
    if "order" in written:
        said.append(phrase(f"status_{written['order']['status']}", language))
    if "payment" in written:
        said.append(phrase(f"paid_{written['payment']['status']}", language))
    return [*said, *([status.text] if status.text else [])]


def _line(name: str, amount: str, theme: Theme, *, last: bool) -> str:
    row = "display:flex;justify-content:space-between;gap:12px;padding-top:4px;"
    weight = "font-weight:600;" if last else paint(theme, color="soft")
    value = f'<span style="white-space:nowrap">{escape(amount)}</span>'
    label = f'<span dir="auto" style="overflow-wrap:anywhere;min-width:0">{escape(name)}</span>'
    return f'<div style="{row}{weight}">{label}{value}</div>'


def _box(inner: str, theme: Theme) -> str:
    style = f"border-radius:6px;padding:8px 10px;margin-bottom:6px;{paint(theme, background='box')}"
    return f'<div style="{style}">{inner}</div>'
