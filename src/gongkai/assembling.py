"""Shards and linksets -> the folder of a store: triples, index for search, ledger."""

import gzip
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, Store, Triple

from gongkai import filling, handles, ledger, search, shards
from gongkai.filling import Knowledge
from gongkai.ledger import Ledger
from gongkai.shards import Statements
from gongkai.shelf import LINKSETS
from gongkai.told import told_in

TRIPLES: Final = "triples"
INDEX: Final = "search.sqlite"
LEDGER: Final = "ledger.sqlite"
JOINED: Final = "joined.nt.gz"
_AT: Final = "@"


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A shard, or a linkset, whose name then tells its contents too."""

    name: str
    path: Path

    @property
    def is_linkset(self) -> bool:
        return is_linkset(self.name)


def is_linkset(name: str) -> bool:
    return _AT in name


def shard(path: Path) -> Source:
    return Source(path.name, path)


def linkset(path: Path) -> Source:
    return Source(f"{path.name}{_AT}{sha256(path.read_bytes()).hexdigest()[:16]}", path)


def whole(draft: Path, sources: Iterable[Source], known: Knowledge) -> list[str]:
    """Make the folder of a store of these sources, which are put in as they come; gives their names."""
    names: list[str] = []
    linksets: list[Source] = []
    draft.joinpath(TRIPLES).mkdir(parents=True)
    with (
        ledger.writing(draft / LEDGER) as book,
        search.writing(known.queries, draft / INDEX) as index,
        gzip.GzipFile(draft / JOINED, "wb", compresslevel=1, mtime=0) as joined,
    ):
        said = (_noted(source, book, index, known) for source in _taken(sources, names, linksets))
        joining = Joining(known, book)
        store = _filled(draft / TRIPLES, chain(said, joining.lines()))
        work = Work(store, book, known, book.stated + joining.number)
        work.found(filling.ground(known.ontology))
        work.conclude(joined)
        index.name(store)
    store.flush()
    shelve(draft, linksets)
    return names


def _filled(place: Path, contents: Iterable[bytes]) -> Store:
    """A store of these contents, merged before it is asked and written to.

    It is opened anew, since the engine holds parts of every file that it has merged: 80 MB of 2.7 GB.
    """
    with handles.few():
        store = Store(str(place))
    filling.load(store, contents)
    store.optimize()
    del store
    return Store(str(place))


def _taken(sources: Iterable[Source], names: list[str], linksets: list[Source]) -> Iterator[Source]:
    for source in sources:
        names.append(source.name)
        if source.is_linkset:
            linksets.append(source)
        yield source


def _written(file: gzip.GzipFile, triples: Iterable[Triple]) -> Iterator[Triple]:
    """The same triples; to take them out again one must know what was made of several reports."""
    for triple in triples:
        file.write(f"{triple} .\n".encode())
        yield triple


def shelve(draft: Path, linksets: Iterable[Source]) -> None:
    """Keep the linksets as they are now: where one is replaced or removed, its lines must be known."""
    draft.joinpath(LINKSETS).mkdir()
    for one in linksets:
        place = draft / LINKSETS / one.name
        try:
            place.hardlink_to(one.path)
        except OSError:
            shutil.copyfile(one.path, place)


def _noted(source: Source, book: Ledger, index: search.Draft, known: Knowledge) -> bytes:
    """The lines of a source, when ledger and index have them."""
    content = shards.content_of(source.path)
    said = statements_of(source, content)
    enter(source.name, said, book, index, known)
    return content


def enter(name: str, said: Statements, book: Ledger, index: search.Draft, known: Knowledge) -> None:
    """Put what a source says into ledger and index, for which its lines are looked through once."""
    if not said.report:
        book.add(name, said)
        return
    told = told_in((*said.own, *said.shared), (*known.judge.properties, *index.properties))
    book.add(name, said, known.judge.kept(said, told))
    index.add(said.report, told)


def statements_of(source: Source, content: bytes) -> Statements:
    """A linkset has lines of its own only as far as nothing else has them, as all that is shared."""
    if source.is_linkset:
        return Statements("", [], sorted({*content.split(b"\n")} - {b""}))
    return shards.statements_in(content)


class Joining:
    """What joins reports, as they are now in the ledger, and the number of its lines."""

    def __init__(self, known: Knowledge, book: Ledger) -> None:
        self._known = known
        self._book = book
        self.number = 0

    def lines(self, reports: Iterable[str] | None = None) -> Iterator[bytes]:
        """The lines that join these reports, or all."""
        for line in self._known.judge.lines(self._book.kept(reports)):
            self.number += 1
            yield f"{line}\n".encode()


class Work:
    """A store that is being written, and the number of its triples."""

    def __init__(self, store: Store, book: Ledger, known: Knowledge, number: int) -> None:
        self.store = store
        self.book = book
        self.known = known
        self.number = number

    def found(self, ground: Iterable[Quad]) -> None:
        """Lay what every store rests on past the journal, which a store that is still being made can do without: that
        is a third of the time."""
        self._add(ground, self.store.bulk_extend)

    def add(self, quads: Iterable[Quad]) -> None:
        self._add(quads, self.store.extend)

    def _add(self, quads: Iterable[Quad], into: Callable[[list[Quad]], None]) -> None:
        new = [quad for quad in quads if quad not in self.store]
        into(new)
        self.number += len(new)

    def conclude(self, joined: gzip.GzipFile) -> None:
        """Add what queries make of the whole, and what it says of itself; note both, to take them out again."""
        for path in filling.derivations(self.known.queries):
            self._put(_written(joined, filling.construct(self.store, path)))
        self._put(_written(joined, filling.description(self.store, self.known.queries, self.number)))
        self.book.count(self.number)

    def _put(self, triples: Iterable[Triple]) -> None:
        self.add(filling.quads(dict.fromkeys(triples)))
