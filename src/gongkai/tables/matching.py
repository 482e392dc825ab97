"""Rows of a table -> what each layout makes of them; together they explain as many cells as they can."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.tables.cells import is_number
from gongkai.tables.columns import (
    Columns,
    columns_below,
    columns_named,
    paired,
    usual_places,
    values_of,
    with_strangers,
)
from gongkai.tables.grid import Entry, Row
from gongkai.tables.labels import bare, meant, wordings_of
from gongkai.vocabulary.layouts import Block, Heading, Layouts
from gongkai.vocabulary.quantities import Quantities


@dataclass(frozen=True, slots=True)
class Reading:
    """One cell understood: its row, what row and column say of it, and the words that are printed above it.

    line: None where the column says all; foreign: the form has no such row.
    """

    block: Block
    row: Row
    entry: Entry
    line: Heading | None
    column: Heading
    above: str
    foreign: bool

    @property
    def heading(self) -> Heading:
        """That of the axis which says what is counted."""
        return self.line if self.line and (self.foreign or not self.column.metric) else self.column


# A table of one column of values is told by so many of its rows, unless it is all that a layout makes of the table.
_ENOUGH = 3
# A label as short as 其他 means a row only within its group.
_TELLING = 4


def readings_of(rows: list[Row], layouts: Layouts, quantities: Quantities) -> list[Reading]:
    """What the layout that explains most cells makes of the table, then of the other rows the next best, and so on."""
    attempts = [_by_blocks(rows, layouts.of("blocks"), quantities)]
    matrices = [_by_matrix(rows, block, quantities) for block in layouts.of("matrix")]
    attempts += [max(matrices, key=_told, default=[])]  # of the forms of several editions, the one of these columns
    attempts += [_by_line(rows, block, quantities) for block in layouts.of("line")]
    taken: list[Reading] = []
    for attempt in sorted(attempts, key=len, reverse=True):
        read = {reading.row.index for reading in taken}
        further = [reading for reading in attempt if reading.row.index not in read]
        if not taken or all(len(reading.block.columns) > 1 for reading in further) or len(further) >= _ENOUGH:
            taken += further
    return sorted(taken, key=lambda reading: (reading.row.index, reading.entry.cell.column))


def _told(attempt: list[Reading]) -> tuple[int, int]:
    """How many cells stand under a label of the form, and how many were read at all."""
    return sum(1 for reading in attempt if reading.above), len(attempt)


def _by_blocks(rows: list[Row], blocks: tuple[Block, ...], quantities: Quantities) -> list[Reading]:
    """Rows of column labels open a block; rows below whose label it knows have a value for each column."""
    found: list[Reading] = []
    opened: list[tuple[Block, Columns]] = []
    for row in rows:
        opening = [(block, columns) for block in blocks if (columns := columns_named(row, block.columns))]
        if opening:
            opened = sorted(opening, key=lambda one: -len(one[0].columns))
            continue
        for block, columns in opened:
            line = _line_in(row, block.rows)
            if line is not None:
                found += _read(row, block, line, columns, (), quantities)
                break
        else:
            if opened and not any(_line_in(row, block.rows) for block in blocks):
                found += _read(row, opened[0][0], None, opened[0][1], (), quantities)
    return found


def _line_in(row: Row, lines: Sequence[Heading]) -> Heading | None:
    """The row of the form that the last label with a meaning names: 1.属于国家秘密 rather than （三）不予公开."""
    labels = [wording for label in row.labels for wording in wordings_of(label)]
    return next((line for label in reversed(labels) if (line := meant(label, lines))), None)


def _by_matrix(rows: list[Row], block: Block, quantities: Quantities) -> list[Reading]:
    """Rows by their label within the group last opened; those between them that the form does not have, too."""
    lines = _lines(rows, block, quantities)
    if not any(line for _, line in lines):
        return []
    first = lines[0][0].index
    above = [row for row in rows if row.index < first]
    columns = with_strangers(columns_below(above, block.columns), above)
    if not columns:
        return []
    places = usual_places((row for row, _ in lines), len(columns), quantities)
    found, seen = list[Reading](), set[Heading]()
    for row, line in lines:
        readings = [] if line in seen else _read(row, block, line, columns, places, quantities)
        if line and readings:
            seen.add(line)
        found += readings
    return found


def _lines(rows: list[Row], block: Block, quantities: Quantities) -> list[tuple[Row, Heading | None]]:
    """The rows with values from the first to the last that the form has, each with the row of the form it is."""
    named = Counter(label for line in block.rows for label in line.labels)
    group, lines, last = "", list[tuple[Row, Heading | None]](), 0
    for row in rows:
        opening = _line_in(row, [line for line in block.rows if line.group])
        group = opening.group if opening else group
        within = [line for line in block.rows if line.under == group]
        line = _line_in(
            row, within + [line for line in block.rows if line not in within and _stands_alone(line, named)]
        )
        if 2 * len(values_of(row, len(block.columns), quantities)) < len(block.columns) or _names_columns(row, block):
            continue
        if line or (lines and not _line_in(row, block.rows)):
            lines.append((row, line))
        if line:
            group, last = line.group or line.under or group, len(lines)
    return lines[:last]


def _names_columns(row: Row, block: Block) -> bool:
    """Whether a row is one of column labels: 自然人, 法人或其他组织, 总计 with blanks behind them."""
    return len({column for label in row.labels if (column := meant(label, block.columns))}) > 1


def _stands_alone(line: Heading, named: Counter[str]) -> bool:
    """Whether its label tells a row also outside of its group: no other row has it, and it is no 其他."""
    return not line.under or (all(named[label] == 1 for label in line.labels) and len(bare(line.labels[0])) >= _TELLING)


def _by_line(rows: list[Row], block: Block, quantities: Quantities) -> list[Reading]:
    """A table told by its labels, whose values stand in one row."""
    said = {mark for row in rows for label in row.labels for mark in block.marks if mark in label}
    if len(said) < len(block.marks):
        return []
    for row in rows:
        values = values_of(row, len(row.own), quantities)
        while len(values) > len(block.columns) and not values[0].words:
            values.pop(0)
        if len(values) == len(block.columns) and any(entry.words for entry in values):
            columns = columns_below([above for above in rows if above.index < row.index], block.columns)
            return _read(row, block, None, columns, (), quantities)
    return []


def _read(
    row: Row, block: Block, line: Heading | None, columns: Columns, places: tuple[int, ...], quantities: Quantities
) -> list[Reading]:
    """The cells of a row. A row that the form does not have is read by its own words, and only if it has a figure."""
    pairs = paired(row, columns, places, quantities)
    values = {entry.cell for entry, _ in pairs}
    label = "".join(bare(entry.words) for entry in row.entries if entry.cell not in values)
    foreign = line is None and block.kind != "line"
    if foreign and not (label and any(is_number(entry.words, quantities) for entry, _ in pairs)):
        return []
    own = Heading.of_words(label) if foreign else line
    return [
        Reading(block, row, entry, own, column.heading, column.label, foreign)
        for entry, column in pairs
        if column.heading
    ]
