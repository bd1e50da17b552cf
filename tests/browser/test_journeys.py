"""Five people finish a sheet of labels alone, each in a language: empty page to proven PDF.

Each click and each field that is typed in is counted: twelve are enough.
"""

from __future__ import annotations

import driving
import pytest
from PIL import Image

from campaignkit.proof.pages import check_pdf
from campaignkit.translations.catalogs import catalog

MOST = 12
PEOPLE = {
    "pt-BR": ("pt_BR", "Padaria Sol", "(11) 98765-4321", "5511987654321", "Feira", "Sé", "Lapa"),
    "ar-EG": ("ar", "مقهى الشمس", "050 123 4567", "971501234567", "المكان", "السوق", "الميناء"),
    "hi-IN": ("hi", "सूर्या बेकरी", "096503 45678", "919650345678", "जगह", "बाज़ार", "स्टेशन"),
    "en-GB": ("en", "Corner Café", "07911 123456", "447911123456", "place", "Market", "Harbour"),
    "es-MX": ("es", "Café Sol", "55 1234 5678", "525512345678", "Lugar", "Centro", "Puerto"),
}


class Hand:
    """Clicks and types on a page in a language, and counts it."""

    def __init__(self, page, language):
        self.page, self.count = page, 0
        self._words = catalog(language).words

    def say(self, word):
        return self._words.get(word, word)

    @property
    def panel(self):
        return self.page.locator(".ck-panel:visible")

    def click(self, word):
        self.count += 1
        self.page.get_by_role("button", name=self.say(word)).locator("visible=true").first.click()

    def type(self, label, text):
        self.count += 1
        self.panel.get_by_label(self.say(label), exact=True).first.fill(text)

    def upload(self, word, path):
        self.count += 1
        driving.upload(self.page, self.page, self.say(word), path)

    def download(self, word, folder):
        self.count += 1
        with self.page.expect_download() as waiting:
            self.panel.get_by_role("link", name=self.say(word).replace("{name}", "")).first.click()
        file = folder / "labels.pdf"
        waiting.value.save_as(file)
        return file


@pytest.fixture
def files(tmp_path):
    def made(column, *places):
        Image.new("RGB", (400, 300), "#C0392B").save(tmp_path / "logo.png")
        table = "\n".join([column, *places]) + "\n"
        (tmp_path / "places.csv").write_text(table, encoding="utf-8")
        return tmp_path / "logo.png", tmp_path / "places.csv"

    return made


@pytest.mark.parametrize("locale", PEOPLE)
def test_a_sheet_of_labels_is_finished_alone(locale, visit, files, tmp_path):
    language, shop, phone, full, column, *places = PEOPLE[locale]
    logo, table = files(column, *places)
    page = visit(locale=locale)
    hand = Hand(page, language)

    hand.click("Labels and stickers")
    hand.type("Shop", shop)
    hand.type("Phone", phone)
    hand.upload("Upload your logo", logo)
    hand.click("A sticker for each row of a table")
    hand.upload("Upload a table, up to 9 MB", table)
    hand.count += 1
    hand.panel.get_by_role("button", name=column, exact=True).click()
    page.wait_for_timeout(1500)
    hand.click("Make the PDF, read every code back")
    proven = hand.say("Every code was read back from the finished pages, to the letter.")
    hand.panel.get_by_text(proven).wait_for()
    labels = hand.download("Download {name}", tmp_path)

    said = [code.text for checked in check_pdf(labels) for code in checked.found]
    assert len(said) == len(places)
    assert all(text.startswith(f"https://wa.me/{full}") for text in said)
    assert hand.count <= MOST, hand.count
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")


def test_another_language_is_chosen_on_the_page(visit):
    page = visit()
    page.get_by_role("button", name="Labels and stickers").click()
    page.get_by_label("Title", exact=True).locator("visible=true").first.fill("Pão quente")

    page.get_by_label("Language of this page").select_option("Português (Brasil)")
    page.get_by_role("tab", name="Etiquetas").wait_for()
    driving.expect(page.locator("html")).to_have_attribute("lang", "pt-BR")
    box = page.get_by_label("Título", exact=True).locator("visible=true").first
    driving.expect(box).to_have_value("Pão quente")
