"""The report studio: exported chats and the list of what was printed; what each place brought."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import ipywidgets as w

from campaignkit import rows
from campaignkit.assets.report import Report, report
from campaignkit.business import Business
from campaignkit.errors import CampaignError
from campaignkit.presentation import html
from campaignkit.presentation.python_calls import Call
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.shared_forms import SharedForms
from campaignkit.widgets.studio_panel import Facts, Panel
from campaignkit.widgets.uploads import LentFiles, upload

PLACE = 80
_LISTS = (".csv", ".xlsx")
_CHATS = (".txt", ".zip", ".json", ".jsonl", ".csv", ".xlsx")
_BETWEEN = re.compile(r"\s*[\n;]\s*")  # paths, one a line


class ReportStudio(Panel):
    """Controls for a `report`. Chats are read on this machine and go nowhere."""

    title = _("What it brought")
    file_name = "report.html"
    listed_as = ""  # what came back is no part of a campaign file

    def __init__(self, shared: SharedForms) -> None:
        super().__init__(shared)
        self.manifest = controls.line(
            _("What was printed"), hint=_("manifest.csv, the list of what was made")
        )
        self.chats = controls.area(_("Chats"), hint=_("files or folders, one a line"))
        self.orders = controls.line(_("Orders"), hint=_("a table; may be empty"))
        self.rows = controls.line(_("Their table"), hint=_("compare by its columns; may be empty"))
        self.by = controls.choice(_("Compare"), _columns(), "place")
        self.rows.observe(self._offer_columns, "value")
        self.dates = controls.choice(_("Dates in the chats"), _orders_of_dates(), "")
        self.taken = w.HTML()
        self.lent = LentFiles()
        about = {"words": self.taken, "lent": self.lent}
        self.uploads = [
            upload(_("Upload manifest.csv"), _LISTS, self._listed, **about),
            upload(_("Upload exported chats"), _CHATS, self._told, **about, multiple=True),
            upload(_("Upload orders"), _LISTS, self._ordered, **about),
            upload(_("Upload the table of the places"), _LISTS, self._made_of, **about),
        ]
        self.without = controls.button(_("Take the chats out"))
        self.without.on_click(lambda _button: self._forget())
        self.chats.observe(self._fit, "value")
        self._fit()
        boxes = [self.manifest, self.chats, self.orders, self.rows]
        self.watch([*boxes, self.by, self.dates])
        paths = controls.group(*boxes)
        self.arrange(
            *self.uploads,
            self.taken,
            self.without,
            controls.fold(_("Files already in the folder"), paths, is_open=True),
            *(self.by, self.dates),
            shared.shop_fold(),
        )

    def recipe(self) -> Call:
        """Return the call that makes the report."""
        shop = self.shared.shop.recipe().make()
        assert isinstance(shop, Business)
        options: dict[str, Any] = {"by": self.by.value, "language": shop.language}
        options |= {"shop": shop.name} if not self.shared.example else {}
        options |= {"dates": self.dates.value} if self.dates.value else {}
        options |= {"country": shop.country} if shop.country else {}
        if orders := self.orders.value.strip():
            options["orders"] = orders
        if table := self.rows.value.strip():
            options["rows"] = table
        given = (self.manifest.value.strip(), self._chats())
        return Call("report", "report", report, given, options)

    def lacking(self) -> tuple[str, str]:
        """Ask for the list and the chats, and say where they come from."""
        if self.manifest.value.strip() and self.chats.value.strip():
            return "", ""
        said = _(
            "Upload the list of what was printed (manifest.csv, made together with the files), and "
            "chats that your phone exported without media. They are read on this machine and go "
            "nowhere."
        )
        return said, ""

    def drawn(self, made: Report) -> str:
        """Return its table with its bars."""
        return f'<div class="ck-report" tabindex="0">{made._repr_html_()}</div>'

    def told(self, made: Report) -> Facts:
        """Return what is not known, and the page."""
        fine = _("Every reference that was written is known.")
        words = html.findings(made.problems(), fine=fine)
        return Facts(words=words, files={self.saves: made.data(self.saves)})

    def places(self) -> Mapping[str, w.Widget]:
        """Return the controls that rules speak of."""
        own = {"replies": self.chats, "replies.manifest": self.manifest, "report": self.by}
        own |= {"replies.date": self.dates, "replies.orders": self.orders}
        return {
            **super().places(),
            **own,
            "replies.order": self.orders,
            "table": self.manifest,
            "report.rows": self.rows,
        }

    def takes(self, table: Mapping[str, Any]) -> bool:
        """Say no: no table of a campaign file is a report."""
        return False

    def _listed(self, names: list[str]) -> None:
        self.manifest.value = names[0]

    def _told(self, names: list[str]) -> None:
        self.chats.value = "\n".join(dict.fromkeys([*self._chats(), *names]))
        files = _("Files of chats: {count}", count=len(self._chats()))
        until = _(
            "Uploaded files lie in the folder of this studio while it is open, and are then "
            "removed."
        )
        self.taken.value = html.said(files) + html.said(until)

    def _forget(self) -> None:
        """Read no chat any more: a file that is none is taken out, and another uploaded."""
        self.chats.value = self.taken.value = ""

    def _fit(self, _change: object = None) -> None:
        controls.seen(self.without, bool(self._chats()))

    def _ordered(self, names: list[str]) -> None:
        self.orders.value = names[0]

    def _made_of(self, names: list[str]) -> None:
        self.rows.value = names[0]

    def _offer_columns(self, _change: object) -> None:
        """Offer the columns of the table in the menu of what is compared."""
        own: tuple[str, ...] = ()
        with suppress(CampaignError):  # what is wrong with it is told where it is read
            own = rows.read(self.rows.value.strip()).columns or ()
        usual = _columns()
        known = {column for _label, column in usual}
        more = [(column, column) for column in own if column not in known]
        chosen = self.by.value
        self.by.options = [*usual, *more]
        self.by.value = chosen if chosen in known | set(own) else "place"

    def _chats(self) -> list[str]:
        return [path for path in _BETWEEN.split(self.chats.value.strip()) if path]

    def give_back(self) -> None:
        """Remove the chats and tables that were uploaded here."""
        self.lent.give_back()


def _columns() -> list[tuple[str, str]]:
    return [
        (_("Place"), "place"),
        (_("Design"), "design"),
        (_("Language"), "language"),
        (_("Variant"), "variant"),
    ]


def _orders_of_dates() -> list[tuple[str, str]]:
    return [
        (_("as they tell themselves"), ""),
        (_("day, month, year"), "dmy"),
        (_("month, day, year"), "mdy"),
        (_("year, month, day"), "ymd"),
    ]
