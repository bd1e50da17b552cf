"""Stickers on labels: pages, one PDF, and every code read back from it before it is saved."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

import campaignkit as ck
from campaignkit import layout
from campaignkit.assets.code import qr_code
from campaignkit.assets.sheet import sheet
from campaignkit.assets.sticker import sticker
from campaignkit.assets.sticker_rows import stickers
from campaignkit.business import Business
from campaignkit.errors import BadInput, CampaignError, NotFound, TooBig
from campaignkit.proof.pages import check_pdf
from campaignkit.stock import Stock

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
STOCK = "Avery L7160"
LABEL = sticker("chat-with-us", SHOP, text="Oi!")


def test_copies_have_a_ceiling_that_is_told_with_the_cure():
    label = qr_code("x")

    with pytest.raises(TooBig, match=r"copies=100,001 is more than 100,000\. Print the file sev"):
        sheet(label, stock="Avery L7160", copies=100_001)
    shop = Business("Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    labels = stickers("chat-with-us", shop, [{"n": 100_001}], copies="{{ n }}")
    with pytest.raises(TooBig, match=r"row 1: copies=100001 is more than 100,000"):
        list(labels)


def tables(count: int) -> list[dict[str, int]]:
    return [{"table": number} for number in range(1, count + 1)]


def test_a_saved_sheet_has_every_code_at_its_label(tmp_path: Path) -> None:
    made = stickers("table-number", SHOP, tables(25), text="Mesa {{ table }}")

    sheet(made, stock=STOCK).save(tmp_path / "tables.pdf")

    first, second = check_pdf(tmp_path / "tables.pdf")
    assert (len(first.found), len(second.found)) == (21, 4)
    said = {code.text.rpartition("%20")[2] for code in (*first.found, *second.found)}
    assert said == {str(number) for number in range(1, 26)}


def test_the_stock_may_be_a_sheet_of_ones_own(tmp_path: Path) -> None:
    sheet(LABEL, stock=Stock.single(80, 50)).save(tmp_path / "one.pdf")

    (page,) = pypdf.PdfReader(tmp_path / "one.pdf").pages
    assert float(page.mediabox.width) == pytest.approx(80 / 25.4 * 72, abs=0.01)


def test_a_code_can_go_on_a_sheet() -> None:
    assert not sheet(qr_code("https://wa.me/5511987654321"), stock=STOCK, copies=3).check()


def test_a_stream_gets_the_very_bytes_of_the_file(tmp_path: Path) -> None:
    out = BytesIO()

    sheet(LABEL, stock=STOCK, copies=21).save(out)
    sheet(LABEL, stock=STOCK, copies=21).save(tmp_path / "same.pdf", check=False)

    assert (tmp_path / "same.pdf").read_bytes() == out.getvalue()


def test_all_bad_rows_are_said_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    rows = [{"table": 1}, {"desk": 2}, {"table": "1234567890 " * 40}, {"table": 4}]

    with pytest.raises(CampaignError, match=r"2 problems") as caught:
        sheet(stickers("table-number", SHOP, rows), stock=STOCK).save(tmp_path / "x.pdf")

    assert caught.value.problems is not None
    assert [problem.where.row for problem in caught.value.problems] == [2, 3]
    assert list(tmp_path.iterdir()) == []


def test_texts_that_do_not_fit_are_too_big(tmp_path: Path) -> None:
    with pytest.raises(TooBig):
        sheet(sticker("chat-with-us", SHOP, title="x" * 400), stock=STOCK).save(tmp_path / "x.pdf")


def test_one_text_that_no_code_holds_does_not_spoil_the_others() -> None:
    rows = [{"code": "a"}, {"code": "b" * 3000}, {"code": "c"}]

    found = sheet(stickers("chat-with-us", SHOP, rows, link="{{ code }}"), stock=STOCK).check()

    assert [(problem.rule, problem.where.row) for problem in found] == [("qr.too-long", 2)]


def test_a_one_shot_iterator_says_so_the_second_time() -> None:
    once = sheet(iter([LABEL]), stock=STOCK)
    assert not once.check()

    with pytest.raises(BadInput, match=r"read only once"):
        list(once.pages())
    (told,) = once.check()
    assert told.rule == "sheet.used-up"


def test_a_list_can_be_used_again() -> None:
    again = sheet([LABEL, LABEL], stock=STOCK)

    assert not again.check()
    assert not again.check()


def test_nothing_to_print_is_an_error() -> None:
    with pytest.raises(BadInput, match=r"no sticker to print"):
        list(sheet([], stock=STOCK).pages())
    (told,) = sheet([], stock=STOCK).check()
    assert told.rule == "sheet.empty"


@pytest.mark.parametrize("thing", ["chat-with-us", 5, None, b"x"])
def test_only_printed_things_go_on_a_sheet(thing: object) -> None:
    with pytest.raises(BadInput, match=r"is nothing to print"):
        sheet(thing, stock=STOCK)  # type: ignore[arg-type]


def test_an_item_that_is_no_sticker_is_counted() -> None:
    (told,) = sheet([LABEL, "x"], stock=STOCK).check()

    assert told.rule == "sheet.item"
    assert "item 2 of the stickers is a str" in told.message


def test_an_unknown_stock_names_the_nearest() -> None:
    with pytest.raises(NotFound, match=r"Avery L7160"):
        sheet(LABEL, stock="Avery L7160x")


@pytest.mark.parametrize("options", [{"start": 22}, {"copies": 0}, {"skip": [0]}])
def test_positions_are_checked_at_once(options: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        sheet(LABEL, stock=STOCK, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("skip", [None, 3, "12", b"1"])
def test_used_positions_are_a_list_of_numbers(skip: object) -> None:
    with pytest.raises(BadInput, match=r"no list of positions. Write it as in skip=\[1, 2, 5\]"):
        sheet(LABEL, stock=STOCK, skip=skip)


def test_used_positions_may_come_from_an_iterator() -> None:
    made = sheet(LABEL, stock=STOCK, copies=21, skip=(used for used in (1, 2)))

    assert [len(page.placed) for page in made.pages()] == [19, 2]


def test_a_slip_in_the_copies_is_no_endless_sheet() -> None:
    with pytest.raises(BadInput, match="copies=18446744073709551616 is not a whole number from 1"):
        sheet(LABEL, stock=STOCK, copies=2**64)


def test_a_folder_that_is_not_there_is_said_before_any_work(tmp_path: Path) -> None:
    def never() -> Iterator[object]:
        raise AssertionError("nothing may be made")
        yield

    with pytest.raises(BadInput, match=r"folder"):
        sheet(never(), stock=STOCK).save(tmp_path / "no" / "x.pdf")


def test_a_sheet_is_a_pdf(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"\.pdf"):
        sheet(LABEL, stock=STOCK).save(tmp_path / "x.png")


def test_a_page_shows_itself_and_says_what_it_holds() -> None:
    page = sheet(LABEL, stock=STOCK, copies=25).page(2)

    data, _ = page._repr_mimebundle_()

    assert data["text/plain"] == "Page 2: 4 stickers on Avery L7160"
    assert 'alt="Page 2: 4 stickers on Avery L7160"' in data["text/html"]


def test_a_page_that_is_not_there_says_how_many_there_are() -> None:
    with pytest.raises(BadInput, match=r"no page 3: the sheet has 2"):
        sheet(LABEL, stock=STOCK, copies=25).page(3)


def test_a_sheet_shows_its_first_pages() -> None:
    data, metadata = sheet(LABEL, stock=STOCK, copies=21 * 5)._repr_mimebundle_()

    assert data["text/html"].count("<img ") == 3
    assert "More pages follow" in data["text/html"]
    assert metadata["image/png"]["width"] > 0


def test_a_damaged_code_is_found_before_it_is_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A design whose headline lies over its code: the proof must stop it."""
    own = tmp_path / "bad.toml"
    own.write_text(
        'title = "Bad"\nsize = [60, 38]\n[wording.en]\nheadline = "OVER THE CODE"\n'
        '[[layout]]\nname = "only"\nwidth = [20, 200]\nheight = [20, 200]\n'
        '[[layout.element]]\nkind = "qr"\nbox = [0, 0, "100%", "100%"]\n'
        '[[layout.element]]\nkind = "text"\nbox = [0, 0, "100%", "100%"]\n'
        'text = "{{ title or wording.headline }}"\n'
        'size = 30\nmin_size = 5\nlines = 3\nalign = "center"\nweight = 900\n',
        encoding="utf-8",
    )
    assert layout.load(str(own)).title == "Bad"

    with pytest.raises(BadInput, match=r"page 1.*") as caught:
        sheet(sticker(str(own), SHOP), stock=STOCK).save(tmp_path / "bad.pdf")

    assert caught.value.problems is not None
    assert "scan.missing" in {problem.rule for problem in caught.value.problems}
    assert not (tmp_path / "bad.pdf").exists()


def test_the_same_rows_are_the_same_bytes(tmp_path: Path) -> None:
    def made(name: str) -> bytes:
        labels = stickers("table-number", SHOP, tables(30), text="Mesa {{ table }}")
        sheet(labels, stock=STOCK).save(tmp_path / name, check=False)
        return (tmp_path / name).read_bytes()

    assert made("a.pdf") == made("b.pdf")


def test_threads_at_work_together_make_the_same_bytes() -> None:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    shop = replace(SHOP, name="Loja Nova")  # nothing of it is remembered yet

    def saved(_number: int) -> bytes:
        out = BytesIO()
        made = stickers("table-number", shop, tables(22), title="{{ table }}")
        sheet(made, stock=STOCK).save(out, check=False)
        return out.getvalue()

    try:
        with ThreadPoolExecutor(6) as threads:
            files = set(threads.map(saved, range(6)))
    finally:
        sys.setswitchinterval(interval)

    assert files == {saved(0)}


def test_progress_counts_pages_made_and_pages_proven() -> None:
    steps: list[int] = []

    sheet(LABEL, stock=STOCK, copies=22).check(progress=steps.append)

    assert steps == [1, 1, 1, 1]


def test_characters_no_font_has_are_said_once_for_the_whole_document() -> None:
    rows = [{"title": f"\ufffe\uffff {n}"} for n in range(30)] + [{"title": "\U0001ffff"}]

    found = sheet(stickers("chat-with-us", SHOP, rows, title="{{ title }}"), stock=STOCK).check()

    (problem,) = [one for one in found if one.rule == "text.missing-glyph"]
    assert problem.value == ("\ufffe", "\uffff", "\U0001ffff")
    assert "In 31 rows, the first is row 1." in problem.message
    assert "font=" in problem.fix


@pytest.mark.parametrize(("copies", "start", "skip"), [(1, 1, ()), (3, 5, (7,)), (40, 2, ())])
def test_a_page_alone_is_the_page_among_all(copies: int, start: int, skip: tuple[int]) -> None:
    labels = stickers("table-number", SHOP, tables(30))
    whole = sheet(labels, stock=STOCK, copies=copies, start=start, skip=skip)

    for number, page in enumerate(whole.pages(), 1):
        alone = whole.page(number).content
        assert [(p.x, p.y, p.label, p.drawing.row) for p in alone.placed] == [
            (p.x, p.y, p.label, p.drawing.row) for p in page.placed
        ]


def test_a_late_page_draws_none_before_it() -> None:
    rows = [{"table": "1234567890 " * 40} for _ in range(21)] + tables(1)

    page = sheet(stickers("table-number", SHOP, rows), stock=STOCK).page(2)

    assert len(page.content.placed) == 1


def test_a_page_says_what_is_wrong_with_its_own_stickers() -> None:
    rows = [*tables(21), {"table": "1234567890 " * 40}]

    with pytest.raises(TooBig, match=r"row 22"):
        sheet(stickers("table-number", SHOP, rows), stock=STOCK).page(2)


# -- printers, order, marks ------------------------------------------------------------------------


def payloads(sheet: ck.Sheet) -> list[str]:
    """Return what the labels say, page after page, by their positions."""
    return [
        box.symbol.text
        for page in sheet.pages()
        for placed in page.placed
        for box in placed.drawing.codes()
    ]


def three() -> list[ck.Code]:
    return [ck.qr_code(text) for text in ("A", "B", "C")]


def test_copies_are_grouped_or_collated():
    grouped = ck.sheet(three(), stock="Avery L7160", copies=2)
    collated = ck.sheet(three(), stock="Avery L7160", copies=2, collate=True)

    assert payloads(grouped) == list("AABBCC")
    assert payloads(collated) == list("ABCABC")


def test_one_page_of_a_collated_sheet_is_that_of_the_whole():
    sheet = ck.sheet(three(), stock="A4 2x2 60x60", copies=3, collate=True)

    assert payloads(sheet) == list("ABCABCABC")
    assert len(sheet) == 3
    (third,) = sheet.page(3).content.placed
    assert third.drawing.codes()[0].symbol.text == "C"


def test_labels_are_moved_by_an_offset():
    plain, moved = (
        next(ck.sheet(three(), stock="Avery L7160", offset=offset).pages())
        for offset in ((0, 0), (0.8, -0.5))
    )

    for one, other in zip(plain.placed, moved.placed, strict=True):
        assert (other.x - one.x, other.y - one.y) == pytest.approx((0.8, -0.5))


@pytest.mark.parametrize(("marks", "lines"), [("outlines", 21), ("cut", 1)])
def test_marks_lie_under_the_labels(marks, lines):
    page = next(ck.sheet(three(), stock="Avery L7160", marks=marks).pages())

    assert len(page.under[0].drawing.items) == lines
    assert len(page.placed) == 3


def test_marks_that_are_none_are_refused():
    with pytest.raises(ck.BadInput, match=r"marks='dots' are not known\. Use 'outlines'"):
        ck.sheet(three(), stock="Avery L7160", marks="dots")


def test_a_stock_whose_sources_differ_is_told_by_check_until_an_offset_is_given():
    doubtful = ck.sheet(three(), stock="Geha P68", printer="laser")
    measured = ck.sheet(three(), stock="Geha P68", printer="laser", offset=(0.5, 0))

    (found,) = doubtful.check()
    assert (found.rule, found.severity) == ("stock.differs", "warning")
    assert "differ by 18.5 mm" in found.message
    assert list(measured.check()) == []
