"""Text -> Tables drawn in it with `|`, as Markdown and converters write them; a cell is a stretch of its line."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongkai.model import Cell, Table
from gongkai.text import Span

_PIPE = re.compile(r"(?<!\\)\|")
_RULE_SIGNS = set("|:-+\t ")
# A page's number between rows is none of the table's words.
PAGE_MARK = re.compile(r"\s*(?:[-—–－~～·]+\s*\d{1,4}\s*[-—–－~～·]+|第\s*\d{1,4}\s*页.*)\s*")
# What Markdown writes around the words of a cell: stress, and HTML for blanks and line ends.
_MARKUP = r"(?:\s|\*\*|__|&nbsp;|<br\s*/?>)*"
_BEFORE, _BEHIND = re.compile(_MARKUP), re.compile(_MARKUP + r"$")


def tables_of(text: str, taken: Sequence[Table] = ()) -> tuple[Table, ...]:
    """The tables outside of those that are `taken`, in order.

    Pipes make a table where two lines or more have them, and a line of dashes stands below the first, or all lines
    have outer pipes, or all have as many; a menu on one line is none.
    """
    if "|" not in text:
        return ()
    tables = (_table(text, lines) for lines in _runs(text) if _is_table(text, lines))
    return tuple(table for table in tables if table.cells and not any(table.span.touches(one.span) for one in taken))


def _runs(text: str) -> Iterator[list[Span]]:
    """Lines with pipes that follow each other. A blank line parts them only before lines of another kind."""
    run: list[Span] = []
    start, gap = 0, False
    for line in text.split("\n"):
        span = Span(start, start + len(line))
        start = span.end + 1
        if not line.strip() or (run and PAGE_MARK.fullmatch(line)):
            gap = True
            continue
        if run and not (_PIPE.search(line) and (not gap or _goes_on(text, run[-1], line))):
            yield run
            run = []
        if _PIPE.search(line):
            run.append(span)
        gap = False
    if run:
        yield run


def _goes_on(text: str, before: Span, line: str) -> bool:
    """Whether `line`, after blank ones, is a further row: fenced like the row before, and with as many cells."""
    words = text[before.start : before.end]
    return _fenced(words) and _fenced(line) and len(_PIPE.findall(words)) == len(_PIPE.findall(line))


def _is_table(text: str, lines: list[Span]) -> bool:
    words = [text[line.start : line.end] for line in lines]
    if len(words) < 2 or all(len(_cells(text, line, False, True)) < 2 for line in lines):
        return False
    return _is_rule(words[1], 1) or all(map(_fenced, words)) or len({len(_PIPE.findall(line)) for line in words}) == 1


def _fenced(line: str) -> bool:
    words = line.strip()
    return len(words) > 1 and words.startswith("|") and words.endswith("|")


def _is_rule(line: str, row: int) -> bool:
    """Whether a line only rules: below the first row one dash a cell does, but further down that says `-`."""
    return set(line) <= _RULE_SIGNS and ("---" in line or (row == 1 and "-" in line))


def _table(text: str, lines: list[Span]) -> Table:
    rows = [line for row, line in enumerate(lines) if not _is_rule(text[line.start : line.end], row)]
    before = all(text[line.start : line.end].lstrip().startswith("|") for line in rows)
    behind = before or all(text[line.start : line.end].rstrip().endswith("|") for line in rows)
    cells = [
        Cell(row, column, 1, 1, span)
        for row, line in enumerate(rows)
        for column, span in enumerate(_cells(text, line, before, behind))
    ]
    return Table(Span(lines[0].start, lines[-1].end), tuple(cells), 0)


def _cells(text: str, line: Span, before: bool, behind: bool) -> list[Span]:
    """What stands between the pipes, without the blanks at its ends; outside of outer pipes stands no cell."""
    bounds = [line.start - 1, *(match.start() for match in _PIPE.finditer(text, line.start, line.end)), line.end]
    spans = [_trimmed(text, start + 1, end) for start, end in pairwise(bounds)]
    ended = behind and spans[-1].start == spans[-1].end
    return spans[before : -1 if ended else None]


def _trimmed(text: str, start: int, end: int) -> Span:
    before = _BEFORE.match(text, start, end)
    first = before.end() if before else start
    behind = _BEHIND.search(text[first:end])
    return Span(first, first + behind.start() if behind else end)
