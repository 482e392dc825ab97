"""Lines and parts of tables -> stretches of prose and whole tables: what a page's end has torn apart is one again."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.reading.composing import Placed
from gongkai.reading.pdf.layout import Part, Piece
from gongkai.reading.pdf.lines import Words

# Points: by so much may the breadth of a table, and the place of a column in it, differ from page to page.
_SAME_BREADTH = 8.0
_SAME_EDGE = 3.0

_FIGURE = re.compile(r"[-+—–/\d.,%]+")

# The cells at an edge of a part, by column and colspan.
_Edge = dict[tuple[int, int], Piece]


@dataclass(frozen=True, slots=True)
class Grid:
    """A whole table and the page on which it begins."""

    page: int
    cells: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """A table as far as it has been read: from one page to another; `open` while the next page may go on with it."""

    page: int
    until: int
    xs: tuple[float, ...]
    pieces: tuple[Piece, ...]
    open: bool

    @property
    def rows(self) -> int:
        return _height(self.pieces)


def joined(items: Iterable[str | Part]) -> Iterator[str | Grid]:
    """Lines as one stretch up to the next table, \\n between them; a grid that parts nothing frames prose."""
    prose: list[str] = []
    table: _Table | None = None
    for item in [*items, ""]:
        if isinstance(item, Part) and table and _continues(table, item):
            table = _continued(table, item)
            continue
        if table:
            if _parts_nothing(table):
                prose.extend(line for piece in table.pieces for line in piece.words.lines)
            else:
                if prose:
                    yield "\n".join(prose)
                prose = []
                yield _grid(table)
        table = None
        if isinstance(item, Part):
            table = _Table(item.page, item.page, item.xs, item.pieces, item.ends)
        else:
            prose.append(item)
    if any(prose):
        yield "\n".join(prose)


def _parts_nothing(table: _Table) -> bool:
    return len(table.xs) <= 2 or sum(bool(piece.words.text) for piece in table.pieces) < 2


def _grid(table: _Table) -> Grid:
    return Grid(
        table.page,
        tuple(
            Placed(piece.row, piece.column, piece.rowspan, piece.colspan, piece.words.text) for piece in table.pieces
        ),
    )


def _continues(table: _Table, part: Part) -> bool:
    same = abs((table.xs[-1] - table.xs[0]) - (part.xs[-1] - part.xs[0])) <= _SAME_BREADTH
    return table.open and part.begins and part.page == table.until + 1 and same


def _continued(table: _Table, part: Part) -> _Table:
    """The table with the part's rows below its own, a head that is said again left out."""
    shift = table.xs[0] - part.xs[0]
    xs = _common(table.xs, [x + shift for x in part.xs])
    above = _on(xs, table.xs, table.pieces)
    below = _on(xs, [x + shift for x in part.xs], part.pieces)
    below = _without_head(above, below)
    return _Table(table.page, part.page, xs, tuple(_stacked(above, below)), part.ends)


def _common(xs: Sequence[float], others: Sequence[float]) -> tuple[float, ...]:
    new = [x for x in others[1:-1] if min(abs(x - one) for one in xs) > _SAME_EDGE]
    return tuple(sorted([*xs, *new]))


def _on(xs: Sequence[float], own: Sequence[float], pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with columns counted by the edges `xs` instead of their own."""
    at = [min(range(len(xs)), key=lambda edge: abs(xs[edge] - x)) for x in own[:-1]] + [len(xs) - 1]
    return [
        replace(piece, column=at[piece.column], colspan=max(1, at[piece.column + piece.colspan] - at[piece.column]))
        for piece in pieces
    ]


def _height(pieces: Iterable[Piece]) -> int:
    return max((piece.row + piece.rowspan for piece in pieces), default=0)


def _row(pieces: Iterable[Piece], row: int) -> list[tuple[int, str]]:
    return sorted((piece.column, piece.words.text) for piece in pieces if piece.row == row)


def _without_head(above: Sequence[Piece], below: Sequence[Piece]) -> list[Piece]:
    """The rows below, from the first that does not say again what stands at the table's top; figures are no head."""
    head = 0
    while head < _height(below):
        row = _row(below, head)
        words = [text for _, text in row if text]
        if row != _row(above, head) or not words or any(map(_FIGURE.fullmatch, words)):
            break
        head += 1
    while any(piece.row < head < piece.row + piece.rowspan for piece in below):
        head -= 1
    return [replace(piece, row=piece.row - head) for piece in below if piece.row >= head]


def _stacked(above: Sequence[Piece], below: Sequence[Piece]) -> Iterator[Piece]:
    """One grid of both; cells that the page's end has cut in two are one again."""
    rows = _height(above)
    ending = {(piece.column, piece.colspan): piece for piece in above if piece.row + piece.rowspan == rows}
    starting = {(piece.column, piece.colspan): piece for piece in below if piece.row == 0}
    shift = rows - 1 if _one_row(ending, starting) else rows
    pairs = {
        key
        for key in ending.keys() & starting.keys()
        if shift < rows or _one_label(ending[key], starting[key], above, below)
    }
    for piece in above:
        key = (piece.column, piece.colspan)
        yield _mended(piece, starting[key], rows, shift) if key in pairs and piece is ending[key] else piece
    for piece in below:
        if piece.row or (piece.column, piece.colspan) not in pairs:
            yield replace(piece, row=piece.row + shift)


def _mended(piece: Piece, rest: Piece, rows: int, shift: int) -> Piece:
    words = Words(
        piece.words.lines + rest.words.lines,
        piece.words.text + rest.words.text,
        rest.words.full if rest.words.text else piece.words.full,
    )
    return replace(piece, rowspan=piece.rowspan + rest.rowspan - (rows - shift), words=words)


def _one_row(ending: _Edge, starting: _Edge) -> bool:
    """Whether the page ends within a row: no column says something of its own on both pages."""
    return ending.keys() == starting.keys() and all(
        not ending[key].words.text or not starting[key].words.text or _goes_on(ending[key].words, starting[key].words)
        for key in starting
    )


def _goes_on(words: Words, rest: Words) -> bool:
    """Whether words that fill their line go on in others, which begin no label of their own."""
    figures = _FIGURE.fullmatch(words.text) or _FIGURE.fullmatch(rest.text)
    return words.full and not figures and not _is_numbered(rest.text)


def _is_numbered(text: str) -> bool:
    """一、 （二） 3. and the like begin a label."""
    rest = text.lstrip("（( ")
    number = next((at for at, character in enumerate(rest) if not character.isnumeric()), len(rest))
    return 0 < number < len(rest) and (rest[number] in "、.．，)）" or len(rest) < len(text))


def _one_label(piece: Piece, rest: Piece, above: Sequence[Piece], below: Sequence[Piece]) -> bool:
    """Whether a label of several rows was cut in two: one half is blank, or goes on in the other."""
    if _FIGURE.fullmatch(piece.words.text + rest.words.text) or not _heads(rest, below):
        return False
    if not rest.words.text:
        return bool(piece.words.text)
    return _heads(piece, above) if not piece.words.text else _goes_on(piece.words, rest.words)


def _heads(piece: Piece, pieces: Iterable[Piece]) -> bool:
    """Whether other words than figures follow the piece in its first row: it stands before the row's own label."""
    row = sorted((one for one in pieces if one.row <= piece.row < one.row + one.rowspan), key=lambda one: one.column)
    after = next((one.words.text for one in row if one.column > piece.column and one.words.text), "")
    return bool(after) and not _FIGURE.fullmatch(after)
