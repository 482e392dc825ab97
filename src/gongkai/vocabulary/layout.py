"""ontology/wordings/structure.yaml -> how titles, headings and sections of a report are worded."""

import re
from dataclasses import dataclass

from gongkai.vocabulary.files import alternatives, compiled, yaml_of


@dataclass(frozen=True, slots=True)
class Edition:
    id: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Layout:
    titles: tuple[re.Pattern[str], ...]
    title_within: int
    title_stretch: re.Pattern[str]
    editions: tuple[Edition, ...]
    statistics_marks: tuple[str, ...]
    periods: tuple[re.Pattern[str], ...]
    markers: tuple[re.Pattern[str], ...]
    longest_heading: int
    section_names: re.Pattern[str]
    section_topics: tuple[tuple[str, re.Pattern[str]], ...]

    def topics_of(self, heading: str) -> tuple[str, ...]:
        """What a section under this heading speaks of, ids of section_topics."""
        return tuple(topic for topic, pattern in self.section_topics if pattern.search(heading))


def load() -> Layout:
    top = yaml_of("wordings/structure.yaml")
    return Layout(
        titles=top["titles"].patterns(),
        title_within=top["title_within"].number(),
        title_stretch=top["title_stretch"].pattern(),
        editions=tuple(
            Edition(leaf["id"].text(), leaf["from"].number(), leaf["to"].number()) for leaf in top["editions"].each()
        ),
        statistics_marks=top["statistics_marks"].texts(),
        periods=top["periods"].patterns(),
        markers=top["markers"].patterns(),
        longest_heading=top["longest_heading"].number(),
        section_names=re.compile("|".join(pattern.pattern for pattern in top["section_names"].patterns())),
        section_topics=tuple(
            (topic, compiled(alternatives(leaf.texts()), leaf.where)) for topic, leaf in top["section_topics"].items()
        ),
    )
