"""Document, Home -> facts of the statutory tables: each table by the layout that explains most of its cells."""

from dataclasses import dataclass

from gongkai.model import Cell, CellPlace, Channel, Document, Home, Observation, Provenance, Quantity, Table
from gongkai.tables.cells import (
    Row,
    is_number,
    line_span,
    number_span,
    quantity_of,
    rows_of,
    values_at_end,
    words_of,
)
from gongkai.tables.labels import meant
from gongkai.vocabulary import Vocabulary
from gongkai.vocabulary.layouts import Block, Heading


@dataclass(frozen=True, slots=True)
class _Reading:
    """One cell understood: its table, its row, and what row and column say of it."""

    table: int
    row: Row
    cell: Cell
    line: Heading | None
    column: Heading


def facts_of(document: Document, home: Home, words: Vocabulary) -> list[Observation]:
    """One observation for each cell that a layout explains, blank cells too, in the order of the text."""
    text = document.folded
    facts: list[Observation] = []
    for number, table in enumerate(document.manuscript.tables):
        facts += [
            observation
            for reading in _readings(text, number, table, words)
            if (observation := _observation(document, home, table, reading)) is not None
        ]
    return facts


def _readings(text: str, number: int, table: Table, words: Vocabulary) -> list[_Reading]:
    """What each kind of layout makes of the table; the one that explains most cells wins."""
    rows = rows_of(table)
    attempts = [
        _by_blocks(text, number, rows, words.layouts.of("blocks")),
        *(_by_matrix(text, number, rows, block) for block in words.layouts.of("matrix")),
        *(_by_line(text, number, rows, block) for block in words.layouts.of("line")),
    ]
    return max(attempts, key=len)


def _by_blocks(text: str, number: int, rows: list[Row], blocks: tuple[Block, ...]) -> list[_Reading]:
    """Rows of column labels open a block; rows below whose label it knows have a value for each column."""
    found: list[_Reading] = []
    open_blocks: list[Block] = []
    for row in rows:
        labels = [words_of(text, cell) for cell in row.cells]
        opened = [block for block in blocks if _opens(labels, block)]
        if opened:
            widest = max(len(block.columns) for block in opened)
            open_blocks = [block for block in opened if len(block.columns) == widest]
            continue
        for block in open_blocks:
            line = next((one for label in labels if (one := meant(label, block.rows))), None)
            values = values_at_end(text, row.cells, len(block.columns))
            if line is not None and len(values) == len(block.columns):
                found += [_Reading(number, row, *pair) for pair in _paired(values, line, block)]
                break
    return found


def _paired(values: list[Cell], line: Heading | None, block: Block) -> list[tuple[Cell, Heading | None, Heading]]:
    """The values of a row, each with what its row and its column say."""
    return [(cell, line, column) for cell, column in zip(values, block.columns, strict=True)]


def _opens(labels: list[str], block: Block) -> bool:
    """Whether the labels of a row name all columns of the block."""
    named = {column.labels for label in labels if (column := meant(label, block.columns))}
    return len(named) == len(block.columns)


def _by_matrix(text: str, number: int, rows: list[Row], block: Block) -> list[_Reading]:
    """Rows by their label within the group last opened; their last values are the columns from the left."""
    found: list[_Reading] = []
    group, seen = "", set[Heading]()
    for row in rows:
        labels = [words_of(text, cell) for cell in row.cells if not is_number(words_of(text, cell))]
        for label in labels:
            opening = meant(label, [line for line in block.rows if line.group])
            if opening is not None:
                group = opening.group
        line = _line_of(labels, block, group)
        values = values_at_end(text, row.cells, len(block.columns))
        if line is None or line in seen or len(values) < len(block.columns):
            continue
        if not line.under and not line.group:
            group = "" if line.metric != "application-outcomes" else group
        seen.add(line)
        found += [_Reading(number, row, *pair) for pair in _paired(values, line, block)]
    return found


def _line_of(labels: list[str], block: Block, group: str) -> Heading | None:
    """The row that the last label with a meaning names: 1.属于国家秘密 rather than （三）不予公开."""
    for label in reversed([label for label in labels if label]):
        line = meant(label, block.rows, group)
        if line is not None:
            return line
    return None


def _by_line(text: str, number: int, rows: list[Row], block: Block) -> list[_Reading]:
    """A table told by its labels, whose values stand in one row."""
    said = {mark for row in rows for cell in row.cells for mark in block.marks if mark in words_of(text, cell)}
    if len(said) < len(block.marks):
        return []
    for row in rows:
        values = [cell for cell in row.cells if cell.row == row.index]
        values = values_at_end(text, values, len(block.columns))
        if len(values) == len(block.columns) and any(is_number(words_of(text, cell)) for cell in values):
            return [_Reading(number, row, *pair) for pair in _paired(values, None, block)]
    return []


def _observation(document: Document, home: Home, table: Table, reading: _Reading) -> Observation | None:
    text, masthead = document.manuscript.text, home.masthead
    line, column, cell = reading.line, reading.column, reading.cell
    heading = column if column.metric else (line or column)
    quantity, channel = quantity_of(words_of(document.folded, cell), heading), (line or column).channel
    if quantity is None:
        return None
    dimensions = dict(column.dimensions) | (dict(line.dimensions) if line else {})
    label = (line.labels[0] if line else "") + ("" if line and not column.metric else column.labels[0])
    row = line_span(table, reading.row)
    span = number_span(text, cell) if isinstance(quantity, Quantity) else row
    return Observation(
        key=f"table-{reading.table}-{cell.row}-{cell.column}",
        metric=heading.metric,
        quantity=quantity,
        label=label[-30:],
        scope="jurisdiction" if masthead.issuer.kind == "government" else "own",
        period=masthead.period,
        jurisdiction=masthead.jurisdiction,
        agencies=() if masthead.issuer.kind == "government" else (masthead.issuer,),
        areas=(),
        channels=(Channel(masthead.jurisdiction.code, *channel),) if channel[0] else (),
        dimensions=tuple(sorted(dimensions.items())),
        part_of="",
        provenance=Provenance(
            span, text[span.start : span.end], row, -1, "table", CellPlace(reading.table, cell.row, cell.column)
        ),
    )
