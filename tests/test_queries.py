"""Every named query gives the right answer on the sample reports; parameters are bound, wrong ones refused."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Store

import samples
from gongkai import __version__, auditing, queries, shards, store
from gongkai.errors import BadQuery
from gongkai.links import linkset
from gongkai.queries import Cell, Table, Triples

GIVEN = {
    "area": {"area": "environment"},
    "jurisdiction-history": {"place": "吴江"},
    "same-as": {"place": "吴江"},
    "agency": {"agency": "教育局"},
    "agency-history": {"agency": "教育局"},
    "compare": {"left": "yunjiang-2016", "right": "qingshi-2017"},
    "facts-at": {"report": "yunjiang-2016", "start": str(samples.PREFECTURE_TEXT.index("328件"))},
    "evidence": {"fact": f"report/990100/government/2016/observation/{samples.PREFECTURE_TEXT.index('328件')}"},
}
NAMES = [query.name for query in queries.catalogue()]

LINKSET = linkset.Linkset(
    "population",
    "--name 地区",
    linkset.Source("population.csv", "ab" * 32),
    linkset.Target("https://example.org/population", "population.csv"),
    (linkset.Triple("https://example.org/population#row=2", "skos:exactMatch",
                    "https://w3id.org/gongkai/jurisdiction/320500", 1.0, "full", "苏州市"),),
)  # fmt: skip

Row = dict[str, Cell]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("store")
    (folder / store.LINKSETS).mkdir()
    shards.write(folder / store.LINKSETS, "population", linkset.triples_of(LINKSET))
    store.assemble(samples.shards_in(folder / "shards"), folder, auditing.judge)
    with store.open_store(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def turned(graph: Store) -> Store:
    """The same triples, put in the other way round."""
    other = Store()
    other.extend(reversed(list(graph)))
    return other


def rows(graph: Store, name: str, **given: str) -> list[Row]:
    """Rows of a named query as mappings; the parameters of GIVEN where none are given."""
    table = queries.select(graph, queries.find(name), given or GIVEN.get(name, {}))
    assert isinstance(table, Table)
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def pick(found: list[Row], *columns: str, **wanted: Cell) -> list[tuple[Cell, ...]]:
    """Those columns of the rows that hold the values wanted."""
    fitting = [row for row in found if all(row[column] == value for column, value in wanted.items())]
    return [tuple(row[column] for column in columns) for row in fitting]


def run(graph: Store, text: str, **given: str) -> Table | Triples:
    return queries.select(graph, queries.parse(text), given)


# --- The heads --------------------------------------------------------------------------------------------------------


def test_the_catalogue_has_every_question_of_the_contract() -> None:
    assert set(NAMES) >= {
        "reports", "requests", "requests-by-channel", "requests-by-applicant", "outcomes", "disclosure-rate",
        "disputes", "channels", "area", "agency", "areas-by-jurisdiction", "relations", "changes",
        "money", "documents", "rollup", "compare", "findings", "unlinked", "numbers", "evidence", "problems", "same-as",
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_head_says_what_is_asked_in_two_languages(name: str) -> None:
    query = queries.find(name)
    assert query.title
    assert any("\u4e00" <= char <= "\u9fff" for char in query.title_zh)
    assert query.description


@pytest.mark.parametrize("name", NAMES)
def test_a_head_names_the_columns_that_the_query_gives(graph: Store, name: str) -> None:
    query = queries.find(name)
    table = queries.select(graph, query, GIVEN.get(name, {}))
    assert isinstance(table, Table)
    assert table.columns == query.columns
    assert table.rows


@pytest.mark.parametrize("name", NAMES)
def test_a_query_gives_its_rows_in_the_same_order_whatever_the_order_of_the_store(
    graph: Store, turned: Store, name: str
) -> None:
    query = queries.find(name)
    assert queries.select(turned, query, GIVEN.get(name, {})) == queries.select(graph, query, GIVEN.get(name, {}))


# --- The answers ------------------------------------------------------------------------------------------------------


def test_reports_counts_facts_and_failed_checks(graph: Store) -> None:
    found = rows(graph, "reports")
    assert pick(found, "jurisdiction", "code", "issuer", "year", "edition", report="yunjiang-2016") == [
        ("云江市", "990100", "云江市人民政府", 2016, "narrative")
    ]
    assert pick(found, "report", "facts", "statements", "failed_checks") == [
        ("yunjiang-2016", 39, 5, 1), ("baixi-2017", 9, 0, 1), ("qingshi-2017", 13, 3, 2),
    ]  # fmt: skip


def test_requests_leaves_blank_what_is_not_stated(graph: Store) -> None:
    assert pick(rows(graph, "requests"), "report", "scope", "received", "processed", "carried_over") == [
        ("yunjiang-2016", "jurisdiction", 328, None, None),
        ("yunjiang-2016", "own", 25, None, None),
        ("baixi-2017", "jurisdiction", 34, None, None),
        ("qingshi-2017", "jurisdiction", 66, 66, None),
    ]


def test_requests_by_channel_keeps_the_scopes_apart(graph: Store) -> None:
    found = rows(graph, "requests-by-channel")
    assert pick(found, "channel", "channel_zh", "requests", "total", "share", report="yunjiang-2016", scope="own") == [
        ("network", "网络", 14, 25, 56), ("letter", "信函", 11, 25, 44),
    ]  # fmt: skip
    assert pick(found, "requests", report="yunjiang-2016", scope="jurisdiction", channel="letter") == [(165,)]


def test_requests_by_applicant_says_what_is_within_what(graph: Store) -> None:
    assert pick(rows(graph, "requests-by-applicant"), "applicant", "within", "requests", report="yunjiang-2016") == [
        ("citizen", None, 283), ("other", None, 20), ("enterprise", None, 16),
        ("lawyer", "citizen", 5), ("researcher", "citizen", 4),
    ]  # fmt: skip


def test_outcomes_are_held_against_the_requests_processed_or_received(graph: Store) -> None:
    found = rows(graph, "outcomes")
    assert pick(found, "requests", "total", "share", report="qingshi-2017", outcome="granted") == [
        (50, 66, Decimal("75.8"))
    ]
    assert pick(found, "requests", "within", report="yunjiang-2016", outcome="not-government-information") == [
        (17, "refused")
    ]


def test_the_disclosure_rate_counts_no_outcome_twice(graph: Store) -> None:
    found = rows(graph, "disclosure-rate")
    columns = ("granted", "partially_granted", "already_public", "outcomes", "rate", "rate_with_public")
    assert pick(found, *columns, report="yunjiang-2016") == [(126, 29, 41, 328, Decimal("47.3"), Decimal("59.8"))]
    assert pick(found, *columns, report="qingshi-2017") == [(50, None, None, 66, Decimal("75.8"), Decimal("75.8"))]


def test_disputes_are_ranked_by_their_number_per_thousand_requests(graph: Store) -> None:
    columns = ("report", "scope", "requests", "reconsiderations", "lawsuits", "per_1000")
    assert pick(rows(graph, "disputes"), *columns) == [
        ("yunjiang-2016", "jurisdiction", 328, 31, 26, Decimal("173.8")),
        ("yunjiang-2016", "own", 25, 2, 1, 120),
        ("qingshi-2017", "jurisdiction", 66, 0, 0, 0),
        ("baixi-2017", "jurisdiction", 34, None, 5, None),
    ]


def test_channels_gives_followers_items_and_views_as_stated(graph: Store) -> None:
    found = rows(graph, "channels")
    assert pick(found, "type", "followers", "items", "views", "agencies", channel="云江发布") == [
        ("weibo", "over 660000", "4700", "over 18000000", "")
    ]
    assert pick(found, "type_zh", "agencies", "statements", channel="云江市环境保护局网站") == [
        ("政府网站", "云江市环境保护局", 2)
    ]


def test_area_gives_figures_and_statements_in_the_order_of_the_text(graph: Store) -> None:
    columns = ("kind", "label", "value", "unit", "agencies", "channels", "sentence")
    agency, channel = "云江市环境保护局", "云江市环境保护局网站"
    assert pick(rows(graph, "area"), *columns) == [
        ("figure", "环境管理类信息", 718, "条", agency, channel, "市环保局在该局网站公开环境管理类信息718条。"),
        ("statement", None, None, None, agency, channel, "市环保局每周在该局网站公布空气质量信息。"),
    ]


def test_an_area_holds_the_areas_below_it(graph: Store) -> None:
    found = rows(graph, "area", area="public-funds-resources")
    assert {row["policy_area"] for row in found} == {"prices-fees", "tax-management"}


def test_agency_is_found_by_a_part_of_its_name(graph: Store) -> None:
    assert pick(rows(graph, "agency"), "name", "value", "areas", "channels") == [
        ("青石县教育局", 115, "education", "青石教育")
    ]


def test_areas_by_jurisdiction_counts_figures_agencies_channels_and_sentences(graph: Store) -> None:
    columns = ("area_zh", "figures", "agencies", "channels", "sentences")
    found = rows(graph, "areas-by-jurisdiction")
    assert pick(found, *columns, report="yunjiang-2016", area="environment") == [("生态环境", 1, 1, 1, 2)]
    assert pick(found, *columns, report="qingshi-2017", area="tax-management") == [("税收管理与减税降费", 1, 0, 2, 1)]


def test_relations_pairs_what_one_statement_names(graph: Store) -> None:
    found = rows(graph, "relations")
    assert pick(found, "kind", "subject", "object", "evidence", report="qingshi-2017") == [
        ("agency-area", "青石县人力资源和社会保障局", "employment", 1),
        ("agency-area", "青石县教育局", "education", 1),
        ("agency-channel", "青石县人力资源和社会保障局", "人才网", 1),
        ("agency-channel", "青石县教育局", "青石教育", 1),
        ("area-channel", "education", "青石教育", 1),
        ("area-channel", "employment", "人才网", 1),
        ("area-channel", "tax-management", "云江日报", 1),
        ("area-channel", "tax-management", "青石日报", 1),
    ]
    assert pick(found, "evidence", subject="云江市环境保护局", object="environment") == [(2,)]


def test_changes_pairs_before_and_after_and_gives_growth_as_stated(graph: Store) -> None:
    columns = ("kind", "label", "from", "to", "difference", "per_cent", "stated", "unit")
    assert pick(rows(graph, "changes"), *columns) == [
        ("from-to", "收费部门", 32, 29, -3, Decimal("-9.4"), None, "个"),
        ("growth", "阅读量同比增长", None, None, None, None, Decimal("12.5"), "%"),
    ]


def test_money_is_in_yuan_under_its_area(graph: Store) -> None:
    assert pick(rows(graph, "money"), "area", "label", "amount", "agencies") == [
        ("employment", "社保补贴", 75680000, "云江市人力资源和社会保障局"),
        ("employment", "岗位补贴", 33720000, "云江市人力资源和社会保障局"),
    ]


def test_documents_gives_the_number_where_it_is_stated(graph: Store) -> None:
    assert pick(rows(graph, "documents"), "title", "number", "issuer", "report", "citations") == [
        ("关于全面推进政务公开工作的意见", "云政发〔2016〕8号", None, "yunjiang-2016", 1)
    ]


def test_rollup_adds_counties_up_and_says_how_many_stated_the_figure(graph: Store) -> None:
    columns = ("prefecture", "prefecture_name", "year", "scope", "sum", "counties_stating", "counties_reporting")
    found = rows(graph, "rollup")
    assert pick(found, *columns, metric="applications-received") == [
        ("990100", "云江市", 2017, "jurisdiction", 100, 2, 2)
    ]


def test_rollup_leaves_out_a_figure_that_is_stated_with_two_values(graph: Store) -> None:
    found = rows(graph, "rollup")
    assert pick(found, "sum", "counties_stating", metric="proactive-disclosures") == [(5000, 1)]


def test_compare_puts_two_reports_side_by_side(graph: Store) -> None:
    found = rows(graph, "compare")
    columns = ("left_value", "right_value", "difference")
    assert pick(found, *columns, metric="applications-received", scope="jurisdiction", dimension=None) == [
        (328, 66, -262)
    ]
    assert pick(found, *columns, dimension="request-channel", category="fax") == [(2, None, None)]
    assert pick(found, *columns, metric="applications-processed") == [(None, 66, None)]


def test_findings_leaves_out_what_passed(graph: Store) -> None:
    found = rows(graph, "findings")
    assert pick(found, "report", "rule", "difference", status="not-judged") == [
        ("yunjiang-2016", "sections", -1), ("baixi-2017", "sections", -4),
    ]  # fmt: skip
    assert pick(found, "status", "report", "rule", "expected", "found", "difference", status="failed") == [
        ("failed", "yunjiang-2016", "breakdown-applicant", 328, 319, -9),
        ("failed", "baixi-2017", "breakdown-request-channel", 34, 39, 5),
        ("failed", "qingshi-2017", "repeated-figure", 9304, 9340, 36),
        ("failed", "qingshi-2017", "sections", 5, 4, -1),
    ]


def test_findings_gives_the_evidence_of_both_sides(graph: Store) -> None:
    assert pick(rows(graph, "findings"), "expected_from", "found_from", rule="breakdown-request-channel") == [
        ("依申请公开 34", "网络申请 30; 信函申请 9"),
    ]  # fmt: skip


def test_unlinked_gives_the_words_of_the_text(graph: Store) -> None:
    assert pick(rows(graph, "unlinked"), "issue", "name", "mentions", "reports") == [
        ("unlinked-agency", "市大数据办", 1, 1), ("unlinked-channel", "云江通", 1, 1),
    ]  # fmt: skip


def test_numbers_counts_every_numeral_by_class(graph: Store) -> None:
    assert pick(rows(graph, "numbers"), "class", "class_zh", "numerals", report="qingshi-2017") == [
        ("date", "日期", 2), ("observation", "观测值", 11), ("observation-in-words", "文字表示的观测值", 2),
        ("ordinal", "序号", 1),
    ]  # fmt: skip


def test_evidence_shows_file_place_sentence_and_rule(graph: Store) -> None:
    start = samples.PREFECTURE_TEXT.index("328件")
    columns = ("file", "start", "end", "words", "sentence", "section", "rule", "value", "unit")
    found = rows(graph, "evidence")
    assert pick(found, *columns) == [(
        "yunjiang-2016.txt", start, start + 3, "328", "2016年度，全市共受理政府信息公开申请328件。",
        "二、依申请公开政府信息情况", "statutory", 328, "件",
    )]  # fmt: skip
    assert len(str(found[0]["sha256"])) == 64


def test_evidence_shows_where_a_statement_stands(graph: Store) -> None:
    asked = queries.parse("SELECT ?fact { ?fact a gk:Disclosure } ORDER BY ?fact LIMIT 1")
    found = queries.select(graph, asked, {})
    assert isinstance(found, Table)
    (told,) = rows(graph, "evidence", fact=str(found.rows[0][0]))
    assert str(told["place"]).startswith(str(found.rows[0][0]).partition("/disclosure/")[0])
    assert (told["value"], len(str(told["sha256"]))) == (None, 64)


def test_problems_and_measures_are_in_the_words_of_the_report(graph: Store) -> None:
    assert pick(rows(graph, "problems"), "role", "kind", "words", report="yunjiang-2016") == [
        ("problem", "awareness", "公开意识有待增强"), ("measure", "training", "加强业务培训"),
    ]  # fmt: skip


# --- Running ----------------------------------------------------------------------------------------------------------


def test_an_unknown_parameter_is_refused(graph: Store) -> None:
    with pytest.raises(BadQuery, match="has no parameter 'year'"):
        queries.select(graph, queries.find("requests"), {"year": "2016"})


def test_a_missing_parameter_is_named_with_its_meaning(graph: Store) -> None:
    with pytest.raises(BadQuery, match=r"needs area \(id of the policy area.*--set area="):
        queries.select(graph, queries.find("area"), {})


def test_an_unknown_concept_is_refused_with_those_that_there_are(graph: Store) -> None:
    with pytest.raises(BadQuery, match=r"there is no policy-area 'enviroment'.*education, "):
        rows(graph, "area", area="enviroment")


def test_an_unknown_report_is_refused(graph: Store) -> None:
    with pytest.raises(BadQuery, match="there is no report 'yunjiang-2017'"):
        rows(graph, "compare", left="yunjiang-2017", right="qingshi-2017")


def test_a_report_can_be_given_by_its_iri(graph: Store) -> None:
    assert rows(graph, "compare", left="report/990100/government/2016", right="qingshi-2017") == rows(graph, "compare")


HEAD = "# parameter: least integer -- the least value\n"
LEAST = HEAD + "SELECT ?least ?value WHERE { ?figure sdmx-measure:obsValue ?value FILTER(?value >= ?least) }"


def test_a_parameter_is_bound_and_left_out_of_the_columns(graph: Store) -> None:
    assert run(graph, LEAST, least="70000000") == Table(("value",), ((75680000,),))


def test_a_parameter_of_the_wrong_type_is_refused(graph: Store) -> None:
    with pytest.raises(BadQuery, match="least must be a whole number, not 'many'"):
        run(graph, LEAST, least="many")


def test_a_text_parameter_cannot_reach_into_the_query(graph: Store) -> None:
    assert rows(graph, "agency", agency='")) } #') == []


def test_a_parameter_that_the_query_does_not_project_is_an_error_of_the_query(graph: Store) -> None:
    with pytest.raises(BadQuery, match="least"):
        run(graph, HEAD + "SELECT ?value WHERE { ?f sdmx-measure:obsValue ?value FILTER(?value > ?least) }", least="1")


@pytest.mark.parametrize("line", ["area concept -- no scheme", "area shoe-size -- no type", "area string"])
def test_a_head_with_a_wrong_parameter_is_refused(line: str) -> None:
    with pytest.raises(BadQuery, match="its head says"):
        queries.parse(f"# parameter: {line}\nSELECT * {{}}")


def test_a_jurisdiction_is_given_by_its_code(graph: Store) -> None:
    text = "# parameter: place jurisdiction -- a code\nSELECT ?place ?name WHERE { ?place rdfs:label ?name }"
    assert run(graph, text, place="990121") == Table(("name",), (("青石县",),))


def test_a_query_that_is_no_sparql_is_one_line(graph: Store) -> None:
    with pytest.raises(BadQuery) as caught:
        run(graph, "SELECT ?a WHERE {\n ?a ?b }")
    assert "\n" not in str(caught.value)


def test_an_update_is_refused(graph: Store) -> None:
    with pytest.raises(BadQuery):
        run(graph, "DELETE WHERE { ?a ?b ?c }")


@pytest.mark.parametrize("text", [
    "SELECT * { SERVICE <http://example.org/> { ?a ?b ?c } }",
    "SELECT * {service SILENT ?where { ?a ?b ?c } }",
    '#"\nSELECT * { SERVICE <http://example.org/#> { ?a ?b "x" } }',
])  # fmt: skip
def test_service_is_refused(graph: Store, text: str) -> None:
    with pytest.raises(BadQuery, match="SERVICE is refused"):
        run(graph, text)


@pytest.mark.parametrize("text", [
    'SELECT ?service { BIND("no SERVICE <x>" AS ?service) }',
    "# SERVICE\nSELECT ?a { BIND(<http://example.org/service> AS ?a) }",
    "PREFIX service: <http://example.org/> SELECT ?a { BIND(service:service AS ?a) }",
])  # fmt: skip
def test_the_word_service_elsewhere_is_no_service(graph: Store, text: str) -> None:
    assert isinstance(run(graph, text), Table)


def test_ask_gives_one_cell(graph: Store) -> None:
    assert run(graph, "ASK { ?a a gk:Report }") == Table(("answer",), ((True,),))


def test_construct_gives_sorted_triples(graph: Store) -> None:
    found = run(graph, "CONSTRUCT { ?a a gk:Report } WHERE { ?a a gk:Report }")
    assert isinstance(found, Triples)
    assert [str(triple) for triple in found.triples] == sorted({str(triple) for triple in found.triples})
    assert len(found.triples) == 3


def test_cells_are_plain_values(graph: Store) -> None:
    found = run(
        graph,
        'SELECT (1 AS ?a) (1.50 AS ?b) (true AS ?c) ("文"@zh AS ?d) (gk:x AS ?e) ?f { OPTIONAL { gk:x gk:x ?f } }',
    )
    assert isinstance(found, Table)
    assert found.rows == ((1, Decimal("1.5"), True, "文", "https://w3id.org/gongkai/ontology#x", None),)


def test_a_query_is_found_in_a_file(graph: Store, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("# title: Mine\nASK {}", "utf-8")
    assert queries.find(str(path)).title == "Mine"


def test_a_query_that_is_nowhere_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(BadQuery, match=r"no query and no file 'nowhere'.*areas-by-jurisdiction"):
        queries.find("nowhere")


def test_same_as_gives_the_ids_of_what_is_in_force_and_the_years_of_all(graph: Store) -> None:
    columns = ("code", "valid_from", "valid_to", "wikidata")
    assert pick(rows(graph, "same-as", place="吴江"), *columns) == [
        ("320509", 2012, None, "http://www.wikidata.org/entity/Q1371372"),
        ("320584", None, 2012, None),
    ]
    assert pick(rows(graph, "same-as", place="320000"), "name", "geonames", "iso3166_2", "latitude") == [
        ("江苏省", "https://sws.geonames.org/1806260/", "CN-JS", 33)
    ]


def test_same_as_gives_every_place_where_none_is_asked_for(graph: Store) -> None:
    levels = [row["level"] for row in rows(graph, "same-as", place="")]
    assert len(levels) > 3792
    assert levels.count("functional-zone") == 129


def test_the_history_of_a_jurisdiction_leads_from_old_to_new_and_back(graph: Store) -> None:
    columns = ("year", "kind", "old_code", "old_name", "new_code", "new_name")
    expected = [(2012, "converted", "320584", "吴江市", "320509", "吴江区")]
    assert pick(rows(graph, "jurisdiction-history", place="320584"), *columns) == expected
    assert pick(rows(graph, "jurisdiction-history", place="吴江区"), *columns) == expected


def test_the_history_of_a_jurisdiction_tells_heirs_of_the_whole_from_those_of_a_part(graph: Store) -> None:
    found = rows(graph, "jurisdiction-history", place="呼兰县")
    assert pick(found, "new_name", "kind", old_name="呼兰县") == [("松北区", "part"), ("呼兰区", "converted")]


def test_linksets_tells_of_what_and_how_links_were_made(graph: Store) -> None:
    (found,) = rows(graph, "linksets")
    assert found == {
        "linkset": "population", "source": "population.csv", "sha256": "ab" * 32, "parameters": "--name 地区",
        "software": f"gongkai {__version__}", "relation": "exactMatch", "links": 1,
    }  # fmt: skip
