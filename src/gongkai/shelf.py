"""The folder of a store: which store in it is in force, who builds there, who reads.

A store's folder holds `stores/NAME/` (what `assembling` makes, and `store.json`, written last), `current` with the name
of the one in force, `lock`, in `shards/` the reports, in `linksets/` links to other data, which every build takes in. A
build makes a new folder under `stores/` and replaces `current` in one step, so that a kill at any moment leaves the old
store or the new one. Readers hold a shared lock on their store's `store.json`: the one they read is not removed before
they close it (RocksDB opens its files late).
"""

import errno
import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import IO, Final

from gongkai import __version__
from gongkai.errors import BadStore

STORES: Final = "stores"
SHARDS: Final = "shards"
LINKSETS: Final = "linksets"
CARD: Final = "store.json"
DRAFT: Final = ".draft"
WAREHOUSE: Final = ".duckdb"
FORMER: Final = ".former"
FULL: Final = frozenset((errno.ENOSPC, errno.EDQUOT))
_CURRENT: Final = "current"
_LOCK: Final = "lock"
_NAME: Final = re.compile(rf"[0-9a-f]{{16}}(?:{re.escape(DRAFT)})?")
_OURS: Final = frozenset((STORES, SHARDS, LINKSETS, _CURRENT, _CURRENT + DRAFT, _LOCK))
_ATTEMPTS: Final = 5
# The folders in which this thread builds: to ask for a lock twice would be to wait for oneself.
_BUILDING: Final = ContextVar[frozenset[Path]]("building", default=frozenset())


def linksets_in(folder: Path) -> list[Path]:
    """Files of links to other data, by name; drafts left out."""
    return sorted(path for path in folder.joinpath(LINKSETS).glob("*.nt.gz") if not path.name.startswith("."))


def check(folder: Path) -> None:
    """BadStore where the folder holds other things than a store, which a build must not touch."""
    if folder.exists() and any(path.name not in _OURS for path in folder.iterdir()):
        raise BadStore(f"{folder}: this folder holds other things than a store; choose another with --store")


def in_force(folder: Path) -> str:
    """The name of the store in force, by which one build is told from another; empty where there is none."""
    try:
        return folder.joinpath(_CURRENT).read_text("utf-8").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return ""


def card_of(place: Path) -> Mapping[str, str]:
    """What the card of a store says; nothing of one that cannot be read."""
    try:
        card = json.loads(place.joinpath(CARD).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return card if isinstance(card, dict) else {}


def switch(folder: Path, name: str) -> None:
    draft = folder / (_CURRENT + DRAFT)
    draft.write_text(name + "\n", "utf-8")
    draft.replace(folder / _CURRENT)


def hand_over(folder: Path, draft: Path) -> None:
    """The flat facts of the store in force, if it has any, to begin those of the new store with."""
    for path in folder.joinpath(STORES, in_force(folder)).glob(f"*{WAREHOUSE}"):
        draft.joinpath(path.name.removesuffix(WAREHOUSE) + FORMER).hardlink_to(path)


def tidy(folder: Path) -> None:
    """Remove the stores that are not in force and not being read, and what a killed build left behind."""
    current = in_force(folder)
    for place in sorted(folder.joinpath(STORES).iterdir()):
        if place.name == current or not _NAME.fullmatch(place.name):
            continue
        try:
            with place.joinpath(CARD).open() as card:
                fcntl.flock(card, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(place)
        except BlockingIOError:
            continue
        except FileNotFoundError:
            shutil.rmtree(place)


@contextmanager
def sole_builder(folder: Path) -> Iterator[None]:
    """Nobody else builds in `folder` meanwhile; the lock goes with the process that holds it, however that ends.

    Who holds it may ask for it again. The folder is made where it is not there, and goes again if it stays empty.
    """
    place = folder.absolute()
    if place in _BUILDING.get():
        yield
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = folder.joinpath(_LOCK).open("a+", encoding="utf-8")
    except OSError as error:
        raise BadStore.unwritten(folder, error) from error
    with _said_if_full(folder), lock:
        _lock(folder, lock)
        token = _BUILDING.set(_BUILDING.get() | {place})
        try:
            yield
        finally:
            _BUILDING.reset(token)
            lock.truncate(0)
            if [path.name for path in folder.iterdir()] == [_LOCK]:
                shutil.rmtree(folder)


@contextmanager
def _said_if_full(folder: Path) -> Iterator[None]:
    """Any file may be the one that finds no room, the lock with the name of its holder too."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise BadStore.unwritten(folder, error) from error


def _lock(folder: Path, lock: IO[str]) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        holder = lock.read().strip() or "another process"
        raise BadStore(f"{folder}: {holder} is building there; wait for it to end, or build elsewhere") from None
    lock.truncate(0)
    lock.write(f"process {os.getpid()} on {os.uname().nodename}\n")
    lock.flush()


@contextmanager
def held(folder: Path) -> Iterator[Path]:
    """The place of the store in force, which stays there meanwhile."""
    for _ in range(_ATTEMPTS):
        name = in_force(folder)
        if not name:
            raise BadStore(f"{folder}: there is no store; {mend(folder)}")
        place = folder / STORES / name
        try:
            card = place.joinpath(CARD).open(encoding="utf-8")
        except FileNotFoundError:
            continue
        with card:
            if not _share(card):
                continue
            _check(folder, card.read())
            yield place
            return
    raise BadStore(f"{folder}: the store is not whole; {mend(folder)}")


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
        raise BadStore(f"{folder}: the store is broken ({CARD}: {error}); {mend(folder)}") from error
    if version != __version__:
        raise BadStore(f"{folder}: the store is of gongkai {version}, this is {__version__}; {mend(folder)}")


def mend(folder: Path) -> str:
    return f"make it with: gongkai build --store {folder}"
