"""Which machine prints the labels: a kind, one that was measured, or one that is measured now.

What a scan of the calibration page, or a ruler, says of a printer is kept under a name, in the
user's own file of printers; it is then chosen like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as w

from campaignkit import locales
from campaignkit.assets.calibration import calibration, measure_printer
from campaignkit.calibrating import ruler_mm
from campaignkit.calibrating.marks import START_MM
from campaignkit.errors import CampaignError
from campaignkit.presentation import html
from campaignkit.printers.profiles import KINDS, known
from campaignkit.stock import page_size
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.debounce import Debounced
from campaignkit.widgets.uploads import PICTURES, upload

_NONE = ""
# The ready kinds, as people call them.
_CALLED: dict[str, Callable[[], str]] = {
    "laser": lambda: _("Laser printer"),
    "inkjet": lambda: _("Inkjet printer"),
    "thermal-203": lambda: _("Label printer, 203 dpi"),
    "thermal-300": lambda: _("Label printer, 300 dpi"),
    "press": lambda: _("Print shop"),
}


class PrinterForm:
    """Controls for `printer=`. `.box` holds them all. changed: called when one is chosen."""

    def __init__(self, country: str, changed: Callable[[], None]) -> None:
        self._paper = locales.paper(country)
        self.menu = controls.choice(_("Printer"), _options(), _NONE, called=_called)
        self.menu.observe(lambda _change: changed(), "value")
        self.name = controls.line(_("Name of the printer"), str(_("my printer")))
        self.words = w.HTML()
        self.page = controls.button(_("Get the page that measures it"))
        self.page.on_click(Debounced(self._offer, self._failed))
        scan = (*PICTURES, ".pdf")
        self.scan = upload(_("Upload the scan"), scan, self._scanned, self.words)
        long = ruler_mm(page_size(self._paper)[0])
        self.left = controls.length(_("Left edge to line 1, mm"), START_MM)
        self.top = controls.length(_("Top edge to line 2, mm"), START_MM)
        self.across = controls.length(_("Line 1 to line 3, mm"), long)
        self.use = controls.button(_("Use these numbers"))
        self.use.on_click(Debounced(self._measured, self._failed))
        how = controls.note(
            _("Print the page at 100 %, scan it whole, and upload the scan; or use a ruler.")
        )
        numbers = controls.group(self.left, self.top, self.across, self.use)
        ruler = controls.fold(_("I have a ruler, no scanner"), numbers)
        measuring = controls.group(how, self.name, self.page, self.scan, ruler, self.words)
        fold = controls.fold(_("Measure my printer"), measuring)
        self.box = controls.group(self.menu, fold, name="printer")

    def options(self) -> dict[str, Any]:
        """Return the option of `sheet` that the controls mean, and that a campaign file has."""
        return {"printer": self.menu.value} if self.menu.value else {}

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says; one told by its fields stays unsaid."""
        name = table.get("printer", _NONE)
        name = name if isinstance(name, str) else _NONE
        if name not in [value for _label, value in self.menu.options]:
            self.menu.options = (*self.menu.options, (name, name))
        self.menu.value = name

    def _offer(self) -> None:
        data = calibration(self._paper).page().pdf()
        link = html.link("calibration.pdf", data, _("Download {name}", name="calibration.pdf"))
        self.words.value = html.actions(link)

    def _scanned(self, names: list[str]) -> None:
        self._keep(scan=names[0])

    def _measured(self) -> None:
        readings = (self.left.value, self.top.value, self.across.value)
        self._keep(readings=readings, stock=self._paper)

    def _keep(self, **found: Any) -> None:
        """Measure, keep it under its name, choose it, and say what was found."""
        name, kind = self.name.value.strip(), self.menu.value
        try:
            made = measure_printer(name=name, kind=kind if kind in KINDS else None, **found)
        except CampaignError as err:
            self.words.value = html.refused(err)
            return
        right, down = made.offset_mm
        said = _(
            "Kept as {name}. It prints {right} mm to the right and {down} mm down of the place, "
            "at {scale} % of the size; this is made good from now on.",
            name=name,
            right=f"{right:+.1f}",
            down=f"{down:+.1f}",
            scale=f"{made.scale[0] * 100:.1f}",
        )
        self.words.value = html.said(said, kind="fine")
        self.menu.value = _NONE  # one of this name may have been chosen: it is another now
        self.menu.options = _options()
        self.menu.value = name

    def _failed(self, err: Exception) -> None:
        self.words.value = html.bug(err)


def _options() -> list[tuple[str, str]]:
    """Return the printers of the user, then the ready kinds. A file that is broken has none."""
    try:
        names = [each.name for each in known()]
    except CampaignError:  # said when one of them is asked for
        names = list(KINDS)
    return [(_called(_NONE), _NONE), *((_called(name), name) for name in names)]


def _called(name: str) -> str:
    if name == _NONE:
        return _("I do not know")
    return _CALLED[name]() if name in _CALLED else name
