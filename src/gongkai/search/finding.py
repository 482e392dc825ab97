"""Index + wish -> hits, in one order: names that are just so, names that begin so, then by bm25, and by IRI.

What is asked never reaches FTS5 but as strings of folded words, in which no sign of its syntax can stand.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Final

from gongkai.errors import BadQuery, BadStore
from gongkai.search.folding import marks, words_of
from gongkai.search.indexing import LAYOUT, NEWLINE
from gongkai.search.wish import MOST_CHARACTERS, MOST_WORDS, NAMES, SENTENCES, Hit, Hits, Index, Phrase, Place, Wish
from gongkai.text import Span

_MOST: Final = 10_000  # hits at a time
_FURTHEST: Final = 2**62
_CODE: Final = re.compile(r"[0-9]{2,6}", re.ASCII)
_COUNTRY: Final = "10"
_YEARS: Final = 10_000

_MATCHING: Final = """
FROM word JOIN entry AS e ON e.id = word.rowid JOIN kind AS k ON k.id = e.kind LEFT JOIN entry AS r ON r.id = e.report
WHERE word MATCH :match AND (:year = 0 OR e.year = :year) AND substr(e.code, 1, length(:place)) = :place
"""
_ORDERED: Final = """
ORDER BY
  CASE WHEN e.folded IS NULL THEN 2
    WHEN instr(char(10) || e.folded || char(10), char(10) || :whole || char(10)) THEN 0
    WHEN instr(char(10) || e.folded, char(10) || :whole || ' ') THEN 1
    ELSE 2 END,
  bm25(word), e.iri, e.kind, e.id
LIMIT :limit OFFSET :offset
"""
_COLUMNS: Final = """
SELECT e.iri, k.name, e.text, e.year, e.code, k.passage, r.iri, coalesce(r.label, ''), coalesce(r.text, ''),
  coalesce(e.start, 0), coalesce(e."end", 0)
"""


def find(index: Index, wish: Wish) -> Hits:
    """What fits the wish; BadStore where the index cannot be read, BadQuery for a kind that it does not have."""
    phrases = wish.phrases[:MOST_WORDS]
    with _opened(index) as database:
        chosen = _chosen(database, wish.kinds)
        if not phrases or not 0 <= wish.year < _YEARS or (wish.place and not _CODE.fullmatch(wish.place)):
            return Hits(0, (), wish.cut)
        given = {
            "match": " AND ".join(f'"{" ".join(phrase)}"' for phrase in phrases),
            "whole": " ".join(words_of(wish.words[:MOST_CHARACTERS])),
            "year": wish.year,
            "place": _prefix(wish.place),
            "limit": min(max(wish.limit, 0), _MOST),
            "offset": min(max(wish.offset, 0), _FURTHEST),
        }
        matching = f"{_MATCHING} AND e.kind IN ({chosen})"
        total = database.execute(f"SELECT count(*) {matching}", given).fetchone()[0]
        rows = database.execute(f"{_COLUMNS} {matching} {_ORDERED}", given) if total and given["limit"] else ()
        return Hits(total, tuple(_hit(row, phrases) for row in rows), wish.cut)


def check(index: Index) -> None:
    """BadStore where the index is missing, cut short, or laid out in another way."""
    with _opened(index):
        pass


@contextmanager
def _opened(index: Index) -> Iterator[sqlite3.Connection]:
    """The index for reading; it never changes, so that nothing is locked and no file beside it is looked for."""
    file = index.file.absolute()
    if not file.is_file():
        raise BadStore(f"{file}: the store has no index for search; {index.mend}")
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            database.execute("PRAGMA temp_store = MEMORY")
            pages, size, layout = (
                database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size", "user_version")
            )
            if layout != LAYOUT or pages * size != file.stat().st_size:
                raise BadStore(f"{file}: the index for search is not whole; {index.mend}")
            yield database
    except sqlite3.DatabaseError as error:
        raise BadStore(f"{file}: the index for search is broken ({error}); {index.mend}") from error


def _chosen(database: sqlite3.Connection, wanted: tuple[str, ...]) -> str:
    """The numbers of the kinds, for use in SQL."""
    known = list(database.execute("SELECT id, name, passage FROM kind ORDER BY passage, name"))
    groups = {NAMES: [number for number, _, passage in known if not passage],
              SENTENCES: [number for number, _, passage in known if passage]}  # fmt: skip
    groups |= {name: [number] for number, name, _ in known}
    for one in wanted:
        if one not in groups:
            raise BadQuery(f"there is nothing of kind {one[:50]!r} to be found; choose of: {', '.join(groups)}")
    numbers = {number for one in wanted or (NAMES, SENTENCES) for number in groups[one]}
    return ", ".join(map(str, sorted(numbers)))


def _prefix(place: str) -> str:
    """How the codes of a place and of all below it begin: 3205 for 320500, none for the country."""
    while len(place) > 2 and place.endswith("00") and len(place) % 2 == 0:
        place = place[:-2]
    return "" if place in (_COUNTRY, "00") else place


def _hit(row: tuple[str, str, str, int, str, int, str | None, str, str, int, int], phrases: tuple[Phrase, ...]) -> Hit:
    iri, kind, text, year, code, passage, report, name, title, start, end = row
    shown, found = _shown([text] if passage else text.split(NEWLINE), phrases)
    place = Place(report or "", name, title, start, end) if passage else None
    return Hit(iri, kind, shown, found, year, code, place)


def _shown(texts: list[str], phrases: tuple[Phrase, ...]) -> tuple[str, tuple[Span, ...]]:
    """Of several names that in which most of what is looked for stands; of equal ones the shortest, then the first."""
    marked = [(text, marks(text, phrases)) for text in texts]
    return max(marked, key=lambda one: (sum(span.end - span.start for span in one[1]), -len(one[0])))
