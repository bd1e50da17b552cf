"""Messages with something to tap, sent without a template within 24 hours of the customer's.

actions.py               what the reader can do, one value a kind
message.py  checking.py  the message; what the platform would refuse
reading.py               JSON → message
"""

from campaignkit.messaging.interactive.message import Interactive

__all__ = ["Interactive"]
