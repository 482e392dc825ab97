"""Facts -> what is said of each: its dimensions, who and what it is about, and the evidence for it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from gongkai import iris
from gongkai.graph.lines import INTEGER, Said, describe, escaped, fixed, form, iri, name, number, say, text
from gongkai.model import (
    Disclosure,
    Fact,
    Jurisdiction,
    NoValue,
    Observation,
    Period,
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


_STRETCH = form(("oa:end", b'"%d"' + INTEGER), ("oa:exact", b'"%b"@zh'), ("oa:start", b'"%d"' + INTEGER))
_PLACE, _CELL = iri(iris.PLACE), iri(iris.CELL)
_IN_SENTENCE = b"\n" + form(("gk:sentence", b"%b"))


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
    quantity, provenance = fact.quantity, fact.provenance
    status, qualifier = (quantity.status, "") if isinstance(quantity, NoValue) else ("", quantity.qualifier)
    agencies, areas, channels = _participants(fact)
    counted = _counted(
        fact.metric, fact.scope, fact.dimensions, quantity.unit, status, qualifier, provenance.rule,
        len(agencies), len(channels), bool(fact.part_of), len(areas),
    )  # fmt: skip
    place, described = _evidence(provenance, report)
    said = counted % (
        report.encode(),
        *_setting(fact.jurisdiction, fact.period),
        *(() if isinstance(quantity, NoValue) else (number(quantity.value),)),
        place,
        *agencies,
        *channels,
        escaped(fact.label),
        *((iri(f"{report}/observation/{fact.part_of}"),) if fact.part_of else ()),
        *areas,
    )
    return (iri(f"{report}/observation/{fact.key}"), said), described


@lru_cache(4096)  # some 1,000 bytes each; the statutory figures are some hundreds, and recur from report to report
def _counted(
    metric: str, scope: str, dimensions: tuple[tuple[str, str], ...], unit: str, status: str, qualifier: str, rule: str,
    agencies: int, channels: int, wholes: int, areas: int,
) -> bytes:  # fmt: skip
    """The form of all figures that count the same, with places for what differs, in the order in which they stand."""
    concepts = [
        ("gk:metric", "metric", metric),
        ("gk:scope", "scope", scope),
        ("gk:rule", "rule", rule),
        *((DIMENSIONS[scheme], scheme, value) for scheme, value in dict.fromkeys(dimensions)),
        *((("sdmx-attribute:unitMeasure", "unit", unit),) if unit else ()),
        *((("sdmx-attribute:obsStatus", "observation-status", status),) if status else ()),
        *((("gk:qualifier", "qualifier", qualifier),) if qualifier else ()),
    ]
    return say(
        ("rdf:type", name("qb:Observation")),
        *((prefixed, fixed(iri(iris.concept(scheme, value)))) for prefixed, scheme, value in concepts),
        ("qb:dataSet", b"<%b/data>"),
        ("sdmx-dimension:refArea", b"%b"),
        ("sdmx-dimension:refPeriod", b"%b"),
        *(() if status else (("sdmx-measure:obsValue", b"%b"),)),
        ("prov:wasDerivedFrom", b"%b"),
        *agencies * (("gk:agency", b"%b"),),
        *channels * (("gk:channel", b"%b"),),
        ("gk:label", b'"%b"@zh'),
        *wholes * (("gk:partOf", b"%b"),),
        *areas * (("gk:policyArea", b"%b"),),
    )


@lru_cache(4096)
def _setting(place: Jurisdiction, days: Period) -> tuple[bytes, bytes]:
    """Where and when a figure holds: nearly all of a report are of its own place and days."""
    return iri(iris.jurisdiction(place)), iri(iris.period(days))


def _participants(fact: Observation | Disclosure) -> tuple[Sequence[bytes], Sequence[bytes], Sequence[bytes]]:
    """Agencies, areas and channels, each in order and once."""
    if not (fact.agencies or fact.areas or fact.channels):
        return (), (), ()
    return (
        sorted({iri(iris.agency(agency)) for agency in fact.agencies}),
        sorted({iri(iris.concept("policy-area", area)) for area in fact.areas}),
        sorted({iri(iris.channel(channel)) for channel in fact.channels}),
    )


def _disclosure(fact: Disclosure, report: str) -> Sequence[Said]:
    agencies, areas, channels = _participants(fact)
    said = [
        ("rdf:type", name("gk:Disclosure")),
        *(("gk:agency", agency) for agency in agencies),
        *(("gk:policyArea", area) for area in areas),
        *(("gk:channel", channel) for channel in channels),
    ]
    return _with_evidence("disclosure", said, fact.provenance, report)


def _reference(fact: Reference, report: str) -> Sequence[Said]:
    citation = fact.citation
    cited = ("dcterms:references", iri(iris.document(citation)))
    said = [("rdf:type", name("gk:Reference")), cited]
    if citation.number:
        said.append(("eli:id_local", text(citation.number)))
    if citation.issuer:
        said.append(("gk:documentIssuer", text(citation.issuer, "zh")))
    return describe(report, cited), *_with_evidence("reference", said, fact.provenance, report)


def _shortcoming(fact: Shortcoming, report: str) -> Sequence[Said]:
    kind = ("rdf:type", name("gk:Problem" if fact.role == "problem" else "gk:Measure"))
    said = [kind, ("dcterms:type", iri(iris.concept("concern", fact.kind)))]
    return _with_evidence(fact.role, said, fact.provenance, report)


def _with_evidence(kind: str, said: Iterable[tuple[str, bytes]], provenance: Provenance, report: str) -> Sequence[Said]:
    """A statement that is named by where it begins."""
    place, described = _evidence(provenance, report)
    stated = describe(
        f"{report}/{kind}/{provenance.span.start}",
        *said,
        ("dcterms:isPartOf", iri(report)),
        ("prov:wasDerivedFrom", place),
        ("gk:rule", iri(iris.concept("rule", provenance.rule))),
    )
    return stated, described


def _evidence(provenance: Provenance, report: str) -> tuple[bytes, Said]:
    """The place where a statement stands, and what is said of it."""
    span, cell = provenance.span, provenance.cell
    place = _CELL % (report.encode(), cell.table, cell.row, cell.column) if cell else place_of(report, span)
    sentence = place_of(report, provenance.sentence)
    said = stretch(span, provenance.quote)
    return place, (place, said if place == sentence else said + _IN_SENTENCE % sentence)


def place_of(report: str, span: Span) -> bytes:
    """As `iri` of `iris.place`, in half the time."""
    return _PLACE % (report.encode(), span.start, span.end)


def stretch(span: Span, quote: str) -> bytes:
    """What is said of a place: where words stand, and which."""
    return _STRETCH % (span.end, escaped(quote), span.start)
