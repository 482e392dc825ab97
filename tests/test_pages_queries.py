"""Titles and descriptions of named queries -> what their pages show of them, also where there is little room."""

from playwright.sync_api import Browser

import web
from browsing import PHONE, visiting
from gongkai import queries
from serving import Server


def test_the_longest_title_of_a_query_fits_a_phone(browser: Browser, site: Server) -> None:
    longest = max(queries.catalogue(), key=lambda query: len(query.title))
    with visiting(browser, site.origin, size=PHONE, language="en") as visit:
        page = visit.go(f"/query/{longest.name}")
        page.locator(".CodeMirror:visible").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_names_between_backquotes_are_shown_as_code(site: Server) -> None:
    page = web.get(f"{site.origin}/query/requests", headers={"Accept": "text/html", "Accept-Language": "en"}).text
    assert "<code>received_is</code> is <code>new</code>" in page
    assert "`" not in page.partition("<script")[0]
