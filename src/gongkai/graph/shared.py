"""Facts -> what is said of all that reports share: agencies, channels, jurisdictions, periods, units, documents.

All reports say it alike, and each once: every figure names its place, its days and its unit, and most name an agency or
a channel. It is formatted once for many reports.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from gongkai import iris
from gongkai.graph.lines import Said, describe, iri, name, text, typed
from gongkai.model import Agency, Channel, Citation, Disclosure, Fact, Jurisdiction, Observation, Period, Reference

_KEPT = 4096  # some 200 bytes each; who was named least recently goes first


def describe_shared(facts: Iterable[Fact]) -> Iterator[Said]:
    """What the facts name."""
    agencies, channels, periods = set[Agency](), set[Channel](), set[Period]()
    places, units, citations = set[Jurisdiction](), set[str](), set[Citation]()
    for fact in facts:
        match fact:
            case Observation():
                periods.add(fact.period)
                places.add(fact.jurisdiction)
                units.add(fact.quantity.unit)
                agencies.update(fact.agencies)
                channels.update(fact.channels)
            case Disclosure():
                agencies.update(fact.agencies)
                channels.update(fact.channels)
            case Reference():
                citations.add(fact.citation)
    units.discard("")
    yield from map(describe_agency, agencies)
    yield from map(describe_channel, channels)
    yield from map(describe_period, periods)
    yield from map(describe_jurisdiction, places)
    yield from map(_unit, units)
    yield from map(_document, citations)


@lru_cache(_KEPT)
def describe_agency(agency: Agency) -> Said:
    kind = [("org:classification", iri(iris.concept("agency-kind", agency.kind)))] if agency.kind else []
    return describe(
        iris.agency(agency),
        ("rdf:type", name("org:Organization")),
        ("rdfs:label", text(agency.name, "zh")),
        ("gk:jurisdiction", iri(f"{iris.BASE}jurisdiction/{iris.segment(agency.code)}")),
        *kind,
    )


@lru_cache(_KEPT)
def describe_channel(channel: Channel) -> Said:
    return describe(
        iris.channel(channel),
        ("rdf:type", name("gk:Channel")),
        ("rdfs:label", text(channel.name, "zh")),
        ("gk:channelType", iri(iris.concept("channel", channel.type))),
        ("gk:jurisdiction", iri(f"{iris.BASE}jurisdiction/{iris.segment(channel.code)}")),
    )


@lru_cache(_KEPT)
def describe_jurisdiction(place: Jurisdiction) -> Said:
    return describe(
        iris.jurisdiction(place),
        ("rdf:type", name("schema:AdministrativeArea")),
        ("rdfs:label", text(place.name, "zh")),
        ("skos:notation", text(place.code)),
        ("gk:level", iri(iris.concept("level", place.level))),
    )


@lru_cache(_KEPT)
def describe_period(period: Period) -> Said:
    return describe(
        iris.period(period),
        ("rdf:type", name("time:Interval")),
        ("gk:periodStart", typed(period.start.isoformat(), "date")),
        ("gk:periodEnd", typed(period.end.isoformat(), "date")),
    )


@lru_cache(_KEPT)
def _unit(unit: str) -> Said:
    return describe(
        iris.concept("unit", unit),
        ("rdf:type", name("skos:Concept")),
        ("skos:inScheme", iri(f"{iris.BASE}concept/unit")),
        ("skos:prefLabel", text(unit, "zh")),
    )


def _document(citation: Citation) -> Said:
    return describe(
        iris.document(citation), ("rdf:type", name("eli:LegalResource")), ("dcterms:title", text(citation.title, "zh"))
    )
