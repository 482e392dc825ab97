"""Shards and triples of a store -> the DuckDB file of its flat facts, made anew or from that of the store before."""

import csv
import io
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongkai import iris, queries, shards
from gongkai.dictionary import Table
from gongkai.errors import BadStore
from gongkai.records import Row, rows_by, rows_of
from gongkai.store import Opened
from gongkai.warehouse.findings import COLUMNS, body_of, findings_of
from gongkai.warehouse.schema import definitions, tables
from gongkai.warehouse.sources import ASKED, script

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Lines of so many shards are in memory at once. On 666 reports 50 took 1.3 times as long as 200, and 600 no less.
_AT_ONCE: Final = 200
_SHARED: Final = ("concepts", "metrics", "jurisdictions")
_OWN: Final = ("categories", "forerunners")


@dataclass(frozen=True, slots=True)
class Work:
    """The shards to be read, and the names of those whose reports are to be taken out."""

    new: tuple[Path, ...]
    gone: tuple[str, ...]


def make(target: Path, opened: Opened, former: Path | None, seen: Callable[[int], None]) -> None:
    """Write the warehouse of an opened store at `target`; `seen` hears of every so many reports that were read."""
    import duckdb

    if former:
        shutil.copyfile(former, target)
    with duckdb.connect(str(target)) as connection:
        connection.execute("SET preserve_insertion_order = false")
        if not former:
            for statement in definitions():
                connection.execute(statement)
        work = _work(connection, opened.shards)
        bodies = _take_out(connection, work.gone)
        _set_terms(connection)
        for at in range(0, len(work.new), _AT_ONCE):
            piece = work.new[at : at + _AT_ONCE]
            bodies |= _take_in(connection, piece)
            seen(len(piece))
        _share(connection, opened, frozenset(bodies))
        connection.execute("CHECKPOINT")


def _work(connection: "DuckDBPyConnection", paths: Sequence[Path]) -> Work:
    there = {name for (name,) in connection.execute("SELECT shard FROM reports").fetchall()}
    wanted = {path.name: path for path in paths}
    new = tuple(wanted[name] for name in sorted(wanted.keys() - there))
    if missing := [path for path in new if not path.is_file()]:
        raise BadStore(f"{missing[0]}: this shard of the store is missing; build it again with gongkai build")
    return Work(new, tuple(sorted(there - wanted.keys())))


def _take_out(connection: "DuckDBPyConnection", gone: Sequence[str]) -> set[str]:
    """Remove what is said of the reports of these shards; the bodies that they are of."""
    if not gone:
        return set()
    found = connection.execute("SELECT id FROM reports WHERE shard IN (SELECT unnest($1))", [list(gone)]).fetchall()
    for table in tables():
        if "report_id" in table.names:
            connection.execute(
                f"DELETE FROM {table.name} WHERE report_id IN (SELECT unnest($1))", [[id for (id,) in found]]
            )
    connection.execute("DELETE FROM reports WHERE shard IN (SELECT unnest($1))", [list(gone)])
    return {body_of(report) for (report,) in found}


def _take_in(connection: "DuckDBPyConnection", piece: Sequence[Path]) -> set[str]:
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE line AS SELECT parse_filename(filename) AS shard, line
        FROM read_csv($1, delim = '\\x01', quote = '', escape = '', header = false, columns = {'line': 'VARCHAR'},
          filename = true, auto_detect = false, max_line_size = 100000000)""",
        [[_literally(path) for path in piece]],
    )
    connection.execute(script("said.sql"))
    connection.execute(script("rows.sql"))
    return {body_of(shards.report_in(path).removeprefix(f"{iris.BASE}report/")) for path in piece}


def _literally(path: Path) -> str:
    """A path in which DuckDB finds no pattern for several."""
    return re.sub(r"[*?[]", r"[\g<0>]", str(path))


@cache
def _terms() -> tuple[Row, ...]:
    rows = csv.DictReader(io.StringIO(script("terms.csv")))
    return tuple((row["name"], f"<{iris.term(row['property'])}>") for row in rows)


def _set_terms(connection: "DuckDBPyConnection") -> None:
    connection.execute("CREATE OR REPLACE TEMP TABLE term (name VARCHAR, property VARCHAR)")
    _insert(connection, "term", ("name", "property"), _terms())


def _share(connection: "DuckDBPyConnection", opened: Opened, bodies: frozenset[str]) -> None:
    """What reports share is read whole, findings of the bodies whose reports have changed."""
    known = {table.name: table for table in tables()}
    for name in _SHARED:
        _replace(connection, known[name], rows_of(opened.triples, known[name]))
    for name in _OWN:
        _replace(connection, known[name], rows_by(opened.triples, known[name], script(f"{name}.rq")))
    # Their twins sort nothing, which of a short answer is half the time: that a scan keeps the order is promised.
    connection.execute("SET preserve_insertion_order = true")
    for name in ASKED:
        _replace(connection, known[name.replace("-", "_")], _answer(opened, queries.find(name)))
    of_bodies = "regexp_replace(report_id, '/[0-9]+$', '') IN (SELECT unnest($1))"
    connection.execute(f"DELETE FROM findings WHERE across = 'yes' AND {of_bodies}", [sorted(bodies)])
    found = connection.execute(f"SELECT iri FROM findings WHERE {of_bodies}", [sorted(bodies)]).fetchall()
    there = frozenset(iri for (iri,) in found)
    _insert(connection, "findings", COLUMNS, findings_of(opened.triples, bodies, there))
    connection.execute(script("counts.sql"))


def _answer(opened: Opened, query: queries.Query) -> tuple[Row, ...]:
    told = queries.select(opened.triples, query, {parameter.name: "" for parameter in query.parameters})
    assert isinstance(told, queries.Table)
    return told.rows


def _replace(connection: "DuckDBPyConnection", table: Table, rows: Iterable[Row]) -> None:
    connection.execute(f"DELETE FROM {table.name}")
    _insert(connection, table.name, table.names, rows)


def _insert(connection: "DuckDBPyConnection", name: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Rows of plain values, which the types of the table tell how to read."""
    import pyarrow as pa

    texts = [[None if value is None else str(value) for value in row] for row in rows]
    if texts:
        arrays = [pa.array([row[at] for row in texts], pa.string()) for at in range(len(columns))]
        connection.register("given", pa.table(arrays, list(columns)))
        connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM given")
        connection.unregister("given")
