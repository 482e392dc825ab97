"""`gongkai query --endpoint`: what a store on this machine gives, and one line where the endpoint does not."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gongkai import endpoint, queries, rows, store
from gongkai.endpoint import Endpoint
from gongkai.errors import BadQuery, BadService
from serving import Server
from terminal import refusal, results

GIVEN = {
    "agency": {"agency": "环境保护局"},
    "agency-history": {"agency": "环境保护局"},
    "area": {"area": "environment"},
    "compare": {"left": "suzhou-2016", "right": "taicang-2017"},
    "evidence": {"fact": "report/320585/government/2017/observation/904"},
    "facts-at": {"report": "taicang-2017", "start": "904"},
    "jurisdiction-history": {"place": "吴江"},
    "same-as": {"place": "吴江"},
}
SETTINGS = ("--set", "report=taicang-2017", "--set", "start=904")


@pytest.mark.parametrize("name", [query.name for query in queries.catalogue()])
def test_an_endpoint_gives_the_rows_of_the_store(site: Server, seeds_store: Path, name: str) -> None:
    query, given = queries.find(name), GIVEN.get(name, {})
    with store.open_store(seeds_store) as opened:
        assert endpoint.select(Endpoint(site.url), query, given) == queries.select(opened, query, given)


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "jsonl"])
def test_every_format_is_that_of_the_store(site: Server, seeds_store: Path, form: str) -> None:
    asked = ("query", "facts-at", *SETTINGS, "--format", form)
    assert results(*asked, "--endpoint", site.url) == results(*asked, "--store", seeds_store)


@pytest.mark.parametrize("form", ["turtle", "ntriples"])
def test_triples_are_those_of_the_store(site: Server, seeds_store: Path, form: str) -> None:
    query = queries.parse("DESCRIBE <https://w3id.org/gongkai/report/320585/government/2017/observation/904>")
    with store.open_store(seeds_store) as opened:
        there = rows.write(endpoint.select(Endpoint(site.url), query, {}), form)
        assert there == rows.write(queries.select(opened, query, {}), form) != ""


def test_ask_gives_one_cell(site: Server) -> None:
    assert endpoint.select(Endpoint(site.url), queries.parse("ASK { ?s ?p ?o }"), {}) == queries.Table(
        ("answer",), ((True,),)
    )


def test_a_value_with_every_mark_reaches_the_endpoint_whole(site: Server) -> None:
    query = queries.parse("# parameter: x string -- any\nSELECT ?x ?y WHERE { BIND(CONCAT(?x, '.') AS ?y) }")
    nasty = """" } \\u0022 ' \\ \n SELECT # ?x <x> 政 😀 &=+%41"""
    assert endpoint.select(Endpoint(site.url), query, {"x": nasty}) == queries.Table(("y",), ((f"{nasty}.",),))


def test_an_unknown_concept_is_refused_with_those_that_there_are(site: Server) -> None:
    with pytest.raises(BadQuery, match="environment"):
        endpoint.select(Endpoint(site.url), queries.find("area"), {"area": "nix"})


def test_an_unknown_report_is_refused(site: Server) -> None:
    with pytest.raises(BadQuery, match="there is no report 'nowhere'"):
        endpoint.select(Endpoint(site.url), queries.find("facts-at"), {"report": "nowhere", "start": "1"})


# --- Endpoints that fail ----------------------------------------------------------------------------------------------


@contextmanager
def answering(status: int, content: bytes, **headers: str) -> Iterator[str]:
    """A server that gives the same answer to everything."""

    class Same(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))  # closed with words unread, a connection is reset
            self.send_response(status)
            for name, value in {"Content_Length": str(len(content)), **headers}.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Same)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/sparql"
    finally:
        server.shutdown()
        server.server_close()


def told(address: str, timeout: float = 60) -> str:
    """The line in which an endpoint is refused."""
    with pytest.raises(BadService) as refused:
        endpoint.select(Endpoint(address, timeout), queries.find("numbers"), {})
    line = str(refused.value)
    assert line.startswith(address)
    assert "\n" not in line
    assert len(line) < 500
    return line


EMPTY = b'{"head":{"vars":["report"]},"results":{"bindings":[]}}'


def test_a_page_of_html_is_said_to_be_no_answer() -> None:
    with answering(200, b"<html><style>p{}</style><p>Welcome</p></html>", Content_Type="text/html") as address:
        line = told(address)
    assert "text/html: Welcome" in line


def test_what_the_endpoint_says_of_a_query_that_it_refuses_is_passed_on() -> None:
    with answering(400, b"Virtuoso 37000 Error SP030:\n\nSPARQL compiler, line 3") as address:
        assert "400 Bad Request: Virtuoso 37000 Error SP030: SPARQL compiler, line 3" in told(address)


def test_what_is_said_in_json_is_taken_out() -> None:
    with answering(400, b'{"exception": "Invalid SPARQL query", "query": "..."}') as address:
        assert told(address).endswith("400 Bad Request: Invalid SPARQL query")


def test_an_endpoint_that_has_moved_is_not_followed() -> None:
    with answering(301, b"", Location="https://example.org/sparql") as address:
        assert "moved to https://example.org/sparql" in told(address)


def test_rows_cut_off_by_the_endpoint_are_refused() -> None:
    with answering(200, EMPTY, X_SPARQL_MaxRows="10000") as address:
        assert "10000 rows" in told(address)


def test_rows_of_a_query_that_ran_out_of_time_are_refused() -> None:
    with answering(200, EMPTY, X_SQL_State="S1TAT", X_SQL_Message="RC...: Returning incomplete results") as address:
        assert "incomplete" in told(address)


def test_an_answer_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_LARGEST", 1 << 20)
    with answering(200, b" " * (2 << 20)) as address:
        assert "more than 1 MB" in told(address)


def test_an_answer_that_breaks_off_is_refused() -> None:
    with answering(200, EMPTY, Content_Length="999") as address:
        assert "broke off" in told(address)


def test_an_endpoint_that_is_silent_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/sparql"
        assert "within 0.2 seconds" in told(address, 0.2)


def test_an_endpoint_that_is_not_there_is_one_line() -> None:
    with socket.socket() as gone:
        gone.bind(("127.0.0.1", 0))  # so that no other process is given the port; it does not listen
        address = f"http://127.0.0.1:{gone.getsockname()[1]}/sparql"
        assert "Connection refused" in refusal("query", "numbers", "--endpoint", address)


@pytest.mark.parametrize(
    "address", ["localhost:8890/sparql", "file:///etc/passwd", "http://", "http://[::1", "http://a b/"]
)
def test_an_address_that_is_none_is_one_line(address: str) -> None:
    refusal("query", "numbers", "--endpoint", address)


def test_a_store_and_an_endpoint_together_are_refused() -> None:
    refusal("query", "numbers", "--endpoint", "http://127.0.0.1:9/", "--store", "gongkai.db")


def test_a_query_that_is_no_sparql_is_refused_before_it_is_sent() -> None:
    with pytest.raises(BadQuery):
        endpoint.select(Endpoint("http://127.0.0.1:9/"), queries.parse("SELECT"), {})
