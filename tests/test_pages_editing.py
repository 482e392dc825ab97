"""What a reader says on a page -> a line of the file of corrections; and nobody else's word."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

import web
from browsing import Visit, violations, visiting
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
        return web.post(f"{self.server.origin}/corrections", content=body, headers=given)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return web.get(self.server.origin + path, headers={"X-Gongkai-Token": self.token, **headers})


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
    answer = web.options(f"{desk.server.origin}/corrections", headers=asked)
    assert "access-control-allow-origin" not in answer.headers


def test_without_edit_there_is_nothing_to_write_to(site: Server) -> None:
    assert web.post(f"{site.origin}/corrections", content=json.dumps(SAID)).status_code == 405


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
        {"who": "\ud800"},
        {"metric": "\ud800"},
        {"why": "一\n二"},
        {"why": "\x1b[2J"},
        {"who": "李" * 1001},
        {"set": {"value": "\ud800"}},
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


# --- In a browser -----------------------------------------------------------------------------------------------------

SUZHOU_PAGE = "/report/320500/government/2016"


def let_in(visit: Visit, token: str) -> None:
    """Open the address that the terminal shows; the page keeps the token, and says so."""
    page = visit.go(f"/#token={token}")
    expect(page.locator("html.editing")).to_have_count(1)


@pytest.fixture
def tab(browser: Browser, desk: Desk) -> Iterator[Visit]:
    """A tab of a reader who opened the address that the terminal shows."""
    with visiting(browser, desk.server.origin) as visit:
        let_in(visit, desk.token)
        yield visit


def form_of(tab: Visit, start: int) -> Page:
    page = tab.go(f"{SUZHOU_PAGE}/observation/{start}")
    page.locator("[data-correct]").click()
    page.locator("dialog form").wait_for()
    return page


def send(page: Page, **said: str) -> None:
    for name, text in said.items():
        page.locator(f'dialog [name="{name}"]').fill(text)
    page.locator('dialog button[value="save"]').click()


def test_the_token_is_out_of_sight_at_once(tab: Visit) -> None:
    expect(tab.page).to_have_url(f"{tab.origin}/")


def test_who_has_no_token_sees_no_form(browser: Browser, desk: Desk) -> None:
    with visiting(browser, desk.server.origin) as visit:
        page = visit.go(f"{SUZHOU_PAGE}/observation/{RECEIVED}")
        expect(page.locator("blockquote")).to_be_visible()
        expect(page.locator("[data-correct]")).to_be_hidden()


def test_a_figure_is_corrected_on_its_card_in_the_report(tab: Visit, desk: Desk) -> None:
    page = tab.go(SUZHOU_PAGE)
    page.locator(f'[data-targets~="observation-{RECEIVED}"]').first.click()
    page.locator("#card [data-correct]").click()
    page.locator("dialog form").wait_for()
    send(page, **{"set:value": "3290", "who": "李晓", "why": "见表"})
    page.locator(".answer.saved").wait_for()
    expect(page.locator("[data-unbuilt] li")).to_contain_text(["3290"])
    (one,) = corrections.load(desk.file)
    assert (one.spot.span.start, one.new) == (RECEIVED, (("value", "3290"),))


def test_what_is_wrong_with_a_correction_is_said_in_the_form(tab: Visit, desk: Desk) -> None:
    page = form_of(tab, RECEIVED)
    with page.expect_response("**/corrections") as answered:
        send(page, **{"set:value": "3290", "who": "李晓"})
    assert answered.value.status == 400
    expect(page.locator(".answer.wrong")).to_contain_text("why")
    assert not desk.file.exists()
    tab.complaints = [one for one in tab.complaints if "400" not in one]  # which the console says of every refusal


def test_a_figure_is_confirmed_with_a_click(tab: Visit, desk: Desk) -> None:
    page = form_of(tab, RECEIVED)
    page.locator('dialog [value="confirm"]').check()
    expect(page.locator("dialog .fields")).to_be_hidden()
    send(page, who="李晓")
    page.locator(".answer.saved").wait_for()
    (one,) = corrections.load(desk.file)
    assert one.action == "confirm"


def test_words_that_are_selected_become_a_figure(tab: Visit, desk: Desk) -> None:
    page = tab.go(f"{SUZHOU_PAGE}#char=4863,4865")
    page.locator(".source[data-shown]").wait_for()
    page.evaluate("getSelection().addRange([...CSS.highlights.get('place')][0])")
    page.locator("#left-out").click()
    page.locator("dialog form").wait_for()
    send(page, **{"set:value": "48", "set:unit": "小时", "set:label": "空气质量预报", "who": "李晓", "why": "漏读"})
    page.locator(".answer.saved").wait_for()
    (one,) = corrections.load(desk.file)
    assert (one.action, one.spot.words, one.spot.span.start) == ("add", "48", 4863)


def test_the_form_can_be_used_by_everybody(tab: Visit) -> None:
    assert violations(form_of(tab, RECEIVED)) == []


def test_a_correction_made_on_a_page_is_there_after_the_next_build(
    browser: Browser, seeds_store: Path, tmp_path: Path
) -> None:
    folder, file = tmp_path / "store", tmp_path / "corrections.csv"
    shutil.copytree(seeds_store, folder)
    with serving(folder, "--workers", "1", "--edit", "--corrections", str(file)) as server:
        assert server.process.stderr
        token = server.process.stderr.readline().split("#token=")[1].split()[0]
        with visiting(browser, server.origin) as visit:
            let_in(visit, token)
            page = form_of(visit, RECEIVED)
            send(page, **{"set:value": "3290", "who": "李晓", "why": "见表"})
            page.locator(".answer.saved").wait_for()
            assert run("build", "--corrections", str(file), "--store", str(folder)).returncode == 0
            page = visit.go(f"{SUZHOU_PAGE}/observation/{RECEIVED}")
            expect(page.locator("main")).to_contain_text("3,290")
            expect(page.locator("main")).to_contain_text("李晓")
            with visit.page.expect_response("**/corrections/unbuilt?*"):
                page = visit.go(SUZHOU_PAGE)
            expect(page.locator("[data-unbuilt] ul")).to_have_count(1)
            expect(page.locator("[data-unbuilt]")).to_be_hidden()
            page.locator(f'[data-targets~="observation-{RECEIVED}"]').first.hover()
            page.locator("#card", has_text="李晓").wait_for()
