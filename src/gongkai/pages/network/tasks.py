"""Opened store -> a projection, and what is left of one -> its picture as JSON, or a file: what workers do here.

A projection asks the whole store and is the same for all conditions: it is found once, kept by the server as the
bytes that a worker gave, and handed to the next worker with the conditions.
"""

import json
import os
import pickle
import zlib
from dataclasses import asdict, dataclass
from importlib import import_module
from typing import Final, cast

from pyoxigraph import Store

from gongkai.errors import BadQuery
from gongkai.export.projections import Projection, project
from gongkai.export.sieve import Sieve, Sifted, sifted
from gongkai.serve.refusals import Refused
from gongkai.serve.tasks import Reply

# The files that a network can be had as: the ending of the address, the module that writes it, and its media type.
FILES: Final = {
    "gexf": ("gexf", "application/gexf+xml"),
    "graphml": ("graphml", "application/graphml+xml"),
    "nodes.csv": ("nodes", "text/csv; charset=utf-8"),
    "edges.csv": ("edges", "text/csv; charset=utf-8"),
}


@dataclass(frozen=True, slots=True)
class Projecting:
    """A projection, packed."""

    name: str

    def answer(self, store: Store, reply: Reply) -> None:
        try:
            found = project(store, self.name)
        except BadQuery as error:
            raise Refused(500, str(error)) from error
        reply.begin("application/octet-stream").write(zlib.compress(pickle.dumps(found), 1))


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is left of a packed projection, with places and without measures: JSON."""

    packed: bytes
    sieve: Sieve

    def answer(self, store: Store, reply: Reply) -> None:
        _be_alone()
        from gongkai.pages.network.drawing import drawing_of

        found = _unpacked(self.packed)
        drawing = drawing_of(found, _left(store, found, self.sieve))
        reply.begin("application/json").write(json.dumps(asdict(drawing), ensure_ascii=False).encode())


@dataclass(frozen=True, slots=True)
class Writing:
    """The same as a file, one of FILES, with measures."""

    packed: bytes
    sieve: Sieve
    dynamic: bool
    ending: str

    def answer(self, store: Store, reply: Reply) -> None:
        _be_alone()
        from gongkai.export.network import View, measured

        view = View(dynamic=self.dynamic, hurried=True)
        network = measured(_left(store, _unpacked(self.packed), self.sieve), view)
        if not network.nodes:
            raise Refused(404, "no node fits, so there is nothing to write; ask for more")
        module, media_type = FILES[self.ending]
        import_module(f"gongkai.export.{module}").put(network, reply.begin(media_type), view)


def _be_alone() -> None:
    """One thread for numpy: those of several workers keep each other from working, ten times as long as one needs."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _unpacked(packed: bytes) -> Projection:
    return cast("Projection", pickle.loads(zlib.decompress(packed)))


def _left(store: Store, found: Projection, sieve: Sieve) -> Sifted:
    kinds = sorted({standing.kind for standing in found.standings})
    strange = [kind for kind in sieve.kinds if kind not in kinds]
    if kinds and strange:
        raise Refused(400, f"this network has no nodes of the kind {strange[0]!r}; its kinds are: {', '.join(kinds)}")
    try:
        return sifted(store, found, sieve)
    except BadQuery as error:
        raise Refused(400, str(error)) from error
