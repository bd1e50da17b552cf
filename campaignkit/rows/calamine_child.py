"""An XLS or XLSB read in a process of its own: a file of a few bytes can be made to end its reader.

Run as a script by `calamine`, which see: it knows nothing of campaignkit. Given: a path, the place
of a sheet or "" for the names alone, seconds of processor time, bytes of memory. Out: pickles:
("sheets", [(name, is it visible), …]), then ("row", cells) for each line, ("end",) after the last;
or ("error", kind, words). Who dies in the midst of it has sent no end.
"""

import pickle
import sys
from importlib import import_module


def main(path: str, sheet: str, seconds: int, most: int) -> None:
    """Send what is in a file."""
    calamine = import_module("python_calamine")
    _limit(seconds, most)
    try:
        with calamine.CalamineWorkbook.from_path(path) as book:
            names = [(each.name, "Visible" in str(each.visible)) for each in book.sheets_metadata]
            _send("sheets", names)
            if sheet:
                for cells in book.get_sheet_by_index(int(sheet)).iter_rows():
                    _send("row", cells)
        _send("end")
    except calamine.PasswordError:
        _send("error", "password", "")
    except (calamine.CalamineError, OSError, ValueError) as err:
        _send("error", "broken", str(err))


def _send(*what: object) -> None:
    pickle.dump(what, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)


def _limit(seconds: int, most: int) -> None:
    try:
        resource = import_module("resource")
    except ImportError:  # Windows has none: there only the parent's clock ends it
        return
    for what, wanted in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_DATA, most)):
        _, hard = resource.getrlimit(what)
        allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(what, (allowed, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
