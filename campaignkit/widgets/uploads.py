"""Files that people bring: uploaded with a button, kept in the working folder under their name."""

from __future__ import annotations

import weakref
from base64 import b64encode
from collections.abc import Callable, Sequence
from contextlib import suppress
from html import escape
from pathlib import Path

import ipywidgets as w

from campaignkit import pictures, stores, vectors
from campaignkit.errors import BadInput, CampaignError
from campaignkit.presentation import html
from campaignkit.translations import word as _
from campaignkit.widgets import controls

# A notebook's server takes messages of 10 MiB, and an upload travels as one; larger ones are
# lost without a word (jupyter_server, websocket_max_message_size).
UPLOAD_MOST = 9_000_000  # bytes
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".svg")
_SHOWN_PX = 72  # the longer side of a picture beside its button


def upload(
    label: str,
    suffixes: Sequence[str],
    taken: Callable[[list[str]], None],
    words: w.HTML,
    *,
    multiple: bool = False,
    lent: LentFiles | None = None,
    kept_as: Callable[[str, bytes], bytes] | None = None,
) -> w.FileUpload:
    """Return a button that takes files, keeps them, and calls `taken` with their names.

    words: where it is said that one cannot be kept. lent: is told of files that are new in the
    folder, so that they go when the page does. kept_as: gives what is kept of a file.
    """
    button = w.FileUpload(accept=",".join(suffixes), multiple=multiple, description=label)
    button.tooltip = label
    button.layout.width = "auto"

    def uploaded(_change: object) -> None:
        if not button.value:
            return
        try:
            sent = [(file["name"], bytes(file["content"])) for file in button.value]
            if kept_as is not None:
                sent = [(name, kept_as(name, data)) for name, data in sent]
            names = [keep(name, data, lent) for name, data in sent]
        except CampaignError as err:
            words.value = html.error(str(err))
        else:
            taken(names)

    button.observe(uploaded, "value")
    return button


class LentFiles:
    """Files in the working folder that are there for a page only: what customers wrote.

    They are removed when `give_back` is called, and at the latest when Python ends.
    """

    def __init__(self) -> None:
        self._names: list[tuple[stores.Place, str]] = []
        self.give_back = weakref.finalize(self, _removed, self._names)

    def note(self, name: str) -> None:
        """Take a file of the working folder as it is now."""
        self._names.append((stores.place(Path.cwd()), name))


def _removed(names: list[tuple[stores.Place, str]]) -> None:
    for folder, name in names:
        with suppress(CampaignError, OSError):  # whoever took it away himself
            folder.remove(name)


def keep(name: str, data: bytes, lent: LentFiles | None = None) -> str:
    """Save an uploaded file in the working folder; return its name there.

    A file of that name that holds something else is left alone: the name gets a number.

    Raises:
        BadInput: it is larger than UPLOAD_MOST, or the folder cannot be written.
    """
    if len(data) > UPLOAD_MOST:
        raise BadInput(
            f"{name} has {len(data) / 1e6:.1f} MB; an upload takes {UPLOAD_MOST / 1e6:.0f}. "
            "Put it beside the notebook, and type its path.",
            rule="studio.upload-large",
            name=name,
        )
    folder = stores.place(".")
    safe = stores.safe_name(name)
    stem, dot, suffix = safe.rpartition(".")
    for number in range(1, 1000):
        tried = safe if number == 1 else f"{stem}-{number}{dot}{suffix}"
        if not folder.exists(tried):
            folder.write(tried, data)
            if lent is not None:
                lent.note(tried)
            return tried
        if folder.read(tried) == data:
            return tried
    raise BadInput(
        f"there are 999 files like {name} already. Rename it.",
        rule="studio.upload-names",
        name=name,
    )


class PictureForm:
    """A picture, uploaded and shown small. `.box` holds its button, `.path` its path.

    path: a control of its own, for those who have the file beside the notebook.
    """

    def __init__(self, label: str, path_label: str, path: str = "") -> None:
        self.path = controls.line(path_label, path, hint=_("path of a picture"))
        self.words = w.HTML()
        self.button = upload(label, PICTURES, self._uploaded, self.words)
        self.remove = controls.button(_("Remove it"))
        self.remove.on_click(lambda _button: self.fill(""))
        self.box = controls.group(controls.row(self.button, self.remove), self.words)
        self.path.observe(self._show, "value")
        self._show()

    def fill(self, path: str) -> None:
        """Take a picture by its path; "" for none."""
        self.path.value = path

    def say(self, text: str) -> None:
        """Say something of the picture beside it."""
        self.words.value = self._thumbnail() + (html.said(text) if text else "")

    def _uploaded(self, names: list[str]) -> None:
        self.fill(names[0])

    def _show(self, _change: object = None) -> None:
        controls.seen(self.remove, bool(self.path.value.strip()))
        self.words.value = self._thumbnail()

    def _thumbnail(self) -> str:
        path = self.path.value.strip()
        if not path:
            return ""
        try:
            source = _address(path)
        except CampaignError as err:
            return html.error(str(err))
        said = escape(_("Your picture {name}", name=path), quote=True)
        return f'<img class="ck-thumb" alt="{said}" src="{source}">'


def _address(path: str) -> str:
    """Return a data: address of a picture; outlines stay outlines, which an <img> never runs."""
    data = pictures.data_of(path)
    if vectors.is_svg(data):
        return f"data:image/svg+xml;base64,{b64encode(data).decode()}"
    data = pictures.png(pictures.open_within(path, _SHOWN_PX))
    return f"data:image/png;base64,{b64encode(data).decode()}"
