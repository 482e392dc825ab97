"""Reports, store + queries/search/ -> a file of SQLite in which all that these tell can be found.

Each query is a kind of names, of things that reports share. It selects `iri` and `text` (several texts of one IRI are
several names, by `order`, if it has that), and may select `label` (how it is called for short), `year` and `code` (of a
place). What can be found within a report is told by `passages.yaml` and comes from that report alone, so that the index
of a large store is changed for one report by taking out what it had and putting in what it has; names are asked of the
whole store each time, and those that differ are changed.

A character is a word, and what is looked for a phrase of them. Measured with 28,240 sentences of 46 reports (1,412,
each 20 times) and 400 stretches of 1 to 6 characters of the seeds, in FTS5 of SQLite 3.40, contentless:

    words          bytes per sentence  ms per 1,000  found  nothing for  median
    trigram        180                 15            0.059  206          0.01 ms
    characters     120                 7             1.000  0            0.26 ms
    pairs          133                 12            0.527  35           0.06 ms
    jieba           86                 77            0.448  204          0.04 ms
    jieba, search   95                 81            0.503  202          0.04 ms

Trigrams find nothing shorter than three characters, pairs nothing of one, words only what is cut alike in both. To
leave out positions (`detail=column`) saves 7 per cent, and phrases. The tokenizer `ascii` leaves alone what is not
ASCII, so that what a word is, is decided in `folding` alone.

Builds of the same shards in the same order give equal bytes (with one version of SQLite). An index that was changed, or
was made in another order, has other bytes and finds the same: FTS5 counts for bm25 only what is there. Memory does not
grow with the store: what waits to be put in order lies in a file.
"""

import shutil
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import groupby
from pathlib import Path
from typing import Final

from pyoxigraph import QuerySolution, QuerySolutions, Store, Triple

from gongkai.errors import BadOntology, BadStore, check_room
from gongkai.search.folding import words_of
from gongkai.search.passages import REPORT, Kinds, found_in, kinds_in
from gongkai.told import Term, Told

LAYOUT: Final = 2
NEWLINE: Final = "\n"

_DRAFT: Final = ".draft"
_PAGE: Final = 4096
_PASSAGES: Final = "passages.yaml"

_SCHEMA: Final = f"""
PRAGMA page_size = {_PAGE};
PRAGMA user_version = {LAYOUT};
CREATE TABLE kind (id INTEGER PRIMARY KEY, name TEXT, passage INTEGER);
CREATE TABLE entry (id INTEGER PRIMARY KEY, kind INTEGER, iri TEXT, text TEXT, folded TEXT, label TEXT, year INTEGER,
  code TEXT, report INTEGER, start INTEGER, "end" INTEGER);
CREATE VIRTUAL TABLE word USING fts5 (folded, content='', tokenize="ascii tokenchars '.'");
CREATE INDEX named ON entry (kind, iri) WHERE folded IS NOT NULL;
"""
# A report and what is found in it have the number of the report's entry; what has none are names that reports share.
_WITHIN: Final = "CREATE INDEX within ON entry (report) WHERE report IS NOT NULL"
_STAGED: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TEMP TABLE staged (kind INTEGER, iri TEXT, rank INTEGER, text TEXT, label TEXT, year INTEGER, code TEXT);
CREATE TEMP TABLE name (kind INTEGER, iri TEXT, text TEXT, label TEXT, year INTEGER, code TEXT, PRIMARY KEY (kind, iri))
  WITHOUT ROWID;
"""
_SORTED: Final = """
SELECT kind, iri, text, label, coalesce(year, 0), coalesce(code, '') FROM staged ORDER BY kind, iri, rank, text
"""
_SAME: Final = """
n.kind = e.kind AND n.iri = e.iri AND n.text = e.text AND n.label IS e.label AND n.year = e.year AND n.code = e.code
AND e.folded IS NOT NULL AND e.report IS NULL
"""
_GONE: Final = f"""
SELECT e.id, e.folded FROM entry AS e
WHERE e.folded IS NOT NULL AND e.report IS NULL AND NOT EXISTS (SELECT 1 FROM temp.name AS n WHERE {_SAME})
"""
_COME: Final = f"SELECT n.* FROM temp.name AS n WHERE NOT EXISTS (SELECT 1 FROM entry AS e WHERE {_SAME})"

# A kind, its IRI, its names in lines, a label, year and code.
_Name = tuple[int, str, str, str | None, int, str]


@contextmanager
def writing(queries: Path, file: Path) -> Iterator["Draft"]:
    """A new index that is in `file` at the end, if all went well."""
    draft = file.with_name(file.name + _DRAFT)
    for path in (draft, file):
        path.unlink(missing_ok=True)
    try:
        with _draft(queries, draft, fresh=True) as (index, database):
            yield index
            database.execute(_WITHIN)
            database.execute("INSERT INTO word (word) VALUES ('optimize')")
            database.execute("COMMIT")
            database.execute("VACUUM INTO ?", (str(file),))
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def altering(before: Path, queries: Path, file: Path) -> Iterator["Draft"]:
    """A copy of the index `before`, which is of the same queries, to be changed; it is in `file` at the end."""
    shutil.copyfile(before, file)
    with _draft(queries, file, fresh=False) as (index, database):
        yield index
        database.execute("COMMIT")


@contextmanager
def _draft(queries: Path, file: Path, *, fresh: bool) -> Iterator[tuple["Draft", sqlite3.Connection]]:
    kinds, asked = kinds_in(queries / "search" / _PASSAGES), sorted(queries.glob("search/*.rq"))
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as database:
            if fresh:
                database.executescript(_SCHEMA)
            database.executescript(_STAGED)
            database.execute("BEGIN")
            if fresh:
                _number(database, kinds, asked)
            yield Draft(database, kinds, asked), database
    except sqlite3.DatabaseError as error:
        check_room(file, error)
        raise BadStore(f"{file}: the index for search cannot be written ({error})") from error


def _number(database: sqlite3.Connection, kinds: Kinds, queries: Sequence[Path]) -> None:
    passage = {REPORT: False, **{kind.name: True for kind in kinds.passages}, **{path.stem: False for path in queries}}
    rows = ((number, name, passage[name]) for number, name in enumerate(sorted(passage)))
    database.executemany("INSERT INTO kind VALUES (?, ?, ?)", rows)


class Draft:
    """An index that is being written: reports come and go, and names are taken of the store when all are in it.

    It must be told of a report what these `properties` say.
    """

    def __init__(self, database: sqlite3.Connection, kinds: Kinds, queries: Sequence[Path]) -> None:
        self._database = database
        self._kinds = kinds
        self.properties: Collection[Term] = kinds.properties
        self._queries = queries
        self._numbers: dict[str, int] = dict(database.execute("SELECT name, id FROM kind"))
        self._next: int = database.execute("SELECT coalesce(max(id) + 1, 0) FROM entry").fetchone()[0]

    def add(self, report: str, told: Told) -> None:
        """Take in a report by what its shard says."""
        head, passages = found_in(told, report, self._kinds)
        number = self._next
        titles = NEWLINE.join(dict.fromkeys(" ".join(title.split()) for title in head.titles))
        self._enter((self._numbers[REPORT], report, titles, head.label, head.year, head.code), number)
        placed = list(enumerate(passages, self._next))
        self._next += len(placed)
        self._database.executemany(
            "INSERT INTO entry VALUES (?, ?, ?, ?, NULL, NULL, ?, ?, ?, ?, ?)",
            (
                (at, self._numbers[one.kind], one.iri, one.text, head.year, head.code, number, one.start, one.end)
                for at, one in placed
            ),
        )
        self._database.executemany(
            "INSERT INTO word (rowid, folded) VALUES (?, ?)", ((at, " ".join(words_of(one.text))) for at, one in placed)
        )

    def drop(self, report: str) -> None:
        """Take out a report and all that is found in it."""
        named = "SELECT id FROM entry WHERE kind = ? AND iri = ? AND folded IS NOT NULL"
        for (number,) in self._database.execute(named, (self._numbers[REPORT], report)).fetchall():
            rows = self._database.execute("SELECT id, text, folded FROM entry WHERE report = ?", (number,))
            for at, text, folded in rows.fetchall():
                self._forget(at, " ".join(words_of(text)) if folded is None else _joined(folded))

    def name(self, store: Store) -> None:
        """Make the names those that the queries select of the store; what has not changed is left as it is."""
        for table in ("staged", "name"):
            self._database.execute(f"DELETE FROM temp.{table}")
        for path in self._queries:
            _stage(self._database, store, path, self._numbers[path.stem])
        rows = self._database.execute(_SORTED)
        self._database.executemany("INSERT INTO temp.name VALUES (?, ?, ?, ?, ?, ?)", _names(rows))
        for number, folded in self._database.execute(_GONE).fetchall():
            self._forget(number, _joined(folded))
        for row in self._database.execute(_COME):
            self._enter(row, None)

    def _enter(self, name: _Name, report: int | None) -> None:
        kind, iri, text, label, year, code = name
        folded = NEWLINE.join(" ".join(words_of(one)) for one in text.split(NEWLINE))
        entry = (self._next, kind, iri, text, folded, label, year, code, report)
        self._database.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)", entry)
        self._database.execute("INSERT INTO word (rowid, folded) VALUES (?, ?)", (self._next, _joined(folded)))
        self._next += 1

    def _forget(self, number: int, folded: str) -> None:
        """FTS5 without contents must be told what it forgets."""
        forget = "INSERT INTO word (word, rowid, folded) VALUES ('delete', ?, ?)"
        self._database.execute(forget, (number, folded))
        self._database.execute("DELETE FROM entry WHERE id = ?", (number,))


def _joined(folded: str) -> str:
    """The words of several names, so that none is found that begins in one and ends in the next."""
    return folded.replace(NEWLINE, " . ")


def _names(rows: Iterable[_Name]) -> Iterator[_Name]:
    """Several names of one IRI as one."""
    for _, group in groupby(rows, lambda row: row[:2]):
        row, *others = group
        texts = dict.fromkeys(" ".join(one[2].split()) for one in (row, *others))
        yield (*row[:2], NEWLINE.join(texts), *row[3:])


def _stage(database: sqlite3.Connection, store: Store, path: Path, number: int) -> None:
    """Lay down what a query selects, in no order."""
    found = store.query(path.read_text("utf-8"))
    names = {variable.value for variable in found.variables} if isinstance(found, QuerySolutions) else set()
    if not isinstance(found, QuerySolutions) or not names >= {"iri", "text"}:
        raise BadOntology(f"{path}: a query for search must select ?iri and ?text")
    columns = tuple(name for name in _COLUMNS if name in names)
    holes = ", ".join("?" * (len(columns) + 1))
    rows = ((number, *(_value(solution, name) for name in columns)) for solution in found)
    table = f"temp.staged (kind, {', '.join(_COLUMNS[name] for name in columns)})"
    database.executemany(f"INSERT INTO {table} VALUES ({holes})", rows)


_COLUMNS: Final = {"iri": "iri", "text": "text", "order": "rank", "label": "label", "year": "year", "code": "code"}
_NUMBERS: Final = ("order", "year")


def _value(solution: QuerySolution, name: str) -> str | int | None:
    term = solution[name]
    if term is None:
        return None
    text = str(term) if isinstance(term, Triple) else term.value
    try:
        return int(text) if name in _NUMBERS else text
    except ValueError:
        raise BadOntology(f"a query for search selects {text!r} as ?{name}, which is no whole number") from None
