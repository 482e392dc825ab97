"""A request of the SPARQL 1.1 Protocol -> the task that it asks for; Refused where it is none."""

from typing import Final

from pyoxigraph import NamedNode
from starlette.requests import Request

from gongkai.errors import BadQuery
from gongkai.serve import negotiation, terms
from gongkai.serve.forms import FORM, Pairs, body_of, decoded, media_type_of, pairs_of, values
from gongkai.serve.refusals import Refused
from gongkai.serve.tasks import GRAPHS, TABLES, Bound, Dataset, Sparql

_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_READ_ONLY: Final = "this endpoint is read-only: updates are refused; build the store anew with gongkai build"


async def task_of(request: Request) -> Sparql | None:
    """The query that is asked; None where none is, by GET, which asks for the description of the service."""
    pairs = pairs_of(request.scope["query_string"])
    if request.method == "POST":
        pairs += await _posted(request)
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in pairs):
        raise Refused(403, _READ_ONLY)
    texts = values(pairs, "query")
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
    media_type = media_type_of(request)
    if media_type == _UPDATE:
        raise Refused(403, _READ_ONLY)
    if media_type not in (FORM, _QUERY):
        raise Refused(415, f"send a query as {_QUERY}, or as {FORM}")
    body = await body_of(request)
    return pairs_of(body) if media_type == FORM else [("query", decoded(body))]


def _dataset(pairs: Pairs) -> Dataset | None:
    default, named = values(pairs, "default-graph-uri"), values(pairs, "named-graph-uri")
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
