"""The templates of one asset, by the key they stand under: checked before any row, then filled."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from campaignkit.errors import BadInput, TooBig, did_you_mean
from campaignkit.merge.records import MergeRecord, Source
from campaignkit.problems import Problem
from campaignkit.rows.column_names import hint
from campaignkit.stock import COPIES_MOST
from campaignkit.unfinished_text import is_not_available, not_available
from campaignkit.wording import (
    EMPTY_CELL,
    Empty,
    Wording,
    compile_text,
    is_empty,
    is_template,
    marked,
    spoken_of,
)

_READ = ("text", "title", "note")  # texts that people read
_OURS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
# The places of other programs: {name} and ${name}; [name], <name>, «name», %name%, $name.
_CURLY = re.compile(r"(?=(\$?\{([^{}]{1,80})\}))")
_BRACKETS = re.compile(
    r"(?=(\[([^][]{1,80})\]|<{1,2}([^<>]{1,80})>{1,2}|«([^«»]{1,80})»|%([^%]{1,80})%"
    r"|(?<![\w$])\$([^\W\d]\w{0,80})))"
)


@dataclass(frozen=True, slots=True)
class Templates:
    """Texts ready to be filled, and values that every row shares."""

    by_key: Mapping[str, Wording | Any]
    _fixed: dict[str, Any] | None = field(init=False, compare=False, repr=False)
    # each text, and the facts that people would read in it as a bare true or false
    _filled: tuple[tuple[str, Wording, tuple[str, ...]], ...] = field(
        init=False, compare=False, repr=False
    )
    # the texts that people read, and the facts in them
    _spoken: tuple[tuple[str, frozenset[str]], ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        texts = self.texts
        plain = not any(is_template(text.source) for text in texts.values())
        said = {key: text.render({}) for key, text in texts.items()} if plain else {}
        object.__setattr__(self, "_fixed", {**self.by_key, **said} if plain else None)
        # asked once here, since every row would ask again
        filled = (
            (key, text, _standing_alone(text) if _is_read(key) else ())
            for key, text in texts.items()
        )
        object.__setattr__(self, "_filled", tuple(filled))
        read = ((key, text) for key, text in texts.items() if _is_read(key))
        spoken = tuple((key, frozenset(text.names)) for key, text in read)
        object.__setattr__(self, "_spoken", spoken)

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Templates:
        """Return templates; what is no text is the same in every row, None is left out.

        Raises:
            BadInput: a text is no Jinja.
        """
        return cls(
            {
                key: compile_text(value, name=key) if isinstance(value, str) else value
                for key, value in given.items()
                if value is not None
            }
        )

    @property
    def texts(self) -> dict[str, Wording]:
        """Those that are filled."""
        return {key: each for key, each in self.by_key.items() if isinstance(each, Wording)}

    def check(self, source: Source, facts: Iterable[str]) -> None:
        """Raise if a text names what is no column and no fact.

        Raises:
            BadInput: the first such name, with the nearest that there are.
        """
        for key, text in self.texts.items():
            for error in unknown_names(key, text, source, facts):
                raise error

    def differs(self, shared: Collection[str]) -> bool:
        """Say whether it changes from row to row. shared: facts that are the same in all."""
        return any(speaks_of_rows(text, shared) for text in self.texts.values())

    def fill(
        self, record: MergeRecord, *, optional: Collection[str] = (), lines: Collection[str] = ()
    ) -> dict[str, Any]:
        """Return each with the row's cells in its places.

        optional: keys whose text, if it is nothing but an empty cell, becomes "". lines: such keys,
        too, of which the row tells that they are left out: somebody meant them to be printed.

        Raises:
            BadInput: a text cannot be filled; with rule "row.empty-cell", a cell is empty.
        """
        if self._fixed is not None:  # as are the options of most series
            return self._fixed.copy()
        known, said = record.known, {**self.by_key}
        for key, text, alone in self._filled:
            if alone:
                _refuse_truths(alone, known, key)
            try:
                said[key] = text.render(known)
            except BadInput as err:
                is_line = key in lines
                if not (is_line or key in optional) or err.rule != EMPTY_CELL or not text.is_lone:
                    raise
                if is_line:
                    record.leaves_out(key, str(err.params["column"]))
                said[key] = ""
        for key, names in self._spoken:
            for name in names:
                if is_not_available(known.get(name)):  # one row in many
                    record.found.extend(_not_available(name, record, key, str(said[key])))
        return said


def _not_available(name: str, record: MergeRecord, key: str, said: str) -> Iterator[Problem]:
    """Yield what is to be said of a cell such as "N/A" that stands within a text.

    Where it is all of it, `unfinished_text` tells so at every door.
    """
    word = record.known[name].strip()
    if word in said and word != said.strip():
        yield not_available(word, key).placed(record.place_of(name))


def check_truths(text: Wording, known: Mapping[str, Any], key: str) -> None:
    """Refuse a cell of true or false that people would read as Python writes it.

    A spreadsheet shows it in its user's language, and the text says what is meant by neither.

    Raises:
        BadInput: there is one that stands in the text alone; rule "row.true-or-false".
    """
    _refuse_truths(_standing_alone(text), known, key)


def _is_read(key: object) -> bool:
    """Say whether people read what a key holds; what is no name is refused by whoever knows."""
    return str(key).rpartition(".")[2] in _READ


def _standing_alone(text: Wording) -> tuple[str, ...]:
    """Return the facts that a text prints just as they are: {{ name }}."""
    return tuple(
        name
        for name in sorted(text.names)
        if re.search(rf"\{{\{{\s*{re.escape(name)}\s*\}}\}}", text.source)
    )


def _refuse_truths(names: Iterable[str], known: Mapping[str, Any], key: str) -> None:
    for name in names:
        if isinstance(known.get(name), bool):
            raise BadInput(
                f"{key}: the cell of {name!r} is {known[name]}, which is no word for "
                f"customers. Say what to write: {{{{ '…' if {name} else '…' }}}}.",
                rule="row.true-or-false",
                key=key,
                column=name,
            )


def fill_cell(text: Wording, row: Mapping[str, Any]) -> str | None:
    """Return what a text makes of a row; None if it is nothing but an empty cell.

    Raises:
        BadInput: the text cannot be filled; with rule "row.empty-cell", a cell is empty.

    >>> fill_cell(compile_text("{{ who | title }}"), {"who": " "}) is None
    True
    """
    try:
        return text.render(marked(row))
    except BadInput as err:
        if err.rule == EMPTY_CELL and text.is_lone:
            return None
        raise


def speaks_of_rows(text: Wording, shared: Collection[str]) -> bool:
    """Say whether a text names a cell of the row. shared: facts that all rows have in common.

    >>> speaks_of_rows(compile_text("{{ shop }}, {{ table }}"), ["shop"])
    True
    """
    return not text.names <= set(shared) or (is_template(text.source) and "row" in text.source)


def unknown_names(
    key: str, text: Wording, source: Source, facts: Iterable[str]
) -> Iterator[BadInput]:
    """Yield an error for each name in a text that is neither column nor fact, or is not marked so.

    Nothing is said of rows whose columns are not known before they are read.
    """
    columns = source.rows.columns
    if columns is None:
        return
    others = set(facts) - set(columns)
    known = {*columns, *others}
    what = "no fact of the shop" if source.single else f"no column of {source.name}"
    for name in sorted(text.names - known):
        near = _how_to_name(hint(name, columns), columns) or did_you_mean(name, others)
        near = near or f" There are: {', '.join(sorted(known))}."
        yield BadInput(
            f"{key} speaks of {name!r}, which is {what}.{near}",
            rule="row.no-such-column",
            key=key,
            name=name,
        )
    yield from _marked_otherwise(key, text, columns, known)


def _how_to_name(told: str, columns: Iterable[str]) -> str:
    """Return a hint at columns with how such a one is written that is no single word."""
    odd = next((each for each in columns if repr(each) in told and not each.isidentifier()), None)
    if odd is None:
        return told
    name = spoken_of(odd)
    return f"{told} Write it as {{{{ {name} }}}}."


def _marked_otherwise(
    key: str, text: Wording, columns: Iterable[str], known: Iterable[str]
) -> Iterator[BadInput]:
    """Yield an error for each place of a column as other programs write it: nothing would fill it.

    A fact of the shop is meant by {shop} alone: [text] may be what somebody prints.
    """
    plain = _OURS.sub(" ", text.source)
    for marks, names in ((_CURLY, known), (_BRACKETS, columns)):
        called = {name.casefold(): name for name in names if not name.isdigit()}
        end = 0  # of the last one told: ${name} holds {name}
        for found in marks.finditer(plain):
            written, inner = filter(None, found.groups())
            name = called.get(inner.strip().casefold())
            if name is None or found.start() < end:
                continue
            end = found.end(1)
            told = spoken_of(name)
            yield BadInput(
                f"{key} has {written!r}, which stays as it is and is printed. For what stands in "
                f"{name!r} write {{{{ {told} }}}}; for the signs themselves {{{{ {written!r} }}}}.",
                rule="row.other-marks",
                key=key,
                name=name,
                written=written,
            )


def needs_cell(name: str, value: object, *, of: str) -> None:
    """Raise if a fact that something needs is empty.

    Raises:
        BadInput: it is None, nothing, or blanks alone.

    >>> needs_cell("table", 0, of="design 'table-number'")
    """
    if isinstance(value, Empty) or is_empty(value):
        raise BadInput(
            f"{of} needs the fact {name!r}, and here it is empty. Fill in its cell, or leave "
            "the row out.",
            rule=EMPTY_CELL,
            column=name,
        )


_DIGITS = 12  # of a count; Python reads no more than 4,300


def whole_number(value: object, key: str) -> int | None:
    """Return how often something is made, as a row says it; None if it does not say.

    Raises:
        BadInput: it is not a whole number of 1 or more.
        TooBig: it is more than COPIES_MOST.

    >>> whole_number("3", "copies"), whole_number(2.0, "copies"), whole_number("", "copies")
    (3, 2, None)
    >>> whole_number("٢", "copies")
    2
    """
    if value is None or (isinstance(value, str) and not value):
        return None
    text = str(value).strip().removesuffix(".0")
    if isinstance(value, bool) or not text.isdecimal() or not set(map(int, text)) - {0}:
        raise BadInput(
            f"{key}={value!r} is no count. Give a whole number of 1 or more.", rule="row.count"
        )
    if len(text) > _DIGITS or int(text) > COPIES_MOST:
        raise TooBig(
            f"{key}={text:.20} is more than {COPIES_MOST:,}. Print the file several times.",
            rule="row.count-most",
            limit=COPIES_MOST,
        )
    return int(text)
