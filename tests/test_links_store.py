"""Linksets in a store: put in, kept by the next build, listed, taken back; Wikidata asked over the loopback."""

import json
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from gongkai import store as stores
from gongkai.errors import BadService
from gongkai.links import service, wikidata
from terminal import everything_below, refusal, results, run, written

TABLE = "地区,年份\n吴江,2014\n福州市鼓搂区,2014\n鼓楼区,2014\n"


@pytest.fixture
def linked(own_store: Path, tmp_path: Path) -> Path:
    """A store with the linkset `population`."""
    file = written(tmp_path, "population.csv", TABLE)
    done = run("link", "table", file, "--name", "地区", "--year", "年份", "--store", own_store)
    assert done.returncode == 0, done.stderr
    return own_store


def ask(folder: Path, sparql: str) -> str:
    return results("query", "--store", folder, "-e", sparql, "--format", "csv")


def test_links_are_in_the_store_with_how_they_were_found(linked: Path) -> None:
    found = ask(
        linked,
        "SELECT ?row ?place ?how ?score { ?link owl:annotatedSource ?row ; owl:annotatedTarget ?place ;"
        " sssom:mapping_justification ?how ; sssom:confidence ?score } ORDER BY ?row",
    ).splitlines()
    base = "https://w3id.org/gongkai"
    row = f"{base}/linkset/population/table#row"
    assert found[1:] == [
        f"{row}=2,{base}/jurisdiction/320509,https://w3id.org/semapv/vocab/LexicalMatching,1",
        f"{row}=3,{base}/jurisdiction/350102,https://w3id.org/semapv/vocab/LexicalSimilarityThresholdMatching,0.667",
    ]


def test_a_slip_is_close_and_a_name_exact_and_nothing_is_the_same_as(linked: Path) -> None:
    assert ask(linked, "SELECT ?p (COUNT(*) AS ?n) { ?row ?p ?place FILTER(STRSTARTS(STR(?p), STR(skos:)) &&"
               " CONTAINS(STR(?row), '#row=')) } GROUP BY ?p ORDER BY ?p").count("Match") == 2  # fmt: skip
    assert ask(linked, "ASK { ?a owl:sameAs ?b }").strip().endswith("false")


def test_the_list_says_of_what_and_how_a_linkset_was_made(linked: Path) -> None:
    listed = results("link", "list", "--store", linked)
    assert "population.csv" in listed
    assert "--name 地区 --year 年份" in listed
    assert results("query", "linksets", "--store", linked) == listed


def test_the_next_build_keeps_the_links(linked: Path) -> None:
    assert run("build", "--store", linked).returncode == 0
    assert "population" in results("link", "list", "--store", linked)


def test_what_is_taken_back_is_gone_and_the_store_is_as_before(store: Path, linked: Path) -> None:
    assert run("link", "remove", "population", "--store", linked).returncode == 0
    assert (linked / "current").read_text() == (store / "current").read_text()
    assert "none" in refusal("link", "remove", "population", "--store", linked)


def test_the_same_table_gives_the_same_bytes(linked: Path, tmp_path: Path) -> None:
    place = linked / stores.LINKSETS
    before = everything_below(place)
    file = written(tmp_path, "population.csv", TABLE)
    assert run("link", "table", file, "--name", "地区", "--year", "年份", "--store", linked).returncode == 0
    assert everything_below(place) == before != {}


def test_a_kill_before_the_links_are_in_force_leaves_the_old_store(linked: Path, tmp_path: Path) -> None:
    written(linked / stores.LINKSETS, ".late.1.draft", b"\x1f\x8b")
    assert "late" not in results("link", "list", "--store", linked)
    assert run("build", "--store", linked).returncode == 0


@pytest.mark.parametrize("name", ["A", "a/b", "../a", "", "-a", "a" * 70])
def test_a_name_that_is_no_name_of_a_file_is_refused(name: str, own_store: Path, tmp_path: Path) -> None:
    file = written(tmp_path, "population.csv", TABLE)
    if name:
        refusal("link", "table", file, "--name", "地区", "--store", own_store, "--as", name)
    assert not (own_store / stores.LINKSETS).exists()


def binding(item: str, code: str, label: str, point: str = "") -> dict[str, dict[str, str]]:
    cells = {"item": f"http://www.wikidata.org/entity/{item}", "code": code, "label": label, "point": point}
    return {name: {"type": "literal", "value": value} for name, value in cells.items() if value}


ANSWERS = {
    "32": [
        binding("Q16963", "32", "江苏省", "Point(119.78 32.06)"),
        binding("Q42622", "32 05", "蘇州市", "Point(120.6 31.3)"),
        binding("Q1", "320509", "吴江区", "Point(0 0)"),
        binding("Q2", "320584", "吴江市"),
        binding("Q3", "320102", "玄武区"),
        binding("Q4", "320102", "玄武"),
        binding("Q5", "320104", "太湖"),
        binding("Q6", "320105", "建邺区"),
        binding("Q7", "320105", "建邺区"),
    ]
}


@dataclass
class Served:
    """A SPARQL service on the loopback: what it was asked, and what it says instead of an answer."""

    address: str
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    refusals: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    garbage: bytes = b""


@contextmanager
def serving() -> Iterator[Served]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            served.agents.append(self.headers["User-Agent"])
            if served.refusals:
                status, headers = served.refusals.pop(0)
                self.send_response_only(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                return
            start = form["query"][0].rstrip().rsplit('"', 2)[1]
            served.asked.append(start)
            content = served.garbage or json.dumps({"results": {"bindings": ANSWERS.get(start, [])}}).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    served = Served(f"http://127.0.0.1:{server.server_port}/sparql")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield served
    server.shutdown()
    server.server_close()


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as found:
        yield found


def test_wikidata_is_asked_province_by_province_with_pauses_and_a_name(served: Served) -> None:
    waits: list[float] = []
    found = wikidata.ask(served.address, waits.append)
    assert len(served.asked) == 34 == len(set(served.asked))
    assert waits == [1.0] * 33
    assert served.agents[0].startswith("gongkai/")
    pairs = {place.jurisdiction.code: (one.qid, one.latitude) for place, one in found.pairs}
    # Not the former city, not the lake, and none of two that bear the same name; a point in the sea is left out.
    assert pairs == {
        "320000": ("Q16963", "32.06"), "320500": ("Q42622", "31.3"), "320509": ("Q1", ""), "320102": ("Q3", ""),
    }  # fmt: skip
    assert "320105" in found.left


def test_a_service_that_is_busy_is_asked_again_when_it_says(served: Served) -> None:
    waits: list[float] = []
    date = {"Date": "Sun, 01 Nov 2026 00:00:00 GMT", "Retry-After": "Sun, 01 Nov 2026 00:00:09 GMT"}
    served.refusals = [(429, {"Retry-After": "7"}), (503, date), (500, {}), (503, {"Retry-After": "9999"})]
    service.ask(served.address, 'VALUES ?start { "32" }', waits.append)
    assert waits == [7.0, 9.0, 4.0, 120.0]


def test_a_service_that_does_not_answer_is_given_up(served: Served) -> None:
    served.refusals = [(503, {})] * 9
    with pytest.raises(BadService, match="503"):
        service.ask(served.address, "", [].append)
    assert len(served.refusals) == 4
    served.refusals = [(400, {})]
    with pytest.raises(BadService, match="400"):
        service.ask(served.address, "", [].append)
    with pytest.raises(BadService, match="try again later"):
        service.ask("http://127.0.0.1:9/", "", [].append)


@pytest.mark.parametrize(
    "garbage", [b"no", b"[]", b'{"results": {"bindings": [{"item": 5}]}}', b'{"results": 1}', b"[" * 60000]
)
def test_an_answer_that_is_none_is_refused(garbage: bytes, served: Served) -> None:
    served.garbage = garbage
    with pytest.raises(BadService):
        wikidata.ask(served.address, [].append)


def test_an_answer_in_another_encoding_is_refused_without_repeating_it(tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    file.write_bytes(b'{"results": {"bindings": ["' + b"a" * 5000 + b'\x8e"]}}')
    with pytest.raises(BadService, match="UnicodeDecodeError") as refused:
        wikidata.read(file)
    assert len(str(refused.value)) < 400


def test_a_kept_answer_becomes_a_linkset_with_points(own_store: Path, tmp_path: Path) -> None:
    answer = written(tmp_path, "answer.json", json.dumps({"results": {"bindings": ANSWERS["32"]}}))
    done = run("link", "wikidata", "--file", answer, "--store", own_store)
    assert done.stdout.splitlines()[:2] == [
        "gb_code,name,wikidata,label,latitude,longitude",
        "320000,江苏省,Q16963,江苏省,32.06,119.78",
    ]
    found = ask(
        own_store,
        "SELECT ?item ?north { <https://w3id.org/gongkai/jurisdiction/320500> skos:exactMatch ?item ."
        " ?item schema:latitude ?north }",
    )
    assert found.splitlines()[1:] == ["http://www.wikidata.org/entity/Q42622,31.3"]
    assert "wikidata" in results("link", "list", "--store", own_store)


def test_a_kept_answer_may_be_a_table(tmp_path: Path) -> None:
    file = written(tmp_path, "p442.csv", "code,qid,lat,lon,label_zh\n320500,Q42622,31.3,120.6,苏州市\n")
    assert results_of(file) == ["320500,苏州市,Q42622,苏州市,31.3,120.6"]


def results_of(file: Path) -> list[str]:
    return run("link", "wikidata", "--file", file).stdout.splitlines()[1:]
