"""What a store says of itself, and its mappings as SSSOM."""

import csv
import io
from pathlib import Path

import pytest
import sssom_pydantic
import yaml
from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib import DCAT, DCTERMS, RDF, VOID, Graph, URIRef
from rdflib import Literal as Value

import gongkai
from gongkai import iris
from gongkai.export import exporter, sssom
from terminal import results, written

DATASET = URIRef(f"{iris.BASE}dataset")
THEME = "http://publications.europa.eu/resource/authority/data-theme/"


@pytest.fixture(scope="module")
def described(store: Path) -> Graph:
    return Graph().parse(data=results("export", "void", "--store", store), format="turtle")


@pytest.fixture(scope="module")
def everything(store: Path) -> list[str]:
    return results("export", "nt", "--store", store).splitlines()


def test_the_description_counts_what_is_in_the_store(described: Graph, everything: list[str]) -> None:
    assert described.value(DATASET, VOID.triples) == Value(len(everything))
    counts = {
        str(described.value(part, VOID["class"])): int(str(described.value(part, VOID.entities)))
        for part in described.objects(DATASET, VOID.classPartition)
    }
    assert counts[iris.term("gk:Report")] == 2
    for kind in ("qb:Observation", "gk:Finding", "org:Organization"):
        lines = [line for line in everything if line.endswith(f"<{iris.term('rdf:type')}> <{iris.term(kind)}> .")]
        assert counts[iris.term(kind)] == len(lines) > 0


def test_the_description_names_licence_software_sources_and_coverage(described: Graph) -> None:
    assert (DATASET, RDF.type, DCAT.Dataset) in described
    assert described.value(DATASET, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert sorted(title.language for title in described.objects(DATASET, DCTERMS.title)) == ["en", "zh"]
    software = described.value(DATASET, DCTERMS.creator)
    assert str(described.value(software, URIRef(iris.term("schema:softwareVersion")))) == gongkai.__version__
    sources = list(described.objects(DATASET, URIRef(iris.term("schema:isBasedOn"))))
    assert len(sources) >= 2
    assert all(described.value(source, DCTERMS.license) for source in sources)
    period = described.value(DATASET, DCTERMS.temporal)
    days = (described.value(period, DCAT.startDate), described.value(period, DCAT.endDate))
    assert tuple(map(str, days)) == ("2016-01-01", "2017-12-31")
    places = {str(place).rsplit("/", 1)[1] for place in described.objects(DATASET, DCTERMS.spatial)}
    assert places == {"320500", "320585"}
    assert f"{iris.BASE}report/320500/government/2016" in map(str, described.objects(DATASET, VOID.exampleResource))


def test_a_linkset_counts_its_links(described: Graph, everything: list[str]) -> None:
    links = [line for line in everything if "Match>" in line and f"> <{THEME}" in line]
    (linkset,) = described.objects(DATASET, VOID.subset)
    assert described.value(linkset, VOID.triples) == Value(len(links))


def test_every_kind_of_agency_leads_to_a_theme(everything: list[str]) -> None:
    kinds = {
        line.split()[0] for line in everything if f"<{iris.BASE}concept/agency-kind> ." in line and "inScheme" in line
    }
    led = {line.split()[0] for line in everything if "relatedMatch" in line and f"<{THEME}" in line}
    groups = ("government", "government-agency", "party-body", "state-organ", "mass-organisation", "company",
              "public-institution")  # fmt: skip
    assert len(kinds) > 100
    assert kinds - led == {f"<{iris.concept('agency-kind', group)}>" for group in groups}


def test_the_query_tells_the_same_to_people(store: Path) -> None:
    printed = results("query", "dataset", "--store", store, "--format", "csv")
    assert "dataset/class/Report,entities,2" in printed
    assert "software,softwareVersion" in printed


# --- SSSOM ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def mapped(store: Path) -> str:
    return results("export", "sssom", "--store", store)


def test_a_reader_of_sssom_finds_every_line_valid(mapped: str, tmp_path: Path, everything: list[str]) -> None:
    path = written(tmp_path, "mappings.sssom.tsv", mapped)
    mappings, _, described, errors = sssom_pydantic.read(path, return_errors=True)
    assert errors == []
    assert str(described.id) == "https://w3id.org/gongkai/mappings"
    stated = [line for line in everything if "/core#" in line.split()[1] and line.split()[1].endswith("Match>")]
    assert len(mappings) == len(stated) > 200


def test_the_head_has_what_the_standard_asks_for(mapped: str) -> None:
    head = yaml.safe_load("".join(line[1:] for line in mapped.splitlines(keepends=True) if line.startswith("#")))
    assert {"mapping_set_id", "license", "curie_map", "mapping_set_version"} <= head.keys()
    rows = list(csv.DictReader((line for line in mapped.splitlines() if line[0] != "#"), delimiter="\t"))
    assert tuple(rows[0]) == sssom.COLUMNS
    used = {
        row[name].partition(":")[0]
        for row in rows
        for name in sssom.COLUMNS
        if name.endswith(("_id", "_justification"))
    }
    assert used <= head["curie_map"].keys()
    assert all(row["subject_label"] for row in rows)
    area = next(
        row for row in rows if row["subject_id"] == "gkc:policy-area/environment" and "eutheme" in row["object_id"]
    )
    assert (area["object_id"], area["mapping_justification"]) == ("eutheme:ENVI", "semapv:ManualMappingCuration")


def test_places_and_strange_name_spaces_are_written_too() -> None:
    store = Store()
    place = NamedNode(f"{iris.BASE}jurisdiction/320500")
    same = NamedNode(iris.term("skos:exactMatch"))
    for other in (
        "http://www.wikidata.org/entity/Q42622",
        "https://example.org/places#1",
        "https://example.org/places#2",
    ):
        store.add(Quad(place, same, NamedNode(other)))
    for label in ("苏州市", "苏州"):
        store.add(Quad(place, NamedNode(iris.term("rdfs:label")), Literal(label, language="zh")))
    stream = io.BytesIO()
    exporter("sssom")(store, stream)
    lines = stream.getvalue().decode().splitlines()
    assert "#  ns1: https://example.org/places#" in lines
    assert [line.split("\t")[3] for line in lines[-3:]] == ["wikidata:Q42622", "ns1:1", "ns1:2"]
    assert {line.split("\t")[5] for line in lines[-3:]} == {"semapv:BackgroundKnowledgeBasedMatching"}
