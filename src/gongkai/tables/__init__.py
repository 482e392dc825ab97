"""Document, Home -> what its tables say: a fact for each cell that a layout explains, and what none explains."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongkai.model import (
    Cell,
    CellPlace,
    Channel,
    Document,
    Home,
    Issue,
    Match,
    NoValue,
    Observation,
    Provenance,
    Quantity,
    Table,
)
from gongkai.tables.cells import Part, figure_of, no_value, parts_of
from gongkai.tables.grid import Row, rows_of, stretch_of
from gongkai.tables.matching import Reading, readings_of
from gongkai.tables.units import unit_of
from gongkai.tables.wholes import wholes_of
from gongkai.text import Span
from gongkai.vocabulary import Vocabulary

_LONGEST_LABEL = 30


@dataclass(frozen=True, slots=True)
class Tabulation:
    """In the order of the text. `labels` are the cells of rows that were read in which no value stands."""

    facts: tuple[Observation, ...]
    matches: tuple[Match, ...]
    issues: tuple[Issue, ...]
    labels: tuple[Span, ...]


def tabulate(document: Document, home: Home, words: Vocabulary) -> Tabulation:
    """One observation for each cell that a layout explains, blank cells too, and for each figure of a remark."""
    facts: list[Observation] = []
    matches: list[Match] = []
    issues: list[Issue] = []
    labels: list[Span] = []
    for number, table in enumerate(document.manuscript.tables):
        rows = rows_of(document.folded, table, words.quantities)
        readings = readings_of(rows, words.layouts)
        if any(entry.number for row in rows for entry in row.own):
            matches.append(_match(number, table, rows, readings))
            issues += _unread(number, rows, readings)
        labels += _labels(rows, readings)
        wholes = wholes_of(readings)
        for reading in readings:
            whole = wholes.get(reading.entry.cell)
            facts += _Cell(document, home, words, number, reading, whole).facts()
    return Tabulation(tuple(facts), tuple(matches), tuple(issues), tuple(labels))


def _match(number: int, table: Table, rows: list[Row], readings: list[Reading]) -> Match:
    """How many of the numbers of a table are explained, and by which layouts; of a hybrid the editions are several."""
    read = {reading.entry.cell for reading in readings}
    figures = [entry.cell for row in rows for entry in row.own if entry.number]
    blocks = [reading.block for reading in readings]
    editions = [set(block.editions) for block in blocks]
    shared = set[str]().union(*editions).intersection(*editions) or set[str]().union(*editions)
    return Match(
        number,
        table.span,
        tuple(sorted({block.layout for block in blocks})),
        tuple(sorted(shared)),
        sum(cell in read for cell in figures),
        len(figures),
        table.cells,
    )


def _unread(number: int, rows: list[Row], readings: list[Reading]) -> Iterator[Issue]:
    """A table of no layout, a row with numbers that was not read, a cell in a row that was, with other words."""
    if not readings:
        span = stretch_of((entry for row in rows for entry in row.own), Span(0, 0))
        yield Issue("unread-table", f"table {number}: no layout explains it", span)
        return
    read = {reading.entry.cell for reading in readings}
    for row in rows:
        figures = [entry for entry in row.own if entry.number and entry.cell not in read]
        if figures:
            yield Issue(
                "unread-row", f"table {number}, row {row.index}: figures not read", stretch_of(figures, Span(0, 0))
            )
    for reading in readings:
        if not reading.entry.value:
            cell = reading.entry.cell
            message = f"table {number}, row {cell.row}, column {cell.column}: neither a number nor a sign for none"
            yield Issue("unread-cell", message, cell.span)


def _labels(rows: list[Row], readings: list[Reading]) -> Iterator[Span]:
    """The cells that name figures: all that were not read, but for numbers among the values, of a strange column."""
    read = {reading.entry.cell for reading in readings}
    first: dict[int, int] = {}
    for reading in readings:
        column = reading.entry.cell.column
        first[reading.row.index] = min(column, first.get(reading.row.index, column))
    for row in rows:
        for entry in row.entries if row.index in first else ():
            value = entry.number and entry.cell.column > first[row.index]
            if entry.cell not in read and not value:
                yield entry.cell.span


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell that is understood, on its way to its facts."""

    document: Document
    home: Home
    words: Vocabulary
    table: int
    reading: Reading
    whole: Cell | None

    def facts(self) -> Iterator[Observation]:
        """That of its number or sign, and one for each figure of a remark."""
        entry, quantities = self.reading.entry, self.words.quantities
        usual = unit_of(self.reading, quantities)
        nothing = no_value(entry.words, usual.unit)
        if nothing is not None:
            yield self._observation(nothing, self.reading.row.stretch)
        figure = figure_of(entry.words, usual, quantities)
        if figure is None:
            return
        yield self._observation(figure.quantity, entry.place(figure.digits.start, figure.digits.end))
        for part in parts_of(entry.words, figure.end, figure.quantity.unit, quantities):
            yield self._remark(part)

    def key(self, cell: Cell) -> str:
        return f"table-{self.table}-{cell.row}-{cell.column}"

    @property
    def label(self) -> str:
        line, column = self.reading.line, self.reading.column
        return (line.labels[0] if line else "") + ("" if line and not column.metric else column.labels[0])

    def _observation(self, quantity: Quantity | NoValue, span: Span) -> Observation:
        masthead, line, column = self.home.masthead, self.reading.line, self.reading.column
        dimensions = dict(column.dimensions) | (dict(line.dimensions) if line else {})
        own = masthead.issuer.kind != "government"
        channel = (line or column).channel
        cell, text = self.reading.entry.cell, self.document.manuscript.text
        return Observation(
            key=self.key(cell),
            metric=self.reading.heading.metric,
            quantity=quantity,
            label=self.label[-_LONGEST_LABEL:],
            scope="own" if own else "jurisdiction",
            period=masthead.period,
            jurisdiction=masthead.jurisdiction,
            agencies=(masthead.issuer,) if own else (),
            areas=(),
            channels=(Channel(masthead.jurisdiction.code, *channel),) if channel[0] else (),
            dimensions=tuple(sorted(dimensions.items())),
            part_of=self.key(self.whole) if self.whole else "",
            provenance=Provenance(
                span,
                text[span.start : span.end],
                self.reading.row.stretch,
                -1,
                "table",
                CellPlace(self.table, cell.row, cell.column),
            ),
        )

    def _remark(self, part: Part) -> Observation:
        """A figure that a remark names counts a part of the cell's, in the remark's own words.

        It stands at its characters: the cell is the place of the figure that is its own.
        """
        span = self.reading.entry.place(part.digits.start, part.digits.end)
        whole = self._observation(part.quantity, span)
        label = (part.label or self.label)[-_LONGEST_LABEL:]
        return replace(
            whole,
            key=str(span.start),
            metric="other",
            label=label,
            dimensions=(),
            part_of=self.key(self.reading.entry.cell),
            provenance=replace(whole.provenance, cell=None),
        )
