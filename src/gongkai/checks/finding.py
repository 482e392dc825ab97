"""A finding: what came of checking figures by one rule; and its triples."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pyoxigraph import Literal as Value
from pyoxigraph import NamedNode, Triple

from gongkai import iris
from gongkai.text import Span

Status = Literal["passed", "failed", "not-judged"]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text of `report` by code points, with its words."""

    report: str
    start: int
    end: int
    words: str

    @property
    def iri(self) -> str:
        return iris.place(self.report, Span(self.start, self.end))


@dataclass(frozen=True, slots=True)
class Finding:
    """`report`, `stated` and `against` are IRIs; `key` tells the findings of one rule and report apart.

    `stated` is what `expected` was taken from, `against` what `found` was. A total that is left blank is None.
    `places` are stretches of the report's text among them that nothing but this finding describes.
    """

    rule: str
    report: str
    key: str
    stated: tuple[str, ...]
    against: tuple[str, ...]
    expected: Decimal | None
    found: Decimal
    status: Status
    zh: str
    en: str
    places: tuple[Place, ...] = ()

    @property
    def iri(self) -> str:
        return f"{self.report}/finding/{self.rule}/{self.key}"

    @property
    def involved(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.stated, *self.against)))

    @property
    def difference(self) -> Decimal | None:
        """What was found less what was expected."""
        return None if self.expected is None else self.found - self.expected


def triples_of(finding: Finding) -> Iterator[Triple]:
    name = finding.iri
    yield _triple(name, "rdf:type", NamedNode(iris.term("gk:Finding")))
    yield _triple(name, "gk:findingRule", NamedNode(iris.concept("finding-rule", finding.rule)))
    yield _triple(name, "gk:status", NamedNode(iris.concept("finding-status", finding.status)))
    for prefixed, involved in (
        ("gk:involves", finding.involved),
        ("gk:expectedFrom", finding.stated),
        ("gk:foundFrom", finding.against),
    ):
        for evidence in involved:
            yield _triple(name, prefixed, NamedNode(evidence))
    for prefixed, number in (
        ("gk:expected", finding.expected),
        ("gk:found", finding.found),
        ("gk:difference", finding.difference),
    ):
        if number is not None:
            yield _triple(name, prefixed, _number(number))
    yield _triple(name, "gk:message", Value(finding.zh, language="zh"))
    yield _triple(name, "gk:message", Value(finding.en, language="en"))
    for place in finding.places:
        yield from _described(place)


def _described(place: Place) -> Iterator[Triple]:
    yield _triple(place.iri, "oa:start", _number(Decimal(place.start)))
    yield _triple(place.iri, "oa:end", _number(Decimal(place.end)))
    yield _triple(place.iri, "oa:exact", Value(place.words, language="zh"))


def _triple(subject: str, prefixed: str, value: NamedNode | Value) -> Triple:
    return Triple(NamedNode(subject), NamedNode(iris.term(prefixed)), value)


def _number(value: Decimal) -> Value:
    whole = value == value.to_integral_value()
    text = str(int(value)) if whole else f"{value.normalize():f}"
    return Value(text, datatype=NamedNode(iris.term("xsd:integer" if whole else "xsd:decimal")))
