"""The ontology -> its documentation: every term with its anchor, what is borrowed, and the code lists."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Final

from pyoxigraph import NamedNode, Store
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from gongkai import iris
from gongkai.pages.account import Statement, said
from gongkai.pages.answering import thing_at
from gongkai.pages.asking import question, rows_of
from gongkai.pages.describing import fragments
from gongkai.pages.naming import Named, prefixed, property_named
from gongkai.pages.rendering import page
from gongkai.serve.refusals import Refused
from gongkai.serve.tasks import Reply

_ONTOLOGY: Final = iris.BASE + "ontology"
# The sorts of terms, in the order in which they are told; what is of none of them comes last, under its own.
_SORTS: Final = ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "qb:DataStructureDefinition")
_TYPE: Final = NamedNode(iris.term("rdf:type"))
# The page says these by its order and headings.
_TOLD: Final = ("rdfs:label", "rdfs:isDefinedBy")


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property; `own` where it is gongkai's, with the fragment that is its anchor."""

    thing: Named
    called: str
    sort: str
    own: bool
    anchor: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """The task that gives what is said of the ontology, and all its terms."""

    def answer(self, store: Store, reply: Reply) -> None:
        whole = NamedNode(_ONTOLOGY)
        about = said(store, whole)
        if not about:
            raise Refused(404, "the store has no ontology")
        terms = {term.thing.iri: term for term in _terms(store, whole)}
        content = {
            "about": [asdict(one) for one in about],
            "terms": [asdict(one) for one in sorted(terms.values(), key=_order)],
        }
        reply.begin("application/json").write(json.dumps(content, ensure_ascii=False).encode())


def _terms(store: Store, whole: NamedNode) -> Iterator[Term]:
    for sort in _SORTS:
        kind = NamedNode(iris.term(sort))
        for quad in store.quads_for_pattern(None, _TYPE, kind):
            if isinstance(quad.subject, NamedNode):
                yield _term(store, quad.subject, sort)
    for part in fragments(store, whole):
        types = {quad.object.value for quad in store.quads_for_pattern(part, _TYPE, None)}  # type: ignore[union-attr]
        if not types & {iris.term(sort) for sort in _SORTS}:
            yield _term(store, part, _SORTS[-1])


def _term(store: Store, thing: NamedNode, sort: str) -> Term:
    named, called = property_named(store, thing.value)
    own = thing.value.startswith(iris.GK)
    statements = tuple(one for one in said(store, thing) if not own or one.called not in _TOLD)
    return Term(named, called, sort, own, thing.value.removeprefix(iris.GK) if own else "", statements)


def _order(term: Term) -> tuple[int, str]:
    return _SORTS.index(term.sort), prefixed(term.thing.iri)


async def _ontology(request: Request) -> Response:
    content = json.loads(await request.app.state.pool.whole(Terms()))
    (schemes,) = await rows_of(request, question("pages/schemes"))
    return page(request, "ontology.html", iri=_ONTOLOGY, sorts=_SORTS, schemes=schemes, **content)


ROUTES: Final[tuple[BaseRoute, ...]] = (thing_at("/ontology", _ontology),)
