"""What the cells of products still hold that no customer should read, wherever they go.

A feed, a price list and a tag say the same words: they are looked through once, where a table is
read, by the same rules as every other text (`unfinished_text`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from campaignkit.problems import Problem, Where
from campaignkit.products.rules import columns
from campaignkit.unfinished_text import left_in

PRINTED = ("title", "description", "product_type", "brand", "unit")  # on a price list or a tag


def unfinished(
    cells: Mapping[str, str], translations: Mapping[str, Mapping[str, str]], where: Where
) -> Iterator[Problem]:
    """Yield what is left over in the texts of a product, each with its column.

    >>> [*map(str, unfinished({"title": "Caf&eacute;", "link": "{{ x }}"}, {}, Where(row=3)))]
    ["row 3, column title: the title holds '&eacute;', left over from a web page. Write 'é'."]
    """
    for texts in (cells, *translations.values()):
        for name, text in texts.items():
            if text and (name in PRINTED or columns()[name].kind == "text"):
                place = replace(where, column=name)
                yield from (each.placed(place) for each in left_in(text, name))


def left_over(found: Iterable[Problem]) -> Iterator[Problem]:
    """Yield those that are about words which a price list or a tag would print."""
    for each in found:
        if each.rule.startswith("text.") and each.where.column in PRINTED:
            yield each


def is_left_over(text: str) -> bool:
    """Say whether `unfinished` tells a text as such."""
    return any(left_in(text, ""))
