"""Names of policy areas and metrics -> which of them a query means; and ids and names of kinds and types."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from gongkai.reconciliation import basis, candidates
from gongkai.reconciliation.batches import Query
from gongkai.reconciliation.candidates import Candidate
from gongkai.reconciliation.tasks import Figure, Name
from gongkai.text import fold
from gongkai.vocabulary import Vocabulary

_OTHER_NAME: Final = 95.0
_KEYWORD: Final = 50.0
# The likeness of a name from which on it is worth a look: more than half of its characters are the same.
_LIKE: Final = candidates.LIKE / 2


@dataclass(frozen=True, slots=True)
class Concept:
    """`id` is that of the service, `notation` that of the scheme; `names` are the preferred ones, Chinese first."""

    id: str
    scheme: str
    notation: str
    names: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.names[0]


class Concepts:
    """What a store calls its concepts, and the figures that can be fetched from it."""

    def __init__(self, names: Iterable[Name], figures: tuple[Figure, ...]) -> None:
        self.figures = figures
        found: dict[str, list[Name]] = defaultdict(list)
        for one in names:
            found[one.concept].append(one)
        self.all = {key: _concept(key, held) for key, held in found.items() if any(one.form == "name" for one in held)}
        self._by_name: dict[str, list[tuple[Concept, float]]] = defaultdict(list)
        for concept in self.all.values():
            for name in dict.fromkeys((concept.notation, *concept.names)):
                self._by_name[_key(name)].append((concept, candidates.CERTAIN))
            for name in concept.others:
                self._by_name[_key(name)].append((concept, _OTHER_NAME))

    def named(self, scheme: str, text: str) -> tuple[Concept, ...]:
        """Those of the scheme that are called so; the better names before the others."""
        found = [(concept, score) for concept, score in self._by_name.get(_key(text), ()) if concept.scheme == scheme]
        best = max((score for _, score in found), default=0.0)
        return tuple(dict.fromkeys(concept for concept, score in found if score == best))

    def candidates(self, query: Query, words: Vocabulary) -> Iterator[Candidate]:
        for scheme in ("policy-area", "metric"):
            if query.wants(scheme) and query.name:
                yield from self._of_scheme(scheme, query, words)

    def _of_scheme(self, scheme: str, query: Query, words: Vocabulary) -> Iterator[Candidate]:
        """By id, IRI and name; by another name, if only one has it; as a keyword; by a name that is like it."""
        exact = self.named(scheme, query.name)
        own = self.all.get(basis.id_of(query.name))
        if own and own.scheme == scheme:
            exact = (own,)
        for one in exact:
            named = _key(query.name) in (*map(_key, one.names), one.notation, one.id) or one is own
            score = candidates.CERTAIN if named else _OTHER_NAME
            yield _candidate(one, score if len(exact) == 1 else candidates.SHARED, len(exact) == 1)
        if scheme == "policy-area":
            for start, end, notation in words.names.areas.find(query.name):
                area = self.all.get(f"concept/{scheme}/{notation}")
                if area:
                    yield _candidate(area, _KEYWORD * (end - start) / len(query.name))
        for one in self.all.values():
            if one.scheme == scheme:
                score = max(candidates.alike(query.name, name) for name in (*one.names, *one.others))
                if score > _LIKE:
                    yield _candidate(one, score)


def _concept(key: str, held: list[Name]) -> Concept:
    def of(form: str) -> tuple[str, ...]:
        return tuple(one.text for one in held if one.form == form)

    return Concept(key, held[0].scheme, (*of("id"), key)[0], of("name"), of("other-name"))


def _candidate(one: Concept, score: float, sure: bool = False) -> Candidate:
    return Candidate(one.id, one.name, " · ".join((*one.names[1:], one.notation)), (one.scheme,), score, sure)


def _key(text: str) -> str:
    return " ".join(fold(text).casefold().split())
