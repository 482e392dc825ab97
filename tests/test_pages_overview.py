"""The store -> its first page: counts, places and years, questions, and how to have the data."""

import html
import re

import httpx
import pytest
from playwright.sync_api import Browser

import web
from browsing import AXE, PHONE, Visit, violations, visiting
from gongkai.pages.asking import Row
from gongkai.pages.coverage import coverage
from serving import Server


def get(site: Server, path: str, language: str = "zh") -> httpx.Response:
    return web.get(site.origin + path, headers={"Accept": "text/html", "Accept-Language": language})


def report(code: str, year: int) -> Row:
    iri = f"https://w3id.org/gongkai/report/{code}/government/{year}"
    return {"report": iri, "code": code, "year": year, "jurisdiction": f"place/{code}", "jurisdiction_zh": code}


def test_a_reader_sees_at_once_how_much_there_is(visit: Visit) -> None:
    counts = visit.go("/").locator(".counts").inner_text()
    assert all(words in counts for words in ("2 份报告", "172 个数字", "20 个机关", "26 项核对", "2 个行政区"))


def test_a_cell_leads_to_its_report(visit: Visit) -> None:
    cell = visit.go("/").locator("a[href='/report/320500/government/2016']")
    assert cell.inner_text() == "128 叙"


def test_years_without_a_report_are_said_to_have_none(visit: Visit) -> None:
    assert visit.go("/?lang=en").locator("td.none").all_inner_texts() == ["·\nno report", "·\nno report"]


def test_the_search_box_leads_to_the_search(visit: Visit) -> None:
    page = visit.go("/")
    assert page.locator("form.find").get_attribute("action") == "/search"


@pytest.mark.parametrize("path", ["/sparql", "/dump.nt.gz", "/.well-known/void", "/ontology", "/dataset", "/query"])
def test_the_data_are_one_click_away(site: Server, path: str) -> None:
    assert f'href="{path}' in get(site, "/").text


def test_a_few_places_stand_one_by_one() -> None:
    matrix = coverage([report("320500", 2016), report("320585", 2018)], {}, [], "")
    assert [line.name for line in matrix.lines] == ["320500", "320585"]
    assert matrix.years == (2016, 2017, 2018)


def test_many_places_are_gathered_by_province_and_then_by_prefecture() -> None:
    reports = [report(f"{code}", 2016) for code in (*range(320500, 320550), *range(330100, 330150), 330200)]
    regions: list[Row] = [{"code": "330000", "region": "place/330000", "region_zh": "浙江省"}]
    whole = coverage(reports, {}, regions, "")
    assert [(line.name, line.opens, len(line.cells[0].reports)) for line in whole.lines if line.cells[0]] == [
        ("320000", "32", 50),
        ("浙江省", "33", 51),
    ]
    more = [*reports, *(report(f"{code}", 2016) for code in range(330300, 330360))]
    assert [line.opens for line in coverage(more, {}, regions, "33").lines] == ["3301", "3302", "3303"]
    assert len(coverage(more, {}, regions, "3301").lines) == 50


def test_an_empty_store_has_a_matrix_without_lines() -> None:
    assert coverage([], {}, [], "").lines == ()


@pytest.mark.parametrize("within", ["3", "x", "32050000", "３２"])
def test_what_is_no_beginning_of_a_code_is_refused(site: Server, within: str) -> None:
    assert get(site, f"/?within={within}").status_code == 400


@pytest.mark.skipif(not AXE.exists(), reason="needs axe-core: make browser")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_everybody_can_use_it(browser: Browser, site: Server, scheme: str, language: str) -> None:
    with visiting(browser, site.origin, language=language, color_scheme=scheme) as visit:
        assert violations(visit.go("/")) == []


def test_a_phone_need_not_be_moved_sideways(browser: Browser, site: Server) -> None:
    with visiting(browser, site.origin, size=PHONE) as visit:
        assert visit.go("/").evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_many_years_do_not_move_the_page_of_a_phone_sideways(browser: Browser, years: Server) -> None:
    with visiting(browser, years.origin, size=PHONE) as visit:
        assert visit.go("/").evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_a_question_keeps_its_parameters_where_the_language_is_said(site: Server) -> None:
    asked = re.search(r'href="(/query/area[^"]*)"', get(site, "/?lang=en").text)
    assert asked
    assert get(site, html.unescape(asked[1])).status_code == 200
