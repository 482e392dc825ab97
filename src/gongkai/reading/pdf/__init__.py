"""Bytes of a .pdf file -> Manuscript: lines as they stand on the pages, tables rebuilt from their rules."""

import hashlib
from pathlib import Path

from gongkai.filenames import name_of
from gongkai.model import Manuscript, Source
from gongkai.reading import spaced
from gongkai.reading.composing import Composer, with_tables
from gongkai.reading.pdf.joining import Grid, joined
from gongkai.reading.pdf.layout import items_of
from gongkai.reading.pdf.pages import sheets_of


def manuscript_of(path: Path, content: bytes) -> Manuscript:
    """The text in reading order, without page marks; raises UnreadableReport where pages or their text are missing."""
    composer = Composer()
    for item in joined(items_of(sheets_of(path, content))):
        if isinstance(item, Grid):
            composer.table(item.cells, item.page)
        else:
            composer.paragraph(item)
    manuscript = composer.manuscript(Source(name_of(path), hashlib.sha256(content).hexdigest(), "application/pdf"))
    return with_tables(manuscript, spaced.tables_of(manuscript.text, manuscript.tables))
