"""What reports share -> lines: agencies, channels, jurisdictions, periods, units, documents; all say it alike."""

from collections.abc import Iterator

from gongkai import iris
from gongkai.graph.lines import describe, iri, name, text, typed
from gongkai.model import Agency, Channel, Citation, Jurisdiction, Period


def describe_agency(agency: Agency) -> Iterator[str]:
    subject = iris.agency(agency)
    yield from describe(
        subject,
        ("rdf:type", name("org:Organization")),
        ("rdfs:label", text(agency.name, "zh")),
        ("gk:jurisdiction", iri(f"{iris.BASE}jurisdiction/{iris.segment(agency.code)}")),
    )
    if agency.kind:
        yield from describe(subject, ("org:classification", iri(iris.concept("agency-kind", agency.kind))))


def describe_channel(channel: Channel) -> Iterator[str]:
    yield from describe(
        iris.channel(channel),
        ("rdf:type", name("gk:Channel")),
        ("rdfs:label", text(channel.name, "zh")),
        ("gk:channelType", iri(iris.concept("channel", channel.type))),
        ("gk:jurisdiction", iri(f"{iris.BASE}jurisdiction/{iris.segment(channel.code)}")),
    )


def describe_jurisdiction(place: Jurisdiction) -> Iterator[str]:
    yield from describe(
        iris.jurisdiction(place),
        ("rdf:type", name("schema:AdministrativeArea")),
        ("rdfs:label", text(place.name, "zh")),
        ("skos:notation", text(place.code)),
        ("gk:level", iri(iris.concept("level", place.level))),
    )


def describe_period(period: Period) -> Iterator[str]:
    subject = iris.period(period)
    yield from describe(
        subject,
        ("rdf:type", name("time:Interval")),
        ("gk:periodStart", typed(period.start.isoformat(), "date")),
        ("gk:periodEnd", typed(period.end.isoformat(), "date")),
    )


def describe_unit(unit: str) -> Iterator[str]:
    yield from describe(
        iris.concept("unit", unit),
        ("rdf:type", name("skos:Concept")),
        ("skos:inScheme", iri(f"{iris.BASE}concept/unit")),
        ("skos:prefLabel", text(unit, "zh")),
    )


def describe_document(citation: Citation) -> Iterator[str]:
    yield from describe(
        iris.document(citation), ("rdf:type", name("eli:LegalResource")), ("dcterms:title", text(citation.title, "zh"))
    )
