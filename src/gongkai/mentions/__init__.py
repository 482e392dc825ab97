"""Documents, Homes -> Mentions: numerals, agencies, channels, policy areas and documents that are named."""

from collections.abc import Sequence

from gongkai.mentions import agencies, channels, citations, numerals
from gongkai.model import Document, Doubt, Home, Issue, Mention, Mentions
from gongkai.text import Span
from gongkai.vocabulary import Vocabulary

# As many candidates as a line of a table can take.
_MOST = 8


def mentions_of(documents: Sequence[Document], homes: Sequence[Home], words: Vocabulary) -> list[Mentions]:
    """Recognise all names in each document; each finder goes through all, and takes what the ones before it found."""
    placed = list(zip(documents, homes, strict=True))
    named = [agencies.agencies_of(document.reading.plain, home, words) for document, home in placed]
    counted = [
        numerals.numerals_of(document, home.masthead.year, words.layout, words.quantities) for document, home in placed
    ]
    outlets = [
        channels.channels_of(document, home, found.agencies, words)
        for (document, home), found in zip(placed, named, strict=True)
    ]
    areas = [_areas(document, words) for document in documents]
    cited = [
        citations.citations_of(document.reading.plain, found.agencies, words)
        for document, found in zip(documents, named, strict=True)
    ]
    return [
        Mentions(numbers, found.agencies, found.doubts, its_outlets, its_areas, its_citations)
        for numbers, found, its_outlets, its_areas, its_citations in zip(
            counted, named, outlets, areas, cited, strict=True
        )
    ]


def _areas(document: Document, words: Vocabulary) -> tuple[Mention[str], ...]:
    return tuple(Mention(Span(start, end), area) for start, end, area in words.names.areas.find(document.reading.plain))


def unlinked(document: Document, found: Mentions) -> list[Issue]:
    """An issue for each agency whose kind is not known or that is in doubt, where it is first named."""
    issues, seen = [], set[str]()
    for doubt in found.doubts:
        if doubt.meaning.words not in seen:
            seen.add(doubt.meaning.words)
            issues.append(_issue(document, doubt))
    for mention in found.agencies:
        name = mention.meaning.name
        if not mention.meaning.kind and name not in seen:
            seen.add(name)
            issues.append(
                Issue("unlinked-agency", f"{name}: no kind of agency is known for it", document.place(mention.span))
            )
    return sorted(issues, key=lambda issue: issue.span.start)


def _issue(document: Document, doubt: Mention[Doubt]) -> Issue:
    known, place = doubt.meaning.candidates, document.place(doubt.span)
    if not known:
        return Issue("unlinked-agency", f"{doubt.meaning.words}: no agency of that name is known at that place", place)
    more = f" and {len(known) - _MOST} more" if len(known) > _MOST else ""
    return Issue("ambiguous-agency", f"{doubt.meaning.words} may be {', '.join(known[:_MOST])}{more}", place)
