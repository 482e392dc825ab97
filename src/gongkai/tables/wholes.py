"""Readings of a table -> of which cell each is a part by the form: the applicants of a row of its total, and so on."""

from collections.abc import Sequence

from gongkai.model import Cell
from gongkai.tables.matching import Reading


def wholes_of(readings: Sequence[Reading]) -> dict[Cell, Cell]:
    """For each cell its whole: in its row by what the column is a part of, else in its column by its row."""
    told = [one for one in readings if one.entry.value]  # no fact is made of the others, of which one could be a part
    in_row = {(one.row.index, one.column.labels[0], one.column.within): one.entry.cell for one in told}
    in_column = {(one.line.labels[0], one.column): one.entry.cell for one in told if one.line}
    found: dict[Cell, Cell] = {}
    for one in readings:
        whole = in_row.get((one.row.index, one.column.part_of, one.column.within))
        if whole is None and one.line:
            whole = in_column.get((one.line.part_of, one.column))
        if whole is not None:
            found[one.entry.cell] = whole
    return found
