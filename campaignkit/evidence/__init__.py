"""What can be said of counts: intervals, comparisons, and what a plan can show before printing.

Plain functions over numbers: nothing here knows a chat or a campaign, and nothing draws by chance
without a seed that is an argument.
"""

from campaignkit.evidence.comparing import Comparison, compare, compare_places
from campaignkit.evidence.intervals import Interval, rate_interval, share_interval
from campaignkit.evidence.power import detectable_ratio, power_of_ratio
from campaignkit.evidence.shrinking import Prior, shrunk

__all__ = [
    "Comparison",
    "Interval",
    "Prior",
    "compare",
    "compare_places",
    "detectable_ratio",
    "power_of_ratio",
    "rate_interval",
    "share_interval",
    "shrunk",
]
