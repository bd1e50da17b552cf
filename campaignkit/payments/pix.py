"""Pix (Brazil): a key or a bank's address, as a BR Code.

Sources: Banco Central do Brasil, "Manual do BR Code" 1.0.0, "Manual de Padrões para Iniciação
do Pix" 2.2, Pix API 2.9.0; EMVCo Merchant-Presented Mode 1.1. The same text is the "Pix Copia
e Cola". Name and city are what banks print while they look the key up: the payer sees the name
registered with the key. Manuals newer than 2.2 were not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from campaignkit import phones
from campaignkit.arguments import truth
from campaignkit.errors import BadInput, TooBig
from campaignkit.payments import _amounts, _emv_objects, _keys, _latin
from campaignkit.payments._keys import KeyType
from campaignkit.payments._payment import Payment
from campaignkit.payments._problems import PaymentFindings

GUI = "br.gov.bcb.pix"
MOST = "9999999999.99"  # 13 characters (EMVCo, object 54)
_CURRENCY = "986"  # ISO 4217: BRL
_NAME, _CITY, _TXID = 25, 15, 25  # characters (BR Code, objects 59, 60, 62-05)
_DESCRIPTION = 72  # characters, less with a long key: object 26 has 99
_URL = 77
_NO_TXID = "***"  # Manual de Padrões: the receiver gives none


def payload(
    *,
    key: str | None = None,
    url: str | None = None,
    name: str,
    city: str,
    amount: _amounts.Amount | None = None,
    txid: str | None = None,
    description: str | None = None,
    key_type: KeyType | None = None,
    category: str = "0000",
    postal_code: str | None = None,
    facilitator: str | None = None,
    recurrence: str | None = None,
    single_use: bool = False,
    compact: bool = False,
    extra: Mapping[str, str] | None = None,
) -> str:
    """Return the text of a Pix code.

    Args:
        key: Whom to pay, in any written form: CPF, CNPJ, phone, e-mail or random key (EVP).
        url: Address of a charge, instead of a key, as the shop's bank gave it: at most 77
            characters, https implied.
        name: Who is paid. Accents go; cut to 25 characters.
        city: Where. Accents go; cut to 15 characters.
        amount: Reais, at most two decimals; Decimal, int or text. None: the payer types it.
        txid: What the shop's statement shows: 1 to 25 letters and digits. Some banks refuse
            one that they did not agree to.
        description: Note that most apps show the payer; accents go. At most 73 characters less
            the key's length; with an e-mail of 73 or more, none.
        key_type: "cpf", "cnpj", "phone", "email" or "evp"; needed for eleven bare digits.
        category: Merchant category code (ISO 18245), four digits; "0000": none.
        postal_code: CEP, eight digits.
        facilitator: ISPB of a cash-service facilitator, eight digits.
        recurrence: Address of a Pix Automático recurrence, as the bank gave it.
        single_use: The charge behind `url` can be paid once.
        compact: All in capitals, for a smaller code. Not with an e-mail or an address, and not
            tried with every bank.
        extra: Objects we do not know, by path: {"62-07": "T1"}.

    Raises:
        BadInput: every fact that is wrong, at once.
        TooBig: only texts that are too long.

    >>> payload(key="123.456.789-09", name="Fulano de Tal", city="Brasília")[:62]
    '00020126330014br.gov.bcb.pix0111123456789095204000053039865802'
    """
    found = PaymentFindings("pix")
    text = write(
        found,
        key=key,
        url=url,
        name=name,
        city=city,
        amount=amount,
        txid=txid,
        description=description,
        key_type=key_type,
        category=category,
        postal_code=postal_code,
        facilitator=facilitator,
        recurrence=recurrence,
        single_use=single_use,
        compact=compact,
        extra=extra,
    )
    found.raise_errors()
    return text


def write(
    found: PaymentFindings,
    *,
    key: str | None,
    url: str | None,
    name: str,
    city: str,
    amount: _amounts.Amount | None,
    txid: str | None,
    description: str | None,
    key_type: KeyType | None,
    category: str,
    postal_code: str | None,
    facilitator: str | None,
    recurrence: str | None,
    single_use: bool,
    compact: bool,
    extra: Mapping[str, str] | None,
) -> str:
    """Return the text, or "" and what was wrong in `found`. Arguments as in `payload`."""
    extra = found.take("extra", _emv_objects.checked, extra) or {}
    _combination(found, key, url, recurrence, single_use)
    account = _account(
        found, key=key, key_type=key_type, url=url, description=description, facilitator=facilitator
    )
    tree: dict[str, str | Mapping[str, str]] = {"00": "01", "52": category, "53": _CURRENCY}
    tree |= {"58": "BR", _free(extra, 26, 51): account}
    tree["59"] = _latin.plain(found, "name", name, most=_NAME, cut=True) or ""
    tree["60"] = _latin.plain(found, "city", city, most=_CITY, cut=True) or ""
    tree["62"] = {"05": _NO_TXID if txid is None else found.take("txid", _txid, txid, url) or ""}
    found.take("category", _digits, category, 4, key="category", example="5812")
    if amount is not None and (
        paid := found.take("amount", _amounts.exact, amount, currency="BRL", most=MOST)
    ):
        tree["54"] = _amounts.two_places(paid)
    if postal_code is not None:
        bare = str(postal_code).replace("-", "")
        _digits_into(found, tree, "61", bare, 8, key="postal_code", example="01310-100")
    if truth(single_use, "single_use"):
        tree["01"] = "12"
    if recurrence is not None:
        place = found.take("recurrence", _address, recurrence, key="recurrence")
        tree[_free(extra, 80, 99)] = {"00": GUI, "25": place or ""}
    if txid is not None and key is not None:
        _advise_txid(found, txid)
    compact = truth(compact, "compact")
    if compact and not found.failed:
        found.take("compact", _check_compact, account, url or recurrence, txid)
    if found.failed:
        return ""
    return found.take("extra", _finished, tree, extra, compact) or ""


def _finished(tree: _emv_objects.Tree, extra: Mapping[str, str], compact: bool) -> str:
    whole = _emv_objects.with_extra(tree, extra)
    if not compact:
        return _emv_objects.sealed(whole)
    capitals = _emv_objects.sealed(whole)[:-4].upper()
    return capitals + _emv_objects.crc(capitals)


def _combination(
    found: PaymentFindings, key: object, url: object, recurrence: object, single_use: bool
) -> None:
    if key is not None and url is not None:
        found.error("key", "there is a key and a url; a code has one. Leave one out.")
    if key is None and url is None and recurrence is None:
        found.error(
            "key", "there is neither key nor url. Give the shop's Pix key, or its bank's address."
        )
    if truth(single_use, "single_use") and url is None:
        found.error("single_use", "single_use is for a url: a code with a key can be paid again.")


def _account(
    found: PaymentFindings,
    *,
    key: str | None,
    key_type: KeyType | None,
    url: str | None,
    description: str | None,
    facilitator: str | None,
) -> dict[str, str]:
    """Return the objects of template 26."""
    account = {"00": GUI}
    if key is not None and (made := found.take("key", _keys.stored, key, key_type)):
        account["01"] = made[1]
        if made[0] == "phone":
            found.extend(phones.advice(made[1]))
    if url is not None and (address := found.take("url", _address, url)):
        account["25"] = address
    if facilitator is not None:
        _digits_into(found, account, "03", facilitator, 8, key="facilitator", example="99999008")
    if description is not None:
        _describe(found, account, description, url)
    if url is not None and facilitator is not None:
        found.error("facilitator", "facilitator goes with a key; a url says it by itself.")
    return account


def _describe(
    found: PaymentFindings, account: dict[str, str], description: str, url: str | None
) -> None:
    if url is not None:
        found.error("description", "description goes with a key; the charge at a url has its own.")
        return
    room = _emv_objects.LONGEST_VALUE - len(_emv_objects.joined(account.items())) - len("02nn")
    if room < 1:
        found.error(
            "description",
            f"description has no room beside a key of {len(account['01'])} characters. "
            "Leave it out, or use a shorter key.",
        )
        return
    most = min(room, _DESCRIPTION)
    text = _latin.plain(found, "description", description, most=most, cut=False)
    if text is not None:
        account["02"] = text


def _address(url: str, *, key: str = "url") -> str:
    text = str(url).strip().removeprefix("https://")
    if len(text) > _URL:
        raise TooBig(
            f"{key} has {len(text)} characters without https://; {_URL} fit. Ask the bank for a "
            "shorter one: it cannot be cut.",
            rule="pix.url-length",
            key=key,
            limit=_URL,
        )
    if not re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]+)?/[!-~]+", text):
        raise BadInput(
            f"{key}={url!r} is not an address as banks give it: host and path, https implied, as "
            "in 'pix.example.com/v2/8b3da2f39a41'.",
            rule="pix.url",
            key=key,
            url=url,
        )
    return text


def _txid(txid: str, url: str | None) -> str:
    if isinstance(txid, str) and txid == _NO_TXID:
        return txid
    dash = "-" if url is not None else ""  # the manual's own example has one
    if not isinstance(txid, str) or not re.fullmatch(f"[A-Za-z0-9{dash}]+", txid):
        raise BadInput(
            f"txid={txid!r} may have letters A-Z, a-z and digits only, as in 'MESA04'.",
            rule="pix.txid",
            txid=txid,
        )
    if len(txid) > _TXID:
        raise TooBig(
            f"txid has {len(txid)} characters; {_TXID} fit. Shorten it.",
            rule="pix.txid-length",
            limit=_TXID,
        )
    return txid


def _advise_txid(found: PaymentFindings, txid: str) -> None:
    if not isinstance(txid, str) or txid != _NO_TXID:
        found.warn(
            "txid",
            "some banks refuse a code with a txid of the shop's own, and apps do not show it.",
            value=txid,
            fix="Pay it once before you print it, or leave the txid out.",
            source="implementers' reports",
        )


def _digits(text: object, count: int, *, key: str, example: str) -> str:
    if not isinstance(text, str) or not re.fullmatch(f"[0-9]{{{count}}}", text):
        raise BadInput(
            f"{key}={text!r} is not {count} digits, as in {example!r}.",
            rule="pix.digits",
            key=key,
            text=text,
            count=count,
            example=example,
        )
    return text


def _digits_into(
    found: PaymentFindings,
    into: dict[str, Any],
    number: str,
    text: object,
    count: int,
    *,
    key: str,
    example: str,
) -> None:
    made = found.take(key, _digits, text, count, key=key, example=example)
    if made is not None:
        into[number] = made


def _check_compact(account: Mapping[str, str], address: str | None, txid: str | None) -> None:
    if address is not None or "@" in account.get("01", ""):
        raise BadInput(
            "compact writes all in capitals, which an e-mail or an address does not bear. "
            "Leave compact out, or use another key.",
            rule="pix.compact",
        )
    if txid is not None and txid != txid.upper():
        raise BadInput(
            f"compact writes all in capitals, but txid={txid!r} has small letters. Write it in "
            "capitals, or leave compact out.",
            rule="pix.compact",
            txid=txid,
        )


def _free(extra: Mapping[str, str], first: int, last: int) -> str:
    """Return the first template that no other payment system in `extra` has taken."""
    free = (f"{n}" for n in range(first, last + 1) if f"{n}" not in extra)
    return next(free, f"{last}")


def recognises(text: str) -> bool:
    """Say whether this is a Pix code.

    Raises:
        BadInput: it begins or ends like an EMVCo payload, and is damaged.
    """
    return _emv_objects.looks_sealed(text) and _account_of(_emv_objects.opened(text)) is not None


def _account_of(objects: _emv_objects.Objects) -> str | None:
    """Return the id of Pix's template, None if there is none."""
    for number, value in objects:
        if "26" <= number <= "51" and _emv_objects.has_gui(number, value, GUI):
            return number
    return None


def parse(text: str) -> Payment:
    """Return what a Pix code says. The check sum comes first; the values are not judged.

    Raises:
        BadInput: damaged, not a Pix code, not in reais, or an amount that is no number.

    >>> code = payload(key="sol@example.com", name="Sol", city="Recife", amount="5")
    >>> parse(code).fields["key"], parse(code).amount
    ('sol@example.com', Decimal('5.00'))
    """
    objects = _emv_objects.opened(text)
    place = _account_of(objects)
    if place is None:
        raise BadInput(
            "the code is of another payment system: no account in it is Pix's.",
            rule="pix.other-system",
        )
    values = dict(objects)
    account = _emv_objects.template(place, values.pop(place)) or {}
    if values.get("53") != _CURRENCY or values.get("58") != "BR":
        raise BadInput(
            f"the code is for currency {values.get('53')}, country {values.get('58')}; Pix is "
            f"{_CURRENCY}, BR.",
            rule="pix.currency",
            limit=_CURRENCY,
        )
    fields = _fields(values, account)
    if _is_compact(text.strip()[:-4], fields, account["00"]):
        fields |= {"compact": True}
        if fields.get("key_type") == "evp":
            fields["key"] = fields["key"].lower()
    return Payment("pix", fields, text)


def _fields(values: dict[str, str], account: dict[str, str]) -> dict[str, Any]:
    del values["00"], values["53"], values["58"]
    recurrence = _recurrence(values)
    inner = _additional(values)
    txid = inner.pop("05", _NO_TXID)
    amount = values.pop("54", None)
    fields: dict[str, Any] = {
        "key": account.get("01"),
        "url": account.get("25"),
        "name": values.pop("59", ""),
        "city": values.pop("60", ""),
        "amount": None if amount is None else _amounts.read(amount),
        "txid": None if txid == _NO_TXID else txid,
        "description": account.get("02"),
        "key_type": _keys.type_of(account.get("01", "")),
        "postal_code": values.pop("61", None),
        "facilitator": account.get("03"),
        "recurrence": recurrence.pop("25", None),
    }
    category = values.pop("52", "0000")
    fields["category"] = None if category == "0000" else category
    if "25" in account and values.get("01") == "12":
        fields["single_use"] = values.pop("01") == "12"
    place = _free(values, 26, 51)
    extra = values | {f"62-{number}": value for number, value in inner.items()}
    known = {"00", "01", "02", "03", "25"}
    extra |= {f"{place}-{number}": account[number] for number in account.keys() - known}
    fields["extra"] = dict(sorted(extra.items())) or None
    return {key: value for key, value in fields.items() if value is not None}


def _additional(values: dict[str, str]) -> dict[str, str]:
    """Take template 62 out of `values` and return its objects.

    Raises:
        BadInput: it holds none.
    """
    inner = _emv_objects.template("62", values.get("62", ""))
    if inner is None:
        raise BadInput(
            "the code's object 62 does not hold objects of its own, as it must.",
            rule="pix.additional",
        )
    values.pop("62", None)
    return inner


def _recurrence(values: dict[str, str]) -> dict[str, str]:
    """Take the template of a Pix Automático out of `values`: exactly a GUI and an address."""
    for number in sorted(values):
        if "80" <= number <= "99" and _emv_objects.has_gui(number, values[number], GUI):
            inner = _emv_objects.template(number, values[number]) or {}
            if set(inner) == {"00", "25"}:
                del values[number]
                return inner
    return {}


def _is_compact(body: str, fields: Mapping[str, Any], gui: str) -> bool:
    plain = not {"url", "recurrence"} & fields.keys() and fields.get("key_type") != "email"
    return plain and gui == GUI.upper() and body == body.upper()


def clear(fields: Mapping[str, Any]) -> list[tuple[str, str | Decimal]]:
    """Return what to print beside the code, label by label."""
    key = fields.get("key")
    shown = [("name", fields.get("name")), ("pix_key", key and _keys.pretty(key))]
    shown += [("amount", fields.get("amount")), ("description", fields.get("description"))]
    shown += [("reference", fields.get("txid"))]
    return [(label, value) for label, value in shown if value is not None]
