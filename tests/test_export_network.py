"""The network of the sample reports: who stands in it, what ties them, and that the files say the same."""

import io
from dataclasses import asdict, replace
from xml.etree import ElementTree

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

import samples
from gongkai import graph, iris
from gongkai.export import exporter, gexf, network
from gongkai.export.graphml import graph_of
from gongkai.export.network import Edge, Network, Node, network_of
from gongkai.model import Agency, Channel, Disclosure, Extract
from test_export import exported, lines, store_of

GEXF = "{http://gexf.net/1.3}"
ENVIRONMENT = iris.agency(Agency("990100", "environmental-protection", ""))
AREA = iris.concept("policy-area", "environment")
WEBSITE = iris.channel(Channel("990100", "website", "云江市环境保护局网站"))


@pytest.fixture(scope="module")
def store() -> Store:
    return store_of(lines())


@pytest.fixture(scope="module")
def found(store: Store) -> Network:
    return network_of(store)


def nodes_of(network: Network) -> dict[str, Node]:
    return {node.iri: node for node in network.nodes}


def edges_of(network: Network) -> dict[tuple[str, str], Edge]:
    return {(edge.source, edge.target): edge for edge in network.edges}


def naming(name: str) -> Extract:
    """The county's report with a channel of this name in each of its disclosures."""
    county = samples.county()
    channel = Channel("990121", "website", name)
    facts = [replace(fact, channels=(channel,)) if isinstance(fact, Disclosure) else fact for fact in county.facts]
    return replace(county, facts=tuple(facts))


def test_every_node_has_a_label_and_a_kind(found: Network) -> None:
    assert {node.kind for node in found.nodes} == {"agency", "area", "channel", "jurisdiction"}
    assert all(node.label and node.years for node in found.nodes)


def test_an_area_is_named_in_both_languages(found: Network) -> None:
    node = nodes_of(found)[AREA]
    assert (node.label, node.label_en, node.kind) == ("环境保护", "Environment", "area")


def test_what_nobody_describes_is_called_by_its_id(found: Network) -> None:
    node = nodes_of(found)[iris.concept("policy-area", "employment")]
    assert (node.label, node.label_en) == ("employment", "")


def test_a_figure_and_a_clause_tie_what_they_name(found: Network) -> None:
    edges = edges_of(found)
    # 环境管理类信息718条 is a figure, 每周公布空气质量信息 a clause without one
    assert edges[ENVIRONMENT, AREA] == Edge(ENVIRONMENT, AREA, "agency-area", 2, "2016")
    assert edges[ENVIRONMENT, WEBSITE].kind == "agency-channel"
    assert edges[AREA, WEBSITE].kind == "area-channel"


def test_two_figures_of_one_sentence_are_one_piece_of_evidence(found: Network) -> None:
    labour = iris.agency(Agency("990100", "human-resources-social-security", ""))
    assert edges_of(found)[labour, iris.concept("policy-area", "employment")].weight == 1


def test_an_issuer_belongs_to_its_jurisdiction(found: Network) -> None:
    government = iris.agency(Agency("990102", "government", ""))
    edge = edges_of(found)[government, iris.jurisdiction(samples.BAIXI)]
    assert (edge.kind, edge.weight, edge.years) == ("agency-jurisdiction", 1, "2017")


def test_years_are_those_of_the_reports(found: Network) -> None:
    assert nodes_of(found)[iris.concept("policy-area", "tax-management")].years == "2016|2017"


def test_nobody_is_left_out(store: Store, found: Network) -> None:
    naming_terms = ("gk:agency", "gk:policyArea", "gk:channel", "dcterms:creator", "dcterms:spatial")
    for term in naming_terms:
        named = {str(quad.object) for quad in store.quads_for_pattern(None, NamedNode(iris.term(term)), None)}
        assert named
        assert named <= {f"<{iri}>" for iri in nodes_of(found)}


def test_the_degrees_are_those_of_the_edges(found: Network) -> None:
    for node in found.nodes:
        touching = [edge for edge in found.edges if node.iri in (edge.source, edge.target)]
        assert node.degree == len(touching)
        assert node.weighted_degree == sum(edge.weight for edge in touching)


def test_a_node_between_all_others_has_all_the_betweenness() -> None:
    hub = network._measure(["a", "b", "c", "d"], [Edge("a", end, "", 1, "") for end in "bcd"])
    assert hub.betweenness == (1.0, 0.0, 0.0, 0.0)


def test_communities_are_numbered_from_the_largest() -> None:
    apart = [Edge(source, target, "", 1, "") for source, target in ("ab", "cd", "ce", "de")]
    assert network._measure(list("abcde"), apart).community == (1, 1, 0, 0, 0)


def test_an_estimated_betweenness_is_said_to_be_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "from all nodes" in network.describe(network_of(store))
    monkeypatch.setattr(network, "_STEPS", 300)
    estimated = network_of(store)
    assert 0 < estimated.starts < len(estimated.nodes)
    assert f"from {estimated.starts} of {len(estimated.nodes)} nodes" in network.describe(estimated)


def test_gexf_says_what_the_network_says(store: Store, found: Network) -> None:
    read = networkx.read_gexf(io.BytesIO(exported(store, "gexf")))
    assert type(read) is networkx.Graph
    assert read.order() == len(found.nodes)
    for node in found.nodes:
        values = {"label_en": "", **read.nodes[node.iri]}
        assert set(values.pop("viz")["color"]) >= {"r", "g", "b"}
        assert {"iri": node.iri, **values} == asdict(node)
    assert read.size() == len(found.edges)
    for edge in found.edges:
        values = read.edges[edge.source, edge.target]
        assert (values["kind"], values["weight"], values["years"]) == (edge.kind, edge.weight, edge.years)


def test_every_edge_of_gexf_ends_at_a_node_and_every_value_in_a_column(store: Store) -> None:
    root = ElementTree.fromstring(exported(store, "gexf"))
    ids = [node.get("id") for node in root.iter(f"{GEXF}node")]
    assert len(ids) == len(set(ids)) > 0
    assert {edge.get(end) for edge in root.iter(f"{GEXF}edge") for end in ("source", "target")} <= set(ids)
    for kind in ("node", "edge"):
        columns = root.findall(f".//{GEXF}attributes[@class='{kind}']/{GEXF}attribute")
        values = root.findall(f".//{GEXF}{kind}/{GEXF}attvalues/{GEXF}attvalue")
        assert {value.get("for") for value in values} == {column.get("id") for column in columns}


def test_every_kind_has_a_colour_of_its_own(found: Network) -> None:
    kinds = {node.kind for node in found.nodes}
    assert len({gexf._colour(kind) for kind in kinds}) == len(kinds)


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_signs_of_xml_and_control_characters_survive_in_labels(name: str) -> None:
    report = naming("“A<b>&amp;'C\"”\x01\x0b]]>网站")
    read = getattr(networkx, f"read_{name}")(io.BytesIO(exported(store_of(graph.triples_of(report)), name)))
    assert "“A<b>&amp;'C\"”␁␋]]>网站" in {values["label"] for _, values in read.nodes(data=True)}


@given(st.text())
def test_any_label_gives_xml_and_stays_a_label(label: str) -> None:
    store = Store()
    report = NamedNode(f"{iris.BASE}report/1/government/2020")
    agency = NamedNode(f"{iris.BASE}agency/1/government")
    store.add(Quad(report, NamedNode(iris.term("dcterms:creator")), agency))
    store.add(Quad(report, NamedNode(iris.term("gk:reportingYear")), Literal(2020)))
    store.add(Quad(agency, NamedNode(iris.term("rdfs:label")), Literal(label, language="zh")))
    for name in ("gexf", "graphml"):
        ElementTree.fromstring(exported(store, name))
    (node,) = ElementTree.fromstring(exported(store, "gexf")).iter(f"{GEXF}node")
    assert (node.get("label") or "").strip()


def test_graphml_is_read_back_as_the_same_graph(store: Store, found: Network) -> None:
    read, stated = networkx.read_graphml(io.BytesIO(exported(store, "graphml"))), graph_of(found)
    assert dict(read.nodes) == dict(stated.nodes)
    assert dict(read.adjacency()) == dict(stated.adjacency())


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_an_empty_store_is_an_empty_network(name: str) -> None:
    stream = io.BytesIO()
    exporter(name)(Store(), stream)
    read = getattr(networkx, f"read_{name}")(io.BytesIO(stream.getvalue()))
    assert (read.order(), read.size()) == (0, 0)
