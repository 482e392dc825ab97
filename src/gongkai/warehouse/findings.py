"""The triples of a store -> the findings that no shard holds, since they compare reports."""

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from gongkai import iris
from gongkai.records import Row, plain

_STATUS: Final = NamedNode(iris.term("gk:status"))
_VALUE: Final = NamedNode(iris.term("sdmx-measure:obsValue"))
_WORDS: Final = frozenset(iris.term(name) for name in ("gk:label", "rdfs:label", "oa:exact", "dcterms:title"))
_SIDES: Final = (("gk:expectedFrom", "expected_from"), ("gk:foundFrom", "found_from"))
_COLUMNS: Final = {
    iris.term("gk:findingRule"): "rule",
    iris.term("gk:status"): "status",
    iris.term("gk:expected"): "expected",
    iris.term("gk:found"): "found",
    iris.term("gk:difference"): "difference",
}
COLUMNS: Final = (
    "iri", "report_id", *_COLUMNS.values(), "message_zh", "message_en", "expected_from", "found_from", "across",
)  # fmt: skip


def findings_of(store: Store, bodies: frozenset[str], known: frozenset[str]) -> Iterator[Row]:
    """The findings about reports of these bodies (place and issuer), since checks compare the years of one body; but
    those that are known."""
    for quad in store.quads_for_pattern(None, _STATUS, None):
        assert isinstance(quad.subject, NamedNode)
        report = quad.subject.value.partition("/finding/")[0]
        if quad.subject.value not in known and body_of(plain(report, "key")) in bodies:
            yield _finding(store, quad.subject, report)


def body_of(report_id: object) -> str:
    """Place and issuer of a report: all of its id but the year."""
    return str(report_id).rpartition("/")[0]


def _finding(store: Store, finding: NamedNode, report: str) -> Row:
    row: dict[str, str] = {"iri": finding.value, "report_id": str(plain(report, "key")), "across": "yes"}
    sides: dict[str, list[NamedNode]] = {iris.term(side): [] for side, _ in _SIDES}
    for quad in store.quads_for_pattern(finding, None, None):
        value, about = quad.object, quad.predicate.value
        if column := _COLUMNS.get(about):
            row[column] = str(plain(value.value, "concept")) if isinstance(value, NamedNode) else value.value  # type: ignore[union-attr]
        elif isinstance(value, Literal) and about == iris.term("gk:message"):
            row[f"message_{value.language}"] = value.value
        elif about in sides and isinstance(value, NamedNode):
            sides[about].append(value)
    if row["status"] != "passed":
        for side, column in _SIDES:
            if said := list(_said(store, sides[iris.term(side)])):
                row[column] = "; ".join(said)
    return tuple(row.get(column) for column in COLUMNS)


def _said(store: Store, evidence: Iterable[NamedNode]) -> Iterator[str]:
    """The words of each figure, heading or stretch of text, with its value if it has one."""
    for node in sorted(evidence, key=lambda one: one.value):
        told = [quad for quad in store.quads_for_pattern(node, None, None) if isinstance(quad.object, Literal)]
        value = next((f" {quad.object.value}" for quad in told if quad.predicate == _VALUE), "")  # type: ignore[union-attr]
        for quad in told:
            if quad.predicate.value in _WORDS:
                yield "".join(quad.object.value.split()) + value  # type: ignore[union-attr]
