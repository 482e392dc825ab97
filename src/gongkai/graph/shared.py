"""What reports share -> lines: agencies, channels, jurisdictions, periods, units, documents; all say it alike.

Every figure names its place, its days and its unit, and most name an agency or a channel: what is told of them is
formatted once, and not again for each of them.
"""

from functools import lru_cache

from gongkai import iris
from gongkai.graph.lines import describe, iri, name, text, typed
from gongkai.model import Agency, Channel, Citation, Jurisdiction, Period

Lines = tuple[str, ...]

_KEPT = 4096  # some 200 bytes each; who was named least recently goes first


@lru_cache(_KEPT)
def describe_agency(agency: Agency) -> Lines:
    subject = iris.agency(agency)
    lines = describe(
        subject,
        ("rdf:type", name("org:Organization")),
        ("rdfs:label", text(agency.name, "zh")),
        ("gk:jurisdiction", iri(f"{iris.BASE}jurisdiction/{iris.segment(agency.code)}")),
    )
    if agency.kind:
        lines += describe(subject, ("org:classification", iri(iris.concept("agency-kind", agency.kind))))
    return tuple(lines)


@lru_cache(_KEPT)
def describe_channel(channel: Channel) -> Lines:
    return tuple(
        describe(
            iris.channel(channel),
            ("rdf:type", name("gk:Channel")),
            ("rdfs:label", text(channel.name, "zh")),
            ("gk:channelType", iri(iris.concept("channel", channel.type))),
            ("gk:jurisdiction", iri(f"{iris.BASE}jurisdiction/{iris.segment(channel.code)}")),
        )
    )


@lru_cache(_KEPT)
def describe_jurisdiction(place: Jurisdiction) -> Lines:
    return tuple(
        describe(
            iris.jurisdiction(place),
            ("rdf:type", name("schema:AdministrativeArea")),
            ("rdfs:label", text(place.name, "zh")),
            ("skos:notation", text(place.code)),
            ("gk:level", iri(iris.concept("level", place.level))),
        )
    )


@lru_cache(_KEPT)
def describe_period(period: Period) -> Lines:
    subject = iris.period(period)
    return tuple(
        describe(
            subject,
            ("rdf:type", name("time:Interval")),
            ("gk:periodStart", typed(period.start.isoformat(), "date")),
            ("gk:periodEnd", typed(period.end.isoformat(), "date")),
        )
    )


@lru_cache(_KEPT)
def describe_unit(unit: str) -> Lines:
    return tuple(
        describe(
            iris.concept("unit", unit),
            ("rdf:type", name("skos:Concept")),
            ("skos:inScheme", iri(f"{iris.BASE}concept/unit")),
            ("skos:prefLabel", text(unit, "zh")),
        )
    )


def describe_document(citation: Citation) -> list[str]:
    return describe(
        iris.document(citation), ("rdf:type", name("eli:LegalResource")), ("dcterms:title", text(citation.title, "zh"))
    )
