"""What a template is called, its language, category, life time; and library templates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from campaignkit import locales, phones
from campaignkit.errors import BadInput, did_you_mean
from campaignkit.messaging import rules
from campaignkit.messaging.lint.finding import LintFindings
from campaignkit.messaging.templates import Template
from campaignkit.messaging.templates.json_values import WANTED, WireRecord
from campaignkit.messaging.templates.sendable import better_name
from campaignkit.messaging.templates.variables import names

CATEGORIES = ("MARKETING", "UTILITY", "AUTHENTICATION")
_FORMATS = ("ORDER_DETAILS", "ORDER_STATUS", "RICH_ORDER_STATUS")
_CALLED = {  # what people call them
    **dict.fromkeys(("TRANSACTIONAL", "UTILIDADE", "UTILIDAD", "UTILITÁRIO"), "UTILITY"),
    **dict.fromkeys(("PROMOTIONAL", "MARKETINGS"), "MARKETING"),
    **dict.fromkeys(("AUTENTICAÇÃO", "AUTENTICACIÓN", "ONE_TIME_PASSWORD"), "AUTHENTICATION"),
}
# Meta, "Time-to-live": seconds by category; -1 is 30 days.
_TTL = {
    "AUTHENTICATION": (30, 900, "30 to 900, or -1"),
    "UTILITY": (30, 43_200, "30 to 43200, or -1"),
    "MARKETING": (43_200, 2_592_000, "43200 to 2592000"),
}
_INPUTS = (
    *("add_contact_number", "add_learn_more_link", "add_security_recommendation"),
    *("add_track_package_link", "code_expiration_minutes"),
)


def check(found: LintFindings) -> None:
    """Check all that is not a component."""
    template = found.template
    for key, kind in template.KEYS.items():
        wrong = template.extra.get(key)
        if wrong is not None:
            found.add("form", key, wrong, key=key, limit=WANTED[kind])
    _name(found, template)
    _language(found, template)
    if template.kind not in CATEGORIES:
        better = did_you_mean(str(template.category or ""), (*CATEGORIES, *_CALLED), most=1)
        for name, category in _CALLED.items():
            better = better.replace(repr(name), repr(category))
        found.add("category-unknown", "category", template.category, better=better)
    given = template.parameter_format
    if given is not None and given.lower() not in ("named", "positional"):
        found.add("parameter-format-unknown", "parameter_format", given)
    for key in ("sub_category", "display_format"):
        _format(found, key, getattr(template, key))
    _ttl(found, template)
    if template.library_template_name is not None:
        _library(found, template)


def _name(found: LintFindings, template: Template) -> None:
    name = template.name
    if not name:
        if "name" not in template.extra:
            found.add("name-missing", "name", name)
        return
    if not re.fullmatch("[a-z0-9_]+", name):
        found.add("name-characters", "name", name, better=better_name(name))
    found.too_long("name-length", "name", name)


def _language(found: LintFindings, template: Template) -> None:
    code = template.language
    if not code:
        if "language" not in template.extra:
            found.add("language-missing", "language", code)
    elif code in rules.unofficial_codes():
        better = f"{code.partition('_')[0]!r} is official."
        found.add("language-unofficial", "language", code, better=f"Write {better}")
    elif code not in rules.language_codes():
        found.add("language-unknown", "language", code, better=_other_language(code))


def _other_language(code: str) -> str:
    if better := rules.better_code(code):
        return f"Write {better!r}."
    spoken = _by_name(code)
    if spoken in rules.language_codes():
        return f"Write {spoken!r}."
    name = spoken.replace("-", "_").partition("_")[0].lower()
    kin = [known for known in rules.language_codes() if known.partition("_")[0] == name]
    if kin:
        return f"Write one of: {', '.join(kin)}."
    near = did_you_mean(code, rules.language_codes()).strip()
    return near or "Write it as in pt_BR, ar, hi or en."


def _format(found: LintFindings, key: str, given: str | None) -> None:
    """Note a format of orders that is written otherwise: nothing of an order would be sent."""
    folded = re.sub("[^A-Z]", "", (given or "").upper())
    for known in _FORMATS:
        if folded == known.replace("_", "") and (given or "").upper() != known:
            found.add("format-spelling", key, given, limit=known)


def _by_name(language: str) -> str:
    """Return the code of a language that is written by its name, or nearly so; else what stands."""
    try:
        return locales.parse(language)
    except BadInput as err:
        advice = err.halves()[1]
        return next((code for code in rules.language_codes() if repr(code) in advice), language)


def _ttl(found: LintFindings, template: Template) -> None:
    seconds = template.message_send_ttl_seconds
    if seconds is None or template.kind not in _TTL:
        return
    low, high, said = _TTL[template.kind]
    forever = seconds == -1 and template.kind != "MARKETING"
    if not forever and not low <= seconds <= high:
        key = "message_send_ttl_seconds"
        found.add("ttl", key, seconds, limit=said, category=template.kind)


def _library(found: LintFindings, template: Template) -> None:
    if template.kind == "MARKETING":
        found.add("library-category", "category", template.category, category=template.kind)
    if template.parts:
        found.add("library-text", "components", len(template.parts))
    for key in template.library_template_body_inputs or ():
        if key not in _INPUTS:
            place = f"library_template_body_inputs.{key}"
            near = did_you_mean(key, _INPUTS).strip() or f"There are: {', '.join(_INPUTS)}."
            found.add("library-input", place, key, key=key, better=near)
    for number, button in enumerate(template.library_template_button_inputs or ()):
        place = f"library_template_button_inputs[{number}]"
        for said, better in _library_button(button):
            found.add("library-button", place, None, said=said, better=better)


def _library_button(button: Any) -> Iterator[tuple[str, str]]:
    """Give (what is wrong, what to do) about one button input."""
    data = button if isinstance(button, WireRecord) else WireRecord()
    kind = str(data.get("type", "")).upper()
    if kind == "URL":
        url = data.get("url")
        inside = url if isinstance(url, WireRecord) else WireRecord()
        base = str(inside.get("base_url", ""))
        if not re.match(r"https?://", base):
            yield (
                f"the button has no base_url: {base!r}.",
                "Write {'url': {'base_url': 'https://…'}}.",
            )
        if names(base) and not inside.get("url_suffix_example"):
            yield "the address has a variable, but no url_suffix_example.", "Add a whole address."
    elif kind == "PHONE_NUMBER":
        try:
            phones.to_e164(str(data.get("phone_number", "")))
        except BadInput as err:
            yield err.halves()[0], "Write it in full, as in +5511987654321."
    else:
        yield f"{kind or '?'} is no button of library templates.", "Write URL or PHONE_NUMBER."
