"""IRI -> the triples that say what it is: its own, and those of what it is made of."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, Store, Triple, serialize

from gongkai import iris
from gongkai.serve.refusals import Refused
from gongkai.serve.tasks import GRAPHS, Reply, full


@dataclass(frozen=True, slots=True)
class Description:
    """The task that gives the triples of a thing, of its blank nodes, and of objects whose IRIs stand below its own."""

    iri: str
    media_type: str

    def answer(self, store: Store, reply: Reply) -> None:
        triples = sorted(set(_said(store, NamedNode(self.iri))), key=str)
        if not triples:
            raise Refused(404, f"the store says nothing of {self.iri}")
        prefixes = None if "json" in self.media_type else iris.PREFIXES
        content = serialize(triples, format=GRAPHS[self.media_type], prefixes=prefixes)
        reply.begin(full(self.media_type)).write(content or b"")


def _said(store: Store, subject: NamedNode) -> Iterator[Triple]:
    waiting: list[NamedNode | BlankNode] = [subject]
    seen = set(waiting)
    below = (f"{subject.value}/", f"{subject.value}#")
    while waiting:
        for quad in store.quads_for_pattern(waiting.pop(), None, None):
            yield quad.triple
            thing = quad.object
            part = isinstance(thing, BlankNode) or (isinstance(thing, NamedNode) and thing.value.startswith(below))
            if part and thing not in seen and isinstance(thing, (BlankNode, NamedNode)):
                seen.add(thing)
                waiting.append(thing)
