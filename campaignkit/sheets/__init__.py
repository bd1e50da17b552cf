"""Label sheets filled: where each label lies on the paper, and what is put there.

`imposing.py` lays drawings out page after page; `slots.py` says which part of each label a
printer reaches; `aligning.py` moves a page for one printer and puts its codes on whole dots;
`cut_marks.py` draws what helps to cut and to compare.
"""

from campaignkit.sheets.aligning import aligned
from campaignkit.sheets.cut_marks import Marks, check_marks, marks_of
from campaignkit.sheets.imposing import (
    Fits,
    check_copies,
    check_count,
    check_position,
    free_positions,
    impose,
    page_count,
)
from campaignkit.sheets.slots import SheetSlot, checked_offset, slots_of

__all__ = [
    "Fits",
    "Marks",
    "SheetSlot",
    "aligned",
    "check_copies",
    "check_count",
    "check_marks",
    "check_position",
    "checked_offset",
    "free_positions",
    "impose",
    "marks_of",
    "page_count",
    "slots_of",
]
