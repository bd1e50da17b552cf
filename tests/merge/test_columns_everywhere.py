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
