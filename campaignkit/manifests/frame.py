"""A manifest to ask questions of: which piece a photographed code is, and a frame for the rest.

The frame is made with whatever of polars, pyarrow and pandas is there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from io import BytesIO
from os import PathLike, fspath
from pathlib import Path
from typing import Any, overload

from campaignkit import stores
from campaignkit.arguments import check_path
from campaignkit.display import html_table
from campaignkit.errors import BadInput, NotFound
from campaignkit.manifests import manifest as lists
from campaignkit.manifests import zipped
from campaignkit.manifests.manifest import COLUMNS, Record
from campaignkit.rows.frames import frame_of

_ENDINGS = (".csv", ".parquet", ".json", ".jsonl")
_SHOWN = ("shop", "asset", "row", "key", "payload_safe", "page", "position", "status", "problem")


def manifest(path: str | PathLike[str]) -> Manifest:
    """Return the manifest of a build: its folder or zip, its manifest.csv, or what `save` made.

    Raises:
        NotFound: there is none.
        BadInput: it is no manifest, or this is no path.
    """
    text = fspath(path) if isinstance(path, str | PathLike) else path
    if not isinstance(text, str):
        raise BadInput(
            f"{path!r} is not a path. Give the folder of a build, or its manifest.csv.",
            rule="manifest.path",
            value=type(path).__name__,
        )
    if not text.endswith(_ENDINGS):
        with zipped.found(text, only=(lists.NAME,)) as place:
            if place is None or not place.exists(lists.NAME):
                raise NotFound(
                    f"there is no {lists.NAME} in {text!r}. Build into it first.",
                    rule="manifest.missing",
                    folder=text,
                )
            return Manifest(list(lists.read(place)))
    file = Path(text)
    if not file.is_file():
        raise NotFound(f"there is no file {text!r}.", rule="manifest.missing", folder=text)
    found = _read(file)
    if found is None:
        raise BadInput(f"{text} is no manifest of a build.", rule="manifest.foreign", folder=text)
    return Manifest(found)


class Manifest(Sequence[Record]):
    """Lines of a build. `find` asks for a code; `frame` is all of it as a narwhals frame, whose
    methods may be called here at once.
    """

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = tuple(records)
        self._by_payload: dict[str, list[Record]] | None = None
        self._frame: Any = None

    def find(self, code_text: str) -> tuple[Record, ...]:
        """Return the pieces whose code says this: each with its shop, asset, row, key and place.

        >>> Manifest([Record("tags", 3, 5, 1, payload="Oi")]).find("Oi")[0].row
        3
        """
        # made at the first question: most manifests are only read through
        if self._by_payload is None:
            self._by_payload = {}
            for record in self._records:
                if record.payload:
                    self._by_payload.setdefault(record.payload, []).append(record)
        text = str(code_text)
        # a scanner may add a line end; a payload that ends in a space is found as it is first
        return tuple(self._by_payload.get(text) or self._by_payload.get(text.strip()) or ())

    @property
    def frame(self) -> Any:
        """All lines as a narwhals frame; `.to_native()` gives the frame of polars, … itself.

        Raises:
            BadInput: none of polars, pyarrow and pandas is installed.
        """
        if self._frame is None:
            self._frame = self._framed()
        return self._frame

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return COLUMNS

    def save(self, path: str | PathLike[str]) -> Path:
        """Write it as .csv, .parquet, .json (a list, for people) or .jsonl; return the path.

        Raises:
            BadInput: another ending; the folder does not exist; Parquet needs pyarrow or polars.
        """
        check_path(path, "path", is_optional=False)
        stores.check_target(fspath(path), _ENDINGS)
        target = Path(path)
        stores.write_file(target, self._bytes(target.suffix.lower()))
        return target

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.frame, name)

    @overload
    def __getitem__(self, at: int) -> Record: ...
    @overload
    def __getitem__(self, at: slice) -> Manifest: ...
    def __getitem__(self, at: int | slice) -> Record | Manifest:
        return Manifest(self._records[at]) if isinstance(at, slice) else self._records[at]

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Manifest) and self._records == other._records

    def __hash__(self) -> int:
        return hash(self._records)

    def __reduce__(self) -> tuple[Any, ...]:
        return Manifest, (self._records,)

    def __repr__(self) -> str:
        made = sum(record.is_made for record in self._records)
        return f"<Manifest of {len(self):,} lines, {made:,} made>"

    def _repr_html_(self) -> str:
        cells = [[str(getattr(r, name) or "") for name in _SHOWN] for r in self._records[:40]]
        return f"<p>{len(self):,} lines</p>{html_table(_SHOWN, cells)}"

    def _framed(self) -> Any:
        data = {name: [getattr(r, name) for r in self._records] for name in COLUMNS}
        whole = ("row", "line", "version", "page", "position", "part")
        return frame_of(data, {**dict.fromkeys(whole, "whole"), "module_mm": "real"})

    def _bytes(self, ending: str) -> bytes:
        if ending == ".csv":
            with lists.new_table() as table:
                assert isinstance(table, lists.Table)  # `new_table` says so
                for record in self._records:
                    table.add(lists.cells_of(record))
                return table.done().read()
        if ending == ".parquet":
            out = BytesIO()
            self.frame.write_parquet(out)
            return out.getvalue()
        told = [{name: getattr(r, name) for name in COLUMNS} for r in self._records]
        if ending == ".json":
            return json.dumps(told, ensure_ascii=False, indent=1).encode()
        return b"".join(json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in told)


def _read(file: Path) -> list[Record] | None:
    if file.suffix == ".csv":
        with file.open("rb") as opened:
            lines = lists.lines_of(opened)
            return None if lines is None else list(lines)
    from campaignkit.rows import read

    names = Record._fields
    rows = list(read(file))
    if rows and {"asset", "payload", "status"} - set(rows[0]):
        return None
    return [
        Record(**{name: row[name] for name in names if row.get(name) is not None}) for row in rows
    ]
