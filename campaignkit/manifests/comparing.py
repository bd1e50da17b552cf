"""What a build would change: files by their bytes, and rows by what their codes say.

Two manifests are gone through side by side: of a million labels that stay none is held.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import NamedTuple

from campaignkit.errors import CampaignError
from campaignkit.manifests import manifest, stale_files
from campaignkit.manifests.manifest import Record
from campaignkit.manifests.results import Diff, RowChange
from campaignkit.stores import Place

Spot = tuple[str, str, int | None, int | None, int | None]


class ListedFiles(NamedTuple):
    """What a manifest says of its files. digests: by name. checked: codes of it were read back."""

    digests: Mapping[str, str]
    checked: bool


def files_of(there: Place | None) -> ListedFiles:
    """Return what the manifest of a folder says of files.

    Raises:
        BadInput: there is a manifest that is not ours.
    """
    digests: dict[str, str] = {}
    checked = False
    if there is not None:
        digests.update((each.file, each.sha256) for each in stale_files.known(there))
    for line in manifest.read(there) if there is not None else ():
        checked = checked or line.status == "ok"
        if line.file:
            digests[line.file] = line.sha256
    return ListedFiles(digests, checked)


def compared(made: Place, there: Place | None, before: ListedFiles) -> Diff:
    """Return what differs between a build and what lies in a folder.

    made: where the build is. there: the folder; None: there is none. before: of its files.
    """
    new, old = files_of(made).digests, before.digests
    names = set() if there is None else there.present({*new, *old, manifest.UNFINISHED})
    on_disk = {
        name: _digest(there, name)
        for name in sorted(names - {manifest.UNFINISHED})
        if there is not None
    }
    lines = manifest.read(there) if there is not None else iter(())
    same = tuple(name for name in new if on_disk.get(name) == new[name])
    return Diff(
        new=tuple(name for name in new if name not in on_disk),
        changed=tuple(name for name in new if on_disk.get(name, new[name]) != new[name]),
        same=same,
        gone=tuple(name for name in old if name not in new and name in on_disk),
        rows=tuple(_rows(*(_others(each, {*same}) for each in (manifest.read(made), lines)))),
        edited=tuple(name for name in old if on_disk.get(name, old[name]) != old[name]),
        unfinished=manifest.UNFINISHED in names,
    )


def _digest(there: Place, name: str) -> str:
    try:
        with there.open_read(name) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # it is read only
    except CampaignError:
        return ""  # gone since it was looked for


def _others(lines: Iterable[Record], same: Collection[str]) -> Iterator[Record]:
    """Yield what was made, less what is in files whose bytes stay: no label there is another,
    though its row may have another number now.
    """
    return (each for each in lines if each.is_made and each.file not in same)


def _rows(made: Iterable[Record], before: Iterable[Record]) -> Iterator[RowChange]:
    """Yield the labels that are others: those in both in order, then what is gone and new."""
    was: dict[Spot, Record] = {}  # met in one of both, and not in the other yet
    now: dict[Spot, Record] = {}
    for old, new in zip_longest(before, made):
        if old is not None and new is not None and _spot(old) == _spot(new):
            yield from _change(old, new)
            continue
        if old is not None:
            other = now.pop(_spot(old), None)
            if other is None:
                was[_spot(old)] = old
            else:
                yield from _change(old, other)
        if new is not None:
            other = was.pop(_spot(new), None)
            if other is None:
                now[_spot(new)] = new
            else:
                yield from _change(other, new)
    for old in was.values():
        yield from _change(old, None)
    for new in now.values():
        yield from _change(None, new)


def _spot(record: Record) -> Spot:
    return record.shop, record.asset, record.row, record.page, record.position


def _change(old: Record | None, new: Record | None) -> Iterator[RowChange]:
    why = _why(old, new)
    either = new or old
    if not why or either is None:
        return
    yield RowChange(
        asset=either.asset,
        row=either.row,
        page=either.page,
        position=either.position,
        was=None if old is None else old.payload,
        now=None if new is None else new.payload,
        why=why,
        shop=either.shop,
        key=either.key,
    )


def _why(old: Record | None, new: Record | None) -> str:
    """Return why a label is made anew; empty if it is not."""
    if old is None or new is None:
        return "new" if old is None else "gone"
    if old.payload != new.payload:
        return "its code says something else"
    if old.cells != new.cells and old.cells:
        return "its row says something else"
    if old.settings != new.settings and old.settings:
        return "the campaign, its design or campaignkit is another"
    return ""
