"""A message, ready to send: `message` words it, its link types it into a chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from campaignkit import locales, phones, stores
from campaignkit.arguments import check_text
from campaignkit.assets.notebook_display import Bundle
from campaignkit.business import Business
from campaignkit.errors import BadInput
from campaignkit.link_kinds import chat, judge_within
from campaignkit.merge.single_facts import single_facts
from campaignkit.messaging import markup, preview, wordings
from campaignkit.problems import Problem, Problems, Where
from campaignkit.unfinished_text import left_in

if TYPE_CHECKING:
    from campaignkit.messaging.preview import Theme

API_LENGTH = 4096  # Meta, "Text messages": characters of a body sent by the Cloud API
APP_LENGTH = 65_536  # what people see in the app; no official page says so
LINK_TEXT = 1000  # a guess: more is tiresome to receive already typed


@dataclass(frozen=True, slots=True)
class Message:
    """A message in a language. It shows itself as a chat bubble.

    text: As it is sent, with WhatsApp's marks; not empty. language: A code such as "pt_BR"; that
    of the wording found, which may not be the one asked for. name: Of the wording, or the path
    of the shop's own file.

    >>> Message("Oi! *Tudo bem?*", language="pt_BR").link("+55 11 98765-4321")
    'https://wa.me/5511987654321?text=Oi%21%20%2ATudo%20bem%3F%2A'
    """

    text: str
    language: str = "en"
    name: str = ""
    asked: str = ""  # the language that was asked for
    country: str | None = field(default=None, compare=False, repr=False)  # the shop's, for `link`

    def __post_init__(self) -> None:
        if not isinstance(self.text, str) or not self.text.strip():
            raise BadInput(
                f"text={self.text!r} is no message. Write at least one word.",
                rule="message.empty",
                text=self.text,
            )
        stores.encoded(self.text, key="text")  # refuses what no chat can hold
        locales.parse(self.language)

    @classmethod
    def of_text(
        cls,
        text: str,
        shop: Business,
        /,
        *,
        language: str | None = None,
        facts: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Self:
        """Return words of one's own with the facts that they name filled in, as `message` does.

        Args:
            text: Jinja over the facts, and over the shop's.
            shop, language, facts, more: As `message`.

        Raises:
            BadInput: the text cannot be read; a fact is missing, or is not named in it.

        >>> shop = Business("Padaria Sol", phone="(11) 98765-4321", country="BR")
        >>> print(Message.of_text("{{ shop }}: *{{ total | money }}*", shop, total=12))
        Padaria Sol: *R$12.00*
        """
        if not isinstance(text, str):
            raise BadInput(
                f"text={text!r} is no message. Write at least one word.",
                rule="message.empty",
                text=text,
            )
        check_text(language, "language")
        given = _given(shop, facts, more)
        asked = locales.parse(language or shop.language)
        said = wordings.say(wordings.of_text(text, asked), shop, given).text
        return cls(said, asked, country=shop.country)

    @property
    def characters(self) -> int:
        """How many characters (code points) it has."""
        return len(self.text)

    @property
    def link_length(self) -> int:
        """How many characters a link with it has, for a phone of 13 digits."""
        return len(self.link("5511987654321"))

    @property
    def plain(self) -> str:
        """Its words without formatting marks."""
        return markup.plain(self.text)

    def link(self, phone: str | Business | None = None) -> str:
        """Return the address that opens a chat with `phone` and this message typed.

        phone: in full, in the shop's country as it is written there, or a Business. None:
            whoever opens the link picks the chat.

        Raises:
            BadInput, TooBig: as `chat_link`.
        """
        if phone is not None and not isinstance(phone, Business) and self.country is not None:
            phone = phones.to_e164(phone, self.country)
        return chat.link(phone, self.text)

    def save(self, path: str | PathLike[str] | BinaryIO) -> Path | None:
        """Write its text as a .txt file, UTF-8; return the path.

        Raises:
            BadInput: the path ends otherwise, or cannot be written.
        """
        stores.check_target(path, (".txt",))
        return stores.write_file(path, self.text.encode() + b"\n")

    def problems(self) -> Problems:
        """Return what is doubtful: formatting that phones dispute, lengths, the language.

        A WhatsApp address in its words that opens nothing, or not what was meant, is an error.
        """
        found = [*markup.advice(self.text), *judge_within(self.text), *left_in(self.text, "text")]
        found += self._lengths()
        if self.asked and self.asked.partition("_")[0] != self.language.partition("_")[0]:
            found.append(self._other_language())
        return Problems(found)

    def html(self, *, theme: Theme = "auto") -> str:
        """Return the bubble as HTML; theme: "auto", "light" or "dark"."""
        check_text(theme, "theme")
        return preview.of_text(self.text, language=self.language, theme=theme)

    def _lengths(self) -> list[Problem]:
        count = self.characters
        if count > APP_LENGTH:
            said = f"it has {count} characters; the app takes {APP_LENGTH}."
            return [_warning("app-length", said, count, APP_LENGTH, "WhatsApp")]
        if count > API_LENGTH:
            said = f"it has {count} characters; the API takes {API_LENGTH}."
            return [_warning("api-length", said, count, API_LENGTH, "Meta")]
        if count > LINK_TEXT:
            said = f"it has {count} characters; a link is best below {LINK_TEXT}."
            return [_warning("long-for-link", said, count, LINK_TEXT, "")]
        return []

    def _other_language(self) -> Problem:
        said = f"there is no wording in {self.asked}; this is {self.language}."
        fix = f"Write templates/messages/{self.asked}/{self.name}.txt.j2, or pass your own file."
        return _warning("language", said, self.language, self.asked, "", fix=fix)

    def __str__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        return {"text/plain": self.text, "text/html": self.html()}, {}


def _warning(
    rule: str, said: str, value: Any, limit: Any, source: str, *, fix: str = "Shorten it."
) -> Problem:
    return Problem(
        rule=f"message.{rule}",
        message=said,
        where=Where(key="text"),
        value=value,
        limit=limit,
        fix=fix,
        severity="warning",
        source=source,
    )


def message(
    name: str,
    shop: Business,
    /,
    *,
    language: str | None = None,
    facts: Mapping[str, Any] | None = None,
    **more: Any,
) -> Message:
    """Return a message in the customer's language.

    Args:
        name: Of a ready wording, such as "order-ready"; or the path of a file of your own.
        shop: Who writes.
        language: The shop's, if left out.
        facts: What it is about; the same as `more`, for facts called `language` or `facts`.

    Raises:
        NotFound: no such message; names the nearest.
        BadInput: a fact is missing, or is not one of the message's; names the nearest.

    >>> shop = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    >>> print(message("order-ready", shop, order="A-17"))
    Boa notícia! Seu pedido *A-17* está pronto. ✅
    Pode vir buscar quando quiser.
    """
    if not isinstance(name, str):
        raise BadInput(
            f"name={name!r} is no message. Give its name, such as 'order-ready'.",
            rule="message.name",
            name=name,
        )
    check_text(language, "language")
    given = _given(shop, facts, more)
    asked = language or shop.language
    found = wordings.write(name, shop, given, language=asked)
    return Message(found.text, found.language, found.name, asked, shop.country)


def _given(shop: object, facts: object, more: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts that a message is filled with; refuse what is no shop, and no facts."""
    if not isinstance(shop, Business):
        raise BadInput(
            f"shop={shop!r} is not a Business. Make one: Business('Name', phone=…).",
            rule="shop.type",
            shop=shop,
        )
    if facts is not None and not isinstance(facts, Mapping):
        raise BadInput(
            f"facts={facts!r} is not a mapping such as {{'order': 'A-17'}}.",
            rule="message.facts",
            facts=facts,
        )
    return single_facts({**(facts or {}), **more})
