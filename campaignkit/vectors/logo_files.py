"""A logo from a file, whatever it is: pixels, or outlines."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from campaignkit import pictures
from campaignkit.errors import BadInput, CampaignError
from campaignkit.pictures import Picture, Source
from campaignkit.problems import Problems, Where, of_error
from campaignkit.vectors.markup import is_svg
from campaignkit.vectors.outlines import reach
from campaignkit.vectors.reading import read
from campaignkit.vectors.values import Gradient, Item, Layer, PaintedPath, Raster, Vector

Figure = Picture | Vector
_SIDE = 128  # pixels at which a picture is judged
_SEEN = 24  # of 255 of opacity: less is no mark


def open_figure(source: Source, width_mm: float, height_mm: float) -> Figure:
    """Return a picture for a box in print, or the outlines of an SVG.

    Raises:
        NotFound: no such file; names the nearest.
        BadInput: no picture, a damaged one, or an SVG with something that is not drawn.
        TooBig: it has too many pixels or shapes.
    """
    data, name = pictures.named_data(source)
    if is_svg(data):
        return _outlines(data, name)
    return pictures.open_for(_named(source, data), width_mm, height_mm)


def _outlines(data: bytes, name: str) -> Vector:
    """Return an SVG; an error names the file."""
    try:
        return read(data)
    except CampaignError as err:
        raise Problems(of_error(err, Where(file=name))).error(kind=type(err)) from err


def cut_off(vector: Vector) -> float:
    """Return how far what an SVG draws reaches beyond its frame: a share of its longer side.

    What covers the whole frame is a ground, and may reach beyond it.

    >>> wide = b"<svg viewBox='0 0 10 10'><rect x='4' y='4' width='9' height='2'/></svg>"
    >>> cut_off(read(wide))
    0.3
    """
    frame = (0.0, 0.0, vector.width, vector.height)
    far = 0.0
    for bounds in _reaches(vector.items, None):
        left, top, right, bottom = bounds
        covers = left <= 0 and top <= 0 and right >= frame[2] and bottom >= frame[3]
        if not covers:
            far = max(far, -left, -top, right - frame[2], bottom - frame[3])
    return round(far / max(vector.width, vector.height), 4)


_Bounds = tuple[float, float, float, float]


def _reaches(items: tuple[Item, ...], within: _Bounds | None) -> Iterator[_Bounds]:
    """Yield the bounds of what is seen of each mark. within: what it is clipped to."""
    for item in items:
        if isinstance(item, Layer):
            yield from _reaches(item.items, _both(within, _cover(item)))
            continue
        if isinstance(item, Raster):
            a, b, c, d, e, f = item.matrix
            xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
            own: _Bounds | None = (min(xs), min(ys), max(xs), max(ys))
        else:
            own = _around(item)
        seen = None if own is None else _both(own, within)
        if seen is not None and seen[0] < seen[2] and seen[1] < seen[3]:
            yield seen


def _around(mark: PaintedPath) -> _Bounds | None:
    """Return the bounds of what a mark paints, None if of nothing."""
    stroke = mark.stroke
    fills = mark.fill is not None and mark.opacity > 0
    strokes = stroke is not None and stroke.opacity > 0
    box = reach(mark.path) if fills or strokes else None
    if box is None:
        return None
    half = stroke.width / 2 if strokes and stroke is not None and stroke.pen is None else 0.0
    return (box.x - half, box.y - half, box.x + box.width + half, box.y + box.height + half)


def _cover(layer: Layer) -> _Bounds | None:
    """Return the bounds of what a layer lets through, None if of all."""
    if layer.clip is not None:
        box = reach(layer.clip.path)
        return None if box is None else (box.x, box.y, box.x + box.width, box.y + box.height)
    if layer.mask is not None:
        bounds = list(_reaches(layer.mask.items, None))
        if bounds:
            lefts, tops, rights, bottoms = zip(*bounds, strict=True)
            return (min(lefts), min(tops), max(rights), max(bottoms))
    return None


def _both(one: _Bounds | None, other: _Bounds | None) -> _Bounds | None:
    if one is None or other is None:
        return one or other
    left, top, right, bottom = one
    return (max(left, other[0]), max(top, other[1]), min(right, other[2]), min(bottom, other[3]))


def open_logo(source: Source, width_mm: float, height_mm: float) -> Figure:
    """Return figure of which something is seen.

    Raises:
        BadInput: nothing of it would be.
        NotFound, TooBig: as `open_figure`.
    """
    found = open_figure(source, width_mm, height_mm)
    name = str(source) if not isinstance(source, bytes) else "the logo"
    if isinstance(found, Picture):
        return pictures.seen(found, name)
    if not any(_paints(found.items)):
        raise BadInput(
            f"{name}: the SVG draws nothing, so nothing of it would be seen. Export it again.",
            rule="picture.empty",
            name=name,
        )
    return found


def faintness(figure: Figure, ground: str) -> float:
    """Return the highest contrast that a logo has with its ground, as WCAG 2 counts: 1 to 21.

    ground: "#RRGGBB". Of outlines all paints are asked, of a picture what shines through least.

    >>> from campaignkit.pictures import Picture
    >>> white = Picture(1, 1, "RGBA", bytes([255, 255, 255, 255]))
    >>> faintness(white, "#FFFFFF"), round(faintness(white, "#000000"))
    (1.0, 21)
    """
    base = np.array([int(ground[at : at + 2], 16) for at in (1, 3, 5)], dtype=np.float64)
    if isinstance(figure, Picture):
        pixels = pictures.reduced(figure.array(), _SIDE).reshape(-1, len(figure.mode))
        colors, opacity = pixels[:, :3].astype(np.float64), np.ones(len(pixels))
        if figure.mode == "RGBA":
            opacity = pixels[:, 3] / 255
    else:
        found = list(_paints(figure.items))
        colors = np.array([[int(c[at : at + 2], 16) for at in (1, 3, 5)] for c, _ in found], float)
        opacity = np.array([share for _, share in found])
    seen = opacity * 255 > _SEEN
    if not seen.any():
        return 1.0
    mixed = colors[seen] * opacity[seen, None] + base * (1 - opacity[seen, None])
    light, lit = _luminance(mixed), _luminance(base[None])[0]
    ratios = (np.maximum(light, lit) + 0.05) / (np.minimum(light, lit) + 0.05)
    return float(np.quantile(ratios, 0.99) if isinstance(figure, Picture) else ratios.max())


def _luminance(colors: np.ndarray) -> np.ndarray:
    share = colors / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    found: np.ndarray = linear @ np.array([0.2126, 0.7152, 0.0722])
    return found


def _paints(items: tuple[Item, ...], share: float = 1.0) -> Iterator[tuple[str, float]]:
    """Yield each colour of some items with its opacity."""
    for item in items:
        if isinstance(item, Layer):
            yield from _paints(item.items, share * item.opacity)
        elif isinstance(item, Raster):
            pixels = pictures.reduced(item.picture.array(), 8).reshape(-1, len(item.picture.mode))
            yield from (("#" + bytes(each[:3]).hex().upper(), share) for each in pixels)
        elif isinstance(item, PaintedPath):
            stroke = item.stroke
            pairs = [(item.fill, item.opacity)]
            pairs += [(stroke.paint, stroke.opacity)] if stroke else []
            for paint, opacity in pairs:
                if isinstance(paint, Gradient):
                    yield from ((s.color, s.opacity * opacity * share) for s in paint.stops)
                elif paint is not None:
                    yield paint, opacity * share


def _named(source: Source, data: bytes) -> Source:
    """Return a source that can be read again, with its name for messages."""
    return data if hasattr(source, "read") else source
