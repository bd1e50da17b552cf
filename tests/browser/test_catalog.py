"""The catalog studio in JupyterLab in a real browser: changed, downloaded, mistyped."""

from __future__ import annotations

import csv
import re
import time

import driving
import pypdfium2
import pytest

from campaignkit.proof.pages import check_pdf

SETUP = """
import campaignkit as ck
from campaignkit.widgets import catalog_studio
shop = ck.Business("Al Noor Tea House", phone="050 123 4567", country="AE", language="en")
catalog_studio(shop)
"""
HEAD = "id,title,title_ar,price,description,image_link\n"
TEAS = HEAD + "".join(
    f"T-{n},Tea {n},شاي {n},{n + 5}.50,Boiled with milk,https://example.com/{n}.jpg\n"
    for n in range(60)
)


@pytest.fixture
def panel(notebook, lab, tmp_path):
    """The studio, a table of sixty teas uploaded."""
    shown = notebook(SETUP).locator(".ck-panel").first
    shown.get_by_text("These products are an example").wait_for()
    before = driving.seen(shown)
    table = tmp_path / "teas.csv"
    table.write_text(TEAS, encoding="utf-8")
    with lab.expect_file_chooser() as chooser:
        shown.get_by_role("button", name=re.compile("Upload a table")).click()
    chooser.value.set_files(table)
    shown.get_by_text("Columns: id, title").wait_for()
    changed(shown, before)
    yield shown
    assert lab.offsite == []


def changed(panel, before):
    """Wait until another picture is shown than `before`, and is at rest; return its mark."""
    now = driving.changed(panel, before)
    while (later := (time.sleep(0.4), driving.seen(panel))[1]) != now:  # its foot is counted after
        now = later
    return now


def downloaded(page, panel, name, folder):
    """Click the link of a file; return it."""
    with page.expect_download() as waiting:
        panel.get_by_role("link", name=f"Download {name}", exact=True).click()
    waiting.value.save_as(folder / waiting.value.suggested_filename)
    return folder / waiting.value.suggested_filename


def words_of(file):
    """Return the text of each page, as PDFium copies it."""
    document = pypdfium2.PdfDocument(file)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_a_price_list_tags_and_a_feed_are_made_and_read_back(panel, lab, tmp_path):
    picture = driving.seen(panel)
    panel.get_by_label("Beside it").select_option("العربية")
    picture = changed(panel, picture)
    panel.get_by_label("Title", exact=True).fill("Our teas")
    picture = changed(panel, picture)
    panel.get_by_role("button", name="Next page").click()
    changed(panel, picture)
    assert "page 2" in panel.locator("figure img").get_attribute("alt")
    panel.get_by_role("button", name="Make the PDF, read every code back").click()
    panel.get_by_text("Every code was read back").wait_for()
    pages = words_of(downloaded(lab, panel, "price-list.pdf", tmp_path))
    assert "Our teas" in pages[0]
    assert sum(page.count("Tea ") - page.count("Tea House") for page in pages) == 60
    assert "Page 2 of 2" in pages[1]

    panel.get_by_label("Make", exact=True).select_option("Shelf tags")
    driving.expect(panel.get_by_label("Beside it")).to_be_hidden()
    driving.unfold(panel, "A sheet that was begun")
    panel.get_by_role("button", name="position 5, printed", exact=True).click()
    panel.get_by_role("button", name="position 5, start", exact=True).wait_for()
    panel.get_by_role("button", name="Make the PDF, read every code back").click()
    panel.get_by_text("Every code was read back").wait_for()
    tags = downloaded(lab, panel, "shelf-tags.pdf", tmp_path)
    said = [code.text for page in check_pdf(tags) for code in page.found]
    assert len(said) == 60
    assert all(text.startswith("https://wa.me/971501234567?text=Tea%20") for text in said)

    panel.get_by_label("Make", exact=True).select_option("Feed for the platform")
    panel.get_by_role("region", name="What is sent, the first rows").wait_for()
    feed = downloaded(lab, panel, "feed.csv", tmp_path)
    rows = list(csv.DictReader(feed.read_text(encoding="utf-8").splitlines()))
    assert [row["price"] for row in rows[:2]] == ["5.50 AED", "6.50 AED"]
    assert len(rows) == 60


CLUMSY = {
    "Table": ["no.csv", "/etc", "teas.docx", "missing/teas.csv", "http://shop.example/teas"],
    "Title": ["\U0010fffd", "W" * 3000],
    "Code opens": ["a" * 9000],
}


def test_a_clumsy_hand_gets_words_and_the_studio_lives(panel, lab):
    tried = 0
    driving.unfold_all(panel)
    for label, inputs in CLUMSY.items():
        # The shop is folded, and has a language of its own.
        box = panel.get_by_label(label, exact=True).locator("visible=true")
        good = box.input_value()
        for wrong in inputs:
            box.fill(wrong)
            alert = panel.get_by_role("alert").first
            driving.expect(alert, f"{label}: {wrong!r}").to_be_visible()
            said = alert.inner_text()
            assert len(said) > 20, (label, wrong)
            assert "Traceback" not in said, (label, wrong)
            assert "fault of campaignkit" not in said, (label, wrong)
            box.fill(good)
            alert.wait_for(state="detached")
            tried += 1

    assert tried >= 8
    assert lab.evaluate(driving.ERRORS) == []
    picture = driving.seen(panel)
    panel.get_by_label("Note").fill("All is well")
    changed(panel, picture)
