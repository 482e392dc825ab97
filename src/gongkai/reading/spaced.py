"""Text -> Tables whose cells single blanks part: lines that end with as many values, and the labels between them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongkai.frozen import frozen
from gongkai.model import Cell, Table
from gongkai.reading.pipes import PAGE_MARK
from gongkai.reading.signs import is_unit, is_value
from gongkai.text import Span

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\S+")
_BRACKETED = re.compile(r"（[^（）]*(?:）|$)")
_PROSE = re.compile(r"[。；！？\t|]|，")
_LONGEST_LINE = 120
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}\s?[、.．]")
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s?[、.．]|（[一二三四五六七八九十\d]{1,3}）")
# Lines end with as many values by accident less often than in so many of a run.
_FEWEST = 3
# One line of so many values is a table by itself if as many labels stand above it.
_MANY = 5
# Lines of labels above the first values that belong to the table.
_ABOVE = 6
# A row's label on several lines begins no more lines above the one that its values stand on.
_LABEL_ABOVE = 2


@frozen
class _Line:
    """The words of a line, and the values that it ends with."""

    labels: tuple[Span, ...]
    values: tuple[Span, ...]

    @property
    def count(self) -> int:
        return len(self.labels) + len(self.values)


def tables_of(text: str, taken: Sequence[Table] = (), *, even: bool = False) -> tuple[Table, ...]:
    """The tables outside of those that are `taken`; if `even`, those of several rows, none of which lacks a cell."""
    tables: list[Table] = []
    for run in _runs(text, taken):
        for lines in filter(None, _parted(text, run)):
            parts = _parts(text, lines)
            alone = _is_alone(text, parts)
            if (alone or _is_table(text, parts)) and not (
                even and (alone or any(_unequal(text, part) for part in parts))
            ):
                tables.append(_table(text, parts))
    return tuple(tables)


def _runs(text: str, taken: Sequence[Table]) -> Iterator[list[_Line]]:
    """Lines that are no prose and follow each other without a blank one. The first of a text is its title."""
    run: list[_Line] = []
    end = -1
    for found in _LINE.finditer(text):
        words = found[0]
        if run and PAGE_MARK.fullmatch(words):
            end = found.end()
            continue
        held = found.start() == 0 or any(Span(found.start(), found.end()).touches(one.span) for one in taken)
        line = None if held else _line(found)
        if line is None or found.start() != end + 1:
            yield run
            run = []
        if line:
            run.append(line)
        end = found.end()
    yield run


def _line(found: re.Match[str]) -> _Line | None:
    words = found[0]
    if len(words) > _LONGEST_LINE or _PROSE.search(_BRACKETED.sub("", words)):
        return None
    spans = [Span(found.start() + word.start(), found.start() + word.end()) for word in _WORD.finditer(words)]
    first = len(spans)
    while first and is_value(found.string[spans[first - 1].start : spans[first - 1].end]):
        first -= 1
    return _Line(tuple(spans[:first]), tuple(spans[first:])) if spans else None


def _parted(text: str, run: Sequence[_Line]) -> Iterator[list[_Line]]:
    """The lines of each table: one ends at a heading of a section, which has further lines of labels below it."""
    lines: list[_Line] = []
    for line, below in pairwise([*run, _Line((), ())]):
        heads = not line.values and not below.values and _begins(_SECTION, text, line)
        if not heads:
            lines.append(line)
            continue
        yield _within(lines)
        lines = []
    yield _within(lines)


def _within(lines: Sequence[_Line]) -> list[_Line]:
    """From some lines above the first values to the last."""
    rows = [at for at, line in enumerate(lines) if line.values]
    return list(lines[max(0, rows[0] - _ABOVE) : rows[-1] + 1]) if rows else []


def _begins(pattern: re.Pattern[str], text: str, line: _Line) -> bool:
    return bool(line.labels) and pattern.match(text, line.labels[0].start) is not None


def _parts(text: str, lines: Sequence[_Line]) -> list[list[_Line]]:
    """The lines below each line of column labels, and with it; the first part may have none."""
    parts: list[list[_Line]] = [[]]
    for line, below in pairwise([*lines, _Line((), ())]):
        if _is_head(line, below):
            parts.append([])
        parts[-1].append(line)
    return parts


def _is_head(line: _Line, below: _Line) -> bool:
    """Whether a line has a label for each cell of the one below; 目 录 is none."""
    worded = all(label.end - label.start > 1 for label in line.labels)
    return not line.values and bool(below.values and below.labels) and line.count == below.count > 1 and worded


def _usual(text: str, part: Sequence[_Line]) -> int:
    """How many values most rows have; a row of signs alone heads a group."""
    counts = Counter(len(line.values) for line in part if _has_number(text, line))
    return max(counts, key=lambda count: (counts[count], count), default=0)


def _has_number(text: str, line: _Line) -> bool:
    return any(map(str.isdigit, "".join(text[value.start : value.end] for value in line.values)))


def _unequal(text: str, part: Sequence[_Line]) -> bool:
    usual = _usual(text, part)
    return any(_has_number(text, line) and len(line.values) != usual for line in part)


def _is_table(text: str, parts: Sequence[Sequence[_Line]]) -> bool:
    """Whether several lines end with as many values, or each line with one stands below labels of its columns."""
    rows = [line for part in parts for line in part if _has_number(text, line)]
    below = [line for part in parts[1:] for line in part if _has_number(text, line)]
    most = max(Counter(len(line.values) for line in rows if len(line.values) > 1).values(), default=0)
    return len(rows) >= _FEWEST and (most >= _FEWEST or rows == below)


def _is_alone(text: str, parts: Sequence[Sequence[_Line]]) -> bool:
    """Whether there is one row of many values under as many labels."""
    rows = [line for part in parts for line in part if _has_number(text, line)]
    labels = sum(len(line.labels) for part in parts for line in part)
    return len(rows) == 1 and _MANY <= len(rows[0].values) <= labels


def _table(text: str, parts: Sequence[Sequence[_Line]]) -> Table:
    usual_of = [(part, _usual(text, part)) for part in parts]
    rows = [(labels, line, usual) for part, usual in usual_of for labels, line in _rows(text, part)]
    first = max(len(labels) for labels, _, _ in rows)
    widest = max(len(line.values) for _, line, _ in rows)
    cells: list[Cell] = []
    for labels, line, usual in rows:
        row = cells[-1].row + 1 if cells else 0
        # Where a cell is blank nothing tells which, so that such values stand behind all columns.
        at = first if len(line.values) in (0, usual) else first + widest
        head = len(labels) - usual if not line.values and len(labels) > 1 else len(labels)
        cells += [Cell(row, column, 1, 1, span) for column, span in enumerate(labels[:head])]
        cells += [Cell(row, column, 1, 1, span) for column, span in enumerate((*labels[head:], *line.values), at)]
    lines = [span for _, line, _ in rows for span in (*line.labels, *line.values)]
    start, end = text.rfind("\n", 0, lines[0].start) + 1, text.find("\n", lines[-1].end)
    return Table(Span(start, end if end >= 0 else len(text)), tuple(cells), 0)


def _rows(text: str, part: Sequence[_Line]) -> Iterator[tuple[tuple[Span, ...], _Line]]:
    """The labels and the line of each row.

    Labels that head no column of their own stand in rows of their own, as their order is not that of the columns; so
    does what a label on several lines says below its values.
    """
    pending: list[_Line] = []
    several = sum(bool(line.values) for line in part) > 1
    for at, line in enumerate(part):
        below = part[at + 1] if at + 1 < len(part) else _Line((), ())
        if not line.values and not (at == 0 and _is_head(line, below)):
            pending.append(line)
            continue
        own = pending[-_LABEL_ABOVE:] if several and line.values and _goes_on(text, pending, line) else []
        yield from _apart(pending[: len(pending) - len(own)])
        yield (*(label for one in own for label in one.labels), *line.labels), line
        pending = []
    yield from _apart(pending)


def _apart(lines: Sequence[_Line]) -> Iterator[tuple[tuple[Span, ...], _Line]]:
    for line in lines:
        for label in line.labels:
            yield (label,), _Line((label,), ())


def _goes_on(text: str, pending: Sequence[_Line], line: _Line) -> bool:
    """Whether the label of a row began above: the line has none, only its end, or no number where that has one."""
    if not pending:
        return False
    words = [text[label.start : label.end] for label in line.labels]
    lacking = all(len(word) == 1 or is_unit(word) for word in words)
    return lacking or (_begins(_NUMBERED, text, pending[-1]) and not any(map(_NUMBERED.match, words)))
