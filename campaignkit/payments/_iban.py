"""IBANs and creditor references: their check digits and how they are grouped in print.

Sources: ISO 13616 (SWIFT, "IBAN Registry"), ISO 11649 (RF references), ISO 7064 (modulo 97),
ISO 9362 (BIC). How an account of each country is built, and the check digits inside it, are known
to `stdnum` (a door to which is here); which countries are in SEPA, to us.
"""

from __future__ import annotations

import re

from stdnum import iban as registry
from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError
from stdnum.iso7064 import mod_97_10

from campaignkit.errors import BadInput

_EEA = {
    **{"AT": 20, "BE": 16, "BG": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24},
    **{"FI": 18, "FR": 27, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21},
    **{"LT": 20, "LU": 20, "LV": 21, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24},
    **{"SE": 24, "SI": 19, "SK": 24},
}
_OUTSIDE = {
    **{"AD": 24, "AL": 28, "CH": 21, "GB": 22, "GI": 23, "MC": 27, "MD": 24, "ME": 22, "MK": 19},
    **{"RS": 22, "SM": 27, "VA": 22},
}
_LENGTHS = _EEA | _OUTSIDE
_LABEL = re.compile(r"IBAN:?(?=[A-Z]{2}[0-9]{2})")  # as it stands on bills, in capitals


def iban(text: object) -> str:
    """Return an IBAN in capitals without spaces.

    Raises:
        BadInput: not of its country's length or build, or check digits that do not fit.

    >>> iban("de33 1002 0500 0001 1947 00"), iban("IBAN: DE33-1002-0500-0001-1947-00")
    ('DE33100205000001194700', 'DE33100205000001194700')
    """
    bare = _LABEL.sub("", _bare(text)).replace("-", "")
    if not re.fullmatch("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", bare):
        raise BadInput(
            f"iban={text!r} is no IBAN: two letters, two digits, and 11 to 30 letters or digits.",
            rule="iban.form",
            text=text,
        )
    length = _LENGTHS.get(bare[:2])
    if length is not None and len(bare) != length:
        raise BadInput(
            f"iban={text!r} has {len(bare)} characters; an IBAN of {bare[:2]} has {length}.",
            rule="iban.length",
            text=text,
            length=length,
        )
    if not _fits(bare):
        raise BadInput(
            f"iban={text!r}: its check digits do not fit. One character is wrong or two are "
            "swapped: compare it with the bank's statement.",
            rule="iban.check-digits",
            text=text,
        )
    _check_structure(bare, text)
    return bare


def _check_structure(bare: str, text: object) -> None:
    """Refuse an account that its country does not give out."""
    try:
        registry.validate(bare, check_country=False)
        _check_inner_digits(bare)
    except InvalidComponent as err:
        raise BadInput(
            f"iban={text!r}: no country has accounts that begin {bare[:2]}. Compare it with the "
            "bank's statement.",
            rule="iban.country",
            text=text,
            country=bare[:2],
        ) from err
    except InvalidChecksum as err:
        raise BadInput(
            f"iban={text!r}: the check digits inside the account, those of {bare[:2]}, do not fit. "
            "Compare it with the bank's statement.",
            rule="iban.account-check-digits",
            text=text,
            country=bare[:2],
        ) from err
    except ValidationError as err:
        raise BadInput(
            f"iban={text!r} has a letter where accounts of {bare[:2]} have a digit, or is too long "
            "or short. Compare it with the bank's statement.",
            rule="iban.structure",
            text=text,
            country=bare[:2],
        ) from err


def _check_inner_digits(bare: str) -> None:
    """Verify the check digits inside an account, where its country has them.

    A bank that `stdnum` does not list is none of our business: lists lag.
    """
    try:
        registry.validate(bare)
    except InvalidChecksum:
        raise
    except ValidationError:
        pass


def in_sepa(bare: str) -> bool:
    """Say whether the account is in a SEPA country, as far as our list of 42 goes."""
    return bare[:2] in _LENGTHS


def needs_bic(bare: str) -> bool:
    """Say whether a transfer to it needs the bank's BIC: in SEPA, outside the EEA."""
    return bare[:2] in _OUTSIDE


def bic(text: object) -> str:
    """Return a BIC in capitals without spaces.

    Raises:
        BadInput: it has not 8 or 11 characters of the right kind.

    >>> bic("bpotbeb1")
    'BPOTBEB1'
    """
    bare = _bare(text)
    if not re.fullmatch("[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?", bare):
        raise BadInput(
            f"bic={text!r} is no BIC: it has 8 or 11 characters, as in 'BPOTBEB1'.",
            rule="iban.bic",
            text=text,
        )
    return bare


def reference(text: object) -> str:
    """Return a creditor reference (ISO 11649) in capitals without spaces.

    Raises:
        BadInput: not RF, two digits and up to 21 letters and digits, or check digits that do
            not fit.

    >>> reference("RF18 5390 0754 7034")
    'RF18539007547034'
    """
    bare = _bare(text)
    if not re.fullmatch("RF[0-9]{2}[A-Z0-9]{1,21}", bare):
        raise BadInput(
            f"reference={text!r} is not RF, two digits and 1 to 21 letters or digits (ISO 11649).",
            rule="iban.reference",
            text=text,
        )
    if not _fits(bare):
        raise BadInput(
            f"reference={text!r}: its check digits do not fit (ISO 11649). Compare it with the "
            "bill.",
            rule="iban.reference-check-digits",
            text=text,
        )
    return bare


def grouped(bare: str) -> str:
    """Return an IBAN or reference in groups of four, as it is printed.

    >>> grouped("BE72000000001616")
    'BE72 0000 0000 1616'
    """
    return " ".join(bare[at : at + 4] for at in range(0, len(bare), 4))


def _bare(text: object) -> str:
    return "".join(text.split()).upper() if isinstance(text, str) else ""


def _fits(bare: str) -> bool:
    return bool(mod_97_10.is_valid(bare[4:] + bare[:4]))
