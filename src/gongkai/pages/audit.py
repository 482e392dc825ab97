"""What the reader filters -> the findings that fit, a page of them with both sides, or all as CSV.

A finding has no link to its report but the beginning of its IRI. A join by that is a nested loop in the engine (4 s
with 18,000 findings of 653 reports), so it is done here.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from gongkai import iris, rows
from gongkai.pages.asking import Cell, Row, rows_in
from gongkai.queries import Table
from gongkai.serve.refusals import Refused
from gongkai.serve.tasks import Reply, full

STATES: Final = ("failed", "not-judged", "passed")
# What a reader sees who has chosen nothing: what does not add up.
_OPEN: Final = ("failed", "not-judged")
_STATUS: Final = NamedNode(iris.term("gk:status"))
_RULE: Final = NamedNode(iris.term("gk:findingRule"))
_MESSAGE: Final = NamedNode(iris.term("gk:message"))
_NUMBERS: Final = ("expected", "found", "difference")
_COLUMNS: Final = (
    *("state", "rule", "report", "title", "jurisdiction_zh", "code", "year", *_NUMBERS),
    *("message_zh", "message_en", "finding"),
)


@dataclass(frozen=True, slots=True)
class Filter:
    """What findings shall be shown; empty is all, but for the status: those that are not passed."""

    status: str = ""
    rule: str = ""
    year: str = ""
    place: str = ""

    @property
    def states(self) -> tuple[str, ...]:
        if self.status not in ("", "all", *STATES):
            raise Refused(400, f"status must be one of: {', '.join(STATES)}, all")
        return {"": _OPEN, "all": STATES}.get(self.status, (self.status,))

    def fits(self, report: Row) -> bool:
        placed = str(report["code"]).startswith(_beginning(self.place)) or self.place in str(report["jurisdiction_zh"])
        return placed and self.year in ("", str(report["year"]))


@dataclass(frozen=True, slots=True)
class Matching:
    """The task that counts what fits, and gives `most` of it from `first` on, with both sides of each."""

    wanted: Filter
    first: int
    most: int

    def answer(self, store: Store, reply: Reply) -> None:
        found = _found(store, self.wanted)
        shown = [
            {
                **{name: _number(cell) if name in _NUMBERS else cell for name, cell in _told(store, one).items()},
                "sides": rows_in(store, "pages/finding-sides", finding=str(one["finding"])),
            }
            for one in found[self.first : self.first + self.most]
        ]
        content = json.dumps({"total": len(found), "shown": shown}, ensure_ascii=False)
        reply.begin("application/json").write(content.encode())


@dataclass(frozen=True, slots=True)
class Listing:
    """The task that gives all that fits as CSV."""

    wanted: Filter

    def answer(self, store: Store, reply: Reply) -> None:
        told = (_told(store, one) for one in _found(store, self.wanted))
        table = Table(_COLUMNS, tuple(tuple(str(row[name] or "") for name in _COLUMNS) for row in told))
        reply.begin(full("text/csv")).write(rows.write(table, "csv").encode())


def _found(store: Store, wanted: Filter) -> list[dict[str, Cell]]:
    """Those that fit, by status, place, year, report and rule."""
    reports = {str(row["report"]): row for row in rows_in(store, "pages/report-heads") if wanted.fits(row)}
    found: list[dict[str, Cell]] = []
    for state in wanted.states:
        stated = NamedNode(iris.concept("finding-status", state))
        for quad in store.quads_for_pattern(None, _STATUS, stated):
            assert isinstance(quad.subject, NamedNode)
            report = reports.get(quad.subject.value.partition("/finding/")[0])
            rule = _notation(store, quad.subject) if report else ""
            if report and wanted.rule in ("", rule):
                found.append({**report, "finding": quad.subject.value, "state": state, "rule": rule})
    return sorted(found, key=_order)


def _order(row: Row) -> tuple[int, ...] | tuple[object, ...]:
    names = ("code", "year", "report", "rule", "finding")
    return STATES.index(str(row["state"])), *(str(row[name]) for name in names)


def _notation(store: Store, finding: NamedNode) -> str:
    rule = next((quad.object for quad in store.quads_for_pattern(finding, _RULE, None)), None)
    return rule.value.rpartition("/")[2] if isinstance(rule, NamedNode) else ""


def _told(store: Store, row: dict[str, Cell]) -> dict[str, Cell]:
    """The finding with its numbers and messages."""
    finding = NamedNode(str(row["finding"]))
    numbers = {name: next(_literals(store, finding, NamedNode(iris.GK + name)), None) for name in _NUMBERS}
    messages = {f"message_{one.language}": one.value for one in _literals(store, finding, _MESSAGE)}
    blank: dict[str, Cell] = dict.fromkeys(("message_zh", "message_en"))
    return {**row, **blank, **messages, **{name: one.value if one else None for name, one in numbers.items()}}


def _literals(store: Store, thing: NamedNode, name: NamedNode) -> Iterator[Literal]:
    return (quad.object for quad in store.quads_for_pattern(thing, name, None) if isinstance(quad.object, Literal))


def _number(text: Cell) -> Cell:
    """A whole number, for a page to part its thousands; another as it is written."""
    return int(text) if isinstance(text, str) and text.removeprefix("-").isdecimal() else text


def _beginning(place: str) -> str:
    """How the codes of a place and of those below it begin: 3205 for 320500."""
    while len(place) > 2 and place.endswith("00") and place.isdecimal():
        place = place[:-2]
    return place
