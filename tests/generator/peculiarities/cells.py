"""What real tables hold instead of a plain number: a report -> the same with other cells, and truth to match."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from generator.forms import ROWS
from generator.model import Cell, Report, Row, Table, with_cells, with_tables
from generator.truth import Figure, Status, dimensions_of

OTHERWISE = (ROWS["correction-overdue"], ROWS["fee-unpaid"], ROWS["otherwise-handled-other"])
SIGNS: dict[Status, tuple[str, ...]] = {
    "not-stated": ("",),
    "dash": ("-", "—", "－"),
    "slash": ("/",),
    "none": ("无",),
}


def emptied(status: Status, cell: Cell, rng: Random) -> Cell:
    figure = replace(cell.figures[0], value=None, status=status, unit="*")
    return replace(cell, text=rng.choice(SIGNS[status]), figures=(figure,))


def without_zeros(report: Report, rng: Random, *statuses: Status) -> Report:
    """Two of three zeros of the tables become signs that state no number; the third stays 0."""

    def change(cell: Cell) -> Cell:
        if cell.figures[0].value != 0 or rng.random() < 0.34:
            return cell
        return emptied(rng.choice(statuses), cell, rng)

    return with_cells(report, change)


def blank(report: Report, rng: Random) -> Report:
    return without_zeros(report, rng, "not-stated")


def dash(report: Report, rng: Random) -> Report:
    return without_zeros(report, rng, "dash")


def slash(report: Report, rng: Random) -> Report:
    return without_zeros(report, rng, "slash")


def none_word(report: Report, rng: Random) -> Report:
    return without_zeros(report, rng, "none")


def mixed(report: Report, rng: Random) -> Report:
    return without_zeros(report, rng, "not-stated", "dash", "slash", "none")


def remarks(report: Report, rng: Random) -> Report:
    """22（其中修订16件）: the part is a figure of its own."""

    def change(cell: Cell) -> Cell:
        figure = cell.figures[0]
        if figure.metric not in ("documents-issued", "documents-made") or not figure.value:
            return cell
        part = rng.randint(1, int(figure.value))
        revised = Figure("other", Decimal(part), "件", label="修订", origin="table")
        return replace(cell, text=f"{cell.text}（其中修订{part}件）", figures=(figure, revised))

    def at_least_one(table: Table) -> Table:
        rows = list(table.rows)
        label, cell, *others = rows[3]
        figure = replace(cell.figures[0], value=Decimal(rng.randint(5, 60)))
        rows[3] = (label, replace(cell, text=f"{figure.value}", figures=(figure,)), *others)
        return replace(table, rows=tuple(rows))

    return with_cells(with_tables(report, at_least_one, "disclosures"), change, "disclosures")


def units(report: Report, rng: Random) -> Report:
    """21件, 7730.28万元."""

    def change(cell: Cell) -> Cell:
        unit = "万元" if cell.figures[0].unit == "元" else cell.figures[0].unit
        return cell if cell.text.endswith(unit) else replace(cell, text=f"{cell.text}{unit}")

    return with_cells(with_cells(report, change, "disclosures"), change, "disputes")


def signs(report: Report, rng: Random) -> Report:
    """增10, 减5, +10, -5, －5."""

    def change(cell: Cell) -> Cell:
        figure = cell.figures[0]
        if not figure.metric.endswith("-change"):
            return cell
        value = Decimal(rng.choice((-1, 1)) * rng.randint(1, 40))
        shapes = ("增{}", "+{}", "增加{}") if value > 0 else ("减{}", "-{}", "－{}", "减少{}")
        text = rng.choice(shapes).format(abs(value))
        return replace(cell, text=text, figures=(replace(figure, value=value),))

    return with_cells(report, change, "disclosures")


def separators(report: Report, rng: Random) -> Report:
    """1,234 in cells."""

    def change(cell: Cell) -> Cell:
        return replace(cell, text=f"{int(cell.text):,}") if cell.text.isdigit() else cell

    return with_cells(report, change)


def wrong_totals(report: Report, rng: Random) -> Report:
    """Printed totals that are 0 or do not add up are what the report states."""

    def change(table: Table) -> Table:
        return replace(table, rows=tuple(_misadded(row, rng) for row in table.rows))

    return with_tables(with_tables(report, change, "requests"), change, "disputes")


def _misadded(row: Row, rng: Random) -> Row:
    figure = row[-1].figures[0] if row[-1].figures else None
    if figure is None or figure.value is None or rng.random() < 0.5:
        return row
    value = rng.choice((Decimal(0), figure.value + rng.randint(1, 9)))
    return (*row[:-1], replace(row[-1], text=f"{value}", figures=(replace(figure, value=value),)))


def without_row_totals(report: Report, rng: Random) -> Report:
    """The detail rows leave the column of totals empty."""

    def change(table: Table) -> Table:
        rows = (
            (*row[:-1], emptied("not-stated", row[-1], rng))
            if row[-1].figures and any(cell.text[:1].isdigit() and not cell.figures for cell in row)
            else row
            for row in table.rows
        )
        return replace(table, rows=tuple(rows))

    return with_tables(report, change, "requests")


def third_row(report: Report, rng: Random) -> Report:
    """A kind of decision that the form does not ask for; how it is read is not judged, its neighbours are."""

    def change(table: Table) -> Table:
        rows = list(table.rows)
        place = next(index for index, row in enumerate(rows) if row[0].text == "行政强制")
        cells = tuple(
            replace(
                cell,
                text=str(count),
                figures=(Figure(f"{cell.figures[0].metric}|other", Decimal(count), "*", origin="table"),),
            )
            for cell, count in ((cell, rng.randint(1, 99)) for cell in rows[place][1:])
        )
        rows.insert(place + 1, (replace(rows[place][0], text=rng.choice(("行政检查", "行政确认"))), *cells))
        return replace(table, rows=tuple(rows))

    return with_tables(report, change, "disclosures")


def few_outcomes(report: Report, rng: Random) -> Report:
    """The form of 2021 with 其他处理 as the one row that it was before."""

    def change(table: Table) -> Table:
        parts = [row for row in table.rows if any(cell.text in OTHERWISE for cell in row)]
        rows = [row for row in table.rows if row not in parts]
        cells = [[cell for cell in row if cell.figures] for row in parts]
        sums = tuple(_sum(column) for column in zip(*cells, strict=True))
        place = next(index for index, row in enumerate(rows) if row[0].text == "（七）总计")
        rows.insert(place, (Cell("（六）其他处理", colspan=2, header=True), *sums))
        shortened = (tuple(replace(cell, rowspan=cell.rowspan - 2) if cell.rowspan > 20 else cell for cell in row)
                     for row in rows)  # fmt: skip
        return replace(table, rows=tuple(shortened))

    return with_tables(report, change, "requests")


def _sum(column: Row) -> Cell:
    total = sum((cell.figures[0].value or Decimal(0) for cell in column), Decimal(0))
    dimensions = {**dict(column[0].figures[0].dimensions), "outcome": "otherwise-handled"}
    figure = replace(column[0].figures[0], value=total, dimensions=dimensions_of(**dimensions))
    return replace(column[0], text=f"{total}", figures=(figure,))


def fewer_rows(report: Report, rng: Random) -> Report:
    """One row in a block that has two or three."""
    dropped = rng.choice((("规章", "行政强制"), ("行政强制", "其他对外管理服务事项"), ("规章",)))

    def change(table: Table) -> Table:
        return replace(table, rows=tuple(row for row in table.rows if row[0].text not in dropped))

    return with_tables(report, change, "disclosures")


def old_block(report: Report, rng: Random) -> Report:
    """The table of 2019 with the columns of 2021 in its first block."""
    metrics = {
        "documents-made": "documents-issued",
        "documents-newly-public": "documents-repealed",
        "documents-public": "documents-in-force",
    }
    heads = dict(
        zip(
            ("本年新制作数量", "本年新公开数量", "对外公开总数量"),
            ("本年制发件数", "本年废止件数", "现行有效件数"),
            strict=True,
        )
    )

    def figure_of(figure: Figure) -> Figure:
        return replace(figure, metric=metrics.get(figure.metric, figure.metric))

    def change(table: Table) -> Table:
        rows = (
            tuple(
                replace(cell, text=heads.get(cell.text, cell.text), figures=tuple(map(figure_of, cell.figures)))
                for cell in row
            )
            for row in table.rows
        )
        return replace(table, rows=tuple(rows))

    return with_tables(report, change, "disclosures")
