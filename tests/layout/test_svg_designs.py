"""An SVG as a design: names of layers become facts, the rest stays as it was drawn."""

from __future__ import annotations

import pytest

from campaignkit.assets.sticker import sticker
from campaignkit.business import Business
from campaignkit.drawing import CodeBox, Image, Text
from campaignkit.errors import BadInput
from campaignkit.layout import load
from campaignkit.vectors import named

SHOP = Business(
    "Padaria Sol",
    phone="(11) 98765-4321",
    country="BR",
    language="pt_BR",
    address="Rua das Flores 12",
)
NAMES = frozenset({"qr", "headline", "shop", "phone", "address"})
INKSCAPE = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<svg width="105mm" height="74mm" viewBox="0 0 105 74" version="1.1"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
   xmlns="http://www.w3.org/2000/svg">
  <defs><linearGradient id="g"><stop offset="0" stop-color="#0F4C5C"/></linearGradient></defs>
  <sodipodi:namedview id="namedview1" pagecolor="#ffffff"/>
  <g inkscape:label="Layer 1" inkscape:groupmode="layer" id="layer1">
    <rect style="fill:url(#g)" id="rect1" width="105" height="74" x="0" y="0"/>
    <text style="font-size:8.5px;font-weight:bold;fill:#ffffff" x="8" y="18" id="text1"
       inkscape:label="headline"><tspan x="8" y="18">Scan &amp; order</tspan></text>
    <g transform="translate(2,1)"><text style="font-size:5px;fill:#FFE8B0" x="6" y="43" id="text2"
       inkscape:label="shop">My shop</text></g>
    <text style="font-size:6px;fill:#ffffff" x="8" y="64" id="text9">only {{ price }}</text>
    <rect id="rect7" inkscape:label="qr" x="60" y="18" width="38" height="38"/>
  </g>
</svg>"""
ILLUSTRATOR = """<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: Adobe Illustrator 27.0.0, SVG Export Plug-In . SVG Version: 6.00 Build 0)  -->
<svg version="1.1" id="Layer_1" xmlns="http://www.w3.org/2000/svg" x="0px" y="0px"
   viewBox="0 0 297.64 419.53" xml:space="preserve">
<style type="text/css">.st0{fill:#FFF3DC;} .st1{fill:#B23A48;} .st3{font-size:30px;}
  .st4{text-anchor:middle;}</style>
<rect class="st0" width="297.64" height="419.53"/>
<text id="headline" transform="matrix(1 0 0 1 148.8 140)" class="st1 st3 st4">Peça aqui</text>
<rect id="qr_1_" x="78" y="170" class="st0" width="142" height="142"/>
<g id="shop"><rect x="30" y="330" width="237" height="34" fill="none"/>
  <text transform="matrix(1 0 0 1 148 355)" style="font-size:22px">Shop</text></g>
<rect id="address" x="30" y="372" width="237" height="22" fill="none"/>
</svg>"""


@pytest.fixture
def drawn(tmp_path):
    def write(text, name="ours.svg"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_labels_of_inkscape_become_facts_and_templates_are_filled(drawn):
    made = sticker(drawn(INKSCAPE), SHOP, price="R$ 4,50")

    drawing = made.drawing()
    texts = {item.line.text: item for item in _flat(drawing) if isinstance(item, Text)}
    assert set(texts) == {"Scan & order", "Padaria Sol", "only R$ 4,50"}
    assert made.size == (105.0, 74.0)
    (code,) = drawing.codes()
    assert (code.x, code.y, code.side) == pytest.approx((60, 18, 38), abs=0.01)
    shop = texts["Padaria Sol"]
    assert (shop.x, shop.y, shop.size) == pytest.approx((8, 44, 5), abs=0.4)
    assert (shop.fill, texts["Scan & order"].fill) == ("#FFE8B0", "#FFFFFF")
    assert not made.check()


def test_ids_and_classes_of_illustrator_are_read_in_its_points(drawn):
    made = sticker(drawn(ILLUSTRATOR), SHOP, title="Encomende pelo WhatsApp e retire na loja")

    drawing = made.drawing()
    assert made.size == pytest.approx((105.0, 148.0), abs=0.01)
    (code,) = drawing.codes()
    assert code.side == pytest.approx(142 / 72 * 25.4, abs=0.01)
    lines = [item for item in _flat(drawing) if isinstance(item, Text)]
    assert {item.line.text for item in lines} >= {"Padaria Sol", "Rua das Flores 12"}
    headline = [item for item in lines if item.fill == "#B23A48"]
    middles = [item.x + item.line.width * item.size / 2 for item in headline]
    assert middles == pytest.approx([52.5] * len(middles), abs=0.1)
    assert not made.check()


def test_the_artwork_stays_vectors_and_the_named_parts_leave_it(drawn):
    made = sticker(drawn(INKSCAPE), SHOP, price="1")

    kinds = [type(item) for item in _flat(made.drawing())]
    assert kinds.count(Image) == 1
    assert kinds.count(CodeBox) == 1
    assert b"headline" not in named(INKSCAPE.encode(), NAMES).rest
    assert b"<image" not in made.svg().lower()


def _flat(drawing):
    for item in drawing.items:
        yield from _flat(item.drawing) if hasattr(item, "drawing") else (item,)


def test_it_suits_labels_of_its_shape_and_says_so_of_others(drawn):
    path = drawn(INKSCAPE)

    large = sticker(path, SHOP, price="1", size_mm=(210, 148)).drawing()
    assert large.codes()[0].side == pytest.approx(76)
    with pytest.raises(BadInput, match="has no layout for a label of 50 x 50 mm"):
        sticker(path, SHOP, price="1", size_mm=(50, 50)).drawing()


def test_a_fact_that_a_template_speaks_of_is_needed(drawn):
    assert dict(load(drawn(INKSCAPE)).needs) == {"price": "what the drawing shows in its place"}
    with pytest.raises(BadInput, match="price"):
        sticker(drawn(INKSCAPE), SHOP)


def test_a_changed_file_is_another_design(drawn):
    path = drawn(INKSCAPE)
    before = sticker(path, SHOP, price="1").title
    drawn(INKSCAPE.replace("Scan &amp; order", "Hello"))

    assert (before, sticker(path, SHOP, price="1").title) == ("Scan & order", "Hello")


@pytest.mark.parametrize(
    ("change", "rule", "line", "words"),
    [
        (("inkscape:label=\"qr\"", ""), "svg-design.no-code", None, "no element is called 'qr'"),
        (("only {{ price }}", "only {{ price"), "wording.syntax", 14, "text"),
        (("only {{ price }}", "only today"), "svg-design.text", None, "Object to Path"),
        (("inkscape:label=\"headline\"", ""), "svg-design.text", None, "Name it after a fact"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_what_to_do_in_the_designers_words(
    drawn, change, rule, line, words
):
    with pytest.raises(BadInput) as told:
        load(drawn(INKSCAPE.replace(*change)))
    (problem,) = told.value.problems
    assert line is None or problem.where.line == line
    assert words in str(told.value)
    assert rule in {"wording.syntax", problem.rule}


def test_all_faults_are_told_at_once_with_their_names_and_lines(drawn):
    wrong = '<svg viewBox="0 0 9 9">\n<g id="qr"/>\n<g id="logo"/>\n<g id="phone"/></svg>'

    with pytest.raises(BadInput) as told:
        load(drawn(wrong))
    assert [(p.rule, p.where.line, p.where.key) for p in told.value.problems] == [
        ("svg-design.no-box", 2, "qr"),
        ("svg-design.no-box", 3, "logo"),
        ("svg-design.no-text", 4, "phone"),
    ]


def test_a_file_that_is_no_svg_is_told_with_its_name(drawn):
    with pytest.raises(BadInput, match=r"ours\.svg.*cannot be read"):
        load(drawn("<svg"))


def test_layers_that_are_switched_off_are_not_there(drawn):
    old = (
        '<g style="display:none"><text inkscape:label="headline" x="1" y="9">Old</text>'
        '<rect inkscape:label="qr" width="3" height="3"/><text x="1" y="9">A note</text></g>'
        '<text visibility="hidden" x="1" y="9">Another</text></svg>'
    )

    assert load(drawn(INKSCAPE.replace("</svg>", old))).title == "Scan & order"


def test_names_as_illustrator_writes_signs_into_ids(drawn):
    path = drawn(INKSCAPE.replace('inkscape:label="qr"', 'data-name="QR_x5F_code_1_"'))

    assert sticker(path, SHOP, price="1").drawing().codes()


def test_every_text_without_a_name_is_told_with_its_words_and_line(drawn):
    more = '<text x="1" y="9" id="a">One</text>\n<text x="1" y="9" id="b">Two</text>\n</svg>'

    with pytest.raises(BadInput) as told:
        load(drawn(INKSCAPE.replace("</svg>", more)))
    first, second = told.value.problems
    assert "the text 'One' has no name of a fact" in str(first)
    assert "'Two'" in str(second)
    assert second.where.line == first.where.line + 1


def test_a_code_beyond_the_page_is_told(drawn):
    wrong = '<svg viewBox="0 0 90 50">\n<rect id="qr" x="70" y="10" width="30" height="30"/></svg>'

    with pytest.raises(BadInput, match=r"line 2, key qr: 'qr' reaches .* beyond the page"):
        load(drawn(wrong))


def test_lines_of_a_text_are_words_apart_and_a_family_may_tell_its_weight(drawn):
    lines = (
        '<svg viewBox="0 0 90 50"><rect id="qr" x="50" y="9" width="32" height="32"/>'
        '<text id="headline" style="font-family:\'MyriadPro-Bold\'"><tspan x="2" y="9">Chat</tspan>'
        '<tspan x="2" dy="9">with us</tspan></text></svg>'
    )

    design = load(drawn(lines))
    assert design.title == "Chat with us"
    assert design.layouts()[0].element[-1].weight == 700
