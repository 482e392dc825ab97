"""Lines that follow each other -> tables without rules among them: cells below each other, with columns of figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.reading.pdf.lines import Line

# In heights of a character: words this far from each other on a line may stand in two columns.
_GAP = 1.5
# Cells stand below each other by accident in fewer lines than these.
_FEWEST = 3
# No page has more rows that can be read.
_MOST = 80
_FIGURE = re.compile(r"[-+－]?\d[\d,]*(?:\.\d+)?[%％万]?|[-－—/无]")
_NUMBER = re.compile(r"[-+－]?\d[\d,]*(?:\.\d+)?[%％万]?")
_PROSE = re.compile(r"[。；！？]")
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}\s?[、.．]")
# A row of so many figures without a label of its own stands below the labels of its columns, on so many lines.
_MANY = 5
_HEAD = 8

# What stands on one line in each column, if anything.
Row = tuple[Line | None, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A table, and on how many lines it stands."""

    rows: tuple[Row, ...]
    lines: int

    @property
    def whole(self) -> bool:
        """Whether no cell is blank."""
        return all(cell for row in self.rows for cell in row)


def blocks_of(lines: Sequence[Line], cells: Sequence[list[Line]]) -> Iterator[Line | Block]:
    """Tables, and the lines that are in none, in their order; `cells` are those of each line."""
    at = 0
    while at < len(lines):
        block = _block(cells[at : at + _MOST])
        yield block or lines[at]
        at += block.lines if block else 1


def _block(cells: Sequence[list[Line]]) -> Block | None:
    rows = _rows(cells)
    if rows:
        return Block(tuple(rows), len(rows))
    height = _head_height(cells[:_HEAD])
    rows = _headed(cells[:height], cells[height]) if height else []
    return Block(tuple(rows), height + 1) if rows else None


def cells_of(line: Line) -> list[Line]:
    """The words of a line, as far as they stand apart; one where it is prose."""
    if _PROSE.search(line.dense):
        return [line]
    starts = [0]
    for at, (before, after) in enumerate(pairwise(line.glyphs), 1):
        if after.left - before.right > _GAP * min(before.height, after.height):
            starts.append(at)
    if len(starts) == 1:
        return [line]
    return [Line(line.glyphs[start:end]) for start, end in zip(starts, [*starts[1:], None], strict=True)]


def _rows(cells: Sequence[list[Line]]) -> list[Row]:
    """The rows of the table that begins with the first line, which has a cell in each column; others may lack some."""
    columns = [(cell.left, cell.right) for cell in cells[0]]
    rows: list[Row] = []
    for line in cells if len(columns) > 1 else ():
        row = _row(line, columns)
        if row is None:
            break
        rows.append(row)
        columns = [
            (min(left, cell.left), max(right, cell.right)) if cell else (left, right)
            for (left, right), cell in zip(columns, row, strict=True)
        ]
    return rows if _are_table(rows) else []


def _head_height(cells: Sequence[list[Line]]) -> int:
    """How many lines of labels stand above the first that has many figures and nothing else; 0 where other lines do."""
    for at, line in enumerate(cells):
        if len(line) >= _MANY and all(_FIGURE.fullmatch(cell.dense) for cell in line):
            return at
        if any(_FIGURE.fullmatch(cell.dense) or _PROSE.search(cell.dense) for cell in line) or _SECTION.match(
            line[0].dense
        ):
            return 0
    return 0


def _headed(head: Sequence[list[Line]], values: Sequence[Line]) -> list[Row]:
    """A row of figures below what stands over each of them; a label over several columns is over the middle one."""
    centres = [(cell.left + cell.right) / 2 for cell in values]
    above: list[list[Line]] = [[] for _ in values]
    for cell in (cell for line in head for cell in line):
        centre = (cell.left + cell.right) / 2
        above[min(range(len(centres)), key=lambda at: abs(centres[at] - centre))].append(cell)
    if not all(above):
        return []
    return [tuple(Line(tuple(glyph for cell in cells for glyph in cell.glyphs)) for cells in above), tuple(values)]


def _row(line: Sequence[Line], columns: Sequence[tuple[float, float]]) -> Row | None:
    """The cells of a line by the columns that they stand below; nothing where one stands below none or two."""
    if len(line) < 2:
        return None
    found: list[Line | None] = [None] * len(columns)
    for cell in line:
        below = [at for at, (left, right) in enumerate(columns) if cell.left < right and left < cell.right]
        if len(below) != 1 or found[below[0]]:
            return None
        found[below[0]] = cell
    return tuple(found)


def _are_table(rows: Sequence[Row]) -> bool:
    """Whether a column behind the first has nothing but figures below its head, and no row is without a label."""
    if len(rows) < _FEWEST or not all(row[0] for row in rows):
        return False
    for column in list(zip(*rows[1:], strict=True))[1:]:
        said = [cell.dense for cell in column if cell]
        if all(map(_FIGURE.fullmatch, said)) and sum(map(bool, map(_NUMBER.fullmatch, said))) > 1:
            return True
    return False
