"""How large a code will be, in modules and millimetres, before anything is drawn.

Sources of the sizes: ISO/IEC 18004 5.3.8 and Denso Wave, "How to set the size of a QR Code"
(four modules of light on every side; at least four printer dots a module).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from campaignkit.arguments import check_distance, check_number, truth
from campaignkit.display import html_facts
from campaignkit.errors import BadInput
from campaignkit.qr.segments import MODES, Mode, SegmentPlan
from campaignkit.qr.symbols import boosted, divided, level_row
from campaignkit.qr.tables import CAPACITY, COUNT_BITS, LEVELS, side
from campaignkit.units import SLACK_MM, mm_text

QUIET_MODULES = 4  # of light on every side: ISO/IEC 18004 5.3.8
MIN_MODULE_MM = 0.33  # four dots of a 300 dpi printer (Denso Wave); the floor for phones, a guess
MODULE_MM = 0.40  # what we take when nobody says: a floor with room for dirt and folds, a guess
SCAN_RATIO = 10  # scanning distance / symbol width: a rule of the trade, no standard
SCAN_SIDE = 33  # modules along the side of the symbols that rule was made for: our reading


@dataclass(frozen=True, slots=True)
class Budget:
    """What a text needs as a code. Lengths in mm; sizes include the quiet zone on both sides."""

    version: int  # 1 to 40
    level: str
    modules: int  # along one side, without quiet zone
    bytes_used: int  # of the text in UTF-8
    bits_used: int
    bits_held: int  # by this version and level
    bytes_left: int  # any characters of so many bytes may follow before the version grows
    module_mm: float  # the smallest module to print
    distance_mm: float | None  # from phone to code, as asked for

    def _repr_html_(self) -> str:
        facts = {
            "modules": f"{self.modules} x {self.modules}",
            "smallest safe print": mm_text(self.size_mm),
            "module": mm_text(self.module_mm),
            "bytes used": self.bytes_used,
            "bytes left": self.bytes_left,
            "bits used": f"{self.bits_used:,} of {self.bits_held:,}",
        }
        return html_facts(f"QR version {self.version}-{self.level}", facts)

    @property
    def size_mm(self) -> float:
        """Side of the smallest safe print."""
        return self.size_at(self.module_mm)

    def size_at(self, module_mm: float) -> float:
        """Return the side of a print whose modules measure `module_mm`."""
        return (self.modules + 2 * QUIET_MODULES) * module_mm

    def module_at(self, size_mm: float) -> float:
        """Return the module of a print whose side, quiet zone included, is `size_mm`."""
        return size_mm / (self.modules + 2 * QUIET_MODULES)

    def __str__(self) -> str:
        return (
            f"version {self.version}-{self.level}, {self.modules} modules, {self.bytes_left:,} "
            f"bytes to spare, at least {mm_text(self.size_mm)} wide with its quiet zone"
        )


def budget(
    text: str,
    *,
    level: str = "M",
    boost: bool = False,
    module_mm: float = MODULE_MM,
    distance_mm: float | None = None,
) -> Budget:
    """Return the version, the room left and the smallest safe print of a text's code.

    Args:
        text, level, boost: as for `encode`.
        module_mm: the module the printer and the surface ask for, at least MIN_MODULE_MM.
        distance_mm: how far from the phone the code will hang. The rule that a code is scanned
            from ten times its width holds for some 33 modules; so modules here are at least
            distance / 330.

    Raises:
        BadInput: as `encode`; `module_mm` is below the floor, `distance_mm` not above 0.
        TooBig: as `encode`.

    >>> small = budget("https://wa.me/5511987654321")
    >>> print(small)
    version 2-M, 25 modules, 3 bytes to spare, at least 13.2 mm wide with its quiet zone
    >>> round(budget("https://wa.me/5511987654321", distance_mm=1000).size_mm)
    100
    """
    check_number(module_mm, "module_mm", above=-math.inf, is_optional=False)
    if not module_mm >= MIN_MODULE_MM - SLACK_MM / 100:
        raise BadInput(
            f"module_mm={module_mm!r} is below the smallest module that phones read from print. "
            f"Use at least {MIN_MODULE_MM}, or leave it out for {MODULE_MM}.",
            rule="qr.module",
            module_mm=module_mm,
            least=MIN_MODULE_MM,
        )
    check_distance(distance_mm)
    row = level_row(level)
    division = divided(text, row)
    row = int(boosted(division, row)[0]) if truth(boost, "boost") else row
    version, bits = int(division.version[0]), int(division.bits[0])
    held = int(CAPACITY[row, version - 1])
    return Budget(
        version=version,
        level=LEVELS[row],
        modules=side(version),
        bytes_used=len(division.data),
        bits_used=bits,
        bits_held=held,
        bytes_left=_bytes_left(division, held - bits),
        module_mm=max(module_mm, (distance_mm or 0) / SCAN_RATIO / SCAN_SIDE),
        distance_mm=distance_mm,
    )


def _bytes_left(division: SegmentPlan, free_bits: int) -> int:
    """Return how many bytes fit behind the text whatever they are: in byte mode."""
    if MODES[division.run_mode[-1]] is not Mode.BYTE:
        free_bits -= 4 + int(COUNT_BITS[division.group[0], MODES.index(Mode.BYTE)])
    return max(0, free_bits // 8)
