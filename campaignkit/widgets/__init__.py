"""Widgets for notebooks: thin faces over public functions. The one door to ipywidgets.

A widget only wires: it hands its controls' values to a function that a program could call as
well, and shows what comes back. Our errors appear in words under the last good picture.
"""

from campaignkit.widgets.studio import (
    catalog_studio,
    code_studio,
    message_studio,
    pack_studio,
    pay_studio,
    preview,
    sheet_studio,
    sticker_studio,
    studio,
)
from campaignkit.widgets.watched_design import live_design

__all__ = [
    "catalog_studio",
    "code_studio",
    "live_design",
    "message_studio",
    "pack_studio",
    "pay_studio",
    "preview",
    "sheet_studio",
    "sticker_studio",
    "studio",
]
