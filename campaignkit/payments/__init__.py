"""Codes that ask for money: one file a format, each with `payload()` and `parse()`.

The folder is the registry: a new file is a new format. `payload()` makes the text of the code
from facts, and refuses what a bank would; `parse()` takes a code apart, check sum first, and
judges nothing; `advice()` says what is wrong or doubtful in a code that someone else made.
Nothing here pays, asks a bank or opens a connection. Own code, because the packages there are
cover one format each and neither read nor say what is wrong; the Swiss QR-bill has a fixed
payment part of its own and is left to packages made for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib import import_module
from inspect import signature
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import Any
from urllib.parse import unquote

from campaignkit import characters
from campaignkit.error_values import is_error_value
from campaignkit.errors import BadInput, CampaignError, NotFound, TooBig, did_you_mean
from campaignkit.missing_words import is_missing_word, nothing_meant
from campaignkit.payments import _emv_objects
from campaignkit.payments._payment import Payment
from campaignkit.payments._problems import PaymentFindings
from campaignkit.payments._stray_text import cleaned, readable
from campaignkit.problems import Problem, Problems, of_error
from campaignkit.unfinished_text import left_in, unfilled_place

__all__ = [
    "Payment",
    "advice",
    "clear_text",
    "is_meant",
    "judge",
    "kinds",
    "parse",
    "problems",
    "rebuild",
]

LONGEST = 7089  # digits in the largest QR code (ISO/IEC 18004 table 7)
_GENERAL = "emv"  # the form that others are special cases of: asked last
_ESCAPE = re.compile("%[0-9A-Fa-f]{2}")
_WORDS = ("name", "city", "note", "text", "description")  # facts that people read


@cache
def _modules() -> Mapping[str, ModuleType]:
    names = sorted(found.name for found in iter_modules(__path__) if found.name[0] != "_")
    return MappingProxyType({name: import_module(f"{__name__}.{name}") for name in names})


def _module(kind: str) -> ModuleType:
    if not isinstance(kind, str) or kind not in _modules():
        known = _modules()
        near = did_you_mean(str(kind), known) or f" There are: {', '.join(known)}."
        raise NotFound(
            f"no payment format called {kind!r}.{near}", rule="payment.no-such-format", name=kind
        )
    return _modules()[kind]


def kinds() -> dict[str, Callable[..., str]]:
    """Return every format's `payload` function by the name of its file.

    >>> kinds()["pix"](key="sol@example.com", name="Sol", city="Recife")[26:47]
    'ix0115sol@example.com'
    """
    return {name: module.payload for name, module in _modules().items()}


def problems(kind: str, /, **facts: Any) -> Problems:
    """Return every error and warning that making a payload of these facts gives.

    Raises:
        NotFound: no such format.
        BadInput: a fact that the format does not know, or lacks.

    >>> print(problems("pix", key="sol@example.com", name="Confeitaria e Padaria Sol Nascente",
    ...                city="Recife"))
    name='Confeitaria e Padaria Sol Nascente' has 34 characters; the code says 'Confeitaria e \
Padaria Sol'. Shorten it yourself if that reads badly.
    """
    module = _module(kind)
    found = PaymentFindings(kind)
    module.write(found, **_bound(kind, module.payload, facts))
    return found.problems + _unfilled(facts)


def _unfilled(facts: Mapping[str, Any]) -> Problems:
    """Return what is wrong with each fact that a program left empty: {{ name }}, "nan"."""
    found: list[Problem] = []
    for key, value in facts.items():
        if not isinstance(value, str):
            continue
        if is_missing_word(value) or is_error_value(value):
            found += of_error(nothing_meant(key, value))
        elif key in _WORDS and (twice := list(_encoded_twice(key, value))):
            found += twice
        elif place := unfilled_place(value):
            found.append(
                Problem(
                    rule="payment.template",
                    message=f"{key}={value!r} is a template that was not filled in.",
                    value=value,
                    fix="Fill the template first.",
                    severity=place[1],
                )
            )
        elif key in _WORDS:
            found += left_in(value, key)
    return Problems(found)


def _encoded_twice(key: str, value: str) -> Iterator[Problem]:
    """Yield what is to be said of words that were percent-encoded before a link encoded them."""
    if _ESCAPE.search(value) is None or re.search(r"\s", value):
        return
    try:
        meant = unquote(value, errors="strict")
    except UnicodeDecodeError:
        return
    yield Problem(
        rule="payment.encoded-twice",
        message=f"{key}={value!r} is percent-encoded already: the payer's app shows its % signs.",
        value=value,
        fix=f"Write {meant!r}.",
        severity="warning",
        params={"key": key, "meant": meant},
    )


def _bound(kind: str, make: Callable[..., str], facts: Mapping[str, Any]) -> dict[str, Any]:
    wanted = signature(make)
    if unknown := facts.keys() - wanted.parameters.keys():
        name = min(unknown)
        near = did_you_mean(name, wanted.parameters) or f" It knows {', '.join(wanted.parameters)}."
        raise BadInput(
            f"{kind}: there is no fact called {name!r}.{near}",
            rule="payment.no-such-fact",
            name=name,
        )
    lacking = [
        name
        for name, parameter in wanted.parameters.items()
        if parameter.default is parameter.empty and name not in facts
    ]
    if lacking:
        raise BadInput(
            f"{kind}: {' and '.join(lacking)} must be given.",
            rule="payment.missing-fact",
            names=tuple(lacking),
        )
    bound = wanted.bind(**facts)
    bound.apply_defaults()
    return dict(bound.arguments)


def parse(text: str) -> Payment:
    """Return what a payment code of any known format says.

    Words before it ("Pix copia e cola:"), quotes and line breaks are passed over;
    `advice` and `judge` name them, for no app reads a code that is printed with them.

    Raises:
        BadInput: of no known format, or damaged: the check sum, where there is one, is verified
            before anything is read.

    >>> found = parse("upi://pay?pa=chaishop@okhdfcbank&pn=Chai%20Shop&am=50.00&cu=INR")
    >>> found.kind, found.name, found.amount
    ('upi', 'Chai Shop', Decimal('50.00'))
    """
    _check_text(text)
    return _parsed(text)


@lru_cache(maxsize=8)
def _parsed(text: str) -> Payment:
    """Return what a code says: on its way to paper each is taken apart three times in a row."""
    text = readable(text)
    for name in sorted(_modules(), key=lambda name: name == _GENERAL):
        module = _modules()[name]
        if module.recognises(text):
            found: Payment = module.parse(text)
            return found
    shown = text if len(text) <= 60 else f"{text[:57]}..."
    raise BadInput(
        f"{shown!r} is no payment code of a known format ({', '.join(_modules())}).",
        rule="payment.unknown",
        text=text,
    )


def _check_text(text: object) -> None:
    if not isinstance(text, str):
        raise BadInput(
            f"{text!r:.80} is not text. Give a payment code, as pix(), upi() or epc() return it.",
            rule="payment.type",
            text=text,
        )
    if len(text) > LONGEST:
        raise TooBig(
            f"a text of {len(text):,} characters is no payment code: none has {LONGEST:,}.",
            rule="payment.too-long",
            length=len(text),
            limit=LONGEST,
        )
    characters.check_whole(text, key="the code")


def rebuild(payment: Payment) -> str:
    """Return the code that `payment` describes, in the form that we make.

    A signed UPI link comes back as it was read: rewriting it would break its signature.

    Raises:
        BadInput: a fact in it would not be accepted.
    """
    if not isinstance(payment, Payment):
        raise BadInput(
            f"{payment!r:.80} is not a Payment. Give what parse() returned.",
            rule="payment.type",
            value=payment,
        )
    if payment.signed:
        return payment.text
    return str(_module(payment.kind).payload(**payment.fields))


def advice(text: str) -> Problems:
    """Return what is wrong or doubtful in a payment code that can be read.

    Raises:
        BadInput: as `parse`.
    """
    payment = parse(text)
    found: list[Problem] = list(_around(text))
    text = payment.text
    found.extend(_look(payment, text))
    if _emv_objects.looks_sealed(text) and text.strip()[-4:] != text.strip()[-4:].upper():
        found.append(
            Problem(
                rule=f"{payment.kind}.check-sum",
                message=f"the check sum {text.strip()[-4:]} is in small letters.",
                fix=f"Write {text.strip()[-4:].upper()}: some apps read capitals only.",
                severity="warning",
                source="EMVCo Merchant-Presented Mode 1.1, object 63",
            )
        )
    if payment.signed:  # as the bank made it: not ours to judge by what we would write
        return Problems(found)
    return Problems(found) + problems(payment.kind, **payment.fields)


_MEANT = re.compile(r"upi:|BCD(?:\s|\\[rn])|000201", re.IGNORECASE)
_INSIDE = re.compile(r"(?!https?:).*(?:br\.gov\.bcb\.pix|upi://pay)", re.IGNORECASE | re.DOTALL)


def is_meant(text: str) -> bool:
    """Say whether a text is, or was meant as, a payment code.

    >>> is_meant("UPI://pay?pa=a@b"), is_meant("https://wa.me/5511987654321")
    (True, False)
    """
    if not isinstance(text, str) or text.startswith("https://wa.me/"):
        return False
    if len(text) > LONGEST:
        return False
    return (
        _MEANT.match(text.lstrip()[:16]) is not None
        or _modules()["upi"].recognises(text)
        or _emv_objects.looks_sealed(text)
        or _INSIDE.match(text[:200]) is not None
    )


def judge(text: str) -> Problems:
    """Return what is wrong or doubtful in a text that was meant as a payment code.

    Never raises for what the text says: a damaged code is a finding too.

    >>> [problem.rule for problem in judge("upi://pay?pa=chaishop&pn=Chai")]
    ['upi.address']
    """
    _check_text(text)
    try:
        found = advice(cleaned(text).text)
    except CampaignError as err:
        return Problems([*_around(text), *of_error(err)])
    return Problems([*_around(text), *found])


def _around(text: str) -> Iterator[Problem]:
    """Yield what stands around or inside a code and is not of it."""
    clean = cleaned(text)
    if clean.rule:
        alone = "the code alone" if "\n" in clean.text else clean.text
        yield Problem(
            rule=clean.rule,
            message=f"{clean.said}.",
            value=text,
            fix=f"Write {alone}",
            params={"right": clean.text},
        )


def _look(payment: Payment, text: str) -> Iterable[Problem]:
    """Return what a format has to say about the text itself, beside what it says."""
    look = getattr(_module(payment.kind), "look", None)
    return () if look is None else look(text)


def clear_text(payload: str | Payment, language: str = "en") -> list[tuple[str, str]]:
    """Return what to print in plain letters beside a code: (label, value), in that order.

    The European Payments Council asks for it wherever an EPC code stands alone (EPC069-12);
    beside the others it lets people see whom they pay, or type it. Amounts and labels are in
    `language`; a language without labels of its own gets English ones.

    Raises:
        BadInput: as `parse`.
    """
    from campaignkit.payments import _plain_letters

    payment = payload if isinstance(payload, Payment) else parse(payload)
    return _plain_letters.shown(
        payment.kind, _module(payment.kind).clear(payment.fields), payment, language
    )
