"""A text as it is read, its paragraphs and sections -> its sentences."""

import re
from collections.abc import Iterator

from gongkai.model import Section, Sentence
from gongkai.text import Span

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]*[”’）》」]*|[。！？]+")
# No writer's sentence is as long: it lost its full stops, and is cut at a clause's end, else between words or numbers.
_LONGEST_SENTENCE = 2000
_CLAUSE_END = re.compile(r"[；，、,; ]")
_WORD_END = re.compile(r"[^\d.,](?=[^\d.,])|(?<=\d)(?!\d)")
_DASHES = "——"
_STOP = "。"


def sentences_of(plain: str, paragraphs: list[Span], sections: tuple[Section, ...]) -> Iterator[Sentence]:
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
            first, last = match.span()
            if last - first <= _LONGEST_SENTENCE:  # as all that people write
                yield Sentence(Span(first, last), section, index)
            else:
                yield from (Sentence(span, section, index) for span in _cut(plain, first, last))


def _cut(plain: str, start: int, end: int) -> Iterator[Span]:
    """The parts of a sentence that is too long."""
    while end - start > _LONGEST_SENTENCE:
        least, most = start + _LONGEST_SENTENCE, min(end, start + 2 * _LONGEST_SENTENCE)
        clause = _CLAUSE_END.search(plain, least, most) or _WORD_END.search(plain, most - 1, end)
        if not clause or clause.end() == end:
            break
        yield Span(start, clause.end())
        start = clause.end()
    yield Span(start, end)
