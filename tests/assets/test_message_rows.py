"""Messages of tables that have something to say of a row themselves."""

import campaignkit as ck

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


def test_a_blank_row_is_told_and_the_others_are_worded(tmp_path):
    table = tmp_path / "people.csv"
    table.write_text("who,day\nAna,1\n , \nBia,2\n", encoding="utf-8")

    stream = ck.messages(table, SHOP, text="Oi {{ who }}!")

    assert [str(message) for message in stream] == ["Oi Ana!", "Oi Bia!"]
    assert [problem.rule for problem in stream.problems()] == ["table.blank-row"]
