"""Designs as finished stickers: drawn in one PDF, so that its fonts are cut once, and encoded
side by side.

One that was finished before is taken from there: a changed phrase costs one sticker. A design
made ready anew, for another shop or because its logo's file has changed, is another.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TypeAlias, TypeVar

from campaignkit.layout import Compiled
from campaignkit.packs import contact_sheet, designs, fitting
from campaignkit.pictures import Pixels

Wanted: TypeAlias = "tuple[Compiled, str]"  # a design made ready; its words, "" for its own
AT_ONCE = 32  # drawn at once, of 1 MB each
_REMEMBERED = 256  # stickers, of some 20 kB each
_THREADS = min(4, os.cpu_count() or 1)  # Pillow and numpy let go of Python's lock
_LOCK = Lock()  # what is kept is changed by one caller at a time
_Given = TypeVar("_Given")
_Got = TypeVar("_Got")


@dataclass(slots=True, eq=False)
class _Place:
    """Where a sticker is kept: as pixels when it is drawn, as its file when it is finished."""

    pixels: Pixels | None = None
    data: bytes | None = None


def finished(wanted: Sequence[Wanted]) -> list[bytes]:
    """Return a sticker's file for each of these. Same input, same bytes, whatever came before.

    Raises:
        TooBig: words do not fit.
        NotFound: no font has one of their characters.
    """
    names = list(dict.fromkeys(wanted))
    made: dict[Wanted, bytes] = {}
    with _LOCK:
        for start in range(0, len(names), AT_ONCE):
            made.update(_finished(names[start : start + AT_ONCE]))
    return [made[each] for each in wanted]


def sketches(wanted: Sequence[Wanted]) -> list[bytes]:
    """Return small pictures, PNG, of the first 32 of these, which need not be finished for it.

    None at all if they are finished. What is drawn for it is used when they are. Raises what
    `finished` does.
    """
    with _LOCK:
        places = {each: _place(*each) for each in wanted[:AT_ONCE]}
        if all(place.data for place in places.values()):
            return []
        _draw(places)
        pictures = dict(zip(places, _each(_sketch, places.values()), strict=True))
    return [pictures[each] for each in wanted[:AT_ONCE]]


def _finished(wanted: Sequence[Wanted]) -> dict[Wanted, bytes]:
    places = {each: _place(*each) for each in wanted}
    try:
        _draw(places)
        return dict(zip(places, _each(_file, places.values()), strict=True))
    finally:
        for place in places.values():
            place.pixels = None


@lru_cache(maxsize=_REMEMBERED)
def _place(_ready: Compiled, _title: str) -> _Place:
    return _Place()


def _draw(places: dict[Wanted, _Place]) -> None:
    """Draw what is neither drawn nor finished yet, all of it in one PDF."""
    missing = {
        each: place for each, place in places.items() if place.data is None and place.pixels is None
    }
    drawings = [designs.drawn(ready, title) for ready, title in missing]
    drawn = _each(fitting.outlined, designs.all_pixels(drawings)) if drawings else ()
    for place, pixels in zip(missing.values(), drawn, strict=True):
        place.pixels = pixels


def _file(place: _Place) -> bytes:
    if place.data is None:
        assert place.pixels is not None  # it was drawn
        place.data = fitting.encoded([(place.pixels, 0)])
    return place.data


def _sketch(place: _Place) -> bytes:
    if place.data is not None:
        return contact_sheet.thumbnail(place.data)
    assert place.pixels is not None  # it was drawn
    return contact_sheet.sketch(place.pixels)


def _each(make: Callable[[_Given], _Got], given: Iterable[_Given]) -> Iterator[_Got]:
    """Yield what is made of each, in order, made side by side."""
    with ThreadPoolExecutor(_THREADS) as threads:
        yield from threads.map(make, given)
