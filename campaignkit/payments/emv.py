"""Any EMVCo merchant-presented code: the frame that Pix, Bharat QR and dozens more share.

Source: EMVCo, "QR Code Specification for Payment Systems, Merchant-Presented Mode" 1.1,
objects 00 to 99. It knows the common objects and carries the accounts as they are given: what
stands in an account is each payment system's own affair.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from campaignkit.errors import BadInput, TooBig, near_or_all
from campaignkit.payments import _amounts, _currencies, _emv_objects, _latin
from campaignkit.payments._payment import Payment
from campaignkit.payments._problems import PaymentFindings

Account = str | Mapping[str, str]

PROMPT = "***"  # EMVCo, template 62: the app asks the payer
_NAME, _CITY, _POSTAL_CODE, _PART = 25, 15, 10, 25  # characters
_AMOUNT = 13  # characters of an amount
ADDITIONAL = {  # template 62
    **{"bill": "01", "mobile": "02", "store": "03", "loyalty": "04", "reference": "05"},
    **{"customer": "06", "terminal": "07", "purpose": "08", "ask": "09"},
}


def payload(
    *,
    accounts: Mapping[str, Account],
    name: str,
    city: str,
    country: str,
    currency: str,
    amount: _amounts.Amount | None = None,
    category: str = "0000",
    single_use: bool | None = None,
    postal_code: str | None = None,
    tip: Literal["ask"] | None = None,
    fee: _amounts.Amount | None = None,
    fee_percent: _amounts.Amount | None = None,
    additional: Mapping[str, str] | None = None,
    local_language: str | None = None,
    local_name: str | None = None,
    local_city: str | None = None,
    extra: Mapping[str, str] | None = None,
) -> str:
    """Return the text of an EMVCo merchant-presented code.

    Args:
        accounts: By id, "02" to "51": a number, or from "26" the objects of a template, whose
            "00" names the payment system.
        name: Who is paid. Accents go; cut to 25 characters.
        city: Where. Accents go; cut to 15 characters.
        country: ISO 3166-1, two letters.
        currency: ISO 4217: three digits, or the letters of a currency that such codes are in.
        amount: At most the currency's decimals, written as given. None: the payer types it.
        category: Merchant category code (ISO 18245), four digits.
        single_use: True: made for one payment; False: for many; None: not said.
        postal_code: At most 10 characters.
        tip: "ask": the app asks for one. Excludes `fee` and `fee_percent`.
        fee: A fixed amount on top.
        fee_percent: Percent on top, 0.01 to 99.99.
        additional: By name: bill, mobile, store, loyalty, reference, customer, terminal,
            purpose (at most 25 characters; "***": the app asks the payer), ask (letters of A
            address, M mobile, E e-mail).
        local_language: ISO 639, two letters, of `local_name` and `local_city`: the same in the
            country's own script.
        extra: Objects we do not know, by path: {"62-50": "…"}.

    Raises:
        BadInput: every fact that is wrong, at once.
        TooBig: only texts that are too long, or more than 512 characters in all.

    >>> payload(accounts={"26": {"00": "com.example", "01": "77"}}, name="Sol", city="Lima",
    ...         country="PE", currency="PEN")[:57]
    '00020126210011com.example0102775204000053036045802PE5903S'
    """
    found = PaymentFindings("emv")
    text = write(
        found,
        accounts=accounts,
        name=name,
        city=city,
        country=country,
        currency=currency,
        amount=amount,
        category=category,
        single_use=single_use,
        postal_code=postal_code,
        tip=tip,
        fee=fee,
        fee_percent=fee_percent,
        additional=additional,
        local_language=local_language,
        local_name=local_name,
        local_city=local_city,
        extra=extra,
    )
    found.raise_errors()
    return text


def write(
    found: PaymentFindings,
    *,
    accounts: Mapping[str, Account],
    name: str,
    city: str,
    country: str,
    currency: str,
    amount: _amounts.Amount | None,
    category: str,
    single_use: bool | None,
    postal_code: str | None,
    tip: Literal["ask"] | None,
    fee: _amounts.Amount | None,
    fee_percent: _amounts.Amount | None,
    additional: Mapping[str, str] | None,
    local_language: str | None,
    local_name: str | None,
    local_city: str | None,
    extra: Mapping[str, str] | None,
) -> str:
    """Return the text, or "" and what was wrong in `found`. Arguments as in `payload`."""
    number = found.take("currency", _currencies.number, currency)
    tree: dict[str, str | Mapping[str, str]] = {
        **{"00": "01", "52": category, "53": number or "", "58": country},
        **(found.take("accounts", _accounts, accounts) or {}),
        "59": _latin.plain(found, "name", name, most=_NAME, cut=True) or "",
        "60": _latin.plain(found, "city", city, most=_CITY, cut=True) or "",
    }
    _pattern(found, "category", category, "[0-9]{4}", "four digits, as in '5812'")
    _pattern(found, "country", country, "[A-Z]{2}", "two capital letters, as in 'BR'")
    if amount is not None and number is not None:
        tree["54"] = found.take("amount", _written, amount, number, key="amount") or ""
    if single_use is not None:
        tree["01"] = "12" if single_use else "11"
    if postal_code is not None:
        _pattern(found, "postal_code", postal_code, "[ -~]{1,10}", "1 to 10 letters and digits")
        tree["61"] = postal_code
    tree |= found.take("tip", _tip, tip, fee, fee_percent, number or "000") or {}
    if additional:
        tree["62"] = found.take("additional", _additional, additional) or {}
    if (local_language, local_name, local_city) != (None, None, None):
        tree["64"] = found.take("local", _local, local_language, local_name, local_city) or {}
    if found.failed:
        return ""
    return found.take("extra", _finished, tree, extra) or ""


def _finished(tree: _emv_objects.Tree, extra: object) -> str:
    return _emv_objects.sealed(_emv_objects.with_extra(tree, _emv_objects.checked(extra)))


def _pattern(found: PaymentFindings, key: str, value: object, pattern: str, wanted: str) -> None:
    if not _is(value, pattern):
        found.error(key, f"{key}={value!r} is not {wanted}.", value=value)


def _accounts(accounts: Mapping[str, Account]) -> dict[str, Account]:
    if not isinstance(accounts, Mapping):
        raise BadInput(
            f"accounts={accounts!r} is no mapping of ids to accounts.",
            rule="emv.accounts",
            accounts=accounts,
        )
    if not accounts:
        raise BadInput(
            "accounts is empty: a code names one at least (objects 02 to 51).",
            rule="emv.no-account",
        )
    for number, account in accounts.items():
        if not _is(number, "0[2-9]|[1-4][0-9]|5[01]"):
            raise BadInput(
                f"accounts has {number!r}; an account's id is '02' to '51', as text.",
                rule="emv.account-id",
                number=number,
            )
        if isinstance(account, Mapping):
            _check_template(number, account)
        elif not _is(account, "[ -~]{1,99}"):
            raise BadInput(
                f"accounts[{number!r}]={account!r} is not 1 to 99 ASCII characters.",
                rule="emv.account-value",
                number=number,
                account=account,
            )
    return dict(accounts)


def _check_template(number: str, account: Mapping[str, str]) -> None:
    if number < "26":
        raise BadInput(
            f"accounts[{number!r}] is a card's: text. Templates are '26' to '51'.",
            rule="emv.account-text",
            number=number,
        )
    if not account.get("00"):
        raise BadInput(
            f"accounts[{number!r}] lacks '00', the name of its payment system, as in "
            "'br.gov.bcb.pix'.",
            rule="emv.account-system",
            number=number,
        )
    for sub, value in account.items():
        if not _is(sub, "[0-9]{2}") or not _is(value, "[ -~]{1,99}"):
            raise BadInput(
                f"accounts[{number!r}] has {sub!r}: {value!r}; wanted are two digits and 1 to 99 "
                "ASCII characters.",
                rule="emv.account-object",
                number=number,
                sub=sub,
                value=value,
            )


def _is(value: object, pattern: str) -> bool:
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _written(amount: _amounts.Amount, number: str, *, key: str) -> str:
    most = "9" * (_AMOUNT - 3)
    code = _currencies.code(number)
    paid = _amounts.exact(
        amount,
        key=key,
        currency="" if code.isdigit() else code,
        places=_currencies.places(number),
        most=f"{most}.99",
    )
    text = _amounts.as_given(paid)
    if len(text) > _AMOUNT:
        raise TooBig(
            f"{key}={text} has {len(text)} characters; {_AMOUNT} fit (EMVCo, object 54).",
            rule="emv.amount-length",
            key=key,
            text=text,
            limit=_AMOUNT,
        )
    return text


def _tip(tip: object, fee: Any, percent: Any, number: str) -> dict[str, str]:
    """Return objects 55 to 57 (EMVCo)."""
    if sum(value is not None for value in (tip, fee, percent)) > 1:
        raise BadInput("tip, fee and fee_percent exclude each other. Keep one.", rule="emv.tips")
    if fee is not None:
        return {"55": "02", "56": _written(fee, number, key="fee")}
    if percent is not None:
        share = _amounts.exact(percent, key="fee_percent", most="99.99")
        return {"55": "03", "57": _amounts.as_given(share)}
    if tip not in (None, "ask"):
        raise BadInput(
            f"tip={tip!r} is not 'ask'. For an amount on top, give fee.", rule="emv.tip", tip=tip
        )
    return {} if tip is None else {"55": "01"}


def _additional(additional: Mapping[str, str]) -> dict[str, str]:
    if not isinstance(additional, Mapping):
        raise BadInput(
            f"additional={additional!r} is no mapping such as {{'store': '1234'}}.",
            rule="emv.additional",
            additional=additional,
        )
    made = {}
    for name, value in additional.items():
        if name not in ADDITIONAL:
            near = near_or_all(name, ADDITIONAL)
            raise BadInput(
                f"additional has no {name!r}.{near}", rule="emv.no-such-additional", name=name
            )
        if not _is(value, "[ -~]+"):
            raise BadInput(
                f"additional[{name!r}]={value!r} is not plain ASCII text.",
                rule="emv.additional-text",
                name=name,
                value=value,
            )
        if name == "ask" and not (set(value) <= set("AME") and len(set(value)) == len(value)):
            raise BadInput(
                f"additional['ask']={value!r} is not letters of A, M and E, each once.",
                rule="emv.ask",
                value=value,
            )
        if len(value) > _PART:
            raise TooBig(
                f"additional[{name!r}] has {len(value)} characters; {_PART} fit.",
                rule="emv.additional-length",
                name=name,
                limit=_PART,
            )
        made[ADDITIONAL[name]] = value
    return made


def _local(language: object, name: object, city: object) -> dict[str, str]:
    if not isinstance(language, str) or not _is(language, "[A-Za-z]{2}"):
        raise BadInput(
            f"local_language={language!r} is not two letters, as in 'ZH'.",
            rule="emv.local-language",
            language=language,
        )
    if name is None:
        raise BadInput("local_language goes with local_name. Give both.", rule="emv.local-name")
    made = {"00": language}
    for key, sub, text, most in (("name", "01", name, _NAME), ("city", "02", city, _CITY)):
        if text is None:
            continue
        if not isinstance(text, str) or not text or re.search("[\ud800-\udfff]", text):
            raise BadInput(
                f"local_{key}={text!r} is not text.", rule="text.type", key=key, text=text
            )
        if len(text) > most:
            raise TooBig(
                f"local_{key} has {len(text)} characters; {most} fit.",
                rule="emv.local-length",
                key=key,
                most=most,
            )
        made[sub] = text
    return made


def recognises(text: str) -> bool:
    """Say whether this begins or ends like an EMVCo payload, right or damaged."""
    return _emv_objects.looks_sealed(text)


def parse(text: str) -> Payment:
    """Return what an EMVCo code of any payment system says. The check sum comes first.

    Raises:
        BadInput: damaged, or an amount that is no number.
    """
    values = dict(_emv_objects.opened(text))
    del values["00"]
    fields: dict[str, Any] = {
        "accounts": {number: _account(number, values.pop(number)) for number in _ids(values)},
        "name": values.pop("59", ""),
        "city": values.pop("60", ""),
        "country": values.pop("58", ""),
        "currency": _currencies.code(values.pop("53", "")),
    }
    if "54" in values:
        fields["amount"] = _amounts.read(values.pop("54"))
    if "52" in values:
        fields["category"] = values.pop("52")
    if values.get("01") in ("11", "12"):
        fields["single_use"] = values.pop("01") == "12"
    if "61" in values:
        fields["postal_code"] = values.pop("61")
    fields |= _read_tip(values) | _read_additional(values) | _read_local(values)
    extra = values | fields.pop("more", {})
    return Payment("emv", fields | ({"extra": extra} if extra else {}), text)


def _ids(values: Mapping[str, str]) -> list[str]:
    return [number for number in values if "02" <= number <= "51"]


def _account(number: str, value: str) -> Account:
    inner = _emv_objects.template(number, value) if number >= "26" else None
    return inner if inner is not None and "00" in inner else value


def _read_tip(values: dict[str, str]) -> dict[str, Any]:
    kind = values.get("55")
    if kind == "01":
        del values["55"]
        return {"tip": "ask"}
    for known, number, name in (("02", "56", "fee"), ("03", "57", "fee_percent")):
        if kind == known and number in values:
            del values["55"]
            return {name: _amounts.read(values.pop(number), key=name)}
    return {}


def _read_additional(values: dict[str, str]) -> dict[str, Any]:
    inner = _emv_objects.template("62", values.get("62", ""))
    if not inner:
        return {}
    del values["62"]
    known = {name: inner.pop(number) for name, number in ADDITIONAL.items() if number in inner}
    more = {f"62-{number}": value for number, value in inner.items()}
    return ({"additional": known} if known else {}) | ({"more": more} if more else {})


def _read_local(values: dict[str, str]) -> dict[str, str]:
    inner = _emv_objects.template("64", values.get("64", "")) or {}
    if not {"00", "01"} <= inner.keys() <= {"00", "01", "02"}:
        return {}
    del values["64"]
    names = {"00": "local_language", "01": "local_name", "02": "local_city"}
    return {names[number]: value for number, value in inner.items()}


def clear(fields: Mapping[str, Any]) -> list[tuple[str, str | Decimal]]:
    """Return what to print beside the code, label by label."""
    said = fields.get("additional", {})
    shown = [("name", fields.get("name")), ("amount", fields.get("amount"))]
    shown += [("reference", said.get("bill") or said.get("reference"))]
    return [(label, value) for label, value in shown if value and value != PROMPT]
