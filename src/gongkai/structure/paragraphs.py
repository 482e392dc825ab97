"""Manuscript, folded text -> the lines that hold prose, the paragraphs that they were, and what is read of these."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from gongkai.frozen import frozen
from gongkai.model import Manuscript
from gongkai.text import Span
from gongkai.vocabulary.layout import Layout

_PAGE_MARK = re.compile(
    r"\s*(?:PAGE\b.*|[-—–－~·]+\s*\d{1,4}\s*[-—–－~·]+|第\s*\d{1,4}\s*页.*|\d{1,4}(?:\s*/\s*\d{1,4})?)\s*"
)
_ENDS, _CLOSING = tuple("。！？!?"), "”’）》」"
_RUNNING_ON = tuple("，、；：,;:")
# A number at the start of a line; of one that touches a figure, as 2.32家, only the lines around tell what it is.
_ITEM = re.compile(r"^\s*(?P<number>[1-9]\d?)(?P<point>\.)(?P<touching>(?=\d))?", re.MULTILINE)
_LISTED = "、"
_ENDED_BEFORE = re.compile(r"[。；：！？;:][”’）》」]*\s*$")
# The blank behind the number of a paragraph, without which `1. 30` would be a decimal.
_NUMBERED = re.compile(r"\s*\d{1,2}\.(?=\s+\d)")
# Signs of Markdown, which no text has: of headings, quotations and items at the start of a line, of stress, escapes.
_MARKUP = re.compile(
    r"^ {0,3}(?:> ?)*(?:#{1,6}(?=\s)|[-*+](?=\s)(?!\s*\d{1,4}\s*-\s*$))?|\s#+\s*$|\*\*|__|\\(?=[^\w\s])", re.MULTILINE
)
_UNREAD = "\0"  # stands for a sign of markup; files with it are refused
_READ, _BLANK = re.compile(rf"[^\s{_UNREAD}]+"), re.compile(r"\s")
_NOT_READ = re.compile(rf"[\s{_UNREAD}]")

# A text is wrapped by force if at least this many of its lines break off unended near the longest one.
_WRAPPED_LINES = 3
_WRAPPED_WIDTH = 70
_NEAR_WIDTH = 0.7
# Half a line of prose goes on; what is shorter, or a short line with a marker and no comma, stands alone.
_GOES_ON = 0.45
_PUNCTUATION = re.compile(r"[，。；：,:]")
_FIGURE_FIRST = re.compile(r"\d+(?:\.\d+)?(?![\d.．、）])")


@frozen
class Line:
    """One line of the stored text, without the blanks around it; `gap` says that blank lines stand before it."""

    span: Span
    text: str
    gap: bool

    @property
    def ended(self) -> bool:
        """Whether it ends as sentences do."""
        return self.text.rstrip(_CLOSING).endswith(_ENDS)


def items_told(folded: str) -> str:
    """A 、 for the point of 2.32家 where the items before and after tell that the 2 numbers a list."""
    items = list(_ITEM.finditer(folded))
    numbers = [int(item["number"]) for item in items]
    points: list[int] = []
    for at, item in enumerate(items):
        around = [numbers[start : start + 3] for start in range(max(0, at - 2), at + 1)]
        ended = item["touching"] is not None and _ENDED_BEFORE.search(folded[max(0, item.start() - 9) : item.start()])
        if ended and any(b - a == c - b == 1 for a, b, c in filter(_is_whole, around)):
            points.append(item.start("point"))
    bounds = [0, *(point + 1 for point in points), len(folded) + 1]
    return _LISTED.join(folded[start : end - 1] for start, end in pairwise(bounds))


def _is_whole(three: list[int]) -> bool:
    return len(three) == 3


def without_markup(text: str) -> str:
    return _MARKUP.sub(lambda sign: _UNREAD * len(sign[0]), text)


def lines_of(manuscript: Manuscript, folded: str) -> list[Line]:
    """The lines that hold prose: no blank ones, no page marks, none of a table."""
    lines, start, gap, marked = list[Line](), 0, False, False
    ends = dict[int, int]()  # where the lines of a table begin -> where the table ends
    for table in manuscript.tables:
        begins = re.finditer("\n", manuscript.text[table.span.start : table.span.end])
        ends |= dict.fromkeys([table.span.start, *(table.span.start + one.end() for one in begins)], table.span.end)
    for line in manuscript.text.split("\n"):
        span = Span(start, start + len(line))
        start = span.end + 1
        words = folded[span.start : span.end].replace(_UNREAD, "").strip()
        if not words or span.end <= ends.get(span.start, -1):
            gap = not marked
        elif _PAGE_MARK.fullmatch(words):
            gap, marked = False, bool(lines)  # blank lines around a page mark part nothing
        else:
            lines.append(Line(span, words, gap))
            gap = marked = False
    return lines


def paragraphs_of(lines: list[Line], layout: Layout) -> list[list[Span]]:
    """Lines that a break has torn apart, together again."""
    width = max((len(line.text) for line in lines), default=0)
    torn = [line for line in lines if len(line.text) >= _NEAR_WIDTH * width and not line.ended]
    wrapped = width <= _WRAPPED_WIDTH and len(torn) >= _WRAPPED_LINES
    paragraphs: list[list[Span]] = []
    before: Line | None = None
    for line in lines:
        if before and not before.ended and _goes_on(before, line, width, layout, wrapped=wrapped):
            paragraphs[-1].append(line.span)
        else:
            paragraphs.append([line.span])
        before = line
    return paragraphs


def _goes_on(before: Line, line: Line, width: int, layout: Layout, *, wrapped: bool) -> bool:
    return _continues(before, line, width if wrapped else 0, layout) or _breaks_off(before, line, width)


def _breaks_off(before: Line, line: Line, width: int) -> bool:
    """Whether a sentence goes on with a figure: 政务微博公开 and 829条, also in a text with few broken lines."""
    full = not line.gap and len(before.text) >= _NEAR_WIDTH * width
    parted = full and _FIGURE_FIRST.match(line.text) and _PUNCTUATION.search(line.text)
    return bool(parted and _PUNCTUATION.search(before.text))


def _continues(before: Line, line: Line, width: int, layout: Layout) -> bool:
    """Whether `line` goes on with the unended sentence of the line before; `width` is 0 in a text not wrapped."""
    if layout.any_marker.match(line.text):
        return False
    if layout.section_names.fullmatch("".join(before.text.split())):
        return False
    if before.text.endswith(_RUNNING_ON):
        return True
    if not width or line.gap:
        return False
    if layout.any_marker.match(before.text) and not _PUNCTUATION.search(before.text):
        return len(before.text) >= _NEAR_WIDTH * width
    return len(before.text) >= _GOES_ON * width


def kept(folded: str, paragraphs: Iterable[list[Span]]) -> Iterator[Span]:
    """Stretches of the text that are read: all but blanks, which stay only between Latin words or digits."""
    for spans in paragraphs:
        numbered = _NUMBERED.match(folded, spans[0].start, spans[0].end)
        for span in spans:
            yield from _shown(folded, span, numbered.end() if numbered else -1)
        if spans[-1].end < len(folded):
            yield Span(spans[-1].end, spans[-1].end + 1)


def _shown(folded: str, line: Span, parting: int) -> Iterator[Span]:
    """Stretches of one line; the blank at `parting` stays in any case."""
    if not _NOT_READ.search(folded, line.start, line.end):  # as most lines
        yield line
        return
    end = line.start
    for words in _READ.finditer(folded, line.start, line.end):
        blank = _BLANK.search(folded, end, words.start())
        if blank and (blank.start() == parting or (end > line.start and _parts_latin(folded, end, words.start()))):
            yield Span(blank.start(), blank.start() + 1)
        yield Span(words.start(), words.end())
        end = words.end()


def _parts_latin(folded: str, end: int, start: int) -> bool:
    return _is_latin(folded[end - 1]) and _is_latin(folded[start])


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
