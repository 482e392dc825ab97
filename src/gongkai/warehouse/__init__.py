"""A store -> its flat facts as a DuckDB file beside its triples, and rows that SQL selects from it.

Statistics over millions of figures take minutes in the triples and a moment here. The file is made when it is first
asked for, lies in the folder of the store that it is of, and goes with it: it is never of another store. Where the
store before had one, only what has changed since is read.
"""

from gongkai.warehouse.asking import ask, columns_of
from gongkai.warehouse.opening import is_made, is_quick, make_warehouse, open_warehouse
from gongkai.warehouse.twins import ask_twin, twin

__all__ = ["ask", "ask_twin", "columns_of", "is_made", "is_quick", "make_warehouse", "open_warehouse", "twin"]
