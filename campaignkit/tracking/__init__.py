"""Which printed piece is it? References that pieces bear, and how they are read from chats.

Nothing here opens a path or knows a campaign: texts in, references and pieces out.
"""

from campaignkit.tracking.module_cost import ModuleCost, first_cost, module_cost
from campaignkit.tracking.reference_search import Spotted, Spotter, reference_in
from campaignkit.tracking.references import ALPHABET, Reference, is_sound, reference
from campaignkit.tracking.wording import TrackedWording, wording

__all__ = [
    "ALPHABET",
    "ModuleCost",
    "Reference",
    "Spotted",
    "Spotter",
    "TrackedWording",
    "first_cost",
    "is_sound",
    "module_cost",
    "reference",
    "reference_in",
    "wording",
]
