"""A request over HTTP -> an answer as the SPARQL 1.1 Protocol has it, or a refusal with the right status."""

import gzip
import http.client
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from rdflib import RDF, Graph, URIRef

import web
from gongkai import iris
from serving import JSON, Server, serving, store_of, workers_of

TURTLE = """
@prefix ex: <http://example.org/> .
ex:a ex:label "甲"@zh ; ex:size 3 .
ex:b ex:label "service, \\"quoted\\"" ; ex:size 4 .
"""
ROWS = "SELECT ?label { ?s <http://example.org/label> ?label } ORDER BY ?s"
TRIPLES = "CONSTRUCT WHERE { ?s <http://example.org/size> ?size }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = store_of(
        tmp_path_factory.mktemp("tiny"),
        TURTLE,
        one="<http://example.org/x> a <http://example.org/One> .",
        two="<http://example.org/y> a <http://example.org/Two> .",
    )
    with serving(folder, "--workers", "2") as running:
        yield running


# --- Ways to ask ------------------------------------------------------------------------------------------------------


def test_a_query_is_answered_by_get(server: Server) -> None:
    assert server.value("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == "4"


def test_a_query_is_answered_as_a_form(server: Server) -> None:
    assert web.post(server.url, data={"query": "ASK {}"}).json()["boolean"] is True


def test_a_query_is_answered_as_the_body(server: Server) -> None:
    headers = {"Content-Type": "application/sparql-query; charset=UTF-8"}
    answer = web.post(server.url, content="ASK { ?s ?p '甲'@zh }".encode(), headers=headers)
    assert answer.json()["boolean"] is True


def test_a_slash_at_the_end_makes_no_difference(server: Server) -> None:
    assert web.get(f"{server.url}/", params={"query": "ASK {}"}).status_code == 200


def test_head_gives_the_status_without_the_answer(server: Server) -> None:
    answer = web.head(server.url, params={"query": ROWS})
    assert (answer.status_code, answer.content) == (200, b"")


def test_known_prefixes_need_not_be_declared(server: Server) -> None:
    assert server.ask("ASK { ?s a qb:Observation }").json()["boolean"] is False


# --- The graphs that are asked ----------------------------------------------------------------------------------------


ONE, TWO = "http://example.org/one", "http://example.org/two"


@pytest.mark.parametrize(
    ("query", "default", "named", "truth"),
    [
        ("ASK { ?s a ?t }", [], [], False),
        ("ASK { ?s a <http://example.org/One> }", [ONE], [], True),
        ("ASK { ?x a <http://example.org/One> . ?y a <http://example.org/Two> }", [ONE, TWO], [], True),
        ("ASK { GRAPH ?g { ?s a <http://example.org/Two> } }", [], [ONE], False),
        ("ASK { GRAPH ?g { ?s a <http://example.org/Two> } }", [], [ONE, TWO], True),
        ("ASK { ?s ?p ?o }", [], [ONE], False),
        ("ASK FROM <http://example.org/one> { ?s a <http://example.org/One> }", [TWO], [], False),
    ],
)
@pytest.mark.parametrize("method", ["get", "form", "direct"])
def test_the_graphs_of_the_request_are_asked(
    server: Server, method: str, query: str, default: list[str], named: list[str], truth: bool
) -> None:
    graphs = {"default-graph-uri": default, "named-graph-uri": named}
    if method == "get":
        answer = web.get(server.url, params={"query": query, **graphs})
    elif method == "form":
        answer = web.post(server.url, data={"query": query, **graphs})
    else:
        headers = {"Content-Type": "application/sparql-query"}
        answer = web.post(server.url, params=graphs, content=query, headers=headers)
    assert answer.json()["boolean"] is truth


# --- What is given ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "accept", "given"),
    [
        (ROWS, "", JSON),
        (ROWS, "*/*", JSON),
        (ROWS, "application/json", "application/json"),
        (ROWS, "application/sparql-results+xml", "application/sparql-results+xml"),
        (ROWS, "text/csv", "text/csv"),
        (ROWS, "text/*", "text/csv"),
        (ROWS, "text/tab-separated-values", "text/tab-separated-values"),
        (ROWS, f"{JSON};q=0.2, text/csv;q=0.9", "text/csv"),
        (ROWS, f"*/*, {JSON};q=0", "application/sparql-results+xml"),
        (ROWS, f"text/turtle, {JSON};q=0.1", JSON),
        ("ASK {}", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
        ("ASK {}", "text/csv", "text/csv"),
        (TRIPLES, "", "text/turtle"),
        (TRIPLES, "application/n-triples", "application/n-triples"),
        (TRIPLES, "application/rdf+xml", "application/rdf+xml"),
        (TRIPLES, "application/ld+json", "application/ld+json"),
        (TRIPLES, "text/turtle;q=0.5, application/n-triples", "application/n-triples"),
        ("DESCRIBE <http://example.org/a>", f"{JSON}, application/rdf+xml;q=0.3", "application/rdf+xml"),
    ],
)
def test_the_client_is_given_what_it_likes_best(server: Server, query: str, accept: str, given: str) -> None:
    answer = server.ask(query, accept)
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, given)
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(("media_type", "form"), [
    ("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/rdf+xml", "xml"),
    ("application/ld+json", "json-ld"),
])  # fmt: skip
def test_triples_are_the_same_in_every_form(server: Server, media_type: str, form: str) -> None:
    graph = Graph().parse(data=server.ask(TRIPLES, media_type).text, format=form)
    assert {(str(s), int(str(o))) for s, _, o in graph} == {("http://example.org/a", 3), ("http://example.org/b", 4)}


def test_rows_are_the_same_in_every_form(server: Server) -> None:
    bindings = server.ask(ROWS).json()["results"]["bindings"]
    assert [row["label"]["value"] for row in bindings] == ["甲", 'service, "quoted"']
    assert server.ask(ROWS, "text/csv").content.decode() == 'label\r\n甲\r\n"service, ""quoted"""\r\n'
    assert server.ask(ROWS, "text/tab-separated-values").text == '?label\n"甲"@zh\n"service, \\"quoted\\""\n'
    assert 'xml:lang="zh">甲<' in server.ask(ROWS, "application/sparql-results+xml").text


# --- What is refused --------------------------------------------------------------------------------------------------

DIRECT = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
UPDATE = {"Content-Type": "application/sparql-update"}


@pytest.mark.parametrize(
    ("status", "method", "target", "content", "headers"),
    [
        (400, "GET", "?query=ASK%20%7B", b"", {}),
        (400, "GET", "?query=ASK%7B%7D&query=ASK%7B%7D", b"", {}),
        (400, "GET", "?query=%FF", b"", {}),
        (400, "GET", "?query=ASK%7B%7D&default-graph-uri=not%20an%20iri", b"", {}),
        (400, "POST", "", b"", FORM),
        (400, "POST", "", b"\xff", DIRECT),
        (400, "POST", "?query=ASK%7B%7D", b"ASK {}", DIRECT),
        (403, "GET", "?update=CLEAR%20ALL", b"", {}),
        (403, "POST", "", b"update=CLEAR+ALL", FORM),
        (403, "POST", "", b"CLEAR ALL", UPDATE),
        (400, "POST", "", b"CLEAR ALL", DIRECT),
        (403, "POST", "", b"SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", DIRECT),
        (405, "PUT", "?query=ASK%7B%7D", b"", {}),
        (406, "GET", "?query=ASK%7B%7D", b"", {"Accept": "image/png"}),
        (406, "GET", "?query=ASK%7B%7D", b"", {"Accept": "text/turtle"}),
        (406, "GET", "?query=DESCRIBE%20%3Curn:a%3E", b"", {"Accept": "text/csv"}),
        (406, "GET", "", b"", {"Accept": "image/png"}),
        (413, "POST", "", b"#" * (1 << 20) + b"\nASK {}", DIRECT),
        (415, "POST", "", b"ASK {}", {}),
        (415, "POST", "", b"ASK {}", {"Content-Type": "text/plain"}),
        (415, "POST", "", "ASK {}".encode("utf-16"), {"Content-Type": "application/sparql-query; charset=UTF-16"}),
    ],
)  # fmt: skip
def test_what_is_no_question_is_refused_in_one_line(
    server: Server, status: int, method: str, target: str, content: bytes, headers: dict[str, str]
) -> None:
    answer = web.request(method, server.url + target, content=content, headers=headers)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("text/plain")
    assert len(answer.text.splitlines()) == 1


def test_a_refused_query_leaves_the_server_as_it_was(server: Server) -> None:
    before = workers_of(server)
    assert server.ask("SELECT nonsense").status_code == 400
    assert workers_of(server) == before


# --- Other pages in a browser -----------------------------------------------------------------------------------------


def test_other_pages_may_ask_and_read_refusals_too(server: Server) -> None:
    headers = {"Origin": "http://example.org"}
    for query in ("ASK {}", "ASK {"):
        answer = web.get(server.url, params={"query": query}, headers=headers)
        assert answer.headers["access-control-allow-origin"] == "*"
    asked = {**headers, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    answer = web.options(server.url, headers=asked)
    assert answer.status_code == 200
    assert "POST" in answer.headers["access-control-allow-methods"]


# --- What the service says of itself ----------------------------------------------------------------------------------


def described(server: Server, path: str, accept: str = "text/turtle", form: str = "turtle") -> Graph:
    answer = web.get(server.origin + path, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == accept
    return Graph().parse(data=answer.text, format=form)


@pytest.mark.parametrize(("accept", "form"), [("text/turtle", "turtle"), ("application/rdf+xml", "xml")])
def test_the_endpoint_describes_itself(server: Server, accept: str, form: str) -> None:
    graph = described(server, "/sparql", accept, form)
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert (URIRef(server.url), RDF.type, URIRef(f"{sd}Service")) in graph
    assert (URIRef(server.url), URIRef(f"{sd}supportedLanguage"), URIRef(f"{sd}SPARQL11Query")) in graph


def test_a_store_that_says_nothing_of_itself_is_described_by_its_addresses(server: Server) -> None:
    graph = described(server, "/.well-known/void")
    (dataset,) = graph.subjects(RDF.type, URIRef(iris.term("void:Dataset")))
    assert (dataset, URIRef(iris.term("void:sparqlEndpoint")), URIRef(server.url)) in graph
    assert (dataset, URIRef(iris.term("void:dataDump")), URIRef(f"{server.origin}/dump.nt.gz")) in graph


def test_what_a_store_says_of_its_data_sets_is_told(tmp_path: Path) -> None:
    turtle = """
    @prefix void: <http://rdfs.org/ns/void#> . @prefix ex: <http://example.org/> .
    ex:all a void:Dataset ; void:triples 7 ; void:subset ex:part ; void:classPartition [ void:entities 2 ] .
    ex:part a void:Dataset ; void:triples 3 .
    """
    with serving(store_of(tmp_path, turtle), "--workers", "1") as running:
        graph = described(running, "/.well-known/void")
        assert len(list(graph.objects(None, URIRef(iris.term("void:triples"))))) == 2
        assert len(list(graph.objects(None, URIRef(iris.term("void:entities"))))) == 1
        (whole,) = graph.subjects(URIRef(iris.term("void:sparqlEndpoint")), URIRef(running.url))
        assert whole == URIRef("http://example.org/all")


def test_a_data_set_of_others_that_links_lead_to_is_not_said_to_be_had_here(tmp_path: Path) -> None:
    turtle = f"""
    @prefix void: <http://rdfs.org/ns/void#> . @prefix ex: <http://example.org/> .
    <{iris.BASE}dataset> a void:Dataset ; void:uriSpace "{iris.BASE}" .
    ex:others a void:Dataset ; void:uriSpace "http://example.org/others/" .
    ex:table a void:Dataset .
    ex:links a void:Linkset ; void:subjectsTarget <{iris.BASE}dataset> ; void:objectsTarget ex:others .
    ex:rows a void:Linkset ; void:subjectsTarget ex:table ; void:objectsTarget <{iris.BASE}dataset> .
    """
    with serving(store_of(tmp_path, turtle), "--workers", "1") as running:
        graph = described(running, "/.well-known/void")
    for said in ("void:sparqlEndpoint", "void:dataDump"):
        assert set(graph.subjects(URIRef(iris.term(said)))) == {URIRef(f"{iris.BASE}dataset")}
    others = graph.objects(URIRef("http://example.org/others"), URIRef(iris.term("void:uriSpace")))
    assert [str(one) for one in others] == ["http://example.org/others/"]


def test_all_triples_can_be_downloaded(server: Server) -> None:
    plain = web.get(f"{server.origin}/dump.nt")
    packed = web.get(f"{server.origin}/dump.nt.gz")
    assert packed.headers["content-type"] == "application/gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(Graph().parse(data=plain.text, format="nt")) == 4


# --- Connections ------------------------------------------------------------------------------------------------------


def test_a_client_of_http_1_0_is_given_the_length(server: Server) -> None:
    address = urlsplit(server.origin)
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=web.PATIENCE) as client:
        client.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.0\r\n\r\n")
        with client.makefile("rb") as stream:
            head, _, body = stream.read().partition(b"\r\n\r\n")
    assert f"content-length: {len(body)}".encode() in head.lower()


def test_a_long_query_may_stand_in_the_address(server: Server) -> None:
    query = f"ASK {{ }} # {'x' * 50_000}"
    assert server.ask(query).json()["boolean"] is True


def test_a_connection_serves_many_queries(server: Server) -> None:
    address = urlsplit(server.origin)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=web.PATIENCE)
    for _ in range(50):
        connection.request("POST", "/sparql", b"ASK {}", DIRECT)
        assert b"true" in connection.getresponse().read()
    connection.close()
