"""Opened store, or its index for search -> an answer, written piece by piece: what a worker can be asked to do.

A task is pickled on its way, so its module must be importable by the worker, and quickly. It says of what media type
its answer is before it writes it, and raises `Refused` where it will not answer.
"""

import gzip
from dataclasses import dataclass
from typing import IO, Final, Protocol, cast, runtime_checkable

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Store,
    Variable,
    serialize,
)

from gongkai import federation, iris, queries, rows, search
from gongkai.errors import BadQuery, BadStore
from gongkai.serve.refusals import Refused

Bound = NamedNode | BlankNode | Literal

TABLES: Final = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
}
GRAPHS: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/json": RdfFormat.JSON_LD,
    "application/xml": RdfFormat.RDF_XML,
    "text/plain": RdfFormat.N_TRIPLES,
}
_WITH_CHARSET: Final = ("text/csv", "text/tab-separated-values", "text/plain", "text/turtle")
ROWS: Final = {"csv": "text/csv", "tsv": "text/tab-separated-values", "json": "application/json"}


class Reply(Protocol):
    """Where a task writes to."""

    def begin(self, media_type: str) -> IO[bytes]:
        """Say what the answer is; what is written to the stream then goes to the client."""
        ...


class Task(Protocol):
    """Anything that a worker does with the store; picklable, immutable."""

    def answer(self, store: Store, reply: Reply) -> None: ...


@runtime_checkable
class Lookup(Protocol):
    """Anything that a worker does with the index for search instead."""

    def look_up(self, index: search.Index, reply: Reply) -> None: ...


@dataclass(frozen=True, slots=True)
class Search:
    """Names and sentences that fit a wish, as JSON, which `search.unpacked` makes `Hits` of."""

    wish: search.Wish

    def look_up(self, index: search.Index, reply: Reply) -> None:
        try:
            found = search.packed(search.find(index, self.wish))
        except BadQuery as error:
            raise Refused(400, str(error)) from error
        except BadStore as error:
            raise Refused(503, str(error)) from error
        reply.begin("application/json").write(found)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query shall see instead of all: IRIs."""

    default: tuple[str, ...]
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sparql:
    """A query in words, and the media types in which its answer is wanted.

    `table` is that of rows and of yes or no, `graph` that of triples; empty where the client takes none.
    """

    text: str
    table: str
    graph: str
    bindings: tuple[tuple[str, Bound], ...] = ()
    dataset: Dataset | None = None

    def answer(self, store: Store, reply: Reply) -> None:
        if federation.asks_others(self.text):
            raise Refused(403, "SERVICE is refused, since a query must not reach the network; leave it out")
        dataset = self.dataset
        try:
            found = store.query(
                self.text,
                base_iri=iris.BASE,
                prefixes=iris.PREFIXES,
                default_graph=[*map(NamedNode, dataset.default)] if dataset else None,
                named_graphs=[*map(NamedNode, dataset.named)] if dataset else None,
                substitutions={Variable(name): term for name, term in self.bindings},
            )
        except (SyntaxError, ValueError, RuntimeError) as error:
            raise Refused(400, f"the query cannot be run: {one_line(error)}") from error
        if isinstance(found, QueryTriples):
            media_type = _wanted(self.graph, "triples", GRAPHS)
            _write_graph(found, reply.begin(full(media_type)), GRAPHS[media_type])
            return
        kind = "yes or no" if isinstance(found, QueryBoolean) else "rows"
        media_type = _wanted(self.table, kind, TABLES)
        found.serialize(reply.begin(full(media_type)), TABLES[media_type])


@dataclass(frozen=True, slots=True)
class Selection:
    """A named query, or one of a page, with its parameters as text; `form` is one of ROWS."""

    name: str
    given: tuple[tuple[str, str], ...]
    form: str

    def answer(self, store: Store, reply: Reply) -> None:
        query = queries.served().get(self.name)
        if not query:
            raise Refused(404, f"there is no query {self.name!r}; /query lists those that there are")
        try:
            text = rows.write(queries.select(store, query, dict(self.given)), self.form)
        except BadQuery as error:
            raise Refused(400, str(error)) from error
        reply.begin(full(ROWS[self.form])).write(text.encode())


@dataclass(frozen=True, slots=True)
class Dump:
    """All triples as N-Triples, in no order; `packed` with gzip."""

    packed: bool

    def answer(self, store: Store, reply: Reply) -> None:
        if not self.packed:
            store.dump(reply.begin("application/n-triples"), RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
            return
        with gzip.GzipFile(fileobj=reply.begin("application/gzip"), mode="wb", compresslevel=4, mtime=0) as output:
            store.dump(cast("IO[bytes]", output), RdfFormat.N_TRIPLES, from_graph=DefaultGraph())


def _write_graph(found: QueryTriples, output: IO[bytes], form: RdfFormat) -> None:
    if form in (RdfFormat.TURTLE, RdfFormat.RDF_XML):
        serialize(found, output, format=form, prefixes=iris.PREFIXES)
    else:
        found.serialize(output, form)


def one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:500]


def _wanted(media_type: str, kind: str, known: "dict[str, QueryResultsFormat] | dict[str, RdfFormat]") -> str:
    if not media_type:
        raise Refused(406, f"the query gives {kind}; accept one of: {', '.join(known)}")
    return media_type


def full(media_type: str) -> str:
    """The media type as a header says it, with its charset where it has one."""
    return f"{media_type}; charset=utf-8" if media_type in _WITH_CHARSET else media_type
