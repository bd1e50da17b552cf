"""Messages with something to tap, sent without a template within 24 hours of the customer's.

actions.py               what the reader can do, one value a kind
content.py  checking.py  what it holds; what the platform would refuse
reading.py  message.py   JSON → what it holds; the message that checks and writes itself
"""

from campaignkit.messaging.interactive.message import Interactive

__all__ = ["Interactive"]
