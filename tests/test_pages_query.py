"""A named query -> its form, its rows on a page and as files, and the editor in which it is asked otherwise."""

import csv
import io
import json

import httpx
import pytest

from serving import JSON, Server

COMPARED = "left=suzhou-2016&right=taicang-2017"


def get(site: Server, path: str, accept: str = "text/html", language: str = "zh") -> httpx.Response:
    return httpx.get(site.origin + path, headers={"Accept": accept, "Accept-Language": language}, timeout=20)


# --- Rows as files ----------------------------------------------------------------------------------------------------


def test_the_rows_of_a_query_are_a_file(site: Server) -> None:
    answer = get(site, f"/query/compare.csv?{COMPARED}")
    (row, *_) = csv.DictReader(io.StringIO(answer.text))
    assert row["left_value"]
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="compare.csv"'


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("tsv", "text/tab-separated-values; charset=utf-8"), ("json", "application/json")],
)
def test_a_file_has_the_form_that_its_ending_says(site: Server, form: str, media_type: str) -> None:
    assert get(site, f"/query/reports.{form}").headers["content-type"] == media_type


def test_numbers_are_numbers_in_json(site: Server) -> None:
    assert [row["year"] for row in json.loads(get(site, "/query/reports.json").text)] == [2016, 2017]


def test_the_query_of_a_page_has_its_rows_as_a_file(site: Server) -> None:
    answer = get(site, "/query/pages/reports.csv?lang=en")
    assert "苏州市2016年" in answer.text
    assert answer.headers["content-disposition"] == 'attachment; filename="pages-reports.csv"'


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/query/no-such-query.csv", 404),
        ("/query/..%2Fpages%2Freports.csv", 404),
        ("/query/%2Fetc%2Fhostname.csv", 404),
        ("/query/reports.xlsx", 404),
        ("/query/compare.csv?left=suzhou-2016", 400),
        ("/query/area.csv?area=no-such-area", 400),
        ("/query/reports.csv?surplus=1", 400),
    ],
)
def test_what_cannot_be_downloaded_is_refused_in_one_line(site: Server, path: str, status: int) -> None:
    answer = get(site, path)
    assert (answer.status_code, answer.text.count("\n")) == (status, 1)


# --- Parameters that are bound ----------------------------------------------------------------------------------------


def bound(site: Server, query: str, **terms: str) -> httpx.Response:
    given = {"query": query, **{f"${name}": term for name, term in terms.items()}}
    return httpx.get(site.url, params=given, headers={"Accept": JSON}, timeout=20)


def values(answer: httpx.Response) -> list[str]:
    return [row["value"]["value"] for row in answer.raise_for_status().json()["results"]["bindings"]]


def test_a_variable_can_be_bound_to_an_iri(site: Server) -> None:
    answer = bound(
        site,
        "SELECT ?place ?value { ?place skos:notation ?value }",
        place="<https://w3id.org/gongkai/jurisdiction/320500>",
    )
    assert values(answer) == ["320500"]


def test_what_is_bound_is_never_read_as_a_part_of_the_query(site: Server) -> None:
    nasty = '"} UNION { ?s ?p ?o } #\\n\\"\\\\"@en'
    assert values(bound(site, "SELECT ?said (STR(?said) AS ?value) {}", said=nasty)) == ['} UNION { ?s ?p ?o } #\n"\\']


def test_a_form_binds_as_well(site: Server) -> None:
    given = {"query": "SELECT ?x (?x + 1 AS ?value) {}", "$x": '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'}
    assert values(httpx.post(site.url, data=given, headers={"Accept": JSON})) == ["3"]


@pytest.mark.parametrize(
    "term",
    [
        "",
        "plain",
        "<no scheme>",
        "<relative>",
        "_:blank",
        '"a" . <a:a> <a:a> "b"',
        '"a" . # ',
        '"bad \\q"',
        '"x"^^<int>',
    ],
)
def test_what_is_no_term_is_refused(site: Server, term: str) -> None:
    answer = bound(site, "SELECT ?x (?x AS ?value) {}", x=term)
    assert (answer.status_code, answer.text.count("\n")) == (400, 1)


@pytest.mark.parametrize("query", ["$=<a:a>", "$x=<a:a>&$x=<a:b>", "$x y=<a:a>", "$unknown=<a:a>"])
def test_what_is_no_variable_of_the_query_is_refused(site: Server, query: str) -> None:
    answer = httpx.get(f"{site.url}?query=SELECT%20?x%20{{}}&{query}", headers={"Accept": JSON})
    assert (answer.status_code, answer.text.count("\n")) == (400, 1)
