"""Rows about what is no fact -> the list of it: what was seen and could not be used, and numerals by their class."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from gongkai.pages.asking import Row
from gongkai.pages.report.entries import anchor_of, span_of
from gongkai.pages.report.marks import Mark
from gongkai.text import Span


@dataclass(frozen=True, slots=True)
class Unread:
    """`row` has what kind it is, and why. Its own page is that of its IRI."""

    iri: str
    anchor: str
    span: Span
    words: str
    row: Row

    @property
    def fragment(self) -> str:
        return f"char={self.span.start},{self.span.end}"

    @property
    def mark(self) -> Mark:
        return Mark(self.span, str(self.row["type"]), self.anchor, self.fragment)


@dataclass(frozen=True, slots=True)
class Class:
    """What is of one kind; `row` says which."""

    row: Row
    things: tuple[Unread, ...]


def classes_of(rows: Iterable[Row], report: str, text: str) -> list[Class]:
    """Issues first, the rarest class first."""
    found = [
        Class(kind[0].row, tuple(kind))
        for _, group in groupby(rows, key=lambda row: (row["type"], row["kind"]))
        if (kind := sorted((_unread(row, report, text) for row in group), key=lambda one: one.span.start))
    ]
    return sorted(found, key=lambda one: (str(one.row["type"]), len(one.things)))


def _unread(row: Row, report: str, text: str) -> Unread:
    iri = str(row["thing"])
    span = span_of(iri) or Span(int(row["start"] or 0), int(row["end"] or 0))
    place = anchor_of(iri, report) if row["type"] == "issue" else f"numeral-{span.start}-{span.end}"
    return Unread(iri, place, span, str(row["words"] or text[span.start : span.end]), row)
