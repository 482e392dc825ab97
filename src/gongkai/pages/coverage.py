"""Reports -> a matrix of places and years; many places are gathered by province, those of one by prefecture."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.pages.asking import Row

# More places than these are gathered: a matrix is to be seen at one look.
_MOST: Final = 60
_PROVINCE: Final = 2
_PREFECTURE: Final = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """The reports of a place, or of a region, on a year, and how many figures each has."""

    reports: tuple[Row, ...]
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """`opens` is the code whose places can be shown apart; empty where the line is one place."""

    iri: str
    name: str
    opens: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    years: tuple[int, ...]
    lines: tuple[Line, ...]


def coverage(reports: Sequence[Row], figures: Mapping[str, int], regions: Iterable[Row], within: str) -> Coverage:
    """The matrix of the places whose codes begin with `within`."""
    chosen = [row for row in reports if str(row["code"]).startswith(within)]
    years = tuple(range(min(_years(chosen)), max(_years(chosen)) + 1)) if chosen else ()
    length = _length({str(row["code"]) for row in chosen}, within)
    gathered: dict[str, list[Row]] = defaultdict(list)
    for row in chosen:
        gathered[str(row["code"])[:length].ljust(6, "0") if length else str(row["jurisdiction"])].append(row)
    named = {str(row["code"]): row for row in regions}
    return Coverage(years, tuple(_line(key, rows, years, figures, named, length) for key, rows in gathered.items()))


def _years(reports: Iterable[Row]) -> list[int]:
    return [int(row["year"] or 0) for row in reports]


def _length(codes: set[str], within: str) -> int:
    """So many digits of the codes make a line; 0 where each place does."""
    if len(codes) <= _MOST or len(within) >= _PREFECTURE:
        return 0
    return _PREFECTURE if len(within) >= _PROVINCE else _PROVINCE


def _line(
    key: str,
    rows: Sequence[Row],
    years: Sequence[int],
    figures: Mapping[str, int],
    named: Mapping[str, Row],
    length: int,
) -> Line:
    cells = []
    for year in years:
        here = tuple(row for row in rows if row["year"] == year)
        cells.append(Cell(here, tuple(figures.get(str(row["report"]), 0) for row in here)) if here else None)
    if not length:
        return Line(str(rows[0]["jurisdiction"]), str(rows[0]["jurisdiction_zh"]), "", tuple(cells))
    region = named.get(key, {"region": "", "region_zh": key})
    return Line(str(region["region"]), str(region["region_zh"]), key[:length], tuple(cells))
