"""An SVG as a design: what bears the name of a fact becomes that fact, the rest stays artwork.

A designer draws a sticker and names what varies: `qr`, `headline`, `shop`, `phone`, `logo`, … as
the layer panels of Inkscape and Illustrator let them. A text may also be a template, as in
"{{ price }}". All is kept in proportion to the drawing, so that it suits every label of its shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from campaignkit import vectors
from campaignkit.errors import CampaignError
from campaignkit.layout.compiled_design import HEADLINE, OPTIONAL
from campaignkit.problems import Problem, Problems, Where, of_error
from campaignkit.units import mm_text
from campaignkit.vectors import NamedPart, NamedSvg, named
from campaignkit.wording import compile_text

UNDETERMINED = "und"  # BCP 47: of words that a designer drew, whose language nobody said
CODES = ("qr", "qr-code", "qrcode", "code")
_SHOP = ("shop", "phone", "email")
TEXTS = (HEADLINE, *OPTIONAL, *_SHOP, "invitation")
PICTURES = ("logo",)
NAMES = frozenset({*CODES, *TEXTS, *PICTURES})
_KNOWN = frozenset({*TEXTS, "phone_e164", "country", "currency", "language", "wording"})
_LEAST, _MOST = 0.3, 6.0  # of the drawing's own size: the labels that it suits
_ASPECT = 1.04  # how far a label's sides may differ from the drawing's
_MARGIN = 0.04  # of the shorter side, that a text without a box keeps from the edge
_LEAST_TEXT_MM = 1.5  # of text, 4.3 pt; and no smaller than so much of how it is drawn:
_SHRINK = 0.45
_RISE, _FALL = 0.8, 0.25  # em of a line above and below its baseline
_LEADING = 1.2
_OFF_PAGE_MM = 0.3


def svg_design(text: str, *, file: str) -> dict[str, Any]:
    """Return what the file of a design that an SVG draws would say.

    Raises:
        BadInput: it cannot be drawn, has no element called "qr", or one that is no place for what
            its name says; `problems` has each with its line and name.
    """
    try:
        drawn = named(text.encode(), NAMES)
    except CampaignError as err:
        raise Problems(of_error(err, Where(file=file))).error() from err
    found: list[Problem] = list(_faults(drawn, file))
    try:
        vectors.read(drawn.rest)
    except CampaignError as err:
        found += of_error(err, Where(file=file))
    Problems(found).raise_errors()
    return _data(drawn)


def _unnamed(words: str, where: Where) -> Problem:
    """Return what is said of a text that has no name of ours, which no outline can replace."""
    return Problem(
        rule="svg-design.text",
        message=f"the text {words!r} has no name of a fact, and letters are no outlines.",
        where=where,
        fix=f"Name it after a fact ({', '.join(TEXTS)}), write a template such as {{{{ price }}}} "
        "in it, or convert it to outlines (Inkscape: Path, Object to Path; Illustrator: Type, "
        "Create Outlines).",
        params={"words": words},
    )


def _beyond(part: NamedPart, drawn: NamedSvg) -> float:
    """Return how far the place of a part lies beyond the page, mm."""
    if part.box is None:
        return 0.0
    x, y, width, height = part.box
    return max(-x, -y, x + width - drawn.width, y + height - drawn.height)


def _faults(drawn: NamedSvg, file: str) -> list[Problem]:
    codes = [part for part in drawn.parts if part.name in CODES]
    found = []
    if not codes:
        shown = ", ".join(repr(name) for name in drawn.names[:12]) or "none"
        found.append(
            Problem(
                rule="svg-design.no-code",
                message="no element is called 'qr', so there is no place for the code.",
                where=Where(file=file),
                value=shown,
                fix="Draw a square where the code is to stand and name it qr (Inkscape: Object "
                f"Properties, Label; Illustrator: Layers). Names in the file: {shown}.",
            )
        )
    for text in drawn.loose:
        found.append(_unnamed(text.words, Where(file=file, line=text.line)))
    for part in drawn.parts:
        place = Where(file=file, line=part.line, key=part.name or None)
        if part.name in (*CODES, *PICTURES) and part.box is None:
            found.append(
                Problem(
                    rule="svg-design.no-box",
                    message=f"{part.name!r} has no shape, so its place has no size.",
                    where=place,
                    fix="Draw a rectangle there and give it this name.",
                    params={"name": part.name},
                )
            )
        elif part.name in CODES and (beyond := _beyond(part, drawn)) > _OFF_PAGE_MM:
            found.append(
                Problem(
                    rule="svg-design.off-page",
                    message=f"{part.name!r} reaches {mm_text(beyond)} beyond the page.",
                    where=place,
                    value=round(beyond, 1),
                    fix="Move it onto the page, or make the page larger.",
                    params={"name": part.name, "beyond": mm_text(beyond)},
                )
            )
        elif part.text is not None and part.text.words:
            try:
                compile_text(part.text.words, name=part.name or "text")
            except CampaignError as err:
                found += of_error(err, place)
        elif part.text is None and part.box is None:
            found.append(
                Problem(
                    rule="svg-design.no-text",
                    message=f"{part.name!r} is neither a text nor a shape.",
                    where=place,
                    fix="Name the text itself, or a rectangle in which it is to stand.",
                    params={"name": part.name},
                )
            )
    return found


def _data(drawn: NamedSvg) -> dict[str, Any]:
    """Return the design as its file would say it."""
    width, height = drawn.width, drawn.height
    art = {"kind": "svg", "box": [0, 0, "w", "h"], "data": drawn.rest.decode()}
    elements = [_element(part, drawn) for part in drawn.parts]
    ranges = {
        key: [side * _LEAST, side * _MOST] for key, side in (("width", width), ("height", height))
    }
    aspect = width / height
    layout = {
        "name": "drawing",
        **ranges,
        "aspect": [aspect / _ASPECT, aspect * _ASPECT],
        "element": [{**art, "mirror": False}, *elements],
    }
    said = {part.name: part.text.words for part in drawn.parts if part.text is not None}
    wording = {HEADLINE: said.get(HEADLINE, "")} if "{{" not in said.get(HEADLINE, "") else {}
    return {
        "title": said.get(HEADLINE) or "A drawing of your own",
        "description": "Drawn as an SVG.",
        "size": [width, height],
        "wording": {UNDETERMINED: wording},
        "needs": _needs(drawn),
        "layout": [layout],
    }


def _needs(drawn: NamedSvg) -> Mapping[str, str]:
    """Return the facts that its templates speak of and no shop has."""
    names = {
        name
        for part in drawn.parts
        if part.text is not None and "{" in part.text.words
        for name in compile_text(part.text.words, name="text").names
    }
    return dict.fromkeys(sorted(names - _KNOWN), "what the drawing shows in its place")


def _element(part: NamedPart, drawn: NamedSvg) -> dict[str, Any]:
    if part.name in CODES:
        return {"kind": "qr", "box": _shares(part.box, drawn), "mirror": False}
    if part.name in PICTURES:
        return {"kind": "image", "source": part.name, "box": _shares(part.box, drawn)}
    return _text(part, drawn)


def _shares(box: Any, drawn: NamedSvg) -> list[str]:
    """Return a box in shares of the label."""
    across, down = ("w", drawn.width), ("h", drawn.height)
    pairs = zip(box, (across, down, across, down), strict=True)
    return [f"{axis} * {value / whole:.6f}" for value, (axis, whole) in pairs]


def _text(part: NamedPart, drawn: NamedSvg) -> dict[str, Any]:
    """Return a text in its box: a shape with its name, or what is free beside where it begins."""
    text, box = part.text, part.box
    shorter = min(drawn.width, drawn.height)
    if text is None:
        assert box is not None  # a fault otherwise
        size, lines, align, color, weight = box[3] * 0.72, 2, "center", "#000000", 600
    else:
        size, color, weight = text.size, text.color, text.weight
        align = {"middle": "center", "end": "end"}.get(text.anchor, "start")
        lines = max(text.lines, 2 if part.name in (HEADLINE, "title", "note", "address") else 1)
    template = text.words if text is not None and "{" in text.words else f"{{{{ {part.name} }}}}"
    at = tuple(box) if box is not None else _free(text, drawn, lines)
    return {
        "kind": "text",
        "text": template,
        "box": _shares(at, drawn),
        "size": f"min(w, h) * {size / shorter:.6f}",
        "min_size": f"min(max({_LEAST_TEXT_MM}, min(w, h) * {size * _SHRINK / shorter:.6f}), "
        f"min(w, h) * {size / shorter:.6f})",
        "lines": lines,
        "align": align,
        "valign": "middle" if part.box is not None else "top",
        "color": color,
        "weight": weight,
        "mirror": False,
    }


def _free(text: Any, drawn: NamedSvg, lines: int) -> tuple[float, float, float, float]:
    """Return the box of a text that has none: from where it begins to the margin."""
    margin = min(drawn.width, drawn.height) * _MARGIN
    left, right = margin, drawn.width - margin
    if text.anchor == "middle":
        half = min(text.x - left, right - text.x)
        left, right = text.x - half, text.x + half
    elif text.anchor == "end":
        right = text.x
    else:
        left = text.x
    top = text.y - text.size * _RISE
    height = text.size * (_RISE + _FALL + (lines - 1) * _LEADING)
    return left, top, max(right - left, text.size), min(height, drawn.height - top)
