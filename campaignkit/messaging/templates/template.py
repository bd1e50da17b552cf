"""A message template: a frozen value that the platform's JSON is read into and written from.

It may be wrong: `lint.problems` says all that the platform will refuse, before it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, Self, TypeVar

from campaignkit.arguments import shown
from campaignkit.errors import BadInput
from campaignkit.messaging.templates.buttons import AnyButton
from campaignkit.messaging.templates.components import (
    AnyComponent,
    Body,
    Buttons,
    Carousel,
    Footer,
    Header,
    LimitedTimeOffer,
    read_component,
)
from campaignkit.messaging.templates.json_values import (
    EMPTY,
    TemplatePart,
    WireRecord,
    check_forms,
    freeze,
    split,
    thaw,
)
from campaignkit.messaging.templates.variables import names

P = TypeVar("P")


@dataclass(frozen=True, slots=True, init=False)
class Template:
    """A message template.

    Args:
        name: Small letters, digits and underscores.
        language: One of the platform's codes, `pt_BR`.
        category: MARKETING, UTILITY or AUTHENTICATION.
        header, body, footer, buttons: What it is made of; texts do for the first three.
        components: Further ones, or all of them in an order of their own.
        examples: Sample values of the variables of a body given as text.
        parameter_format: "named" or "positional". Left out: as the variables are written.
        display_format, sub_category: "ORDER_DETAILS" and "ORDER_STATUS" of payment templates.
        message_send_ttl_seconds: How long WhatsApp tries to deliver.
        library_template_name: Takes a text of the platform's library, whose inputs are
            library_template_body_inputs and library_template_button_inputs.

    >>> t = Template("order_ready", language="en", category="UTILITY",
    ...     body="Hello {{who}}, your order is ready.", examples={"who": "Ana"})
    >>> t.parameter_format, t.body.samples
    ('named', {'who': 'Ana'})
    """

    KEYS: ClassVar[dict[str, type]] = {
        "name": str,
        "language": str,
        "category": str,
        "parameter_format": str,
        "display_format": str,
        "sub_category": str,
        "components": tuple,
        "message_send_ttl_seconds": int,
        "library_template_name": str,
        "library_template_body_inputs": WireRecord,
        "library_template_button_inputs": tuple,
    }

    name: str | None
    language: str | None
    category: str | None
    parameter_format: str | None
    display_format: str | None
    sub_category: str | None
    components: tuple[AnyComponent, ...] | None
    message_send_ttl_seconds: int | None
    library_template_name: str | None
    library_template_body_inputs: WireRecord | None
    library_template_button_inputs: tuple[Any, ...] | None
    extra: WireRecord

    def __init__(
        self,
        name: str | None,
        *,
        language: str | None,
        category: str | None = "MARKETING",
        header: Header | str | None = None,
        body: Body | str | None = None,
        footer: Footer | str | None = None,
        buttons: Iterable[AnyButton] = (),
        components: Iterable[AnyComponent] | None = (),
        examples: Mapping[str, str] | Sequence[str] | None = None,
        parameter_format: str | None = None,
        display_format: str | None = None,
        sub_category: str | None = None,
        message_send_ttl_seconds: int | None = None,
        library_template_name: str | None = None,
        library_template_body_inputs: Mapping[str, Any] | None = None,
        library_template_button_inputs: Sequence[Any] | None = None,
        extra: Mapping[str, Any] = EMPTY,
    ) -> None:
        _check("buttons", buttons, Iterable, "a list of buttons such as QuickReply('Stop')")
        if components is not None and not isinstance(components, Iterable | str):
            raise BadInput(
                f"components={shown(components)} is no list of components.", rule="template.part"
            )
        components = None if components is None else tuple(components)
        parts = _parts(header, body, footer, tuple(buttons), examples)
        listed = None if components is None and not parts else _ordered(parts, components or ())
        if parameter_format is None and any(
            not n.isdecimal() for part in parts for n in _names(part)
        ):
            parameter_format = "named"
        values = {
            "name": name,
            "language": language,
            "category": category,
            "parameter_format": parameter_format,
            "display_format": display_format,
            "sub_category": sub_category,
            "components": listed,
            "message_send_ttl_seconds": message_send_ttl_seconds,
            "library_template_name": library_template_name,
            "library_template_body_inputs": freeze(library_template_body_inputs),
            "library_template_button_inputs": freeze(library_template_button_inputs),
            "extra": WireRecord(extra),
        }
        for key, value in values.items():
            object.__setattr__(self, key, value)
        check_forms(self, self.KEYS)

    @classmethod
    def from_api(cls, data: Mapping[str, Any]) -> Self:
        """Return the template that the platform's JSON describes; `to_api` gives it back equal.

        Raises:
            BadInput: it is not a mapping.
        """
        if not isinstance(data, Mapping):
            raise BadInput(
                f"a template is a JSON object with a name, a language and components; "
                f"this is {type(data).__name__}.",
                rule="template.object",
                kind=type(data).__name__,
            )
        known, rest = split(WireRecord(data), cls.KEYS)
        if known["components"] is not None:
            known["components"] = [read_component(item) for item in known["components"]]
        return cls(**known, extra=rest)

    def to_api(self) -> dict[str, Any]:
        """Return the template as the platform takes it (POST /{WABA-ID}/message_templates)."""
        own: dict[str, Any] = {}
        for key in self.KEYS:
            value = getattr(self, key)
            if key == "components" and value is not None:
                own[key] = [part.written() for part in value]
            elif value is not None:
                own[key] = thaw(value)
        return {**own, **thaw(self.extra)}

    def with_(self, **changes: Any) -> Self:
        """Return the template with these fields changed."""
        own = {item.name: getattr(self, item.name) for item in fields(self)}
        own["extra"] = self.extra.without(*changes)
        return type(self)(**{**own, **changes})

    @property
    def parts(self) -> tuple[AnyComponent, ...]:
        """The components, none if there are none."""
        return self.components or ()

    @property
    def kind(self) -> str:
        """The category in capitals."""
        return (self.category or "").upper()

    @property
    def is_named(self) -> bool:
        """Whether its variables have names instead of numbers."""
        return (self.parameter_format or "").lower() == "named"

    @property
    def header(self) -> Header | None:
        """The header, if there is one."""
        return self.first(Header)

    @property
    def body(self) -> Body | None:
        """The body, if there is one."""
        return self.first(Body)

    @property
    def footer(self) -> Footer | None:
        """The footer, if there is one."""
        return self.first(Footer)

    @property
    def buttons(self) -> tuple[AnyButton, ...]:
        """The buttons in order, none if there are none."""
        found = self.first(Buttons)
        return found.buttons if found else ()

    @property
    def offer(self) -> LimitedTimeOffer | None:
        """The limited-time offer, if there is one."""
        return self.first(LimitedTimeOffer)

    @property
    def carousel(self) -> Carousel | None:
        """The carousel, if there is one."""
        return self.first(Carousel)

    def first(self, kind: type[P]) -> P | None:
        """Return the first component of a kind."""
        return next((part for part in self.parts if isinstance(part, kind)), None)

    def swapped(self, change: Mapping[int, AnyComponent]) -> Self:
        """Return the template with components exchanged, by their place."""
        parts = tuple(change.get(number, part) for number, part in enumerate(self.parts))
        return self.with_(components=parts)


def _parts(
    header: Header | str | None,
    body: Body | str | None,
    footer: Footer | str | None,
    buttons: tuple[AnyButton, ...],
    examples: Mapping[str, str] | Sequence[str] | None,
) -> tuple[AnyComponent, ...]:
    for button in buttons:
        _check("buttons", button, TemplatePart, "buttons such as QuickReply('Stop')")
    if isinstance(examples, Mapping):
        examples = {str(key): value for key, value in examples.items()}
        inside = names(body if isinstance(body, str) else getattr(body, "text", None))
        header = _header_with(header, examples, inside)
        buttons = tuple(
            _button_with(button, examples.pop(f"button_{number}", None))
            if f"button_{number}" not in inside
            else button
            for number, button in enumerate(buttons, 1)
        )
        examples = examples or None
    if isinstance(body, Body) and examples is not None:
        body = replace(body, example=examples)
    given = (
        ("header", Header, Header(header) if isinstance(header, str) else header),
        ("body", Body, Body(body, example=examples) if isinstance(body, str) else body),
        ("footer", Footer, Footer(footer) if isinstance(footer, str) else footer),
        ("buttons", Buttons, Buttons(buttons) if buttons else None),
    )
    for key, kind, part in given:
        if part is not None:
            _check(key, part, kind, f"a text, or {kind.__name__}(…)")
    return tuple(part for _, _, part in given if part is not None)


def _header_with(
    header: Header | str | None, examples: dict[str, str], inside: tuple[str, ...]
) -> Header | str | None:
    """Return a header with its samples out of those of the whole template: by name, or "header"."""
    own = names(header if isinstance(header, str) else getattr(header, "text", None))
    found: dict[str, str] = {}
    for name in own:
        key = "header" if name.isdecimal() else name
        if key in examples:
            found[name] = examples[key] if key in inside else examples.pop(key)
    part = Header(header) if isinstance(header, str) else header
    if part is None or not found or part.example is not None:
        return header
    return replace(part, example=found)


def _button_with(button: AnyButton, sample: Any) -> AnyButton:
    """Return a button with its sample; one that takes none, or has one, stays as it is."""
    fits = sample is not None and getattr(button, "example", sample) is None
    return replace(button, example=sample) if fits else button


def _check(key: str, value: object, kind: type, wanted: str) -> None:
    is_one = kind is Iterable and isinstance(value, str | Mapping)  # no list of its letters
    if is_one or not isinstance(value, kind):
        raise BadInput(
            f"{key}={value!r} is not what a template takes there. Give {wanted}.",
            rule="template.part",
            key=key,
            value=value,
        )


def _ordered(
    parts: tuple[AnyComponent, ...], further: Iterable[AnyComponent]
) -> tuple[AnyComponent, ...]:
    """Put parts in the order of the platform's samples; components alone keep their own."""
    _check("components", further, Iterable, "a list of components such as Body('…')")
    rest = tuple(further)
    for part in rest:
        _check("components", part, TemplatePart, "components such as Body('…')")
    if not parts:
        return rest
    ranks = {Header: 0, LimitedTimeOffer: 1, Body: 2, Footer: 3, Buttons: 5, Carousel: 6}
    return tuple(sorted((*parts, *rest), key=lambda part: ranks.get(type(part), 4)))


def _names(part: AnyComponent) -> tuple[str, ...]:
    return names(part.text) if isinstance(part, Header | Body) else ()
