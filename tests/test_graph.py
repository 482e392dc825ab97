"""Extracts -> N-Triples: evidence that SPARQL alone can follow, few triples, known concepts, the same each time."""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store

from gongkai import graph, iris, pipeline, resources
from gongkai.graph.lines import describe, iri, joined, lines_of, text
from gongkai.model import Extract
from gongkai.vocabulary import Vocabulary

INVENTED = Path(__file__).parent / "data" / "invented"
ONTOLOGY = resources.folder("ontology")
SEEDS = sorted(resources.folder("seeds").glob("*.txt"))
PREFIXES = "".join(f"PREFIX {name}: <{address}>\n" for name, address in iris.PREFIXES.items())
UNITS = iris.BASE + "concept/unit/"

EVIDENCE = """
SELECT ?observation ?exact ?start ?end ?text ?value WHERE {
  ?observation a qb:Observation ; sdmx-measure:obsValue ?value ;
    prov:wasDerivedFrom ?place ; qb:dataSet/prov:wasDerivedFrom/rdf:value ?text .
  ?place oa:start ?start ; oa:end ?end ; oa:exact ?exact .
"""
COSTS = """
SELECT (COUNT(*) AS ?triples) WHERE {
  { SELECT DISTINCT ?subject WHERE {
      ?observation a qb:Observation ; prov:wasDerivedFrom ?place .
      OPTIONAL { ?place gk:sentence ?sentence }
      VALUES ?which { 1 2 3 }
      BIND (IF(?which = 1, ?observation, IF(?which = 2, ?place, ?sentence)) AS ?subject)
      FILTER (BOUND(?subject)) } }
  ?subject ?predicate ?object .
}
"""


@cache
def concepts() -> Store:
    store = Store()
    for path in sorted(ONTOLOGY.glob("concepts/*.ttl")):
        store.load(path=str(path), format=RdfFormat.TURTLE)
    return store


def store_of(lines: list[str]) -> Store:
    store = Store()
    store.load("\n".join(lines).encode(), format=RdfFormat.N_TRIPLES)
    return store


@pytest.fixture(scope="module")
def seeds(words: Vocabulary) -> Store:
    store = Store()
    for path in SEEDS:
        lines = graph.triples_of(pipeline.extract_of(path, words))
        store.load("\n".join(lines).encode(), format=RdfFormat.N_TRIPLES)
    return store


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(PREFIXES + query)
    assert isinstance(found, QuerySolutions)
    return [tuple(value.value if value else "" for value in row) for row in found]  # type: ignore[union-attr]


def count(store: Store, pattern: str) -> int:
    return int(rows(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")[0][0])


def test_every_observation_has_evidence(seeds: Store) -> None:
    figures = count(seeds, "?observation a qb:Observation")
    assert figures > 150
    assert len({row[0] for row in rows(seeds, EVIDENCE + "}")}) == figures


def test_evidence_is_the_text_between_its_offsets(seeds: Store) -> None:
    wrong = "FILTER (STR(?exact) != SUBSTR(STR(?text), ?start + 1, ?end - ?start)) }"
    assert rows(seeds, EVIDENCE + wrong) == []


def test_evidence_in_digits_is_the_value_but_for_its_scale(seeds: Store) -> None:
    number = 'BIND (xsd:decimal(REPLACE(STR(?exact), ",", "")) AS ?number)'
    digits = f'FILTER (REGEX(STR(?exact), "^[0-9][0-9,.]*$")) {number}'
    scales = "FILTER (?value NOT IN (?number, ?number * 10000, ?number * 100000000)) }"
    assert len(rows(seeds, EVIDENCE + digits + "}")) > 140
    assert rows(seeds, EVIDENCE + digits + scales) == []


def test_evidence_in_words_holds_a_numeral_or_says_that_there_was_none(seeds: Store) -> None:
    words = 'FILTER (!REGEX(STR(?exact), "[0-9]"))'
    assert rows(seeds, EVIDENCE + words + "}")
    fits = 'FILTER (!REGEX(STR(?exact), "[一二两三四五六七八九十百千]") && ?value != 0) }'
    assert rows(seeds, EVIDENCE + words + fits) == []


def test_the_iri_of_a_place_holds_its_offsets(seeds: Store) -> None:
    tail = 'FILTER (!STRENDS(STR(?place), CONCAT("#char=", STR(?start), ",", STR(?end)))) }'
    assert rows(seeds, EVIDENCE + tail) == []


def test_the_sentence_around_holds_the_figure(seeds: Store) -> None:
    inside = """?place gk:sentence ?sentence . ?sentence oa:start ?from ; oa:end ?to ; oa:exact ?words .
      FILTER (?from > ?start || ?to < ?end || STR(?words) != SUBSTR(STR(?text), ?from + 1, ?to - ?from)) }"""
    assert count(seeds, "?place gk:sentence ?sentence") > 100
    assert rows(seeds, EVIDENCE + inside) == []


def test_an_observation_costs_twenty_triples_at_most_on_average(seeds: Store) -> None:
    triples = int(rows(seeds, COSTS)[0][0])
    assert 8 < triples / count(seeds, "?observation a qb:Observation") <= 20


def test_a_part_is_a_part_of_an_observation_of_the_report(seeds: Store) -> None:
    parts = count(seeds, "?part gk:partOf ?whole")
    together = "?part gk:partOf ?whole ; qb:dataSet ?data . ?whole a qb:Observation ; qb:dataSet ?data"
    assert 0 < parts == count(seeds, together)


@pytest.mark.parametrize("path", [*SEEDS, *sorted(INVENTED.glob("*.txt"))], ids=lambda path: path.stem)
def test_every_concept_of_a_graph_is_known(path: Path, words: Vocabulary) -> None:
    described = concepts()
    used = {
        quad.object.value
        for quad in store_of(graph.triples_of(pipeline.extract_of(path, words)))
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(iris.BASE + "concept/")
    }
    unknown = {
        name
        for name in used
        if not name.startswith(UNITS) and next(described.quads_for_pattern(NamedNode(name), None, None), None) is None
    }
    assert used
    assert unknown == set()


def test_lines_are_sorted_and_each_there_once(words: Vocabulary) -> None:
    for path in (*SEEDS, *sorted(INVENTED.glob("*.txt"))):
        lines = pipeline.triples_of(pipeline.extract_of(path, words))
        assert all(before < after for before, after in pairwise(lines))


def test_a_file_holds_the_same_lines_each_with_its_end(words: Vocabulary) -> None:
    extract = pipeline.extract_of(SEEDS[1], words)
    assert graph.contents_of([extract], [()])[0].decode() == "".join(f"{line}\n" for line in graph.triples_of(extract))


def test_what_is_said_of_a_subject_in_parts_stands_together_each_once() -> None:
    one, two = ("rdfs:label", text("一", "zh")), ("rdf:type", iri(f"{iris.GK}Text"))
    told = [describe("b", one), describe("b/1", one), describe("b", two, one), describe("a")]
    label, kind = (f"<{iris.term(prefixed)}> {value.decode()} ." for prefixed, value in (one, two))
    lines = [f"<b/1> {label}", f"<b> {kind}", f"<b> {label}"]
    assert lines_of(told) == lines == sorted(lines)
    assert joined(told).decode() == "".join(f"{line}\n" for line in lines)


def test_what_only_the_report_says_stands_below_its_iri(words: Vocabulary) -> None:
    extract = pipeline.extract_of(SEEDS[1], words)
    report = iris.report(extract.masthead)
    shared = ("agency", "channel", "jurisdiction", "period", "concept/unit", "concept/policy-area", "document")
    allowed = (f"<{report}", *(f"<{iris.BASE}{kind}/" for kind in shared))
    assert [line for line in graph.triples_of(extract) if not line.startswith(allowed)] == []


def test_two_facts_of_one_word_are_two_observations(extract: Callable[..., Extract]) -> None:
    store = store_of(graph.triples_of(extract("一、复议诉讼情况\n全市无行政复议、行政诉讼。")))
    metrics = rows(store, "SELECT ?metric WHERE { ?figure gk:metric ?metric } ORDER BY ?metric")
    assert [metric.rsplit("/", 1)[1] for (metric,) in metrics] == ["litigations", "reconsiderations"]
    assert count(store, "?figure a qb:Observation") == 2


def test_decimals_and_integers_keep_their_types(extract: Callable[..., Extract]) -> None:
    store = store_of(graph.triples_of(extract("办结率98.50%，办理民生实事20件，投入1.5万元。")))
    values = [
        quad.object for quad in store.quads_for_pattern(None, NamedNode(iris.term("sdmx-measure:obsValue")), None)
    ]
    assert {(value.value, value.datatype.value.rsplit("#")[1]) for value in values if isinstance(value, Literal)} == {
        ("98.5", "decimal"),
        ("20", "integer"),
        ("15000", "integer"),
    }


def test_marks_that_turtle_escapes_come_back_as_they_were(extract: Callable[..., Extract]) -> None:
    extracted = extract('公开"三公"经费C:\\表\\信息12条。')
    store = store_of(graph.triples_of(extracted))
    kept = rows(store, "SELECT ?text WHERE { ?report a gk:Text ; rdf:value ?text }")
    assert kept == [(extracted.document.manuscript.text,)]


HASH = """
import hashlib, pathlib, sys
from gongkai import graph, pipeline, vocabulary
words = vocabulary.load()
digest = hashlib.sha256()
for path in sys.argv[1:]:
    digest.update("\\n".join(graph.triples_of(pipeline.extract_of(pathlib.Path(path), words))).encode())
print(digest.hexdigest())
"""


def test_two_processes_with_other_hash_seeds_give_the_same_bytes() -> None:
    command = [sys.executable, "-c", HASH, *map(str, SEEDS)]
    runs = [
        subprocess.Popen(command, env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.PIPE, text=True)
        for seed in ("1", "4242")
    ]
    first, second = (run.communicate()[0].strip() for run in runs)
    assert [run.returncode for run in runs] == [0, 0]
    assert first == second
    assert len(first) == 64


@pytest.mark.parametrize(
    "kind", ["a gk:Reference", "a gk:Problem", "a gk:Measure", "a gk:Disclosure", "a gk:Issue", "gk:accountedAs ?class"]
)
def test_what_a_report_says_besides_its_figures_leads_back_to_it(seeds: Store, kind: str) -> None:
    found = count(seeds, f"?thing {kind}")
    assert found
    assert count(seeds, f"?thing {kind} ; dcterms:isPartOf ?whole . ?whole a ?type") == found


def test_a_table_says_where_each_of_its_cells_stands(extract: Callable[..., Extract]) -> None:
    table = "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n|---|---|---|---|\n| 规章 | 12 | 3 | 45 |"
    found = extract(f"二、主动公开政府信息情况\n\n{table}\n")
    ((grid,),) = rows(store_of(graph.triples_of(found)), "SELECT ?grid { ?table gk:grid ?grid }")
    cells = {tuple(map(int, line.split())) for line in grid.splitlines()}
    text = found.document.manuscript.text
    said = {(row, column): text[start:end].strip() for row, column, _, _, start, end in cells}
    assert (said[1, 0], said[1, 1], said[1, 3]) == ("规章", "12", "45")


@pytest.mark.parametrize("sign", ["\ue814", "<", "\\", "^", "\ufffd"])
def test_a_place_that_no_list_has_is_named_whatever_signs_its_name_has(
    sign: str, extract: Callable[..., Extract]
) -> None:
    lines = list(graph.triples_of(extract("主动公开信息15条。", f"2014年{sign}府信息公开工作年度报告")))
    assert len(store_of(lines)) == len(set(lines))
