"""What a message template is put together from, as the Cloud API names it.

Source: Meta, WhatsApp Business Platform, "Template components" (June 2026). A value is whatever
was written, right or wrong: the linter says what the platform will refuse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from campaignkit.errors import BadInput
from campaignkit.messaging.templates.buttons import AnyButton, read_button
from campaignkit.messaging.templates.json_values import (
    EMPTY,
    TemplatePart,
    UnknownPart,
    WireRecord,
    check_forms,
    freeze,
    kind_of,
    listed,
    split,
    thaw,
)

MEDIA = frozenset({"IMAGE", "VIDEO", "GIF", "DOCUMENT"})
Example = Mapping[str, Any] | Sequence[str] | str | None


@dataclass(frozen=True, slots=True)
class Header(TemplatePart):
    """What stands above the body: a text, a picture, a video, a document, a place, a product.

    format: TEXT, IMAGE, VIDEO, GIF, DOCUMENT, LOCATION or PRODUCT. example: the variable's
    sample value, or the handle of an uploaded sample file ("4::…").
    """

    TYPE: ClassVar[str] = "HEADER"
    KEYS: ClassVar[dict[str, type]] = {"format": str, "text": str, "example": WireRecord}

    text: str | None = None
    format: str | None = field(default="TEXT", kw_only=True)
    example: Any = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        check_forms(self, self.KEYS)
        handle = "header_handle" if self.kind in MEDIA else "header_text"
        object.__setattr__(self, "example", _example(self.example, handle, nested=False))

    @property
    def kind(self) -> str:
        """The format in capitals."""
        return (self.format or "").upper()

    @property
    def samples(self) -> dict[str, str]:
        """The sample value of each variable."""
        return _samples(self.example, "header_text")

    @property
    def handles(self) -> tuple[str, ...]:
        """The handles of the sample file, one if all is well."""
        found = self.example.get("header_handle") if isinstance(self.example, WireRecord) else None
        return _texts(found)


@dataclass(frozen=True, slots=True)
class Body(TemplatePart):
    """The text of a message. example: sample values, a list in order or a mapping by name."""

    TYPE: ClassVar[str] = "BODY"
    KEYS: ClassVar[dict[str, type]] = {
        "text": str,
        "add_security_recommendation": bool,
        "example": WireRecord,
    }

    text: str | None = None
    example: Any = field(default=None, kw_only=True)
    add_security_recommendation: bool | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        check_forms(self, self.KEYS)
        object.__setattr__(self, "example", _example(self.example, "body_text", nested=True))

    @property
    def samples(self) -> dict[str, str]:
        """The sample value of each variable."""
        return _samples(self.example, "body_text")


@dataclass(frozen=True, slots=True)
class Footer(TemplatePart):
    """The small line below the body; of one-time codes code_expiration_minutes, no text."""

    TYPE: ClassVar[str] = "FOOTER"
    KEYS: ClassVar[dict[str, type]] = {"text": str, "code_expiration_minutes": int}

    text: str | None = None
    code_expiration_minutes: int | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class Buttons(TemplatePart):
    """The buttons below a message, in order."""

    TYPE: ClassVar[str] = "BUTTONS"

    buttons: tuple[AnyButton, ...] = ()

    def __post_init__(self) -> None:
        listed(self, "buttons")

    @classmethod
    def read(cls, data: WireRecord) -> Self:
        """Return the buttons that `data` describes."""
        found, rest = _list(data, "buttons", cls.TYPE)
        return cls(tuple(read_button(item) for item in found), extra=rest)

    def written(self) -> dict[str, Any]:
        """Return the buttons as the API writes them."""
        written = [button.written() for button in self.buttons]
        return {"type": self.TYPE, "buttons": written, **thaw(self.extra)}


@dataclass(frozen=True, slots=True)
class LimitedTimeOffer(TemplatePart):
    """An offer with a deadline, in a box of its own. has_expiration: the phone counts down."""

    TYPE: ClassVar[str] = "LIMITED_TIME_OFFER"
    KEYS: ClassVar[dict[str, type]] = {"text": str, "has_expiration": bool}

    text: str | None = None
    has_expiration: bool | None = None
    inner: WireRecord = field(default=EMPTY, kw_only=True)  # unknown keys of the box itself

    @classmethod
    def read(cls, data: WireRecord) -> Self:
        """Return the offer that `data` describes."""
        known, inner = split(data["limited_time_offer"], cls.KEYS)
        rest = data.without("limited_time_offer")
        rest = rest.without("type") if rest.get("type") == cls.TYPE else rest
        return cls(**known, extra=rest, inner=WireRecord(inner))

    def written(self) -> dict[str, Any]:
        """Return the offer as the API writes it."""
        own = {"text": self.text, "has_expiration": self.has_expiration}
        box = {key: value for key, value in own.items() if value is not None}
        inside = {**box, **thaw(self.inner)}
        return {"type": self.TYPE, "limited_time_offer": inside, **thaw(self.extra)}


@dataclass(frozen=True, slots=True)
class CallPermissionRequest(TemplatePart):
    """Asks whether the shop may call."""

    TYPE: ClassVar[str] = "call_permission_request"


@dataclass(frozen=True, slots=True)
class Unknown(UnknownPart):
    """A component that is not known here: kept as it came."""


@dataclass(frozen=True, slots=True)
class Card(TemplatePart):
    """One card of a carousel: its own header, body and buttons."""

    components: tuple[AnyComponent, ...] = ()

    def __post_init__(self) -> None:
        listed(self, "components")

    @classmethod
    def read(cls, data: WireRecord) -> Self:
        """Return the card that `data` describes."""
        found, rest = _list(data, "components", "")
        return cls(tuple(read_component(item) for item in found), extra=rest)

    def written(self) -> dict[str, Any]:
        """Return the card as the API writes it."""
        return {"components": [part.written() for part in self.components], **thaw(self.extra)}


@dataclass(frozen=True, slots=True)
class Carousel(TemplatePart):
    """Cards side by side below the body."""

    TYPE: ClassVar[str] = "CAROUSEL"

    cards: tuple[Card | Unknown, ...] = ()

    def __post_init__(self) -> None:
        listed(self, "cards")

    @classmethod
    def read(cls, data: WireRecord) -> Self:
        """Return the carousel that `data` describes."""
        found, rest = _list(data, "cards", cls.TYPE)
        return cls(tuple(_read_card(item) for item in found), extra=rest)

    def written(self) -> dict[str, Any]:
        """Return the carousel as the API writes it."""
        cards = [card.written() for card in self.cards]
        return {"type": self.TYPE, "cards": cards, **thaw(self.extra)}

    @property
    def has_products(self) -> bool:
        """Whether its cards show products of the catalog, not files."""
        first = self.cards[0] if self.cards else None
        parts = first.components if isinstance(first, Card) else ()
        return any(isinstance(part, Header) and part.kind == "PRODUCT" for part in parts)


AnyComponent = (
    Header | Body | Footer | Buttons | LimitedTimeOffer | Carousel | CallPermissionRequest | Unknown
)
_KINDS: dict[str, type[TemplatePart]] = {
    kind.TYPE.upper(): kind
    for kind in (
        Header,
        Body,
        Footer,
        Buttons,
        LimitedTimeOffer,
        Carousel,
        CallPermissionRequest,
    )
}


def read_component(data: Any) -> AnyComponent:
    """Return the component that a piece of JSON describes, whatever it is."""
    frozen = freeze(data)
    kind = kind_of(frozen, _KINDS)
    if kind is None or _lacks_list(kind, frozen):
        return Unknown(frozen)
    return kind.read(frozen)  # type: ignore[return-value]


def _read_card(data: Any) -> Card | Unknown:
    whole = isinstance(data, WireRecord) and isinstance(data.get("components"), tuple)
    return Card.read(data) if whole else Unknown(data)


def _lacks_list(kind: type[TemplatePart], data: WireRecord) -> bool:
    """Say whether the list is missing without which this kind could not be written back."""
    key = {"BUTTONS": "buttons", "CAROUSEL": "cards"}.get(kind.TYPE)
    if kind is LimitedTimeOffer:
        return not isinstance(data.get("limited_time_offer"), WireRecord)
    return key is not None and not isinstance(data.get(key), tuple)


def _list(data: WireRecord, key: str, kind: str) -> tuple[tuple[Any, ...], WireRecord]:
    """Return the list under `key`, and what else there is."""
    found = data.get(key)
    rest = data.without(key) if isinstance(found, tuple) else data
    if kind and rest.get("type") == kind:
        rest = rest.without("type")
    return (found if isinstance(found, tuple) else ()), rest


def _example(value: Any, key: str, *, nested: bool) -> WireRecord | None:
    """Return sample values in the API's form: a list in order, or a mapping by name."""
    if value is None or isinstance(value, WireRecord):
        return value
    if isinstance(value, Mapping):
        if any(str(name).startswith(("header_", "body_text")) for name in value):
            return WireRecord(value)
        if value and all(str(name).strip().isdecimal() for name in value):  # {1: "Ana", 2: "10%"}
            by_number = {int(name): _sample(text) for name, text in value.items()}
            texts = [by_number.get(number, "") for number in range(1, min(max(by_number), 100) + 1)]
            return WireRecord({key: [texts] if nested else texts})
        pairs = [{"param_name": str(k), "example": _sample(v)} for k, v in value.items()]
        return WireRecord({f"{key}_named_params": pairs})
    if not isinstance(value, str | list | tuple):
        raise BadInput(
            f"example={value!r} is no sample. Give a text, a list of texts in order, or a "
            "mapping by the variables' names.",
            rule="template.example-value",
            value=value,
        )
    if nested and len(value) == 1 and isinstance(value[0], list | tuple):
        value = value[0]  # as the API writes the samples of a body
    texts = [value] if isinstance(value, str) else [_sample(item) for item in value]
    return WireRecord({key: [texts] if nested else texts})


def _sample(value: Any) -> str:
    if value is None or isinstance(value, bool | bytes | list | tuple | Mapping):
        raise BadInput(
            f"{value!r} is no sample of a variable. Give a text, as in 'Ana'.",
            rule="template.example-value",
            value=value,
        )
    return str(value)


def _samples(example: Any, key: str) -> dict[str, str]:
    """Return sample values by variable, from every form that the platform takes."""
    if not isinstance(example, WireRecord):
        return {}
    named = example.get(f"{key}_named_params")
    if isinstance(named, tuple):
        pairs = [pair for pair in named if isinstance(pair, WireRecord)]
        return {
            str(p["param_name"]): str(p.get("example") or "") for p in pairs if "param_name" in p
        }
    listed = example.get(key)
    if isinstance(listed, tuple) and listed and isinstance(listed[0], tuple):
        listed = listed[0]
    return {str(number): text for number, text in enumerate(_texts(listed), 1)}


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return (
        tuple(str(x) for x in value if isinstance(x, str | int)) if isinstance(value, tuple) else ()
    )
