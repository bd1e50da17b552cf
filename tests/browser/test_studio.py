"""The studio in a real browser: in JupyterLab, and as the page that `campaignkit studio` serves."""

from __future__ import annotations

import re
import urllib.error
import urllib.request

import driving
import pytest

from campaignkit.campaigns.starters import start
from campaignkit.proof.pages import check_pdf

ARABIC = "قهوة طازجة كل صباح"
SETUP = """
import campaignkit as ck
from campaignkit.widgets import sheet_studio, sticker_studio, studio
shop = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
"""


@pytest.fixture
def studio(notebook, lab):
    """The whole studio in JupyterLab."""
    shown = notebook(f"{SETUP}\nstudio(shop, text='Oi!')").locator(".campaignkit").first
    shown.locator("img").first.wait_for()
    yield shown
    assert lab.offsite == []


@pytest.fixture(scope="module")
def served(chromium, studio_server):
    """The page of `campaignkit studio`: its server's `.address`, `.folder` and `.command`."""
    page = driving.new_page(chromium)
    vars(page).update(vars(studio_server))
    page.policy = page.goto(page.address).headers["content-security-policy"]
    page.locator(".ck-goals button").first.click()
    page.locator(".ck-panel:visible figure img").first.wait_for(timeout=240_000)
    yield page
    driving.close(page)


def downloaded(page, panel, folder):
    """Click the link of the PDF; return the file."""
    with page.expect_download() as waiting:
        panel.get_by_role("link", name=re.compile("^Download .*pdf$")).click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def texts(file):
    """Return what the codes of a PDF say, by the program that reads them back."""
    return [code.text for checked in check_pdf(file) for code in checked.found]


def makes_a_sheet(page, studio, folder):
    """Choose a design, type Arabic, move the slider, click a label, download; codes are read."""
    sticker = driving.tab(studio, "Sticker")
    picture = driving.seen(sticker)
    sticker.get_by_label("Design").select_option("Chat with us")
    picture = driving.changed(sticker, picture)
    sticker.get_by_label("Title").fill(ARABIC)
    picture = driving.changed(sticker, picture)
    assert ARABIC in sticker.locator("figure img").get_attribute("alt")
    sticker.get_by_label("Message").fill(ARABIC)
    picture = driving.changed(sticker, picture)
    sticker.locator(".ck-slider .noUi-handle").press("PageUp")
    driving.changed(sticker, picture)

    sheet = driving.tab(studio, "Sheet")
    sheet.get_by_label("Copies").fill("3")
    sheet.get_by_label("Copies").press("Tab")
    driving.unfold(sheet, "A sheet that was begun")
    sheet.get_by_role("button", name="position 5, free", exact=True).click()
    sheet.get_by_role("button", name="position 5, start", exact=True).wait_for()
    driving.expect(sheet.get_by_label("Python")).to_have_value(re.compile("start=5"))
    sheet.get_by_role("button", name="Make the PDF, read every code back").click()
    sheet.get_by_text("Every code was read back").wait_for()
    return texts(downloaded(page, sheet, folder))


# -- in JupyterLab ---------------------------------------------------------------------------------


def test_a_sheet_is_made_in_jupyterlab(studio, lab, tmp_path):
    said = makes_a_sheet(lab, studio, tmp_path)

    assert len(said) == 3
    assert set(said) == {f"https://wa.me/5511987654321?text={urllib.request.quote(ARABIC)}"}


def test_a_sheet_is_made_with_the_keyboard_alone(studio, lab):
    studio.get_by_role("tab", name="Code", exact=True).focus()
    lab.keyboard.press("ArrowRight")
    lab.keyboard.press("ArrowRight")
    lab.keyboard.press("Enter")

    sheet = studio.locator(".ck-panel:visible")
    sheet.get_by_role("button", name="A sheet that was begun").focus()
    lab.keyboard.press("Enter")
    sheet.get_by_role("button", name="position 7, printed").focus()
    lab.keyboard.press("Enter")
    sheet.get_by_role("button", name="position 7, start").wait_for()


CLUMSY = {
    "Sticker": {
        "Phone": ["12", "call me", "٠٠"],
        "Shop": [" ", "x" * 300],
        "Logo": ["C:\\logo.png"],
        "Website": ["not an address"],
        "Email": ["@"],
        "Message": ["a" * 9000],
        "Title": ["\U0010fffd", "W" * 2000],
        "Save as": ["sticker.docx", "nowhere/at/all.pdf"],
    },
    "Sheet": {
        "Find": ["L716O", "\\"],
        "Label width": ["wide", "-5", "1e999"],
        "Table": ["no.csv", "/etc"],
    },
    "Message": {
        "Order": [" "],
        "Table": ["no.xlsx"],
        "Save as": ["text.docx"],
    },
}


def test_a_clumsy_hand_gets_words_and_the_studio_lives(studio, lab):
    tried = 0
    for name, fields in CLUMSY.items():
        panel = driving.tab(studio, name)
        driving.unfold_all(panel)
        for label, inputs in fields.items():
            box = panel.get_by_label(label, exact=True)
            good = box.input_value()
            for wrong in inputs:
                box.fill(wrong)
                if label == "Save as":
                    panel.get_by_role("button", name="Save the file").click()
                alert = panel.get_by_role("alert").first
                driving.expect(alert, f"{label}: {wrong!r}").to_be_visible()
                said = alert.inner_text()
                assert len(said) > 20, (label, wrong)
                assert "Traceback" not in said, (label, wrong)
                box.fill(good)
                alert.wait_for(state="detached")
                tried += 1

    assert tried >= 20
    assert lab.evaluate(driving.ERRORS) == []
    assert "Traceback" not in studio.inner_text()
    sticker = driving.tab(studio, "Sticker")
    picture = driving.seen(sticker)
    sticker.get_by_label("Title").fill("Tudo bem")
    driving.changed(sticker, picture)


def test_a_message_is_worded_row_by_row_and_downloaded(studio, lab, tmp_path):
    panel = driving.tab(studio, "Message")
    panel.get_by_label("Message", exact=True).select_option("Words of my own")
    panel.get_by_label("Words").fill(f"*{ARABIC}*")
    bubble = panel.get_by_role("figure")
    driving.expect(bubble).to_have_attribute("aria-label", f"Message: {ARABIC}")
    driving.expect(bubble.locator("b, strong")).to_have_text(ARABIC)
    with lab.expect_download() as waiting:
        panel.get_by_role("link", name="Download message.txt").click()
    waiting.value.save_as(tmp_path / "message.txt")
    assert (tmp_path / "message.txt").read_text(encoding="utf-8") == f"*{ARABIC}*\n"

    (lab.root / "people.csv").write_text("who,tel\nAna,(11) 98765-4321\nBia,(11) 98765-4322\n")
    panel.get_by_label("Words").fill("Oi [who]!")
    driving.unfold_all(panel)
    panel.get_by_label("Table", exact=True).fill("people.csv")
    driving.expect(panel.get_by_label("Words")).to_have_value("Oi {{ who }}!")
    driving.expect(bubble).to_have_attribute("aria-label", "Message: Oi Ana!")
    panel.get_by_role("button", name="Next row").click()
    driving.expect(bubble).to_have_attribute("aria-label", "Message: Oi Bia!")
    panel.get_by_role("button", name="Make the messages of all rows").click()
    with lab.expect_download() as waiting:
        panel.get_by_role("link", name="Download message.csv").click()
    waiting.value.save_as(tmp_path / "message.csv")
    text = (tmp_path / "message.csv").read_text(encoding="utf-8-sig")
    assert "https://wa.me/5511987654322?text=Oi%20Bia%21" in text


def test_a_table_is_uploaded_and_its_pages_turned(studio, lab, tmp_path):
    table = tmp_path / "stalls.csv"
    table.write_text("stall\n" + "".join(f"{n}\n" for n in range(1, 31)), encoding="utf-8")
    sheet = driving.tab(studio, "Sheet")
    picture = driving.seen(sheet)
    sheet.get_by_label("Title", exact=True).fill("{{ stall }}")
    sheet.get_by_text("a template not filled in").first.wait_for()  # there is no table yet

    driving.unfold(sheet, "A sticker for each row of a table")
    with lab.expect_file_chooser() as chooser:
        sheet.get_by_role("button", name=re.compile("Upload a table")).click()
    chooser.value.set_files(table)
    sheet.get_by_text("Columns: stall").wait_for()
    picture = driving.changed(sheet, picture)
    sheet.get_by_role("button", name="Next page").click()
    driving.changed(sheet, picture)
    assert "Page 2: 9 stickers" in sheet.locator("figure img").get_attribute("alt")
    assert (lab.root / "stalls.csv").read_bytes() == table.read_bytes()


def test_a_bug_is_shown_and_not_swallowed(notebook):
    shown = notebook(
        f"{SETUP}\nbroken = sticker_studio(shop)\nbroken",
        "def drawn(made):\n    raise KeyError('a bug')\nbroken.drawn = drawn",
    )

    shown.get_by_label("Title").fill("Oi")
    alert = shown.get_by_role("alert")
    driving.expect(alert).to_contain_text("a fault of campaignkit, not yours: KeyError: 'a bug'")


# -- in Notebook 7 ---------------------------------------------------------------------------------


def test_a_sheet_is_made_in_notebook_7(chromium, lab, tmp_path):
    pytest.importorskip("notebook", reason="Notebook 7 is not installed: pip install notebook")
    driving.write_notebook(lab.root / "seven.ipynb", f"{SETUP}\nstudio(shop, text='Oi!')")
    page = driving.new_page(chromium)

    page.goto(f"{lab.address}/notebooks/seven.ipynb")
    driving.run_in_notebook_7(page)
    shown = page.locator(".campaignkit").first
    shown.locator("img").first.wait_for()
    said = makes_a_sheet(page, shown, tmp_path)
    assert len(said) == 3
    assert page.offsite == []
    page.context.close()


# -- as a page of its own --------------------------------------------------------------------------


def test_a_sheet_is_made_on_the_served_page(served, tmp_path):
    studio = served.locator(".campaignkit").first

    said = makes_a_sheet(served, studio, tmp_path)
    assert set(said) == {f"https://wa.me/447700900123?text={urllib.request.quote(ARABIC)}"}
    assert len(said) == 3
    assert served.offsite == []


def test_the_served_page_saves_into_the_folder_it_was_started_in(served):
    studio = served.locator(".campaignkit").first

    sticker = driving.tab(studio, "Sticker")
    sticker.get_by_label("Save as").fill("window.pdf")
    sticker.get_by_role("button", name="Save the file").click()
    sticker.get_by_text("Saved: window.pdf").wait_for()
    assert texts(served.folder / "window.pdf")


def test_the_served_page_opens_a_campaign_file(served):
    start(served.folder / "bakery")
    studio = served.locator(".campaignkit").first

    driving.unfold(studio, "Keep my work in a file")
    studio.get_by_label("Campaign file").fill("bakery/campaign.toml")
    studio.get_by_role("button", name="Open", exact=True).click()
    studio.get_by_label("Shows").select_option("places")
    driving.expect(studio.get_by_role("tab", name="Sheet")).to_have_attribute(
        "aria-selected", "true"
    )
    sheet = studio.locator(".ck-panel:visible")
    driving.expect(sheet.get_by_label("Python")).to_have_value(re.compile("bakery/places.csv"))


def test_every_studio_is_on_the_served_page(served):
    studio = served.locator(".campaignkit").first

    for name in ("Code", "Sticker", "Sheet", "Pay here", "Message", "Pack", "Catalog"):
        panel = driving.tab(studio, name)
        panel.locator("figure, [role=figure]").first.wait_for()
        if name != "Pay here":  # which shows an example until its key is typed
            code = re.compile("import campaignkit")
            driving.expect(panel.get_by_label("Python")).to_have_value(code)
    assert studio.get_by_role("alert").count() == 0
    assert served.offsite == []


def test_the_served_page_wants_its_token(served):
    bare = served.address.partition("?")[0]

    with urllib.request.urlopen(bare) as answer:
        assert "/login" in answer.url
    with pytest.raises(urllib.error.HTTPError, match=r"403|401"):
        urllib.request.urlopen(f"{bare}api/kernels/00000000-0000-0000-0000-000000000000")


def test_the_token_is_long_and_stands_on_no_command_line(served):
    token = served.address.partition("?token=")[2]

    assert len(token) >= 32
    assert token not in " ".join(served.command)


def test_the_browser_may_ask_the_served_page_only(served):
    fetched = served.evaluate(
        "fetch('https://example.com').then(() => 'answered', error => 'refused')"
    )

    assert fetched == "refused"
    assert "default-src 'self'" in served.policy
    assert "http" not in served.policy
