"""Manuscript -> Document: layout left out, paragraphs joined, title found, headings as a tree, sentences."""

from gongkai.model import Document, Manuscript
from gongkai.structure import headings
from gongkai.structure.paragraphs import items_told, kept, lines_of, paragraphs_of, without_markup
from gongkai.structure.sentences import sentences_of
from gongkai.text import Span, fold, reading_along, simplified
from gongkai.vocabulary.layout import Layout

__all__ = ["outline"]

_MARKDOWN = "text/markdown"


def outline(manuscript: Manuscript, layout: Layout) -> Document:
    """Find the structure; raises NotAReport where no title of an annual report is found near the start."""
    folded = fold(simplified(manuscript.text))
    head = "".join(folded[: 2 * layout.title_within].split())
    if not any(layout.titles_in(head)):
        raise headings.untitled(layout)
    told = items_told(folded)
    bare = without_markup(told) if manuscript.source.media_type == _MARKDOWN else told
    paragraphs = paragraphs_of(lines_of(manuscript, bare), layout)
    reading = reading_along(told, kept(bare, paragraphs))
    spans = _paragraph_spans(reading.plain)
    sections = tuple(headings.sections_of(reading.plain, spans, layout))
    return Document(
        manuscript,
        folded,
        reading,
        headings.title_of(reading.plain, layout),
        sections,
        tuple(sentences_of(reading.plain, spans, sections)),
    )


def _paragraph_spans(plain: str) -> list[Span]:
    spans, start = [], 0
    for paragraph in plain.split("\n"):
        if paragraph:
            spans.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 1
    return spans
