"""Bytes of a web page, also one saved as a web archive -> Manuscript of the report in it."""

import hashlib
import re
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

from lxml import etree

from gongkai.errors import UnreadableReport
from gongkai.filenames import name_of
from gongkai.model import Manuscript, Source
from gongkai.reading.article import article_of, paragraphs_of
from gongkai.reading.composing import Composer, Placed
from gongkai.reading.encoding import decode
from gongkai.reading.page import MEND, Grid, Item, page_of

_MEDIA_TYPES = {".xhtml": "application/xhtml+xml", ".mht": "multipart/related", ".mhtml": "multipart/related"}
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)")
_DECLARED_WITHIN = 4096
# Web pages have single broken characters, where a program cut a text by bytes.
_DAMAGE = 0.001
# A report of 0.6 MB of text with all that Word writes around it has 100,000.
_MOST_TAGS = 400_000
# An element with very many attributes takes the parser minutes; what it says is not in them.
_MOST_ATTRIBUTES = 500
_TAG = re.compile(r"<[A-Za-z][^\s<>]*([^<>]*)")
# A table in a text that is no page, with what programs write around one.
_TABLE = re.compile(r"(?:<html[^<>]*>\s*)?(?:<body[^<>]*>\s*)?<table\b[^<>]*>", re.IGNORECASE)
_TABLE_TAG = re.compile(r"<table\b[^<>]*>|</table\s*>(?:\s*</body>)?(?:\s*</html>)?", re.IGNORECASE)


def manuscript_of(path: Path, content: bytes) -> Manuscript:
    """The report alone, without the page around it; raises UnreadableReport."""
    archived = path.suffix.lower() in (".mht", ".mhtml") or content.lstrip()[:12].lower() == b"mime-version"
    html = _archived(path, content) if archived else _decoded(path, content, "")
    composer = Composer()
    for paragraph in paragraphs_of(_article(path, html)):
        if isinstance(paragraph, Grid):
            composer.table(paragraph.cells)
        else:
            composer.paragraph(paragraph)
    media_type = _MEDIA_TYPES.get(path.suffix.lower(), "text/html")
    manuscript = composer.manuscript(Source(name_of(path), hashlib.sha256(content).hexdigest(), media_type))
    if not manuscript.text:
        raise UnreadableReport(f"{path}: the page shows no text of its own; save the page that holds the report")
    return manuscript


def _decoded(path: Path, content: bytes, declared: str) -> str:
    """The page as text; what the page itself declares counts where the archive around it declares nothing."""
    stated = _DECLARED.search(content, 0, _DECLARED_WITHIN)
    return decode(path, content, declared or (stated[1].decode("ascii") if stated else ""), _DAMAGE)


def _archived(path: Path, content: bytes) -> str:
    """The first page in a web archive (MHTML, RFC 2557)."""
    for part in message_from_bytes(content).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                return _decoded(path, page, str(part.get_content_charset("")))
    raise UnreadableReport(f"{path}: there is no page in this web archive; save it as HTML alone")


def blocks_of(path: Path, text: str) -> Iterator[str | tuple[Placed, ...]]:
    """A text with tables in HTML: its lines as they are, and the cells of each such table that holds data."""
    kept = at = 0
    while opened := _TABLE.search(text, at):
        at = end = _end_of_table(text, opened.end())
        items = page_of(_parsed(path, text[opened.start() : end]), str(path)).items
        if not any(isinstance(item, Grid) for item in items):
            continue
        yield text[kept : opened.start()]
        for block in paragraphs_of(items):
            yield block if isinstance(block, str) else block.cells
        kept = end
    yield text[kept:]


def _end_of_table(text: str, start: int) -> int:
    """Behind the end of the table whose contents begin at `start`, or the end of the text where it has none."""
    depth = 1
    for tag in _TABLE_TAG.finditer(text, start):
        depth += -1 if tag[0].startswith("</") else 1
        if not depth:
            return tag.end()
    return len(text)


def _article(path: Path, html: str) -> list[Item]:
    root = _parsed(path, html)
    if root is None:
        return []
    return article_of(page_of(root, str(path)), " ".join("".join(root.xpath("string(//title)")).split()))


def _parsed(path: Path, html: str) -> etree._Element | None:
    if html.count("<") > _MOST_TAGS:
        raise UnreadableReport(f"{path}: more than {_MOST_TAGS:,} tags are no single report; {MEND}")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_TAG.sub(_without_many_attributes, html).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableReport(f"{path}: this is no HTML ({' '.join(str(error).split())}); {MEND}") from error
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise UnreadableReport(f"{path}: the page breaks off where its elements lie too deep in each other; {MEND}")
    return root


def _without_many_attributes(tag: re.Match[str]) -> str:
    many = len(tag[1]) > _MOST_ATTRIBUTES and len(tag[1].split(None, _MOST_ATTRIBUTES)) > _MOST_ATTRIBUTES
    return tag[0].removesuffix(tag[1]) if many else tag[0]
