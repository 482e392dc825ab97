"""Extract -> what follows from its statements: comparable figures, changes, topics, and who publishes what where.

They make queries short and fast; the statements keep the evidence. tests/data/derive/ has each as a query, too.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from gongkai import iris
from gongkai.graph.lines import Said, describe, iri
from gongkai.model import Disclosure, Extract, Masthead, NoValue, Observation
from gongkai.vocabulary.comparability import Comparability, comparability


def describe_derived(extract: Extract, report: str) -> Iterator[Said]:
    figures = list(extract.observations())
    yield _comparable(figures, extract.masthead, report)
    yield from _changes(figures, report)
    yield from _topics(extract, report)


# --- What may be compared ---------------------------------------------------------------------------------------------


def _comparable(figures: Sequence[Observation], masthead: Masthead, report: str) -> Said:
    """The figures of a whole metric and those by one category, where a table states them without those of the prose."""
    known, issuer = comparability(), iris.agency(masthead.issuer)
    by_key = {figure.key: figure for figure in figures}
    in_table = [figure for figure in figures if figure.provenance.rule == known.table]
    stated = {place for figure in in_table if (place := _stated(figure, known))}
    said = []
    for figure in figures:
        if not (_is_comparable(figure, known) and _of_all(figure, masthead, issuer)):
            continue
        if figure.provenance.rule != known.table and (figure.metric, figure.scope, figure.dimensions) in stated:
            continue
        if figure.dimensions:
            said.append(("gk:breakdownFigure", iri(f"{report}/observation/{figure.key}")))
        elif not _within_its_like(figure, by_key.get(figure.part_of)):
            said.append(("gk:keyFigure", iri(f"{report}/observation/{figure.key}")))
    return describe(report, *said)


_Place = tuple[str, str, tuple[tuple[str, str], ...]]


def _stated(figure: Observation, known: Comparability) -> _Place | None:
    """Metric, scope and category of a cell with a value; that it stands before or after a change is no category."""
    if isinstance(figure.quantity, NoValue):
        return None
    own = tuple(pair for pair in figure.dimensions if pair[0] != known.change)
    if len(own) > 1 or (not own and figure.dimensions):
        return None
    return figure.metric, figure.scope, own


def _is_comparable(figure: Observation, known: Comparability) -> bool:
    """Whether it counts a statutory metric, the whole or one category of it, and neither before nor after a change."""
    dimensions = figure.dimensions
    return (
        figure.metric not in known.incomparable
        and figure.quantity.unit not in known.shares
        and len(dimensions) <= 1
        and not (dimensions and dimensions[0][0] == known.change)
    )


def _of_all(figure: Observation, masthead: Masthead, issuer: str) -> bool:
    """Whether it is of the report's own place, body and days, or of their last, of all areas and channels."""
    period, whole = figure.period, masthead.period
    return (
        not figure.areas
        and not figure.channels
        and period.end == whole.end
        and period.start in (whole.start, whole.end)
        and (figure.jurisdiction is masthead.jurisdiction or figure.jurisdiction.key == masthead.jurisdiction.key)
        and not any(iris.agency(agency) != issuer for agency in figure.agencies)
    )


def _within_its_like(figure: Observation, whole: Observation | None) -> bool:
    return whole is not None and (whole.metric, whole.scope) == (figure.metric, figure.scope)


# --- Changes ----------------------------------------------------------------------------------------------------------


def _changes(figures: Iterable[Observation], report: str) -> Iterator[Said]:
    """From each figure before a change to the next one after it that the sentence states of the same thing."""
    known = comparability()
    ends: dict[str, dict[tuple[str, int, int], list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        provenance = figure.provenance
        end = dict(figure.dimensions).get(known.change, "")
        if end and (provenance.cell or provenance.span != provenance.sentence):
            ends[end][figure.label, provenance.sentence.start, provenance.sentence.end].append(figure)
    for at, before in ends[known.before].items():
        for figure in before:
            for later in _next(figure, ends[known.after].get(at, ())):
                target = iri(f"{report}/observation/{later.key}")
                yield describe(f"{report}/observation/{figure.key}", ("gk:changesTo", target))


def _next(figure: Observation, after: Sequence[Observation]) -> list[Observation]:
    start = figure.provenance.span.start
    starts = [one.provenance.span.start for one in after if one.provenance.span.start > start]
    return [one for one in after if starts and one.provenance.span.start == min(starts)]


# --- Topics -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Named:
    """What one statement names, by IRI."""

    agencies: Set[str]
    areas: Set[str]
    channels: Set[str]


def _topics(extract: Extract, report: str) -> Iterator[Said]:
    """What the report is about; and direct links between what a statement names together."""
    statements = _statements(extract)
    areas = {area for named in statements for area in named.areas}
    topics = {topic for named in statements for topic in (*named.agencies, *named.channels)}
    yield describe(
        report,
        *(("dcterms:subject", iri(area)) for area in areas),
        *(("schema:mentions", iri(topic)) for topic in topics),
    )
    for named in statements:
        if (named.agencies and (named.areas or named.channels)) or (named.areas and named.channels):
            yield from _links(named)


def _links(named: _Named) -> Iterator[Said]:
    responsible = [("gk:responsibleFor", iri(area)) for area in named.areas]
    publishing = [("gk:publishesVia", iri(channel)) for channel in named.channels]
    covered = [("gk:coveredBy", iri(channel)) for channel in named.channels]
    yield from (describe(agency, *responsible, *publishing) for agency in named.agencies)
    yield from (describe(area, *covered) for area in named.areas)


def _statements(extract: Extract) -> Collection[_Named]:
    """By what names a statement in the graph: disclosures that begin at one place are one."""
    found: dict[str, _Named] = {}
    for fact in extract.facts:
        if isinstance(fact, (Observation, Disclosure)) and (fact.agencies or fact.areas or fact.channels):
            own = fact.key if isinstance(fact, Observation) else f"disclosure/{fact.provenance.span.start}"
            named = _named(fact)
            found[own] = _both(found[own], named) if own in found else named
    return found.values()


def _named(fact: Observation | Disclosure) -> _Named:
    return _Named(
        frozenset(map(iris.agency, fact.agencies)),
        frozenset(iris.concept("policy-area", area) for area in fact.areas),
        frozenset(map(iris.channel, fact.channels)),
    )


def _both(one: _Named, other: _Named) -> _Named:
    return _Named(one.agencies | other.agencies, one.areas | other.areas, one.channels | other.channels)
