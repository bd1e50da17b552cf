"""Messages that show products, as the platform documents them."""

from __future__ import annotations

import pytest

from campaignkit.errors import BadInput, TooBig
from campaignkit.products import product_messages

TO = "+55 11 98765-4321"


def test_one_product_has_body_and_footer_and_no_header():
    made = product_messages.single(
        TO, "SKU-1", catalog_id="1948", body="Olha!", footer="Padaria Sol"
    )

    assert made == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "5511987654321",
        "type": "interactive",
        "interactive": {
            "type": "product",
            "body": {"text": "Olha!"},
            "footer": {"text": "Padaria Sol"},
            "action": {"catalog_id": "1948", "product_retailer_id": "SKU-1"},
        },
    }


def test_several_products_stand_in_sections():
    made = product_messages.several(
        TO, {"Teas": ["A", "B"], "Milk": ["C"]}, catalog_id="1", header="Menu", body="Choose"
    )

    inner = made["interactive"]
    assert inner["type"] == "product_list"
    assert inner["header"] == {"type": "text", "text": "Menu"}
    assert inner["action"]["sections"][0] == {
        "title": "Teas",
        "product_items": [{"product_retailer_id": "A"}, {"product_retailer_id": "B"}],
    }


def test_the_catalog_may_name_the_product_whose_picture_shows():
    made = product_messages.whole(TO, body="Oi!", thumbnail="SKU-1")

    assert made["interactive"]["action"] == {
        "name": "catalog_message",
        "parameters": {"thumbnail_product_retailer_id": "SKU-1"},
    }


def make(**change):
    options = {"sections": {"Teas": ["A"]}, "catalog_id": "1", "header": "M", "body": "C"} | change
    return product_messages.several(TO, options.pop("sections"), **options)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sections": {str(at): ["A"] for at in range(11)}}, "11 sections; at most 10"),
        ({"sections": {"Teas": ["A"] * 31}}, "31 products; at most 30"),
        ({"sections": {"T" * 50: ["A"]}}, "50 characters; at most 24. Shorten it by 26"),
        ({"header": "h" * 61}, "header has 61 characters; at most 60"),
        ({"body": "b" * 1025}, "body has 1025 characters; at most 1024"),
        ({"footer": "f" * 61}, "footer has 61 characters; at most 60"),
    ],
)
def test_what_is_over_a_limit_is_refused_with_the_numbers(change, words):
    with pytest.raises(TooBig, match=words):
        make(**change)


def test_each_limit_itself_is_taken():
    sections = {"T" * 24: ["A"] * 21} | {str(at): ["A"] for at in range(9)}

    assert make(sections=sections, header="h" * 60, body="b" * 1024, footer="f" * 60)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sections": {}}, "sections are empty"),
        ({"sections": {"Teas": []}}, "sections are empty"),
        ({"sections": {"": ["A"], "Teas": ["B"]}}, "has no title"),
        ({"sections": {"Teas": [""]}}, "is no id"),
        ({"header": " "}, "header is empty"),
        ({"body": ""}, "body is empty"),
        ({"catalog_id": ""}, "catalog_id='' is no id"),
    ],
)
def test_what_is_lacking_is_refused(change, words):
    with pytest.raises(BadInput, match=words):
        make(**change)
