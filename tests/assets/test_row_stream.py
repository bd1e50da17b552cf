"""A stream shows its first rows, and whether more follow."""

from __future__ import annotations

import pytest

import campaignkit as ck
from campaignkit.assets.row_stream import SHOWN_ROWS

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


@pytest.mark.parametrize("count", [1, SHOWN_ROWS - 1, SHOWN_ROWS, SHOWN_ROWS + 1, 3 * SHOWN_ROWS])
def test_more_rows_follow_only_where_there_are_more(count: int) -> None:
    rows = [{"place": f"Mesa {number}"} for number in range(1, count + 1)]

    shown = ck.messages(rows, shop=SHOP, text="Oi da {{ place }}!")._repr_html_()

    assert ("More rows follow" in shown) == (count > SHOWN_ROWS)
    assert shown.count("Oi da Mesa") == min(count, SHOWN_ROWS)


def test_of_rows_that_can_be_read_once_none_is_used_up_to_show_them() -> None:
    stream = ck.messages(iter([{"place": "Mesa 1"}]), shop=SHOP, text="Oi da {{ place }}!")

    assert "can be read once" in stream._repr_html_()
    assert len(list(stream)) == 1
