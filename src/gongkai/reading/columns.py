"""Text -> Tables whose columns only tabs or wide blanks part; a cell is a stretch of its line."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongkai.model import Cell, Table
from gongkai.reading.pipes import PAGE_MARK
from gongkai.text import Span

_TAB = re.compile(r"\t")
_BLANKS = re.compile(r"[ \u3000][ \u3000]+")  # one first, so that a search skips what is none
_FIGURE = re.compile(r"[-+－]?\d[\d,]*(?:\.\d+)?[%％万]?|[-－—/无]")
_PROSE = re.compile(r"[。；！？]")
_SECTION = re.compile(r"\s*[一二三四五六七八九十]{1,3}\s?[、.．]")
# Blanks stand below each other by accident in fewer lines than these.
_FEWEST_ALIGNED = 3
# A line without tabs between two rows, such as the name of a part of the table, has no more characters than this.
_LONGEST_CAPTION = 40
# A line that blanks part into more cells than this is of no table that people read.
_WIDEST = 200

_Row = list[Span]
_Stretch = tuple[int, int]


def tables_of(text: str, taken: Sequence[Table]) -> tuple[Table, ...]:
    """The tables outside of those that are `taken`, in order.

    Lines with tabs are one if some of them have figures behind a tab. Wide blanks part columns only where lines have
    as many cells, which stand below each other, and a column of nothing but figures.
    """
    if "\t" not in text and not any(_parts_words(text, blanks) for blanks in _BLANKS.finditer(text)):
        return ()
    found = [rows for run in _runs(text, taken) for rows in (*_tabbed(text, run), *_aligned(text, run))]
    return tuple(_table(text, rows) for rows in sorted(found, key=lambda rows: rows[0][0].start))


def _parts_words(text: str, blanks: re.Match[str]) -> bool:
    """Whether they stand within a line: most are the indent of a paragraph."""
    before, behind = text[max(0, blanks.start() - 1) : blanks.start()], text[blanks.end() : blanks.end() + 1]
    return before not in ("", "\n") and behind not in ("", "\n")


def _runs(text: str, taken: Sequence[Table]) -> Iterator[list[Span]]:
    """Lines that follow each other without a blank one."""
    held = {start for table in taken for start in _line_starts(text, table.span)}
    run: list[Span] = []
    start = 0
    for line in text.split("\n"):
        span = Span(start, start + len(line))
        start = span.end + 1
        if line.strip() and span.start not in held:
            run.append(span)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _line_starts(text: str, span: Span) -> Iterator[int]:
    yield span.start
    for found in re.finditer("\n", text[span.start : span.end]):
        yield span.start + found.end()


def _tabbed(text: str, run: list[Span]) -> Iterator[list[_Row]]:
    """Lines with tabs, and short ones between them that are no heading."""
    rows: list[_Row] = []
    captions: list[_Row] = []
    for line in [*run, None]:
        cells = _cells(text, line, _TAB) if line else []
        if len(cells) > 1 and not _is_prose(text, cells):
            rows += [*captions, cells] if rows else [cells]
            captions = []
        elif rows and line and PAGE_MARK.fullmatch(text, line.start, line.end):
            continue
        elif rows and line and _is_caption(text[line.start : line.end]):
            captions.append(cells)
        else:
            figures = (_is_figure(text, cell) for row in rows for cell in row[1:])
            if sum(len(row) > 1 for row in rows) > 1 and any(figures):
                yield rows
            rows, captions = [], []


def _is_caption(line: str) -> bool:
    return len(line) <= _LONGEST_CAPTION and not _PROSE.search(line) and not _SECTION.match(line) and "\t" not in line


def _aligned(text: str, run: list[Span]) -> Iterator[list[_Row]]:
    """Lines of as many cells below each other."""
    rows: list[_Row] = []
    columns: list[_Stretch] = []
    for line in [*run, None]:
        cells = _cells(text, line, _BLANKS) if line and "\t" not in text[line.start : line.end] else []
        cells = cells if len(cells) <= _WIDEST else []
        parted = len(cells) > 1 and not _is_prose(text, cells)
        compared = parted or (rows and len(cells) == len(rows[0]))
        places = [_place(text, cell) for cell in cells] if compared else []
        both = [(min(a, c), max(b, d)) for (a, b), (c, d) in zip(columns, places, strict=False)]
        if rows and (len(cells) != len(rows[0]) or not _stand_apart(both)):
            if len(rows) >= _FEWEST_ALIGNED and _has_figures(text, rows):
                yield rows
            rows = []
        if parted:
            columns = both if rows else places
            rows.append(cells)


def _stand_apart(columns: Sequence[_Stretch]) -> bool:
    """Whether each column ends in all rows before the next begins in any."""
    return all(end < start for (_, end), (start, _) in pairwise(columns))


def _place(text: str, cell: Span) -> _Stretch:
    """Where a cell begins and ends on its line, as wide as it is drawn."""
    start = _width(text[text.rfind("\n", 0, cell.start) + 1 : cell.start])
    return start, start + _width(text[cell.start : cell.end])


def _width(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in words)


def _has_figures(text: str, rows: Sequence[_Row]) -> bool:
    """Whether a column behind the first has figures in every row below its head."""
    return any(all(_is_figure(text, row[column]) for row in rows[1:]) for column in range(1, len(rows[0])))


def _is_figure(text: str, cell: Span) -> bool:
    return _FIGURE.fullmatch(text, cell.start, cell.end) is not None


def _is_prose(text: str, cells: _Row) -> bool:
    return any(_PROSE.search(text, cell.start, cell.end) for cell in cells)


def _cells(text: str, line: Span, separator: re.Pattern[str]) -> _Row:
    """What stands between the separators, without blanks at its ends; a line's indent is no cell if blanks part it."""
    start, end = line.start, line.end
    if separator is _BLANKS:
        start, end = _trimmed(text, start, end)
    parts = [(found.start(), found.end()) for found in separator.finditer(text, start, end)]
    bounds = [start, *(at for part in parts for at in part), end]
    return [Span(*_trimmed(text, *pair)) for pair in zip(bounds[::2], bounds[1::2], strict=True)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _table(text: str, rows: Sequence[_Row]) -> Table:
    cells = [Cell(row, column, 1, 1, span) for row, line in enumerate(rows) for column, span in enumerate(line)]
    end = text.find("\n", cells[-1].span.end)
    return Table(Span(text.rfind("\n", 0, cells[0].span.start) + 1, end if end >= 0 else len(text)), tuple(cells), 0)
