"""A formatted text as values. Every value knows its `source`: nothing that was read is lost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlainWords:
    """Words without a style of their own."""

    text: str

    @property
    def source(self) -> str:
        """As it was typed."""
        return self.text


@dataclass(frozen=True, slots=True)
class StyledWords:
    """Words between two marks: "*" bold, "_" italic, "~" struck out."""

    mark: str
    children: tuple[Inline, ...]

    @property
    def source(self) -> str:
        """As it was typed."""
        return f"{self.mark}{''.join(child.source for child in self.children)}{self.mark}"


@dataclass(frozen=True, slots=True)
class Monospaced:
    """Words of one line between single backticks; nothing in them is formatted."""

    text: str

    @property
    def source(self) -> str:
        """As it was typed."""
        return f"`{self.text}`"


@dataclass(frozen=True, slots=True)
class Mono:
    """Words between triple backticks, line breaks included; nothing in them is formatted."""

    text: str

    @property
    def source(self) -> str:
        """As it was typed."""
        return f"```{self.text}```"


Inline = PlainWords | StyledWords | Monospaced | Mono


@dataclass(frozen=True, slots=True)
class MarkupLine:
    """One line; its parts in order. Only a Mono in it holds line breaks."""

    children: tuple[Inline, ...]

    @property
    def source(self) -> str:
        """As it was typed."""
        return "".join(child.source for child in self.children)


@dataclass(frozen=True, slots=True)
class QuotedLines:
    """Lines that begin with "> "."""

    lines: tuple[MarkupLine, ...]

    @property
    def source(self) -> str:
        """As it was typed."""
        return "\n".join(f"> {line.source}" for line in self.lines)


@dataclass(frozen=True, slots=True)
class Bullets:
    """Lines that begin with the same marker, "-" or "*", and a space."""

    marker: str
    items: tuple[MarkupLine, ...]

    @property
    def source(self) -> str:
        """As it was typed."""
        return "\n".join(f"{self.marker} {item.source}" for item in self.items)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Lines that begin with one or two digits, a dot and a space; `numbers` as typed."""

    numbers: tuple[str, ...]
    items: tuple[MarkupLine, ...]

    @property
    def source(self) -> str:
        """As it was typed."""
        lines = zip(self.numbers, self.items, strict=True)
        return "\n".join(f"{number}. {item.source}" for number, item in lines)


Block = MarkupLine | QuotedLines | Bullets | Numbers


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole message: its blocks, one below the other."""

    blocks: tuple[Block, ...]

    @property
    def source(self) -> str:
        """As it was typed."""
        return "\n".join(block.source for block in self.blocks)

    @property
    def lines(self) -> tuple[MarkupLine, ...]:
        """Every line, whatever it is part of."""
        found: list[MarkupLine] = []
        for block in self.blocks:
            match block:
                case MarkupLine():
                    found.append(block)
                case QuotedLines(lines):
                    found.extend(lines)
                case Bullets(items=items) | Numbers(items=items):
                    found.extend(items)
        return tuple(found)
