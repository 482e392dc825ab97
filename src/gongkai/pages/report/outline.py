"""Rows of sections and tables -> the outline of a report: what begins where in its text."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gongkai.model import Cell
from gongkai.pages.asking import Row
from gongkai.pages.report.entries import anchor_of
from gongkai.pages.report.marks import Piece
from gongkai.text import Span

# The pieces of a stretch of text.
Place = Callable[[Span], tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the id of its place on the page; `depth` counts the sections that it lies in."""

    id: str
    label: str
    depth: int
    start: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `id` is the fragment of its IRI."""

    id: str
    span: Span
    cells: tuple[Cell, ...]
    numbers: int
    explained: int


@dataclass(frozen=True, slots=True)
class Outline:
    """Both in the order of the text."""

    sections: tuple[Section, ...]
    grids: tuple[Grid, ...]

    def sections_in(self, span: Span) -> tuple[Section, ...]:
        """Those that begin in a stretch."""
        first = bisect_left(self.sections, span.start, key=lambda section: section.start)
        past = bisect_left(self.sections, span.end, key=lambda section: section.start)
        return self.sections[first:past]


def outline_of(rows: Iterable[Row], report: str) -> Outline:
    above = {str(row["part"]): str(row["above"]) for row in rows}
    sections = [
        Section(anchor_of(str(row["part"]), report), str(row["label"]), _depth(str(row["part"]), above), _start(row))
        for row in rows
        if row["grid"] is None
    ]
    grids = [
        Grid(
            str(row["part"]).partition("#")[2],
            Span(_start(row), int(row["end"] or 0)),
            tuple(map(_cell, str(row["grid"]).splitlines())),
            int(row["numbers"] or 0),
            int(row["explained"] or 0),
        )
        for row in rows
        if row["grid"] is not None
    ]
    return Outline(
        tuple(sorted(sections, key=lambda section: (section.start, section.depth))),
        tuple(sorted(grids, key=lambda grid: grid.span.start)),
    )


def _start(row: Row) -> int:
    return int(row["start"] or 0)


def _depth(part: str, above: dict[str, str]) -> int:
    depth = 0
    while (part := above.get(part, "")) in above:
        depth += 1
    return depth


def _cell(line: str) -> Cell:
    row, column, rowspan, colspan, start, end = map(int, line.split())
    return Cell(row, column, rowspan, colspan, Span(start, end))
