"""The end of a build: every file that was written is still there, then its lists are written."""

from __future__ import annotations

from campaignkit.campaigns import manifest
from campaignkit.campaigns.builder import Builder
from campaignkit.campaigns.manifest import Record, Table
from campaignkit.problems import Problem, Where

_COLUMNS = ("severity", "rule", "asset or file", "row", "column", "key", "page", "message", "fix")


def finish(builder: Builder) -> None:
    """Write manifest.csv and problems.csv; what is gone from the folder is told in both.

    Raises:
        BadInput: they cannot be written.
    """
    place = builder.place
    there = place.present(builder.files) if builder.files else set()
    gone = [name for name in builder.files if name not in there]
    lists = builder.manifest
    with Table(Record._fields) as mended:
        if gone:
            _without(builder, gone, mended)
            lists = mended
        place.write(manifest.NAME, lists.done())
    problems = builder.findings.every()
    if problems:
        with Table(_COLUMNS, marked=True) as table:
            for problem in problems:
                table.add(_cells(problem))
            place.write(manifest.PROBLEMS, table.done())
    elif place.exists(manifest.PROBLEMS):
        place.remove(manifest.PROBLEMS)  # of the build before
    place.remove(manifest.UNFINISHED)


def _without(builder: Builder, gone: list[str], into: Table) -> None:
    """Write the manifest again, with the lines of files that somebody took away as failed."""
    for name in gone:
        builder.files.remove(name)
        builder.findings.add(name, [_gone(name)])
    for record in manifest.lines_of(builder.manifest.done()) or ():
        if record.file in gone:
            builder.made_lines -= 1
            builder.failed_lines += 1
            said = str(_gone(record.file).message)
            into.add(record._replace(file="", sha256="", status="failed", problem=said))
        else:
            into.add(record)


def _gone(name: str) -> Problem:
    return Problem(
        rule="build.file-gone",
        message=f"{name} was written, and at the end of the build it was gone.",
        where=Where(file=name),
        fix="Keep the folder while it is built into, and build again.",
        params={"file": name},
    )


def _cells(problem: Problem) -> list[object]:
    where = problem.where
    place = [where.file, where.row, where.column, where.key, where.page]
    return [problem.severity, problem.rule, *place, problem.message, problem.fix]
