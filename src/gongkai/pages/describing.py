"""IRI -> the triples that say what it is: its own, and those of what it is made of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Store, Triple, serialize

from gongkai import iris
from gongkai.pages.asking import rows_in
from gongkai.serve.refusals import Refused
from gongkai.serve.tasks import GRAPHS, Reply, full

_TYPE: Final = NamedNode(iris.term("rdf:type"))
_DECLARES: Final = NamedNode(iris.term("sh:declare"))
_DOCUMENTS: Final = {NamedNode(iris.term(name)) for name in ("owl:Ontology", "gk:Text")}
# Of what nothing is said but that others point at it, no more than so many of these.
_MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class Description:
    """The task that gives the triples of a thing, of its blank nodes, and of what has its IRI with more behind it.

    Of its name space, which is no thing, and of what is not described, as the older version of an ontology, those in
    which others speak of it.
    """

    iri: str
    media_type: str

    def answer(self, store: Store, reply: Reply) -> None:
        thing = NamedNode(self.iri)
        parts = fragments(store, thing)
        own = {*_said(store, [thing, *parts]), *_pointing(store, NamedNode(f"{self.iri}#"))}
        triples = sorted(own or set(_pointing(store, thing)), key=str)
        if not triples:
            raise Refused(404, f"the store says nothing of {self.iri}")
        reply.begin(full(self.media_type)).write(_written(triples, self.media_type))


def fragments(store: Store, thing: NamedNode) -> list[NamedNode]:
    """What is addressed as a part of the thing, if it is a document; a fragment never reaches a server."""
    types = {quad.object for quad in store.quads_for_pattern(thing, _TYPE, None)}
    if not types & _DOCUMENTS and next(store.quads_for_pattern(thing, _DECLARES, None), None) is None:
        return []
    return [NamedNode(str(row["part"])) for row in rows_in(store, "pages/fragments", document=thing.value)]


def _said(store: Store, subjects: Iterable[NamedNode]) -> Iterator[Triple]:
    waiting: list[NamedNode | BlankNode] = [*subjects]
    seen = set(waiting)
    below = (f"{waiting[0].value}/", f"{waiting[0].value}#")
    while waiting:
        for quad in store.quads_for_pattern(waiting.pop(), None, None):
            yield quad.triple
            thing = quad.object
            part = isinstance(thing, BlankNode) or (isinstance(thing, NamedNode) and thing.value.startswith(below))
            if part and thing not in seen and isinstance(thing, (BlankNode, NamedNode)):
                seen.add(thing)
                waiting.append(thing)


def _pointing(store: Store, thing: NamedNode) -> Iterator[Triple]:
    return (quad.triple for quad in islice(store.quads_for_pattern(None, None, thing), _MOST))


def _written(triples: Sequence[Triple], media_type: str) -> bytes:
    """The triples, with those prefixes declared that shorten something; JSON has none."""
    if "json" in media_type:
        return serialize(triples, format=GRAPHS[media_type]) or b""
    whole = serialize(triples, format=GRAPHS[media_type], prefixes=iris.PREFIXES) or b""
    body = b"".join(line for line in whole.splitlines(keepends=True) if not line.startswith(b"@prefix"))
    used = {prefix: space for prefix, space in iris.PREFIXES.items() if f"{prefix}:".encode() in body}
    return serialize(triples, format=GRAPHS[media_type], prefixes=used) or b""
