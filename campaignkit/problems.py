"""What every doctor says: one `Problem` a finding, all of them at once; and the error they raise.

The template linter, the sticker pack, the feed, the campaign file and the scannability
report share this form. A `Problems` is falsy when empty, reads as a list of sentences,
and shows itself in a notebook as a table. Only findings of severity "error" are raised.

A rule id is born with its problem or error, `<subject>.<what>`, and stays with it through every
door; beside it the parameters its sentence speaks of. What is shown is said in the language in use
(`translated`, set by `use_language`); the fields keep the words of the code.
Errors hold problems and problems raise errors: that is why the error tree (told in `errors.py`)
is defined here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, ClassVar, Literal, TypeVar, overload

from campaignkit.display import html_facts, html_table
from campaignkit.frozen import Frozen

Severity = Literal["error", "warning"]
Kind = Literal["wrong", "too-big", "not-found"]

# Says a sentence of a rule, or of "place" and "list", in the language in use; None: in English.
translated: Callable[[str, str], str] | None = None

_SAID = 100  # problems in the words of an error
_LINE = 1000  # characters of a line that are said; a value of a whole page would bury the advice
_SHOWN = 500  # rows of a notebook's table
_COLUMNS = ("severity", "where", "message", "value", "limit", "fix", "rule", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place, as far as it is known. Lines, rows, pages count from 1; a header is no row.

    shop: which of many, as their table calls it.
    """

    file: str | None = None
    shop: str | None = None
    line: int | None = None
    row: int | None = None
    column: str | None = None
    key: str | None = None
    page: int | None = None
    x: float | None = None  # mm from the page's left edge
    y: float | None = None  # mm from the page's top edge

    def __str__(self) -> str:
        said = [] if self.file is None else [self.file]
        for item in fields(self):
            value = getattr(self, item.name)
            if value is None or item.name == "file":
                continue
            unit = " mm" if item.name in ("x", "y") else ""
            shown = f"{value:.1f}" if isinstance(value, float) else str(value)
            said.append(_spoken("place", f"{item.name} {shown}{unit}"))
        return ", ".join(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding.

    rule: a stable id, such as "scan.quiet-zone". message: what is wrong, a sentence.
    value: what was measured. limit: what would have been right. fix: a sentence, or the
    corrected value. source: who says so. params: what the sentence speaks of, by name, so that
    the rule can be said in another language. kind: what the caller would do next: correct it,
    give it room, or look for it elsewhere.
    """

    rule: str
    message: str
    where: Where = Where()
    value: Any = None
    limit: Any = None
    fix: str = ""
    severity: Severity = "error"
    source: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    kind: Kind = "wrong"

    def __post_init__(self) -> None:
        object.__setattr__(self, "params", Frozen(self.params))

    def __hash__(self) -> int:
        """Values and parameters may be lists; what is left tells problems apart well enough."""
        return hash((self.rule, self.message, self.where, self.severity))

    def placed(self, where: Where) -> Problem:
        """Return it with what it does not know of its place filled in from `where`.

        >>> late = Problem(rule="x", message="No.", where=Where(key="title"))
        >>> str(late.placed(Where(file="a.csv", row=3, key="link")))
        'a.csv, row 3, key title: No.'
        """
        known = {item.name: getattr(self.where, item.name) for item in fields(Where)}
        given = {name: value for name, value in known.items() if value is not None}
        return replace(self, where=replace(where, **given))

    def _repr_html_(self) -> str:
        return html_facts(self.rule, self._cells())

    def __str__(self) -> str:
        place = str(self.where)
        head = f"{place}: " if place else ""
        message, fix = (_spoken(self.rule, str(said)) for said in (self.message, self.fix))
        return " ".join(part for part in (f"{head}{message}", fix) if part)

    def _cells(self) -> dict[str, Any]:
        shown = {name: getattr(self, name) for name in _COLUMNS}
        spoken = {name: _spoken(self.rule, str(shown[name])) for name in ("message", "fix")}
        return shown | spoken | {"severity": _spoken("list", self.severity)}


class Problems(Sequence[Problem]):
    """Findings in the order they were met. Falsy when there are none."""

    def __init__(self, items: Iterable[Problem] = ()) -> None:
        self._items = tuple(items)

    @overload
    def __getitem__(self, index: int) -> Problem: ...
    @overload
    def __getitem__(self, index: slice) -> Problems: ...
    def __getitem__(self, index: int | slice) -> Problem | Problems:
        return Problems(self._items[index]) if isinstance(index, slice) else self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Problems) and self._items == other._items

    def __hash__(self) -> int:
        return hash(self._items)

    def __add__(self, other: Iterable[Problem]) -> Problems:
        return Problems((*self._items, *other))

    @property
    def errors(self) -> Problems:
        """The findings that stop the work."""
        return Problems(item for item in self._items if item.severity == "error")

    @property
    def warnings(self) -> Problems:
        """The findings to think about."""
        return Problems(item for item in self._items if item.severity == "warning")

    @property
    def kind(self) -> type[CampaignError]:
        """The error that says them best: TooBig or NotFound if all of them do, else BadInput."""
        kinds = {problem.kind for problem in self.errors}
        return {"too-big": TooBig, "not-found": NotFound}.get("".join(kinds), BadInput)

    def raise_errors(self, what: str = "", *, kind: type[CampaignError] | None = None) -> None:
        """Raise `kind` holding every error, if there is one; `problems` has the warnings too."""
        if self.errors:
            raise self.error(what, kind=kind)

    def error(self, what: str = "", *, kind: type[CampaignError] | None = None) -> CampaignError:
        """Return the error that says them: `kind`, or BadInput. what: said first.

        >>> found = Problems([Problem(rule="phone.short", message="It has 3 digits.")])
        >>> found.error("Padaria Sol"), found.error().rule
        (BadInput('Padaria Sol: It has 3 digits.'), 'phone.short')
        """
        errors = self.errors
        head = f"{_spoken('list', what)}: " if what else ""
        rule = errors[0].rule if len({each.rule for each in errors}) == 1 else ""
        return (kind or BadInput)(f"{head}{errors.listed(_SAID)}", rule=rule, gathered=self)

    def __str__(self) -> str:
        return self.listed()

    def listed(self, most: int | None = None) -> str:
        """Return them as a list of sentences, at most so many; the count of all is said."""
        if not self._items:
            return _spoken("list", "no problems")
        if len(self._items) == 1:
            return str(self._items[0])
        lines = [f"  {_spoken('list', item.severity)}: {item}" for item in self._items[:most]]
        if left := len(self._items) - len(lines):
            more = f"and {left:,} more: the error's `problems` has them all"
            lines.append(f"  {_spoken('list', more)}")
        return "\n".join([_spoken("list", f"{len(self._items)} problems"), *lines])

    def __repr__(self) -> str:
        return f"Problems({len(self.errors)} errors, {len(self.warnings)} warnings)"

    def _repr_html_(self) -> str:
        if not self._items:
            return f"<p>{_spoken('list', 'No problems.')}</p>"
        rows = [list(item._cells().values()) for item in self._items]
        return html_table(_COLUMNS, rows, most=_SHOWN)


class CampaignError(ValueError):
    """Something you asked for cannot be made. `problems` lists its findings, one at least.

    rule: a stable id. params: what the sentence speaks of, by name.

    >>> error = BadInput("copies=0 prints nothing. Give 1 or more.", rule="sheet.copies", copies=0)
    >>> error.rule, dict(error.params), error.problems[0].rule
    ('sheet.copies', {'copies': 0}, 'sheet.copies')
    >>> len(str(CampaignError("name=" + "x" * 10_000 + " is too long. Shorten it.")))
    1000
    """

    unnamed: ClassVar[str] = "input.wrong"  # the rule of an error that was given none
    kind: ClassVar[Kind] = "wrong"

    def __init__(
        self, message: str = "", *, rule: str = "", gathered: Problems | None = None, **params: Any
    ) -> None:
        super().__init__("\n".join(map(_cut, str(message).split("\n"))))
        self.rule = rule or self.unnamed
        self.params: Mapping[str, Any] = params
        self._gathered = gathered

    def __str__(self) -> str:
        return self.plain if self._gathered is not None else _spoken(self.rule, self.plain)

    @property
    def plain(self) -> str:
        """What it says in the words of the code, whatever language is in use."""
        return super().__str__()

    def halves(self) -> tuple[str, str]:
        """Return what was wrong, a sentence, and what to do, in the words of the code.

        For what speaks of an error in sentences of its own: `str` may be in another language.

        >>> BadInput("copies=0 prints nothing. Give 1 or more.").halves()
        ('copies=0 prints nothing.', 'Give 1 or more.')
        """
        wrong, _, better = self.plain.partition(". ")
        return f"{wrong.rstrip('.')}.", better

    @property
    def problems(self) -> Problems:
        """Every finding it was raised for; itself as one, if it was raised for itself."""
        if self._gathered is not None:
            return self._gathered
        alone = Problem(rule=self.rule, message=self.plain, params=self.params, kind=self.kind)
        return Problems([alone])

    @property
    def gathers(self) -> bool:
        """Whether it stands for findings about what was given, each with its place."""
        return self._gathered is not None

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.plain, self.rule, self._gathered, dict(self.params))


class BadInput(CampaignError):
    """A value is wrong: correct it."""

    unnamed = "input.bad"


class TooBig(CampaignError):
    """It does not fit: shorten it, or give it room."""

    unnamed = "input.too-big"
    kind = "too-big"


class NotFound(CampaignError):
    """There is no such template, design, label sheet, font or file."""

    unnamed = "input.not-found"
    kind = "not-found"


E = TypeVar("E", bound=CampaignError)


def of_error(error: CampaignError, where: Where | None = None) -> tuple[Problem, ...]:
    """Return an error as problems: the one way from what is raised to what is reported.

    where: fills in what they do not know of their place.

    >>> [str(found) for found in of_error(BadInput("No."), Where(row=3))]
    ['row 3: No.']
    """
    place = where if where is not None else Where()
    return tuple(problem.placed(place) for problem in error.problems)


def _spoken(rule: str, text: str) -> str:
    return text if translated is None or not text else translated(rule, text)


def _again(
    kind: type[E], message: str, rule: str, gathered: Problems | None, params: dict[str, Any]
) -> E:
    return kind(message, rule=rule, gathered=gathered, **params)


def _cut(line: str) -> str:
    """Return a line without its middle, if it is too long: what is wrong, and what to do, stay."""
    half = _LINE // 2
    return line if len(line) <= _LINE else f"{line[:half]}…{line[1 - half :]}"
