"""`gongkai serve --edit` as a process of its own <- requests of every kind: it must answer each, and live on.

schemathesis was looked at and left: it makes requests by an OpenAPI description, of which there is none, and which
says of a SPARQL query or a batch of names no more than that it is a text; what matters is what stands in that text.
"""

import errno
import http.client
import json
import re
import socket
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hypothesis import strategies as st

from fuzz import properties
from fuzz.inputs import pieces
from fuzz.target import Target
from fuzz.targets.store import changed, folder, parameters
from gongkai import iris, queries
from serving import Server, serving, workers_of

SECONDS = 4
_PATIENCE = 30.0  # for its own limit, on a machine that does other things besides
_held = ExitStack()
_SUZHOU = f"{iris.BASE}report/320500/government/2016"
_QUERIES = (
    "SELECT * { ?s ?p ?o } LIMIT 3", "ASK {}", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3", f"DESCRIBE <{_SUZHOU}>", "SELECT (COUNT(*) AS ?n) { ?s a ?t }",
    "SELECT ?s { ?s gk:reportingYear ?y FILTER(?y > 2015) } ORDER BY ?s", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    "DROP ALL", "INSERT DATA { <a> <b> <c> }", "SELECT (REGEX('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '^(a+)+$') AS ?x) {}", "SELECT * { ?s !(a|^a)* ?o } LIMIT 2",
    "SELECT (GROUP_CONCAT(?s; separator='\\u0000') AS ?x) { ?s ?p ?o }", "SELECT (STRDT('9' , <http://www.w3.org/2001/XMLSchema#integer>) AS ?x) {}", "FROM", "PREFIX x: <x> SELECT * {}",
    "SELECT (REPLACE('x', '', '$99999') AS ?x) {}", "SELECT (1/0 AS ?x) {}", "SELECT (SUBSTR('𠮷a', 2) AS ?x) {}", "SELECT * { VALUES ?x { <a b> \"\\uD800\" } }", "BASE <\u202e> ASK {}",
    "(" * 3000, "SELECT * {" + "{" * 500 + "}" * 500 + "}", "SELECT (" + "1+" * 2000 + "1 AS ?x) {}", "SELECT (" + "(" * 3000 + "1" + ")" * 3000 + " AS ?x) {}", "ASK { FILTER(" + "!" * 5000 + "true) }",
    "SELECT * { ?s " + "(" * 2000 + "<p>" + ")" * 2000 + " ?o }", "SELECT * {" + " OPTIONAL {" * 400 + "}" * 400 + "}", "SELECT * { ?s ?p <<( <a> <b> <c> )>> }",
)  # fmt: skip
_PATHS = (
    "/", "/sparql", "/sparql/", "/.well-known/void", "/dump.nt.gz", "/search", "/query", "/query/requests", "/query/requests.csv", "/query/no.json", "/query/../../x", "/compare", "/findings",
    "/findings.csv", "/coverage", "/places", "/agencies", "/channels", "/areas", "/audit", "/network", "/network/node", "/network/all.json", "/network/all.gexf", "/network/all.graphml",
    "/network/x.json", "/ontology", "/reconcile", "/reconcile/suggest/entity", "/reconcile/suggest/type", "/reconcile/suggest/property", "/reconcile/properties", "/reconcile/preview",
    "/reconcile/view", "/corrections", "/corrections/form", "/corrections/unbuilt", "/static/site.css", "/static/../../x", "/report/320500/government/2016", "/report/320500/government/2016/text",
    "/report/320500/government/2016/observation/9194", "/jurisdiction/320500", "/agency/320500/government", "/concept/metric/litigations", "/channel/320500/weibo/x", "//x", "/%00", "/%ff", "/%2e%2e/%2f",
    "/report/320500/government/2016%0d%0aX:1", "/" + "a/" * 300, "/" + "%E5%8C%97" * 200,
)  # fmt: skip
_NAMES = (
    "query", "q", "kind", "year", "place", "lang", "page", "limit", "default-graph-uri", "named-graph-uri", "$x", "$s", "update", "queries", "extend", "prefix", "cursor", "type", "id", "entity",
    "properties", "report", "figure", "area", "weight", "most", "dynamic", "projection", "node", "metric", "topic", "a", "b", "rule", "status", "sort", "callback", "width", "format", "draw",
)  # fmt: skip
_TYPES = (
    "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update", "application/json", "text/plain", "multipart/form-data; boundary=x", "", "x", "a/b; charset=gbk",
    "application/sparql-query; charset=\"", "application/x-www-form-urlencoded; charset=UTF-16", "\xff",
)  # fmt: skip
_ACCEPTS = (
    "*/*", "", "text/html", "application/sparql-results+json", "text/csv", "application/sparql-results+xml", "text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples", "image/png",
    "text/*;q=0.1, */*;q=x", "a" * 5000, ",,;;q", "text/html;q=1.0001, application/json;q=-1", "\xff", "text/turtle;q=NaN", "q=1",
)  # fmt: skip
_ENTITIES = (
    _SUZHOU, f"{iris.BASE}jurisdiction/320500", "jurisdiction/320500", f"{iris.BASE}agency/320500/government", "", "x", "<", "http://[::1", "\ud800", "a b", f"{_SUZHOU}/observation/9194", f"{iris.BASE}../x", "concept/metric/x",
)  # fmt: skip
Request = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Site:
    server: Server
    token: str


@cache
def _site() -> _Site:
    file = properties.folder() / "corrections.csv"
    options = (
        "--workers",
        "2",
        "--timeout",
        str(SECONDS),
        "--memory",
        "300",
        "--size",
        "8",
        "--edit",
        "--corrections",
        str(file),
    )
    server = _held.enter_context(serving(folder(), *options))
    assert server.process.stderr
    found = re.search(r"#token=(\S+)", server.process.stderr.readline())
    assert found
    drain = subprocess.Popen(["cat"], stdin=server.process.stderr, stdout=subprocess.DEVNULL)
    _held.callback(drain.kill)
    return _Site(server, found[1])


# --- Requests ---------------------------------------------------------------------------------------------------------


def _value() -> st.SearchStrategy[str]:
    return st.one_of(
        st.sampled_from(("", "0", "1", "-1", "2016", "9" * 400, "320500", "yes", "zh", "en", "x")), pieces.piece(), changed(st.sampled_from(_QUERIES)),
        st.sampled_from(_ENTITIES), _terms(), _batches().map(json.dumps),
    )  # fmt: skip


def _terms() -> st.SearchStrategy[str]:
    return changed(
        st.sampled_from(
            (
                '"a"@zh',
                '"3"^^<http://www.w3.org/2001/XMLSchema#integer>',
                f"<{_SUZHOU}>",
                "_:b",
                "3",
                "true",
                "<",
                '"',
                "<<",
                "\\",
            )
        )
    )


def _batches() -> st.SearchStrategy[object]:
    """What OpenRefine sends, and what it would not."""
    anything = st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), pieces.piece(), st.sampled_from(_ENTITIES)),
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(_NAMES), inner, max_size=3)), max_leaves=6,
    )  # fmt: skip
    text = st.one_of(
        st.sampled_from(("苏州市", "太仓市财政局", "苏州市环保局", "环境保护", "微博", "合计")),
        pieces.piece(),
        anything,
    )
    prop = st.fixed_dictionaries(
        {}, optional={"pid": st.one_of(st.sampled_from(("parent", "year", "code")), anything), "v": text}
    )
    query = st.one_of(st.fixed_dictionaries({"query": text}, optional={
        "type": st.one_of(st.sampled_from(("Jurisdiction", "Agency", "Concept", f"{iris.GK}Agency", "http://www.w3.org/2004/02/skos/core#Concept")), anything),
        "limit": st.one_of(st.integers(-2, 30), anything), "properties": st.one_of(st.lists(prop, max_size=3), anything), "type_strict": anything,
    }), anything)  # fmt: skip
    extend = st.fixed_dictionaries({"ids": st.one_of(st.lists(st.one_of(st.sampled_from(_ENTITIES), anything), max_size=4), anything),
                                    "properties": st.one_of(st.lists(st.one_of(prop, st.just({"id": "parent"}), anything), max_size=3), anything)})  # fmt: skip
    return st.one_of(st.dictionaries(st.sampled_from(("q0", "q1", "")), query, max_size=3), query, extend, anything)


def _correction() -> st.SearchStrategy[object]:
    value = st.one_of(st.sampled_from(("3290", "1E999999999", "", "9" * 900, "x", "\ud800", "a;b")), pieces.piece())
    return st.fixed_dictionaries({
        "report": st.sampled_from((_SUZHOU, _SUZHOU, "suzhou-2016", f"{iris.BASE}report/> <", f"{iris.BASE}report/\ud800")),
        "start": st.sampled_from((9194, 9194, 0, -1, 2**70, 1.5, "9194", True, None)), "action": st.sampled_from(("change", "confirm", "reject", "add", "x", 5)),
        "set": st.one_of(st.dictionaries(st.sampled_from(("value", "unit", "metric", "label", "agency", "channel", "status", "=", "")), value, max_size=3), st.just([])),
        "who": st.sampled_from(("李晓", "", "\x00", 5)), "why": value,
    }, optional={"end": st.sampled_from((9198, 0, 2**70, -5)), "metric": value})  # fmt: skip


def _request() -> st.SearchStrategy[Request]:
    path = st.one_of(
        st.sampled_from(_PATHS),
        st.sampled_from(_PATHS),
        st.sampled_from(
            [f"/query/{name}{ending}" for name in sorted(queries.served()) for ending in ("", ".csv", ".json")]
        ),
    )
    pairs = st.lists(st.tuples(st.one_of(st.sampled_from(_NAMES), pieces.piece()), _value()), max_size=4)
    query = changed(st.sampled_from(_QUERIES))
    headers = st.fixed_dictionaries({"Accept": st.sampled_from(_ACCEPTS)}, optional={
        "Accept-Language": st.sampled_from(("zh", "en;q=x", "\xff", "*", "," * 999)), "Origin": st.sampled_from(("null", "http://evil.example")), "Host": st.sampled_from(("", "evil", "[", "a:b:c")),
        "Range": st.just("bytes=5-1"), "If-None-Match": st.just("*"), "If-Modified-Since": st.just("x"), "Content-Encoding": st.just("gzip"), "Cookie": st.just("lang=\xff"), "Expect": st.just("100-continue"),
    })  # fmt: skip
    method = st.sampled_from(("GET", "GET", "GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "x"))
    form = pairs.map(parameters)

    def of(method: str, path: str, asked: str, headers: Request, body: str, kind: str = "") -> Request:
        return {
            "method": method,
            "path": path,
            "query": asked,
            "headers": {**headers, **({"Content-Type": kind} if kind else {})},
            "body": body,
        }

    return st.one_of(
        st.builds(of, method, path, form, headers, st.one_of(st.just(""), form), st.sampled_from(_TYPES)),
        st.builds(of, st.just("GET"), path, form, headers, st.just("")),
        st.builds(of, st.just("GET"), st.just("/sparql"), query.map(lambda text: parameters([("query", text)])), headers, st.just("")),
        st.builds(of, st.just("POST"), st.just("/sparql"), st.just(""), headers, query, st.just("application/sparql-query")),
        st.builds(of, st.just("POST"), st.just("/reconcile"), st.just(""), headers, st.tuples(st.sampled_from(("queries", "extend", "query")), _batches().map(json.dumps)).map(lambda pair: parameters([pair])), st.just(_TYPES[0])),
        st.builds(of, st.just("POST"), st.just("/corrections"), st.just(""), st.just({"token": "yes"}), _correction().map(json.dumps), st.just("application/json")),
        st.builds(of, st.just("GET"), st.sampled_from(("/corrections/form", "/corrections/unbuilt")), form, st.just({"token": "yes"}), st.just("")),
    )  # fmt: skip


def _raw() -> st.SearchStrategy[bytes]:
    """What is no request of HTTP, or hardly one."""
    line = st.sampled_from(
        (
            b"GET / HTTP/1.1\r\n",
            b"GET /sparql?query=ASK{} HTTP/1.0\r\n",
            b"POST /sparql HTTP/1.1\r\n",
            b"GET http://x/ HTTP/1.1\r\n",
            b"GET * HTTP/1.1\r\n",
            b"\x16\x03\x01",
            b"GET /\xff\xfe HTTP/1.1\r\n",
            b"GET /\x00 HTTP/9.9\r\n",
            b"PRI * HTTP/2.0\r\n\r\n",
        )
    )
    head = st.sampled_from(
        (
            b"Host: x\r\n",
            b"Host:\r\n",
            b"Transfer-Encoding: chunked\r\n",
            b"Content-Length: 5\r\n",
            b"Content-Length: -5\r\n",
            b"Content-Length: 99999999999999\r\n",
            b"Connection: upgrade\r\nUpgrade: websocket\r\n",
            b"X: " + b"y" * 70000 + b"\r\n",
            b"Content-Type: application/sparql-query\r\n",
            b"Connection: close\r\n",
            b": x\r\n",
            b"\x00\r\n",
        )
    )
    body = st.sampled_from(
        (
            b"",
            b"\r\n",
            b"\r\nASK{}",
            b"\r\n5\r\nASK{}\r\n0\r\n\r\n",
            b"\r\nFFFFFFFFFFFFFFFFF\r\n",
            b"\r\n-1\r\n",
            b"\r\n" + b"x" * 100_000,
        )
    )
    return st.builds(
        lambda start, heads, end: b"RAW " + start + b"".join(heads) + end, line, st.lists(head, max_size=5), body
    )


# --- What must hold ---------------------------------------------------------------------------------------------------


def _check(content: bytes) -> str:
    site = _site()
    if content.startswith(b"RAW "):
        _send(site, content[4:])
    else:
        _ask(site, json.loads(content))
    assert site.server.process.poll() is None, "the server has ended"
    assert len(workers_of(site.server)) <= 4, "workers are left behind"
    return ""


def _ask(site: _Site, request: Request) -> None:
    found = urlsplit(site.server.origin)
    assert found.hostname
    connection = http.client.HTTPConnection(found.hostname, found.port, timeout=_PATIENCE)
    headers = {
        name: str(value).encode("latin-1", "replace") for name, value in request["headers"].items() if name != "token"
    }
    if "token" in request["headers"]:
        headers["X-Gongkai-Token"] = site.token.encode()
    target = request["path"] + (f"?{request['query']}" if request["query"] else "")
    try:
        connection.putrequest(
            request["method"], target.encode("ascii", "replace").decode(), skip_host="Host" in headers
        )
        body = request["body"].encode("utf-8", "surrogatepass")
        for name, value in {**headers, "Content-Length": str(len(body)).encode()}.items():
            connection.putheader(name, value)
        connection.endheaders(body or None)
        answer = connection.getresponse()
        text = answer.read()
    except (
        http.client.InvalidURL,
        ValueError,
        BrokenPipeError,
        ConnectionResetError,
        http.client.IncompleteRead,
        http.client.RemoteDisconnected,
    ):
        return  # not sent, or cut, of which the server is right to tell so; that it lives on is seen below
    finally:
        connection.close()
    assert answer.status != 500, f"500 {text[:500]!r}"
    assert answer.status < 500 or answer.status in (501, 503, 504), f"{answer.status} {text[:500]!r}"
    assert b"Traceback" not in text


def _send(site: _Site, content: bytes) -> None:
    """Whatever is answered: bytes that are not HTTP have no right to an answer."""
    found = urlsplit(site.server.origin)
    with socket.create_connection((found.hostname, found.port), timeout=_PATIENCE) as connection:
        try:
            connection.sendall(content)
            connection.shutdown(socket.SHUT_WR)
            answer = connection.recv(1 << 16)
        except (BrokenPipeError, ConnectionResetError):
            return
        except OSError as error:
            if error.errno == errno.ENOTCONN:  # closed before all was sent
                return
            raise
    assert not answer.startswith(b"HTTP/1.1 500"), answer[:500]


def _memory() -> float:
    """Of the server and its workers, the one that has the most."""
    processes = (_site().server.process.pid, *workers_of(_site().server))
    return max(map(_resident, processes), default=0.0)


def _resident(process: int) -> float:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096 / (1 << 20)
    except OSError:
        return 0.0


def serve_target() -> Target:
    written = _request().map(lambda request: json.dumps(request).encode())
    return Target("serve", st.one_of(*[written] * 9, _raw()), _check, memory=_memory, close=_held.close)
