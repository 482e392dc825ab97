"""Opened store + name of a format -> a file or folder: one module per format, imported when it is asked for."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongkai.errors import GongkaiError

if TYPE_CHECKING:
    from pyoxigraph import Store

    from gongkai.export.network import Network, View

# Takes a store, a stream to write to, and a View where it writes a network, which it gives back.
Exporter = Callable[..., "Network | None"]
Builder = Callable[["Store", Path], None]

# A format's name is the name of its module; what it is stands beside it, for people.
# These are written to a stream, by `export(store, stream)` of the module.
FORMATS: Final = {
    "edges": "a network's edges (CSV)",
    "gexf": "a network, for Gephi (GEXF 1.3)",
    "gold": "the figures that readers confirmed, added or rejected, for gongkai score (TSV)",
    "graphml": "a network, for networkx, igraph, yEd and the like (GraphML)",
    "jsonld": "all statements as JSON-LD 1.1, one subject a line",
    "nodes": "a network's nodes, with measures (CSV)",
    "nt": "all statements as sorted N-Triples; equal graphs are equal bytes",
    "sssom": "the mappings of concepts and places to other vocabularies (SSSOM/TSV)",
    "turtle": "all statements as Turtle with prefixes",
    "void": "what the store says of itself, in DCAT 3 and VoID (Turtle)",
}
# These write a network, and their function takes a View of it (gongkai.export.network) besides.
NETWORKS: Final = ("edges", "gexf", "graphml", "nodes")
# These need a place of their own, a file or a folder, which `export(store, place)` makes.
PLACED: Final = {
    "csvw": "facts, reports, places, agencies, channels, code lists and findings as a folder of CSV, described by CSVW",
    "duckdb": "the same tables as a DuckDB file",
    "parquet": "the same tables as a folder of Parquet files",
}


def exporter(name: str) -> Exporter:
    """The function that writes a store in the format `name`, one of FORMATS."""
    if name not in FORMATS:
        raise GongkaiError(f"There is no export format {name!r}; choose one of {', '.join(FORMATS)}.")
    export: Exporter = import_module(f"{__name__}.{name}").export
    return export


def write(store: "Store", name: str, target: Path, *views: "View") -> "Network | None":
    """Write a store as `target` in any format, a network in a view of it; what stood there is replaced at the end."""
    if not target.parent.is_dir():
        raise GongkaiError(f"{target.parent}: there is no such folder; make it first")
    if name in PLACED:
        builder: Builder = import_module(f"{__name__}.{name}").export
        with _drafted(target) as draft:
            builder(store, draft)
        return None
    with _drafted(target) as draft, draft.open("wb") as stream:
        return exporter(name)(store, stream, *views)


@contextmanager
def _drafted(target: Path) -> Iterator[Path]:
    """A place beside `target` to write at, which takes its place at the end; after an error nothing is left of it."""
    draft = target.with_name(f".{target.name}.draft")
    _remove(draft)
    try:
        yield draft
        _replace(target, draft)
    except BaseException:
        _remove(draft)
        raise


def _replace(target: Path, draft: Path) -> None:
    """Put the draft in place; a folder only where none is, or one that holds nothing but files of the same names."""
    if target.is_dir() != draft.is_dir() and target.exists():
        there = "folder" if target.is_dir() else "file"
        raise GongkaiError(f"{target}: a {there} of that name is there; choose another name")
    if not target.is_dir():
        draft.replace(target)
        return
    made = {path.name for path in draft.iterdir()}
    strange = sorted(path.name for path in target.iterdir() if path.name not in made)
    if strange:
        raise GongkaiError(f"{target}: the folder holds {strange[0]}, which the export does not make; choose another")
    former = target.with_name(f".{target.name}.former")
    _remove(former)
    target.rename(former)
    draft.rename(target)
    _remove(former)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
