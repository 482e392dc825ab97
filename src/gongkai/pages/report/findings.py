"""Rows about findings -> what does not add up in a report, with the places of both sides; and what was corrected."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai import iris
from gongkai.pages.asking import Cell, Row
from gongkai.pages.report.entries import Entry, Name, Names, anchor_of, span_of

STATUSES: Final = ("failed", "not-judged", "passed")
_SIDES: Final[Mapping[str, str]] = {iris.term("gk:expectedFrom"): "expected", iris.term("gk:foundFrom"): "found"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing on a side; `fragment` is its place in this report, empty where it is of another one."""

    iri: str
    fragment: str
    words: str
    value: Cell
    unit: str


@dataclass(frozen=True, slots=True)
class Finding:
    iri: str
    anchor: str
    rule: Name
    message: Name
    sides: Mapping[str, tuple[Evidence, ...]]


Findings = Mapping[str, tuple[Finding, ...]]


def findings_of(
    rows: Iterable[Row], sides: Iterable[Row], entries: Iterable[Entry], names: Names, report: str
) -> Findings:
    """By status, each status there."""
    fragments = {entry.iri: entry.fragment for entry in entries}
    evidence: dict[str, dict[str, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
    for row in sides:
        known = _fragment(str(row["evidence"]), fragments, report)
        evidence[str(row["finding"])][_SIDES[str(row["side"])]].append(_evidence(row, known, names))
    told: dict[str, dict[str, str]] = defaultdict(dict)
    states: dict[str, tuple[str, str]] = {}
    for row in rows:
        told[str(row["finding"])][str(row["language"])] = str(row["message"])
        states[str(row["finding"])] = (str(row["status"]).rpartition("/")[2], str(row["rule"]))
    found: dict[str, list[Finding]] = {status: [] for status in STATUSES}
    for iri, (status, rule) in sorted(states.items()):
        both = {side: tuple(sorted(held, key=lambda one: one.iri)) for side, held in sorted(evidence[iri].items())}
        name = Name(rule, names.get(rule, {}))
        found[status].append(Finding(iri, _anchor(iri, report), name, Name("", told[iri]), both))
    return {status: tuple(held) for status, held in found.items()}


def _evidence(row: Row, fragment: str, names: Names) -> Evidence:
    unit = str(row["unit"] or "")
    words = "".join(str(row["words"] or "").split())
    return Evidence(str(row["evidence"]), fragment, words, row["value"], names.get(unit, {}).get("zh", ""))


def _fragment(iri: str, fragments: Mapping[str, str], report: str) -> str:
    if iri in fragments:
        return fragments[iri]
    if iri.startswith(f"{report}/section/"):
        return anchor_of(iri, report)
    return iri.partition("#")[2] if iri.startswith(f"{report}/text#") and span_of(iri) else ""


def _anchor(iri: str, report: str) -> str:
    """A finding may be of the next year's report; its name on this page has that report's as well."""
    return anchor_of(iri if iri.startswith(f"{report}/") else iri.removeprefix(iris.BASE), report)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction: `row` has what readers said; what came of it may be several statuses."""

    anchor: str
    row: Row
    statuses: tuple[Row, ...]
    figure: str

    @property
    def open(self) -> bool:
        return any(str(row["status"]).endswith("/open") for row in self.statuses)


def corrections_of(rows: Iterable[Row], report: str) -> list[Corrected]:
    """The open ones first."""
    by_iri: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_iri[str(row["correction"])].append(row)
    found = [_corrected(iri, group, report) for iri, group in by_iri.items()]
    return sorted(found, key=lambda one: not one.open)


def _corrected(iri: str, rows: Sequence[Row], report: str) -> Corrected:
    statuses = {str(row["status"]): row for row in rows}
    figure = next((str(row["figure"]) for row in rows if row["figure"]), "")
    return Corrected(anchor_of(iri, report), rows[0], tuple(statuses.values()), figure)
