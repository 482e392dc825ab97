"""Facts -> lines: each with its dimensions, who and what it is about, and the evidence for it."""

from collections.abc import Iterable, Iterator

from gongkai import iris
from gongkai.graph.lines import describe, iri, name, number, text, typed
from gongkai.graph.shared import (
    describe_agency,
    describe_channel,
    describe_document,
    describe_jurisdiction,
    describe_period,
    describe_unit,
)
from gongkai.model import (
    Agency,
    Channel,
    Disclosure,
    Fact,
    NoValue,
    Observation,
    Provenance,
    Quantity,
    Reference,
    Shortcoming,
)
from gongkai.text import Span

# The dimension names of facts as rows -> the properties of the graph.
DIMENSIONS = {
    "act": "gk:act",
    "applicant": "gk:applicant",
    "change": "gk:change",
    "document-type": "gk:documentType",
    "outcome": "gk:outcome",
    "request-channel": "gk:requestChannel",
    "result": "gk:result",
    "route": "gk:route",
}


def describe_fact(fact: Fact, report: str) -> Iterator[str]:
    match fact:
        case Observation():
            yield from _observation(fact, report)
        case Disclosure():
            yield from _disclosure(fact, report)
        case Reference():
            yield from _reference(fact, report)
        case Shortcoming():
            yield from _shortcoming(fact, report)


def _observation(fact: Observation, report: str) -> Iterator[str]:
    subject = f"{report}/observation/{fact.key}"
    quantity = fact.quantity
    yield from describe(
        subject,
        ("rdf:type", name("qb:Observation")),
        ("qb:dataSet", iri(f"{report}/data")),
        ("gk:metric", iri(iris.concept("metric", fact.metric))),
        ("gk:scope", iri(iris.concept("scope", fact.scope))),
        ("sdmx-dimension:refArea", iri(iris.jurisdiction(fact.jurisdiction))),
        ("sdmx-dimension:refPeriod", iri(iris.period(fact.period))),
        ("gk:label", text(fact.label, "zh")),
    )
    if quantity.unit:
        yield from describe(subject, ("sdmx-attribute:unitMeasure", iri(iris.concept("unit", quantity.unit))))
        yield from describe_unit(quantity.unit)
    if isinstance(quantity, NoValue):
        status = iris.concept("observation-status", quantity.status)
        yield from describe(subject, ("sdmx-attribute:obsStatus", iri(status)))
    else:
        yield from describe(subject, ("sdmx-measure:obsValue", number(quantity.value)))
    if isinstance(quantity, Quantity) and quantity.qualifier:
        yield from describe(subject, ("gk:qualifier", iri(iris.concept("qualifier", quantity.qualifier))))
    if fact.part_of:
        yield from describe(subject, ("gk:partOf", iri(f"{report}/observation/{fact.part_of}")))
    for scheme, value in fact.dimensions:
        yield from describe(subject, (DIMENSIONS[scheme], iri(iris.concept(scheme, value))))
    yield from _participants(subject, fact.agencies, fact.areas, fact.channels)
    yield from describe_period(fact.period)
    yield from describe_jurisdiction(fact.jurisdiction)
    yield from _evidence(subject, fact.provenance, report)


def _disclosure(fact: Disclosure, report: str) -> Iterator[str]:
    span = fact.provenance.span
    subject = f"{report}/disclosure/{span.start}"
    yield from describe(subject, ("rdf:type", name("gk:Disclosure")), ("dcterms:isPartOf", iri(report)))
    yield from _participants(subject, fact.agencies, fact.areas, fact.channels)
    yield from _evidence(subject, fact.provenance, report)


def _participants(
    subject: str, agencies: Iterable[Agency], areas: Iterable[str], channels: Iterable[Channel]
) -> Iterator[str]:
    for agency in agencies:
        yield from describe(subject, ("gk:agency", iri(iris.agency(agency))))
        yield from describe_agency(agency)
    for area in areas:
        yield from describe(subject, ("gk:policyArea", iri(iris.concept("policy-area", area))))
    for channel in channels:
        yield from describe(subject, ("gk:channel", iri(iris.channel(channel))))
        yield from describe_channel(channel)


def _reference(fact: Reference, report: str) -> Iterator[str]:
    citation, subject = fact.citation, f"{report}/reference/{fact.provenance.span.start}"
    document = iris.document(citation)
    yield from describe(report, ("dcterms:references", iri(document)))
    yield from describe(
        subject,
        ("rdf:type", name("gk:Reference")),
        ("dcterms:isPartOf", iri(report)),
        ("dcterms:references", iri(document)),
    )
    yield from _evidence(subject, fact.provenance, report)
    yield from describe_document(citation)
    if citation.number:
        yield from describe(subject, ("eli:id_local", text(citation.number)))
    if citation.issuer:
        yield from describe(subject, ("gk:documentIssuer", text(citation.issuer, "zh")))


def _shortcoming(fact: Shortcoming, report: str) -> Iterator[str]:
    subject = f"{report}/{fact.role}/{fact.provenance.span.start}"
    yield from describe(
        subject,
        ("rdf:type", name("gk:Problem" if fact.role == "problem" else "gk:Measure")),
        ("dcterms:isPartOf", iri(report)),
        ("dcterms:type", iri(iris.concept("concern", fact.kind))),
    )
    yield from _evidence(subject, fact.provenance, report)


def _evidence(subject: str, provenance: Provenance, report: str) -> Iterator[str]:
    sentence = iris.place(report, provenance.sentence)
    cell = provenance.cell
    place = iris.cell(report, cell) if cell else iris.place(report, provenance.span)
    yield from describe(
        subject,
        ("prov:wasDerivedFrom", iri(place)),
        ("gk:rule", iri(iris.concept("rule", provenance.rule))),
    )
    yield from describe_place(place, provenance.span, provenance.quote)
    if place != sentence:
        yield from describe(place, ("gk:sentence", iri(sentence)))


def describe_place(place: str, span: Span, quote: str) -> Iterator[str]:
    yield from describe(
        place,
        ("oa:start", typed(span.start, "integer")),
        ("oa:end", typed(span.end, "integer")),
        ("oa:exact", text(quote, "zh")),
    )
