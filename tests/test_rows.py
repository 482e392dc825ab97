"""Tables and triples are written the same way whatever they hold."""

import csv
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from gongkai import rows
from gongkai.errors import BadQuery
from gongkai.queries import Table, Triples

TABLE = Table(("area", "value"), (("生态环境", 718), ("教育, 科技", Decimal("75.8")), (None, None)))
GRAPH = Triples(
    (Triple(NamedNode("https://w3id.org/gongkai/ontology#a"), NamedNode("https://schema.org/b"), Literal("c")),)
)


def test_a_table_is_aligned_by_the_width_of_its_characters() -> None:
    assert rows.write(TABLE, "table") == (
        "area        value\n"
        "----------  -----\n"
        "生态环境      718\n"
        "教育, 科技   75.8\n"
        "\n"
    )  # fmt: skip


def test_a_cell_with_line_ends_stays_on_its_line_of_the_table() -> None:
    assert rows.write(Table(("a",), (("x\ny",),)), "table").splitlines() == ["a", "---", "x y"]


def test_blank_is_no_characters_in_csv_and_null_in_json() -> None:
    assert rows.write(TABLE, "csv") == 'area,value\n生态环境,718\n"教育, 科技",75.8\n,\n'
    assert json.loads(rows.write(TABLE, "json"))[2] == {"area": None, "value": None}


def test_json_holds_objects_with_numbers() -> None:
    assert json.loads(rows.write(TABLE, "json"))[1] == {"area": "教育, 科技", "value": 75.8}


def test_jsonl_is_json_line_by_line() -> None:
    lines = rows.write(TABLE, "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(rows.write(TABLE, "json"))


def test_a_table_without_rows_is_written_in_every_format() -> None:
    empty = Table(("a", "b"), ())
    assert [rows.write(empty, form) for form in ("csv", "tsv", "json", "jsonl")] == ["a,b\n", "a\tb\n", "[]\n", ""]
    assert rows.write(empty, "table") == "a  b\n-  -\n"


@given(st.lists(st.tuples(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"))), max_size=5))
def test_what_is_written_as_tsv_is_read_back(cells: list[tuple[str]]) -> None:
    text = rows.write(Table(("a",), tuple(cells)), "tsv")
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))[1:] == [
        [cell] if cell else [""] for (cell,) in cells
    ]


def test_triples_are_written_as_turtle_with_prefixes() -> None:
    assert 'gk:a schema:b "c"' in rows.write(GRAPH, "turtle")


def test_triples_are_written_as_ntriples() -> None:
    assert rows.write(GRAPH, "ntriples") == '<https://w3id.org/gongkai/ontology#a> <https://schema.org/b> "c" .\n'


def test_a_format_that_does_not_fit_is_refused_with_those_that_do() -> None:
    with pytest.raises(
        BadQuery, match="gives triples, which cannot be written as csv; choose one of: turtle, ntriples"
    ):
        rows.write(GRAPH, "csv")
    with pytest.raises(BadQuery, match="gives rows, which cannot be written as turtle"):
        rows.write(TABLE, "turtle")
