"""queries/warehouse/ -> its texts, and a name for what makes a warehouse; apart, since who only asks needs no more."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from gongkai import __version__, resources

# Named queries that are asked when the flat facts are made, their parameters empty; a table of each name, with _ for -,
# has the rows in their order.
ASKED: Final = ("corrections", "dataset", "linksets", "same-as", "unlinked")


def script(name: str) -> str:
    """The text of a file of queries/warehouse."""
    return (resources.folder("queries") / "warehouse" / name).read_text("utf-8")


@cache
def fingerprint() -> str:
    """Hash of all that makes a warehouse of a store: who has another one makes another file."""
    digest = hashlib.sha256(__version__.encode())
    folders = (resources.folder("queries") / "warehouse", resources.folder("queries") / "tables", Path(__file__).parent)
    files = [path for folder in folders for path in sorted(folder.glob("*.*"))]
    more = (*(resources.folder("ontology") / name for name in ("tables.yaml", "warehouse.yaml")),
            *(resources.folder("queries") / f"{name}.rq" for name in ASKED))  # fmt: skip
    for path in (*files, *more):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
