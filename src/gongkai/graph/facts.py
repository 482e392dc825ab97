"""Facts -> what is said of each: its dimensions, who and what it is about, and the evidence for it."""

from collections.abc import Sequence
from functools import lru_cache

from gongkai import iris
from gongkai.graph.lines import INTEGER, Said, describe, iri, name, number, say, text
from gongkai.model import (
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


_DATA, _AREA, _PERIOD = name("qb:dataSet"), name("sdmx-dimension:refArea"), name("sdmx-dimension:refPeriod")
_LABEL, _VALUE, _PART_OF = name("gk:label"), name("sdmx-measure:obsValue"), name("gk:partOf")
_DERIVED_FROM, _RULE, _SENTENCE = name("prov:wasDerivedFrom"), name("gk:rule"), name("gk:sentence")
_START, _END, _EXACT = name("oa:start"), name("oa:end"), name("oa:exact")


def describe_fact(fact: Fact, report: str) -> Sequence[Said]:
    """The fact, and the place where it stands; what it names is told by `describe_shared`."""
    match fact:
        case Observation():
            return _observation(fact, report)
        case Disclosure():
            return _disclosure(fact, report)
        case Reference():
            return _reference(fact, report)
        case Shortcoming():
            return _shortcoming(fact, report)


def _observation(fact: Observation, report: str) -> Sequence[Said]:
    quantity = fact.quantity
    said = [
        *_counted(fact.metric, fact.scope, fact.dimensions, quantity.unit),
        f"{_DATA} <{report}/data>",
        f"{_AREA} <{iris.jurisdiction(fact.jurisdiction)}>",
        f"{_PERIOD} <{iris.period(fact.period)}>",
        f"{_LABEL} {text(fact.label, 'zh')}",
    ]
    if isinstance(quantity, NoValue):
        said += say(("sdmx-attribute:obsStatus", iri(iris.concept("observation-status", quantity.status))))
    else:
        said.append(f"{_VALUE} {number(quantity.value)}")
        if quantity.qualifier:
            said += say(("gk:qualifier", iri(iris.concept("qualifier", quantity.qualifier))))
    if fact.part_of:
        said.append(f"{_PART_OF} <{report}/observation/{fact.part_of}>")
    if fact.agencies or fact.areas or fact.channels:
        said += _participants(fact)
    return _with_evidence(f"<{report}/observation/{fact.key}>", said, fact.provenance, report)


@lru_cache(4096)  # some 700 bytes each; the statutory figures are some hundreds, and recur from report to report
def _counted(metric: str, scope: str, dimensions: tuple[tuple[str, str], ...], unit: str) -> tuple[str, ...]:
    """What is said alike of all figures that count the same, whatever their place, days and value."""
    return tuple(
        say(
            ("rdf:type", name("qb:Observation")),
            ("gk:metric", iri(iris.concept("metric", metric))),
            ("gk:scope", iri(iris.concept("scope", scope))),
            *((DIMENSIONS[scheme], iri(iris.concept(scheme, value))) for scheme, value in dict.fromkeys(dimensions)),
            *((("sdmx-attribute:unitMeasure", iri(iris.concept("unit", unit))),) if unit else ()),
        )
    )


def _disclosure(fact: Disclosure, report: str) -> Sequence[Said]:
    said = say(("rdf:type", name("gk:Disclosure")), ("dcterms:isPartOf", iri(report)))
    subject = f"<{report}/disclosure/{fact.provenance.span.start}>"
    return _with_evidence(subject, [*said, *_participants(fact)], fact.provenance, report)


def _participants(fact: Observation | Disclosure) -> list[str]:
    pairs = [
        *(("gk:agency", iri(iris.agency(agency))) for agency in fact.agencies),
        *(("gk:policyArea", iri(iris.concept("policy-area", area))) for area in fact.areas),
        *(("gk:channel", iri(iris.channel(channel))) for channel in fact.channels),
    ]
    return say(*dict.fromkeys(pairs))


def _reference(fact: Reference, report: str) -> Sequence[Said]:
    citation = fact.citation
    cited = ("dcterms:references", iri(iris.document(citation)))
    said = say(("rdf:type", name("gk:Reference")), ("dcterms:isPartOf", iri(report)), cited)
    if citation.number:
        said += say(("eli:id_local", text(citation.number)))
    if citation.issuer:
        said += say(("gk:documentIssuer", text(citation.issuer, "zh")))
    subject = f"<{report}/reference/{fact.provenance.span.start}>"
    return describe(report, cited), *_with_evidence(subject, said, fact.provenance, report)


def _shortcoming(fact: Shortcoming, report: str) -> Sequence[Said]:
    said = say(
        ("rdf:type", name("gk:Problem" if fact.role == "problem" else "gk:Measure")),
        ("dcterms:isPartOf", iri(report)),
        ("dcterms:type", iri(iris.concept("concern", fact.kind))),
    )
    return _with_evidence(f"<{report}/{fact.role}/{fact.provenance.span.start}>", said, fact.provenance, report)


def _with_evidence(subject: str, said: list[str], provenance: Provenance, report: str) -> Sequence[Said]:
    sentence = iris.place(report, provenance.sentence)
    cell = provenance.cell
    place = iris.cell(report, cell) if cell else iris.place(report, provenance.span)
    said += f"{_DERIVED_FROM} <{place}>", f"{_RULE} <{iris.concept('rule', provenance.rule)}>"
    within = () if place == sentence else (f"{_SENTENCE} <{sentence}>",)
    return (subject, said), describe_place(place, provenance.span, provenance.quote, *within)


def describe_place(place: str, span: Span, quote: str, *more: str) -> Said:
    """Where words stand, and what `more` is said of the place."""
    return f"<{place}>", (
        f'{_START} "{span.start}"{INTEGER}',
        f'{_END} "{span.end}"{INTEGER}',
        f"{_EXACT} {text(quote, 'zh')}",
        *more,
    )
