"""Bytes of a .txt or .md file -> Manuscript: encoding found, line ends made \\n, nothing else changed; tables seen."""

import hashlib
from pathlib import Path

from gongkai.errors import UnreadableReport
from gongkai.model import Manuscript, Source
from gongkai.reading.encoding import decode
from gongkai.reading.pipes import tables_of

_MEDIA_TYPES = {".txt": "text/plain", ".md": "text/markdown"}


def manuscript_of(path: Path, content: bytes) -> Manuscript:
    """The text as an editor shows it; raises UnreadableReport for empty, binary and undecodable files."""
    text = decode(path, content).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableReport(f"{path}: the file is empty; fetch the report again")
    source = Source(path.name, hashlib.sha256(content).hexdigest(), _MEDIA_TYPES[path.suffix.lower()])
    return Manuscript(source, text, tables_of(text))
