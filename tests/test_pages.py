"""An address -> a page: negotiation, languages, the frame and its policy, and what cannot be shown."""

import socket

import httpx
import pytest
from playwright.sync_api import expect
from rdflib import Graph, URIRef

import web
from browsing import Visit
from gongkai import iris
from gongkai.pages.language import LANGUAGES, words
from serving import Server

PLACE = "/jurisdiction/320500"


def get(site: Server, path: str, accept: str = "text/html", language: str = "zh") -> httpx.Response:
    return web.get(site.origin + path, headers={"Accept": accept, "Accept-Language": language})


# --- What an IRI answers with -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("text/html;q=0.4, application/n-triples", "application/n-triples"),
        ("*/*", "text/html"),
    ],
)
def test_an_iri_answers_in_the_form_that_is_liked_best(site: Server, accept: str, given: str) -> None:
    assert get(site, PLACE, accept).headers["content-type"].partition(";")[0] == given


def test_the_triples_are_those_of_the_thing(site: Server) -> None:
    graph = Graph().parse(data=get(site, PLACE, "text/turtle").text, format="turtle")
    assert (URIRef(iris.BASE + "jurisdiction/320500"), None, None) in graph


def test_a_form_can_be_asked_for_in_the_address(site: Server) -> None:
    assert get(site, f"{PLACE}?format=jsonld").headers["content-type"] == "application/ld+json"


def test_an_iri_with_escaped_characters_is_found(site: Server) -> None:
    name = "%3C关于全面推进政务公开工作的意见%3E实施细则"
    answer = get(site, f"/document/{name}?format=nt")
    assert f"<{iris.BASE}document/{name}>" in answer.text


@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_what_the_store_does_not_know_is_not_found(site: Server, accept: str) -> None:
    assert get(site, "/jurisdiction/nowhere", accept).status_code == 404


def test_a_form_that_is_not_to_be_had_is_refused(site: Server) -> None:
    assert get(site, PLACE, "image/png").status_code == 406


def test_a_path_that_is_no_utf_8_is_not_found(site: Server) -> None:
    assert get(site, "/channel/%ff%fe").status_code == 404


def test_what_an_address_holds_is_escaped(site: Server) -> None:
    answer = get(site, "/document/<script>alert(1)</script>?lang=<b>")
    assert "<script>alert" not in answer.text


def test_a_path_with_two_slashes_leads_to_no_other_host(site: Server) -> None:
    host, _, port = site.origin.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(b"GET //evil.example/x HTTP/1.0\r\nHost: localhost\r\nAccept: text/html\r\n\r\n")
        content = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
    assert 'href="//' not in content
    assert 'href="/evil.example/x?lang=en"' in content


# --- The frame --------------------------------------------------------------------------------------------------------


def test_all_words_are_there_in_all_languages() -> None:
    assert all(set(said) == set(LANGUAGES) and all(said.values()) for said in words().values())


@pytest.mark.parametrize(("liked", "given"), [("en-GB,zh;q=0.5", "en"), ("zh-Hans-CN", "zh"), ("fr", "zh")])
def test_a_page_speaks_the_language_that_the_browser_likes(site: Server, liked: str, given: str) -> None:
    assert get(site, "/", language=liked).headers["content-language"] == given


def test_the_language_of_the_address_goes_before_that_of_the_browser(site: Server) -> None:
    answer = get(site, "/?lang=en", language="zh")
    assert answer.headers["content-language"] == "en"
    assert 'href="/jurisdiction/320500?lang=en"' in answer.text


def test_a_page_may_load_from_its_own_server_alone(site: Server) -> None:
    policy = get(site, "/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_reader_can_change_the_language(visit: Visit) -> None:
    page = visit.go("/")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Graph of annual reports")


def test_the_keyboard_reaches_the_content_at_once(visit: Visit) -> None:
    page = visit.go("/")
    page.keyboard.press("Tab")
    expect(page.locator("a[href='#content']")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
