"""The text of a report, its outline and its marks -> a sheet: paragraphs, headings and tables, as they are shown."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gongkai.pages.report.entries import Entry
from gongkai.pages.report.marks import Mark, Piece, pieces_of
from gongkai.pages.report.outline import Grid, Outline, Place, Section
from gongkai.text import Span

_LINE: Final = re.compile(r"[^\n]+")
# What ends a paragraph; any other line goes on in the next one, as those do that were broken for printing.
_ENDING: Final = re.compile(r"[。！？；：:!?;”’」』）)>|]\s*$")
# Words that stand apart by layout: to be shown as they are.
_LAID_OUT: Final = re.compile(r"\t|\S {2,}\S|\|")
_SIGNS: Final = re.compile(r"[\s|:+=\-─-╿]*")
_HEADINGS: Final = re.compile(r"[\s#*]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a heading where it has a level; `ids` are those of sections that begin in it."""

    span: Span
    pieces: tuple[Piece, ...]
    level: int = 0
    ids: tuple[str, ...] = ()
    laid_out: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A cell as it is drawn, or the gap where a row has none."""

    id: str
    rowspan: int
    colspan: int
    span: Span
    pieces: tuple[Piece, ...]
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table; `rest` is what of its text stands in no cell."""

    grid: Grid
    rows: tuple[tuple[Box, ...], ...]
    rest: tuple[Block, ...]


def sheet_of(text: str, outline: Outline, marks: Iterable[Mark]) -> list[Block | Drawn]:
    spans = list(_spans(text, outline))
    cuts = [at for span in (*spans, *_cells(outline), *_rests(text, outline)) for at in (span.start, span.end)]
    pieces = pieces_of(text, marks, cuts)
    starts = [piece.span.start for piece in pieces]

    def within(span: Span) -> tuple[Piece, ...]:
        first = bisect_left(starts, span.start)
        past = bisect_left(starts, span.end + 1)
        return tuple(piece for piece in pieces[first:past] if piece.span.end <= span.end)

    grids = {grid.span: grid for grid in outline.grids}
    return [
        _drawn(text, grids[span], within) if span in grids else _block(text, span, outline, within) for span in spans
    ]


def placed(entries: Iterable[Entry], grids: Iterable[Grid], text: str) -> list[Entry]:
    """What was read in a blank cell has its row as evidence; here it stands where the cell does, without words."""
    cells = {f"{grid.id}&row={cell.row}&col={cell.column}": cell.span for grid in grids for cell in grid.cells}
    found = []
    for entry in entries:
        cell = cells.get(entry.fragment)
        outside = cell is not None and entry.span not in cell
        found.append(replace(entry, span=cell, words=text[cell.start : cell.end]) if cell and outside else entry)
    return found


def _spans(text: str, outline: Outline) -> Iterator[Span]:
    """The stretches of the text that are shown apart, in order: tables, and lines that belong together."""
    at = 0
    for grid in outline.grids:
        if grid.span.start >= at:
            yield from _paragraphs(text, Span(at, grid.span.start), outline)
            yield grid.span
            at = grid.span.end
    yield from _paragraphs(text, Span(at, len(text)), outline)


def _paragraphs(text: str, within: Span, outline: Outline) -> Iterator[Span]:
    held: Span | None = None
    for line in _LINE.finditer(text, within.start, within.end):
        span = Span(line.start(), line.end())
        apart = bool(outline.sections_in(span)) or line[0] != line[0].lstrip() or bool(_LAID_OUT.search(line[0]))
        if held and not apart and span.start == held.end + 1 and not _ENDING.search(text, held.start, held.end):
            held = Span(held.start, span.end)
        else:
            if held:
                yield held
            held = span if line[0].strip() else None
        if held and _is_heading(text, held, outline.sections_in(held)):
            yield held
            held = None
    if held:
        yield held


def _is_heading(text: str, span: Span, sections: Sequence[Section]) -> bool:
    """Whether the line says the heading and no more."""
    words = _HEADINGS.sub("", text[span.start : span.end])
    return bool(sections) and words.endswith(_HEADINGS.sub("", sections[-1].label))


def _block(text: str, span: Span, outline: Outline, within: "Place") -> Block:
    sections = outline.sections_in(span)
    level = min(3 + sections[-1].depth, 6) if _is_heading(text, span, sections) else 0
    laid_out = _LAID_OUT.search(text, span.start, span.end) is not None
    return Block(span, within(span), level, tuple(section.id for section in sections), laid_out)


def _cells(outline: Outline) -> Iterator[Span]:
    return (cell.span for grid in outline.grids for cell in grid.cells)


def _rests(text: str, outline: Outline) -> Iterator[Span]:
    return (span for grid in outline.grids for span in _rest(text, grid))


def _rest(text: str, grid: Grid) -> Iterator[Span]:
    """What of a table's text stands in no cell, save the signs that part its cells."""
    at = grid.span.start
    for start, end in sorted((cell.span.start, cell.span.end) for cell in grid.cells):
        if start > at and not _SIGNS.fullmatch(text, at, start):
            yield Span(at, start)
        at = max(at, end)
    if not _SIGNS.fullmatch(text, at, grid.span.end):
        yield Span(at, grid.span.end)


def _drawn(text: str, grid: Grid, within: "Place") -> Drawn:
    held: set[tuple[int, int]] = set()
    for cell in grid.cells:
        held |= {
            (row, column)
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        }
    columns = max((column for _, column in held), default=0) + 1
    by_place = {(cell.row, cell.column): cell for cell in grid.cells}
    rows: list[tuple[Box, ...]] = []
    for row in range(max((row for row, _ in held), default=0) + 1):
        boxes: list[Box] = []
        for column in range(columns):
            if own := by_place.get((row, column)):
                name = f"{grid.id}&row={row}&col={column}"
                boxes.append(Box(name, own.rowspan, own.colspan, own.span, within(own.span)))
            elif (row, column) not in held:
                boxes.append(Box("", 1, 1, Span(0, 0), (), gap=True))
        rows.append(tuple(boxes))
    return Drawn(grid, tuple(rows), tuple(Block(span, within(span)) for span in _rest(text, grid)))
