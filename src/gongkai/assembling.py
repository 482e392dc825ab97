"""Shards and linksets -> the folder of a store: triples, index for search, ledger; or the folder of the store before,
changed by a few of them.

A change begins with a second name for each file of the store before (`backup` of RocksDB, whose files never change), so
that nothing of it is read but what is asked for, and the one before stays as it is. Taken out are the lines of the
sources that went, and all that was made of several reports, which is made anew: `Knowledge.judge` for the reports that
changed, `queries/derive/` and `queries/describe/` for the whole. The result has the same triples as one made at once.
"""

import gzip
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, Quad, RdfFormat, Store, Triple, parse

from gongkai import filling, iris, ledger, search, shards
from gongkai.filling import Knowledge
from gongkai.ledger import Ledger
from gongkai.shards import Statements

TRIPLES: Final = "triples"
INDEX: Final = "search.sqlite"
LEDGER: Final = "ledger.sqlite"
_LINKSETS: Final = "linksets"
_JOINED: Final = "joined.nt.gz"
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
    taken: list[Source] = []
    draft.joinpath(TRIPLES).mkdir(parents=True)
    store = Store(str(draft / TRIPLES))
    with (
        ledger.writing(draft / LEDGER) as book,
        search.writing(known.queries, draft / INDEX) as index,
        gzip.GzipFile(draft / _JOINED, "wb", compresslevel=1, mtime=0) as joined,
    ):
        filling.load(store, (_noted(source, book, index, known) for source in _kept(sources, taken)))
        filling.load(store, (f"{line}\n".encode() for line in known.judge.lines(book.kept())))
        filling.lay(store, known.ontology)
        for path in filling.derivations(known.queries):
            filling.extend(store, _written(joined, filling.construct(store, path)))
        number = len(store)
        said = filling.description(store, known.queries, number)
        book.count(number + sum(quad not in store for quad in filling.quads(said)))
        store.extend(filling.quads(_written(joined, said)))
        index.name(store)
    store.flush()
    _shelve(draft, [source for source in taken if source.is_linkset])
    return [source.name for source in taken]


def _kept(sources: Iterable[Source], taken: list[Source]) -> Iterator[Source]:
    for source in sources:
        taken.append(source)
        yield source


def _written(file: gzip.GzipFile, triples: Iterable[Triple]) -> Iterator[Triple]:
    """The same triples; to take them out again one must know what was made of several reports."""
    for triple in triples:
        file.write(f"{triple} .\n".encode())
        yield triple


def _shelve(draft: Path, linksets: Iterable[Source]) -> None:
    """Keep the linksets as they are now: where one is replaced or removed, its lines must be known."""
    draft.joinpath(_LINKSETS).mkdir()
    for one in linksets:
        place = draft / _LINKSETS / one.name
        try:
            place.hardlink_to(one.path)
        except OSError:
            shutil.copyfile(one.path, place)


def _noted(source: Source, book: Ledger, index: search.Draft, known: Knowledge) -> bytes:
    """The lines of a source, when ledger and index have them."""
    content = shards.content_of(source.path)
    said = _statements(source, content)
    book.add(source.name, said.report, said.shared, known.judge.kept(said) if said.report else ())
    if said.report:
        index.add(said.report, (*said.own, *said.shared))
    return content


def _statements(source: Source, content: bytes) -> Statements:
    """A linkset has lines of its own only as far as nothing else has them, as all that is shared."""
    if source.is_linkset:
        return Statements("", [], sorted({*content.split(b"\n")} - {b""}))
    return shards.statements_in(content)


@dataclass(frozen=True, slots=True)
class Difference:
    """What went and what came since the store in the folder `before`, which was made with the same knowledge."""

    before: Path
    gone: tuple[Source, ...]
    come: tuple[Source, ...]


def sources_of(place: Path) -> list[str]:
    """The names of the sources of the store in a folder, in order."""
    with ledger.reading(place / LEDGER) as book:
        return book.names()


def difference(before: Path, sources: Sequence[Source], folder: Path) -> Difference:
    """What sources went and came; the shards that went still lie in `folder`."""
    names, there = {source.name for source in sources}, set(sources_of(before))
    gone = (
        Source(name, before / _LINKSETS / name if is_linkset(name) else folder / name) for name in sorted(there - names)
    )
    return Difference(before, tuple(gone), tuple(source for source in sources if source.name not in there))


def altered(draft: Path, change: Difference, folder: Path, known: Knowledge) -> None:
    """Make the folder of a store by a change; `folder` has the shards of all that stays."""
    draft.mkdir(parents=True)
    Store.read_only(str(change.before / TRIPLES)).backup(str(draft / TRIPLES))
    store = Store(str(draft / TRIPLES))
    with (
        ledger.writing(draft / LEDGER, change.before / LEDGER) as book,
        search.altering(change.before / INDEX, known.queries, draft / INDEX) as index,
        gzip.GzipFile(draft / _JOINED, "wb", compresslevel=1, mtime=0) as joined,
    ):
        pairs = _paired(change, book)
        work = _Work(store, book, folder, known)
        reports = [key for key in pairs if not is_linkset(key)]
        near = {*reports, *(other for report in reports for other in known.judge.neighbours(report))}
        work.take(quad.triple for quad in _parsed(gzip.decompress((change.before / _JOINED).read_bytes())))
        work.take(work.judged(near))
        orphans = {line for pair in pairs.values() for line in _exchange(work, index, *pair)}
        work.take(quad.triple for quad in _parsed(b"\n".join(sorted(orphans))))
        for path in filling.derivations(known.queries):
            work.put(_written(joined, filling.construct(store, path)))
        work.put(work.judged(near))
        work.put(_written(joined, filling.description(store, known.queries, work.number)))
        book.count(work.number)
        index.name(store)
        linksets = [name for name in book.names() if is_linkset(name)]
    store.flush()
    there = {source.name: source.path for source in change.come}
    _shelve(draft, [Source(name, there.get(name, change.before / _LINKSETS / name)) for name in linksets])


_Pair = tuple[Source | None, Source | None]


def _paired(change: Difference, book: Ledger) -> dict[str, _Pair]:
    """What went and what came, by report or, of linksets, by name; of a report that is replaced both."""
    gone = {book.report_of(source.name) or source.name: source for source in change.gone}
    come = {source.name if source.is_linkset else shards.report_in(source.path): source for source in change.come}
    return {key: (gone.get(key), come.get(key)) for key in sorted({*gone, *come})}


def _exchange(work: "_Work", index: search.Draft, gone: Source | None, come: Source | None) -> Iterator[bytes]:
    """Take out what one source states and put in what the other does; gives the shared lines that none states now."""
    before, after = (_said_by(source) if source else Statements("", [], []) for source in (gone, come))
    if come:
        work.book.add(come.name, after.report, after.shared, work.kept(after))
    if gone:
        work.book.remove(gone.name, before.shared)
    for report in sorted({before.report, after.report} - {""}):
        index.drop(report)
    if after.report:
        index.add(after.report, (*after.own, *after.shared))
    stays, there = set(after.own), set(before.own)
    work.remove(_parsed(b"\n".join(line for line in before.own if line not in stays and not work.book.states(line))))
    work.add(_parsed(b"\n".join((*(line for line in after.own if line not in there), *after.shared))))
    return (line for line in before.shared if not work.book.states(line))


def _said_by(source: Source) -> Statements:
    return _statements(source, shards.content_of(source.path))


def _parsed(lines: bytes) -> Iterator[Quad]:
    return parse(lines, format=RdfFormat.N_TRIPLES)


class _Work:
    """A store that is being changed, and the number of its triples."""

    def __init__(self, store: Store, book: Ledger, folder: Path, known: Knowledge) -> None:
        self.book = book
        self.number = book.triples
        self._store = store
        self._folder = folder
        self._known = known
        self._shard: tuple[str, frozenset[bytes]] = ("", frozenset())

    def kept(self, said: Statements) -> Sequence[bytes]:
        return self._known.judge.kept(said) if said.report else ()

    def judged(self, reports: Iterable[str]) -> Iterator[Triple]:
        """What joins these reports, as they are now."""
        lines = self._known.judge.lines(self.book.kept(reports))
        return (quad.triple for quad in _parsed("\n".join(lines).encode()))

    def add(self, quads: Iterable[Quad]) -> None:
        new = [quad for quad in quads if quad not in self._store]
        self._store.extend(new)
        self.number += len(new)

    def remove(self, quads: Iterable[Quad]) -> None:
        for quad in quads:
            if quad in self._store:
                self._store.remove(quad)
                self.number -= 1

    def put(self, triples: Iterable[Triple]) -> None:
        self.add(filling.quads(dict.fromkeys(triples)))

    def take(self, triples: Iterable[Triple]) -> None:
        """Remove what neither the ontology nor a source that is there states."""
        left = dict.fromkeys(triple for triple in triples if not self._stated(triple))
        for quad in filling.ground(self._known.ontology) if left else ():
            left.pop(quad.triple, None)
        self.remove(filling.quads(left))

    def _stated(self, triple: Triple) -> bool:
        line = _line(triple)
        return self.book.states(line) or line in self._own_lines(shards.report_of(line))

    def _own_lines(self, report: str) -> frozenset[bytes]:
        if report != self._shard[0]:
            name = self.book.holding(report)
            own = shards.statements_in(shards.content_of(self._folder / name)).own if name else ()
            self._shard = report, frozenset(own)
        return self._shard[1]


def _line(triple: Triple) -> bytes:
    """A triple as it stands in shards."""
    from gongkai.graph import lines  # here, since who only reads a store does without it

    value = triple.object
    if not isinstance(value, Literal):
        written = str(value)
    elif value.language or value.datatype.value == iris.term("xsd:string"):
        written = lines.text(value.value, value.language or "")
    else:
        written = f"{lines.text(value.value)}^^{value.datatype}"
    return f"{triple.subject} {triple.predicate} {written} .".encode()
