"""A report -> plain text: tables as Markdown, as tabs (copied from a browser), or as bare pipes (text of a crawler)."""

from generator.model import Block, Cell, Heading, Report, Table
from generator.writing.style import Style


def write(report: Report, style: Style) -> bytes:
    lines = [*_wrapped(report.title, style.wrap), ""]
    for block in report.blocks:
        lines += _lines(block, style)
    if style.page_lines:
        lines = _paged(lines, style.page_lines)
    return ("\n".join(lines) + "\n").encode(style.charset)


def _lines(block: Block, style: Style) -> list[str]:
    if isinstance(block, Table):
        return ["", *_table(block, style), ""]
    if isinstance(block, Heading):
        return [block.text]
    return [line for part in block.text.split("\n") for line in _wrapped(part, style.wrap)]


def _wrapped(text: str, width: int) -> list[str]:
    """Cut every so many characters, in words and in numbers, as the lines of a PDF are."""
    if not width:
        return [text]
    return [text[start : start + width] for start in range(0, len(text), width)]


def _table(table: Table, style: Style) -> list[str]:
    if style.columns == "markdown":
        return _markdown(table)
    if style.columns == "lines":
        return [cell.text for row in table.rows for cell in row]
    if style.columns == "pipes":
        width = max(sum(cell.colspan for cell in row) for row in table.rows)
        return [" | ".join(cell.text for cell in row) + " | " + "|" * (width - len(row)) for row in table.rows]
    return ["\t".join(_cell(cell, style) for cell in row) for row in table.rows]


def _cell(cell: Cell, style: Style) -> str:
    """A group's label cut by the end of a page leaves its second half on the next line."""
    if style.split_labels and cell.upright and cell.rowspan > 1:
        middle = len(cell.text) // 2 + 1
        return f"{cell.text[:middle]}\n{cell.text[middle:]}"
    return cell.text


def _paged(lines: list[str], length: int) -> list[str]:
    """A page's mark after every so many lines, wherever that is."""
    paged: list[str] = []
    for number, line in enumerate(lines, 1):
        paged.append(line)
        if number % length == 0:
            page = number // length
            paged.append(f"— {page} —" if page % 2 else f"- {page} -")
    return paged


def _markdown(table: Table) -> list[str]:
    """One line a row of the grid; a merged cell is said once, its other places are empty."""
    grid = grid_of(table)
    lines = ["| " + " | ".join(cell.text if first else "" for cell, first in row) + " |" for row in grid]
    return [lines[0], "|" + " --- |" * len(grid[0]), *lines[1:]]


def grid_of(table: Table) -> list[list[tuple[Cell, bool]]]:
    """Every place of the grid with its cell, and whether the cell starts there."""
    taken: dict[tuple[int, int], tuple[Cell, bool]] = {}
    for y, row in enumerate(table.rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            for dy in range(cell.rowspan):
                for dx in range(cell.colspan):
                    taken[y + dy, x + dx] = (cell, dy == dx == 0)
    width = max(x for _, x in taken) + 1
    nothing = (Cell(""), False)
    return [[taken.get((y, x), nothing) for x in range(width)] for y in range(len(table.rows))]
