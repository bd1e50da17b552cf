"""A PDF that would end its reader ends a child: the reader says which page, and goes on living."""

from __future__ import annotations

import numpy as np
import pytest

import campaignkit as ck
from campaignkit import pictures
from campaignkit.render import pdf_probe


def pdf(*objects: str) -> bytes:
    """Return a PDF of one page with more objects, from number 4 on. It has no table of places."""
    made = ["%PDF-1.7", "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj"]
    made.append("2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj")
    made += [f"{number} 0 obj\n{body}\nendobj" for number, body in enumerate(objects, 3)]
    return "\n".join([*made, "trailer << /Root 1 0 R >>", "%%EOF"]).encode()


def page(box: str = "0 0 200 200", more: str = "") -> str:
    return f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] {more} >>"


def forms(count: int) -> bytes:
    """Return a page of forms, each of which draws the next one ten times."""
    calls = "/X Do " * 10
    made = [page(more="/Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >>")]
    made.append("<< /Length 6 >>\nstream\n/X Do \nendstream")
    for number in range(5, 5 + count):
        names = f"/Resources << /XObject << /X {number + 1} 0 R >> >>"
        kind = f"/Type /XObject /Subtype /Form /BBox [0 0 200 200] {names}"
        made.append(f"<< /Length {len(calls)} {kind} >>\nstream\n{calls}\nendstream")
    return pdf(*made)


def test_forms_within_forms_without_end_are_refused_with_their_page(tmp_path):
    path = tmp_path / "forms.pdf"
    path.write_bytes(forms(100))

    with pytest.raises(ck.TooBig, match=r"forms\.pdf, page 1, takes more than 5 s or 640 MB"):
        ck.check(path)


def test_an_ordinary_page_passes_and_what_is_no_pdf_is_left_to_its_reader(tmp_path):
    (tmp_path / "page.pdf").write_bytes(pdf(page()))
    (tmp_path / "none.pdf").write_bytes(b"%PDF-1.7 and nothing else")

    pdf_probe.tried(tmp_path / "page.pdf")
    pdf_probe.tried(tmp_path / "none.pdf")
    pdf_probe.tried(tmp_path / "missing.pdf")


@pytest.mark.parametrize("box", ["0 0 1000000000 1000000000", "0 0 1000000 1"])
def test_a_page_of_kilometres_is_refused_with_its_size(box, tmp_path):
    path = tmp_path / "giant.pdf"
    path.write_bytes(pdf(page(box)))

    with pytest.raises(
        ck.CampaignError, match=r"mm cannot be read: it would have less than 10 dpi"
    ):
        ck.check(path)


def test_a_picture_wider_than_readers_take_is_refused_with_its_size(tmp_path):
    path = tmp_path / "wide.png"
    path.write_bytes(pictures.png(np.full((4, 70_000), 255, np.uint8)))

    with pytest.raises(ck.TooBig, match=r"70,000 x 4 pixels; a side may have 65,535"):
        ck.check(path)
