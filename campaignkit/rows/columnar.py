"""Parquet, Feather and Arrow files, batch by batch. The one door to `pyarrow`, an extra."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from campaignkit.errors import BadInput
from campaignkit.rows.values import clean, named

_AT_ONCE = 1000  # rows


def columns(path: Path) -> tuple[str, ...]:
    """Return the columns of a file.

    Raises:
        BadInput: it is no such file; pyarrow is not there.
    """
    with _opened(path) as file:
        schema = file.schema_arrow if hasattr(file, "schema_arrow") else file.schema
        return named(list(schema.names), str(path))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file; a batch is held at a time."""
    with _opened(path) as file:
        if hasattr(file, "iter_batches"):
            batches = file.iter_batches(batch_size=_AT_ONCE)
        else:
            batches = (file.get_batch(at) for at in range(file.num_record_batches))
        for batch in batches:
            for start in range(0, batch.num_rows, _AT_ONCE):
                for row in batch.slice(start, _AT_ONCE).to_pylist():
                    yield {key: clean(value) for key, value in row.items()}


def _opened(path: Path) -> Any:
    try:
        import pyarrow
        from pyarrow import ipc, parquet
    except ImportError as err:
        raise BadInput(
            f"{path} needs pyarrow: install campaignkit[tables]. Or read it with pandas or polars, "
            "and give the dataframe.",
            rule="table.extra",
            extra="tables",
        ) from err
    try:
        if path.suffix.casefold() == ".parquet":
            return parquet.ParquetFile(path)
        return ipc.open_file(path)
    except (pyarrow.ArrowException, OSError) as err:
        raise BadInput(
            f"{path} is no {path.suffix[1:].capitalize()} file that can be read ({err}). Save it "
            "anew.",
            rule="table.columnar",
        ) from err
