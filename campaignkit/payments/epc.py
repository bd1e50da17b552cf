"""EPC QR, also GiroCode: a SEPA credit transfer, filled in by the payer's banking app.

Sources: European Payments Council, EPC069-12 2.1, and implementers' readings of 3.0. The code
is drawn at level M, at most version 13: 331 bytes. The text is UTF-8 (character set 1), which is
what our codes hold; codes in the other seven sets are read. The council says that this code
suits where the data also stands in clear, as on a bill: print `payments.clear_text` beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from campaignkit.errors import BadInput, TooBig
from campaignkit.payments import _amounts, _iban, _latin
from campaignkit.payments._payment import Payment
from campaignkit.payments._problems import PaymentFindings
from campaignkit.problems import Problem

LEVEL = "M"  # EPC069-12: fixed, so no logo in the middle
LONGEST = 331  # bytes: version 13 at level M
MOST = "999999999.99"
_NAME, _TEXT, _NOTE, _REFERENCE = 70, 140, 70, 35  # characters
_LINES = 12
_IBAN_LINE, _REFERENCE_LINE = 7, 10
_SETS = {
    **{"1": "utf-8", "2": "iso8859-1", "3": "iso8859-2", "4": "iso8859-4"},
    **{"5": "iso8859-5", "6": "iso8859-7", "7": "iso8859-10", "8": "iso8859-15"},
}


def payload(
    *,
    name: str,
    iban: str,
    amount: _amounts.Amount | None = None,
    text: str | None = None,
    reference: str | None = None,
    bic: str | None = None,
    purpose: str | None = None,
    note: str | None = None,
    version: str = "002",
) -> str:
    """Return the text of an EPC code.

    Args:
        name: Who is paid, at most 70 characters.
        iban: The account, in any written form.
        amount: Euros, at most two decimals, 0.01 to 999999999.99; Decimal, int or text; its
            decimals are written as given. None: the payer types it.
        text: What the transfer says, at most 140 characters; excludes `reference`.
        reference: Structured reference, at most 35 characters; one that begins with RF is
            checked (ISO 11649).
        bic: The bank; needed outside the EEA (CH, GB, MC, SM …) and in version "001".
        purpose: ISO 20022 purpose, at most four letters, as in "CHAR".
        note: Shown to the payer, not transferred, at most 70 characters.
        version: "002", or "001" for old readers.

    Raises:
        BadInput: every fact that is wrong, at once.
        TooBig: only texts that are too long, or more than 331 bytes in all.

    >>> payload(name="Wikimedia", iban="DE33 1002 0500 0001 1947 00", amount=20).split("\\n")
    ['BCD', '002', '1', 'SCT', '', 'Wikimedia', 'DE33100205000001194700', 'EUR20']
    """
    found = PaymentFindings("epc")
    made = write(
        found,
        name=name,
        iban=iban,
        amount=amount,
        text=text,
        reference=reference,
        bic=bic,
        purpose=purpose,
        note=note,
        version=version,
    )
    found.raise_errors()
    return made


def write(
    found: PaymentFindings,
    *,
    name: str,
    iban: str,
    amount: _amounts.Amount | None,
    text: str | None,
    reference: str | None,
    bic: str | None,
    purpose: str | None,
    note: str | None,
    version: str,
) -> str:
    """Return the text, or "" and what was wrong in `found`. Arguments as in `payload`."""
    account = found.take("iban", _iban.iban, iban)
    bank = None if bic is None else found.take("bic", _iban.bic, bic)
    _check_bank(found, account, bic, version)
    paid = (
        None
        if amount is None
        else found.take("amount", _amounts.exact, amount, currency="EUR", most=MOST)
    )
    structured = None if reference is None else _structured(found, reference)
    if text is not None and reference is not None:
        found.error("text", "there is a text and a reference; a transfer has one. Leave one out.")
    lines = [
        *("BCD", version, "1", "SCT", bank),
        _line(found, "name", name, _NAME),
        *(account, paid and f"EUR{_amounts.as_given(paid)}"),
        None if purpose is None else found.take("purpose", _purpose, purpose),
        structured,
        None if text is None else _line(found, "text", text, _TEXT),
        None if note is None else _line(found, "note", note, _NOTE),
    ]
    if found.failed:
        return ""
    return found.take("text", _limited, "\n".join(line or "" for line in lines).rstrip("\n")) or ""


def _check_bank(found: PaymentFindings, account: str | None, bic: object, version: object) -> None:
    if not isinstance(version, str) or version not in ("001", "002"):
        found.error("version", f"version={version!r} is neither '001' nor '002'.", value=version)
    if bic is None and isinstance(version, str) and version == "001":
        found.error("bic", "version='001' needs the bank's bic. Give it, or take version='002'.")
    elif bic is None and account and _iban.needs_bic(account):
        found.error("bic", f"an account in {account[:2]}, outside the EEA, needs the bank's bic.")
    if account and not _iban.in_sepa(account):
        found.warn(
            "iban-country",
            f"{account[:2]} is in no SEPA country that we know; the code makes a SEPA transfer.",
            value=account[:2],
            fix="Ask the bank whether it takes SEPA credit transfers.",
            source="European Payments Council, list of SEPA countries",
        )


def _line(found: PaymentFindings, key: str, text: object, most: int) -> str | None:
    """Return a fact as one line; accents stay, and are a warning."""
    line = " ".join(text.split()) if isinstance(text, str) else "\x00"
    if re.search("[\x00-\x1f\x7f-\x9f\ud800-\udfff]", line):
        found.error(key, f"{key}={text!r} is not text.", value=text)
        return None
    if not any(sign.isalnum() for sign in line):
        found.error(key, f"{key}={text!r} has no letter or digit. Give the {key}.", value=text)
    elif len(line) > most:
        found.error(
            key,
            f"{key} has {len(line)} characters; {most} fit. Shorten it by {len(line) - most}.",
            value=len(line),
            kind=TooBig,
        )
    if not line.isascii():
        plain, lost = _latin.latin(line)
        found.warn(
            f"{key}-accents",
            f"{key}={line!r} has accents or signs that some banks mangle.",
            value=line,
            fix="Write it in plain letters." if lost else f"Surer: {plain!r}.",
        )
    return line


def _structured(found: PaymentFindings, reference: object) -> str | None:
    bare = "".join(reference.split()) if isinstance(reference, str) else ""
    if bare.upper().startswith("RF"):
        return found.take("reference", _iban.reference, reference)
    if not re.fullmatch("[!-~]{1,35}", bare):
        found.error(
            "reference",
            f"reference={reference!r} is not 1 to {_REFERENCE} letters and digits. For words, "
            "give them as text.",
            value=reference,
        )
        return None
    found.warn(
        "reference-form",
        f"reference={reference!r} does not begin with RF, which banks can check (ISO 11649).",
        value=reference,
        fix="If it is the shop's own number, give it as text.",
    )
    return bare


def _purpose(purpose: object) -> str:
    if not isinstance(purpose, str) or not re.fullmatch("[A-Za-z]{1,4}", purpose):
        raise BadInput(
            f"purpose={purpose!r} is not one to four letters, as in 'CHAR'.",
            rule="epc.purpose",
            purpose=purpose,
        )
    return purpose.upper()


def _limited(text: str) -> str:
    size = len(text.encode())
    if size > LONGEST:
        raise TooBig(
            f"the code has {size} bytes; {LONGEST} fit (version 13 at level M, EPC069-12). "
            f"Shorten name, text or note by {size - LONGEST}: an accent counts 2.",
            rule="epc.length",
            size=size,
            limit=LONGEST,
        )
    return text


def recognises(text: str) -> bool:
    """Say whether this begins like an EPC code."""
    return re.match(r"BCD(?:\r?\n|\\r|\\n)", text) is not None


def parse(text: str | bytes) -> Payment:
    """Return what an EPC code says: text, or the bytes of the code in the set they declare.

    Line ends may be LF or CRLF, with empty lines at the end. Values are not judged.

    Raises:
        BadInput: not an EPC code, cut short, of another service, or an amount that is none.

    >>> parse(b"BCD\\n002\\n2\\nSCT\\n\\nCaf\\xe9\\nDE89370400440532013000\\nEUR9.90").name
    'Café'
    """
    whole = _characters(text) if isinstance(text, bytes) else text
    if not recognises(whole):
        raise BadInput("the code is no EPC code: these begin with a line BCD.", rule="epc.start")
    if not re.match(r"BCD\r?\n", whole):
        raise BadInput(
            r"the code has the signs \n where its lines end: apps see one line. Begin a new line "
            "at each of them.",
            rule="epc.line-breaks",
        )
    lines = whole.replace("\r\n", "\n").rstrip("\n").split("\n")
    if not 7 <= len(lines) <= _LINES:
        raise BadInput(
            f"the code has {len(lines)} lines; an EPC code has 7 to {_LINES}.",
            rule="epc.lines",
            limit=_LINES,
        )
    _, version, letters, service, *rest = lines
    if version not in ("001", "002") or letters not in _SETS or service != "SCT":
        raise BadInput(
            f"the code says version {version!r}, character set {letters!r}, service {service!r}; "
            "known are 001 and 002, 1 to 8, SCT.",
            rule="epc.header",
            version=version,
            letters=letters,
            service=service,
        )
    names = ("bic", "name", "iban", "amount", "purpose", "reference", "text", "note")
    said = dict(zip(names, rest, strict=False))
    fields: dict[str, Any] = {key: value for key, value in said.items() if value}
    fields = {"name": "", "iban": ""} | fields
    if _is_free(fields.get("reference", "")) and "text" not in fields:
        fields["text"] = fields.pop("reference")  # in the wrong line; `look` says so
    if "amount" in fields:
        fields["amount"] = _euros(fields["amount"])
    return Payment("epc", fields | ({"version": version} if version == "001" else {}), whole)


# Creditor references of countries beside ISO 11649: digits alone (Finland, Norway, Belgium with
# its pluses and slashes), or a country's letters and a model (Croatia, Slovenia).
_NATIONAL = re.compile(r"[0-9 +/.-]+|[A-Z]{2}[0-9]{2}[0-9 -]*")


def _is_free(reference: str) -> bool:
    """Say whether this is a text for people, not a reference that banks match.

    >>> _is_free("Rechnung 42"), _is_free("RF18539007547034"), _is_free("1234 5")
    (True, False, False)
    """
    bare = reference.strip().upper()
    return bool(bare) and not bare.startswith("RF") and _NATIONAL.fullmatch(bare) is None


def look(text: str) -> Iterator[Problem]:
    """Give what banks may stumble over in the lines of a code that can be read."""
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    account = lines[_IBAN_LINE - 1]
    if re.search(r"\s", account.strip()):
        yield Problem(
            rule="epc.iban-blanks",
            message=f"{account!r} has blanks, which some banks' apps refuse in a code.",
            value=account,
            fix=f"Write {''.join(account.split())} in line {_IBAN_LINE}.",
            severity="warning",
            source="EPC069-12, AT-20: ISO 13616, the electronic form",
        )
    line = dict(enumerate(lines, 1)).get(_REFERENCE_LINE, "")
    if _is_free(line):
        yield Problem(
            rule="epc.text-line",
            message=f"{line!r} stands in line {_REFERENCE_LINE}, for references that banks check "
            f"(RF…); words go to line {_REFERENCE_LINE + 1}.",
            value=line,
            fix="Make the code again with rebuild(): it moves the words.",
            severity="warning",
            source="EPC069-12, AT-05",
        )


def _characters(octets: bytes) -> str:
    declared = octets.split(b"\n")[2:3]
    name = _SETS.get(declared[0].strip().decode("ascii", "replace") if declared else "", "utf-8")
    try:
        return octets.decode(name)
    except UnicodeDecodeError as err:
        raise BadInput(
            f"the code's bytes are not in the set it declares ({name}).",
            rule="epc.character-set",
            name=name,
        ) from err


def _euros(text: str) -> Decimal:
    if not text.startswith("EUR"):
        raise BadInput(
            f"the code's amount {text!r} does not begin with EUR.", rule="epc.currency", text=text
        )
    return _amounts.read(text.removeprefix("EUR"))


def clear(fields: Mapping[str, Any]) -> list[tuple[str, str | Decimal]]:
    """Return what to print beside the code, label by label."""
    shown = [("name", fields.get("name")), ("iban", _iban.grouped(fields.get("iban", "")))]
    shown += [("bic", fields.get("bic")), ("amount", fields.get("amount"))]
    reference = fields.get("reference", "")
    shown += [("reference", _iban.grouped(reference) if reference[:2] == "RF" else reference)]
    shown += [("text", fields.get("text")), ("note", fields.get("note"))]
    return [(label, value) for label, value in shown if value]
