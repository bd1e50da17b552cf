"""A design made ready: the parts of one label that never change, and what draws the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from campaignkit.drawing import CodeBox, Color, Drawing, Item, Use
from campaignkit.errors import TooBig
from campaignkit.qr import MIN_MODULE_MM, Symbol
from campaignkit.units import mm_text

# Facts that every design understands and none needs; the shop or a sticker may give them.
OPTIONAL = ("title", "note", "hours", "address", "website")
_BLANK = dict.fromkeys(OPTIONAL, "")
_MODULE_SMALL = "code.module-small"
HEADLINE = "headline"  # a fact that every sticker has

Field = Callable[[Mapping[str, Any], Symbol | None], Sequence[Item]]
Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class CodeSpot:
    """Where a code goes, its light panel with the quiet zone, mm. quiet: modules of light."""

    x: float
    y: float
    side: float
    dark: Color
    light: Color
    quiet: int

    def drawn(self, symbol: Symbol | None) -> CodeBox:
        """Return the code in its place.

        Raises:
            TooBig: its modules would be too small to be read.
        """
        assert symbol is not None  # a design with a code is drawn with one
        box = CodeBox(self.x, self.y, self.side, symbol, self.dark, self.light, self.quiet)
        if box.module < MIN_MODULE_MM:
            raise TooBig(_too_small(box), rule=_MODULE_SMALL)
        return box


Parts = tuple[Use | CodeSpot | Field, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A design on one label size.

    parts: what is drawn, in order, where a sticker has these of the optional facts and itself
    says those of the shop's: a design may set its lengths by what there is. on_its_side: drawn for
    a label as high as this is wide, and turned a quarter. instead: returns what is tried for a
    sticker whose texts have no room here, such as a layout with a smaller code. telling: the
    optional facts by which its lengths change.
    """

    width: float
    height: float
    facts: Mapping[str, Any]  # of the shop and the language
    parts: Callable[[Names, Names], Parts]
    has_code: bool
    on_its_side: bool = False
    instead: Callable[[], Compiled | None] | None = None
    telling: tuple[str, ...] = OPTIONAL
    _usual: str = field(init=False)  # what it says first where the sticker says nothing

    def __post_init__(self) -> None:
        object.__setattr__(self, "_usual", headline(self.facts))

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
        known = {**_BLANK, **self.facts, **facts}
        present = frozenset([name for name in self.telling if _is_there(known.get(name))])
        own = facts.keys() & self.facts.keys()
        usual, title = self._usual, facts.get("title")
        known[HEADLINE] = facts.get(HEADLINE) or (str(title) if _is_there(title) else usual)
        if known[HEADLINE] != usual:
            own.add(HEADLINE)
        try:
            items = items_of(self.parts(present, frozenset(own)), known, symbol)
        except TooBig as err:
            other = self.instead() if self.instead is not None else None
            if other is None:
                raise
            try:
                return other.draw(facts, symbol, row=row)
            except TooBig as last:  # of the layout with the most room for words
                raise (err if last.rule == _MODULE_SMALL else last) from None
        made = Drawing(self.width, self.height, tuple(items), row)
        return made.on_its_side() if self.on_its_side else made


def items_of(parts: Parts, facts: Mapping[str, Any], symbol: Symbol | None) -> list[Item]:
    """Return what the parts of a design draw for one sticker."""
    items: list[Item] = []
    for part in parts:
        if isinstance(part, Use):
            items.append(part)
        elif isinstance(part, CodeSpot):
            items.append(part.drawn(symbol))
        else:
            items += part(facts, symbol)
    return items


def _is_there(value: object) -> bool:
    """Say whether a fact holds something: zero does."""
    try:
        return bool(value) or value == 0
    except (TypeError, ValueError):  # of many numbers, such as a column of a frame
        return True


def is_titled(facts: Mapping[str, Any]) -> bool:
    """Say whether a sticker has a title of its own."""
    title = facts.get("title")
    return _is_there(title) and str(title) != ""


def headline(facts: Mapping[str, Any]) -> str:
    """Return what a sticker says first: its own title, else its design's wording."""
    return str(facts["title"] if is_titled(facts) else facts["wording"].get(HEADLINE, ""))


def _too_small(box: CodeBox) -> str:
    modules = len(box.symbol.modules) + 2 * box.quiet
    needed = modules * MIN_MODULE_MM
    return (
        f"the code has {modules} modules across with its quiet zone; in {mm_text(box.side)} each "
        f"would be {mm_text(box.module)}, below the smallest safe {mm_text(MIN_MODULE_MM)}. "
        f"Give the code {mm_text(needed)}, on a larger label, or shorten its text."
    )
