"""Rows that say the same where each should say its own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from campaignkit.problems import Problem, Where

MOST = 250_000  # texts remembered, about 25 MB; of a longer table the rows after them are compared


def key_of(text: str) -> int:
    """Return a number that stands for a text, in any process."""
    made = hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(made)


class Duplicates:
    """What was said before, and by which row. It keeps a hash of each text, not the text."""

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}

    def of(self, text: str, where: Where, *, what: str = "code") -> tuple[Problem, ...]:
        """Return a warning if a row says what an earlier one said.

        >>> seen = Duplicates()
        >>> seen.of("Table 7", Where(row=1))
        ()
        >>> print(seen.of("Table 7", Where(row=9))[0])
        row 9: its code says the same as that of row 1. Change one of the two cells, or leave a \
row out.
        """
        if where.row is None:
            return ()
        return self.of_row(text, where.row, lambda _row: where, what=what)

    def notes_new(self, keys: Sequence[tuple[int, int]]) -> bool:
        """Take rows that all say something new: pairs of a row and its key, no key twice.

        False: one of them says what was said before; then none is taken.
        """
        rows = self._rows
        if not rows.keys().isdisjoint(key for _row, key in keys):
            return False
        rows.update((key, row) for row, key in keys[: max(0, MOST - len(rows))])
        return True

    def of_row(
        self, text: str, row: int, where: Callable[[int], Where], *, what: str = "code"
    ) -> tuple[Problem, ...]:
        """Return the same. where: asked only if there is something to warn of."""
        first = self._rows.get(key := key_of(text))
        if first is None:
            if len(self._rows) < MOST:
                self._rows[key] = row
            return ()
        return (
            Problem(
                rule="row.same-code",
                message=f"its {what} says the same as that of row {first}.",
                where=where(row),
                value=row,
                limit=first,
                fix="Change one of the two cells, or leave a row out.",
                severity="warning",
                params={"row": row, "first": first, "what": what},
            ),
        )
