"""The page of networks: what is drawn, filtered, looked at and downloaded is the same, with and without a script."""

import re

import networkx
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browsing import PHONE, Visit, frame, still, violations, visiting
from gongkai import iris
from gongkai.export import projections
from networks import get, picture
from serving import Server

BUREAU = f"{iris.BASE}agency/320500/environmental-protection"
REGULATION = "中华人民共和国政府信息公开条例"
DRAWN = "#drawing[data-drawn]"


def drawn(visit: Visit, path: str = "/network") -> Page:
    page = visit.go(path)
    page.wait_for_selector(DRAWN)
    return page


def shown(page: Page) -> int:
    """How many nodes the picture has."""
    return int(page.locator(DRAWN).get_attribute("data-drawn") or 0)


# --- What is drawn ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", projections.catalogue(), ids=lambda query: query.name)
def test_every_projection_is_a_page_and_a_picture(site: Server, query: projections.Query) -> None:
    page = get(site.origin, "/network", projection=query.name, lang="en").raise_for_status().text
    assert f'aria-current="true">{query.title}<' in page
    drawing = picture(site, query.name)
    assert page.count('<th scope="row">') == len(drawing["nodes"])


def test_a_picture_has_places_degrees_and_evidence(site: Server) -> None:
    drawing = picture(site)
    assert len({(node["x"], node["y"]) for node in drawing["nodes"]}) == len(drawing["nodes"]) > 50
    for number, node in enumerate(drawing["nodes"]):
        touching = [edge for edge in drawing["edges"] if number in (edge["source"], edge["target"])]
        assert node["degree"] == len(touching)
        assert node["weight"] == sum(edge["weight"] for edge in touching)


def test_the_network_is_drawn(visit: Visit) -> None:
    page = drawn(visit)
    assert shown(page) == page.locator(".nodes tbody tr").count() > 50
    assert page.locator("#drawing canvas").count() > 3
    expect(page.get_by_role("img", name=re.compile("93 个节点"))).to_be_visible()


def test_the_page_says_how_much_there_is(visit: Visit) -> None:
    expect(visit.go("/network?lang=en").locator(".extent")).to_have_text("93 nodes, 127 edges.")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_page(browser: Browser, site: Server, language: str, scheme: str) -> None:
    with visiting(browser, site.origin, color_scheme=scheme) as visit:
        page = drawn(visit, f"/network?lang={language}&node={BUREAU}")
        assert violations(page) == []


def test_on_a_phone_nothing_stands_over(browser: Browser, site: Server) -> None:
    with visiting(browser, site.origin, size=PHONE) as visit:
        page = drawn(visit, f"/network?lang=en&node={BUREAU}")
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
        assert violations(page) == []


# --- Filters ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "fewer"),
    [("year=2017", 32), ("kind=agency&kind=area", 41), ("area=environment", 9)],
)
def test_what_is_filtered_is_drawn_listed_and_downloaded(visit: Visit, filters: str, fewer: int) -> None:
    page = drawn(visit, f"/network?lang=en&{filters}")
    assert shown(page) == page.locator(".nodes tbody tr").count() == fewer
    with page.expect_download() as download:
        page.get_by_role("link", name="GEXF", exact=True).click()
    assert download.value.suggested_filename == "gongkai-all.gexf"
    read = networkx.read_gexf(download.value.path())
    assert set(read.nodes) == set(page.locator(".nodes a").evaluate_all("all => all.map(one => one.dataset.choose)"))


def test_a_filter_changes_the_picture_at_once_and_the_address_with_it(visit: Visit) -> None:
    page = drawn(visit, "/network?lang=en")
    page.get_by_label("Year").focus()
    page.get_by_label("Year").select_option("2017")
    expect(page.locator(".extent")).to_contain_text("of 93 nodes")
    page.wait_for_selector(f"{DRAWN}:not([data-drawn='93'])")
    expect(page).to_have_url(re.compile("year=2017"))
    expect(page.locator("[name=year]")).to_be_focused()
    page.get_by_label("Channel").uncheck()
    expect(page).to_have_url(re.compile("kind=agency&kind=area&kind=jurisdiction"))
    expect(page.get_by_label("Channel")).not_to_be_checked()
    page.go_back()
    expect(page.get_by_label("Channel")).to_be_checked()
    page.get_by_role("link", name="Clear filter").click()
    page.wait_for_selector("#drawing[data-drawn='93']")


def test_another_network_keeps_the_filters_but_for_the_kinds(visit: Visit) -> None:
    page = drawn(visit, "/network?lang=en&year=2016&kind=agency")
    page.get_by_role("link", name="Cited documents").click()
    page.wait_for_selector(f"{DRAWN}[data-source*='citations']")
    expect(page.get_by_label("Year")).to_have_value("2016")
    expect(page.get_by_label("Report", exact=False).first).to_be_checked()
    expect(page).not_to_have_url(re.compile("kind="))


def test_where_nothing_fits_the_page_says_so(visit: Visit) -> None:
    page = visit.go("/network?lang=en&year=1999")
    expect(page.locator(".extent")).to_have_text("No node fits.")
    expect(page.locator("#drawing")).to_have_count(0)
    page = visit.go("/network?lang=en&projection=agency-succession")
    expect(page.locator(".extent")).to_have_text("The store has nothing of that kind.")


# --- The node looked at -----------------------------------------------------------------------------------------------


def rows_of_panel(page: Page) -> list[list[str]]:
    return page.locator("#panel tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.innerText))"
    )


def test_a_node_of_the_table_shows_what_it_is_tied_to(visit: Visit) -> None:
    page = drawn(visit)
    page.locator(".nodes").get_by_role("link", name="苏州市环境保护局", exact=True).click()
    expect(page.locator("#panel h2")).to_have_text("苏州市环境保护局")
    rows = rows_of_panel(page)
    assert ["生态环境", "政策领域", "6", "2016"] in rows
    weights = [int(row[2]) for row in rows]
    assert weights == sorted(weights, reverse=True)
    expect(page.locator("#panel")).to_be_focused()
    page.get_by_role("link", name="打开它的页面").click()
    expect(page).to_have_url(re.compile("/agency/320500/environmental-protection$"))


def test_a_panel_that_comes_late_does_not_take_the_place_of_a_later_one(visit: Visit) -> None:
    page = drawn(visit)
    links = page.locator(".nodes a[data-choose]")
    late: list[Route] = []
    page.route("**/network/node?*", lambda route: late.append(route), times=1)
    links.nth(0).click()
    expect(page).to_have_url(re.compile("node="))
    links.nth(1).click()
    name = links.nth(1).inner_text()
    expect(page.locator("#panel h2")).to_have_text(name)
    with page.expect_event("requestfinished", lambda one: one == late[0].request):
        late[0].fallback()
    frame(page)
    expect(page.locator("#panel h2")).to_have_text(name)


def test_a_filter_that_comes_late_does_not_take_the_place_of_a_later_one(visit: Visit) -> None:
    page = drawn(visit, "/network?lang=en")
    late: list[Route] = []
    page.route("**/network?*year=2017*", lambda route: late.append(route), times=1)
    page.get_by_label("Year").select_option("2017")
    page.get_by_label("Channel").uncheck()
    page.get_by_label("Year").select_option("2016")
    expect(page).to_have_url(re.compile("year=2016"))
    said = page.locator(".extent").inner_text()
    with page.expect_event("requestfinished", lambda one: one == late[0].request):
        late[0].fallback()
    frame(page)
    expect(page).to_have_url(re.compile("year=2016"))
    expect(page.locator(".extent")).to_have_text(said)


def test_a_node_of_the_picture_is_chosen_by_a_click(visit: Visit) -> None:
    page = drawn(visit, f"/network?node={BUREAU}&area=environment")
    page.locator("#panel").get_by_role("link", name="取消选择").click()
    expect(page.locator("#panel h2")).to_have_count(0)
    page.get_by_role("button", name="看全图").click()
    still(page.locator("#drawing"))
    box = page.locator("#drawing").bounding_box()
    assert box
    for x in range(40, int(box["width"]), 12):  # somewhere along a line across the picture there is a node
        for y in (0.2, 0.35, 0.5, 0.65, 0.8):
            page.mouse.move(box["x"] + x, box["y"] + box["height"] * y)
            frame(page)
            if page.locator("#drawing.over").count():
                page.mouse.click(box["x"] + x, box["y"] + box["height"] * y)
                expect(page.locator("#panel h2")).to_have_count(1)
                return
    pytest.fail("no node was met")


def test_the_keyboard_leads_from_node_to_node_and_back(visit: Visit) -> None:
    page = drawn(visit)
    page.locator(".nodes a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("苏州市")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Tab")
    for _ in range(3):
        page.keyboard.press("Tab")
    name = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(name)
    page.go_back()
    expect(page.locator("#panel h2")).to_have_text("苏州市")


def test_the_keyboard_moves_the_picture(visit: Visit) -> None:
    page = drawn(visit)
    place = page.locator("#drawing")
    place.focus()
    seen = [still(place)]
    for key in ("+", "ArrowLeft"):
        page.keyboard.press(key)
        seen.append(still(place))
    assert len(set(seen)) == 3
    page.keyboard.press("0")
    assert still(place) == seen[0]


def test_a_name_that_is_searched_for_is_looked_at(visit: Visit) -> None:
    page = drawn(visit)
    page.get_by_label("查找节点").fill("环境保护局网站")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("苏州市环境保护局网站")
    page.get_by_label("查找节点").fill("没有这个名字")
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_have_text("图中没有这个名称。")


def test_arrows_say_which_way_they_lead(visit: Visit) -> None:
    page = drawn(visit, "/network?projection=citations&lang=en")
    page.locator(".nodes").get_by_role("link", name=REGULATION, exact=True).click()
    expect(page.locator("#panel h2")).to_have_text(REGULATION)
    assert all(row[0].startswith("from ") for row in rows_of_panel(page))


def test_a_node_that_is_not_shown_is_said_not_to_be(site: Server) -> None:
    answer = get(site.origin, "/network", node="<script>alert(1)</script>", lang="en")
    assert "The chosen node is not in the part that is shown." in answer.text
    assert "<script>alert" not in answer.text


# --- Layout -----------------------------------------------------------------------------------------------------------


def test_nodes_are_laid_out_anew_on_request_and_come_to_rest(visit: Visit) -> None:
    page = drawn(visit, "/network?lang=en&area=environment")
    before = still(page.locator("#drawing"))
    button = page.get_by_role("button", name="Relax")
    button.click()
    expect(page.locator(".said")).to_contain_text("Laid out")
    expect(button).to_have_text("Relax")
    assert page.locator("#drawing").screenshot() != before


def test_the_layout_can_be_stopped(visit: Visit) -> None:
    page = drawn(visit, "/network?lang=en")
    # twice in one turn of the page, since the layout may have come to its end before a hand is there again
    words = "button => [0, 1, 2].map(() => { const said = button.textContent; button.click(); return said.trim(); })"
    assert page.get_by_role("button", name="Relax").evaluate(words) == ["Relax", "Stop", "Relax"]
    expect(page.locator(".said")).to_contain_text("Laid out")


def test_who_wants_no_motion_sees_the_end_alone(browser: Browser, site: Server) -> None:
    with visiting(browser, site.origin, reduced_motion="reduce") as visit:
        page = drawn(visit, "/network?lang=en&area=environment")
        page.get_by_role("button", name="Relax").click()
        expect(page.locator(".said")).to_contain_text("Laid out")
        assert not page.get_by_role("button", name="Stop").count()


# --- Without a script, without WebGL ----------------------------------------------------------------------------------


def test_without_a_script_there_are_the_filters_the_table_and_the_panel(browser: Browser, site: Server) -> None:
    with visiting(browser, site.origin, java_script_enabled=False) as visit:
        page = visit.go("/network?lang=en")
        assert "The picture needs JavaScript" in page.locator("noscript").inner_text()
        page.get_by_label("Year").select_option("2017")
        page.get_by_role("button", name="Apply").click()
        expect(page.locator(".extent")).to_contain_text("of 93 nodes")
        page.locator(".nodes a").first.click()
        expect(page.locator("#panel h2")).to_have_count(1)
        expect(page.get_by_label("Year")).to_have_value("2017")


def test_without_webgl_the_page_says_so_and_has_the_table(browser: Browser, site: Server) -> None:
    with visiting(browser, site.origin) as visit:
        visit.page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
        page = visit.go("/network?lang=en")
        expect(page.locator(".said")).to_contain_text("This browser has no WebGL")
        assert page.locator(".nodes tbody tr").count() == 93
        assert not page.locator("#drawing").is_visible()
