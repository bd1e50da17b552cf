"""What keeps a template from being sent at all, whatever its rows say.

No name, no language, no body; a piece that could not be read and would silently be left out.

The linter says far more, of what the platform refuses when a template is handed in; here stands
only what makes a message wrong or impossible.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from campaignkit.messaging import rules
from campaignkit.messaging.templates import components
from campaignkit.messaging.templates.buttons import UnknownButton
from campaignkit.messaging.templates.json_values import WANTED, TemplatePart
from campaignkit.messaging.templates.template import Template
from campaignkit.messaging.templates.variables import missing_numbers, names
from campaignkit.problems import Problem, Where

_FORMATS = components.MEDIA | {"TEXT", "LOCATION", "PRODUCT"}
_KEPT = 40  # characters of what could not be read


def unsendable(template: Template) -> Iterator[Problem]:
    """Give what must be mended before any row of a template can be sent: errors, no row.

    >>> [problem.rule for problem in unsendable(Template(None, language="en", body="Hello."))]
    ['template.name-missing']
    """
    yield from _misshapen(template, template.KEYS, "")
    for key in ("name", "language"):
        if not (getattr(template, key) or "").strip() and key not in template.extra:
            yield rules.problem(f"template.{key}-missing", Where(key=key))
    yield from _misspelt(template)
    if "components" not in template.extra:
        yield from _body(template)
    yield from _parts(template.parts, "components")


def _misspelt(template: Template) -> Iterator[Problem]:
    """Give a name or a language that no template of the platform can have."""
    name, code = template.name or "", template.language or ""
    if name.strip() and not re.fullmatch("[a-z0-9_]+", name):
        better = better_name(name)
        yield rules.problem("template.name-characters", Where(key="name"), name, better=better)
    written = rules.better_code(code) if code.strip() else None
    if written not in (None, code):
        better = f"Write {written!r}."
        yield rules.problem("template.language-unknown", Where(key="language"), code, better=better)


def _body(template: Template) -> Iterator[Problem]:
    """WhatsApp words one-time codes, and what is taken from its library."""
    if template.library_template_name is not None:
        return
    body = template.body
    if body is None:
        yield rules.problem("template.body-missing", Where(key="components"))
        return
    worded = template.kind == "AUTHENTICATION" or (body.text or "").strip()
    if not worded and "text" not in body.extra:
        yield rules.problem("template.text-missing", Where(key="body.text"), part="body")


def _parts(parts: Iterable[components.AnyComponent], key: str) -> Iterator[Problem]:
    for number, part in enumerate(parts):
        place = f"{key}[{number}]"
        if isinstance(part, components.Unknown):
            yield _unread("component", place, part.type or part.written())
            continue
        yield from _misshapen(part, part.KEYS, f"{place}.")
        if isinstance(part, components.Header | components.Body) and (
            gap := missing_numbers(part.text)
        ):
            where, used = Where(key=f"{place}.text"), names(part.text)
            yield rules.problem(
                "template.variables-sequence",
                where,
                _shown(used),
                part=part.TYPE.lower(),
                limit=_shown(tuple(str(at) for at in range(1, len(set(used)) + 1))),
                missing=_shown(gap),
            )
        match part:
            case components.Header() if part.kind not in _FORMATS and "format" not in part.extra:
                where = Where(key=f"{place}.format")
                yield rules.problem("template.header-format", where, part.format)
            case components.Buttons(buttons=buttons):
                for at, button in enumerate(buttons):
                    inside = f"{place}.buttons[{at}]"
                    if isinstance(button, UnknownButton):
                        yield _unread("button", inside, button.type or button.written())
                    else:
                        yield from _misshapen(button, button.KEYS, f"{inside}.")
            case components.Carousel(cards=cards):
                for at, card in enumerate(cards):
                    inside = f"{place}.cards[{at}]"
                    if isinstance(card, components.Card):
                        yield from _parts(card.components, f"{inside}.components")
                    else:
                        yield _unread("card", inside, card.written())


def _shown(variables: tuple[str, ...]) -> str:
    return ", ".join(f"{{{{{name}}}}}" for name in dict.fromkeys(variables))


def _unread(what: str, key: str, value: Any) -> Problem:
    said = str(value)[:_KEPT]
    return rules.problem("send.unread", Where(key=key), said, what=what, key=key)


def _misshapen(
    part: TemplatePart | Template, keys: dict[str, type], prefix: str
) -> Iterator[Problem]:
    """Give each key whose value has not the form that it must have. Samples are not sent."""
    for key, kind in keys.items():
        wrong = part.extra.get(key)
        if wrong is not None and key != "example":
            place = f"{prefix}{key}"
            yield rules.problem(
                "template.form", Where(key=place), wrong, key=place, limit=WANTED[kind]
            )


def better_name(name: str) -> str:
    """Return a name that the platform takes.

    >>> better_name("Promo-Verão 1")
    'promo_verao_1'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    made = re.sub("[^a-z0-9_]+", "_", plain.lower()).strip("_")
    return made[: rules.limit("template.name-length")] or "template"
