"""A report before it is written: title, headings, paragraphs and tables, each with the figures that it states."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.truth import Figure


@dataclass(frozen=True, slots=True)
class Cell:
    """`figures` are what its text states: none for labels, one for most others, more where a remark stands in it."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    figures: tuple[Figure, ...] = ()
    header: bool = False
    upright: bool = False


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The first `heads` rows are headers of the whole table; `kind` names the statutory form."""

    kind: str
    rows: tuple[Row, ...]
    heads: int = 0

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(figure for row in self.rows for cell in row for figure in cell.figures)


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Report:
    title: str
    blocks: tuple[Block, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(figure for block in self.blocks if not isinstance(block, Heading) for figure in block.figures)

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))


def with_texts(report: Report, change: Callable[[str], str], *, cells: bool = True) -> Report:
    """Every text changed, figures as they were."""

    def changed(block: Block) -> Block:
        if isinstance(block, Table):
            rows = (tuple(replace(cell, text=change(cell.text)) for cell in row) for row in block.rows)
            return replace(block, rows=tuple(rows)) if cells else block
        return replace(block, text=change(block.text))

    return Report(change(report.title), tuple(changed(block) for block in report.blocks))


def with_cells(report: Report, change: Callable[[Cell], Cell], kind: str = "") -> Report:
    """Every cell that states a figure changed; in the tables of one kind if asked for."""

    def changed(block: Block) -> Block:
        if not isinstance(block, Table) or kind not in ("", block.kind):
            return block
        rows = (tuple(change(cell) if cell.figures else cell for cell in row) for row in block.rows)
        return replace(block, rows=tuple(rows))

    return replace(report, blocks=tuple(changed(block) for block in report.blocks))


def with_tables(report: Report, change: Callable[[Table], Table], kind: str = "") -> Report:
    return replace(
        report,
        blocks=tuple(
            change(block) if isinstance(block, Table) and kind in ("", block.kind) else block for block in report.blocks
        ),
    )


def with_headings(report: Report, change: Callable[[Heading], Heading]) -> Report:
    return replace(
        report, blocks=tuple(change(block) if isinstance(block, Heading) else block for block in report.blocks)
    )


# A number as printed: digits, separators between digits, a decimal part.
PRINTED_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
