"""Each text against all that is around it: other texts, codes, pictures, the edges of shapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from campaignkit.drawing import Drawing, Image, Item, Shape
from campaignkit.problems import Problem, Where
from campaignkit.proof.legibility import Type, is_refused, judge_type, small_type
from campaignkit.proof.lints import limits
from campaignkit.proof.lints.grounds import (
    Ground,
    Near,
    Pixels,
    apart,
    finely,
    grown,
    items_mask,
    text_mask,
)
from campaignkit.proof.lints.limits import NEXT_EM, TOUCH_EM, TOUCH_MM
from campaignkit.proof.lints.parts import (
    Box,
    Boxes,
    Inked,
    Parts,
    cluster_boxes,
    is_crossed,
    item_box,
)
from campaignkit.proof.measure import luminance
from campaignkit.units import PT_PER_MM, SLACK_MM

_INTO_QUIET = 0.25  # modules of a code's light panel that ink may reach into: it errs by as much
_GROUND_SHARE = 0.3  # of the face: a picture so large may be a ground, a smaller one is a logo
_PALEST = 0.1  # of the pixels under a text: what is paler than so few decides
_SAMPLES = 400  # pixels of a ground of many colours that are looked at
_FACE_SLACK = 0.02  # mm
_LINE_EM, _OVERHANG_EM = 0.12, 0.3  # a rule through or under a text: how thick, how far beyond


def of_texts(drawing: Drawing, parts: Parts, ground: Ground) -> Iterator[Problem]:
    """Yield what is wrong with the texts of a drawing, each with its place on it, mm."""
    if not parts.texts:
        return
    yield from _cut(drawing, parts)
    yield from _among_themselves(parts)
    yield from _on_codes(parts)
    yield from _at_pictures(drawing, parts)
    yield from _hidden(parts)
    yield from _on_ground(parts, ground)


def place(inked: Inked) -> Where:
    """Return where a text begins on its drawing."""
    return Where(x=inked.box[0], y=inked.box[1])


def _cut(drawing: Drawing, parts: Parts) -> Iterator[Problem]:
    for one in parts.texts:
        left, top, right, bottom = one.box
        beyond = max(-left, -top, right - drawing.width, bottom - drawing.height)
        if beyond > _FACE_SLACK:
            yield limits.cut(one.words, place(one))


def _among_themselves(parts: Parts) -> Iterator[Problem]:
    """Yield texts whose ink is nearer than the lines of one text are, or than two words."""
    boxes = np.array([one.box for one in parts.texts])
    sizes = np.array([one.text.size for one in parts.texts])
    smaller = np.minimum(sizes[:, None], sizes)
    across = np.maximum(boxes[:, None, 0] - boxes[:, 2], boxes[None, :, 0] - boxes[:, None, 2])
    across = np.maximum(across, across.T)
    down = np.maximum(boxes[:, None, 1] - boxes[:, 3], boxes[None, :, 1] - boxes[:, None, 3])
    down = np.maximum(down, down.T)
    beside = (down < -TOUCH_EM * smaller) & (across < NEXT_EM * smaller - SLACK_MM) & (across >= 0)
    near = (across < 0) & (down < TOUCH_EM * smaller - SLACK_MM)
    for first, second in np.argwhere(np.triu(beside | near, 1)).tolist():
        one, other = parts.texts[first], parts.texts[second]
        reach = TOUCH_EM * float(smaller[first, second])
        if beside[first, second] or not apart(one, other, reach):
            yield limits.touching(one.words, limits.quoted(other.words), place(one))


def _on_codes(parts: Parts) -> Iterator[Problem]:
    for code in parts.codes:
        into = _INTO_QUIET * code.module
        panel = (
            code.x + into,
            code.y + into,
            code.x + code.side - into,
            code.y + code.side - into,
        )
        for one in parts.texts:
            if _meet(one.box, panel) and _inks(one, panel):
                yield limits.touching(one.words, "the code, or the light around it", place(one))


def _at_pictures(drawing: Drawing, parts: Parts) -> Iterator[Problem]:
    """Yield texts on a logo; on a picture as large as a ground they may stand, but not half."""
    face = drawing.width * drawing.height
    for picture in parts.pictures():
        box = item_box(picture)
        left, top, right, bottom = box
        across = picture.width >= drawing.width - SLACK_MM  # from edge to edge, over a page's head
        is_ground = across or picture.width * picture.height >= _GROUND_SHARE * face
        for one in parts.texts:
            inside = (
                left <= one.box[0]
                and top <= one.box[1]
                and one.box[2] <= right
                and one.box[3] <= bottom
            )
            if _meet(one.box, box) and not (is_ground and inside) and _overlaps(one, picture, box):
                yield limits.touching(one.words, "a picture", place(one))


def _hidden(parts: Parts) -> Iterator[Problem]:
    """Yield texts over which something is drawn that covers any of their ink."""
    for item, box, order in parts.others:
        for one in parts.texts:
            if one.order >= order or not _meet(one.box, box) or decorates(one, box):
                continue
            if _overlaps(one, item, box):
                yield limits.hidden(one.words, place(one))


def _on_ground(parts: Parts, ground: Ground) -> Iterator[Problem]:
    boxes = np.array([_wider(one.box, TOUCH_MM) for one in parts.texts])
    flat = ground.is_flat(boxes).tolist()
    for one, is_flat in zip(parts.texts, flat, strict=True):
        close = None if is_flat else _closely(one, parts, ground)
        if close is not None and close.around:
            least = min(_against(_luminance(one.text.fill), each)[2] for each in close.around)
            refused = least < limits.CONTRAST_REFUSED
            yield limits.touching(one.words, "the edge of a shape", place(one), refused=refused)
        under = ground.colors(_middle(one.box)) if close is None else close.under
        below, ink, ratio = _contrast(one, under, is_flat=is_flat and not ground.pictures)
        if ratio < limits.CONTRAST:
            yield limits.pale(one.words, ratio, place(one))
        yield from _small(one, is_light=ink > below)


def _small(one: Inked, *, is_light: bool) -> Iterator[Problem]:
    size = one.text.size * PT_PER_MM
    least = judge_type(size, is_light=is_light)
    if least is None:
        return
    told = Type(one.words, size, is_light, one.box[0], one.box[1])
    yield small_type(told, least, place(one), refused=is_refused(size))


class _Close(NamedTuple):
    """What a close look shows. around: luminances near the ink, if an edge is; under: colours."""

    around: set[float]
    under: Pixels


def _closely(one: Inked, parts: Parts, ground: Ground) -> _Close | None:
    """Look at a text and the shapes around it as finely as it takes; None: no letter is near one.

    By its letters' boxes first, then by the outlines of the shapes, then by the pixels of both.
    On a pattern a text may stand, if it can be read on all of it.
    """
    letters = cluster_boxes(one.text)
    letters[:, :2] -= TOUCH_MM
    letters[:, 2:] += TOUCH_MM
    if ground.is_flat(letters).all():
        return None
    box, px_mm = _wider(one.box, 2 * TOUCH_MM), finely(one.box)
    around = [
        each for each in parts.others if _meet(each.box, box) and not decorates(one, each.box)
    ]
    plain = [each.item for each in around if each.order not in parts.ornaments]
    is_shapes = not any(isinstance(each.item, Image) for each in around)
    # What a close look would see is off by a pixel or two: as much nearer counts as crossed.
    wide = letters + np.array([-2.0, -2.0, 2.0, 2.0]) / px_mm
    if is_shapes and not _are_crossed(wide, plain):
        under = ground.colors(one.box)
        if _contrast(one, under, palest=0.0)[2] >= limits.CONTRAST:
            return _Close(set(), under)
    ink = text_mask(one.text, box, px_mm)
    mask = grown(ink, *(round(TOUCH_MM * px_mm),) * 2)
    near = Near(plain, box, px_mm)
    whole = near if len(plain) == len(around) else Near([each.item for each in around], box, px_mm)
    under = whole.pixels[ink] if is_shapes else ground.colors(_middle(one.box))
    if not (near.edges & mask).any():
        return _Close(set(), under)
    colors = np.unique(near.pixels[mask], axis=0)
    return _Close({_luminance_of(*color) for color in colors.tolist()}, under)


def _are_crossed(letters: Boxes, items: list[Item]) -> bool:
    """Say whether the outline of a shape may come near a letter."""
    shapes = (item for item in items if isinstance(item, Shape))
    return any(is_crossed(letters, shape) for shape in shapes)


def decorates(one: Inked, box: Box) -> bool:
    """Say whether a shape of this box is a line under or through a text: so thin, and as long."""
    em = one.text.size
    thin = box[3] - box[1] <= _LINE_EM * em
    return (
        thin
        and one.box[0] - _OVERHANG_EM * em <= box[0]
        and box[2] <= (one.box[2] + _OVERHANG_EM * em)
    )


def _contrast(
    one: Inked, colors: Pixels, *, is_flat: bool = False, palest: float = _PALEST
) -> tuple[float, float, float]:
    """Return the luminance of the ground, that of the text, and their contrast where it is least.

    palest: the share that is left out of a ground of many colours, such as a photo.
    """
    ink = _luminance(one.text.fill)
    if not len(colors):
        return 1.0, ink, 21.0
    if is_flat:
        return _against(ink, _luminance_of(*colors[0].tolist()))
    some = Counter(map(tuple, colors[:: max(1, len(colors) // _SAMPLES)].tolist()))
    found = sorted((_against(ink, _luminance_of(*each))[::-1], n) for each, n in some.items())
    ranked = [against[::-1] for against, n in found for _ in range(n)]
    return ranked[int(len(ranked) * palest)]


def _against(ink: float, ground: float) -> tuple[float, float, float]:
    light, dark = max(ink, ground), min(ink, ground)
    return ground, ink, (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=1024)
def _luminance(color: str) -> float:
    return _luminance_of(*bytes.fromhex(color[1:7]))


@lru_cache(maxsize=4096)
def _luminance_of(red: int, green: int, blue: int) -> float:
    return luminance((red, green, blue))


def _middle(box: Box) -> Box:
    """Return the middle third of a box, up and down: letters stand there."""
    left, top, right, bottom = box
    third = (bottom - top) / 3
    return left, top + third, right, bottom - third


def _wider(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _meet(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2] - SLACK_MM
        and other[0] < one[2] - SLACK_MM
        and one[1] < other[3] - SLACK_MM
        and other[1] < one[3] - SLACK_MM
    )


def _shared(one: Box, other: Box) -> Box:
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def _inks(one: Inked, box: Box) -> bool:
    """Say whether any ink of a text is in a box."""
    letters = cluster_boxes(one.text)
    if not any(_meet(tuple(letter), box) for letter in letters.tolist()):
        return False
    shared = _shared(one.box, box)
    return bool(text_mask(one.text, shared, finely(shared)).any())


def _overlaps(one: Inked, item: Any, box: Box) -> bool:
    """Say whether ink of a text lies on that of a shape or picture, or under it."""
    shared = _shared(one.box, box)
    masks = (
        text_mask(one.text, shared, finely(one.box)),
        items_mask((item,), shared, finely(one.box)),
    )
    return bool((masks[0] & masks[1]).any())
