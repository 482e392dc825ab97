"""A request of the SPARQL 1.1 Protocol -> the task that it asks for; Refused where it is none."""

from collections.abc import Iterable
from email.message import Message
from typing import Final
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.requests import Request

from gongkai.errors import BadQuery
from gongkai.serve import negotiation, terms
from gongkai.serve.refusals import Refused
from gongkai.serve.tasks import GRAPHS, TABLES, Bound, Dataset, Sparql

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_LONGEST: Final = 1 << 20
_READ_ONLY: Final = "this endpoint is read-only: updates are refused; build the store anew with gongkai build"

Pairs = list[tuple[str, str]]


async def task_of(request: Request) -> Sparql | None:
    """The query that is asked; None where none is, by GET, which asks for the description of the service."""
    pairs = _pairs(request.scope["query_string"])
    if request.method == "POST":
        pairs += await _posted(request)
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in pairs):
        raise Refused(403, _READ_ONLY)
    texts = _values(pairs, "query")
    if not texts and request.method != "POST":
        return None
    if len(texts) != 1:
        raise Refused(400, f"send one query, not {len(texts)}")
    accept = accepted(request)
    table, graph = negotiation.chosen(accept, TABLES), negotiation.chosen(accept, GRAPHS)
    if not table and not graph:
        raise Refused(406, f"accept one of: {', '.join(dict.fromkeys((*TABLES, *GRAPHS)))}")
    return Sparql(texts[0], table, graph, _bindings(pairs), _dataset(pairs))


def accepted(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept"))


def accepted_languages(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept-language"))


async def _posted(request: Request) -> Pairs:
    media_type, charset = _content_type(request.headers.get("content-type", ""))
    if media_type == _UPDATE:
        raise Refused(403, _READ_ONLY)
    if media_type not in (_FORM, _QUERY):
        raise Refused(415, f"send a query as {_QUERY}, or as {_FORM}")
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise Refused(415, f"send the query in UTF-8, not in {charset}")
    body = await _body(request)
    return _pairs(body) if media_type == _FORM else [("query", _decoded(body))]


def _content_type(header: str) -> tuple[str, str]:
    message = Message()
    message["content-type"] = header or "none/none"
    charset = message.get_param("charset", "utf-8")
    return message.get_content_type(), str(charset).lower()


async def _body(request: Request) -> bytes:
    pieces, size = [], 0
    async for piece in request.stream():
        pieces.append(piece)
        size += len(piece)
        if size > _LONGEST:
            raise Refused(413, f"a query may have {_LONGEST} bytes, no more")
    return b"".join(pieces)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, f"the query is no UTF-8 ({error})") from error


def _pairs(encoded: bytes) -> Pairs:
    try:
        return parse_qsl(_decoded(encoded), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError as error:
        raise Refused(400, f"the query is no UTF-8 ({error})") from error
    except ValueError as error:
        raise Refused(400, f"these are no parameters ({error})") from error


def _dataset(pairs: Pairs) -> Dataset | None:
    default, named = _values(pairs, "default-graph-uri"), _values(pairs, "named-graph-uri")
    if not default and not named:
        return None
    for name in (*default, *named):
        try:
            NamedNode(name)
        except ValueError as error:
            raise Refused(400, f"{name!r} is no absolute IRI ({error})") from error
    return Dataset(tuple(default), tuple(named))


def _bindings(pairs: Pairs) -> tuple[tuple[str, Bound], ...]:
    """What `$name=TERM` binds, as RDF4J and Yasgui send it; the query must project the variable."""
    given = [(name.removeprefix("$"), text) for name, text in pairs if name.startswith("$")]
    names = [name for name, _ in given]
    if wrong := next((name for name in names if not name.isidentifier() or names.count(name) > 1), None):
        raise Refused(400, f"${wrong} is no variable, or is given twice; write $name=TERM once for each")
    try:
        return tuple((name, terms.read(text)) for name, text in given)
    except BadQuery as error:
        raise Refused(400, str(error)) from error


def _values(pairs: Iterable[tuple[str, str]], wanted: str) -> list[str]:
    return [value for name, value in pairs if name == wanted]
