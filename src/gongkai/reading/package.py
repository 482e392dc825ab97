"""A .docx file -> the parts of it that hold words and numbers; the others, as themes and pictures, are not unpacked."""

import posixpath
import zipfile
from functools import lru_cache

from docx.oxml.ns import qn
from lxml import etree

from gongkai.reading.numbering import Styles, styles_of

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN = "/officeDocument"
_DOCUMENT, _BODY = qn("w:document"), qn("w:body")
_STYLES = "/styles"
# A style sheet of 350 kB, as a common template has, takes 3 ms to parse, as long as the rest of a report; who writes
# every year writes on one template. Of larger ones none is kept in memory.
_TEMPLATES, _LARGEST_TEMPLATE = 8, 512 * 1024


class Package:
    """Parts are found by their relations, whatever they are called; raises what zipfile and lxml do."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        main = self._related("", _MAIN)
        if main is None:
            raise ValueError("a package without a document")
        self._main = main

    def body(self) -> etree._Element | None:
        document = _parsed(self._archive.read(self._main))
        if document.tag != _DOCUMENT:
            raise ValueError("a package of another kind")
        return document.find(_BODY)

    def part(self, kind: str) -> etree._Element | None:
        """The part that the document is related to in this way, by the end of the relationship's type."""
        content = self._content(kind)
        return _parsed(content) if content is not None else None

    def styles(self) -> Styles:
        content = self._content(_STYLES)
        if content is None:
            return {}
        return _kept_styles(content) if len(content) <= _LARGEST_TEMPLATE else _styles(content)

    def _content(self, kind: str) -> bytes | None:
        name = self._related(self._main, kind)
        return self._archive.read(name) if name is not None else None

    def _related(self, source: str, kind: str) -> str | None:
        """The name of the first part within the package that `source`, or the package itself, is related to so."""
        folder, name = posixpath.split(source)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self._archive.NameToInfo:
            return None
        for one in _parsed(self._archive.read(relations)).iter(_RELATIONSHIP):
            if one.get("Type", "").endswith(kind) and one.get("TargetMode") != "External":
                return posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
        return None


def _parsed(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, remove_blank_text=True))


def _styles(content: bytes) -> Styles:
    return styles_of(_parsed(content))


_kept_styles = lru_cache(_TEMPLATES)(_styles)
