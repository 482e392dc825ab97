"""Store + queries/search/*.rq -> a file of SQLite in which all that they select can be found.

Each query is a kind of thing that can be found. It selects `iri` and `text` (several texts of one IRI are several
names, by `order`, if it has that), and may select `label` (how it is called for short), `year` and `code` (of a place).
What also selects `report` is a passage: it has `start` and `end`, and year and code of its report, which must be among
what `report.rq` selects. A query that selects `whole` in place of `text` gives texts, of which is taken what no passage
has.

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

Equal stores give equal bytes (with one version of SQLite): all is put in order before it is written, and the file is
written anew at the end. Memory does not grow with the store: what waits to be put in order lies in the file.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby, pairwise
from pathlib import Path
from typing import Final

from pyoxigraph import QuerySolution, QuerySolutions, Store, Triple

from gongkai.errors import BadOntology, BadStore
from gongkai.search.folding import words_of

LAYOUT: Final = 1
NEWLINE: Final = "\n"

_DRAFT: Final = ".draft"
_BATCH: Final = 10_000
_PAGE: Final = 4096
_END: Final = re.compile(r"[。！？]|\n\s*\n")

_SCHEMA: Final = f"""
PRAGMA page_size = {_PAGE};
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA user_version = {LAYOUT};
CREATE TABLE staged (kind INTEGER, iri TEXT, rank INTEGER, text TEXT, label TEXT, year INTEGER, code TEXT, report TEXT,
  start INTEGER, "end" INTEGER);
CREATE TABLE whole (kind INTEGER, iri TEXT, text TEXT, report TEXT);
CREATE TABLE kind (id INTEGER PRIMARY KEY, name TEXT, passage INTEGER);
CREATE TABLE entry (id INTEGER PRIMARY KEY, kind INTEGER, iri TEXT, text TEXT, folded TEXT, label TEXT, year INTEGER,
  code TEXT, report INTEGER, start INTEGER, "end" INTEGER);
CREATE VIRTUAL TABLE word USING fts5 (folded, content='', tokenize="ascii tokenchars '.'");
"""
# Reports come first, since passages refer to them by their number.
_SORTED: Final = """
SELECT s.kind, s.iri, s.text, s.label, coalesce(r.year, s.year, 0), coalesce(r.code, s.code, ''), r.id,
  s.start, s."end", k.passage
FROM staged AS s JOIN kind AS k ON k.id = s.kind LEFT JOIN reported AS r ON r.iri = s.report
WHERE (k.name = 'report') = ? ORDER BY k.passage, s.kind, s.iri, s.start, s.rank, s.text
"""
_REPORTED: Final = """
CREATE TEMP TABLE reported (iri TEXT PRIMARY KEY, id INTEGER, year INTEGER, code TEXT) WITHOUT ROWID;
"""

_Row = tuple[str | int | None, ...]


def index(store: Store, queries: Path, file: Path) -> None:
    """Write the index of `store` to `file`, by the queries in the folder."""
    draft = file.with_name(file.name + _DRAFT)
    for path in (draft, file):
        path.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as database:
            database.executescript(_SCHEMA + _REPORTED)
            database.execute("BEGIN")
            for number, path in enumerate(sorted(queries.glob("search/*.rq"))):
                _stage(database, store, path, number)
            _stage_the_rest(database)
            for reports in (True, False):
                _enter(database, reports)
            database.execute("INSERT INTO word (word) VALUES ('optimize')")
            database.execute("DROP TABLE staged")
            database.execute("DROP TABLE whole")
            database.execute("COMMIT")
            database.execute("VACUUM INTO ?", (str(file),))
    except sqlite3.OperationalError as error:
        raise BadStore(f"{file}: the index for search cannot be written ({error})") from error
    finally:
        draft.unlink(missing_ok=True)


def _stage(database: sqlite3.Connection, store: Store, path: Path, number: int) -> None:
    """Lay down what a query selects, in no order."""
    found = store.query(path.read_text("utf-8"))
    names = {variable.value for variable in found.variables} if isinstance(found, QuerySolutions) else set()
    if not isinstance(found, QuerySolutions) or "iri" not in names or not names & {"text", "whole"}:
        raise BadOntology(f"{path}: a query for search must select ?iri and ?text")
    database.execute("INSERT INTO kind VALUES (?, ?, ?)", (number, path.stem, "report" in names))
    columns: tuple[str, ...]
    if "whole" in names:
        columns, table = ("iri", "whole", "report"), "whole (kind, iri, text, report)"
    else:
        columns = tuple(name for name in _COLUMNS if name in names)
        table = f"staged (kind, {', '.join(_COLUMNS[name] for name in columns)})"
    holes = ", ".join("?" * (len(columns) + 1))
    rows = ((number, *(_value(solution, name) for name in columns)) for solution in found)
    database.executemany(f"INSERT INTO {table} VALUES ({holes})", rows)


_COLUMNS: Final = {
    "iri": "iri",
    "text": "text",
    "order": "rank",
    "label": "label",
    "year": "year",
    "code": "code",
    "report": "report",
    "start": "start",
    "end": '"end"',
}
_NUMBERS: Final = ("order", "year", "start", "end")


def _value(solution: QuerySolution, name: str) -> str | int | None:
    term = solution[name]
    if term is None:
        return None
    text = str(term) if isinstance(term, Triple) else term.value
    try:
        return int(text) if name in _NUMBERS else text
    except ValueError:
        raise BadOntology(f"a query for search selects {text!r} as ?{name}, which is no whole number") from None


def _stage_the_rest(database: sqlite3.Connection) -> None:
    """Cut what no passage has of the whole texts into sentences; a line ends none, since texts may be wrapped."""
    database.execute("CREATE INDEX known ON staged (report, start)")
    for kind, iri, text, report in database.execute("SELECT kind, iri, text, report FROM whole ORDER BY iri"):
        taken = database.execute(
            """SELECT start, "end" FROM staged WHERE report = ? AND substr(iri, 1, ?) = ? ORDER BY start, "end" """,
            (report, len(iri) + 1, f"{iri}#"),
        )
        rows = (
            (kind, f"{iri}#char={start},{end}", text[start:end], report, start, end)
            for start, end in _left(text, taken)
        )
        database.executemany(
            'INSERT INTO staged (kind, iri, text, report, start, "end") VALUES (?, ?, ?, ?, ?, ?)', list(rows)
        )
    database.execute("DROP INDEX known")


def _left(text: str, taken: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences between the stretches that are taken, in their order, without blanks around them."""
    free = 0
    for start, end in (*taken, (len(text), len(text))):
        yield from _sentences(text, free, start)
        free = max(free, end)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    bounds = [start, *(found.end() for found in _END.finditer(text, start, max(start, end))), end]
    for one, two in pairwise(bounds):
        piece = text[one:two]
        begin = one + len(piece) - len(piece.lstrip())
        if words_of(piece):
            yield begin, begin + len(piece.strip())


def _enter(database: sqlite3.Connection, reports: bool) -> None:
    """Put what is laid down into order, several names of one IRI together, so that it is found."""
    first = database.execute("SELECT count(*) FROM entry").fetchone()[0]
    rows = database.cursor().execute(_SORTED, (reports,))
    for number, (_, group) in enumerate(groupby(rows, _thing), first):
        row, *others = group
        kind, iri, text, label, year, code, report, start, end, passage = row
        texts = [text] if passage else list(dict.fromkeys(" ".join(one[2].split()) for one in (row, *others)))
        folded = [" ".join(words_of(one)) for one in texts]
        names = None if passage else NEWLINE.join(folded)
        entry = (number, kind, iri, NEWLINE.join(texts), names, label, year, code, report, start, end)
        database.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", entry)
        database.execute("INSERT INTO word (rowid, folded) VALUES (?, ?)", (number, " . ".join(folded)))
        if reports:
            database.execute("INSERT OR IGNORE INTO reported VALUES (?, ?, ?, ?)", (iri, number, year, code))


def _thing(row: _Row) -> _Row:
    """What rows of one thing have alike: names of one IRI are one, passages each by itself."""
    return (row[0], row[1], row[7], row[2]) if row[9] else (row[0], row[1])
