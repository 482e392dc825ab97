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


def describe_fact(fact: Fact, report: str) -> list[str]:
    match fact:
        case Observation():
            return _observation(fact, report)
        case Disclosure():
            return _disclosure(fact, report)
        case Reference():
            return _reference(fact, report)
        case Shortcoming():
            return _shortcoming(fact, report)


def _observation(fact: Observation, report: str) -> list[str]:
    subject = f"{report}/observation/{fact.key}"
    quantity = fact.quantity
    pairs = [
        ("rdf:type", name("qb:Observation")),
        ("qb:dataSet", iri(f"{report}/data")),
        ("gk:metric", iri(iris.concept("metric", fact.metric))),
        ("gk:scope", iri(iris.concept("scope", fact.scope))),
        ("sdmx-dimension:refArea", iri(iris.jurisdiction(fact.jurisdiction))),
        ("sdmx-dimension:refPeriod", iri(iris.period(fact.period))),
        ("gk:label", text(fact.label, "zh")),
    ]
    if quantity.unit:
        pairs.append(("sdmx-attribute:unitMeasure", iri(iris.concept("unit", quantity.unit))))
    if isinstance(quantity, NoValue):
        pairs.append(("sdmx-attribute:obsStatus", iri(iris.concept("observation-status", quantity.status))))
    else:
        pairs.append(("sdmx-measure:obsValue", number(quantity.value)))
        if quantity.qualifier:
            pairs.append(("gk:qualifier", iri(iris.concept("qualifier", quantity.qualifier))))
    if fact.part_of:
        pairs.append(("gk:partOf", iri(f"{report}/observation/{fact.part_of}")))
    pairs += [(DIMENSIONS[scheme], iri(iris.concept(scheme, value))) for scheme, value in fact.dimensions]
    return [
        *describe(subject, *pairs),
        *(describe_unit(quantity.unit) if quantity.unit else ()),
        *_participants(subject, fact.agencies, fact.areas, fact.channels),
        *describe_period(fact.period),
        *describe_jurisdiction(fact.jurisdiction),
        *_evidence(subject, fact.provenance, report),
    ]


def _disclosure(fact: Disclosure, report: str) -> list[str]:
    span = fact.provenance.span
    subject = f"{report}/disclosure/{span.start}"
    return [
        *describe(subject, ("rdf:type", name("gk:Disclosure")), ("dcterms:isPartOf", iri(report))),
        *_participants(subject, fact.agencies, fact.areas, fact.channels),
        *_evidence(subject, fact.provenance, report),
    ]


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


def _reference(fact: Reference, report: str) -> list[str]:
    citation, subject = fact.citation, f"{report}/reference/{fact.provenance.span.start}"
    document = iris.document(citation)
    pairs = [
        ("rdf:type", name("gk:Reference")),
        ("dcterms:isPartOf", iri(report)),
        ("dcterms:references", iri(document)),
    ]
    if citation.number:
        pairs.append(("eli:id_local", text(citation.number)))
    if citation.issuer:
        pairs.append(("gk:documentIssuer", text(citation.issuer, "zh")))
    return [
        *describe(report, ("dcterms:references", iri(document))),
        *describe(subject, *pairs),
        *_evidence(subject, fact.provenance, report),
        *describe_document(citation),
    ]


def _shortcoming(fact: Shortcoming, report: str) -> list[str]:
    subject = f"{report}/{fact.role}/{fact.provenance.span.start}"
    return [
        *describe(
            subject,
            ("rdf:type", name("gk:Problem" if fact.role == "problem" else "gk:Measure")),
            ("dcterms:isPartOf", iri(report)),
            ("dcterms:type", iri(iris.concept("concern", fact.kind))),
        ),
        *_evidence(subject, fact.provenance, report),
    ]


def _evidence(subject: str, provenance: Provenance, report: str) -> list[str]:
    sentence = iris.place(report, provenance.sentence)
    cell = provenance.cell
    place = iris.cell(report, cell) if cell else iris.place(report, provenance.span)
    lines = describe(
        subject,
        ("prov:wasDerivedFrom", iri(place)),
        ("gk:rule", iri(iris.concept("rule", provenance.rule))),
    )
    lines += describe_place(place, provenance.span, provenance.quote)
    if place != sentence:
        lines += describe(place, ("gk:sentence", iri(sentence)))
    return lines


def describe_place(place: str, span: Span, quote: str) -> list[str]:
    return describe(
        place,
        ("oa:start", typed(span.start, "integer")),
        ("oa:end", typed(span.end, "integer")),
        ("oa:exact", text(quote, "zh")),
    )
