"""Rows of a table -> what each layout makes of them; together they explain as many cells as they can."""

from gongkai.frozen import frozen
from gongkai.tables.columns import (
    Columns,
    columns_below,
    columns_named,
    paired,
    usual_places,
    values_of,
    with_strangers,
)
from gongkai.tables.forms import Form, forms_of
from gongkai.tables.grid import Entry, Row
from gongkai.vocabulary.layouts import Block, Heading, Layouts


@frozen
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


def readings_of(rows: list[Row], layouts: Layouts) -> list[Reading]:
    """What the layout that explains most cells makes of the table, then of the other rows the next best, and so on."""
    attempts = [_by_blocks(rows, forms_of(layouts, "blocks"))]
    matrices = [_by_matrix(rows, form) for form in forms_of(layouts, "matrix")]
    attempts += [max(matrices, key=_told, default=[])]  # of the forms of several editions, the one of these columns
    attempts += [_by_line(rows, form) for form in forms_of(layouts, "line")]
    numbered = any(entry.number for row in rows for entry in row.own)
    taken: list[Reading] = []
    for attempt in sorted(attempts, key=len, reverse=True):
        read = {reading.row.index for reading in taken}
        further = [reading for reading in attempt if reading.row.index not in read]
        if numbered and not any(reading.entry.words for reading in attempt):
            continue  # blanks beside words that are like a label: 行政诉讼 over the columns of another form
        if not taken or all(len(reading.block.columns) > 1 for reading in further) or len(further) >= _ENOUGH:
            taken += further
    return sorted(taken, key=lambda reading: (reading.row.index, reading.entry.cell.column))


def _told(attempt: list[Reading]) -> tuple[int, int]:
    """How many cells stand under a label of the form, and how many were read at all."""
    return sum(1 for reading in attempt if reading.above), len(attempt)


def _by_blocks(rows: list[Row], forms: tuple[Form, ...]) -> list[Reading]:
    """Rows of column labels open a block; rows below whose label it knows have a value for each column."""
    found: list[Reading] = []
    opened: list[tuple[Form, Columns]] = []
    for row in rows:
        opening = [(form, columns) for form in forms if (columns := columns_named(row, form.columns))]
        if opening:
            opened = sorted(opening, key=lambda one: -len(one[0].block.columns))
            continue
        if opened and _heads_others(row, forms):
            opened = []
        for form, columns in opened:
            line = form.rows.first_meant(row.wordings)
            if line is not None:
                found += _read(row, form.block, line, columns, ())
                break
        else:
            if opened and not any(form.rows.first_meant(row.wordings) for form in forms):
                found += _read(row, opened[0][0].block, None, opened[0][1], ())
    return found


def _heads_others(row: Row, forms: tuple[Form, ...]) -> bool:
    """Whether a row has labels of columns that no form has, so that the last ones end here."""
    labels = [entry for entry in row.own if entry.number or not entry.value]
    if len(labels) < 2 or any(entry.number for entry in labels):
        return False
    return not any(form.rows.first_meant(row.wordings) for form in forms)


def _by_matrix(rows: list[Row], form: Form) -> list[Reading]:
    """Rows by their label within the group last opened; those between them that the form does not have, too."""
    lines = _lines(rows, form)
    if not any(line for _, line in lines):
        return []
    first = lines[0][0].index
    above = [row for row in rows if row.index < first]
    columns = with_strangers(columns_below(above, form), above)
    if not columns:
        return []
    places = usual_places((row for row, _ in lines), len(columns))
    found, seen = list[Reading](), set[Heading]()
    for row, line in lines:
        readings = [] if line in seen else _read(row, form.block, line, columns, places)
        if line and readings:
            seen.add(line)
        found += readings
    return found


def _lines(rows: list[Row], form: Form) -> list[tuple[Row, Heading | None]]:
    """The rows with values from the first to the last that the form has, each with the row of the form it is."""
    group, lines, last = "", list[tuple[Row, Heading | None]](), 0
    count = len(form.block.columns)
    for row in rows:
        opening = form.openers.first_meant(row.wordings)
        group = opening.group if opening else group
        if 2 * len(values_of(row, count)) < count or _names_columns(row, form):
            continue
        line = form.groups[group].first_meant(row.wordings)
        if line or (lines and not form.rows.first_meant(row.wordings)):
            lines.append((row, line))
        if line:
            group, last = line.group or line.under or group, len(lines)
    return lines[:last]


def _names_columns(row: Row, form: Form) -> bool:
    """Whether a row is one of column labels: 自然人, 法人或其他组织, 总计 with blanks behind them."""
    return len({label.labels[0] for entry in row.entries if (label := form.above.meant(entry.said))}) > 1


def _by_line(rows: list[Row], form: Form) -> list[Reading]:
    """A table told by its labels, whose values stand in one row."""
    block = form.block
    said = {mark for row in rows for entry in row.own for mark in block.marks if mark in entry.said}
    if len(said) < len(block.marks):
        return []
    for row in rows:
        values = values_of(row, len(row.own))
        end = 0 if values and not values[0].words else -1
        while len(values) > len(block.columns) and not values[end].words:
            values.pop(end)
        if len(values) == len(block.columns) and any(entry.words for entry in values):
            columns = columns_below([above for above in rows if above.index < row.index], form)
            return _read(row, block, None, columns, ())
    return []


def _read(row: Row, block: Block, line: Heading | None, columns: Columns, places: tuple[int, ...]) -> list[Reading]:
    """The cells of a row. A row that the form does not have is read by its own words, and only if it has a figure."""
    pairs = paired(row, columns, places)
    values = {entry.cell for entry, _ in pairs}
    label = "".join(entry.said for entry in row.entries if entry.cell not in values)
    foreign = line is None and block.kind != "line"
    if foreign and not (label and any(entry.number for entry, _ in pairs)):
        return []
    own = Heading.of_words(label) if foreign else line
    return [
        Reading(block, row, entry, own, column.heading, column.label, foreign)
        for entry, column in pairs
        if column.heading
    ]
