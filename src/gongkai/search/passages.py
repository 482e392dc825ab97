"""The triples of one report + queries/search/passages.yaml -> what can be found in it: its title, its sentences.

Read from the lines of the shard, by property, without an RDF library. Measured on 666 generated reports of 2,200
triples each: 1.1 ms a report, where the same as queries to the store on disk took 7.6 ms.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path
from typing import Final, NamedTuple

from gongkai import iris
from gongkai.errors import BadOntology, BadStore
from gongkai.search.folding import words_of

REPORT: Final = "report"

_END: Final = re.compile(r"[。！？]|\n\s*\n")
_ENDING: Final = re.compile(r"[.][^.]*$")
_ESCAPE: Final = re.compile(r"\\(?:u(?P<four>[0-9A-Fa-f]{4})|U(?P<eight>[0-9A-Fa-f]{8})|(?P<sign>.))")
_SIGNS: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}

Path_ = tuple[bytes, ...]
_Term = bytes
# What a report says: by property, of each subject, all objects.
_Said = Mapping[bytes, Mapping[_Term, tuple[_Term, ...]]]


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
    text: Path_
    rest: Path_
    at: Path_
    but_not_in: Path_
    label: Path_
    year: Path_
    code: Path_


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


def _property(prefixed: str) -> bytes:
    return f"<{iris.term(prefixed)}>".encode()


_TYPE: Final = _property("rdf:type")
_START: Final = _property("oa:start")
_FINISH: Final = _property("oa:end")
_PATHS: Final = ("text", "rest", "at", "but_not_in", "label", "year", "code")


def kinds_in(file: Path) -> Kinds:
    """What passages.yaml says; BadOntology names what it lacks."""
    import yaml  # here, since who only searches does without it

    try:
        said = yaml.safe_load(file.read_text("utf-8"))
        kinds = [_kind(file, name, given) for name, given in said.items()]
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
        paths = {path: tuple(map(_property, given[path].split("/"))) if path in given else () for path in _PATHS}
        return Kind(name=name, of=_property(given["class"]), **paths)
    except KeyError as error:
        raise BadOntology(f"{file}: {name} has the unknown prefix {error}") from error


def found_in(lines: Iterable[bytes], report: str, kinds: Kinds) -> tuple[Head, list[Passage]]:
    """How a report is found itself, and what can be found in it, in order and each once."""
    said = _said(lines, kinds.properties)
    passages = {passage for kind in kinds.passages if kind.text for passage in _passages(said, kind)}
    rest = [passage for kind in kinds.passages if kind.rest for passage in _rest(said, kind, passages)]
    return _head(said, report, kinds.report), sorted((*passages, *rest))


def _said(lines: Iterable[bytes], properties: frozenset[bytes]) -> _Said:
    found: dict[bytes, list[tuple[_Term, _Term]]] = {name: [] for name in properties}
    get = {name: pairs.append for name, pairs in found.items()}.get
    for line in lines:
        try:
            subject, name, value = line.split(b" ", 2)
        except ValueError:
            raise BadStore(
                f"a shard is no N-Triples ({line[:80]!r}); delete the folder of shards and build again"
            ) from None
        put = get(name)
        if put:
            put((subject, value[:-2]))
    return {name: _by_subject(pairs) for name, pairs in found.items()}


def _by_subject(pairs: Sequence[tuple[_Term, _Term]]) -> dict[_Term, tuple[_Term, ...]]:
    values: dict[_Term, tuple[_Term, ...]] = {subject: (value,) for subject, value in pairs}
    if len(values) == len(pairs):
        return values
    several: dict[_Term, tuple[_Term, ...]] = {}
    for subject, value in pairs:
        several[subject] = (*several.get(subject, ()), value)
    return several


def _followed(said: _Said, start: _Term, path: Path_) -> tuple[_Term, ...]:
    """What a path leads to."""
    ends: tuple[_Term, ...] = (start,)
    for step in path:
        values = said[step]
        ends = (
            values.get(ends[0], ()) if len(ends) == 1 else tuple(value for end in ends for value in values.get(end, ()))
        )
    return ends


def _things(said: _Said, kind: Kind) -> Iterator[_Term]:
    return (thing for thing, classes in said[_TYPE].items() if kind.of in classes)


def _head(said: _Said, report: str, kind: Kind) -> Head:
    def first(path: Path_) -> str:
        return min(map(_value, _followed(said, iri, path)), default="") if path else ""

    iri = f"<{report}>".encode()
    there = kind.of in said[_TYPE].get(iri, ())
    titles = sorted({_value(title) for title in _followed(said, iri, kind.text)}) if there else []
    year = first(kind.year)
    return Head(report, tuple(titles), _ENDING.sub("", first(kind.label)), int(year or 0), first(kind.code))


def _passages(said: _Said, kind: Kind) -> Iterator[Passage]:
    starts, ends = said[_START], said[_FINISH]
    for thing in _things(said, kind):
        texts = _followed(said, thing, kind.text)
        for place in _followed(said, thing, kind.at) if texts else ():
            near = _followed(said, place, kind.but_not_in) if kind.but_not_in else ()
            for text, start, end in product(texts, starts.get(place, ()), ends.get(place, ())):
                if not any(_stands_in(text, other) for other in near):
                    yield Passage(kind.name, _value(thing), int(_value(start)), _value(text), int(_value(end)))


def _stands_in(text: _Term, other: _Term) -> bool:
    """Whether the words of one literal stand in another, blanks aside; without reading them where that is plain."""
    return text[: text.rindex(b'"')][1:] in other or "".join(_value(text).split()) in "".join(_value(other).split())


def _rest(said: _Said, kind: Kind, passages: Iterable[Passage]) -> Iterator[Passage]:
    """What no passage has of the whole texts; a line ends no sentence, since texts may be wrapped."""
    for thing in _things(said, kind):
        iri = _value(thing)
        taken = sorted((one.start, one.end) for one in passages if one.iri.startswith(f"{iri}#"))
        for text in map(_value, _followed(said, thing, kind.rest)):
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


def _value(term: _Term) -> str:
    """The IRI, or the text of a literal."""
    if term.startswith(b"<"):
        return term[1:-1].decode()
    text = term[1 : term.rindex(b'"')].decode()
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(found: re.Match[str]) -> str:
    code = found["four"] or found["eight"]
    return chr(int(code, 16)) if code else _SIGNS.get(found["sign"], found["sign"])
