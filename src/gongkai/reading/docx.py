"""Bytes of a Word or WPS file -> Manuscript, paragraphs with their numbers; older kinds through LibreOffice."""

import hashlib
import io
import shutil
import subprocess
import tempfile
import zipfile
import zlib
from pathlib import Path

from lxml import etree

from gongkai.errors import UnreadableReport
from gongkai.filenames import name_of
from gongkai.model import Manuscript, Source
from gongkai.reading import html
from gongkai.reading.composing import Composer
from gongkai.reading.numbering import Numbering
from gongkai.reading.package import Package
from gongkai.reading.story import Story

_DOC = "application/msword"
_MEDIA_TYPES = {".wps": "application/wps-office.wps"}
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")  # WPS writes Word's format under its own suffix
_RICH_TEXT = b"{\\rtf"
_NUMBERING = "/numbering"
_NOTES = ("/footnotes", "/endnotes")
# Unpacked, a report of 0.6 MB of text has some 10 MB of XML; as a tree it may take 25 times that.
_MOST_XML = 24 * 2**20
_MOST_UNPACKED = 128 * 2**20
_MOST_PARTS = 5000
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff")
_SECONDS = 60
# What lxml and zipfile raise for packages that are cut off, encrypted or not what they say they are.
_BROKEN = (
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    etree.LxmlError,
    zipfile.BadZipFile,
    zlib.error,
)


def manuscript_of(path: Path, content: bytes) -> Manuscript:
    """By what the bytes are: sites name web pages .doc, and .docx files .wps; raises UnreadableReport."""
    start = content.lstrip()[:12].lower()
    if not content:
        raise UnreadableReport(f"{path}: the file is empty; fetch the report again")
    if content.startswith(_ZIP):
        return _composed(path, content, content)
    if start.startswith((b"<", b"\xef\xbb\xbf<", b"mime-version")) and path.suffix.lower() != ".docx":
        return html.manuscript_of(path, content)
    if not content.startswith((_COMPOUND, _RICH_TEXT)):
        raise UnreadableReport(f"{path}: this is no Word file; fetch the report again")
    if _ENCRYPTED in content:
        raise UnreadableReport(f"{path}: the file is protected by a password; save it without one")
    return _composed(path, content, _converted(path, content))


def _composed(path: Path, content: bytes, package: bytes) -> Manuscript:
    """The text of `package`, a .docx file; the source is the file as it lies there."""
    composer = Composer()
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            _weigh(path, archive)
            parts = Package(archive)
            lists = parts.part(_NUMBERING)
            numbering = Numbering(lists, parts.styles() if lists is not None else {})
            for root in (parts.body(), *map(parts.part, _NOTES)):
                if root is not None:
                    Story(composer, numbering).write(root)
    except _BROKEN as error:
        raise UnreadableReport(f"{path}: the Word file is broken; fetch the report again") from error
    media_type = _DOCX if package is content else _MEDIA_TYPES.get(path.suffix.lower(), _DOC)
    manuscript = composer.manuscript(Source(name_of(path), hashlib.sha256(content).hexdigest(), media_type))
    if not manuscript.text:
        raise UnreadableReport(f"{path}: the document holds no text; if it is a scan, fetch the report as text")
    return manuscript


def _weigh(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse a package that says it unpacks to far more than a report; zipfile unpacks no more than is said."""
    sizes = [(part.filename.lower(), part.file_size) for part in archive.infolist()]
    xml = sum(size for name, size in sizes if not name.endswith(_PICTURES))
    unpacked = sum(size for _, size in sizes)
    if xml > _MOST_XML or unpacked > _MOST_UNPACKED or len(sizes) > _MOST_PARTS:
        raise UnreadableReport(
            f"{path}: {len(sizes)} parts of {unpacked // 2**20} MB unpacked are no single report; save its text alone"
        )


def _converted(path: Path, content: bytes) -> bytes:
    """The file as .docx, made by LibreOffice where it is installed."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise UnreadableReport(f"{path}: files of this kind need LibreOffice; install it, or save the file as .docx")
    with tempfile.TemporaryDirectory() as folder:
        suffix = ".rtf" if content.startswith(_RICH_TEXT) else ".doc" if _WORD in content else ".wps"
        draft = Path(folder, "report" + suffix)
        draft.write_bytes(content)
        profile = Path(folder, "profile").as_uri()
        command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx", "--outdir", folder]
        try:
            subprocess.run([*command, str(draft)], capture_output=True, timeout=_SECONDS, check=False)
            return draft.with_suffix(".docx").read_bytes()
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UnreadableReport(f"{path}: LibreOffice cannot read this file; save it as .docx") from error
