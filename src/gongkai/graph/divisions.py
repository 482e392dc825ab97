"""The register -> lines: every place of the country with its years, points, ids in other data sets, and heirs.

The same in every store. A report tells of its own place only; these say what lies in it, what it was before, and how it
is called elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterator

from gongkai import iris
from gongkai.graph.lines import describe, iri, name, text, typed
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
    lines = {line for entry in register.entries for line in _place(entry, holders)}
    lines.update(line for succession in register.successions for line in _succession(succession))
    lines.update(line for origin in register.origins for line in _origin(origin))
    lines.update(describe(iris.GAZETTEER, ("void:entities", typed(len(register.entries), "integer"))))
    return sorted(lines)


def _place(entry: Entry, holders: dict[str, list[Division]]) -> Iterator[str]:
    division = entry.division
    subject = iris.jurisdiction(division.jurisdiction)
    yield from describe_jurisdiction(division.jurisdiction)
    if division.jurisdiction.level == "functional-zone":
        yield from describe(subject, ("rdf:type", name("gk:FunctionalZone")))
    for parent in holders[division.parent]:
        if parent.first < division.last and division.first < parent.last:
            yield from describe(subject, ("schema:containedInPlace", iri(iris.jurisdiction(parent.jurisdiction))))
    yield from _years(subject, division)
    yield from _identifiers(subject, entry)


def _years(subject: str, division: Division) -> Iterator[str]:
    """The years of its holding the code, where they are known to begin or to end."""
    bounds = ""
    if division.first:
        bounds += f"start={division.first}; "
        yield from describe(subject, ("schema:validFrom", typed(division.first, "gYear")))
    if division.last < OPEN:
        bounds += f"end={division.last}; "
        yield from describe(subject, ("schema:validThrough", typed(division.last, "gYear")))
    if bounds:
        period = f"{text(bounds + 'scheme=W3C-DTF;')}^^{name('dcterms:Period')}"
        yield from describe(subject, ("dcterms:valid", period))


def _identifiers(subject: str, entry: Entry) -> Iterator[str]:
    if entry.wikidata:
        yield from describe(subject, ("skos:exactMatch", iri(f"http://www.wikidata.org/entity/{entry.wikidata}")))
    if entry.geonames:
        yield from describe(subject, ("skos:exactMatch", iri(f"https://sws.geonames.org/{entry.geonames}/")))
    if entry.iso:
        yield from describe(subject, ("dcterms:identifier", text(entry.iso)))
    if entry.point:
        point = f"{subject}/point"
        yield from describe(subject, ("schema:geo", iri(point)))
        yield from describe(
            point,
            ("rdf:type", name("schema:GeoCoordinates")),
            ("schema:latitude", typed(entry.point.latitude, "decimal")),
            ("schema:longitude", typed(entry.point.longitude, "decimal")),
        )


def _succession(change: Succession) -> Iterator[str]:
    old, new = iris.jurisdiction(change.old), iris.jurisdiction(change.new)
    subject = f"{old}/succession/{change.year}/{change.new.key}"
    yield from describe(
        subject,
        ("rdf:type", name("gk:Succession")),
        ("gk:predecessor", iri(old)),
        ("gk:successor", iri(new)),
        ("dcterms:type", iri(iris.concept("succession", change.kind))),
        ("dcterms:date", typed(change.year, "gYear")),
        *(("dcterms:source", iri(_origin_iri(source))) for source in change.sources),
    )
    if change.kind not in PARTIAL:
        yield from describe(old, ("dcterms:isReplacedBy", iri(new)))
        yield from describe(new, ("dcterms:replaces", iri(old)))


def _origin_iri(identifier: str) -> str:
    return f"{iris.GAZETTEER}/source/{identifier}"


def _origin(origin: Origin) -> Iterator[str]:
    subject = _origin_iri(origin.id)
    yield from describe(iris.GAZETTEER, ("dcterms:source", iri(subject)))
    yield from describe(
        subject,
        ("rdf:type", name("prov:Entity")),
        ("rdfs:label", text(origin.file)),
        ("dcterms:title", text(origin.title)),
        ("dcterms:license", iri(origin.licence)),
        ("dcat:landingPage", iri(origin.homepage)),
        ("spdx:checksum", iri(f"{subject}/sha256")),
    )
    yield from describe(
        f"{subject}/sha256",
        ("rdf:type", name("spdx:Checksum")),
        ("spdx:algorithm", name("spdx:checksumAlgorithm_sha256")),
        ("spdx:checksumValue", typed(origin.sha256, "hexBinary")),
    )
