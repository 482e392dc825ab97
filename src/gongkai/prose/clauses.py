"""Sentences -> Disclosures: agency, policy area and channel of one clause, also where no figure stands."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from gongkai.model import Agency, Channel, Disclosure, Meaning, Mention, Provenance
from gongkai.prose.passages import Passage
from gongkai.prose.surroundings import MEETINGS, Surroundings
from gongkai.text import Span

_PART = re.compile(r"[^；。！？\n]+")
_MOST_AREAS = 2


def disclosures_of(passages: Iterable[Passage], around: Surroundings) -> Iterator[Disclosure]:
    """One for each part of a sentence between semicolons that ties at least two of the three."""
    for passage in passages:
        sentence = passage.sentence.span
        if passage.channels or around.actors.between(sentence.start, sentence.end):
            yield from _disclosures(passage, around)


def _disclosures(passage: Passage, around: Surroundings) -> Iterator[Disclosure]:
    document, section, sentence = around.document, passage.sentence.section, passage.sentence.span
    for match in _PART.finditer(document.reading.plain, sentence.start, sentence.end):
        named = _participants(section, match, around)
        if named is None:
            continue
        span = document.place(Span(match.start(), match.end()))
        quote = document.manuscript.text[span.start : span.end]
        yield Disclosure(*named, Provenance(span, quote, passage.place, section, "clause"))


def _participants(
    section: int, part: "re.Match[str]", around: Surroundings
) -> tuple[tuple[Agency, ...], tuple[str, ...], tuple[Channel, ...]] | None:
    """None where fewer than two of the three are named."""
    agencies = around.actors.between(*part.span())
    channels = _publishing(part, around)
    if not agencies and not channels:
        return None
    areas = around.headings.areas(section) or _foremost(part, around)
    if not ((agencies and channels) or areas):
        return None
    own = [one for one in agencies if one.meaning.code == around.home.masthead.jurisdiction.code]
    return _unique(own or agencies), areas, _unique(channels)


def _publishing(part: "re.Match[str]", around: Surroundings) -> list[Mention[Channel]]:
    """The channels of the part by their own names, no meetings."""
    generic = around.words.names.channels.generic
    return [
        one
        for one in around.channels.between(*part.span())
        if one.meaning.type not in MEETINGS and one.meaning.name not in generic
    ]


def _foremost(part: "re.Match[str]", around: Surroundings) -> tuple[str, ...]:
    """The areas named most often; none where a list runs through more than two of them once."""
    areas = [one.meaning for one in around.areas.between(*part.span())]
    if len(areas) <= _MOST_AREAS:
        return tuple(dict.fromkeys(areas))
    counts = Counter(areas)
    most = max(counts.values())
    found = tuple(area for area, count in counts.items() if count == most)
    return found if len(found) <= _MOST_AREAS else ()


def _unique(mentions: list[Mention[Meaning]]) -> tuple[Meaning, ...]:
    return tuple(dict.fromkeys(mention.meaning for mention in mentions))
