"""How links are written and read: percent-encoding, lengths, and WhatsApp's hosts.

Encoding is strict: everything but A-Z a-z 0-9 - . _ ~ is escaped (RFC 3986, 2.3). Chat apps
cut a link at a trailing ")" or "!" and take "*" for bold, which looser encoders leave alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from campaignkit import phones
from campaignkit.business import Business
from campaignkit.errors import BadInput, TooBig
from campaignkit.missing_words import is_missing_word, nothing_meant
from campaignkit.problems import Problem

LONGEST = 8000  # RFC 9110, 4.1: recipients should support 8,000 octets; wa.me failed at 16,358
LONG = 2000  # a guess: what every browser and chat app of the last decade takes
LONG_TEXT = 1000  # a guess: nobody reads further before sending
_OF_WORDS = 1000  # characters of a text that is encoded word by word

Phone = Business | str | int

_SEND_HOSTS = ("api.whatsapp.com", "web.whatsapp.com")
_HOSTS = ("wa.me", "whatsapp.com", "chat.whatsapp.com", *_SEND_HOSTS)


@dataclass(frozen=True, slots=True)
class Address:
    """A link to one of WhatsApp's hosts, taken apart and decoded."""

    host: str
    path: tuple[str, ...]
    query: Mapping[str, str]


def digits(phone: Phone) -> str:
    """Return the digits of a phone, as links want them.

    >>> digits("+44 (0)20 7946 0958")
    '442079460958'
    """
    if isinstance(phone, Business):
        return phones.digits(phone.phone)
    try:
        return phones.digits(phones.to_e164(phone))
    except BadInput as err:
        raise phones.asking(err, "give a Business, which knows its country") from err


def clean(text: str, *, key: str = "text") -> str:
    """Return text with its line ends as LF.

    Raises:
        BadInput: it is no text, or a half of an emoji that was cut.
    """
    if not isinstance(text, str):
        raise BadInput(f"{key}={text!r} is not text.", rule="text.type", key=key, text=text)
    if not text.isascii() and (half := re.search("[\ud800-\udfff]", text)):
        raise BadInput(
            f"{key} has half a character (U+{ord(half.group()):04X}) at place {half.start() + 1}: "
            "an emoji was cut in two. Cut the text before it.",
            rule="text.half",
            key=key,
        )
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def encoded(text: str, *, key: str = "text") -> str:
    """Return text as it stands in a query: UTF-8, percent-encoded, line ends as %0A.

    >>> encoded("5 × R$10\\r\\n(a)")
    '5%20%C3%97%20R%2410%0A%28a%29'
    """
    plain = clean(text, key=key)
    if len(plain) > _OF_WORDS:
        return quote(plain, safe="")
    # the texts of a table share most of their words, and each is encoded alike wherever it stands
    return "%20".join(map(_encoded_word, plain.split(" ")))


@lru_cache(maxsize=1024)
def _encoded_word(word: str) -> str:
    return quote(word, safe="")


def limited(link: str) -> str:
    """Return `link`, unless it is longer than servers take.

    Raises:
        TooBig: it has more than 8,000 characters.
    """
    if len(link) > LONGEST:
        raise TooBig(
            f"the link has {len(link):,} characters; servers take {LONGEST:,}. Shorten the text: "
            "each Arabic letter counts 6, each Devanagari letter 9, most emoji 12.",
            rule="link.too-long",
            limit=LONGEST,
        )
    return link


@lru_cache(maxsize=64)  # each kind of link asks, one after the other
def split(text: str) -> Address | None:
    """Return a link to WhatsApp taken apart, None for anything else; it is shared, not to change.

    In a query a raw "+" is a space (form decoding), as wa.me itself reads it.
    """
    text = text.strip()
    lowered = text[:40].casefold()
    if lowered.startswith("whatsapp://"):
        text = f"https://api.whatsapp.com/{text[len('whatsapp://') :]}"
    # people copy "wa.me/5511…" without its scheme, and phones open it
    elif "://" not in lowered:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").removeprefix("www.")
        # reversed, so that of a name that stands twice the first counts
        query = dict(reversed(parse_qsl(parts.query, keep_blank_values=True, errors="strict")))
        path = [unquote(part, errors="strict") for part in parts.path.split("/") if part]
        usual = parts.port in (None, 80, 443)
    except ValueError:  # a broken host, port or escape: no link of ours
        return None
    if host not in _HOSTS or parts.scheme not in ("http", "https") or not usual:
        return None
    return Address(host, tuple(path), query)


def is_send(address: Address) -> bool:
    """Say whether this is the long form of a chat link."""
    return address.host in _SEND_HOSTS and address.path == ("send",)


def last(text: str, host: str, *folders: str) -> str | None:
    """Return the id at the end of `https://host/folders…/id`, None if it is another link."""
    address = split(text)
    if address is None or address.host != host or address.path[:-1] != folders:
        return None
    return address.path[-1] if address.path else None


def bare_number(text: str) -> str | None:
    """Return the digits of a number in a link, right or wrong; None if it is no number.

    >>> bare_number("+55 11 98765-4321"), bare_number("call me")
    ('5511987654321', None)
    """
    # right or wrong: a number with a slip is to be told as such, not passed over as a page
    bare = re.sub(r"[\s+().-]", "", unquote(text))
    return bare if re.fullmatch("[0-9]+", bare) else None


def identifier(value: str, pattern: str, *, key: str, example: str) -> str:
    """Return an id that fits `pattern`.

    Raises:
        BadInput: it does not; shows one that does. It is what programs write where nothing is.
    """
    if isinstance(value, str) and is_missing_word(value):
        raise nothing_meant(key, value)
    if isinstance(value, str) and re.fullmatch(pattern, value):
        return value
    raise BadInput(
        f"{key}={value!r} is not one of WhatsApp's. It looks like {example!r}.",
        rule="link.id",
        key=key,
        value=value,
        example=example,
    )


def number_advice(phone: str | None) -> Iterator[Problem]:
    """Give what there is to say about the number in a link."""
    if phone is None:
        return
    try:
        yield from phones.advice(f"+{phone}" if not phone.startswith("0") else phone)
    except BadInput as err:
        yield Problem(rule="link.phone", message=str(phones.asking(err)), value=phone)


def length_advice(link: str, text: str) -> Iterator[Problem]:
    """Give warnings about a link or a message that is long."""
    long, long_text = len(link), len(text)
    if long > LONG:
        said = f"the link has {long:,} characters; up to {LONG:,} is surer."
        yield _too_long("link.long", said, long, LONG)
    if long_text > LONG_TEXT:
        said = f"the message has {long_text:,} characters; up to {LONG_TEXT:,} is surer."
        yield _too_long("link.long-text", said, long_text, LONG_TEXT)


def _too_long(rule: str, said: str, value: int, limit: int) -> Problem:
    return Problem(
        rule=rule,
        message=said,
        value=value,
        limit=limit,
        fix="Shorten the text.",
        severity="warning",
    )
