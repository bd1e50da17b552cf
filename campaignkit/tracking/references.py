"""Short references that survive a shopkeeper's eye and a customer's thumb.

Eight signs of an alphabet of 23 (digits and capitals without vowels and without twins: no 0, 1, O,
I, L, S, Z, B, G, Q, U). Six are drawn, two are checks: the signs are numbers modulo the prime 23,
and a sound reference has

    x1 + x2 + … + x8 = 0    and    1·x1 + 2·x2 + … + 8·x8 = 0    (mod 23)

This is the shortened Reed-Solomon code of distance 3: any one wrong sign is found and can be put
right, and so is any exchange of two neighbours, for which the first sum is 0 and the second not.
The first sign is a letter, so that the whole is one left-to-right run in Arabic text (UAX #9, rule
W2: a digit after Arabic letters would count as Arabic and turn around the hyphen).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache

from campaignkit.errors import TooBig

ALPHABET = "23456789CDFHJKMNPRTVWXY"
PRIME = len(ALPHABET)
LENGTH = 8
_CHECKS = 2
_LETTERS = ALPHABET[8:]
_VALUE = {sign: value for value, sign in enumerate(ALPHABET)}
_DRAWN = len(_LETTERS) * PRIME ** (LENGTH - _CHECKS - 1)  # 96,545,145 references
_TRIES = 1000  # far more than a campaign of a million pieces ever needs

# How a reference may come back: other digits and small letters are the same sign.
_FOLDED = {
    ord(sign): plain
    for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९")
    for sign, plain in zip(digits, "0123456789", strict=True)
}
_DROPPED = dict.fromkeys(
    map(ord, " \t\r\n-‐‑‒–—_.\u00a0\u200b\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as it is counted (`code`, eight signs) and as it is read (`str()`)."""

    code: str

    def __str__(self) -> str:
        return f"{self.code[:4]}-{self.code[4:]}"


def reference(
    campaign: str,
    key: str,
    copy: int = 1,
    *,
    secret: str | bytes | None = None,
    taken: Container[str] = (),
) -> Reference:
    """Return the reference of one piece: the same facts give the same one, on any machine.

    Args:
        campaign: What tells this campaign from the shop's others, such as its name.
        key: What tells this row from the others, such as its number.
        copy: From 1, where a row is printed more than once.
        secret: With one, nobody can tell the next reference from those he has seen.
        taken: Codes that other pieces bear; the next one of this piece is given instead. Of
            10,000 pieces one in two campaigns meets another, of 1,000 one in two hundred.

    >>> str(reference("spring", "17"))
    'K4K6-RD2H'
    >>> reference("spring", "17", copy=2) == reference("spring", "17")
    False
    """
    facts = "\x1f".join(str(part).replace("\x1f", " ") for part in (campaign, key, copy))
    for attempt in range(_TRIES):
        code = _drawn(f"{facts}\x1f{attempt}", _bytes(secret))
        if code not in taken and any(sign.isdigit() for sign in code):
            return Reference(code)
    raise TooBig(
        f"campaign {campaign!r} has no reference left. Give another part of it a name of its own.",
        rule="token.none-left",
    )


def is_sound(code: str) -> bool:
    """Say whether eight signs are a reference at all: the two sums are 0.

    >>> is_sound("K4K6RD2H"), is_sound("K4K6RDH2")
    (True, False)
    """
    values = [_VALUE.get(sign, -1) for sign in code]
    return len(values) == LENGTH and min(values) >= 0 and _sums(values) == (0, 0)


def folded(text: str) -> str:
    """Return what was typed in the signs of the alphabet: capitals, plain digits, no hyphen.

    >>> folded("k٤k6 rd2h")
    'K4K6RD2H'
    """
    return text.translate(_FOLDED).translate(_DROPPED).upper()


def repairs(code: str) -> Iterator[str]:
    """Yield the sound references that one slip may have turned into `code`.

    A slip: one sign wrong, missing or too many, or two neighbours exchanged. Each is yielded once;
    a sound `code` yields itself alone.
    """
    if is_sound(code):
        yield code
        return
    seen: set[str] = set()
    for near in _near(code):
        if near not in seen and is_sound(near):
            seen.add(near)
            yield near


def _near(code: str) -> Iterator[str]:
    if len(code) == LENGTH:
        for at in range(LENGTH):
            yield from (code[:at] + sign + code[at + 1 :] for sign in ALPHABET)
        for at in range(LENGTH - 1):
            yield code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    elif len(code) == LENGTH - 1:
        for at in range(LENGTH):
            yield from (code[:at] + sign + code[at:] for sign in ALPHABET)
    elif len(code) == LENGTH + 1:
        yield from (code[:at] + code[at + 1 :] for at in range(LENGTH + 1))


def _drawn(facts: str, secret: bytes) -> str:
    digest = hmac.new(secret, facts.encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest[:16], "big") % _DRAWN  # 2^128: no sign is likelier than another
    values = []
    for _ in range(LENGTH - _CHECKS - 1):
        number, value = divmod(number, PRIME)
        values.append(value)
    return _checked([_VALUE[_LETTERS[number]], *values])


def _checked(values: list[int]) -> str:
    """Return the reference of six values: the last two make both sums 0."""
    total, weighted = _sums(values)
    # y + z = -total and 7y + 8z = -weighted, so z = 7·total - weighted and y = -total - z
    last = (7 * total - weighted) % PRIME
    before = (-total - last) % PRIME
    return "".join(ALPHABET[value] for value in (*values, before, last))


def _sums(values: list[int]) -> tuple[int, int]:
    weighted = sum(place * value for place, value in enumerate(values, 1))
    return sum(values) % PRIME, weighted % PRIME


@lru_cache(maxsize=16)
def _bytes(secret: str | bytes | None) -> bytes:
    return secret if isinstance(secret, bytes) else (secret or "").encode()
