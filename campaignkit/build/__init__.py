"""Campaigns: everything that a file of facts, tables and designs says, made in one go.

forms.py        what may stand in a campaign file
preparing.py    a form -> a job, or every mistake in it
campaigns.py    Campaign: problems, plan, build, diff, reprint
making.py       jobs -> files and the manifest
starters.py     campaigns to begin with
"""

from campaignkit.build.campaigns import Campaign, campaign
from campaignkit.build.outcomes import Built, Diff, Plan, Planned

__all__ = ["Built", "Campaign", "Diff", "Plan", "Planned", "campaign"]
