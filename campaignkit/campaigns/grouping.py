"""Problems as people read them: many rows with the same fault are one line that names them."""

from __future__ import annotations

from campaignkit.problems import Problem, Problems


def grouped(problems: Problems, *, least: int = 4) -> list[str]:
    """Return problems as lines; of many rows with the same rule one line says which.

    >>> from campaignkit.problems import Where
    >>> bad = [Problem(rule="phone.short", message="No.", where=Where(file="a.csv", row=row))
    ...        for row in (3, 4, 5, 9)]
    >>> grouped(Problems(bad))
    ['error: a.csv, 4 rows (3-5, 9), such as row 3: No.']
    """
    alike: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        key = (problem.severity, problem.rule, problem.where.file or "", problem.where.column or "")
        alike.setdefault(key, []).append(problem)
    lines = []
    for found in alike.values():
        rows = sorted({each.where.row for each in found if each.where.row is not None})
        if len(rows) < least:
            lines += [f"{each.severity}: {each}" for each in found]
            continue
        first = min(found, key=lambda each: each.where.row or 0)
        file = f"{first.where.file}, " if first.where.file else ""
        said = f"{first.message} {first.fix}".strip()
        lines.append(
            f"{first.severity}: {file}{len(rows):,} rows ({_ranges(rows)}), such as row "
            f"{first.where.row}: {said}"
        )
    return lines


def _ranges(rows: list[int], most: int = 6) -> str:
    """Return numbers as people write them: "3-5, 9"."""
    spans: list[tuple[int, int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1] = spans[-1][0], row
        else:
            spans.append((row, row))
    shown = [f"{low}-{high}" if high > low else f"{low}" for low, high in spans[:most]]
    return ", ".join([*shown, "…"] if len(spans) > most else shown)
