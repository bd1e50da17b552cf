"""WhatsApp addresses as people and tables write them: what is wrong, and what was meant.

`read` takes any text that was meant as one and gives the address in WhatsApp's published form,
as far as it can be computed, with a fault for each difference. What opens nothing, or another
chat or text than was meant, is an error; what opens but is not the published form is a warning.
Source: WhatsApp Help Center, "How to use click to chat" and "About international phone number
format"; "omit any brackets, dashes, plus signs, and leading zeros".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, unquote_to_bytes

from campaignkit import phones
from campaignkit.error_values import is_error_value
from campaignkit.errors import BadInput
from campaignkit.link_kinds import _hosts
from campaignkit.problems import Severity
from campaignkit.unfinished_text import is_not_available, left_in, unfilled_place

HELP = 'WhatsApp Help Center, "How to use click to chat"'

_HEAD = re.compile(
    r"(?P<lead>(?:[a-z]{2,8}\s{0,2}[:;.]?\s{0,2}[/\\]{1,4}|https?:){0,3}[/\\]{0,2})"
    r"(?P<host>(?:www\.)?(?:wa ?[.,] ?me|wa me(?=/)|(?:(?:api|web|chat)\.)?whatsap{1,3}\.com))"
    r"(?P<port>:[0-9]*)?(?P<rest>(?:(?:[/?#&:\s\\]|[.,;](?=\+?[0-9]{7})).*)?)",
    re.IGNORECASE | re.DOTALL,
)
# Any other host; whether it means one of WhatsApp's is told by `_hosts`.
_OTHER = re.compile(
    r"(?P<lead>(?:[a-z]{2,8}[:;.]?[/\\]{1,4}|https?:)?)(?P<host>(?:[\w-]{1,40}\.){0,4}[\w-]{1,40})"
    r"(?P<port>:[0-9]*)?(?P<rest>/.*)",
    re.IGNORECASE | re.DOTALL,
)
_AGAIN = re.compile(
    r"[/\\\s]*(?P<inner>(?:https?[:/\\]+)?(?:www\.)?(?:wa\.me|(?:api|web)\.whatsapp\.com)[/?].*)",
    re.IGNORECASE | re.DOTALL,
)
_TWICE = re.compile(
    r"(?P<first>/\+?[0-9]{7,15})(?:https?:)?[/\\]*(?:wa\.me|api\.whatsapp\.com)/.*",
    re.IGNORECASE | re.DOTALL,
)
_APP = re.compile(
    r"whatsapp:(?P<slashes>[/\\]{0,3})(?P<rest>send\b.*|\+?[0-9][0-9\s().-]{6,})",
    re.IGNORECASE | re.DOTALL,
)
_SECOND = re.compile(
    r"\s(?:\S{0,20}\s){0,3}\S{0,20}(?:wa\.me|(?:api|web|chat)\.whatsapp\.com)/", re.IGNORECASE
)
_WITHIN = re.compile(
    r"(?<![\w.@/-])(?:https?:[/\\]{1,3})?(?:www\.)?(?:wa\.me|(?:api|web|chat)\.whatsapp\.com)/\S*",
    re.IGNORECASE,
)
_ENDING = ".,;:!)\"'”’»"
_HINT = re.compile(r"wa ?[.,] ?me\b|whatsap|/\+?[0-9]|phone=|/send|chat\.|api\.", re.IGNORECASE)
_WRAPPING = "\"'<>()[]“”‘’«»`*_\u200b\u200e\u200f\u2060\ufeff"
_PAIRS = {")": "(", "]": "[", ">": "<"}
_SENDING = ("api.whatsapp.com", "web.whatsapp.com")
_ENTITY = re.compile(r"&(?:amp|nbsp|quot|apos|lt|gt|#[0-9]{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_TEXT_NAMES = ("text", "message", "msg", "body", "txt", "mensagem", "mensaje", "texto")
_PHONE_NAMES = ("phone", "number", "to", "tel", "phonenumber", "phone_number")
# What WhatsApp's own pages and advertising tools append; it changes neither chat nor text.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|igshid|type|app_absent|source|src|lang|data|context|autoload|ref|entry"
)
_PAGE = "link.page"
_PAGES = ("signup", "settings", "tos", "flow", "qr", "message", "stickerpack", "channel", "pay")
_MISSING = frozenset(
    ("nan", "none", "null", "undefined", "nat", "na", "n/a", "<na>", "[object object]")
)
_TEMPLATE = re.compile(
    r"\{\{|\}\}|\{%|%\}|\$\{|\{[a-z_]\w*\}|<[a-z_ ]+>|\[[a-z_ ]+\]|%\([a-z_]+\)s"
)
_USER_ID = re.compile(r"[A-Z]{2}\.[A-Za-z0-9]{1,128}")  # business-scoped, since 31 March 2026
_NAMED_NUMBER = re.compile(r"(phone|number|tel|to)[=:]\s*(\+?[0-9][0-9\s().-]{6,})", re.IGNORECASE)
_FAILED = re.compile(r"[^?]*/(#[^?&=]{1,20}\??)")  # as a spreadsheet writes an error
_SHOWN = 60
_LONGEST_MISSING = 60  # characters, far above the longest of these and of a spreadsheet's errors
# First bytes of Latin accents, Greek, Cyrillic, Hebrew, Arabic and emoji in UTF-8. Another lone
# byte above ASCII at the end is rather a letter of Latin-1, such as E9 for é.
_FIRST_OF_TWO_OR_FOUR = frozenset((*range(0xC2, 0xE0), 0xF0))


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with an address. cure: what to do where no address can be given."""

    rule: str
    message: str
    severity: Severity = "error"
    cure: str = ""

    @property
    def is_of_words(self) -> bool:
        """Whether it is what the text says, so that no other address would mend it."""
        return self.rule == "link.template" or self.rule.startswith("text.")


@dataclass(slots=True)
class AddressReading:
    """An address that was read. tidy: as WhatsApp publishes it, "" where that cannot be known."""

    faults: list[Fault] = field(default_factory=list)
    tidy: str = ""
    lost: bool = False  # a part of it cannot be known: there is no right address

    def error(self, rule: str, message: str, cure: str = "") -> None:
        self.faults.append(Fault(f"link.{rule}", message, "error", cure))

    def warn(self, rule: str, message: str) -> None:
        self.faults.append(Fault(f"link.{rule}", message, "warning"))

    def told(self) -> list[Fault]:
        """Return its faults; the look of an address that opens no chat anyway is not one."""
        if self.tidy:
            return self.faults
        return [each for each in self.faults if each.severity == "error" or each.rule == _PAGE]


def is_meant(text: str) -> bool:
    """Say whether a text was meant as an address of WhatsApp's.

    >>> is_meant("htps:/wa.me/nan"), is_meant("whatsapp://send?text=Oi"), is_meant("wa.men")
    (True, True, False)
    """
    return _HINT.search(text[:80]) is not None and _matched(_unwrapped(text)) is not None


def within(text: str) -> list[str]:
    """Return the addresses of WhatsApp's that stand in a longer text.

    >>> within("Fale conosco: https://wa.me/5511987654321?text=Oi.")
    ['https://wa.me/5511987654321?text=Oi']
    """
    found: list[str] = []
    for word in re.findall(r"\S*/\S+", text):
        plain = [each.group().rstrip(_ENDING) for each in _WITHIN.finditer(word)]
        bare = _unwrapped(word)
        found += plain or ([bare] if _HINT.search(bare[:80]) and _matched(bare) else [])
    return found


def read(text: str, country: str | None = None) -> AddressReading | None:
    """Return what an address says and what is wrong with it; None: it is none of WhatsApp's.

    country: where a number in local form is from, if that is known.
    """
    bare = _unwrapped(text)
    found = _matched(bare)
    if found is None:
        return None
    reading = AddressReading()
    if bare != text:
        _told_wrapping(reading, text)
    if found.re is _APP:
        host, rest = _of_app(reading, found["rest"])
    else:
        host, rest = _head(reading, found), found["rest"]
    if _SECOND.search(rest):
        reading.error(
            "several", "two addresses stand in it: none is opened", "Make a code for each."
        )
        return reading
    again = _again(reading, host, rest)
    if again is not None:
        inner = read(again, country)
        if inner is not None:
            reading.faults += [fault for fault in inner.faults if fault.severity == "error"]
            reading.tidy, reading.lost = inner.tidy, inner.lost
            return reading
    path, query = _split(reading, rest)
    _address(reading, host, path, query, country)
    if any(fault.rule == "link.missing" for fault in reading.faults) and failed_end(text):
        reading.faults = [each for each in reading.faults if each.rule != "link.signs-around"]
    return reading


def _of_app(reading: AddressReading, rest: str) -> tuple[str, str]:
    """Return the host and the rest that an address of the app itself stands for."""
    if rest.lower().startswith("send"):
        reading.warn("app-scheme", "whatsapp:// opens only where the app is installed")
        return "api.whatsapp.com", f"/{rest}"
    reading.error("scheme", "whatsapp: before a number opens nothing")
    return "wa.me", f"/{rest}"


def _unwrapped(text: str) -> str:
    """Return an address without blanks and quotes around it, and "." or "," after a bare one."""
    bare = text.strip().lstrip(_WRAPPING)
    kept = "" if text.strip().startswith("_") else "_"  # a text may end with it, unescaped
    while bare and bare[-1] in _WRAPPING and bare[-1] != kept:
        if _PAIRS.get(bare[-1], " ") in bare:
            break
        bare = bare[:-1]
    bare = bare.strip()
    return bare if re.search(r"[?&=>)]", bare) else bare.rstrip(_ENDING)


def _matched(bare: str) -> re.Match[str] | None:
    found = _HEAD.fullmatch(bare) or _APP.fullmatch(bare)
    if found is None and (found := _OTHER.fullmatch(bare)) is not None:
        return found if _hosts.meant(found["host"], found["rest"]) else None
    return found


def _again(reading: AddressReading, host: str, rest: str) -> str | None:
    """Return the address that stands inside of one, once it is told."""
    if host != "wa.me":
        return None
    decoded = unquote(rest)
    inner = _AGAIN.fullmatch(decoded if "%3a" in rest.lower() else rest)
    first = _TWICE.fullmatch(rest)
    if inner is None and first is None:
        return None
    reading.error("doubled", "the address stands in it twice")
    return inner["inner"] if inner else f"https://wa.me{first['first']}" if first else None


def _told_wrapping(reading: AddressReading, text: str) -> None:
    if _unwrapped(text) == text.strip():
        reading.warn("blanks", "there are blanks around the address")
    else:
        reading.error("signs-around", "there are signs around the address that do not belong to it")


def _head(reading: AddressReading, found: re.Match[str]) -> str:
    """Return the host, and tell what is wrong before the path."""
    lead, written = found["lead"], found["host"]
    host = re.sub(r"[ ]", "", written.lower()).replace(",", ".").removeprefix("www.")
    host = re.sub("whatsap+", "whatsapp", host)
    host = _hosts.meant(host, found["rest"]) or host
    if not lead:
        reading.warn("no-scheme", "without https:// many phones show it as text")
    elif lead.lower() == "http://":  # redirected: it opens
        reading.warn("http", "http:// is not the form that WhatsApp publishes")
    elif lead.lower() != "https://":
        reading.error("scheme", f"{lead!r} is not https://: phones show it as text")
    if written.lower().removeprefix("www.") != host:
        reading.error("host", f"{written!r} is not WhatsApp's host {host}")
    elif lead != lead.lower() or written.removeprefix("www.") not in (host, f"www.{host}"):
        reading.warn("capitals", "capital letters in the host open the browser on some phones")
    elif written != host:
        reading.warn("www", f"www. is not part of WhatsApp's host {host}")
    if found["port"] is not None:
        reading.error("host", f"the port {found['port']!r} does not belong there")
    return host


def _split(reading: AddressReading, rest: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the decoded path and the query's raw parts; tell what cuts the text."""
    if _ENTITY.search(rest):
        reading.error("html", "it holds an escape of web pages, such as &amp; or &nbsp;")
        rest = re.sub("&amp;", "&", rest, flags=re.IGNORECASE)
        rest = _ENTITY.sub(" ", rest)
    if is_missing(unquote(rest).strip("/ ")):
        return [unquote(rest).strip("/ ")], []
    if failed := failed_end(rest):
        rest = rest.removesuffix(failed) + quote(failed, safe="")
    mark = re.search(r"[?#&]|/(?=text=)", rest)
    path, sign, query = (
        (rest, "", "") if mark is None else (rest[: mark.start()], mark[0], rest[mark.end() :])
    )
    if sign in ("&", "/"):
        reading.error("question-mark", f"the text begins with {sign!r} instead of '?': it is lost")
    elif sign == "#":
        reading.error("question-mark", "what stands after '#' is not sent to WhatsApp: it is lost")
    elif "#" in query:
        reading.error("cut", "a raw '#' cuts the text there; it is written %23")
    if "\\" in path:
        reading.error("slash", "it has a backslash where a slash belongs")
    elif re.match("//+[^/]", path):
        reading.error("slash", "it has two slashes where one belongs")
    elif re.match(r"\s+/", path):
        reading.error("slash", "a blank stands before the slash")
    if query.startswith("?"):
        reading.error("question-mark", "the text begins with '??': it is lost")
        query = query.lstrip("?")
    parts = [unquote(part) for part in re.split(r"[/\\]", path)]
    return [part for part in parts if part.strip()], _pairs(query)


def _pairs(query: str) -> list[tuple[str, str]]:
    """Return names and raw values; a piece without "=" has the name ""."""
    pieces = re.split(r"&|\?(?=(?:text|phone)=)", query)
    pairs = (piece.partition("=") for piece in pieces)
    return [(name, value) if sign else ("", name) for name, sign, value in pairs if name or value]


def _address(
    reading: AddressReading,
    host: str,
    path: list[str],
    query: list[tuple[str, str]],
    country: str | None,
) -> None:
    if (fault := _no_code(_codes(host, path))) is not None:
        reading.faults = [fault]  # whatever else: nothing is opened
        return
    if host == "chat.whatsapp.com":
        _group(reading, path)
    elif host == "whatsapp.com" and path[:1] != ["send"] and not _is_number("/".join(path)):
        if path[:1] == ["channel"]:
            _channel(reading, path)
    elif host in _SENDING and path[:1] and path[0].lower() in ("message", "qr", "stickerpack"):
        _plain(reading, path)
    elif host == "wa.me" and _is_page(path):
        _page(reading, path, query, country)
    else:
        _chat(reading, host, path, query, country)


def _codes(host: str, path: list[str]) -> list[str]:
    """Return the parts of a path that say which group, pack, product or draft is opened."""
    if host == "chat.whatsapp.com":
        return path[1:] if path[:1] == ["invite"] else path
    head = path[0].lower() if path else ""
    if head in ("message", "qr", "stickerpack", "channel"):
        return path[1:]
    return path[1:-1] if head == "p" else []  # after it a number


def _no_code(codes: list[str]) -> Fault | None:
    bare = next((each.strip() for each in codes if is_missing(each)), None)
    if bare is None:
        return None
    said = f"it has {bare!r} in the place of a code: the cell it came from was empty"
    return Fault("link.missing", said, cure="Fill the cell, or leave the row out.")


def _is_page(path: list[str]) -> bool:
    """Say whether a path of wa.me leads elsewhere than into a chat by a number."""
    return len(path) > 1 and path[0].lower() not in ("send", "u") and not is_missing("/".join(path))


def is_missing(text: str) -> bool:
    """Say whether a text is what programs write for an empty cell, or for one that failed."""
    bare = text.strip()
    if len(bare) > _LONGEST_MISSING:
        return False
    if bare.lower() in _MISSING or is_not_available(bare):
        return True
    if "#" not in bare and bare[:1] not in "eE":  # nor an error of a spreadsheet, as nearly all
        return False
    ends = ("", "!", "?")  # that was taken for a sign around the address
    return any(is_error_value(bare + end) for end in ends)


def failed_end(text: str) -> str:
    """Return the error of a spreadsheet that an address ends with, "" if with none.

    >>> failed_end("https://wa.me/c/#N/A"), failed_end("https://wa.me/c/1#top")
    ('#N/A', '')
    """
    found = _FAILED.fullmatch(text)
    return found[1] if found is not None and is_missing(found[1]) else ""


def _group(reading: AddressReading, path: list[str]) -> None:
    ids = path[1:] if path[:1] == ["invite"] else path
    if len(ids) != 1:
        reading.error("empty", "it opens no group", "Copy the invitation anew from the group.")
        return
    reading.tidy = f"https://chat.whatsapp.com/{quote(ids[0].strip(), safe='')}"


def _channel(reading: AddressReading, path: list[str]) -> None:
    if len(path) < len(("channel", "id")):
        reading.error("empty", "it opens no channel", "Copy the link anew from the channel.")
        return
    reading.tidy = f"https://whatsapp.com/channel/{quote(path[1].strip(), safe='')}"


def _plain(reading: AddressReading, path: list[str]) -> None:
    reading.tidy = "https://wa.me/" + "/".join(quote(part.strip(), safe="") for part in path)


def _page(
    reading: AddressReading, path: list[str], query: list[tuple[str, str]], country: str | None
) -> None:
    """Read wa.me/c/…, wa.me/p/…, wa.me/call/… and the like; pages we do not know stand."""
    head = path[0].lower()
    if head in ("c", "p", "call"):
        digits = _number(reading, path[-1], country)
        if digits is not None:
            _plain(reading, [head, *path[1:-1], digits])
            payload = next((value for name, value in query if name == "biz_payload"), "")
            if payload and head == "call":
                reading.tidy += f"?biz_payload={quote(unquote(payload), safe='')}"
    elif head in ("message", "qr", "stickerpack"):
        _plain(reading, [head, *path[1:]])
    elif head not in _PAGES and path[1].lower() not in _PAGES:
        reading.warn("page", f"{'/'.join(path)[:_SHOWN]!r} is no page of WhatsApp's that we know")


def _chat(
    reading: AddressReading,
    host: str,
    path: list[str],
    query: list[tuple[str, str]],
    country: str | None,
) -> None:
    """Read a chat link in any of its forms."""
    sends = bool(path) and path[0].lower() == "send"
    _told_host(reading, host, sends=sends)
    written = "" if sends else path[-1] if path[:1] == ["u"] else "/".join(path)
    number, text = _said(reading, query, sends=sends)
    written = written or number
    named = _NAMED_NUMBER.fullmatch(written)
    if named is not None:
        reading.error("parameter", f"WhatsApp reads the number alone, not {named[1]}= before it")
        written = named[2]
    digits = _number(reading, written, country) if written.strip() else None
    if reading.lost:
        return
    if digits is None and not text:
        reading.lost = True
        reading.error(
            "empty",
            "it opens no chat: it has neither a number nor a text",
            "Put the number in, as in https://wa.me/5511987654321.",
        )
        return
    said = f"?text={quote(text, safe='')}" if text else ""
    reading.tidy = f"https://wa.me/{digits or ''}{said}"


def _told_host(reading: AddressReading, host: str, *, sends: bool) -> None:
    if host == "wa.me":
        if sends:
            reading.error("host", "wa.me has no /send")
    elif host not in _SENDING:
        reading.error("host", f"{host} opens no chat by a number")
    elif not sends:
        reading.error("host", f"{host} opens a chat with /send?phone= only")
    elif not any(each.rule == "link.app-scheme" for each in reading.faults):
        reading.warn("long-form", f"{host} is what wa.me leads to, not the form WhatsApp publishes")


def _said(reading: AddressReading, query: list[tuple[str, str]], *, sends: bool) -> tuple[str, str]:
    """Return the number and the text of a query, and tell what WhatsApp does not read in it."""
    number = text = ""
    for name, value in _merged(reading, query):
        folded = name.lower()
        if folded in _PHONE_NAMES:
            if not sends or name != "phone":
                reading.error("parameter", f"WhatsApp does not read {name}= there")
            if number and number != unquote(value):
                reading.lost = True
                reading.error(
                    "cut",
                    "there are two numbers; WhatsApp reads one",
                    "Leave the one that is meant.",
                )
            number = number or unquote(value)
        elif folded in _TEXT_NAMES:
            if name != "text":
                reading.error("parameter", f"WhatsApp reads text=, not {name}=")
            if text:
                reading.error("cut", "there are two texts; WhatsApp reads the first")
            text = text or _text(reading, value)
        elif not _TRACKING.fullmatch(folded):
            said = (
                f"WhatsApp does not read {name[:_SHOWN]}=; if it is of the text, & is written %26"
            )
            reading.warn("parameter", said)
        elif folded.startswith("utm_"):
            reading.warn("parameter", f"WhatsApp neither keeps nor passes on {name}=")
    return number, text


def _merged(reading: AddressReading, query: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the query with what a raw "&" cut off put back to its text."""
    merged: list[tuple[str, str]] = []
    for name, value in query:
        in_text = bool(merged) and merged[-1][0].lower() in _TEXT_NAMES
        if in_text and (not name or re.search(r"[\s%+]", name)):
            reading.error("cut", "a raw '&' cuts the text there; it is written %26")
            joined = f"{name}={value}" if name else value
            merged[-1] = (merged[-1][0], f"{merged[-1][1]}%26{joined}")
        elif name:
            merged.append((name, value))
        elif value.lower() not in _TEXT_NAMES:
            reading.warn("parameter", f"WhatsApp does not read {value[:_SHOWN]!r}")
    return merged


def _text(reading: AddressReading, raw: str) -> str:
    """Return the text that was meant, and tell what would arrive otherwise."""
    if re.search(r"\s", raw) or not raw.isascii():
        reading.error(
            "unescaped",
            "it has blanks or letters that are not percent-encoded: scanners stop there",
        )
    if "+" in raw:
        reading.warn("plus", "a raw '+' arrives as a space; a plus is written %2B")
    text = _decoded(reading, raw)
    if re.search("%[0-9A-Fa-f]{2}", text) and not re.search(r"\s", text):
        again = unquote_to_bytes(text)
        if _is_utf8(again):
            reading.error("encoded-twice", "the text is percent-encoded twice: the chat shows %20")
            text = again.decode()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return ""
    found = text_fault(text)
    if found is not None:
        reading.faults.append(found)
        if found.rule == "link.missing":
            return ""
        reading.lost = reading.lost or found.severity == "error"
    return text


def _decoded(reading: AddressReading, raw: str) -> str:
    if re.search("%(?![0-9A-Fa-f]{2})", raw):
        cut = re.search("%[0-9A-Fa-f]?$", raw)
        what = "the end of the text was cut off" if cut else "a '%' begins no escape such as %25"
        reading.error("cut" if cut else "escape", what)
        raw = re.sub("%[0-9A-Fa-f]?$", "", raw) if cut else raw
        raw = re.sub("%(?![0-9A-Fa-f]{2})", "%25", raw)
    octets = unquote_to_bytes(raw.replace("#", "%23").replace("+", " "))
    if _is_utf8(octets):
        return octets.decode()
    latin = octets[:-1].isascii() and octets[-1] not in _FIRST_OF_TWO_OR_FOUR
    for lost in (
        () if latin else (1, 2, 3)
    ):  # a character of up to four bytes that was cut at the end
        if _is_utf8(octets[:-lost]):
            reading.error("cut", "the text was cut in the middle of its last character")
            return octets[:-lost].decode()
    reading.error("encoding", "the text is not percent-encoded UTF-8: the chat shows other letters")
    return octets.decode("cp1252", "replace")


def _is_utf8(octets: bytes) -> bool:
    try:
        octets.decode()
    except UnicodeDecodeError:
        return False
    return True


def text_fault(text: str) -> Fault | None:
    """Return what nobody means to send: an empty cell, a template left unfilled, HTML."""
    if is_missing(text):
        said = f"the text is only {text.strip()!r}: the cell it came from was empty"
        return Fault("link.missing", said, cure="Fill the cell, or leave the text out.")
    if place := unfilled_place(text):
        said = f"the text holds {place[0]!r}, a template not filled in"
        return Fault("link.template", said, place[1], "Fill the template first.")
    for left in left_in(text, "text"):
        return Fault(left.rule, left.message.rstrip("."), left.severity, left.fix)
    return None


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[\s+().-]*[0-9][0-9\s+().-]{5,}", text) is not None


def _number(reading: AddressReading, written: str, country: str | None) -> str | None:
    """Return the digits that were meant, None if they cannot be known; tell what is wrong."""
    bare = written.strip()
    if re.fullmatch("[1-9][0-9]*", bare) and len(bare) <= phones.E164_DIGITS:
        if bare != written:
            reading.error("number-signs", "there are blanks around the number")
        return bare
    fault = _no_number(bare)
    if fault is not None:
        reading.faults.append(fault)
        reading.lost = True
        return None
    return _repaired(reading, bare, country)


def _repaired(reading: AddressReading, bare: str, country: str | None) -> str | None:
    """Return digits out of a number written as numbers are not in links."""
    if bare.startswith("0") and not bare.startswith("00"):
        cure = (
            "Put the country code in the place of the leading 0, as in https://wa.me/5511987654321."
        )
        digits = None if country is None else _digits(bare, country)
        reading.error(
            "number-zeros", f"the number {bare[:_SHOWN]!r} begins with 0, no country code", cure
        )
        reading.lost = digits is None
        return digits
    local = _local(bare, country)
    if local is not None:
        reading.error("number-local", f"the number {bare[:_SHOWN]!r} has no country code")
        return local
    try:
        digits = phones.digits(phones.to_e164(bare if bare[0] in "+(0" else f"+{bare}"))
    except BadInput as err:
        reading.error(
            "phone", err.halves()[0].rstrip("."), "Write country code and number in digits."
        )
        reading.lost = True
        return None
    if bare.startswith("00"):
        reading.error("number-zeros", f"the number {bare[:_SHOWN]!r} begins with zeros")
    elif re.fullmatch(r"[0-9]+[.,]0+", bare):
        said = f"the number {bare[:_SHOWN]!r} came out of a table as a decimal"
        reading.error("number-float", said)
    else:
        sign = next(sign for sign in bare if not "0" <= sign <= "9")
        reading.error("number-signs", f"the number has {sign!r} in it; links take digits alone")
    return digits


def _local(bare: str, country: str | None) -> str | None:
    """Return the digits of a number as the shop's country writes it; None: it is written in full.

    What can be both is the shop's: "33 99876-5432" is of Governador Valadares, not of France.
    """
    if country is None or bare.startswith(("+", "0")):
        return None
    found = _digits(bare, country)
    whole = _digits(bare if bare[0] == "(" else f"+{bare}", None)
    if found is None or found == whole:
        return None
    return found if whole is None or phones.mistaken(whole, country) else None


def _digits(written: str, country: str | None) -> str | None:
    try:
        return phones.digits(phones.to_e164(written, country))
    except BadInput:
        return None


def _no_number(bare: str) -> Fault | None:
    """Return why this cannot be a number, None if it may be one."""
    if is_missing(bare):
        said = f"it has {bare!r} in the place of a number: the cell it came from was empty"
        return Fault("link.missing", said, cure="Fill the cell, or leave the row out.")
    if _TEMPLATE.search(bare):
        said = f"it has {bare[:_SHOWN]!r} in the place of a number: a template not filled in"
        return Fault("link.template", said, cure="Fill the template with the number first.")
    if re.fullmatch(r"\+?[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+", bare):
        try:
            phones.to_e164(f"+{bare.lstrip('+')}")
        except BadInput as err:
            return Fault("link.number-exponent", err.halves()[0].rstrip("."), cure=_AS_TEXT)
        return None
    if not re.search("[^\\W\\d_]|@", bare):
        return None
    what = "a business-scoped user id" if _USER_ID.fullmatch(bare) else "a user name"
    said = f"{bare[:_SHOWN]!r} is no phone number. If it is {what}: no link opens a chat by it"
    cure = "Use the number, as in https://wa.me/5511987654321, or a short link from the app."
    return Fault("link.user-name", said, cure=cure)


_AS_TEXT = "Make the column text in the table, and write the number again in full."
