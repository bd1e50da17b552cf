"""A message template that is opened from a JSON file, as controls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as w

from campaignkit.assets.template import MessageTemplate
from campaignkit.errors import BadInput, CampaignError
from campaignkit.widgets import controls, html
from campaignkit.widgets.recipe import Made, method
from campaignkit.widgets.uploads import upload

_NO_FILE = "No template yet: type the path of a JSON file, or upload one."


class TemplateFile:
    """Controls for `MessageTemplate.open`. `.box` holds them all."""

    def __init__(self) -> None:
        self.path = controls.line("File", hint="path of a template's JSON")
        self.words = w.HTML()
        self.upload = upload("Upload a template", (".json",), self._uploaded, self.words)
        self.which = controls.choice("Template", [("", None)])
        self.mend = controls.tick("Mend what can be mended")
        self.all = (self.path, self.which, self.mend)
        self.box = controls.group(self.path, self.upload, self.words, self.which, self.mend)
        self.path.observe(self._list, "value")
        self._list()

    def recipe(self) -> Made:
        """Return the call that opens the template.

        Raises:
            BadInput: no file is named.
        """
        path = self.path.value.strip()
        if not path:
            raise BadInput(_NO_FILE)
        opened = Made("template", "MessageTemplate.open", MessageTemplate.open, (path,))
        if self.which.value is not None:
            name, language = self.which.value
            options = {"name": name, "language": language}
            opened = Made("template", opened.name, opened.function, opened.args, options)
        return method("template", opened, "fixed") if self.mend.value else opened

    def table(self) -> dict[str, Any]:
        """Return what a campaign file says of it.

        Raises:
            BadInput: no file is named; or it is mended, which a campaign file cannot say.
        """
        if not self.path.value.strip():
            raise BadInput(_NO_FILE)
        if self.mend.value:
            raise BadInput("Save the mended template first, and open that file: it is the new one.")
        said: dict[str, Any] = {"template": self.path.value.strip()}
        if self.which.value is not None:
            said |= dict(zip(("template_name", "language"), self.which.value, strict=True))
        return said

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says."""
        self.mend.value = False
        self.path.value = table["template"]
        name, language = table.get("template_name"), table.get("language")
        for _label, which in self.which.options:
            if which and name in (None, which[0]) and language in (None, which[1]):
                self.which.value = which
                return

    def _uploaded(self, names: list[str]) -> None:
        self.path.value = names[0]

    def _list(self, _change: object = None) -> None:
        """Offer the templates of the file, if there are several."""
        path = self.path.value.strip()
        self.words.value = ""
        found: list[MessageTemplate] = []
        try:
            found = MessageTemplate.open_all(path) if path else []
        except CampaignError as err:
            self.words.value = html.error(str(err))
        named = [(f"{each.name} ({each.language})", (each.name, each.language)) for each in found]
        several = len(named) > 1
        self.which.options = named if several else [("", None)]
        controls.seen(self.which, several)
