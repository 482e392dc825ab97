"""What the queries of tests/data/derive/ construct of a report, and what Python derives of it; both as lines."""

from pathlib import Path

from pyoxigraph import QueryTriples, RdfFormat, Store

from gongkai import graph, iris
from gongkai.graph.derived import describe_derived
from gongkai.graph.lines import lines_of
from gongkai.model import Extract

QUERIES = sorted((Path(__file__).parent / "data" / "derive").glob("*.rq"))


def constructed(extract: Extract) -> dict[str, set[str]]:
    """By query."""
    store = Store()
    store.load("\n".join(graph.triples_of(extract)).encode(), format=RdfFormat.N_TRIPLES)
    found = {}
    for path in QUERIES:
        triples = store.query(path.read_text("utf-8"))
        assert isinstance(triples, QueryTriples)
        found[path.stem] = {f"{triple} ." for triple in triples}
    return found


def derived(extract: Extract) -> set[str]:
    return set(lines_of(describe_derived(extract, iris.report(extract.masthead))))


def agree(extract: Extract) -> bool:
    return derived(extract) == set().union(*constructed(extract).values())
