"""Glyphs -> lines and the words of cells, by where they stand."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import attrgetter

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


_FROM_TOP, _FROM_LEFT = attrgetter("y", "left"), attrgetter("left", "y")


@dataclass(frozen=True)
class Line:
    """Glyphs on one base line, from left to right. What it says is asked time and again, and kept."""

    glyphs: tuple[Glyph, ...]

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @cached_property
    def right(self) -> float:
        return max([glyph.right for glyph in self.glyphs])

    @property
    def base(self) -> float:
        return self.glyphs[0].y

    @property
    def words(self) -> str:
        return self._said[0]

    @property
    def dense(self) -> str:
        """The words with spaces only between Latin letters or digits."""
        return self._said[1]

    @cached_property
    def _said(self) -> tuple[str, str]:
        """With all spaces, and with those only that stay."""
        words, dense = list[str](), list[str]()
        latin_before, height_before, end = False, 0.0, self.left
        for glyph in self.glyphs:
            text, height = glyph.text, glyph.bottom - glyph.top
            latin = text.isascii()
            narrow = latin and latin_before
            gap = glyph.left - end  # of most there is none
            if gap > 0 and words and gap > (_WORD_GAP if narrow else _WIDE_GAP) * min(height_before, height):
                words.append(" ")
                if narrow:
                    dense.append(" ")
            words.append(text)
            dense.append(text)
            latin_before, height_before, end = latin, height, glyph.right
        return "".join(words), "".join(dense)


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in a box: `lines` as they are, `text` as they read; `full` says that the last one fills its line."""

    lines: tuple[str, ...]
    text: str
    full: bool


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """From top to bottom; of a character drawn twice to look bold, one."""
    rows: list[list[Glyph]] = []
    base = first = 0.0
    for glyph in sorted(glyphs, key=_FROM_TOP):
        height = glyph.bottom - glyph.top
        if rows and glyph.y - base <= _SAME_LINE * min(height, first):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            base, first = glyph.y, height
    return [Line(_once(sorted(row, key=_FROM_LEFT))) for row in rows]


def _once(row: list[Glyph]) -> tuple[Glyph, ...]:
    kept = row[:1]
    for glyph in row[1:]:
        before = kept[-1]
        if before.text != glyph.text or glyph.left - before.left > _SAME_PLACE * glyph.height:
            kept.append(glyph)
    return tuple(kept)


def words_in(glyphs: Sequence[Glyph], left: float, right: float) -> Words:
    """The words between two rules; a label that stands on its side is turned upright."""
    if not glyphs:
        return Words((), "", False)
    if any(glyph.turn for glyph in glyphs):
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
