"""Glyphs -> lines and the words of cells, by where they stand."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.reading.pdf.glyphs import Glyph, uprighted

# All in heights of a character.
_SAME_LINE = 0.5
_SAME_PLACE = 0.2
_WORD_GAP = 0.15
_WIDE_GAP = 1.0
# A line may end this much early because the next one must not begin with a closing bracket or a comma.
_ROOM = 1.5
# The widest margin that is usual between a cell's rule and its words, in points.
_PADDING = 6.0


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs on one base line, from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return max(glyph.right for glyph in self.glyphs)

    @property
    def base(self) -> float:
        return self.glyphs[0].y

    @property
    def words(self) -> str:
        return "".join(gap + glyph.text for gap, glyph in zip(self._gaps(), self.glyphs, strict=True))

    @property
    def dense(self) -> str:
        """The words with spaces only between Latin letters or digits."""
        between = (before.text.isascii() and after.text.isascii() for before, after in pairwise(self.glyphs))
        kept = [False, *between]
        return "".join(
            (gap if latin else "") + glyph.text
            for gap, latin, glyph in zip(self._gaps(), kept, self.glyphs, strict=True)
        )

    def _gaps(self) -> Iterator[str]:
        yield ""
        for before, after in pairwise(self.glyphs):
            narrow = before.text.isascii() and after.text.isascii()
            least = (_WORD_GAP if narrow else _WIDE_GAP) * min(before.height, after.height)
            yield " " if after.left - before.right > least else ""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in a box: `lines` as they are, `text` as they read; `full` says that the last one fills its line."""

    lines: tuple[str, ...]
    text: str
    full: bool


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """From top to bottom; of a character drawn twice to look bold, one."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: (one.y, one.left)):
        if rows and glyph.y - rows[-1][0].y <= _SAME_LINE * min(glyph.height, rows[-1][0].height):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [Line(tuple(_once(sorted(row, key=lambda one: (one.left, one.y))))) for row in rows]


def _once(row: list[Glyph]) -> Iterator[Glyph]:
    before: Glyph | None = None
    for glyph in row:
        shadow = before and before.text == glyph.text and glyph.left - before.left <= _SAME_PLACE * glyph.height
        if not shadow:
            yield glyph
            before = glyph


def words_in(glyphs: Sequence[Glyph], left: float, right: float) -> Words:
    """The words between two rules; a label that stands on its side is turned upright."""
    if not glyphs:
        return Words((), "", False)
    turn = Counter(glyph.turn for glyph in glyphs).most_common(1)[0][0]
    if turn:
        return _words([uprighted(glyph, turn) for glyph in glyphs], None)
    return _words(glyphs, (left, right))


def _words(glyphs: Sequence[Glyph], sides: tuple[float, float] | None) -> Words:
    lines = lines_of(glyphs)
    left, right = sides or (min(line.left for line in lines), max(line.right for line in lines))
    padding = min(_PADDING, *(max(0.0, line.left - left) for line in lines))
    room = right - left - 2 * padding
    text = lines[0].dense
    for before, line in pairwise(lines):
        text += _joint(before, line, room) + line.dense
    last = lines[-1]
    full = last.right - last.left + _ROOM * last.glyphs[-1].height > room
    return Words(tuple(line.words for line in lines), text, full)


def _joint(before: Line, line: Line, room: float) -> str:
    """Nothing where a number or a Chinese word goes on, a space between Latin words and between two numbers."""
    last, first = before.glyphs[-1], line.glyphs[0]
    if not (last.text.isascii() and first.text.isascii() and last.text.isalnum() and first.text.isalnum()):
        return ""
    broken = last.text.isdigit() and first.text.isdigit()
    return "" if broken and before.right - before.left + first.right - first.left > room else " "
