"""Shards and ontology -> a pyoxigraph store on disk, put in place whole; and such a store opened for reading.

A store's folder holds `stores/NAME/` (the triples in `triples/`, the index for search in `search.sqlite`, and
`store.json`, written last), `current` with the name of the one in force, `lock`, and in `linksets/` links to other
data, which every build takes in. A build makes a new folder under `stores/` and replaces `current` in one step, so that
a kill at any moment leaves the old store or the new one. Readers hold a shared lock on their store's `store.json`: the
one they read is not removed before they close it (RocksDB opens its files late).
"""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from pyoxigraph import Store

from gongkai import __version__, resources, search
from gongkai.errors import BadStore
from gongkai.filling import Judge, fill, name_of

_STORES: Final = "stores"
_CURRENT: Final = "current"
_LOCK: Final = "lock"
_TRIPLES: Final = "triples"
_INDEX: Final = "search.sqlite"
_CARD: Final = "store.json"
_DRAFT: Final = ".draft"
_NAME: Final = re.compile(rf"[0-9a-f]{{16}}(?:{re.escape(_DRAFT)})?")
LINKSETS: Final = "linksets"
WAREHOUSE: Final = ".duckdb"
FORMER: Final = ".former"
_SHARDS: Final = "shards"
_OURS: Final = frozenset((_STORES, _SHARDS, LINKSETS, _CURRENT, _CURRENT + _DRAFT, _LOCK))
_ATTEMPTS: Final = 5


def assemble(
    shards: Iterable[Path], folder: Path, judge: Judge, ontology: Path | None = None, queries: Path | None = None
) -> Path:
    """Build a store of the shards in `folder`, put it in force, and give the place of it.

    To what the shards, the linksets of the folder and the ontology say are added all places of the country, then the
    triples that `queries/derive/*.rq` construct, then those that `judge` gives, and last what `queries/describe/*.rq`
    construct of the whole; what `queries/search/*.rq` select can be searched for. Where the store in force was built of
    the very same and is whole, nothing is done.
    """
    parts = sorted(shards, key=lambda path: path.name)
    known = ontology or resources.folder("ontology")
    asked = queries or resources.folder("queries")
    folder.joinpath(_STORES).mkdir(parents=True, exist_ok=True)
    with _sole_builder(folder):
        _tidy(folder)
        linksets = linksets_in(folder)
        name = name_of(parts, linksets, known, asked)
        place = folder / _STORES / name
        if in_force(folder) != name or not _opens(folder):
            draft = place.with_name(name + _DRAFT)
            try:
                fill(draft / _TRIPLES, [*parts, *linksets], known, asked, judge)
                search.index(Store.read_only(str(draft / _TRIPLES)), asked, draft / _INDEX)
            except BaseException:
                shutil.rmtree(draft, ignore_errors=True)
                raise
            card = {"version": __version__, "shards": [path.name for path in parts]}
            draft.joinpath(_CARD).write_text(json.dumps(card, indent=1) + "\n", "utf-8")
            _hand_over(folder, draft)
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


def check(folder: Path) -> None:
    """BadStore where the folder holds other things than a store, which a build must not touch."""
    if folder.exists() and any(path.name not in _OURS for path in folder.iterdir()):
        raise BadStore(f"{folder}: this folder holds other things than a store; choose another with --store")


@dataclass(frozen=True, slots=True)
class Opened:
    """A store that stays as long as it is held: its triples, index for search, place, and what it was built of."""

    triples: Store
    index: search.Index
    place: Path
    shards: tuple[Path, ...]


@contextmanager
def open_store(folder: Path) -> Iterator[Store]:
    """The triples of the store in force, for reading; BadStore where there is none that this version can read."""
    with open_whole(folder) as opened:
        yield opened.triples


@contextmanager
def open_index(folder: Path) -> Iterator[search.Index]:
    """The index for search of the store in force; whoever asks it is told if it is missing or broken."""
    with _held(folder) as place:
        yield _index(folder, place)


def _index(folder: Path, place: Path) -> search.Index:
    return search.Index(place / _INDEX, _mend(folder))


@contextmanager
def open_whole(folder: Path) -> Iterator[Opened]:
    """Triples and index of the store in force, for reading."""
    with _held(folder) as place:
        try:
            store = Store.read_only(str(place / _TRIPLES))
        except (OSError, RuntimeError) as error:
            raise BadStore(f"{folder}: the store is broken ({error}); {_mend(folder)}") from error
        try:
            names = json.loads(place.joinpath(_CARD).read_text("utf-8"))["shards"]
            yield Opened(store, _index(folder, place), place, tuple(folder / _SHARDS / name for name in names))
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
        with open_whole(folder) as opened:
            search.check(opened.index)
            return True
    except BadStore:
        return False


def _hand_over(folder: Path, draft: Path) -> None:
    """The flat facts of the store in force, if it has any, to begin those of the new store with."""
    for path in folder.joinpath(_STORES, in_force(folder)).glob(f"*{WAREHOUSE}"):
        draft.joinpath(path.name.removesuffix(WAREHOUSE) + FORMER).hardlink_to(path)


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
