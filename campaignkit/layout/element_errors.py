"""A mistake in a design, told with the file, the layout and the element where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from campaignkit.errors import CampaignError
from campaignkit.layout.design import AnyElement, Design, Layout


@contextmanager
def naming(design: Design, layout: Layout, element: AnyElement) -> Iterator[None]:
    """Put the place of an element before whatever error the block raises, and keep its kind."""
    try:
        yield
    except CampaignError as err:
        number = next(at for at, each in enumerate(layout.element, 1) if each is element)
        at = f"layout {layout.name!r}, element {number} ({element.kind})"
        said = f"{_file(design)}, {at}: {err.plain}"
        raise type(err)(said, rule=err.rule, **err.params) from err


@contextmanager
def naming_let(design: Design, layout: Layout, name: str) -> Iterator[None]:
    """Put the place of a length that a layout names before whatever error the block raises."""
    try:
        yield
    except CampaignError as err:
        said = f"{_file(design)}, layout {layout.name!r}, let {name}: {err.plain}"
        raise type(err)(said, rule=err.rule, **err.params) from err


def _file(design: Design) -> str:
    return str(Path(design.folder) / f"{design.name}.toml") if design.folder else design.name
