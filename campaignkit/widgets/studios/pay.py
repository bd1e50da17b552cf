"""The pay studio: a sign with a Pix, UPI or EPC code, and what it says in plain letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as w

from campaignkit import layout, locales, payments
from campaignkit.assets.payment_sticker import pay_here
from campaignkit.assets.sticker import Sticker
from campaignkit.errors import BadInput
from campaignkit.presentation import html, previews
from campaignkit.presentation.python_calls import Call
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.shared_forms import SharedForms, escaped
from campaignkit.widgets.sticker_form import SizeForm
from campaignkit.widgets.studio_panel import Facts, Panel

PLACE = 35
_DESIGN = "pay-here"
_COPIED = "copied"  # the text of a code that a bank's app gave: any format that is known
_FORMATS = {"pix": "Pix", "upi": "UPI", "epc": "EPC (SEPA, €)"}
_USUAL = {"BRL": "pix", "INR": "upi", "EUR": "epc"}  # by what a country pays in; others: copied
# Nobody's: example.com (RFC 2606), the IBAN of the ISO 13616 registry's own example.
_NOBODYS = {"26": {"00": "com.example", "01": "000000"}}
_EXAMPLES = {
    "pix": {"key": "pix@example.com", "city": "Recife"},
    "upi": {"address": "shop@example"},
    "epc": {"iban": "DE89370400440532013000"},
}


class PayStudio(Panel):
    """Controls for a `pay_here` sign."""

    title = _("Pay here")
    file_name = "pay-here.pdf"
    listed_as = "stickers"

    def __init__(self, shared: SharedForms) -> None:
        super().__init__(shared)
        named = [(label, kind) for kind, label in _FORMATS.items()]
        copied = (_("a code copied from my bank"), _COPIED)
        self.format = controls.choice(_("Paid with"), [*named, copied], self._usual())
        self.boxes = _boxes()
        self.asked = controls.group(name="payment")
        self.amount = controls.line(_("Amount"), hint=_("empty: the customer types it"))
        self.name = controls.line(_("Paid to"), hint=_("empty: the shop"))
        self.note = controls.line(_("Note"), hint=_("one small line"))
        self.size = SizeForm(layout.load(_DESIGN).size)
        self._ask()
        self.format.observe(self._ask, "value")
        shared.shop.country.observe(self._move, "value")
        each = [box for boxes in self.boxes.values() for box in boxes.values()]
        self.watch([self.format, self.amount, self.name, self.note, *each, *self.size.all()])
        more = controls.fold(_("More"), controls.group(self.name, self.note))
        first = controls.group(self.format, self.asked, self.amount)
        self.arrange(shared.shop_fold(), first, self.size.box, more)

    def recipe(self) -> Call:
        """Return the calls that make the sign."""
        shop = self.shared.shop.recipe()
        payment: Call | str = self.boxes[_COPIED]["code"].value.strip()
        if self.format.value != _COPIED:
            payment = Call("payment", self.format.value, self._payload(), (), self._payment())
        size = self.size.value()
        options = {} if size is None else {"size_mm": size}
        note = controls.filled({"note": self.note})
        return Call("sign", "pay_here", pay_here, (payment, shop), options | note)

    def places(self) -> Mapping[str, w.Widget]:
        """Return the controls that rules speak of."""
        kind = self.format.value
        named = {f"{kind}.{name}": box for name, box in self.boxes[kind].items()}
        first = next(iter(self.boxes[kind].values()))
        own = {
            f"{kind}.amount": self.amount,
            kind: first,
            "emv": first,
            "payment": first,
            "amount": self.amount,
        }
        return {**super().places(), **own, "iban": first, "currency": self.amount, **named}

    def lacking(self) -> tuple[str, str]:
        """Ask for the key, address or account, and show an example until it is typed."""
        empty = self._empty()
        if not empty:
            return "", ""
        said = _("This is an example. Fill in: {names}.", names=_(", ").join(empty))
        return said, previews.picture(self._example())

    def _empty(self) -> list[str]:
        """Return what must be filled in and is not."""
        first, *others = self.boxes[self.format.value].items()
        wanted = [first, *(pair for pair in others if pair[0] == "city")]
        return [str(box.description) for _name, box in wanted if not box.value.strip()]

    def _example(self) -> Sticker:
        shop = self.shared.shop.recipe().make()
        name = str(_("Shop"))
        plain = name if name.isascii() else "Shop"  # in letters that every format can carry
        if self.format.value == _COPIED:
            place = {"city": "City", "country": shop.country, "currency": "USD"}
            payment = payments.kinds()["emv"](accounts=_NOBODYS, name=plain, **place)
        else:
            payment = self._payload()(name=plain, **_EXAMPLES[self.format.value])
        return pay_here(payment, shop, size_mm=self.size.value())

    def drawn(self, made: Sticker) -> str:
        """Return the sign as it prints."""
        return previews.picture(made)

    def told(self, made: Sticker) -> Facts:
        """Return what it says in plain letters, and whether phones will read it."""
        facts = html.table({_("It says"): str(made.facts["clear"]), _("Code says"): made.payload})
        proof, files = previews.proven(made, self.saves, example=self.shared.has_examples_phone)
        advice = previews.printing_advice(None) if files else ""
        return Facts(words=facts + proof, files=files, printing=advice)

    def kept(self) -> dict[str, Any]:
        """Return the sign as a campaign file has it: a sticker that opens the payment.

        Raises:
            BadInput: it is not filled in yet, or wrong.
        """
        if empty := self._empty():
            raise BadInput(
                f"The sign to be paid at lacks {', '.join(empty)}. Fill it in first.",
                rule="studio.pay-missing",
            )
        copied = self.boxes[_COPIED]["code"].value.strip()
        is_copied = self.format.value == _COPIED
        payment = copied if is_copied else self._payload()(**self._payment())
        size = self.size.value()
        note = controls.filled({"note": self.note})
        said = escaped({"design": _DESIGN, "link": payment, **note})
        return said if size is None else {**said, "size_mm": size}

    def takes(self, table: Mapping[str, Any]) -> bool:
        """Say no: a sign in a file is a sticker, which the sticker studio shows."""
        return False

    def _payload(self) -> Any:
        return payments.kinds()[self.format.value]

    def _payment(self) -> dict[str, str]:
        """Return what the payment is given; what is left empty is left out."""
        boxes = self.boxes[self.format.value]
        given = {name: box.value.strip() for name, box in boxes.items() if box.value.strip()}
        paid = {"name": self.name.value.strip() or self.shared.shop.name.value}
        amount = {"amount": self.amount.value.strip()} if self.amount.value.strip() else {}
        return {**given, **paid, **amount}

    def _usual(self) -> str:
        return _USUAL.get(locales.currency_of(self.shared.shop.country.value), _COPIED)

    def _move(self, _change: object) -> None:
        self.format.value = self._usual()

    def _ask(self, _change: object = None) -> None:
        """Ask for what the format needs."""
        self.asked.children = list(self.boxes[self.format.value].values())
        for box in self.asked.children:
            controls.respeak(box)
        for box in (self.amount, self.name):
            controls.seen(box, self.format.value != _COPIED)


def _boxes() -> dict[str, dict[str, w.Text | w.Textarea]]:
    """Return the fields of each format; the first of each must be filled in."""
    return {
        "pix": {
            "key": controls.line(_("Pix key"), hint=_("phone, CPF, CNPJ, e-mail or random key")),
            "city": controls.line(_("City")),
            "description": controls.line(_("What for"), hint=_("may be empty")),
        },
        "upi": {
            "address": controls.line(_("UPI address"), hint=_("as in name@bank")),
            "note": controls.line(_("What for"), hint=_("may be empty")),
        },
        "epc": {
            "iban": controls.line(_("IBAN")),
            "text": controls.line(_("What for"), hint=_("may be empty")),
        },
        _COPIED: {
            "code": controls.area(
                _("Payment code"), hint=_("the text of the code, as your bank's app copies it")
            )
        },
    }
