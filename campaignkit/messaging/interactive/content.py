"""What an interactive message holds: words, a header, and one thing that the reader can do."""

from __future__ import annotations

from dataclasses import dataclass

from campaignkit.errors import BadInput
from campaignkit.messaging.interactive.actions import Action, check_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A message and its action.

    text: With WhatsApp's marks. header: a line above it; or image, video, document: an https
    address, or the id of an upload. footer: a small line below. language: for the preview.
    """

    text: str
    action: Action
    header: str | None = None
    image: str | None = None
    video: str | None = None
    document: str | None = None
    filename: str | None = None
    footer: str | None = None
    language: str = "en"

    def __post_init__(self) -> None:
        """Refuse what is no text; whether it is a good one is for `problems`."""
        check_texts(self)
        if not hasattr(self.action, "TYPE"):
            raise BadInput(
                f"action={self.action!r} is nothing that a reader can do. Make the message with "
                "InteractiveMessage.buttons(…), .list(…), .link(…) and so on.",
                rule="interactive.action",
                value=self.action,
            )
        check_texts(self.action)

    @property
    def kind(self) -> str:
        """What the platform calls this kind of message."""
        return self.action.TYPE

    @property
    def media(self) -> tuple[str, str] | None:
        """The header's file: what it is, and where."""
        given = [(key, getattr(self, key)) for key in ("image", "video", "document")]
        return next(((key, value) for key, value in given if value), None)
