"""Buttons: how many, in which order, and what each of them needs."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby

from campaignkit import phones
from campaignkit.errors import BadInput, did_you_mean
from campaignkit.messaging import rules
from campaignkit.messaging.lint.characters import refused
from campaignkit.messaging.lint.finding import LintFindings
from campaignkit.messaging.lint.texts import check_links
from campaignkit.messaging.lint.variables import shown
from campaignkit.messaging.templates import buttons as kinds
from campaignkit.messaging.templates.json_values import WANTED, TemplatePart, thaw
from campaignkit.messaging.templates.variables import has_stray_brace, names

# Meta, "Template components": most of a kind in one template.
_MOST = {"QUICK_REPLY": 10, "URL": 2} | dict.fromkeys(
    (
        *("PHONE_NUMBER", "COPY_CODE", "OTP", "CATALOG", "MPM", "SPM", "FLOW", "VOICE_CALL"),
        *("REQUEST_CONTACT_INFO", "ORDER_DETAILS"),
    ),
    1,
)
_FIXED = {"CATALOG": "View catalog", "MPM": "View items", "SPM": "View"}
_ON_DESKTOP = 3
_WHATSAPP = ("wa.me", "whatsapp.com", "wa.link")
_SHORTENERS = (
    *("bit.ly", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "is.gd", "buff.ly", "cutt.ly"),
    *("rebrand.ly", "rb.gy", "shorturl.at", "t.ly", "lnkd.in", "encurtador.com.br", "abre.ai"),
)


def check(found: LintFindings, buttons: tuple[kinds.AnyButton, ...]) -> None:
    """Check the buttons of a template that is not for one-time codes."""
    if not buttons:
        found.add("buttons-none", "buttons", 0)
        return
    if len(buttons) > rules.limit("template.buttons-many"):
        found.add("buttons-many", "buttons", len(buttons))
    for kind, count in Counter(map(type_of, buttons)).items():
        if count > _MOST.get(kind, count):
            found.add("buttons-kind", "buttons", count, kind=kind, limit=_MOST[kind])
    runs = [is_reply for is_reply, _ in groupby(isinstance(b, kinds.QuickReply) for b in buttons)]
    if len(runs) > 2:
        found.add("buttons-groups", "buttons", ", ".join(map(type_of, buttons)))
    if len(buttons) > _ON_DESKTOP:
        found.add("buttons-desktop", "buttons", f"there are {len(buttons)} buttons")
    elif len(runs) > 1:
        found.add("buttons-desktop", "buttons", "a quick reply stands beside another button")
    replies = Counter(button.text for button in buttons if isinstance(button, kinds.QuickReply))
    for text in (text for text, count in replies.items() if text and count > 1):
        found.add("label-twice", "buttons", text)
    for number, button in enumerate(buttons):
        one(found, button, f"buttons[{number}]")


def type_of(button: kinds.AnyButton) -> str:
    """Return what the API calls a button's kind."""
    return button.type or "?" if isinstance(button, kinds.UnknownButton) else button.TYPE


def one(found: LintFindings, button: kinds.AnyButton, key: str) -> None:
    """Check one button at its place."""
    wrong = {f"{key}.{each}" for each in misshapen(found, button, f"{key}.")}
    before = len(found.items)
    _one(found, button, key)
    told = found.items[before:]
    found.items[before:] = [each for each in told if each.where.key not in wrong]


def misshapen(found: LintFindings, part: TemplatePart, prefix: str) -> list[str]:
    """Note the keys of a part whose value has another form; return them. Samples have their own."""
    wrong = [key for key in part.KEYS if key != "example" and part.extra.get(key) is not None]
    for key in wrong:
        place, limit = f"{prefix}{key}", WANTED[part.KEYS[key]]
        found.add("form", place, thaw(part.extra[key]), key=place, limit=limit)
    return wrong


def _one(found: LintFindings, button: kinds.AnyButton, key: str) -> None:
    match button:
        case kinds.UnknownButton():
            said = button.type or str(button.value)[:40]
            better = did_you_mean(said, [*_MOST, "OTP"])
            found.add("button-unknown", key, said, better=better)
        case kinds.UrlButton():
            _label(found, button.text, key)
            _url(found, button, key)
        case kinds.PhoneButton():
            _label(found, button.text, key)
            _phone(found, button, key)
        case kinds.CopyCode():
            _coupon(found, button, key)
        case kinds.OneTimeCode():
            if found.template.kind != "AUTHENTICATION":
                found.add("otp-category", key, button.TYPE, category=found.template.kind)
        case kinds.ViewCatalog() | kinds.ViewItems() | kinds.ViewProduct():
            _products(found, button, key)
        case kinds.OpenFlow():
            _label(found, button.text, key)
            _flow(found, button, key)
        case kinds.ShareContact():
            pass
        case _:
            _label(found, button.text, key)


def _label(found: LintFindings, text: str | None, key: str) -> None:
    if not (text or "").strip():
        found.add("label-missing", f"{key}.text")
        return
    label(found, text, f"{key}.text")


def label(found: LintFindings, text: str | None, key: str) -> None:
    """Check a label that is there."""
    found.too_long("label-length", key, text)
    if what := refused(text or "", variables=True):
        found.add("label-signs", key, what, text=text)


def _url(found: LintFindings, button: kinds.UrlButton, key: str) -> None:
    url, place = button.url or "", f"{key}.url"
    if not url.strip():
        found.add("url-missing", place)
        return
    found.too_long("url-length", place, url)
    if not re.match(r"https?://[^\s/?#{}]+\.[^\s/?#{}]", url):
        found.add("url-scheme", place, url)
    variables = names(url)
    if has_stray_brace(url):
        found.add("braces", place, url)
    elif len(variables) > 1:
        found.add("url-variables", place, len(variables))
    elif variables and not url.rstrip().endswith("}}"):
        found.add("url-variable-place", place, url)
    elif variables and variables[0].isdecimal() and variables[0] != "1":
        found.add("url-variable-number", place, shown(variables))
    if variables:
        _url_example(found, button, key, url.partition("{{")[0])
    else:
        check_links(found, place, url)
    host = _host(url)
    if any(host == name or host.endswith(f".{name}") for name in _WHATSAPP):
        found.add("url-whatsapp", place, url)
    elif host in _SHORTENERS:
        found.add("url-shortener", place, url)


def _url_example(found: LintFindings, button: kinds.UrlButton, key: str, start: str) -> None:
    given = [sample.strip() for sample in button.samples if sample.strip()]
    if not given:
        found.add("url-example", f"{key}.example", None, better=f"{start}summer")
    elif "://" in given[0] and _host(given[0]) != _host(start):
        found.add("url-example-elsewhere", f"{key}.example", given[0], limit=_host(start))


def _host(url: str) -> str:
    host = url.partition("://")[2].lower().removeprefix("www.")
    return re.split(r"[/?#:]", host)[0]


def _phone(found: LintFindings, button: kinds.PhoneButton, key: str) -> None:
    number, place = button.phone_number or "", f"{key}.phone_number"
    if not number.strip():
        found.add("phone-missing", place)
        return
    if found.too_long("phone-length", place, number):
        return
    try:
        better = phones.to_e164(number)
    except BadInput as err:
        found.add("phone-form", place, number, said=err.halves()[0])
        return
    kept = re.sub(r"[^0-9]", "", number)
    if kept != phones.digits(better) and kept.replace("0", "") == better.strip("+").replace(
        "0", ""
    ):
        found.add("phone-zero", place, number, better=better)


def _coupon(found: LintFindings, button: kinds.CopyCode, key: str) -> None:
    code, place = button.sample or "", f"{key}.example"
    if not code.strip():
        found.add("coupon-missing", place)
        return
    if not found.too_long("coupon-length", place, code):
        found.too_long("coupon-length-old", place, code)
    if not (code.isascii() and code.isalnum()):
        better = re.sub("[^A-Za-z0-9]", "", code)
        found.add("coupon-characters", place, code, better=better)
    if found.template.kind in ("UTILITY", "AUTHENTICATION"):
        found.add("coupon-category", key, button.TYPE, category=found.template.kind)


def _products(
    found: LintFindings, button: kinds.ViewCatalog | kinds.ViewItems | kinds.ViewProduct, key: str
) -> None:
    wanted = _FIXED[button.TYPE]
    if button.text is not None and button.text != wanted:
        found.add("label-fixed", f"{key}.text", button.text, limit=wanted)
    header = found.template.header
    kind = header.kind if header else ""
    if isinstance(button, kinds.ViewItems) and kind != "TEXT":
        found.add("mpm-header", "header", kind or None)
    if (
        isinstance(button, kinds.ViewProduct)
        and kind != "PRODUCT"
        and not key.startswith("carousel")
    ):
        found.add("spm-header", "header", kind or None)


def _flow(found: LintFindings, button: kinds.OpenFlow, key: str) -> None:
    named = [button.flow_id, button.flow_name, button.flow_json]
    count = sum(1 for name in named if name)
    if count != 1:
        found.add("flow-which", key, count)
    action = (button.flow_action or "navigate").lower()
    if action not in ("navigate", "data_exchange"):
        found.add("flow-action", f"{key}.flow_action", button.flow_action)
    if button.icon is not None and button.icon.upper() not in ("DOCUMENT", "PROMOTION", "REVIEW"):
        found.add("flow-icon", f"{key}.icon", button.icon)
