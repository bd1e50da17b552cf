"""Rows that say the same where each should say its own."""

from __future__ import annotations

from collections.abc import Callable

from campaignkit.problems import Problem, Where

MOST = 250_000  # texts remembered, about 25 MB; of a longer table the rows after them are compared


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

    def of_row(
        self, text: str, row: int, where: Callable[[int], Where], *, what: str = "code"
    ) -> tuple[Problem, ...]:
        """Return the same. where: asked only if there is something to warn of."""
        first = self._rows.get(key := hash(text))
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
