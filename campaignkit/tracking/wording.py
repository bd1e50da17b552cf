"""How a reference stands in a text: "Oi! (ref K4K6-RD2H)", in the language of the text.

A text that names `{{ token }}` itself says where its reference stands; to others it is added.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from campaignkit.errors import BadInput
from campaignkit.tracking.references import Reference

NAME = "token"  # the fact of a row that holds its reference
LABELS: Mapping[str, str] = {
    "ar": "رمز",
    "de": "Nr.",
    "en": "ref",
    "es": "ref",
    "fr": "réf",
    "hi": "कोड",
    "id": "kode",
    "it": "rif",
    "pt": "ref",
}
_NAMED = re.compile(r"\{\{-?\s*token\s*(?:\|[^}]*)?-?\}\}")
_LONGEST = 60  # characters of a pattern: it is added to every code


@dataclass(frozen=True, slots=True)
class TrackedWording:
    """A text around a reference, its place shown by "{{ token }}"."""

    pattern: str

    def of(self, found: Reference) -> str:
        """Return the words of one reference.

        >>> from campaignkit.tracking import reference
        >>> wording("pt_BR").of(reference("spring", "17"))
        '(ref K4K6-RD2H)'
        """
        return _NAMED.sub(str(found), self.pattern)

    def added(self, text: str, found: Reference) -> str:
        """Return a text with its reference: where it names it is the caller's, else at its end."""
        return f"{text} {self.of(found)}".lstrip()

    @property
    def label(self) -> str:
        """What stands before the reference, without signs."""
        return _NAMED.split(self.pattern)[0].strip(" ([#:.-")


@lru_cache(maxsize=64)
def wording(language: str, pattern: str | None = None) -> TrackedWording:
    """Return how a reference is said in a language, or in a pattern of one's own.

    pattern: a text with "{{ token }}", such as "[{{ token }}]".

    Raises:
        BadInput: the pattern does not name `{{ token }}` exactly once, or is over 60 characters.
    """
    if pattern is None:
        label = LABELS.get(language.replace("-", "_").split("_")[0], LABELS["en"])
        return TrackedWording(f"({label} {{{{ {NAME} }}}})")
    if len(_NAMED.findall(pattern)) != 1 or len(pattern) > _LONGEST:
        raise BadInput(
            f"token={pattern!r} does not say where the reference stands. Write '{{{{ token }}}}' "
            f'once in at most {_LONGEST} characters, as in "(ref {{{{ token }}}})"; or True.',
            rule="token.pattern",
            value=pattern,
            limit=_LONGEST,
        )
    return TrackedWording(pattern)


def names_reference(text: str | None) -> bool:
    """Say whether a template names its reference itself.

    >>> names_reference("Oi! Vi o cartaz {{ token }}"), names_reference("Oi!")
    (True, False)
    """
    return text is not None and _NAMED.search(text) is not None


def tagged(address: str, found: Reference, campaign: str) -> str:
    """Return a web address with its reference, as the parameters that analytics tools know.

    Parameters that it has already stay. Source: Google Analytics, "Custom URLs" (utm_source,
    utm_medium, utm_campaign, utm_content).

    >>> from campaignkit.tracking import reference
    >>> tagged("https://example.com/menu", reference("spring", "17"), "spring")
    'https://example.com/menu?utm_source=print&utm_medium=qr&utm_campaign=spring&utm_content=K4K6-RD2H'
    """
    parts = urlsplit(address)
    given = parse_qsl(parts.query, keep_blank_values=True)
    known = {name for name, _ in given}
    ours = {
        "utm_source": "print",
        "utm_medium": "qr",
        "utm_campaign": campaign,
        "utm_content": str(found),
    }
    added = urlencode({n: v for n, v in ours.items() if n not in known}, quote_via=quote)
    query = "&".join(part for part in (parts.query, added) if part)
    return urlunsplit(parts._replace(query=query))
