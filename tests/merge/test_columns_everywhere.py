"""`columns=` says which column is which wherever a table enters; what is missing is asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

import campaignkit as ck

SHOP = ck.Business("Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
ROWS = [{"Nome do Cliente": "Ana", "WHATSAPP": "+55 11 91234-5678", "Preço (R$)": "1,20"}]
COLUMNS = {"who": "Nome do Cliente", "phone": "WHATSAPP"}


def test_every_stream_takes_columns():
    asked = {"text": "Oi {{ who }}", "columns": COLUMNS}

    stickers = [one.payload for one in ck.stickers("chat-with-us", SHOP, ROWS, **asked)]
    codes = [one.text for one in ck.qr_codes(ROWS, SHOP, kind="chat", **asked)]
    links = list(ck.links(ROWS, SHOP, **asked))
    messages = [one.text for one in ck.messages(ROWS, SHOP, to="phone", **asked)]

    assert stickers == codes == links == ["https://wa.me/5511987654321?text=Oi%20Ana"]
    assert messages == ["Oi Ana"]


def test_every_stream_takes_an_encoding(tmp_path: Path):
    path = tmp_path / "t.csv"
    path.write_bytes("nome\nJoão\n".encode("cp1252"))

    with pytest.raises(ck.BadInput, match="encoding='cp1252'"):
        ck.links(path, SHOP, text="{{ nome }}")
    assert list(ck.links(path, SHOP, text="{{ nome }}", encoding="cp1252")) == [
        "https://wa.me/5511987654321?text=Jo%C3%A3o"
    ]


@pytest.mark.parametrize(
    ("name", "head"), [("preco", "Preço (R$)"), ("nome", "Nome do Cliente"), ("phone", "WHATSAPP")]
)
def test_a_name_that_is_no_column_is_answered_with_the_one_that_means_it(name: str, head: str):
    shop = None if name == "phone" else SHOP

    with pytest.raises(ck.BadInput, match="no column") as caught:
        ck.links(ROWS, shop, phone="+5511987654321", text=f"{{{{ {name} }}}}")

    said = str(caught.value)
    assert "Did you mean" in said
    assert f"{head!r}?" in said


def test_a_column_that_is_not_there_is_answered_with_the_near_one():
    with pytest.raises(ck.NotFound, match="Did you mean the column 'Preço \\(R\\$\\)'"):
        ck.links(ROWS, SHOP, text="{{ price }}", columns={"price": "Valor"})


OTHER_MARKS = ("{who}", "${who}", "$who", "{ Who }", "[who]", "<who>", "<<who>>", "«who»", "%who%")


@pytest.mark.parametrize("written", OTHER_MARKS)
def test_a_column_marked_as_other_programs_mark_it_is_an_error_in_every_stream(written: str):
    text, rows = f"50% para {written}", [{"who": "Ana", "phone": "+5511912345678"}]

    for make in (
        lambda: ck.stickers("chat-with-us", SHOP, rows, text=text),
        lambda: ck.qr_codes(rows, SHOP, kind="chat", text=text),
        lambda: ck.links(rows, SHOP, text=text),
        lambda: ck.messages(rows, SHOP, to="phone", text=text),
    ):
        with pytest.raises(ck.BadInput, match="stays as it is and is printed") as caught:
            list(make())
        assert caught.value.rule == "row.other-marks"
        assert "write {{ who }}; for the signs themselves" in str(caught.value)


def test_a_column_of_two_words_is_told_as_a_text_reaches_it():
    with pytest.raises(ck.BadInput, match=r"write \{\{ row\['Nome do Cliente'\] \}\}"):
        ck.links(ROWS, SHOP, text="Oi {nome do cliente}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Oi {você}", "Oi {você}"),
        ("[novo] 50% e 20%", "[novo] 50% e 20%"),
        ("{{ '{who}' }} e {{ who }}", "{who} e Ana"),
        ("mesa [41]", "mesa [41]"),
    ],
)
def test_signs_that_name_no_column_are_the_texts_own(text: str, said: str):
    (link,) = ck.links([{"who": "Ana", "41": "x"}], SHOP, text=text)

    assert ck.parse_link(link).fields["text"] == said
