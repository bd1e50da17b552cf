"""What a build would change: files by their bytes, and rows by what their codes say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from campaignkit.campaigns import manifest
from campaignkit.campaigns.manifest import Record
from campaignkit.campaigns.results import Diff, RowChange
from campaignkit.stores import Place

Spot = tuple[str, int | None, int | None, int | None]


def compared(made: Sequence[Record], before: Sequence[Record], there: Place | None) -> Diff:
    """Return what differs between a build and what lies in a folder.

    made: its lines. before: those of the manifest there. there: the folder; None: there is none.
    """
    new, old = _files(made), _files(before)
    names = set() if there is None else there.present({*new, *old, manifest.UNFINISHED})
    on_disk = {
        name: hashlib.sha256(there.read(name)).hexdigest()
        for name in names - {manifest.UNFINISHED}
        if there is not None
    }
    return Diff(
        new=tuple(name for name in new if name not in on_disk),
        changed=tuple(name for name in new if on_disk.get(name, new[name]) != new[name]),
        same=tuple(name for name in new if on_disk.get(name) == new[name]),
        gone=tuple(name for name in old if name not in new and name in on_disk),
        rows=tuple(_rows(made, before)),
        edited=tuple(name for name in old if on_disk.get(name, old[name]) != old[name]),
        unfinished=manifest.UNFINISHED in names,
    )


def _files(lines: Iterable[Record]) -> dict[str, str]:
    return {line.file: line.sha256 for line in lines if line.file}


def _rows(made: Sequence[Record], before: Sequence[Record]) -> Iterable[RowChange]:
    was, now = _spots(before), _spots(made)
    for spot in {**was, **now}:
        old, new = was.get(spot), now.get(spot)
        if old != new:
            yield RowChange(*spot, was=old, now=new)


def _spots(lines: Iterable[Record]) -> dict[Spot, str]:
    made = (each for each in lines if each.status not in ("failed", "held"))
    return {(r.asset, r.row, r.page, r.position): r.payload for r in made}
