"""SERVICE is found in every spelling, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.federation import asks_others

PREFIXES = "PREFIX ex: <http://example.org/> PREFIX : <http://example.org/> PREFIX service: <http://example.org/>\n"

_blank = st.lists(
    st.sampled_from([" ", "\n", "\r", "\t", "# not SERVICE here {\n", "#'\r", '#"""\n', "#<\n"]), max_size=3
)
_cases = st.lists(st.booleans(), min_size=7, max_size=7)
_server = st.sampled_from(
    ["<http://127.0.0.1:9/>", "ex:a", ":a", "?x", "$x", "<http://h/\\u0061>", "ex:a\\'b", "ex:a%27"]
)
# What may stand before the keyword without a space between.
_before = st.sampled_from(
    [
        *("", "?s ?p ?o . ", "?s ?p 1", "?s ?p 1.0 .", "?s ?p true", "FILTER(1<2)", "FILTER(?a<?b)"),
        *("FILTER(?a<?b)#>\n", "?s ?p 'a' . ", "?s ?p '''a''b''' . ", '?s ?p """a"""', "?s ?p 'it\\'s'"),
        *("?s ?p <http://e.org/'>", "?s ?p ex:a\\' ", "?s ?p <http://e.org/#a> . ", "# GRAPH\n", "# '\n"),
        *("# '''\r", "?s ?p ?GRAPH ", "?s ?p 'x'@en ", "?s ?p ex:GRAPH ", "?a ?b ?c ; ?d ?e . {} ", "OPTIONAL"),
        *("?s ?p '\\u0022' . ", "# \\u0022\n", "BIND(1 AS ?b)", "{ } UNION { } "),
    ]
)


@given(_before, _cases, _blank, st.booleans(), _blank, _server, _blank)
def test_a_clause_is_found_in_every_spelling(
    before: str, cases: list[bool], first: list[str], silent: bool, second: list[str], server: str, last: list[str]
) -> None:
    keyword = "".join(letter.upper() if upper else letter for letter, upper in zip("service", cases, strict=True))
    clause = f"{keyword}{''.join(first)}{'sILent' if silent else ''}{''.join(second)}{server}{''.join(last)}"
    if server[0] in "?$" and last and last[0].startswith("#"):
        clause += "\n"
    assert asks_others(f"{PREFIXES}SELECT * {{ {before}{clause}{{ ?s ?p ?o }} }}")


@given(st.lists(st.sampled_from(["{}", "\\u{:04X}", "\\u{:04x}", "\\U{:08X}"]), min_size=7, max_size=7))
def test_a_clause_is_found_behind_escapes(forms: list[str]) -> None:
    keyword = "".join(
        letter if form == "{}" else form.format(ord(letter)) for letter, form in zip("SERVICE", forms, strict=True)
    )
    assert asks_others(f"SELECT * {{ {keyword} <http://127.0.0.1:9/> {{ ?s ?p ?o }} }}")


HARMLESS = [
    "SELECT * { ?s ?p 'SERVICE <http://example.org/> { }' }",
    'SELECT * { ?s ?p "a service ex:a {" }',
    "SELECT * { ?s ?p '''\n SERVICE ex:a {\n} ''' }",
    "SELECT * { ?s ?p 'it\\'s SERVICE ex:a {' }",
    "SELECT * { # SERVICE <http://example.org/> {\n ?s ?p ?o }",
    "SELECT * { ?s <http://example.org/service/a> ?o }",
    "SELECT * { GRAPH <http://example.org/service> { ?s ?p ?o } }",
    "SELECT * { GRAPH <http://example.org/#service> { ?s ?p ?o } }",
    "SELECT * { GRAPH service:a { ?s ?p ?o } }",
    "SELECT * FROM service:a { ?s ?p ?o }",
    "SELECT * FROM NAMED service:a { ?s ?p ?o }",
    "SELECT ?service { ?s ex:service ?service . ?service ex:a ?o }",
    "SELECT * { { ?service ?p ?o } ?s service:a ?service }",
    "DESCRIBE ?service ?x { ?service ?p ?x }",
    "SELECT * { ?s ?p 'x'@service . ?service ?p ?o { ?s ?p ?o } }",
]


@pytest.mark.parametrize("query", HARMLESS)
def test_the_word_elsewhere_is_let_through(query: str) -> None:
    assert not asks_others(PREFIXES + query)


@given(st.text(alphabet="sS ervic\\u0053'\"<>#?:{}\n", max_size=60))
def test_any_text_is_read_to_its_end(text: str) -> None:
    assert asks_others(f"{text}\n") in (True, False)
