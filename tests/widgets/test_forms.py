"""The parts of the studios: fields from a signature, labels of a small sheet, uploads, a pause."""

from __future__ import annotations

import pytest

from campaignkit import link_kinds
from campaignkit.business import Business
from campaignkit.errors import BadInput
from campaignkit.presentation import html
from campaignkit.presentation.python_calls import Call
from campaignkit.stock import Stock
from campaignkit.widgets.sheet_form import Marks, MiniSheet
from campaignkit.widgets.studios.code import Fields
from campaignkit.widgets.uploads import UPLOAD_MOST, keep

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
MADE = Call("shop", "Business", lambda: SHOP)


# -- fields ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", link_kinds.kinds())
def test_every_kind_of_link_gets_a_control_for_each_argument(kind):
    fields = Fields(link_kinds.kinds()[kind])

    assert all(box.description for box in fields.boxes.values())
    assert len({box.description for box in fields.boxes.values()}) == len(fields.boxes)


@pytest.mark.parametrize("kind", ["call", "catalog", "chat", "sms", "tel", "vcard"])
def test_what_wants_a_phone_takes_the_shop_where_none_is_typed(kind):
    args, options = Fields(link_kinds.kinds()[kind]).arguments(MADE)

    link = link_kinds.kinds()[kind]
    assert link(SHOP) == link(*[MADE.make() for _ in args], **options)
    assert args == (MADE,)


def test_what_is_left_as_it_is_is_left_out():
    fields = Fields(link_kinds.kinds()["wifi"])
    fields.boxes["ssid"].value = "Sol"

    assert fields.arguments(MADE) == (("Sol",), {})
    fields.boxes["hidden"].value = True
    fields.boxes["security"].value = "WPA"
    assert fields.arguments(MADE) == (("Sol",), {"hidden": True, "security": "WPA"})


# -- the mini sheet: S start, p printed, x used, . free; one sign a label --------------------------

SIGNS = {"start": "S", "printed": "p", "used": "x", "free": "."}


def picture(marks, stock):
    signs = [SIGNS[marks.of(position)] for position in range(1, stock.per_sheet + 1)]
    columns = stock.grid[0]
    return ["".join(signs[at : at + columns]) for at in range(0, len(signs), columns)]


GRID = Stock(name="mine", page=(100, 100), label=(20, 20), grid=(4, 3), margin=(5, 5))


def test_the_mini_sheet_shows_what_a_sheet_would_print():
    marks = Marks(start=3, skip=frozenset({5}), printed=frozenset({3, 4, 6, 7}))

    assert picture(marks, GRID) == ["xxSp", "xpp.", "...."]


def test_used_labels_before_a_new_beginning_are_forgotten():
    mini = MiniSheet(lambda: None)
    mini.show(GRID, {1})
    mini.mode.value = "used"
    mini.grid.children[1].click()
    mini.grid.children[8].click()

    mini.mode.value = "begin"
    mini.grid.children[4].click()
    assert (mini.start, mini.skip) == (5, {9})


def test_the_buttons_lie_where_the_labels_are():
    mini = MiniSheet(lambda: None)
    mini.show(GRID, {1})

    assert mini.grid.layout.grid_template_columns == "repeat(4, 42.00px)"
    assert mini.grid.layout.padding == "10.5px 0 0 10.5px"


# -- uploads ---------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_upload_is_kept_beside_the_notebook_and_never_written_over(folder):
    names = [keep("a.csv", b"n\n1"), keep("a.csv", b"n\n2"), keep("a.csv", b"n\n1")]

    assert names == ["a.csv", "a-2.csv", "a.csv"]
    assert (folder / "a.csv").read_bytes() == b"n\n1"
    assert (folder / "a-2.csv").read_bytes() == b"n\n2"


def test_the_name_of_an_upload_cannot_leave_the_folder(folder):
    name = keep("../../etc/passwd.csv", b"n\n1")

    assert [path.name for path in folder.iterdir()] == [name]


def test_an_upload_that_is_too_large_says_how_large_and_what_to_do(folder):
    with pytest.raises(BadInput, match=r"has 9\.0 MB; an upload takes 9\. Put it beside"):
        keep("big.csv", bytes(UPLOAD_MOST + 1))
    assert list(folder.iterdir()) == []


# -- words -----------------------------------------------------------------------------------------


def test_a_file_too_large_for_a_link_is_to_be_saved_by_name():
    said = html.downloads({"sheet.pdf": bytes(html.LINK_MOST + 1)})

    assert "href" not in said
    assert "sheet.pdf is 6 MB, too large for a link" in said


def test_a_name_in_a_link_is_escaped():
    assert 'download="a&quot;b.pdf"' in html.downloads({'a"b.pdf': b"%PDF-"})
