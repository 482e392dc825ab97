"""A SPARQL endpoint on the network, a query and its parameters -> a table or triples, as from a store on this machine.

One request, and no second try: who asks waits. An answer that is not whole is refused.
"""

import http.client
import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from functools import cache
from typing import IO, Final

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from gongkai import __version__, binding, queries, resources
from gongkai.errors import BadQuery, BadService
from gongkai.parameters import terms_of
from gongkai.queries import Query, Table, Triples

TIMEOUT: Final = 120.0
_AGENT: Final = f"gongkai/{__version__} (https://w3id.org/gongkai/) Python-urllib"
_TABLES: Final = "application/sparql-results+json"
_GRAPHS: Final = "application/n-triples, text/turtle;q=0.5, application/rdf+xml;q=0.3"
_LARGEST: Final = 1 << 28
_PIECE: Final = 1 << 16
_LONGEST: Final = 200
_ADDRESS: Final = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_TAG: Final = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^<>]*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address that answers SPARQL over HTTP, and the seconds that an answer may take."""

    address: str
    timeout: float = TIMEOUT

    def concepts(self, scheme: str) -> Sequence[str]:
        return self._found("members", {"scheme": NamedNode(scheme)})

    def reports(self, name: str) -> Sequence[str]:
        return self._found("reports", {"name": Literal(name)})

    def _found(self, name: str, values: Mapping[str, NamedNode | Literal]) -> list[str]:
        """The first column of a query of ours, in order."""
        result = _answer(self, _lookup(name), values)
        assert isinstance(result, Table)
        return sorted(str(row[0]) for row in result.rows)


def select(endpoint: Endpoint, query: Query, given: Mapping[str, str]) -> Table | Triples:
    """Run a query there, with its parameters, given as text; BadQuery or BadService where it cannot be run."""
    if not _ADDRESS.fullmatch(endpoint.address):
        raise BadService(f"{endpoint.address}: this is no address of a service; write http://... or https://...")
    queries.refuse_service(query)
    return _answer(endpoint, query, dict(terms_of(query.name, query.parameters, given, endpoint)))


@cache
def _lookup(name: str) -> Query:
    return queries.query_of(resources.folder("queries") / "remote" / f"{name}.rq")


def _answer(endpoint: Endpoint, query: Query, values: Mapping[str, NamedNode | Literal]) -> Table | Triples:
    text = binding.bind(query.text, values)
    try:
        kind = type(Store().query(text))  # says what it gives, and refuses what is no query, before anybody is asked
    except (SyntaxError, RuntimeError) as error:
        raise BadQuery(f"{query.name}: {queries.line_of(error)}") from error
    content, media_type = _fetched(endpoint, text, _GRAPHS if kind is QueryTriples else _TABLES)
    left_out = frozenset(parameter.name for parameter in query.parameters)
    try:
        return _triples(content, media_type) if kind is QueryTriples else _table(content, left_out)
    except (SyntaxError, ValueError) as error:
        told = f"{media_type or 'of no kind'}: {_plain(content)}"
        raise BadService(
            f"{endpoint.address}: the answer is not that of a SPARQL endpoint ({told}); check the address"
        ) from error


def _table(content: bytes, left_out: frozenset[str]) -> Table:
    found = parse_query_results(content, format=QueryResultsFormat.JSON)
    if isinstance(found, QueryBoolean):
        return Table(("answer",), ((bool(found),),))
    assert isinstance(found, QuerySolutions)
    return queries.table_of(found, left_out)


def _triples(content: bytes, media_type: str) -> Triples:
    form = RdfFormat.from_media_type(media_type) or RdfFormat.N_TRIPLES
    return Triples(tuple(sorted({quad.triple for quad in parse(content, format=form)}, key=str)))


# --- One request ------------------------------------------------------------------------------------------------------


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirection: the query would be lost on the way, and the answer be that to another question."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        return None


def _fetched(endpoint: Endpoint, text: str, accept: str) -> tuple[bytes, str]:
    """The whole answer and its media type; BadService where there is none."""
    try:
        request = urllib.request.Request(
            endpoint.address,
            data=urllib.parse.urlencode({"query": text}).encode(),
            headers={"User-Agent": _AGENT, "Accept": accept},
        )
        with urllib.request.build_opener(_Stay).open(request, timeout=endpoint.timeout) as answer:
            _check_whole(endpoint, answer.headers)
            return _read(answer, endpoint), answer.headers.get_content_type()
    except urllib.error.HTTPError as error:
        with error:
            raise _refused(endpoint, error) from error
    except TimeoutError as error:
        raise _slow(endpoint) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            raise _slow(endpoint) from error
        told = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
        raise BadService(f"{endpoint.address}: no answer ({told}); check the address, and that it runs") from error


def _read(answer: http.client.HTTPResponse, endpoint: Endpoint) -> bytes:
    """The body; one that comes drop by drop ends too."""
    end = time.monotonic() + endpoint.timeout
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > _LARGEST:
            raise BadService(
                f"{endpoint.address}: the answer has more than {_LARGEST >> 20} MB; ask for less, as with LIMIT"
            )
        if time.monotonic() > end:
            raise _slow(endpoint)
    if answer.length:  # what was announced and did not come
        raise BadService(f"{endpoint.address}: the answer broke off; ask again")
    return b"".join(pieces)


def _check_whole(endpoint: Endpoint, headers: Message) -> None:
    """Virtuoso says in headers that it gave as many rows as it may, or those that it had when its time was up."""
    if rows := headers.get("X-SPARQL-MaxRows"):
        raise BadService(
            f"{endpoint.address}: it gives no more than {rows} rows; ask for less, or raise ResultSetMaxRows there"
        )
    if headers.get("X-SQL-State"):
        said = " ".join(str(headers.get("X-SQL-Message", "")).split())[:_LONGEST]
        raise BadService(
            f"{endpoint.address}: the answer is not whole ({said}); ask for less, or give it more time there"
        )


def _refused(endpoint: Endpoint, error: urllib.error.HTTPError) -> BadService:
    if 300 <= error.code < 400:
        return BadService(f"{endpoint.address}: it has moved to {error.headers.get('Location')}; give that address")
    try:
        said = _plain(error.read(_PIECE))
    except (OSError, http.client.HTTPException):
        said = ""
    return BadService(f"{endpoint.address}: refused with {error.code} {error.reason}{': ' if said else ''}{said}")


def _slow(endpoint: Endpoint) -> BadService:
    return BadService(f"{endpoint.address}: no answer within {endpoint.timeout:g} seconds; give it more with --timeout")


def _plain(content: bytes) -> str:
    """The beginning of what an endpoint says, in one line, without the marks of HTML."""
    text = content[:_PIECE].decode("utf-8", "replace")
    try:
        told = json.loads(text)
        text = str(told.get("exception") or told.get("message") or told.get("error") or text)  # QLever's and others'
    except (ValueError, AttributeError):
        text = _TAG.sub(" ", text)
    return "".join(one if one.isprintable() else " " for one in " ".join(text.split()))[:_LONGEST]
