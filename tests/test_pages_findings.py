"""What does not add up -> a page: filters, both sides with links to their characters, and the same as CSV."""

import csv
import io
import re

import httpx
import pytest
from playwright.sync_api import Browser, expect

import web
from browsing import AXE, PHONE, Visit, violations, visiting
from serving import Server

SUM = "breakdown-applicant"


def get(site: Server, path: str, language: str = "zh") -> httpx.Response:
    return web.get(site.origin + path, headers={"Accept": "text/html", "Accept-Language": language})


def test_what_does_not_add_up_stands_with_both_sides(visit: Visit) -> None:
    (finding,) = visit.go("/findings").locator("article").all()
    assert [side.inner_text() for side in finding.locator("dt .figure").all()] == ["3,289", "3,184", "-105"]
    assert finding.locator("dd a").count() == 11


def test_a_side_leads_to_its_characters(visit: Visit) -> None:
    link = visit.go("/findings").get_by_role("link", name="公民申请 2,838件")
    assert link.get_attribute("href") == "/report/320500/government/2016/text#char=9259,9263"


@pytest.mark.parametrize(("language", "words"), [("zh", "比所述总数3289件少105件"), ("en", "105 less than the 3289")])
def test_a_message_is_in_the_language_of_the_reader(site: Server, language: str, words: str) -> None:
    assert words in get(site, "/findings", language).text


def test_what_passed_is_counted_and_shown_when_asked_for(visit: Visit) -> None:
    page = visit.go("/findings")
    passed = page.locator(".totals .passed")
    count = int(passed.locator("strong").inner_text())
    passed.click()
    expect(page.get_by_text(f"共{count}项", exact=True)).to_be_visible()
    expect(page.locator("article.passed")).to_have_count(min(count, 25))


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("year=2016", True),
        ("year=2017", False),
        ("place=3205", True),
        ("place=320500", True),
        ("place=32", True),
        ("place=太仓", False),
        (f"rule={SUM}", True),
        ("rule=balance", False),
        ("status=not-judged", False),
        ("status=&rule=&year=&place=", True),
    ],
)
def test_findings_are_filtered(site: Server, filters: str, found: bool) -> None:
    assert ('<article class="finding failed">' in get(site, f"/findings?{filters}").text) == found


def test_a_filter_that_nothing_fits_says_so(site: Server) -> None:
    assert "Nothing fits" in get(site, "/findings?year=1999", "en").text


def test_the_csv_has_what_the_page_shows(visit: Visit, site: Server) -> None:
    page = visit.go(f"/findings?rule={SUM}&status=all")
    link = page.get_by_role("link", name="这些结果（CSV）").get_attribute("href")
    assert link
    rows = list(csv.DictReader(io.StringIO(get(site, link).text)))
    assert [row["state"] for row in rows] == ["failed", "passed"]
    assert page.locator("article").count() == 2


def test_pages_follow_each_other(visit: Visit) -> None:
    page = visit.go("/findings?status=all")
    first = page.locator("article h2").all_inner_texts()
    page.get_by_role("link", name="下一页").click()
    expect(page).to_have_url(re.compile("page=2"))
    page.wait_for_load_state()
    assert 0 < page.locator("article").count() <= len(first)


@pytest.mark.skipif(not AXE.exists(), reason="needs axe-core: make browser")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_everybody_can_use_it(browser: Browser, site: Server, scheme: str, language: str) -> None:
    with visiting(browser, site.origin, language=language, color_scheme=scheme) as visit:
        assert violations(visit.go("/findings?status=all")) == []


def test_a_phone_need_not_be_moved_sideways(browser: Browser, site: Server) -> None:
    with visiting(browser, site.origin, size=PHONE) as visit:
        assert visit.go("/findings?status=all").evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_a_status_that_there_is_not_is_refused(site: Server) -> None:
    assert get(site, "/findings?status=wrong").status_code == 400
