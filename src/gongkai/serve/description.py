"""What this service is -> triples: its description for SPARQL clients, and that of the data sets (VoID)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    serialize,
)

from gongkai import iris, resources
from gongkai.serve.tasks import GRAPHS, Reply

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_GIVEN: Final = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)
_TYPE: Final = NamedNode(iris.term("rdf:type"))
_DATASET: Final = NamedNode(iris.term("void:Dataset"))
_SPACE: Final = NamedNode(iris.term("void:uriSpace"))


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server stands, as the client wrote it: scheme and host, without a slash at the end."""

    origin: str

    @property
    def endpoint(self) -> NamedNode:
        return NamedNode(f"{self.origin}/sparql")

    @property
    def dataset(self) -> NamedNode:
        return NamedNode(f"{self.origin}/.well-known/void#dataset")

    @property
    def dumps(self) -> tuple[NamedNode, ...]:
        return tuple(NamedNode(f"{self.origin}/dump.{ending}") for ending in ("nt", "nt.gz"))


def service(address: Address, media_type: str) -> bytes:
    """The description of the service (SPARQL 1.1 Service Description)."""
    whole, default, graph = address.endpoint, BlankNode("dataset"), BlankNode("graph")
    triples = [
        Triple(whole, _TYPE, NamedNode(_SD + "Service")),
        Triple(whole, NamedNode(_SD + "endpoint"), whole),
        Triple(whole, NamedNode(_SD + "supportedLanguage"), NamedNode(_SD + "SPARQL11Query")),
        *(Triple(whole, NamedNode(_SD + "resultFormat"), NamedNode(_FORMATS + name)) for name in _GIVEN),
        Triple(whole, NamedNode(_SD + "defaultDataset"), default),
        Triple(default, _TYPE, NamedNode(_SD + "Dataset")),
        Triple(default, NamedNode(_SD + "defaultGraph"), graph),
        Triple(graph, _TYPE, NamedNode(_SD + "Graph")),
        Triple(whole, NamedNode(iris.term("rdfs:seeAlso")), NamedNode(f"{address.origin}/.well-known/void")),
    ]
    return _written(triples, media_type)


@dataclass(frozen=True, slots=True)
class Datasets:
    """The task that gives what the store says of its data sets, and where they are to be had here.

    Where it says nothing, one is described by that alone.
    """

    address: Address
    media_type: str

    def answer(self, store: Store, reply: Reply) -> None:
        found = _asked(store, "void.rq")
        assert isinstance(found, QueryTriples)
        triples = list(found)
        wholes = _asked(store, "wholes.rq")
        assert isinstance(wholes, QuerySolutions)
        named = [whole["dataset"] for whole in wholes]
        with_space = {triple.subject for triple in triples if triple.predicate == _SPACE}
        for whole in [one for one in named if isinstance(one, NamedNode)] or [self.address.dataset]:
            triples += self._access(whole)
            if whole not in with_space:
                triples.append(Triple(whole, _SPACE, Literal(iris.BASE)))
        reply.begin(self.media_type).write(_written(sorted(set(triples), key=str), self.media_type))

    def _access(self, dataset: NamedNode) -> Iterator[Triple]:
        yield Triple(dataset, _TYPE, _DATASET)
        yield Triple(dataset, NamedNode(iris.term("void:sparqlEndpoint")), self.address.endpoint)
        for dump in self.address.dumps:
            yield Triple(dataset, NamedNode(iris.term("void:dataDump")), dump)


def _asked(store: Store, name: str) -> QueryTriples | QuerySolutions | QueryBoolean:
    return store.query((resources.folder("queries") / "serve" / name).read_text("utf-8"), prefixes=iris.PREFIXES)


def _written(triples: list[Triple], media_type: str) -> bytes:
    prefixes = None if "json" in media_type else {**iris.PREFIXES, "sd": _SD}
    return serialize(triples, format=GRAPHS[media_type], prefixes=prefixes) or b""
