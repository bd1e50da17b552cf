"""Bharat QR (India): a UPI address in EMVCo's form, which bank and card apps read.

Source: Bharat QR tag reference 4.0.1. Full Bharat QRs, with card numbers, come from the bank
that issues them; we read those and build ones with a UPI address alone. Whether every app takes
them is not known: `upi` makes the usual sticker.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from campaignkit.errors import BadInput, TooBig
from campaignkit.payments import _amounts, _emv_objects, _latin, upi
from campaignkit.payments._payment import Payment
from campaignkit.payments._problems import PaymentFindings

RID = "A000000524"  # NPCI's registered application provider; one web page has upi.npci.org
_CURRENCY = "356"  # ISO 4217: INR
_ADDRESS, _NAME, _CITY, _NOTE = 50, 23, 15, 25  # characters
_MOST_URL = 26  # characters of the reference address


def payload(
    *,
    address: str,
    name: str,
    city: str,
    postal_code: str,
    category: str = "0000",
    amount: _amounts.Amount | None = None,
    minimum: _amounts.Amount | None = None,
    reference: str | None = None,
    url: str | None = None,
    note: str | None = None,
    single_use: bool = False,
    extra: Mapping[str, str] | None = None,
) -> str:
    """Return the text of a Bharat QR with a UPI address.

    Args:
        address: The UPI address (VPA), at most 50 characters.
        name: Who is paid. Accents go; cut to 23 characters.
        city: Where. Accents go; cut to 15 characters.
        postal_code: PIN code, six digits.
        category: Merchant category code (ISO 18245), four digits.
        amount: Rupees, at most two decimals. None: the payer types it.
        minimum: The least amount.
        reference: Order or bill, 4 to 35 characters; of a code for one payment.
        url: With `reference`: a page about the payment, at most 26 characters.
        note: What it is for, at most 25 characters.
        single_use: The code is for one payment.
        extra: Objects we do not know, by path: {"62-07": "T1"}.

    Raises:
        BadInput: every fact that is wrong, at once.
        TooBig: only texts that are too long.

    >>> payload(address="chaishop@okhdfcbank", name="Chai Shop", city="Mumbai",
    ...         postal_code="400001")[:53]
    '00020101021126370010A0000005240119chaishop@okhdfcbank'
    """
    found = PaymentFindings("bharat")
    text = write(
        found,
        address=address,
        name=name,
        city=city,
        postal_code=postal_code,
        category=category,
        amount=amount,
        minimum=minimum,
        reference=reference,
        url=url,
        note=note,
        single_use=single_use,
        extra=extra,
    )
    found.raise_errors()
    return text


def write(
    found: PaymentFindings,
    *,
    address: str,
    name: str,
    city: str,
    postal_code: str,
    category: str,
    amount: _amounts.Amount | None,
    minimum: _amounts.Amount | None,
    reference: str | None,
    url: str | None,
    note: str | None,
    single_use: bool,
    extra: Mapping[str, str] | None,
) -> str:
    """Return the text, or "" and what was wrong in `found`. Arguments as in `payload`."""
    account = {"00": RID, "01": found.take("address", _address, address) or ""}
    tree: dict[str, str | Mapping[str, str]] = {
        **{"00": "01", "01": "12" if single_use else "11", "26": account},
        **{"52": category, "53": _CURRENCY, "58": "IN", "61": postal_code},
        "59": _latin.plain(found, "name", name, most=_NAME, cut=True) or "",
        "60": _latin.plain(found, "city", city, most=_CITY, cut=True) or "",
    }
    _check_digits(found, category, postal_code)
    for key, value, into, number in (
        ("amount", amount, tree, "54"),
        ("minimum", minimum, account, "02"),
    ):
        if value is not None:
            paid = found.take(key, _amounts.exact, value, key=key, currency="INR", most=upi.MOST)
            into[number] = _amounts.two_places(paid or Decimal(0))
    if reference is not None or url is not None:
        tree["27"] = found.take("reference", _transaction, reference, url) or {}
    if note is not None:
        tree["62"] = {"08": _latin.plain(found, "note", note, most=_NOTE, cut=False) or ""}
    if found.failed:
        return ""
    return found.take("extra", _finished, tree, extra) or ""


def _finished(tree: _emv_objects.Tree, extra: object) -> str:
    return _emv_objects.sealed(_emv_objects.with_extra(tree, _emv_objects.checked(extra)))


def _address(address: object) -> str:
    text = upi.vpa(address)
    if len(text) > _ADDRESS:
        raise TooBig(
            f"address has {len(text)} characters; {_ADDRESS} fit in a Bharat QR.",
            rule="bharat.address-length",
            limit=_ADDRESS,
        )
    return text


def _check_digits(found: PaymentFindings, category: object, postal_code: object) -> None:
    for key, value, count, example in (
        ("category", category, 4, "5812"),
        ("postal_code", postal_code, 6, "400001"),
    ):
        if not isinstance(value, str) or not re.fullmatch(f"[0-9]{{{count}}}", value):
            found.error(
                key, f"{key}={value!r} is not {count} digits, as in {example!r}.", value=value
            )


def _transaction(reference: object, url: object) -> dict[str, str]:
    """Return the objects of template 27."""
    if reference is None:
        raise BadInput(
            "url goes with a reference. Give both, or leave the url out.",
            rule="bharat.url-without-reference",
        )
    inner = {"00": RID, "01": upi.order(reference)}
    if url is None:
        return inner
    if not isinstance(url, str) or not re.fullmatch("[!-~]+", url):
        raise BadInput(f"url={url!r} is not an address.", rule="bharat.url", url=url)
    if len(url) > _MOST_URL:
        raise TooBig(
            f"url has {len(url)} characters; {_MOST_URL} fit. Use a shorter address.",
            rule="bharat.url-length",
            limit=_MOST_URL,
        )
    return inner | {"02": url}


def recognises(text: str) -> bool:
    """Say whether this is a Bharat QR with a UPI address.

    Raises:
        BadInput: it begins or ends like an EMVCo payload, and is damaged.
    """
    if not _emv_objects.looks_sealed(text):
        return False
    return _has_address(dict(_emv_objects.opened(text)))


def _has_address(values: Mapping[str, str]) -> bool:
    return "26" in values and _emv_objects.has_gui("26", values["26"], RID)


def parse(text: str) -> Payment:
    """Return what a Bharat QR says; card numbers and the like stand under "extra".

    Raises:
        BadInput: damaged, without a UPI address, not in rupees, or an amount that is none.
    """
    values = dict(_emv_objects.opened(text))
    if not _has_address(values):
        raise BadInput(
            "the code is of another payment system: it has no UPI address.",
            rule="bharat.other-system",
        )
    if values.get("53") != _CURRENCY or values.get("58") != "IN":
        raise BadInput(
            f"the code is for currency {values.get('53')}, country {values.get('58')}; Bharat QR "
            f"is {_CURRENCY}, IN.",
            rule="bharat.currency",
            limit=_CURRENCY,
        )
    for number in ("00", "53", "58"):
        del values[number]
    return Payment("bharat", _fields(values), text)


def _fields(values: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "name": values.pop("59", ""),
        "city": values.pop("60", ""),
        "postal_code": values.pop("61", ""),
        "category": values.pop("52", "0000"),
        "amount": values.pop("54", None),
    }
    if values.get("01", "11") in ("11", "12"):
        fields["single_use"] = values.pop("01", "11") == "12"
    extra: dict[str, str] = {}
    for number, gui, known in (
        ("26", RID, {"01": "address", "02": "minimum"}),
        ("27", RID, {"01": "reference", "02": "url"}),
        ("62", None, {"08": "note"}),
    ):
        inner = _emv_objects.template(number, values.get(number, "")) or {}
        if not inner or (gui is not None and inner.pop("00", "").casefold() != gui.casefold()):
            continue
        del values[number]
        fields |= {name: inner.pop(sub) for sub, name in known.items() if sub in inner}
        extra |= {f"{number}-{sub}": value for sub, value in inner.items()}
    fields["address"] = fields.get("address", "")
    for key in ("amount", "minimum"):
        if fields.get(key) is not None:
            fields[key] = _amounts.read(fields[key], key=key)
    extra |= values
    fields["extra"] = dict(sorted(extra.items())) or None
    return {key: value for key, value in fields.items() if value is not None}


def clear(fields: Mapping[str, Any]) -> list[tuple[str, str | Decimal]]:
    """Return what to print beside the code, label by label."""
    return upi.clear(fields)
