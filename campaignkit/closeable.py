"""What is let go at the end of a `with`, whatever happened in it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Self


class Closing(ABC):
    """Something with a `close` that its block calls at its end; errors of the block go on.

    >>> class Box(Closing):
    ...     def close(self) -> None:
    ...         print("closed")
    >>> with Box() as box:
    ...     print("open")
    open
    closed
    """

    @abstractmethod
    def close(self) -> None:
        """Let it go. May be called again."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
