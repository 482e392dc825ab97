"""A DuckDB file of the flat facts -> rows and seconds of the questions in flat/*.sql, named as the named queries.

    cd tests && ../.venv/bin/python -m bench.flat FACTS.duckdb ROUNDS

They ask for what the named query of that name asks for, plainly: without its findings of what cannot be compared.
"""

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from statistics import median

import duckdb

from bench.asking import Answer


def answers(file: Path, rounds: int) -> list[Answer]:
    found = []
    with duckdb.connect(str(file), read_only=True) as connection:
        for path in sorted(Path(__file__).with_name("flat").glob("*.sql")):
            text = path.read_text("utf-8")
            (first, rows), *again = (_timed(connection, text) for _ in range(rounds + 1))
            found.append(Answer(path.stem, rows, first, median([one for one, _ in again] or [first]), rounds))
    return found


def _timed(connection: duckdb.DuckDBPyConnection, text: str) -> tuple[float, int]:
    begun = time.perf_counter()
    rows = connection.execute(text).fetchall()
    return time.perf_counter() - begun, len(rows)


if __name__ == "__main__":
    print(json.dumps([asdict(one) for one in answers(Path(sys.argv[1]), int(sys.argv[2]))]))
