"""Write an SMS, with the text already typed.

SMSTO: is what scanners know best, its text stands raw after the colon. The sms: form is
RFC 5724, for links in pages. ("sms:+55…:text" and "smsto:…?body=" lose the text on phones.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal
from urllib.parse import unquote

from campaignkit.arguments import check_text
from campaignkit.errors import BadInput
from campaignkit.link_kinds import _address
from campaignkit.link_kinds._address import Phone
from campaignkit.problems import Problem

Form = Literal["SMSTO", "sms"]


def link(phone: Phone, text: str = "", *, form: Form = "SMSTO") -> str:
    """Return what opens an SMS to `phone`.

    Args:
        phone: A Business, or a full number in any written form.
        text: Message to type. Empty: none.
        form: "SMSTO" for codes, "sms" for links in pages and messages.

    Raises:
        BadInput: `phone` cannot be a number; half an emoji; another form.
        TooBig: it has more than 8,000 characters.

    >>> link("+55 11 98765-4321", "Oi!")
    'SMSTO:+5511987654321:Oi!'
    >>> link("+55 11 98765-4321", "Oi!", form="sms")
    'sms:+5511987654321?body=Oi%21'
    """
    number = f"+{_address.digits(phone)}"
    check_text(form, "form")
    if form == "SMSTO":
        return _address.limited(f"SMSTO:{number}:{_address.clean(text)}")
    if form == "sms":
        query = f"?body={_address.encoded(text)}" if text else ""
        return _address.limited(f"sms:{number}{query}")
    raise BadInput(f"form={form!r} is neither 'SMSTO' nor 'sms'.", rule="sms.form", form=form)


def read(text: str) -> dict[str, str] | None:
    """Return the arguments of an SMS, None if `text` is none."""
    scheme, _, rest = text.partition(":")
    if scheme.casefold() == "smsto":
        number, _, body = rest.partition(":")
        form = "SMSTO"
    elif scheme.casefold() == "sms":
        number, _, query = rest.partition("?")
        bodies = [part[len("body=") :] for part in query.split("&") if part.startswith("body=")]
        body, form = unquote(bodies[0]) if bodies else "", "sms"
    else:
        return None
    phone = _address.bare_number(number)
    return None if phone is None else {"phone": phone, "text": body, "form": form}


def advice(text: str, fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Give what there is to say about an SMS."""
    yield from _address.number_advice(fields["phone"])
    yield from _address.length_advice(text, fields["text"])
