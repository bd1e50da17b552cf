"""Mail merge: rows and templates in; for each row what it holds, or why it holds nothing, out.

The one place where a row meets a template, for stickers, codes, links, messages, campaigns and
studios alike, so that one row gives one answer whoever asks:

- a row that cannot be used is an outcome with its place (`Failure`), never the end;
- a template sees the facts of the shop under the cells of the row;
- an empty cell (None, nothing, blanks alone) may be asked about; a text that prints it fails
  with rule "row.empty-cell", unless it says what then (`default`, `or`, `if`);
- what is optional and is nothing but that cell (`note = "{{ name }}"`) is left out instead, but a
  title is not: the design's own headline would stand there, which nobody asked for.

Nothing here opens a path or draws: rows come from `rows`, what is made of them is made above.
"""

from campaignkit.merge.records import NO_TABLE, Failure, MergeRecord, Source, merged
from campaignkit.merge.templates import (
    Templates,
    check_truths,
    fill_cell,
    needs_cell,
    unknown_names,
    whole_number,
)

__all__ = [
    "NO_TABLE",
    "Failure",
    "MergeRecord",
    "Source",
    "Templates",
    "check_truths",
    "fill_cell",
    "merged",
    "needs_cell",
    "unknown_names",
    "whole_number",
]
