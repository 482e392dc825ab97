"""Reports of an issuer -> their figures as tables over the years, with the breaks between editions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from starlette.requests import Request

from gongkai.pages.asking import Question, Row, question, rows_of

TOPICS: Final = ("requests", "disclosure", "disputes", "fees")
# The metrics by which shares in all answers are reckoned: the first that a report states once.
_TOTALS: Final = ("application-outcomes", "applications-processed", "applications-received")
# As a table lists them; what is not named here follows.
_ORDER: Final = ("applications-carried-over", "applications-received", "applications-processed",
                 "applications-carried-forward", "granted", "partially-granted", "already-public", "refused",
                 "not-provided", "not-processed", "otherwise-handled", "reconsiderations", "litigations")  # fmt: skip
_FIRST_MARK: Final = 0x2460


@dataclass(frozen=True, slots=True)
class Column:
    """A report as a column; `missed` are the years since the one before it of which there is none."""

    report: Row
    missed: tuple[int, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first year of another edition than that of the year before; `mark` is its number on the page."""

    year: int
    mark: str
    before: Row
    after: Row


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure; `most` differs from `value` where the report states two. `share` is in per cent of all answers."""

    value: float
    most: float
    figure: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """What is counted, one cell for each column, None where nothing is stated."""

    row: Row
    cells: tuple[Cell | None, ...]
    compares: Row


@dataclass(frozen=True, slots=True)
class Topic:
    name: str
    lines: tuple[Line, ...]
    rows: Sequence[Row]
    question: Question


@dataclass(frozen=True, slots=True)
class Scope:
    """All that the reports of one issuer state within one scope."""

    row: Row
    columns: tuple[Column, ...]
    years: tuple[int, ...]
    breaks: tuple[Break, ...]
    topics: tuple[Topic, ...]


async def scopes_of(request: Request, issuer: str, reports: Sequence[Row]) -> list[Scope]:
    """The series of an issuer, a part for each scope; `reports` are its own."""
    told, compares = await rows_of(request, question("pages/series-scopes", of=issuer), question("pages/comparability"))
    ordered = sorted(reports, key=lambda row: (row["year"] or 0, str(row["iri"])))
    degrees = {(str(row["list"]), str(row["concept"])): row for row in compares}
    return [await _scope(request, issuer, scope, ordered, degrees) for scope in told]


async def _scope(
    request: Request, issuer: str, scope: Row, reports: Sequence[Row], degrees: Mapping[tuple[str, str], Row]
) -> Scope:
    within = {"of": issuer, "scope": str(scope["scope"])}
    asked = [question("pages/series", **within, topic=topic) for topic in (*TOPICS, "answers")]
    outcomes = question("pages/series-outcomes", **within)
    *found, ended = await rows_of(request, *asked, outcomes)
    stating = {row["report"] for rows in (*found, ended) for row in rows}
    columns = columns_of([report for report in reports if report["iri"] in stating])
    totals = _totals([*found[0], *found[-1]])
    topics = [
        Topic(name, _lines(rows, columns, "metric", "value", degrees, {}), rows, one)
        for name, rows, one in zip(TOPICS, found, asked, strict=False)
    ]
    topics.insert(1, Topic("outcomes", _lines(ended, columns, "outcome", "requests", degrees, totals), ended, outcomes))
    years = [int(str(column.report["year"])) for column in columns]
    span = tuple(range(min(years), max(years) + 1)) if years else ()
    return Scope(scope, columns, span, breaks_of(columns), tuple(topic for topic in topics if topic.rows))


def columns_of(reports: Sequence[Row]) -> tuple[Column, ...]:
    columns: list[Column] = []
    marks = 0
    for before, report in pairwise([None, *reports]):
        assert report
        broken = before is not None and before["edition"] != report["edition"]
        marks += broken
        years = range(int(str(before["year"])) + 1, int(str(report["year"]))) if before else ()
        columns.append(Column(report, tuple(years), chr(_FIRST_MARK + marks - 1) if broken else ""))
    return tuple(columns)


def breaks_of(columns: Sequence[Column]) -> tuple[Break, ...]:
    return tuple(
        Break(int(str(column.report["year"])), column.mark, before.report, column.report)
        for before, column in pairwise(columns)
        if column.mark
    )


def _totals(rows: Sequence[Row]) -> dict[str, float]:
    """Report -> all answers, as far as it states them once."""
    stated = {(row["report"], row["metric"]): row["value"] for row in rows if row["value"] == row["most"]}
    totals: dict[str, float] = {}
    for metric in reversed(_TOTALS):
        for (report, counted), value in stated.items():
            if counted == metric and isinstance(value, (int, float)):
                totals[str(report)] = value
    return totals


def _lines(
    rows: Sequence[Row],
    columns: Sequence[Column],
    kind: str,
    value: str,
    degrees: Mapping[tuple[str, str], Row],
    totals: Mapping[str, float],
) -> tuple[Line, ...]:
    cells: dict[tuple[object, object], dict[object, Cell]] = {}
    first: dict[tuple[object, object], Row] = {}
    for row in rows:
        key = (row[kind], row.get("route_en"))
        first.setdefault(key, row)
        line = cells.setdefault(key, {})
        line[row["report"]] = _cell(row, value, totals.get(str(row["report"])), line.get(row["report"]))
    return tuple(
        Line(
            first[key],
            tuple(cells[key].get(column.report["iri"]) for column in columns),
            degrees.get((kind, str(key[0])), {}),
        )
        for key in sorted(first, key=lambda key: (_place(key[0]), str(key[1] or "")))
    )


def _place(concept: object) -> int:
    return _ORDER.index(concept) if concept in _ORDER else len(_ORDER)


def _cell(row: Row, value: str, total: float | None, before: Cell | None) -> Cell:
    """A figure, added to what stands there already where the series adds up parts."""
    least = row[value]
    most = row.get("most", least)
    assert isinstance(least, (int, float))
    assert isinstance(most, (int, float))
    if before:
        least, most = before.value + least, before.most + most
    share = round(1000 * least / total) / 10 if total else None
    return Cell(least, most, "" if before else str(row["figure"]), share)
