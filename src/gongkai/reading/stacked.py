"""Text -> Tables whose cells stand one a line, as text taken from web pages has them; a cell is its line."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai.frozen import frozen
from gongkai.model import Cell, Table
from gongkai.reading.pipes import PAGE_MARK
from gongkai.reading.signs import is_unit, is_value
from gongkai.text import Span

_LINE = re.compile(r"[^\n]+")
_FENCE = "|"  # what a converter of web pages leaves behind a cell, and between rows
_PROSE = re.compile(r"[。；！？\t|]|[：:].*\d{3}")
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}\s?[、.．]")
_LONGEST_LABEL = 60
# Figures stand below words by accident in fewer rows than these.
_FEWEST = 3
# Of the lines of a table at least so many are values: in the statutory ones a third and more.
_LEAST_SHARE = 0.25
# A head of more columns has merged cells, so that its labels do not come in the order of the columns.
_WIDEST_HEAD = 4
# Lines above the labels of columns that may belong to the head: the name of the table, notes.
_ABOVE_HEAD = 6


@frozen
class _Line:
    span: Span
    kind: str  # label, unit or value


@frozen
class _Entry:
    """Values and the labels before them, of which the last is that of the row; `unit` is empty where none stands."""

    labels: tuple[Span, ...]
    unit: tuple[Span, ...]
    values: tuple[Span, ...]

    @property
    def heads(self) -> bool:
        """Whether there are labels for all columns above the row's own."""
        return len(self.labels) > len(self.values)


def tables_of(text: str, taken: Sequence[Table] = ()) -> tuple[Table, ...]:
    """The tables outside of those that are `taken`, in order."""
    found = (entries for run in _runs(text, taken) for entries in _parted(text, list(_entries(run))))
    return tuple(_table(text, entries) for entries in found if _is_table(text, entries))


def _runs(text: str, taken: Sequence[Table]) -> Iterator[list[_Line]]:
    """Short lines that follow each other, blank ones and page marks left out. The first line of a text is its title."""
    run: list[_Line] = []
    for at, found in enumerate(_LINE.finditer(text)):
        span = _trimmed(text, found)
        words = text[span.start : span.end]
        if not words or PAGE_MARK.fullmatch(words):
            continue
        if (
            not at
            or len(words) > _LONGEST_LABEL
            or _PROSE.search(words)
            or any(span.touches(one.span) for one in taken)
        ):
            yield run
            run = []
        else:
            run.append(_Line(span, _kind(words)))
    yield run


def _trimmed(text: str, found: re.Match[str]) -> Span:
    start, end = found.span()
    while start < end and (text[end - 1] == _FENCE or text[end - 1].isspace()):
        end -= 1
    return Span(end - len(text[start:end].lstrip()), end)


def _kind(words: str) -> str:
    dense = "".join(words.split())
    if is_value(dense):
        return "value"
    return "unit" if is_unit(dense) else "label"


def _entries(run: Sequence[_Line]) -> Iterator[_Entry]:
    labels: list[Span] = []
    unit: tuple[Span, ...] = ()
    for kind, lines in groupby(run, key=lambda line: line.kind):
        spans = [line.span for line in lines]
        if kind == "label":
            labels += spans
            unit = ()
        elif kind == "unit":
            unit = (spans[-1],)
        else:
            if labels:
                yield _Entry(tuple(labels), unit, tuple(spans))
            labels, unit = [], ()


def _parted(text: str, entries: Sequence[_Entry]) -> Iterator[list[_Entry]]:
    """The entries of each table: one begins below a heading of a section that has labels for all columns below it."""
    table: list[_Entry] = []
    for entry in entries:
        count = len(entry.values)
        sections = [at for at, label in enumerate(entry.labels) if _SECTION.match(text, label.start, label.end)]
        begins = next((at + 1 for at in reversed(sections) if len(entry.labels) - at - 1 > count), 0)
        if begins and table:
            yield table
            table = []
        if not table:
            begins = max(begins, len(entry.labels) - 1 - count - _ABOVE_HEAD)
        table.append(_Entry(entry.labels[begins:], entry.unit, entry.values))
    if table:
        yield table


def _is_table(text: str, entries: Sequence[_Entry]) -> bool:
    """Whether there are rows enough, or one under labels for each of many columns."""
    values = [value for entry in entries for value in entry.values]
    numbers = sum(any(map(str.isdigit, text[value.start : value.end])) for value in values)
    if len(values) < _LEAST_SHARE * (len(values) + sum(len(entry.labels) for entry in entries)):
        return False
    rowed = len(entries) >= _FEWEST and numbers >= _FEWEST
    return rowed or any(entry.heads and len(entry.values) > _WIDEST_HEAD for entry in entries)


def _table(text: str, entries: Sequence[_Entry]) -> Table:
    cells: list[Cell] = []
    for part in _parts(entries):
        columns = Counter(len(entry.values) for entry in part)
        usual = max(columns, key=lambda count: (columns[count], count))
        for entry in part:
            for row in _rows(entry, usual):
                number = cells[-1].row + 1 if cells else 0
                cells += [Cell(number, column, 1, 1, span) for column, span in row]
    start = text.rfind("\n", 0, cells[0].span.start) + 1
    end = text.find("\n", cells[-1].span.end)
    return Table(Span(start, end if end >= 0 else len(text)), tuple(cells), 0)


def _parts(entries: Sequence[_Entry]) -> Iterator[list[_Entry]]:
    """The entries under the same labels of columns."""
    part: list[_Entry] = []
    for entry in entries:
        if part and entry.heads:
            yield part
            part = []
        part.append(entry)
    yield part


def _rows(entry: _Entry, usual: int) -> Iterator[list[tuple[int, Span]]]:
    """By column: each label of a group or part in a row of its own, those of columns in one, then the row itself.

    Where a cell is blank no line tells which, so that such values stand behind all columns.
    """
    *above, label = entry.labels
    count = len(entry.values)
    heads = above[-count:] if entry.heads and count <= _WIDEST_HEAD else []
    for one in above[: len(above) - len(heads)]:
        yield [(0, one)]
    if heads:
        yield list(enumerate(heads, 1))
    first = 1 + len(entry.unit) + (0 if count == usual else 1 + usual)
    yield [(0, label), *enumerate(entry.unit, 1), *enumerate(entry.values, first)]
