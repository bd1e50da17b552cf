"""An interactive message: words, and one thing that the reader can do.

It needs no template and no review, but an open window: it can be sent within 24 hours of the
customer's last message. It may be wrong: `problems()` says what the platform would refuse.
"""

from __future__ import annotations

from typing import Any, Self

from campaignkit.messaging.interactive import checking, reading
from campaignkit.messaging.interactive.content import Content
from campaignkit.messaging.recipients import addressed
from campaignkit.problems import Problems

Json = dict[str, Any]


class Interactive(Content):
    """A message and its action.

    text: With WhatsApp's marks. header: a line above it; or image, video, document: an https
    address, or the id of an upload. footer: a small line below. language: for the preview.
    """

    __slots__ = ()

    def problems(self) -> Problems:
        """Return what the platform would refuse (errors), and what is doubtful (warnings)."""
        return Problems(checking.problems(self))

    def to_api(self) -> Json:
        """Return the `interactive` object that the platform takes.

        Raises:
            BadInput: everything that is wrong, at once.
        """
        self.problems().raise_errors(f"{self.kind} message")
        made: Json = {"type": self.kind}
        if header := self._header():
            made["header"] = header
        if self.text:
            made["body"] = {"text": self.text}
        if self.footer:
            made["footer"] = {"text": self.footer}
        return {**made, "action": self.action.written()}

    def payload(self, to: str, *, country: str | None = None) -> Json:
        """Return the JSON that sends it to one person (POST /{phone-number-id}/messages).

        to: a phone number, or a business-scoped user id.

        Raises:
            BadInput: everything that is wrong with it, or with `to`.
        """
        head = {"messaging_product": "whatsapp", "recipient_type": "individual"}
        body = {"type": "interactive", "interactive": self.to_api()}
        return {**head, **addressed(to, country), **body}

    def _header(self) -> Json | None:
        if self.header:
            return {"type": "text", "text": self.header}
        if self.media is None:
            return None
        kind, source = self.media
        file: Json = {"id" if source.isdecimal() else "link": source}
        if kind == "document" and self.filename:
            file["filename"] = self.filename
        return {"type": kind, kind: file}

    @classmethod
    def from_api(cls, data: Any, *, language: str = "en") -> Self:
        """Return the message that JSON describes: an `interactive` object, or a whole payload.

        Raises:
            BadInput: it is none, or of a kind not known here.
        """
        return cls(**reading.facts(data), language=language)
