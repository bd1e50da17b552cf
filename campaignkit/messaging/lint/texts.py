"""Headers, bodies and footers: lengths, signs, and where the variables stand."""

from __future__ import annotations

import re

from campaignkit.link_kinds import judge_within
from campaignkit.messaging import rules
from campaignkit.messaging.lint import samples
from campaignkit.messaging.lint import variables as linted
from campaignkit.messaging.lint.characters import emoji, refused
from campaignkit.messaging.lint.finding import LintFindings
from campaignkit.messaging.markup import advice
from campaignkit.messaging.templates import Body, Footer, Header
from campaignkit.messaging.templates.buttons import ViewProduct
from campaignkit.messaging.templates.components import MEDIA
from campaignkit.messaging.templates.variables import filled, names, words
from campaignkit.problems import Where

_FORMATS = MEDIA | {"TEXT", "LOCATION", "PRODUCT"}
_WITHOUT_SPACES = {"zh", "ja", "th", "lo"}  # no spaces between words: nothing to count
_VARIABLE = re.compile(r"\{\{[^{}]*\}\}")
_WITH_VARIABLE = re.compile(r"\S*\{\{[^{}]*\}\}\S*")
_BREAKS = re.compile(r"\n(?:[ \t]*\n)+")


def header(found: LintFindings, part: Header, key: str = "header") -> None:
    """Check a header; `key` is its place."""
    kind, category = part.kind, found.template.kind
    if kind not in _FORMATS:
        found.add("header-format", f"{key}.format", part.format)
    elif kind == "TEXT":
        _header_text(found, part, f"{key}.text")
    elif kind in MEDIA and not any(handle.strip() for handle in part.handles):
        found.add("header-sample", f"{key}.example", None, kind=kind)
    elif kind in MEDIA:
        samples.handles(found, part, key)
    if kind == "LOCATION" and category not in ("MARKETING", "UTILITY"):
        found.add("header-location", f"{key}.format", kind, category=category)
    if kind == "GIF":
        found.add("header-gif", f"{key}.format", kind)
    if kind == "PRODUCT" and key == "header" and not _has_product_button(found):
        found.add("header-product", f"{key}.format", kind)


def _header_text(found: LintFindings, part: Header, key: str) -> None:
    text = part.text or ""
    if not text.strip():
        found.add("text-missing", key, part="header")
        return
    found.too_long("header-length", key, text)
    count = len(names(text))
    if count > rules.limit("template.header-variables"):
        found.add("header-variables", key, count)
    if what := refused(filled(text, dict.fromkeys(names(text), "x")), asterisk=True):
        found.add("header-signs", key, what)
    if _is_bare(text):
        found.add("header-bare", key, linted.shown(names(text)))
    known = samples.check(found, part, "header", key)
    linted.check(found, "header", key, text, part.samples if known else None)


def _is_bare(text: str) -> bool:
    """Say whether a text is nothing but variables and signs."""
    return bool(names(text)) and not any(_wordy(part) for part in words(text))


def _has_product_button(found: LintFindings) -> bool:
    return any(isinstance(button, ViewProduct) for button in found.template.buttons)


def body(found: LintFindings, part: Body) -> None:
    """Check the body of a template that is not for one-time codes."""
    text = (part.text or "").replace("\r\n", "\n")
    if not text.strip():
        found.add("text-missing", "body.text", part="body")
        return
    _body_length(found, text)
    _body_form(found, text)
    flow(found, "body", "body.text", text)
    check_variables(found, part, "body", "body.text", text)
    check_links(found, "body.text", text)
    for problem in advice(filled(text, dict.fromkeys(names(text), "x"))):
        said = f"line {problem.where.line}: {problem.message}"
        found.add("body-markup", "body.text", problem.value, said=said, better=problem.fix)


def check_variables(found: LintFindings, part: Body, name: str, key: str, text: str) -> None:
    """Check the variables of a body and their samples. `name` is what a message calls it."""
    known = samples.check(found, part, name, key)
    linted.check(found, name, key, text, part.samples if known else None)


def check_links(found: LintFindings, key: str, text: str) -> None:
    """Check the WhatsApp addresses in a text; those that a variable completes are for the row."""
    for problem in judge_within(_WITH_VARIABLE.sub(" ", text)):
        found.items.append(problem.placed(Where(key=key)))


def _body_length(found: LintFindings, text: str) -> None:
    if found.template.offer:
        found.too_long("body-length-offer", "body.text", text)
    elif _has_product_button(found):
        found.too_long("body-length-product", "body.text", text)
    else:
        found.too_long("body-length", "body.text", text)


def _body_form(found: LintFindings, text: str) -> None:
    breaks = [run.count("\n") for run in _BREAKS.findall(text.strip("\n"))]
    if breaks and max(breaks) > rules.limit("template.body-line-breaks"):
        found.add("body-line-breaks", "body.text", max(breaks))
    if text != text.strip("\n"):
        found.add("body-edge-line", "body.text")
    spaces = max(map(len, re.findall(" +", text)), default=0)
    if spaces > rules.limit("template.body-spaces"):
        found.add("body-spaces", "body.text", spaces)
    if "\t" in text:
        found.add("body-tab", "body.text")
    if len(emoji(text)) > rules.limit("template.body-emoji"):
        found.add("body-emoji", "body.text", len(emoji(text)))


def flow(found: LintFindings, part: str, key: str, text: str, *, severity: str = "error") -> None:
    """Check where the variables of a body stand, and that there are words enough around them."""
    if not names(text):
        return
    pieces, shown = words(text), [f"{{{{{name}}}}}" for name in names(text)]
    first, last = pieces[0].strip(), pieces[-1].strip()
    if not first:
        found.add("body-starts", key, shown[0])
    elif not _wordy(first):
        found.add("body-edge-signs", key, shown[0], side="before")
    if not last:
        found.add("body-ends", key, shown[-1])
    elif not _wordy(last):
        found.add("body-edge-signs", key, shown[-1], side="after")
    for at, between in enumerate(pieces[1:-1]):
        if not between:
            found.add("body-touching", key, f"{shown[at]}{shown[at + 1]}")
        elif not between.strip():
            found.add("body-adjacent", key, f"{shown[at]} and {shown[at + 1]}")
    _ratio(found, part, key, text, severity)


def _ratio(found: LintFindings, part: str, key: str, text: str, severity: str) -> None:
    """Words beside n variables must be 2n + 1: Maqsam, Syniverse and mercuri say so."""
    if (found.template.language or "").partition("_")[0] in _WITHOUT_SPACES:
        return
    count = len(names(text))
    beside = sum(1 for token in _tokens(text) if _wordy(_VARIABLE.sub("", token)))
    needed = 2 * count + 1
    if beside < needed:
        said = "variable" if count == 1 else f"{count} variables"
        missing = f"{needed - beside} word{'s' if needed - beside > 1 else ''}"
        more = {"count": said, "limit": needed, "missing": missing, "severity": severity}
        found.add("body-ratio", key, beside, part=part, **more)


def _tokens(text: str) -> list[str]:
    """Return the words of a text; a variable is one, whatever spaces it holds."""
    return _VARIABLE.sub(lambda each: each[0].replace(" ", ""), text).split()


def _wordy(text: str) -> bool:
    """Say whether a text has a letter or a digit, or a picture that stands for a word."""
    return any(sign.isalnum() for sign in text)


def footer(found: LintFindings, part: Footer) -> None:
    """Check a footer."""
    if part.code_expiration_minutes is not None and found.template.kind != "AUTHENTICATION":
        minutes, category = part.code_expiration_minutes, found.template.kind
        key = "footer.code_expiration_minutes"
        found.add("minutes-category", key, minutes, category=category)
        return
    text = part.text or ""
    if not text.strip():
        found.add("text-missing", "footer.text", part="footer")
        return
    found.too_long("footer-length", "footer.text", text)
    if names(text):
        found.add("footer-variable", "footer.text", linted.shown(names(text)))
    elif "{{" in text or "}}" in text:
        found.add("braces", "footer.text", text)
    if what := refused(text):
        found.add("footer-signs", "footer.text", what)
