"""One series over the four editions: named queries give comparable figures and say where a break lies."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Store

import series
from gongkai import building, queries, store
from gongkai.queries import Cell, Table

Row = dict[str, Cell]
Rows = list[Row]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("series")
    building.build(series.written(folder / "reports"), folder / "store")
    with store.open_store(folder / "store") as opened:
        yield opened


def rows(graph: Store, name: str, **given: str) -> Rows:
    table = queries.select(graph, queries.find(name), given)
    assert isinstance(table, Table)
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def pick(found: Rows, *columns: str, **wanted: Cell) -> list[tuple[Cell, ...]]:
    fitting = [row for row in found if all(row[column] == value for column, value in wanted.items())]
    return [tuple(row[column] for column in columns) for row in fitting]


NAMES = ("requests", "outcomes", "outcome-series", "disclosure-rate", "disputes", "rollup", "reports")


@pytest.mark.parametrize("name", NAMES)
def test_a_series_has_rows_of_every_edition_and_says_which(graph: Store, name: str) -> None:
    assert {row["edition"] for row in rows(graph, name)} == {
        "narrative", "statistics-2014", "tables-2019", "tables-2021",
    }  # fmt: skip


@pytest.fixture(scope="module")
def turned(graph: Store) -> Store:
    other = Store()
    other.extend(reversed(list(graph)))
    return other


@pytest.mark.parametrize("name", NAMES)
def test_a_series_is_the_same_whatever_the_order_of_the_store(graph: Store, turned: Store, name: str) -> None:
    assert rows(turned, name) == rows(graph, name)


# --- Requests ---------------------------------------------------------------------------------------------------------


def test_requests_takes_the_figures_of_the_table_and_not_those_of_the_prose(graph: Store) -> None:
    columns = ("carried_over", "received", "received_is", "in_hand", "processed", "carried_forward", "contradicted")
    found = rows(graph, "requests")
    assert pick(found, *columns, report="yangzhou-2019") == [(30, 1200, "new", 1230, 1200, 30, None)]
    assert pick(found, *columns, report="yangzhou-2022") == [(40, 1500, "new", 1540, 1530, 10, None)]


def test_requests_of_an_older_report_may_take_in_what_was_carried_over(graph: Store) -> None:
    columns = ("carried_over", "received", "received_is", "in_hand", "processed")
    found = rows(graph, "requests")
    assert pick(found, *columns, report="yangzhou-2010") == [(None, 400, "unsure", None, None)]
    assert pick(found, *columns, report="yangzhou-2016") == [(None, 900, "unsure", None, 880)]


def test_requests_stated_with_two_values_are_blank_and_named(graph: Store) -> None:
    assert pick(rows(graph, "requests"), "received", "received_is", "contradicted", report="gaoyou-2010") == [
        (None, None, "received 70|72")
    ]


# --- Outcomes ---------------------------------------------------------------------------------------------------------


def test_outcomes_say_under_which_category_they_can_be_followed(graph: Store) -> None:
    found = rows(graph, "outcomes")
    columns = ("requests", "share", "followed_as", "comparability", "changed_in")
    old, new = {"report": "yangzhou-2016"}, {"report": "yangzhou-2022"}
    assert pick(found, *columns, outcome="granted", **old) == [
        (420, Decimal("47.7"), "granted", "changed", "tables-2019")
    ]
    assert pick(found, *columns, outcome="does-not-exist", **old) == [
        (80, Decimal("9.1"), "not-provided", "part", None)
    ]
    assert pick(found, *columns, outcome="referred-elsewhere", **old) == [
        (15, Decimal("1.7"), "otherwise-handled", "close", None)
    ]
    assert pick(found, *columns, outcome="already-public", **old) == [(150, 17, None, "none", None)]
    assert pick(found, *columns, outcome="duplicate", **new) == [(40, Decimal("2.6"), None, "none", None)]
    assert pick(found, *columns, outcome="refused-enforcement-file", **new) == [(30, 2, "refused", "part", None)]


def test_outcomes_name_the_editions_that_have_the_category(graph: Store) -> None:
    found = rows(graph, "outcomes")
    assert pick(found, "editions", outcome="correction-overdue", report="yangzhou-2022") == [("tables-2021",)]
    assert pick(found, "editions", outcome="does-not-exist", report="yangzhou-2010") == [("narrative|statistics-2014",)]


def test_the_series_of_an_outcome_runs_through_all_editions(graph: Store) -> None:
    found = rows(graph, "outcome-series")
    columns = ("year", "requests", "total", "share", "comparability")
    place = {"jurisdiction": "扬州市"}
    assert pick(found, *columns, outcome="refused", **place) == [
        (2010, 30, 400, Decimal("7.5"), "changed"),
        (2016, 90, 880, Decimal("10.2"), "changed"),
        (2019, 120, 1200, 10, "changed"),
        (2022, 200, 1530, Decimal("13.1"), "changed"),
    ]
    assert pick(found, *columns, outcome="not-provided", **place) == [
        (2010, 90, 400, Decimal("22.5"), "wider"),
        (2016, 140, 880, Decimal("15.9"), "wider"),
        (2019, 150, 1200, Decimal("12.5"), "wider"),
        (2022, 300, 1530, Decimal("19.6"), "wider"),
    ]
    assert pick(found, "year", "requests", "comparability", outcome="not-processed", **place) == [
        (2019, 100, "none"), (2022, 140, "none"),
    ]  # fmt: skip


@pytest.mark.parametrize(("report", "total"), [("yangzhou-2010", 400), ("yangzhou-2016", 880), ("yangzhou-2022", 1530)])
def test_the_series_counts_every_request_once(graph: Store, report: str, total: int) -> None:
    assert sum(int(str(row["requests"])) for row in rows(graph, "outcome-series") if row["report"] == report) == total


def test_the_disclosure_rate_of_a_table_is_reckoned_from_its_total(graph: Store) -> None:
    found = rows(graph, "disclosure-rate")
    columns = ("granted", "partially_granted", "already_public", "outcomes", "total", "rate", "rate_with_public")
    assert pick(found, *columns, report="yangzhou-2010") == [(200, 20, 60, 400, 400, 55, 70)]
    assert pick(found, *columns, report="yangzhou-2016") == [(420, 40, 150, 880, 880, Decimal("52.3"), Decimal("69.3"))]
    assert pick(found, *columns, report="yangzhou-2019") == [
        (700, 60, None, 1200, 1200, Decimal("63.3"), Decimal("63.3"))
    ]


def test_a_blank_cell_is_no_grant_only_where_the_total_fits(graph: Store) -> None:
    columns = ("partially_granted", "outcomes", "total", "rate")
    assert pick(rows(graph, "disclosure-rate"), *columns, report="yangzhou-2022") == [
        (None, 1530, 1530, Decimal("52.3"))
    ]


def test_a_blank_cell_leaves_the_rate_blank_where_the_total_does_not_fit(tmp_path: Path) -> None:
    text = series.reports()["yangzhou-2022"].replace("|1530|", "|1600|")
    path = tmp_path / "yangzhou-2022.txt"
    path.write_text(text, "utf-8")
    building.build([path], tmp_path / "store")
    with store.open_store(tmp_path / "store") as opened:
        assert pick(rows(opened, "disclosure-rate"), "granted", "outcomes", "total", "rate") == [
            (800, 1530, 1600, None)
        ]


# --- Disputes ---------------------------------------------------------------------------------------------------------


def test_lawsuits_of_a_table_are_those_by_both_routes(graph: Store) -> None:
    found = rows(graph, "disputes")
    columns = ("requests", "reconsiderations", "lawsuits", "per_1000")
    assert pick(found, *columns, report="yangzhou-2010") == [(400, 12, 4, 40)]
    assert pick(found, *columns, report="yangzhou-2016") == [(900, 40, 18, Decimal("64.4"))]
    assert pick(found, *columns, report="yangzhou-2019") == [(1200, 45, 24, Decimal("57.5"))]
    assert pick(found, *columns, report="yangzhou-2022") == [(1500, 50, 30, Decimal("53.3"))]


# --- Counties ---------------------------------------------------------------------------------------------------------

ROLLED = ("edition", "sum", "counties_stating", "counties_reporting", "counties", "prefecture_states")


def test_rollup_says_out_of_how_many_counties(graph: Store) -> None:
    found = rows(graph, "rollup")
    received = {"metric": "applications-received", "prefecture_name": "扬州市"}
    assert pick(found, *ROLLED, year=2010, **received) == [("narrative", 130, 2, 3, 7, 400)]
    assert pick(found, *ROLLED, year=2019, **received) == [("tables-2019", 330, 2, 2, 6, 1200)]
    assert pick(found, *ROLLED, year=2022, **received) == [("tables-2021", 680, 3, 3, 6, 1500)]


def test_rollup_keeps_the_editions_of_one_year_apart(graph: Store) -> None:
    columns = (*ROLLED, "prefecture_edition")
    assert pick(rows(graph, "rollup"), *columns, metric="applications-received", year=2016) == [
        ("narrative", 140, 1, 3, 6, 900, "statistics-2014"),
        ("statistics-2014", 240, 2, 3, 6, 900, "statistics-2014"),
    ]


def test_rollup_adds_the_lawsuits_by_both_routes(graph: Store) -> None:
    found = rows(graph, "rollup")
    assert pick(found, "year", "sum", "prefecture_states", metric="litigations") == [
        (2016, 5, 18), (2019, 4, 24), (2022, 7, 30),
    ]  # fmt: skip


def test_a_county_that_ended_is_in_the_store_with_its_years(graph: Store) -> None:
    above = "?c schema:containedInPlace/skos:notation '321000' ; rdfs:label ?name ; schema:validThrough ?end"
    text = f"{{ {above} }} ORDER BY ?name"
    found = queries.select(graph, queries.parse(f"SELECT ?name ?end {text}"), {})
    assert found == Table(("name", "end"), (("江都市", "2011"), ("维扬区", "2011")))


# --- Two reports ------------------------------------------------------------------------------------------------------

COMPARED = ("left_value", "right_value", "comparability", "followed_as")


@pytest.fixture(scope="module")
def compared(graph: Store) -> Rows:
    return rows(graph, "compare", left="yangzhou-2016", right="yangzhou-2022")


@pytest.mark.parametrize(
    ("metric", "category", "expected"),
    [
        ("applications-received", None, (900, 1500, "changed", "applications-received")),
        ("applications-carried-over", None, (None, 40, "none", None)),
        ("reconsiderations", "upheld", (20, 30, "same", None)),
        ("reconsiderations", "pending", (None, 5, "none", None)),
        ("litigations", None, (18, 30, "same", None)),
        ("litigations", "upheld", (10, 15, "same", None)),
        ("application-outcomes", "refused", (90, 200, "changed", "refused")),
        ("application-outcomes", "refused-state-secret", (5, 5, "same", None)),
        ("application-outcomes", "refused-privacy", (25, None, "part", "refused")),
        ("application-outcomes", "does-not-exist", (80, None, "part", "not-provided")),
        ("application-outcomes", "not-provided", (140, 300, "wider", "not-provided")),
        ("application-outcomes", "otherwise-handled", (15, 90, "close", "otherwise-handled")),
        ("application-outcomes", "already-public", (150, None, "none", None)),
        ("applications-received", "fax", (10, None, "none", None)),
    ],
)  # fmt: skip
def test_compare_says_of_each_row_whether_it_means_the_same(
    compared: Rows, metric: str, category: str | None, expected: tuple[Cell, ...]
) -> None:
    assert pick(compared, *COMPARED, metric=metric, category=category) == [expected]


def test_within_one_edition_all_rows_mean_the_same(graph: Store) -> None:
    found = rows(graph, "compare", left="gaoyou-2022", right="yangzhou-2022")
    assert {row["comparability"] for row in found} == {"same"}
    assert pick(found, "left_value", "right_value", metric="applications-received", category=None) == [(220, 1500)]
