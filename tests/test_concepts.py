"""ontology/concepts/ read without an RDF library says what it says to one."""

from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from gongkai import resources
from gongkai.vocabulary.comparability import comparability
from gongkai.vocabulary.concepts import Names, ids_of, names

QUERY = Path(__file__).parent / "data" / "concepts.rq"


@pytest.fixture(scope="module")
def queried() -> Names:
    """The same by a query."""
    store = Store()
    for path in resources.folder("ontology").glob("concepts/*.ttl"):
        store.load(path=str(path), format=RdfFormat.TURTLE)
    found = store.query(QUERY.read_text("utf-8"))
    assert isinstance(found, QuerySolutions)
    said = Names({}, {}, {})
    broader: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in found:
        scheme, identifier, zh, en = (row[name].value for name in ("scheme", "id", "zh", "en"))
        said.zh[scheme, identifier], said.en[scheme, identifier] = zh, en
        if row["broader"]:
            broader[scheme, identifier].add(row["broader"].value)
    said.broader.update({concept: tuple(sorted(above)) for concept, above in broader.items()})
    return said


def test_every_concept_has_its_names_and_what_it_is_narrower_than(queried: Names) -> None:
    found = names()
    assert len(found.zh) > 500
    assert len(found.broader) > 100
    assert (found.zh, found.en, found.broader) == (queried.zh, queried.en, queried.broader)


def test_what_is_above_a_concept_is_found_over_any_number_of_steps() -> None:
    known = Names({}, {}, {("s", "a"): ("b",), ("s", "b"): ("c", "d"), ("s", "c"): ("a",)})
    assert known.above("s", "a") == {"a", "b", "c", "d"}
    assert known.above("s", "d") == set()
    assert known.above("t", "a") == set()


def test_what_is_comparable_is_said_in_ids_that_there_are() -> None:
    known = comparability()
    labels = names().zh
    assert {("metric", metric) for metric in known.incomparable} <= set(labels)
    assert {("unit", unit) for unit in known.shares} <= set(labels)
    assert {known.before, known.after} <= ids_of(known.change)
    assert known.table in ids_of("rule")
