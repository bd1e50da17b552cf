"""The state of the studios in a campaign file: opened, changed, saved.

An asset is called as the file that its studio saves. Everything in an opened file is kept when
it is saved: what no control says, what was not changed, and comments stand as they stood. Nothing
is written that could not be opened again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import ipywidgets as w
from traitlets import TraitError

from campaignkit import resources, stores
from campaignkit.campaigns import campaign, campaign_of
from campaignkit.campaigns.campaign_file import file_text, read_tables
from campaignkit.errors import BadInput, CampaignError
from campaignkit.presentation import html
from campaignkit.translations import again
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.debounce import Debounced
from campaignkit.widgets.lazy_studios import Panels
from campaignkit.widgets.shared_forms import SharedForms
from campaignkit.widgets.studio_panel import Panel
from campaignkit.widgets.studios import studios

Table = dict[str, Any]
FILE = "campaign.toml"
_ABSENT = object()


class Filled(NamedTuple):
    """A table that was filled into controls, and what they said of it right after."""

    table: Table
    said: Table


class FileForm:
    """Controls that open and save a campaign file. `.box` holds them all.

    show: brings the studio of a name to the front, and returns it.
    """

    def __init__(self, shared: SharedForms, panels: Panels, show: Callable[[str], Panel]) -> None:
        self._shared, self._panels, self._show = shared, panels, show
        self._tables: Table = {}
        self._opened = ""
        self._as_of: object = None
        self._before = ""  # the text of the file opened: its comments stay
        self._filled: dict[str, Filled] = {}  # by the names of studios; "" is the shop's
        self.path = controls.line(_("Campaign file"), hint=FILE)
        self.asset = controls.choice(_("Shows"), [("", "")])
        self.asset.layout.display = "none"
        self.words = w.HTML()
        self.opening, self.saving = controls.button(_("Open")), controls.button(_("Save"))
        for button, action in ((self.opening, self.open), (self.saving, self.save)):
            button.on_click(Debounced(partial(self._try, action), self._failed))
        self.asset.observe(lambda _change: self._try(self._turn), "value")
        row = controls.row(self.path, self.opening, self.saving, self.asset)
        file = controls.fold(_("Keep my work in a file"), controls.group(row, self.words))
        self.box = controls.group(file, name="file")

    @property
    def name(self) -> str:
        """The path typed, or the usual one."""
        return str(self.path.value).strip() or FILE

    def open(self) -> str:
        """Fill the studios from the file; return what to say.

        Raises:
            CampaignError: there is no such file, or something in it is wrong.
        """
        shop, tables = campaign(self.name).business, _listed(read_tables(self.name))
        self._before = resources.user_text(self.name, what="campaign")
        self._tables, self._opened, self._filled = {}, self.name, {}
        self._as_of = resources.as_of(Path(self.name))
        self._shared.shop.fill(shop)
        self._filled[""] = Filled(tables["business"], self._shared.shop.table())
        shown = [table["name"] for kind, table in _assets(tables) if self._taker(kind, table)]
        others = [table["name"] for _kind, table in _assets(tables) if table["name"] not in shown]
        self.asset.options = shown or [("", "")]
        self.asset.layout.display = "flex" if len(shown) > 1 else "none"
        self._tables = tables
        for panel in self._panels.made.values():
            panel.is_kept = False
        self._fill()
        kept = _("Kept as they are: {names}.", names=_(", ").join(others)) if others else ""
        names = _(", ").join(shown) or _("nothing that the studios show")
        opened = _("Opened {name}: {names}.", name=self.name, names=names)
        return " ".join(filter(None, (opened, kept)))

    def save(self) -> str:
        """Write the file, with every studio in which something was changed; return what to say.

        If no file was opened, the studio in front is written in any case.

        Raises:
            BadInput: another file of that name is there, or it was changed since it was opened; a
                studio shows what a file cannot say, or two have one name; it could not be opened
                again (`problems` says why); it cannot be written.
        """
        self._check_place()
        tables = self._now()
        text = file_text(_alone(tables), self.name, before=self._before)
        campaign_of(text.decode(), file=self.name)  # what could not be opened again is refused
        stores.write_file(self.name, text)
        self._before = text.decode()
        self._tables, self._opened = tables, self.name
        self._as_of = resources.as_of(Path(self.name))
        names = [table["name"] for _kind, table in _assets(tables)]
        return _("Saved {name}: {names}.", name=self.name, names=_(", ").join(names))

    def _check_place(self) -> None:
        """Raise if a file that was not opened, or that somebody else changed, would be lost."""
        if self.name != self._opened:
            if is_there(self.name):
                raise BadInput(
                    f"there is a file {self.name} already. Open it first, or save under another "
                    "name.",
                    rule="studio.file-exists",
                    name=self.name,
                )
        elif is_there(self.name) and resources.as_of(Path(self.name)) != self._as_of:
            raise BadInput(
                f"{self.name} was changed since it was opened here. Open it again, or save under "
                "another name.",
                rule="studio.file-changed",
                name=self.name,
            )

    def _turn(self) -> None:
        """Keep what is shown, then show the asset chosen."""
        if not self._tables:
            return
        self._tables = self._now()
        for panel in self._panels.made.values():
            panel.is_kept = False
        self._fill()

    def _fill(self) -> None:
        """Show the asset chosen, in the studio that takes it."""
        for kind, table in _assets(self._tables):
            if table["name"] == self.asset.value and (name := self._taker(kind, table)):
                self._fill_studio(name, table)

    def _fill_studio(self, name: str, table: Table) -> None:
        chosen = self._panels[name]
        kept = [
            panel for panel in self._panels.made.values() if panel.is_kept and panel is not chosen
        ]
        try:
            chosen.fill(table)
        except TraitError as err:
            raise BadInput(
                f"{table['name']} has a value that no control can show; it is kept as it is: {err}",
                rule="studio.value-hidden",
            ) from err
        finally:
            for panel in self._panels.made.values():
                panel.is_kept = panel in kept
        for other, panel in self._panels.made.items():
            if panel.listed_as == chosen.listed_as:  # they share forms: it shows another asset now
                panel.file.value = ""
                self._filled.pop(other, None)
        chosen.file.value = f"{table['name']}{Path(chosen.file_name).suffix}"
        self._filled[name] = Filled(table, _said(chosen))
        self._show(name)
        chosen.changed.now()
        for panel in self._panels.made.values():
            panel.is_kept = panel in kept

    def _taker(self, kind: str, table: Mapping[str, Any]) -> str | None:
        """Return the name of the studio that shows a table of a campaign file."""
        takers = (
            name
            for name, made in studios().items()
            if made.listed_as == kind and self._panels[name].takes(table)
        )
        return next(takers, None)

    def _now(self) -> Table:
        """Return the tables with each studio in which something was changed as it is now.

        Raises:
            BadInput: what two studios show has one name, or cannot be said in a file.
        """
        shop = self._shared.shop.table()
        tables: Table = {**self._tables, "business": _merged(shop, self._filled.get(""))}
        named: dict[str, str] = {}
        for key, panel in self._panels.made.items():
            if not panel.listed_as:
                continue
            if not panel.is_kept and not (panel.is_front and not self._opened):
                continue
            name = panel.asset
            if name in named:
                raise BadInput(
                    f"the studios {named[name]} and {again(panel.title)} both save {name!r}. Give "
                    "one another name in its box “Save as”.",
                    rule="studio.name-twice",
                    title=again(panel.title),
                    name=name,
                )
            named[name] = again(panel.title)
            own = _merged(panel.kept(), self._filled.get(key))
            tables[panel.listed_as] = _put(tables.get(panel.listed_as, []), {**own, "name": name})
        return tables

    def _failed(self, err: Exception) -> None:
        self.words.value = html.bug(err)

    def _try(self, action: Callable[[], str | None]) -> None:
        try:
            said = action()
        except CampaignError as err:
            self.words.value = html.refused(err)
            return
        if said is not None:
            self.words.value = html.said(said)


def _put(listed: list[Table], own: Table) -> list[Table]:
    """Return a list with a table in place of the one of its name, or at its end."""
    names = [table["name"] for table in listed]
    if own["name"] not in names:
        return [*listed, own]
    at = names.index(own["name"])
    return [*listed[:at], own, *listed[at + 1 :]]


def _merged(now: Table, filled: Filled | None) -> Table:
    """Return what the controls say now; what they said all along, as the file had it.

    So texts keep their {{ }}, and what no control can say stays.
    """
    if filled is None:
        return now
    table, then = filled
    kept: Table = {"name": table["name"]} if "name" in table else {}
    for key, source in table.items():
        value, before = now.get(key, _ABSENT), then.get(key, _ABSENT)
        if value == before:
            kept[key] = source
        elif all(isinstance(each, Mapping) for each in (value, before, source)):
            kept[key] = _merged(value, Filled(source, before))
        elif value is not _ABSENT:
            kept[key] = value
    changed = {key: value for key, value in now.items() if value != then.get(key, _ABSENT)}
    return {**kept, **{key: value for key, value in changed.items() if key not in table}}


def _said(panel: Panel) -> Table:
    """Return what the controls of a studio say; nothing if a file cannot say it."""
    try:
        return panel.kept()
    except CampaignError:
        return {}


def is_there(path: str) -> bool:
    """Say whether there is a file; at what cannot be a path there is none."""
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # a name longer than the system takes, or with a NUL
        return False


def _assets(tables: Table) -> list[tuple[str, Table]]:
    """Return every table that is an asset, with the name of its list."""
    return [
        (kind, each) for kind, many in tables.items() if isinstance(many, list) for each in many
    ]


def _listed(tables: Table) -> Table:
    """Return the tables with a kit, of which a file has one, as a list like the others."""
    one = tables.get("kit")
    return tables if one is None else {**tables, "kit": [{"name": "kit", **one}]}


def _alone(tables: Table) -> Table:
    """Return the tables as a file has them: with one kit."""
    many = tables.get("kit")
    return tables if many is None else {**tables, "kit": many[-1]}
