"""Pix keys: CPF, CNPJ, phone, e-mail, EVP; recognised, checked, and written as DICT stores them.

Source: Banco Central do Brasil, DICT API (key patterns) and Pix API 2.9.0 (CNPJ with letters,
given to new companies from July 2026). Eleven bare digits can be a CPF or a phone: that is
asked, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, Protocol
from unicodedata import normalize

from stdnum.br import cnpj, cpf

from campaignkit import phones
from campaignkit.errors import BadInput, TooBig, did_you_mean
from campaignkit.payments._stray_text import cleaned

KeyType = Literal["cpf", "cnpj", "phone", "email", "evp"]

LONGEST_PHONE = 17  # "+" and 16 digits (DICT's pattern)
LONGEST = 77  # DICT: an e-mail address, the longest key
_CPF = re.compile(r"[0-9]{3}([. ])[0-9]{3}\1[0-9]{3}[- ]?[0-9]{2}|[0-9]{9}-[0-9]{2}")
_CNPJ = re.compile(r"[0-9A-Z]{2}\.?[0-9A-Z]{3}\.?[0-9A-Z]{3}/?[0-9A-Z]{4}-?[0-9]{2}")
_EVP = re.compile("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
# Groups of three digits behind dots, a slash, or one to three digits behind the dash: so are CPF
# and CNPJ written; a phone ends with four, as in 11.98765-4321.
_DOCUMENT_SIGNS = re.compile(r"[0-9]\.[0-9]{3}\.[0-9]{3}(?![0-9])|/|-[0-9]{1,3}$")
_PHONE_SIGNS = re.compile(r"[0-9\s().+-]+")


class _Document(Protocol):
    """What `stdnum` knows of a kind of number."""

    def is_valid(self, number: str) -> bool: ...


def stored(key: str, key_type: KeyType | None = None) -> tuple[KeyType, str]:
    """Return a key's type, and the key as DICT stores it.

    Args:
        key: Any written form: dots, dashes, brackets and spaces go; a phone may be in Brazil's
            local form.
        key_type: What it is; needed for eleven bare digits, and for a CPF grouped as none is.

    Raises:
        BadInput: no key of any type, check digits that do not fit, or eleven digits that can be
            a CPF or a phone, without `key_type`.
        TooBig: more than 77 characters.

    >>> stored("123.456.789-09"), stored("(11) 98765-4321")
    (('cpf', '12345678909'), ('phone', '+5511987654321'))
    >>> stored("12.abc.345/01DE-35"), stored("Sol@Example.com")
    (('cnpj', '12ABC34501DE35'), ('email', 'sol@example.com'))
    """
    if not isinstance(key, str):
        raise BadInput(
            f"key={key!r} is not text. Write it in quotes: a number loses its leading zeros.",
            rule="pix.key",
            key=key,
        )
    text = normalize("NFKC", key).strip()
    code = cleaned(text).text
    if code.startswith("000201") and len(code) > LONGEST_PHONE:
        raise BadInput(
            f"key={code[:20] + '…'!r} is a whole Pix code, not a key: use it as it is.",
            rule="pix.key-is-code",
            right=code,
        )
    if len(text) > LONGEST:
        raise TooBig(
            f"key has {len(text)} characters; a Pix key has at most {LONGEST}.",
            rule="pix.key-length",
            length=len(text),
            limit=LONGEST,
        )
    if key_type is not None and str(key_type) not in _READERS:
        near = did_you_mean(str(key_type), _READERS)
        raise BadInput(
            f"key_type={key_type!r} is none of {', '.join(_READERS)}.{near}",
            rule="pix.key-type",
            key_type=key_type,
        )
    text, said = _unlabelled(text)
    text = _whole(text)
    kind = key_type or said or _recognised(text)
    return kind, _READERS[kind](text)


def type_of(key: str) -> KeyType | None:
    """Return the type of a key in stored form, where eleven digits are a CPF; None: no key.

    >>> type_of("12345678909"), type_of("+5511987654321"), type_of("hello")
    ('cpf', 'phone', None)
    """
    for kind, pattern in _STORED.items():
        if re.fullmatch(pattern, key, re.IGNORECASE):
            return kind
    return None


def pretty(key: str) -> str:
    """Return a stored key as people write it.

    >>> pretty("12345678909"), pretty("12345678000195"), pretty("+5511987654321")
    ('123.456.789-09', '12.345.678/0001-95', '+55 11 98765-4321')
    """
    kind = type_of(key)
    if kind == "cpf":
        return f"{key[:3]}.{key[3:6]}.{key[6:9]}-{key[9:]}"
    if kind == "cnpj":
        return f"{key[:2]}.{key[2:5]}.{key[5:8]}/{key[8:12]}-{key[12:]}"
    return phones.pretty(key) if kind == "phone" else key


def _recognised(text: str) -> KeyType:
    if "@" in text:
        return "email"
    if _EVP.fullmatch(text.lower()):
        return "evp"
    if text.startswith("+"):
        return "phone"
    if _CNPJ.fullmatch(text.upper()):
        return "cnpj"
    if _CPF.fullmatch(text):
        return "cpf"
    if _DOCUMENT_SIGNS.search(text) and re.fullmatch("[0-9./-]+", text):
        raise _miscounted(text)
    if re.fullmatch("[0-9]{11}", text) or _is_no_phone(text):
        raise BadInput(_ambiguous(text), rule="pix.key-or-phone", key=text)
    if re.fullmatch("[0-9]{3,13}", text):
        _ask_for_zeros(text)
    if _PHONE_SIGNS.fullmatch(text) and len(re.sub("[^0-9]", "", text)) >= len("1133334444"):
        return "phone"
    raise BadInput(
        f"key={text!r} is no Pix key: a CPF has 11 digits, a CNPJ 14 characters, a phone +55 and "
        "10 or 11 digits, an e-mail an @, a random key (EVP) 32 hexadecimal digits.",
        rule="pix.key",
        key=text,
    )


def _is_no_phone(text: str) -> bool:
    """Say whether digits in any groups are eleven, as a CPF has, and no mobile of Brazil's.

    Anatel's numbers of eleven digits are mobiles, and have a 9 behind the area. A CPF with a
    blank in it would else be paid as somebody's phone.
    """
    digits = re.sub("[^0-9]", "", text)
    digits = digits.removeprefix("0") if len(digits) > len("12345678909") else digits
    return len(digits) == len("12345678909") and digits[2] != "9"


_LABEL = re.compile(
    r"(?:chave\s+)?(?:pix\s+)?"
    r"(?P<what>cpf|cnpj|e-?mail|telefone|celular|aleat[oó]ria|chave(?:\s+pix)?|pix)\s*(?::|\s)\s*"
    r"(?=[\w+(])",
    re.IGNORECASE,
)
_LABELLED: dict[str, KeyType] = {
    **{"cpf": "cpf", "cnpj": "cnpj", "email": "email", "e-mail": "email"},
    **{"telefone": "phone", "celular": "phone"},
}


def _unlabelled(text: str) -> tuple[str, KeyType | None]:
    """Return a key without the word before it, and the type that the word says.

    >>> _unlabelled("CPF: 123.456.789-09"), _unlabelled("chave pix: sol@example.com")
    (('123.456.789-09', 'cpf'), ('sol@example.com', None))
    """
    found = _LABEL.match(text)
    if found is None:
        return text, None
    return text[found.end() :], _LABELLED.get(found["what"].lower())


def _whole(text: str) -> str:
    """Return the digits that a table wrote as a decimal: "12345678909.0".

    Raises:
        BadInput: a table wrote them as a power of ten, and digits are lost.
    """
    if re.fullmatch(r"[0-9][.,]?[0-9]*[eE]\+?[0-9]+", text):
        raise BadInput(
            f"key={text!r} was shortened by a spreadsheet: digits are lost. Make the column text, "
            "and write the key again.",
            rule="pix.key-shortened",
            key=text,
        )
    found = re.fullmatch(r"([0-9]{8,14})[.,]0+", text)
    return found[1] if found else text


def _ask_for_zeros(text: str) -> None:
    """Refuse digits that are a CPF or a CNPJ with the leading zeros that a table takes away.

    Ten to thirteen digits may be a phone as well: that is asked. Fewer are nothing else.
    """
    for name, size, kind in (("CPF", 11, cpf), ("CNPJ", 14, cnpj)):
        whole = text.zfill(size)
        if len(text) >= size or not _fits(whole, kind):
            continue
        phone = len(text) >= len("1133334444")
        shown = pretty(whole)
        if phone:
            full = f"+{text}" if text.startswith("55") else f"+55{text}"
            said = f"Is it the {name} {shown} without its zero, or a phone? Write '{shown}'"
            said += f", or '{full}' for the phone." if len(full) <= len("+5511987654321") else "."
        else:
            said = f"It is the {name} {shown} without its leading zeros: write '{shown}'."
        raise BadInput(
            f"key={text!r} has {len(text)} digits. {said}",
            rule="pix.key-zeros",
            key=text,
            document=name,
            whole=whole,
        )


def _miscounted(text: str) -> BadInput:
    """Return the error of what is written as a CPF or a CNPJ, with digits lost or too many."""
    digits = re.sub("[^0-9]", "", text)
    is_cnpj = "/" in text or len(digits) > len("123456789") + len("0000")
    name, size, kind = ("CNPJ", 14, cnpj) if is_cnpj else ("CPF", 11, cpf)
    whole = digits.zfill(size)
    count = len(digits)
    if len(digits) < size and _fits(whole, kind):
        return BadInput(
            f"key={text!r} is written as a {name}, but has {count} digits; it has {size}. Is it "
            f"{pretty(whole)} without its zeros? Write '{pretty(whole)}'.",
            rule="pix.key-zeros",
            key=text,
            document=name,
            whole=whole,
        )
    wrong = "missing" if count < size else "too many"
    return BadInput(
        f"key={text!r} is written as a {name}, but has {count} digits; it has {size}. Which digit "
        f"is {wrong}? Compare it with the document; a phone is written as in '+5511987654321'.",
        rule="pix.key-digits",
        key=text,
        document=name,
    )


def _ambiguous(text: str) -> str:
    digits = re.sub("[^0-9]", "", text)[-11:]
    fits = _fits(digits, cpf)
    can_be = "can be a CPF" if fits else "is no CPF that exists (its check digits do not fit)"
    return (
        f"key={text!r} has 11 digits: a CPF or a phone? It {can_be}. Say which with "
        "key_type='cpf' or key_type='phone', or write a phone with its country code: "
        f"'+55{digits}'."
    )


def _cpf(text: str) -> str:
    digits = re.sub(r"[.\s-]", "", text)
    if not re.fullmatch("[0-9]{11}", digits):
        whole = digits.zfill(11)
        fits = digits.isdigit() and len(digits) < len(whole) and _fits(whole, cpf)
        raise BadInput(
            f"key={text!r} is no CPF: it has 11 digits, as in '123.456.789-09'."
            + (f" If a table took its leading zeros, write '{whole}'." if fits else ""),
            rule="pix.key-zeros" if fits else "pix.cpf",
            key=text,
        )
    _check_digits(digits, cpf, text, "CPF")
    return digits


def _cnpj(text: str) -> str:
    bare = re.sub(r"[./\s-]", "", text).upper()
    if not re.fullmatch("[0-9A-Z]{12}[0-9]{2}", bare):
        raise BadInput(
            f"key={text!r} is no CNPJ: it has 12 digits or letters and 2 digits, as in "
            "'12.345.678/0001-95'." + _cnpj_hint(bare),
            rule="pix.cnpj",
            key=text,
        )
    _check_digits(bare, cnpj, text, "CNPJ")
    return bare


def _cnpj_hint(bare: str) -> str:
    whole = bare.zfill(14)
    fits = bare.isdigit() and len(bare) < len(whole) and _fits(whole, cnpj)
    return f" If a table took its leading zeros, write '{whole}'." if fits else ""


def _check_digits(bare: str, kind: _Document, text: str, name: str) -> None:
    """Refuse a number whose last two digits do not fit (Receita Federal, modulo 11 twice).

    Equal digits throughout fit, but no such number is given out.
    """
    if len(set(bare)) == 1:
        raise BadInput(
            f"key={text!r} is no {name}: its digits are all the same.",
            rule=f"pix.{name.lower()}",
            key=text,
        )
    if not _fits(bare, kind):
        raise BadInput(
            f"key={text!r} is no {name}: its check digits do not fit. One character is wrong or "
            "two are swapped: compare it with the document.",
            rule=f"pix.{name.lower()}",
            key=text,
        )


def _fits(bare: str, kind: _Document) -> bool:
    """Say whether the last two digits are those that the others give, and not all are the same."""
    return len(set(bare)) > 1 and bool(kind.is_valid(bare))


def _phone(text: str) -> str:
    return phones.to_e164(text, "BR")


def _email(text: str) -> str:
    if not _EMAIL.fullmatch(text.lower()):
        raise BadInput(
            f"key={text!r} is no e-mail address, as in 'shop@example.com'.",
            rule="pix.email",
            key=text,
        )
    return text.lower()


def _evp(text: str) -> str:
    if not _EVP.fullmatch(text.lower()):
        raise BadInput(
            f"key={text!r} is no random key (EVP): it has 32 hexadecimal digits, as in "
            "'123e4567-e12b-12d1-a456-426655440000'.",
            rule="pix.evp",
            key=text,
        )
    bare = text.lower().replace("-", "")
    return "-".join((bare[:8], bare[8:12], bare[12:16], bare[16:20], bare[20:]))


_READERS: dict[KeyType, Callable[[str], str]] = {
    "cpf": _cpf,
    "cnpj": _cnpj,
    "phone": _phone,
    "email": _email,
    "evp": _evp,
}
_STORED: dict[KeyType, str] = {  # DICT's patterns; CNPJ as in Pix API 2.9.0
    "cpf": "[0-9]{11}",
    "cnpj": "[0-9A-Z]{14}",
    "phone": r"\+[1-9][0-9]{2,15}",
    "email": "[^@]+@[^@]+",
    "evp": "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
}
