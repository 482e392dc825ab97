"""The page of networks: what is drawn, filtered, looked at and downloaded is the same, with and without a script."""

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import networkx
import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.datastructures import QueryParams

from browsing import PHONE, Visit, violations, visiting
from gongkai import iris, resources
from gongkai.export import projections
from gongkai.pages.network import wishes
from gongkai.pages.network.memory import Memory
from gongkai.pages.network.tasks import Projecting
from networks import network_of
from serving import Server, serving, store_of

ENVIRONMENT = f"{iris.BASE}concept/policy-area/environment"
BUREAU = f"{iris.BASE}agency/320500/environmental-protection"
REGULATION = "中华人民共和国政府信息公开条例"
GEXF = "{http://gexf.net/1.3}"
DRAWN = "#drawing[data-drawn]"


def get(origin: str, path: str, **parameters: str | int) -> httpx.Response:
    return httpx.get(origin + path, params=parameters or None, headers={"Accept-Language": "en"}, timeout=60)


def picture(site: Server, name: str = "all", **parameters: str | int) -> dict[str, Any]:
    drawing: dict[str, Any] = get(site.origin, f"/network/{name}.json", **parameters).raise_for_status().json()
    return drawing


def iris_of(drawing: dict[str, Any]) -> set[str]:
    return {node["iri"] for node in drawing["nodes"]}


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
    assert page.get_by_role("img", name=re.compile("93 个节点")).is_visible()


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


def test_kinds_are_those_asked_for(site: Server) -> None:
    drawing = picture(site, kind="agency")
    assert {node["kind"] for node in drawing["nodes"]} == {"agency"}
    assert drawing["extent"]["nodes"] == 93


def test_a_year_has_what_its_reports_say(site: Server) -> None:
    both, one, other = picture(site), picture(site, year="2016"), picture(site, year="2017")
    assert iris_of(one) | iris_of(other) == iris_of(both)
    assert {node["years"] for node in one["nodes"]} == {"2016"}
    whole = {(both["nodes"][edge["source"]]["iri"], both["nodes"][edge["target"]]["iri"]): edge["weight"]
             for edge in both["edges"]}  # fmt: skip
    parts: dict[tuple[str, str], int] = {}
    for part in (one, other):
        for edge in part["edges"]:
            pair = (part["nodes"][edge["source"]]["iri"], part["nodes"][edge["target"]]["iri"])
            parts[pair] = parts.get(pair, 0) + edge["weight"]
    assert parts == whole


def test_a_policy_area_has_what_is_named_with_it(site: Server) -> None:
    drawing = picture(site, area="environment")
    assert {ENVIRONMENT, BUREAU} <= iris_of(drawing) < iris_of(picture(site))
    assert {node["iri"] for node in drawing["nodes"] if node["kind"] == "area"} == {ENVIRONMENT}
    assert BUREAU in iris_of(picture(site, "agency-channel", area="environment"))


def test_an_area_has_what_is_named_with_those_below_it(site: Server) -> None:
    assert iris_of(picture(site, area="environment")) <= iris_of(picture(site, area="development-environment"))


def test_documents_of_an_area_are_those_cited_in_its_sentences(site: Server) -> None:
    few, all_of_them = picture(site, "citations", area="governance"), picture(site, "citations")
    assert 0 < len(few["nodes"]) < len(all_of_them["nodes"])


def test_edges_of_less_evidence_are_left_out_and_nodes_without_others(site: Server) -> None:
    drawing = picture(site, weight=3)
    assert drawing["edges"]
    assert all(edge["weight"] >= 3 for edge in drawing["edges"])
    assert all(node["degree"] for node in drawing["nodes"])


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
    assert "year=2017" in page.url
    assert page.evaluate("document.activeElement.name") == "year"
    page.get_by_label("Channel").uncheck()
    page.wait_for_url(re.compile("kind=agency&kind=area&kind=jurisdiction"))
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
    assert "kind=" not in page.url


def test_where_nothing_fits_the_page_says_so(visit: Visit) -> None:
    page = visit.go("/network?lang=en&year=1999")
    expect(page.locator(".extent")).to_have_text("No node fits.")
    assert not page.locator("#drawing").count()


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
    assert page.evaluate("document.activeElement.id") == "panel"
    page.get_by_role("link", name="打开它的页面").click()
    page.wait_for_url("**/agency/320500/environmental-protection")


def test_a_node_of_the_picture_is_chosen_by_a_click(visit: Visit) -> None:
    page = drawn(visit, f"/network?node={BUREAU}&area=environment")
    page.locator("#panel").get_by_role("link", name="取消选择").click()
    expect(page.locator("#panel h2")).to_have_count(0)
    page.get_by_role("button", name="看全图").click()
    page.wait_for_timeout(400)
    box = page.locator("#drawing").bounding_box()
    assert box
    for x in range(40, int(box["width"]), 12):  # somewhere along a line across the picture there is a node
        for y in (0.2, 0.35, 0.5, 0.65, 0.8):
            page.mouse.move(box["x"] + x, box["y"] + box["height"] * y)
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
    before = place.screenshot()
    for key in ("+", "ArrowLeft"):
        page.keyboard.press(key)
        page.wait_for_timeout(300)
    assert place.screenshot() != before
    page.keyboard.press("0")
    page.wait_for_timeout(400)
    assert place.screenshot() == before


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
    before = page.locator("#drawing").screenshot()
    button = page.get_by_role("button", name="Relax")
    button.click()
    expect(page.locator(".said")).to_contain_text("Laid out", timeout=20_000)
    expect(button).to_have_text("Relax")
    assert page.locator("#drawing").screenshot() != before


def test_the_layout_can_be_stopped(visit: Visit) -> None:
    page = drawn(visit, "/network?lang=en")
    page.get_by_role("button", name="Relax").click()
    page.get_by_role("button", name="Stop").click()
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


# --- Files ------------------------------------------------------------------------------------------------------------


def test_files_have_the_nodes_edges_and_places_that_are_shown(site: Server) -> None:
    drawing = picture(site, year="2016", weight=2)
    asked = {"year": "2016", "weight": 2}
    gexf = networkx.read_gexf(io.BytesIO(get(site.origin, "/network/all.gexf", **asked).content))
    graphml = networkx.read_graphml(io.BytesIO(get(site.origin, "/network/all.graphml", **asked).content))
    tables = {
        name: list(csv.DictReader(io.StringIO(get(site.origin, f"/network/all.{name}.csv", **asked).text)))
        for name in ("nodes", "edges")
    }
    for node in drawing["nodes"]:
        look = gexf.nodes[node["iri"]]["viz"]["position"]
        assert (look["x"], look["y"]) == (node["x"], node["y"])
    assert set(gexf.nodes) == set(graphml.nodes) == {row["id"] for row in tables["nodes"]} == iris_of(drawing)
    assert gexf.size() == graphml.size() == len(tables["edges"]) == len(drawing["edges"])
    assert [int(row["degree"]) for row in tables["nodes"]] == [node["degree"] for node in drawing["nodes"]]
    assert [int(row["weighted_degree"]) for row in tables["nodes"]] == [node["weight"] for node in drawing["nodes"]]


def test_a_file_of_a_part_says_that_it_is_one(site: Server) -> None:
    part = get(site.origin, "/network/all.gexf", year="2017", area="environment").text
    assert re.search(r"This is a part: \d+ of 93 nodes .* by years: 2017; policy area: environment\.", part)
    assert "This is a part" not in get(site.origin, "/network/all.gexf").text


def test_a_file_has_a_name_and_a_timeline_where_it_is_asked_for(site: Server) -> None:
    answer = get(site.origin, "/network/agency-area.gexf", dynamic="yes")
    assert answer.headers["content-disposition"] == 'attachment; filename="gongkai-agency-area.gexf"'
    (graph,) = ElementTree.fromstring(answer.content).iter(f"{GEXF}graph")
    assert graph.get("mode") == "dynamic"


# --- What is refused --------------------------------------------------------------------------------------------------

HOSTILE = [
    ("weight=0", "weight"),
    ("weight=-1", "weight"),
    ("weight=1e9", "weight"),
    ("weight=１", "weight"),
    ("most=2001", "2000"),
    ("year=20166", "year"),
    ("year='2016'", "year"),
    ("area=../environment", "area"),
    ("area=no-such-area", "environment"),
    ("area=environment&area=health", "one policy area"),
    ("kind=no-such-kind", "its kinds are: agency, area"),
    ("kind=%00", "kind"),
    ("dynamic=1", "dynamic"),
]


@pytest.mark.parametrize(("parameters", "said"), HOSTILE)
def test_what_makes_no_sense_is_refused_in_one_line(site: Server, parameters: str, said: str) -> None:
    answer = get(site.origin, f"/network/all.json?{parameters}")
    assert answer.status_code == 400
    assert said in answer.text
    assert answer.text.count("\n") == 1
    assert get(site.origin, f"/network?{parameters}").status_code == 400


@pytest.mark.parametrize("name", ["nothing", "..%2Fall", "nodes%2Fattributes", "%2Fetc%2Fpasswd", "filters"])
def test_only_networks_that_there_are_can_be_asked_for(site: Server, name: str) -> None:
    for address in (f"/network?projection={name}", f"/network/{name}.json", f"/network/{name}.gexf"):
        assert get(site.origin, address).status_code == 404


# --- A large store ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A store whose whole network has 3,000 nodes."""
    with serving(store_of(tmp_path_factory.mktemp("large") / "store", network_of(3000))) as running:
        yield running


def test_of_a_large_network_the_strongest_are_shown_and_it_says_so(large: Server) -> None:
    drawing = picture(large)
    extent = drawing["extent"]
    assert (extent["nodes"], extent["kept_nodes"], len(drawing["nodes"])) == (3000, 500, 500)
    page = get(large.origin, "/network", lang="en").text
    assert f"Shown are the 500 nodes and {extent['kept_edges']:,} edges with the most evidence" in page
    few = picture(large, most=100)
    assert iris_of(few) < iris_of(drawing)


def test_what_a_large_network_leaves_out_is_seen_through_a_filter(large: Server) -> None:
    assert iris_of(picture(large, year="2011")) - iris_of(picture(large))


def test_a_picture_is_made_once_for_each_store(large: Server) -> None:
    picture(large, most=300)
    again = get(large.origin, "/network/all.json?most=300")
    assert again.elapsed.total_seconds() < 0.25


def test_the_most_that_can_be_asked_for_is_drawn(browser: Browser, large: Server) -> None:
    with visiting(browser, large.origin) as visit:
        page = visit.go("/network?most=2000")
        page.wait_for_selector(DRAWN, timeout=60_000)
        assert shown(page) == 2000


def test_the_largest_file_is_whole(large: Server, tmp_path: Path) -> None:
    answer = get(large.origin, "/network/all.gexf", most=2000)
    assert networkx.read_gexf(io.BytesIO(answer.content)).order() == 2000


# --- Behind the page --------------------------------------------------------------------------------------------------


class Workers:
    """A pool that counts what it is asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked = 0

    async def whole(self, task: Projecting) -> bytes:
        self.asked += 1
        return task.name.encode() * 10


def asked_for(memory: Memory, workers: Workers, *names: str) -> list[int]:
    """How often the workers had been asked after each. Nothing waits here, and Playwright has a loop running."""
    counts = []
    for name in names:
        with pytest.raises(StopIteration) as given:
            memory.whole(Projecting(name)).send(None)
        assert given.value.value == name.encode() * 10
        counts.append(workers.asked)
    return counts


def test_an_answer_is_kept_until_there_is_no_room_or_another_store(tmp_path: Path) -> None:
    workers = Workers(tmp_path)
    memory = Memory(workers, most=25)  # type: ignore[arg-type]
    assert asked_for(memory, workers, "a", "a", "b", "a", "c", "a", "b") == [1, 1, 2, 2, 3, 3, 4]
    (tmp_path / "current").write_text("another")
    assert asked_for(memory, workers, "a", "a") == [5, 5]


def test_a_projection_of_one_s_own_appears_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "network"
    shutil.copytree(projections.folder(), folder)
    (folder / "aardvarks.rq").write_text("# title: Mine\nSELECT ?source ?target ?kind { }", "utf-8")
    monkeypatch.setattr(resources, "folder", lambda _: tmp_path)
    assert list(wishes.catalogue())[:2] == ["all", "aardvarks"]
    assert wishes.wish_of(QueryParams("projection=aardvarks")).name == "aardvarks"
