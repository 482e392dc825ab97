"""What a query may mean -> candidates with scores, best first, and one of them a match only where it is sure.

A score says how well the name fits, and how many fit as well; it is a rule of thumb for whoever looks through the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from gongkai.reconciliation import terms
from gongkai.reconciliation.basis import Json
from gongkai.reconciliation.batches import Query
from gongkai.resolution.spelling import similarity

CERTAIN: Final = 100.0
# Of names cut short, by the resolver's tiers.
TIERS: Final = {"code": 100.0, "full": 100.0, "short": 95.0, "stem": 90.0}
# Who shares the name with others.
SHARED: Final = 60.0
# A name that is like it, the more the higher: the resolver's own slips, and what merely looks so.
SLIP: Final = 80.0
LIKE: Final = 40.0
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """`types` from the narrowest to the widest; `sure` where the name cannot mean another thing of its type."""

    id: str
    name: str
    description: str
    types: tuple[str, ...]
    score: float
    sure: bool = False


def alike(written: str, name: str) -> float:
    """The score of a name that merely looks like the one that is written."""
    return LIKE * similarity(written.casefold(), name.casefold())


def result_of(found: Iterable[Candidate], query: Query) -> dict[str, Json]:
    """In the words of the protocol."""
    best: dict[str, Candidate] = {}
    for one in found:
        typed = _typed(one, query)
        if typed and (typed.id not in best or best[typed.id].score < typed.score):
            best[typed.id] = typed
    ranked = sorted(best.values(), key=lambda one: (-one.score, not one.sure, one.id))
    sure = [one for one in ranked if one.sure]
    match = sure[0].id if len(sure) == 1 else ""
    return {"result": [_told(one, query, one.id == match) for one in ranked[: query.limit]]}


def _typed(one: Candidate, query: Query) -> Candidate | None:
    """As the types that are asked for allow it."""
    if not query.types:
        return one
    wanted = query.types & set(one.types)
    if query.strict == "all":
        return one if wanted == query.types else None
    if wanted:
        return one
    return replace(one, score=one.score * _HALF, sure=False) if query.strict == "should" else None


def _told(one: Candidate, query: Query, match: bool) -> dict[str, Json]:
    known = terms.load().types
    features: list[Json] = [
        {"id": "sure", "value": one.sure},
        {"id": "similarity", "value": round(similarity(query.name, one.name), 3)},
    ]
    return {
        "id": one.id,
        "name": one.name,
        "description": one.description,
        "type": [{"id": name, "name": known[name].name} for name in one.types],
        "score": round(one.score, 1),
        "features": features,
        "match": match,
    }
