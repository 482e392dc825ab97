"""Triples of one report <-> one compressed file, named by all that can change them; plain Python, no RDF library."""

import gzip
import hashlib
import os
import re
import zlib
from bisect import bisect_left
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gongkai import __version__, iris, resources
from gongkai.errors import BadStore

SUFFIX = ".nt.gz"
STEM = 64  # the characters of a shard's name that name its source and the rules
_STEM = "[0-9a-f]{64}(?:-[0-9a-f]{16})?"  # what names the source and the rules; and the corrections, if any
_NAME = re.compile(rf"{_STEM}{re.escape(SUFFIX)}|\.{_STEM}\.\d+\.draft")
# On 27 generated reports and seeds of 490 kB: level 6 took 2.1 ms for 23.7 kB, 3 takes 0.9 ms for 27.3 kB, and 1 as
# long for 28.5. Faster libraries (isal 0.2 ms for 28.3 kB) do not promise the same bytes on every processor.
_LEVEL = 3
_GZIP = 16 + zlib.MAX_WBITS
_MEMORY = 7  # zlib's own 8 takes 6 % longer for as many bytes: a table of 16,000 places has room for all of a report
_REPORTS = f"<{iris.BASE}report/".encode()
_REPORT = re.compile(rf"<(?P<iri>{re.escape(iris.BASE)}report/[^/>]+/[^/>]+/\d+)[/>]")


def fingerprint(sha256: str, name: str, known: str = "") -> str:
    """Hash of a source, its file name (which the graph states), this version and all that ontology/ says.

    `known` is what `knowledge` gives, for who names many.
    """
    digest = hashlib.sha256()
    for part in (sha256, name, __version__, known or knowledge()):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()


def corrected(name: str, digest: str) -> str:
    """The name of a shard to which corrections were applied; `digest` is theirs, empty where there are none."""
    return f"{name}-{digest}" if digest else name


def knowledge() -> str:
    """What may change a shard besides its source: hash over the code of the package and every file under ontology/,
    by relative name and bytes."""
    digest = hashlib.sha256()
    for root, patterns in ((resources.folder("ontology"), "*"), (Path(__file__).parent, "*.py")):
        for path in sorted(path for path in root.rglob(patterns) if path.is_file()):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def write(folder: Path, name: str, lines: Iterable[str]) -> Path:
    """Write the lines as `folder/name.nt.gz`, whole or not at all.

    Where the folder takes no more, as when the disk is full, it raises BadStore.
    """
    return keep(folder, name, packed("\n".join([*lines, ""]).encode()))


def packed(content: bytes) -> bytes:
    """Lines as they stand in a shard; the bytes hold neither clock nor file name."""
    packing = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP, _MEMORY)
    return packing.compress(content) + packing.flush()


def keep(folder: Path, name: str, content: bytes) -> Path:
    """Put a packed shard into its folder, whole or not at all; raises BadStore where that takes no more."""
    path = folder / (name + SUFFIX)
    draft = folder / f".{name}.{os.getpid()}.draft"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise BadStore.unwritten(folder, error) from error
    return path


def is_ours(path: Path) -> bool:
    """Whether a file bears the name of a shard or of the draft of one."""
    return _NAME.fullmatch(path.name) is not None


def report_in(path: Path) -> str:
    """The IRI of the report whose triples the shard holds."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        found = next((match for line in lines if (match := _REPORT.match(line))), None)
    return found["iri"] if found else ""


def report_of(line: bytes) -> str:
    """The IRI of the report that the subject of a line is, or is a part of; empty of another subject."""
    found = _REPORT.match(line.decode()) if line.startswith(_REPORTS) else None
    return found["iri"] if found else ""


def read(path: Path) -> list[str]:
    """The lines of a shard; a file that is cut short raises EOFError or OSError (gzip keeps a checksum)."""
    return gzip.decompress(path.read_bytes()).decode().split("\n")[:-1]


@dataclass(frozen=True, slots=True)
class Statements:
    """The lines of a shard in order; the subject of its `own` is its report or a part of it, and `shared` are of what
    others may describe alike: agencies, channels, places."""

    report: str
    own: list[bytes]
    shared: list[bytes]

    def about(self, subject: bytes) -> list[bytes]:
        """The report's own lines of one subject, as it stands in them."""
        return self.own[slice(*_between(self.own, subject + b" "))]


@dataclass(frozen=True, slots=True)
class Kept:
    """The lines of a report by which it is held against others."""

    report: str
    lines: list[bytes]


def content_of(path: Path) -> bytes:
    """The lines of a shard as they stand; BadStore where it is missing or damaged."""
    try:
        return gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise BadStore(f"{path}: the shard is broken ({error}); delete it and build again") from error


def statements_in(content: bytes) -> Statements:
    lines = content.split(b"\n")
    lines.sort()
    report = _first_report(lines)
    if not report:
        return Statements("", [], [line for line in lines if line])
    start = f"<{report}".encode()
    parts, after = _between(lines, start + b"/"), _between(lines, start + b">")
    own = [*lines[slice(*parts)], *lines[slice(*after)]]
    shared = [*lines[: parts[0]], *lines[parts[1] : after[0]], *lines[after[1] :]]
    return Statements(report, own, [line for line in shared if line])


def _first_report(lines: list[bytes]) -> str:
    for line in lines[slice(*_between(lines, _REPORTS))]:
        if found := report_of(line):
            return found
    return ""


def _between(lines: list[bytes], start: bytes) -> tuple[int, int]:
    """Where the lines that begin so stand among lines in order; the last sign of `start` must have one after it."""
    return bisect_left(lines, start), bisect_left(lines, start[:-1] + bytes([start[-1] + 1]))
