"""Shards and ontology -> a pyoxigraph store on disk, put in place whole; and such a store opened for reading.

A store's folder holds `stores/NAME/` (the triples in `triples/`, and `store.json`, written last), `current` with the
name of the one in force, `lock`, and in `linksets/` links to other data, which every build takes in. A build makes a
new folder under `stores/` and replaces `current` in one step, so that a kill at any moment leaves the old store or the
new one. Readers hold a shared lock on their store's
`store.json`: the one they read is not removed before they close it (RocksDB opens its files late).
"""

import fcntl
import gzip
import hashlib
import io
import json
import os
import re
import shutil
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, RdfFormat, Store, Triple

from gongkai import __version__, iris, resources
from gongkai.errors import BadOntology, BadStore

if TYPE_CHECKING:
    from typing_extensions import Buffer

_STORES: Final = "stores"
_CURRENT: Final = "current"
_LOCK: Final = "lock"
_TRIPLES: Final = "triples"
_CARD: Final = "store.json"
_DRAFT: Final = ".draft"
_ONTOLOGY: Final = ("gongkai.ttl", "shapes.ttl", "dataset.ttl")
_NAME: Final = re.compile(rf"[0-9a-f]{{16}}(?:{re.escape(_DRAFT)})?")
LINKSETS: Final = "linksets"
_SHARDS: Final = "shards"
_OURS: Final = frozenset((_STORES, _SHARDS, LINKSETS, _CURRENT, _CURRENT + _DRAFT, _LOCK))
_ATTEMPTS: Final = 5
_PIECE: Final = 1 << 16

Judge = Callable[[Store], Iterable[Triple]]


def assemble(
    shards: Iterable[Path], folder: Path, judge: Judge, ontology: Path | None = None, queries: Path | None = None
) -> Path:
    """Build a store of the shards in `folder`, put it in force, and give the place of it.

    To what the shards, the linksets of the folder and the ontology say are added all places of the country, then the
    triples that `queries/derive/*.rq` construct, then those that `judge` gives, and last what `queries/describe/*.rq`
    construct of the whole. Where the store in force was built of the very same and is whole, nothing is done.
    """
    parts = sorted(shards, key=lambda path: path.name)
    known = ontology or resources.folder("ontology")
    asked = queries or resources.folder("queries")
    folder.joinpath(_STORES).mkdir(parents=True, exist_ok=True)
    with _sole_builder(folder):
        _tidy(folder)
        linksets = linksets_in(folder)
        name = _name(parts, linksets, known, asked)
        place = folder / _STORES / name
        if in_force(folder) != name or not _opens(folder):
            draft = place.with_name(name + _DRAFT)
            try:
                _fill(draft / _TRIPLES, [*parts, *linksets], known, asked, judge)
            except BaseException:
                shutil.rmtree(draft, ignore_errors=True)
                raise
            card = {"version": __version__, "shards": [path.name for path in parts]}
            draft.joinpath(_CARD).write_text(json.dumps(card, indent=1) + "\n", "utf-8")
            shutil.rmtree(place, ignore_errors=True)
            draft.rename(place)
            _switch(folder, name)
            _tidy(folder)
    return place


def reassemble(folder: Path, judge: Judge) -> Path:
    """Build the store in force of its shards anew, with the linksets that are there now."""
    with _held(folder) as place:
        names = json.loads(place.joinpath(_CARD).read_text("utf-8"))["shards"]
    shards = [folder / _SHARDS / name for name in names]
    if any(not shard.is_file() for shard in shards):
        raise BadStore(f"{folder}: shards of the store are missing; {_mend(folder)}")
    return assemble(shards, folder, judge)


def linksets_in(folder: Path) -> list[Path]:
    """Files of links to other data, by name; drafts left out."""
    return sorted(path for path in folder.joinpath(LINKSETS).glob("*.nt.gz") if not path.name.startswith("."))


def claim(folder: Path) -> None:
    """Make the folder a store's own; BadStore where it holds other things, which a build must not touch."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(path.name not in _OURS for path in folder.iterdir()):
        raise BadStore(f"{folder}: this folder holds other things than a store; choose another with --store")
    folder.joinpath(_LOCK).touch()


@contextmanager
def open_store(folder: Path) -> Iterator[Store]:
    """The store in force, for reading; BadStore where there is none, or none that this version can read."""
    with _held(folder) as place:
        try:
            store = Store.read_only(str(place / _TRIPLES))
        except (OSError, RuntimeError) as error:
            raise BadStore(f"{folder}: the store is broken ({error}); {_mend(folder)}") from error
        try:
            yield store
        except RuntimeError as error:  # what the engine says of files that turn out damaged while they are read
            raise BadStore(f"{folder}: the store is broken ({error}); {_mend(folder)}") from error


def in_force(folder: Path) -> str:
    """The name of the store in force, by which one build is told from another; empty where there is none."""
    try:
        return folder.joinpath(_CURRENT).read_text("utf-8").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return ""


def _opens(folder: Path) -> bool:
    try:
        with open_store(folder):
            return True
    except BadStore:
        return False


def _name(shards: Sequence[Path], linksets: Sequence[Path], ontology: Path, queries: Path) -> str:
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


def _fill(place: Path, shards: Sequence[Path], ontology: Path, queries: Path, judge: Judge) -> None:
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


def _switch(folder: Path, name: str) -> None:
    draft = folder / (_CURRENT + _DRAFT)
    draft.write_text(name + "\n", "utf-8")
    draft.replace(folder / _CURRENT)


def _tidy(folder: Path) -> None:
    """Remove the stores that are not in force and not being read, and what a killed build left behind."""
    current = in_force(folder)
    for place in sorted(folder.joinpath(_STORES).iterdir()):
        if place.name == current or not _NAME.fullmatch(place.name):
            continue
        try:
            with place.joinpath(_CARD).open() as card:
                fcntl.flock(card, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(place)
        except BlockingIOError:
            continue
        except FileNotFoundError:
            shutil.rmtree(place)


@contextmanager
def _sole_builder(folder: Path) -> Iterator[None]:
    """Nobody else builds in `folder` meanwhile; the lock goes with the process that holds it, however that ends."""
    with folder.joinpath(_LOCK).open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "another process"
            raise BadStore(f"{folder}: {holder} is building there; wait for it to end, or build elsewhere") from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()} on {os.uname().nodename}\n")
        lock.flush()
        yield


@contextmanager
def _held(folder: Path) -> Iterator[Path]:
    """The place of the store in force, which stays there meanwhile."""
    for _ in range(_ATTEMPTS):
        name = in_force(folder)
        if not name:
            raise BadStore(f"{folder}: there is no store; {_mend(folder)}")
        place = folder / _STORES / name
        try:
            card = place.joinpath(_CARD).open(encoding="utf-8")
        except FileNotFoundError:
            continue
        with card:
            if not _share(card):
                continue
            _check(folder, card.read())
            yield place
            return
    raise BadStore(f"{folder}: the store is not whole; {_mend(folder)}")


def _share(card: IO[str]) -> bool:
    """Whether the store of `card` may be read: nobody is removing it, or has removed it since it was opened."""
    try:
        fcntl.flock(card, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return os.fstat(card.fileno()).st_nlink > 0


def _check(folder: Path, card: str) -> None:
    try:
        version = json.loads(card)["version"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadStore(f"{folder}: the store is broken ({_CARD}: {error}); {_mend(folder)}") from error
    if version != __version__:
        raise BadStore(f"{folder}: the store is of gongkai {version}, this is {__version__}; {_mend(folder)}")


def _mend(folder: Path) -> str:
    return f"make it with: gongkai build --store {folder}"
