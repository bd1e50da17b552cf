"""The pages of a long sheet, put into one file while its parts are still being made.

Same parts, same bytes, however many of them an earlier build has left. What is just the file that
lies there is not copied: it stays.
"""

from __future__ import annotations

from tempfile import TemporaryFile

from campaignkit.closeable import Closing
from campaignkit.jobs.builder import Builder
from campaignkit.jobs.parts import Part
from campaignkit.render import joining


class SheetPages(Closing):
    """The one file of a sheet. name: within its asset.

    The first part waits for a second one: an only part is a whole file as it is.
    """

    def __init__(self, name: str, builder: Builder) -> None:
        self._name, self._builder = name, builder
        self._there = builder.asset.folder + name
        self._file = TemporaryFile()  # noqa: SIM115 closed by close()
        self._whole: joining.Joined | None = None
        self._waiting: Part | None = None
        self._kept: list[Part] = []  # those that are the file of an earlier build so far
        self._kept_pages = 0
        self._digests: set[str] = set()
        self._sources: dict[str, joining.SourcePdf] = {}
        self._is_first = True

    def close(self) -> None:
        """Let the temporary file go."""
        self._file.close()

    def add(self, part: Part) -> None:
        """Add the pages of the next part.

        Raises:
            BadInput: its pages are to be copied from a file that cannot be read.
        """
        is_first, self._is_first = self._is_first, False
        if self._whole is None and self._waiting is None:
            if not part.pages:
                return
            if part.source == (self._there, self._kept_pages):
                self._keep(part)
                return
            if is_first and part.source is None:
                self._waiting = part
                return
        if self._whole is None:
            self._begin()
        self._append(part)

    def _keep(self, part: Part) -> None:
        made = {each.record.sha256 for each in part.pieces if each.record.is_made}
        self._digests |= made
        self._kept.append(Part(pages=part.pages, source=part.source))
        self._kept_pages += part.pages

    def _begin(self) -> None:
        self._whole = joining.Joined(self._file)
        for part in self._kept if self._waiting is None else [self._waiting]:
            self._append(part)
        self._waiting = None

    def _append(self, part: Part) -> None:
        assert self._whole is not None  # it has begun
        if not part.pages:
            return
        if part.source is None:
            self._whole.add(joining.SourcePdf(part.pdf))
            return
        name, before = part.source
        earlier = self._builder.earlier
        if name not in self._sources:
            self._sources[name] = joining.SourcePdf(earlier.pdf(name))
        self._whole.add(self._sources[name], range(before + 1, before + 1 + part.pages))
        earlier.let_go(name)

    def saved(self) -> str:
        """Write the file, or list the one that is there; return its digest, "" without a page.

        Raises:
            BadInput: it cannot be written.
        """
        if self._waiting is not None:
            return self._builder.save(self._name, self._waiting.pdf)
        if self._whole is None:
            if not self._kept:
                return ""
            is_all = self._builder.earlier.pages_of(self._there) == self._kept_pages
            if is_all and len(self._digests) == 1:
                (digest,) = self._digests
                self._builder.keep(self._name, digest)
                return digest
            self._begin()
        assert self._whole is not None  # it has begun
        self._whole.close()
        self._file.seek(0)
        return self._builder.save(self._name, self._file)
