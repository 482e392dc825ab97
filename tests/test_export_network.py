"""The networks of the sample reports: who stands in them, what ties them, and that the files say the same."""

import csv
import io
import re
from dataclasses import replace
from math import dist
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

import samples
from gongkai import iris, pipeline
from gongkai.errors import BadQuery, EmptyNetwork
from gongkai.export import NETWORKS, exporter, gexf, layout, network, projections
from gongkai.export.columns import of_node
from gongkai.export.graphml import graph_of
from gongkai.export.measures import Link, measure
from gongkai.export.network import Edge, Network, Node, View, network_of
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
    assert edges[ENVIRONMENT, AREA] == Edge(ENVIRONMENT, AREA, "agency-area", 2, "2016", (("2016", 2),))
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


def links(*pairs: tuple[int, int]) -> list[Link]:
    return [Link(source, target, 1) for source, target in pairs]


def test_a_node_between_all_others_has_all_the_betweenness() -> None:
    hub = measure(4, links((0, 1), (0, 2), (0, 3)))
    assert hub.betweenness == (1.0, 0.0, 0.0, 0.0)


def test_pagerank_is_that_of_the_definition() -> None:
    ring = measure(3, links((0, 1), (1, 2), (2, 0)), directed=True)
    assert ring.pagerank == (0.333333, 0.333333, 0.333333)
    sink = measure(2, links((0, 1)), directed=True).pagerank
    assert sink[1] == pytest.approx(sink[0] * 1.85, abs=1e-5)
    hub = measure(4, links((0, 1), (0, 2), (0, 3))).pagerank
    assert hub[0] > hub[1] == hub[2] == hub[3]


def test_communities_are_numbered_from_the_largest() -> None:
    assert measure(5, links((0, 1), (2, 3), (2, 4), (3, 4))).community == (1, 1, 0, 0, 0)


def test_two_kinds_of_edges_between_the_same_two_count_together() -> None:
    both = measure(2, [Link(0, 1, 2), Link(0, 1, 3)])
    assert (both.degree, both.weighted_degree) == ((1, 1), (5, 5))


def test_an_estimated_betweenness_is_said_to_be_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "from all nodes" in network.describe(network_of(store))
    monkeypatch.setattr(network, "STEPS", 300)
    estimated = network_of(store)
    assert 0 < estimated.starts < len(estimated.nodes)
    assert f"from {estimated.starts} of {len(estimated.nodes)} nodes" in network.describe(estimated)


def test_gexf_says_what_the_network_says(store: Store, found: Network) -> None:
    read = networkx.read_gexf(io.BytesIO(exported(store, "gexf")))
    assert type(read) is networkx.Graph
    assert read.order() == len(found.nodes)
    for node in found.nodes:
        values = dict(read.nodes[node.iri])
        look = values.pop("viz")
        assert set(look["color"]) >= {"r", "g", "b"}
        assert (look["position"]["x"], look["position"]["y"]) == node.place
        told = {name: value for name, value in of_node(found, node).items() if value != ""}
        assert {"id": node.iri, "x": node.place[0], "y": node.place[1], **values} == told
    assert read.size() == len(found.edges)
    for edge in found.edges:
        values = read.edges[edge.source, edge.target]
        assert (values["kind"], values["weight"], values["years"]) == (edge.kind, edge.weight, edge.years)


def assert_each_value_has_a_column(root: ElementTree.Element) -> None:
    for kind in ("node", "edge"):
        columns = root.findall(f".//{GEXF}attributes[@class='{kind}']/{GEXF}attribute")
        values = root.findall(f".//{GEXF}{kind}/{GEXF}attvalues/{GEXF}attvalue")
        assert {value.get("for") for value in values} == {column.get("id") for column in columns}


def test_every_edge_of_gexf_ends_at_a_node_and_every_value_in_a_column(store: Store) -> None:
    root = ElementTree.fromstring(exported(store, "gexf"))
    ids = [node.get("id") for node in root.iter(f"{GEXF}node")]
    assert len(ids) == len(set(ids)) > 0
    assert {edge.get(end) for edge in root.iter(f"{GEXF}edge") for end in ("source", "target")} <= set(ids)
    assert_each_value_has_a_column(root)


def test_every_kind_has_a_colour_of_its_own(found: Network) -> None:
    kinds = {node.kind for node in found.nodes}
    assert kinds <= gexf._COLOURS.keys()
    assert len(set(gexf._COLOURS.values())) == len(gexf._COLOURS)


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_signs_of_xml_and_control_characters_survive_in_labels(name: str) -> None:
    report = naming("“A<b>&amp;'C\"”\x01\x0b]]>网站")
    read = getattr(networkx, f"read_{name}")(io.BytesIO(exported(store_of(pipeline.triples_of(report)), name)))
    assert "“A<b>&amp;'C\"”␁␋]]>网站" in {values["label"] for _, values in read.nodes(data=True)}


@settings(deadline=None)
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


def test_an_empty_store_is_an_empty_network() -> None:
    stream = io.BytesIO()
    exporter("graphml")(Store(), stream)
    read = networkx.read_graphml(io.BytesIO(stream.getvalue()))
    assert (read.order(), read.size()) == (0, 0)


def test_a_gexf_without_nodes_is_refused_and_nothing_is_written() -> None:
    stream = io.BytesIO()
    with pytest.raises(EmptyNetwork, match="the network all is empty"):
        exporter("gexf")(Store(), stream)
    assert stream.getvalue() == b""


# --- Projections ------------------------------------------------------------------------------------------------------

SUCCESSION = """
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:event> a org:ChangeEvent ; dcterms:date "2018-11-01"^^xsd:date ;
    org:originalOrganization <urn:old>, <urn:older> ; org:resultingOrganization <urn:new> .
<urn:old> a org:Organization ; rdfs:label "云江市规划局"@zh .
"""
PROJECTIONS = [query.name for query in projections.catalogue()]


@pytest.fixture(scope="module")
def full() -> Store:
    """The sample reports; two documents that one of them cites; agencies that took the place of others."""
    found = store_of(lines())
    report = NamedNode(f"{iris.BASE}report/990100/government/2016")
    found.add(Quad(report, NamedNode(iris.term("dcterms:references")), NamedNode(f"{iris.BASE}document/二号")))
    found.load(SUCCESSION.encode(), format=RdfFormat.TURTLE)
    return found


def seen(store: Store, projection: str) -> Network:
    return network_of(store, View(projection, placed=False))


@pytest.mark.parametrize("name", PROJECTIONS)
def test_every_projection_has_a_head_and_finds_something(full: Store, name: str) -> None:
    query = next(one for one in projections.catalogue() if one.name == name)
    assert query.title
    assert query.title_zh
    assert query.description
    assert query.columns == ("source", "target", "kind", "year", "evidence")
    network = seen(full, name)
    assert network.edges
    assert all(node.label for node in network.nodes)


def test_there_are_the_projections_that_are_promised() -> None:
    assert sorted((
        "all", "agency-channel", "agency-area", "jurisdiction-area", "area-channel", "citations", "co-citation",
        "agency-succession",
    )) == PROJECTIONS  # fmt: skip


def test_a_projection_has_the_nodes_of_its_kinds_alone(full: Store) -> None:
    found = seen(full, "agency-channel")
    assert {node.kind for node in found.nodes} == {"agency", "channel"}
    assert {edge.kind for edge in found.edges} == {"agency-channel"}
    assert not found.directed


def test_what_is_said_of_a_node_stands_under_its_name(full: Store) -> None:
    found = seen(full, "jurisdiction-area")
    place = nodes_of(found)[iris.jurisdiction(samples.YUNJIANG)]
    assert dict(zip(found.names, place.attributes, strict=True)) == {"code": "990100"}


def test_what_a_report_cites_is_a_directed_network_of_reports_and_documents(full: Store) -> None:
    found = seen(full, "citations")
    assert found.directed
    ((source, target),) = edges_of(found)
    assert nodes_of(found)[source].kind == "report"
    assert nodes_of(found)[source].label == "云江市2016年政府信息公开工作年度报告"
    assert nodes_of(found)[target].label == "关于全面推进政务公开工作的意见"


def test_documents_that_one_report_cites_are_cited_together(full: Store) -> None:
    (edge,) = seen(full, "co-citation").edges
    assert (edge.kind, edge.weight, edge.years) == ("document-document", 1, "2016")


def test_an_agency_leads_to_the_one_in_its_place(full: Store) -> None:
    found = seen(full, "agency-succession")
    assert set(edges_of(found)) == {("urn:old", "urn:new"), ("urn:older", "urn:new")}
    assert {edge.years for edge in found.edges} == {"2018"}
    assert [node.label for node in found.nodes] == ["urn:new", "云江市规划局", "urn:older"]
    assert found.directed


def test_jurisdictions_are_tied_to_what_their_reports_speak_of(full: Store) -> None:
    edge = edges_of(seen(full, "jurisdiction-area"))[iris.jurisdiction(samples.YUNJIANG), AREA]
    assert (edge.weight, edge.years) == (2, "2016")


def test_a_projection_of_one_s_own_is_a_file(full: Store, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text('# title: Mine\n# edges: directed\nSELECT ?source ?target ?kind '
                    '{ ?source dcterms:spatial ?target BIND("report-place" AS ?kind) }', "utf-8")  # fmt: skip
    found = seen(full, str(path))
    assert (found.title, found.directed, len(found.edges)) == ("Mine", True, 3)
    assert {edge.weight for edge in found.edges} == {1}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT ?source { ?source ?p ?o }", "target"),
        ('SELECT ?source ?target ?kind ("many" AS ?evidence) { ?source ?kind ?target }', "evidence"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "triples"),
        ("SELECT", "mine"),
    ],
)
def test_what_is_no_projection_says_how_to_mend_it(full: Store, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(text, "utf-8")
    with pytest.raises(BadQuery, match=said):
        seen(full, str(path))


def test_an_unknown_projection_names_those_that_are_known(full: Store) -> None:
    with pytest.raises(BadQuery, match="agency-channel"):
        seen(full, "agencies-and-channels")


# --- Timeline and places ----------------------------------------------------------------------------------------------


def dynamic(store: Store, projection: str = "all") -> ElementTree.Element:
    stream = io.BytesIO()
    exporter("gexf")(store, stream, View(projection, dynamic=True))
    return ElementTree.fromstring(stream.getvalue())


def test_on_the_timeline_years_are_timestamps(store: Store, found: Network) -> None:
    root = dynamic(store)
    (drawn,) = root.iter(f"{GEXF}graph")
    assert (drawn.get("mode"), drawn.get("timeformat"), drawn.get("timerepresentation")) == (
        "dynamic",
        "integer",
        "timestamp",
    )
    for kind, items in (("node", found.nodes), ("edge", found.edges)):
        for element, item in zip(root.iter(f"{GEXF}{kind}"), items, strict=True):
            assert "|".join(str(spell.get("timestamp")) for spell in element.iter(f"{GEXF}spell")) == item.years
    assert_each_value_has_a_column(root)


def test_the_evidence_of_the_years_adds_up_to_the_weight(store: Store) -> None:
    for edge in dynamic(store).iter(f"{GEXF}edge"):
        cells = [cell for cell in edge.iter(f"{GEXF}attvalue") if cell.get("for") == "evidence"]
        assert all(cell.get("timestamp") for cell in cells)
        assert sum(int(cell.get("value") or 0) for cell in cells) == int(edge.get("weight") or 0)


def test_what_has_no_year_is_always_there() -> None:
    undated = Store()
    undated.load(SUCCESSION.replace(' ; dcterms:date "2018-11-01"^^xsd:date', "").encode(), format=RdfFormat.TURTLE)
    root = dynamic(undated, "agency-succession")
    assert len(list(root.iter(f"{GEXF}edge"))) == 2
    assert not list(root.iter(f"{GEXF}spell"))


@pytest.mark.parametrize("projection", PROJECTIONS)
def test_a_file_says_of_its_own_network_what_its_weights_are(full: Store, projection: str) -> None:
    query = next(one for one in projections.catalogue() if one.name == projection)
    assert re.search(r"number of|weight counts", query.description)
    assert query.description in network.describe(seen(full, projection))


def test_the_same_network_is_the_same_bytes(store: Store) -> None:
    assert exported(store, "gexf") == exported(store, "gexf")


def test_neighbours_stand_nearer_than_strangers() -> None:
    rings = [(at, (at + 1) % 6) for at in range(6)]
    places = layout.places_of(12, links(*rings, *((a + 6, b + 6) for a, b in rings)))
    assert len(set(places)) == 12
    middle = [tuple(sum(place[axis] for place in ring) / 6 for axis in (0, 1)) for ring in (places[:6], places[6:])]
    for ring, own, other in ((places[:6], *middle), (places[6:], *reversed(middle))):
        assert all(dist(place, own) < dist(place, other) for place in ring)


def test_places_do_not_depend_on_the_size_of_the_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = links(*((at, (at + 1) % 20) for at in range(20)))
    whole = layout.places_of(20, ring)
    monkeypatch.setattr(layout, "_PIECE", 7)
    assert all(dist(one, other) < 0.1 for one, other in zip(whole, layout.places_of(20, ring), strict=True))


def test_large_networks_and_those_that_shall_not_have_no_places(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {node.place for node in network_of(store, View(placed=False)).nodes} == {()}
    monkeypatch.setattr(layout, "LARGEST", 10)
    without = network_of(store)
    assert {node.place for node in without.nodes} == {()}
    assert "ForceAtlas2" not in network.describe(without)


# --- Tables -----------------------------------------------------------------------------------------------------------


def test_nodes_and_edges_are_tables_that_fit_together(store: Store, found: Network) -> None:
    nodes, edges = (list(csv.DictReader(io.StringIO(exported(store, name).decode()))) for name in ("nodes", "edges"))
    assert [row["id"] for row in nodes] == [node.iri for node in found.nodes]
    assert {row[end] for row in edges for end in ("source", "target")} <= {row["id"] for row in nodes}
    assert sum(int(row["weight"]) for row in edges) == sum(edge.weight for edge in found.edges)
    assert {row["label_en"] for row in nodes if row["id"] == AREA} == {"Environment"}


@pytest.mark.parametrize("name", sorted({*NETWORKS} - {"gexf"}))
def test_an_empty_network_is_written(name: str) -> None:
    assert exported(Store(), name)
