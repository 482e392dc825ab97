"""Two reports side by side: what may be reckoned is, and else the reason is said."""

import pytest
from playwright.sync_api import Browser, expect

import web
from browsing import PHONE, violations, visiting
from serving import Server

OLD, NEW = "report/321000/government/2016", "report/321000/government/2022"
LATER = "report/321023/government/2022"


def text(site: Server, **parameters: str) -> str:
    asked = {"lang": "en", **parameters}
    answer = web.get(f"{site.origin}/compare", params=asked, headers={"Accept": "text/html"})
    return " ".join(answer.text.split())


def row(shown: str, start: str) -> str:
    return shown[shown.index(f'<th scope="row">{start}') :].partition("</tr>")[0]


def test_within_one_edition_difference_and_ratio_are_reckoned(years: Server) -> None:
    line = row(text(years, left=NEW, right=LATER), "Information requests received")
    assert "-1,300" in line
    assert "0.13" in line


def test_over_a_break_the_reason_is_said_instead(years: Server) -> None:
    line = row(text(years, left=OLD, right=NEW), "Information requests received")
    assert '<td class="number">900</td>' in line
    assert "Before 2019 what was received can take in what was carried over" in line
    assert "600" not in line


def test_what_stays_the_same_over_the_break_is_reckoned(years: Server) -> None:
    assert "+10" in row(text(years, left=OLD, right=NEW), "Administrative reconsiderations")


def test_areas_of_both_reports_are_listed(site: Server) -> None:
    shown = text(site, left="report/320500/government/2016", right="report/320585/government/2017")
    assert "Ecology and environment" in shown


def test_a_report_that_is_not_there_is_not_found(site: Server) -> None:
    assert "the store has no report" in text(site, left="report/<b>")
    assert "<b>" not in text(site, left="report/<b>")


def test_reports_can_be_chosen_without_scripts(years: Server, browser: Browser) -> None:
    with visiting(browser, years.origin, java_script_enabled=False) as visit:
        page = visit.go("/compare?lang=en")
        page.get_by_label("Left").select_option(OLD)
        page.get_by_label("Right").select_option(NEW)
        page.get_by_role("button", name="Compare").click()
        expect(page.get_by_role("heading", name="Key figures")).to_have_count(1)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_is_accessible_and_fits_a_phone(years: Server, browser: Browser, language: str) -> None:
    with visiting(browser, years.origin, size=PHONE) as visit:
        page = visit.go(f"/compare?left={OLD}&right={NEW}&lang={language}")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
