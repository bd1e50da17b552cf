"""Gathers what is wrong with the facts of a payment, so that all of it is told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from campaignkit.errors import BadInput, CampaignError, TooBig
from campaignkit.problems import Problem, Problems

Made = TypeVar("Made")


class PaymentFindings:
    """What was met while one payload was made. `kind` is the format, and begins every rule."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._found: list[Problem] = []
        self._only_too_big = True

    def take(
        self, key: str, make: Callable[..., Made], /, *values: Any, **options: Any
    ) -> Made | None:
        """Return `make(*values, **options)`, or None and remember what was wrong with `key`."""
        try:
            return make(*values, **options)
        except CampaignError as err:
            value = values[0] if values else None
            self.error(key, err.plain, value=value, kind=type(err), params=err.params)
            return None

    def error(
        self,
        key: str,
        message: str,
        *,
        fix: str = "",
        value: Any = None,
        kind: type[CampaignError] = BadInput,
        params: Mapping[str, Any] | None = None,
    ) -> None:
        """Remember an error."""
        self._only_too_big &= kind is TooBig
        self._found.append(
            Problem(
                rule=f"{self.kind}.{key}",
                message=message,
                value=value,
                fix=fix,
                params={key: value, **(params or {})},
                kind=kind.kind,
            )
        )

    def warn(
        self,
        rule: str,
        message: str,
        *,
        fix: str = "",
        value: Any = None,
        limit: Any = None,
        source: str = "",
    ) -> None:
        """Remember a warning."""
        self._found.append(
            Problem(
                rule=f"{self.kind}.{rule}",
                message=message,
                value=value,
                limit=limit,
                fix=fix,
                severity="warning",
                source=source,
            )
        )

    def extend(self, problems: Iterable[Problem]) -> None:
        """Remember what another room found."""
        self._found.extend(problems)

    @property
    def problems(self) -> Problems:
        """All of it, in the order it was met."""
        return Problems(self._found)

    @property
    def failed(self) -> bool:
        """Whether there is an error, so that nothing can be made."""
        return bool(self.problems.errors)

    def raise_errors(self) -> None:
        """Raise every error at once: TooBig if each is one, else BadInput."""
        self.problems.raise_errors(self.kind, kind=TooBig if self._only_too_big else BadInput)
