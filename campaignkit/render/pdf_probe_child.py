"""Every page of a PDF drawn small, in a process of its own: a file can be made to end its reader.

Run as a script by `pdf_probe`, which see: it knows nothing of campaignkit. Given: a path, seconds
of processor time for a page, bytes of memory. Out: a line with the number of each page before it is
drawn, then "done". What cannot be opened at all is left to who reads the file in earnest.
"""

import sys
from importlib import import_module

DPI = 12


def main(path: str, seconds: int, most: int) -> None:
    """Draw what comes in."""
    pdfium = import_module("pypdfium2")
    _limit_memory(most)
    try:
        document = pdfium.PdfDocument(path)
    except (pdfium.PdfiumError, OSError):
        return
    for number in range(len(document)):
        sys.stdout.write(f"{number + 1}\n")
        sys.stdout.flush()
        _limit_time(seconds)
        try:
            page = document[number]
            _draw(page)
            page.close()
        except pdfium.PdfiumError:
            continue


def _draw(page: object) -> None:
    width, height = page.get_size()  # type: ignore[attr-defined]
    scale = min(DPI / 72, 1000 / max(width, height, 1))
    page.render(scale=scale, grayscale=True)  # type: ignore[attr-defined]


def _limit_memory(most: int) -> None:
    try:
        resource = import_module("resource")
    except ImportError:  # Windows has none: there only the parent's clock ends it
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (allowed, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: int) -> None:
    """Allow so much more processor time from now on."""
    try:
        resource = import_module("resource")
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(used.ru_utime + used.ru_stime) + seconds + 1
    allowed = until if hard == resource.RLIM_INFINITY else min(until, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, hard))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write("done\n")
