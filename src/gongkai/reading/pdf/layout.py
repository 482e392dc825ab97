"""Sheets -> lines of text and parts of tables in reading order; page marks and running heads left out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from gongkai.reading import spaced
from gongkai.reading.pdf.columns import blocks_of, cells_of
from gongkai.reading.pdf.glyphs import Glyph, Sheet, uprighted
from gongkai.reading.pdf.lines import Line, Words, lines_of, words_in
from gongkai.reading.rulings import Ruling, rulings_of

_DASHED_MARK = re.compile(r"[-‐-―－~～·•]+\s*\d{1,4}\s*[-‐-―－~～·•]+|第\s*\d{1,4}\s*页.*")
_BARE_MARK = re.compile(r"\d{1,4}(?:\s*/\s*\d{1,4})?|[（(]?续表?[）)]?")
_DIGITS = re.compile(r"\d+")

# The share of a page's height, above and below, in which page marks and running heads stand.
_MARGIN = 0.13
# Words in the margins of so many pages, at heights that differ by no more points, are a running head.
_RUNNING = 3
_SAME_HEIGHT = 4.0
# No table that no rules part has more lines on the pages before.
_MOST_BEFORE = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell of a table's part on one page, by its place in the grid of that part."""

    row: int
    column: int
    rowspan: int
    colspan: int
    words: Words


@dataclass(frozen=True, slots=True)
class Part:
    """What one page shows of a table; `xs` are the edges of its columns. It may begin its page, and end it."""

    page: int
    xs: tuple[float, ...]
    pieces: tuple[Piece, ...]
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet with its glyphs dealt out: to the ruled grids, one tuple each, and to the lines outside of them."""

    sheet: Sheet
    rulings: tuple[Ruling, ...]
    inside: tuple[tuple[Glyph, ...], ...]
    lines: tuple[Line, ...]

    def in_margin(self, line: Line) -> bool:
        margin = _MARGIN * (self.sheet.bottom - self.sheet.top)
        return not self.sheet.top + margin < line.base < self.sheet.bottom - margin


def items_of(sheets: Sequence[Sheet]) -> Iterator[str | Part]:
    """The lines and the parts of tables from the first page to the last."""
    pages = [_page_of(sheet) for sheet in sheets]
    running = _running(pages)
    before: list[str] = []  # lines since the last ruled table
    for page in pages:
        yield from _items(page, running, before)


def _page_of(sheet: Sheet) -> _Page:
    whole = _Page(sheet, (), (), tuple(lines_of(sheet.glyphs)))
    marks = [line for line in whole.lines if whole.in_margin(line) and _DASHED_MARK.fullmatch(line.words)]
    left_out = {glyph for line in marks for glyph in line.glyphs}
    heights = {glyph.y for glyph in left_out}
    rulings = rulings_of(sheet.rules)
    if not marks and not rulings and not any(glyph.turn for glyph in sheet.glyphs):
        return whole
    inside: list[list[Glyph]] = [[] for _ in rulings]
    outside: list[Glyph] = []
    for glyph in sheet.glyphs:
        if glyph.y not in heights or glyph not in left_out:
            at = _ruling_around(glyph, rulings)
            (inside[at] if at >= 0 else outside).append(glyph)
    return _Page(sheet, tuple(rulings), tuple(map(tuple, inside)), tuple(_upright_first(outside)))


def _ruling_around(glyph: Glyph, rulings: Sequence[Ruling]) -> int:
    """The first of them that holds the glyph, or -1."""
    if rulings:
        x, y = glyph.centre
        for at, ruling in enumerate(rulings):
            if ruling.holds(x, y):
                return at
    return -1


def _upright_first(glyphs: Sequence[Glyph]) -> Iterator[Line]:
    """The upright lines, then those that stand on their side."""
    for turn in sorted({glyph.turn for glyph in glyphs}):
        yield from lines_of(uprighted(glyph, turn) for glyph in glyphs if glyph.turn == turn)


def _running(pages: Sequence[_Page]) -> set[tuple[str, int]]:
    """Words, numbers left out, that stand at one height in the margins of several pages."""
    counts = Counter(key for page in pages for line in page.lines if page.in_margin(line) for key in _keys(line))
    return {key for key, count in counts.items() if count >= _RUNNING}


def _keys(line: Line) -> Iterator[tuple[str, int]]:
    """The line's words with its height in steps, once rounded down and once up, so that near heights meet."""
    step = int(line.base // _SAME_HEIGHT)
    words = _DIGITS.sub("0", line.words)
    return iter([(words, step), (words, step + 1)])


def _items(page: _Page, running: set[tuple[str, int]], before: list[str]) -> Iterator[str | Part]:
    """In order of height; what stands on its side comes last, as it is."""
    lines = _without_marks(page, [line for line in page.lines if not (page.in_margin(line) and _runs(line, running))])
    placed: list[tuple[float, int, Line | Ruling]] = [(line.base, at, line) for at, line in enumerate(lines)]
    placed += [(ruling.ys[0], -1 - at, ruling) for at, ruling in enumerate(page.rulings)]
    placed.sort(key=lambda one: one[:2])
    order = 0
    for ruled, group in groupby(placed, key=lambda one: isinstance(one[2], Ruling)):
        run = list(group)
        for _, at, item in run if ruled else ():
            if isinstance(item, Ruling):
                pieces = tuple(_pieces(item, page.inside[-1 - at]))
                yield Part(page.sheet.number, item.xs, pieces, order == 0, order == len(placed) - 1)
                order += 1
            before.clear()
        if not ruled:
            order += len(run)
            yield from _aligned([item for _, _, item in run if isinstance(item, Line)], page.sheet.number, before)


def _aligned(lines: Sequence[Line], number: int, before: list[str]) -> Iterator[str | Part]:
    """The lines, and tables that no rules part and that are whole on their page.

    Lines that their words alone tell to be a table, with those `before` on this page and earlier ones, stay as they
    are, since it may begin or end on another page; not where their places tell that a cell is blank.
    """
    words = [*before, *(line.words for line in lines)]
    starts = [0, *accumulate(len(line) + 1 for line in words)]
    held = [table.span for table in spaced.tables_of("\n".join(words), even=True)]
    cells = [cells_of(line) for line in lines]
    own = zip(starts[len(before) :], _lack_cells(lines, cells), strict=False)
    told = [not lacks and any(span.start <= start < span.end for span in held) for start, lacks in own]
    before[:] = words[-_MOST_BEFORE:]
    for stays, group in groupby(range(len(lines)), key=told.__getitem__):
        run = [*group]
        if stays:
            yield from (lines[at].words for at in run)
        else:
            yield from _placed([lines[at] for at in run], [cells[at] for at in run], number)


def _lack_cells(lines: Sequence[Line], cells: Sequence[list[Line]]) -> Iterator[bool]:
    """Whether each line stands in a table of whose cells some are blank."""
    for block in blocks_of(lines, cells):
        if isinstance(block, Line):
            yield False
        else:
            yield from [not block.whole] * block.lines


def _placed(lines: Sequence[Line], cells: Sequence[list[Line]], number: int) -> Iterator[str | Part]:
    for block in blocks_of(lines, cells):
        if isinstance(block, Line):
            yield block.words
            continue
        edges = tuple(float(column) for column in range(len(block.rows[0]) + 1))
        pieces = tuple(
            Piece(row, column, 1, 1, Words((cell.words,), cell.dense, False) if cell else Words((), "", False))
            for row, found in enumerate(block.rows)
            for column, cell in enumerate(found)
        )
        yield Part(number, edges, pieces, False, False)


def _runs(line: Line, running: set[tuple[str, int]]) -> bool:
    return any(key in running for key in _keys(line))


def _without_marks(page: _Page, lines: list[Line]) -> list[Line]:
    """Without a page number that is the first or the last line of its page."""
    ends = {0, len(lines) - 1}
    return [
        line
        for at, line in enumerate(lines)
        if not (at in ends and page.in_margin(line) and _BARE_MARK.fullmatch(line.words))
    ]


def _pieces(ruling: Ruling, glyphs: Sequence[Glyph]) -> Iterator[Piece]:
    owner = {
        (row, column): at
        for at, box in enumerate(ruling.boxes)
        for row in range(box.row, box.row + box.rowspan)
        for column in range(box.column, box.column + box.colspan)
    }
    held: list[list[Glyph]] = [[] for _ in ruling.boxes]
    for glyph in glyphs:
        held[owner[ruling.place(*glyph.centre)]].append(glyph)
    for box, inside in zip(ruling.boxes, held, strict=True):
        words = words_in(inside, ruling.xs[box.column], ruling.xs[box.column + box.colspan])
        yield Piece(box.row, box.column, box.rowspan, box.colspan, words)
