"""A design made ready: the parts of one label that never change, and what draws the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from campaignkit.drawing import Drawing, Item, Use
from campaignkit.qr import Symbol

# Facts that every design understands and none needs; the shop or a sticker may give them.
OPTIONAL = ("title", "note", "hours", "address", "website")
_BLANK = dict.fromkeys(OPTIONAL, "")
HEADLINE = "headline"  # a fact that every sticker has

Field = Callable[[Mapping[str, Any], Symbol | None], Iterator[Item]]
Parts = tuple[Use | Field, ...]
Names = frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A design on one label size.

    parts: what is drawn, in order, where a sticker has these of the optional facts and itself
    says those of the shop's: a design may set its lengths by what there is. on_its_side: drawn for
    a label as high as this is wide, and turned a quarter.
    """

    width: float
    height: float
    facts: Mapping[str, Any]  # of the shop and the language
    parts: Callable[[Names, Names], Parts]
    has_code: bool
    on_its_side: bool = False

    def draw(
        self,
        facts: Mapping[str, Any],
        symbol: Symbol | None,
        *,
        row: int | None = None,
    ) -> Drawing:
        """Return the drawing of one sticker.

        Raises:
            TooBig: a text does not fit its box, or the code's modules would be too small.
            BadInput: a text speaks of a fact that is not there.
            NotFound: no font has one of its characters.
        """
        known = {**_BLANK, **self.facts}
        known.update(facts.items())
        present = frozenset(name for name in OPTIONAL if known[name] or known[name] == 0)
        own = set(facts.keys() & self.facts.keys())
        usual = headline(self.facts)
        known[HEADLINE] = facts.get(HEADLINE) or str(facts.get("title") or usual)
        if known[HEADLINE] != usual:
            own.add(HEADLINE)
        items: list[Item] = []
        for part in self.parts(present, frozenset(own)):
            if isinstance(part, Use):
                items.append(part)
            else:
                items.extend(part(known, symbol))
        made = Drawing(self.width, self.height, tuple(items), row)
        return made.on_its_side() if self.on_its_side else made


def headline(facts: Mapping[str, Any]) -> str:
    """Return what a sticker says first: its own title, else its design's wording."""
    return str(facts.get("title") or facts["wording"].get(HEADLINE, ""))
