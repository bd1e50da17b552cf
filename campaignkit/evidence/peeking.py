"""Looking before the end: whoever looks often enough sees a difference that is not there.

Source: K. K. G. Lan and D. L. DeMets, "Discrete sequential boundaries for clinical trials",
Biometrika 70 (1983), the spending function after O'Brien and Fleming.
"""

from __future__ import annotations

import math
from datetime import date
from statistics import NormalDist

from campaignkit.errors import BadInput
from campaignkit.evidence.power import ALPHA


def allowed_p(part: float, *, alpha: float = ALPHA) -> float:
    """Return below which p a difference counts when a part of the time is over; all of it: alpha.

    Raises:
        BadInput: the part is not above 0 and at most 1.

    >>> round(allowed_p(0.5), 4), round(allowed_p(1), 4)
    (0.0056, 0.05)
    """
    if not 0 < part <= 1:
        raise BadInput(f"{part} is no part of a time.", rule="evidence.part", value=part)
    normal = NormalDist()
    return 2 - 2 * normal.cdf(normal.inv_cdf(1 - alpha / 2) / math.sqrt(part))


def part_of(begins: date, ends: date, now: date) -> float:
    """Return which part of the time from one day to another is over, from 0 to 1.

    >>> part_of(date(2026, 3, 1), date(2026, 3, 11), date(2026, 3, 6))
    0.5
    """
    if ends <= begins:
        return 1.0
    return min(1.0, max(0.0, (now - begins) / (ends - begins)))
