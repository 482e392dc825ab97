"""Shards, linksets, ontology and queries -> the name of the store that they make, and its triples."""

import gzip
import hashlib
import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, RdfFormat, Store, Triple

from gongkai import __version__, iris
from gongkai.errors import BadOntology, BadStore

if TYPE_CHECKING:
    from typing_extensions import Buffer

_ONTOLOGY: Final = ("gongkai.ttl", "shapes.ttl", "dataset.ttl")
_PIECE: Final = 1 << 16

Judge = Callable[[Store], Iterable[Triple]]


def name_of(shards: Sequence[Path], linksets: Sequence[Path], ontology: Path, queries: Path) -> str:
    """Hash of all that makes a store: its shards by name, which is a hash itself, the ontology, what is derived."""
    digest = hashlib.sha256(__version__.encode())
    for shard in shards:
        digest.update(shard.name.encode() + b"\0")
    for path in linksets:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    known = (*ontology.glob("*.yaml"), *ontology.glob("places/*.csv"), *queries.glob("*/*.rq"))
    for path in (*_graphs(ontology), *sorted(known)):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _graphs(ontology: Path) -> list[Path]:
    return [
        *(ontology / name for name in _ONTOLOGY),
        *sorted(ontology.glob("concepts/*.ttl")),
        *sorted(ontology.glob("places/*.ttl")),
    ]


def fill(place: Path, shards: Sequence[Path], ontology: Path, queries: Path, judge: Judge) -> None:
    place.mkdir(parents=True)
    store = Store(str(place))
    try:
        store.bulk_load(input=io.BufferedReader(_Chain(shards), _PIECE), format=RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise BadStore(f"a shard is no N-Triples ({error}); delete the folder of shards and build again") from error
    for path in _graphs(ontology):
        try:
            store.bulk_load(path=str(path), format=RdfFormat.TURTLE)
        except SyntaxError as error:
            raise BadOntology(f"{path}: {error}") from error
    store.bulk_load(input=_places(), format=RdfFormat.N_TRIPLES)
    for path in sorted(queries.glob("derive/*.rq")):
        _add(store, _construct(store, path))
    _add(store, judge(store))
    _add(store, _description(store, queries))
    store.flush()


def _description(store: Store, queries: Path) -> list[Triple]:
    """What the store says of itself, its own statements counted too."""
    said = {triple for path in sorted(queries.glob("describe/*.rq")) for triple in _construct(store, path)}
    number = len(store) + len(said) + 1
    return [*said, Triple(NamedNode(f"{iris.BASE}dataset"), NamedNode(iris.term("void:triples")), Literal(number))]


@cache
def _places() -> bytes:
    from gongkai import graph  # here, since who only reads a store does without them
    from gongkai.vocabulary import register

    return "\n".join(graph.triples_of_places(register.load())).encode()


def _construct(store: Store, path: Path) -> Iterable[Triple]:
    triples = store.query(path.read_text("utf-8"))
    assert isinstance(triples, QueryTriples), f"{path} is no CONSTRUCT"
    return triples


def _add(store: Store, triples: Iterable[Triple]) -> None:
    store.bulk_extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)


class _Chain(io.RawIOBase):
    """The uncompressed bytes of many shards as one stream: a load for each would leave as many files on disk."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._pieces = (piece for path in paths for piece in _pieces(path))
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "Buffer") -> int:
        target = memoryview(buffer)
        self._rest = self._rest or next(self._pieces, b"")
        taken, self._rest = self._rest[: len(target)], self._rest[len(target) :]
        target[: len(taken)] = taken
        return len(taken)


def _pieces(path: Path) -> Iterator[bytes]:
    """The bytes of a shard, never an empty piece."""
    try:
        with gzip.open(path) as packed:
            while piece := packed.read(_PIECE):
                yield piece
    except (OSError, EOFError, zlib.error) as error:
        raise BadStore(f"{path}: the shard is broken ({error}); delete it and build again") from error
