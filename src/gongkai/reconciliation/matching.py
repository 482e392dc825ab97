"""Queries, and what the store has of what they are after -> results: places, bodies and concepts put together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from gongkai import vocabulary
from gongkai.reconciliation.basis import Json
from gongkai.reconciliation.batches import Query
from gongkai.reconciliation.bodies import Aim, Bodies
from gongkai.reconciliation.candidates import Candidate, result_of
from gongkai.reconciliation.concepts import Concepts
from gongkai.reconciliation.places import Places
from gongkai.reconciliation.tasks import Search, Thing


@dataclass(frozen=True, slots=True)
class Service:
    """All that is known: of places always the same, of concepts what the store says."""

    places: Places
    bodies: Bodies
    concepts: Concepts

    @classmethod
    def load(cls, concepts: Concepts) -> Self:
        """Takes a while the first time: the gazetteer is read."""
        places = Places(vocabulary.load())
        return cls(places, Bodies(places, concepts), concepts)

    def aims(self, queries: Iterable[Query]) -> list[Aim]:
        return [self.bodies.aim(self.places.read(query, self.concepts)) for query in queries]

    def search(self, aim: Aim) -> Search:
        return self.bodies.search(aim, zones=self._wants_zones(aim))

    def result(self, aim: Aim, found: tuple[Thing, ...]) -> dict[str, Json]:
        return result_of(self._candidates(aim, found), aim.reading.query)

    def _wants_zones(self, aim: Aim) -> bool:
        return aim.reading.query.wants("jurisdiction") and not aim.reading.answer.place

    def _candidates(self, aim: Aim, found: tuple[Thing, ...]) -> Iterator[Candidate]:
        query = aim.reading.query
        if query.wants("jurisdiction") or query.strict == "should":
            yield from self.places.candidates(aim.reading)
            yield from self.places.zones(found, query)
        yield from self.bodies.candidates(aim, found)
        yield from self.concepts.candidates(query, self.places.words)
