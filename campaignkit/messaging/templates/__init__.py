"""Message templates as values: every component, button kind and category of the Cloud API.

components.py  buttons.py   what a template is put together from
template.py                 the template: read from the API's JSON, written back unchanged
slots.py  sending.py        what a row must supply, and the JSON that sends it
checking.py  joining.py     rows checked; joined with consents and variants
binding.py  ordering.py     a template and a table; orders in it
variables.py  json_values.py       {{1}} and {{name}}; JSON that cannot change
"""

from __future__ import annotations

from campaignkit.messaging.templates.buttons import (
    AnyButton,
    CopyCode,
    OneTimeCode,
    OpenApp,
    OpenFlow,
    OpenOrder,
    PhoneButton,
    QuickReply,
    ShareContact,
    UnknownButton,
    UrlButton,
    ViewCatalog,
    ViewItems,
    ViewProduct,
    VoiceCall,
)
from campaignkit.messaging.templates.components import (
    AnyComponent,
    Body,
    Buttons,
    CallPermissionRequest,
    Card,
    Carousel,
    Footer,
    Header,
    LimitedTimeOffer,
    Unknown,
)
from campaignkit.messaging.templates.template import Template

__all__ = [
    "AnyButton",
    "AnyComponent",
    "Body",
    "Buttons",
    "CallPermissionRequest",
    "Card",
    "Carousel",
    "CopyCode",
    "Footer",
    "Header",
    "LimitedTimeOffer",
    "OneTimeCode",
    "OpenApp",
    "OpenFlow",
    "OpenOrder",
    "PhoneButton",
    "QuickReply",
    "ShareContact",
    "Template",
    "Unknown",
    "UnknownButton",
    "UrlButton",
    "ViewCatalog",
    "ViewItems",
    "ViewProduct",
    "VoiceCall",
]
