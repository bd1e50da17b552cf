"""People finish what they came for alone, each in a language: empty page to proven PDF.

Each click and each field that is typed in is counted: twelve are enough for all of them. What each
journey took stands at the end of the tests' output (`tests/conftest.py`).
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

import driving
import pypdfium2
import pytest
from PIL import Image

from campaignkit import payments
from campaignkit.proof.pages import check_pdf
from campaignkit.translations.catalogs import catalog

MOST = 12
LOGO = (192, 57, 43)
LOGO_MOST_OFF = 30  # of each colour: the pages are seen as pixels
EMV = {"26": {"00": "com.example", "01": "000017"}}


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who sells, and what is typed. full: of the phone. paid: fields of the sign, by label."""

    language: str
    shop: str
    phone: str
    full: str
    column: str
    places: tuple[str, str]
    title: str = ""
    head: str = ""
    products: tuple[str, ...] = ()
    paid: tuple[tuple[str, str], ...] = ()
    asked: str = ""  # what the code of the sign must hold


PEOPLE = {
    "pt-BR": Person(
        **{"language": "pt_BR", "shop": "Padaria Sol", "phone": "(11) 98765-4321"},
        **{"full": "5511987654321", "column": "Feira", "places": ("Sé", "Lapa")},
        **{"title": "Pão quente às 17h", "head": "Produto,Preço,Seção"},
        products=('Pão francês,"0,90",Pães', 'Bolo de milho,"R$ 12,50",Doces'),
        paid=(("Pix key", "sol@example.com"), ("City", "São Paulo"), ("Amount", "R$ 12,50")),
        asked="540512.50",
    ),
    "ar-EG": Person(
        **{"language": "ar", "shop": "مقهى الشمس", "phone": "0100 123 4567"},
        **{"full": "201001234567", "column": "المكان", "places": ("السوق", "الميناء")},
        **{"title": "قهوة طازجة كل صباح", "head": "الصنف,السعر,القسم"},
        products=("شاي بالنعناع,٥٫٥٠,مشروبات", "كعكة الجزر,8.00,مخبوزات"),
        paid=(
            (
                "Payment code",
                payments.kinds()["emv"](
                    **{"accounts": EMV, "name": "Sun Cafe", "city": "Dubai", "country": "AE"},
                    **{"currency": "AED", "amount": "12.50"},
                ),
            ),
        ),
        asked="540512.50",
    ),
    "hi-IN": Person(
        **{"language": "hi", "shop": "सूर्या बेकरी", "phone": "096503 45678"},
        **{"full": "919650345678", "column": "जगह", "places": ("बाज़ार", "स्टेशन")},
        **{"title": "हर सुबह ताज़ी ब्रेड", "head": "उत्पाद,दाम,श्रेणी"},
        products=('चाय,"₹12.50",पेय', "केक,250,बेकरी"),
        paid=(("UPI address", "surya@okbank"), ("Amount", "₹1,250.50")),
        asked="am=1250.50",
    ),
    "en-GB": Person(
        **{"language": "en", "shop": "Corner Café", "phone": "07911 123456"},
        **{"full": "447911123456", "column": "place", "places": ("Market", "Harbour")},
    ),
    "es-MX": Person(
        **{"language": "es", "shop": "Café Sol", "phone": "55 1234 5678"},
        **{"full": "525512345678", "column": "Lugar", "places": ("Centro", "Puerto")},
    ),
}
THREE = ("pt-BR", "ar-EG", "hi-IN")
A4 = [210, 297]  # mm


class Hand:
    """Clicks and types on a page in a language, and counts it."""

    def __init__(self, page, who, folder):
        self.page, self.who, self.clicks, self.typed = page, who, 0, 0
        self._words, self._folder = catalog(who.language).words, folder

    @property
    def count(self):
        return self.clicks + self.typed

    def say(self, word):
        return self._words.get(word, word)

    @property
    def panel(self):
        return self.page.locator(".ck-panel:visible")

    def click(self, word, *, exact=False):
        self.clicks += 1
        named = self.page.get_by_role("button", name=self.say(word), exact=exact)
        named.locator("visible=true").first.click()

    def type(self, label, text):
        self.typed += 1
        box = self.panel.get_by_label(self.say(label), exact=True).locator("visible=true")
        box.first.fill(text)

    def upload(self, word, name, data):
        self.clicks += 1
        file = self._folder / name
        file.write_bytes(data)
        driving.upload(self.page, self.panel.locator("visible=true"), self.say(word), file)

    def begin(self, goal):
        """Say what is wanted, who sells, and what the logo is."""
        self.click(goal)
        self.type("Shop", self.who.shop)
        self.type("Phone", self.who.phone)
        self.upload("Upload your logo", "logo.png", logo())

    def upload_table(self, *lines):
        table = "\n".join(lines) + "\n"
        self.upload("Upload a table, up to 9 MB", "table.csv", table.encode())

    def prove(self, button="Make the PDF, read every code back"):
        self.click(button)
        proven = self.say("Every code was read back from the finished pages, to the letter.")
        self.panel.get_by_text(proven).wait_for()

    def download(self, ending=".pdf"):
        self.clicks += 1
        word = self.say("Download {name}").split("{name}")
        named = re.compile(rf"{re.escape(word[0])}.*{re.escape(ending)}{re.escape(word[1])}")
        with self.page.expect_download() as waiting:
            self.panel.get_by_role("link", name=named).first.click()
        file = self._folder / f"made{ending}"
        waiting.value.save_as(file)
        return file.read_bytes()


def logo():
    out = BytesIO()
    Image.new("RGB", (400, 300), LOGO).save(out, "PNG")
    return out.getvalue()


def shows_logo(pdf):
    """Say whether a page of a PDF has a spot in the colour of the logo."""
    for page in pypdfium2.PdfDocument(pdf):
        pixels = page.render(scale=1).to_numpy()[..., 2::-1].astype(int)
        if (abs(pixels - LOGO).max(axis=-1) < LOGO_MOST_OFF).sum() > 20:
            return True
    return False


def codes(pdf):
    return [code.text for checked in check_pdf(pdf) for code in checked.found]


@pytest.fixture
def journey(visit, tmp_path, record_property):
    """A function that gives a hand on an empty page; what was counted is told after the test."""
    hands = []

    def begun(kind, locale):
        page = visit(locale=locale)
        hands.append((kind, Hand(page, PEOPLE[locale], tmp_path)))
        return hands[-1][1]

    yield begun
    for kind, hand in hands:
        told = f"{kind}, {hand.who.language}: {hand.clicks} clicks, {hand.typed} fields typed"
        record_property("journey", told)
        way = "rtl" if hand.who.language == "ar" else "ltr"
        assert hand.page.locator("html").get_attribute("dir") == way
        assert hand.count <= MOST, told


@pytest.mark.parametrize("locale", PEOPLE)
def test_a_sheet_of_labels_is_finished_alone(locale, journey):
    hand = journey("labels", locale)
    who = hand.who

    hand.begin("Labels and stickers")
    hand.click("A sticker for each row of a table")
    hand.upload_table(who.column, *who.places)
    hand.click(who.column, exact=True)
    title = hand.panel.get_by_label(hand.say("Title"), exact=True).locator("visible=true").first
    driving.expect(title).to_have_value(f"{{{{ {who.column} }}}}")
    hand.prove()
    said = codes(hand.download())
    assert len(said) == len(who.places)
    assert all(text.startswith(f"https://wa.me/{who.full}") for text in said)


@pytest.mark.parametrize("locale", THREE)
def test_a_poster_for_the_window_is_finished_alone(locale, journey):
    hand = journey("poster", locale)

    hand.begin("A poster for the window")
    hand.type("Title", hand.who.title)
    hand.type("Message", hand.who.title)
    hand.panel.get_by_text(f"https://wa.me/{hand.who.full}?text=").wait_for()
    picture = hand.panel.locator("figure img")
    driving.expect(picture).to_have_attribute("alt", re.compile(re.escape(hand.who.title)))
    made = hand.download()
    (said,) = codes(made)
    assert said.startswith(f"https://wa.me/{hand.who.full}?text=")
    assert shows_logo(made)
    assert [round(side / 72 * 25.4) for side in pypdfium2.PdfDocument(made)[0].get_size()] == A4


@pytest.mark.parametrize("locale", THREE)
def test_a_price_list_is_finished_alone(locale, journey):
    hand = journey("price list", locale)

    hand.begin("A price list or shelf tags")
    hand.upload_table(hand.who.head, *hand.who.products)
    hand.prove()
    made = hand.download()
    assert codes(made) == [f"https://wa.me/c/{hand.who.full}"]
    assert shows_logo(made)
    text = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_bounded()
    assert re.search("12[,.]50|٥٫٥٠|5[.,]50", text), text


@pytest.mark.parametrize("locale", THREE)
def test_a_sign_to_be_paid_at_is_finished_alone(locale, journey):
    hand = journey("pay sign", locale)

    hand.begin("A sign to be paid at")
    for label, text in hand.who.paid:
        hand.type(label, text)
    hand.panel.get_by_text(hand.who.asked).wait_for()
    (said,) = codes(hand.download())
    assert hand.who.asked in said
    assert payments.parse(said).amount is not None


@pytest.mark.parametrize("locale", THREE)
def test_the_whole_kit_is_finished_alone(locale, journey):
    hand = journey("kit", locale)

    hand.begin("The whole kit")
    hand.click("Its price list or menu")
    hand.upload_table(hand.who.head, *hand.who.products)
    hand.prove("Make the kit, read every code back")
    with zipfile.ZipFile(BytesIO(hand.download(".zip"))) as made:
        printed = {name: made.read(name) for name in made.namelist() if name.endswith(".pdf")}
    assert "price-list.pdf" in printed
    said = {text for data in printed.values() for text in codes(data)}
    assert {f"https://wa.me/{hand.who.full}", f"https://wa.me/c/{hand.who.full}"} == said
    assert any(map(shows_logo, printed.values()))


def test_another_language_is_chosen_on_the_page(visit):
    page = visit()
    page.get_by_role("button", name="Labels and stickers").click()
    page.get_by_label("Title", exact=True).locator("visible=true").first.fill("Pão quente")

    page.get_by_label("Language of this page").select_option("Português (Brasil)")
    page.get_by_role("tab", name="Etiquetas").wait_for()
    driving.expect(page.locator("html")).to_have_attribute("lang", "pt-BR")
    box = page.get_by_label("Título", exact=True).locator("visible=true").first
    driving.expect(box).to_have_value("Pão quente")
