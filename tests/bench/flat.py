"""A DuckDB file of the flat facts -> rows and seconds of the questions in flat/*.sql, named as the named queries.

    cd tests && ../.venv/bin/python -m bench.flat FACTS.duckdb ROUNDS

They ask for what the named query of that name asks for, plainly: without its findings of what cannot be compared.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import duckdb

from bench.asking import Answer, answered


def answers(file: Path, rounds: int) -> list[Answer]:
    with duckdb.connect(str(file), read_only=True) as connection:
        texts = {path.stem: path.read_text("utf-8") for path in sorted(Path(__file__).with_name("flat").glob("*.sql"))}
        return [
            answered(name, lambda text=text: len(connection.execute(text).fetchall()), rounds)  # type: ignore[misc]
            for name, text in texts.items()
        ]


if __name__ == "__main__":
    print(json.dumps([asdict(one) for one in answers(Path(sys.argv[1]), int(sys.argv[2]))]))
