"""Labels above the values -> the columns in their printed order; a row's values -> each under its column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.tables.fitting import fit_of
from gongkai.tables.forms import Form
from gongkai.tables.grid import Entry, Row
from gongkai.tables.heads import in_order, known, lines_of
from gongkai.tables.labels import Labels, bare
from gongkai.vocabulary.layouts import Heading


@dataclass(frozen=True, slots=True)
class Column:
    """One printed column, and where it stands in the grid, -1 where no label tells; heading None: of no layout."""

    heading: Heading | None
    label: str
    at: int


Columns = tuple[Column, ...]
Pairs = list[tuple[Entry, Column]]


def columns_below(rows: Sequence[Row], form: Form) -> Columns:
    """The columns by the labels above them, in the order in which these stand.

    That of the form where one label is missing and the others do not speak against it; none where they do, or where
    labels of no layout stand among them, so that the table has other columns than the form.
    """
    found, headings, again = dict[Heading, Column](), form.columns.headings, False
    for row in rows:
        for entry in row.own:
            heading = form.columns_under(other.words for other in _above(rows, row, entry)).meant(entry.said)
            if heading is not None:
                again = again or (heading in found and found[heading].at != entry.cell.column)
                found[heading] = Column(heading, entry.words, entry.cell.column)
    places = {column.at for column in found.values()}
    if not again and len(found) == len(headings) == len(places) and _below_heads(found, rows, form):
        return tuple(sorted(found.values(), key=lambda column: column.at))
    lines = lines_of(rows, form)
    fitted = tuple(Column(heading, label.words, -1) for heading, label in fit_of(known(lines), form.block))
    if not fitted and (in_order(lines, form) or (len(found) == len(places) and _in_place(found, rows, form))):
        return tuple(Column(heading, "", -1) for heading in headings)
    return fitted


def _below_heads(found: dict[Heading, Column], rows: Sequence[Row], form: Form) -> bool:
    """Whether each label over some of the columns stands over these, and not before or behind them."""
    heads = {head.label: [form.block.columns[at] for at in head.columns] for head in form.block.heads}
    for row in rows if heads else ():
        for entry in row.own:
            places = [found[heading].at for heading in heads.get(form.name_above(entry.said), ())]
            if places and not min(places) <= entry.cell.column <= max(places):
                return False
    return True


def _in_place(found: dict[Heading, Column], rows: Sequence[Row], form: Form) -> bool:
    """Whether labels that are not known or missing can be those of the form: the others stand in their places."""
    headings = form.columns.headings
    printed = with_strangers(tuple(found.values()), rows)
    if len(printed) > len(found):
        return len(printed) == len(headings) and all(
            form.name_above(bare(column.label)) in ("", heading.labels[0])
            for column, heading in zip(printed, headings, strict=True)
        )
    first = {column.at - headings.index(heading) for heading, column in found.items()}
    return len(first) == 1 and 2 * len(found) > len(headings)


def with_strangers(columns: Columns, rows: Sequence[Row]) -> Columns:
    """The columns with those beside them under labels of no layout, lest their values go to a neighbour."""
    places = {column.at for column in columns}
    if not places or -1 in places:
        return columns
    labels = {
        entry.cell.column: entry.words
        for row in rows
        if any(entry.cell.column in places and entry.words for entry in row.own)
        for entry in row.own
        if entry.words and entry.cell.column > min(places)
    }
    strange = (Column(None, words, at) for at, words in labels.items() if at not in places)
    return tuple(sorted((*columns, *strange), key=lambda column: column.at))


def columns_named(row: Row, columns: Labels) -> Columns:
    """The columns of a row of labels from the first that the layout knows; none where it does not know them all."""
    named = [(columns.meant(entry.said), entry) for entry in row.own if entry.words]
    known = [heading for heading, _ in named if heading]
    if not known or not len(known) == len(set(known)) == len(columns.headings):
        return ()
    first = next(at for at, (heading, _) in enumerate(named) if heading)
    return tuple(Column(heading, entry.words, entry.cell.column) for heading, entry in named[first:])


def _above(rows: Sequence[Row], row: Row, entry: Entry) -> list[Entry]:
    """The labels over an entry: those of earlier rows that reach over its place in the grid."""
    at = entry.cell.column
    return [
        other
        for earlier in rows
        if earlier.index < row.index
        for other in earlier.own
        if other.cell.column <= at < other.cell.column + max(1, other.cell.colspan)
    ]


def usual_places(rows: Iterable[Row], count: int) -> tuple[int, ...]:
    """Where in the grid the values of all full rows stand; empty where none is full, or merged cells are left out."""
    full = {
        tuple(entry.cell.column for entry in values)
        for row in rows
        if len(values := values_of(row, count)) == count and values[0].words
    }
    return full.pop() if len(full) == 1 else ()


def paired(row: Row, columns: Columns, places: tuple[int, ...]) -> Pairs:
    """The values of a row, each with its column: in order where there are as many, else those whose place tells.

    None where there are more: nothing tells which of them is of no column.
    """
    values = values_of(row, len(columns))
    if _further(row, values):
        return []
    standing = {entry.cell.column for entry in values if entry.words}
    placed = standing <= set(places) and bool(standing or places)
    if len(values) == len(columns) and (not placed or _all_at(values, places)):
        return list(zip(values, columns, strict=True))
    if not places and all(column.at >= 0 for column in columns):
        places = tuple(column.at for column in columns)
    numbers = {entry.cell.column for entry in row.own if entry.number}
    if not places or not {at for at in numbers if at >= min(places)} <= set(places):
        return []
    return [(entry, columns[places.index(entry.cell.column)]) for entry in row.own if entry.cell.column in places]


def _further(row: Row, values: Sequence[Entry]) -> bool:
    """Whether a value stands before those that the columns can have."""
    for before, entry in pairwise(row.own if values else ()):
        if entry is values[0]:
            return before.value and before.words != ""
    return False


def _all_at(values: Sequence[Entry], places: tuple[int, ...]) -> bool:
    return tuple(entry.cell.column for entry in values) == places


def values_of(row: Row, wanted: int) -> list[Entry]:
    """The last `wanted` of the value cells that a row ends with, or all where there are fewer.

    Converters that know no merged cells pad a row with blanks behind its values: 行政许可|9843||.
    """
    first = last = len(row.own)
    while first and row.own[first - 1].value:
        first -= 1
    while last - first > wanted and not row.own[last - 1].words:
        last -= 1
    return list(row.own[first:last][-wanted:])
