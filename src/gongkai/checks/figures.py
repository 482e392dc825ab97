"""Store -> the figures and headings of each report as plain values, with what the checks need to know of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import unquote

from pyoxigraph import Store

from gongkai import iris, queries, resources
from gongkai.graph import DIMENSIONS
from gongkai.queries import Cell, Table

_TABLE = "table"
_TOPICS = ("gk:agency", "gk:policyArea", "gk:channel")


@dataclass(frozen=True, slots=True)
class Figure:
    """An observation; `value` is None where the report leaves it blank. `topics` are IRIs of agencies, areas, channels.

    `whole` is the IRI of the figure that this one is a part of, or empty. `start` and `end` are -1 without a place.
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
    sentence: str
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
        return dict(self.dimensions).get(dimension, "")

    def without(self, dimension: str) -> tuple[tuple[str, str], ...]:
        return tuple(pair for pair in self.dimensions if pair[0] != dimension)


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section, by the IRI of the section; `above` is that of the section it is in, or the report's."""

    iri: str
    words: str
    above: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All figures of one report in the order of its text, its headings in theirs, and the text as it is stored."""

    report: str
    year: int
    period: str
    edition: str
    text: str
    headings: tuple[Heading, ...]
    figures: tuple[Figure, ...]

    @property
    def issuer(self) -> str:
        """What the reports of one issuer share: their IRI without the year."""
        return self.report.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Names:
    """Labels of concepts by (scheme, id), and of each the ids of those above it."""

    zh: dict[tuple[str, str], str]
    en: dict[tuple[str, str], str]
    broader: dict[tuple[str, str], tuple[str, ...]]

    def above(self, scheme: str, identifier: str) -> set[str]:
        """All ids that are broader, by any number of steps."""
        found: set[str] = set()
        ways = list(self.broader.get((scheme, identifier), ()))
        while ways:
            wider = ways.pop()
            if wider not in found:
                found.add(wider)
                ways.extend(self.broader.get((scheme, wider), ()))
        return found


def settled(figures: Sequence[Figure]) -> Figure | None:
    """The one figure that states a value, that of the table where the prose states it too; none where they differ."""
    chosen = [figure for figure in figures if figure.in_table] or list(figures)
    return chosen[0] if len({figure.value for figure in chosen}) == 1 else None


def sheets(store: Store) -> Iterator[Sheet]:
    """Report by report, so that a large store does not have to fit into memory; of one issuer year by year."""
    for report, year, period, edition in rows(store, "reports"):
        annual = str(report)
        texts = [str(text) for (text,) in rows(store, "text", annual=annual)]
        yield Sheet(
            report=annual,
            year=int(str(year)),
            period=str(period),
            edition=_identifier(str(edition)),
            text="".join(texts),
            headings=tuple(_headings(store, annual)),
            figures=tuple(_figures(store, annual)),
        )


def names(store: Store) -> Names:
    concepts = rows(store, "concepts")
    broader: dict[tuple[str, str], tuple[str, ...]] = {}
    for scheme, identifier, _, _, wider in concepts:
        if wider:
            at = (str(scheme), str(identifier))
            broader[at] = (*broader.get(at, ()), str(wider))
    return Names(
        {(str(row[0]), str(row[1])): str(row[2]) for row in concepts},
        {(str(row[0]), str(row[1])): str(row[3]) for row in concepts},
        broader,
    )


def rows(store: Store, name: str, **given: str) -> tuple[tuple[Cell, ...], ...]:
    """What the query of that name in queries/checks/ finds."""
    query = queries.query_of(resources.folder("queries") / "checks" / f"{name}.rq")
    table = queries.select(store, query, given)
    assert isinstance(table, Table)
    return table.rows


def _headings(store: Store, above: str) -> Iterator[Heading]:
    """The headings below a report or a section, each before those within it."""
    for section, words, _ in rows(store, "sections", above=above):
        yield Heading(str(section), str(words), above)
        yield from _headings(store, str(section))


def _figures(store: Store, report: str) -> list[Figure]:
    """The figures in the order of the text; those without a place, if any, come first."""
    said: dict[str, dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for figure, name, value in rows(store, "figures", annual=report):
        said[str(figure)][str(name)].append(value)
    figures = [_figure(iri, values) for iri, values in said.items()]
    return sorted(figures, key=lambda figure: (figure.start, figure.iri))


def _figure(iri: str, said: dict[str, list[Cell]]) -> Figure:
    def one(prefixed: str) -> Cell:
        return next(iter(said.get(iris.term(prefixed), ())), None)

    def text(prefixed: str) -> str:
        return str(one(prefixed) or "")

    def number(prefixed: str) -> int:
        value = one(prefixed)
        return value if isinstance(value, int) else -1

    value = one("sdmx-measure:obsValue")
    return Figure(
        iri=iri,
        metric=_identifier(text("gk:metric")),
        value=None if value is None else Decimal(value),
        unit=_identifier(text("sdmx-attribute:unitMeasure")),
        qualifier=_identifier(text("gk:qualifier")),
        scope=_identifier(text("gk:scope")),
        place=text("sdmx-dimension:refArea"),
        period=text("sdmx-dimension:refPeriod"),
        label=text("gk:label"),
        words=text("oa:exact"),
        start=number("oa:start"),
        end=number("oa:end"),
        sentence=text("gk:sentence") or text("prov:wasDerivedFrom"),
        rule=_identifier(text("gk:rule")),
        whole=text("gk:partOf"),
        dimensions=tuple(
            (name, _identifier(text(prefixed))) for name, prefixed in sorted(DIMENSIONS.items()) if text(prefixed)
        ),
        topics=tuple(sorted(str(topic) for prefixed in _TOPICS for topic in said.get(iris.term(prefixed), ()))),
    )


def _identifier(concept: str) -> str:
    """The id of a concept, which is the last step of its IRI; a unit's is the unit itself."""
    return unquote(concept.rsplit("/", 1)[-1])
