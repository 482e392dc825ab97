"""A server as a process of its own, and stores for it to serve."""

import json
import math
import os
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
from pyoxigraph import NamedNode, RdfFormat, Store

import gongkai
import web
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
        return web.get(self.url, params={"query": query}, headers={"Accept": accept})

    def value(self, query: str) -> str:
        """The only value of the only row."""
        (row,) = self.ask(query).raise_for_status().json()["results"]["bindings"]
        (cell,) = row.values()
        return str(cell["value"])


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Server]:
    """`gongkai serve` over a store, on any free port, until the block ends; more patient than others, if not told."""
    process = subprocess.Popen(
        [GONGKAI, "serve", "--store", str(folder), "--port", "0", "--timeout", "120", *options],
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
        process.wait(web.PATIENCE)
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


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def spent_by(processes: Iterable[int]) -> float:
    """Seconds of the processor that all of them have taken; any number of one that has ended."""
    seconds = 0.0
    for process in processes:
        try:
            stat = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return math.inf
        seconds += (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def below(process: int) -> list[int]:
    """Process ids of it and of all that it has started, and those of theirs."""
    found = [process]
    with suppress(OSError):
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            for child in children.read_text().split():
                found += below(int(child))
    return found


@contextmanager
def at_work(server: Server, query: str) -> Iterator[None]:
    """A client that asks, from when a worker is seen at its query until the block ends, where it goes away.

    All workers must have answered before: one that starts is at work too.
    """
    workers, address = workers_of(server), urlsplit(server.origin)
    before = spent_by(workers)
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=web.PATIENCE) as client:
        head = f"GET /sparql?{urlencode({'query': query})} HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n"
        client.sendall(head.encode())
        assert eventually(lambda: spent_by(workers) > before + 0.05)
        yield


def eventually(truth: Callable[[], bool], seconds: float = web.PATIENCE) -> bool:
    end = time.monotonic() + seconds
    while not truth():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
