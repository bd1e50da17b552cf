"""Do the languages of one template agree? One set of values must fill them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from campaignkit.messaging import rules
from campaignkit.messaging.lint.buttons import type_of
from campaignkit.messaging.lint.variables import shown
from campaignkit.messaging.templates import Body, Card, Carousel, Header, Template, UrlButton
from campaignkit.messaging.templates.variables import names
from campaignkit.problems import Problem, Problems, Where


def problems(templates: Sequence[Template]) -> Problems:
    """Return where templates of one name differ between languages, and where two are the same.

    The first of each name is what the others are compared with.
    """
    by_name: dict[str | None, list[Template]] = {}
    for template in templates:
        by_name.setdefault(template.name, []).append(template)
    found: list[Problem] = []
    for group in by_name.values():
        found += _twice(group)
        for other in group[1:]:
            found += _differences(group[0], other)
    return Problems([*found, *_same_text(templates)])


def _where(template: Template, key: str) -> Where:
    return Where(key=f"{template.name}[{template.language}].{key}")


def _twice(group: Sequence[Template]) -> Iterator[Problem]:
    seen: set[str | None] = set()
    for template in group:
        if template.language in seen:
            where = _where(template, "language")
            yield rules.problem("languages.twice", where, template.language, name=template.name)
        seen.add(template.language)


def _differences(first: Template, other: Template) -> Iterator[Problem]:
    if first.language == other.language:
        return
    told = {"other": first.language}
    if first.kind != other.kind:
        where = _where(other, "category")
        yield rules.problem("languages.category", where, other.kind, limit=first.kind, **told)
    one, two = _parts(first), _parts(other)
    if one != two:
        where = _where(other, "components")
        yield rules.problem("languages.components", where, two, limit=one, **told)
    yield from _variables(first, other)
    one, two = _kinds(first), _kinds(other)
    if one != two:
        where = _where(other, "buttons")
        yield rules.problem("languages.buttons", where, two or "none", limit=one or "none", **told)
        return
    yield from _addresses(first, other)


def _parts(template: Template) -> str:
    words = [
        f"header {part.kind}" if isinstance(part, Header) else type(part).__name__.lower()
        for part in template.parts
    ]
    return ", ".join(sorted(words)) or "nothing"


def _kinds(template: Template) -> str:
    return ", ".join(type_of(button) for button in template.buttons)


def _variables(first: Template, other: Template) -> Iterator[Problem]:
    ours, theirs = dict(_texts(first)), dict(_texts(other))
    for place in ours.keys() & theirs.keys():
        one, two = sorted(set(names(ours[place]))), sorted(set(names(theirs[place])))
        if one != two:
            yield rules.problem(
                "languages.variables",
                _where(other, f"{place}.text"),
                shown(two) or "none",
                limit=shown(one) or "none",
                part=place,
                other=first.language,
            )


def _texts(template: Template) -> Iterator[tuple[str, str]]:
    for part in template.parts:
        match part:
            case Header(kind="TEXT"):
                yield "header", part.text or ""
            case Body():
                yield "body", part.text or ""
            case Carousel(cards=cards):
                for number, card in enumerate(cards):
                    for inner in card.components if isinstance(card, Card) else ():
                        if isinstance(inner, Body):
                            yield f"carousel.cards[{number}].body", inner.text or ""


def _addresses(first: Template, other: Template) -> Iterator[Problem]:
    pairs = zip(first.buttons, other.buttons, strict=True)
    for number, (one, two) in enumerate(pairs):
        if not isinstance(one, UrlButton) or not isinstance(two, UrlButton):
            continue
        key = f"buttons[{number}].url"
        said = {"number": number + 1, "other": first.language}
        if one.is_dynamic != two.is_dynamic or _host(one) != _host(two):
            where = _where(other, key)
            yield rules.problem("languages.address", where, two.url, limit=one.url, **said)


def _host(button: UrlButton) -> str:
    return (button.url or "").partition("://")[2].partition("/")[0].lower()


def _same_text(templates: Sequence[Template]) -> Iterator[Problem]:
    """Give templates whose body and footer stand in an earlier one of another name."""
    seen: dict[tuple[str | None, str, str | None], Template] = {}
    for template in templates:
        text = template.body.text if template.body else None
        if not text or template.kind == "AUTHENTICATION":
            continue
        footer = template.footer.text if template.footer else None
        key = (template.language, text, footer)
        other = seen.setdefault(key, template)
        if other is not template and other.name != template.name:
            where = _where(template, "body.text")
            yield rules.problem("languages.text", where, other=repr(other.name))
