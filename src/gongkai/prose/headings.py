"""Document -> what the headings over each section speak of, read once for all sentences of the section."""

from dataclasses import dataclass
from itertools import chain

from gongkai.model import Document
from gongkai.prose.named import Named
from gongkai.vocabulary.layout import Layout

_NONE = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Headings:
    """By the index of a section; -1, before the first, has no heading."""

    topics_of: tuple[tuple[tuple[str, ...], ...], ...]
    all_of: tuple[frozenset[str], ...]
    areas_of: tuple[tuple[str, ...], ...]

    def topics(self, section: int) -> tuple[tuple[str, ...], ...]:
        """The topics of each heading over the section, ids of section_topics, the nearest heading first."""
        return self.topics_of[section] if section >= 0 else ()

    def all_topics(self, section: int) -> frozenset[str]:
        """The topics of all headings over the section."""
        return self.all_of[section] if section >= 0 else _NONE

    def nearest_topics(self, section: int) -> tuple[str, ...]:
        """Those of the nearest heading that names any."""
        return next(filter(None, self.topics(section)), ())

    def areas(self, section: int) -> tuple[str, ...]:
        """The areas that the nearest heading with any names."""
        return self.areas_of[section] if section >= 0 else ()


def headings_of(document: Document, areas: Named[str], layout: Layout) -> Headings:
    """A section's parent stands before it."""
    topics: list[tuple[tuple[str, ...], ...]] = []
    named: list[tuple[str, ...]] = []
    for section in document.sections:
        heading, below = section.heading, section.parent >= 0
        topics.append((layout.topics_of(document.quote(heading)), *(topics[section.parent] if below else ())))
        own = tuple(dict.fromkeys(mention.meaning for mention in areas.between(heading.start, heading.end)))
        named.append(own or (named[section.parent] if below else ()))
    return Headings(tuple(topics), tuple(frozenset(chain.from_iterable(one)) for one in topics), tuple(named))
