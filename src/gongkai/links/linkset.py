"""Links with how they were found -> lines of N-Triples: a void:Linkset, and the run that made it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from gongkai import __version__, iris
from gongkai.graph.lines import Said, describe, iri, lines_of, name, text, typed

# How a link was found, in the words of SSSOM's vocabulary of justifications.
_JUSTIFICATIONS = {
    "code": "semapv:DatabaseCrossReference",
    "full": "semapv:LexicalMatching",
    "short": "semapv:LexicalMatching",
    "stem": "semapv:LexicalMatching",
    "fuzzy": "semapv:LexicalSimilarityThresholdMatching",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or an answer of a service, by name and hash."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Target:
    """The data set at the other side of the links."""

    iri: str
    title: str


@dataclass(frozen=True, slots=True)
class Triple:
    """One link; `label` is what the other side calls the thing. A point is written down with the object."""

    subject: str
    relation: str
    object: str
    score: float
    method: str
    label: str
    latitude: str = ""
    longitude: str = ""


@dataclass(frozen=True, slots=True)
class Linkset:
    """`name` is unique in a store; `parameters` as on the command line."""

    name: str
    parameters: str
    source: Source
    other: Target
    links: tuple[Triple, ...]


def triples_of(found: Linkset) -> list[str]:
    """Sorted, each once; nothing in them depends on when or where they were made."""
    return lines_of(chain(_head(found), _run(found), _links(found)))


def address(name: str) -> str:
    return f"{iris.BASE}linkset/{name}"


def _head(found: Linkset) -> Iterator[Said]:
    subject, ours = address(found.name), iris.BASE + "dataset"
    inward = bool(found.links) and not found.links[0].subject.startswith(f"{iris.BASE}jurisdiction/")
    yield describe(
        subject,
        ("rdf:type", name("void:Linkset")),
        ("dcterms:identifier", text(found.name)),
        ("dcterms:title", text(f"{found.source.name}", "zh")),
        ("void:subjectsTarget", iri(found.other.iri if inward else ours)),
        ("void:objectsTarget", iri(ours if inward else found.other.iri)),
        ("void:triples", typed(len(found.links), "integer")),
        ("prov:wasGeneratedBy", iri(f"{subject}/run")),
    )
    for relation in sorted({link.relation for link in found.links}):
        yield describe(subject, ("void:linkPredicate", name(relation)))
    for target, title in ((ours, "gongkai"), (found.other.iri, found.other.title)):
        yield describe(target, ("rdf:type", name("void:Dataset")), ("dcterms:title", text(title, "zh")))


def _run(found: Linkset) -> Iterator[Said]:
    run, source = f"{address(found.name)}/run", f"{address(found.name)}/source"
    software = f"{iris.BASE}software/{__version__}"
    yield describe(
        run,
        ("rdf:type", name("prov:Activity")),
        ("prov:used", iri(source)),
        ("prov:wasAssociatedWith", iri(software)),
        ("dcterms:description", text(found.parameters)),
    )
    yield describe(software, ("rdf:type", name("prov:SoftwareAgent")), ("rdfs:label", text(f"gongkai {__version__}")))
    yield describe(
        source,
        ("rdf:type", name("prov:Entity")),
        ("rdfs:label", text(found.source.name)),
        ("spdx:checksum", iri(f"{source}/sha256")),
    )
    yield describe(
        f"{source}/sha256",
        ("rdf:type", name("spdx:Checksum")),
        ("spdx:algorithm", name("spdx:checksumAlgorithm_sha256")),
        ("spdx:checksumValue", typed(found.source.sha256, "hexBinary")),
    )


def _links(found: Linkset) -> Iterator[Said]:
    for number, link in enumerate(found.links, 1):
        yield describe(link.subject, (link.relation, iri(link.object)))
        subject = f"{address(found.name)}/link/{number}"
        yield describe(
            subject,
            ("rdf:type", name("owl:Axiom")),
            ("owl:annotatedSource", iri(link.subject)),
            ("owl:annotatedProperty", name(link.relation)),
            ("owl:annotatedTarget", iri(link.object)),
            ("void:inDataset", iri(address(found.name))),
            ("sssom:mapping_justification", name(_JUSTIFICATIONS[link.method])),
            ("sssom:confidence", typed(f"{link.score:.3f}", "decimal")),
            ("sssom:match_string", text(link.label)),
        )
        if link.latitude and link.longitude:
            yield describe(
                link.object,
                ("schema:latitude", typed(link.latitude, "decimal")),
                ("schema:longitude", typed(link.longitude, "decimal")),
            )
