"""What a code or a chat can carry: one file a kind, each with `link()` and `read()`.

The folder is the registry: a new file is a new kind. `link()` makes the address or text, and
takes a phone as a Business or in any written form; `read()` recognises it and gives the
arguments back. Everything made is what the specification writes, never a looser form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType

from campaignkit.errors import BadInput
from campaignkit.links._parsed import Parsed
from campaignkit.links._written import doubt
from campaignkit.problems import Problem, Problems

__all__ = ["Parsed", "advice", "doubt", "kinds", "parse", "rebuild"]


@cache
def _modules() -> Mapping[str, ModuleType]:
    names = sorted(found.name for found in iter_modules(__path__) if found.name[0] != "_")
    return MappingProxyType({name: import_module(f"{__name__}.{name}") for name in names})


def kinds() -> dict[str, Callable[..., str]]:
    """Return every kind's `link` function by the name of its file.

    >>> kinds()["chat"]("+1 (555) 123-4567", "Hi!")
    'https://wa.me/15551234567?text=Hi%21'
    """
    return {name: module.link for name, module in _modules().items()}


def parse(text: str) -> Parsed:
    """Return what a link says: its kind, and the arguments that make it again.

    WhatsApp's links are read in every form in use: http, www, no scheme, capitals,
    api.whatsapp.com, web.whatsapp.com and whatsapp://send. A number in a link is given as
    it stands there, right or wrong; `advice` judges it.

    Raises:
        BadInput: it is of no known kind.

    >>> found = parse("https://api.whatsapp.com/send?phone=15551234567&text=Hi%20there")
    >>> found.kind, found.phone, found.text
    ('chat', '15551234567', 'Hi there')
    >>> rebuild(found)
    'https://wa.me/15551234567?text=Hi%20there'
    """
    if not isinstance(text, str):
        raise BadInput(f"{text!r} is not the text of a link. Give it as in 'https://wa.me/…'.")
    for kind, module in _modules().items():
        fields = module.read(text)
        if fields is not None:
            return Parsed(kind, fields)
    shown = text if len(text) <= 60 else f"{text[:57]}..."
    hint = ""
    if "wa.me/" in text.casefold():
        hint = " WhatsApp has published no link for user names: use the number."
    raise BadInput(f"{shown!r} is no link of a known kind ({', '.join(_modules())}).{hint}")


def rebuild(parsed: Parsed) -> str:
    """Return the link that `parsed` describes, in the form that we make.

    Raises:
        BadInput: a value in it would not be accepted, such as a number without country code.
    """
    return str(_modules()[parsed.kind].link(**parsed.fields))


def advice(text: str) -> Problems:
    """Return warnings about a link that works today, and what would be surer.

    Raises:
        BadInput: it is of no known kind.

    >>> [problem.rule for problem in advice("https://wa.me/0712345678")]
    ['link.phone']
    """
    parsed = parse(text)
    found: list[Problem] = list(_modules()[parsed.kind].advice(text, parsed.fields))
    return Problems(found)
