"""A finding: what came of checking figures by one rule; and its triples."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pyoxigraph import Literal as Value
from pyoxigraph import NamedNode, Triple

from gongkai import iris

Status = Literal["passed", "failed", "not-judged"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`report` and `involved` are IRIs; `key` is that of the observation which makes the finding's IRI."""

    rule: str
    report: str
    key: str
    involved: tuple[str, ...]
    expected: Decimal
    found: Decimal
    status: Status
    zh: str
    en: str

    @property
    def iri(self) -> str:
        return f"{self.report}/finding/{self.rule}/{self.key}"

    @property
    def difference(self) -> Decimal:
        """What was found less what was expected."""
        return self.found - self.expected


def triples_of(finding: Finding) -> Iterator[Triple]:
    subject = NamedNode(finding.iri)

    def triple(prefixed: str, value: NamedNode | Value) -> Triple:
        return Triple(subject, NamedNode(iris.term(prefixed)), value)

    yield triple("rdf:type", NamedNode(iris.term("gk:Finding")))
    yield triple("gk:findingRule", NamedNode(iris.concept("finding-rule", finding.rule)))
    yield triple("gk:status", NamedNode(iris.concept("finding-status", finding.status)))
    for observation in finding.involved:
        yield triple("gk:involves", NamedNode(observation))
    yield triple("gk:expected", _number(finding.expected))
    yield triple("gk:found", _number(finding.found))
    yield triple("gk:difference", _number(finding.difference))
    yield triple("gk:message", Value(finding.zh, language="zh"))
    yield triple("gk:message", Value(finding.en, language="en"))


def _number(value: Decimal) -> Value:
    whole = value == value.to_integral_value()
    text = str(int(value)) if whole else f"{value.normalize():f}"
    return Value(text, datatype=NamedNode(iris.term("xsd:integer" if whole else "xsd:decimal")))
