"""Store -> N-Triples, sorted by bytes, blank nodes named by RDFC-1.0: equal graphs are equal bytes.

All of the default graph is written: what the reports say and share, what was derived and found, and the
ontology. Reports hold no blank nodes; those of the ontology (shapes, the data structure) are few, and only
the statements that hold one are kept in memory. The others are sorted in runs on disk: ten million triples
need the memory of one run, and for a time twice the room of the file where temporary files lie (TMPDIR).
"""

import heapq
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from io import BytesIO
from itertools import islice
from tempfile import TemporaryFile
from typing import BinaryIO

from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, RdfFormat, Store, parse, serialize

RUN = 500_000  # lines sorted in memory at once, about 150 MB

_BLANK = re.compile(rb"_:|\S+ \S+ _:")  # neither subjects nor predicates hold spaces


def export(store: Store, stream: BinaryIO) -> None:
    with TemporaryFile() as dump:
        store.dump(dump, format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
        dump.seek(0)
        stream.writelines(_sorted(_named(dump)))


def _named(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines, those with blank nodes last and renamed; RDFC-1.0 looks at no others."""
    anonymous = Dataset()
    for line in lines:
        if _BLANK.match(line):
            for quad in parse(line, RdfFormat.N_TRIPLES):
                anonymous.add(quad)
        else:
            yield line
    anonymous.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    renamed = BytesIO()
    serialize((quad.triple for quad in anonymous), renamed, RdfFormat.N_TRIPLES)
    renamed.seek(0)
    yield from renamed


def _sorted(lines: Iterator[bytes]) -> Iterator[bytes]:
    with ExitStack() as files:
        runs = []
        while run := sorted(islice(lines, RUN)):
            file = files.enter_context(TemporaryFile())
            file.writelines(run)
            file.seek(0)
            runs.append(file)
        yield from heapq.merge(*runs)
