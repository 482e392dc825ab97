"""File -> Manuscript, by a table of suffixes; what cannot be read is refused in one line that says how to mend it."""

from collections.abc import Callable
from pathlib import Path

from gongkai.errors import UnreadableReport
from gongkai.model import Manuscript
from gongkai.reading import plain

READERS: dict[str, Callable[[Path, bytes], Manuscript]] = {
    ".txt": plain.manuscript_of,
    ".md": plain.manuscript_of,
}

# The longest real report known has 0.6 MB of text; a file far beyond that is something else.
LARGEST = 16 * 1024 * 1024


def read(path: Path) -> Manuscript:
    """The report in the file `path`; raises UnreadableReport."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise UnreadableReport(f"{path}: no reader for files of this kind; convert it to one of {known}")
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UnreadableReport(
                f"{path}: {size // 2**20} MB is no single annual report (the limit is {LARGEST // 2**20} MB); split it"
            )
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableReport(f"{path}: {error.strerror or error}; check the name and its permissions") from error
    return reader(path, content)


def reports_below(path: Path) -> list[Path]:
    """The report itself, or all files below a folder that some reader knows, by name; raises UnreadableReport."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise UnreadableReport(f"{path}: there is no such file or folder; check the name")
    try:
        next(path.iterdir(), None)
    except OSError as error:
        raise UnreadableReport(f"{path}: {error.strerror or error}; check the folder's permissions") from error
    found = sorted(file for file in path.rglob("*") if file.suffix.lower() in READERS and file.is_file())
    if not found:
        raise UnreadableReport(f"{path}: no report in this folder; files that are read end in {', '.join(READERS)}")
    return found
