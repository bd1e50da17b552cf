"""Files that are uploaded: kept beside the notebook, so that the call shown finds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import ipywidgets as w

from campaignkit import stores
from campaignkit.errors import BadInput, CampaignError
from campaignkit.widgets import html

# A notebook's server takes messages of 10 MiB, and an upload travels as one; larger ones are
# lost without a word (jupyter_server, websocket_max_message_size).
UPLOAD_MOST = 9_000_000  # bytes


def upload(
    label: str,
    suffixes: Sequence[str],
    taken: Callable[[list[str]], None],
    words: w.HTML,
    *,
    multiple: bool = False,
) -> w.FileUpload:
    """Return a button that takes files, keeps them, and calls `taken` with their names.

    words: where it is said that one cannot be kept.
    """
    button = w.FileUpload(accept=",".join(suffixes), multiple=multiple, description=label)
    button.layout.width = "auto"

    def uploaded(_change: object) -> None:
        if not button.value:
            return
        try:
            names = [keep(file["name"], bytes(file["content"])) for file in button.value]
        except CampaignError as err:
            words.value = html.error(str(err))
        else:
            taken(names)

    button.observe(uploaded, "value")
    return button


def keep(name: str, data: bytes) -> str:
    """Save an uploaded file in the working folder; return its name there.

    A file of that name that holds something else is left alone: the name gets a number.

    Raises:
        BadInput: it is larger than UPLOAD_MOST, or the folder cannot be written.
    """
    if len(data) > UPLOAD_MOST:
        raise BadInput(
            f"{name} has {len(data) / 1e6:.1f} MB; an upload takes {UPLOAD_MOST / 1e6:.0f}. "
            "Put it beside the notebook, and type its path."
        )
    folder = stores.place(".")
    safe = stores.safe_name(name)
    stem, dot, suffix = safe.rpartition(".")
    for number in range(1, 1000):
        tried = safe if number == 1 else f"{stem}-{number}{dot}{suffix}"
        if not folder.exists(tried):
            folder.write(tried, data)
            return tried
        if folder.read(tried) == data:
            return tried
    raise BadInput(f"there are 999 files like {name} already. Rename it.")
