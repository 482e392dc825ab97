"""What a store was made of -> a small file beside it, by which a few reports are changed without loading the others.

It has the name of each source (a shard or a linkset), with the report that it holds, and of that report the lines that
others are judged by, so that they are read once; and of every line that is not a
report's own (agencies, channels, places are described alike by many) how many sources state it: only when the last is
gone, the line goes. Lines are told apart by 64 bits of their hash; of half a million lines of 10,000 reports two are
alike in one of 150 million stores, and then at most one description stays too long.
"""

import hashlib
import shutil
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.errors import BadStore, check_room
from gongkai.shards import Kept, Statements

_CACHE: Final = 4_000  # KiB; with eight times that, 10,000 reports took a second less of 200, and 20 MB more
_LEVEL: Final = 1  # of zlib
_SCHEMA: Final = """
CREATE TABLE source (name TEXT PRIMARY KEY, report TEXT, own INTEGER) WITHOUT ROWID;
CREATE INDEX held ON source (report);
CREATE TABLE kept (report TEXT PRIMARY KEY, lines BLOB) WITHOUT ROWID;
CREATE TABLE line (hash INTEGER PRIMARY KEY, sources INTEGER);
CREATE TABLE size (triples INTEGER);
INSERT INTO size VALUES (0);
"""


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open ledger; `name` of a source is that of its file."""

    database: sqlite3.Connection

    def names(self) -> list[str]:
        """The sources, in the order of their names."""
        return [name for (name,) in self.database.execute("SELECT name FROM source ORDER BY name")]

    def report_of(self, name: str) -> str:
        """The IRI of the report that a source holds; empty for a linkset, and for what is no source."""
        found = self.database.execute("SELECT report FROM source WHERE name = ?", (name,)).fetchone()
        return found[0] if found else ""

    def holding(self, report: str) -> str:
        """The source that holds a report; empty where none does."""
        found = self.database.execute("SELECT name FROM source WHERE report = ?", (report,)).fetchone()
        return found[0] if found and report else ""

    def reports(self) -> list[str]:
        """The IRIs of all reports, in order."""
        return [report for (report,) in self.database.execute("SELECT report FROM source WHERE report > '' ORDER BY 1")]

    def kept(self, reports: Iterable[str] | None = None) -> Iterator[Kept]:
        """What was kept of these reports, as far as they are there, or of all; in the order of their IRIs."""
        if reports is None:
            rows = self.database.execute("SELECT report, lines FROM kept ORDER BY report")
            return (Kept(report, zlib.decompress(lines).splitlines()) for report, lines in rows)
        return (kept for report in sorted(reports) for kept in self._kept(report))

    def _kept(self, report: str) -> Iterator[Kept]:
        for (lines,) in self.database.execute("SELECT lines FROM kept WHERE report = ?", (report,)):
            yield Kept(report, zlib.decompress(lines).splitlines())

    def add(self, name: str, said: Statements, kept: Iterable[bytes] = ()) -> None:
        self.database.execute("INSERT INTO source VALUES (?, ?, ?)", (name, said.report, len(said.own)))
        if said.report:
            packed = zlib.compress(b"\n".join(kept), _LEVEL)
            self.database.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (said.report, packed))
        self.database.executemany(
            "INSERT INTO line VALUES (?, 1) ON CONFLICT DO UPDATE SET sources = sources + 1",
            ((_hash(line),) for line in said.shared),
        )

    def remove(self, name: str, shared: Iterable[bytes]) -> None:
        report = self.report_of(name)
        self.database.execute("DELETE FROM source WHERE name = ?", (name,))
        if not self.holding(report):
            self.database.execute("DELETE FROM kept WHERE report = ?", (report,))
        hashes = [(_hash(line),) for line in shared]
        self.database.executemany("UPDATE line SET sources = sources - 1 WHERE hash = ?", hashes)
        self.database.executemany("DELETE FROM line WHERE hash = ? AND sources <= 0", hashes)

    def states(self, line: bytes) -> bool:
        """Whether a source states the line among what is not its own."""
        return self.database.execute("SELECT 1 FROM line WHERE hash = ?", (_hash(line),)).fetchone() is not None

    @property
    def stated(self) -> int:
        """How many triples the sources state, each counted once."""
        found: int = self.database.execute(
            "SELECT (SELECT coalesce(sum(own), 0) FROM source) + (SELECT count(*) FROM line)"
        ).fetchone()[0]
        return found

    @property
    def triples(self) -> int:
        """How many triples the store has; to count them takes a second for each three millions."""
        found: int = self.database.execute("SELECT triples FROM size").fetchone()[0]
        return found

    def count(self, triples: int) -> None:
        self.database.execute("UPDATE size SET triples = ?", (triples,))


def _hash(line: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(line, digest_size=8).digest(), "big", signed=True)


@contextmanager
def writing(file: Path, before: Path | None = None) -> Iterator[Ledger]:
    """A new ledger, or a copy of one that is to be changed; it is in `file` at the end."""
    if before:
        shutil.copyfile(before, file)
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as database:
            database.executescript(
                f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{_CACHE}"
            )
            if not before:
                database.executescript(_SCHEMA)
            database.execute("BEGIN")
            yield Ledger(database)
            database.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        check_room(file, error)
        raise BadStore(f"{file}: the ledger of the store cannot be written ({error})") from error


@contextmanager
def reading(file: Path) -> Iterator[Ledger]:
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            yield Ledger(database)
    except sqlite3.DatabaseError as error:
        raise BadStore(f"{file}: the ledger of the store is broken ({error})") from error
