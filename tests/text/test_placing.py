"""Between spaces, a part of what was shaped is what shaping that part alone would give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit.text import shape, stack
from campaignkit.text.placing import between_spaces

WORDS = st.lists(st.text("AVTWYopreçãéíLTáf.,!-0123ijgQ'(", min_size=1), min_size=1, max_size=5)


@given(WORDS, st.data())
def test_a_part_between_spaces_is_what_shaping_it_alone_gives(
    words: list[str], data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = len(" ".join([*words[:first], ""])) if first else 0
    alone = shape(" ".join(words[first : last + 1]), stack())

    part = between_spaces(shape(" ".join(words), stack()), start, start + len(alone.text))

    if part is None:
        return
    assert [(run.clusters, run.kerns, run.x) for run in part.runs] == [
        (run.clusters, run.kerns, run.x) for run in alone.runs
    ]
    assert part.width == pytest.approx(alone.width)
    assert part.ink == pytest.approx(alone.ink)
    assert (part.text, part.ascent, part.descent) == (alone.text, alone.ascent, alone.descent)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("Padaria Sol", 0, 5), ("Padaria Sol", 3, 11), ("مرحبا بكم", 0, 5), ("नमस्ते जी", 0, 6)],
)
def test_inside_a_word_or_where_letters_join_it_must_be_shaped(
    text: str, start: int, end: int
) -> None:
    assert between_spaces(shape(text, stack()), start, end) is None


def test_a_plain_part_is_found() -> None:
    part = between_spaces(shape("Padaria Sol Nascente", stack()), 8, 11)

    assert part is not None
    assert part.text == "Sol"
