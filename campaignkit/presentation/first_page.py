"""What the studio's page shows while its kernel starts: the pictures, in every language.

It ships as `serving/web/voila/templates/campaignkit/first.json`, which the server puts into the
page without loading the library. `python tests/serving/test_first_page.py` makes it anew.
"""

from __future__ import annotations

import json

from campaignkit.presentation.goals import goals
from campaignkit.translations import LANGUAGES, use_language
from campaignkit.translations import word as _


def first_page() -> str:
    """Return the words of the first page by language, and its pictures, as JSON."""
    with use_language("en"):
        pictures = [goal.picture for goal in goals()]
    made = {"pictures": pictures, "words": {each: _words_in(each) for each in LANGUAGES}}
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _words_in(language: str) -> dict[str, object]:
    with use_language(language):
        return {
            "starting": _("Starting the studio …"),
            "failed": _("The studio did not start. Load this page again."),
            "chosen": _("One moment …"),
            "question": _("What do you want to make?"),
            "goals": [goal.name for goal in goals()],
        }
