"""Every format from one store: the same bytes whatever the order, and the same statements read back."""

import io
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, Store, parse

import samples
from gongkai import iris, pipeline
from gongkai.errors import GongkaiError
from gongkai.export import FORMATS, exporter, nt

STATEMENTS = {"nt": RdfFormat.N_TRIPLES, "turtle": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD}

# What an ontology may hold and a report does not: blank nodes, alike and chained, in lists and structures.
ONTOLOGY = f"""
@prefix sh: <{iris.PREFIXES["sh"]}> .
@prefix gk: <{iris.GK}> .
@prefix qb: <{iris.PREFIXES["qb"]}> .
@prefix skos: <{iris.PREFIXES["skos"]}> .
gk:ReportShape sh:property [ sh:path gk:edition ; sh:minCount 1 ; sh:in ( "a" 1 2.50 true ) ] , [ sh:path gk:data ] .
gk:structure qb:component [ qb:dimension gk:metric ] , [ qb:dimension gk:scope ] , [ qb:attribute gk:rule ] .
<{iris.concept("policy-area", "environment")}> skos:prefLabel "环境保护"@zh , "Environment"@en .
"""


def lines() -> list[str]:
    """The sample reports and the ontology as N-Triples lines, with the blank nodes that the parser made up."""
    ontology = [f"{quad.triple} ." for quad in parse(ONTOLOGY, RdfFormat.TURTLE)]
    return [*(line for extract in samples.extracts() for line in pipeline.triples_of(extract)), *ontology]


def store_of(statements: list[str]) -> Store:
    store = Store()
    store.load("\n".join(statements), RdfFormat.N_TRIPLES)
    return store


def exported(store: Store, name: str) -> bytes:
    stream = io.BytesIO()
    exporter(name)(store, stream)
    return stream.getvalue()


def canonical(quads: object) -> Dataset:
    dataset = Dataset(quads)  # type: ignore[arg-type]
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@pytest.fixture(scope="module")
def store() -> Store:
    return store_of(lines())


def test_an_unknown_format_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(GongkaiError, match=r"'xlsx'.*gexf.*turtle"):
        exporter("xlsx")


def test_the_table_of_formats_imports_no_library() -> None:
    check = "import sys, gongkai.export; print(sorted({'networkx', 'rdflib', 'pyoxigraph'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", FORMATS)
def test_two_builds_in_another_order_are_the_same_bytes(name: str, store: Store) -> None:
    shuffled = lines()  # the parser gives the blank nodes other labels each time
    random.Random(7).shuffle(shuffled)
    assert exported(store_of(shuffled), name) == exported(store, name)


WRITE_ALL = """
import sys, pyoxigraph
from pathlib import Path
from gongkai.export import FORMATS, exporter
store = pyoxigraph.Store()
store.load(path=sys.argv[1])
for name in FORMATS:
    with Path(sys.argv[2], name).open("wb") as stream:
        exporter(name)(store, stream)
"""


def test_the_hashing_of_strings_does_not_show(store: Store, tmp_path: Path) -> None:
    source = tmp_path / "store.nt"
    source.write_bytes(exported(store, "nt"))
    written = []
    for seed in ("1", "2", "3"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", WRITE_ALL, str(source), str(folder)], env=environment, check=True)
        written.append({name: (folder / name).read_bytes() for name in FORMATS})
    assert written[0] == written[1] == written[2] == {name: exported(store, name) for name in FORMATS}


@pytest.mark.parametrize(("name", "syntax"), STATEMENTS.items())
def test_every_statement_is_read_back(name: str, syntax: RdfFormat, store: Store) -> None:
    assert canonical(parse(exported(store, name), syntax)) == canonical(store)


@pytest.mark.parametrize(("name", "syntax"), [("nt", "nt"), ("turtle", "turtle"), ("jsonld", "json-ld")])
def test_rdflib_reads_as_many_triples(name: str, syntax: str, store: Store) -> None:
    assert len(rdflib.Graph().parse(data=exported(store, name).decode(), format=syntax)) == len(store)


def test_n_triples_are_sorted_and_stand_once(store: Store) -> None:
    written = exported(store, "nt").splitlines(keepends=True)
    assert written == sorted(set(written))
    assert len(written) == len(store)


def test_sorting_in_many_runs_gives_the_same_bytes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = exported(store, "nt")
    monkeypatch.setattr(nt, "RUN", 97)
    assert exported(store, "nt") == whole


@pytest.mark.parametrize(("name", "syntax"), STATEMENTS.items())
def test_a_character_that_looks_like_a_line_end_ends_no_line(name: str, syntax: RdfFormat) -> None:
    text = pyoxigraph.Literal('a\n\r\x0b\x0c\x1c\x85\u2028\u2029\x01\x00<&>"\\ _:b z', language="zh")
    quad = pyoxigraph.Quad(pyoxigraph.NamedNode(iris.BASE + "x"), pyoxigraph.NamedNode(iris.GK + "label"), text)
    store = Store()
    store.add(quad)
    assert list(parse(exported(store, name), syntax)) == [quad]


def test_turtle_groups_by_subject_and_names_what_it_knows(store: Store) -> None:
    turtle = exported(store, "turtle").decode()
    assert f"@prefix gk: <{iris.GK}> ." in turtle
    heads = [line.split(" ")[0] for line in turtle.splitlines() if line.startswith("<")]
    assert len(heads) == len(set(heads)) > 0
    assert f"<{iris.GK}metric>" not in turtle


def test_json_ld_is_one_short_node_object_a_line(store: Store) -> None:
    written = exported(store, "jsonld").decode()
    document = json.loads(written)
    assert document["@context"] == iris.PREFIXES
    assert len(document["@graph"]) == len({quad.subject for quad in store}) == written.count("\n") - 3
    labelled = {node["gk:label"]["@value"]: node for node in document["@graph"] if "gk:label" in node}
    observation = labelled["社保补贴"]
    assert observation["sdmx-measure:obsValue"] == 75680000
    assert observation["gk:metric"] == {"@id": iris.concept("metric", "other")}


@pytest.mark.parametrize(("name", "syntax"), STATEMENTS.items())
def test_an_empty_store_is_a_valid_file_without_statements(name: str, syntax: RdfFormat) -> None:
    assert list(parse(exported(Store(), name), syntax)) == []
