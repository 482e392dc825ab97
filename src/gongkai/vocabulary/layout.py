"""ontology/wordings/structure.yaml -> how titles, headings and sections of a report are worded."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from gongkai.vocabulary.files import alternatives, compiled, yaml_of

_LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Edition:
    id: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Loaded once, and the same as itself only."""

    titles: tuple[re.Pattern[str], ...]
    title_within: int
    title_stretch: re.Pattern[str]
    title_has: tuple[re.Pattern[str], ...]
    editions: tuple[Edition, ...]
    statistics_marks: tuple[str, ...]
    periods: tuple[re.Pattern[str], ...]
    any_marker: re.Pattern[str]
    longest_heading: int
    section_names: re.Pattern[str]
    section_topics: tuple[tuple[str, re.Pattern[str]], ...]

    def titles_in(self, text: str, around: int | None = None) -> Iterator[tuple[int, re.Match[str]]]:
        """What reads like a title, with the place of its pattern among them: only stretches that may hold one are read,
        or the one `around` a place.

        A search everywhere takes fifty times as long, as the name of whoever wrote it may be anything.
        """
        first, *others = self.title_has
        for stretch in self.title_stretch.finditer(text):
            start, end = stretch.span()
            if around is not None and not start <= around <= end:
                if start > around:
                    return
                continue
            if first.search(text, start, end) and all(one.search(text, start, end) for one in others):
                for order, pattern in enumerate(self.titles):
                    yield from ((order, found) for found in pattern.finditer(text, start, end))

    def level_of(self, marker: re.Match[str]) -> int:
        """Of a heading, by what `any_marker` has found: 1 is the highest."""
        assert marker.lastgroup  # its alternatives are groups with names
        return int(marker.lastgroup.removeprefix(_LEVEL))

    def topics_of(self, heading: str) -> tuple[str, ...]:
        """What a section under this heading speaks of, ids of section_topics."""
        return _topics(self, heading)


@lru_cache(maxsize=4096)  # headings recur from sentence to sentence, and from report to report
def _topics(layout: Layout, heading: str) -> tuple[str, ...]:
    return tuple(topic for topic, pattern in layout.section_topics if pattern.search(heading))


def _any_marker(markers: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    groups = (f"(?P<{_LEVEL}{level}>{marker.pattern})" for level, marker in enumerate(markers, 1))
    return compiled("|".join(groups), "markers")


def load() -> Layout:
    top = yaml_of("wordings/structure.yaml")
    return Layout(
        titles=top["titles"].patterns(),
        title_within=top["title_within"].number(),
        title_stretch=top["title_stretch"].pattern(),
        title_has=top["title_has"].patterns(),
        editions=tuple(
            Edition(leaf["id"].text(), leaf["from"].number(), leaf["to"].number()) for leaf in top["editions"].each()
        ),
        statistics_marks=top["statistics_marks"].texts(),
        periods=top["periods"].patterns(),
        any_marker=_any_marker(top["markers"].patterns()),
        longest_heading=top["longest_heading"].number(),
        section_names=re.compile("|".join(pattern.pattern for pattern in top["section_names"].patterns())),
        section_topics=tuple(
            (topic, compiled(alternatives(leaf.texts()), leaf.where)) for topic, leaf in top["section_topics"].items()
        ),
    )
