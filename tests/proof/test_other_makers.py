"""Codes of other makers, which may divide the same text otherwise than ours."""

import io

import pytest
import segno
from PIL import Image

from campaignkit.assets.reading import check


@pytest.mark.parametrize("level", "LMQH")
@pytest.mark.parametrize("number", range(8))
def test_a_clean_code_of_another_maker_is_no_covered_one(tmp_path, level, number):
    drawn = io.BytesIO()
    text = f"https://example.com/{number}"
    segno.make(text, error=level, boost_error=False, micro=False).save(
        drawn, kind="png", scale=8, border=4
    )
    path = tmp_path / "code.png"
    Image.open(drawn).convert("L").save(path)

    found = check(path)

    assert not found, str(found)
