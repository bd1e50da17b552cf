"""The languages of label printers, by the ending of their files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from campaignkit.errors import BadInput
from campaignkit.label_streams import escpos, ql, tspl, zpl
from campaignkit.label_streams.dots import Bits


class Language(Protocol):
    """What a file of this room has."""

    DPI: int

    def write(self, bits: Bits, *, dpi: float) -> bytes:
        """Return what prints one label."""
        ...

    def read(self, data: bytes) -> Iterator[Bits]:
        """Yield the labels of a stream as dots."""
        ...


LANGUAGES: dict[str, Language] = {"zpl": zpl, "tspl": tspl, "escpos": escpos, "ql": ql}
SUFFIXES = tuple(f".{name}" for name in LANGUAGES)
DPI = {name: language.DPI for name, language in LANGUAGES.items()}


def written(labels: Sequence[Bits], language: str, *, dpi: float) -> bytes:
    """Return the stream that prints these labels, one after the other."""
    return b"".join(LANGUAGES[language].write(bits, dpi=dpi) for bits in labels)


def read(data: bytes, language: str) -> list[Bits]:
    """Return the labels of a stream as dots.

    Raises:
        BadInput: it is no stream of this language, or is cut short.
    """
    try:
        return list(LANGUAGES[language].read(data))
    except (ValueError, IndexError, KeyError) as err:
        if isinstance(err, BadInput):
            raise
        raise BadInput(
            f"the {language.upper()} stream is damaged: {err}.",
            rule="stream.damaged",
            language=language,
        ) from err
