"""Document, Home -> Mentions: numerals, agencies, channels, policy areas and documents that are named."""

from gongkai.mentions import agencies, channels, citations, numerals
from gongkai.model import Document, Home, Issue, Mention, Mentions
from gongkai.text import Span
from gongkai.vocabulary import Vocabulary


def mentions_of(document: Document, home: Home, words: Vocabulary) -> Mentions:
    """Recognise all names; each finder takes what the ones before it found."""
    plain = document.reading.plain
    bodies = agencies.agencies_of(plain, home, words)
    return Mentions(
        numerals=numerals.numerals_of(document, home.masthead.year, words.layout, words.quantities),
        agencies=bodies,
        channels=channels.channels_of(document, home, bodies, words),
        areas=tuple(Mention(Span(start, end), area) for start, end, area in words.names.areas.find(plain)),
        citations=citations.citations_of(plain, bodies, words),
    )


def unlinked(document: Document, found: Mentions) -> list[Issue]:
    """An issue for each agency whose kind is not known, where it is first named."""
    issues, seen = [], set[str]()
    for mention in found.agencies:
        name = mention.meaning.name
        if not mention.meaning.kind and name not in seen:
            seen.add(name)
            issues.append(
                Issue("unlinked-agency", f"{name}: no kind of agency is known for it", document.place(mention.span))
            )
    return issues
