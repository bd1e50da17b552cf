"""Messages of tables that have something to say of a row themselves."""

import pytest

import campaignkit as ck

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


def test_a_blank_row_is_told_and_the_others_are_worded(tmp_path):
    table = tmp_path / "people.csv"
    table.write_text("who,day\nAna,1\n , \nBia,2\n", encoding="utf-8")

    stream = ck.messages(table, SHOP, text="Oi {{ who }}!")

    with pytest.warns(UserWarning, match="row 2 is blank"):
        assert [str(message) for message in stream] == ["Oi Ana!", "Oi Bia!"]
    assert [problem.rule for problem in stream.problems()] == ["table.blank-row"]


def test_who_only_iterates_is_warned_once_of_what_the_table_says():
    table = [{"who": "Ana"}, {"who": "None"}, {"who": "nan"}]
    stream = ck.messages(table, SHOP, text="Oi {{ who | default('amigo') }}!")

    with pytest.warns(UserWarning, match=r"row 2, column who: this cell holds 'None'") as caught:
        made = [str(each) for each in stream]

    assert made == ["Oi Ana!", "Oi amigo!", "Oi amigo!"]
    assert len(caught) == 1
    assert "problems() has all that is like it" in str(caught[0].message)


@pytest.mark.parametrize("words", [{}, {"message": "welcome", "text": "Oi {{ who }}!"}])
def test_a_message_is_one_of_the_two(words):
    with pytest.raises(ck.BadInput, match="give message=, a ready wording, or text=") as told:
        ck.messages([{"who": "Ana"}], SHOP, **words)
    assert told.value.rule == "message.which"


def test_a_fact_that_may_be_left_out_is_said_where_it_is_told():
    rows = [{"customer": "Ana", "order": "1"}, {"customer": "", "order": "2"}]

    named, unnamed = ck.messages(rows, SHOP, message="order-ready")

    assert str(named).startswith("Boa notícia, Ana! Seu pedido *1*")
    assert str(unnamed).startswith("Boa notícia! Seu pedido *2*")
