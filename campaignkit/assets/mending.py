"""Files of templates and packs, judged and mended: what the commands `check` and `fix` do."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path

from campaignkit.assets import pack, template
from campaignkit.errors import BadInput
from campaignkit.problems import Problems

AnyPath = str | PathLike[str]


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


def fix(path: AnyPath, out: AnyPath) -> Problems:
    """Mend what needs no person, write it to `out`, and return what is left.

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
        return template.fix_file(path, out)
    written = pack.fix(path, out)
    return Problems(found for each in written for found in pack.pack_problems(each))
