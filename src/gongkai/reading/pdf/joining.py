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


def joined(items: Iterable[str | Part]) -> Iterator[str | Grid]:
    """Lines as one stretch up to the next table, \\n between them; a grid that parts nothing frames prose."""
    prose: list[str] = []
    for item in _whole(items):
        if isinstance(item, str):
            prose.append(item)
        elif item.parts_nothing():
            prose.extend(line for piece in item.pieces for line in piece.words.lines)
        else:
            if prose:
                yield "\n".join(prose)
            prose = []
            yield Grid(item.page, tuple(_placed(piece) for piece in item.pieces))
    if prose:
        yield "\n".join(prose)


def _placed(piece: Piece) -> Placed:
    return Placed(piece.row, piece.column, piece.rowspan, piece.colspan, piece.words.text)


def _whole(items: Iterable[str | Part]) -> "Iterator[str | _Table]":
    table: _Table | None = None
    for item in items:
        if isinstance(item, Part) and table and table.goes_on_in(item):
            table.extend(item)
            continue
        if table:
            yield table
        table = _Table(item) if isinstance(item, Part) else None
        if isinstance(item, str):
            yield item
    if table:
        yield table


class _Table:
    """A table as far as it has been read; it grows by a page at a time."""

    def __init__(self, part: Part) -> None:
        self.page = part.page
        self.pieces = list(part.pieces)
        self._first = len(part.pieces)
        self._last = part
        self._xs = part.xs

    def parts_nothing(self) -> bool:
        return len(self._xs) <= 2 or sum(bool(piece.words.text) for piece in self.pieces) < 2

    def goes_on_in(self, part: Part) -> bool:
        before = self._last
        breadths = (self._xs[-1] - self._xs[0]) - (part.xs[-1] - part.xs[0])
        follows = before.ends and part.begins and part.page == before.page + 1
        return follows and abs(breadths) <= _SAME_BREADTH

    def extend(self, part: Part) -> None:
        """Add the part's rows below, without a head that is said again; cells cut in two become one again."""
        own = [x + self._xs[0] - part.xs[0] for x in part.xs]
        xs = _common(self._xs, own)
        if xs != self._xs:
            self.pieces = _on(xs, self._xs, self.pieces)
            self._xs = xs
        below = _without_head(self.pieces[: self._first], _on(xs, own, part.pieces))
        self._last = part
        if below:
            self._stack(below)

    def _stack(self, below: Sequence[Piece]) -> None:
        rows = _height(self.pieces)
        ends = {(one.column, one.colspan): at for at, one in enumerate(self.pieces) if one.row + one.rowspan == rows}
        ending = {key: self.pieces[at] for key, at in ends.items()}
        starting = {(piece.column, piece.colspan): piece for piece in below if piece.row == 0}
        shift = rows - 1 if _one_row(ending, starting) else rows
        cut = [key for key in starting if key in ending and (shift < rows or _one_label(key, ending, starting))]
        for key in cut:
            self.pieces[ends[key]] = _mended(ending[key], starting[key], rows - shift)
        self.pieces += [
            replace(piece, row=piece.row + shift)
            for piece in below
            if piece.row or (piece.column, piece.colspan) not in cut
        ]


def _common(xs: tuple[float, ...], others: Sequence[float]) -> tuple[float, ...]:
    """The edges of both, where they differ; the outermost ones are the same."""
    new = [x for x in others[1:-1] if min(abs(x - one) for one in xs) > _SAME_EDGE]
    return tuple(sorted([*xs, *new])) if new else xs


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


def _without_head(first: Sequence[Piece], below: Sequence[Piece]) -> list[Piece]:
    """The rows below, from the first that does not say again what stands at the table's top; figures are no head."""
    head, height = 0, _height(below)
    while head < height:
        row = _row(below, head)
        words = [text for _, text in row if text]
        if row != _row(first, head) or not words or any(map(_FIGURE.fullmatch, words)):
            break
        head += 1
    while any(piece.row < head < piece.row + piece.rowspan for piece in below):
        head -= 1
    return [replace(piece, row=piece.row - head) for piece in below if piece.row >= head]


def _mended(piece: Piece, rest: Piece, shared: int) -> Piece:
    """Both halves as one, which have `shared` rows in common."""
    words = Words(
        piece.words.lines + rest.words.lines,
        piece.words.text + rest.words.text,
        rest.words.full if rest.words.text else piece.words.full,
    )
    return replace(piece, rowspan=piece.rowspan + rest.rowspan - shared, words=words)


def _one_row(ending: _Edge, starting: _Edge) -> bool:
    """Whether the page ends within a row: no column says something of its own on both pages."""
    return ending.keys() == starting.keys() and all(
        not ending[key].words.text or not starting[key].words.text or _goes_on(ending[key].words, starting[key].words)
        for key in starting
    )


def _one_label(key: tuple[int, int], ending: _Edge, starting: _Edge) -> bool:
    """Whether a label of several rows was cut in two: one half is blank, or goes on in the other."""
    piece, rest = ending[key].words, starting[key].words
    if _FIGURE.fullmatch(piece.text + rest.text) or not _heads(starting[key], starting):
        return False
    if not rest.text:
        return bool(piece.text)
    return _goes_on(piece, rest) if piece.text else _heads(ending[key], ending)


def _heads(piece: Piece, edge: _Edge) -> bool:
    """Whether the next words in the row are no figure: the piece stands before the row's own label."""
    after = sorted(
        (one.column, one.words.text) for one in edge.values() if one.column > piece.column and one.words.text
    )
    return bool(after) and not _FIGURE.fullmatch(after[0][1])


def _goes_on(words: Words, rest: Words) -> bool:
    """Whether words that fill their line go on in others, which begin no label of their own."""
    figures = _FIGURE.fullmatch(words.text) or _FIGURE.fullmatch(rest.text)
    return words.full and not figures and not _is_numbered(rest.text)


def _is_numbered(text: str) -> bool:
    """Whether a label begins like 一、 or （二） or 3."""
    rest = text.lstrip("（( ")
    number = next((at for at, character in enumerate(rest) if not character.isnumeric()), len(rest))
    return 0 < number < len(rest) and (rest[number] in "、.．，)）" or len(rest) < len(text))
