"""Campaigns: everything that a file of facts, tables and designs says, made in one go.

    model.py          Campaign: problems, plan, build, diff, reprint, save
    opening.py        a text -> who sells, and the forms; where each key stands
    campaign_file.py  the tables there are, read, and written with their comments
    forms/            a table of it each: what its keys are, every mistake in them -> a job
    contents.py       the forms of a campaign -> work, or every mistake in them
    planning.py       a form and a shop -> work, counted and addressed; for many shops
    shops.py          the shops of a table; refused_jobs.py: what cannot be made for one
    starters.py       campaigns to begin with

What is made of a form, and by whom, is below in jobs/; what is told of it, in manifests/. To add
a kind of asset: a file in forms/, its job, and a line in campaign_file.py.

A name is loaded when it is first used: a starter is copied without any of the machinery.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from campaignkit.campaigns.model import Campaign, campaign, campaign_of
    from campaignkit.campaigns.opening import seller
    from campaignkit.manifests.results import Built, Diff, Plan, Planned

__all__ = ["Built", "Campaign", "Diff", "Plan", "Planned", "campaign", "campaign_of", "seller"]

_MODEL, _RESULTS = "campaignkit.campaigns.model", "campaignkit.manifests.results"
_HOMES = {
    **dict.fromkeys(("Campaign", "campaign", "campaign_of"), _MODEL),
    "seller": "campaignkit.campaigns.opening",
    **dict.fromkeys(("Built", "Diff", "Plan", "Planned"), _RESULTS),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'campaignkit.campaigns' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
