"""The layout of what is drawn, looked at as a designer does before it goes to print.

Texts that touch each other, a code, a logo or the edge of a panel; texts under a shape, cut off,
too small, too pale for what they stand on; ink that a die may cut, a code that is overlooked, a
face that is half empty. For built-in designs and a merchant's own alike, in every `.check()`.

    limits.py    the limits, and the findings in words
    parts.py     a drawing -> its texts with the boxes of their ink, codes, shapes, pictures
    grounds.py   shapes and pictures -> pixels, and where their edges are
    faces.py     the face as a whole: edges, the code's share, empty areas
    texts.py     each text against all that is around it
    document.py  page by page, each finding once a document

Boxes decide what is plainly clear; what they cannot tell is looked at in pixels of the outlines.
"""

from campaignkit.proof.lints.document import Lints, lint
from campaignkit.proof.lints.limits import edge_mm

__all__ = ["Lints", "edge_mm", "lint"]
