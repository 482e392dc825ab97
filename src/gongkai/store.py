"""Shards and ontology -> a pyoxigraph store on disk, put in place whole; and such a store opened for reading."""

import json
import shutil
import traceback
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from gongkai import __version__, ledger, resources, search, shelf
from gongkai.altering import Difference, altered, difference, sources_of
from gongkai.assembling import INDEX, LEDGER, TRIPLES, Source, is_linkset, linkset, shard, whole
from gongkai.errors import BadStore
from gongkai.filling import Judge, Knowledge, name_of
from gongkai.shelf import LINKSETS, check, in_force, linksets_in

__all__ = [
    "LINKSETS",
    "Judge",
    "Opened",
    "alter",
    "assemble",
    "check",
    "in_force",
    "linksets_in",
    "open_index",
    "open_store",
    "open_whole",
    "reassemble",
    "reports_in",
]

# Measured with 3,325 reports: to add one takes 0.06 s of CPU and to take one out 0.04, beside 1.7 s for any change; a
# whole build takes 0.027 s for each. They are even where a quarter is replaced; a tenth is well below that.
_FEW: Final = 0.1


def assemble(
    shards: Iterable[Path], folder: Path, judge: Judge, ontology: Path | None = None, queries: Path | None = None
) -> Path:
    """Build a store of the shards, put it in force, and give the place of it.

    To what the shards, the linksets of the folder and the ontology say are added all places of the country, then the
    triples that `queries/derive/*.rq` construct, then those that `judge` gives, and last what `queries/describe/*.rq`
    construct of the whole; what `queries/search/` tells can be searched for. Where the store in force was built of the
    very same and is whole, nothing is done; where it differs by a few sources, it is changed by these. Where there is
    none, or one of other rules, the shards are put in as they come, while others are still being made.
    """
    known = _known(judge, ontology, queries)
    with _building(folder):
        return _built(folder, shards, known) if _is_known(folder, known) else _begun(folder, shards, known)


def alter(folder: Path, judge: Judge, come: Mapping[str, Path], gone: Collection[str]) -> Path:
    """Put the shards of some reports (by IRI) into the store in force, and take reports out of it.

    The shards of what is replaced or taken out are removed when the new store is in force.
    """
    known = _known(judge)
    with _building(folder):
        with shelf.held(folder) as place, ledger.reading(place / LEDGER) as book:
            if (come or gone) and not _is_known(folder, known):
                raise BadStore(
                    f"{folder}: the store was made with another ontology or other rules; build it whole once"
                )
            changed = {book.holding(report) for report in (*come, *gone)}
            names = [name for name in book.names() if name not in changed and not is_linkset(name)]
        if not names and not come:
            raise BadStore(f"{folder}: no report would be left; delete the folder instead")
        place = _built(folder, [*_shards_in(folder, names), *come.values()], known)
        for name in sorted(changed - {path.name for path in come.values()} - {""}):
            folder.joinpath(shelf.SHARDS, name).unlink(missing_ok=True)
    return place


def reassemble(folder: Path, judge: Judge) -> Path:
    """Build the store in force of its shards anew, with the linksets that are there now."""
    return alter(folder, judge, {}, ())


def reports_in(folder: Path) -> list[str]:
    """The IRIs of the reports in the store in force, in order."""
    with shelf.held(folder) as place, ledger.reading(place / LEDGER) as book:
        return book.reports()


@contextmanager
def _building(folder: Path) -> Iterator[None]:
    with shelf.sole_builder(folder):
        stores = folder / shelf.STORES
        stores.mkdir(exist_ok=True)
        shelf.tidy(folder)
        try:
            yield
        finally:
            with suppress(OSError):  # where there is a store
                stores.rmdir()


def _built(folder: Path, shards: Iterable[Path], known: Knowledge) -> Path:
    """Make of the store in force, which is of the same knowledge, that of these shards; or all anew."""
    sources = sorted([*map(shard, shards), *map(linkset, linksets_in(folder))])
    place = _place_of(folder, (source.name for source in sources), known)
    if in_force(folder) != place.name or not _opens(folder):
        draft = place.with_name(place.name + shelf.DRAFT)
        with _finished(draft, folder, known):
            _fill(draft, sources, folder, known)
        _put_in_force(draft, place, folder)
    return place


def _begun(folder: Path, shards: Iterable[Path], known: Knowledge) -> Path:
    """Make a store of shards as they come; how it is called is known when all have come."""
    draft = folder / shelf.STORES / (known.fingerprint[:16] + shelf.DRAFT)
    with _finished(draft, folder, known):
        names = whole(draft, chain(map(shard, shards), map(linkset, linksets_in(folder))), known)
    place = _place_of(folder, names, known)
    _put_in_force(draft, place, folder)
    return place


def _place_of(folder: Path, names: Iterable[str], known: Knowledge) -> Path:
    return folder / shelf.STORES / name_of(names, known.fingerprint)


@contextmanager
def _finished(draft: Path, folder: Path, known: Knowledge) -> Iterator[None]:
    """What fills the draft has filled it whole, or it is gone."""
    try:
        yield
        card = {"version": __version__, "knowledge": known.fingerprint}
        draft.joinpath(shelf.CARD).write_text(json.dumps(card, indent=1) + "\n", "utf-8")
        shelf.hand_over(folder, draft)
    except BaseException as error:
        _discard(draft, error)
        if isinstance(error, OSError):
            raise BadStore.unwritten(folder, error) from error
        raise


def _put_in_force(draft: Path, place: Path, folder: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    draft.rename(place)
    shelf.switch(folder, place.name)
    shelf.tidy(folder)


def _discard(draft: Path, error: BaseException) -> None:
    """Remove a folder on which a build failed; what the failed calls hold open is closed first, or files come back."""
    traceback.clear_frames(error.__traceback__)
    shutil.rmtree(draft, ignore_errors=True)


def _fill(draft: Path, sources: Sequence[Source], folder: Path, known: Knowledge) -> None:
    """By a change of the store in force if it is a small one and that store is whole, else of all sources."""
    try:
        change = _change(folder, sources) if in_force(folder) != draft.name.removesuffix(shelf.DRAFT) else None
        if change and _opens(folder):
            altered(draft, change, folder / shelf.SHARDS, known)
            return
    except (BadStore, OSError, RuntimeError) as error:
        if isinstance(error, OSError) and error.errno in shelf.FULL:
            raise
        _discard(draft, error)
    whole(draft, sources, known)


def _change(folder: Path, sources: Sequence[Source]) -> Difference | None:
    """How the sources differ from those of the store in force; none where all must be made anew."""
    place = folder / shelf.STORES / in_force(folder)
    change = difference(place, sources, folder / shelf.SHARDS)
    there = all(source.path.is_file() for source in change.gone)
    return change if there and len(change.gone) + len(change.come) <= len(sources) * _FEW else None


def _is_known(folder: Path, known: Knowledge) -> bool:
    """Whether there is a store in force that was made with the same knowledge, so that it can be changed."""
    place = folder / shelf.STORES / in_force(folder)
    return shelf.card_of(place).get("knowledge") == known.fingerprint


def _known(judge: Judge, ontology: Path | None = None, queries: Path | None = None) -> Knowledge:
    return Knowledge(ontology or resources.folder("ontology"), queries or resources.folder("queries"), judge)


def _shards_in(folder: Path, names: Iterable[str]) -> list[Path]:
    shards = [folder / shelf.SHARDS / name for name in names]
    if any(not shard.is_file() for shard in shards):
        raise BadStore(f"{folder}: shards of the store are missing; {shelf.mend(folder)}")
    return shards


@dataclass(frozen=True, slots=True)
class Opened:
    """A store that stays as long as it is held: its triples, its index for search, and its place."""

    triples: Store
    index: search.Index
    place: Path

    @property
    def shards(self) -> list[Path]:
        """What it was built of, by name."""
        folder = self.place.parent.parent / shelf.SHARDS
        return [folder / name for name in sources_of(self.place) if not is_linkset(name)]


@contextmanager
def open_store(folder: Path) -> Iterator[Store]:
    """The triples of the store in force, for reading; BadStore where there is none that this version can read."""
    with open_whole(folder) as opened:
        yield opened.triples


@contextmanager
def open_index(folder: Path) -> Iterator[search.Index]:
    """The index for search of the store in force; whoever asks it is told if it is missing or broken."""
    with shelf.held(folder) as place:
        yield _index(folder, place)


def _index(folder: Path, place: Path) -> search.Index:
    return search.Index(place / INDEX, shelf.mend(folder))


@contextmanager
def open_whole(folder: Path) -> Iterator[Opened]:
    """Triples and index of the store in force, for reading."""
    with shelf.held(folder) as place:
        try:
            store = Store.read_only(str(place / TRIPLES))
        except OSError as error:  # as where too few files may be open: the line of the engine says how many it takes
            mend = f"mend that; if it is broken, {shelf.mend(folder)}"
            raise BadStore(f"{folder}: the store cannot be opened ({error}); {mend}") from error
        except RuntimeError as error:
            raise BadStore(f"{folder}: the store is broken ({error}); {shelf.mend(folder)}") from error
        try:
            yield Opened(store, _index(folder, place), place)
        except RuntimeError as error:  # what the engine says of files that turn out damaged while they are read
            raise BadStore(f"{folder}: the store is broken ({error}); {shelf.mend(folder)}") from error


def _opens(folder: Path) -> bool:
    try:
        with open_whole(folder) as opened:
            search.check(opened.index)
            return True
    except BadStore:
        return False
