"""Store -> JSON-LD: the known prefixes as context, one node object a line, in the order of the N-Triples.

rdflib compacts one subject at a time, so that the size of the store does not matter and the order of its
sets does not show. (pyoxigraph writes JSON-LD too, but leaves every IRI long.) The lists of the ontology
therefore stay chains of rdf:first and rdf:rest.
"""

import json
from collections.abc import Iterable
from itertools import groupby
from tempfile import TemporaryFile
from typing import BinaryIO

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple, parse
from rdflib.plugins.serializers.jsonld import from_rdf
from rdflib.plugins.shared.jsonld.context import Context

from gongkai.export import nt
from gongkai.iris import PREFIXES


def export(store: Store, stream: BinaryIO) -> None:
    context = Context(PREFIXES)
    with TemporaryFile() as lines:
        nt.export(store, lines)
        lines.seek(0)
        triples = (quad.triple for quad in parse(lines, RdfFormat.N_TRIPLES))
        stream.write(f'{{"@context": {_json(PREFIXES)},\n"@graph": ['.encode())
        separator = "\n"
        for _, statements in groupby(triples, key=lambda triple: triple.subject):
            stream.write(f"{separator}{_json(_node(statements, context))}".encode())
            separator = ",\n"
        stream.write(b"\n]}\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _node(statements: Iterable[Triple], context: Context) -> dict[str, object]:
    """The node object of one subject, without the bare ids of blank nodes that rdflib puts beside it."""
    graph = rdflib.Graph(bind_namespaces="none")
    for triple in statements:
        graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    document = from_rdf(graph, context)  # type: ignore[no-untyped-call]
    del document["@context"]
    return next(node for node in document.get("@graph", [document]) if len(node) > 1)


def _term(term: object) -> rdflib.term.IdentifiedNode | rdflib.Literal:
    match term:
        case NamedNode():
            return rdflib.URIRef(term.value)
        case BlankNode():
            return rdflib.BNode(term.value)
        case Literal(language=None):
            return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
        case Literal():
            return rdflib.Literal(term.value, lang=term.language)
        case _:
            raise TypeError(f"JSON-LD 1.1 has no {term!r}")
