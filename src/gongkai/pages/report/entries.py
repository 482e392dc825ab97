"""Rows about facts -> entries: each fact with where it stands, its words, its value, and what it is about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from gongkai import iris
from gongkai.pages.asking import Cell, Row
from gongkai.pages.language import LANGUAGES, Language
from gongkai.text import Span

KINDS: Final[Mapping[str, str]] = {
    iris.term("qb:Observation"): "figure",
    iris.term("gk:Disclosure"): "statement",
    iris.term("gk:Reference"): "citation",
    iris.term("gk:Problem"): "problem",
    iris.term("gk:Measure"): "measure",
}
# What is told of a fact, in this order; its words are property_NAME in words/report.yaml.
_PROPERTIES: Final[Mapping[str, str]] = {
    iris.term(prefixed): prefixed.partition(":")[2]
    for prefixed in (
        *("gk:metric", "gk:label", "gk:scope", "gk:outcome", "gk:applicant", "gk:requestChannel", "gk:act"),
        *("gk:route", "gk:result", "gk:documentType", "gk:change", "gk:agency", "gk:policyArea", "gk:channel"),
        *("dcterms:references", "eli:id_local", "gk:documentIssuer", "dcterms:type", "gk:partOf"),
        *("sdmx-dimension:refArea", "sdmx-dimension:refPeriod", "gk:rule", "gk:qualifier"),
        *("sdmx-measure:obsValue", "sdmx-attribute:unitMeasure", "sdmx-attribute:obsStatus"),
    )
}
# These have a place of their own where a fact is shown.
_APART: Final = ("metric", "label", "rule", "qualifier", "obsValue", "unitMeasure", "obsStatus")


@dataclass(frozen=True, slots=True)
class Name:
    """What something is called, in each language in which it has a name; without an IRI where it is but words."""

    iri: str
    texts: Mapping[str, str]

    def said(self, language: Language) -> str:
        endings = (language, *(other for other in LANGUAGES if other != language), "")
        return next((self.texts[ending] for ending in endings if ending in self.texts), self.iri)


Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact. `anchor` is what its IRI has behind that of the report, and the id of its line on the report's page."""

    iri: str
    report: str
    anchor: str
    kind: str
    span: Span
    fragment: str
    words: str
    sentence: Span
    value: Cell
    told: Mapping[str, tuple[Name, ...]]

    def one(self, name: str) -> Name | None:
        return next(iter(self.told.get(name, ())), None)

    def about(self, *but: str) -> list[tuple[str, tuple[Name, ...]]]:
        """What has no place of its own; without what is the same for all the report, where its IRIs are given."""
        return [
            (name, kept)
            for name, values in self.told.items()
            if name not in _APART
            and (kept := tuple(value for value in values if value.iri not in but or not value.iri))
        ]

    @property
    def in_report(self) -> str:
        """The IRI of the report with the place of the fact: its page opens there."""
        return f"{self.report}#{self.fragment}"


def entries_of(facts: Iterable[Row], details: Iterable[Row], names: Iterable[Row]) -> list[Entry]:
    """In the order of the text; the wider fact first."""
    told: dict[str, dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for row in details:
        if name := _PROPERTIES.get(str(row["property"])):
            told[str(row["fact"])][name].append(row["value"])
    known = names_of(names)
    for fact, values in told.items():
        for label in values.get("label", ()):
            known.setdefault(fact, {"zh": str(label)})
    found = [_entry(row, told[str(row["fact"])], known) for row in facts if row["type"] in KINDS]
    return sorted(found, key=lambda one: (one.span.start, -one.span.end, one.iri))


def names_of(rows: Iterable[Row]) -> dict[str, dict[str, str]]:
    """IRI -> its name in each language; the two ends of a period, which are in none, become one name."""
    known: dict[str, dict[str, str]] = defaultdict(dict)
    for row in sorted(rows, key=lambda row: (str(row["value"]), str(row["language"]), str(row["name"]))):
        texts, language, text = known[str(row["value"])], str(row["language"]), str(row["name"])
        if language:
            texts.setdefault(language, text)
        else:
            texts[""] = f"{texts[''][:10]} – {text}" if "" in texts else text
    return dict(known)


def _entry(row: Row, values: Mapping[str, list[Cell]], known: Names) -> Entry:
    place = str(row["place"])
    report, _, fragment = place.partition("/text#")
    span = Span(int(row["start"] or 0), int(row["end"] or 0))
    return Entry(
        iri=str(row["fact"]),
        report=report,
        anchor=anchor_of(str(row["fact"]), report),
        kind=KINDS[str(row["type"])],
        span=span,
        fragment=fragment,
        words=str(row["words"] or ""),
        sentence=span_of(str(row["sentence"] or "")) or span,
        value=values["obsValue"][0] if values.get("obsValue") else None,
        told={
            name: tuple(sorted((_name(value, known) for value in values[name]), key=lambda one: one.iri))
            for name in _PROPERTIES.values()
            if values.get(name)
        },
    )


def anchor_of(iri: str, report: str) -> str:
    return iri.removeprefix(f"{report}/").replace("/", "-")


def span_of(place: str) -> Span | None:
    """The offsets in the IRI of a stretch of text; none in that of a cell, or of something else."""
    start, comma, end = place.partition("#char=")[2].partition(",")
    return Span(int(start), int(end)) if comma and start.isdecimal() and end.isdecimal() else None


def _name(value: Cell, known: Names) -> Name:
    text = str(value)
    if text.startswith(("http://", "https://")):
        return Name(text, known.get(text, {}))
    return Name("", {"zh": text})
