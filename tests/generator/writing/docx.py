"""A report -> the bytes of a Word file, the same for the same report."""

import io
import zipfile
from datetime import datetime
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.model import Cell, Heading, Report, Table
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
    """As markup: the library's own merging of cells takes half a second for a table."""
    grid = grid_of(table)
    columns = "<w:gridCol/>" * len(grid[0])
    rows = "".join(f"<w:tr>{_row(row, style)}</w:tr>" for row in grid)
    markup = f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    document.add_paragraph()._p.addnext(parse_xml(markup))


def _row(row: list[tuple[Cell, bool]], style: Style) -> str:
    """A merged cell once for each row that it covers, with words in the first of them only."""
    written = []
    for x, (cell, first) in enumerate(row):
        if cell.colspan > 1 and x and row[x - 1][0] is cell:
            continue
        span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
        merge = f'<w:vMerge w:val="{"restart" if first else "continue"}"/>' if cell.rowspan > 1 else ""
        parts = list(cell.text) if style.upright and cell.upright else [cell.text]
        runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in parts) if first else ""
        written.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr><w:p><w:r>{runs}</w:r></w:p></w:tc>")
    return "".join(written)


def _timeless(raw: bytes) -> bytes:
    """The archive once more, with every member's time the same."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name, NO_TIME), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
