"""A last look at finished words: what no customer should read is told, whoever wrote it."""

import pytest

import campaignkit as ck
from campaignkit.unfinished_text import left_in, read_again

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


def told(text):
    return [(each.rule, each.severity, each.value) for each in left_in(text, "text")]


@pytest.mark.parametrize("place", ["{{nome}}", "{{ nome }}", "${nome}", "{% if nome %}"])
def test_a_place_of_a_template_is_an_error(place):
    assert told(f"Oi {place}!") == [("text.template", "error", place)]


@pytest.mark.parametrize(
    "place",
    [
        *("{nome}", "{}", "{0}", "$nome", "%nome%", "%(nome)s", "[nome]", "[Nome]", "<nome>"),
        *("[first_name]", "<first_name>", "[العميل]", "{{", "}}"),
    ],
)
def test_a_place_as_other_programs_write_it_is_a_warning(place):
    assert told(f"Oi {place}!") == [("text.template", "warning", place)]


@pytest.mark.parametrize(
    ("text", "found", "fix"),
    [
        ("Caf&eacute; e p&atilde;o", "&eacute;", "Write 'é'."),
        ("P&#227;o", "&#227;", "Write 'ã'."),
        ("<b>Hoje</b>", "<b>", "Take it out."),
        ("Hoje<br/>amanhã", "<br/>", "Take it out."),
        ('<p class="x">Hoje</p>', '<p class="x">', "Take it out."),
    ],
)
def test_what_a_web_page_left_is_told_with_what_was_meant(text, found, fix):
    (problem,) = left_in(text, "title")

    assert (problem.rule, problem.severity, problem.fix) == ("text.markup", "warning", fix)
    assert problem.message == f"the title holds {found!r}, left over from a web page."


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *(("PÃ£o", "Pão"), ("JosÃ©", "José"), ("PreÃ§o", "Preço")),
        *(("â€œOiâ€\x9d", "“Oi”"), ("Ø§Ù„Ø´Ù…Ø³", "الشمس"), ("à¤šà¤¾à¤¯", "चाय"), ("â‚¬5", "€5")),
    ],
)
def test_letters_read_in_the_wrong_encoding_are_told_with_what_was_meant(written, meant):
    (problem,) = left_in(f"Oi {written}!", "text")

    assert problem.rule == "text.encoding"
    assert problem.params["meant"].rstrip("!") == meant
    assert "saved anew as 'CSV UTF-8'" in problem.fix


def test_a_lost_letter_is_an_error_with_its_place():
    (problem,) = left_in("P\ufffdo", "title")

    assert (problem.rule, problem.severity) == ("text.lost-sign", "error")
    assert "at place 2" in problem.message


def test_a_line_break_that_stayed_two_signs_is_told():
    assert [each.rule for each in left_in(r"Oi!\nTudo bem?", "text")] == ["text.line-break"]


@pytest.mark.parametrize(
    "text",
    [
        *("[K7Q2] Oi", "[x] feito", "[1]", "[sorriso]", "(nome)", "*nome*", "@padaria", "#pao"),
        *("50% de desconto", "100% natural, 50% off", "US$ 5", "R$10", "$5", "10%}", "a%b"),
        *("<3", "a < b > c", "Ana <ana@sol.com>", "AT&T; ok", "A & B", "Oi <Maria>"),
        *("“MAÇÔ", "IRMÃS", "«À LA CARTE»", "„MENÜ“", "São João", "à la", "°C", "Â", "Ã"),
        *(r"\o/", r"C:\novo", "मुंबई", "الشمس", "ação!"),
    ],
)
def test_what_people_write_is_nobodys_mistake(text):
    assert told(text) == []


def test_only_what_was_utf_8_is_read_again():
    assert [read_again(word) for word in ("JosÃ©", "José", "चाय", "Ã")] == ["José"] + [None] * 3


def of_sticker(**said):
    return ck.sticker("chat-with-us", SHOP, **said).check()


def of_row(**said):
    row = [{"n": 1}]
    made = ck.Campaign(
        SHOP, stickers=[{"name": "s", "design": "chat-with-us", "rows": row, **said}]
    )
    return made.problems()


def of_products(**said):
    row = {"id": "1", "title": "Pão", "price": "1,20", "description": "Quentinho", **said}
    return ck.catalog([row], SHOP)


def of_list(title=None, note="", **said):
    return of_products(**said).price_list(title=title, note=note).check()


def of_pack(phrase="Bom dia!", **said):
    return ck.sticker_pack("phrases", SHOP, phrases=[phrase, "Oi!", "Até já!"], **said).problems()


DOORS = {
    "a sticker's text": lambda words: of_sticker(text=words),
    "a sticker's title": lambda words: of_sticker(title=words),
    "a row's text": lambda words: of_row(text=words),
    "a row's title": lambda words: of_row(title=words),
    "a code": lambda words: ck.qr_code(words).check(),
    "a code's field": lambda words: ck.qr_code(ck.chat_link(SHOP, words)).check(),
    "a message": lambda words: ck.Message(words, language="pt_BR").problems(),
    "a payment's note": lambda words: ck.qr_code(
        ck.upi(address="sol@upibank", name="Sol", note=words)
    ).check(),
    "a product's title, for a feed": lambda words: of_products(title=words).problems(),
    "a product's description, for a feed": lambda words: of_products(description=words).problems(),
    "a product's title, on a list": lambda words: of_list(**{"title_en": words}),
    "a product's description, on a list": lambda words: of_list(description=words),
    "the name of a section": lambda words: of_list(product_type=words),
    "the note of a list": lambda words: of_list(note=words),
    "the title of a list": lambda words: of_list(title=words),
    "a product's title, on a tag": lambda words: (
        of_products(title=words).shelf_tags(stock="Avery L7160").check()
    ),
    "a pack's name": lambda words: of_pack(name=words),
    "a pack's publisher": lambda words: of_pack(publisher=words),
    "a pack's phrase": lambda words: of_pack(phrase=words),
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("words", ["Oi $cliente", "Caf&eacute;", "PÃ£o"])
def test_every_door_that_prints_words_tells_it(door, words):
    found = DOORS[door](words)

    assert [each.severity for each in found if "text" in each.rule or "template" in each.rule]


@pytest.mark.parametrize("words", ["Oi {{ '{{ nome }}' }}", "{% raw %}{{ nome }}{% endraw %}"])
def test_a_row_with_braces_left_in_its_text_is_refused_before_and_at_the_build(words, tmp_path):
    """One answer at both: what the rows are told of is what the proof would refuse."""
    asset = {"name": "s", "design": "chat-with-us", "rows": [{"n": 1}], "text": words}
    made = ck.Campaign(SHOP, stickers=[asset])

    before, built = made.problems(), made.build(tmp_path / "out")
    assert [each.severity for each in before] == ["error"]
    assert [each.rule for each in built.problems.errors] == [before[0].rule]
    assert not built


def test_a_product_is_told_with_its_row_and_column_and_only_once():
    rows = [{"title": "Pão", "price": "1"}, {"title": "Caf&eacute;", "price": "2"}]
    made = ck.catalog(rows, SHOP)

    for found in (made.problems(), made.price_list().check()):
        (problem,) = (each for each in found if each.rule == "text.markup")
        assert (problem.where.row, problem.where.column) == (2, "title")


@pytest.mark.parametrize("column", ["title", "description", "product_type"])
def test_a_template_in_a_product_keeps_it_from_a_list_a_tag_and_a_feed(column, tmp_path):
    made = of_products(**{column: "Pão {{ sabor }}"})

    for make in (
        made.price_list,
        lambda: made.shelf_tags(stock="Avery L7160").check().raise_errors(),
        lambda: made.save_feed(tmp_path / "feed.csv"),
    ):
        with pytest.raises(ck.CampaignError, match=r"\{\{ sabor \}\}.*, a template not filled in"):
            make()


def test_a_template_in_one_product_leaves_the_others_in_a_campaign(tmp_path):
    rows = [{"title": "Pão", "price": "1"}, {"title": "Bolo {{ x }}", "price": "2"}]
    asset = {"name": "lista", "make": "price-list", "rows": rows}
    built = ck.Campaign(SHOP, catalogs=[asset]).build(tmp_path / "out")

    assert [(each.rule, each.where.row) for each in built.problems.errors] == [("text.template", 2)]
    assert (tmp_path / "out" / "lista.pdf").exists()


SENT = ("a sticker's text", "a row's text", "a code's field", "a product's title, on a tag")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("words", ["N/A", " n/d "])
def test_words_that_say_that_there_is_nothing_to_say_are_told_at_every_door(door, words):
    try:
        found = DOORS[door](words)
    except ck.CampaignError as err:
        found = err.problems
    told = [each for each in found if each.rule in ("text.not-available", "link.missing")]

    assert [each.rule for each in told] == [told[0].rule]
    if door not in SENT:  # a chat that begins with it is refused
        assert told[0].severity == "warning"


def test_a_cell_that_says_so_within_a_text_is_told_with_its_row_and_column():
    rows = [{"feira": "Vila"}, {"feira": "N/A"}, {"feira": "N/A & Filhos"}]
    asset = {"name": "s", "design": "chat-with-us", "rows": rows, "title": "Feira {{ feira }}"}
    (problem,) = ck.Campaign(SHOP, stickers=[asset]).problems()

    assert (problem.rule, problem.severity) == ("text.not-available", "warning")
    assert (problem.where.row, problem.where.column) == (2, "feira")


@pytest.mark.parametrize("text", ["N/A & Filhos", "NA", "Nd", "-", "N", "A/N"])
def test_a_name_that_only_looks_so_is_nobodys_mistake(text):
    assert told(text) == []
