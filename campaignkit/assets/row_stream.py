"""What each row of a table makes, as a stream: read again, told in full, shown in a notebook."""

from __future__ import annotations

import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterator
from copy import copy
from itertools import islice
from typing import Generic, Protocol, Self, TypeVar

from campaignkit.display import html_table
from campaignkit.merge import Failure, Source
from campaignkit.problems import Problem, Problems, Where, of_error
from campaignkit.tracking import ModuleCost, first_cost

SHOWN_ROWS = 5
_OF_TABLE = "table."  # rules of what a table says of its rows; a text has no place for them


class Outcome(Protocol):
    """What a row made."""

    @property
    def where(self) -> Where:
        """The row."""

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is doubtful in it."""


OutcomeT = TypeVar("OutcomeT", bound=Outcome)
T_co = TypeVar("T_co", covariant=True)


class RowStream(ABC, Generic[OutcomeT, T_co]):
    """One thing a row. It can be read again as often as its rows can.

    Iterating gives the things, and raises at the first row that makes none; what the table says of
    its rows, such as that one is hidden, is a Python warning, once for each kind. `outcomes` gives
    each with its row, and a `Failure` for a row that makes none.
    """

    made = "things"  # what the rows make, in one word
    source: Source

    def over(self, source: Source) -> Self:
        """Return the same of other rows; what is compiled is shared."""
        made = copy(self)
        made.source = source
        return made

    @abstractmethod
    def outcomes(self) -> Iterator[OutcomeT | Failure]:
        """Yield what each row makes, or why it makes nothing: a bad row is not the end."""

    @abstractmethod
    def _thing(self, one: OutcomeT) -> T_co:
        """Return what iterating gives."""

    @abstractmethod
    def _said(self, one: OutcomeT) -> str:
        """Return what one says, for the table in a notebook."""

    def __iter__(self) -> Iterator[T_co]:
        told: set[str] = set()
        for one in self.outcomes():
            if isinstance(one, Failure):
                raise one.placed()
            for problem in one.warnings:
                if problem.rule.startswith(_OF_TABLE) and problem.rule not in told:
                    told.add(problem.rule)
                    said = f"{problem.placed(one.where)} problems() has all that is like it."
                    warnings.warn(said, stacklevel=2)
            yield self._thing(one)

    def problems(self) -> Problems:
        """Return what is wrong or doubtful, row by row; nothing is drawn."""
        found: list[Problem] = []
        for one in self.outcomes():
            of_row = of_error(one.error) if isinstance(one, Failure) else one.warnings
            found += (problem.placed(one.where) for problem in of_row)
        return Problems(found)

    @property
    def reference_cost(self) -> ModuleCost | None:
        """What the reference of the first code costs in modules; None: it bears none.

        Rows that can be read only once are not looked at, and tell None.
        """
        return first_cost(self.outcomes()) if self.source.rows.again else None

    def __repr__(self) -> str:
        return f"<{self.made}, one a row of {self.source.name}>"

    def _repr_html_(self) -> str:
        if not self.source.rows.again:  # to show them would use them up
            return f"<p>{self.made}, one a row of rows that can be read once.</p>"
        first = list(islice(self.outcomes(), SHOWN_ROWS + 1))
        cells = [
            (one.where.row, "", str(one.error))
            if isinstance(one, Failure)
            else (one.where.row, self._said(one), " ".join(map(str, one.warnings)))
            for one in first[:SHOWN_ROWS]
        ]
        more = "<p>More rows follow.</p>" if len(first) > SHOWN_ROWS else ""
        cost = first_cost(first)
        paid = f"<p>{str(cost).capitalize()}.</p>" if cost is not None and cost.is_paid else ""
        return html_table(("row", self.made, "finding"), cells) + more + paid
