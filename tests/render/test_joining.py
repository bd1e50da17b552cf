"""PDFs of ours become one: pages as they were, what they share once, the same bytes each time."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pypdf
import pytest

import campaignkit as ck
from campaignkit.render import raster
from campaignkit.render.joining import Joined, SourcePdf

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


def sheet_of(first: int, last: int) -> bytes:
    rows = [{"n": n} for n in range(first, last + 1)]
    labels = ck.stickers("chat-with-us", SHOP, rows, text="Oi {{ n }}", title="Mesa {{ n }}")
    out = BytesIO()
    ck.sheet(labels, stock="Avery L7159").save(out, check=False)
    return out.getvalue()


def joined(*pieces: bytes, pages: range | None = None) -> bytes:
    out = BytesIO()
    whole = Joined(out)
    for piece in pieces:
        whole.add(SourcePdf(piece), pages)
    whole.close()
    return out.getvalue()


def pixels(pdf: bytes, number: int) -> np.ndarray:
    return raster.page(pdf, number, dpi=60, grayscale=True)


def test_pages_of_several_files_follow_each_other_and_look_as_they_did():
    first, second = sheet_of(1, 30), sheet_of(31, 40)

    whole = joined(first, second)

    assert len(pypdf.PdfReader(BytesIO(whole), strict=True).pages) == 3
    assert np.array_equal(pixels(whole, 2), pixels(first, 2))
    assert np.array_equal(pixels(whole, 3), pixels(second, 1))


def test_every_code_of_a_joined_file_is_read_back(tmp_path):
    (tmp_path / "whole.pdf").write_bytes(joined(sheet_of(1, 30), sheet_of(31, 60)))

    assert not ck.check(tmp_path / "whole.pdf")
    assert len(ck.codes(tmp_path / "whole.pdf")) == 60


def test_pages_taken_out_and_put_back_give_the_same_bytes():
    pieces = [sheet_of(1, 24), sheet_of(25, 48), sheet_of(49, 72)]
    whole = joined(*pieces)

    out = BytesIO()
    again = Joined(out)
    source = SourcePdf(whole)
    for number, piece in enumerate(pieces, 1):
        again.add(
            *((SourcePdf(piece), None) if number == 2 else (source, range(number, number + 1)))
        )
    again.close()

    assert out.getvalue() == whole


def test_what_pieces_hold_alike_is_there_once(tmp_path):
    from PIL import Image

    noise = np.random.default_rng(7).integers(0, 255, (120, 120, 3), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / "logo.png")
    pieces = []
    for text in ("one " * 12, "two " * 12):
        out = BytesIO()
        code = ck.qr_code(text, level="H", logo=tmp_path / "logo.png")
        ck.sheet(code, stock="Avery L7159").save(out, check=False)
        pieces.append(out.getvalue())

    whole = joined(*pieces)

    assert whole.count(b"/Subtype /Image") == pieces[0].count(b"/Subtype /Image") > 0


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"startxref\n9\n%%EOF", b"x" * 999])
def test_what_is_no_pdf_of_ours_is_refused(data):
    with pytest.raises(ValueError, match="no PDF of ours"):
        SourcePdf(data)
