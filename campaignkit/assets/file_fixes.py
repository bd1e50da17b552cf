"""Files of templates and packs, judged and mended: what the commands `check` and `fix` do."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike, fspath
from pathlib import Path

from campaignkit.assets import pack, template
from campaignkit.errors import BadInput
from campaignkit.problems import Problem, Problems

AnyPath = str | PathLike[str]


class Fixed(Problems):
    """What is left of a file's problems. mended: those that are no more, each with its place."""

    def __init__(self, left: Iterable[Problem], mended: Iterable[Problem]) -> None:
        super().__init__(left)
        self.mended = Problems(mended)

    def __str__(self) -> str:
        """Return both: what was mended, line by line, then what is left."""
        mended = [f"mended: {each}" for each in self.mended]
        return "\n".join([*mended, super().__str__()])

    def __repr__(self) -> str:
        return (
            f"Fixed({len(self.mended)} mended, {len(self.errors)} errors and "
            f"{len(self.warnings)} warnings left)"
        )

    def _repr_html_(self) -> str:
        mended = f"<p>Mended:</p>{self.mended._repr_html_()}" if self.mended else ""
        return f"{mended}<p>Left:</p>{super()._repr_html_()}"


def check_templates(*paths: AnyPath) -> Problems:
    """Return everything that is wrong with the message templates of JSON files.

    Each finding has its file and key. Languages of one template are compared, also where they
    stand in several files.

    Raises:
        NotFound: there is no such file.
        BadInput: it is not JSON, or holds no template.
    """
    return template.check_files(*paths)


def check_packs(path: AnyPath) -> Problems:
    """Return everything that is wrong with the sticker packs of an archive or an app's folder.

    Raises:
        NotFound: there is no such file or folder.
        BadInput: it holds no pack.
    """
    return pack.pack_problems(path)


def fix(path: AnyPath, out: AnyPath) -> Fixed:
    """Mend what needs no person, write it to `out`, and return what is left and what was mended.

    The answer holds what is left; its `mended` is every problem that is no more, with its place.

    Args:
        path: Message templates (.json), or sticker packs: .wastickers, .zip, an app's folder.
        out: A file or folder of the same kind. What was at `path` stays as it is.

    Raises:
        NotFound: there is nothing at `path`.
        BadInput: it holds neither templates nor packs, or `out` cannot be written.
    """
    for each in (path, out):
        if not isinstance(each, str | PathLike):
            raise BadInput(f"{each!r} is not a path.", rule="fix.path", path=each)
    if Path(fspath(path)).suffix.lower() == ".json":
        before = check_templates(path)
        left = template.fix_file(path, out)
        return Fixed(left, gone(before, left))
    before = check_packs(path)
    notes: list[Problem] = []
    written = pack.fix(path, out, told=notes.extend)
    left = Problems(found for each in written for found in pack.pack_problems(each))
    return Fixed(left, gone(before, (*left, *notes)))


def gone(before: Iterable[Problem], left: Iterable[Problem]) -> Problems:
    """Return the problems that are no more: others of the same rule at the same place are."""
    still = {(each.rule, each.where.key) for each in left}
    return Problems(each for each in before if (each.rule, each.where.key) not in still)
