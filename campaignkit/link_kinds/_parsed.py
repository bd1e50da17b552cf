"""A link, read: its kind and the arguments of that kind's `link()`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaignkit.display import html_facts
from campaignkit.frozen import Frozen


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a link says. fields: the keyword arguments that make it again.

    >>> Parsed("chat", {"phone": "15551234567", "text": "Hi"}).text
    'Hi'
    """

    kind: str
    fields: Mapping[str, Any]

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", Frozen(self.fields))

    def _repr_html_(self) -> str:
        return html_facts(f"{self.kind} link", self.fields)

    @property
    def phone(self) -> str | None:
        """The number's digits as they stand in the link, without "+"; None: it has none."""
        return self.fields.get("phone")

    @property
    def text(self) -> str | None:
        """The message already typed, "" if there is none; None: this kind carries no message."""
        return self.fields.get("text")
