"""A message with something to tap: buttons, a list, a link, a form, products, an order to pay."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Self

from campaignkit import resources, stores
from campaignkit.arguments import check_path, check_text
from campaignkit.assets.notebook_display import Bundle
from campaignkit.errors import BadInput, near_or_all
from campaignkit.frozen import Frozen
from campaignkit.messaging import preview
from campaignkit.messaging.interactive import Interactive, actions
from campaignkit.messaging.orders import Order, OrderStatus
from campaignkit.messaging.preview import Theme
from campaignkit.spec_errors import quoted

_MORE = ("header", "image", "video", "document", "filename", "footer", "language")
_Rows = Mapping[str, Any] | Sequence[Any]


class InteractiveMessage(Interactive):
    """A message with something to tap. It shows itself as a chat bubble.

    It needs no template, but an open window: it can be sent within 24 hours of the customer's
    last message. Each way to make one takes the text, what can be tapped, and `header`, `image`,
    `video` or `document`, `footer`, `language` as far as its kind has them.

    >>> m = InteractiveMessage.buttons("Pode ser amanhã?", ["Sim", "Não"], language="pt_BR")
    >>> m.to_api()["action"]["buttons"][0]
    {'type': 'reply', 'reply': {'id': 'Sim', 'title': 'Sim'}}
    """

    __slots__ = ()

    @classmethod
    def _made(cls, text: str, action: actions.Action, more: Mapping[str, Any]) -> Self:
        """Return the message; `more` holds its header, footer and so on.

        Raises:
            BadInput: there is no such thing.
        """
        for key in more:
            if key not in _MORE:
                near = near_or_all(key, _MORE, there="It may have:")
                raise BadInput(
                    f"a {action.TYPE} message has no {key!r}.{near}",
                    rule="interactive.unknown",
                    key=key,
                )
        return cls(text=text, action=action, **more)

    @classmethod
    def buttons(cls, text: str, buttons: _Rows, **more: Any) -> Self:
        """Return a message with up to three buttons that answer.

        buttons: titles; or titles by the id that comes back: {"yes": "Sim", "no": "Não"}; or
            mappings with title and id.
        """
        made = [actions.Reply(title, key) for key, title in _pairs(buttons, "buttons")]
        return cls._made(text, actions.Replies(tuple(made)), more)

    @classmethod
    def list(cls, text: str, label: str, rows: _Rows, **more: Any) -> Self:
        """Return a message whose button opens a list of up to ten rows.

        label: Of the button. rows: titles, (title, description) pairs or mappings with title,
        description and id; or such lists by the title of their section.
        """
        sections = _sections(rows)
        made = tuple(actions.Section(title, tuple(map(_choice, each))) for title, each in sections)
        return cls._made(text, actions.Choices(label, made), more)

    @classmethod
    def link(cls, text: str, label: str, url: str, **more: Any) -> Self:
        """Return a message whose button opens a page."""
        return cls._made(text, actions.Link(label, url), more)

    @classmethod
    def location(cls, text: str, *, language: str = "en") -> Self:
        """Return a message that asks where the reader is."""
        return cls(text=text, action=actions.AskLocation(), language=language)

    @classmethod
    def address(
        cls,
        text: str,
        *,
        country: str = "IN",
        values: Mapping[str, str] | None = None,
        saved: Iterable[Mapping[str, str]] = (),
        errors: Mapping[str, str] | None = None,
        **more: Any,
    ) -> Self:
        """Return a message that asks for an address (India).

        values: What is filled in already. saved: Addresses to choose from. errors: What to
        correct, by field.
        """
        kept = tuple(Frozen(each) for each in saved)
        action = actions.AskAddress(country, Frozen(values or {}), kept, Frozen(errors or {}))
        return cls._made(text, action, more)

    @classmethod
    def contact(cls, text: str, *, language: str = "en") -> Self:
        """Return a message that asks for the reader's phone number."""
        return cls(text=text, action=actions.AskContact(), language=language)

    @classmethod
    def catalog(cls, text: str, *, thumbnail: str | None = None, **more: Any) -> Self:
        """Return a message that opens the shop's catalog; thumbnail: a product's id."""
        return cls._made(text, actions.OpenCatalog(thumbnail), more)

    @classmethod
    def product(cls, text: str, product: str, *, catalog_id: str, **more: Any) -> Self:
        """Return a message that shows one product of the catalog."""
        return cls._made(text, actions.OneProduct(catalog_id, product), more)

    @classmethod
    def products(cls, text: str, products: _Rows, *, catalog_id: str, **more: Any) -> Self:
        """Return a message with up to thirty products of the catalog. It needs a header.

        products: ids, or lists of ids by the title of their section.
        """
        sections = tuple(
            actions.Section(title, products=tuple(map(_product, ids)))
            for title, ids in _sections(products)
        )
        return cls._made(text, actions.ManyProducts(catalog_id, sections), more)

    @classmethod
    def flow(
        cls,
        text: str,
        label: str,
        *,
        flow_id: str | None = None,
        flow_name: str | None = None,
        token: str | None = None,
        screen: str | None = None,
        data: Mapping[str, Any] | None = None,
        draft: bool = False,
        exchange: bool = False,
        **more: Any,
    ) -> Self:
        """Return a message whose button opens a form (a flow).

        flow_id, flow_name: One of both says which. token: Comes back with the answer. screen,
        data: Where it begins, and with what. draft: It is not published yet. exchange: It asks
        the shop's server where to begin.
        """
        if data is not None and not isinstance(data, Mapping):
            raise BadInput(
                f"data={quoted(data)} is no mapping, such as {{'name': 'Ana'}}.",
                rule="interactive.form",
                value=data,
            )
        for key, said in (("flow_id", flow_id), ("flow_name", flow_name)):
            if said is not None and not isinstance(said, str):
                raise BadInput(
                    f"{key}={quoted(said)} is no text. Write it in quotes.",
                    rule="interactive.form",
                    key=key,
                    value=said,
                )
        action = actions.OpenForm(
            label,
            flow_id,
            flow_name,
            token,
            screen,
            Frozen(data or {}),
            draft=draft,
            exchange=exchange,
        )
        return cls._made(text, action, more)

    @classmethod
    def order(cls, text: str, order: Order, **more: Any) -> Self:
        """Return a message that asks to review and pay an order (Brazil, India)."""
        return cls._made(text, actions.ReviewAndPay(order), more)

    @classmethod
    def order_status(cls, text: str, status: OrderStatus, **more: Any) -> Self:
        """Return a message that tells what became of an order."""
        return cls._made(text, actions.ReviewOrder(status), more)

    def html(self, *, theme: Theme = "auto", picture: str | PathLike[str] | None = None) -> str:
        """Return the bubble as HTML.

        theme: "auto" (follows the reader's), "light" or "dark". picture: a PNG, JPEG, WebP or
        GIF to stand in the header.
        """
        from campaignkit.assets.template import header_picture

        check_path(picture, "picture")
        check_text(theme, "theme")
        source = "" if picture is None else header_picture(Path(picture))
        return preview.of_interactive(self, theme=theme, picture=source)

    def json(self) -> str:
        """Return the `interactive` object as JSON text.

        Raises:
            BadInput: everything that is wrong, at once.
        """
        text = json.dumps(self.to_api(), ensure_ascii=False, indent=2) + "\n"
        stores.encoded(text, key="the message's JSON")  # refuses what no file can hold
        return text

    def save(self, target: stores.Target) -> None:
        """Write the `interactive` object as JSON.

        Raises:
            BadInput: everything that is wrong, at once; or it cannot be written.
        """
        stores.check_target(target, (".json",))
        stores.write_file(target, stores.encoded(self.json()))

    @classmethod
    def open(cls, path: str | PathLike[str], *, language: str = "en") -> Self:
        """Return the message of a JSON file: an `interactive` object, or a whole payload.

        Raises:
            NotFound: there is no such file.
            BadInput: it is not JSON, or no such message.
        """
        form = "Write one message as the platform has it."
        data = resources.user_json(str(path), what="message", form=form)
        return cls.from_api(data, language=language)

    def __str__(self) -> str:
        return preview.interactive.words_of(self)

    def __repr__(self) -> str:
        return f"<{self.kind} message: {self.text[:40]!r}>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        problems = self.problems()
        told = f"<div>{problems._repr_html_()}</div>" if problems else ""
        plain = f"{self}\n{problems}" if problems else str(self)
        return {"text/plain": plain, "text/html": f"{self.html()}{told}"}, {}


def _pairs(given: _Rows, key: str) -> list[tuple[str, str]]:
    """Return (id, title) pairs from titles, or from titles by id."""
    if isinstance(given, Mapping):
        return [(str(name), str(title)) for name, title in given.items()]
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise BadInput(
            f"{key}={given!r} is no list of titles. Write it as in ['Sim', 'Não'].",
            rule="interactive.form",
            value=given,
        )
    return [_button(each, key) for each in given]


def _button(given: Any, key: str) -> tuple[str, str]:
    if isinstance(given, str):
        return "", given
    if isinstance(given, Mapping) and isinstance(given.get("title"), str):
        return str(given.get("id") or ""), given["title"]
    raise BadInput(
        f"{key}: {given!r} is no title. Write titles, as in ['Sim', 'Não'], or titles by the id "
        "that comes back: {'yes': 'Sim', 'no': 'Não'}.",
        rule="interactive.form",
        value=given,
    )


def _product(given: Any) -> str:
    if isinstance(given, str | int) and not isinstance(given, bool):
        return str(given)
    raise BadInput(
        f"products: {given!r} is no product's id. Write ids, as in ['p1', 'p2'], or such lists by "
        "the title of their section: {'Pães': ['p1', 'p2']}.",
        rule="interactive.form",
        value=given,
    )


def _sections(given: _Rows) -> list[tuple[str | None, Sequence[Any]]]:
    if isinstance(given, Mapping):
        return [(str(title), _listed(each)) for title, each in given.items()]
    return [(None, _listed(given))]


def _listed(given: Any) -> Sequence[Any]:
    if isinstance(given, str | Mapping) or not isinstance(given, Iterable):
        raise BadInput(
            f"rows={given!r} is no list. Write it as in ['Manhã', 'Tarde'], or such lists by the "
            "title of their section.",
            rule="interactive.form",
            value=given,
        )
    return tuple(given)


def _choice(given: Any) -> actions.Choice:
    if isinstance(given, str):
        return actions.Choice(given)
    if isinstance(given, Mapping) and "title" in given:
        more = given.get("description")
        said = None if more is None else str(more)
        return actions.Choice(str(given["title"]), str(given.get("id") or ""), said)
    if isinstance(given, tuple | list) and len(given) == 2:
        return actions.Choice(str(given[0]), description=str(given[1]))
    raise BadInput(
        f"{given!r} is no row of a list. Write a title, ('Manhã', 'das 8 às 12'), or a mapping "
        "with title, description and id.",
        rule="interactive.form",
        value=given,
    )
