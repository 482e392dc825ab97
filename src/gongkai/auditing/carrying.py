"""The lines of a report -> those of its figures that another year's are held against; and these -> a sheet of figures.

What is held against another year is little: the lines of a report are looked through once, when they are put into a
store, and what is kept of them is enough to judge all its years, and to judge a few anew when others come or go.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Final
from urllib.parse import unquote

from gongkai import graph, iris
from gongkai.checks.figures import Figure, Sheet
from gongkai.checks.settings import settings
from gongkai.shards import Kept, Statements
from gongkai.told import Term, Told, followed, named, property_of, told_in, value_of

_METRIC: Final = property_of("gk:metric")
properties: Final = frozenset((_METRIC,))
"""By which `kept` finds its figures."""
_DATA: Final = property_of("qb:dataSet")
_PLACE: Final = property_of("prov:wasDerivedFrom")
_START: Final = property_of("oa:start")
_PERIOD: Final = property_of("dcterms:temporal")
_TOPICS: Final = tuple(map(property_of, ("gk:agency", "gk:policyArea", "gk:channel")))
_DIMENSIONS: Final = tuple((name, property_of(prefixed)) for name, prefixed in sorted(graph.DIMENSIONS.items()))
_FIELDS: Final[Mapping[str, Term]] = {
    "value": property_of("sdmx-measure:obsValue"),
    "unit": property_of("sdmx-attribute:unitMeasure"),
    "qualifier": property_of("gk:qualifier"),
    "scope": property_of("gk:scope"),
    "place": property_of("sdmx-dimension:refArea"),
    "period": property_of("sdmx-dimension:refPeriod"),
    "label": property_of("gk:label"),
    "rule": property_of("gk:rule"),
}
_OF_FIGURES: Final = frozenset(
    (_METRIC, _DATA, _PLACE, *_TOPICS, *(name for _, name in _DIMENSIONS), *_FIELDS.values())
)  # fmt: skip
_ALL: Final = _OF_FIGURES | {_START, _PERIOD}


def kept(said: Statements, told: Told) -> list[bytes]:
    """The lines by which a report can be held against those of the years before and after."""
    metrics = _metrics()
    figures = [figure for figure, stated in told[_METRIC].items() if not metrics.isdisjoint(stated)]
    lines = [line for figure in figures for line in said.about(figure) if line.split(b" ", 2)[1] in _OF_FIGURES]
    places = {line.split(b" ", 2)[2][:-2] for line in lines if _PLACE in line}
    lines += [line for place in sorted(places) for line in said.about(place) if _START in line]
    return [*(line for line in said.about(named(said.report)) if _PERIOD in line), *lines]


@cache
def _metrics() -> frozenset[Term]:
    """Those of figures that are held against another year's."""
    rules = settings().successions
    metrics = {metric for rule in rules for metric in (rule.now, *rule.before, *rule.plus, *rule.minus)}
    return frozenset(named(iris.concept("metric", metric)) for metric in metrics)


def sheet_of(kept: Kept) -> Sheet:
    """With the figures that are held against another year's, in the order of the text; the rest is empty."""
    told, report = told_in(kept.lines, _ALL), kept.report
    return Sheet(
        report=report,
        year=int(report.rpartition("/")[2]),
        period="".join(map(value_of, followed(told, named(report), (_PERIOD,))[:1])),
        edition="",
        text="",
        folded="",
        headings=(),
        figures=tuple(sorted(_figures(told, report), key=lambda figure: (figure.start, figure.iri))),
    )


def _figures(told: Told, report: str) -> Iterator[Figure]:
    data = (named(f"{report}/data"),)
    return (_figure(told, name) for name in told[_METRIC] if told[_DATA].get(name) == data)


def _figure(told: Told, name: Term) -> Figure:
    """As far as it matters here: without its words, its sentence, and the whole that it is a part of."""

    def one(*steps: Term) -> str:
        return "".join(map(value_of, followed(told, name, steps)[:1]))

    def identifier(*steps: Term) -> str:
        return unquote(one(*steps).rpartition("/")[2])

    value = one(_FIELDS["value"])
    dimensions = ((dimension, identifier(category)) for dimension, category in _DIMENSIONS)
    topics = (value_of(topic) for kind in _TOPICS for topic in told[kind].get(name, ()))
    return Figure(
        iri=value_of(name),
        metric=identifier(_METRIC),
        value=Decimal(value) if value else None,
        unit=identifier(_FIELDS["unit"]),
        qualifier=identifier(_FIELDS["qualifier"]),
        scope=identifier(_FIELDS["scope"]),
        place=one(_FIELDS["place"]),
        period=one(_FIELDS["period"]),
        label=one(_FIELDS["label"]),
        words="",
        start=int(one(_PLACE, _START) or -1),
        end=-1,
        sentence=(-1, -1),
        rule=identifier(_FIELDS["rule"]),
        whole="",
        dimensions=tuple((dimension, category) for dimension, category in dimensions if category),
        topics=tuple(sorted(topics)),
    )
