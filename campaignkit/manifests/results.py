"""What a campaign tells: the plan before, what was built after, what went wrong, what would change.

Of what went wrong each error is kept, and each kind of warning once; many rows with the same fault
are one line that names them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from campaignkit.display import html_table, text_table
from campaignkit.problems import Problems
from campaignkit.translations import word as _

STREAMS = (".zpl", ".tspl", ".escpos", ".ql")  # as label_streams.SUFFIXES, which loads a renderer
_FEW = 10  # changes of one kind: the first show what it is
_SHOWN = 40  # files listed in a notebook: a build can have a hundred thousand


@dataclass(frozen=True, slots=True)
class Planned:
    """One asset. rows, labels and pages are None for rows that can be read only once.

    experiment: who gets what, and which difference will show; "" without one. reference: what it
    costs in modules; "" without one.
    """

    asset: str
    kind: str
    file: str
    rows: int | None
    files: int | None
    labels: int | None
    pages: int | None
    experiment: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be made, one line an asset. Rows that turn out wrong are counted too.

    left_over: files in the folder that belong to no asset any more.
    """

    assets: tuple[Planned, ...]
    left_over: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Planned]:
        return iter(self.assets)

    def __len__(self) -> int:
        return len(self.assets)

    def _cells(self) -> list[list[str]]:
        return [
            [each.asset, each.kind, each.file, *map(_count, (each.rows, each.labels, each.pages))]
            for each in self.assets
        ]

    def __str__(self) -> str:
        return "\n".join([text_table(_PLAN_HEAD, self._cells()), *self._notes()])

    def _notes(self) -> list[str]:
        return [*self._told(), *self._left_over()]

    def _left_over(self) -> list[str]:
        if not self.left_over:
            return []
        shown = [f"  {name}" for name in self.left_over[:_SHOWN]]
        more = len(self.left_over) - _SHOWN
        return [
            f"{len(self.left_over):,} of the files there belong to no asset any more; a build "
            "leaves them:",
            *shown,
            *([f"  and {more:,} more"] if more > 0 else []),
        ]

    def _told(self) -> list[str]:
        told = (
            (each.asset, said) for each in self.assets for said in (each.reference, each.experiment)
        )
        return [f"{name}: {said}" for name, said in told if said]

    def _repr_html_(self) -> str:
        told = "".join(f"<p>{escape(line)}</p>" for line in self._notes())
        return html_table(_PLAN_HEAD, self._cells()) + told


@dataclass(frozen=True, slots=True)
class Built:
    """What was made. Falsy if there were errors.

    out: the folder or address. files: within it, in the order of the campaign. manifest: the
    path of the list of every code. checked: whether the codes were read back. made, failed:
    lines of the manifest. codes: lines made that have a code. report: what went wrong in lines,
    many rows with one fault in one. reused: of the lines made, those that an earlier build had
    made already. found: lines of problems.csv.
    """

    out: str
    files: tuple[str, ...]
    problems: Problems
    manifest: str
    checked: bool
    made: int = 0
    failed: int = 0
    codes: int = 0
    report: tuple[str, ...] = ()
    reused: int = 0
    found: int = 0
    references: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return not self.problems.errors and not self.failed

    def __str__(self) -> str:
        return "\n".join([self.summary, *self.references, *self.report])

    @property
    def summary(self) -> str:
        """How it ended, in one line, which never says more than was done."""
        count = len(self.files)
        if not count:
            return f"Nothing was made in {self.out}."
        if self.codes:
            proof = "every code read back" if self.checked else "codes not read back"
            done = "made and read back" if self.checked else "made, not read back"
        else:
            proof, done = f"{self.made:,} made, no codes among them", "made"
        if self.failed:
            every = self.made + self.failed
            proof = f"{self.made:,} of {every:,} {done}, {self.failed:,} failed (see the manifest)"
        return f"{count:,} file{'' if count == 1 else 's'} in {self.out}, {proof}."

    @property
    def how_to_print(self) -> tuple[str, ...]:
        """How its files are printed so that they come out as they were proven, in sentences."""
        endings = {f".{name.rpartition('.')[2]}" for name in self.files}
        streams = [suffix for suffix in STREAMS if suffix in endings]
        said = []
        if ".pdf" in endings:
            said.append(
                _("Open the PDF and print it at 100 % or “Actual size”, never “Fit to page”.")
            )
        if streams:
            said.append(
                _(
                    "Send {endings} files to the label printer as they are (raw), not through its "
                    "driver.",
                    endings=", ".join(streams),
                )
            )
        return tuple(map(str, said))

    def _repr_html_(self) -> str:
        shown = "".join(f"<li><code>{escape(name)}</code></li>" for name in self.files[:_SHOWN])
        more = len(self.files) - _SHOWN
        rest = f"<li>and {more:,} more</li>" if more > 0 else ""
        head = escape(self.summary)
        told = [*self.how_to_print, *self.references]
        how = "".join(f"<p dir='auto'>{escape(line)}</p>" for line in told)
        found = self.problems._repr_html_()
        return f"<p dir='auto'>{head}</p><ul>{shown}{rest}</ul>{how}{found}"


@dataclass(frozen=True, slots=True)
class RowChange:
    """A label that is made anew, and why. was, now: what its code said and says; None: no code."""

    asset: str
    row: int | None
    page: int | None
    position: int | None
    was: str | None
    now: str | None
    why: str = ""
    shop: str = ""
    key: str = ""

    @property
    def what(self) -> str:
        """What became of it, in a word."""
        return "new" if self.was is None else "gone" if self.now is None else "changed"

    def __str__(self) -> str:
        known = (
            *(("row", self.row), ("key", self.key or None)),
            *(("page", self.page), ("position", self.position)),
        )
        place = ", ".join(f"{name} {value}" for name, value in known if value is not None)
        told = dict.fromkeys(repr(text) for text in (self.was, self.now) if text)
        said = f": {' -> '.join(told)}" if told else ""
        why = f" ({self.why})" if self.what == "changed" and self.was == self.now else ""
        asset = f"{self.shop}/{self.asset}" if self.shop else self.asset
        return f"{asset}{f', {place}' if place else ''}: {self.what}{said}{why}"


@dataclass(frozen=True, slots=True)
class Diff:
    """A build against what lies in a folder. Falsy if nothing would change.

    As text, the first of many changes of one kind stand for the others.

    new: not there yet, or lost. changed: there, with other bytes. same. gone: there, and no
    longer made; a build does not remove them. rows: codes that say something else. edited:
    files that are not as the manifest there says. unfinished: the last build did not end.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    gone: tuple[str, ...]
    rows: tuple[RowChange, ...] = ()
    edited: tuple[str, ...] = ()
    unfinished: bool = False

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone or self.unfinished)

    def _cells(self) -> list[list[str]]:
        named = (
            ("new", self.new),
            ("changed", self.changed),
            ("gone", self.gone),
            ("edited", self.edited),
        )
        cells = [[what, name] for what, names in named for name in _few(names)]
        alike: dict[tuple[str, str, str], list[RowChange]] = {}
        for change in self.rows:
            alike.setdefault((change.asset, change.what, change.why), []).append(change)
        for (asset, what, _why), changes in alike.items():
            cells += [["row", line] for line in _few(changes, f" of {asset} {what}")]
        return cells

    def _head(self) -> str:
        return _UNFINISHED if self.unfinished else ""

    def _foot(self) -> str:
        one = len(self.same) == 1
        return "1 file stays as it is." if one else f"{len(self.same):,} files stay as they are."

    def __str__(self) -> str:
        lines = ["  ".join(cells) for cells in self._cells()]
        return "\n".join([*filter(None, [self._head()]), *lines, self._foot()])

    def _repr_html_(self) -> str:
        table = html_table(("what", "file"), self._cells(), most=_SHOWN * 3)
        return f"<p>{self._head()}</p>{table}<p>{self._foot()}</p>"


def _few(items: Sequence[object], what: str = "") -> list[str]:
    """Return the first of them as lines, and how many more there are. what: these are."""
    more = len(items) - _FEW
    shown = [str(each) for each in items[:_FEW]]
    return [*shown, f"and {more:,} more{what}"] if more > 0 else shown


_UNFINISHED = "The last build into this folder did not end: build again."
_PLAN_HEAD = ("asset", "kind", "file", "rows", "labels", "pages")


def _count(value: int | None) -> str:
    return "?" if value is None else f"{value:,}"
