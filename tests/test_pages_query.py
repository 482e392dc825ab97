"""A named query -> its form, its rows on a page and as files, and the editor in which it is asked otherwise."""

import csv
import io
import json

import httpx
import pytest
from playwright.sync_api import Browser, expect

import web
from browsing import AXE, PHONE, Visit, violations, visiting
from gongkai import queries
from serving import JSON, Server

COMPARED = "left=suzhou-2016&right=taicang-2017"


def get(site: Server, path: str, accept: str = "text/html", language: str = "zh") -> httpx.Response:
    return web.get(site.origin + path, headers={"Accept": accept, "Accept-Language": language})


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
    answer = get(site, "/query/pages/report-heads.csv?lang=en")
    assert "苏州市2016年" in answer.text
    assert answer.headers["content-disposition"] == 'attachment; filename="pages-report-heads.csv"'


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/query/no-such-query.csv", 404),
        ("/query/..%2Fpages%2Freport-heads.csv", 404),
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
    return web.get(site.url, params=given, headers={"Accept": JSON})


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
    assert values(web.post(site.url, data=given, headers={"Accept": JSON})) == ["3"]


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
    answer = web.get(f"{site.url}?query=SELECT%20?x%20{{}}&{query}", headers={"Accept": JSON})
    assert (answer.status_code, answer.text.count("\n")) == (400, 1)


# --- The pages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "title"), [("zh", "某一政策领域的全部内容"), ("en", "What reports say of a policy area")]
)
def test_all_queries_are_listed_by_their_titles(site: Server, language: str, title: str) -> None:
    answer = get(site, "/query", language=language)
    assert title in answer.text
    assert all(f'href="/query/{query.name}"' in answer.text for query in queries.catalogue())


@pytest.mark.parametrize("query", [query.name for query in queries.catalogue()])
def test_every_query_has_a_page(site: Server, query: str) -> None:
    answer = get(site, f"/query/{query}")
    assert answer.status_code == 200
    assert '<script type="application/json" id="editor-options">' in answer.text


def test_a_query_of_a_page_can_be_opened(site: Server) -> None:
    assert "全辖区" in get(site, "/query/pages/members?scheme=concept/scope").text


def test_a_query_without_its_parameters_is_a_form(visit: Visit) -> None:
    page = visit.go("/query/area")
    expect(page.get_by_text("填好参数，就有答案。")).to_be_visible()
    page.locator("#area").select_option("environment")
    page.get_by_role("button", name="查询", exact=True).click()
    expect(page.get_by_text("18行", exact=True)).to_be_visible()


def test_the_form_and_the_table_need_no_scripts(browser: Browser, site: Server) -> None:
    with visiting(browser, site.origin, java_script_enabled=False) as visit:
        page = visit.go("/query/compare")
        page.get_by_label("报告（左）").select_option("report/320500/government/2016")
        page.get_by_label("报告（右）").select_option("report/320585/government/2017")
        page.get_by_role("button", name="查询", exact=True).click()
        expect(page.locator(".answer tbody tr").nth(10)).to_be_visible()
        expect(page.locator("noscript pre")).to_contain_text("SELECT")


def test_what_cannot_be_asked_is_said_where_it_was_asked(site: Server) -> None:
    answer = get(site, "/query/area?area=no-such-area")
    assert answer.status_code == 400
    assert "there is no policy-area" in answer.text
    assert "<select" in answer.text


@pytest.mark.parametrize("name", ["no-such-query", "auditing/reports"])
def test_a_query_that_there_is_not_is_not_found(site: Server, name: str) -> None:
    assert get(site, f"/query/{name}").status_code == 404


def test_a_query_is_run_in_the_editor_with_what_its_form_gave(visit: Visit) -> None:
    page = visit.go("/query/evidence?fact=report/320500/government/2016/observation/9194&lang=en")
    expect(page.locator("#bound")).to_contain_text("$fact = <https://w3id.org/gongkai/report/320500")
    page.get_by_role("button", name="Run query").first.click()
    expect(page.locator(".yasr table tbody tr")).to_contain_text(["3289"])


def test_what_a_tab_binds_is_bound_when_the_reader_comes_back(visit: Visit) -> None:
    page = visit.go("/query/evidence?fact=report/320500/government/2016/observation/9194")
    expect(page.locator("#bound")).to_be_visible()  # it is kept by then
    page = visit.go("/query/reports")
    expect(page.get_by_role("tab", name="事实的出处")).to_be_visible()
    expect(page.locator("#bound")).to_be_hidden()
    page.get_by_role("tab", name="事实的出处").click()
    expect(page.locator("#bound")).to_be_visible()
    with page.expect_request("**/sparql") as asked:
        page.get_by_role("button", name="运行").first.click()
    assert "%24fact=%3Chttps%3A%2F%2Fw3id.org" in (asked.value.post_data or "")


def test_the_answer_can_be_downloaded(visit: Visit) -> None:
    page = visit.go("/query/area?area=environment")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "area.csv"
    assert len(download.value.path().read_text("utf-8").splitlines()) == 19


# --- The endpoint, for people -----------------------------------------------------------------------------------------

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "status"),
    [(BROWSER, 303), ("text/html", 303), ("*/*", 200), ("text/turtle", 200), ("text/html;q=0.5,text/turtle", 200)],
)
def test_a_browser_is_led_from_the_endpoint_to_the_page(site: Server, accept: str, status: int) -> None:
    answer = web.get(site.url, headers={"Accept": accept})
    assert answer.status_code == status
    assert answer.headers.get("location", "/query") == "/query"


def test_a_browser_that_asks_a_query_is_answered(site: Server) -> None:
    assert web.get(site.url, params={"query": "ASK {}"}, headers={"Accept": BROWSER}).status_code == 200


# --- For everybody ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not AXE.exists(), reason="needs axe-core: make browser")
@pytest.mark.parametrize("path", ["/query", "/query/area?area=environment"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_everybody_can_use_it(browser: Browser, site: Server, path: str, scheme: str, language: str) -> None:
    with visiting(browser, site.origin, language=language, color_scheme=scheme) as visit:
        page = visit.go(path)
        page.locator(".CodeMirror:visible").wait_for()
        assert violations(page) == []


@pytest.mark.parametrize("path", ["/query", "/query/area?area=environment"])
def test_a_phone_need_not_be_moved_sideways(browser: Browser, site: Server, path: str) -> None:
    with visiting(browser, site.origin, size=PHONE) as visit:
        assert visit.go(path).evaluate("document.documentElement.scrollWidth") <= PHONE[0]
