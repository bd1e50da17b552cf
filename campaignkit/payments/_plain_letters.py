"""What stands in plain letters beside a payment code, with a label for each value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from campaignkit import locales
from campaignkit.payments._payment import Payment

_CURRENCY = {"pix": "BRL", "upi": "INR", "bharat": "INR", "epc": "EUR"}
_ORDER = ("name", "amount", "reference", "text", "note", "description", "pix_key", "upi")
_SAME = {"iban": "IBAN", "bic": "BIC", "upi": "UPI"}
_LABELS = {
    "en": ("Payee", "Amount", "Reference", "Remittance text", "Note", "Description", "Pix key"),
    "ar": ("المستفيد", "المبلغ", "المرجع", "سبب التحويل", "ملاحظة", "الوصف", "مفتاح Pix"),
    "de": (
        *("Empfänger", "Betrag", "Referenz", "Verwendungszweck", "Hinweis", "Beschreibung"),
        "Pix-Schlüssel",
    ),
    "es": ("Beneficiario", "Importe", "Referencia", "Concepto", "Nota", "Descripción", "Clave Pix"),
    "fi": ("Saaja", "Summa", "Viite", "Viesti", "Huomautus", "Kuvaus", "Pix-avain"),
    "fr": ("Bénéficiaire", "Montant", "Référence", "Motif", "Note", "Description", "Clé Pix"),
    "hi": ("प्राप्तकर्ता", "राशि", "संदर्भ", "भुगतान विवरण", "नोट", "विवरण", "Pix कुंजी"),
    "it": (
        "Beneficiario",
        "Importo",
        "Riferimento",
        "Causale",
        "Nota",
        "Descrizione",
        "Chiave Pix",
    ),
    "nl": (
        *("Begunstigde", "Bedrag", "Kenmerk", "Omschrijving", "Opmerking", "Beschrijving"),
        "Pix-sleutel",
    ),
    "pt": ("Recebedor", "Valor", "Referência", "Finalidade", "Nota", "Descrição", "Chave Pix"),
}


def shown(
    kind: str, values: Iterable[tuple[str, str | Decimal]], payment: Payment, language: str
) -> list[tuple[str, str]]:
    """Return labels and values in a language, in the order given."""
    names = next(name for name in locales.fallbacks(language) if name in _LABELS)
    labels = _SAME | dict(zip(_ORDER, _LABELS[names], strict=False))
    currency = _CURRENCY.get(kind) or str(payment.fields.get("currency", ""))
    return [
        (labels[label], _money(value, currency, language) if isinstance(value, Decimal) else value)
        for label, value in values
    ]


def _money(amount: Decimal, currency: str, language: str) -> str:
    if re.fullmatch("[A-Z]{3}", currency):
        return locales.money(amount, currency, language)
    return f"{amount:f} ({currency})"  # a currency that we know by its number only
