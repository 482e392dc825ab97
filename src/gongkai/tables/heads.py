"""Rows above values, Form -> the lines of labels there, and whether they may be those of the form in its order."""

from collections.abc import Sequence

from gongkai.tables.fitting import Label, Line
from gongkai.tables.forms import Form
from gongkai.tables.grid import Row


def lines_of(rows: Sequence[Row], form: Form) -> list[Line]:
    """Those below the last number, without their blank cells."""
    last = next((at for at in range(len(rows), 0, -1) if any(entry.number for entry in rows[at - 1].own)), 0)
    lines = [
        tuple(Label(entry.words, form.name_above(entry.said), entry.cell.column) for entry in row.own if entry.words)
        for row in rows[last:]
    ]
    return [line for line in lines if line]


def known(lines: Sequence[Line]) -> list[Line]:
    """Those with a label of the form; the others name the table."""
    return [line for line in lines if any(label.name for label in line)]


def in_order(lines: Sequence[Line], form: Form) -> bool:
    """Whether nothing speaks against the form's order where no place tells a label's column.

    So it is if no column is named at all, if labels that stand one below the other come as the form prints them, and
    if one row has all columns, with labels over them in the same cells: 行政诉讼结果维持.
    """
    headings = form.columns.headings
    columns = {heading.labels[0] for heading in headings}
    named = [line for line in lines if any(label.name in columns for label in line)]
    if len(headings) == 1:
        return True
    if not named:
        return all(2 * len(line) < len(headings) for line in lines)
    if all(len(line) == 1 for line in lines):
        names = [label.name for line in lines for label in line if label.name in columns | form.telling]
        return any(_comes_in(names, order) for order in form.orders)
    return (
        len(named) == 1
        and len(named[0]) == len(headings)
        and all(
            label.words.endswith(heading.labels) or label.name in ("", heading.labels[0])
            for heading, label in zip(headings, named[0], strict=True)
        )
    )


def _comes_in(names: Sequence[str], order: Sequence[str]) -> bool:
    """Whether the names are some of the order, as it has them."""
    further = iter(order)
    return all(name in further for name in names)
