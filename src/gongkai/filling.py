"""Lines of N-Triples, ontology and queries -> the triples of a store, and the name of what they make."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final, Protocol

from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, RdfFormat, Store, Triple, parse

from gongkai import __version__, background, iris, memory, shards
from gongkai.errors import BadOntology, BadStore
from gongkai.shards import Kept, Statements
from gongkai.told import Term, Told

_ONTOLOGY: Final = ("gongkai.ttl", "shapes.ttl", "dataset.ttl")
# The loader keeps what it is given until it is written. Measured with the first 8 of the 24.4 million triples of 10,000
# reports: 20 MB at a time took 160 MB of memory, 40 MB 247, 50 MB 360, and all the same CPU but the last, which took a
# tenth more. With all merging left to the end the 24.4 million took 73 s of CPU, without 132.
_LOAD: Final = 40_000_000
# Each piece leaves some files, all of which are open when they are merged: of so many, fewer than a process may open.
_UNMERGED: Final = 300


class Judge(Protocol):
    """What joins reports: it judges one by another, of what it keeps of each."""

    @property
    def properties(self) -> Collection[Term]:
        """By which it must be told of a report."""

    def kept(self, said: Statements, told: Told, /) -> Sequence[bytes]:
        """The lines of a report by which it is judged, and others by it."""

    def neighbours(self, report: str, /) -> Sequence[str]:
        """The other reports that a report is judged by, or which are judged by it; whether they are there or not."""

    def lines(self, reports: Iterable[Kept], /) -> Iterable[str]:
        """What it finds, of reports in the order of their IRIs, as lines of N-Triples."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is added to the reports: folders of the ontology and of the queries, and what joins reports."""

    ontology: Path
    queries: Path
    judge: Judge

    @property
    def fingerprint(self) -> str:
        """Hash of all that may change what is made of the same sources: the code, and both folders."""
        digest = hashlib.sha256(f"{__version__} {shards.knowledge()}".encode())
        known = (*self.ontology.glob("*.yaml"), *self.ontology.glob("places/*.csv"))
        asked = (*self.queries.glob("*/*.rq"), *self.queries.glob("*/*.yaml"))
        for path in (*_graphs(self.ontology), *sorted(known), *sorted(asked)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()


def name_of(sources: Iterable[str], fingerprint: str) -> str:
    """The name of what is made of these sources, whose names are hashes themselves, with that knowledge."""
    digest = hashlib.sha256(fingerprint.encode())
    for source in sorted(sources):
        digest.update(source.encode() + b"\0")
    return digest.hexdigest()[:16]


def _graphs(ontology: Path) -> list[Path]:
    return [
        *(ontology / name for name in _ONTOLOGY),
        *sorted(ontology.glob("concepts/*.ttl")),
        *sorted(ontology.glob("places/*.ttl")),
    ]


def load(store: Store, contents: Iterable[bytes]) -> None:
    """Load N-Triples; while some are loaded the next are fetched. To merge what was loaded is left to the caller."""
    with memory.kept(), ExitStack() as merging, ThreadPoolExecutor(1) as loader:
        merging.enter_context(background.waiting())
        before: Future[None] | None = None
        try:
            for number, piece in enumerate(_gathered(contents)):
                if before:
                    before.result()
                if number == _UNMERGED:
                    merging.close()
                before = loader.submit(_load, store, piece)
            if before:
                before.result()
        except SyntaxError as error:
            raise BadStore(f"a shard is no N-Triples ({error}); delete the folder of shards and build again") from error


def _load(store: Store, piece: bytes) -> None:
    store.bulk_load(piece, RdfFormat.N_TRIPLES, lenient=True)
    memory.give_back()  # with 10,000 reports the most that is held is 393 MB, and up to 440 without


def _gathered(contents: Iterable[bytes]) -> Iterator[bytes]:
    """Contents put together: a load of each by itself would leave as many files on disk.

    Who takes a piece is the only one that holds it, and it never lies in memory twice, as what is joined does.
    """
    piece = BytesIO()
    for content in contents:
        piece.write(content)
        if piece.tell() > _LOAD:
            yield _taken(piece)
    yield _taken(piece)


def _taken(piece: BytesIO) -> bytes:
    """What was gathered, and nothing of it is left there."""
    content = piece.getvalue()
    piece.seek(0)
    piece.truncate()
    return content


def ground(ontology: Path) -> Iterator[Quad]:
    """What the ontology says, and the places of the country."""
    for path in _graphs(ontology):
        try:
            yield from parse(path=str(path), format=RdfFormat.TURTLE)
        except SyntaxError as error:
            raise BadOntology(f"{path}: {error}") from error
    yield from parse(input=_places(), format=RdfFormat.N_TRIPLES)


@cache
def _places() -> bytes:
    from gongkai import graph  # here, since who only reads a store does without them
    from gongkai.vocabulary import register

    return "\n".join(graph.triples_of_places(register.load())).encode()


def derivations(queries: Path) -> list[Path]:
    return sorted(queries.glob("derive/*.rq"))


def construct(store: Store, path: Path) -> Iterable[Triple]:
    triples = store.query(path.read_text("utf-8"))
    assert isinstance(triples, QueryTriples), f"{path} is no CONSTRUCT"
    return triples


def description(store: Store, queries: Path, triples: int) -> list[Triple]:
    """What a store of so many triples says of itself, its own statements counted too; in order."""
    said = {triple for path in sorted(queries.glob("describe/*.rq")) for triple in construct(store, path)}
    number = triples + len(said) + 1
    counted = Triple(NamedNode(f"{iris.BASE}dataset"), NamedNode(iris.term("void:triples")), Literal(number))
    return [*sorted(said, key=str), counted]


def quads(triples: Iterable[Triple]) -> Iterator[Quad]:
    return (Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
