"""Sixty spellings of prices as shops write them: units, ranges, changes; none misread."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit.assets.catalog import catalog
from campaignkit.business import Business
from campaignkit.errors import BadInput
from campaignkit.prices import Price
from campaignkit.products import items, quotes
from campaignkit.rows import read

# The lowest; "..": the highest; "+": others cost more; "/": a unit; "<": what it cost before.
READ = {
    ("BRL", "pt_BR"): {
        "R$ 19,90": "19.90",
        "R$19,9": "19.90",
        "R$ 1.200": "1200",
        "1.499": "1499",
        "R$ 19,90/kg": "19.90 / kg",
        "19,90/kg": "19.90 / kg",
        "R$ 19,90 o quilo": "19.90 / quilo",
        "R$ 19,90 kg": "19.90 / kg",
        "R$ 12 a dúzia": "12 / dúzia",
        "R$ 3,50/100g": "3.50 / 100g",
        "R$ 5,00 (cada)": "5 / cada",
        "5,00 un": "5 / un",
        "a partir de R$ 10": "10 +",
        "A partir de R$ 10,00 o kg": "10 + / kg",
        "R$ 10,00 a R$ 15,00": "10 .. 15",
        "10-12": "10 .. 12",
        "R$ 5 - 10": "5 .. 10",
        "R$ 1000-1500": "1000 .. 1500",
        "de R$ 25,00 por R$ 19,90": "19.90 < 25",
        "De: 25,00 Por: 19,90": "19.90 < 25",
        "antes R$ 30 agora R$ 20": "20 < 30",
        "só R$ 9,99": "9.99",
        "R$ 99 à vista": "99",
    },
    ("INR", "en_IN"): {
        "MRP ₹99": "99",
        "MRP: Rs. 99/-": "99",
        "M.R.P. ₹ 1,499.00 (incl. of all taxes)": "1499",
        "₹60 per kg": "60 / kg",
        "₹60/500 g": "60 / 500 g",
        "MRP ₹120 Offer ₹99": "99 < 120",
        "₹99 onwards": "99 +",
        "Rs 10 to Rs 20": "10 .. 20",
        "₹499-₹999": "499 .. 999",
        "₹1,200-1,500": "1200 .. 1500",
        "Rs.50/dozen": "50 / dozen",
    },
    ("INR", "hi_IN"): {
        "₹60 प्रति किलो": "60 / किलो",
        "६० रुपये किलो": "60 / किलो",
        "₹99 से शुरू": "99 +",
        "१० से २० रुपये": "10 .. 20",
        "एमआरपी ₹99": "99",
        "भाव ₹25": "25",
    },
    ("SAR", "ar_SA"): {
        "٢٥ ر.س / كجم": "25 / كجم",
        "25 ر.س للكيلو": "25 / كيلو",
        "من 10 إلى 20 ر.س": "10 .. 20",
        "ابتداء من 10 ريال": "10 +",
        "السعر: ٢٥ ر.س": "25",
    },
    ("EUR", "fr_FR"): {
        "à partir de 10 €": "10 +",
        "dès 10 €": "10 +",
        "10 € le kilo": "10 / kilo",
        "10,50 €/kg": "10.50 / kg",
        "10 à 15 €": "10 .. 15",
    },
    ("EUR", "de_DE"): {
        "ab 12,50 €": "12.50 +",
        "12,50 € pro Stück": "12.50 / Stück",
        "12–15 €": "12 .. 15",
        "statt 20 € jetzt 15 €": "15 < 20",
    },
    ("MXN", "es_MX"): {
        "desde $100": "100 +",
        "$100 a $150": "100 .. 150",
        "$25 el kilo": "25 / kilo",
        "$12 c/u": "12 / c/u",
    },
    ("IDR", "id_ID"): {
        "mulai Rp 15.000": "15000 +",
        "Rp15.000/kg": "15000 / kg",
        "Rp 10.000 - 15.000": "10000 .. 15000",
    },
    ("USD", "en_US"): {
        "$10+": "10 +",
        "from $10": "10 +",
        "was $25 now $19.90": "19.90 < 25",
        "$5 each": "5 / each",
        "$3/lb": "3 / lb",
        "$10 - $20": "10 .. 20",
        "$1,000-$2,000": "1000 .. 2000",
    },
    ("IDR", "id"): {
        "15k": "15000",
        "15rb": "15000",
        "15 ribu": "15000",
        "1,5 jt": "1500000",
        "1.5 juta": "1500000",
        "25rb/kg": "25000 / kg",
        "15k - 20k": "15000 .. 20000",
    },
    ("EGP", "ar_EG"): {
        "25 جنيها": "25",
        "٢٥ جنيهًا مصريًا": "25",
        "25 جنيه مصري": "25",
        "25 ج للكيلو": "25 / كيلو",
        "2 ألف": "2000",
        "١٬٢٠٠ ج.م": "1200",
    },
    ("INR", "en"): {
        "1.5 lakh": "150000",
        "₹2 crore": "20000000",
        "१० हज़ार": "10000",
        "100 रु०": "100",
    },
    ("EUR", "fr"): {"12€50": "12.50", "1 200,50 €": "1200.50", "1 200": "1200", "1,5k": "1500"},
    ("COP", "es_CO"): {"15 mil": "15000", "$ 1,5 millones": "1500000"},
    ("XOF", "fr_SN"): {"5 000 F": "5000", "5.000 FCFA": "5000"},
    ("JPY", "ja_JP"): {"1.200": "1200", "￥1,200": "1200"},
    ("KWD", "ar_KW"): {"1.200": "1.200"},
}
CASES = [(text, place, wanted) for place, pairs in READ.items() for text, wanted in pairs.items()]


def told(quote: quotes.Quote) -> str:
    """Return a quote in the form of the table above."""
    parts = [f"{quote.price.amount.normalize():f}"]
    parts += [".. ", f"{quote.most.amount.normalize():f}"] if quote.most else []
    parts += ["+"] if quote.starts else []
    parts += ["/", quote.unit] if quote.unit else []
    parts += ["<", f"{quote.before.amount.normalize():f}"] if quote.before else []
    return " ".join(part.strip() for part in parts)


def plain(wanted: str) -> str:
    first, *rest = wanted.split(" ")
    return " ".join([f"{Decimal(first).normalize():f}", *rest])


@pytest.mark.parametrize(("text", "place", "wanted"), CASES)
def test_a_price_is_read_with_what_is_said_of_it(text: str, place: tuple[str, str], wanted: str):
    currency, language = place

    quote = quotes.read(text, currency=currency, language=language)
    assert told(quote) == plain(wanted)
    assert quote.price.currency == currency


def test_the_table_holds_sixty_spellings_or_more():
    assert len(CASES) >= 60


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2 por 5,00", "price.unclear"),
        ("3 x R$ 10,00", "price.unclear"),
        ("10x de 19,90", "price.unclear"),
        ("R$ 10/12", "price.unclear"),
        ("R$ 30 (50% off)", "price.unclear"),
        ("19,90 kg", "price.unclear"),  # may be a weight
        ("R$ 10 - 12 un", "price.unclear"),  # may be a pack of twelve
        ("98765-4321", "price.unclear"),
        ("1234-5678", "price.unclear"),
        ("20 a 10", "price.unclear"),
        ("de 10 por 25", "price.unclear"),
        ("sob consulta", "price.unclear"),
        ("a partir de", "price.unclear"),
        ("R$ 5 a US$ 10", "price.unclear"),
        ("1,200", "price.ambiguous"),
        ("a partir de 1,200", "price.ambiguous"),
        ("-5,00", "price.negative"),
        ("R$ 10,999/kg", "price.ambiguous"),
        ("9" * 121, "price.unclear"),
        ("", "price.missing"),
    ],
)
def test_what_could_mean_two_things_is_asked_about(text: str, rule: str):
    with pytest.raises(BadInput) as caught:
        quotes.read(text, currency="BRL", language="pt_BR")
    assert [problem.rule for problem in caught.value.problems] == [rule]
    assert caught.value.problems[0].value == text


def test_a_finding_repeats_the_cell_as_it_was_typed():
    with pytest.raises(BadInput, match=r"^'a partir de 1,200': '1,200' may be 1200 or 1\.200"):
        quotes.read("a partir de 1,200", currency="BRL", language="pt_BR")


def test_coins_after_a_hyphen_are_no_range_where_people_write_them_so():
    assert told(quotes.read("100–200 ₽", currency="RUB", language="ru")) == "100 .. 200"
    with pytest.raises(BadInput, match="has 2 numbers"):
        quotes.read("12-50", currency="RUB", language="ru")


def test_a_number_of_a_spreadsheet_is_one_price():
    assert told(quotes.read(19.9, currency="BRL")) == "19.9"


@given(
    cents=st.integers(1, 99_999_999),
    around=st.sampled_from(["{}", "a partir de {}", "{}/kg", "{} o quilo", "só {}", "{} cada"]),
)
def test_words_around_a_price_never_change_its_amount(cents: int, around: str):
    price = Price(Decimal(cents).scaleb(-2), "BRL")

    quote = quotes.read(around.format(price.text("pt_BR")), currency="BRL", language="pt_BR")
    assert quote.price == price


@given(low=st.integers(1, 10_000), more=st.integers(1, 10_000))
def test_a_range_keeps_both_ends(low: int, more: int):
    ends = [Price(Decimal(each), "EUR") for each in (low, low + more)]

    quote = quotes.read(" bis ".join(e.text("de") for e in ends), currency="EUR", language="de")
    assert [quote.price, quote.most] == ends


PARTS = [
    "1.200",
    "5,00",
    "R$",
    "₹",
    "de",
    "por",
    "a",
    "-",
    "/",
    "kg",
    "MRP",
    "from",
    "(",
    "to",
    "से",
    "إلى",
]


@given(
    text=st.one_of(
        st.text(max_size=130), st.lists(st.sampled_from(PARTS), max_size=30).map(" ".join)
    )
)
def test_whatever_is_typed_is_read_or_refused_in_words(text: str):
    try:
        quote = quotes.read(text, currency="BRL", language="pt_BR")
    except BadInput as err:
        assert [problem.value for problem in err.problems] == [text]
    else:
        assert quote.price.amount >= 0
        assert quote.most is None or quote.most.amount > quote.price.amount
        assert quote.before is None or quote.before.amount > quote.price.amount


@pytest.mark.parametrize(
    ("text", "currency", "language", "answer"),
    [
        ("1.200", "EUR", "fr_FR", "Write 1200.00 EUR or 1.2 EUR."),  # French has a space there
        ("1,200", "EUR", "fr_FR", "Write 1200.00 EUR or 1.2 EUR."),
        ("10.000", "EUR", "pt_PT", "Write 10000.00 EUR or 10.00 EUR."),
        ("1.200", "EGP", "ar_EG", "Write 1200.00 EGP or 1.2 EGP."),
        ("1.200", "USD", "en_US", "Write 1200.00 USD or 1.2 USD."),
        ("free", "USD", "en_US", "costs nothing. Write 0"),
        ("grátis", "BRL", "pt_BR", "costs nothing. Write 0"),
        ("Gratuit !", "EUR", "fr_FR", "costs nothing. Write 0"),
        ("مجانًا", "EGP", "ar_EG", "costs nothing. Write 0"),
        ("मुफ़्त", "INR", "hi_IN", "costs nothing. Write 0"),
        ("15-20k", "IDR", "id_ID", "a word for many at one of them"),
        ("1.250 jt", "IDR", "id_ID", "Write the price in digits"),
        ("25 جم", "EGP", "ar_EG", "no currency known here"),  # grams, or pounds
        ("$1.5M", "USD", "en_US", "no currency known here"),
    ],
)
def test_what_is_asked_about_is_asked_with_the_right_answer(
    text: str, currency: str, language: str, answer: str
):
    with pytest.raises(BadInput) as caught:
        quotes.read(text, currency=currency, language=language)

    assert answer in str(caught.value)


@pytest.mark.parametrize(
    "head",
    ["Preço/kg", "Preço (kg)", "Price per kg", "Harga/kg", "Prix par kg", "سعر الكيلو"],
)
def test_a_unit_in_the_head_of_the_prices_is_kept(head: str):
    table = items.read(read([{"Nome": "Feijão", head: "9,00"}]), currency="BRL")

    (product,) = table.products
    assert str(product.price) == "9.00 BRL"
    assert product.text("unit")


def test_check_list_feed_and_tags_read_a_price_alike(tmp_path: Path):
    shop = Business("Livres", phone="+33 6 12 34 56 78", country="FR", language="fr")
    rows = [{"Titre": "Germinal", "Prix TTC": "1.200"}, {"Titre": "Nana", "Prix TTC": "12€50"}]
    made = catalog(rows, shop, fill={"image_link": "https://a.example/{{ id }}.jpg"})

    told = [each.rule for each in made.problems().errors]

    assert told == ["price.ambiguous"]
    for make in (
        lambda: made.save_feed(tmp_path / "f.csv"),
        lambda: made.price_list(language="en"),
        lambda: made.shelf_tags(stock="Avery L7160", language="ar"),
    ):
        with pytest.raises(BadInput, match=r"'1\.200' may be 1200 or 1\.200"):
            make()
