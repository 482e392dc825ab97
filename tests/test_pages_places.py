"""The page of a jurisdiction: its series over years and editions, and what lies around it."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, expect

import web
from browsing import PHONE, violations, visiting
from gongkai import queries, resources
from gongkai.queries import Table
from gongkai.store import open_store
from serving import Server

YANGZHOU = "/jurisdiction/321000"


def text(site: Server, path: str, language: str = "en") -> str:
    answer = web.get(f"{site.origin}{path}?lang={language}", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_a_jurisdiction_is_told_with_its_level_and_what_it_belongs_to(site: Server) -> None:
    shown = text(site, "/jurisdiction/320500")
    assert "Prefecture" in shown
    assert '<a href="/jurisdiction/320000?lang=en" lang="zh-Hans">江苏省</a>' in shown


def test_the_page_speaks_chinese_too(site: Server) -> None:
    assert "区划代码" in text(site, "/jurisdiction/320500", "zh")


def test_identifiers_elsewhere_stand_with_the_ground_on_which_they_were_matched(site: Server) -> None:
    shown = text(site, "/jurisdiction/320500")
    assert 'href="http://www.wikidata.org/entity/Q42622"' in shown
    assert "BackgroundKnowledgeBasedMatching" in shown


def test_what_became_of_a_jurisdiction_is_told_with_the_year(site: Server) -> None:
    shown = text(site, "/jurisdiction/320584")
    assert "until 2012" in shown
    assert "2012 · " in shown
    assert 'href="/jurisdiction/320509?lang=en"' in shown


def test_an_earlier_holder_of_a_code_has_a_page_of_its_own(site: Server) -> None:
    assert "楚州区" in text(site, "/jurisdiction/320803-2011")


def test_a_jurisdiction_without_a_report_says_so(site: Server) -> None:
    assert "The store has no report of this place." in text(site, "/jurisdiction/540000")


def test_jurisdictions_below_without_a_report_are_folded_and_counted(site: Server) -> None:
    shown = text(site, "/jurisdiction/320500")
    assert "1 with reports" in shown
    assert "in force without a report in the store</summary>" in shown


def test_an_unknown_code_is_not_found(site: Server) -> None:
    answer = web.get(site.origin + "/jurisdiction/<b>999</b>", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "<b>999" not in answer.text


def test_a_break_between_editions_is_marked_and_told(years: Server) -> None:
    shown = text(years, YANGZHOU)
    assert "② From 2019: Prose with the statistics table of 2014 → Tables of 2019" in shown
    assert 'class="number break"' in shown


def test_what_does_not_compare_over_the_break_is_said_with_the_reason(years: Server) -> None:
    shown = text(years, YANGZHOU)
    assert '<span class="degree none">none</span>' in shown
    assert "New in 2019: earlier reports do not list such requests, so nothing compares." in shown


def test_outcomes_are_added_up_under_what_can_be_followed(years: Server) -> None:
    """不予公开 of 2019: eight grounds, of which the table prints no sum."""
    shown = text(years, YANGZHOU)
    row = shown[shown.index('<th scope="row">Refused') :].partition("</tr>")[0]
    assert re.findall(r">(\d+)(?:</a>)? <span class=\"share\"", row) == ["30", "90", "120", "200"]


def test_a_year_without_a_report_is_a_gap(years: Server) -> None:
    assert '<td class="gap"><span>2011–2015</span></td>' in text(years, YANGZHOU)


def test_a_figure_stated_with_two_values_is_shown_as_such(years: Server) -> None:
    assert "≠ 72 · The report states two values" in text(years, "/jurisdiction/321084")


def test_counties_are_added_up(years: Server) -> None:
    assert "County governments added up" in text(years, YANGZHOU)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_charts_are_drawn_and_nothing_is_in_the_way(
    years: Server, browser: Browser, language: str, scheme: str
) -> None:
    with visiting(browser, years.origin, color_scheme=scheme) as visit:
        page = visit.go(f"{YANGZHOU}?lang={language}")
        expect(page.locator(".drawing svg")).to_have_count(3)
        assert violations(page) == []


def test_a_phone_does_not_scroll_sideways(years: Server, browser: Browser) -> None:
    with visiting(browser, years.origin, size=PHONE) as visit:
        page = visit.go(YANGZHOU)
        expect(page.locator(".drawing svg")).to_have_count(3)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]


def test_a_single_year_is_not_drawn(site: Server) -> None:
    shown = text(site, "/jurisdiction/320500")
    assert "data-chart" not in shown
    assert "The store has a single year, so there is nothing to draw." in shown


def test_the_query_of_a_chart_gives_the_rows_that_it_draws(years: Server, years_store: Path, browser: Browser) -> None:
    with visiting(browser, years.origin) as visit:
        page = visit.go(f"{YANGZHOU}?lang=en")
        for id in ("requests-jurisdiction", "outcomes-jurisdiction", "disputes-jurisdiction"):
            drawn = json.loads(page.locator(f"#{id}-specification").text_content() or "")["data"]["values"]
            address = urlsplit(page.locator(f"#{id} a[download]").get_attribute("href") or "")
            name = address.path.removeprefix("/query/").removesuffix(".csv")
            query = queries.query_of(resources.folder("queries") / f"{name}.rq")
            with open_store(years_store) as store:
                table = queries.select(store, query, dict(parse_qsl(address.query)))
            assert isinstance(table, Table)
            assert drawn == [dict(zip(table.columns, cells, strict=True)) for cells in table.rows]
