"""The triples of one report + queries/search/passages.yaml -> what can be found in it: its title, its sentences.

Read from the lines of the shard, by property.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path
from typing import Final, NamedTuple

from gongkai.errors import BadOntology
from gongkai.search.folding import words_of
from gongkai.told import Steps, Term, Told, followed, named, property_of, value_of

REPORT: Final = "report"

_END: Final = re.compile(r"[。！？]|\n\s*\n")
_ENDING: Final = re.compile(r"[.][^.]*$")


class Passage(NamedTuple):
    """A stretch of a report that can be found; `kind` as in passages.yaml."""

    kind: str
    iri: str
    start: int
    text: str
    end: int


@dataclass(frozen=True, slots=True)
class Head:
    """How a report is found by its name; year 0 and no code where it does not say them."""

    iri: str
    titles: tuple[str, ...]
    label: str
    year: int
    code: str


@dataclass(frozen=True, slots=True)
class Kind:
    """Paths of properties, each as it stands in a line of N-Triples; empty where there is none."""

    name: str
    of: bytes
    text: Steps
    rest: Steps
    at: Steps
    but_not_in: Steps
    label: Steps
    year: Steps
    code: Steps


@dataclass(frozen=True, slots=True)
class Kinds:
    """All kinds of passages; `report` tells how reports themselves are found."""

    report: Kind
    passages: tuple[Kind, ...]

    @property
    def properties(self) -> frozenset[bytes]:
        paths = (
            path
            for kind in (self.report, *self.passages)
            for path in (kind.text, kind.rest, kind.at, kind.but_not_in, kind.label, kind.year, kind.code)
        )
        return frozenset((_TYPE, _START, _FINISH, *(step for path in paths for step in path)))


_TYPE: Final = property_of("rdf:type")
_START: Final = property_of("oa:start")
_FINISH: Final = property_of("oa:end")
_PATHS: Final = ("text", "rest", "at", "but_not_in", "label", "year", "code")


def kinds_in(file: Path) -> Kinds:
    """What passages.yaml says; BadOntology names what it lacks."""
    import yaml  # here, since who only searches does without it

    try:
        told = yaml.safe_load(file.read_text("utf-8"))
        kinds = [_kind(file, name, given) for name, given in told.items()]
    except (OSError, yaml.YAMLError, AttributeError) as error:
        raise BadOntology(f"{file}: {' '.join(str(error).split())}") from error
    reports = [kind for kind in kinds if kind.name == REPORT]
    if not reports:
        raise BadOntology(f"{file}: there is no kind {REPORT}; say how reports themselves are found")
    return Kinds(reports[0], tuple(sorted((kind for kind in kinds if kind.name != REPORT), key=lambda kind: kind.name)))


def _kind(file: Path, name: str, given: Mapping[str, str]) -> Kind:
    odd = sorted(given.keys() - {"class", *_PATHS})
    if odd or "class" not in given or ("text" in given) == ("rest" in given):
        raise BadOntology(f"{file}: {name} must have class and text or rest{f', not {odd[0]}' if odd else ''}")
    try:
        paths = {path: tuple(map(property_of, given[path].split("/"))) if path in given else () for path in _PATHS}
        return Kind(name=name, of=property_of(given["class"]), **paths)
    except KeyError as error:
        raise BadOntology(f"{file}: {name} has the unknown prefix {error}") from error


def found_in(told: Told, report: str, kinds: Kinds) -> tuple[Head, list[Passage]]:
    """How a report is found itself, and what can be found in it, in order and each once."""
    passages = {passage for kind in kinds.passages if kind.text for passage in _passages(told, kind)}
    rest = [passage for kind in kinds.passages if kind.rest for passage in _rest(told, kind, passages)]
    return _head(told, report, kinds.report), sorted((*passages, *rest))


def _things(told: Told, kind: Kind) -> Iterator[Term]:
    return (thing for thing, classes in told[_TYPE].items() if kind.of in classes)


def _head(told: Told, report: str, kind: Kind) -> Head:
    def first(path: Steps) -> str:
        return min(map(value_of, followed(told, iri, path)), default="") if path else ""

    iri = named(report)
    there = kind.of in told[_TYPE].get(iri, ())
    titles = sorted({value_of(title) for title in followed(told, iri, kind.text)}) if there else []
    year = first(kind.year)
    return Head(report, tuple(titles), _ENDING.sub("", first(kind.label)), int(year or 0), first(kind.code))


def _passages(told: Told, kind: Kind) -> Iterator[Passage]:
    starts, ends = told[_START], told[_FINISH]
    for thing in _things(told, kind):
        texts = followed(told, thing, kind.text)
        for place in followed(told, thing, kind.at) if texts else ():
            near = followed(told, place, kind.but_not_in) if kind.but_not_in else ()
            for text, start, end in product(texts, starts.get(place, ()), ends.get(place, ())):
                if not any(_stands_in(text, other) for other in near):
                    yield Passage(kind.name, value_of(thing), int(value_of(start)), value_of(text), int(value_of(end)))


def _stands_in(text: Term, other: Term) -> bool:
    """Whether the words of one literal stand in another, blanks aside; without reading them where that is plain."""
    return text[: text.rindex(b'"')][1:] in other or "".join(value_of(text).split()) in "".join(value_of(other).split())


def _rest(told: Told, kind: Kind, passages: Iterable[Passage]) -> Iterator[Passage]:
    """What no passage has of the whole texts; a line ends no sentence, since texts may be wrapped."""
    for thing in _things(told, kind):
        iri = value_of(thing)
        taken = sorted((one.start, one.end) for one in passages if one.iri.startswith(f"{iri}#"))
        for text in map(value_of, followed(told, thing, kind.rest)):
            for start, end in _left(text, taken):
                yield Passage(kind.name, f"{iri}#char={start},{end}", start, text[start:end], end)


def _left(text: str, taken: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences between the stretches that are taken, in their order, without blanks around them."""
    free = 0
    for start, end in (*taken, (len(text), len(text))):
        yield from _sentences(text, free, start)
        free = max(free, end)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    bounds = [start, *(found.end() for found in _END.finditer(text, start, max(start, end))), end]
    for one, two in pairwise(bounds):
        piece = text[one:two]
        begin = one + len(piece) - len(piece.lstrip())
        if words_of(piece):
            yield begin, begin + len(piece.strip())
