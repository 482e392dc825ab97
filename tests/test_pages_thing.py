"""Any IRI of gongkai -> its page and its triples: each one of a store resolves."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from rdflib import Graph, URIRef

import web
from browsing import AXE, PHONE, Visit, violations, visiting
from gongkai import iris, store
from gongkai.pages.account import Accounting
from gongkai.pages.addresses import address_of
from gongkai.pages.describing import Description
from serving import Server

TYPE = NamedNode(iris.term("rdf:type"))


class Kept:
    """A reply that keeps what is written to it."""

    def __init__(self) -> None:
        self.content = io.BytesIO()

    def begin(self, media_type: str) -> io.BytesIO:
        return self.content


def get(site: Server, path: str, accept: str = "text/html", language: str = "zh") -> httpx.Response:
    headers = {"Accept": accept, "Accept-Language": language}
    return web.get(site.origin + path, headers=headers, follow_redirects=True)


@pytest.fixture(scope="module")
def opened(seeds_store: Path) -> Iterator[Store]:
    with store.open_store(seeds_store) as found:
        yield found


@pytest.fixture(scope="module")
def known(opened: Store) -> set[str]:
    """All IRIs of gongkai in the store; of the places of the gazetteer those alone that end in 00."""
    terms = {term for quad in opened.quads_for_pattern(None, None, None) for term in (quad.subject, quad.object)}
    names = {term.value for term in terms if isinstance(term, NamedNode) and term.value.startswith(iris.BASE)}
    return {name for name in names if not re.search(r"/jurisdiction/\d*[1-9]\b", name)}


# --- Everything resolves ----------------------------------------------------------------------------------------------


def test_the_triples_of_every_iri_speak_of_it(opened: Store, known: set[str]) -> None:
    documents = {name.partition("#")[0] for name in known}
    spoken: set[str] = set()
    for document in documents:
        reply = Kept()
        Description(document, "application/n-triples").answer(opened, reply)
        for triple in parse(reply.content.getvalue(), format=RdfFormat.N_TRIPLES):
            spoken |= {term.value for term in (triple.subject, triple.object) if isinstance(term, NamedNode)}
    assert not known - spoken


def test_every_iri_has_a_page(opened: Store, known: set[str]) -> None:
    for document in {name.partition("#")[0] for name in known}:
        reply = Kept()
        Accounting(document).answer(opened, reply)
        assert reply.content.getvalue()


def test_one_iri_of_each_shape_is_shown_and_given_over_the_network(site: Server, known: set[str]) -> None:
    shapes: dict[str, str] = {}
    for name in sorted(known):
        path = name.removeprefix(iris.BASE)
        shapes.setdefault(re.sub(r"[^/#.]*[\d\u4e00-\u9fff][^/#]*", "*", path), name)
    assert len(shapes) > 100
    with web.client(base_url=site.origin, follow_redirects=True) as client:
        for iri in list(shapes.values())[:: max(1, len(shapes) // 60)]:
            assert client.get(address_of(iri), headers={"Accept": "text/html"}).status_code == 200, iri
            answer = client.get(address_of(iri), headers={"Accept": "text/turtle"})
            assert answer.status_code == 200, iri
            graph = Graph().parse(data=answer.text, format="turtle")
            assert (URIRef(iri), None, None) in graph or (None, None, URIRef(iri)) in graph, iri


def test_the_triples_of_a_text_have_its_stretches(site: Server) -> None:
    graph = Graph().parse(data=get(site, "/report/320500/government/2016/text", "text/turtle").text, format="turtle")
    stretch = URIRef(iris.BASE + "report/320500/government/2016/text#char=268,274")
    assert str(graph.value(stretch, URIRef(iris.term("oa:exact")))) == "215004"


def test_the_triples_of_the_ontology_have_its_terms(site: Server) -> None:
    graph = Graph().parse(data=get(site, "/ontology", "text/turtle").text, format="turtle")
    assert str(graph.value(URIRef(iris.GK + "metric"), URIRef(iris.term("rdfs:label")))) in ("指标", "metric")


def test_only_prefixes_that_are_used_are_declared(site: Server) -> None:
    text = get(site, "/period/2016-01-01/2016-12-31", "text/turtle").text
    declared = re.findall(r"@prefix ([\w-]+):", text)
    body = re.sub(r"@prefix .*\n", "", text)
    assert declared
    assert all(f"{prefix}:" in body for prefix in declared)


def test_a_head_is_answered_without_a_body(site: Server) -> None:
    answer = web.head(f"{site.origin}/concept/policy-area", headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(("language", "words"), [("zh", "无法显示"), ("en", "cannot be shown")])
def test_a_bad_path_is_a_page_in_the_language_of_the_reader(site: Server, language: str, words: str) -> None:
    answer = get(site, "/no/such/thing", language=language)
    assert answer.status_code == 404
    assert words in answer.text


# --- The page ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "name"), [("zh", "指标"), ("en", "Metrics")])
def test_a_thing_is_called_by_its_name_in_the_language_of_the_reader(site: Server, language: str, name: str) -> None:
    assert f"<h1>{name}</h1>" in get(site, "/concept/metric", language=language).text


def test_properties_have_names_and_prefixes(site: Server) -> None:
    text = get(site, "/concept/finding-rule/breakdown-applicant", language="en").text
    assert "<dt>name <code>skos:prefLabel</code></dt>" in text


def test_every_property_and_class_of_the_store_has_a_name_in_both_languages(opened: Store) -> None:
    from gongkai.pages.naming import property_named

    terms = {quad.predicate.value for quad in opened.quads_for_pattern(None, None, None)}
    terms |= {
        quad.object.value for quad in opened.quads_for_pattern(None, TYPE, None) if isinstance(quad.object, NamedNode)
    }
    unnamed = {
        called for named, called in (property_named(opened, term) for term in terms) if called in (named.zh, named.en)
    }
    assert not unnamed


def test_what_points_at_a_thing_is_counted_and_listed_in_pages(visit: Visit) -> None:
    page = visit.go("/concept/scope/jurisdiction")
    page.get_by_role("link", name=re.compile(r"^全部\d+项$")).first.click()
    page.get_by_role("link", name="下一页").click()
    expect(page.get_by_role("navigation", name="分页")).to_contain_text("第2页")


def test_concepts_stand_below_broader_ones(visit: Visit) -> None:
    page = visit.go("/concept/agency-change")
    assert page.locator(".tree .tree a[href='/concept/agency-change/ecology-environment-2018']").count() == 1


def test_a_term_of_the_ontology_has_its_place_on_the_page(visit: Visit) -> None:
    page = visit.go("/ontology#Report")
    assert page.locator("#Report h3").inner_text().startswith("年度报告")


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e3"])
def test_a_page_is_a_number_from_1(site: Server, page: str) -> None:
    assert get(site, f"/concept/scope/own?page={page}").status_code == 400


@pytest.mark.skipif(not AXE.exists(), reason="needs axe-core: make browser")
@pytest.mark.parametrize("path", ["/ontology", "/concept/policy-area", "/dataset"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_everybody_can_use_it(browser: Browser, site: Server, path: str, scheme: str, language: str) -> None:
    with visiting(browser, site.origin, language=language, color_scheme=scheme) as visit:
        assert violations(visit.go(path)) == []


@pytest.mark.parametrize("path", ["/ontology", "/dataset", "/shapes", "/report/320500/government/2016/data"])
def test_a_phone_need_not_be_moved_sideways(browser: Browser, site: Server, path: str) -> None:
    with visiting(browser, site.origin, size=PHONE) as visit:
        page = visit.go(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
