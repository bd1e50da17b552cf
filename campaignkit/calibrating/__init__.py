"""A sheet that measures the printer it came out of.

`marks.py` says what stands where on it; `paper.py` finds the paper in a scan or photograph;
`registration.py` finds each code on it to a fraction of a pixel; `distortion.py` tells from both
how the printer moves, stretches and turns what it prints.
"""

from campaignkit.calibrating.distortion import Fit, by_numbers, solved
from campaignkit.calibrating.marks import START_MM, PlaceCode, marks_of, page_of, ruler_mm
from campaignkit.calibrating.measuring import Reading, measured

__all__ = [
    "START_MM",
    "Fit",
    "PlaceCode",
    "Reading",
    "by_numbers",
    "marks_of",
    "measured",
    "page_of",
    "ruler_mm",
    "solved",
]
