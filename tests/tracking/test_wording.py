"""How a reference stands in a text or a web address."""

from __future__ import annotations

import pytest

from campaignkit.errors import BadInput
from campaignkit.tracking import reference, wording
from campaignkit.tracking.wording import names_reference, tagged

FOUND = reference("spring", "17")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("pt_BR", "Oi! (ref K4K6-RD2H)"),
        ("ar", "Oi! (رمز K4K6-RD2H)"),
        ("hi", "Oi! (कोड K4K6-RD2H)"),
        ("zh_CN", "Oi! (ref K4K6-RD2H)"),
    ],
)
def test_the_label_is_of_the_language(language, said):
    assert wording(language).added("Oi!", FOUND) == said


def test_a_pattern_of_ones_own():
    assert wording("en", "#{{ token }}").added("Hi", FOUND) == "Hi #K4K6-RD2H"
    assert wording("en").added("", FOUND) == "(ref K4K6-RD2H)"


@pytest.mark.parametrize("pattern", ["ref", "{{ token }} {{ token }}", "{{ token }}" + "x" * 60])
def test_a_pattern_says_once_where_the_reference_stands(pattern):
    with pytest.raises(BadInput, match="does not say where the reference stands"):
        wording("en", pattern)


@pytest.mark.parametrize(
    ("text", "named"), [("Hi {{ token }}", True), ("Hi {{token|upper}}", True), ("Hi", False)]
)
def test_a_text_may_name_its_reference_itself(text, named):
    assert names_reference(text) is named


def test_a_web_address_keeps_what_it_has():
    address = tagged("https://example.com/a?b=1&utm_source=flyer#c", FOUND, "Páscoa 2026")

    assert address == (
        "https://example.com/a?b=1&utm_source=flyer&utm_medium=qr&utm_campaign=P%C3%A1scoa%202026"
        "&utm_content=K4K6-RD2H#c"
    )
