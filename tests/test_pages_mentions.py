"""Pages of agencies, channels and policy areas: what they are, and what reports say of each, with the sentence."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

import web
from browsing import PHONE, violations, visiting
from serving import Server, serving
from terminal import run

BUREAU = "/agency/320500/environmental-protection"
ENVIRONMENT = "/concept/policy-area/environment"
REPORT = """{who}{year}年政府信息公开工作年度报告
一、主动公开情况
市环境保护局通过“{account}”微信公众号发布环境信息{count}条。
市生态环境局通过门户网站公开空气质量信息30条。
二、存在的主要问题
"""
PAGES = (BUREAU, "/channel/320500/website/空气质量指数发布平台", ENVIRONMENT, "/concept/policy-area")


def get(site: Server, path: str, **parameters: str) -> httpx.Response:
    return web.get(site.origin + path, params=parameters, headers={"Accept": "text/html"})


def text(site: Server, path: str, **parameters: str) -> str:
    answer = get(site, path, **{"lang": "en", **parameters})
    assert answer.status_code == 200
    return " ".join(answer.text.split())


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`gongkai serve` over twelve reports of one city, one of which names an account with odd characters."""
    folder = tmp_path_factory.mktemp("many")
    for year in range(2008, 2020):
        account = "示例<b>环境&amp;'" if year == 2010 else "示例环境"
        told = REPORT.format(who="扬州市", year=year, account=account, count=100 + year)
        Path(folder / f"yangzhou-{year}.txt").write_text(told, "utf-8")
    assert run("build", folder, "--store", folder / "gongkai.db").returncode == 0
    with serving(folder / "gongkai.db", "--workers", "1") as running:
        yield running


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_are_accessible_and_fit_a_phone(site: Server, browser: Browser, path: str, language: str) -> None:
    with visiting(browser, site.origin, size=PHONE, color_scheme="dark" if language == "zh" else "light") as visit:
        page = visit.go(f"{path}?lang={language}")
        expect(page.locator(".drawing svg")).to_have_count(page.locator(".drawing").count())
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]


def test_an_agency_is_told_with_the_sentence_and_where_it_stands(site: Server) -> None:
    shown = text(site, BUREAU)
    assert "苏州市环境保护局" in shown
    assert "市环保局2016年受理的253个建设项目环评审批信息全部公开。" in shown
    assert 'href="/report/320500/government/2016/text?lang=en#char=' in shown


def test_what_an_agency_became_is_told_with_the_years(many: Server) -> None:
    shown = text(many, "/agency/321000/environmental-protection")
    assert 'href="/agency/321000/ecology-environment?lang=en">扬州市生态环境局</a>' in shown
    assert "2018" in shown


def test_a_channel_is_told_with_its_followers(site: Server) -> None:
    shown = text(site, "/channel/320500/wechat/苏州发布")
    assert "WeChat" in shown
    assert "Followers" in shown


def test_an_area_counts_what_is_said_of_those_below_it(site: Server) -> None:
    assert "空气质量" in text(site, "/concept/policy-area/development-environment")


def test_an_area_is_told_with_its_mappings_and_the_area_above(site: Server) -> None:
    shown = text(site, ENVIRONMENT)
    assert "http://publications.europa.eu/resource/authority/data-theme/ENVI" in shown
    assert 'href="/concept/policy-area/development-environment?lang=en"' in shown


def test_more_reports_than_fit_a_page_are_on_the_next(many: Server) -> None:
    first = text(many, ENVIRONMENT)
    assert "Page 1 of 2" in first
    assert "扬州市2019年" not in first.partition("Places and years")[0]
    assert "扬州市2019年" in text(many, ENVIRONMENT, page="2")


def test_a_reader_can_have_one_report_alone(many: Server) -> None:
    shown = text(many, ENVIRONMENT, report="report/321000/government/2012")
    assert "发布环境信息2112条" in shown
    assert "发布环境信息2113条" not in shown


@pytest.mark.parametrize("page", ["0", "3", "-1", "x"])
def test_a_page_that_is_not_there_is_not_found(many: Server, page: str) -> None:
    assert get(many, ENVIRONMENT, page=page).status_code == 404


def test_odd_names_are_escaped(many: Server) -> None:
    assert "示例<b>" not in text(many, ENVIRONMENT, report="report/321000/government/2010")


@pytest.mark.parametrize(
    "path", ["/agency/320500/nothing", "/channel/320500/wechat/无", "/concept/policy-area/nothing"]
)
def test_what_the_store_does_not_know_is_not_found(site: Server, path: str) -> None:
    assert get(site, path).status_code == 404


def test_the_matrix_of_areas_is_drawn(site: Server, browser: Browser) -> None:
    with visiting(browser, site.origin) as visit:
        expect(visit.go("/concept/policy-area").locator(".drawing svg").first).to_be_visible()
