"""Says what the platform will refuse about a template, before it is asked: all of it at once.

Errors are what it refuses; warnings are what its own pages, its samples and its integrators
disagree about, or what a person decides. The rules stand in `rules.toml`, one file for all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from campaignkit.messaging import templates
from campaignkit.messaging.lint import (
    buttons,
    cards,
    codes,
    identity,
    keys,
    marketing_words,
    payments,
    texts,
)
from campaignkit.messaging.lint.finding import LintFindings
from campaignkit.messaging.templates.json_values import WireRecord, thaw
from campaignkit.problems import Problems

_LISTS = {"BUTTONS": "buttons", "CAROUSEL": "cards"}  # what makes up such a component


def problems(template: templates.Template) -> Problems:
    """Return everything that is wrong with a template, or doubtful.

    >>> bad = templates.Template("Promo", language="pt", body="Oi {{1}}!", examples=["Ana"])
    >>> [problem.rule.partition(".")[2] for problem in problems(bad)]
    ['name-characters', 'language-unknown', 'body-edge-signs', 'body-ratio']
    """
    found = LintFindings(template)
    identity.check(found)
    _counted(found)
    if template.kind == "AUTHENTICATION":
        codes.check(found)
    payments.check(found)
    marketing_words.check(found)
    keys.check(found)
    for part in template.parts:
        _component(found, part)
    if str(template.extra.get("status") or "").upper() == "APPROVED":  # so the platform took it
        return Problems(replace(each, severity="warning") for each in found.items)
    return Problems(found.items)


def _counted(found: LintFindings) -> None:
    """Check that what must be there is, once."""
    parts = found.template.parts
    for kind, count in Counter(type(part) for part in parts).items():
        if count > 1 and kind is not templates.Unknown:
            found.add("component-twice", "components", count, kind=kind.TYPE.upper())
    if found.template.body is None and found.template.library_template_name is None:
        found.add("body-missing", "components")


def _component(found: LintFindings, part: templates.AnyComponent) -> None:
    is_code = found.template.kind == "AUTHENTICATION"
    if isinstance(part, templates.Header | templates.Body | templates.Footer | templates.Buttons):
        buttons.misshapen(found, part, f"{part.TYPE.lower()}.")
    match part:
        case templates.Unknown(value=WireRecord() as value) if (
            key := _LISTS.get(part.type.upper(), "")
        ) in value:
            found.add("form", key, thaw(value[key]), key=key, limit="a list")
        case templates.Unknown():
            found.add("component-unknown", "components", part.type or str(part.value)[:40])
        case templates.Header() if not is_code:
            texts.header(found, part)
        case templates.Body() if not is_code:
            texts.body(found, part)
        case templates.Footer() if not is_code:
            texts.footer(found, part)
        case templates.Buttons() if not is_code:
            buttons.check(found, part.buttons)
        case templates.LimitedTimeOffer():
            cards.offer(found, part)
        case templates.Carousel():
            cards.carousel(found, part)
        case templates.CallPermissionRequest() if found.template.kind not in (
            "MARKETING",
            "UTILITY",
        ):
            kind = found.template.kind
            found.add("call-permission-category", "category", kind, category=kind)
