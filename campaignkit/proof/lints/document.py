"""The lints over a document, page by page: each finding once, whatever many labels share.

Of a thousand stickers of one design only a few texts differ. Where those of some stickers were
plainly clear of everything, the boxes that hold them all are clear as well: whatever lies inside
needs no second look (`clear_areas`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from campaignkit.drawing import Drawing, Page
from campaignkit.problems import Problem, Where
from campaignkit.proof.lints.clear_areas import Clear
from campaignkit.proof.lints.faces import Outline, of_face, text_near_edge
from campaignkit.proof.lints.grounds import Ground, ground_of
from campaignkit.proof.lints.parts import Parts, parts_of
from campaignkit.proof.lints.texts import of_texts

_REMEMBERED = 64  # drawings: copies of a sticker follow one another


class Lints:
    """Looks at what is drawn, and tells each finding once a document, with its first place.

    outline: of the faces that lie on its pages, "rect" or "round"; None: pages are no faces but
    lists, whose edges, codes and empty areas are not judged.
    """

    def __init__(self, outline: Outline | None = None) -> None:
        self._outline = outline
        self._told: set[tuple[object, ...]] = set()
        self._known: dict[Drawing, tuple[Problem, ...]] = {}
        self._faces: set[tuple[int, int, int]] = set()
        self._clear = Clear(outline)

    def of_page(self, page: Page, number: int) -> Iterator[Problem]:
        """Yield what is new on a page of drawings, with its row."""
        for placed in page.placed:
            for problem in self._of(placed.drawing.upright or placed.drawing):
                key = _key(problem, placed.drawing.row)
                if key in self._told:
                    continue
                self._told.add(key)
                x, y = _place(problem, placed.drawing)
                row = placed.drawing.row
                where = Where(row=row, page=number, x=placed.x + x, y=placed.y + y)
                yield replace(problem, where=where)

    def _of(self, drawing: Drawing) -> tuple[Problem, ...]:
        found = self._known.get(drawing)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[drawing] = () if self._clear.holds(drawing) else self._new(drawing)
        return found

    def _new(self, drawing: Drawing) -> tuple[Problem, ...]:
        parts = parts_of(drawing)
        ground = ground_of(drawing, parts)
        found = _of_texts(drawing, parts, ground, self._outline)
        face = id(ground), len(parts.texts), len(parts.codes)
        if self._outline is not None and face not in self._faces:
            self._faces.add(face)
            found += of_face(drawing, parts, ground, self._outline)
        self._clear.learn(drawing, parts, ground, found)
        return tuple(found)


def lint(drawing: Drawing, *, outline: Outline | None = "rect") -> list[Problem]:
    """Return what is wrong with the layout of one drawing; places are mm from its top left.

    outline: of the face, "rect" or "round"; None: it is a page of a list, not a face.
    """
    if drawing.upright is not None:
        turned = ((each, _place(each, drawing)) for each in lint(drawing.upright, outline=outline))
        return [replace(each, where=replace(each.where, x=x, y=y)) for each, (x, y) in turned]
    parts = parts_of(drawing)
    ground = ground_of(drawing, parts)
    found = _of_texts(drawing, parts, ground, outline)
    if outline is not None:
        found += of_face(drawing, parts, ground, outline)
    return found


def _of_texts(
    drawing: Drawing, parts: Parts, ground: Ground, outline: Outline | None
) -> list[Problem]:
    found = list(of_texts(drawing, parts, ground))
    if outline is not None:
        near = (text_near_edge(drawing, one, outline) for one in parts.texts)
        found += (problem for problem in near if problem is not None)
    return found


def _place(problem: Problem, drawing: Drawing) -> tuple[float, float]:
    """Return where a problem is seen: what lies on its side was looked at as it is read."""
    x, y = problem.where.x or 0.0, problem.where.y or 0.0
    return (x, y) if drawing.upright is None else (drawing.width - y, x)


def _key(problem: Problem, row: int | None) -> tuple[object, ...]:
    """Return what makes a finding the same as another: of a warning not the row, of an error yes.

    What is wrong with a row decides whether it is printed; what is doubtful is told once.
    """
    words, other = problem.params.get("words"), problem.params.get("other")
    value = problem.value if words is None else None
    return problem.rule, words, other, value, row if problem.severity == "error" else None
