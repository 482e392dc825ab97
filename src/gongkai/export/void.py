"""Store -> the description that it holds of itself, in DCAT 3 and VoID, as Turtle."""

from typing import BinaryIO

from pyoxigraph import QueryTriples, RdfFormat, Store, serialize

from gongkai import resources
from gongkai.iris import PREFIXES


def export(store: Store, stream: BinaryIO) -> None:
    found = store.query((resources.folder("queries") / "export" / "description.rq").read_text("utf-8"))
    assert isinstance(found, QueryTriples)
    serialize(sorted(set(found), key=str), stream, RdfFormat.TURTLE, prefixes=PREFIXES)
