"""JSON that cannot change, and values that write back exactly what they were read from.

A value knows its own keys; whatever else it was read with, or what had an unexpected form, waits
in `extra` and is written again, also the spelling of its type. So a template survives the trip
through campaignkit whatever the platform adds to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self, TypeVar

from campaignkit.display import ShownAsFacts
from campaignkit.errors import BadInput
from campaignkit.frozen import Frozen

_DEEPEST = 100  # a carousel has 9; our guess at a slip


class WireRecord(Frozen[str, Any]):
    """An object of JSON that cannot change, to its core: its values are frozen too."""

    __slots__ = ()

    def __init__(self, items: Mapping[str, Any] | None = None, room: int = _DEEPEST) -> None:
        if items is not None and not isinstance(items, Mapping):
            raise BadInput(
                f"{items!r} is no mapping.",
                rule="template.mapping",
                value=items,
            )
        pairs = (items or {}).items()
        super().__init__({str(key): freeze(value, room - 1) for key, value in pairs})

    def without(self, *keys: str) -> WireRecord:
        """Return the record without these keys."""
        return WireRecord({key: value for key, value in self.items() if key not in keys})


EMPTY = WireRecord()
WANTED: Mapping[type, str] = {  # what a key takes, in words
    str: "a text",
    int: "a number",
    bool: "true or false",
    tuple: "a list",
    WireRecord: "an object",
}


K = TypeVar("K")


def kind_of(frozen: Any, kinds: Mapping[str, K]) -> K | None:
    """Return which of the kinds a piece of JSON says it is; None if it says none of them."""
    said = frozen.get("type") if isinstance(frozen, WireRecord) else None
    return kinds.get(said.upper()) if isinstance(said, str) else None


def freeze(value: Any, room: int = _DEEPEST) -> Any:
    """Return JSON as values that cannot change: mappings as `WireRecord`, lists as tuples.

    room: how deep its lists and mappings may still be nested.

    Raises:
        BadInput: there is something in it that JSON has not, or it is nested too deep.
    """
    if isinstance(value, WireRecord):
        return value
    if room < 0:
        raise BadInput(
            f"lists and objects are nested more than {_DEEPEST} deep in it.",
            rule="template.deep",
            limit=_DEEPEST,
        )
    if isinstance(value, Mapping):
        return WireRecord(value, room)
    if isinstance(value, list | tuple):
        return tuple(freeze(item, room - 1) for item in value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise BadInput(
        f"{value!r} cannot be part of a template: JSON has no {type(value).__name__}.",
        rule="template.json",
        value=value,
    )


def thaw(value: Any) -> Any:
    """Return what `freeze` made as plain dicts and lists."""
    if isinstance(value, Mapping):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [thaw(item) for item in value]
    return value


@dataclass(frozen=True, slots=True)
class TemplatePart(ShownAsFacts):
    """A component or button: its own keys, and in `extra` all that it does not know."""

    TYPE: ClassVar[str] = ""
    KEYS: ClassVar[dict[str, type]] = {}

    extra: WireRecord = field(default=EMPTY, kw_only=True)

    def __post_init__(self) -> None:
        check_forms(self, self.KEYS)

    @classmethod
    def read(cls, data: WireRecord) -> Self:
        """Return the value that `data` describes; nothing in it is lost."""
        known, rest = split(data, cls.KEYS)
        if cls.TYPE and rest.get("type") == cls.TYPE:
            del rest["type"]
        return cls(**known, extra=WireRecord(rest))

    def written(self) -> dict[str, Any]:
        """Return the value as the API writes it."""
        own = {key: getattr(self, key) for key in self.KEYS}
        head = {"type": self.TYPE} if self.TYPE else {}
        kept = {key: thaw(value) for key, value in own.items() if value is not None}
        return {**head, **kept, **thaw(self.extra)}

    def with_(self, **changes: Any) -> Self:
        """Return the value with these fields changed, and no older spelling of them."""
        return replace(self, **changes, extra=self.extra.without(*changes))


@dataclass(frozen=True, slots=True)
class UnknownPart(TemplatePart):
    """What is of a kind that is not known here: kept as it came."""

    value: Any = None

    @property
    def type(self) -> str:
        """What it calls itself."""
        said = self.value.get("type") if isinstance(self.value, WireRecord) else None
        return said if isinstance(said, str) else ""

    def written(self) -> Any:
        """Return it as it came."""
        return thaw(self.value)


def check_forms(owner: object, keys: Mapping[str, type]) -> None:
    """Refuse a value made by hand that has another form than its key takes.

    Samples (`example`) have several forms; who has them reads them.

    Raises:
        BadInput: says which key.
    """
    for key, kind in keys.items():
        value = getattr(owner, key)
        if key != "example" and value is not None and not _fits(value, kind):
            raise BadInput(
                f"{key}={value!r} of a {type(owner).__name__} is not {WANTED[kind]}.",
                rule="template.form",
                key=key,
                value=value,
            )


def listed(owner: object, key: str) -> None:
    """Make the parts under `key` a tuple.

    Raises:
        BadInput: they are no list of parts.
    """
    value = getattr(owner, key)
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        raise BadInput(
            f"{key}={value!r} of a {type(owner).__name__} is not a list.",
            rule="template.list",
            key=key,
            value=value,
        )
    parts = tuple(value)
    for part in parts:
        if not isinstance(part, TemplatePart):
            raise BadInput(
                f"{part!r} is nothing that the {key} of a {type(owner).__name__} can be. Make it "
                "with its class, or read the whole with from_api().",
                rule="template.part",
                key=key,
                value=part,
            )
    object.__setattr__(owner, key, parts)


def _fits(value: Any, kind: type) -> bool:
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def split(
    data: Mapping[str, Any], keys: Mapping[str, type]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the fields that have the right form, None for the others, and all the rest."""
    rest = dict(data)
    known: dict[str, Any] = {}
    for key, kind in keys.items():
        value = rest.get(key)
        known[key] = rest.pop(key) if _fits(value, kind) else None
    return known, rest
