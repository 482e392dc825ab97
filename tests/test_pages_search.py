"""Words -> a page of sentences and names: marked, filtered, in pages, with links to their characters."""

import re

import httpx
import pytest
from playwright.sync_api import Browser, expect

import web
from browsing import AXE, PHONE, Visit, violations, visiting
from gongkai.pages.search import _stretches
from gongkai.search import Hit
from gongkai.text import Span
from serving import Server


def get(site: Server, path: str, language: str = "zh") -> httpx.Response:
    return web.get(site.origin + path, headers={"Accept": "text/html", "Accept-Language": language})


def test_the_box_of_every_page_finds_what_stands_in_the_reports(visit: Visit) -> None:
    page = visit.go("/findings")
    page.get_by_role("searchbox", name="检索句子和名称").fill("空气质量")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("找到3处")
    expect(page).to_have_url(re.compile(r"/search\?q="))
    page.wait_for_load_state()
    assert set(page.locator("mark").all_inner_texts()) == {"空气质量"}


def test_a_sentence_leads_to_its_characters(visit: Visit) -> None:
    links = visit.go("/search?q=空气质量&kind=sentences&year=2016").locator(".found a")
    assert links.get_attribute("href") == "/report/320500/government/2016/text#char=4790,4903"


def test_a_name_leads_to_what_it_names(visit: Visit) -> None:
    link = visit.go("/search?q=环境保护局&kind=agency").locator(".found a").first
    assert link.get_attribute("href") == "/agency/320500/environmental-protection"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("kind=names", True),
        ("kind=document", False),
        ("year=2017", True),
        ("year=1999", False),
        ("year=x", False),
        ("place=320585", True),
        ("place=太仓", True),
        ("place=33", False),
    ],
)
def test_hits_are_filtered(site: Server, filters: str, found: bool) -> None:
    assert ("<mark>空气质量</mark>" in get(site, f"/search?q=空气质量&{filters}").text) == found


@pytest.mark.parametrize(("language", "advice"), [("zh", "少写几个字"), ("en", "Write fewer characters")])
def test_a_reader_who_finds_nothing_is_advised(site: Server, language: str, advice: str) -> None:
    assert advice in get(site, "/search?q=没有这样的话", language).text


def test_a_reader_who_asks_nothing_is_told_how(site: Server) -> None:
    assert "Chinese needs no blanks" in get(site, "/search", "en").text


def test_a_place_that_is_not_known_is_said_to_be_so(site: Server) -> None:
    assert "没有“某某市”的报告" in get(site, "/search?q=公开&place=某某市").text


def test_a_kind_that_there_is_not_is_refused(site: Server) -> None:
    assert get(site, "/search?q=公开&kind=wrong").status_code == 400


def test_what_is_looked_for_is_escaped(site: Server) -> None:
    assert "<b>" not in get(site, "/search?q=<b>x</b>").text


def test_pages_follow_each_other(visit: Visit) -> None:
    page = visit.go("/search?q=公开")
    first = page.locator(".found").all_inner_texts()
    page.get_by_role("link", name="下一页").click()
    expect(page).to_have_url(re.compile("page=2"))
    page.wait_for_load_state()
    second = page.locator(".found").all_inner_texts()
    assert second
    assert second != first


def test_of_a_long_text_the_part_around_the_words_is_shown() -> None:
    hit = Hit("", "text", "前" * 500 + "要" + "后" * 500, (Span(500, 501),), 0, "", None)
    stretches = list(_stretches(hit))
    assert stretches[0] == ("…", False)
    assert ("要", True) in stretches
    assert sum(len(text) for text, _ in stretches) < 330


@pytest.mark.skipif(not AXE.exists(), reason="needs axe-core: make browser")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_everybody_can_use_it(browser: Browser, site: Server, scheme: str, language: str) -> None:
    with visiting(browser, site.origin, language=language, color_scheme=scheme) as visit:
        assert violations(visit.go("/search?q=空气质量")) == []


def test_a_phone_need_not_be_moved_sideways(browser: Browser, site: Server) -> None:
    with visiting(browser, site.origin, size=PHONE) as visit:
        assert visit.go("/search?q=公开").evaluate("document.documentElement.scrollWidth") <= PHONE[0]
