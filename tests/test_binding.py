"""Values as data in the text of a query: the same answer as beside it, and nothing that a value could break out of."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store, Variable

from gongkai import binding, iris

TURTLE = """
@prefix ex: <http://example.org/> .
ex:a ex:name "a" ; ex:size 1 ; ex:part ex:b .
ex:b ex:name "b" ; ex:size 2 ; ex:part ex:c .
ex:c ex:name "VALUES ?x { 'a' }" ; ex:size 2 .
"""
PREFIX = "PREFIX ex: <http://example.org/> "
QUERIES = [
    "SELECT ?x ?s WHERE { ?s ex:name ?n FILTER(?n = ?x) }",
    "SELECT ?x ?s WHERE { ?s ex:name ?x }",
    "SELECT ?x ?s WHERE { { ?s ex:name ?n FILTER(?n = ?x) } UNION { ?s ex:size ?z FILTER(?z = ?x) } }",
    "SELECT ?x ?s ?k { { SELECT ?x ?s (COUNT(*) AS ?k) WHERE { ?s ex:name ?n FILTER(?n != ?x) } GROUP BY ?x ?s } }",
    "SELECT ?x ?s ?z WHERE { ?s ex:name ?n OPTIONAL { ?s ex:size ?z FILTER(?n = ?x) } }",
    "SELECT ?x ?s WHERE { ?s ex:name ?n MINUS { ?s ex:name ?x } }",
    "SELECT ?x ?s WHERE { ?s ex:name ?n FILTER NOT EXISTS { ?s ex:size ?z FILTER(?n = ?x) } }",
    "SELECT ?x ?s ?y WHERE { ?s ex:name ?n BIND(IF(?n = ?x, 'it', 'other') AS ?y) }",
    "SELECT ?x ?s (CONCAT(?n, STR(?x)) AS ?y) WHERE { ?s ex:name ?n } # ?x { SELECT",
    "SELECT ?x ?s WHERE { VALUES ?n { '{ ?x' 'a' } ?s ex:name ?n FILTER(?n = ?x||?n<?x&&?x>?n) }",
    "SELECT ?x ?s WHERE { ?s ex:part* ?o . ?o ex:name ?n FILTER(STRSTARTS(?n, STR(?x))) } ORDER BY ?x",
    "SELECT ?x (COUNT(?s) AS ?k) WHERE { ?s ex:name ?n FILTER(?n = ?x) } GROUP BY ?x",
]
_text = st.text(st.one_of(st.sampled_from("\"\\u0022U{}<>?#\n\r'@^"), st.characters(codec="utf-8")), max_size=12)


@pytest.fixture(scope="module")
def graph() -> Store:
    store = Store()
    store.load(TURTLE, RdfFormat.TURTLE)
    return store


def rows(store: Store, text: str, values: Mapping[str, Literal | NamedNode]) -> list[str]:
    beside = {Variable(name): value for name, value in values.items()}
    found = store.query(text, substitutions=beside)
    assert isinstance(found, QuerySolutions)
    return sorted(" ".join(map(str, row)) for row in found)


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(
    "value", [Literal("a"), Literal("VALUES ?x { 'a' }"), Literal(2), NamedNode("http://example.org/a")]
)
def test_a_value_in_the_text_gives_what_it_gives_beside_it(
    graph: Store, query: str, value: Literal | NamedNode
) -> None:
    assert rows(graph, binding.bind(PREFIX + query, {"x": value}), {}) == rows(graph, PREFIX + query, {"x": value})


def read_back(text: str, store: Store) -> list[object]:
    found = store.query(text)
    assert isinstance(found, QuerySolutions)
    return [tuple(row) for row in found]


@given(_text, st.sampled_from(["", "@zh", "@en-GB", "^^http://example.org/type"]))
@example("\\u0022 } } SELECT * { ?s ?p ?o } #", "")
@example("\\U00000022", "")
def test_no_literal_can_break_out(text: str, kind: str) -> None:
    value = (
        Literal(text, language=kind[1:]) if kind.startswith("@")
        else Literal(text, datatype=NamedNode(kind[2:])) if kind else Literal(text)
    )  # fmt: skip
    assert read_back(binding.bind("SELECT ?x WHERE { FILTER(BOUND(?x)) }", {"x": value}), Store()) == [(value,)]


@given(_text)
@example("\\u0022")
@example("\\\\U00000022")
def test_no_literal_can_break_out_where_numbers_of_characters_are_read_before_strings(text: str) -> None:
    written = binding.term(Literal(text))
    read = re.sub(r"\\u([0-9A-F]{4})|\\U([0-9A-F]{8})", lambda found: chr(int(found[1] or found[2], 16)), written)
    assert re.fullmatch(r'"(?:[^"\\\n\r]|\\["\\nrtbf])*"', read)
    plain = re.sub(
        r"\\(.)", lambda found: {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}.get(found[1], found[1]), read
    )
    assert plain[1:-1] == text


@given(_text)
def test_no_iri_can_break_out(text: str) -> None:
    try:
        value = NamedNode(f"http://example.org/{text}")
    except ValueError:
        return
    assert read_back(binding.bind("SELECT ?x WHERE { FILTER(BOUND(?x)) }", {"x": value}), Store()) == [(value,)]


def test_prefixes_that_are_used_and_not_declared_are_added() -> None:
    text = binding.bind("PREFIX ex: <http://example.org/> SELECT * { ?s a gk:Report ; ex:a 'skos:x' }", {})
    assert text.startswith(f"PREFIX gk: <{iris.PREFIXES['gk']}>\nPREFIX ex:")
    assert "skos:" not in text.splitlines()[0]


def test_a_query_without_values_stays_as_it_is() -> None:
    assert binding.bind("SELECT * { ?s ?p ?o }", {}) == "SELECT * { ?s ?p ?o }"
