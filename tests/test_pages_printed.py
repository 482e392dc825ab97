"""A page on paper, where browsers leave out the colours of backgrounds."""

from playwright.sync_api import Browser

from browsing import visiting
from serving import Server


def test_the_kinds_of_a_printed_network_keep_their_colours(browser: Browser, site: Server) -> None:
    with visiting(browser, site.origin) as visit:
        page = visit.go("/network")
        page.emulate_media(media="print")
        kept = "found => found.map(one => getComputedStyle(one).printColorAdjust)"
        assert set(page.locator(".filters .dot").evaluate_all(kept)) == {"exact"}
