"""A server as a process of its own, and stores for it to serve."""

import json
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from pyoxigraph import NamedNode, RdfFormat, Store

import gongkai
from terminal import GONGKAI

JSON = "application/sparql-results+json"


@dataclass(frozen=True, slots=True)
class Server:
    origin: str
    process: subprocess.Popen[str]

    @property
    def url(self) -> str:
        return f"{self.origin}/sparql"

    def ask(self, query: str, accept: str = JSON) -> httpx.Response:
        return httpx.get(self.url, params={"query": query}, headers={"Accept": accept}, timeout=20)

    def value(self, query: str) -> str:
        """The only value of the only row."""
        (row,) = self.ask(query).raise_for_status().json()["results"]["bindings"]
        (cell,) = row.values()
        return str(cell["value"])


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Server]:
    """`gongkai serve` over a store, on any free port, until the block ends."""
    process = subprocess.Popen(
        [GONGKAI, "serve", "--store", str(folder), "--port", "0", *options],
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stderr
    try:
        line = process.stderr.readline()
        found = re.search(r"http://\S+(?=/sparql)", line)
        assert found, line + process.stderr.read()
        yield Server(found[0], process)
    finally:
        process.terminate()
        process.wait(20)
        process.stderr.close()


def store_of(folder: Path, turtle: str, name: str = "0123456789abcdef", **graphs: str) -> Path:
    """A store in force with these triples, and with `graphs` under http://example.org/NAME."""
    triples = folder / "stores" / name / "triples"
    triples.mkdir(parents=True)
    store = Store(str(triples))
    store.load(turtle, RdfFormat.TURTLE)
    for graph, content in graphs.items():
        store.load(content, RdfFormat.TURTLE, to_graph=NamedNode(f"http://example.org/{graph}"))
    store.flush()
    triples.with_name("store.json").write_text(json.dumps({"version": gongkai.__version__}))
    folder.joinpath("current.draft").write_text(name)
    folder.joinpath("current.draft").replace(folder / "current")
    return folder


def workers_of(server: Server) -> list[int]:
    """Process ids of the workers that have not ended."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = status.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(parent) == server.process.pid and state != "Z":
            found.append(int(status.parent.name))
    return found


def eventually(truth: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not truth():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
