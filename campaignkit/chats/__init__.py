"""What customers wrote: chats that a phone or the platform exported, read into plain messages.

Nothing leaves the machine, and nothing is kept: files are read as a stream, however long.
"""

from campaignkit.chats.message import ChatMessage
from campaignkit.chats.privacy import Veil, person
from campaignkit.chats.sources import ChatSource, chat_sources

__all__ = ["ChatMessage", "ChatSource", "Veil", "chat_sources", "person"]
