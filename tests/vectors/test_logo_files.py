"""Logos from files: named where they are refused, told where they are cut."""

from __future__ import annotations

import pytest

import campaignkit as ck
from campaignkit import vectors

BOX = "viewBox='0 0 10 10'"
INSIDE = "<rect x='1' y='1' width='8' height='8'/>"


def svg(inside, more=BOX):
    return f"<svg xmlns='http://www.w3.org/2000/svg' {more}>{inside}</svg>"


def drawn(inside, more=BOX):
    return vectors.read(svg(inside, more).encode())


@pytest.mark.parametrize(
    ("inside", "share"),
    [
        (INSIDE, 0),
        ("<rect x='4' y='4' width='9' height='2'/>", 0.3),
        ("<rect x='4' y='-5' width='2' height='7'/>", 0.5),
        ("<rect x='12' y='1' width='2' height='2'/>", 0.4),  # nothing of it is seen
        ("<rect x='-9' y='-9' width='30' height='30'/>" + INSIDE, 0),  # a ground
        ("<path d='M1 1h8' stroke='red' stroke-width='4'/>", 0.1),
        ("<rect x='4' y='4' width='9' height='2' fill='none'/>", 0),
        ("<rect x='4' y='4' width='9' height='2' opacity='0'/>", 0),
        ("<g transform='scale(2)'><rect x='1' y='1' width='6' height='2'/></g>", 0.4),
        (f"<clipPath id='a'>{INSIDE}</clipPath><g clip-path='url(#a)'>"
         "<circle cx='5' cy='5' r='40'/></g>", 0),
        ("<path d='M5 5C25 5 25 6 5 6z'/>", 1.0),  # where the curve is, not its handles
    ],
)  # fmt: skip
def test_what_a_logo_draws_beyond_its_frame_is_measured(inside, share):
    found = vectors.cut_off(drawn(inside))

    assert found == pytest.approx(share, abs=0.005)


def test_a_logo_that_is_cut_is_told_where_it_is_used(tmp_path):
    path = tmp_path / "logo.svg"
    path.write_text(svg(INSIDE + "<rect x='4' y='4' width='9' height='2'/>"))
    shop = ck.Business("Sol", phone="(11) 98765-4321", country="BR", logo=path)

    made = {
        "code": ck.qr_code("https://wa.me/5511987654321", level="H", logo=path),
        "sticker": ck.sticker("chat-with-us", shop, text="Oi"),
        "sheet": ck.sheet(ck.sticker("chat-with-us", shop, text="Oi"), stock="Avery L7165"),
    }

    for name, thing in made.items():
        told = [each for each in thing.check() if each.rule == "picture.cut"]
        assert len(told) == 1, name
        assert "draws beyond its own frame, by 30% of its longer side" in told[0].message


def test_a_logo_that_stays_inside_is_not_told(tmp_path):
    path = tmp_path / "logo.svg"
    path.write_text(svg(INSIDE))

    assert not ck.qr_code("https://wa.me/5511987654321", level="H", logo=path).check()


@pytest.mark.parametrize(
    "inside", ["<text>Sol</text>", "<foreignObject/>", "<g filter='url(#a)'><rect/></g>", "<a"]
)
def test_a_refused_svg_is_named(inside, tmp_path):
    path = tmp_path / "logo.svg"
    path.write_text(svg(inside))

    shop = ck.Business("Sol", phone="(11) 98765-4321", country="BR", logo=path)
    for use in (
        lambda: ck.qr_code("x", logo=path),
        lambda: ck.sticker("chat-with-us", shop, text="Oi"),
    ):
        with pytest.raises(ck.BadInput, match=r"logo.svg: the SVG ") as caught:
            use()
        assert caught.value.rule.startswith("svg.")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_an_svg_in_utf_16_is_the_same_drawing(encoding):
    text = "<?xml version='1.0' encoding='UTF-16'?>" + svg(INSIDE)
    mark = "" if encoding == "utf-16" else "\ufeff"

    data = (mark + text).encode(encoding)

    assert vectors.is_svg(data)
    assert vectors.read(data).items == drawn(INSIDE).items


def test_entities_are_refused_in_utf_16_too():
    text = "<!DOCTYPE svg [<!ENTITY a 'b'>]>" + svg("<title>&a;</title>")

    with pytest.raises(ck.BadInput, match="declares entities"):
        vectors.read(text.encode("utf-16"))


def test_utf_16_that_breaks_off_is_answered_in_words():
    with pytest.raises(ck.BadInput, match="the SVG cannot be read"):
        vectors.read(svg(INSIDE).encode("utf-16")[:-21])
