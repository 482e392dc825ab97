"""Reports, store -> an index of its names and sentences (SQLite FTS5); index + wish -> hits."""

from gongkai.search.finding import check, find
from gongkai.search.indexing import Draft, altering, writing
from gongkai.search.wish import NAMES, SENTENCES, Hit, Hits, Index, Place, Wish, packed, unpacked

__all__ = [
    "NAMES",
    "SENTENCES",
    "Draft",
    "Hit",
    "Hits",
    "Index",
    "Place",
    "Wish",
    "altering",
    "check",
    "find",
    "packed",
    "unpacked",
    "writing",
]
