"""The state of the studios in a campaign file: opened, changed, saved.

Everything in an opened file is kept when it is saved, but its comments. Paths in the file start
at its folder; in the studios they start at the working folder.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from os.path import relpath
from pathlib import Path
from typing import Any

import ipywidgets as w

from campaignkit import resources, stores
from campaignkit.build import campaign
from campaignkit.business import Business
from campaignkit.errors import BadInput, CampaignError
from campaignkit.widgets import controls, html, tomltext
from campaignkit.widgets.desk import Desk
from campaignkit.widgets.panel import Panel
from campaignkit.widgets.wiring import Debounced

Table = dict[str, Any]
FILE = "campaign.toml"
_LISTS = ("stickers", "codes")  # what the studios show; other lists are only kept
_PATHS = ("rows", "logo", "design")


class FileForm:
    """Controls that open and save a campaign file. `.box` holds them all.

    shown: called with the panel that shows the asset chosen.
    """

    def __init__(
        self, desk: Desk, panels: Mapping[str, Panel], shown: Callable[[str], None]
    ) -> None:
        self._desk, self._panels, self._show = desk, panels, shown
        self._tables: Table = {}
        self._opened = ""
        self.path = controls.line("Campaign file", hint=FILE)
        self.asset = controls.choice("Shows", [("", "")])
        self.asset.layout.display = "none"
        self.words = w.HTML()
        opening, saving = controls.button("Open"), controls.button("Save")
        for button, action in ((opening, self.open), (saving, self.save)):
            button.on_click(Debounced(partial(self._try, action), self._failed))
        self.asset.observe(lambda _change: self._try(self._fill), "value")
        row = controls.row(self.path, opening, saving, self.asset)
        self.box = controls.group(row, self.words, name="file")

    @property
    def name(self) -> str:
        """The path typed, or the usual one."""
        return str(self.path.value).strip() or FILE

    def open(self) -> str:
        """Fill the studios from the file; return what to say.

        Raises:
            CampaignError: there is no such file, or something in it is wrong.
        """
        shop, self._tables = read(self.name)
        self._opened = self.name
        self._desk.shop.fill(shop)
        names = [table["name"] for kind in _LISTS for table in self._tables.get(kind, ())]
        self.asset.options = names or [("", "")]
        self.asset.layout.display = "flex" if len(names) > 1 else "none"
        self._fill()
        return f"Opened {self.name}: {', '.join(names) or 'nothing that the studios show'}."

    def save(self) -> str:
        """Write the file; return what to say.

        Raises:
            BadInput: another file of that name is there, or it cannot be written.
        """
        if self.name != self._opened and Path(self.name).exists():
            raise BadInput(
                f"there is a file {self.name} already. Open it first, or save under another name."
            )
        tables = self._replaced() if self._opened else self._fresh()
        tables = {**tables, "business": self._desk.shop.table()}
        written = tomltext.text(_moved(tables, lambda path: _from(path, self.name)))
        stores.write_file(self.name, written.encode() + b"\n")
        self._tables, self._opened = tables, self.name
        return f"Saved {self.name}."

    def _fill(self) -> None:
        """Show the asset chosen, in the studio that takes it."""
        for kind in _LISTS:
            for table in self._tables.get(kind, ()):
                if table["name"] != self.asset.value:
                    continue
                name = next(name for name, p in self._panels.items() if p.takes(kind, table))
                self._panels[name].fill(table)
                self._show(name)

    def _fresh(self) -> Table:
        tables: Table = {"business": {}}
        for name, panel in self._panels.items():
            kind, table = panel.kept()
            tables.setdefault(kind, []).append({"name": name, **table})
        return tables

    def _replaced(self) -> Table:
        """Return the tables of the opened file with the one that is shown as it is now."""
        tables = {**self._tables}
        for kind in _LISTS:
            for at, table in enumerate(tables.get(kind, ())):
                if table["name"] == self.asset.value:
                    panel = next(p for p in self._panels.values() if p.takes(kind, table))
                    others = {key: table[key] for key in ("formats", "file") if key in table}
                    now = {"name": table["name"], **others, **panel.kept()[1]}
                    tables[kind] = [*tables[kind][:at], now, *tables[kind][at + 1 :]]
        return tables

    def _failed(self, err: Exception) -> None:
        self.words.value = html.bug(err)

    def _try(self, action: Callable[[], str | None]) -> None:
        try:
            said = action()
        except CampaignError as err:
            self.words.value = html.error(str(err))
            return
        if said is not None:
            self.words.value = html.said(said)


def read(path: str) -> tuple[Business, Table]:
    """Return a campaign's shop and its tables; paths in them start at the working folder.

    Raises:
        NotFound: there is no such file.
        BadInput: something in it is wrong; `problems` has every mistake.
    """
    shop = campaign(path).business
    tables = tomllib.loads(resources.user_text(path, what="campaign"))
    return shop, _moved(tables, lambda inside: (Path(path).parent / inside).as_posix())


def _moved(tables: Table, move: Callable[[str], str]) -> Table:
    """Return the tables with every path in them moved."""
    found: Table = {}
    for name, value in tables.items():
        many = isinstance(value, list)
        moved = [dict(_moved_paths(table, move)) for table in (value if many else [value])]
        found[name] = moved if many else moved[0]
    return found


def _moved_paths(table: Table, move: Callable[[str], str]) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        is_path = key in _PATHS and isinstance(value, str)
        if is_path and (key != "design" or value.endswith(".toml")):
            yield key, move(value)
        elif key == "rows" and isinstance(value, dict) and "file" in value:
            yield key, {**value, "file": move(value["file"])}
        else:
            yield key, value


def _from(path: str, file: str) -> str:
    """Return a path of the working folder as the file names it."""
    return path if Path(path).is_absolute() else Path(relpath(path, Path(file).parent)).as_posix()
