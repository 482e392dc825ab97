"""A store and questions -> rows and seconds of the answers that its flat facts give, by the twins in SQL.

    cd tests && ../.venv/bin/python -m bench.flat STORE QUESTIONS.json ROUNDS

QUESTIONS.json is what `bench.asking` prints for a store; a named query without a twin is left out.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from bench.asking import Answer, Question, answered
from gongkai import queries, store, warehouse


def answers(folder: Path, asked: list[Question], rounds: int) -> list[Answer]:
    with store.open_whole(folder) as opened, warehouse.open_warehouse(opened) as connection:

        def ask(query: queries.Query, settings: dict[str, str]) -> int:
            return len(warehouse.ask_twin(connection, opened.triples, query, settings).rows)

        found = ((queries.find(question.name), question.settings) for question in asked)
        return [
            answered(query.name, lambda query=query, settings=settings: ask(query, settings), rounds)  # type: ignore[misc]
            for query, settings in found
            if warehouse.twin(query)
        ]


if __name__ == "__main__":
    given = [Question(**one) for one in json.loads(Path(sys.argv[2]).read_text("utf-8"))]
    print(json.dumps([asdict(one) for one in answers(Path(sys.argv[1]), given, int(sys.argv[3]))]))
