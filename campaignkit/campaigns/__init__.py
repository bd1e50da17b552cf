"""Campaigns: everything that a file of facts, tables and designs says, made in one go.

    model.py             Campaign: problems, plan, build, diff, reprint, save
    campaign_file.py     its file: the tables there are, read, and written with their comments
    forms.py             what tables have in common; a form -> a job, or every mistake in it
    jobs.py              what a job can do; each kind makes itself, beside its form or its like
    builder.py           what jobs make -> files and the manifest
    ledger.py            the rows of an asset: each has its fate
    workers.py           work shared among processes, threads, machines
    kept.py, digests.py  what earlier builds have made, by content addresses
    shops.py, ready.py   many shops in one campaign; a form and a shop -> work
    reprinting.py        which rows are printed again
    manifest.py          the list of everything that was made, and what differs from it
    manifest_frame.py    the same to ask questions of; contact.py shows it
    report.py            what went wrong: all of it, and each kind in one line
    results.py           what is told: the plan before, what was built, what would change
    starters.py          campaigns to begin with

To add a kind of asset: a file with its form and its job, and a line in campaign_file.py.

A name is loaded when it is first used: a starter is copied without any of the machinery.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from campaignkit.campaigns.model import Campaign, campaign, campaign_of, seller
    from campaignkit.campaigns.results import Built, Diff, Plan, Planned

__all__ = ["Built", "Campaign", "Diff", "Plan", "Planned", "campaign", "campaign_of", "seller"]

_HOMES = dict.fromkeys(("Campaign", "campaign", "campaign_of", "seller"), "model")


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'campaignkit.campaigns' has no attribute {name!r}")
    return getattr(import_module(f"campaignkit.campaigns.{_HOMES.get(name, 'results')}"), name)
