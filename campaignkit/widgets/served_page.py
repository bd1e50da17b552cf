"""What the served page shows. Run in the kernel of a page, which `campaignkit.serving` starts."""

from __future__ import annotations

import os

import ipywidgets

from campaignkit.campaigns import seller
from campaignkit.serving import FILE, FOLDER, SPOKEN
from campaignkit.translations import use_language
from campaignkit.widgets.studio import Studio, studio


def page() -> Studio:
    """Return the studio of the page: of the file, and in the language, that the command was given.

    Without a language it follows the browser.
    """
    ipywidgets.register_comm_target()  # it was loaded before there was a kernel to tell
    os.chdir(os.environ[FOLDER])
    file, language = os.environ[FILE], os.environ.get(SPOKEN, "")
    use_language(language or "en")
    made = studio(seller(file) if file else None)
    if not language:
        made.follow_browser()
    if file:
        made.file.path.value = file
        made.file.open()
    return made
