"""A report -> the bytes of a PDF with ruled tables, the same for the same report."""

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Grid

from generator.model import Cell, Heading, Report, Table
from generator.writing.style import Style
from generator.writing.text import grid_of

FOLDER = Path("/usr/share/fonts/truetype")
EMBEDDED = {"hei": FOLDER / "wqy/wqy-zenhei.ttc", "ming": FOLDER / "arphic/uming.ttc"}
NAMED = "STSong-Light"
WIDTH = 480
RULES = ("GRID", (0, 0), (-1, -1), 0.5, "black")


def installed() -> bool:
    """Whether all fonts are there that a PDF may embed."""
    return all(path.exists() for path in EMBEDDED.values())


@cache
def _font(name: str) -> str:
    """The embedded font if it is wanted and installed, else one that readers know by name."""
    path = EMBEDDED.get(name)
    if path is None or not path.exists():
        pdfmetrics.registerFont(UnicodeCIDFont(NAMED))
        return NAMED
    pdfmetrics.registerFont(TTFont(name, path, subfontIndex=0))
    return name


def write(report: Report, style: Style) -> bytes:
    font = _font(style.font)
    raw = io.BytesIO()
    document = SimpleDocTemplate(raw, pagesize=A4, invariant=1, leftMargin=55, rightMargin=55, title=report.title)
    story: list[Flowable] = [Paragraph(escape(report.title), _style(font, 16)), Spacer(1, 12)]
    for block in report.blocks:
        if isinstance(block, Table):
            story += _table(block, font, style)
        else:
            size = 13 if isinstance(block, Heading) else 12
            indent = 0 if isinstance(block, Heading) else 24
            story += [Paragraph(escape(part), _style(font, size, indent)) for part in block.text.split("\n")]
    document.build(story, onFirstPage=_numbered(font), onLaterPages=_numbered(font))
    return raw.getvalue()


def _numbered(font: str) -> Any:
    def draw(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(font, 9)
        canvas.drawCentredString(A4[0] / 2, 36, f"— {document.page} —")

    return draw


def _style(font: str, size: float, indent: float = 0) -> ParagraphStyle:
    return ParagraphStyle(
        f"{font}-{size}-{indent}",
        fontName=font,
        fontSize=size,
        leading=size * 1.6,
        firstLineIndent=indent,
        wordWrap="CJK",
    )


def _table(table: Table, font: str, style: Style) -> list[Flowable]:
    """On one page of its own if it is long; or continued on the next after `page_rows` rows."""
    grid = grid_of(table)
    if not style.page_rows or table.kind not in ("requests", "statistics"):
        start: list[Flowable] = [PageBreak()] if len(grid) > 12 else []
        return [*start, Spacer(1, 6), _grid(grid, table, font, style), Spacer(1, 6)]
    story: list[Flowable] = [PageBreak()]
    for part in _pages(grid, table.heads, style):
        story += [_grid(part, table, font, style), PageBreak()]
    return story


Places = list[list[tuple[Cell, bool]]]


def _pages(grid: Places, heads: int, style: Style) -> Iterator[Places]:
    """Parts of the rows; a cell cut by the end of a page starts again on the next with the rest of its words."""
    for start in range(0, len(grid), style.page_rows):
        part = [list(row) for row in grid[start : start + style.page_rows]]
        if style.split_labels:
            part = _halved(part, grid[max(0, start - style.page_rows) : start])
        if start and style.repeat_heads:
            part = [list(row) for row in grid[:heads]] + part
        yield part


def _halved(part: Places, before: Places) -> Places:
    """A label that began on the page before goes on with its second half; one that goes on has its first half."""
    begun = {id(cell) for row in before for cell, _ in row}
    halves: dict[int, Cell] = {}
    rows: Places = []
    for row in part:
        made = []
        for cell, first in row:
            cut = len(cell.text) // 2 + 1
            goes_on = cell.upright and (id(cell) in begun or _outgrows(part, cell))
            if goes_on and id(cell) not in halves:
                text = cell.text[cut:] if id(cell) in begun else cell.text[:cut]
                halves[id(cell)] = replace(cell, text=text)
                first = True
            made.append((halves.get(id(cell), cell), first))
        rows.append(made)
    return rows


def _outgrows(part: Places, cell: Cell) -> bool:
    return sum(any(other is cell for other, _ in row) for row in part) < cell.rowspan


def _grid(grid: Places, table: Table, font: str, style: Style) -> Grid:
    size = 7 if len(grid[0]) > 9 else 9
    commands: list[Any] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *([RULES] if style.ruled else [])]
    texts: list[list[Any]] = [["" for _ in row] for row in grid]
    seen: dict[int, tuple[int, int, int, int]] = {}
    for y, row in enumerate(grid):
        for x, (cell, first) in enumerate(row):
            key = id(cell)
            if key not in seen or first:
                seen[key] = (x, y, x, y)
                texts[y][x] = Paragraph(escape(cell.text) if first else "", _style(font, size))
            left, top, right, bottom = seen[key]
            seen[key] = (left, top, max(right, x), max(bottom, y))
    spans = [("SPAN", (x, y), (to_x, to_y)) for x, y, to_x, to_y in seen.values() if (x, y) != (to_x, to_y)]
    return Grid(texts, colWidths=_widths(table.kind, len(grid[0])), style=[*commands, *spans])


def _widths(kind: str, columns: int) -> list[float]:
    if kind == "requests":
        return [35, 55, 150, *[WIDTH / 2 / 7] * 7]
    if kind == "statistics":
        return [340, 60, 80]
    return [WIDTH / columns] * columns
