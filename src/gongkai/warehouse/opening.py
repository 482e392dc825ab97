"""An opened store -> its warehouse for reading, made if it is not there yet."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongkai.errors import BadStore, GongkaiError
from gongkai.libraries import require
from gongkai.shelf import FORMER, WAREHOUSE
from gongkai.store import Opened
from gongkai.warehouse.asking import forget
from gongkai.warehouse.sources import fingerprint

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Reports from which on a warehouse is made for a named query. Below, SPARQL takes less than a second for each of them.
WORTH_IT: Final = 100

# Nothing but this one file can be read, nothing written, and no query can change that.
_CONFINED: Final = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "temp_directory": "",
    "lock_configuration": "true",
}
_MEND: Final = "make room and let who asks first write there, or ask what needs none: gongkai query --list"


def is_made(opened: Opened) -> bool:
    return _path(opened).exists()


def is_quick(opened: Opened) -> bool:
    """Whether a named query had better ask the warehouse: it is there, or is worth the making."""
    if find_spec("duckdb") is None or find_spec("pyarrow") is None:
        return False
    return is_made(opened) or (len(opened.shards) >= WORTH_IT and os.access(opened.place, os.W_OK))


@contextmanager
def open_warehouse(opened: Opened) -> Iterator["DuckDBPyConnection"]:
    """The warehouse, for reading only; it is made if need be."""
    if not is_made(opened):
        make_warehouse(opened)
    import duckdb

    path = _path(opened)
    try:
        connection = duckdb.connect(str(path), read_only=True, config=dict(_CONFINED))
    except duckdb.Error as error:
        raise BadStore(f"{path}: the flat facts are broken; delete this file, it is made again") from error
    with connection:
        try:
            yield connection
        finally:
            forget()


def _path(opened: Opened) -> Path:
    return opened.place / f"{fingerprint()}{WAREHOUSE}"


def make_warehouse(opened: Opened, seen: Callable[[int], None] = lambda _: None) -> None:
    """Beside the triples, whole or not at all; two who make it at once make the same.

    `seen` hears of every so many reports that were read.
    """
    require("tables", "duckdb", "pyarrow", wanted_by="gongkai sql")
    import duckdb

    from gongkai.warehouse.making import make  # here, since who only asks does without what it loads

    path = _path(opened)
    draft = path.with_name(f".{path.stem}.{os.getpid()}.draft")
    former = path.with_suffix(FORMER)
    try:
        make(draft, opened, former if former.exists() else None, seen)
        draft.replace(path)
    except duckdb.Error as error:
        raise GongkaiError(f"{path.parent}: the flat facts cannot be made ({_line(error)}); {_MEND}") from error
    except OSError as error:
        raise GongkaiError(f"{path.parent}: the flat facts cannot be written ({error.strerror}); {_MEND}") from error
    finally:
        draft.unlink(missing_ok=True)
        draft.with_name(draft.name + ".wal").unlink(missing_ok=True)
    for old in (former, *path.parent.glob(f"*{FORMER}")):
        old.unlink(missing_ok=True)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
