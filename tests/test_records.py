"""Rows of the tables: one for each record, what it has several of joined, and the same as `gongkai facts` prints."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

import samples
from gongkai import flat, iris, pipeline, records
from gongkai import store as stores
from gongkai.dictionary import Table, dictionary
from gongkai.records import SEPARATOR, Row, rows_of
from gongkai.vocabulary import Vocabulary
from terminal import SEEDS

KNOWN = dictionary()


@pytest.fixture(scope="module")
def sample() -> Store:
    store = Store()
    lines = [line for extract in samples.extracts() for line in pipeline.triples_of(extract)]
    store.load("\n".join(lines), RdfFormat.N_TRIPLES)
    return store


def named(table: str, row: Row) -> dict[str, records.Value]:
    return dict(zip(KNOWN.table(table).names, row, strict=True))


def cell_of(fact: dict[str, records.Value], column: str) -> str:
    """A cell as `gongkai facts` writes it."""
    value = fact[column]
    return "" if value is None else flat.plain_number(value) if isinstance(value, Decimal) else str(value)


ALIKE = (
    "report", "start", "end", "text", "value", "unit", "metric", "label", "scope", "jurisdiction", "qualifier",
    "period_start", "period_end", "table", "row", "column", "quote", "rule",
)  # fmt: skip
JOINED = ("agency", "policy_area", "channel", "channel_type")


def test_the_facts_of_a_store_are_those_of_its_reports(store: Path, words: Vocabulary) -> None:
    rows = [row for file in sorted(SEEDS.glob("*.txt")) for row in flat.rows_of(pipeline.extract_of(file, words))]
    with stores.open_store(store) as opened:
        facts = [named("facts", row) for row in rows_of(opened, KNOWN.table("facts"))]
    ours = sorted(
        (*(cell_of(fact, name) for name in ALIKE), *(tuple(sorted(cell_of(fact, name).split("|"))) for name in JOINED))
        for fact in facts
    )
    theirs = sorted(
        (*(getattr(row, name) for name in ALIKE), *(tuple(sorted(getattr(row, name).split("|"))) for name in JOINED))
        for row in rows
    )
    assert len(ours) > 150
    assert ours == theirs


def test_the_dimensions_and_the_whole_of_a_fact_stand_in_columns(store: Path) -> None:
    with stores.open_store(store) as opened:
        facts = [named("facts", row) for row in rows_of(opened, KNOWN.table("facts"))]
    citizens = next(fact for fact in facts if fact["applicant"] == "citizen" and fact["scope"] == "jurisdiction")
    assert (citizens["value"], citizens["role"], citizens["year"]) == (Decimal(2838), "breakdown", 2016)
    whole = next(fact for fact in facts if fact["iri"] == citizens["part_of"])
    assert (whole["value"], whole["role"]) == (Decimal(3289), "key")
    assert whole["period_end"] == date(2016, 12, 31)


@pytest.mark.parametrize("table", KNOWN.tables, ids=lambda table: table.name)
def test_a_key_names_one_row_and_rows_come_in_one_order(sample: Store, table: Table) -> None:
    rows = list(rows_of(sample, table))
    places = [table.names.index(name) for name in table.key]
    keys = [tuple(row[place] for place in places) for row in rows]
    assert len(set(keys)) == len(keys)
    assert rows == list(rows_of(sample, table))


@pytest.mark.parametrize("table", KNOWN.tables, ids=lambda table: table.name)
def test_what_is_required_is_there_and_what_is_named_elsewhere_is_there(store: Path, table: Table) -> None:
    with stores.open_store(store) as opened:
        rows = list(rows_of(opened, table))
        assert rows
        for place, column in enumerate(table.columns):
            values = [row[place] for row in rows]
            assert not column.required or None not in values, column.name
            if column.refers:
                target = KNOWN.table(column.refers.table)
                at = target.names.index(column.refers.column)
                known = {row[at] for row in rows_of(opened, target)}
                assert {one for value in values if value for one in str(value).split(SEPARATOR)} <= known, column.name


def test_what_a_record_has_several_of_is_joined_in_one_order(sample: Store) -> None:
    store = Store()
    store.extend(sample)
    observation = NamedNode(next(str(row[0]) for row in rows_of(store, KNOWN.table("facts"))))
    for quad in list(store.quads_for_pattern(observation, NamedNode(iris.term("gk:channel")), None)):
        store.remove(quad)
    for name, kind in (("乙|丙", "weibo"), ("甲", "website")):
        channel = NamedNode(f"{iris.BASE}channel/1/{kind}/{iris.segment(name)}")
        store.add(Quad(observation, NamedNode(iris.term("gk:channel")), channel))
        store.add(Quad(channel, NamedNode(iris.term("rdfs:label")), Literal(name, language="zh")))
        kind_of = NamedNode(iris.term("gk:channelType"))
        store.add(Quad(channel, kind_of, NamedNode(iris.concept("channel", kind))))
    fact = next(
        fact
        for fact in (named("facts", row) for row in rows_of(store, KNOWN.table("facts")))
        if fact["iri"] == observation.value
    )
    assert fact["channel_id"] == "1/website/甲|1/weibo/乙%7C丙"
    assert fact["channel"] == "甲|乙｜丙"
    assert fact["channel_type"] == "website|weibo"


def test_an_empty_store_has_no_rows() -> None:
    assert [list(rows_of(Store(), table)) for table in KNOWN.tables] == [[]] * len(KNOWN.tables)
