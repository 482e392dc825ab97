"""Extract -> the figures and headings of a report as the checks compare them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import attrgetter

from gongkai import iris
from gongkai.frozen import frozen
from gongkai.model import Document, Extract, NoValue, Observation

_TABLE = "table"


@frozen
class Figure:
    """An observation; `value` is None where the report leaves it blank. `topics` are IRIs of agencies, areas, channels.

    `whole` is the IRI of the figure that this one is a part of, or empty. `start` and `end` are -1 without a place,
    and so are both ends of its sentence.
    """

    iri: str
    metric: str
    value: Decimal | None
    unit: str
    qualifier: str
    scope: str
    place: str
    period: str
    label: str
    words: str
    start: int
    end: int
    sentence: tuple[int, int]
    rule: str
    whole: str
    dimensions: tuple[tuple[str, str], ...]
    topics: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.iri.rsplit("/", 1)[1]

    @property
    def setting(self) -> tuple[object, ...]:
        """What two figures must share beside metric and dimensions to count in the same setting."""
        return (self.scope, self.place, self.period, self.topics)

    @property
    def in_table(self) -> bool:
        return self.rule == _TABLE

    def category(self, dimension: str) -> str:
        for name, category in self.dimensions:
            if name == dimension:
                return category
        return ""

    def without(self, dimension: str) -> tuple[tuple[str, str], ...]:
        return tuple([pair for pair in self.dimensions if pair[0] != dimension])


@frozen
class Heading:
    """The heading of a section without blanks, by the IRI of the section; `above` is that of the section it is in, or
    the report's."""

    iri: str
    words: str
    above: str


@dataclass(frozen=True)
class Sheet:
    """All figures of one report in the order of its text, its headings in theirs, and the text as it is stored.

    `folded` is the text as words are looked for in it, which is as long.
    """

    report: str
    year: int
    period: str
    edition: str
    text: str
    folded: str
    headings: tuple[Heading, ...]
    figures: tuple[Figure, ...]

    @cached_property
    def by_iri(self) -> Mapping[str, Figure]:
        return {figure.iri: figure for figure in self.figures}

    @cached_property
    def _by_metric(self) -> Mapping[str, Sequence[Figure]]:
        found: dict[str, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            found[figure.metric].append(figure)
        return found

    @cached_property
    def _by_dimension(self) -> Mapping[tuple[str, str], Sequence[Figure]]:
        found: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for figure in self.figures:
            for dimension, _ in figure.dimensions:
                found[figure.metric, dimension].append(figure)
        return found

    def of(self, metric: str, dimension: str = "") -> Sequence[Figure]:
        """The figures of a metric, all or those by a dimension, in the order of the text."""
        return self._by_dimension.get((metric, dimension), ()) if dimension else self._by_metric.get(metric, ())


def settled(figures: Sequence[Figure]) -> Figure | None:
    """The one figure that states a value, that of the table where the prose states it too; none where they differ."""
    chosen = [figure for figure in figures if figure.in_table] or list(figures)
    return chosen[0] if len({figure.value for figure in chosen}) == 1 else None


def sheet_of(extract: Extract) -> Sheet:
    masthead, document = extract.masthead, extract.document
    report = iris.report(masthead)
    return Sheet(
        report=report,
        year=masthead.year,
        period=iris.period(masthead.period),
        edition=masthead.edition,
        text=document.manuscript.text,
        folded=document.folded,
        headings=tuple(_headings(document, report)),
        figures=tuple(sorted(_figures(extract, report), key=attrgetter("start", "iri"))),
    )


def _headings(document: Document, report: str) -> Iterator[Heading]:
    """In the order of the text, where each stands before those within it."""
    for index, section in enumerate(document.sections):
        above = f"{report}/section/{section.parent + 1}" if section.parent >= 0 else report
        words = "".join(document.quote(section.heading).split())
        yield Heading(f"{report}/section/{index + 1}", words, above)


def _figures(extract: Extract, report: str) -> Iterator[Figure]:
    jurisdiction, period = extract.masthead.jurisdiction, extract.masthead.period
    place, days = iris.jurisdiction(jurisdiction), iris.period(period)
    for one in extract.observations():
        if one.jurisdiction is not jurisdiction or one.period is not period:  # nearly all are of one place and its days
            jurisdiction, period = one.jurisdiction, one.period
            place, days = iris.jurisdiction(jurisdiction), iris.period(period)
        yield _figure(one, report, place, days)


def _figure(observation: Observation, report: str, place: str, period: str) -> Figure:
    quantity, provenance = observation.quantity, observation.provenance
    return Figure(
        iri=f"{report}/observation/{observation.key}",
        metric=observation.metric,
        value=None if isinstance(quantity, NoValue) else quantity.value,
        unit=quantity.unit,
        qualifier="" if isinstance(quantity, NoValue) else quantity.qualifier,
        scope=observation.scope,
        place=place,
        period=period,
        label=observation.label,
        words=provenance.quote,
        start=provenance.span.start,
        end=provenance.span.end,
        sentence=(provenance.sentence.start, provenance.sentence.end),
        rule=provenance.rule,
        whole=f"{report}/observation/{observation.part_of}" if observation.part_of else "",
        dimensions=observation.dimensions,
        topics=_topics(observation),
    )


def _topics(observation: Observation) -> tuple[str, ...]:
    if not (observation.agencies or observation.areas or observation.channels):
        return ()
    agencies = {iris.agency(agency) for agency in observation.agencies}
    areas = {iris.concept("policy-area", area) for area in observation.areas}
    return tuple(sorted({*agencies, *areas, *map(iris.channel, observation.channels)}))
