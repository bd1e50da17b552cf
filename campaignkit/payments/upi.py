"""UPI (India): the link that payment apps open and read from codes.

Sources: NPCI, "UPI Linking Specifications" 1.6 (draft, November 2017), known through its
transcriptions; Juspay's UPI documentation. Values are percent-encoded UTF-8 (RFC 3986), a space
is %20, the @ of an address stays. We sign nothing: a signed link is used as the bank gave it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import quote, unquote

from campaignkit.errors import BadInput, TooBig
from campaignkit.missing_words import is_missing_word
from campaignkit.payments import _amounts
from campaignkit.payments._payment import Payment
from campaignkit.payments._problems import PaymentFindings
from campaignkit.problems import Problem

MOST = "9999999999.99"  # 13 characters, as in Bharat QR; banks allow far less a day
_NAME = 99  # a guess; NPCI sets no length
_HEAD = 300  # characters in which it is seen what a text is
_NOTE = 50  # characters that apps show; NPCI sets no length
_ADDRESS = re.compile("[A-Za-z0-9._-]{2,256}@[A-Za-z][A-Za-z0-9]{1,63}")
# The fact of each parameter, in the order written.
_FACTS = {
    **{"pa": "address", "pn": "name", "mc": "category", "tr": "reference", "tn": "note"},
    **{"am": "amount", "mam": "minimum", "cu": "currency", "url": "url", "mode": "mode"},
    **{"purpose": "purpose", "orgid": "organisation"},
}


def payload(
    *,
    address: str,
    name: str,
    amount: _amounts.Amount | None = None,
    note: str | None = None,
    category: str | None = None,
    reference: str | None = None,
    minimum: _amounts.Amount | None = None,
    url: str | None = None,
    mode: str | None = None,
    purpose: str | None = None,
    organisation: str | None = None,
    extra: Mapping[str, str] | None = None,
) -> str:
    """Return a UPI link, the text of a UPI code.

    Args:
        address: The UPI address (VPA), as in "chaishop@okhdfcbank".
        name: Who is paid; apps show the name that the bank knows beside it. Any script, but
            Devanagari takes 9 characters a letter.
        amount: Rupees, at most two decimals; Decimal, int or text. None: the payer types it.
        note: What it is for; up to 50 characters are shown.
        category: Merchant category code (ISO 18245), four digits, as the bank gave it. An
            invented one gets payments refused.
        reference: Order or bill, 4 to 35 characters. Not for a printed code that many pay.
        minimum: With `amount`: the payer may change it, down to this.
        url: Page with the details of this very payment.
        mode: How it is started, two digits; "01": a code.
        purpose: Two digits; "00" is the default.
        organisation: Who made the link, six digits.
        extra: Parameters we do not know, by name, not encoded.

    Raises:
        BadInput: every fact that is wrong, at once.
        TooBig: only texts that are too long.

    >>> payload(address="chaishop@okhdfcbank", name="Chai Shop")
    'upi://pay?pa=chaishop@okhdfcbank&pn=Chai%20Shop&cu=INR'
    """
    found = PaymentFindings("upi")
    text = write(
        found,
        address=address,
        name=name,
        amount=amount,
        note=note,
        category=category,
        reference=reference,
        minimum=minimum,
        url=url,
        mode=mode,
        purpose=purpose,
        organisation=organisation,
        extra=extra,
    )
    found.raise_errors()
    return text


def write(
    found: PaymentFindings,
    *,
    address: str,
    name: str,
    amount: _amounts.Amount | None,
    note: str | None,
    category: str | None,
    reference: str | None,
    minimum: _amounts.Amount | None,
    url: str | None,
    mode: str | None,
    purpose: str | None,
    organisation: str | None,
    extra: Mapping[str, str] | None,
) -> str:
    """Return the link, or "" and what was wrong in `found`. Arguments as in `payload`."""
    facts = {
        "pa": found.take("address", vpa, address),
        "pn": found.take("name", _text, name, key="name", most=_NAME),
        "mc": _optional(found, "category", category, "[0-9]{4}", "four digits, as in '5812'"),
        "tr": None if reference is None else found.take("reference", order, reference),
        "tn": None if note is None else found.take("note", _text, note, key="note", most=_NAME),
        **_money(found, amount, minimum),
        "cu": "INR",
        "url": _optional(found, "url", url, r"https?://[!-~]+", "an address with https://"),
        "mode": _optional(found, "mode", mode, "[0-9]{2}", "two digits, as in '01'"),
        "purpose": _optional(found, "purpose", purpose, "[0-9]{2}", "two digits, as in '00'"),
        "orgid": _optional(found, "organisation", organisation, "[0-9]{6}", "six digits"),
    }
    _advise(found, facts["pn"], facts["tn"], facts["tr"])
    facts |= found.take("extra", _extra, {} if extra is None else extra) or {}
    if found.failed:
        return ""
    said = (f"{key}={_encoded(key, value)}" for key, value in facts.items() if value is not None)
    return f"upi://pay?{'&'.join(said)}"


def vpa(address: object) -> str:
    """Return a UPI address as it was given, without spaces around.

    Raises:
        BadInput: it is not name@handle.

    >>> vpa(" 9876543210@ybl ")
    '9876543210@ybl'
    """
    text = address.strip() if isinstance(address, str) else ""
    user = text.partition("@")[0]
    hint = ""
    if found := re.fullmatch("([0-9]{6,})[.]0+", user):
        hint = f" A table made a decimal of it: write '{found[1]}{text.removeprefix(user)}'."
    elif is_missing_word(user):
        hint = f" What it was made of was empty: {user!r} is what programs write there."
    elif _ADDRESS.fullmatch(text):
        return text
    elif re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        hint = " This is an e-mail address: the handle after @ has no dot."
    elif re.fullmatch(r"[+0-9\s-]{10,}", text):
        hint = " A phone number alone is none: the app shows the address of its owner."
    raise BadInput(
        f"address={address!r} is not a UPI address: letters, digits, '.', '_' or '-', one @ and "
        f"the bank's handle, as in 'chaishop@okhdfcbank'.{hint}",
        rule="upi.address",
        address=address,
    )


def order(reference: object) -> str:
    """Return a reference (NPCI's tr): 4 to 35 printable characters without spaces.

    Raises:
        BadInput: it is not.
    """
    if not isinstance(reference, str) or not re.fullmatch("[!-~]{4,35}", reference):
        raise BadInput(
            f"reference={reference!r} is not 4 to 35 letters and digits, as in 'ORD0042'.",
            rule="upi.reference",
            reference=reference,
        )
    return reference


def _text(text: object, *, key: str, most: int) -> str:
    if not isinstance(text, str):
        raise BadInput(f"{key}={text!r} is not text.", rule="text.type", key=key, text=text)
    bare = " ".join(text.split())
    if wrong := re.search("[\x00-\x1f\x7f-\x9f\ud800-\udfff]", bare):
        raise BadInput(
            f"{key} has U+{ord(wrong.group()):04X}, which is no sign. Write it again.",
            rule="text.control",
            key=key,
        )
    if not any(sign.isalnum() for sign in bare):
        raise BadInput(
            f"{key}={text!r} has no letter or digit. Give the {key}.",
            rule="text.empty",
            key=key,
            text=text,
        )
    if len(bare) > most:
        raise TooBig(
            f"{key} has {len(bare)} characters; {most} fit. Shorten it.",
            rule="upi.length",
            key=key,
            most=most,
        )
    return bare


def _optional(
    found: PaymentFindings, key: str, value: object, pattern: str, wanted: str
) -> str | None:
    if value is None or (isinstance(value, str) and re.fullmatch(pattern, value)):
        return value
    found.error(key, f"{key}={value!r} is not {wanted}.", value=value)
    return None


def _money(found: PaymentFindings, amount: Any, minimum: Any) -> dict[str, str]:
    """Return the amount and the least amount, each with two decimals."""
    made: dict[str, Decimal | None] = {"am": None, "mam": None}
    for key, name, value in (("am", "amount", amount), ("mam", "minimum", minimum)):
        if value is not None:
            made[key] = found.take(name, _amounts.exact, value, key=name, currency="INR", most=MOST)
    if minimum is not None and amount is None:
        found.error("minimum", "minimum goes with an amount that the payer may change. Give both.")
    elif made["am"] and made["mam"] and made["mam"] > made["am"]:
        found.error("minimum", f"minimum={minimum} is more than amount={amount}. Swap the two?")
    return {key: _amounts.two_places(value) for key, value in made.items() if value is not None}


def _advise(
    found: PaymentFindings, name: str | None, note: str | None, reference: str | None
) -> None:
    for key, value in (("name", name), ("note", note)):
        if value is not None and not value.isascii():
            found.warn(
                f"{key}-script",
                f"{key}={value!r} makes the code larger: {len(quote(value))} characters for "
                f"{len(value)}.",
                value=len(quote(value)),
                fix="Write it in Latin letters in the code, and in its own script in print.",
            )
        if value is not None and re.fullmatch(r"\S*\w\+\w\S*", value):
            found.warn(
                f"{key}-plus",
                f"{key}={value!r} has a plus where a space may be meant; apps show a plus.",
                value=value,
                fix="Write a space: it becomes %20.",
            )
    if note is not None and len(note) > _NOTE:
        found.warn(
            "note-long",
            f"note has {len(note)} characters; apps show {_NOTE}.",
            value=len(note),
            limit=_NOTE,
            fix="Shorten it.",
        )
    if reference is not None:
        found.warn(
            "reference",
            "a reference makes a code for one payment: banks may refuse it the second time.",
            value=reference,
            fix="Leave it out of a printed code, or print one code for each bill.",
        )


def _extra(extra: Mapping[str, str]) -> dict[str, str]:
    if not isinstance(extra, Mapping):
        raise BadInput(
            f"extra={extra!r} is no mapping such as {{'tid': 'AXI1'}}.",
            rule="upi.extra",
            extra=extra,
        )
    for key, value in extra.items():
        if key == "sign":
            raise BadInput(
                "extra has 'sign', a signature: use the signed link as it is.", rule="upi.signed"
            )
        if key in _FACTS:
            raise BadInput(
                f"extra has {key!r}, which is {_FACTS[key]}: give it so.",
                rule="upi.extra-known",
                key=key,
            )
        if not isinstance(key, str) or not re.fullmatch("[A-Za-z][A-Za-z0-9_.-]*", key):
            raise BadInput(
                f"extra has {key!r}, which is no parameter's name.", rule="upi.extra-name", key=key
            )
        if not isinstance(value, str) or re.search("[\ud800-\udfff]", value):
            raise BadInput(
                f"extra[{key!r}]={value!r} is not text.",
                rule="upi.extra-value",
                key=key,
                value=value,
            )
    return dict(extra)


def _encoded(key: str, value: str) -> str:
    return quote(value, safe="@" if key == "pa" else "")


# What is meant as one: without its colon or scheme, or in the form that a single app opens.
_MEANT = re.compile(r"upi:|(?:[a-z]+[:;]?/{1,2}(?:upi/)?)?pay/?\?(?:.*&)?pa=", re.IGNORECASE)


def recognises(text: str) -> bool:
    """Say whether this is, or was meant as, a UPI link.

    >>> recognises("upi//pay?pa=a@b"), recognises("gpay://upi/pay?pa=a@b"), recognises("pay?p=1")
    (True, True, False)
    """
    return _MEANT.match(text.strip()[:_HEAD]) is not None


def parse(text: str) -> Payment:
    """Return what a UPI link says. Values are not judged; a signed one is marked so.

    Raises:
        BadInput: another kind of UPI link, a broken escape, a parameter twice, a currency other
            than INR, or an amount that is no number.

    >>> parse("upi://pay?pa=chaishop@okhdfcbank&pn=Chai%20Shop&cu=INR").fields
    {'address': 'chaishop@okhdfcbank', 'name': 'Chai Shop'}
    """
    whole = text.strip()
    if not re.match("upi://pay/?[?]", whole, re.IGNORECASE):
        _, sign, query = whole.partition("pay?")
        right = f" Write upi://pay?{query}" if sign else ""
        raise BadInput(
            f"{whole[:60]!r} is no UPI payment link: these begin with upi://pay?{right}",
            rule="upi.start",
        )
    if "#" in whole:
        right = whole.replace("#", "%23")
        raise BadInput(
            f"a raw '#' ends the link: no app sees what stands after it. Write {right}",
            rule="upi.fragment",
            right=right,
        )
    values: dict[str, str] = {}
    for key, value in _pieces(whole):
        if key in values:
            raise BadInput(f"the link has {key!r} twice.", rule="upi.twice", name=key)
        values[key] = _decoded(key, value)
    return Payment("upi", _fields(values), text, signed="sign" in values)


def _pieces(whole: str) -> list[tuple[str, str]]:
    """Return the parameters of a link, their names in small letters where we know them.

    Raises:
        BadInput: a piece has no "=": a raw "&" cut it off the value before; says what is meant.
    """
    found: list[tuple[str, str]] = []
    parts = whole.partition("?")[2].split("&")
    for part in filter(None, parts):
        key, sign, value = part.partition("=")
        if not sign:
            raise _bare(whole, part)
        found.append((key.lower() if key.lower() in (*_FACTS, "sign") else key, value))
    return found


def _bare(whole: str, part: str) -> BadInput:
    head, _, query = whole.partition("?")
    meant: list[str] = []
    for piece in query.split("&"):
        if "=" in piece or not meant:
            meant.append(piece)
        else:
            meant[-1] += f"%26{piece}"
    right = f"{head.lower()}?{'&'.join(meant)}"
    right = re.sub(r"\s", "%20", right)
    return BadInput(
        f"the link has {unquote(part)!r} without '=': a raw '&' cuts what stands before it there, "
        f"and apps pass over the rest. If it is part of that, write {right}",
        rule="upi.bare-piece",
        piece=part,
        right=right,
    )


def look(text: str) -> Iterator[Problem]:
    """Give what apps may stumble over in the text of a link that can be read."""
    whole = text.strip()
    head, _, query = whole.partition("?")
    names = [piece.partition("=")[0] for piece in query.split("&")]
    right = (
        head.lower()
        + "?"
        + "&".join(
            piece.partition("=")[0].lower() + "=" + re.sub(r"\s", "%20", piece.partition("=")[2])
            for piece in query.split("&")
        )
    )
    if any(name.lower() in _FACTS and name != name.lower() for name in names):
        yield Problem(
            rule="upi.capitals",
            message="its parameters are in capitals; apps know pa= and pn= in small letters only.",
            value=text,
            fix=f"Write {right}",
        )
    elif head.rstrip("/") != "upi://pay":
        yield Problem(
            rule="upi.scheme",
            message=f"it begins with {head!r}. Android finds the app for a link by its exact "
            "letters, so that in capitals no payment app opens.",
            value=text,
            fix=f"Write {right}",
            severity="warning",
            source="Android, data element of an intent filter: schemes and hosts in small letters",
        )
    if found := re.search(r"[?&]m?am=([0-9]+)\.([0-9]{3,})", query and f"?{query}"):
        amount, decimals = found.groups()
        yield Problem(
            rule="upi.decimals",
            message=f"the amount {amount}.{decimals} has {len(decimals)} decimals; UPI takes 2.",
            value=f"{amount}.{decimals}",
            fix=f"Write {amount}.{decimals[:2]} or {amount}{decimals}.00, whichever is meant.",
        )
    if re.search(r"\s", whole) or not whole.isascii():
        yield Problem(
            rule="upi.unescaped",
            message="it has blanks or letters that are not percent-encoded: some apps stop there.",
            value=text,
            fix="Write a space as %20, and others as percent-encoded UTF-8.",
            severity="warning",
            source="RFC 3986, 2.1",
        )


def _decoded(key: str, value: str) -> str:
    if re.search("%(?![0-9A-Fa-f]{2})", value):
        raise BadInput(
            f"the link's {key} {value!r} has a % that begins no escape such as %25.",
            rule="upi.escape",
            key=key,
            value=value,
        )
    try:
        return unquote(value, errors="strict")
    except UnicodeDecodeError as err:
        raise BadInput(
            f"the link's {key} {value!r} is not percent-encoded UTF-8.",
            rule="upi.encoding",
            key=key,
            value=value,
        ) from err


def _fields(values: dict[str, str]) -> dict[str, Any]:
    """Return the arguments of `payload`. An empty or "null" optional parameter is not there."""
    values = {key: value for key, value in values.items() if value not in ("", "null")}
    values.pop("sign", None)
    currency = values.pop("cu", "INR")
    if currency.upper() != "INR":
        raise BadInput(
            f"the link is in {currency!r}; UPI pays in INR.", rule="upi.currency", currency=currency
        )
    fields: dict[str, Any] = {"address": "", "name": ""}
    fields |= {_FACTS[key]: value for key, value in values.items() if key in _FACTS}
    for key in ("amount", "minimum"):
        if key in fields:
            fields[key] = _amounts.read(fields[key], key=key)
    extra = {key: value for key, value in values.items() if key not in _FACTS}
    return fields | ({"extra": extra} if extra else {})


def clear(fields: Mapping[str, Any]) -> list[tuple[str, str | Decimal]]:
    """Return what to print beside the code, label by label."""
    wanted = (("name", "name"), ("upi", "address"), ("amount", "amount"), ("note", "note"))
    shown = [(label, fields.get(key)) for label, key in wanted]
    shown.append(("reference", fields.get("reference")))
    return [(label, value) for label, value in shown if value]
