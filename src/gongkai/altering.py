"""The folder of a store, sources that went and came -> the folder of the store of those that are there now.

A change begins with a second name for each file of the store before (`backup` of RocksDB, whose files never change), so
that nothing of it is read but what is asked for, and the one before stays as it is. Taken out are the lines of the
sources that went, and all that was made of several reports, which is made anew: `Knowledge.judge` for the reports that
changed, `queries/derive/` and `queries/describe/` for the whole. The result has the same triples as one made at once.
"""

import gzip
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, Quad, RdfFormat, Store, Triple, parse

from gongkai import filling, iris, ledger, search, shards
from gongkai.assembling import (
    INDEX,
    JOINED,
    LEDGER,
    TRIPLES,
    Joining,
    Source,
    Work,
    enter,
    is_linkset,
    shelve,
    statements_of,
)
from gongkai.filling import Knowledge
from gongkai.ledger import Ledger
from gongkai.shards import Statements
from gongkai.shelf import LINKSETS


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
        Source(name, before / LINKSETS / name if is_linkset(name) else folder / name) for name in sorted(there - names)
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
        gzip.GzipFile(draft / JOINED, "wb", compresslevel=1, mtime=0) as joined,
    ):
        pairs = _paired(change, book)
        work = _Change(store, book, known, folder)
        reports = [key for key in pairs if not is_linkset(key)]
        near = {*reports, *(other for report in reports for other in known.judge.neighbours(report))}
        work.take(quad.triple for quad in _parsed(gzip.decompress((change.before / JOINED).read_bytes())))
        work.take(quad.triple for quad in _parsed(b"".join(Joining(known, book).lines(near))))
        orphans = {line for pair in pairs.values() for line in _exchange(work, index, *pair)}
        work.take(quad.triple for quad in _parsed(b"\n".join(sorted(orphans))))
        work.add(_parsed(b"".join(Joining(known, book).lines(near))))
        work.conclude(joined)
        index.name(store)
        linksets = [name for name in book.names() if is_linkset(name)]
    store.flush()
    there = {source.name: source.path for source in change.come}
    shelve(draft, [Source(name, there.get(name, change.before / LINKSETS / name)) for name in linksets])


_Pair = tuple[Source | None, Source | None]


def _paired(change: Difference, book: Ledger) -> dict[str, _Pair]:
    """What went and what came, by report or, of linksets, by name; of a report that is replaced both."""
    gone = {book.report_of(source.name) or source.name: source for source in change.gone}
    come = {source.name if source.is_linkset else shards.report_in(source.path): source for source in change.come}
    return {key: (gone.get(key), come.get(key)) for key in sorted({*gone, *come})}


def _exchange(work: "_Change", index: search.Draft, gone: Source | None, come: Source | None) -> Iterator[bytes]:
    """Take out what one source states and put in what the other does; gives the shared lines that none states now."""
    before, after = (_said_by(source) if source else Statements("", [], []) for source in (gone, come))
    if gone:
        work.book.remove(gone.name, before.shared)
    for report in sorted({before.report, after.report} - {""}):
        index.drop(report)
    if come:
        enter(come.name, after, work.book, index, work.known)
    stays, there = set(after.own), set(before.own)
    work.remove(_parsed(b"\n".join(line for line in before.own if line not in stays and not work.book.states(line))))
    work.add(_parsed(b"\n".join((*(line for line in after.own if line not in there), *after.shared))))
    return (line for line in before.shared if not work.book.states(line))


def _said_by(source: Source) -> Statements:
    return statements_of(source, shards.content_of(source.path))


def _parsed(lines: bytes) -> Iterator[Quad]:
    return parse(lines, format=RdfFormat.N_TRIPLES)


class _Change(Work):
    """A store that is being changed; what stays lies in the shards of `folder`."""

    def __init__(self, store: Store, book: Ledger, known: Knowledge, folder: Path) -> None:
        super().__init__(store, book, known, book.triples)
        self._folder = folder
        self._shard: tuple[str, frozenset[bytes]] = ("", frozenset())

    def remove(self, quads: Iterable[Quad]) -> None:
        for quad in quads:
            if quad in self.store:
                self.store.remove(quad)
                self.number -= 1

    def take(self, triples: Iterable[Triple]) -> None:
        """Remove what neither the ontology nor a source that is there states."""
        left = dict.fromkeys(triple for triple in triples if not self._stated(triple))
        for quad in filling.ground(self.known.ontology) if left else ():
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
        written = str(value).encode()
    elif value.language or value.datatype.value == iris.term("xsd:string"):
        written = lines.text(value.value, value.language or "")
    else:
        written = lines.text(value.value) + f"^^{value.datatype}".encode()
    return f"{triple.subject} {triple.predicate} ".encode() + written + b" ."
