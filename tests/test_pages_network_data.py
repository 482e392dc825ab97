"""What lies below /network: pictures as JSON and files, by the same conditions, within bounds; what is refused."""

import csv
import io
import os
import re
import shutil
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest
from playwright.sync_api import Browser
from starlette.datastructures import QueryParams

from browsing import visiting
from gongkai import iris, resources
from gongkai.export import projections
from gongkai.pages.network import wishes
from gongkai.pages.network.memory import Memory
from gongkai.pages.network.tasks import Projecting
from networks import get, iris_of, network_of, picture
from serving import Server, eventually, serving, store_of, workers_of

ENVIRONMENT = f"{iris.BASE}concept/policy-area/environment"
BUREAU = f"{iris.BASE}agency/320500/environmental-protection"
GEXF = "{http://gexf.net/1.3}"
WORKERS = 2


# --- Conditions -------------------------------------------------------------------------------------------------------


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


def test_what_is_empty_is_no_file(site: Server) -> None:
    answer = get(site.origin, "/network/all.gexf", year="1999")
    assert (answer.status_code, answer.text) == (404, "no node fits, so there is nothing to write; ask for more\n")


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
    folder = store_of(tmp_path_factory.mktemp("large") / "store", network_of(3000))
    with serving(folder, "--workers", str(WORKERS)) as running:
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


def send(number: signal.Signals, processes: list[int]) -> None:
    for process in processes:
        with suppress(ProcessLookupError):  # a worker that was slow is replaced when it has answered
            os.kill(process, number)


def test_a_picture_is_made_once_for_each_store(large: Server) -> None:
    """So that it is given again while all workers stand still."""
    first = picture(large, most=300)
    assert eventually(lambda: len(workers_of(large)) == WORKERS)
    workers = workers_of(large)
    try:
        send(signal.SIGSTOP, workers)
        assert picture(large, most=300) == first
    finally:
        send(signal.SIGCONT, workers)


def test_the_most_that_can_be_asked_for_is_drawn(browser: Browser, large: Server) -> None:
    with visiting(browser, large.origin) as visit:
        page = visit.go("/network?most=2000")
        page.wait_for_selector("#drawing[data-drawn='2000']", timeout=120_000)


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
