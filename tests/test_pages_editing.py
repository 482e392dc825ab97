"""What a reader says on a page -> a line of the file of corrections; and nobody else's word."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from gongkai import corrections, iris
from serving import Server, serving
from terminal import run

SUZHOU = f"{iris.BASE}report/320500/government/2016"
RECEIVED = 9194
FIGURE = f"{SUZHOU}/observation/{RECEIVED}"
SAID = {
    "report": SUZHOU, "start": RECEIVED, "action": "change", "set": {"value": "3290"}, "who": "李晓", "why": "见表",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    server: Server
    token: str
    file: Path

    def post(self, said: object, **headers: str) -> httpx.Response:
        given = {"X-Gongkai-Token": self.token, "Content-Type": "application/json", **headers}
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        return httpx.post(f"{self.server.origin}/corrections", content=body, headers=given)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return httpx.get(self.server.origin + path, headers={"X-Gongkai-Token": self.token, **headers})


@pytest.fixture(scope="module")
def opened(seeds_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    file = tmp_path_factory.mktemp("desk") / "corrections.csv"
    with serving(seeds_store, "--workers", "1", "--edit", "--corrections", str(file)) as server:
        assert server.process.stderr
        found = re.search(r"#token=(\S+)", server.process.stderr.readline())
        assert found
        yield Desk(server, found[1], file)


@pytest.fixture
def desk(opened: Desk) -> Desk:
    """With a file that is not there yet."""
    opened.file.unlink(missing_ok=True)
    return opened


def test_a_correction_is_written_to_the_file(desk: Desk) -> None:
    desk.post(SAID).raise_for_status()
    (one,) = corrections.load(desk.file)
    assert (one.spot.words, one.new, one.old, one.who) == ("3289", (("value", "3290"),), (("value", "3289"),), "李晓")


def test_further_ones_are_written_below(desk: Desk) -> None:
    desk.post(SAID)
    desk.post({**SAID, "action": "confirm", "set": {}}).raise_for_status()
    assert [one.action for one in corrections.load(desk.file)] == ["change", "confirm"]


def test_a_figure_that_was_left_out_is_added_by_its_place(desk: Desk) -> None:
    added = {**SAID, "start": 4863, "end": 4865, "action": "add", "set": {"value": "48", "label": "空气质量预报"}}
    desk.post(added).raise_for_status()
    (one,) = corrections.load(desk.file)
    assert (one.action, one.spot.span.start, one.spot.span.end) == ("add", 4863, 4865)


def test_what_waits_for_a_build_is_told(desk: Desk) -> None:
    desk.post(SAID)
    (waiting,) = desk.get(f"/corrections/unbuilt?report={SUZHOU}").json()
    assert (waiting["words"], waiting["reader_says"]) == ("3289", "value=3290")


def test_the_form_shows_what_was_read(desk: Desk) -> None:
    form = desk.get(f"/corrections/form?figure={FIGURE}&lang=en").text
    assert 'name="set:value" value="3289"' in form
    assert '<option value="applications-received" selected>' in form


# --- Who may not write ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Gongkai-Token": ""},
        {"X-Gongkai-Token": "wrong"},
        {"Host": "evil.example"},
        {"Host": "evil.example:80"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_only_who_has_the_token_writes_and_from_this_server_alone(desk: Desk, headers: dict[str, str]) -> None:
    assert desk.post(SAID, **headers).status_code == 403
    assert not desk.file.exists()


@pytest.mark.parametrize("path", [f"/corrections/form?figure={FIGURE}", f"/corrections/unbuilt?report={SUZHOU}"])
def test_only_who_has_the_token_reads_them(desk: Desk, path: str) -> None:
    assert desk.get(path, **{"X-Gongkai-Token": "wrong"}).status_code == 403


def test_other_sites_are_given_no_permission_to_send_the_token(desk: Desk) -> None:
    asked = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    answer = httpx.options(f"{desk.server.origin}/corrections", headers=asked)
    assert "access-control-allow-origin" not in answer.headers


def test_without_edit_there_is_nothing_to_write_to(site: Server) -> None:
    assert httpx.post(f"{site.origin}/corrections", content=json.dumps(SAID)).status_code == 405


def test_corrections_are_not_taken_from_other_machines(seeds_store: Path) -> None:
    done = run("serve", "--store", str(seeds_store), "--edit", "--public")
    assert done.returncode == 2
    assert "this machine alone" in done.stderr


# --- What cannot be written -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"action": "destroy"},
        {"start": "9194"},
        {"start": -1},
        {"start": True},
        {"set": {"value": 3}},
        {"set": ["value"]},
        {"set": {"value": "3;unit=件"}},
        {"set": {"label": "两\n行"}},
        {"set": {"value": "many"}},
        {"set": {"metric": "no-such-metric"}},
        {"set": {}},
        {"start": 9195},
        {"who": ""},
        {"why": ""},
        {"report": f"{iris.BASE}report/000000/government/2016"},
        {"report": "suzhou-2016"},
        {"report": f"{iris.BASE}report/> . DROP ALL <"},
    ],
)
def test_what_is_no_correction_is_refused_with_one_line(desk: Desk, wrong: dict[str, object]) -> None:
    answer = desk.post({**SAID, **wrong})
    assert answer.status_code == 400
    assert len(answer.text.strip().splitlines()) == 1
    assert not desk.file.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"3", b"\xff", b"[" * 60000])
def test_what_is_no_object_is_refused(desk: Desk, body: bytes) -> None:
    assert desk.post(body).status_code == 400


def test_what_is_too_long_is_refused(desk: Desk) -> None:
    assert desk.post(b" " * 70000).status_code == 413


def test_another_media_type_is_refused(desk: Desk) -> None:
    assert desk.post(SAID, **{"Content-Type": "text/plain"}).status_code == 415


def test_a_file_with_a_mistake_is_left_as_it_is(desk: Desk) -> None:
    desk.file.write_text("who,knows\n", "utf-8")
    assert desk.post(SAID).status_code == 400
    assert desk.file.read_text("utf-8") == "who,knows\n"
