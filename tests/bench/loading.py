"""N-Triples in one plain file -> a store of pyoxigraph on disk, by its bulk load and nothing else: the yardstick.

cd tests && ../.venv/bin/python -m bench.loading DUMP.nt STORE
"""

import sys
from pathlib import Path

from pyoxigraph import RdfFormat, Store


def load(dump: Path, place: Path) -> None:
    store = Store(str(place))
    store.bulk_load(path=str(dump), format=RdfFormat.N_TRIPLES)
    store.flush()


if __name__ == "__main__":
    load(Path(sys.argv[1]), Path(sys.argv[2]))
