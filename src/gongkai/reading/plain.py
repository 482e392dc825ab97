"""Bytes of a .txt or .md file -> Manuscript: encoding found, line ends made \\n, tables seen.

Nothing else is changed, but for tables in HTML and grids drawn with strokes: a cell of these may stand on several
lines, so they are written anew, a row a line.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from gongkai.errors import UnreadableReport
from gongkai.filenames import name_of
from gongkai.model import Manuscript, Source
from gongkai.reading import boxes, columns, pipes, spaced, stacked
from gongkai.reading.bounds import check_length
from gongkai.reading.composing import Composer, Placed, with_tables
from gongkai.reading.encoding import decode
from gongkai.reading.signs import may_end_lines

_MEDIA_TYPES = {".txt": "text/plain", ".md": "text/markdown"}


def manuscript_of(path: Path, content: bytes) -> Manuscript:
    """The text as an editor shows it; raises UnreadableReport for empty, binary and undecodable files."""
    text = decode(path, content).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableReport(f"{path}: the file is empty; fetch the report again")
    check_length(path, text)
    source = Source(name_of(path), hashlib.sha256(content).hexdigest(), _MEDIA_TYPES[path.suffix.lower()])
    blocks = list(_blocks(path, text))
    if len(blocks) > 1:
        composer = Composer()
        for block in blocks:
            if isinstance(block, str):
                composer.paragraph(block)
            else:
                composer.table(block)
        return _with_tables(composer.manuscript(source))
    return _with_tables(Manuscript(source, text))


def _blocks(path: Path, text: str) -> Iterator[str | tuple[Placed, ...]]:
    """Stretches of the text, and the tables that have to be written anew."""
    for block in _unmarked(path, text):
        if isinstance(block, str):
            yield from boxes.blocks_of(block)
        else:
            yield block


def _unmarked(path: Path, text: str) -> Iterator[str | tuple[Placed, ...]]:
    """HTML is read only where there is a table in it, as few texts have any."""
    if "<table" not in text.lower():
        yield text
        return
    from gongkai.reading import html

    yield from html.blocks_of(path, text)


def _with_tables(manuscript: Manuscript) -> Manuscript:
    """With the tables that already stand in the text in a way of their own."""
    for kind in (pipes.tables_of, columns.tables_of):
        manuscript = with_tables(manuscript, kind(manuscript.text, manuscript.tables))
    for kind in (spaced.tables_of, stacked.tables_of) if may_end_lines(manuscript.text) else ():
        manuscript = with_tables(manuscript, kind(manuscript.text, manuscript.tables))
    return manuscript
