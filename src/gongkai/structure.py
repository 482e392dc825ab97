"""Manuscript -> Document: layout left out, paragraphs joined, title found, headings as a tree, sentences."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from gongkai.errors import NotAReport
from gongkai.frozen import frozen
from gongkai.model import Document, Manuscript, Section, Sentence
from gongkai.text import Span, fold, reading_along, simplified
from gongkai.vocabulary.layout import Layout

_PAGE_MARK = re.compile(
    r"\s*(?:PAGE\b.*|[-—–－~·]+\s*\d{1,4}\s*[-—–－~·]+|第\s*\d{1,4}\s*页.*|\d{1,4}(?:\s*/\s*\d{1,4})?)\s*"
)
_ENDED = re.compile(r"[。！？!?][”’）》」]*\s*$")
_RUNNING_ON = re.compile(r"[，、；：,;:]\s*$")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]*[”’）》」]*|[。！？]+")
# No writer's sentence is as long: it lost its full stops, and is cut at a clause's end, else between words or numbers.
_LONGEST_SENTENCE = 2000
_CLAUSE_END = re.compile(r"[；，、,; ]")
_WORD_END = re.compile(r"[^\d.,](?=[^\d.,])|(?<=\d)(?!\d)")
_HEADING_END = re.compile(r"[。：:】\n]")
_DIGIT = re.compile(r"\d")
_STOP, _LISTED = "。", "、"
_DASHES = "——"
# A heading that has lost its number stands as those with 一、 do.
_UNNUMBERED_LEVEL = 2
# A number at the start of a line; of one that touches a figure, as 2.32家, only the lines around tell what it is.
_ITEM = re.compile(r"^\s*(?P<number>[1-9]\d?)(?P<point>\.)(?P<touching>(?=\d))?", re.MULTILINE)
_ENDED_BEFORE = re.compile(r"[。；：！？;:][”’）》」]*\s*$")
# The blank behind the number of a paragraph, without which `1. 30` would be a decimal.
_NUMBERED = re.compile(r"\s*\d{1,2}\.(?=\s+\d)")
# Signs of Markdown, which no text has: of headings, quotations and items at the start of a line, of stress, escapes.
_MARKDOWN = "text/markdown"
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
class _Line:
    """One line of the stored text, without its end; `gap` says that blank lines stand before it."""

    span: Span
    text: str
    gap: bool


def outline(manuscript: Manuscript, layout: Layout) -> Document:
    """Find the structure; raises NotAReport where no title of an annual report is found near the start."""
    folded = fold(simplified(manuscript.text))
    head = re.sub(r"\s", "", folded[: 2 * layout.title_within])
    if not any(layout.titles_in(head)):
        raise _untitled(layout)
    told = _with_items_told(folded)
    bare = _without_markup(told) if manuscript.source.media_type == _MARKDOWN else told
    paragraphs = _paragraphs(_lines(manuscript, bare), layout)
    reading = reading_along(told, _kept(bare, paragraphs))
    spans = _paragraph_spans(reading.plain)
    sections = tuple(_sections(reading.plain, spans, layout))
    return Document(
        manuscript,
        folded,
        reading,
        _title(reading.plain, layout),
        sections,
        tuple(_sentences(reading.plain, spans, sections)),
    )


def _untitled(layout: Layout) -> NotAReport:
    where = f"in its first {layout.title_within} characters"
    return NotAReport(f"no title of an annual report on information disclosure {where}; is it one?")


def _with_items_told(folded: str) -> str:
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


def _without_markup(text: str) -> str:
    return _MARKUP.sub(lambda sign: _UNREAD * len(sign[0]), text)


def _lines(manuscript: Manuscript, folded: str) -> list[_Line]:
    """The lines that hold prose: no blank ones, no page marks, none of a table."""
    lines, start, gap, marked = list[_Line](), 0, False, False
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
            lines.append(_Line(span, words, gap))
            gap = marked = False
    return lines


def _paragraphs(lines: list[_Line], layout: Layout) -> list[list[Span]]:
    """Lines that a break has torn apart, together again."""
    width = max((len(line.text) for line in lines), default=0)
    torn = [line for line in lines if len(line.text) >= _NEAR_WIDTH * width and not _ENDED.search(line.text)]
    wrapped = width <= _WRAPPED_WIDTH and len(torn) >= _WRAPPED_LINES
    paragraphs: list[list[Span]] = []
    before: _Line | None = None
    for line in lines:
        if before and not _ENDED.search(before.text) and _goes_on(before, line, width, layout, wrapped=wrapped):
            paragraphs[-1].append(line.span)
        else:
            paragraphs.append([line.span])
        before = line
    return paragraphs


def _goes_on(before: _Line, line: _Line, width: int, layout: Layout, *, wrapped: bool) -> bool:
    return _continues(before, line, width if wrapped else 0, layout) or _breaks_off(before, line, width)


def _breaks_off(before: _Line, line: _Line, width: int) -> bool:
    """Whether a sentence goes on with a figure: 政务微博公开 and 829条, also in a text with few broken lines."""
    full = not line.gap and len(before.text) >= _NEAR_WIDTH * width
    parted = full and _FIGURE_FIRST.match(line.text) and _PUNCTUATION.search(line.text)
    return bool(parted and _PUNCTUATION.search(before.text))


def _continues(before: _Line, line: _Line, width: int, layout: Layout) -> bool:
    """Whether `line` goes on with the unended sentence of the line before; `width` is 0 in a text not wrapped."""
    if layout.any_marker.match(line.text):
        return False
    if layout.section_names.fullmatch("".join(before.text.split())):
        return False
    if _RUNNING_ON.search(before.text):
        return True
    if not width or line.gap:
        return False
    if layout.any_marker.match(before.text) and not _PUNCTUATION.search(before.text):
        return len(before.text) >= _NEAR_WIDTH * width
    return len(before.text) >= _GOES_ON * width


def _kept(folded: str, paragraphs: Iterable[list[Span]]) -> Iterator[Span]:
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


def _paragraph_spans(plain: str) -> list[Span]:
    spans, start = [], 0
    for paragraph in plain.split("\n"):
        if paragraph:
            spans.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 1
    return spans


def _title(plain: str, layout: Layout) -> Span:
    """The title: where it begins a line or stands on two, else the first place that reads like one."""
    head = plain[: layout.title_within]
    lines = head.split("\n", 2)
    found: list[tuple[int, int, int, int, Span]] = []
    for text, cut, around in ((head, len(head), None), ("".join(lines[:2]), len(lines[0]), len(lines[0]))):
        for order, match in layout.titles_in(text, around):
            start = match.start() + (match.start() >= cut)
            end = match.end() + (match.end() > cut)
            begins = start == 0 or head[start - 1] == "\n"
            found.append((0 if begins else 1, start + order, -end, order, Span(start, end)))
            if start + order == 0:
                break  # no other goes before it, as most reports begin with their title
    if not found:  # its words stand apart, or in a table
        raise _untitled(layout)
    return min(found, key=lambda one: one[:4])[-1]


def _sections(plain: str, paragraphs: list[Span], layout: Layout) -> Iterator[Section]:
    """Headings by their markers; a section ends where the next of its level or a higher one begins."""
    found: list[tuple[str, Span, int, int]] = []  # marker, heading, start, level
    for paragraph in paragraphs:
        level, marker = _marker(plain, paragraph, layout)
        if marker is None and layout.section_names.fullmatch(plain, paragraph.start, paragraph.end):
            found.append(("", paragraph, paragraph.start, _UNNUMBERED_LEVEL))
        elif marker:
            heading = _heading(plain, marker, paragraph, layout)
            found.append((plain[marker.start : marker.end], heading, marker.start, level))
    ends, parents, opened = [len(plain)] * len(found), [-1] * len(found), list[int]()
    for index, (_, _, start, level) in enumerate(found):
        while opened and found[opened[-1]][-1] >= level:
            ends[opened.pop()] = start
        parents[index] = opened[-1] if opened else -1
        opened.append(index)
    for (words, heading, start, level), end, parent in zip(found, ends, parents, strict=True):
        yield Section(words, heading, Span(start, end), level, parent)


def _marker(plain: str, paragraph: Span, layout: Layout) -> tuple[int, Span | None]:
    marked = layout.any_marker.match(plain, paragraph.start, paragraph.end)
    for level, pattern in enumerate(layout.markers if marked else (), 1):
        match = pattern.match(plain, paragraph.start, paragraph.end)
        if match:
            return level, Span(match.start(), match.end())
    return 0, None


def _heading(plain: str, marker: Span, paragraph: Span, layout: Layout) -> Span:
    """The words of a heading, also one glued to its paragraph; empty where a figure stands in them."""
    end = _HEADING_END.search(plain, marker.end, paragraph.end)
    heading = Span(marker.end, end.start() if end else paragraph.end)
    words = plain[heading.start : heading.end]
    is_text = len(words) > layout.longest_heading or _DIGIT.search(words) is not None
    if not is_text and (end is None or end[0] != _STOP):
        return heading
    named = layout.section_names.match(plain, marker.end, paragraph.end)
    return Span(marker.end, named.end() if named else marker.end) if is_text or named else heading


def _sentences(plain: str, paragraphs: list[Span], sections: tuple[Section, ...]) -> Iterator[Sentence]:
    """Sentences of the paragraphs, headings left out."""
    section = latest = -1
    for index, paragraph in enumerate(paragraphs):
        start = paragraph.start
        if latest + 1 < len(sections) and sections[latest + 1].span.start == start:
            section = latest = latest + 1
            heading = sections[section].heading
            start = heading.end
            if plain[start : paragraph.end] == _STOP:
                start = heading.start  # a heading that is a whole sentence may state something: 全年未收取任何费用。
            elif start < paragraph.end and plain[start] in "。：:】":
                start += 1
        elif section >= 0 and sections[section].marker == _DASHES:
            section = sections[section].parent  # a dash heads its own paragraph only
        for match in _SENTENCE.finditer(plain, start, paragraph.end):
            for span in _cut(plain, match.start(), match.end()):
                yield Sentence(span, section, index)


def _cut(plain: str, start: int, end: int) -> Iterator[Span]:
    """A sentence, in parts if it is too long."""
    while end - start > _LONGEST_SENTENCE:
        least, most = start + _LONGEST_SENTENCE, min(end, start + 2 * _LONGEST_SENTENCE)
        clause = _CLAUSE_END.search(plain, least, most) or _WORD_END.search(plain, most - 1, end)
        if not clause or clause.end() == end:
            break
        yield Span(start, clause.end())
        start = clause.end()
    yield Span(start, end)
