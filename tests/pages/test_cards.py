"""Cards of products side by side: the drawing of the trade stands in the middle of its card."""

from __future__ import annotations

import pytest

from campaignkit.drawing import Shape, Use
from campaignkit.pages import cards
from campaignkit.pages.cards import ASPECT, BESIDE, ProductCard, Trade, across
from campaignkit.pages.entries import Entry
from campaignkit.pages.style import EntryStyle

STYLE = EntryStyle(languages=("en",), body=3.5, ink="#111111", muted="#666666", strong="#114488")
ROLES = ("primary", "deep", "accent", "tint", "paper", "ink")
COLORS = dict(
    zip(ROLES, ("#114488", "#002244", "#CC3300", "#DDEEFF", "#FFFFFF", "#111111"), strict=True)
)
WIDTH, LEFT, TOP = 180.0, 10.0, 20.0


def drawn(count, *, trade):
    """Return what a row of cards draws: in the order it is drawn."""
    made = [ProductCard((Entry(f"Tea {n}", "$5.00"),), None) for n in range(count)]
    block = cards.row(made, STYLE, WIDTH, 3, Trade(trade, COLORS))
    return [item for draw in block.draws for item in draw(LEFT, TOP)]


def test_the_drawing_of_the_trade_stands_in_the_middle_of_each_card():
    wide = across(WIDTH, 3)

    uses = [item for item in drawn(3, trade="cafe") if isinstance(item, Use)]

    for number, use in enumerate(uses):
        left = LEFT + number * (wide + BESIDE)
        assert use.x + use.drawing.width / 2 == pytest.approx(left + wide / 2)
        assert use.y + use.drawing.height / 2 == pytest.approx(TOP + wide / ASPECT / 2)
    assert len(uses) == 3


def test_without_a_trade_the_ground_is_bare():
    shapes = [item for item in drawn(2, trade="") if isinstance(item, Shape)]

    assert [item.fill for item in shapes] == ["#DDEEFF"] * 2
