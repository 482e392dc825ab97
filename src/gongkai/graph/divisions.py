"""The register -> lines: every place of the country with its years, points, ids in other data sets, and heirs.

The same in every store. A report tells of its own place only; these say what lies in it, what it was before, and how it
is called elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from gongkai import iris
from gongkai.graph.lines import Said, describe, iri, lines_of, name, text, typed
from gongkai.graph.shared import describe_jurisdiction
from gongkai.vocabulary.places import OPEN, Division
from gongkai.vocabulary.register import Entry, Origin, Register, Succession

# An heir of these has a part of the area only, so does not replace the one that had it.
PARTIAL = ("part", "transferred")


def triples_of_places(register: Register) -> list[str]:
    """Sorted, each once, without line ends."""
    holders: dict[str, list[Division]] = defaultdict(list)
    for entry in register.entries:
        holders[entry.division.jurisdiction.code].append(entry.division)
    return lines_of(
        chain(
            chain.from_iterable(_place(entry, holders) for entry in register.entries),
            chain.from_iterable(map(_succession, register.successions)),
            chain.from_iterable(map(_origin, register.origins)),
            (describe(iris.GAZETTEER, ("void:entities", typed(len(register.entries), "integer"))),),
        )
    )


def _place(entry: Entry, holders: dict[str, list[Division]]) -> Iterator[Said]:
    division = entry.division
    subject = iris.jurisdiction(division.jurisdiction)
    yield describe_jurisdiction(division.jurisdiction)
    if division.jurisdiction.level == "functional-zone":
        yield describe(subject, ("rdf:type", name("gk:FunctionalZone")))
    for parent in holders[division.parent]:
        if parent.first < division.last and division.first < parent.last:
            yield describe(subject, ("schema:containedInPlace", iri(iris.jurisdiction(parent.jurisdiction))))
    yield from _years(subject, division)
    yield from _identifiers(subject, entry)


def _years(subject: str, division: Division) -> Iterator[Said]:
    """The years of its holding the code, where they are known to begin or to end."""
    bounds = ""
    if division.first:
        bounds += f"start={division.first}; "
        yield describe(subject, ("schema:validFrom", typed(division.first, "gYear")))
    if division.last < OPEN:
        bounds += f"end={division.last}; "
        yield describe(subject, ("schema:validThrough", typed(division.last, "gYear")))
    if bounds:
        period = text(bounds + "scheme=W3C-DTF;") + b"^^" + name("dcterms:Period")
        yield describe(subject, ("dcterms:valid", period))


def _identifiers(subject: str, entry: Entry) -> Iterator[Said]:
    if entry.wikidata:
        yield describe(subject, ("skos:exactMatch", iri(f"http://www.wikidata.org/entity/{entry.wikidata}")))
    if entry.geonames:
        yield describe(subject, ("skos:exactMatch", iri(f"https://sws.geonames.org/{entry.geonames}/")))
    if entry.iso:
        yield describe(subject, ("dcterms:identifier", text(entry.iso)))
    if entry.point:
        point = f"{subject}/point"
        yield describe(subject, ("schema:geo", iri(point)))
        yield describe(
            point,
            ("rdf:type", name("schema:GeoCoordinates")),
            ("schema:latitude", typed(entry.point.latitude, "decimal")),
            ("schema:longitude", typed(entry.point.longitude, "decimal")),
        )


def _succession(change: Succession) -> Iterator[Said]:
    old, new = iris.jurisdiction(change.old), iris.jurisdiction(change.new)
    subject = f"{old}/succession/{change.year}/{change.new.key}"
    yield describe(
        subject,
        ("rdf:type", name("gk:Succession")),
        ("gk:predecessor", iri(old)),
        ("gk:successor", iri(new)),
        ("dcterms:type", iri(iris.concept("succession", change.kind))),
        ("dcterms:date", typed(change.year, "gYear")),
        *(("dcterms:source", iri(_origin_iri(source))) for source in dict.fromkeys(change.sources)),
    )
    if change.kind not in PARTIAL:
        yield describe(old, ("dcterms:isReplacedBy", iri(new)))
        yield describe(new, ("dcterms:replaces", iri(old)))


def _origin_iri(identifier: str) -> str:
    return f"{iris.GAZETTEER}/source/{identifier}"


def _origin(origin: Origin) -> Iterator[Said]:
    subject = _origin_iri(origin.id)
    yield describe(iris.GAZETTEER, ("dcterms:source", iri(subject)))
    yield describe(
        subject,
        ("rdf:type", name("prov:Entity")),
        ("rdfs:label", text(origin.file)),
        ("dcterms:title", text(origin.title)),
        ("dcterms:license", iri(origin.licence)),
        ("dcat:landingPage", iri(origin.homepage)),
        ("spdx:checksum", iri(f"{subject}/sha256")),
    )
    yield describe(
        f"{subject}/sha256",
        ("rdf:type", name("spdx:Checksum")),
        ("spdx:algorithm", name("spdx:checksumAlgorithm_sha256")),
        ("spdx:checksumValue", typed(origin.sha256, "hexBinary")),
    )
