"""Campaigns: everything that a file of facts, tables and designs says, made in one go.

    model.py             Campaign: problems, plan, build, diff, reprint, save
    campaign_file.py     its file: the tables there are, read, and written with their comments
    forms/               a table of it each: what its keys are, every mistake in them -> a job
    shops.py             many shops in one campaign
    planning.py          a form and a shop -> work, counted and addressed
    starters.py          campaigns to begin with

What is made of a form, and by whom, is below in jobs/; what is told of it, in manifests/. To add
a kind of asset: a file in forms/, its job, and a line in campaign_file.py.

A name is loaded when it is first used: a starter is copied without any of the machinery.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from campaignkit.campaigns.model import Campaign, campaign, campaign_of, seller
    from campaignkit.manifests.results import Built, Diff, Plan, Planned

__all__ = ["Built", "Campaign", "Diff", "Plan", "Planned", "campaign", "campaign_of", "seller"]

_MODEL, _RESULTS = "campaignkit.campaigns.model", "campaignkit.manifests.results"
_HOMES = {
    **dict.fromkeys(("Campaign", "campaign", "campaign_of", "seller"), _MODEL),
    **dict.fromkeys(("Built", "Diff", "Plan", "Planned"), _RESULTS),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'campaignkit.campaigns' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
