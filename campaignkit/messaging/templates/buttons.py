"""Every kind of button a message template can have, as the Cloud API names it.

Source: Meta, WhatsApp Business Platform, "Template components" (June 2026).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from campaignkit.messaging.templates.json_values import (
    TemplatePart,
    UnknownPart,
    check_forms,
    freeze,
    kind_of,
)
from campaignkit.messaging.templates.variables import names


@dataclass(frozen=True, slots=True)
class QuickReply(TemplatePart):
    """Answers with its own label."""

    TYPE: ClassVar[str] = "QUICK_REPLY"
    KEYS: ClassVar[dict[str, type]] = {"text": str}

    text: str | None = None


@dataclass(frozen=True, slots=True)
class UrlButton(TemplatePart):
    """Opens a page. example: what the variable at the end of `url` could be, or a whole address."""

    TYPE: ClassVar[str] = "URL"
    KEYS: ClassVar[dict[str, type]] = {"text": str, "url": str, "example": tuple}

    text: str | None = None
    url: str | None = None
    example: Any = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        check_forms(self, self.KEYS)
        listed = [self.example] if isinstance(self.example, str) else self.example
        object.__setattr__(self, "example", freeze(listed))

    @property
    def samples(self) -> tuple[str, ...]:
        """The sample values, also where they were written without a list."""
        given = self.example if self.example is not None else self.extra.get("example")
        given = (given,) if isinstance(given, str) else given
        return tuple(x for x in given if isinstance(x, str)) if isinstance(given, tuple) else ()

    @property
    def is_dynamic(self) -> bool:
        """Whether the address has a variable."""
        return bool(names(self.url))


@dataclass(frozen=True, slots=True)
class PhoneButton(TemplatePart):
    """Calls a phone number."""

    TYPE: ClassVar[str] = "PHONE_NUMBER"
    KEYS: ClassVar[dict[str, type]] = {"text": str, "phone_number": str}

    text: str | None = None
    phone_number: str | None = None


@dataclass(frozen=True, slots=True)
class CopyCode(TemplatePart):
    """Copies a coupon code. example: a code. WhatsApp writes the label."""

    TYPE: ClassVar[str] = "COPY_CODE"
    KEYS: ClassVar[dict[str, type]] = {"example": str}

    example: str | None = None

    @property
    def sample(self) -> str | None:
        """The sample code, also where it was written in a list."""
        listed = self.extra.get("example")
        if self.example is None and isinstance(listed, tuple) and listed:
            return str(listed[0])
        return self.example


@dataclass(frozen=True, slots=True)
class OneTimeCode(TemplatePart):
    """Copies or fills in a one-time code. otp_type: COPY_CODE, ONE_TAP or ZERO_TAP.

    supported_apps: one mapping for each Android app, with package_name and signature_hash.
    """

    TYPE: ClassVar[str] = "OTP"
    KEYS: ClassVar[dict[str, type]] = {
        "otp_type": str,
        "text": str,
        "autofill_text": str,
        "zero_tap_terms_accepted": bool,
        "supported_apps": tuple,
    }

    otp_type: str | None = "COPY_CODE"
    text: str | None = None
    autofill_text: str | None = field(default=None, kw_only=True)
    zero_tap_terms_accepted: bool | None = field(default=None, kw_only=True)
    supported_apps: Any = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "supported_apps", freeze(self.supported_apps))
        check_forms(self, self.KEYS)


@dataclass(frozen=True, slots=True)
class ViewCatalog(TemplatePart):
    """Opens the shop's catalog. WhatsApp writes the label in the phone's language."""

    TYPE: ClassVar[str] = "CATALOG"
    KEYS: ClassVar[dict[str, type]] = {"text": str}

    text: str | None = "View catalog"


@dataclass(frozen=True, slots=True)
class ViewItems(TemplatePart):
    """Opens a list of products."""

    TYPE: ClassVar[str] = "MPM"
    KEYS: ClassVar[dict[str, type]] = {"text": str}

    text: str | None = "View items"


@dataclass(frozen=True, slots=True)
class ViewProduct(TemplatePart):
    """Opens the product of the header."""

    TYPE: ClassVar[str] = "SPM"
    KEYS: ClassVar[dict[str, type]] = {"text": str}

    text: str | None = "View"


@dataclass(frozen=True, slots=True)
class OpenFlow(TemplatePart):
    """Opens a form. One of flow_id, flow_name, flow_json says which."""

    TYPE: ClassVar[str] = "FLOW"
    KEYS: ClassVar[dict[str, type]] = {
        "text": str,
        "flow_id": str,
        "flow_name": str,
        "flow_json": str,
        "flow_action": str,
        "navigate_screen": str,
        "icon": str,
    }

    text: str | None = None
    flow_id: str | None = field(default=None, kw_only=True)
    flow_name: str | None = field(default=None, kw_only=True)
    flow_json: str | None = field(default=None, kw_only=True)
    flow_action: str | None = field(default=None, kw_only=True)
    navigate_screen: str | None = field(default=None, kw_only=True)
    icon: str | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class OpenOrder(TemplatePart):
    """Opens an order to review and pay it (Brazil, India)."""

    TYPE: ClassVar[str] = "ORDER_DETAILS"
    KEYS: ClassVar[dict[str, type]] = {"text": str}

    text: str | None = "Review and Pay"


@dataclass(frozen=True, slots=True)
class VoiceCall(TemplatePart):
    """Calls the shop inside WhatsApp."""

    TYPE: ClassVar[str] = "VOICE_CALL"
    KEYS: ClassVar[dict[str, type]] = {"text": str}

    text: str | None = None


@dataclass(frozen=True, slots=True)
class ShareContact(TemplatePart):
    """Asks for the customer's contact card. WhatsApp writes the label."""

    TYPE: ClassVar[str] = "REQUEST_CONTACT_INFO"


@dataclass(frozen=True, slots=True)
class OpenApp(TemplatePart):
    """Opens an app by a deep link (Marketing Messages API only)."""

    TYPE: ClassVar[str] = "APP"
    KEYS: ClassVar[dict[str, type]] = {"text": str}

    text: str | None = None


@dataclass(frozen=True, slots=True)
class UnknownButton(UnknownPart):
    """A button of a kind that is not known here: kept as it came."""


AnyButton = (
    QuickReply
    | UrlButton
    | PhoneButton
    | CopyCode
    | OneTimeCode
    | ViewCatalog
    | ViewItems
    | ViewProduct
    | OpenFlow
    | OpenOrder
    | VoiceCall
    | ShareContact
    | OpenApp
    | UnknownButton
)
_KINDS: dict[str, type[TemplatePart]] = {
    kind.TYPE: kind
    for kind in (
        QuickReply,
        UrlButton,
        PhoneButton,
        CopyCode,
        OneTimeCode,
        ViewCatalog,
        ViewItems,
        ViewProduct,
        OpenFlow,
        OpenOrder,
        VoiceCall,
        ShareContact,
        OpenApp,
    )
}


def read_button(data: Any) -> AnyButton:
    """Return the button that a piece of JSON describes, whatever it is."""
    frozen = freeze(data)
    kind = kind_of(frozen, _KINDS)
    if kind is None:
        return UnknownButton(frozen)
    return kind.read(frozen)  # type: ignore[return-value]
