"""Who is selling: the few facts about a shop that everything else is made from.

A `Business` is checked once, when it is made, and every fault is told at once. Its colours
come with the ink that can be read on them (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import partial
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from campaignkit import characters, locales, phones, resources
from campaignkit.display import html_facts
from campaignkit.error_values import is_error_value
from campaignkit.errors import BadInput, CampaignError, NotFound, did_you_mean
from campaignkit.missing_words import is_missing_word, nothing_meant
from campaignkit.problems import Problem, Problems, Where, of_error

READABLE = 3.0  # WCAG 2.2, 1.4.3: contrast of large text; headlines are large
_HEX = re.compile(r"#?([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
_BLACK, _WHITE = "#000000", "#FFFFFF"
NAME_LENGTH = 120  # a guess: longer is a slip, such as an address in the wrong field


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours "#RRGGBB", 1 to 21 (WCAG 2.2).

    >>> round(contrast("#FFFFFF", "#000000"), 1), contrast("#777777", "#777777")
    (21.0, 1.0)
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_on(color: str) -> str:
    """Return the ink, black or white, that is read best on a colour "#RRGGBB".

    >>> readable_on("#0F4C5C"), readable_on("#FFD166")
    ('#FFFFFF', '#000000')
    """
    return max((_WHITE, _BLACK), key=lambda ink: contrast(ink, color))


def hex_color(value: object, *, key: str = "color") -> str:
    """Return a colour as "#RRGGBB".

    Raises:
        BadInput: it is not three or six hexadecimal digits.

    >>> hex_color("#0f4c5c"), hex_color("fc0")
    ('#0F4C5C', '#FFCC00')
    """
    found = _HEX.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise BadInput(
            f"{key}={value!r} is not a colour. Write it as in '#0F4C5C'.",
            rule="color.hex",
            key=key,
            value=value,
        )
    digits = found.group(1).upper()
    return "#" + (digits if len(digits) == len("RRGGBB") else "".join(d * 2 for d in digits))


def _luminance(color: str) -> float:
    """WCAG 2.2, "relative luminance"."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True, slots=True, kw_only=True)
class Colors:
    """A shop's colours, each "#RRGGBB". An `on_` colour left out is black or white, by contrast.

    code: of QR codes; black is one plate in print and sharp on every printer.

    Raises:
        BadInput: no colour, or an `on_` colour below 3:1 on its ground.

    >>> Colors(primary="#ffd166").on_primary
    '#000000'
    """

    primary: str = "#0F4C5C"
    on_primary: str = ""
    accent: str = "#E36414"
    on_accent: str = ""
    paper: str = _WHITE
    ink: str = "#1A1A1A"
    code: str = _BLACK

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name) or readable_on(getattr(self, item.name[3:]))
            object.__setattr__(self, item.name, hex_color(value, key=f"colors.{item.name}"))
        for ground, ink in (
            *(("primary", "on_primary"), ("accent", "on_accent")),
            *(("paper", "ink"), ("paper", "code")),
        ):
            self._check_contrast(ground, ink)

    def _check_contrast(self, ground: str, ink: str) -> None:
        below, above = getattr(self, ground), getattr(self, ink)
        ratio = contrast(below, above)
        if ratio < READABLE:
            raise BadInput(
                f"colors.{ink}={above!r} on {ground} {below!r} has a contrast of {ratio:.1f}:1; "
                f"text needs {READABLE:g}:1 (WCAG 2.2). {readable_on(below)} would do.",
                rule="color.contrast",
                ink=ink,
                above=above,
                ground=ground,
                below=below,
                ratio=ratio,
                limit=READABLE,
            )


def colors(value: object = None) -> Colors:
    """Return colours from a mapping, or from one or two colours: primary, accent.

    >>> colors(["#7B2D26", "#F0C987"]).accent
    '#F0C987'
    """
    if isinstance(value, Colors):
        return value
    if value is None:
        return Colors()
    if isinstance(value, str):
        return Colors(primary=hex_color(value, key="colors"))
    if isinstance(value, Mapping):
        return _colors_from(value)
    if isinstance(value, Sequence) and 1 <= len(value) <= len(("primary", "accent")):
        names = ("primary", "accent")
        return Colors(
            **{name: hex_color(v, key=name) for name, v in zip(names, value, strict=False)}
        )
    raise BadInput(
        f"colors={value!r}: give one or two colours, as in ['#0F4C5C', '#E36414'].",
        rule="color.count",
        value=value,
    )


def _colors_from(value: Mapping[Any, Any]) -> Colors:
    known = [item.name for item in fields(Colors)]
    for name in value:
        if name not in known:
            near = did_you_mean(str(name), known) or f" There are: {', '.join(known)}."
            raise BadInput(f"colors has no {name!r}.{near}", rule="color.no-such-name", name=name)
    return Colors(**{str(name): hex_color(v, key=f"colors.{name}") for name, v in value.items()})


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Business:
    """A shop.

    Args:
        name: As customers know it.
        phone: Any local or full form; kept as E.164. The number must be on WhatsApp.
        country: ISO 3166-1, two letters, or its name. Decides local phone forms, currency, paper.
        language: As WhatsApp writes it, `pt_BR`, or its name; the default language of all wording.
        colors: A mapping of `Colors`' names, or one or two colours (primary, accent).
        logo: Path to a picture (PNG, JPEG, WebP), or to an SVG, which stays outlines in print.
        hours, address: As they are to be printed, for people.
        website, email: For cards and links.

    Raises:
        BadInput: everything that is wrong, at once; `problems` has one entry for each.
        NotFound: only the logo is missing.

    >>> shop = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt-br")
    >>> shop.phone, shop.phone_display, shop.language
    ('+5511987654321', '(11) 98765-4321', 'pt_BR')
    """

    name: str
    phone: str = field(kw_only=True)
    country: str = field(kw_only=True)
    language: str = field(default="en", kw_only=True)
    colors: Colors = field(default_factory=Colors, kw_only=True)
    logo: Path | None = field(default=None, kw_only=True)
    hours: str | None = field(default=None, kw_only=True)
    address: str | None = field(default=None, kw_only=True)
    website: str | None = field(default=None, kw_only=True)
    email: str | None = field(default=None, kw_only=True)

    def __init__(
        self,
        name: str,
        *,
        phone: str | int,
        country: str,
        language: str = "en",
        colors: Colors | Mapping[str, str] | Sequence[str] | str | None = None,
        logo: str | PathLike[str] | None = None,
        hours: str | None = None,
        address: str | None = None,
        website: str | None = None,
        email: str | None = None,
    ) -> None:
        faults = _Faults()
        place = faults.taken("country", locales.country, country)
        if place is not None or str(phone).startswith("+"):
            faults.taken("phone", lambda text: phones.to_e164(text, place), phone, into=self)
        faults.taken("name", _name, name, into=self)
        faults.taken("language", locales.parse, language, into=self)
        faults.taken("colors", _make_colors, colors, into=self)
        faults.taken("logo", _logo, logo, into=self)
        faults.taken("website", _website, website, into=self)
        faults.taken("email", _email, email, into=self)
        for key, value in (("hours", hours), ("address", address)):
            faults.taken(key, partial(_text, key), value, into=self)
        object.__setattr__(self, "country", place)
        faults.raise_for(name)

    @property
    def phone_display(self) -> str:
        """The phone as people at home write it."""
        return phones.pretty(self.phone, self.country)

    @property
    def currency(self) -> str:
        """What the shop is paid in (ISO 4217)."""
        return locales.currency_of(self.country)

    def advice(self) -> Problems:
        """Return warnings: a phone that looks wrong, codes in a colour."""
        found = phones.advice(self.phone, self.country)
        if self.colors.code != _BLACK:
            found += [_colored_code(self.colors.code)]
        return found

    def __repr__(self) -> str:
        return f"<Business {self.name!r} {self.phone} {self.country} {self.language}>"

    def _repr_html_(self) -> str:
        shown = {name: value for name, value in self.facts().items() if name != "shop"}
        return html_facts(self.name, {**shown, "logo": self.logo and self.logo.name})

    def facts(self) -> dict[str, str]:
        """Return what wording can name. A fact that the shop did not give is not there.

        >>> shop = Business("Duka la Amina", phone="0712 345 678", country="KE", language="sw")
        >>> shop.facts()["shop"], shop.facts()["phone"], "hours" in shop.facts()
        ('Duka la Amina', '0712 345678', False)
        """
        given = {
            "shop": self.name,
            "phone": self.phone_display,
            "phone_e164": self.phone,
            "country": self.country,
            "currency": self.currency,
            "language": self.language,
            "hours": self.hours,
            "address": self.address,
            "website": self.website,
            "email": self.email,
        }
        return {name: value for name, value in given.items() if value is not None}


def _colored_code(color: str) -> Problem:
    return Problem(
        rule="business.code-colour",
        message=(
            f"codes are painted in {color}: printers of 203 and 300 dpi make a colour of dots, and "
            "few phones read that; in offset print it takes up to four plates."
        ),
        value=color,
        limit=_BLACK,
        fix="Leave colors.code out for black, or print a proof on that very printer and scan it.",
        severity="warning",
        params={"color": color},
    )


def the_shop(shop: Any, given: Any, key: str) -> Any:
    """Return a shop that was given in its place, or by the keyword of the first edition.

    The keyword warns: the shop is given in the same way everywhere, without one.

    Raises:
        BadInput: it was given in both ways.
    """
    if given is None:
        return shop
    if shop is not None:
        raise BadInput(f"the shop is given twice: leave {key}= out.", rule="shop.twice", key=key)
    said = f"{key}= is understood, and will not be for ever: give the shop without a name"
    warnings.warn(said, DeprecationWarning, stacklevel=3)
    return given


class _Faults:
    """Collects what is wrong with a business, so that all of it is told at once."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.kinds: set[type[CampaignError]] = set()

    def taken(
        self, key: str, read: Callable[[Any], Any], value: object, *, into: object = None
    ) -> Any:
        """Return `read(value)`, or None and remember why not."""
        try:
            made = read(value)
        except CampaignError as err:
            place = Where(key=key)
            self.found += [replace(each, where=place, value=value) for each in of_error(err, place)]
            self.kinds.add(type(err))
            return None
        if into is not None:
            object.__setattr__(into, key, made)
        return made

    def raise_for(self, name: object) -> None:
        kind = NotFound if self.kinds == {NotFound} else BadInput
        Problems(self.found).raise_errors(f"business {name!r}", kind=kind)


def _make_colors(value: object) -> Colors:
    return colors(value)


def _name(value: object) -> str:
    text = characters.checked(value, key="name", one_line=True)
    _check_written("name", text)
    if not text:
        raise BadInput(
            f"name={value!r} is empty. Give the name that customers know.",
            rule="business.name",
            name=value,
        )
    if len(text) > NAME_LENGTH:
        raise BadInput(
            f"name has {len(text)} characters; at most {NAME_LENGTH}. Shorten it.",
            rule="business.name-length",
            value=len(text),
            limit=NAME_LENGTH,
        )
    return characters.checked(text, key="name", empty=False)


def _text(key: str, value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise BadInput(
            f"{key}={value!r} is not text. Write it as it is to be read, or leave it out.",
            rule="business.text",
            key=key,
            value=value,
        )
    _check_written(key, value)
    return characters.checked(value.strip(), key=key, empty=False)


def _check_written(key: str, text: str) -> None:
    """Raise if nobody wrote this: it stands where a table has nothing."""
    if is_missing_word(text) or is_error_value(text):
        raise nothing_meant(key, text)


def _logo(value: str | PathLike[str] | None) -> Path | None:
    if value is None:
        return None
    if not isinstance(value, (str, PathLike)):
        raise BadInput(
            f"logo={value!r} is not a path. Give the path of a picture file.",
            rule="business.logo",
            value=value,
        )
    path = Path(fspath(value))
    resources.check_ordinary(path, what="picture")
    try:
        if path.is_file():
            return path
    except OSError as err:  # a name longer than the system takes
        raise NotFound(
            f"logo={str(value)!r:.200}: {err.strerror}.", rule="business.logo-unreadable"
        ) from err
    beside = resources.names_beside(path)
    raise NotFound(
        f"logo={str(value)!r}: there is no such file.{did_you_mean(path.name, beside)}",
        rule="business.logo-missing",
    )


def _website(value: object) -> str | None:
    text = _text("website", value)
    if text is None:
        return None
    address = text if "://" in text else f"https://{text}"
    if not re.fullmatch(r"https?://[^\s/?#]+\.[^\s/?#]+([/?#]\S*)?", address):
        raise BadInput(
            f"website={value!r} is not an address. Write it as in https://example.com.",
            rule="business.website",
            value=value,
        )
    return address


def _email(value: object) -> str | None:
    text = _text("email", value)
    if text is not None and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", text):
        raise BadInput(
            f"email={value!r} is not an address. Write it as in shop@example.com.",
            rule="business.email",
            value=value,
        )
    return text
