"""N-Triples and questions -> the same queries in rdflib, each in a process of its own that ends after a minute.

    cd tests && ../.venv/bin/python -m bench.peer DUMP.nt QUESTIONS.json SECONDS

The graph is loaded once, and the processes that ask are forked from the one that has it.
"""

import gc
import json
import multiprocessing
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from multiprocessing.connection import Connection
from pathlib import Path

from rdflib import Graph
from rdflib.util import from_n3

from bench.asking import Answer, Question, answered
from gongkai import iris

WARM = 5


def _ask(graph: Graph, question: Question, told: Connection) -> None:
    terms = {name: from_n3(term) for name, term in question.bound.items()}

    def ask() -> int:
        return len(list(graph.query(question.text, initNs=iris.PREFIXES, initBindings=terms)))

    try:
        told.send(answered(question.name, ask, WARM))
    except Exception as error:
        told.send(Answer(question.name, failed=f"{type(error).__name__}: {str(error)[:100]}"))


def answers(dump: Path, asked: Sequence[Question], seconds: float) -> tuple[float, list[Answer]]:
    """How long the graph took to load, and an answer for each question."""
    begun = time.perf_counter()
    graph = Graph()
    graph.parse(dump, format="nt")
    loaded = time.perf_counter() - begun
    gc.freeze()
    context = multiprocessing.get_context("fork")
    found = []
    for question in asked:
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_ask, args=(graph, question, theirs))
        process.start()
        theirs.close()
        try:
            told = ours.recv() if ours.poll(seconds) else Answer(question.name, failed=f"over {seconds:.0f} s")
        except EOFError:
            told = Answer(question.name, failed="its process ended")
        process.kill()
        process.join()
        found.append(told)
    return loaded, found


def main(arguments: Sequence[str]) -> None:
    asked = [Question(**one) for one in json.loads(Path(arguments[1]).read_text("utf-8"))]
    loaded, found = answers(Path(arguments[0]), asked, float(arguments[2]))
    print(json.dumps({"loaded": loaded, "answers": [asdict(one) for one in found]}))


if __name__ == "__main__":
    main(sys.argv[1:])
