"""File -> Manuscript, by a table of suffixes; what cannot be read is refused in one line that says how to mend it."""

import os
import stat
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from gongkai.errors import UnreadableReport
from gongkai.model import Manuscript
from gongkai.reading.bounds import check_length

# Which module below reads a file, by its suffix; it is imported when the first such file comes.
READERS = {
    ".txt": "plain",
    ".md": "plain",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".mht": "html",
    ".mhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".doc": "docx",
    ".wps": "docx",
}

# A page with 0.6 MB of text, the longest known, may have ten times that around it.
LARGEST = 16 * 1024 * 1024

# What a Mac and Word lay beside a file under its own name: its attributes, and who has it open.
_LITTER = ("._", "~$")
_NO_FILE = "it is a pipe or a device; write what comes of it into a file"


def read(path: Path) -> Manuscript:
    """The report in the file `path`; raises UnreadableReport."""
    _reader(path)
    return manuscript_of(path, content_of(path))


def manuscript_of(path: Path, content: bytes) -> Manuscript:
    """The report with these bytes, which were in the file `path`, there or on another machine; the same refusals."""
    name = _reader(path)
    _check_size(path, len(content))
    reader: Callable[[Path, bytes], Manuscript] = import_module(f"gongkai.reading.{name}").manuscript_of
    manuscript = reader(path, content)
    check_length(path, manuscript.text)
    return manuscript


def content_of(path: Path) -> bytes:
    """The bytes of a file that nobody writes meanwhile: half of an old and half of a new report is none."""
    try:
        with open(path, "rb", opener=_opened_at_once) as file:
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise UnreadableReport(f"{path}: {_NO_FILE}")
            _check_size(path, before.st_size)
            content = file.read()
            after = os.fstat(file.fileno())
    except OSError as error:
        raise UnreadableReport(f"{path}: {error.strerror or error}; check the name and its permissions") from error
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, len(content)):
        raise UnreadableReport(f"{path}: it changed while it was read; build again when it is whole")
    return content


def _opened_at_once(path: str, flags: int) -> int:
    """A pipe that nobody writes to would be waited for, for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _reader(path: Path) -> str:
    name = READERS.get(path.suffix.lower())
    if name is None:
        known = ", ".join(sorted(READERS))
        raise UnreadableReport(f"{path}: no reader for files of this kind; convert it to one of {known}")
    return name


def _check_size(path: Path, size: int) -> None:
    if size > LARGEST:
        raise UnreadableReport(
            f"{path}: {size // 2**20} MB is no single annual report (the limit is {LARGEST // 2**20} MB); split it"
        )


def reports_below(path: Path) -> list[Path]:
    """The report itself, or all files below a folder that some reader knows, by name; raises UnreadableReport."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise UnreadableReport(
            f"{path}: {_NO_FILE if path.exists() else 'there is no such file or folder; check the name'}"
        )
    found = sorted(
        Path(folder, name)
        for folder, names in _folders_below(path)
        for name in names
        if Path(name).suffix.lower() in READERS and not name.startswith(_LITTER)
    )
    if not found:
        raise UnreadableReport(f"{path}: no report in this folder; files that are read end in {', '.join(READERS)}")
    return found


def _folders_below(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each folder with the names of its files, links to folders too; one that is reached twice, as through a link to
    what it lies in, once."""
    seen = set[tuple[int, int]]()
    for folder, below, names in os.walk(path, onerror=_refuse_folder, followlinks=True):
        status = Path(folder).stat()
        if (status.st_dev, status.st_ino) in seen:
            below.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        below.sort()
        yield folder, names


def _refuse_folder(error: OSError) -> None:
    raise UnreadableReport(f"{error.filename}: {error.strerror}; check the folder's permissions") from error
