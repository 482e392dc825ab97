"""Citations named -> References with their evidence, each document once a sentence."""

from bisect import bisect_right
from collections.abc import Iterator

from gongkai.model import Document, Mentions, Provenance, Reference


def references_of(document: Document, mentions: Mentions) -> Iterator[Reference]:
    """In the order of the text; a citation in a heading or title has itself as its sentence."""
    starts = [sentence.span.start for sentence in document.sentences]
    for mention in mentions.citations:
        at = bisect_right(starts, mention.span.start) - 1
        inside = at >= 0 and mention.span.start < document.sentences[at].span.end
        sentence = document.sentences[at].span if inside else mention.span
        span = document.place(mention.span)
        quote = document.manuscript.text[span.start : span.end]
        section = document.sentences[at].section if inside else -1
        yield Reference(mention.meaning, Provenance(span, quote, document.place(sentence), section, "citation"))
