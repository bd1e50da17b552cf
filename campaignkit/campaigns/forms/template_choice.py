"""Which template of a file a table of messages means, by its name and language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from campaignkit.assets.template import MessageTemplate
from campaignkit.errors import BadInput, CampaignError, NotFound, near_or_all
from campaignkit.locales import parse
from campaignkit.merge import Source

if TYPE_CHECKING:
    from campaignkit.campaigns.forms.checking import FormCheck


def known_column(name: str, source: Source) -> None:
    """Raise BadInput: the rows are known, and have no such column."""
    columns = source.rows.columns
    if columns is not None and name not in columns:
        near = near_or_all(name, columns)
        raise BadInput(f"by={name!r} is no column.{near}", rule="variant.column", by=name)


def picked(
    there: Sequence[MessageTemplate], name: str | None, language: str | None, check: FormCheck
) -> MessageTemplate | None:
    """Return the one template that is meant; None if that is not one, which is a fault."""
    if not there:
        return check.tried("template", lambda: _several(there))
    named = [each for each in there if name in (None, each.name)]
    if not named:
        return check.tried("template_name", lambda: unknown(name or "", there))
    if language is not None:
        found = [each for each in named if _spoken(each.language) == _spoken(language)]
        if not found:
            return check.tried("language", lambda: _not_in(language, named))
    else:
        own = [each for each in named if _spoken(each.language) == check.shop.language]
        found = named if len(named) == 1 or len(own) != 1 else own
    if len(found) == 1:
        return found[0]
    return check.tried("template", lambda: _several(found))


def unknown(name: str, there: Sequence[MessageTemplate]) -> MessageTemplate:
    names = list(dict.fromkeys(str(each.name) for each in there))
    near = near_or_all(name, names)
    raise NotFound(
        f"there is no template called {name!r} in it.{near}", rule="template.unknown", name=name
    )


def _not_in(language: str, there: Sequence[MessageTemplate]) -> MessageTemplate:
    spoken = ", ".join(dict.fromkeys(str(each.language) for each in there))
    raise NotFound(
        f"the template is not there in {language!r}. It is in: {spoken}.",
        rule="template.language-missing",
        language=language,
        spoken=spoken,
    )


def _several(there: Sequence[MessageTemplate]) -> MessageTemplate:
    if not there:
        raise BadInput("there is no template in it.", rule="template.none")
    listed = ", ".join(f"{each.name} [{each.language}]" for each in there)
    raise BadInput(
        f"there are {len(there)} templates in it: {listed}. Say which with template_name and "
        "language.",
        rule="template.several",
        listed=listed,
    )


def _spoken(language: object) -> str:
    """Return a language's usual spelling; the platform may know some that we do not."""
    try:
        return parse(str(language))
    except CampaignError:
        return str(language)
