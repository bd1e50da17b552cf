"""SVG files are XML that every reader takes, whatever signs and numbers went in."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import campaignkit as ck
from campaignkit.drawing import Drawing, Shape, Text
from campaignkit.errors import BadInput
from campaignkit.render.svg import svg
from campaignkit.text import shape, stack

EMPTY = Drawing(10.0, 10.0, ())


@given(st.text(alphabet=st.characters(), max_size=30))
@settings(max_examples=200)
def test_any_title_and_description_make_well_formed_svg(text):
    made = svg(EMPTY, title=text, description=text)

    ElementTree.fromstring(made)


def test_a_control_sign_in_a_code_is_shown_as_its_picture(tmp_path):
    ck.qr_code("01\x1d10ABC").save(tmp_path / "code.svg")

    root = ElementTree.parse(tmp_path / "code.svg").getroot()
    assert any("\u241d" in (element.text or "") for element in root)


def test_the_words_of_each_script_stand_where_the_line_has_them():
    line = shape("Sol बेकरी Sol", stack(language="hi"))
    assert len(line.runs) == 3

    made = svg(Drawing(50, 10, (Text(3, 8, 5, line, "#000000"),)), title="", description="")

    (path,) = re.findall(r' d="(.+?)"', made.decode())
    across = [float(pair.split()[0]) for pair in re.findall(r"[-\d.]+ [-\d.]+", path)]
    assert min(across) == pytest.approx(3 + line.ink[0] * 5, abs=0.05)
    assert max(across) == pytest.approx(3 + line.ink[2] * 5, abs=0.05)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_no_file_holds_a_number_that_is_none(value):
    shape = Shape(path=(("M", 0.0, value),), fill="#000000")

    with pytest.raises(
        BadInput, match=r"a length of the drawing is -?(nan|inf), which is no number"
    ):
        svg(Drawing(10.0, 10.0, (shape,)), title="", description="")
