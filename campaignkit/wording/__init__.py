"""Wording with facts in it: `{{ NOME_FEIRA }}` becomes the market's name.

The one door to `jinja2`. Templates are written by users, so they run in a sandbox that has no
mutable state, no macros and no way out, and whose work and output are counted: a campaign file
is input, not code. A fact that is not there is an error, a fact that is None is nothing; an
empty cell of a table (`Empty`) is an error where it is printed, unless the text says what then.

Most wording is plain text, or text with names in it. Neither needs Jinja at run time, and a
table of a hundred thousand rows has three of them a row: both are filled in here, with the
results that Jinja gives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from campaignkit.errors import BadInput, did_you_mean
from campaignkit.wording.values import (
    TABLE_GAP,
    Empty,
    EmptyFact,
    MissingFact,
    Unprintable,
    is_empty,
    marked,
    printed,
)

__all__ = [
    "EMPTY_CELL",
    "TABLE_GAP",
    "Empty",
    "Wording",
    "compile_text",
    "is_empty",
    "is_template",
    "marked",
    "spoken_of",
]


EMPTY_CELL = "row.empty-cell"  # the rule of a text that prints an empty cell
LONGEST_SOURCE = 100_000  # characters; a guess: the longest message template has 1,024

_NAMED = re.compile(r"\{\{\s*([^\W\d]\w*)\s*\}\}")
_LONE = re.compile(r"""\s*\{\{-?\s*([^\W\d]\w*|row\[("[^"]*"|'[^']*')\])\s*(\|[^{}~]*)?-?\}\}\s*""")
_NEWLINE = re.compile(r"\r\n|\r")
_MARKS = ("{{", "{%", "{#")
# Words that are no plain names in Jinja, and the names it fills in itself.
_RESERVED = (
    "true false none True False None not and or if elif else in is for recursive "
    "self super caller loop varargs kwargs range row"
)


class Wording:
    """A text with places for facts. Same facts, same text; it can be pickled.

    name: what a message calls it. names: the facts it may ask for.
    """

    __slots__ = ("_jinja", "_places", "_start", "name", "names", "path", "source")

    def __init__(self, source: str, name: str, path: str | None) -> None:
        self.source = source
        self.name = name
        self.path = path
        self._jinja: Callable[[Mapping[str, Any]], str] | None = None
        normal = _NEWLINE.sub("\n", source).removesuffix("\n")  # as Jinja reads it
        simple = _simple(normal) if is_template(source) else (normal, ())
        self._start, self._places = simple or ("", ())
        self.names = frozenset(name for name, _, _ in self._places)
        if simple is None:
            self.names, self._jinja = _by_jinja(source, self._place)

    def render(self, facts: Mapping[str, Any]) -> str:
        """Return the text with the facts in their places.

        Raises:
            BadInput: a fact is not there, is a list, or cannot do what is asked of it; an empty
                cell is printed (rule "row.empty-cell"); the text has more than 70,000 characters,
                or would take too long.

        >>> compile_text("Oi! Estou na feira {{ NOME }}").render({"NOME": "VILA FORMOSA"})
        'Oi! Estou na feira VILA FORMOSA'
        """
        try:
            if self._jinja is not None:
                return self._jinja(facts)
            if not self._places:
                return self._start
            made = [self._start]
            for name, after, line in self._places:
                if name not in facts:
                    raise MissingFact(name, line=line)
                value = facts[name]
                made += (value if type(value) is str else str(printed(value)), after)
            return "".join(made)
        except MissingFact as err:
            raise BadInput(
                f"{self._place(err.line)}: {_missing(err, facts)}", rule="wording.missing-fact"
            ) from err
        except EmptyFact as err:
            raise self._empty(err) from err
        except Unprintable as err:
            raise BadInput(f"{self._place(None)}: {err}", rule="wording.failed") from err

    @property
    def is_lone(self) -> bool:
        """Whether it is one fact and nothing else, such as {{ title }} or {{ date | date }}."""
        return _LONE.fullmatch(self.source) is not None

    def _empty(self, err: EmptyFact) -> BadInput:
        told = spoken_of(err.name)
        return BadInput(
            f"{self._place(err.line)}: the cell of {err.name!r} is empty, and the text speaks of "
            f"it. Fill it in, or say what then: {{{{ {told} | default('…') }}}}, or "
            f"{{% if {told} %}}…{{% endif %}}.",
            rule=EMPTY_CELL,
            text=self.name,
            column=err.name,
        )

    def _place(self, line: int | None) -> str:
        """Return what to call this text, with the line where it has several."""
        several = line is not None and "\n" in self.source.strip()
        file = f" ({self.path})" if self.path else ""
        return f"{self.name}{file}, line {line}" if several else f"{self.name}{file}"

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.source, self.name, self.path)

    def __repr__(self) -> str:
        return f"<Wording {self.name}: {self.source[:40]!r}>"


def compile_text(source: str, *, name: str = "text", path: str | None = None) -> Wording:
    """Return a text ready to be filled.

    Args:
        source: Jinja2 text. Filters: Jinja's for text, numbers and lists, and `money`,
            `phone`, `date`, `digits`, which follow the facts `language`, `country` and
            `currency`. A column whose name has spaces is `{{ row["Nome da feira"] }}`.
        name: What a message is to call it, such as "title".
        path: The file it stands in, for messages.

    Raises:
        BadInput: not Jinja (with the line); a tag or filter that wording does not have.

    >>> compile_text("{{ price | money }}", name="note").names == {"price"}
    True
    """
    if not isinstance(source, str):
        raise BadInput(
            f"{name}={source!r} is not text.", rule="wording.type", name=name, source=source
        )
    if len(source) > LONGEST_SOURCE:
        raise BadInput(
            f"{name} has {len(source):,} characters; at most {LONGEST_SOURCE:,}.",
            rule="wording.long",
            name=name,
            LONGEST_SOURCE=LONGEST_SOURCE,
        )
    return _compiled(source, name, path)


def is_template(value: object) -> bool:
    """Say whether this is Jinja over facts rather than text that is always the same.

    >>> is_template("{{ language }}"), is_template("pt_BR"), is_template(3)
    (True, False, False)
    """
    return isinstance(value, str) and any(mark in value for mark in _MARKS)


_compiled = lru_cache(maxsize=1024)(Wording)


def _again(source: str, name: str, path: str | None) -> Wording:
    """Return what was pickled; a decorated class cannot be named in a pickle."""
    return _compiled(source, name, path)


_Places = tuple[tuple[str, str, int], ...]  # a name, the text after it, the name's line


def _simple(source: str) -> tuple[str, _Places] | None:
    """Return the first text and the places of text with nothing but names in it; else None.

    source: with LF line ends, without the last of them.
    """
    pieces = _NAMED.split(source)
    texts, names = pieces[::2], pieces[1::2]
    sound = all(name.isidentifier() and name not in _RESERVED.split() for name in names)
    if not sound or any(is_template(text) for text in texts):
        return None
    if any(text.endswith("{") for text in texts[:-1]):
        return None  # "{{{ name }}" is something else
    lines = ["".join(pieces[: 2 * at + 1]).count("\n") + 1 for at in range(len(names))]
    return texts[0], tuple(zip(names, texts[1:], lines, strict=True))


def _by_jinja(
    source: str, place: Callable[[int | None], str]
) -> tuple[frozenset[str], Callable[[Mapping[str, Any]], str]]:
    from campaignkit.wording import sandbox

    return sandbox.compiled(source, place)


def spoken_of(name: str) -> str:
    """Return how Jinja speaks of a fact; quoted so that it can stand between TOML's double quotes.

    >>> spoken_of("city"), spoken_of("Nome da feira")
    ('city', "row['Nome da feira']")
    """
    return name if name.isidentifier() else f"row[{name!r}]"


def _missing(err: MissingFact, facts: Mapping[str, Any]) -> str:
    if err.known is not None:
        near = did_you_mean(err.name, err.known)
        there = f" It has: {', '.join(sorted(err.known))}." if err.known and not near else ""
        return f"there is no {err.name!r} in {err.owner}.{near}{there}"
    known = [key for key in facts if isinstance(key, str)]
    near = did_you_mean(err.name.replace("_", " "), known, most=1) or did_you_mean(err.name, known)
    odd = next((key for key in known if repr(key) in near and not key.isidentifier()), None)
    if odd is not None:
        near = f" Did you mean {{{{ {spoken_of(odd)} }}}}?"
    there = f" There are: {', '.join(known)}." if known else " None were given."
    return f"there is no fact called {err.name!r}.{near}{there}"
