"""Opened store, the place of a figure, what a reader says of it -> a Correction; and what came of each in a build."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from gongkai import corrections, iris, queries, resources
from gongkai.errors import BadCorrections
from gongkai.model import Action, CellPlace, Correction, Pairs
from gongkai.queries import Cell, Table
from gongkai.text import Span

_CELL: Final = re.compile(r"#table=(\d+)&row=(\d+)&col=(\d+)$")
_SENTENCE_ENDS: Final = "。\n"

Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Target:
    """The report by the name of its file or by IRI, and the place; `end` is 0 where it does not matter.

    `metric` tells apart figures that start at one place, and is empty else.
    """

    report: str
    start: int
    end: int = 0
    metric: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """What the reader says."""

    action: Action
    new: Pairs
    who: str
    when: date
    why: str


def correction_of(store: Store, target: Target, word: Word) -> Correction:
    """BadCorrections where no figure, or more than one, is meant. What was read goes with it, for those who review."""
    reports = _rows(store, "text", report=target.report)
    if not reports:
        raise BadCorrections(f"there is no report {target.report} in the store; `gongkai query reports` lists them")
    report = reports[0]
    figures = _rows(store, "figures", report=target.report, start=str(target.start))
    sha256, iri, text = str(report["sha256"]), str(report["iri"]), str(report["text"])
    name = iri.removeprefix(f"{iris.BASE}report/")
    if word.action == "add":
        span = Span(target.start, target.end)
        if not 0 <= span.start < span.end <= len(text):
            raise BadCorrections(f"{target.report}:{span.start}-{span.end}: no such place; write REPORT:START-END")
        spot = corrections.spot_of(sha256, name, text, span, _sentence(text, span), None)
        return Correction(spot, "", "add", (), word.new, word.who, word.when, word.why)
    figure = _meant(target, figures)
    said = _fields(store, str(figure["figure"]))
    cell = _CELL.search(str(figure["place"]))
    spot = corrections.spot_of(
        sha256,
        name,
        text,
        Span(target.start, _number(figure["end"])),
        Span(_number(figure["first"]), _number(figure["last"])),
        CellPlace(*map(int, cell.groups())) if cell else None,
    )
    metric = str(figure["metric"]) if len(figures) > 1 else ""
    old, new = _before_and_after(word, said)
    return Correction(spot, metric, word.action, old, new, word.who, word.when, word.why)


def _meant(target: Target, figures: Sequence[Row]) -> Row:
    meant = [one for one in figures if target.metric in ("", one["metric"])]
    if len(meant) == 1:
        return meant[0]
    place = f"{target.report}:{target.start}"
    if not meant:
        of = f" of the metric {target.metric}" if target.metric else ""
        raise BadCorrections(f"{place}: no figure{of} starts there; gongkai facts lists them with their starts")
    known = ", ".join(sorted({str(one["metric"]) for one in meant}))
    raise BadCorrections(f"{place}: {len(meant)} figures start there; say which by its metric: {known}")


def _before_and_after(word: Word, said: Pairs) -> tuple[Pairs, Pairs]:
    """Who changes sees what stood there; who confirms holds to all that is said; who rejects, to none of it."""
    match word.action:
        case "confirm":
            return (), said
        case "reject":
            return said, ()
        case _:
            before = dict(said)
            return tuple((name, before.get(name, "")) for name, _ in word.new), word.new


def _fields(store: Store, figure: str) -> Pairs:
    said: dict[str, list[str]] = {}
    for row in _rows(store, "fields", figure=figure):
        said.setdefault(str(row["name"]), []).append(str(row["value"]))
    return tuple((name, "|".join(said[name])) for name in corrections.FIELDS if name in said)


def _sentence(text: str, span: Span) -> Span:
    """The characters around a place up to the full stops or line ends next to it."""
    start = max(text.rfind(sign, 0, span.start) for sign in _SENTENCE_ENDS) + 1
    ends = [at for sign in _SENTENCE_ENDS if (at := text.find(sign, span.end)) >= 0]
    return Span(start, min(ends) + 1 if ends else len(text))


def listed(store: Store, given: Sequence[Correction], *, only_open: bool) -> Table:
    """Each correction of the file with what came of it; `not built` where the store knows nothing of it."""
    found = queries.select(store, queries.find("corrections"), {})
    assert isinstance(found, Table)
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    built = {str(row["id"]): row for row in rows}
    columns = ("report", "start", "words", "action", "reader_says", "status", "who", "when", "why", "open_because")
    told: list[tuple[Cell, ...]] = []
    for one in given:
        row = built.get(iris.correction(one.spot.report, one).rpartition("/")[2])
        if row is None:
            told.append(_not_built(one))
        elif not only_open or row["open_because"]:
            told.append(tuple(row[column] for column in columns))
    return Table(columns, tuple(told))


def _not_built(one: Correction) -> tuple[Cell, ...]:
    spot, said, why = one.spot, corrections.text_of(one.new), "no build with this correction and this report yet"
    place = (spot.report, spot.span.start, spot.words)
    return (*place, one.action, said, "not built", one.who, one.when.isoformat(), one.why, why)


def said_of(store: Store, figure: str) -> list[Row]:
    """What readers said of a figure, or of what the machine said in place of one: rows for a person."""
    return _rows(store, "of", figure=figure)


def _rows(store: Store, name: str, **given: str) -> list[Row]:
    query = queries.query_of(Path(resources.folder("queries"), "corrections", f"{name}.rq"))
    found = queries.select(store, query, {"annual" if key == "report" else key: value for key, value in given.items()})
    assert isinstance(found, Table)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def _number(cell: Cell) -> int:
    assert isinstance(cell, int)
    return cell
