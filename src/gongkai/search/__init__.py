"""Store -> an index of its names and sentences (SQLite FTS5); index + wish -> hits."""

from gongkai.search.finding import check, find
from gongkai.search.indexing import index
from gongkai.search.wish import NAMES, SENTENCES, Hit, Hits, Index, Place, Wish, packed, unpacked

__all__ = [
    "NAMES",
    "SENTENCES",
    "Hit",
    "Hits",
    "Index",
    "Place",
    "Wish",
    "check",
    "find",
    "index",
    "packed",
    "unpacked",
]
