"""Paragraphs and tables in their order -> Manuscript: what all readers of laid-out files write the text with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.model import Cell, Manuscript, Source, Table
from gongkai.text import Span

_BREAK = re.compile(r"\s*[\n\t\r\v\f\u2028\u2029]\s*")
_BLANK = re.compile(r"[\s\u200b\ufeff]*")
_LATIN = re.compile(r"[!-~]")


@dataclass(frozen=True, slots=True)
class Placed:
    """What one cell says and where it stands in the grid, from 0; a merged cell is given once, at its top left."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str


class Composer:
    """Writes one text. Between paragraphs stands a blank line, so that no stage after this joins them.

    A reader that does not know whether a line goes on gives both lines as one paragraph with \\n between them.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._tables: list[Table] = []

    def paragraph(self, text: str) -> None:
        """Add words outside of tables, line ends in them kept; blank ones add nothing."""
        if not _BLANK.fullmatch(text):
            self._begin()
            self._write(text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))

    def table(self, rows: Sequence[Placed], page: int = 0) -> None:
        """Add cells in any order; none add nothing. A row that only merged cells from above reach is an empty line."""
        if not rows:
            return
        self._begin()
        start, cells, before = self._length, list[Cell](), 0
        for placed in sorted(rows, key=lambda one: (one.row, one.column)):
            if placed.row > before:
                self._write("\n" * (placed.row - before))
            elif cells:
                self._write("\t")
            before = placed.row
            words = one_line(placed.text)
            span = Span(self._length, self._length + len(words))
            self._write(words)
            cells.append(Cell(placed.row, placed.column, placed.rowspan, placed.colspan, span))
        self._tables.append(Table(Span(start, self._length), tuple(cells), page))

    def manuscript(self, source: Source) -> Manuscript:
        """The text, which ends with a line end unless it is empty, and its tables."""
        return Manuscript(source, "".join([*self._pieces, "\n"] if self._pieces else []), tuple(self._tables))

    def _begin(self) -> None:
        if self._pieces:
            self._write("\n\n")

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)


def one_line(text: str) -> str:
    """`text` without line ends and tabs: a space between Latin letters or digits, nothing at a Chinese character."""
    words = "" if _BLANK.fullmatch(text) else text.strip()
    return _BREAK.sub(lambda match: _joint(words, match.start(), match.end()), words)


def _joint(text: str, start: int, end: int) -> str:
    """What stands in place of the break `text[start:end]`."""
    return " " if _LATIN.match(text, start - 1) and _LATIN.match(text, end) else ""


def with_tables(manuscript: Manuscript, further: Sequence[Table]) -> Manuscript:
    """With tables that already stand in the text in a way of their own."""
    if not further:
        return manuscript
    tables = sorted([*manuscript.tables, *further], key=lambda table: table.span.start)
    return Manuscript(manuscript.source, manuscript.text, tuple(tables))
