"""A linkset -> a file in a store's folder, and the store built anew with it; or without it again."""

import re
from dataclasses import dataclass
from pathlib import Path

from gongkai import shards, store
from gongkai.auditing import judge
from gongkai.errors import BadStore
from gongkai.links.linkset import Linkset, triples_of

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a linkset is to be kept."""

    folder: Path
    name: str


def place_for(folder: Path, name: str) -> Shelf:
    """Checked before any work is done: BadStore where there is no store, or the name does not do."""
    if not _NAME.fullmatch(name):
        raise BadStore(f"{name}: name a linkset by small letters, digits and hyphens, with --as NAME")
    with store.open_store(folder):
        return Shelf(folder, name)


def keep(shelf: Shelf, linkset: Linkset) -> None:
    """In place of one of that name; the file is whole or not there, the store in force the old one or the new."""
    place = shelf.folder / store.LINKSETS
    place.mkdir(exist_ok=True)
    shards.write(place, shelf.name, triples_of(linkset))
    store.reassemble(shelf.folder, judge)


def remove(folder: Path, name: str) -> None:
    known = sorted(path.name.removesuffix(shards.SUFFIX) for path in store.linksets_in(folder))
    if name not in known:
        raise BadStore(f"{folder}: there is no linkset {name}; it has {', '.join(known) or 'none'}")
    folder.joinpath(store.LINKSETS, name + shards.SUFFIX).unlink()
    store.reassemble(folder, judge)
