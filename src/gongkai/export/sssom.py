"""Store -> its mappings as SSSOM/TSV, as ontology/mappings.yaml says: a head in YAML, then a line for each mapping."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

import yaml
from pyoxigraph import QuerySolutions, Store

from gongkai import __version__, resources
from gongkai.vocabulary.files import yaml_of

COLUMNS: Final = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
)

Names = dict[str, str]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Full IRIs; a label is empty where none is known."""

    subject: str
    subject_label: str
    predicate: str
    object: str
    object_label: str


def export(store: Store, stream: BinaryIO) -> None:
    settings = yaml_of("mappings.yaml")
    mappings = list(_mappings(store))
    prefixes = {name: space.text() for name, space in settings["prefixes"].items()}
    prefixes |= _others({iri for one in mappings for iri in (one.subject, one.object)}, prefixes)
    head = {
        "mapping_set_id": settings["id"].text(),
        "mapping_set_title": settings["title"].text(),
        "mapping_set_description": settings["description"].text(),
        "mapping_set_version": __version__,
        "license": settings["licence"].text(),
        "curie_map": prefixes,
    }
    grounds = {prefixes[name]: ground.text() for name, ground in settings["justifications"].items()}
    text = io.StringIO()
    for line in yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=10_000).splitlines():
        text.write(f"#{line}\n")
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in mappings:
        ground = next((said for space, said in grounds.items() if one.subject.startswith(space)), "")
        ids = [_short(iri, prefixes) for iri in (one.subject, one.predicate, one.object)]
        writer.writerow(
            (ids[0], one.subject_label, ids[1], ids[2], one.object_label, ground or settings["otherwise"].text())
        )
    stream.write(text.getvalue().encode())


def _mappings(store: Store) -> Iterator[Mapping]:
    """Each once, by the IRIs; of several labels the first."""
    found = store.query((resources.folder("queries") / "export" / "mappings.rq").read_text("utf-8"))
    assert isinstance(found, QuerySolutions)
    before: tuple[str, str, str] | None = None
    for row in found:
        subject, label, predicate, value, other = (getattr(cell, "value", "") for cell in row)
        if (subject, predicate, value) != before:
            yield Mapping(subject, label, predicate, value, other)
        before = (subject, predicate, value)


def _others(iris: set[str], known: Names) -> Names:
    """Prefixes for the name spaces that none is known for, numbered in their order."""
    strange = {iri for iri in iris if not any(iri.startswith(space) for space in known.values())}
    spaces = sorted({re.sub(r"[^/#]*$", "", iri) for iri in strange})
    return {f"ns{number}": space for number, space in enumerate(spaces, 1)}


def _short(iri: str, prefixes: Names) -> str:
    """The IRI with the prefix of the longest name space that it lies in."""
    name = max((name for name, space in prefixes.items() if iri.startswith(space)), key=lambda one: len(prefixes[one]))
    return f"{name}:{iri.removeprefix(prefixes[name])}"
