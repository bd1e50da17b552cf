"""What customers wrote: chats that a phone or the platform exported, read into plain messages.

Nothing leaves the machine, and nothing is kept: files are read as a stream, however long.
"""

from campaignkit.chats.dates import Order
from campaignkit.chats.dates import orders_in_table as day_orders
from campaignkit.chats.message import ChatMessage
from campaignkit.chats.privacy import Veil, person
from campaignkit.chats.sources import ChatSource, chat_sources
from campaignkit.chats.tables import time_of, written_days

__all__ = [
    "ChatMessage",
    "ChatSource",
    "Order",
    "Veil",
    "chat_sources",
    "day_orders",
    "person",
    "time_of",
    "written_days",
]
