"""A store -> findings of each report against that of the year before; all else is judged when a shard is made."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from urllib.parse import unquote

from pyoxigraph import RdfFormat, Store, Triple, parse

from gongkai import graph, iris
from gongkai.auditing.answers import rows
from gongkai.checks import distinct
from gongkai.checks.figures import Figure, Sheet
from gongkai.checks.settings import settings
from gongkai.checks.successions import check
from gongkai.model import Finding
from gongkai.queries import Cell
from gongkai.vocabulary.concepts import names

_TOPICS = ("gk:agency", "gk:policyArea", "gk:channel")


def judge(store: Store, touched: Collection[str] | None = None) -> Iterator[Triple]:
    """The findings as triples, each under the report of the later year; `touched` as for `successions`."""
    for finding in successions(store, touched):  # one by one, as a large store has a hundred thousand
        for quad in parse("\n".join(graph.describe_finding(finding)), format=RdfFormat.N_TRIPLES):
            yield quad.triple


def successions(store: Store, touched: Collection[str] | None = None) -> Iterator[Finding]:
    """Of all reports whose neighbour is there, two at a time, so that a large store need not fit into memory.

    With `touched`, IRIs of reports, only of those and of their neighbours of the next year.
    """
    before: Sheet | None = None
    for last, now in pairwise(map(_empty, rows(store, "reports"))):
        wanted = touched is None or last.report in touched or now.report in touched
        if not wanted or _issuer(last) != _issuer(now) or last.year + 1 != now.year:
            before = None
            continue
        before, sheet = before or _filled(store, last), _filled(store, now)
        yield from distinct(check(sheet, before, names()))
        before = sheet


def _empty(row: Sequence[Cell]) -> Sheet:
    report, year, period = map(str, row)
    return Sheet(report, int(year), period, "", "", "", (), ())


def _issuer(sheet: Sheet) -> str:
    """What the reports of one issuer share: their IRI without the year."""
    return sheet.report.rpartition("/")[0]


def _filled(store: Store, sheet: Sheet) -> Sheet:
    """With the figures that are held against another year's, in the order of the text."""
    said: dict[str, dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for figure, name, value in rows(store, "figures", cube=f"{sheet.report}/data", metrics=_metrics()):
        said[str(figure)][str(name)].append(value)
    figures = (_figure(name, values) for name, values in said.items())
    return replace(sheet, figures=tuple(sorted(figures, key=lambda figure: (figure.start, figure.iri))))


@cache
def _metrics() -> str:
    """All that the rules name, parted by blanks."""
    rules = settings().successions
    named = {metric for rule in rules for metric in (rule.now, *rule.before, *rule.plus, *rule.minus)}
    return " ".join(sorted(named))


def _figure(name: str, said: Mapping[str, Sequence[Cell]]) -> Figure:
    """As far as it matters here: without its words, its sentence, and the whole that it is a part of."""

    def one(prefixed: str) -> Cell:
        return next(iter(said.get(iris.term(prefixed), ())), None)

    def identifier(prefixed: str) -> str:
        return unquote(str(one(prefixed) or "").rpartition("/")[2])

    value, start = one("sdmx-measure:obsValue"), one("oa:start")
    dimensions = ((dimension, identifier(prefixed)) for dimension, prefixed in sorted(graph.DIMENSIONS.items()))
    return Figure(
        iri=name,
        metric=identifier("gk:metric"),
        value=None if value is None else Decimal(value),
        unit=identifier("sdmx-attribute:unitMeasure"),
        qualifier=identifier("gk:qualifier"),
        scope=identifier("gk:scope"),
        place=str(one("sdmx-dimension:refArea")),
        period=str(one("sdmx-dimension:refPeriod")),
        label=str(one("gk:label")),
        words="",
        start=start if isinstance(start, int) else -1,
        end=-1,
        sentence="",
        rule=identifier("gk:rule"),
        whole="",
        dimensions=tuple((dimension, category) for dimension, category in dimensions if category),
        topics=tuple(sorted(str(topic) for prefixed in _TOPICS for topic in said.get(iris.term(prefixed), ()))),
    )
