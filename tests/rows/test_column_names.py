from __future__ import annotations

import pytest

from campaignkit.merge.recipients import recipient
from campaignkit.merge.records import Source
from campaignkit.rows import read
from campaignkit.rows.column_names import hint, meant


@pytest.mark.parametrize(
    "head",
    [
        *("WHATSAPP", "Phone Number", "Celular (com DDD)", "TELÉFONO", "Nº HP", "no_hp"),
        *("رقم الهاتف", "मोबाइल नंबर", "Fone:", "Numéro de portable"),
    ],
)
def test_what_people_call_a_phone_is_known_in_seven_languages(head):
    assert meant("phone", ["Price", head]) == [head]
    assert meant("telefone", [head]) == [head]


def test_a_hint_names_a_column_only_if_it_is_near_or_means_the_same():
    assert hint("phone", ["Preço", "Estoque"]) == ""
    assert hint("fone", ["Fones", "Zap"]) == " Did you mean 'Fones'?"
    assert hint("phone", ["Zap", "Celular"]) == " Did you mean the column 'Zap' or 'Celular'?"


def test_a_recipients_column_that_is_not_there_is_told_with_the_one_that_is():
    source = Source(read([{"Nome": "Ana", "WHATSAPP": "+5511987654321"}]))

    with pytest.raises(ValueError, match=r"Did you mean the column 'WHATSAPP'\?"):
        recipient("phone", source, ())
