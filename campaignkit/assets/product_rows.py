"""A table of products from anywhere: what `rows.read` takes, JSON files, feeds in XML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from campaignkit import resources
from campaignkit.errors import BadInput
from campaignkit.products import feed_reading
from campaignkit.rows import Rows, fetching, read
from campaignkit.rows.files import advice, lies_elsewhere

_LISTS = ("products", "items", "data")  # keys under which a JSON file may hold its rows


def read_rows(source: Any, **options: Any) -> Rows:
    """Return the rows of a table of products: what `rows.read` takes, or a JSON or XML file.

    options: encoding, delimiter, sheet, as `rows.read`.


    Raises:
        NotFound, BadInput: as `catalog`.
    """
    suffix = Path(source).suffix.lower() if isinstance(source, str | PathLike) else ""
    fetched = isinstance(source, str) and lies_elsewhere(source)
    if suffix == ".xml":
        return _fetched_feed(source) if fetched else _feed_rows(Path(source))
    if suffix != ".json" or fetched:
        return read(source, **options)
    path = fspath(source)
    found = resources.user_json(path, what="catalog", form="Write a list of objects.")
    if isinstance(found, Mapping):
        found = next((found[key] for key in _LISTS if isinstance(found.get(key), list)), found)
    if not isinstance(found, list):
        raise BadInput(
            f"{path} holds no list of products. Write [{{…}}, {{…}}].",
            rule="catalog.json",
            file=path,
        )
    rows = read(found)
    return Rows(rows.outcomes, source=path, columns=rows.columns)


def _fetched_feed(address: str) -> Rows:
    """Return the products of a feed in XML that lies on the web or in a store, out of a copy."""
    path = fetching.copy_of(address, (".xml",), advice=advice(address))
    rows = _feed_rows(path)
    rows.source = address
    fetching.kept_by(rows, path)
    return rows


def _feed_rows(path: Path) -> Rows:
    """Return the products of a feed in XML, read as a stream each time."""
    if not path.is_file():
        return read(path)  # says that it is not there, or no file
    resources.check_ordinary(path, what="product feed")

    def outcomes() -> Iterator[dict[str, Any]]:
        with path.open("rb") as file:
            yield from feed_reading.rows(file, str(path))

    return Rows(outcomes, source=str(path))
