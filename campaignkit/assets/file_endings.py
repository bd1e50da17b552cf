"""What a file's ending asks for. Loads no reader and no renderer."""

from __future__ import annotations

from pathlib import Path

STREAMS = (".zpl", ".tspl", ".escpos", ".ql")  # of label printers, see `label_streams`


def stream_language(path: object) -> str | None:
    """Return the label printer's language that a file's ending means; None if it means none.

    >>> stream_language("labels.zpl"), stream_language("labels.pdf")
    ('zpl', None)
    """
    suffix = Path(path).suffix.lower() if isinstance(path, str | Path) else ""
    return suffix[1:] if suffix in STREAMS else None
