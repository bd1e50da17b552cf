"""What a code or a chat can carry: one file a kind, each with `link()` and `read()`.

The folder is the registry: a new file is a new kind. `link()` makes the address or text, and
takes a phone as a Business or in any written form; `read()` recognises it and gives the
arguments back. Everything made is what the specification writes, never a looser form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType

from campaignkit import characters, locales
from campaignkit.errors import BadInput, CampaignError, TooBig
from campaignkit.link_kinds import _whatsapp_addresses
from campaignkit.link_kinds._address import LONGEST
from campaignkit.link_kinds._almost_links import doubt
from campaignkit.link_kinds._parsed import Parsed
from campaignkit.link_kinds._plain_text import cell_doubt, unfilled
from campaignkit.link_kinds._quick_judging import chat_findings, number_findings
from campaignkit.problems import Problem, Problems, of_error

__all__ = ["Parsed", "advice", "doubt", "judge", "judge_within", "kinds", "parse", "rebuild"]

_WITH_NUMBER = ("catalog", "chat", "product")  # kinds of a full number; "tel:190" is a number, too
_FEWEST, _MOST = 7, 15  # digits: our guess at a slip, and E.164


@cache
def _modules() -> Mapping[str, ModuleType]:
    names = sorted(found.name for found in iter_modules(__path__) if found.name[0] != "_")
    return MappingProxyType({name: import_module(f"{__name__}.{name}") for name in names})


def kinds() -> dict[str, Callable[..., str]]:
    """Return every kind's `link` function by the name of its file.

    >>> kinds()["chat"]("+1 (555) 123-4567", "Hi!")
    'https://wa.me/15551234567?text=Hi%21'
    """
    return {name: module.link for name, module in _modules().items()}


def parse(text: str) -> Parsed:
    """Return what a link says: its kind, and the arguments that make it again.

    WhatsApp's links are read in every form in use: http, www, no scheme, capitals,
    api.whatsapp.com, web.whatsapp.com and whatsapp://send. A number in a link is given as
    it stands there, right or wrong; `advice` judges it.

    Raises:
        BadInput: it is of no known kind; a WhatsApp link whose number has fewer than 7 digits
            (our guess at a slip) or more than 15 (E.164).
        TooBig: it has more than 8,000 characters.

    >>> found = parse("https://api.whatsapp.com/send?phone=15551234567&text=Hi%20there")
    >>> found.kind, found.phone, found.text
    ('chat', '15551234567', 'Hi there')
    >>> rebuild(found)
    'https://wa.me/15551234567?text=Hi%20there'
    """
    found = _read(text)
    number = found.fields.get("phone") if found.kind in _WITH_NUMBER else None
    if number and not _FEWEST <= len(number) <= _MOST:
        raise BadInput(
            f"{text[:60]!r} opens no chat: its number has {len(number)} digits, and a full one has "
            f"{_FEWEST} to {_MOST}, the country code included.",
            rule="link.number-length",
            digits=len(number),
            limit=[_FEWEST, _MOST],
        )
    codes = [value for key in _CODES if (value := found.fields.get(key)) is not None]
    for value in (*codes, _whatsapp_addresses.failed_end(text)):
        if value and _whatsapp_addresses.is_missing(value):
            raise BadInput(
                f"{text[:60]!r} has {value!r} in the place of a code: the cell it came from was "
                "empty. Fill the cell, or leave the row out.",
                rule="link.missing",
                value=value,
            )
    return found


_CODES = ("code", "invite", "channel", "pack", "product")  # what says which one is opened


def _read(text: str) -> Parsed:
    """Return what a link says, whatever its number is."""
    _check_length(text)
    for kind, module in _modules().items():
        fields = module.read(text)
        if fields is not None:
            return Parsed(kind, fields)
    shown = text if len(text) <= 60 else f"{text[:57]}..."
    hint = ""
    if "wa.me/" in text.casefold():
        hint = " WhatsApp has published no link for user names: use the number."
    raise BadInput(
        f"{shown!r} is no link of a known kind ({', '.join(_modules())}).{hint}",
        rule="link.unknown",
        text=text,
    )


def _check_length(text: str) -> None:
    if not isinstance(text, str):
        raise BadInput(
            f"{text!r:.80} is not the text of a link. Give it as in 'https://wa.me/…'.",
            rule="link.type",
            text=text,
        )
    if len(text) > LONGEST:
        raise TooBig(
            f"a text of {len(text):,} characters is no link: servers take {LONGEST:,}.",
            rule="link.too-long",
            length=len(text),
            limit=LONGEST,
        )


def rebuild(parsed: Parsed) -> str:
    """Return the link that `parsed` describes, in the form that we make.

    Raises:
        BadInput: a value in it would not be accepted, such as a number without country code.
    """
    if not isinstance(parsed, Parsed):
        raise BadInput(
            f"{parsed!r:.80} is no link that was read. Give what parse() returned.",
            rule="link.type",
            value=parsed,
        )
    fields = dict(parsed.fields)
    phone = fields.get("phone")
    if phone and not phone.startswith("0"):  # in a link digits are in full, without their "+"
        fields["phone"] = f"+{phone}"
    return str(_modules()[parsed.kind].link(**fields))


def advice(text: str) -> Problems:
    """Return warnings about a link that works today, and what would be surer.

    Raises:
        BadInput: it is of no known kind.

    >>> [problem.rule for problem in advice("https://wa.me/0712345678")]
    ['link.phone']
    """
    parsed = _read(text)
    found: list[Problem] = list(_modules()[parsed.kind].advice(text, parsed.fields))
    return Problems(found)


def judge(text: str, *, country: str | None = None) -> Problems:
    """Return what is wrong or doubtful in a text that is an address, or was meant as one.

    WhatsApp's addresses in any broken form are errors, with the right address computed as the
    fix; so is whatever else begins like a link and can be read by no phone. Text that is no
    address has no findings: a code may hold any.

    Args:
        country: Where a number in local form would be from, as the shop's.

    Raises:
        BadInput: `text` is no text.
        TooBig: an address of more than 8,000 characters.

    >>> judge("https://wa.me/5511987654321?text=Oi%21")
    Problems(0 errors, 0 warnings)
    >>> print(judge("https://wa.me/5511987654321&text=Oi"))
    the text begins with '&' instead of '?': it is lost. Write https://wa.me/5511987654321?text=Oi
    """
    found = chat_findings(text, country)
    if found is not None:
        return Problems(found)
    home = None if country is None else locales.country(country)
    _check_length(text)
    characters.check_whole(text, key="the text")
    if _whatsapp_addresses.is_meant(text):
        return Problems(_whatsapp_findings(text, home))
    return Problems(_other_findings(text, home))


def judge_within(text: str, *, country: str | None = None) -> Problems:
    """Return what is wrong with the WhatsApp addresses that stand in a message.

    >>> [each.rule for each in judge_within("Oi! Peça aqui: https://wa.me/0712345678.")]
    ['link.number-zeros']
    """
    if not isinstance(text, str):
        return Problems()
    found = (judge(each, country=country) for each in _whatsapp_addresses.within(text))
    return Problems(problem for problems in found for problem in problems)


def _whatsapp_findings(text: str, country: str | None) -> list[Problem]:
    reading = _whatsapp_addresses.read(text, country)
    if reading is None:
        return []
    right, found = "", []
    if reading.tidy:
        try:
            parsed = _read(reading.tidy)
            found = list(_modules()[parsed.kind].advice(reading.tidy, parsed.fields))
            if parsed.phone and country is not None:
                local = number_findings(parsed.phone, country)
                if any(each.rule in _OF_LOCAL for each in local):
                    found = [each for each in found if not each.rule.startswith(_OF_NUMBER)]
                    found += local
            right = rebuild(parsed)
        except CampaignError as err:
            found = found if Problems(found).errors else [*found, *of_error(err)]
    faults = [
        Problem(
            rule=fault.rule,
            message=f"{fault.message}.",
            value=text,
            fix=fault.cure
            if right in ("", text) or reading.lost or fault.is_of_words
            else f"Write {right}",
            severity=fault.severity,
            source=_whatsapp_addresses.HELP,
            params={"right": right},
        )
        for fault in reading.told()
    ]
    return [*faults, *found]


_OF_LOCAL = ("phone.elsewhere", "link.number-local")
_OF_NUMBER = ("phone.", "link.phone")
# Kinds whose numbers are dialled by the phone itself, which takes local and short ones too.
_DIALLED = ("sms", "tel", "vcard")


def _other_findings(text: str, country: str | None) -> list[Problem]:
    scheme = text.lstrip()[:12].partition(":")[0].casefold()
    if scheme not in _SCHEMES or ":" not in text[:20]:
        found = doubt(text) or cell_doubt(text)
        inside = list(judge_within(text, country=country))
        return inside if found is None else [found]
    kind = _SCHEMES[scheme]
    fields = _modules()[kind].read(text)
    if fields is None:
        said = f"this begins as {scheme}: does, but phones cannot read it so."
        fix = f"Make it with {kind}(), or compare it with what that makes."
        return [Problem(rule="link.unreadable", message=said, value=text, fix=fix)]
    each = _modules()[kind].advice(text, fields)
    return [*unfilled(fields), *(map(_of_dialled, each) if kind in _DIALLED else each)]


def _of_dialled(problem: Problem) -> Problem:
    is_number = problem.rule.startswith(_OF_NUMBER)
    return replace(problem, severity="warning") if is_number else problem


_SCHEMES = {
    **{"tel": "tel", "sms": "sms", "smsto": "sms", "mailto": "mailto", "geo": "geo"},
    **{"wifi": "wifi", "begin": "vcard"},
}
