"""A report -> the bytes of a Word file, the same for the same report."""

import io
import zipfile
from datetime import datetime

import docx
from docx.document import Document

from generator.model import Heading, Report, Table
from generator.writing.style import Style
from generator.writing.text import grid_of

NO_TIME = (1980, 1, 1, 0, 0, 0)


def write(report: Report, style: Style) -> bytes:
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = datetime(2020, 1, 1)
    document.add_paragraph(report.title)
    for block in report.blocks:
        if isinstance(block, Table):
            _add_table(document, block, style)
        elif isinstance(block, Heading):
            document.add_heading(block.text, block.level)
        else:
            for part in block.text.split("\n"):
                document.add_paragraph(part)
    raw = io.BytesIO()
    document.save(raw)
    return _timeless(raw.getvalue())


def _add_table(document: Document, table: Table, style: Style) -> None:
    grid = grid_of(table)
    made = document.add_table(len(grid), len(grid[0]))
    for y, row in enumerate(grid):
        for x, (cell, first) in enumerate(row):
            if not first:
                continue
            place = made.cell(y, x)
            if cell.rowspan > 1 or cell.colspan > 1:
                place = place.merge(made.cell(y + cell.rowspan - 1, x + cell.colspan - 1))
            place.text = "\n".join(cell.text) if style.upright and cell.upright else cell.text


def _timeless(raw: bytes) -> bytes:
    """The archive once more, with every member's time the same."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name, NO_TIME), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
