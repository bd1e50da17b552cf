"""One message of a chat, whatever it came from."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

Kind = Literal["text", "media", "system", "deleted"]


class ChatMessage(NamedTuple):
    """A message. A tuple with names: an export has hundreds of thousands.

    conversation: what tells one chat from another, such as the customer's name or number.
    sender: name or number as the export shows it; None: WhatsApp itself speaks.
    time: by the clock of whoever exported; of a webhook UTC. None: the source tells none.
    text: what was written, lines joined by "\\n"; of media its caption.
    incoming: a customer wrote it; None: the source does not tell.
    file, line: where it begins.
    """

    conversation: str
    sender: str | None
    time: datetime | None
    text: str
    kind: Kind = "text"
    edited: bool = False
    incoming: bool | None = None
    file: str = ""
    line: int | None = None
