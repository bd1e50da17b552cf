"""Authentication templates: WhatsApp writes the text, the shop chooses how the code gets in."""

from __future__ import annotations

import re
from typing import Any

from campaignkit.messaging import rules
from campaignkit.messaging.lint.buttons import label, type_of
from campaignkit.messaging.lint.finding import LintFindings
from campaignkit.messaging.templates import Body, Buttons, Footer, OneTimeCode, Unknown
from campaignkit.messaging.templates.json_values import WireRecord

_PACKAGE = re.compile(r"[A-Za-z]\w*(?:\.[A-Za-z]\w*)+")  # Android: two parts or more
_KINDS = ("COPY_CODE", "ONE_TAP", "ZERO_TAP")
_MINUTES = range(1, 91)
_LISTED = "whatsapp.com/otp/code"  # where the button of a listed template leads


def check(found: LintFindings) -> None:
    """Check a template of the category AUTHENTICATION."""
    for part in found.template.parts:
        match part:
            case Body():
                if part.text is not None and not _is_approved(found):
                    found.add("otp-body", "body.text", part.text)
            case Footer():
                _footer(found, part)
            case Buttons() | Unknown():
                pass
            case _:
                found.add("otp-part", part.TYPE.lower(), f"a {part.TYPE} component")
    codes = _code_buttons(found)
    if len(codes) != 1:
        found.add("otp-missing", "buttons", len(codes))
    for number, button in enumerate(found.template.buttons):
        key = f"buttons[{number}]"
        if isinstance(button, OneTimeCode):
            _button(found, button, key)
        elif number not in codes:
            found.add("otp-part", key, f"a {type_of(button)} button")


def _is_approved(found: LintFindings) -> bool:
    """Say whether this is a template as the platform lists it: its text and its address filled in.

    Whoever keeps a listed template may have left its id out: the address of the button tells, too.
    """
    template = found.template
    approved = str(template.extra.get("status", "")).upper() == "APPROVED"
    addresses = (str(getattr(button, "url", "") or "") for button in template.buttons)
    return "id" in template.extra or approved or any(_LISTED in each for each in addresses)


def _code_buttons(found: LintFindings) -> list[int]:
    """Return which buttons give the code; a listed template has a URL button instead."""
    buttons = list(enumerate(found.template.buttons))
    codes = [n for n, button in buttons if isinstance(button, OneTimeCode)]
    urls = [n for n, button in buttons if type_of(button) == "URL"]
    return urls if not codes and _is_approved(found) else codes


def _footer(found: LintFindings, part: Footer) -> None:
    minutes = part.code_expiration_minutes
    if minutes is not None and minutes not in _MINUTES:
        found.add("otp-minutes", "footer.code_expiration_minutes", minutes)
    if minutes is None and part.text is not None and not _is_approved(found):
        found.add("otp-part", "footer.text", "a footer with a text")


def _button(found: LintFindings, button: OneTimeCode, key: str) -> None:
    kind = (button.otp_type or "").upper()
    if kind not in _KINDS:
        found.add("otp-type", f"{key}.otp_type", button.otp_type)
    for name in ("text", "autofill_text"):
        if getattr(button, name):
            label(found, getattr(button, name), f"{key}.{name}")
    wanted = rules.copy_label(found.template.language)
    if button.text and wanted and button.text.strip().casefold() != wanted.casefold():
        found.add("otp-label", f"{key}.text", button.text, limit=wanted)
    if kind == "ZERO_TAP" and button.zero_tap_terms_accepted is not True:
        found.add("otp-terms", f"{key}.zero_tap_terms_accepted", button.zero_tap_terms_accepted)
    if kind in ("ONE_TAP", "ZERO_TAP") or button.supported_apps:
        _apps(found, _apps_of(button), f"{key}.supported_apps")


def _apps_of(button: OneTimeCode) -> tuple[Any, ...]:
    """Return the apps; older templates name one on the button itself."""
    if button.supported_apps is None and "package_name" in button.extra:
        return (button.extra,)
    return tuple(button.supported_apps or ())


def _apps(found: LintFindings, apps: tuple[Any, ...], key: str) -> None:
    if not 1 <= len(apps) <= rules.limit("template.otp-apps"):
        found.add("otp-apps", key, len(apps))
    for number, app in enumerate(apps):
        data = app if isinstance(app, WireRecord) else WireRecord()
        name, sign = str(data.get("package_name", "")), str(data.get("signature_hash", ""))
        place = f"{key}[{number}]"
        if not _PACKAGE.fullmatch(name) or len(name) > rules.limit("template.otp-package"):
            found.add("otp-package", f"{place}.package_name", name)
        if len(sign) != rules.limit("template.otp-hash"):
            found.add("otp-hash", f"{place}.signature_hash", len(sign), text=sign)
