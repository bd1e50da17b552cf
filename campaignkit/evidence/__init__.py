"""What can be said of counts: intervals, comparisons, draws, and what a plan can show.

Plain functions over numbers: nothing here knows a chat or a campaign, and nothing draws by chance
without a seed that is an argument.
"""

from campaignkit.evidence.assigning import Draw, Unit, assigned
from campaignkit.evidence.comparing import Comparison, compare
from campaignkit.evidence.intervals import Interval, rate_interval, share_interval
from campaignkit.evidence.peeking import allowed_p, part_of
from campaignkit.evidence.power import SPREAD, detectable_ratio, power_of_ratio
from campaignkit.evidence.randomizing import Effect, difference, ratio
from campaignkit.evidence.shrinking import Prior, shrunk

__all__ = [
    "SPREAD",
    "Comparison",
    "Draw",
    "Effect",
    "Interval",
    "Prior",
    "Unit",
    "allowed_p",
    "assigned",
    "compare",
    "detectable_ratio",
    "difference",
    "part_of",
    "power_of_ratio",
    "rate_interval",
    "ratio",
    "share_interval",
    "shrunk",
]
