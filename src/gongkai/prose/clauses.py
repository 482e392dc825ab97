"""Sentences -> Disclosures: agency, policy area and channel of one clause, also where no figure stands."""

import re
from collections import Counter
from collections.abc import Iterator

from gongkai.model import Agency, Channel, Disclosure, Meaning, Mention, Provenance
from gongkai.prose.passages import Passage
from gongkai.prose.surroundings import MEETINGS, Surroundings, between
from gongkai.text import Span

_PART = re.compile(r"[^；。！？\n]+")
_MOST_AREAS = 2


def disclosures_of(passage: Passage, around: Surroundings) -> Iterator[Disclosure]:
    """One for each part of the sentence between semicolons that ties at least two of the three."""
    document = around.document
    sentence = passage.sentence
    for match in _PART.finditer(document.reading.plain, sentence.span.start, sentence.span.end):
        agencies, areas, channels = _participants(passage, match, around)
        if (bool(agencies), bool(areas), bool(channels)).count(True) < 2:
            continue
        span = document.place(Span(match.start(), match.end()))
        quote = document.manuscript.text[span.start : span.end]
        provenance = Provenance(span, quote, document.place(sentence.span), sentence.section, "clause")
        yield Disclosure(agencies, areas, channels, provenance)


def _participants(
    passage: Passage, part: "re.Match[str]", around: Surroundings
) -> tuple[tuple[Agency, ...], tuple[str, ...], tuple[Channel, ...]]:
    mentions = around.mentions
    agencies = around.actors(part.start(), part.end())
    own = [one for one in agencies if one.meaning.code == around.home.masthead.jurisdiction.code]
    generic = around.words.names.channels.generic
    channels = [
        one
        for one in between(mentions.channels, part.start(), part.end())
        if one.meaning.type not in MEETINGS and one.meaning.name not in generic
    ]
    heading = around.heading_areas(passage.sentence.section)
    areas = heading or _foremost([one.meaning for one in between(mentions.areas, part.start(), part.end())])
    return _unique(own or agencies), areas, _unique(channels)


def _foremost(areas: list[str]) -> tuple[str, ...]:
    """The areas named most often; none where a list runs through more than two of them once."""
    counts = Counter(areas)
    most = max(counts.values(), default=0)
    found = tuple(area for area, count in counts.items() if count == most)
    return found if len(found) <= _MOST_AREAS else ()


def _unique(mentions: list[Mention[Meaning]]) -> tuple[Meaning, ...]:
    return tuple(dict.fromkeys(mention.meaning for mention in mentions))
