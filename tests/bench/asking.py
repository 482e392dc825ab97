"""A store and a named query -> rows and seconds of its answer, in a process of its own.

    cd tests && ../.venv/bin/python -m bench.asking STORE NAME ROUNDS SETTING=VALUE ...

The first answer is what somebody waits for who asks once; the median is over up to ROUNDS more, warm. Without a NAME it
prints the named queries, each with values for its parameters that have an answer in a generated corpus.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from pyoxigraph import NamedNode, Store

from gongkai import queries, store

# What the heads give as examples are words of the seeds.
FOR_CORPUS = {"agency": "教育局", "area": "education"}
EXAMPLE = re.compile(r"as in (?P<value>[\w-]+)")
ENOUGH = 10.0  # seconds after which a query is not asked again
OBSERVATION = NamedNode("http://purl.org/linked-data/cube#Observation")
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@dataclass(frozen=True, slots=True)
class Question:
    """A named query with its parameters, as text and as the terms that are bound, in N-Triples."""

    name: str
    settings: dict[str, str]
    text: str
    bound: dict[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """Seconds: the first time, and the medians of `rounds` more, on the clock and of the processor, which others at
    work do not lengthen; `failed` says why there are none."""

    name: str
    rows: int = 0
    first: float = 0
    warm: float = 0
    cpu: float = 0
    rounds: int = 0
    failed: str = ""


Ask = Callable[[], int]


def answered(name: str, ask: Ask, rounds: int) -> Answer:
    """Ask once, and up to `rounds` times more while that does not take long; `ask` gives the number of rows."""
    rows, first, cpu = _timed(ask)
    again: list[tuple[float, float]] = []
    while len(again) < rounds and first + sum(wall for wall, _ in again) < ENOUGH:
        again.append(_timed(ask)[1:])
    counted = again or [(first, cpu)]
    return Answer(name, rows, first, median(wall for wall, _ in counted), median(cpu for _, cpu in counted), len(again))


def _timed(ask: Ask) -> tuple[int, float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    rows = ask()
    return rows, time.perf_counter() - wall, time.process_time() - cpu


def questions(opened: Store) -> list[Question]:
    known = _known(opened)
    asked = []
    for query in queries.catalogue():
        settings = {parameter.name: _value(parameter, known) for parameter in query.parameters if not parameter.default}
        bound = {name: str(term) for name, term in queries.bound(opened, query, settings)}
        asked.append(Question(query.name, settings, query.text, bound))
    return asked


def _known(opened: Store) -> dict[str, str]:
    """Two reports of one body, if there are, and a figure of the first."""
    found = queries.select(opened, queries.find("reports"), {})
    assert isinstance(found, queries.Table)
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    pairs = ((a, b) for a, b in pairwise(rows) if (a["code"], a["issuer"]) == (b["code"], b["issuer"]))
    left, right = next(pairs, (rows[0], rows[-1]))
    figures = (quad.subject for quad in opened.quads_for_pattern(None, TYPE, OBSERVATION))
    figure = min(str(one.value) for one in figures if isinstance(one, NamedNode))
    start = figure.rpartition("/")[2].partition("-")[0]
    return {"left": str(left["report"]), "right": str(right["report"]), "report": str(left["report"]),
            "fact": figure, "start": start}  # fmt: skip


def _value(parameter: queries.Parameter, known: dict[str, str]) -> str:
    example = EXAMPLE.search(parameter.meaning)
    chosen = FOR_CORPUS.get(parameter.name) or known.get(parameter.name) or (example and example["value"])
    if not chosen:
        raise LookupError(f"{parameter.name}: its head gives no example (as in ...), and the benchmark knows no value")
    return chosen


def answer(folder: Path, name: str, rounds: int, settings: dict[str, str]) -> Answer:
    query = queries.find(name)
    with store.open_store(folder) as opened:

        def ask() -> int:
            found = queries.select(opened, query, settings)
            return len(found.rows if isinstance(found, queries.Table) else found.triples)

        return answered(name, ask, rounds)


def main(arguments: Sequence[str]) -> None:
    folder = Path(arguments[0])
    if len(arguments) == 1:
        with store.open_store(folder) as opened:
            print(json.dumps([asdict(question) for question in questions(opened)], ensure_ascii=False))
        return
    name, rounds, *given = arguments[1:]
    settings = dict(setting.split("=", 1) for setting in given)
    print(json.dumps(asdict(answer(folder, name, int(rounds), settings))))


if __name__ == "__main__":
    main(sys.argv[1:])
