"""Bytes of a .txt or .md file -> Manuscript: encoding found, line ends made \\n, nothing else changed."""

import codecs
import hashlib
from pathlib import Path

from gongkai.errors import UnreadableReport
from gongkai.model import Manuscript, Source

_MEDIA_TYPES = {".txt": "text/plain", ".md": "text/markdown"}
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def manuscript_of(path: Path, content: bytes) -> Manuscript:
    """The text as an editor shows it; raises UnreadableReport for empty, binary and undecodable files."""
    text = decode(path, content).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableReport(f"{path}: the file is empty; fetch the report again")
    source = Source(path.name, hashlib.sha256(content).hexdigest(), _MEDIA_TYPES[path.suffix.lower()])
    return Manuscript(source, text)


def decode(path: Path, content: bytes) -> str:
    """By byte order mark, else UTF-8, else GB18030 (the national standard, of which GBK and GB 2312 are parts)."""
    encodings = [name for mark, name in _MARKS if content.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableReport(f"{path}: this is no text in UTF-8 or GB18030; save it as text in UTF-8")
