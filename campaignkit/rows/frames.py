"""Dataframes of pandas, polars, pyarrow and their kin. The one door to `narwhals`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from typing import Any

from campaignkit.errors import BadInput
from campaignkit.rows.opening import Opening
from campaignkit.rows.values import clean

_BACKENDS = ("polars", "pyarrow", "pandas")
_AT_ONCE = 1000  # rows
_LIBRARIES = "cudf dask duckdb ibis modin pandas polars pyarrow pyspark sqlframe"


def is_frame(source: object) -> bool:
    """Say whether `source` comes from a dataframe library; imports none of them."""
    library = type(source).__module__.partition(".")[0]
    if library in _LIBRARIES.split():
        return not hasattr(source, "__next__")
    marks = ("__narwhals_dataframe__", "__narwhals_lazyframe__", "__dataframe__")
    return library == "narwhals" or any(hasattr(source, mark) for mark in marks)


def table(source: Any) -> tuple[tuple[str, ...], Opening]:
    """Return a dataframe's columns, and what opens its rows.

    Raises:
        BadInput: a series or another object that is no table; a column twice.
    """
    import narwhals.stable.v2 as nw
    from narwhals.exceptions import NarwhalsError

    name = type(source).__name__
    if name == "RecordBatch":  # pyarrow's; narwhals takes whole tables
        return tuple(map(str, source.schema.names)), Opening(_batch_rows, (source,))
    try:
        frame = nw.from_native(source)
        if isinstance(frame, nw.LazyFrame):
            frame = frame.collect()
        columns = tuple(map(str, frame.columns))
    except (TypeError, ValueError, NarwhalsError) as err:
        raise BadInput(
            f"rows is a {name} that cannot be read as a table. Give a dataframe with a name for "
            "each column, none of them twice.",
            rule="table.frame",
            kind=name,
        ) from err

    return columns, Opening(_rows, (frame,))


def frame_of(columns: Mapping[str, list[Any]], kinds: Mapping[str, str]) -> Any:
    """Return columns as a narwhals frame of polars, pyarrow or pandas, whichever is there.

    kinds: "whole", "real", "moment" or "truth"; others are text.

    Raises:
        BadInput: none of them is installed.
    """
    import narwhals.stable.v2 as nw

    backend: Any = next((each for each in _BACKENDS if find_spec(each) is not None), None)
    if backend is None:
        raise BadInput(
            "a frame needs polars, pyarrow or pandas: pip install 'campaignkit[tables]'.",
            rule="manifest.no-backend",
        )
    known = {
        "whole": nw.Int64(),
        "real": nw.Float64(),
        "moment": nw.Datetime(),
        "truth": nw.Boolean(),
    }
    schema: dict[str, Any] = {name: known.get(kinds.get(name, ""), nw.String()) for name in columns}
    return nw.from_dict(dict(columns), schema=schema, backend=backend)


def _rows(frame: Any) -> Iterator[dict[str, Any]]:
    for row in frame.iter_rows(named=True):
        yield {str(key): clean(value) for key, value in row.items()}


def _batch_rows(batch: Any) -> Iterator[dict[str, Any]]:
    for start in range(0, batch.num_rows, _AT_ONCE):
        for row in batch.slice(start, _AT_ONCE).to_pylist():
            yield {str(key): clean(value) for key, value in row.items()}
