"""What became of agencies: events of change are derived from the kinds, only where both ends are in the store."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from gongkai import auditing, iris, pipeline, queries, shards, store, vocabulary
from gongkai.export.network import Network, View, network_of

REPORTS = {
    "zhuzhou-2008": ("株洲市2008", "市交通局公开信息5条。市卫生局公开信息6条。市发改委公开信息7条。"),
    "zhuzhou-2016": (
        "株洲市2016",
        "市环保局公开信息31条。市工商局公开信息12条。市质监局公开信息9条。市房管局公开信息8条。"
        "市卫计委公开信息3条。市委宣传部公开信息4条。市水务集团公开信息2条。",
    ),
    "zhuzhou-2022": (
        "株洲市2022",
        "市生态环境局公开信息41条。市市场监管局公开信息11条。市住建局公开信息15条。市房管局公开信息18条。"
        "市卫健委公开信息13条。市交通运输局公开信息14条。",
    ),
    "youxian-2022": ("攸县2022", "县生态环境局公开信息21条。"),
}
TAIL = "年政府信息公开工作年度报告"

Rows = list[dict[str, queries.Cell]]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("store")
    words, parts = vocabulary.load(), []
    folder.joinpath("shards").mkdir()
    for name, (who, body) in REPORTS.items():
        path = folder / f"{name}.txt"
        path.write_text(f"{who}{TAIL}\n一、概述\n{body}\n", encoding="utf-8")
        triples = pipeline.triples_of(pipeline.extract_of(path, words))
        parts.append(shards.write(folder / "shards", name, triples))
        path.unlink()
    store.assemble(parts, folder, auditing.judge)
    with store.open_store(folder) as found:
        yield found


@pytest.fixture
def rows(opened: Store) -> Callable[..., Rows]:
    def select(name: str, **given: str) -> Rows:
        table = queries.select(opened, queries.find(name), given)
        assert isinstance(table, queries.Table)
        return [dict(zip(table.columns, row, strict=True)) for row in table.rows]

    return select


def asked(opened: Store, text: str) -> list[tuple[str, ...]]:
    found = opened.query(text, prefixes=iris.PREFIXES)
    assert isinstance(found, QuerySolutions)
    return [tuple("" if term is None else term.value for term in row) for row in found]


def test_each_change_with_both_ends_in_the_store_is_one_event(opened: Store) -> None:
    text = """SELECT ?place ?id (GROUP_CONCAT(?old; separator="|") AS ?olds) ?new {
      { SELECT * { ?event a org:ChangeEvent ; dcterms:type/skos:notation ?id ; gk:jurisdiction/skos:notation ?place ;
          org:originalOrganization/rdfs:label ?old ; org:resultingOrganization/rdfs:label ?new } ORDER BY ?old } }
      GROUP BY ?place ?id ?new ORDER BY ?place ?id"""
    assert asked(opened, text) == [
        ("430200", "ecology-environment-2018", "株洲市环境保护局", "株洲市生态环境局"),
        ("430200", "health-2018", "株洲市卫生和计划生育委员会", "株洲市卫生健康委员会"),
        ("430200", "health-family-planning-2013", "株洲市卫生局", "株洲市卫生和计划生育委员会"),
        ("430200", "market-regulation-2014", "株洲市工商行政管理局|株洲市质量技术监督局", "株洲市市场监督管理局"),
        ("430200", "transport-2008", "株洲市交通局", "株洲市交通运输局"),
    ]


def succession(opened: Store) -> Network:
    return network_of(opened, View("agency-succession", placed=False))


def test_the_network_of_successions_has_the_events_of_the_store_and_no_others(opened: Store) -> None:
    network = succession(opened)
    events = "SELECT ?old ?new { ?event org:originalOrganization ?old ; org:resultingOrganization ?new }"
    assert sorted((edge.source, edge.target) for edge in network.edges) == sorted(asked(opened, events)) != []
    assert network.directed
    assert {edge.weight for edge in network.edges} == {1}


def test_a_succession_is_dated_no_earlier_than_the_former_agency_is_named(opened: Store) -> None:
    network = succession(opened)
    called = {node.iri: node.label for node in network.nodes}
    assert {called[edge.source]: edge.years for edge in network.edges} == {
        "株洲市环境保护局": "2018",
        "株洲市卫生局": "2013",
        "株洲市卫生和计划生育委员会": "2018",
        # the change began in the country in 2014; the report of 2016 still names both
        "株洲市工商行政管理局": "2016",
        "株洲市质量技术监督局": "2016",
        "株洲市交通局": "2008",
    }


def test_agencies_of_a_succession_have_the_years_of_the_reports_that_name_them(opened: Store) -> None:
    years = {node.label: node.years for node in succession(opened).nodes}
    assert years["株洲市环境保护局"] == "2016|2018"
    assert years["株洲市生态环境局"] == "2018|2022"


DATED = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix gk: <https://w3id.org/gongkai/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:event> dcterms:type <urn:change> ; org:originalOrganization <urn:old> ; org:resultingOrganization <urn:new> .
<urn:old> org:changedBy <urn:event> .
<urn:new> org:resultedFrom <urn:event> .
<urn:change> schema:validFrom "2014"^^xsd:gYear ; schema:validThrough "2019"^^xsd:gYear .
"""


@pytest.mark.parametrize(
    ("more", "year"),
    [
        ("", "2014"),
        ('<urn:event> dcterms:date "2017-03-01"^^xsd:date .', "2017"),
        ("<urn:x/report/1/government/2016/statement/1> gk:agency <urn:old> .", "2016"),
        ("<urn:x/report/1/government/2021/statement/1> gk:agency <urn:old> .", "2019"),
        (
            "<urn:x/report/1/government/2017/statement/1> gk:agency <urn:old> . "
            "<urn:x/report/1/government/2015/statement/1> gk:agency <urn:new> .",
            "2015",
        ),
        ("<urn:x/report/1/government/2010/statement/1> gk:agency <urn:old>, <urn:new> .", "2014"),
    ],
)
def test_an_event_has_one_year_whatever_is_known_of_it(more: str, year: str) -> None:
    dated = Store()
    dated.load((DATED + more).encode(), format=RdfFormat.TURTLE)
    (edge,) = succession(dated).edges
    assert (edge.weight, edge.years) == (1, year)


def test_a_bureau_still_named_after_the_change_was_not_merged(opened: Store) -> None:
    kept = (
        "SELECT ?event { ?body rdfs:label '株洲市住房保障和房产管理局'@zh . OPTIONAL { ?body org:changedBy ?event } }"
    )
    assert asked(opened, kept) == [("",)]


def test_events_can_be_walked_from_both_ends(opened: Store) -> None:
    there = "SELECT ?a ?b { ?a org:changedBy/org:resultingOrganization ?b } ORDER BY ?a ?b"
    back = "SELECT ?a ?b { ?b org:resultedFrom/org:originalOrganization ?a } ORDER BY ?a ?b"
    assert asked(opened, there) == asked(opened, back) != []


def test_the_history_of_an_agency_runs_both_ways_through_its_changes(rows: Callable[..., Rows]) -> None:
    found = [
        (row["name"], row["first"], row["last"], row["change_zh"], row["begun"], row["done"], row["became"])
        for row in rows("agency-history", agency="株洲市卫生和计划生育委员会")
    ]
    formed = ("人口和计划生育委员会、卫生局并入卫生和计划生育委员会", 2013, 2015, "株洲市卫生和计划生育委员会")
    renamed = ("卫生和计划生育委员会改为卫生健康委员会", 2018, 2019, "株洲市卫生健康委员会")
    assert found == [
        ("株洲市卫生局", 2008, 2008, *formed),
        ("株洲市卫生和计划生育委员会", 2016, 2016, *renamed),
        ("株洲市卫生健康委员会", 2022, 2022, None, None, None, None),
    ]


def test_a_history_does_not_go_down_to_the_others_that_were_merged(rows: Callable[..., Rows]) -> None:
    found = {row["name"] for row in rows("agency-history", agency="株洲市工商行政管理局")}
    assert found == {"株洲市工商行政管理局", "株洲市市场监督管理局"}


def test_a_history_says_what_sort_of_body_it_is(rows: Callable[..., Rows]) -> None:
    sorts = {
        name: [row["sort_zh"] for row in rows("agency-history", agency=name)]
        for name in ("株洲市生态环境局", "中共株洲市委宣传部", "株洲市水务集团", "株洲市人民政府")
    }
    assert sorts == {
        "株洲市生态环境局": ["行政机关", "行政机关"],
        "中共株洲市委宣传部": ["党的机关"],
        "株洲市水务集团": ["企业"],
        "株洲市人民政府": ["行政机关"],
    }


@pytest.mark.parametrize(("former", "values"), [("no", [41]), ("yes", [31, 41])])
def test_what_is_said_of_an_agency_can_take_in_what_was_said_of_its_forerunner(
    former: str, values: list[int], rows: Callable[..., Rows]
) -> None:
    found = rows("agency", agency="株洲市生态环境局", former=former)
    assert [row["value"] for row in found if row["kind"] == "figure"] == values


def test_a_parameter_with_a_default_need_not_be_given(rows: Callable[..., Rows]) -> None:
    assert rows("agency", agency="生态环境局") == rows("agency", agency="生态环境局", former="no") != []


def test_names_that_are_in_doubt_are_listed_among_the_unlinked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"株洲市2016{TAIL}\n县环保局公开信息3条。\n", encoding="utf-8")
    lines = pipeline.triples_of(pipeline.extract_of(path, vocabulary.load()))
    parts = [shards.write(tmp_path, "a", lines)]
    store.assemble(parts, tmp_path / "store", auditing.judge)
    with store.open_store(tmp_path / "store") as opened:
        table = queries.select(opened, queries.find("unlinked"), {})
        assert isinstance(table, queries.Table)
        assert [row[:3] for row in table.rows] == [("ambiguous-agency", "机关有歧义", "县环保局")]
