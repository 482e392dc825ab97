"""The dictionary of the tables: what is wrong in it is named; what it says is what the queries give."""

from pathlib import Path

import pytest

from gongkai import queries, resources
from gongkai.dictionary import Table, dictionary
from gongkai.errors import BadOntology
from gongkai.vocabulary import files

TABLES = dictionary().tables
QUERIES = resources.folder("queries") / "tables"


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a dictionary of our own, which is read in place of the one that is shipped."""
    monkeypatch.setattr(files, "_path", lambda name: tmp_path / name)
    return tmp_path / "tables.yaml"


def text_of(column: str) -> str:
    return (
        "title: {zh: 表, en: Tables}\nlicence: x\ntables:\n  t:\n    zh: 表\n    en: T\n    about: A.\n    key: [id]\n"
        "    columns:\n      id: {type: key, zh: 号, en: Id, about: A.}\n"
        f"      other: {{zh: 他, en: O, about: A., {column}}}\n"
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_a_query_that_gives_its_columns(table: Table) -> None:
    query = queries.query_of(QUERIES / f"{table.name}.rq")
    head = query.text.partition("WHERE")[0].partition("SELECT")[2].split()
    assert [name.removeprefix("?") for name in head if name != "?annual"] == list(table.names)
    assert query.title
    assert query.description


def test_every_query_of_a_table_is_of_one_that_is_described() -> None:
    assert {path.stem for path in QUERIES.glob("*.rq")} == {table.name for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_key_is_never_empty_and_all_is_named_in_two_languages(table: Table) -> None:
    required = {column.name for column in table.columns if column.required}
    assert set(table.key) <= required
    assert all(column.zh and column.en and column.about.endswith(".") for column in table.columns)


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ("type: number", "'number' is no type"),
        ("type: text, each: nobody", "nobody"),
        ("type: key, refers: t.x", "t.x"),
    ],
)
def test_what_contradicts_itself_is_named(said: Path, column: str, told: str) -> None:
    said.write_text(text_of(column), "utf-8")
    with pytest.raises(BadOntology, match=told):
        dictionary.__wrapped__()


def test_a_table_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        dictionary().table("nothing")
