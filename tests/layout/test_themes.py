"""Themes and seasons: data that changes every design, in every language, and stays readable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit import layout, qr
from campaignkit.business import Business, contrast
from campaignkit.drawing import CodeBox, Drawing, Shape, Text, Use
from campaignkit.errors import BadInput, NotFound
from campaignkit.layout import themes, typefaces
from campaignkit.layout.palette import expressed, legible, themed

NAMES = themes.names()
COLORS = st.from_regex(r"#[0-9A-F]{6}", fullmatch=True)
SYMBOL = qr.encode("https://wa.me/5511987654321?text=Oi%21%20Vi%20o%20adesivo%20na%20vitrine")


def shop(**more: Any) -> Business:
    given = {"phone": "(11) 98765-4321", "country": "BR", "language": "pt_BR", **more}
    return Business(given.pop("name", "Padaria Sol"), **given)


def drawn(
    design: str = "chat-with-us",
    size: tuple[float, float] = (148, 210),
    *,
    worn: layout.Styling,
    whose: Business | None = None,
    shape: str = "rect",
) -> Drawing:
    seller = whose or shop()
    ready = layout.compiled(
        layout.load(design),
        seller,
        seller.language,
        width=size[0],
        height=size[1],
        shape=shape,
        dress=worn,
    )
    return ready.draw({"title": "", "note": ""}, SYMBOL)


def items(drawing: Drawing, *, strewn: bool = True) -> Iterator[Any]:
    """strewn: with drawings strewn over a ground, of which a season leaves room for fewer."""
    for item in drawing.items:
        if isinstance(item, Use):
            if strewn or not item.drawing.ornament:
                yield from items(item.drawing, strewn=strewn)
        else:
            yield item


def test_there_are_the_themes_and_seasons_that_are_promised():
    assert {"market", "minimal", "bold", "craft", "photo", "one-ink"} < set(NAMES)
    assert len(themes.season_names()) >= 8


@pytest.mark.parametrize("name", NAMES)
def test_a_theme_changes_what_is_drawn_and_keeps_what_is_said(name):
    plain, worn = drawn(worn=layout.styling("classic")), drawn(worn=layout.styling(name))

    lines = [[i.line.text for i in items(d) if isinstance(i, Text)] for d in (plain, worn)]
    said = [sorted(" ".join(each).casefold().split()) for each in lines]
    assert said[0] == said[1]
    assert [c.symbol.text for c in worn.codes()] == [SYMBOL.text]
    if name != "classic":
        looks = [
            {(type(i).__name__, getattr(i, "fill", None)) for i in items(d)} for d in (plain, worn)
        ]
        assert looks[0] != looks[1]


@given(primary=COLORS, accent=COLORS, name=st.sampled_from(NAMES))
def test_text_has_its_contrast_on_every_ground_whatever_the_colours_of_a_shop(
    primary, accent, name
):
    theme = layout.load_theme(name)
    filled = theme.panel == "fill"
    colors = themed(shop(colors=[primary, accent]), theme.colors, filled=filled, black=theme.black)

    for ground in ("ground", "panel", "plate", "frame"):
        assert contrast(colors[f"on_{ground}"], colors[ground]) >= 4.5
        assert contrast(legible(colors["headline"], colors[ground]), colors[ground]) >= 4.5


@given(color=COLORS, ground=COLORS)
def test_a_legible_colour_is_the_same_where_it_can_be(color, ground):
    moved = legible(color, ground)

    assert contrast(moved, ground) >= 4.5
    assert moved == color or contrast(color, ground) < 4.5


def test_one_ink_draws_black_and_white_alone_under_a_season_too():
    dress = layout.styling("one-ink", "christmas")
    worn = drawn(worn=dress, whose=shop(colors=["#B5451B", "#F2B632"]))

    painted = {value for i in items(worn) if isinstance(i, Shape) for value in (i.fill, i.stroke)}
    painted |= {i.fill for i in items(worn) if isinstance(i, Text)}
    assert painted - {None} == {"#000000", "#FFFFFF"}


def outlines(drawing):
    """How often each outline is drawn, whatever its size."""
    shapes = (item for item in items(drawing, strewn=False) if isinstance(item, Shape))
    return Counter("".join(name for name, *_ in shape.path) for shape in shapes)


@pytest.mark.parametrize("name", themes.season_names())
def test_a_season_adds_to_every_theme_and_keeps_off_the_words(name):
    for theme in NAMES:
        for size, shape in (((63.5, 38.1), "rect"), ((148, 210), "rect"), ((60, 60), "round")):
            bare = drawn(size=size, worn=layout.styling(theme, artwork="none"), shape=shape)
            worn = drawn(size=size, worn=layout.styling(theme, name, "none"), shape=shape)
            assert outlines(worn) - outlines(bare)  # what is there, and was not


def test_a_theme_sets_each_script_in_its_own_typeface():
    pytest.importorskip("fontpkg_anton", reason="NOT TESTED: typefaces; install [themes]")
    faces = {}
    for language, name in (("pt_BR", "Padaria"), ("ar", "مخبز"), ("hi", "बेकरी")):
        seller = shop(name=name, phone="+5511987654321", language=language)
        worn = drawn(worn=layout.styling("bold"), whose=seller)
        lines = [i.line for i in items(worn) if isinstance(i, Text)]
        faces[language] = {run.face.family for line in lines for run in line.runs}

    assert "Anton" in faces["pt_BR"]
    assert "Cairo" in faces["ar"]
    assert "Teko" in faces["hi"]


def test_a_typeface_that_is_not_installed_is_told_and_noto_stands_in(monkeypatch):
    monkeypatch.setattr(typefaces, "is_installed", lambda family: family != "Anton")

    (problem,) = layout.load_theme("bold").notes()

    assert problem.rule == "theme.face-missing"
    assert "Anton" in str(problem) and "campaignkit[themes]" in str(problem)
    assert typefaces.file_of("No Such Family", 400) is None


def test_nothing_asked_for_draws_the_design_as_it_always_was():
    plain = layout.compiled(layout.load("chat-with-us"), shop(), "pt_BR", width=63.5, height=38.1)
    drawings = (
        plain.draw({"title": "", "note": ""}, SYMBOL),
        drawn(size=(63.5, 38.1), worn=layout.styling()),
    )

    first, second = (
        [(i.x, i.y, i.line.text) for i in items(each) if isinstance(i, Text)] for each in drawings
    )
    assert first == second


def test_artwork_comes_from_the_words_of_the_name_unless_somebody_says_another():
    count = lambda **more: len(list(items(drawn(worn=layout.styling("classic", **more)))))  # noqa: E731

    assert count() > count(artwork="none")
    assert count(artwork="butcher") > count(artwork="none")
    with pytest.raises(NotFound, match=r"no drawing called 'buthcer'. Did you mean 'butcher'"):
        drawn(worn=layout.styling("classic", artwork="buthcer"))


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: layout.load_theme("markte"), NotFound, "no theme called 'markte'. Did you mean"),
        (lambda: layout.load_season("xmas"), NotFound, "no season called 'xmas'"),
        (lambda: layout.load_theme(7), BadInput, "theme=7 is no name"),
        (lambda: expressed("primary 12 paper", {}), BadInput, "cannot be read"),
        (lambda: expressed("primary 120% paper", {}), BadInput, "cannot be read"),
    ],
)
def test_a_slip_is_said_with_its_cure(make, error, words):
    with pytest.raises(error, match=words):
        make()


def test_a_theme_of_ones_own_is_a_file(tmp_path):
    file = tmp_path / "ours.toml"
    file.write_text('title = "Ours"\npanel = "outline"\n[colors]\nground = "#FFEEDD"\n')
    worn = drawn(worn=layout.styling(str(file)))

    assert isinstance(worn.codes()[0], CodeBox)
    file.write_text('title = "Ours"\npanels = "outline"\n')
    with pytest.raises(BadInput, match=r"ours.toml.*panels"):
        layout.load_theme(str(file))
