"""PDF pages as pixels, from any source, with bad files named in words."""

from __future__ import annotations

import io
import threading

import numpy as np
import pypdf
import pytest
from reportlab.pdfgen import canvas

from campaignkit.errors import BadInput, NotFound, TooBig
from campaignkit.render import raster

MM = 72 / 25.4


def pdf(*colors: str, size: tuple[float, float] = (50, 25)) -> bytes:
    """A page a colour: the left half is filled with it."""
    out = io.BytesIO()
    paper = canvas.Canvas(out, pagesize=(size[0] * MM, size[1] * MM))
    for color in colors:
        paper.setFillColor(color)
        paper.rect(0, 0, size[0] / 2 * MM, size[1] * MM, stroke=0, fill=1)
        paper.showPage()
    paper.save()
    return out.getvalue()


def locked(data: bytes) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(data))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


class Pipe(io.BytesIO):
    """Bytes that come only once, as from a download."""

    def seekable(self) -> bool:
        return False


def test_a_page_is_drawn_at_the_resolution_asked_for():
    drawn = raster.page(pdf("black"), 1, dpi=254)

    assert drawn.shape == (250, 500) and drawn.dtype == np.uint8
    assert (drawn[:, :250] == 0).all() and (drawn[:, 250:] == 255).all()


def test_a_dot_is_what_covers_most_of_it_and_lies_where_the_printer_has_it():
    source = pdf("black", size=(50.6, 25.3))
    with raster.open_pdf(source) as document, raster.OpenPage(document, 1) as sheet:
        hard = sheet.dots(240, 10, 20, 5, dpi=254)
        smooth = sheet.dots(240, 10, 20, 5, dpi=254, smooth=True)

    assert (hard[:, :13] == 0).all() and (hard[:, 13:] == 255).all()
    assert hard.shape == smooth.shape == (5, 20)


def test_color_comes_as_red_green_blue():
    drawn = raster.page(pdf("#25D366"), 1, grayscale=False)

    assert drawn[10, 10].tolist() == [0x25, 0xD3, 0x66]
    assert drawn[10, -10].tolist() == [255, 255, 255]


def test_grey_is_weighed_as_documented():
    drawn = raster.page(pdf("#25D366"), 1)

    assert int(drawn[10, 10]) == pytest.approx(0.30 * 0x25 + 0.59 * 0xD3 + 0.11 * 0x66, abs=1)


def test_pages_come_in_order_and_one_by_one():
    drawn = raster.pages(pdf("black", "white", "#808080"), dpi=72)

    assert [int(page[5, 5]) for page in drawn] == [0, 255, 128]


@pytest.mark.parametrize("kind", ["path", "text", "bytes", "stream", "pipe"])
def test_a_pdf_may_be_a_path_bytes_or_a_stream(kind, tmp_path):
    data = pdf("black", "white")
    path = tmp_path / "two pages é.pdf"
    path.write_bytes(data)
    sources = {
        "path": path,
        "text": str(path),
        "bytes": data,
        "stream": io.BytesIO(data),
        "pipe": Pipe(data),
    }

    assert raster.page_count(sources[kind]) == 2


def test_page_sizes_are_in_mm():
    assert raster.page_size(pdf("black", size=(210, 297)), 1) == pytest.approx((210, 297), abs=1e-4)


def test_a_document_is_opened_once_for_many_questions_and_closed_twice_without_harm():
    with raster.open_pdf(pdf("black")) as document:
        assert len(document) == raster.page_count(document) == 1
        assert raster.page(document, 1, dpi=72)[5, 5] == 0

    document.close()


def test_pixels_outlive_the_document():
    with raster.open_pdf(pdf("black", size=(210, 297))) as document:
        drawn = raster.page(document, 1)
    again = raster.page(pdf("white", size=(210, 297)), 1)

    assert (drawn[:, :1000] == 0).all() and (again == 255).all()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"hello", r"the data is no PDF, or it is damaged\. Export it again\."),
        (b"", r"is no PDF"),
        (pdf("black")[:200], r"is no PDF, or it is damaged"),
        (locked(pdf("black")), r"is locked by a password\. Save a copy without one\."),
    ],
    ids=["text", "nothing", "cut off", "locked"],
)
def test_a_bad_file_is_named_in_words(data, words):
    with pytest.raises(BadInput, match=words):
        raster.open_pdf(data)


def test_a_missing_file_is_not_found():
    with pytest.raises(NotFound, match=r"there is no file 'nowhere\.pdf'\. Check the path\."):
        raster.open_pdf("nowhere.pdf")


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_page_that_is_not_there_is_refused(number):
    with pytest.raises(BadInput, match=rf"has no page {number}\. It has pages 1 to 2\."):
        raster.page(pdf("black", "white"), number)


def test_too_many_pixels_are_refused_with_the_resolution_that_fits():
    poster = pdf("black", size=(3000, 3000))

    with pytest.raises(
        TooBig, match=r"3000 mm x 3000 mm: too many pixels at 300 dpi\. Use at most 119"
    ):
        raster.page(poster, 1)


@pytest.mark.parametrize(
    ("dpi", "words"),
    [
        (0, r"is no resolution\. Use 300 to check codes"),
        (-300, r"is no resolution\. Use 300 to check codes"),
        (float("nan"), r"dpi=nan is no number"),
    ],
)
def test_a_resolution_below_any_is_refused(dpi, words):
    with pytest.raises(BadInput, match=words):
        raster.page(pdf("black"), 1, dpi=dpi)


def test_threads_may_draw_at_the_same_time():
    data = pdf("black", "white")
    seen: list[int] = []
    threads = [
        threading.Thread(target=lambda: seen.extend(int(p[5, 5]) for p in raster.pages(data)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(seen) == [0] * 4 + [255] * 4


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("corner", [(0, 0), (30, 40)])
def test_a_room_holds_the_same_page_however_it_is_turned_or_cut(turn, corner):
    writer = pypdf.PdfWriter(io.BytesIO(pdf("black", size=(60, 25))))
    page = writer.pages[0]
    page.cropbox.lower_left = corner
    page.rotate(turn)
    out = io.BytesIO()
    writer.write(out)
    with raster.open_pdf(out.getvalue()) as document, raster.OpenPage(document, 1) as opened:
        drawn = opened.gray(raster.PixelRoom(), dpi=300)
        usual = opened.pixels(dpi=300)

    assert drawn.shape == usual.shape
    assert np.abs(drawn.astype(int) - usual).mean() < 1


def test_a_room_is_used_again_and_holds_the_last_page():
    room = raster.PixelRoom()
    with raster.open_pdf(pdf("black", "white")) as document:
        with raster.OpenPage(document, 1) as page:
            first = page.gray(room, dpi=72)
            assert first[5, 5] == 0
        with raster.OpenPage(document, 2) as page:
            page.gray(room, dpi=72)

    assert first[5, 5] == 255
