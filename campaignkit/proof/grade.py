"""The marks of a code, A to F, in the terms of ISO/IEC 15415, each with what would raise it.

A decoder that succeeds says yes to codes that phones struggle with; a mark says how far a code is
from trouble, and what the trouble would be. `grading` gives the marks to pixels, `stress` finds
the step at which a code is read no more. Nothing is measured here.

The limits are those of ISO/IEC 15415 as public descriptions of it have them; where it grades
something otherwise, or not at all, the function that marks it says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Letter = Literal["A", "B", "C", "D", "F"]
Aspect = Literal[
    "contrast", "modulation", "fixed patterns", "quiet zone", "unused correction", "uniformity"
]

Cause = Literal[
    "pale",
    "red ink",
    "inverted",
    "margin",
    "finder",
    "stretched",
    "covered",
    "blur",
    "low resolution",
    "ink spread",
    "thin ink",
    "set apart",
    "inner pattern",
    "uneven ground",
    "halftone",
]

# What would raise a mark, by what lowers it.
FIXES: dict[Cause, str] = {
    "pale": "Print it black on white, or in a colour far darker than its ground.",
    "red ink": "Print it in black, dark blue or dark green: scanners look in red light.",
    "inverted": "Exchange its two colours: phones look for dark on light.",
    "margin": "Clear four modules around it.",
    "finder": "Keep the three large squares, and the small ones, whole and uncovered.",
    "stretched": "Give it equal width and height.",
    "covered": "Uncover it, or raise its level and make what covers it smaller.",
    "blur": "Make it sharper: larger modules, a vector file, or a picture of more pixels.",
    "low resolution": "Make the picture larger: at least four pixels a module.",
    "ink spread": "Use larger modules, less ink, or coated paper.",
    "thin ink": "Use larger modules or more ink: its dark modules are eaten away.",
    "set apart": "Draw its dark modules joined: light lines between them break it up.",
    "inner pattern": "Keep its small squares, and the dotted lines between the large ones, whole.",
    "uneven ground": "Put it on a plain light ground, without shade or gradient.",
    "halftone": "Print it in black alone: a screened colour breaks its modules into dots.",
}

LETTERS: tuple[Letter, ...] = ("F", "D", "C", "B", "A")  # 0 to 4
GOOD: Letter = "C"  # what a code should have at least: ISO/IEC 15415 calls it 2, GS1 asks for 1.5

CONTRAST = (0.20, 0.40, 0.55, 0.70)  # the least for D, C, B, A; share of full reflectance
MODULATION = (0.20, 0.30, 0.40, 0.50)
CORRECTION = (0.25, 0.37, 0.50, 0.62)
# Light between neighbouring dark modules, of a module: the most for D, C, B, A. In trials at 3 to
# 10 pixels a module zxing-cpp and zbar lost nothing at 0.04, 6 % at 0.08, 22 % at 0.12, 31 % at
# 0.17, 56 % at 0.25; OpenCV less.
APART = (0.20, 0.15, 0.10, 0.06)
UNIFORMITY = (0.12, 0.10, 0.08, 0.06)  # the most for D, C, B, A
# Free modules on the worst side. The standard counts the quiet zone with the finder patterns; in
# trials 7 decoders lost more codes with each module less. A quarter of one is left to the pixels.
QUIET = (0.75, 1.75, 2.75, 3.75)


@dataclass(frozen=True, slots=True)
class AspectMark:
    """How one aspect of a code was marked.

    value: what was measured. cause: what keeps it from an A, such as "blur"; empty: nothing.
    fix: what would raise it.
    """

    aspect: Aspect
    letter: Letter
    value: float
    cause: Cause | Literal[""] = ""

    @property
    def fix(self) -> str:
        """What would raise it; empty: nothing has to."""
        return FIXES[self.cause] if self.cause else ""

    def __str__(self) -> str:
        return f"{self.aspect} {self.letter} ({self.value:.2f})"


@dataclass(frozen=True, slots=True)
class Stress:
    """How much of one strain a code bears. value: the last step at which it was read, 0: none.

    steps: how many of all it bore. fix: what would let it bear more.
    """

    name: str
    value: float
    unit: str
    steps: int
    of: int
    fix: str

    def __str__(self) -> str:
        return (
            f"{self.name}: read up to {self.value:g} {self.unit}, {self.steps} of {self.of} steps"
        )


@dataclass(frozen=True, slots=True, repr=False)
class Grade:
    """A code's marks. The worst is its grade. stresses: empty if none was tried."""

    marks: tuple[AspectMark, ...]
    stresses: tuple[Stress, ...] = ()

    @property
    def letter(self) -> Letter:
        """The worst of its marks."""
        return self.worst.letter

    @property
    def worst(self) -> AspectMark:
        """The mark that decides, of equal ones the first."""
        return min(self.marks, key=lambda mark: LETTERS.index(mark.letter))

    @property
    def cause(self) -> str:
        """What keeps it from an A; empty: nothing."""
        return self.worst.cause

    @property
    def fix(self) -> str:
        """What would raise it."""
        return self.worst.fix

    @property
    def is_good(self) -> bool:
        """Whether it is C or better."""
        return LETTERS.index(self.letter) >= LETTERS.index(GOOD)

    def as_dict(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return {
            "letter": self.letter,
            "aspect": self.worst.aspect if self.cause else "",
            "cause": self.cause,
            "fix": self.fix,
            "marks": {mark.aspect: mark.letter for mark in self.marks},
            "bears": {one.name: f"{one.value:g} {one.unit}" for one in self.stresses},
        }

    def __getitem__(self, aspect: Aspect) -> AspectMark:
        return next(mark for mark in self.marks if mark.aspect == aspect)

    def __str__(self) -> str:
        if self.letter == "A":
            return "grade A"
        return f"grade {self.letter} for {self.worst.aspect}: {self.cause}"

    def __repr__(self) -> str:
        return f"<{self}>"


def letter(value: float, limits: Sequence[float]) -> Letter:
    """Return the letter of a value: of `limits`, for D, C, B, A, it reaches so many.

    >>> letter(0.56, CONTRAST), letter(0.19, CONTRAST), letter(0.07, UNIFORMITY)
    ('B', 'F', 'B')
    """
    falling = limits[0] > limits[-1]
    return LETTERS[sum((value <= limit) if falling else (value >= limit) for limit in limits)]
