"""Text -> the grids drawn in it with + - | or with box characters, merged cells as one, and what stands between."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from gongkai.reading.composing import Placed
from gongkai.reading.rulings import Rule, Ruling, rulings_of

_LYING = frozenset("-=─━═")
_STANDING = frozenset("|│┃║")
_CROSSING = frozenset("+") | frozenset(map(chr, [*range(0x250C, 0x254C), *range(0x2552, 0x256D)]))
_STROKES = _LYING | _STANDING | _CROSSING
_ANY_CROSSING = re.compile("[" + re.escape("".join(sorted(_CROSSING))) + "]")
_FENCE = re.compile("[" + re.escape("".join(sorted(_STANDING | _CROSSING))) + "]")
_FIGURE = re.compile(r"[\d,.]*\d[\d,.%万]*")
# From one character to the next; strokes that are no more than 3 apart would be taken for one.
_STEP = 8.0


@dataclass(frozen=True, slots=True)
class _Sign:
    """A character at its column and its line."""

    text: str
    x: float
    y: float


def blocks_of(text: str) -> Iterator[str | tuple[Placed, ...]]:
    """The lines of the text in their order, as they are; in place of those that draw a grid, its cells."""
    if not _ANY_CROSSING.search(text):
        yield text
        return
    lines, kept, at = text.split("\n"), list[str](), 0
    while at < len(lines):
        end = _end(lines, at)
        cells = _cells(lines[at:end]) if end > at + 2 else ()
        if cells:
            yield "\n".join(kept)
            yield cells
            kept = []
        else:
            end = max(end, at + 1)
            kept += lines[at:end]
        at = end
    yield "\n".join(kept)


def _end(lines: Sequence[str], start: int) -> int:
    """The end of the run of lines, from a rule on, that begin and end with strokes; two rules part two grids."""
    end = start
    if _is_rule(lines[start].strip()):
        end += 1
        while end < len(lines) and _is_fenced(lines[end].strip()):
            if _is_rule(lines[end].strip()) and _is_rule(lines[end - 1].strip()):
                break
            end += 1
    return end


def _is_rule(line: str) -> bool:
    return len(line) > 2 and {line[0], line[-1]} <= _CROSSING and set(line) <= _CROSSING | _LYING


def _is_fenced(line: str) -> bool:
    return len(line) > 1 and {line[0], line[-1]} <= _CROSSING | _STANDING


def _cells(lines: Sequence[str]) -> tuple[Placed, ...]:
    """The cells of one grid. Box characters are as wide as a Latin or as a Chinese letter, whichever fits better."""
    drawings = [[list(_signs(line, row, width)) for row, line in enumerate(lines)] for width in (1, 2)]
    drawing = min(drawings, key=lambda rows: len({row[-1].x for row in rows}))
    columns = sorted((sign for row in drawing for sign in row), key=lambda sign: (sign.x, sign.y))
    standing = [rule for _, column in groupby(columns, key=lambda sign: sign.x) for rule in _standing(list(column))]
    lying = [rule for row in drawing for rule in _lying(row)]
    found = rulings_of([*lying, *standing, *_between_rows(lines, drawing[0])])
    whole = bool(found) and all(
        found[-1].holds(sign.x, sign.y) for row in drawing for sign in row if not sign.text.isspace()
    )
    return tuple(_placed(found[-1], drawing)) if whole and len(found[-1].xs) > 2 else ()


def _signs(line: str, row: int, width: int) -> Iterator[_Sign]:
    x = 0
    for character in line.rstrip():
        yield _Sign(character, x * _STEP, row * _STEP)
        wide = unicodedata.east_asian_width(character)
        x += 2 if wide in "WF" else width if wide == "A" else 1


def _lying(row: Sequence[_Sign]) -> Iterator[Rule]:
    """Strokes from one crossing to the next, with nothing between them."""
    crossings = [at for at, sign in enumerate(row) if sign.text in _CROSSING]
    for start, end in pairwise(crossings):
        if end > start + 1 and all(sign.text in _LYING for sign in row[start + 1 : end]):
            yield Rule(True, row[start].y, row[start].x, row[end].x)


def _standing(column: Sequence[_Sign]) -> Iterator[Rule]:
    """Strokes from one crossing to the next, line by line."""
    crossings = [at for at, sign in enumerate(column) if sign.text in _CROSSING]
    for start, end in pairwise(crossings):
        whole = column[end].y - column[start].y == (end - start) * _STEP
        if end > start + 1 and whole and all(sign.text in _STANDING for sign in column[start + 1 : end]):
            yield Rule(False, column[start].x, column[start].y, column[end].y)


def _between_rows(lines: Sequence[str], top: Sequence[_Sign]) -> Iterator[Rule]:
    """Rules that are not drawn: where several lines between two rules have figures, each line is a row of its own."""
    for ruled, group in groupby(enumerate(lines), key=lambda row: not _CROSSING.isdisjoint(row[1])):
        band = list(group)
        if not ruled and sum(_has_figures(line) for _, line in band) > 1:
            yield from (Rule(True, (row - 0.5) * _STEP, top[0].x, top[-1].x) for row, _ in band[1:])


def _has_figures(line: str) -> bool:
    return any(_FIGURE.fullmatch(cell.strip()) for cell in _FENCE.split(line))


def _placed(ruling: Ruling, drawing: Sequence[Sequence[_Sign]]) -> Iterator[Placed]:
    owner = {
        (row, column): at
        for at, box in enumerate(ruling.boxes)
        for row in range(box.row, box.row + box.rowspan)
        for column in range(box.column, box.column + box.colspan)
    }
    words: list[list[str]] = [[] for _ in ruling.boxes]
    for row in drawing:
        drawn = _STANDING if _CROSSING.isdisjoint(sign.text for sign in row) else _STROKES
        signs = [sign for sign in row if sign.text not in drawn and ruling.holds(sign.x, sign.y)]
        for at, said in groupby(signs, key=lambda sign: owner[ruling.place(sign.x, sign.y)]):
            words[at].append("".join(sign.text for sign in said).strip())
    for box, lines in zip(ruling.boxes, words, strict=True):
        yield Placed(box.row, box.column, box.rowspan, box.colspan, "\n".join(filter(None, lines)))
